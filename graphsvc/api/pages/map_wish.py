"""What a reader chose on the map, as it stands in the address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import Depends, Query
from pydantic import StringConstraints

from graphsvc.analytics.scope import WHOLE, Scope
from graphsvc.analytics.views import two_mode
from graphsvc.api.jobs import Jobs
from graphsvc.api.pages.frame import Frame
from graphsvc.api.pages.long_answers import as_told, waiter_for
from graphsvc.api.pages.outlook import Outlook
from graphsvc.api.structure import found_communities
from graphsvc.errors import InvalidInput
from graphsvc.language import message
from graphsvc.model.sectors import Sector
from graphsvc.model.vocabulary import BodyKind, Role
from graphsvc.viz.communities import Group, group_of
from graphsvc.viz.looks import MOST_STEPS, USUAL, GroupBy, Look, MapView
from graphsvc.viz.narrowing import Only
from graphsvc.viz.sizes import Size
from graphsvc.web import addresses

_MOST_FILTERS = 60
_Id = Annotated[str, StringConstraints(max_length=200)]
_API = "/v1/communities"


@dataclass(frozen=True, slots=True)
class Wish:
    """What the reader chose.

    Attributes
    ----------
    of
        What the map is of.
    look
        What it looks like; its filters are those of the form.
    community
        A member of the community that is shown alone; empty for everybody.
    """

    of: str = WHOLE
    look: Look = USUAL
    community: str = ""

    @property
    def query(self) -> dict[str, str | Sequence[str] | None]:
        """The same as an address has it; what is usual is left out."""
        look, usual = self.look, USUAL
        return {
            "of": self.of,
            "view": _unusual(look.view, usual.view),
            "group": _unusual(look.group, usual.group),
            "size": _unusual(look.size, usual.size),
            "steps": _unusual(str(look.steps), str(usual.steps)),
            "sector": sorted(look.only.sectors),
            "body": sorted(look.only.bodies),
            "role": sorted(look.only.roles),
            "community": self.community,
        }

    def seen_as(self, look: Look) -> Wish:
        """Return the same map with another look."""
        return replace(self, look=look)


def _unusual(value: str, usual: str) -> str | None:
    return None if value == usual else str(value)


def filters(
    *,
    sector: Annotated[list[Sector], Query(default_factory=list, max_length=_MOST_FILTERS)],
    body: Annotated[list[_Id], Query(default_factory=list, max_length=_MOST_FILTERS)],
    role: Annotated[list[Role], Query(default_factory=list, max_length=_MOST_FILTERS)],
) -> Only:
    """Read the filters: each box that is ticked sends its name once more."""
    return Only(frozenset(sector), frozenset(filter(None, body)), frozenset(role))


def wish(
    only: Annotated[Only, Depends(filters)],
    *,
    of: Annotated[str, Query(max_length=200)] = WHOLE,
    view: MapView = MapView.TABLES,
    group: GroupBy = GroupBy.NONE,
    size: Size = Size.TIES,
    steps: Annotated[int, Query(ge=1, le=MOST_STEPS)] = 1,
    community: Annotated[str, Query(max_length=200)] = "",
) -> Wish:
    """Read what the reader chose."""
    return Wish(of, Look(view, group, size, steps, only), community)


WishDep = Annotated[Wish, Depends(wish)]


def link_to(frame: Outlook, chosen: Wish, path: str = addresses.MAP) -> str:
    """Return the address of a map, on the same day and without the same."""
    query = {**chosen.query, **frame.kept}
    return addresses.with_query(path, query)


def check(frame: Outlook, chosen: Wish) -> None:
    """Refuse what nothing on the map can be narrowed to.

    Raises
    ------
    InvalidInput
        A body or a community is not known.
    """
    kinds = {str(kind) for kind in BodyKind}
    for item in sorted(chosen.look.only.bodies):
        if item not in kinds and item not in frame.snapshot.bodies:
            raise InvalidInput.single(
                message("There is no council or committee {text}, nor a kind of them.", text=item),
                message("Use the id of one, or any of: {codes}.", codes=tuple(sorted(kinds))),
                field="body",
            )
    if chosen.community and chosen.community not in frame.snapshot.organizations:
        raise InvalidInput.single(
            message("There is no organization {text}.", text=chosen.community),
            message("Name a community by the id of an organization that belongs to it."),
            field="community",
        )


def groups_of(frame: Frame, jobs: Jobs, scope: Scope) -> tuple[Group, ...]:
    """Return the communities of a scope, as the API tells them.

    Raises
    ------
    StillWorking
        They take long, and are not ready yet.
    """
    part = frame.keeper.part(frame.snapshot, scope.of)
    query = {"scope": scope.of, **frame.kept}
    waiter = waiter_for(frame, jobs, _API, query)

    def work_out() -> tuple[Group, ...]:
        graph = two_mode(part, scope)
        told = as_told(frame, found_communities(waiter, part, scope), part)
        return tuple(
            group_of(
                graph,
                row["organizations"],
                ((each["partnership"], each["organizations"]) for each in row["partnerships"]),
                row["tables"],
            )
            for row in told["rows"]
        )

    return frame.keeper.answer(part, ("map groups", scope), work_out)
