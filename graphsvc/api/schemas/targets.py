"""Seat targets as they are sent and answered."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from graphsvc.api.schemas.answered import SourceOut
from graphsvc.api.schemas.sent import Day, Id, SourceIn
from graphsvc.model.sectors import Sector
from graphsvc.model.values import MOST_SEATS


class TargetIn(BaseModel):
    """The seats one sector is to have."""

    model_config = ConfigDict(extra="forbid")
    sector: Sector
    seats: Annotated[int, Field(ge=1, le=MOST_SEATS, strict=True)]


class TargetsIn(BaseModel):
    """The seats that each sector is to have."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "targets": [
                        {"sector": "health", "seats": 3},
                        {"sector": "settlement", "seats": 4},
                    ],
                    "since": "2026-01-01",
                }
            ]
        },
    )
    targets: list[TargetIn] = Field(max_length=20, description="One for a sector; others: none.")
    since: Day | None = Field(
        None, description="First day they hold, as 2017-03-20; today if left out."
    )
    sources: list[Id] = Field([], max_length=50, description="Ids of sources already known.")
    source: SourceIn | None = Field(None, description="A source to add.")


class TargetOut(BaseModel):
    """The seats one sector is to have."""

    id: str
    sector: Sector
    seats: int
    since: str | None
    until: str | None
    sources: list[SourceOut]


class TargetsOut(BaseModel):
    """The seat targets of a partnership on a day."""

    partnership: str
    as_of: str
    targets: list[TargetOut] = Field(description="In the order of the sectors; empty: none set.")
    seats: int = Field(description="All of them together.")
    revision: int = Field(description="Revision of the graph.")
