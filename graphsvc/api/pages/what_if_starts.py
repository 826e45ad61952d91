"""Where trying out begins: the addresses of the page with a first change already in it."""

from __future__ import annotations

from graphsvc.analytics.stand_in import StandIn
from graphsvc.api.pages.outlook import Outlook
from graphsvc.api.pages.what_if_draft import Draft, Kind, Part, part, seat
from graphsvc.dates import is_active
from graphsvc.model.vocabulary import BodyKind
from graphsvc.web import addresses


def address(frame: Outlook, of: str, *parts: Part) -> str:
    """Return the address on which changes to a part of the network are tried out."""
    return addresses.what_if([*Draft(of, own=parts).pairs(), *frame.kept.items()])


def if_it_left(frame: Outlook, item: str, stand_in: StandIn | None = None) -> str | None:
    """Return where to try out that an organization leaves; None where it has no seat.

    Looked at is the partnership in which it sits on most tables. A stand-in takes the seats that it
    would have to take.
    """
    found = [frame.snapshot.partnership_of[body] for body in _tables_of(frame, item)]
    if not found:
        return None
    of = max(sorted(set(found)), key=found.count)
    taken = (
        [seat(stand_in.organization, body) for body in stand_in.seats_to_take] if stand_in else []
    )
    return address(frame, of, part(Kind.LEAVE, item), *taken)


def if_it_left_here(frame: Outlook, of: str, item: str) -> str:
    """Return where to try out what an organization would leave behind in a part of the network."""
    return address(frame, of, part(Kind.LEAVE, item))


def _tables_of(frame: Outlook, organization: str) -> list[str]:
    """Return the councils and committees on which an organization sits on the day, by id."""
    return sorted(
        {
            each.body
            for each in frame.snapshot.seats_of_organization.get(organization, ())
            if is_active(each.since, each.until, frame.as_of)
        }
    )


def if_it_ended(frame: Outlook, body: str) -> str:
    """Return where to try out that a council or committee ends."""
    return address(frame, frame.snapshot.partnership_of[body], part(Kind.CLOSE, body))


def if_it_joined(frame: Outlook, asker: str, item: str) -> str | None:
    """Return where to try out that somebody is taken in where whoever asks is.

    That is a body itself, the council of a partnership, and of an organization the first of its
    tables on which the other one does not sit. None where there is no such table, and where nothing
    leads to pages of this site.
    """
    held = frame.snapshot
    if asker in held.organizations:
        theirs = _tables_of(frame, item)
        body = next((each for each in _tables_of(frame, asker) if each not in theirs), None)
    else:
        body = asker if asker in held.bodies else first_body(frame, asker)
    if body is None or not frame.linked:
        return None
    return address(frame, held.partnership_of[body], seat(item, body))


def first_body(frame: Outlook, partnership: str) -> str | None:
    """Return the council of a partnership, or the first of what it has instead."""
    held = frame.snapshot
    order = list(BodyKind)
    active = [
        held.bodies[item]
        for item in held.bodies_of.get(partnership, ())
        if is_active(held.bodies[item].since, held.bodies[item].until, frame.as_of)
    ]
    active.sort(key=lambda body: (order.index(body.kind), body.name, body.id))
    return active[0].id if active else None
