"""How far an organization reaches that the others at its tables do not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

import networkx as nx

from graphsvc.analytics.links import Joined


@dataclass(frozen=True, slots=True)
class Reach:
    """What one organization joins that no other member of its bodies joins.

    Attributes
    ----------
    sectors
        Sectors that it meets and brings to a body of its where nobody else meets them: no other
        member of that body, and none of its other bodies without that sector, sits with it.
    partnerships
        Partnerships in which it sits and which nobody else of the scope joins to any of its others.
    bodies
        Bodies on which no other member of its other bodies sits.
    """

    sectors: int
    partnerships: int
    bodies: int


def reaches(
    affiliations: nx.Graph[str],
    joined: Mapping[str, Joined],
    seated: Mapping[str, Mapping[str, int]],
    met: Mapping[str, set[str]],
) -> dict[str, Reach]:
    """Count what each organization joins alone.

    Parameters
    ----------
    affiliations
        A graph from `views.two_mode`; not modified.
    joined
        From `links.joined` for it.
    seated
        From `links.partnerships_joined` for it.
    met
        From `links.sectors_met` for it.

    Returns
    -------
    dict[str, Reach]
        One entry per organization, in the order of `joined`.

    Notes
    -----
    Time O(sum over seats of the sectors met, and over organizations of the square of the
    partnerships each sits in).
    """
    present: dict[str, Counter[str]] = {}
    meeting: dict[str, Counter[str]] = {}
    for body in {body for found in joined.values() for body in found.bodies}:
        members = affiliations[body]
        present[body] = Counter(
            sector for item in members if (sector := affiliations.nodes[item]["sector"])
        )
        meeting[body] = Counter(sector for item in members for sector in met[item])
    times = Counter(pair for held in seated.values() for pair in combinations(held, 2))
    found: dict[str, Reach] = {}
    for item, own in joined.items():
        sector = affiliations.nodes[item]["sector"]
        brought = 0
        for brought_in in own.sectors:
            elsewhere = [
                body for body in own.bodies if present[body][brought_in] <= (brought_in == sector)
            ]
            # Of those who sit there, it alone meets the sector.
            brought += bool(elsewhere) and all(meeting[body][brought_in] == 1 for body in elsewhere)
        found[item] = Reach(brought, _alone(tuple(seated[item]), times), len(own.only_bodies))
    return found


def _alone(held: tuple[str, ...], times: Mapping[tuple[str, str], int]) -> int:
    """Count the partnerships that are joined to all the others held by this organization alone."""
    joined_by_more = {
        each for pair in combinations(held, 2) if times[pair] > 1 for each in pair
    }  # fmt: skip
    return len(held) - len(joined_by_more) if len(held) > 1 else 0


def homes(seated: Mapping[str, Mapping[str, int]]) -> dict[str, str | None]:
    """Return the partnership in which each organization sits on the most bodies, the first by id.

    It stands for the group of an organization where the groups are partnerships; None without a
    seat.
    """
    return {
        item: min(held, key=lambda each: (-held[each], each)) if held else None
        for item, held in seated.items()
    }
