"""Rows of tables on pages, made of records and of the rows of answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from graphsvc.analytics import sentences
from graphsvc.analytics.bridging import BridgingRow
from graphsvc.analytics.engagement import SectorRow as FoundSector
from graphsvc.analytics.engagement import SectorStatus
from graphsvc.analytics.sector_leadership import SectorLeadership
from graphsvc.analytics.standing import STATUS
from graphsvc.api.foretold import told_beside
from graphsvc.api.pages.confirmations import last_confirmed, needs_confirming
from graphsvc.api.pages.outlook import Outlook
from graphsvc.api.pages.what_if_starts import if_it_joined, if_it_left_here
from graphsvc.dates import is_active
from graphsvc.language import Message, message, messages
from graphsvc.model.edits import tag_of
from graphsvc.model.entities import Membership, PartnershipTie, SeatTarget
from graphsvc.model.vocabulary import Confidence, PlaceKind, SourceKind
from graphsvc.recommend import FeatureName, RecommendationsAnswer
from graphsvc.web import addresses
from graphsvc.web.acts import SeatActs
from graphsvc.web.pieces import (
    Answer,
    BridgeRow,
    Link,
    Period,
    Reasoned,
    SeatRow,
    Source,
    Text,
    TieRow,
)
from graphsvc.web.sectors import SectorRow

# Of the others the table says enough.
_TOLD = frozenset({SectorStatus.ABSENT, SectorStatus.UNDER, SectorStatus.OVER})


def sources(
    frame: Outlook, items: Sequence[str], confidence: Confidence | None
) -> tuple[Source, ...]:
    """Return the sources of a record, the newest first."""
    known = [frame.snapshot.sources[item] for item in items if item in frame.snapshot.sources]
    label = confidence.label if confidence else None
    return tuple(
        Source(each.url, each.title, each.date, _source_kind(each.kind), label)
        for each in sorted(known, key=lambda source: source.date or "", reverse=True)
    )


_SOURCE_KINDS = {str(kind): kind.label for kind in SourceKind}


def _source_kind(kind: str | None) -> Text | None:
    if not kind:
        return None
    return _SOURCE_KINDS.get(kind) or kind.replace("_", " ")


def _period(record: Any) -> Period:
    return Period(record.since, record.until)


def seat_with_organization(frame: Outlook, seat: Membership) -> SeatRow:
    """Return a seat for a page of a body or partnership: who holds it."""
    sector = frame.snapshot.organizations[seat.organization].sector
    return _seat(frame, seat, frame.link(seat.organization), Link(sector.label) if sector else None)


def seat_with_body(frame: Outlook, seat: Membership) -> SeatRow:
    """Return a seat for the page of an organization: where it is."""
    partnership = frame.link(frame.snapshot.partnership_of[seat.body])
    return _seat(frame, seat, frame.link(seat.body), partnership)


def _seat(frame: Outlook, seat: Membership, link: Link, detail: Link | None) -> SeatRow:
    return SeatRow(
        link=link,
        detail=detail,
        role=seat.role.label,
        as_printed=seat.role_as_printed,
        seats=seat.seats,
        period=_period(seat),
        sources=sources(frame, seat.sources, seat.confidence),
    )


def with_acts(frame: Outlook, seat: Membership, row: SeatRow) -> SeatRow:
    """Return a row of a seat with what can be done with it there."""
    change, end, confirm = (
        addresses.form(seat.id, what, **frame.kept) for what in ("change", "end", "confirm")
    )
    last = last_confirmed(frame.snapshot, seat)
    acts = SeatActs(
        change,
        end,
        tag_of(seat),
        confirm=confirm if needs_confirming(frame.snapshot, seat) else None,
        confirmed_on=last.date if last else None,
        confirmed_by=last.title if last else None,
    )
    return replace(row, acts=acts)


def active_and_former(
    frame: Outlook, seats: Iterable[Membership]
) -> tuple[list[Membership], list[Membership]]:
    """Part seats into those active on the day and those that had ended by then."""
    active: list[Membership] = []
    former: list[Membership] = []
    for seat in seats:
        if is_active(seat.since, seat.until, frame.as_of):
            active.append(seat)
        elif seat.until is not None and seat.until <= frame.as_of:
            former.append(seat)
    return active, former


def ties(frame: Outlook, found: Iterable[PartnershipTie], *, to: str) -> tuple[TieRow, ...]:
    """Return what ties organizations to a partnership, active on the day; `to` is the far end."""
    return tuple(
        TieRow(
            label=tie.kind.label,
            link=frame.link(getattr(tie, to)),
            period=_period(tie),
            sources=sources(frame, tie.sources, tie.confidence),
        )
        for tie in found
        if is_active(tie.since, tie.until, frame.as_of)
    )


def links(frame: Outlook, partnership: str) -> tuple[TieRow, ...]:
    """Return the other partnerships one is linked with, whichever side the link is seen from."""
    rows = []
    for link in frame.snapshot.links_of_partnership.get(partnership, ()):
        if not is_active(link.since, link.until, frame.as_of):
            continue
        outward = link.partnership == partnership
        label = link.kind.label if outward else _INWARD[str(link.kind)]
        rows.append(
            TieRow(
                label=label,
                link=frame.link(link.other if outward else link.partnership),
                period=_period(link),
                sources=sources(frame, link.sources, link.confidence),
            )
        )
    return tuple(rows)


_INWARD: dict[str, Message] = {
    "succeeded_by": message("Successor of"),
    "under": message("Above"),
    "linked_to": message("Linked to"),
}


def bridge(frame: Outlook, row: BridgingRow, of: str | None = None) -> BridgeRow:
    """Return a row of the bridging ranking; `of` is where it can be tried out that it leaves."""
    return BridgeRow(
        rank=row.rank,
        organization=frame.link(row.organization),
        sentence=row.sentence,
        betweenness=row.betweenness_normalized,
        participation=row.participation_sectors,
        bodies=row.load.bodies,
        cut_point=row.is_cut_point,
        lower=row.stability.lower if row.stability else None,
        upper=row.stability.upper if row.stability else None,
        steady=row.stability.steady if row.stability else True,
        if_left=if_it_left_here(frame, of, row.organization) if of else None,
    )


def sector(
    frame: Outlook, partnership: str, row: FoundSector, target: SeatTarget | None = None
) -> SectorRow:
    """Return a row of the table of sectors, with the target that holds on the day."""
    asked = tuple(
        Reasoned(
            frame.link(each.organization),
            (each.reason,),
            try_out=if_it_joined(frame, partnership, each.organization),
        )
        for each in row.could_be_asked
    )
    return SectorRow(
        label=row.sector.label,
        organizations=row.counts.organizations_seated,
        seats=row.counts.seats,
        share=row.found.seat_share,
        reference_share=row.found.reference_share,
        ratio=row.found.representation_ratio,
        lower=row.found.lower,
        upper=row.found.upper,
        status=str(row.status),
        status_label=STATUS[row.status],
        sentence=row.sentence if row.status in _TOLD else None,
        ask=asked,
        marks=tuple(mark for mark, is_so, _ in _lines(row) if is_so),
        lines=tuple(said for _, is_so, said in _lines(row) if is_so and said),
        target=target.seats if target else None,
        leads=_leads(row.leadership),
    )


def _lines(row: FoundSector) -> tuple[tuple[Message, bool | None, Message | None], ...]:
    """Return the mark of each line that can have one, whether it has, and its sentence."""
    active, tied = row.activity, row.connection
    return (
        (message("quiet"), active.quiet, active.sentence),
        (message("peripheral"), tied.peripheral, tied.sentence),
    )


def _leads(found: SectorLeadership) -> Message | None:
    """Say in few words what a sector chairs and leads; nothing where that is nothing."""
    chairs = (found.chairs or 0) + (found.co_chairs or 0)
    actions = found.action_leads or 0
    said = []
    if chairs:
        said.append(messages("{count} chair", "{count} chairs", chairs, count=chairs))
    if actions:
        said.append(
            messages("leads {count} action", "leads {count} actions", actions, count=actions)
        )
    return message("{parts}", parts=tuple(said)) if said else None


def suggestions(frame: Outlook, answer: RecommendationsAnswer) -> tuple[Reasoned, ...]:
    """Return suggested organizations with their reasons, the one that counts most first."""
    rows = []
    for each in answer.suggestions:
        told = [feature for feature in each.features if feature.sentence and feature.value]
        told.sort(key=lambda feature: -feature.weight * (feature.value or 0))
        sector_of = frame.snapshot.organizations[each.organization].sector
        rows.append(
            Reasoned(
                frame.link(each.organization),
                tuple(feature.sentence for feature in told if feature.sentence),
                sector_of.label if sector_of else None,
                item=each.organization,
                said=each.feedback.label if each.feedback else None,
                try_out=if_it_joined(frame, answer.asker, each.organization),
            )
        )
    return tuple(rows)


_UNTESTED = message(
    "How well such suggestions foretold who joined what has not been worked out lately; an analyst "
    "can have it worked out, by a back-test."
)
_FROM_ELSEWHERE = message("None of them is recorded as active in the area of this partnership.")


def _has_area(frame: Outlook, asker: str) -> bool:
    """Tell whether a place smaller than a province is known that a partnership covers."""
    held = frame.snapshot
    record = held.partnerships.get(asker)
    covered = (held.places[place].kind for place in record.covers) if record else ()
    return any(kind is not PlaceKind.PROVINCE for kind in covered)


def _anybody_from_there(answer: RecommendationsAnswer) -> bool:
    """Tell whether anybody suggested shares a place with who asks."""
    return any(
        one.feature is FeatureName.SAME_PLACE and one.value
        for each in answer.suggestions
        for one in each.features
    )


def next_answer(frame: Outlook, answer: RecommendationsAnswer, href: str) -> Answer:
    """Return the answer to "who next" by name, with how many there are and what they are for."""
    notes = told_beside(answer.notes, frame.foretold.sentence or _UNTESTED)
    names = [frame.snapshot.organizations[each.organization] for each in answer.suggestions]
    if not names:
        return Answer(answer.sentence, (answer.purpose.explanation, *notes), href)
    sentence = message("Worth asking: {names}.", names=sentences.some(names))
    if _has_area(frame, answer.asker) and not _anybody_from_there(answer):
        sentence = sentences.paragraph([sentence, _FROM_ELSEWHERE])
    told = (answer.sentence, answer.purpose.explanation, *notes)
    return Answer(sentence, told, href)
