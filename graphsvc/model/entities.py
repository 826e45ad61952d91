"""What the graph holds: frozen records, one class per kind. Dates are texts as in `graphsvc.dates`.

Organizations and roles only, never a person: there is no field to put one in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from graphsvc.model.sectors import Sector
from graphsvc.model.vocabulary import (
    ActionStatus,
    ActionTieKind,
    AttendanceStatus,
    BodyKind,
    CollaborationKind,
    Confidence,
    PartnershipKind,
    PartnershipLinkKind,
    PartnershipTieKind,
    PlaceKind,
    PlaceTieKind,
    Population,
    Role,
    Verdict,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """On what a record stands: ids of sources, and how far they can be relied on."""

    sources: tuple[str, ...] = ()
    confidence: Confidence | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A public document or page that states something; `date` is the date it bears."""

    id: str
    url: str | None = None
    title: str | None = None
    date: str | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An area, municipality or province; places lie within one another."""

    id: str
    name: str
    name_fr: str | None = None
    kind: PlaceKind = PlaceKind.AREA
    within: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Partnership(Evidence):
    """A LIP, ZIP, RIF, CLIF or secretariat (label `LIP`)."""

    id: str
    name: str
    name_fr: str | None = None
    kind: PartnershipKind = PartnershipKind.LIP
    province: str | None = None
    covers: tuple[str, ...] = ()
    website: str | None = None
    notes: str | None = None
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Body(Evidence):
    """A council or committee (label `Body`, and `Council` or `Committee`).

    `part_of` is the partnership or body it belongs to; `local_kind` what its own people call it.
    """

    id: str
    name: str
    part_of: str
    name_fr: str | None = None
    kind: BodyKind = BodyKind.OTHER
    local_kind: str | None = None
    theme: str | None = None
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Organization(Evidence):
    """An organization or a department of one (`part_of`); its first sector is the primary one."""

    id: str
    name: str
    name_fr: str | None = None
    aliases: tuple[str, ...] = ()
    sectors: tuple[Sector, ...] = ()
    part_of: str | None = None
    languages: tuple[str, ...] = ()
    populations: tuple[Population, ...] = ()
    website: str | None = None
    since: str | None = None
    until: str | None = None

    @property
    def sector(self) -> Sector | None:
        """The primary sector; None where nobody has classified the organization."""
        return self.sectors[0] if self.sectors else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership(Evidence):
    """A seat or seats of an organization on a body, for a time.

    `role` is normalised, `role_as_printed` and `name_as_printed` keep the source's own words.
    `voting` is None where nothing is known.
    """

    id: str
    organization: str
    body: str
    role: Role = Role.MEMBER
    role_as_printed: str | None = None
    name_as_printed: str | None = None
    seats: int = 1
    voting: bool | None = None
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnershipTie(Evidence):
    """An organization hosts, funds, founded, ... a partnership as a whole."""

    id: str
    kind: PartnershipTieKind
    organization: str
    partnership: str
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceTie(Evidence):
    """An organization serves a place or is located in it: the inventory of who could be asked."""

    id: str
    kind: PlaceTieKind
    organization: str
    place: str
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnershipLink(Evidence):
    """A partnership is succeeded by, under, or linked to another."""

    id: str
    kind: PartnershipLinkKind
    partnership: str
    other: str
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatTarget(Evidence):
    """Seats that a partnership wants a sector to have; of several at a time the newest holds."""

    id: str
    partnership: str
    sector: Sector
    seats: int
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting(Evidence):
    """A meeting of a body."""

    id: str
    body: str
    date: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """Whether an organization was at a meeting."""

    organization: str
    meeting: str
    status: AttendanceStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Collaboration(Evidence):
    """What one organization reports doing with another; `level` 0 to 5 after Frey et al. (2006).

    `organization` is the one that reports. Levels are confidential: they are in no snapshot, and
    leave the store with a whole export alone. `analytics.declared` is what is told of the rest.
    """

    id: str
    organization: str
    other: str
    kind: CollaborationKind
    level: int
    wave: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan(Evidence):
    """A strategy or action plan of a partnership."""

    id: str
    partnership: str
    name: str
    name_fr: str | None = None
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One action of a plan."""

    id: str
    plan: str
    name: str
    name_fr: str | None = None
    theme: str | None = None
    status: ActionStatus = ActionStatus.PLANNED
    due: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionTie:
    """An organization leads or supports an action."""

    organization: str
    action: str
    kind: ActionTieKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """What was said of a suggestion, for an asker, of a candidate.

    `asker` is an organization, body or partnership, `candidate` an organization, or a body that an
    organization could join. `author` is an organization or a role, never a person. The id is made
    of the two, so a later word replaces an earlier one.
    """

    id: str
    asker: str
    candidate: str
    verdict: Verdict
    date: str
    author: str


def record_key(record: Any) -> Any:
    """Return what tells a record from others of its kind: its id, or the things it ties.

    An attendance is told by organization and meeting; a part in an action by organization, action
    and whether it leads or supports.
    """
    if isinstance(record, Attendance):
        return record.organization, record.meeting
    if isinstance(record, ActionTie):
        return record.organization, record.action, str(record.kind)
    return record.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Records to be put into the graph together: all of them or none.

    Each record replaces the one with its id, whole, or is new.
    """

    sources: tuple[Source, ...] = ()
    places: tuple[Place, ...] = ()
    partnerships: tuple[Partnership, ...] = ()
    partnership_links: tuple[PartnershipLink, ...] = ()
    organizations: tuple[Organization, ...] = ()
    bodies: tuple[Body, ...] = ()
    memberships: tuple[Membership, ...] = ()
    partnership_ties: tuple[PartnershipTie, ...] = ()
    place_ties: tuple[PlaceTie, ...] = ()
    seat_targets: tuple[SeatTarget, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    attendance: tuple[Attendance, ...] = ()
    collaborations: tuple[Collaboration, ...] = ()
    plans: tuple[Plan, ...] = ()
    actions: tuple[Action, ...] = ()
    action_ties: tuple[ActionTie, ...] = ()
    feedback: tuple[Feedback, ...] = ()

    def __len__(self) -> int:
        """Count the records."""
        return sum(len(getattr(self, name)) for name in self.__dataclass_fields__)
