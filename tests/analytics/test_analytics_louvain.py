"""Communities: known partitions, and what always holds."""

from __future__ import annotations

from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from graphsvc.analytics.louvain import communities, draws_on
from graphsvc.kernels.communities import louvain


def test_two_cliques_with_one_tie_between_them_are_two_communities() -> None:
    # Two cliques of 4 with a tie between: 13 ties, 6 inside each, 13 tie ends at each. By hand
    # 12/13 - 2 (13/26)^2 = 12/13 - 1/2.
    graph: nx.Graph[str] = nx.Graph(
        [*combinations("abcd", 2), *combinations("efgh", 2), ("a", "e")]
    )
    found, modularity = communities(graph)
    of = dict(zip(graph, found.tolist(), strict=True))
    assert {of[item] for item in "abcd"} == {0}
    assert {of[item] for item in "efgh"} == {1}
    assert modularity == pytest.approx(12 / 13 - 1 / 2)


def test_the_karate_club_comes_near_to_the_best_there_is() -> None:
    # The greatest modularity of the karate club is 0.4198, with four communities: Brandes et al.,
    # IEEE Trans. Knowledge and Data Engineering 20 (2008), 172-188.
    found, modularity = communities(nx.karate_club_graph())
    assert modularity == pytest.approx(0.4198, abs=5e-5)
    assert np.bincount(found).tolist() == sorted(np.bincount(found).tolist(), reverse=True)
    assert len(set(found.tolist())) == 4


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=25), st.booleans())
def test_what_always_holds(pairs: list[tuple[int, int]], directed: bool) -> None:
    graph: nx.Graph[int] = nx.DiGraph() if directed else nx.Graph()
    graph.add_nodes_from(range(10))
    graph.add_edges_from((one, other) for one, other in pairs if one != other)
    found, modularity = communities(graph)  # type: ignore[arg-type]
    again, _ = communities(graph)  # type: ignore[arg-type]
    assert found.tolist() == again.tolist()
    if modularity is None:
        assert not graph.number_of_edges()
        return
    sets = [set(np.flatnonzero(found == each).tolist()) for each in range(found.max() + 1)]
    assert set().union(*sets) == set(graph)
    assert modularity == pytest.approx(nx.community.modularity(graph, sets))
    assert 0 <= modularity < 1


@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(1, 5)), max_size=25),
    st.booleans(),
    st.integers(0, 5),
)
def test_nobody_gains_by_going_to_another_community(
    ties: list[tuple[int, int, int]], directed: bool, seed: int
) -> None:
    graph: nx.Graph[int] = nx.DiGraph() if directed else nx.Graph()
    graph.add_nodes_from(range(10))
    graph.add_weighted_edges_from(tie for tie in ties if tie[0] != tie[1])
    if not graph.number_of_edges():
        return
    matrix = sparse.csr_array(nx.to_scipy_sparse_array(graph)).astype(float)
    found = louvain(matrix, np.random.default_rng(seed), directed=directed).tolist()
    reached = modularity_of(graph, found)
    for node in graph:
        for other in nx.all_neighbors(graph, node):
            moved = [*found[:node], found[other], *found[node + 1 :]]
            assert modularity_of(graph, moved) <= reached + 1e-9


def modularity_of(graph: nx.Graph[int], found: list[int]) -> float:
    sets = [{node for node in graph if found[node] == each} for each in set(found)]
    return float(nx.community.modularity(graph, sets))


def test_the_best_of_our_draws_is_no_worse_than_the_best_of_networkx() -> None:
    # Twenty planted groups of twelve; ten draws of either.
    for seed in range(3):
        graph = nx.random_partition_graph([12] * 20, 0.5, 0.01, seed=seed)
        _, ours = communities(graph)
        draws = [nx.community.louvain_communities(graph, seed=draw) for draw in range(10)]
        assert ours is not None
        assert ours >= max(nx.community.modularity(graph, draw) for draw in draws) - 1e-9


def test_fewer_draws_are_made_on_large_graphs_as_the_documents_say() -> None:
    assert [draws_on(ties) for ties in (0, 25_000, 25_001, 125_000, 125_001)] == [10, 10, 9, 2, 1]
