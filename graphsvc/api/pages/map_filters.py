"""The filters of the map: what can be chosen, what is chosen, and what to take back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from graphsvc.analytics.scope import WHOLE, Scope
from graphsvc.analytics.views import ORGANIZATION, two_mode
from graphsvc.api.pages.map_wish import Wish, link_to
from graphsvc.api.pages.outlook import Outlook
from graphsvc.dates import is_active
from graphsvc.language import Message, message, messages
from graphsvc.model.ids import fold
from graphsvc.model.sectors import Sector
from graphsvc.model.snapshot import Snapshot
from graphsvc.model.vocabulary import BodyKind, Role
from graphsvc.viz.narrowing import Only, narrowed
from graphsvc.web.pieces import Choice, Link, Option, Text

# Of more bodies, the form offers their kinds alone.
_MOST_BODIES = 40
# What each field of `Only` narrows by.
_KINDS: Mapping[str, Message] = {
    "sectors": message("sector"),
    "bodies": message("council or committee"),
    "roles": message("role"),
    "members": message("community"),
}


@dataclass(frozen=True, slots=True)
class _There:
    """What there is to choose from in a part of the network on a day."""

    sectors: frozenset[Sector]
    kinds: frozenset[BodyKind]
    bodies: tuple[str, ...]
    roles: frozenset[Role]


def filters(frame: Outlook, chosen: Wish) -> tuple[Choice, ...]:
    """Return the boxes of the form: what occurs on the unfiltered map, and what is ticked."""
    there, only = _there(frame, frame.scope(chosen.of)), chosen.look.only
    sectors = {str(each): each.label for each in Sector if each in there.sectors | only.sectors}
    kinds = {str(each): each.label for each in BodyKind if each in there.kinds | only.bodies}
    roles = {str(each): each.label for each in Role if each in there.roles | only.roles}
    singles = {*there.bodies, *(only.bodies & frame.snapshot.bodies.keys())}
    records = sorted(
        (frame.snapshot.bodies[item] for item in singles),
        key=lambda record: (fold(frame.speech.name(record)), record.id),
    )
    bodies: dict[str, Text] = {record.id: record for record in records}
    made = (
        _boxes("sector", message("Sector"), sectors, only.sectors),
        _boxes("body", message("Kind of council or committee"), kinds, only.bodies),
        _boxes("body", message("Council or committee"), bodies, only.bodies),
        _boxes("role", message("Role"), roles, only.roles),
    )
    return tuple(each for each in made if each.options)


def _boxes(name: str, label: Message, options: Mapping[str, Text], chosen: Iterable[str]) -> Choice:
    ticked = {str(each) for each in chosen}
    made = (Option(code, text, chosen=code in ticked) for code, text in options.items())
    return Choice(name, label, tuple(made), many=True)


def _there(frame: Outlook, scope: Scope) -> _There:
    part = frame.keeper.part(frame.snapshot, scope.of)

    def found() -> _There:
        graph = two_mode(part, scope)
        bodies = tuple(
            item for item, data in graph.nodes(data=True) if data["mode"] != ORGANIZATION
        )
        seats = (
            seat
            for body in bodies
            for seat in part.seats_of_body.get(body, ())
            if is_active(seat.since, seat.until, scope.as_of)
        )
        organizations = [part.organizations[item] for item in graph if item in part.organizations]
        return _There(
            frozenset(record.sector for record in organizations if record.sector),
            frozenset(part.bodies[item].kind for item in bodies),
            bodies if scope.of != WHOLE and len(bodies) <= _MOST_BODIES else (),
            frozenset(seat.role for seat in seats),
        )

    return frame.keeper.answer(part, ("map filters", scope), found)


def active(frame: Outlook, chosen: Wish, community: Text | None) -> tuple[Link, ...]:
    """Return what the map is narrowed to, each with the address of the map without it."""
    only = chosen.look.only

    def with_only(rest: Only) -> str:
        return link_to(frame, chosen.seen_as(replace(chosen.look, only=rest)))

    found = []
    if community is not None:
        rest = replace(chosen, community="")
        found.append(Link(message("Community: {name}", name=community), link_to(frame, rest)))
    for sector in sorted(only.sectors):
        label = message("Sector: {name}", name=sector.label)
        found.append(Link(label, with_only(replace(only, sectors=only.sectors - {sector}))))
    for body in sorted(only.bodies):
        label = message("Council or committee: {name}", name=_body(frame, body))
        found.append(Link(label, with_only(replace(only, bodies=only.bodies - {body}))))
    for role in sorted(only.roles):
        label = message("Role: {name}", name=role.label)
        found.append(Link(label, with_only(replace(only, roles=only.roles - {role}))))
    return tuple(found)


def _body(frame: Outlook, item: str) -> Text:
    kinds: dict[str, Text] = {str(kind): kind.label for kind in BodyKind}
    return kinds.get(item) or frame.snapshot.bodies[item]


def unfiltered(frame: Outlook, chosen: Wish) -> str:
    """Return the address of the map without any filter."""
    plain = replace(chosen.look, only=Only())
    return link_to(frame, replace(chosen, look=plain, community=""))


def ways_out(frame: Outlook, chosen: Wish, members: frozenset[str]) -> tuple[Link, ...]:
    """Say, where nothing passes all filters, which to take back and how many are shown then."""
    only = replace(chosen.look.only, members=members)
    kinds = [name for name in _KINDS if getattr(only, name)]
    without: dict[str, Any] = {name: replace(only, **_empty(name)) for name in kinds}
    found = tuple(
        Link(
            messages(
                "Without the filter by {kind}: {count} organization",
                "Without the filter by {kind}: {count} organizations",
                count,
                kind=_KINDS[name],
                count=count,
            ),
            href,
        )
        for name, count, href in _counted(frame, chosen, without)
    )
    if found:
        return found
    alone: dict[str, Any] = {name: replace(Only(), **{name: getattr(only, name)}) for name in kinds}
    return tuple(
        Link(
            messages(
                "With the filter by {kind} alone: {count} organization",
                "With the filter by {kind} alone: {count} organizations",
                count,
                kind=_KINDS[name],
                count=count,
            ),
            href,
        )
        for name, count, href in _counted(frame, chosen, alone)
    )


def _empty(name: str) -> dict[str, Any]:
    return {name: frozenset()}


def _counted(
    frame: Outlook, chosen: Wish, ways: Mapping[str, Only]
) -> Iterator[tuple[str, int, str]]:
    """Count whom other filters leave, without those that leave nobody."""
    scope = frame.scope(chosen.of)
    part = frame.keeper.part(frame.snapshot, chosen.of)
    for name, only in ways.items():
        key = ("left by filters", scope, only)
        count = frame.keeper.answer(part, key, partial(_left, part, scope, only))
        if count:
            look = replace(chosen.look, only=replace(only, members=frozenset()))
            community = chosen.community if only.members else ""
            yield name, count, link_to(frame, replace(chosen, look=look, community=community))


def _left(part: Snapshot, scope: Scope, only: Only) -> int:
    graph = two_mode(narrowed(part, scope, only), scope)
    return sum(data["mode"] == ORGANIZATION for _, data in graph.nodes(data=True))
