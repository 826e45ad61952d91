"""Would the suggestions have foretold who joined what? Asked of the graph's own past."""

from __future__ import annotations

import time
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np

from graphsvc.analytics.choices import choose
from graphsvc.analytics.provenance import Provenance
from graphsvc.analytics.scope import WHOLE, Exclusion, Scope
from graphsvc.analytics.sector_counts import SectorCounts
from graphsvc.analytics.views import ViewKind
from graphsvc.dates import is_date
from graphsvc.errors import InvalidInput
from graphsvc.language import Message, message
from graphsvc.model.snapshot import Snapshot
from graphsvc.recommend import judging
from graphsvc.recommend.backtest_words import in_words, too_few
from graphsvc.recommend.holdout import hold_out, split_day
from graphsvc.recommend.judging import Estimate
from graphsvc.recommend.openings import Ground
from graphsvc.recommend.purposes import PurposeName, purpose_named
from graphsvc.recommend.ranking import evidence_of
from graphsvc.recommend.trial import MEASURES, Ranker, Trial, measured

# Fewer events than this say nothing.
FEWEST = 30
MOST_ASKERS = 500


@dataclass(frozen=True, slots=True)
class Judged:
    """How good one order of the tables was: means over the organizations, each with an interval.

    Attributes
    ----------
    ranker
        Whose order: `ours`, by the weights of the purpose; `popularity`, the largest tables first;
        `popularity_nearby`, the same with those of its own partnerships and places before all
        others; `random`, by lot.
    mrr
        1 over the place of the first table that was joined.
    hit_5, hit_10
        Whether a table that was joined stands among the first five, ten.
    average_precision
        Mean, over the tables that were joined, of the share of joined ones down to each.
    sector_coverage
        Of the sectors seated anywhere, the share that sits on the first ten tables.
    """

    ranker: Ranker
    mrr: Estimate
    hit_5: Estimate
    hit_10: Estimate
    average_precision: Estimate
    sector_coverage: Estimate


@dataclass(frozen=True, slots=True)
class Lead:
    """How far ours is ahead of another order: mean differences of the same organizations.

    Attributes
    ----------
    over
        The other order.
    mrr, hit_5, hit_10, average_precision
        Ours less the other's; ahead beyond doubt where the lower end is above 0.
    """

    over: Ranker
    mrr: Estimate
    hit_5: Estimate
    hit_10: Estimate
    average_precision: Estimate


@dataclass(frozen=True, slots=True)
class BacktestAnswer:
    """Whether the order of suggested tables would have foretold who joined what.

    Attributes
    ----------
    split
        Known is what began before this day; null where nothing is dated.
    events
        Organizations joining a table from the split on that could be foretold.
    organizations
        How many organizations joined; each is asked once.
    asked
        How many of them were asked: all, or as many as were drawn by lot.
    candidates
        Tables that stood open to an organization, in the mean.
    new_tables, new_organizations
        Events left out because the table had no member, or the organization did not exist, on the
        day before; of what `exclude` leaves out, nothing is counted.
    undated
        Memberships left out on both sides because their dates do not tell on which they began.
    judged
        Each order with its measures; none where it cannot be judged.
    leads
        Ours against each other order.
    sentence
        The result in words, or why it cannot be judged.
    """

    provenance: Provenance
    split: str | None
    events: int
    organizations: int
    asked: int
    candidates: float | None
    new_tables: int
    new_organizations: int
    undated: int
    judged: tuple[Judged, ...]
    leads: tuple[Lead, ...]
    sentence: Message


