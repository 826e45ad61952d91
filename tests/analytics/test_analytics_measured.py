"""Views of partnerships and of sectors, and measures of pairs, groups and the whole graph."""

from __future__ import annotations

import pytest

from graphsvc.analytics import measured
from graphsvc.analytics import measures as register
from graphsvc.analytics.centrality import centrality
from graphsvc.analytics.coarse_views import partnerships, sectors
from graphsvc.analytics.measure import Level
from graphsvc.analytics.measured import group_measures, network_measures, pair_measures
from graphsvc.analytics.measures import measures
from graphsvc.analytics.mixing import mixing
from graphsvc.analytics.scope import WHOLE, Exclusion, Scope
from graphsvc.analytics.view_networks import View, views_of
from graphsvc.analytics.views import ViewKind, Weighting, two_mode
from graphsvc.errors import InvalidInput
from graphsvc.model.entities import (
    Body,
    Changes,
    Membership,
    Organization,
    Partnership,
    PartnershipTie,
)
from graphsvc.model.sectors import Sector
from graphsvc.model.snapshot import Snapshot
from graphsvc.model.vocabulary import PartnershipTieKind

DAY = "2020-01-01"
HEALTH, HOUSING, FAITH = Sector.HEALTH, Sector.HOUSING, Sector.FAITH
SEATS = {
    # Three partnerships with a body each; the second has two.
    "one": ("p", "abcd"),
    "two": ("q", "abe"),
    "more": ("q", "ae"),
    "three": ("r", "af"),
}
SECTORS = {"a": HEALTH, "b": HEALTH, "c": HOUSING, "d": None, "e": HOUSING, "f": FAITH, "g": FAITH}
SNAPSHOT = Snapshot.of(
    Changes(
        partnerships=tuple(Partnership(id=f"lip:{name}", name=name.upper()) for name in "pqrs"),
        bodies=tuple(
            Body(id=f"body:{name}", name=name.title(), part_of=f"lip:{partnership}")
            for name, (partnership, _) in SEATS.items()
        ),
        organizations=tuple(
            Organization(id=f"org:{name}", name=name.upper(), sectors=(sector,) if sector else ())
            for name, sector in SECTORS.items()
        ),
        memberships=tuple(
            Membership(
                id=f"seat:{member}~{body}", organization=f"org:{member}", body=f"body:{body}"
            )
            for body, (_, members) in SEATS.items()
            for member in members
        ),
        partnership_ties=(
            PartnershipTie(
                id="tie:a~p",
                kind=PartnershipTieKind.HOSTS,
                organization="org:a",
                partnership="lip:p",
            ),
        ),
    ),
    revision=7,
)
ALL = Scope(WHOLE, DAY)
WITHOUT_HOST = Scope(WHOLE, DAY, frozenset({Exclusion.HOST}))


def ties(graph: object) -> dict[tuple[str, str], float]:
    """The strengths of a graph, by the ends of its ties without the kind of their ids."""
    return {
        (one.rpartition(":")[2], other.rpartition(":")[2]): data["strength"]
        for one, other, data in graph.edges(data=True)  # type: ignore[attr-defined]
    }


def test_partnerships_are_tied_by_the_organizations_they_share() -> None:
    affiliations = two_mode(SNAPSHOT, ALL)
    # a sits in p, q and r: 1/2 for each two of them. b sits in p and q: 1.
    newman = partnerships(SNAPSHOT, ALL, affiliations)
    assert list(newman) == ["lip:p", "lip:q", "lip:r", "lip:s"]
    assert newman.nodes["lip:p"] == {"mode": "partnership", "bipartite": 0, "name": "P"}
    assert ties(newman) == {("p", "q"): 1.5, ("p", "r"): 0.5, ("q", "r"): 0.5}
    counted = partnerships(SNAPSHOT, ALL, affiliations, Weighting.COUNT)
    assert ties(counted) == {("p", "q"): 2, ("p", "r"): 1, ("q", "r"): 1}
    binary = partnerships(SNAPSHOT, ALL, affiliations, Weighting.BINARY)
    assert set(ties(binary).values()) == {1}
    without = partnerships(SNAPSHOT, WITHOUT_HOST, two_mode(SNAPSHOT, WITHOUT_HOST))
    assert ties(without) == {("p", "q"): 1}
    # Of an organization's partnerships, those it sits in.
    scope = Scope("org:b", DAY)
    assert list(partnerships(SNAPSHOT, scope, two_mode(SNAPSHOT, scope))) == ["lip:p", "lip:q"]


