"""What if: a network as it would be with some additions and removals, beside what it is."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from graphsvc.analytics import sentences
from graphsvc.analytics.bridging import seconds_of_bridging
from graphsvc.analytics.choices import choose
from graphsvc.analytics.communities import seconds_of_communities
from graphsvc.analytics.overlay import Overlay, PartFault, faults, fitting, laid_over
from graphsvc.analytics.provenance import Provenance
from graphsvc.analytics.scenario_losses import Losses, losses
from graphsvc.analytics.scenario_rows import NotApplied, NumberRow, RankRow, StatusRow
from graphsvc.analytics.scope import Scope
from graphsvc.analytics.sector_status import Reference
from graphsvc.analytics.standing import STATUS, Standing
from graphsvc.analytics.views import ViewKind, evidence
from graphsvc.errors import Fault, InvalidInput, Where
from graphsvc.language import Message, message, messages
from graphsvc.model.sectors import Sector
from graphsvc.model.snapshot import Snapshot

__all__ = ["Overlay", "ScenarioAnswer", "evaluate", "seconds_of_scenario"]

_SECTORS = {str(sector): sector for sector in Sector}
_RANKS_TOLD = 20


@dataclass(frozen=True, slots=True)
class ScenarioAnswer:
    """A network as it is and as it would be.

    Attributes
    ----------
    provenance
        Its evidence is that of the network as it is.
    parts
        How many additions and removals were applied.
    not_applied
        Those that were not, since the graph has moved on.
    numbers
        The whole graph.
    sectors
        Sectors whose status would change, and all sectors of the partnerships that the scenario
        changes; by partnership, then sector.
    ranking
        The bridging ranking as it would be: the first 20 before or after, and whom the scenario
        names.
    losses
        Who would lose a seat or contact with the rest, and who would come into contact.
    sentence
        The same in a few words.
    """

    provenance: Provenance
    parts: int
    not_applied: tuple[NotApplied, ...]
    numbers: tuple[NumberRow, ...]
    sectors: tuple[StatusRow, ...]
    ranking: tuple[RankRow, ...]
    losses: Losses
    sentence: Message


def evaluate(
    snapshot: Snapshot,
    scope: Scope,
    overlay: Overlay,
    *,
    reference: str = Reference.PEERS,
    lenient: bool = False,
) -> ScenarioAnswer:
    """Work out a network as it would be with some additions and removals.

    Parameters
    ----------
    snapshot
        The graph at one revision; not modified.
    scope
        Which part of it, on which day, without whom; something that is there now.
    overlay
        What would be added and removed.
    reference
        What sectors are compared with, before and after.
    lenient
        Leave out the parts that do not fit the graph and tell them, as for a scenario that was kept
        while the graph moved on; else they are refused.

    Returns
    -------
    ScenarioAnswer
        Before, after and difference.

    Raises
    ------
    InvalidInput
        The overlay does not fit, and it is not `lenient`; every fault is told.

    Notes
    -----
    Both sides are worked out by the same functions, so a difference is due to the overlay alone.
    With `peers`, a seat added elsewhere changes the reference too. Modularity is of communities
    found with the same seed; small differences of it say little. Time twice that of the bridging
    ranking and of the numbers.
    """
    started = time.perf_counter()
    chosen = choose(Reference, reference, "reference")
    left_out: tuple[PartFault, ...] = ()
    if lenient:
        overlay, left_out = fitting(snapshot, overlay, scope.as_of)
    else:
        refuse(faults(snapshot, overlay, scope.as_of))
    after = laid_over(snapshot, overlay, scope.as_of)
    one, two = Standing(snapshot, scope, chosen), Standing(after, scope, chosen)
    numbers = _numbers(one.numbers(), two.numbers())
    statuses = tuple(_statuses(one, two, _touched(snapshot, after, overlay)))
    ranking = _ranking(one, two, overlay)
    return ScenarioAnswer(
        provenance=Provenance(
            revision=snapshot.revision,
            scope=scope,
            method="scenario",
            evidence=evidence(snapshot, scope, one.graph),
            parameters={
                "view": str(ViewKind.TWO_MODE),
                "reference": str(chosen),
                "parts": len(overlay),
                "seed": 0,
            },
            left_out=tuple(sorted(scope.left_out(snapshot) | scope.bodies_left_out(snapshot))),
            seconds=time.perf_counter() - started,
        ),
        parts=len(overlay),
        not_applied=tuple(NotApplied(place_of(fault), fault.problem) for fault in left_out),
        numbers=numbers,
        sectors=statuses,
        ranking=ranking,
        losses=losses(one, two),
        sentence=_words(numbers, statuses, ranking, len(left_out)),
    )


def place_of(fault: PartFault) -> str:
    """Write where a fault is, as the fields of a request are written: add.memberships.0.body."""
    kind = fault.kind.replace("_", ".", 1)
    return ".".join(part for part in (kind, str(fault.place), fault.field) if part)


def refuse(found: list[PartFault]) -> None:
    """Raise what does not fit, all of it at once."""
    if found:
        raise InvalidInput(
            [Fault(Where(field=place_of(each)), each.problem, each.remedy) for each in found]
        )


def _numbers(
    before: Mapping[str, float | None], after: Mapping[str, float | None]
) -> tuple[NumberRow, ...]:
    rows = []
    for name, was in before.items():
        now = after[name]
        difference = None if was is None or now is None else now - was
        rows.append(NumberRow(name, was, now, difference))
    return tuple(rows)


def _touched(before: Snapshot, after: Snapshot, overlay: Overlay) -> set[str]:
    """Return the partnerships in which somebody gets or loses a seat."""
    bodies = {
        *overlay.remove_bodies,
        *(body for _, body in overlay.remove_memberships),
        *(seat.body for seat in overlay.add_memberships),
        *(
            seat.body
            for item in overlay.remove_organizations
            for seat in before.seats_of_organization.get(item, ())
        ),
    }
    return {
        known.partnership_of[body]
        for known in (before, after)
        for body in bodies
        if body in known.partnership_of
    }


def _statuses(one: Standing, two: Standing, touched: set[str]) -> Iterator[StatusRow]:
    for partnership in sorted({*one.partnerships} | {*two.partnerships}):
        before, after = one.sectors(partnership), two.sectors(partnership)
        for sector, was in before.items():
            now = after[sector]
            changed = was.status is not now.status
            if changed or partnership in touched:
                yield StatusRow(
                    partnership, sector, was.status, now.status, changed, was.tells(now)
                )


def _ranking(one: Standing, two: Standing, overlay: Overlay) -> tuple[RankRow, ...]:
    named = {
        *(item.id for item in overlay.add_organizations),
        *(seat.organization for seat in overlay.add_memberships),
        *overlay.remove_organizations,
        *(item for item, _ in overlay.remove_memberships),
    }
    told = {
        item
        for ranks in (one.ranks, two.ranks)
        for item, rank in ranks.items()
        if rank <= _RANKS_TOLD or item in named
    }
    rows = [_rank(one, two, item) for item in told]
    # Who is gone comes last, in the order in which they were.
    last = len(two.ranks) + 1
    return tuple(
        sorted(rows, key=lambda row: (row.after or last, row.before or 0, row.organization))
    )


def _rank(one: Standing, two: Standing, item: str) -> RankRow:
    before, after = one.ranks.get(item), two.ranks.get(item)
    known = two.snapshot.organizations.get(item) or one.snapshot.organizations[item]
    cuts = [
        len(each.separations[item].organizations) if item in each.separations else 0
        for each in (one, two)
    ]
    return RankRow(
        organization=item,
        name=message("{organization}", organization=known),
        before=before,
        after=after,
        difference=None if before is None or after is None else before - after,
        cuts_off_before=cuts[0],
        cuts_off_after=cuts[1],
    )


def _words(
    numbers: tuple[NumberRow, ...],
    statuses: tuple[StatusRow, ...],
    ranking: tuple[RankRow, ...],
    left_out: int,
) -> Message:
    by_name = {row.measure: row for row in numbers}
    said = [
        message(
            "Organizations with a seat: {seats_before} now, {seats_after} then. Parts of the "
            "network that are not in contact: {parts_before} now, {parts_after} then.",
            seats_before=by_name["organizations_seated"].before,
            seats_after=by_name["organizations_seated"].after,
            parts_before=by_name["components"].before,
            parts_after=by_name["components"].after,
        )
    ]
    changed = [row for row in statuses if row.telling]
    if changed:
        told = [
            message(
                "{sector} ({before} now, {after} then)",
                sector=_SECTORS[row.sector].short,
                before=STATUS[row.before],
                after=STATUS[row.after],
            )
            for row in changed
        ]
        said.append(
            message("Sectors whose standing would change: {sectors}.", sectors=sentences.some(told))
        )
    more = [row for row in ranking if row.cuts_off_after > row.cuts_off_before]
    if more:
        said.append(
            message(
                "More would hang on {organizations} for contact with the rest.",
                organizations=sentences.some([row.name for row in more]),
            )
        )
    if left_out:
        said.append(
            messages(
                "{count} part of the scenario no longer applies.",
                "{count} parts of the scenario no longer apply.",
                left_out,
                count=left_out,
            )
        )
    return sentences.paragraph(said)


def seconds_of_scenario(snapshot: Snapshot, scope: Scope) -> float:
    """Estimate how long `evaluate` takes: seconds, good to about a factor of three."""
    once = seconds_of_bridging(snapshot, scope, 0, exact=True) + seconds_of_communities(
        snapshot, scope
    )
    return 2 * once