def backtest(
    snapshot: Snapshot,
    as_of: str,
    *,
    split: str | None = None,
    purpose: str = PurposeName.LIKELY,
    most: int = MOST_ASKERS,
    seed: int = 0,
    exclude: AbstractSet[Exclusion] = frozenset(),
) -> BacktestAnswer:
    """Ask the past whether the order of suggested tables foretells who joins what.

    Known are the memberships that began before a day; those that began from it on are to be
    foretold. For each organization that joined something, all tables that it did not sit on are
    put in order: as suggested, by size, by size with the near ones first, and by lot. Equal ones
    are in the order of a lot that is the same for all four.

    Parameters
    ----------
    snapshot
        The graph at one revision; not modified.
    as_of
        The last day to be foretold.
    split
        The first one; left out, the day on which the latest fifth of the exactly dated memberships
        begins.
    purpose
        Whose weights: `likely` unless told otherwise, since joining is what it is about.
    most
        The most organizations to ask, 1 or more; more are drawn by lot.
    seed
        Of all that is drawn by lot, 0 or more.
    exclude
        Linking nodes to leave out: they are no ways to others, and what a host or funder joins in
        the partnership that it links on the day before the split is no event. What it joins in
        another counts. What anybody joins at a secretariat that is left out is no event, nor
        counted among those that could not be foretold.

    Returns
    -------
    BacktestAnswer
        With no measures where fewer than 30 events can be foretold.

    Raises
    ------
    InvalidInput
        There is no such day or purpose, or a number is out of range.

    Notes
    -----
    Time O(askers x memberships x (PageRank steps + bodies / 64 x longest distance)). The same seed
    gives the same answer.
    """
    started = time.perf_counter()
    scope = Scope.checked(snapshot, WHOLE, as_of, frozenset(exclude))
    chosen = purpose_named(choose(PurposeName, purpose, "purpose"))
    check_question(split, as_of, most, seed)
    day = split or split_day(snapshot, as_of)
    held = hold_out(snapshot, day or as_of, as_of)
    counts = SectorCounts.on(held.before, held.eve, scope.exclude)
    trial = Trial(
        held, Ground(held.before, counts, many=True), scope.bodies_left_out(snapshot), seed
    )
    events = sum(len(bodies) for bodies in trial.joined.values())
    asked = trial.drawn(most) if events >= FEWEST else ()
    found = measured(trial, asked, chosen) if asked else None
    judged, leads = (_summed(found, seed)) if found else ((), ())
    return BacktestAnswer(
        provenance=Provenance(
            revision=snapshot.revision,
            scope=scope,
            method="backtest",
            evidence=evidence_of(held.before, counts),
            parameters={
                "view": str(ViewKind.TWO_MODE),
                "split": day,
                "purpose": str(chosen.name),
                "most": most,
                "seed": seed,
                "resamples": judging.RESAMPLES,
            },
            left_out=tuple(sorted(scope.left_out(snapshot))),
            seconds=time.perf_counter() - started,
        ),
        split=day,
        events=events,
        organizations=len(trial.joined),
        asked=len(asked),
        candidates=float(np.mean(trial.open_to)) if trial.open_to else None,
        new_tables=trial.new_tables,
        new_organizations=trial.new_organizations,
        undated=held.undated,
        judged=judged,
        leads=leads,
        sentence=(
            in_words(judged, len(asked), len(trial.joined))
            if judged
            else too_few(events, FEWEST, day)
        ),
    )


def seconds_of_backtest(snapshot: Snapshot, most: int = MOST_ASKERS) -> float:
    """Estimate how many seconds a back-test takes, from counts alone."""
    return min(most, len(snapshot.organizations)) * (0.01 + 1.5e-6 * len(snapshot.seats))


def check_question(split: str | None, as_of: str, most: int = 1, seed: int = 0) -> None:
    """Refuse what `backtest` refuses, without doing anything.

    Raises
    ------
    InvalidInput
        There is no such split, it is after the last day, or a number is too small.
    """
    if split is not None and (len(split) != len("2017-03-20") or not is_date(split)):
        raise InvalidInput.single(
            message("There is no day {date}.", date=split[:40]),
            message("Write a day as 2017-03-20."),
            field="split",
        )
    if split is not None and split > as_of:
        raise InvalidInput.single(
            message(
                "{split} is after {as_of}, the last day to be foretold.", split=split, as_of=as_of
            ),
            message("Choose an earlier day."),
            field="split",
        )
    for name, value, least in (("most", most, 1), ("seed", seed, 0)):
        if value < least:
            raise InvalidInput.single(
                message("{value} cannot be used here.", value=value),
                message("Use {least} or more.", least=least),
                field=name,
            )


def _summed(
    found: Mapping[tuple[Ranker, str], list[float]], seed: int
) -> tuple[tuple[Judged, ...], tuple[Lead, ...]]:
    """Return means and mean differences with their intervals, from the same resamples."""
    columns: dict[str, list[float]] = {}
    for (ranker, name), values in found.items():
        columns[f"{ranker} {name}"] = values
        if ranker is not Ranker.OURS and name in MEASURES:
            ours = found[Ranker.OURS, name]
            columns[f"lead {ranker} {name}"] = [
                one - other for one, other in zip(ours, values, strict=True)
            ]
    told = judging.estimates(columns, seed)
    judged = tuple(
        Judged(ranker, *(told[f"{ranker} {name}"] for name in (*MEASURES, "sector_coverage")))
        for ranker in Ranker
    )
    leads = tuple(
        Lead(ranker, *(told[f"lead {ranker} {name}"] for name in MEASURES))
        for ranker in Ranker
        if ranker is not Ranker.OURS
    )
    return judged, leads
