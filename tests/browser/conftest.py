"""Fixtures: one Chromium, and one service for each set of data, started the first time it is used.

Tests of this folder read: what they write or break, they do on a service of their own (`serving`).
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.hostile_records import write_hostile_records
from tests.browser.page_watch import chromium
from tests.browser.running_service import RunningService, serving


# Ended with these tests: the event loop of Playwright runs on in this thread until then.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """A real Chromium."""
    with chromium() as started:
        yield started


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningService]:
    """The service with the real public records, as the first start leaves it."""
    with serving(tmp_path_factory.mktemp("real")) as service:
        yield service


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningService]:
    """The service with records whose every text tries to be more than text."""
    with serving(tmp_path_factory.mktemp("hostile"), seed="false") as service:
        write_hostile_records(service, tmp_path_factory.mktemp("tables"))
        yield service
