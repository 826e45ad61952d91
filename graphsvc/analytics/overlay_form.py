"""How a scenario is written as JSON: sent, read from a file, and kept."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from graphsvc.analytics.overlay import Overlay
from graphsvc.model.entities import Body, Membership, Organization
from graphsvc.model.sectors import Sector
from graphsvc.model.values import LONGEST_NAME, MOST_SEATS
from graphsvc.model.vocabulary import BodyKind, Role

Name = Annotated[str, Field(min_length=1, max_length=LONGEST_NAME)]
Id = Annotated[str, Field(max_length=200)]
_MOST_PARTS = 500


class _In(BaseModel):
    """What is sent: a field nobody knows is an error."""

    model_config = ConfigDict(extra="forbid")


class NewOrganizationIn(_In):
    """An organization that would be there."""

    id: Id = Field(examples=["org:new-clinic"])
    name: Name
    name_fr: Name | None = None
    sectors: list[Sector] = Field([], max_length=20, description="The primary one first.")


class NewBodyIn(_In):
    """A council or committee that would be there."""

    id: Id = Field(examples=["body:simcoe-county~youth-table"])
    name: Name
    name_fr: Name | None = None
    part_of: Id = Field(description="The partnership or body it belongs to.")
    kind: BodyKind = BodyKind.OTHER


class SeatIn(_In):
    """An organization on a body."""

    organization: Id
    body: Id


class NewSeatIn(SeatIn):
    """A seat that would be there."""

    role: Role = Role.MEMBER
    seats: Annotated[int, Field(ge=1, le=MOST_SEATS, strict=True)] = 1


class AdditionsIn(_In):
    """What would be there too."""

    organizations: list[NewOrganizationIn] = Field([], max_length=_MOST_PARTS)
    bodies: list[NewBodyIn] = Field([], max_length=_MOST_PARTS)
    memberships: list[NewSeatIn] = Field([], max_length=_MOST_PARTS)


class RemovalsIn(_In):
    """What would be gone."""

    organizations: list[Id] = Field(
        [], max_length=_MOST_PARTS, description="Ids; their seats and ties go too."
    )
    bodies: list[Id] = Field(
        [], max_length=_MOST_PARTS, description="Ids; their seats and the bodies under them go too."
    )
    memberships: list[SeatIn] = Field([], max_length=_MOST_PARTS)


def _taken(record: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(record, name) for name in names}


class OverlayIn(_In):
    """Additions and removals that are laid over the graph, which stays as it is."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "add": {
                        "memberships": [
                            {
                                "organization": "org:georgian-college",
                                "body": "body:simcoe-county~simcoe-county-lip-council",
                            }
                        ]
                    },
                    "remove": {"organizations": ["org:county-of-simcoe"]},
                }
            ]
        }
    )
    add: AdditionsIn = Field(default_factory=AdditionsIn, description="What would be there too.")
    remove: RemovalsIn = Field(default_factory=RemovalsIn, description="What would be gone.")

    @classmethod
    def of(cls, overlay: Overlay) -> OverlayIn:
        """Write what analytics work with, as it is sent.

        Raises
        ------
        ValidationError
            The overlay holds what nobody could send: too much, or a name that is too long.
        """
        named = ("id", "name", "name_fr")
        return cls.model_validate(
            {
                "add": {
                    "organizations": [
                        {**_taken(each, named), "sectors": each.sectors}
                        for each in overlay.add_organizations
                    ],
                    "bodies": [
                        _taken(each, (*named, "part_of", "kind")) for each in overlay.add_bodies
                    ],
                    "memberships": [
                        _taken(each, ("organization", "body", "role", "seats"))
                        for each in overlay.add_memberships
                    ],
                },
                "remove": {
                    "organizations": overlay.remove_organizations,
                    "bodies": overlay.remove_bodies,
                    "memberships": [
                        {"organization": organization, "body": body}
                        for organization, body in overlay.remove_memberships
                    ],
                },
            }
        )

    def overlay(self) -> Overlay:
        """Return what analytics work with."""
        return Overlay(
            add_organizations=tuple(
                Organization(
                    id=each.id, name=each.name, name_fr=each.name_fr, sectors=tuple(each.sectors)
                )
                for each in self.add.organizations
            ),
            add_bodies=tuple(Body(**each.model_dump()) for each in self.add.bodies),
            add_memberships=tuple(
                # Nobody sees these ids; they tell the seats of one scenario apart.
                Membership(id=f"seat:scenario~{place}", **each.model_dump())
                for place, each in enumerate(self.add.memberships)
            ),
            remove_organizations=tuple(self.remove.organizations),
            remove_bodies=tuple(self.remove.bodies),
            remove_memberships=tuple(
                (each.organization, each.body) for each in self.remove.memberships
            ),
        )


class ScenarioIn(OverlayIn):
    """A scenario with a name, to be kept."""

    name: Name = Field(examples=["If the college joined and the county left"])

    def text(self) -> str:
        """Return what is kept of it beside its name, as JSON."""
        return OverlayIn(add=self.add, remove=self.remove).model_dump_json()


class ScenarioWritten(ScenarioIn):
    """A scenario in a file, as `graphsvc export` writes it: what is shown of one that is kept."""

    id: Id | None = None
    created_at: str | None = None
    changed_at: str | None = None
