"""What would be lost with an organization, by name, and what a stand-in would restore."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graphsvc.analytics.bridging import RoleAnswer
from graphsvc.analytics.departure import Departure
from graphsvc.analytics.sentences import apart, paragraph
from graphsvc.analytics.stand_in import in_words
from graphsvc.api.pages.outlook import Outlook
from graphsvc.language import Message, message
from graphsvc.model.entities import Membership
from graphsvc.web.departure import Loss, Substitute
from graphsvc.web.pieces import Link

MOST = 12  # of one kind that are named


def sentence(frame: Outlook, role: RoleAnswer | None) -> Message | None:
    """Say what would break, without who could stand in, which has a place of its own."""
    if role is None or role.departure is None:
        return None
    found = role.departure
    apart_from = in_words(frame.snapshot, found.stand_in) if found.stand_in else None
    return paragraph([said for said in apart(found.sentence) if said != apart_from])


def losses(frame: Outlook, role: RoleAnswer | None) -> tuple[Loss, ...]:
    """Name what would break if an organization left: organizations, tables, sectors, offices."""
    if role is None or role.departure is None:
        return ()
    found = role.departure
    cut_off = [item for part in found.cut_off for item in part.organizations]
    kinds: Sequence[tuple[Message, Sequence[tuple[Link, ...]]]] = (
        (message("Would lose contact with the rest"), _each(frame, cut_off)),
        (
            message("Would have no member in common"),
            [tuple(frame.link(body) for body in pair) for pair in found.pairs],
        ),
        (message("Would have no member"), _each(frame, found.emptied)),
        (
            message("Would have nobody from its sector"),
            _each(frame, found.last_of_sector),
        ),
        (message("To be filled again"), [(_office(frame, seat),) for seat in found.offices]),
    )
    return tuple(
        Loss(label, tuple(groups[:MOST]), max(0, len(groups) - MOST))
        for label, groups in kinds
        if groups
    )


def _each(frame: Outlook, items: Iterable[str]) -> list[tuple[Link, ...]]:
    return [(frame.link(item),) for item in items]


def _office(frame: Outlook, seat: Membership) -> Link:
    table = frame.link(seat.body)
    return Link(message("{role}, {table}", role=seat.role.label, table=table.text), table.href)


def substitute(frame: Outlook, role: RoleAnswer | None) -> Substitute | None:
    """Return the best stand-in with what it would restore; None where nobody is one."""
    if role is None or role.departure is None or role.departure.stand_in is None:
        return None
    found = role.departure.stand_in
    return Substitute(
        organization=frame.link(found.organization),
        meets=found.meets,
        of=found.of,
        tables=tuple(frame.link(body) for body in found.seats_to_take),
        restores=_restores(frame, role.organization, role.departure, found.organization),
    )


def _restores(frame: Outlook, item: str, lost: Departure, other: str) -> tuple[Message, ...]:
    said = []
    if lost.cut_off:
        said.append(message("Those who would lose contact would be in contact again."))
    if lost.pairs:
        said.append(message("Each of these pairs of tables would again have a member in common."))
    if lost.emptied:
        said.append(message("No table would be without a member."))
    if lost.last_of_sector:
        held = frame.snapshot.organizations
        if held[item].sector is held[other].sector:
            said.append(message("Its sector would keep a seat: the stand-in is from the same one."))
        else:
            said.append(
                message("Its sector would still be missing: the stand-in is from another one.")
            )
    if lost.offices:
        said.append(message("Whoever takes the offices would still have to be chosen."))
    return tuple(said)
