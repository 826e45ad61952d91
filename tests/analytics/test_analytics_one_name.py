"""What bears the name of a measure in an answer is that measure: each number worked out twice."""

from __future__ import annotations

from collections.abc import Mapping

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphsvc.analytics import engagement
from graphsvc.analytics.bridging import bridging
from graphsvc.analytics.centrality import centrality
from graphsvc.analytics.communities import communities
from graphsvc.analytics.measure import Number
from graphsvc.analytics.measured import group_measures, network_measures
from graphsvc.analytics.mixing import mixing
from graphsvc.analytics.paths import bridgeness
from graphsvc.analytics.scope import Scope
from graphsvc.analytics.view_networks import View
from graphsvc.analytics.views import ViewKind, Weighting
from graphsvc.model.entities import Partnership, Place
from graphsvc.model.sectors import Sector
from graphsvc.model.snapshot import Snapshot
from tests.recommend.small_networks import DAY, network, organization, tables, unhurried

ONE_MODE = View(ViewKind.ONE_MODE, Weighting.NEWMAN)
KNOWN = [*list(Sector)[:3]]
Groups = Mapping[str, Mapping[str, Number | None]]


def of_groups(snapshot: Snapshot, scope: Scope) -> Groups:
    found = group_measures(snapshot, scope, ONE_MODE, ("all",))
    return {row.group: row.values for row in found.rows}


def of_network(snapshot: Snapshot, scope: Scope) -> dict[str, Number | None]:
    found = network_measures(snapshot, scope, ONE_MODE, ("all",))
    return {row.measure: row.value for row in found.rows}


@given(tables().filter(bool), st.lists(st.sampled_from(KNOWN), min_size=9, max_size=9))
@unhurried
def test_a_name_of_the_register_means_the_same_number_everywhere(
    spread: dict[str, str], sectors: list[Sector]
) -> None:
    people = [organization(f"o{place}", sector) for place, sector in enumerate(sectors)]
    seated = {name for table, held in spread.items() if "two/" in table for name in held.split()}
    snapshot = network(
        spread,
        organizations=people,
        partnerships=[Partnership(id="lip:two", name="Two", covers=("place:town",))],
        places=[Place(id="place:town", name="Town")],
        serves=dict.fromkeys(seated, "town"),
    )
    scope = Scope.checked(snapshot, "lip:two", DAY)
    groups, whole = of_groups(snapshot, scope), of_network(snapshot, scope)
    # Those who serve the area are those seated, which is what measures of groups refer to.
    presence = engagement.sectors(snapshot, "lip:two", DAY, reference="inventory")
    for row in presence.rows:
        if row.sector in groups:
            same = groups[row.sector]
            assert row.counts.organizations_seated == same["organizations_seated"]
            assert row.counts.seats == same["seats"]
            assert row.found.seat_share == pytest.approx(same["seat_share"])
            assert row.found.representation_ratio == pytest.approx(same["representation_ratio"])
    assert presence.overall.ei_index_network == pytest.approx(whole["ei_index_network"])
    met = mixing(snapshot, scope)
    for tied in met.sectors:
        if tied.sector in groups:
            assert tied.organizations == groups[tied.sector]["organizations"]
            assert tied.ei_index_group == pytest.approx(groups[tied.sector]["ei_index_group"])
    assert met.ei_index_network == pytest.approx(whole["ei_index_network"])
    assert met.group_assortativity == pytest.approx(whole["group_assortativity"])
    parts = communities(snapshot, scope)
    assert parts.modularity_found_weighted == whole["modularity_found_weighted"]
    assert parts.core.core_periphery == whole["core_periphery"]


@given(tables().filter(bool))
@unhurried
def test_bridgeness_of_the_ranking_is_the_measure(spread: dict[str, str]) -> None:
    snapshot = network(spread)
    scope = Scope.checked(snapshot, "lip:two", DAY)
    measured = centrality(
        snapshot, scope, view=ViewKind.ONE_MODE, measures=("bridgeness_normalized",)
    )
    same = {row.id: row.values["bridgeness_normalized"] for row in measured.rows}
    for row in bridging(snapshot, scope, draws=0).rows:
        assert row.bridgeness_normalized == pytest.approx(same[row.organization])


def test_normalized_bridgeness_of_a_path_by_hand() -> None:
    # a - b - c - d - e: of the 6 pairs of others, {a, e} alone has no neighbour of c at an end and
    # c between; b and d have no such pair.
    path = nx.relabel_nodes(nx.path_graph(5), dict(enumerate("abcde")))
    found = bridgeness(path, normalized=True)
    assert found == {"a": 0, "b": 0, "c": pytest.approx(1 / 6), "d": 0, "e": 0}
    pair = nx.relabel_nodes(nx.path_graph(2), dict(enumerate("ab")))
    assert bridgeness(pair, normalized=True) == {"a": None, "b": None}
