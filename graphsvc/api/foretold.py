"""What the newest back-test found, to stand beside suggestions.

It is read where back-tests are kept, among the jobs in the database, and never worked out for
somebody who waits for suggestions.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TypeVar

from graphsvc.analytics.scope import EXCLUSIONS
from graphsvc.api.jobs import id_of
from graphsvc.api.told import NotAnAnswer, Told
from graphsvc.api.waiting import address_of
from graphsvc.errors import StoreError
from graphsvc.language import Date, Message, Tongue, language, message
from graphsvc.model.snapshot import Snapshot
from graphsvc.recommend import BacktestAnswer, PurposeName, RecommendationsAnswer, TablesAnswer
from graphsvc.recommend.feedback import NOT_WORKED_OUT
from graphsvc.recommend.purposes import purpose_named
from graphsvc.store import jobs as shared
from graphsvc.store.bolt import Store

Suggested = TypeVar("Suggested", RecommendationsAnswer, TablesAnswer)

_FRESH = 10.0  # seconds until the database is asked again whether there is a newer one


def keep(store: Store, snapshot: Snapshot, key: tuple[object, ...], answer: BacktestAnswer) -> None:
    """Keep a back-test that was no job, so that all servers find it, unless the database is away.

    Parameters
    ----------
    store
        The database.
    snapshot, key
        What it is about, and the question with all its parameters.
    answer
        The back-test.
    """
    item, holder = id_of((snapshot.state, key)), f"kept:{uuid.uuid4().hex}"
    address, revision = _address_of(answer), snapshot.revision
    with suppress(StoreError):
        row = shared.claim(store, item, holder, address=address, estimate=0.0, revision=revision)
        if row.holder == holder:
            shared.succeed(store, item, holder, Told.of(answer, snapshot).written())


def _address_of(answer: BacktestAnswer) -> str:
    """Return where the same is answered again: it is listed among the jobs."""
    scope, parameters = answer.provenance.scope, answer.provenance.parameters
    chosen = {
        "as_of": scope.as_of,
        "split": answer.split,
        "purpose": parameters["purpose"],
        "most": parameters["most"],
        "seed": parameters["seed"],
        "exclude": ",".join(sorted(scope.exclude)),
    }
    given = [(name, str(value)) for name, value in chosen.items() if value not in {None, ""}]
    return address_of(shared.BACKTESTS, given)


def newest(store: Store) -> shared.JobRow | None:
    """Return the newest back-test that is kept; None where there is none."""
    return shared.newest_backtest(shared.listed(store))


def sentence_of(store: Store, row: shared.JobRow) -> Message | None:
    """Say what a back-test found; None where what is kept cannot be read."""
    text = shared.answer_of(store, row.holder, row.parts)
    try:
        if not text:
            return None
        told = Told.read(text)
        english, french = told.plain(language("en")), told.plain(language("fr"))
        purpose = PurposeName(english["provenance"]["parameters"]["purpose"])
        left_out = english["provenance"]["scope"]["exclude"]
        if left_out:
            return message(
                "How well such rankings foretold who joined what up to {day}, with the weights of "
                "the purpose “{purpose}” and without {left_out}: {found}",
                day=Date(str(english["provenance"]["scope"]["as_of"])),
                purpose=purpose_named(purpose).label,
                left_out=[name for each, name in EXCLUSIONS.items() if each in left_out],
                found=Tongue(str(english["sentence"]), str(french["sentence"])),
            )
        return message(
            "How well such rankings foretold who joined what up to {day}, with the weights of the "
            "purpose “{purpose}”: {found}",
            day=Date(str(english["provenance"]["scope"]["as_of"])),
            purpose=purpose_named(purpose).label,
            found=Tongue(str(english["sentence"]), str(french["sentence"])),
        )
    except (NotAnAnswer, LookupError, TypeError, ValueError):
        return None


def beside(answer: Suggested | Told, sentence: Message | None) -> Suggested | Told:
    """Put what a back-test found beside suggestions, where it says how to get it otherwise."""
    if sentence is None or isinstance(answer, Told):
        return answer  # suggestions take no time, and are no jobs
    return replace(answer, notes=told_beside(answer.notes, sentence))


def told_beside(notes: Sequence[Message], sentence: Message | None) -> tuple[Message, ...]:
    """Put what a back-test found among the notes on suggestions."""
    return tuple(sentence if sentence and each == NOT_WORKED_OUT else each for each in notes)


class Foretold:
    """The newest back-test, for one service."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._looked = float("-inf")
        self._holder = ""
        self._sentence: Message | None = None

    def look_again(self) -> None:
        """Look for a newer one when next asked: there may be one."""
        self._looked = float("-inf")

    @property
    def holder(self) -> str:
        """Which one it is; empty for none. What is said beside suggestions hangs on that."""
        now = time.monotonic()
        if now - self._looked > _FRESH:
            self._looked = now
            # While the database is away, what was known is still so.
            with suppress(StoreError):
                row = newest(self._store)
                if row is not None and row.holder != self._holder:
                    self._sentence, self._holder = sentence_of(self._store, row), row.holder
        return self._holder

    @property
    def sentence(self) -> Message | None:
        """What it found; None for none."""
        return self._sentence if self.holder else None
