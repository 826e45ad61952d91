"""How many organizations answered, and how often two say the same: counts that name nobody."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from graphsvc.analytics.centrality import centrality
from graphsvc.analytics.response import Response, response
from graphsvc.analytics.scope import WHOLE, Exclusion, Scope
from graphsvc.analytics.views import Evidence, ViewKind
from graphsvc.model.entities import (
    Body,
    Changes,
    Collaboration,
    Membership,
    Organization,
    Partnership,
    PartnershipTie,
)
from graphsvc.model.part import part_around
from graphsvc.model.snapshot import Snapshot
from graphsvc.model.vocabulary import CollaborationKind, PartnershipTieKind

DAY = "2020-01-01"
SIZE = 10
# Ten sit on the council of one partnership, the first two on a table of it; the first hosts it.
# Two of them and two more sit on the council of another. The last has no seat.
SEATS = {
    "council": ("p", range(SIZE)),
    "table": ("p", range(2)),
    "elsewhere": ("q", (0, 1, 10, 11)),
}


def network(said: Iterable[tuple[int, int, int, str | None]]) -> Snapshot:
    """Who sits where, and what is reported: by whom, of whom, at what level, in which wave."""
    return Snapshot.of(
        Changes(
            partnerships=tuple(Partnership(id=f"lip:{name}", name=name) for name in "pq"),
            bodies=tuple(
                Body(id=f"body:{name}", name=name, part_of=f"lip:{of}")
                for name, (of, _) in SEATS.items()
            ),
            organizations=tuple(
                Organization(id=f"org:{item}", name=str(item)) for item in range(13)
            ),
            memberships=tuple(
                Membership(
                    id=f"seat:{item}~{body}", organization=f"org:{item}", body=f"body:{body}"
                )
                for body, (_, members) in SEATS.items()
                for item in members
            ),
            partnership_ties=(
                PartnershipTie(
                    id="tie:0~p",
                    kind=PartnershipTieKind.HOSTS,
                    organization="org:0",
                    partnership="lip:p",
                ),
            ),
            collaborations=tuple(
                Collaboration(
                    id=f"tie:{one}~{other}~{wave}",
                    organization=f"org:{one}",
                    other=f"org:{other}",
                    kind=CollaborationKind.REFERRAL,
                    level=level,
                    wave=wave,
                )
                for one, other, level, wave in said
            ),
        ),
        revision=3,
    )


SAID = [
    (1, 2, 3, "2018"),
    (1, 0, 3, None),  # of unknown day, so since ever
    (2, 1, 0, "2019-06"),  # an answer, too: they do nothing together
    (3, 12, 2, "2019"),  # of somebody without a seat
    (4, 4, 5, "2018"),  # of itself says nothing
    (5, 6, 1, "2021"),  # after the day
    (12, 1, 4, "2018"),  # has no seat
]


@pytest.mark.parametrize(
    ("of", "day", "told"),
    [
        (WHOLE, DAY, Response(12, 3)),
        ("lip:p", DAY, Response(10, 3)),
        ("lip:p", "2019-05-31", Response(10, 2)),
        ("lip:p", "2018-12-31", Response(10, 1)),
        ("lip:p", "2021-01-01", Response(10, 4)),
        # Of two on a table it would be told who answered: it is told of the whole partnership.
        ("body:table", DAY, Response(10, 3)),
        ("org:1", DAY, Response(12, 3)),
        ("org:5", DAY, Response(10, 3)),
        # Four sit there.
        ("lip:q", DAY, None),
        ("org:12", DAY, None),
    ],
)
def test_those_with_a_seat_who_reported_are_counted(
    of: str, day: str, told: Response | None
) -> None:
    snapshot = network(SAID)
    assert response(snapshot, Scope(of, day)) == told
    # Without the host there would be one fewer, and the difference would say whether it answered.
    assert response(snapshot, Scope(of, day, frozenset(Exclusion))) == told
    if of in {"lip:p", "body:table"}:
        assert response(part_around(snapshot, "lip:p"), Scope(of, day)) == told


def test_where_nobody_answered_no_share_is_told() -> None:
    for said in ([], SAID[-2:]):
        found = evidence(network(said), ViewKind.TWO_MODE)
        assert (found.seated, found.reporting, found.response_rate) == (None, None, None)
    found = evidence(network(SAID), ViewKind.ONE_MODE)
    assert (found.seated, found.reporting, found.response_rate) == (10, 3, 0.3)
    assert found.confirmed_share is None


def test_a_part_changes_with_who_answered_and_not_with_what() -> None:
    def content(said: Iterable[tuple[int, int, int, str | None]]) -> str | None:
        return part_around(network(said), "lip:p").content

    whole = content(SAID)
    assert content([*SAID, (1, 7, 5, "2019")]) == whole
    assert content([*SAID, (7, 1, 5, "2019")]) != whole
    assert not part_around(network(SAID), "lip:p").activity.reports


def ring(confirmed: Iterable[int], steps: Iterable[int]) -> list[tuple[int, int, int, str | None]]:
    """Ten in a ring: each names those so many steps on, who name it too at `confirmed` steps."""
    ahead = [(item, (item + step) % SIZE, 3) for step in steps for item in range(SIZE)]
    back = [((item + step) % SIZE, item, 1) for step in confirmed for item in range(SIZE)]
    return [(*each, None) for each in (*ahead, *back)]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (ring([1], [1, 2, 3]), 0.3),  # 10 of 30
        (ring([1, 2], [1, 2, 3]), 0.7),
        (ring([1], [1, 2]), 0.5),
        (ring([], [1, 2, 3]), None),  # nobody is confirmed, which would be told of each of them
        (ring([1, 2], [1, 2]), None),  # everybody is
        (ring([1], [1]), None),  # ten ties: a tenth is one
        # One more who names ten others and is named by them, or by none, changes nothing: it has
        # no seat here; nor does one who did not answer.
        ([*ring([1], [1, 2, 3]), *((0, item, 2, None) for item in (10, 11, 12))], 0.3),
    ],
)
def test_the_share_of_confirmed_ties_is_one_for_all_and_in_tenths(
    said: list[tuple[int, int, int, str | None]], told: float | None
) -> None:
    snapshot = network(said)
    assert evidence(snapshot, ViewKind.DECLARED).confirmed_share == told
    assert evidence(snapshot, ViewKind.DECLARED, frozenset(Exclusion)).confirmed_share == told


def evidence(
    snapshot: Snapshot, view: ViewKind, exclude: frozenset[Exclusion] = frozenset()
) -> Evidence:
    """On what the network of the first partnership stands."""
    scope = Scope("lip:p", DAY, exclude)
    return centrality(snapshot, scope, view=view, measures=["degree"]).provenance.evidence
