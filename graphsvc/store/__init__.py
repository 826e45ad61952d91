"""The graph database: one code path, over Bolt, to Neo4j or to the embedded server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from graphsvc.settings import Settings
from graphsvc.store.bolt import Store
from graphsvc.store.embedded import DATABASE, LONGEST_COMMAND, USER, EmbeddedServer

_NEO4J_PATIENCE = 5.0  # seconds for a server that is somebody else's to answer
_START_PATIENCE = 60.0  # seconds for the embedded server to open its database


@contextmanager
def open_store(settings: Settings) -> Iterator[Store]:
    """Open the database that the settings name, and close it in the end.

    Without an address that is the embedded server, which is started if it does not run.

    Raises
    ------
    SettingsError
        The server refuses the user.
    StoreUnavailable
        The server does not answer.
    """
    if settings.neo4j_uri:
        secret = settings.neo4j_password
        password = secret.get_secret_value() if secret else ""
        address = (settings.neo4j_uri, settings.neo4j_user, password, settings.neo4j_database)
        with _opened(Store(*address), _NEO4J_PATIENCE) as store:
            yield store
        return
    server = EmbeddedServer(settings.data_dir, settings.store_memory)
    try:
        running = server.start()
        address = (running.uri, USER, running.password, DATABASE)
        opened = Store(*address, lingering=LONGEST_COMMAND)
        with _opened(opened, _START_PATIENCE) as store:
            yield store
    finally:
        server.stop()


@contextmanager
def _opened(store: Store, patience: float) -> Iterator[Store]:
    try:
        store.await_ready(patience)
        yield store
    finally:
        store.close()
