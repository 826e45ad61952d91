"""Every measure in every view over the API: nodes, pairs, groups and the whole graph."""

from __future__ import annotations

import csv
import io
import time

import networkx as nx
import pytest
from starlette.testclient import TestClient

from graphsvc import demonstration
from graphsvc.analytics import measures as register
from graphsvc.analytics.views import ViewKind
from graphsvc.api import waiting
from graphsvc.store import journal
from graphsvc.store.bolt import Store

HALTON, DAY = "lip:halton", "2017-04-01"
ASKED = {"scope": HALTON, "as_of": DAY}


@pytest.mark.parametrize("view", set(ViewKind) - {ViewKind.DECLARED})
def test_all_that_the_catalogue_names_is_answered(canada_client: TestClient, view: str) -> None:
    catalogue = canada_client.get("/v1/measures").json()
    named = {each["name"] for each in catalogue if view in each["views"]}
    asked = {**ASKED, "view": view, "measures": "all"}
    nodes = canada_client.get("/v1/centrality", params=asked).json()
    found = {*nodes["measures"], *nodes["whole"]}
    for level in ("pairs", "groups", "network"):
        answer = canada_client.get(f"/v1/measures/{level}", params=asked)
        if level == "groups" and view in {ViewKind.PARTNERSHIPS, ViewKind.SECTORS}:
            assert answer.status_code == 422
            continue
        assert answer.status_code == 200, answer.text
        told = answer.json()
        assert told["provenance"]["parameters"]["view"] == view
        found |= {*(told.get("measures") or [row["measure"] for row in told["rows"]])}
    assert found == named


def test_partnerships_share_organizations(canada_client: TestClient) -> None:
    asked = {"as_of": DAY, "view": "partnerships", "weighting": "count", "measures": "strength"}
    answer = canada_client.get("/v1/centrality", params=asked).json()
    export = canada_client.get(
        "/v1/exports/graph.json",
        params={"as_of": DAY, "view": "partnerships", "weighting": "count"},
    ).json()
    # What the graph says that is exported, added up.
    graph = nx.node_link_graph(export, edges="edges")
    assert len(answer["rows"]) == graph.number_of_nodes() > 50
    strengths = {row["id"]: row["values"]["strength"] for row in answer["rows"]}
    assert strengths == dict(graph.degree(weight="strength"))
    assert max(strengths.values()) > 0
    assert graph.nodes[HALTON]["kind"] == "lip"
    row = next(row for row in answer["rows"] if row["id"] == HALTON)
    assert (row["mode"], row["name"]) == ("partnership", graph.nodes[HALTON]["name"])


def test_sectors_are_exported_with_their_names(canada_client: TestClient) -> None:
    export = canada_client.get("/v1/exports/graph.graphml", params={**ASKED, "view": "sectors"})
    graph = nx.parse_graphml(export.text)
    assert graph.number_of_nodes() == 20
    assert graph.nodes["health"]["name_fr"] == "Santé et santé mentale"
    ties = canada_client.get("/v1/exports/graph.csv", params={**ASKED, "view": "sectors"}).text
    assert ties.startswith("source,target,weight,source_name,target_name\n")
    french = canada_client.get(
        "/v1/centrality", params={**ASKED, "view": "sectors", "lang": "fr"}
    ).json()
    assert "santé" in {row["name"] for row in french["rows"]}


def test_pairs_are_read_page_by_page(canada_client: TestClient) -> None:
    asked = {**ASKED, "measures": "projection_count", "limit": "25"}
    pages = [canada_client.get("/v1/measures/pairs", params=asked).json()]
    while pages[-1]["next"]:
        more = {**asked, "cursor": pages[-1]["next"]}
        pages.append(canada_client.get("/v1/measures/pairs", params=more).json())
    rows = [row for page in pages for row in page["items"]]
    # All 12 sit on one body; the two on the other as well share both (test_api_questions).
    assert len(rows) == 12 * 11 / 2 == pages[0]["total"]
    assert len({(row["first"], row["second"]) for row in rows}) == len(rows)
    assert [row["values"]["projection_count"] for row in rows] == [2.0] + [1.0] * 65
    sheet = canada_client.get("/v1/measures/pairs", params={**asked, "format": "csv"})
    table = list(csv.DictReader(io.StringIO(sheet.text)))
    assert len(table) == 25
    assert table[0]["first_name"] == rows[0]["first_name"]
    assert float(table[0]["projection_count"]) == 2
    wrong = canada_client.get("/v1/measures/pairs", params={**ASKED, "cursor": "bm9uc2Vuc2U"})
    assert wrong.status_code == 422


