"""Sheets have their header without any row too, and the same as with rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from graphsvc import ingest
from graphsvc.analytics import key_samples, passing
from graphsvc.analytics.bridging import bridging
from graphsvc.analytics.centrality import centrality
from graphsvc.analytics.key_players import key_players
from graphsvc.analytics.measured import pair_measures
from graphsvc.analytics.scope import Scope
from graphsvc.analytics.view_networks import View
from graphsvc.analytics.views import ViewKind
from graphsvc.api.schemas.answers import plain
from graphsvc.api.schemas.sheets import sheet
from graphsvc.language import language
from graphsvc.store.bolt import Store
from tests.recommend.small_networks import network

DAY = "2017-04-01"
HALTON = "lip:halton"
ORGANIZATION = "org:georgian-college"
# Each kind of answer that may be without rows.
ADDRESSES = (
    f"/v1/centrality?scope={HALTON}&measures=degree,closeness",
    f"/v1/bridging?scope={HALTON}&draws=3",
    f"/v1/bridging?scope={HALTON}&draws=3&criteria=betweenness",
    f"/v1/key-players?scope={HALTON}",
    f"/v1/communities?scope={HALTON}",
    f"/v1/changes?scope={HALTON}&since=2012-01-01&until={DAY}",
    f"/v1/organizations/{ORGANIZATION}/recommendations?",
    f"/v1/organizations/{ORGANIZATION}/tables?",
    f"/v1/partnerships/{HALTON}/invitations?",
)


def header(client: TestClient, address: str) -> tuple[list[str], int]:
    answer = client.get(f"{address}&format=csv")
    assert answer.status_code == 200, address
    table = list(csv.reader(io.StringIO(answer.text)))
    return table[0], len(table) - 1


def test_a_sheet_without_rows_has_the_header_of_one_with_rows(
    client: TestClient, embedded: Store, canada: Path
) -> None:
    client.put(f"/v1/partnerships/{HALTON}", json={"name": "Halton"})
    client.put(f"/v1/organizations/{ORGANIZATION}", json={"name": "Georgian College"})
    asked = [f"{each}&as_of={DAY}" if "until" not in each else each for each in ADDRESSES]
    empty = [header(client, each) for each in asked]
    assert [count for _, count in empty] == [0] * len(asked)
    # Nobody joined anything: there is no order to judge, whose header is one of intervals.
    judged, _ = header(client, "/v1/backtest?")
    assert judged[:4] == ["ranker", "mrr_mean", "mrr_lower", "mrr_upper"]
    ingest.run(embedded, [canada])
    for address, (names, _) in zip(asked, empty, strict=True):
        full, count = header(client, address)
        assert count, address
        # A part that a row does not have is one empty cell there.
        assert set(full) - set(names) <= {"separation"}
        assert [each for each in full if each in names] == [each for each in names if each in full]


# A chain of tables: large enough to draw sixteen batches of nodes from.
CHAIN = network({f"one/{place}": f"o{place} o{place + 1} x{place}" for place in range(40)})
WHOLE = Scope("all", "2020-01-01")
# What is asked, where the answer has its rows, and what in them is then an estimate.
SAMPLED: dict[str, tuple[Callable[[], Any], str, list[str]]] = {
    "centrality": (
        lambda: centrality(CHAIN, WHOLE, measures=["degree", "betweenness", "diameter"]),
        "rows",
        ["betweenness"],
    ),
    "pairs": (
        lambda: pair_measures(
            CHAIN, WHOLE, View(ViewKind.ONE_MODE), ["jaccard", "edge_betweenness"]
        ),
        "items",
        ["edge_betweenness"],
    ),
    "bridging": (
        lambda: bridging(CHAIN, WHOLE, draws=0),
        "rows",
        ["betweenness_normalized", "bridgeness_normalized"],
    ),
    "key players": (
        lambda: key_players(CHAIN, WHOLE, k=2),
        "rows",
        ["distance_fragmentation", "betweenness"],
    ),
}


@pytest.mark.parametrize("asked", SAMPLED)
def test_a_sheet_says_what_is_estimated_and_how_far_it_may_be_off(
    asked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask, rows, names = SAMPLED[asked]
    exact = ask()
    first = sheet(plain(exact, language("en"), CHAIN), type(exact), rows)
    assert "approximate" not in first
    for module in (passing, key_samples):
        monkeypatch.setattr(module, "MOST_EXACT", 0)
    monkeypatch.setattr(key_samples, "JUDGED_ON", 3)
    answer = ask()
    found = plain(answer, language("en"), CHAIN)
    table = list(csv.DictReader(io.StringIO(sheet(found, type(answer), rows))))
    assert table
    added = [f"approximate_{name}_epsilon" for name in names]
    assert [each for each in table[0] if each.startswith("approximate")] == added
    for name in names:
        stated = found["approximate"][name]["epsilon"]
        assert {float(row[f"approximate_{name}_epsilon"]) for row in table} == {stated}
    assert sheet({**found, rows: []}, type(answer), rows).strip().split(",")[-len(added) :] == added
