"""The three questions about a partnership, asked once for all pages that tell the answers."""

from __future__ import annotations

from graphsvc.analytics import sentences
from graphsvc.analytics.bridging import (
    DRAWS,
    BridgingAnswer,
    BridgingRow,
    bridging,
    seconds_of_bridging,
)
from graphsvc.analytics.engagement import Reference, SectorsAnswer, SectorStatus, sectors
from graphsvc.api.pages import rows
from graphsvc.api.pages.outlook import Outlook
from graphsvc.api.pages.plans import rhythm
from graphsvc.dates import is_active
from graphsvc.language import Message, message, messages
from graphsvc.model.targets import in_force
from graphsvc.model.vocabulary import BodyKind
from graphsvc.recommend import RecommendationsAnswer, invitations
from graphsvc.web import addresses
from graphsvc.web.pieces import Answer, BodyBlock
from graphsvc.web.sectors import SectorRow

_URGENCY = (
    SectorStatus.ABSENT,
    SectorStatus.UNDER,
    SectorStatus.TOO_FEW_TO_TELL,
    SectorStatus.AT_PAR,
    SectorStatus.OVER,
)
_LONGEST = 4.0  # seconds that the ranks of a page may take
MOST_SUGGESTIONS = 8
REFERENCE = {
    Reference.PEERS: message("all other partnerships of its kind together"),
    Reference.INVENTORY: message("the organizations known to serve the area"),
}


def who_bridges(frame: Outlook, item: str) -> BridgingAnswer:
    """Rank the organizations of a partnership by how they bridge."""
    scope = frame.scope(item)
    part = frame.keeper.part(frame.snapshot, item)
    key = ("page bridging", scope)

    def work_out() -> BridgingAnswer:
        # A page is not kept waiting: how steady a rank is can be asked at the address it names.
        long = seconds_of_bridging(part, scope, DRAWS) > _LONGEST
        return bridging(part, scope, draws=0 if long else DRAWS)

    return frame.keeper.answer(part, key, work_out)


def who_is_missing(frame: Outlook, item: str) -> SectorsAnswer:
    """Compare the sectors of a partnership with all others of its kind."""
    return frame.keeper.answer(
        frame.snapshot,
        ("page sectors", item, frame.as_of, frame.exclude),
        lambda: sectors(frame.snapshot, item, frame.as_of, exclude=frame.exclude),
    )


def who_next(frame: Outlook, item: str) -> RecommendationsAnswer:
    """Suggest whom a partnership could invite."""
    return frame.keeper.answer(
        frame.snapshot,
        ("page invitations", item, frame.as_of, frame.exclude),
        lambda: invitations(
            frame.snapshot, item, frame.as_of, limit=MOST_SUGGESTIONS, exclude=frame.exclude
        ),
    )


def bridging_answer(frame: Outlook, found: BridgingAnswer, item: str) -> Answer:
    """Answer "who bridges" in one sentence."""
    linking = [row for row in found.rows if _links_alone(row)]
    sentence: Message
    if not found.rows:
        sentence = message("Nobody is recorded at any table on this day.")
    elif linking:
        first = [frame.snapshot.organizations[row.organization] for row in linking[:3]]
        if len(linking) > len(first):
            more = len(linking) - len(first)
            sentence = messages(
                "{names} hold tables together that nobody else joins, and {count} more does.",
                "{names} hold tables together that nobody else joins, and {count} more do.",
                more,
                names=first,
                count=more,
            )
        elif len(first) == 1:
            sentence = message("{names} alone joins tables that nobody else joins.", names=first)
        else:
            sentence = message("{names} hold tables together that nobody else joins.", names=first)
    elif found.provenance.evidence.bodies == 1:
        sentence = message("Only one table is recorded, so there is nothing to bridge.")
    else:
        sentence = _shared(frame, found)
    scope = frame.scope(item)
    query = {"scope": scope.of, **frame.kept}
    steady = message(
        "Under a rank stands between which ranks it is when a tenth of the memberships is left "
        "out by lot, in 90 of 100 draws."
    )
    notes = (
        message(
            "First come those through whom alone tables are in contact. The rank is that of the "
            "mean of the ranks by betweenness, by links between distant parts, by spread over "
            "sectors, by pairs of partners who do not meet one another and by how little its own "
            "tables repeat the same partners."
        ),
        *([steady] if any(row.stability for row in found.rows) else []),
    )
    return Answer(sentence, notes, addresses.with_query("/v1/bridging", query))


def _shared(frame: Outlook, found: BridgingAnswer) -> Message:
    """Say that every link is made by several, and who comes first where that can be relied on."""
    said = message("No two tables hang on one organization alone.")
    foremost = [row for row in found.rows if row.rank == 1]
    row = foremost[0]
    if len(foremost) > 1 or row.stability is None or not row.stability.steady:
        return said
    first = message(
        "First in the ranking: {name}.", name=frame.snapshot.organizations[row.organization]
    )
    return sentences.paragraph([said, first])


def linking_first(found: BridgingAnswer) -> tuple[BridgingRow, ...]:
    """Return those first through whom alone others are in contact; then in order of rank."""
    return tuple(sorted(found.rows, key=lambda row: not _links_alone(row)))


def _links_alone(row: BridgingRow) -> bool:
    return bool(row.joined.only_pairs) or row.is_cut_point


def by_urgency(frame: Outlook, found: SectorsAnswer) -> tuple[SectorRow, ...]:
    """Return the sectors with those on top about which something can be done."""
    ordered = sorted(found.rows, key=lambda row: _URGENCY.index(row.status))
    held = frame.snapshot.targets_of_partnership.get(found.partnership, ())
    targets = in_force(held, frame.as_of)
    of = found.partnership
    return tuple(rows.sector(frame, of, row, targets.get(row.sector)) for row in ordered)


def bodies(frame: Outlook, item: str) -> tuple[BodyBlock, ...]:
    """Return the bodies active on the day with their members: councils first, then by name."""
    held = frame.snapshot
    bodies = [held.bodies[body] for body in held.bodies_of.get(item, ())]
    active = [body for body in bodies if is_active(body.since, body.until, frame.as_of)]
    order = list(BodyKind)
    blocks = []
    for body in sorted(active, key=lambda body: (order.index(body.kind), body.name, body.id)):
        seats, _ = rows.active_and_former(frame, held.seats_of_body.get(body.id, ()))
        seats.sort(key=lambda seat: held.organizations[seat.organization].name)
        parent = frame.link(body.part_of) if body.part_of in held.bodies else None
        blocks.append(
            BodyBlock(
                frame.link(body.id),
                body.kind.label,
                parent,
                tuple(rows.seat_with_organization(frame, seat) for seat in seats),
                rhythm(frame, body.id),
            )
        )
    return tuple(blocks)
