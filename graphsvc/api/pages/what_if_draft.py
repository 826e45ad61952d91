"""What is tried out, as it stands in an address: each change under a name, in the reader's order.

    /what-if?of=lip:x&add=org:a,body:b,chair&end=org:c,body:b&leave=org:d&close=body:e
        &new=health,A+new+clinic&found=lip:x,sector_table,Youth+table

A draft can go on from a scenario that is kept: `kept` names that, `drop` what is taken out of it.
So an address stays short however much is kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any

from graphsvc.analytics.overlay import Overlay
from graphsvc.errors import InvalidInput
from graphsvc.language import message
from graphsvc.model import ids
from graphsvc.model.entities import Body, Membership, Organization
from graphsvc.model.sectors import Sector
from graphsvc.model.values import MOST_SEATS
from graphsvc.model.vocabulary import BodyKind, Role

MOST_PARTS = 500
Pair = tuple[str, str]


class Kind(StrEnum):
    """What a change does; the name under which it stands in an address."""

    ADD = "add"
    END = "end"
    LEAVE = "leave"
    CLOSE = "close"
    NEW = "new"
    FOUND = "found"


# Under which a draft stands in an address.
NAMES = frozenset({"of", "kept", "drop", *map(str, Kind)})
LISTS: Mapping[Kind, str] = {
    Kind.ADD: "add_memberships",
    Kind.END: "remove_memberships",
    Kind.LEAVE: "remove_organizations",
    Kind.CLOSE: "remove_bodies",
    Kind.NEW: "add_organizations",
    Kind.FOUND: "add_bodies",
}
_KINDS = {name: kind for kind, name in LISTS.items()}
_ROLES = {str(each): each for each in Role}
_SECTORS = {str(each): each for each in Sector}
_BODY_KINDS = {str(each): each for each in BodyKind}


@dataclass(frozen=True, slots=True)
class Part:
    """One change.

    Attributes
    ----------
    kind
        What it does.
    text
        How it stands in the address; of one that is kept, what tells it apart from the others.
    record
        What it adds or removes; None where the text cannot be read.
    """

    kind: Kind
    text: str
    record: Any

    @property
    def key(self) -> str:
        """What tells it apart from the other changes."""
        return f"{self.kind},{_identity(self.record)}" if self.record else f"{self.kind},"


@dataclass(frozen=True, slots=True)
class Draft:
    """All that is tried out.

    Attributes
    ----------
    of
        The part of the network that is looked at.
    kept
        The scenario that it goes on from; "" for none.
    base
        What that holds.
    dropped
        The keys of what of it is taken out.
    own
        What is added to it.
    """

    of: str
    kept: str = ""
    base: tuple[Part, ...] = ()
    dropped: tuple[str, ...] = ()
    own: tuple[Part, ...] = ()

    @property
    def parts(self) -> tuple[Part, ...]:
        """Every change, in order."""
        return (*(part for part in self.base if part.key not in self.dropped), *self.own)

    @property
    def as_kept(self) -> bool:
        """Whether it is just what is kept."""
        return bool(self.kept) and not self.own and not self.dropped

    def pairs(self) -> list[Pair]:
        """Write it as the parameters of an address."""
        found = [("of", self.of), ("kept", self.kept)]
        found += [("drop", key) for key in self.dropped]
        found += [(str(part.kind), part.text) for part in self.own]
        return [(name, value) for name, value in found if value]

    def plus(self, *more: Part) -> Draft:
        """Return it with more changes."""
        return replace(self, own=(*self.own, *more))

    def minus(self, place: int) -> Draft:
        """Return it without the change at a place among all parts."""
        part = self.parts[place]
        kept = len(self.parts) - len(self.own)
        if place < kept:
            return replace(self, dropped=(*self.dropped, part.key))
        own = [each for at, each in enumerate(self.own) if at != place - kept]
        return replace(self, own=tuple(own))

    def overlay(self) -> Overlay:
        """Return all that can be read of it, as analytics work with it."""
        lists: dict[str, list[Any]] = {each.name: [] for each in fields(Overlay)}
        for part in self.parts:
            if part.record is not None:
                lists[LISTS[part.kind]].append(part.record)
        # The ids that the API gives the seats of a scenario, so that one answer serves both.
        lists["add_memberships"] = [
            replace(seat, id=f"seat:scenario~{place}")
            for place, seat in enumerate(lists["add_memberships"])
        ]
        return Overlay(**{name: tuple(found) for name, found in lists.items()})

    def placed(self) -> Iterator[tuple[str, int]]:
        """Tell of each change in which list of the overlay it is, and where; -1 for nowhere."""
        seen: Counter[str] = Counter()
        for part in self.parts:
            name = LISTS[part.kind]
            if part.record is None:
                yield name, -1
                continue
            yield name, seen[name]
            seen[name] += 1


def read(items: Iterable[Pair], base: Overlay | None = None) -> Draft:
    """Read what is tried out from the parameters of an address.

    Parameters
    ----------
    items
        Names and values; those that say something else are passed over.
    base
        What the scenario holds that `kept` names.

    Raises
    ------
    InvalidInput
        There are more changes than can be worked out.
    """
    held = list(items)
    one = dict(held)
    kinds = {str(kind): kind for kind in Kind}
    own = tuple(part(kinds[name], value) for name, value in held if name in kinds)
    found = Draft(
        of=one.get("of", "")[: ids.LONGEST],
        kept=one.get("kept", "")[: ids.LONGEST] if base is not None else "",
        base=tuple(of_overlay(base)) if base is not None else (),
        dropped=tuple(value for name, value in held if name == "drop"),
        own=own,
    )
    if len(found.parts) > MOST_PARTS:
        raise InvalidInput.single(
            message("There are more than {most} changes here.", most=MOST_PARTS),
            message("Try out fewer at a time."),
            field="add",
        )
    return found


def of_overlay(overlay: Overlay) -> Iterator[Part]:
    """Return the changes that an overlay holds, in the order of its lists."""
    for each in fields(overlay):
        for record in getattr(overlay, each.name):
            yield Part(_KINDS[each.name], _identity(record), record)


def part(kind: Kind, text: str) -> Part:
    """Read one change; whatever it refers to may be there or not.

    >>> part(Kind.ADD, "org:a,body:b,chair").record.role.value
    'chair'
    >>> part(Kind.END, "org:a").record is None
    True
    """
    made = _READ[kind]
    try:
        return Part(kind, text, made(text))
    except ValueError:
        return Part(kind, text, None)


def seat(organization: str, body: str, role: str = Role.MEMBER) -> Part:
    """Return the change that seats an organization."""
    return part(Kind.ADD, f"{organization},{body},{role}")


def _identity(record: Any) -> str:
    if isinstance(record, Membership):
        return f"{record.organization},{record.body}"
    if isinstance(record, tuple):
        return ",".join(record)
    return str(record) if isinstance(record, str) else str(record.id)


def _seat(text: str) -> Membership:
    organization, body, *more = text.split(",")
    role, seats, *rest = (*more, "", "")[: max(2, len(more))]
    count = int(seats or 1)
    if rest or not 0 < count <= MOST_SEATS or not (organization and body):
        raise ValueError(text)
    role = role or str(Role.MEMBER)
    return Membership(
        id="", organization=organization, body=body, role=_known(_ROLES, role), seats=count
    )


def _known(codes: Mapping[str, Any], code: str) -> Any:
    if code not in codes:
        raise ValueError(code)
    return codes[code]


def _pair(text: str) -> Pair:
    organization, body = text.split(",")
    if not (organization and body):
        raise ValueError(text)
    return organization, body


def _item(text: str) -> str:
    if not text:
        raise ValueError(text)
    return text


def _organization(text: str) -> Organization:
    sector, name = _split(text, 1)
    sectors = (_known(_SECTORS, sector),) if sector else ()
    return Organization(id=ids.make(ids.ORGANIZATION, name), name=name, sectors=sectors)


def _body(text: str) -> Body:
    above, kind, name = _split(text, 2)
    item = ids.make(ids.BODY, ids.local(above), name)
    return Body(id=item, name=name, part_of=above, kind=_known(_BODY_KINDS, kind))


def _split(text: str, times: int) -> Sequence[str]:
    """Part a text at its first commas; what comes last is a name, which may hold more of them."""
    found = text.split(",", times)
    if len(found) <= times or not found[-1].strip():
        raise ValueError(text)
    return [*found[:-1], found[-1].strip()]


_READ: Mapping[Kind, Any] = {
    Kind.ADD: _seat,
    Kind.END: _pair,
    Kind.LEAVE: _item,
    Kind.CLOSE: _item,
    Kind.NEW: _organization,
    Kind.FOUND: _body,
}
