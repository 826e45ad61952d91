"""Runs a query that somebody else wrote: within its bounds, and never to be committed.

Such a query gets a connection of its own, which is closed whatever happens: that frees the thread
that waits for an answer, also from a server that does not mind time limits. The driver's calls that
can be given up are those of its asynchronous half, so this module uses it.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from threading import Lock
from typing import Any

import neo4j
from neo4j import exceptions as driver_errors

from graphsvc.errors import (
    GraphsvcError,
    ImportInProgress,
    InvalidInput,
    QueriesRunning,
    StoreBusy,
    StoreUnavailable,
)
from graphsvc.language import message
from graphsvc.store import queries
from graphsvc.store.cypher_check import Checked
from graphsvc.store.cypher_lexer import FIELD
from graphsvc.store.cypher_values import plain

MOST_ROWS = 10_000
LONGEST = 60.0  # seconds
MOST_BYTES = 16_000_000
_GRACE = 1.0  # seconds that the server has to end a query by itself, before we hang up
_FETCH = 500  # rows the server sends at a time
_TOO_LONG = "TransactionTimedOut"
_SILENT = "The request failed"  # how the embedded server begins when it says nothing
_LONGEST_REASON = 400  # characters


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much a query may take.

    Attributes
    ----------
    rows, bytes
        How much of the answer is read: the rest is left with the server.
    seconds
        How long the query may run.
    """

    rows: int = 1_000
    seconds: float = 10.0
    bytes: int = MOST_BYTES


@dataclass(frozen=True, slots=True)
class Found:
    """What a query found.

    Attributes
    ----------
    columns
        Their names, in the order of the query.
    rows
        A list of values for each row.
    truncated
        Whether there is more than the bounds let through.
    revision
        Revision of the graph that was read.
    seconds
        How long it took.
    """

    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]
    truncated: bool
    revision: int
    seconds: float


class Turns:
    """How many queries may run at a time.

    Parameters
    ----------
    most
        How many.
    lingering
        How many seconds a server may go on with a query that was given up. So long, that query
        counts: or else one after another would take the whole machine.
    """

    def __init__(self, most: int, lingering: float) -> None:
        self._most = most
        self._lingering = lingering
        self._running = 0
        self._ends: list[float] = []
        self._lock = Lock()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Take a place and give it back.

        Raises
        ------
        QueriesRunning
            There is none.
        """
        with self._lock:
            now = time.monotonic()
            self._ends = [end for end in self._ends if end > now]
            if self._running + len(self._ends) >= self._most:
                raise QueriesRunning
            self._running += 1
        try:
            yield
        except InvalidInput as error:
            if isinstance(error.__cause__, TimeoutError):  # we hung up; the server may go on
                with self._lock:
                    self._ends.append(time.monotonic() + self._lingering)
            raise
        finally:
            with self._lock:
                self._running -= 1


def _run(
    address: tuple[str, str, str, str],
    query: Checked,
    parameters: Mapping[str, Any],
    bounds: Bounds,
) -> Found:
    return asyncio.run(_within(address, query, parameters, bounds))


def run(
    address: tuple[str, str, str, str],
    query: Checked,
    parameters: Mapping[str, Any],
    bounds: Bounds,
) -> Found:
    """Run a query in a transaction that is rolled back.

    Parameters
    ----------
    address
        Address of the server, user, password and database.
    query
        What has been checked.
    parameters
        Values of its parameters.
    bounds
        How much it may take.

    Raises
    ------
    InvalidInput
        The database refuses the query, or it took too long.
    ImportInProgress, StoreBusy, StoreUnavailable
        As for `Store.ask`.
    """
    try:
        # In a thread of its own: a notebook, say, has a running event loop in the one that asks.
        with ThreadPoolExecutor(max_workers=1) as own:
            return own.submit(_run, address, query, parameters, bounds).result()
    except TimeoutError as error:
        raise _took_too_long(bounds) from error
    except (driver_errors.Neo4jError, driver_errors.DriverError) as error:
        raise _translated(error, bounds) from error
    except (OverflowError, TypeError, ValueError) as error:  # the driver cannot send a value
        raise InvalidInput.single(
            message("A value cannot be sent to the database: {why}.", why=str(error)[:200]),
            message("Send texts, numbers, true, false, null, lists and objects of these."),
            field="parameters",
        ) from error
    except OSError as error:
        raise StoreUnavailable from error


async def _within(
    address: tuple[str, str, str, str],
    query: Checked,
    parameters: Mapping[str, Any],
    bounds: Bounds,
) -> Found:
    uri, user, password, database = address
    async with (
        asyncio.timeout(bounds.seconds + _GRACE),
        neo4j.AsyncGraphDatabase.driver(
            uri,
            auth=(user, password),
            connection_timeout=5.0,
            max_connection_pool_size=1,
            max_transaction_retry_time=0.0,
            notifications_min_severity="OFF",
            user_agent="graphsvc",
        ) as driver,
        driver.session(
            database=database, default_access_mode=neo4j.READ_ACCESS, fetch_size=_FETCH
        ) as session,
    ):
        transaction = await session.begin_transaction(timeout=bounds.seconds)
        try:
            return await _read(transaction, query, parameters, bounds)
        finally:
            # Never committed, whatever it did. Where this fails, closing the connection undoes it.
            with suppress(driver_errors.Neo4jError, driver_errors.DriverError, OSError):
                await transaction.rollback()


async def _read(
    transaction: neo4j.AsyncTransaction,
    query: Checked,
    parameters: Mapping[str, Any],
    bounds: Bounds,
) -> Found:
    begun = time.monotonic()
    state = await transaction.run(queries.catalogue()["read_revision"].text)
    known = await state.single(strict=True)
    if known["importing"]:
        raise ImportInProgress(known["importing"])
    # Of all texts the one that is not a file of ours: `check` has read it.
    result = await transaction.run(query.text, dict(parameters))
    rows: list[list[Any]] = []
    room = bounds.bytes
    is_cut = False
    async for record in result:
        row = [plain(value) for value in record.values()]
        room -= len(json.dumps(row, ensure_ascii=False).encode())
        if len(rows) == bounds.rows or room < 0:
            is_cut = True
            break
        rows.append(row)
    seconds = round(time.monotonic() - begun, 3)
    return Found(tuple(result.keys()), rows, is_cut, known["revision"], seconds)


def _took_too_long(bounds: Bounds) -> InvalidInput:
    return InvalidInput.single(
        message("The query did not end within {seconds} s.", seconds=bounds.seconds),
        message("Let it find less, or allow it more time: at most {most} s.", most=int(LONGEST)),
        field="seconds",
    )


def _translated(error: Exception, bounds: Bounds) -> GraphsvcError:
    code = getattr(error, "code", None) or ""
    if _TOO_LONG in code:
        return _took_too_long(bounds)
    if isinstance(error, driver_errors.AuthError) or ".Database.Database" in code:
        return StoreUnavailable()
    if isinstance(error, driver_errors.TransientError) and "Memory" not in code:
        return StoreBusy()
    if isinstance(error, driver_errors.DriverError):
        return StoreUnavailable()
    told = str(getattr(error, "message", "") or "")
    reason = code.rpartition(".")[2] if told.startswith(_SILENT) or not told else told
    return InvalidInput.single(
        message("The database refuses the query: {why}", why=reason[:_LONGEST_REASON]),
        message("Correct it; names of labels, relationships and properties are case-sensitive."),
        field=FIELD,
    )
