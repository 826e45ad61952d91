"""A running service with the real public records, and a client of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from graphsvc.client import Client
from tests.browser.running_service import RunningService, serving


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningService]:
    """The service as the first start leaves it."""
    with serving(tmp_path_factory.mktemp("service")) as service:
        yield service


@pytest.fixture
def service(running: RunningService) -> Iterator[Client]:
    """A client of it."""
    with Client(running.address) as client:
        yield client