def test_sectors_are_tied_by_the_ties_of_their_organizations() -> None:
    affiliations = two_mode(SNAPSHOT, ALL)
    # On "one" 2 of health and 1 of housing, d of none: 2 pairs, 1/3 each. "two": 2 pairs, 1/2 each.
    # "more": 1 pair, 1. "three": a and f, 1.
    newman = sectors(affiliations)
    assert list(newman) == [str(sector) for sector in Sector]
    assert newman.nodes["health"]["mode"] == "sector"
    assert ties(newman) == {
        ("health", "housing"): pytest.approx(2 / 3 + 1 + 1),
        ("health", "faith"): 1,
    }
    counted = sectors(affiliations, Weighting.COUNT)
    assert ties(counted) == {("health", "housing"): 5, ("health", "faith"): 1}
    # a and e share two bodies and are one pair.
    binary = ties(sectors(affiliations, Weighting.BINARY))
    assert binary == {("health", "housing"): 4, ("health", "faith"): 1}
    assert binary == {
        (row.sector, row.other): row.ties
        for row in mixing(SNAPSHOT, ALL).rows
        if row.ties and row.sector is not row.other
    }


def test_a_body_with_one_member_ties_no_sectors() -> None:
    alone = SNAPSHOT.merged(
        Changes(
            bodies=(Body(id="body:sole", name="Sole", part_of="lip:s"),),
            memberships=(Membership(id="seat:g~sole", organization="org:g", body="body:sole"),),
        ),
        revision=8,
    )
    affiliations = two_mode(alone, Scope("lip:s", DAY))
    assert affiliations.number_of_edges() == 1
    for weighting in Weighting:
        assert ties(sectors(affiliations, weighting)) == {}


def test_centralities_of_partnerships_and_of_sectors() -> None:
    answer = centrality(
        SNAPSHOT, ALL, view=ViewKind.PARTNERSHIPS, measures=["degree", "strength", "clustering"]
    )
    found = {row.id: row.values for row in answer.rows}
    assert found["lip:p"] == {"degree": 2, "strength": 2.0, "clustering": 1.0}
    # s has no body and counts all the same; what has fewer than two ties has no clustering.
    assert found["lip:s"] == {"degree": 0, "strength": 0, "clustering": None}
    assert {row.mode for row in answer.rows} == {"partnership"}
    assert answer.whole == {"nodes": 4, "ties": 3, "density": 0.5, "components": 2}
    assert answer.provenance.parameters["view"] == "partnerships"
    assert answer.provenance.parameters["weighting"] == "newman"
    of_sectors = centrality(
        SNAPSHOT,
        WITHOUT_HOST,
        view=ViewKind.SECTORS,
        weighting=Weighting.COUNT,
        measures=["strength", "betweenness_weighted"],
    )
    strengths = {row.id: row.values["strength"] for row in of_sectors.rows if row.ranks["strength"]}
    # Without a: b and c on "one", b and e on "two".
    assert strengths["health"] == strengths["housing"] == 2
    assert strengths["faith"] == 0
    assert of_sectors.provenance.left_out == ("org:a",)
    assert of_sectors.rows[0].name is Sector.SETTLEMENT.short


@pytest.mark.parametrize("kind", set(ViewKind) - {ViewKind.DECLARED})
def test_every_measure_of_every_view_can_be_worked_out(kind: ViewKind) -> None:
    view = View(kind)
    found = set(centrality(SNAPSHOT, ALL, view=kind, measures=["all"]).measures)
    found |= set(pair_measures(SNAPSHOT, ALL, view, ["all"]).measures)
    found |= {row.measure for row in network_measures(SNAPSHOT, ALL, view, ["all"]).rows}
    if kind in {ViewKind.TWO_MODE, ViewKind.ONE_MODE}:
        found |= set(group_measures(SNAPSHOT, ALL, view, ["all"]).measures)
    else:
        with pytest.raises(InvalidInput, match=f"can be told in the view {kind}"):
            group_measures(SNAPSHOT, ALL, view, ["all"])
    assert found == {each.name for each in measures() if kind in views_of(each)}
    assert {"degree", "density", "edge_betweenness"} <= found


