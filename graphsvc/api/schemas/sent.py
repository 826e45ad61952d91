"""What is sent to be stored: organizations, bodies, partnerships and memberships."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from graphsvc.model.sectors import Sector
from graphsvc.model.values import LONGEST_AUTHOR, LONGEST_NAME, LONGEST_TEXT, MOST_SEATS
from graphsvc.model.vocabulary import BodyKind, Confidence, PartnershipKind, Population, Role

Name = Annotated[str, Field(min_length=1, max_length=LONGEST_NAME)]
Id = Annotated[str, Field(max_length=200)]
Day = Annotated[
    str, Field(max_length=10, description="2017-03-20, 2017-03 or 2017.", examples=["2017-03-20"])
]


class _In(BaseModel):
    """What is sent: a field nobody knows is an error, not a shrug."""

    model_config = ConfigDict(extra="forbid")


class SourceIn(_In):
    """A public document or page that states what is sent."""

    url: Annotated[str, Field(max_length=LONGEST_TEXT)] | None = None
    title: Name | None = None
    date: Day | None = None
    kind: Name | None = Field(None, examples=["minutes_attendance"])


class _Dated(_In):
    since: Day | None = Field(None, description="When it began; null where nobody knows.")
    until: Day | None = Field(None, description="First day it is over; null while it goes on.")
    sources: list[Id] = Field([], max_length=50, description="Ids of sources already known.")
    source: SourceIn | None = Field(None, description="A source to add.")
    confidence: Confidence | None = None


class OrganizationIn(_Dated):
    """An organization, or a department of one."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "name": "Georgian College",
                    "name_fr": "Collège Georgian",
                    "aliases": ["Georgian"],
                    "sectors": ["postsecondary"],
                    "source": {"url": "https://example.org/minutes", "date": "2017-03-20"},
                }
            ]
        }
    )
    name: Name
    name_fr: Name | None = None
    aliases: list[Name] = Field([], max_length=50)
    sectors: list[Sector] = Field([], max_length=20, description="The primary one first.")
    part_of: Id | None = Field(None, description="The organization it is a department of.")
    languages: list[Annotated[str, Field(max_length=3)]] = Field([], max_length=20)
    populations: list[Population] = Field(
        [], max_length=20, description="Whom it serves in particular."
    )
    website: Annotated[str, Field(max_length=LONGEST_NAME)] | None = None


class PartnershipIn(_Dated):
    """A partnership."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"name": "Example Local Immigration Partnership", "province": "ON"}]
        }
    )
    name: Name
    name_fr: Name | None = None
    kind: PartnershipKind = PartnershipKind.LIP
    province: Annotated[str, Field(max_length=2)] | None = Field(None, examples=["ON"])
    covers: list[Id] = Field([], max_length=500, description="Ids of the places it covers.")
    website: Annotated[str, Field(max_length=LONGEST_NAME)] | None = None
    notes: Annotated[str, Field(max_length=LONGEST_TEXT)] | None = None


class BodyIn(_Dated):
    """A council or committee."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "name": "Employment Table",
                    "name_fr": "Table sur l'emploi",
                    "part_of": "lip:simcoe-county",
                    "kind": "sector_table",
                }
            ]
        }
    )
    name: Name
    name_fr: Name | None = None
    part_of: Id = Field(description="The partnership or body it belongs to.")
    kind: BodyKind = BodyKind.OTHER
    local_kind: Name | None = Field(None, description="What its own people call its kind.")
    theme: Name | None = None


class MembershipIn(_Dated):
    """A seat or seats of an organization on a body."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "organization": "org:georgian-college",
                    "body": "body:simcoe-county~simcoe-county-lip-council",
                    "role": "member",
                    "since": "2017-03-20",
                }
            ]
        }
    )
    organization: Id
    body: Id
    role: Role = Role.MEMBER
    role_as_printed: Name | None = None
    name_as_printed: Name | None = None
    seats: Annotated[int, Field(ge=1, le=MOST_SEATS, strict=True)] = 1
    voting: bool | None = None


class FeedbackIn(_In):
    """What is said of a suggestion."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"verdict": "declined", "author": "Secretariat", "date": "2026-05-04"}]
        }
    )
    verdict: Literal["accepted", "declined", "tried"] = Field(
        description="`accepted`, `declined`, or `tried`: tried already."
    )
    author: Annotated[str, Field(min_length=1, max_length=LONGEST_AUTHOR)] = Field(
        description="An organization or a role, never a person."
    )
    date: Day | None = Field(
        None, description="When it was said, never later than today; today if left out."
    )


class EndIn(_In):
    """When something ends."""

    until: Day = Field(description="First day it is over.")
    source: SourceIn | None = None
