"""Each feature alone: against NetworkX where it has the measure, else worked by hand."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given

from graphsvc.analytics.scope import Scope
from graphsvc.analytics.sector_counts import SectorCounts
from graphsvc.analytics.views import one_mode, two_mode
from graphsvc.model.entities import Changes, Partnership, Place, PlaceTie, SeatTarget
from graphsvc.model.sectors import Sector
from graphsvc.model.snapshot import Snapshot
from graphsvc.model.targets import target_id
from graphsvc.model.vocabulary import PlaceKind, PlaceTieKind
from graphsvc.recommend import FeatureName, features
from graphsvc.recommend.asker import Asker
from graphsvc.recommend.features import (
    FEATURES,
    Scores,
    bridging_gain,
    common_ground,
    complement,
    proximity,
    same_place,
)
from graphsvc.recommend.steps import Network
from graphsvc.recommend.surroundings import Surroundings
from tests.recommend.small_networks import DAY, network, organization, tables, unhurried


def around(snapshot: Snapshot, item: str, *, together: bool = False) -> Surroundings:
    counts = SectorCounts.on(snapshot, DAY)
    if item in snapshot.organizations:
        asker = Asker.organization(snapshot, counts.seating, counts.areas, item)
    else:
        asker = Asker.table(snapshot, item)
    return Surroundings(
        snapshot=snapshot,
        counts=counts,
        network=Network.of(counts.seating.seats),
        asker=asker,
        together=together,
        known=frozenset(),
        left_out=frozenset(),
    )


def values(found: Scores, snapshot: Snapshot) -> dict[str, float]:
    return dict(zip(snapshot.organization_ids, found.values.tolist(), strict=True))


def test_every_feature_is_documented() -> None:
    found = features()
    assert [feature.name for feature in found] == list(FeatureName) == list(FEATURES)
    for feature in found:
        first, *rest = feature.documentation.splitlines()
        assert first.startswith("Say how")
        assert "raw number" in " ".join(rest)
        assert "evidence is" in " ".join(line.strip() for line in rest)
        assert str(feature.label)


@unhurried
@given(tables())
def test_the_walk_agrees_with_networkx(members: dict[str, str]) -> None:
    snapshot = network(members)
    graph = two_mode(snapshot, Scope("all", DAY))
    for item in list(snapshot.organizations)[:2]:
        walk = nx.pagerank(
            graph, alpha=0.85, personalization={item: 1}, tol=1e-13, max_iter=500, weight=None
        )
        found = proximity(around(snapshot, item)).raw
        assert found.tolist() == pytest.approx(
            [walk[other] for other in snapshot.organization_ids], abs=1e-10
        )


@unhurried
@given(tables())
def test_common_ground_of_strangers_agrees_with_networkx(members: dict[str, str]) -> None:
    snapshot = network(members)
    graph = one_mode(two_mode(snapshot, Scope("all", DAY)))
    for item in list(snapshot.organizations)[:3]:
        surroundings = around(snapshot, item)
        raw = dict(zip(snapshot.organization_ids, common_ground(surroundings).raw, strict=True))
        pairs = [(item, other) for other in nx.non_neighbors(graph, item)]
        for _, other, allocated in nx.resource_allocation_index(graph, pairs):
            assert raw[other] == pytest.approx(allocated)


def test_common_ground_of_acquaintances_counts_shared_bodies() -> None:
    snapshot = network({"one/a": "x y z", "one/b": "x y"})
    raw = common_ground(around(snapshot, "org:x", together=True)).raw
    # Bodies of 3 and 2: y has 1/3 + 1/2, z has 1/3. Of x's contacts y shares z, who has two
    # contacts (x and y): 1/2; and z shares y, who has two as well.
    assert raw[1:].tolist() == pytest.approx([1 / 3 + 1 / 2 + 1 / 2, 1 / 3 + 1 / 2])


def test_proximity_ranks_those_with_a_shared_contact_and_nobody_else() -> None:
    # p and q share the contact c with x, r only a contact of a contact, s nothing.
    snapshot = network(
        {"one/a": "c x", "one/b": "c p", "one/c": "c q u v w", "one/d": "p r", "two/e": "s"}
    )
    found = values(proximity(around(snapshot, "org:x")), snapshot)
    # From c the walk goes to b, with one other member, as often as to c, with four: p first, the
    # four others (q, u, v, w) equal, none behind the other.
    assert found["org:p"] == 1.0
    assert found["org:q"] == found["org:u"] == 0.8
    assert found["org:r"] == found["org:s"] == 0.0


def test_a_body_asks_for_its_members() -> None:
    snapshot = network({"one/a": "c x", "one/b": "c p", "two/e": "s"})
    surroundings = around(snapshot, "body:one-a")
    assert values(proximity(surroundings), snapshot)["org:p"] == 1.0
    candidates = np.flatnonzero(surroundings.candidates)
    assert [snapshot.organization_ids[row] for row in candidates] == ["org:p", "org:s"]


PLACES = [
    Place(id="place:land", name="Land", kind=PlaceKind.PROVINCE),
    Place(id="place:shire", name="Shire", within="place:land"),
    Place(id="place:town", name="Town", within="place:shire"),
    Place(id="place:port", name="Port", within="place:land"),
]


def test_same_place_is_the_share_of_whoever_has_fewer_places() -> None:
    snapshot = network(
        {},
        organizations=[organization(name) for name in ("x", "one", "both", "wide", "land", "none")],
        places=PLACES,
        serves={
            "x": "town port",
            "one": "town",
            "both": "town port",
            "wide": "shire",
            "land": "land",
        },
    )
    found = values(same_place(around(snapshot, "org:x")), snapshot)
    # one: 1 of its 1; both: 2 of 2; wide: the shire holds the town, 1 of its 1. A province is no
    # place to share, so of land, as of none, nothing is known.
    assert (found["org:one"], found["org:both"], found["org:wide"]) == (1.0, 1.0, 1.0)
    assert np.isnan(found["org:land"])
    assert np.isnan(found["org:none"])
    half = network(
        {},
        organizations=[organization(name) for name in ("x", "y")],
        places=PLACES,
        serves={"x": "town port", "y": "town shire"},
    )
    # y has two places, but the port is not among them: of x's two places one.
    assert values(same_place(around(half, "org:x")), half)["org:y"] == 0.5


def gap_network() -> Snapshot:
    """Nobody from health among 12 seats in one; 12 of 24 seats in two, next door, are of health."""
    return network(
        {
            "one/a": " ".join(f"f{place}" for place in range(12)),
            "two/a": " ".join([f"h{place}" for place in range(12)] + [f"g{p}" for p in range(12)]),
        },
        organizations=[
            *(organization(f"f{place}", Sector.FAITH) for place in range(12)),
            *(organization(f"g{place}", Sector.FAITH) for place in range(12)),
            *(organization(f"h{place}", Sector.HEALTH) for place in range(12)),
            organization("clinic", Sector.HEALTH),
            organization("parish", Sector.FAITH),
            organization("elsewhere", Sector.HEALTH),
        ],
        partnerships=[
            Partnership(id="lip:one", name="One", covers=("place:town",)),
            Partnership(id="lip:two", name="Two", covers=("place:shire",)),
        ],
        places=PLACES,
        serves={"clinic": "town", "parish": "town"},
    )


def test_complement_is_the_shortfall_whole_in_the_area_and_half_nearby() -> None:
    snapshot = gap_network()
    found = values(complement(around(snapshot, "org:f0")), snapshot)
    # Absent: the ratio is 0, the shortfall 1.
    assert found["org:clinic"] == 1.0
    assert found["org:h0"] == 0.5
    assert found["org:elsewhere"] == found["org:parish"] == found["org:g0"] == 0.0


def wanting(snapshot: Snapshot, partnership: str, since: str, seats: dict[Sector, int]) -> Snapshot:
    """Set how many seats of each sector a council wants."""
    targets = [
        SeatTarget(
            id=target_id(partnership, sector, since),
            partnership=partnership,
            sector=sector,
            seats=count,
            since=since,
        )
        for sector, count in seats.items()
    ]
    changes = Changes(
        seat_targets=tuple(targets),
        organizations=(organization("college", Sector.SCHOOL),),
        place_ties=(
            PlaceTie(
                id="tie:college~town~serves",
                kind=PlaceTieKind.SERVES,
                organization="org:college",
                place="place:town",
            ),
        ),
    )
    return snapshot.merged(changes, snapshot.revision)


def test_complement_asks_the_targets_of_the_council_where_it_has_set_some() -> None:
    # Two seats wanted for schools, none for health, which the others would have it miss.
    snapshot = wanting(gap_network(), "lip:one", "2025", {Sector.SCHOOL: 2, Sector.FAITH: 10})
    found = values(complement(around(snapshot, "org:f0")), snapshot)
    assert (found["org:college"], found["org:clinic"], found["org:h0"]) == (1.0, 0.0, 0.0)
    # Before they hold, and in other partnerships, the others are asked.
    later = wanting(gap_network(), "lip:one", "2027", {Sector.SCHOOL: 2, Sector.FAITH: 10})
    found = values(complement(around(later, "org:f0")), later)
    assert (found["org:college"], found["org:clinic"], found["org:h0"]) == (0.0, 1.0, 0.5)


def test_the_shortfall_to_a_target_counts_by_shares() -> None:
    # Half of 24 seats in two are of faith. All of one are: 1/2 is missing; of 48 seats wanted 36
    # are to be, three quarters: 1/3 is missing.
    plain = gap_network()
    wanted = wanting(plain, "lip:two", "2025", {Sector.FAITH: 36, Sector.HEALTH: 12})
    for snapshot, shortfall in ((plain, 1 / 2), (wanted, 1 / 3)):
        found = complement(around(snapshot, "org:g0"))
        row = snapshot.organization_ids.index("org:f0")
        assert found.raw[row] == pytest.approx(shortfall)
        assert found.values[row] == pytest.approx(shortfall / 2)
    sentence = str(found.reason(row).sentence)
    assert "12 of 36 expected seats in Two." in sentence


def test_bridging_gain_of_one_large_and_one_small_component() -> None:
    # x reaches c at one step, so who is out of reach counts as three. A tie to h brings its 9
    # fellows to two steps: 9 saved; to s its one fellow: 1. c and x are tied already.
    fellows = " ".join(f"h{place}" for place in range(10))
    snapshot = network({"one/a": "c x", "one/b": fellows, "one/c": "s t"})
    found = bridging_gain(around(snapshot, "org:x"))
    raw = dict(zip(snapshot.organization_ids, found.raw.tolist(), strict=True))
    assert (raw["org:h0"], raw["org:s"], raw["org:c"]) == (9.0, 1.0, 0.0)
    assert values(found, snapshot)["org:h0"] == 1.0
    assert values(found, snapshot)["org:s"] == pytest.approx(1 / 9)


def test_one_contact_that_knows_everybody_is_little_in_common() -> None:
    # c knows x and 19 others, so it gives 1/20, half of what a full mark takes.
    many = " ".join(f"m{place:02}" for place in range(19))
    snapshot = network({"one/a": "c x", "one/b": f"c {many}"})
    found = common_ground(around(snapshot, "org:x"))
    assert values(found, snapshot)["org:m00"] == pytest.approx(0.5)


def test_the_best_of_a_bad_lot_gets_no_full_mark() -> None:
    # 40 organizations; the best tie saves one step to one of them, where 4 make a full mark.
    many = " ".join(f"m{place:02}" for place in range(37))
    snapshot = network({"one/a": f"x {many}", "one/b": "s t"})
    found = bridging_gain(around(snapshot, "org:x"))
    assert values(found, snapshot)["org:s"] == pytest.approx(1 / 3.9)