def test_pages_of_a_job_are_those_of_an_answer(
    canada_client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = "/v1/measures/pairs"
    asked = {**ASKED, "view": "one_mode", "measures": "bridge,edge_betweenness", "limit": "7"}
    at_once = canada_client.get(address, params={**asked, "seed": "1"}).json()
    monkeypatch.setattr(waiting, "LONGEST", -1.0)
    deadline = time.monotonic() + 60
    while (answer := canada_client.get(address, params=asked)).status_code == 202:
        assert time.monotonic() < deadline
        time.sleep(0.1)
    told = answer.json()
    assert told["items"] == at_once["items"]
    assert told["next"] == at_once["next"] is not None
    following = canada_client.get(address, params={**asked, "cursor": told["next"]}).json()
    assert len(following["items"]) == 7
    assert following["items"][0] not in told["items"]


def test_what_is_too_large_or_not_defined_is_said(
    canada_client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = {**ASKED, "view": "sectors", "measures": "constraint_two_mode,seats", "lang": "fr"}
    answer = canada_client.get("/v1/centrality", params=asked)
    assert answer.status_code == 422
    first, second = answer.json()["errors"]
    assert first["field"] == second["field"] == "measures"
    assert "constraint_two_mode" in first["problem"]
    assert "two_mode" in first["problem"]
    assert "/v1/measures/groups" in second["problem"]
    monkeypatch.setattr(register, "MOST_COMPARED", 10)
    # 12 organizations sit on one body, h and i beside them: nobody is apart from anybody else.
    many = {"view": "one_mode", "as_of": DAY, "measures": "jaccard"}
    large = canada_client.get("/v1/measures/pairs", params=many)
    assert large.status_code == 422
    assert "10" in large.json()["errors"][0]["problem"]
    two = {**ASKED, "measures": "projection_count,projection_newman", "top": "60000"}
    wide = canada_client.get("/v1/measures/pairs", params=two).json()["errors"][0]
    assert (wide["field"], "50,000" in wide["remedy"]) == ("top", True)


def test_the_largest_pairs_are_read_page_by_page(canada_client: TestClient) -> None:
    # 66 pairs, of which one shares two bodies: it is first, and the first by id of the others next.
    asked = {**ASKED, "measures": "projection_count", "lang": "fr"}
    every = canada_client.get("/v1/measures/pairs", params={**asked, "limit": "500"}).json()
    assert (every["top"], every["total"], every["pairs"]) == (1000, 66, 66)
    first = canada_client.get(
        "/v1/measures/pairs", params={**asked, "top": "10", "limit": "6"}
    ).json()
    assert (first["top"], first["total"], first["pairs"]) == (10, 10, 66)
    assert first["sentence"].startswith("Sur 66 paires, 10 ")
    more = {**asked, "top": "10", "limit": "6", "cursor": first["next"]}
    second = canada_client.get("/v1/measures/pairs", params=more).json()
    assert first["items"] + second["items"] == every["items"][:10]
    assert second["next"] is None
    sheet = canada_client.get(
        "/v1/measures/pairs", params={**asked, "top": "10", "limit": "500", "format": "csv"}
    )
    assert len(list(csv.DictReader(io.StringIO(sheet.text)))) == 10


def test_groups_and_the_whole_graph_come_as_csv(canada_client: TestClient) -> None:
    sheet = canada_client.get("/v1/measures/groups", params={**ASKED, "format": "csv"}).text
    groups = list(csv.DictReader(io.StringIO(sheet)))
    # 12 organizations, two of them with a second seat.
    assert sum(int(row["organizations"]) for row in groups) <= 12
    assert sum(int(row["seats"]) for row in groups) <= 14
    assert groups[0].keys() >= {"group", "name", "seat_share"}
    asked = {**ASKED, "measures": "ties,nodes,density", "format": "csv"}
    whole = canada_client.get("/v1/measures/network", params=asked).text
    rows = {row["measure"]: row["value"] for row in csv.DictReader(io.StringIO(whole))}
    assert (rows["ties"], rows["nodes"]) == ("14", "14")
    assert float(rows["density"]) == pytest.approx(14 / 24)


def test_what_is_declared_is_told_of_many_and_never_of_a_pair(
    client: TestClient, embedded: Store
) -> None:
    region = demonstration.generate(2)
    journal.apply(embedded, region.changes)
    partnership = region.changes.partnerships[0].id
    asked = {"scope": partnership, "view": "declared", "as_of": "2026-01-01"}
    answer = client.get("/v1/centrality", params={**asked, "measures": "degree,strength"})
    assert answer.status_code == 200, answer.text
    told = answer.json()
    # Counted from the records: partners of whom either reports more than level 0, and the kinds.
    here = {row["id"] for row in told["rows"]}
    kinds: dict[frozenset[str], set[str]] = {}
    for record in region.changes.collaborations:
        pair = frozenset({record.organization, record.other})
        if record.level and pair <= here:
            kinds.setdefault(pair, set()).add(record.kind)
    assert {row["id"]: row["values"] for row in told["rows"]} == {
        item: {
            "degree": sum(item in pair for pair in kinds),
            "strength": sum(len(found) for pair, found in kinds.items() if item in pair),
        }
        for item in here
    }
    assert 0 < told["provenance"]["evidence"]["reporting"] <= len(here)
    assert client.get("/v1/measures/groups", params={**asked, "measures": "all"}).status_code == 200
    assert client.get("/v1/measures/network", params=asked).status_code == 200
    for refused in ("measures/pairs", "exports/graph.csv"):
        assert client.get(f"/v1/{refused}", params=asked).status_code == 422
    everything = client.get("/v1/measures/pairs", params={**asked, "measures": "all"}).json()
    assert "declared" in everything["errors"][0]["problem"]
    body = region.changes.bodies[0].id
    assert client.get("/v1/centrality", params={**asked, "scope": body}).status_code == 422
