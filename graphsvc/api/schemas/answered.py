"""Organizations, bodies, partnerships and memberships as they are answered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, Field

from graphsvc.dates import is_active
from graphsvc.model.edits import tag_of
from graphsvc.model.entities import (
    Body,
    Membership,
    Organization,
    Partnership,
    PartnershipLink,
    PartnershipTie,
    PlaceTie,
    Source,
)
from graphsvc.model.sectors import Sector
from graphsvc.model.snapshot import Snapshot
from graphsvc.model.vocabulary import (
    BodyKind,
    Confidence,
    PartnershipKind,
    PartnershipLinkKind,
    PartnershipTieKind,
    PlaceTieKind,
    Population,
    Role,
)

T = TypeVar("T")


class SourceOut(BaseModel):
    """A source."""

    id: str
    url: str | None
    title: str | None
    date: str | None
    kind: str | None


class _Out(BaseModel):
    id: str
    tag: str = Field(description="Of this state of the record; for If-Match when it is changed.")
    since: str | None
    until: str | None
    active: bool = Field(description="Whether it is active on the day asked about.")
    sources: list[SourceOut]
    confidence: Confidence | None


class OrganizationOut(_Out):
    """An organization."""

    name: str
    name_fr: str | None
    aliases: list[str]
    sectors: list[Sector]
    part_of: str | None
    languages: list[str]
    populations: list[Population]
    website: str | None


class PartnershipOut(_Out):
    """A partnership."""

    name: str
    name_fr: str | None
    kind: PartnershipKind
    province: str | None
    covers: list[str]
    website: str | None
    notes: str | None


class BodyOut(_Out):
    """A council or committee."""

    name: str
    name_fr: str | None
    kind: BodyKind
    local_kind: str | None
    theme: str | None
    part_of: str
    partnership: str = Field(description="The partnership it belongs to at whatever depth.")


class MembershipOut(_Out):
    """A membership."""

    organization: str
    organization_name: str
    body: str
    body_name: str
    partnership: str
    role: Role
    role_as_printed: str | None
    name_as_printed: str | None
    seats: int
    voting: bool | None


class PartnershipTieOut(_Out):
    """What ties an organization to a partnership as a whole."""

    kind: PartnershipTieKind
    organization: str
    partnership: str


class PlaceTieOut(_Out):
    """Where an organization is, or which place it serves."""

    kind: PlaceTieKind
    organization: str
    place: str
    place_name: str


class PartnershipLinkOut(_Out):
    """What ties a partnership to another."""

    kind: PartnershipLinkKind
    partnership: str
    other: str


class OrganizationDetail(OrganizationOut):
    """An organization with everything it is tied to, ended ties included."""

    memberships: list[MembershipOut]
    partnership_ties: list[PartnershipTieOut]
    places: list[PlaceTieOut]
    departments: list[str]


class PartnershipDetail(PartnershipOut):
    """A partnership with its bodies, hosts and links, ended ones included."""

    bodies: list[BodyOut]
    ties: list[PartnershipTieOut]
    links: list[PartnershipLinkOut]


class BodyDetail(BodyOut):
    """A body with its members and the bodies under it, ended ones included."""

    memberships: list[MembershipOut]
    bodies: list[BodyOut]


class Page(BaseModel, Generic[T]):
    """A page of a list."""

    items: list[T]
    total: int = Field(description="How many there are on all pages.")
    next: str | None = Field(description="The cursor of the next page; null on the last.")
    revision: int = Field(description="Revision of the graph.")


class Rows:
    """Makes what is answered out of records, for one snapshot and one day."""

    def __init__(self, snapshot: Snapshot, as_of: str) -> None:
        self._snapshot = snapshot
        self._as_of = as_of

    def _common(self, record: Any) -> dict[str, Any]:
        known = self._snapshot.sources
        return {
            **{name: getattr(record, name) for name in record.__dataclass_fields__},
            "tag": tag_of(record),
            "active": is_active(record.since, record.until, self._as_of),
            "sources": [source_out(known[item]) for item in record.sources if item in known],
        }

    def organization(self, record: Organization) -> OrganizationOut:
        """Answer an organization."""
        return OrganizationOut(**self._common(record))

    def partnership(self, record: Partnership) -> PartnershipOut:
        """Answer a partnership."""
        return PartnershipOut(**self._common(record))

    def body(self, record: Body) -> BodyOut:
        """Answer a body."""
        above = self._snapshot.partnership_of[record.id]
        return BodyOut(**self._common(record), partnership=above)

    def membership(self, record: Membership) -> MembershipOut:
        """Answer a membership."""
        return MembershipOut(
            **self._common(record),
            organization_name=self._snapshot.organizations[record.organization].name,
            body_name=self._snapshot.bodies[record.body].name,
            partnership=self._snapshot.partnership_of[record.body],
        )

    def _ties(self, records: Sequence[PartnershipTie]) -> list[PartnershipTieOut]:
        return [PartnershipTieOut(**self._common(record)) for record in records]

    def _places(self, records: Sequence[PlaceTie]) -> list[PlaceTieOut]:
        places = self._snapshot.places
        return [
            PlaceTieOut(**self._common(record), place_name=places[record.place].name)
            for record in records
        ]

    def _links(self, records: Sequence[PartnershipLink]) -> list[PartnershipLinkOut]:
        return [PartnershipLinkOut(**self._common(record)) for record in records]

    def organization_detail(self, record: Organization) -> OrganizationDetail:
        """Answer an organization with what it is tied to."""
        held = self._snapshot
        return OrganizationDetail(
            **self._common(record),
            memberships=[
                self.membership(each) for each in held.seats_of_organization.get(record.id, ())
            ],
            partnership_ties=self._ties(held.ties_of_organization.get(record.id, ())),
            places=self._places(held.places_of_organization.get(record.id, ())),
            departments=[each.id for each in held.departments_of.get(record.id, ())],
        )

    def partnership_detail(self, record: Partnership) -> PartnershipDetail:
        """Answer a partnership with its bodies, hosts and links."""
        held = self._snapshot
        return PartnershipDetail(
            **self._common(record),
            bodies=[self.body(held.bodies[item]) for item in held.bodies_of.get(record.id, ())],
            ties=self._ties(held.ties_of_partnership.get(record.id, ())),
            links=self._links(held.links_of_partnership.get(record.id, ())),
        )

    def body_detail(self, record: Body) -> BodyDetail:
        """Answer a body with its members and the bodies directly under it."""
        held = self._snapshot
        under = [self.body(each) for each in held.bodies.values() if each.part_of == record.id]
        return BodyDetail(
            **self.body(record).model_dump(),
            memberships=[self.membership(each) for each in held.seats_of_body.get(record.id, ())],
            bodies=under,
        )


def source_out(record: Source) -> SourceOut:
    """Answer a source."""
    return SourceOut(
        id=record.id, url=record.url, title=record.title, date=record.date, kind=record.kind
    )
