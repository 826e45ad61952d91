"""/v1/search: anything by name."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from graphsvc.api.deps import AsOfDep, KeeperDep, LanguageDep, SnapshotDep
from graphsvc.api.errors import LISTS
from graphsvc.dates import is_active
from graphsvc.language import Language
from graphsvc.model.snapshot import Snapshot
from graphsvc.search import Hit, Index

router = APIRouter(prefix="/v1/search", tags=["search"])
MOST_HITS = 100


class Kind(StrEnum):
    """What can be searched for."""

    ORGANIZATIONS = "organizations"
    BODIES = "bodies"
    PARTNERSHIPS = "partnerships"
    PLACES = "places"


class HitOut(BaseModel):
    """Something whose name fits."""

    kind: Kind
    id: str
    name: str = Field(description="In the language of the request, where there is a name in it.")
    matched: str = Field(description="The name that fits: perhaps an alias.")
    score: float = Field(description="0 to 100; 100 is an exact match.")
    active: bool = Field(description="Whether it exists on the day asked about.")


class Hits(BaseModel):
    """What fits, the best first."""

    items: list[HitOut]
    revision: int


@router.get("", summary="Search by name", responses=LISTS)
def search(
    snapshot: SnapshotDep,
    as_of: AsOfDep,
    keeper: KeeperDep,
    speech: LanguageDep,
    *,
    q: Annotated[
        str, Query(min_length=1, max_length=200, description="What to look for.", examples=["ymca"])
    ],
    kind: Annotated[Kind | None, Query(description="Only this kind of thing.")] = None,
    limit: Annotated[int, Query(ge=1, le=MOST_HITS, description="How many at most.")] = 20,
) -> Hits:
    """Return what a text may name, the best first.

    Accents, case and punctuation do not matter; aliases and French names count; a misspelt name is
    found too, after those spelt as asked. What has ended is found as well, and marked.
    """
    index = keeper.answer(snapshot, "search index", lambda: Index(snapshot))
    found = index.find(q, (kind,) if kind else (), limit)
    return hits(snapshot, found, as_of, speech)


def hits(snapshot: Snapshot, found: Iterable[Hit], as_of: str, speech: Language) -> Hits:
    """Return what was found as it is shown on a day, in a language."""
    items = [
        HitOut(
            kind=Kind(hit.kind),
            id=hit.id,
            name=speech.name(hit.record),
            matched=hit.matched,
            score=hit.score,
            active=is_active(
                getattr(hit.record, "since", None), getattr(hit.record, "until", None), as_of
            ),
        )
        for hit in found
    ]
    return Hits(items=items, revision=snapshot.revision)
