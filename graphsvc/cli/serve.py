"""serve: the service, from nothing to an open address."""

from __future__ import annotations

import signal
import socket
import sys
from collections.abc import Callable
from functools import partial
from importlib import import_module
from threading import Thread
from types import FrameType
from typing import Annotated

import typer
import uvicorn

from graphsvc import __version__, ingest, logs, resources
from graphsvc.cli.output import progress, say
from graphsvc.errors import SettingsError
from graphsvc.language import message
from graphsvc.settings import Settings, read_settings
from graphsvc.store import journal, migrations, open_store
from graphsvc.store.bolt import Store
from graphsvc.store.snapshot import read_snapshot

_GRACE = 3  # seconds that requests under way are given when the service ends


class _Server(uvicorn.Server):
    """A web server that says when it is ready, not before."""

    def __init__(self, config: uvicorn.Config, ending: Callable[[], None]) -> None:
        super().__init__(config)
        self._ending = ending

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, then say so."""
        await super().startup(sockets)
        host, port = (sockets or [])[0].getsockname()[:2]
        shown = f"[{host}]" if ":" in host else host
        say(message("Ready: {address}  (Ctrl-C to stop)", address=f"http://{shown}:{port}"))
        sys.stderr.flush()
        # Intervals need it, and it takes a second: while nobody asks yet, nobody waits for it.
        Thread(target=import_module, args=("scipy.stats",), daemon=True).start()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Let go of those who follow a job, who would hold the end up; then end."""
        self._ending()
        await super().shutdown(sockets)


def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on; 0 takes a free one.")] = None,
) -> None:
    """Start the service: database, schema, the real records if the graph is empty, web server.

    Ctrl-C ends all of it cleanly.
    """
    settings = read_settings(host=host, port=port)
    logs.configure()
    # Ended by a signal before the web server listens to it, the database must be stopped too.
    signal.signal(signal.SIGTERM, _end)
    signal.signal(signal.SIGHUP, _end_all)  # the terminal was closed
    listening = _listen(settings)
    say(f"graphsvc {__version__}")
    try:
        _run(settings, listening)
    except KeyboardInterrupt:
        say(message("Stopped."))
    finally:
        listening.close()


def _end(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _end_all(_signal: int, _frame: FrameType | None) -> None:
    """End as by SIGTERM, whoever handles that now: this command or the web server."""
    signal.raise_signal(signal.SIGTERM)


def _listen(settings: Settings) -> socket.socket:
    """Take the port first: that it is taken should be known before anything is started."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((settings.host, settings.port))
    except OSError as error:
        listening.close()
        raise SettingsError(
            message(
                "The service cannot listen on {host}, port {port}: {why}. "
                "Set GRAPHSVC_PORT to another port.",
                host=settings.host,
                port=str(settings.port),
                why=error.strerror or str(error),
            )
        ) from error
    return listening


def _run(settings: Settings, listening: socket.socket) -> None:
    if settings.neo4j_uri:
        say(message("Connecting to {address}", address=settings.neo4j_uri))
    else:
        where = str(settings.data_dir)
        say(message("Starting the embedded database in {folder}", folder=where))
    with open_store(settings) as store:
        _prepare(store, settings)
        from graphsvc.api.app import (  # noqa: PLC0415 - a second, which no other command needs
            create_app,
            end_long_work,
        )

        application = create_app(settings, store)
        config = uvicorn.Config(
            application,
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=_GRACE,
        )
        _Server(config, partial(end_long_work, application)).run(sockets=[listening])
        say(message("Stopping."))
    say(message("Stopped."))


def _prepare(store: Store, settings: Settings) -> None:
    done = migrations.migrate(store)
    if done:
        say(message("Schema: migrations applied: {count}", count=len(done)))
    finished = journal.recover(store)
    if finished:
        say(message("The interrupted import {id} has been finished.", id=finished))
    snapshot = read_snapshot(store)
    if settings.seed and not snapshot.partnerships and not snapshot.organizations:
        with progress(message("Loading the real public records")) as tell:
            ingest.run(
                store, [resources.folder("seed") / "canada"], label="seed/canada", progress=tell
            )
        snapshot = read_snapshot(store)
        say(message("Loaded the real public records (seed/canada)"))
    counts = {
        "partnerships": len(snapshot.partnerships),
        "bodies": len(snapshot.bodies),
        "organizations": len(snapshot.organizations),
        "seats": len(snapshot.seats),
    }
    say(
        message(
            "In the graph: partnerships: {partnerships}, councils and committees: {bodies}, "
            "organizations: {organizations}, memberships: {seats}.",
            **counts,
        )
    )
