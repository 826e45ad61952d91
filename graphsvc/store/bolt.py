"""The only path to the database: transactions over Bolt, with the driver's errors made ours.

This module imports the driver, and `cypher_run` does for queries that are not ours. A transaction
runs named queries; `Store.read` and `Store.write` decide what is tried again and what is not.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any, TypeVar

import neo4j
from neo4j import exceptions as driver_errors

from graphsvc.errors import (
    Conflict,
    ImportInProgress,
    QueryFault,
    SettingsError,
    StaleRevision,
    StoreBusy,
    StoreUnavailable,
)
from graphsvc.language import message
from graphsvc.store import queries
from graphsvc.store.cypher_check import check
from graphsvc.store.cypher_run import Bounds, Found, Turns, run
from graphsvc.store.pulse import Pulse

T = TypeVar("T")
Row = Mapping[str, Any]

_PATIENCE = 15.0  # seconds a transaction is tried again while others are in its way
# The server listens already, or still, but the database is not open.
_AWAY = ".Database.Database"
_ASKERS = 2  # queries of analysts at a time
_UNIQUE_RACES = 5  # a MERGE lost to another writer succeeds when repeated; a true clash never does


class Transaction:
    """A transaction under way; queries are run by name."""

    def __init__(self, running: neo4j.Transaction, *, writes: bool) -> None:
        self._running = running
        self._writes = writes
        self.revision = 0

    def rows(self, name: str, /, **params: Any) -> list[Row]:
        """Run a named query and return its rows."""
        query = queries.catalogue()[name]
        if query.writes and not self._writes:
            raise QueryFault(name, "write in a read transaction")
        try:
            # A query's text comes from a file of ours, never from a string put together.
            found = self._running.run(query.text, params)
            return [dict(zip(each.keys(), each.values(), strict=True)) for each in found]
        except (driver_errors.ClientError, driver_errors.DatabaseError) as error:
            if isinstance(error, driver_errors.ConstraintError):
                raise
            raise QueryFault(name, error.code or type(error).__name__) from error

    def row(self, name: str, /, **params: Any) -> Row:
        """Run a named query that answers with exactly one row."""
        (only,) = self.rows(name, **params)
        return only

    def column(self, name: str, key: str, /, **params: Any) -> list[Any]:
        """Run a named query and return one value of each row."""
        return [row[key] for row in self.rows(name, **params)]


class Store:
    """A graph database that speaks Bolt. Safe to share between threads; close it at the end.

    Parameters
    ----------
    uri, user, password, database
        Its address.
    lingering
        How many seconds the server may go on with a query that was given up.
    """

    def __init__(
        self, uri: str, user: str, password: str, database: str, *, lingering: float = 0.0
    ) -> None:
        try:
            self._driver = neo4j.GraphDatabase.driver(
                uri,
                auth=(user, password),
                connection_timeout=5.0,
                connection_acquisition_timeout=10.0,
                # Retrying is done here, where a lost race and a lost server are told apart.
                max_transaction_retry_time=0.0,
                notifications_min_severity="OFF",
                user_agent="graphsvc",
            )
        except (driver_errors.ConfigurationError, ValueError) as error:
            raise SettingsError(
                message(
                    "{uri} is not the address of a server. Write GRAPHSVC_NEO4J_URI as "
                    "bolt://127.0.0.1:7687.",
                    uri=uri,
                )
            ) from error
        self._database = database
        self._address = (uri, user, password, database)
        self._turns = Turns(_ASKERS, lingering)
        self._bookmarks = neo4j.GraphDatabase.bookmark_manager()
        self._pulse = Pulse(lambda: int(self.read(lambda tx: tx.row("read_revision"))["revision"]))

    def close(self) -> None:
        """Close every connection."""
        self._pulse.close()
        # A pulse that hangs still holds its connection: saying goodbye on it fails, and need not
        # succeed.
        with suppress(driver_errors.DriverError, OSError, BufferError):
            self._driver.close()

    def await_ready(self, seconds: float) -> None:
        """Wait until the database answers; a server just started takes a while to open it.

        Raises
        ------
        SettingsError
            The server refuses the user, or has no such database.
        StoreUnavailable
            Nothing answers within `seconds`.
        """
        deadline = time.monotonic() + seconds
        while True:
            try:
                self.read(lambda tx: tx.row("ping"))
                return
            except StoreUnavailable as error:
                cause = error.__cause__
                if isinstance(cause, driver_errors.AuthError):
                    raise SettingsError(
                        message(
                            "The database refuses the user or the password; "
                            "see GRAPHSVC_NEO4J_USER and GRAPHSVC_NEO4J_PASSWORD."
                        )
                    ) from error
                if time.monotonic() < deadline:
                    time.sleep(0.05)
                elif isinstance(cause, driver_errors.ClientError):
                    raise SettingsError(
                        message(
                            "The server has no database {name}; see GRAPHSVC_NEO4J_DATABASE.",
                            name=self._database,
                        )
                    ) from error
                else:
                    raise

    @contextmanager
    def _transaction(self, *, writes: bool) -> Iterator[Transaction]:
        access = neo4j.WRITE_ACCESS if writes else neo4j.READ_ACCESS
        with self._driver.session(
            database=self._database,
            default_access_mode=access,
            bookmark_manager=self._bookmarks,
            fetch_size=10_000,
        ) as session:
            try:
                begun = session.begin_transaction()
            except ValueError as error:  # the name of the server leads nowhere
                raise StoreUnavailable from error
            with begun as running:
                yield Transaction(running, writes=writes)
                running.commit()

    def read(self, work: Callable[[Transaction], T]) -> T:
        """Run `work` in a read transaction.

        Raises
        ------
        StoreUnavailable
            The database does not answer. Not tried again: the caller knows how long it can wait.
        StoreBusy
            The database kept refusing for `_PATIENCE` seconds.
        QueryFault
            A query of ours is malformed.
        """
        return self._attempt(lambda: self._once(work, writes=False))

    def ask(self, query: str, parameters: Mapping[str, Any], bounds: Bounds) -> Found:
        """Run a query that somebody else wrote, if it only reads; nothing of it is ever committed.

        The one door for queries that are not files of ours. The text goes to the server untouched.

        Raises
        ------
        InvalidInput
            The query may not be run, lacks a parameter, is refused by the database, or took longer
            than it may.
        StoreBusy
            Others ask already.
        ImportInProgress
            An import is being applied; half of it would be seen.
        StoreUnavailable
            The database does not answer.
        """
        checked = check(query)
        checked.supply(parameters)
        with self._turns.turn():
            return run(self._address, checked, parameters, bounds)

    def write(
        self, work: Callable[[Transaction], T], *, expect: int | None = None, importing: str = ""
    ) -> T:
        """Run `work` in a write transaction that raises the revision of the graph by one.

        All of it is committed or nothing. `work` may run more than once, so it must do nothing
        but use the transaction. Writers go one after another: the revision's node is taken first.

        Parameters
        ----------
        work
            Receives the transaction, whose `revision` is the one this write makes.
        expect
            The revision the caller has read; another one is refused.
        importing
            The import this write belongs to; any other write is refused while one is applied.

        Raises
        ------
        StaleRevision
            The graph is not at the revision expected.
        ImportInProgress
            An import is being applied.
        Conflict
            Something with the same id was created by someone else, repeatedly.
        StoreUnavailable, StoreBusy, QueryFault
            As for `read`. After StoreUnavailable the write may have been applied or not; all
            writes can be repeated without harm.
        """

        def bumped(tx: Transaction) -> T:
            row = tx.row("bump_revision")
            if (row["importing"] or "") != importing:
                raise ImportInProgress(row["importing"] or importing)
            tx.revision = row["revision"]
            if expect is not None and tx.revision != expect + 1:
                raise StaleRevision
            return work(tx)

        return self._attempt(lambda: self._once(bumped, writes=True))

    def write_unseen(self, work: Callable[[Transaction], T]) -> T:
        """Run `work` in a write transaction that leaves the revision as it is.

        For what is no part of the graph: the bookkeeping of migrations and imports, and scenarios,
        which stand beside it. Nothing that hangs on the revision may change.
        """
        return self._attempt(lambda: self._once(work, writes=True))

    def run_schema(self, statement: str) -> None:
        """Run one statement of a migration in a transaction of its own."""
        with self._translated(), self._driver.session(database=self._database) as session:
            session.run(statement).consume()

    def _once(self, work: Callable[[Transaction], T], *, writes: bool) -> T:
        with self._translated(), self._transaction(writes=writes) as tx:
            return work(tx)

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except driver_errors.ConstraintError as error:
            raise _LostRace from error
        except driver_errors.TransientError as error:
            if "OutOfMemory" in (error.code or ""):
                raise StoreBusy from error
            raise _InTheWay from error
        except (driver_errors.ClientError, driver_errors.DatabaseError) as error:
            if isinstance(error, driver_errors.AuthError) or _AWAY in (error.code or ""):
                raise StoreUnavailable from error
            raise QueryFault("commit", error.code or type(error).__name__) from error
        except (driver_errors.DriverError, driver_errors.Neo4jError, OSError) as error:
            raise StoreUnavailable from error

    @staticmethod
    def _attempt(once: Callable[[], T]) -> T:
        deadline = time.monotonic() + _PATIENCE
        races = 0
        pause = 0.005
        while True:
            try:
                return once()
            except _LostRace as error:
                races += 1
                if races >= _UNIQUE_RACES:
                    raise Conflict(
                        message("Something with the same id exists already. Read it, then retry.")
                    ) from error
            except _InTheWay as error:
                if time.monotonic() + pause > deadline:
                    raise StoreBusy from error
            # Jitter, so that two writers in each other's way do not meet again and again.
            time.sleep(pause * random.uniform(0.5, 1.5))  # noqa: S311
            pause = min(pause * 2, 0.5)

    def revision(self) -> int:
        """Return the revision of the graph, or learn that it cannot be had.

        Within a second where the database answers nobody, within five where it answers others.

        Raises
        ------
        StoreUnavailable
            The database is away, or hangs.
        """
        return self._pulse.revision()


class _InTheWay(Exception):
    """Another transaction was in the way; trying again may help."""


class _LostRace(Exception):
    """Another writer created the same id first; trying again finds it there."""