def test_a_measure_that_a_view_has_not_is_told_with_the_views_that_have_it() -> None:
    for asked, kind, told in (
        ("strength", ViewKind.TWO_MODE, "strength is not defined in the view two_mode, but in: on"),
        ("participation", ViewKind.SECTORS, "participation is not defined in the view sectors"),
        ("constraint_two_mode", ViewKind.ONE_MODE, "but in: two_mode."),
        ("in_degree", ViewKind.ONE_MODE, "in_degree is defined for ties with a direction alone"),
        ("jaccard", ViewKind.ONE_MODE, "jaccard is about a pair: see /v1/measures/pairs"),
        ("seats", ViewKind.ONE_MODE, "seats is about a group: see /v1/measures/groups"),
        ("degre", ViewKind.ONE_MODE, "There is no measure degre. Did you mean degree?"),
    ):
        with pytest.raises(InvalidInput, match="measures") as caught:
            centrality(SNAPSHOT, ALL, view=kind, measures=["nodes", asked])
        assert told in str(caught.value)
    with pytest.raises(InvalidInput) as caught:
        pair_measures(SNAPSHOT, ALL, View(), ["degree", "density", "magic"])
    assert len(caught.value.faults) == 3
    assert "about a node" in str(caught.value.faults[0].problem)
    assert "about the whole graph" in str(caught.value.faults[1].problem)
    assert "edge_betweenness" in str(caught.value.faults[2].remedy)
    with pytest.raises(InvalidInput, match="Beside all"):
        group_measures(SNAPSHOT, ALL, View(), ["all", "seats"])


def test_pairs_come_with_the_largest_first_and_those_without_a_value_last() -> None:
    answer = pair_measures(
        SNAPSHOT, Scope("lip:q", DAY), View(ViewKind.ONE_MODE), ["edge_betweenness"]
    )
    # a, b and e all meet on "two": a triangle, in which each tie carries its own pair alone.
    assert [(row.first, row.second) for row in answer.items] == [
        ("org:a", "org:b"),
        ("org:a", "org:e"),
        ("org:b", "org:e"),
    ]
    assert [row.values["edge_betweenness"] for row in answer.items] == [1, 1, 1]
    both = pair_measures(
        SNAPSHOT,
        ALL,
        View(ViewKind.ONE_MODE),
        ["common_neighbors", "resource_allocation", "bridge"],
    )
    values = {(row.first[-1], row.second[-1]): row.values for row in both.items}
    # c and e share a and b: a is tied to b, c, d, e, f, and b to a, c, d, e.
    assert values["c", "e"] == {
        "common_neighbors": 2,
        "resource_allocation": pytest.approx(1 / 5 + 1 / 4),
        "bridge": None,
    }
    assert values["a", "f"] == {
        "common_neighbors": None,
        "resource_allocation": None,
        "bridge": True,
    }
    first = [row.values["common_neighbors"] for row in both.items]
    known = [value for value in first if value is not None]
    assert first == sorted(known, reverse=True) + [None] * (len(first) - len(known))
    # 7 organizations, every pair tied or not.
    assert both.total == len(both.items) == 21
    assert both.provenance.method == "pair_measures"
    shared = pair_measures(SNAPSHOT, ALL, View())
    assert shared.measures == ("projection_newman", "projection_count")
    # a and e meet on "two", of three, and on "more", of two.
    assert shared.items[0].values == {"projection_newman": 1.5, "projection_count": 2}
    assert (shared.items[0].first_name, shared.items[0].second_name) == ("A", "E")


