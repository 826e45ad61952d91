"""A client of the service on the embedded store: empty, or with the real records in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr
from starlette.testclient import TestClient

from graphsvc import ingest
from graphsvc.api.app import create_app
from graphsvc.settings import Settings
from graphsvc.store.bolt import Store

BASE, KEY = "http://127.0.0.1", "correct-horse-battery-staple"


@pytest.fixture
def client(embedded: Store, embedded_settings: Settings) -> Iterator[TestClient]:
    """The service on an empty graph."""
    with TestClient(create_app(embedded_settings, embedded), base_url=BASE) as client:
        yield client


@pytest.fixture
def locked(embedded: Store, embedded_settings: Settings) -> Iterator[TestClient]:
    """The service with an access key."""
    settings = embedded_settings.model_copy(update={"api_key": SecretStr(KEY)})
    app = create_app(settings, embedded)
    with TestClient(app, base_url=BASE, follow_redirects=False) as client:
        yield client


@pytest.fixture
def canada_client(client: TestClient, embedded: Store, canada: Path) -> TestClient:
    """The service on the real records."""
    ingest.run(embedded, [canada])
    return client
