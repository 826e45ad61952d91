"""What changed between two days: who joined and left, ties, sectors, bridges."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from graphsvc.analytics import change_words
from graphsvc.analytics.bridging import seconds_of_bridging
from graphsvc.analytics.bridging_sources import EACH, LOOKED_AT
from graphsvc.analytics.change_kinds import ChangeKind, ChangeRow, Dated, Totals
from graphsvc.analytics.change_rows import Comparison
from graphsvc.analytics.choices import choose
from graphsvc.analytics.passing import Sample
from graphsvc.analytics.provenance import Provenance
from graphsvc.analytics.scope import Exclusion, Scope
from graphsvc.analytics.sector_status import Reference
from graphsvc.analytics.stability import DRAWS, Drawn
from graphsvc.analytics.standing import SEED, Standing
from graphsvc.analytics.views import ViewKind, evidence
from graphsvc.dates import is_date
from graphsvc.errors import Fault, InvalidInput, Where
from graphsvc.language import Message, message
from graphsvc.model.snapshot import Snapshot

__all__ = [
    "ChangeKind",
    "ChangeRow",
    "ChangesAnswer",
    "Dated",
    "Totals",
    "changes",
    "seconds_of_changes",
]


@dataclass(frozen=True, slots=True)
class ChangesAnswer:
    """What changed in a scope between two days.

    Attributes
    ----------
    provenance
        Its scope is that of the second day.
    since, until
        The two days.
    before, after
        What is there on each.
    rows
        The changes, by kind.
    sentence
        A paragraph for a report.
    approximate, notes
        What is estimated where ranks are drawn by lot, and how far off it may be, as in the
        bridging ranking; of the second day, or of the first where nothing is drawn on the second.
    """

    provenance: Provenance
    since: str
    until: str
    before: Totals
    after: Totals
    rows: tuple[ChangeRow, ...]
    sentence: Message
    approximate: Mapping[str, Sample] = field(default_factory=dict)
    notes: tuple[Message, ...] = ()


def changes(
    snapshot: Snapshot,
    of: str,
    since: str,
    until: str,
    *,
    exclude: frozenset[Exclusion] = frozenset(),
    reference: str = Reference.PEERS,
    bridges: bool = True,
) -> ChangesAnswer:
    """Compare a scope on two days.

    Parameters
    ----------
    snapshot
        The graph at one revision; not modified.
    of
        `all`, or the id of a partnership, a body or an organization.
    since, until
        The first day and the second one, as 2017-03-20.
    exclude
        Linking nodes to leave out on both days.
    reference
        What sectors are compared with, as for `engagement.sectors`.
    bridges
        Whether it is worked out who came among the first of the bridging ranking or fell behind,
        which takes most of the time. Without it, nothing is said of them.

    Returns
    -------
    ChangesAnswer
        Rows by kind, then by id.

    Raises
    ------
    NotFound
        Nothing has the id `of`.
    InvalidInput
        A day that does not exist, days in the wrong order, an unknown reference.

    Notes
    -----
    A tie is there on a day by the rule of all answers: it began on that day or before, or nobody
    knows when, and it has not ended. So a tie of unknown beginning never counts as new; how many
    there are is told, and who was first recorded in between. A year counts from its first day.

    Who came among the first of the bridging ranking or fell behind is told of those alone whose
    rank could be relied on while they were there: with a tenth of the memberships left out by lot,
    200 times with seed 0 as in the ranking, it covers less than half of the table, and does not
    overlap with that of the other day. Deterministic. Time as for the bridging ranking, twice at
    most.
    """
    started = time.perf_counter()
    chosen = choose(Reference, reference, "reference")
    _check(since, until)
    first = Standing(snapshot, Scope.checked(snapshot, of, since, exclude), chosen)
    second = Standing(snapshot, Scope.checked(snapshot, of, until, exclude), chosen)
    found = Comparison(snapshot, first, second, bridges=bridges)
    rows = tuple(found.rows())
    before, after = found.totals(first), found.totals(second)
    draws = second.draws_made or first.draws_made or Drawn()
    return ChangesAnswer(
        provenance=Provenance(
            revision=snapshot.revision,
            scope=second.scope,
            method="changes",
            evidence=evidence(snapshot, second.scope, second.graph),
            parameters={
                "view": str(ViewKind.TWO_MODE),
                "since": since,
                "until": until,
                "reference": str(chosen),
                "draws": DRAWS if bridges else 0,
                "seed": SEED if bridges else None,
                "sources_in_a_draw": LOOKED_AT * EACH
                if bridges and (first.sampled or second.sampled)
                else None,
            },
            left_out=tuple(
                sorted(
                    {
                        item
                        for each in (first, second)
                        for item in each.scope.left_out(snapshot)
                        | each.scope.bodies_left_out(snapshot)
                    }
                )
            ),
            seconds=time.perf_counter() - started,
        ),
        since=since,
        until=until,
        before=before,
        after=after,
        rows=rows,
        sentence=change_words.paragraph(
            snapshot, of, since, until, rows, before=before, after=after
        ),
        approximate=draws.approximate,
        notes=draws.notes,
    )


def _check(since: str, until: str) -> None:
    faults = [
        Fault(
            Where(field=field),
            message("There is no day {date}.", date=day[:40]),
            message("Write a day as 2017-03-20."),
        )
        for field, day in (("since", since), ("until", until))
        if len(day) != len("2017-03-20") or not is_date(day)
    ]
    if not faults and since >= until:
        faults.append(
            Fault(
                Where(field="until"),
                message("{until} is not after {since}.", until=until, since=since),
                message("Exchange the two days, or choose others."),
            )
        )
    if faults:
        raise InvalidInput(faults)


def seconds_of_changes(snapshot: Snapshot, of: str, since: str, until: str) -> float:
    """Estimate how long `changes` takes: seconds, good to about a factor of three.

    Raises
    ------
    InvalidInput, NotFound
        As `changes` does for its days and its scope.
    """
    _check(since, until)
    scope = Scope.checked(snapshot, of, until)
    return 2 * seconds_of_bridging(snapshot, scope, DRAWS, exact=True)