def test_of_many_pairs_the_largest_are_given_and_it_is_said() -> None:
    # Degrees: a 5, b 4, c and d 3, e 2, f 1, g 0. Of 21 pairs 9 are tied. Those that are not share:
    # c-e and d-e a and b; b-f, c-f, d-f and e-f a; the six of g nobody.
    view = View(ViewKind.ONE_MODE)
    answer = pair_measures(SNAPSHOT, ALL, view, ["common_neighbors", "jaccard"], top=3)
    found = [(row.first[-1] + row.second[-1], *row.values.values()) for row in answer.items]
    # Contacts in common: 2, 2, and of the four with 1 the first by id. Jaccard: 2/3, 2/3, 1/2.
    assert found == [("ce", 2, 2 / 3), ("de", 2, 2 / 3), ("bf", 1, 1 / 4), ("ef", 1, 1 / 2)]
    assert (answer.top, answer.total, answer.pairs) == (3, 4, 12)
    assert str(answer.sentence) == (
        "Of 12 pairs, 4 are given: the 3 largest by common_neighbors and jaccard."
    )
    assert answer.provenance.parameters["top"] == 3
    # Alone on its body, f hangs on its tie to a; of the other ties the first by id is that of a-b.
    mixed = pair_measures(SNAPSHOT, ALL, view, ["bridge", "preferential_attachment"], top=2)
    found = [(row.first[-1] + row.second[-1], *row.values.values()) for row in mixed.items]
    assert found == [
        ("af", True, None),
        ("ab", False, None),
        ("ce", None, 6),
        ("de", None, 6),
    ]
    assert (mixed.total, mixed.pairs) == (4, 21)
    everything = pair_measures(SNAPSHOT, ALL, view, ["jaccard"], top=12)
    assert str(everything.sentence) == "There are 12 such pairs, and all are given."
    # In a two-mode graph two organizations share bodies, and an organization and a body are tied.
    two_mode_pairs = pair_measures(SNAPSHOT, ALL, View(), ["projection_count", "bridge"], top=1)
    assert two_mode_pairs.pairs == 9 + 11


def test_the_largest_that_are_asked_for_have_to_fit_into_an_answer() -> None:
    view = View(ViewKind.ONE_MODE)
    for names, top in ((["jaccard"], 100_001), (["jaccard", "bridge"], 50_001), (["bridge"], 0)):
        with pytest.raises(InvalidInput, match=f"The {top:,} largest values") as caught:
            pair_measures(SNAPSHOT, ALL, view, names, top=top)
        assert caught.value.faults[0].place.field == "top"
        # Before it is begun.
        with pytest.raises(InvalidInput, match="cannot be asked for"):
            measured.estimate_seconds(SNAPSHOT, ALL, view, names, Level.PAIR, top)
    assert pair_measures(SNAPSHOT, ALL, view, ["jaccard", "bridge"], top=50_000).pairs == 21


def test_pairs_that_would_take_too_long_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(register, "MOST_COMPARED", 11)
    view = View(ViewKind.ONE_MODE)
    with pytest.raises(InvalidInput, match="12 pairs are not tied, and at most 11") as caught:
        pair_measures(SNAPSHOT, ALL, view, ["jaccard"])
    assert "Ask about one partnership or one body." in str(caught.value)
    assert "jaccard" not in pair_measures(SNAPSHOT, ALL, view, ["all"]).measures
    assert pair_measures(SNAPSHOT, Scope("lip:q", DAY), view, ["jaccard"]).pairs == 0


def test_groups_are_sectors_and_everyone_in_scope_is_the_reference() -> None:
    answer = group_measures(SNAPSHOT, ALL, View())
    found = {row.group: row.values for row in answer.rows}
    assert list(found) == ["health", "housing", "faith"]
    # 11 seats: a 4, b 2; c 1, e 2; f 1; d, of no sector, 1. g has none.
    assert [values["seats"] for values in found.values()] == [6, 3, 1]
    assert [values["organizations"] for values in found.values()] == [2, 2, 2]
    assert [values["organizations_seated"] for values in found.values()] == [2, 2, 1]
    assert found["health"]["seat_share"] == pytest.approx(6 / 11)
    assert found["health"]["representation_ratio"] == pytest.approx((6 / 11) / (2 / 7))
    mixed = group_measures(SNAPSHOT, ALL, View(ViewKind.ONE_MODE), ["ei_index_group"])
    # Health: a-b inside; a-c, a-e, a-f, b-c, b-e outside; d is of no sector.
    assert mixed.rows[0].values == {"ei_index_group": pytest.approx(4 / 6)}


def test_the_whole_graph_in_the_order_asked_for() -> None:
    answer = network_measures(SNAPSHOT, ALL, View(ViewKind.PARTNERSHIPS), ["components", "nodes"])
    assert [(row.measure, row.value, row.approximate) for row in answer.rows] == [
        ("components", 2, None),
        ("nodes", 4, None),
    ]
    empty = network_measures(Snapshot.of(Changes()), ALL, View(ViewKind.ONE_MODE))
    assert {row.measure: row.value for row in empty.rows}["density"] is None
