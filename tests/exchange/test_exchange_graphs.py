"""What the nodes of an exported graph carry beside their names."""

from __future__ import annotations

import io

import networkx as nx

from graphsvc.analytics.scope import WHOLE, Scope
from graphsvc.exchange.graphs import GraphFormat, graph, write
from graphsvc.model.snapshot import Snapshot
from tests.toy import EVERYTHING


def test_languages_and_populations_are_texts_of_organizations_alone() -> None:
    found = graph(Snapshot.of(EVERYTHING), Scope(WHOLE, "2020-06-01"))
    read = nx.read_graphml(io.BytesIO(write(found, GraphFormat.GRAPHML)))
    clinic = read.nodes["org:clinic"]
    assert (clinic["languages"], clinic["populations"]) == ("en;fr", "refugees;women")
    others = [data for item, data in read.nodes(data=True) if item != "org:clinic"]
    assert others
    assert not [data for data in others if "populations" in data or "languages" in data]
