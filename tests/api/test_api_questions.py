"""The three questions over the API: the same numbers as the functions that work them out."""

from __future__ import annotations

import csv
import io
import json
import time
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from graphsvc.analytics.bridging import bridging
from graphsvc.analytics.centrality import centrality
from graphsvc.analytics.engagement import sectors
from graphsvc.analytics.scope import Exclusion, Scope
from graphsvc.analytics.views import ViewKind
from graphsvc.api import waiting
from graphsvc.cli.app import gather
from graphsvc.recommend import partners
from graphsvc.store.bolt import Store
from graphsvc.store.snapshot import read_snapshot

DAY = "2017-04-01"
HALTON = "lip:halton"


def test_bridging_is_what_the_function_says(canada_client: TestClient, embedded: Store) -> None:
    answer = canada_client.get("/v1/bridging", params={"scope": HALTON, "as_of": DAY}).json()
    snapshot = read_snapshot(embedded)
    expected = bridging(snapshot, Scope.checked(snapshot, HALTON, DAY))
    assert [row["organization"] for row in answer["rows"]] == [
        row.organization for row in expected.rows
    ]
    for row, own in zip(answer["rows"], expected.rows, strict=True):
        assert row["score"] == own.score
        assert row["betweenness_normalized"] == own.betweenness_normalized
        assert row["constraint_two_mode"] == own.constraint_two_mode
        assert row["sentence"] == str(own.sentence)
    assert answer["provenance"]["revision"] == 1
    assert answer["provenance"]["evidence"]["bodies"] == 2


def test_sectors_are_what_the_function_says(canada_client: TestClient, embedded: Store) -> None:
    answer = canada_client.get(f"/v1/partnerships/{HALTON}/sectors", params={"as_of": DAY}).json()
    expected = sectors(read_snapshot(embedded), HALTON, DAY)
    assert len(answer["rows"]) == 20
    for row, own in zip(answer["rows"], expected.rows, strict=True):
        assert (row["sector"], row["found"]["status"]) == (own.sector, own.status)
        assert row["found"]["representation_ratio"] == own.found.representation_ratio
        assert row["counts"]["seats"] == own.counts.seats


def test_recommendations_carry_features_weights_and_evidence(
    canada_client: TestClient, embedded: Store
) -> None:
    address = "/v1/organizations/org:conseil-scolaire-viamonde/recommendations"
    answer = canada_client.get(address, params={"as_of": DAY, "limit": 5}).json()
    expected = partners(read_snapshot(embedded), "org:conseil-scolaire-viamonde", DAY, limit=5)
    found = answer["suggestions"]
    assert [each["organization"] for each in found] == [
        each.organization for each in expected.suggestions
    ]
    assert 0 < len(found) <= 5
    for each in found:
        told = [feature for feature in each["features"] if feature["value"]]
        assert told
        assert all(feature["evidence"] and feature["sentence"] for feature in told)
        total = sum(feature["weight"] * (feature["value"] or 0) for feature in each["features"])
        assert each["score"] == pytest.approx(total)
    weights = {each["feature"]: each["weight"] for each in answer["purpose"]["weights"]}
    assert sum(weights.values()) == pytest.approx(1)


def test_centralities_come_in_both_views(canada_client: TestClient, embedded: Store) -> None:
    snapshot = read_snapshot(embedded)
    for view in set(ViewKind) - {ViewKind.DECLARED}:  # the real records have no surveys
        params = {"scope": HALTON, "as_of": DAY, "view": view}
        answer = canada_client.get("/v1/centrality", params=params).json()
        expected = centrality(snapshot, Scope.checked(snapshot, HALTON, DAY), view=view)
        assert [row["id"] for row in answer["rows"]] == [row.id for row in expected.rows]
        for row, own in zip(answer["rows"], expected.rows, strict=True):
            assert row["values"] == dict(own.values)
        assert answer["whole"] == dict(expected.whole)


def test_invitations_and_roles(canada_client: TestClient) -> None:
    answer = canada_client.get(f"/v1/partnerships/{HALTON}/invitations").json()
    assert answer["asker"] == HALTON
    role = canada_client.get("/v1/organizations/org:georgian-college/role").json()
    assert role["row"]["organization_name"] == "Georgian College"
    unseated = canada_client.get("/v1/organizations/org:county-of-lambton/role").json()
    assert unseated["row"] is None
    assert unseated["sentence"]


def test_hosts_can_be_left_out(canada_client: TestClient) -> None:
    params = {"scope": "lip:toronto-east-quadrant", "as_of": "2013-01-01"}
    whole = canada_client.get("/v1/bridging", params=params).json()
    without = canada_client.get("/v1/bridging", params={**params, "exclude": "host"}).json()
    left_out = set(without["provenance"]["left_out"])
    assert left_out == {"org:catholic-crosscultural-services"}
    assert {row["organization"] for row in whole["rows"]} - left_out == {
        row["organization"] for row in without["rows"]
    }
    assert without["provenance"]["scope"]["exclude"] == [Exclusion.HOST]


def test_the_past_is_asked_about_with_a_day(canada_client: TestClient) -> None:
    def seated(day: str) -> int:
        params = {"scope": "lip:simcoe-county", "as_of": day}
        rows: list[Any] = canada_client.get("/v1/bridging", params=params).json()["rows"]
        return len(rows)

    assert (seated("2016-01-01"), seated("2018-01-01")) == (33, 30)


@pytest.mark.parametrize(
    ("address", "status", "field"),
    [
        ("/v1/bridging?scope=lip:nope", 404, None),
        ("/v1/bridging?as_of=2017-02-30", 422, "as_of"),
        ("/v1/bridging?as_of=2017", 422, "as_of"),
        ("/v1/bridging?exclude=boss", 422, "exclude"),
        ("/v1/bridging?criteria=beauty", 422, "criteria"),
        ("/v1/bridging?groups=x", 422, "groups"),
        ("/v1/centrality?measures=beauty", 422, "measures"),
        ("/v1/centrality?view=x", 422, "view"),
        ("/v1/partnerships/lip:nope/sectors", 404, None),
        ("/v1/partnerships/lip:halton/sectors?reference=x", 422, "reference"),
        ("/v1/organizations/org:nope/recommendations", 404, None),
        ("/v1/organizations/org:georgian-college/recommendations?limit=0", 422, "limit"),
        ("/v1/organizations/org:georgian-college/recommendations?purpose=x", 422, "purpose"),
        ("/v1/organizations/org:nope/role", 404, None),
        ("/v1/jobs/nope", 404, None),
        ("/v1/exports/graph.xls", 422, "form"),
    ],
)
def test_a_question_that_cannot_be_answered_says_why(
    canada_client: TestClient, address: str, status: int, field: str | None
) -> None:
    answer = canada_client.get(address)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    if field is not None:
        assert [each["field"] for each in answer.json()["errors"]] == [field]


def test_answers_on_an_empty_graph_are_defined(client: TestClient) -> None:
    assert client.get("/v1/bridging").json()["rows"] == []
    whole = client.get("/v1/centrality").json()
    assert (whole["rows"], whole["whole"]["nodes"]) == ([], 0)
    client.put("/v1/partnerships/lip:one", json={"name": "One"})
    rows = client.get("/v1/partnerships/lip:one/sectors").json()["rows"]
    assert len(rows) == 20
    assert all(row["found"]["representation_ratio"] is None for row in rows)
    assert client.get("/v1/partnerships/lip:one/invitations").json()["suggestions"] == []


def test_rows_come_as_csv_by_format_or_accept(canada_client: TestClient) -> None:
    address = f"/v1/bridging?scope={HALTON}&as_of={DAY}"
    by_format = canada_client.get(f"{address}&format=csv")
    by_accept = canada_client.get(address, headers={"accept": "text/csv"})
    assert by_format.text == by_accept.text
    assert by_format.headers["content-type"] == "text/csv; charset=utf-8"
    table = list(csv.DictReader(io.StringIO(by_format.text)))
    rows = canada_client.get(address).json()["rows"]
    assert [row["organization"] for row in table] == [row["organization"] for row in rows]
    assert [float(row["score"]) for row in table] == [row["score"] for row in rows]


def test_sentences_are_in_the_language_asked_for(canada_client: TestClient) -> None:
    address = f"/v1/partnerships/{HALTON}/sectors?as_of={DAY}"
    english = canada_client.get(address)
    french = canada_client.get(address, headers={"accept-language": "fr"})
    assert english.headers["content-language"] == "en"
    assert french.headers["content-language"] == "fr"
    for one, other in zip(english.json()["rows"], french.json()["rows"], strict=True):
        assert one["found"] == other["found"]
        assert one["sentence"] != other["sentence"]


def test_an_answer_that_has_not_changed_is_not_sent_again(canada_client: TestClient) -> None:
    first = canada_client.get("/v1/bridging", params={"scope": HALTON})
    tag = first.headers["etag"]
    second = canada_client.get(
        "/v1/bridging", params={"scope": HALTON}, headers={"if-none-match": tag}
    )
    assert (second.status_code, second.content) == (304, b"")
    assert second.headers["etag"] == tag
    canada_client.put("/v1/organizations/org:new", json={"name": "New"})
    third = canada_client.get(
        "/v1/bridging", params={"scope": HALTON}, headers={"if-none-match": tag}
    )
    assert third.status_code == 200
    assert third.headers["etag"] != tag


def test_graphs_are_exported_for_other_programs(canada_client: TestClient) -> None:
    params = {"scope": HALTON, "as_of": DAY}
    files = {
        form: canada_client.get(f"/v1/exports/graph.{form}", params=params)
        for form in ("graphml", "gexf", "json")
    }
    graphs = {
        "graphml": nx.parse_graphml(files["graphml"].text),
        "gexf": nx.read_gexf(io.BytesIO(files["gexf"].content)),
        "json": nx.node_link_graph(files["json"].json(), edges="edges"),
    }
    for form, graph in graphs.items():
        assert "attachment" in files[form].headers["content-disposition"]
        # Two bodies; 12 organizations on one of them, two of these on the other as well.
        assert graph.number_of_nodes() == 2 + 12
        assert graph.number_of_edges() == 14
    assert graphs["json"].graph["as_of"] == DAY
    one_mode = canada_client.get(
        "/v1/exports/graph.json", params={**params, "view": "one_mode", "weighting": "count"}
    ).json()
    assert {node["mode"] for node in one_mode["nodes"]} == {"organization"}


def test_ties_are_exported_as_measure_reads_them(canada_client: TestClient, tmp_path: Path) -> None:
    params = {"scope": HALTON, "as_of": DAY}
    two = canada_client.get("/v1/exports/graph.csv", params=params)
    assert two.headers["content-type"].startswith("text/csv")
    assert len(list(csv.DictReader(io.StringIO(two.text)))) == 14
    table = tmp_path / "ties.csv"
    table.write_text(two.text, encoding="utf-8")
    measured = CliRunner().invoke(
        gather(),
        ["measure", str(table), "--view", "two_mode", "--measures", "degree", "--json"],
    )
    degrees = json.loads(measured.stdout)["measures"]["degree"]["values"]
    assert sum(degrees.values()) == 2 * 14
    one = canada_client.get(
        "/v1/exports/graph.csv", params={**params, "view": "one_mode", "weighting": "count"}
    )
    pairs = list(csv.DictReader(io.StringIO(one.text)))
    # All 12 sit on one body; the two on the other as well share both.
    assert len(pairs) == 12 * 11 / 2
    assert sorted(float(pair["weight"]) for pair in pairs)[-2:] == [1.0, 2.0]


def test_what_takes_long_is_a_job(
    canada_client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"/v1/bridging?scope={HALTON}&as_of={DAY}"
    monkeypatch.setattr(waiting, "LONGEST", -1.0)
    first = canada_client.get(address)
    assert first.status_code == 202
    assert first.headers["retry-after"]
    job = first.json()
    assert job["answer"] == address
    deadline = time.monotonic() + 60
    while (state := canada_client.get(first.headers["location"]).json())["state"] != "done":
        assert state["state"] in {"waiting", "running"}
        assert canada_client.get("/healthz").status_code == 200  # nothing is held up
        assert time.monotonic() < deadline
        time.sleep(0.1)
    answer = canada_client.get(address)
    assert answer.status_code == 200
    monkeypatch.undo()
    canada_client.put("/v1/organizations/org:new", json={"name": "New"})
    again = canada_client.get(address).json()
    assert answer.json()["rows"] == again["rows"]


def test_the_catalogues_explain(canada_client: TestClient) -> None:
    measures = canada_client.get("/v1/measures").json()
    assert {"betweenness", "constraint", "jaccard", "density"} <= {
        each["name"] for each in measures
    }
    assert all(each["definition"] and each["sources"] is not None for each in measures)
    purposes = canada_client.get("/v1/purposes").json()
    assert [each["name"] for each in purposes] == ["likely", "bridging", "gap", "balanced"]
    for each in purposes:
        assert sum(weight["weight"] for weight in each["weights"]) == pytest.approx(1)
        assert all(weight["reason"] for weight in each["weights"])


def test_the_documentation_describes_every_endpoint(client: TestClient) -> None:
    described = client.get("/v1/openapi.json").json()
    json.dumps(described, allow_nan=False)
    for address, methods in described["paths"].items():
        for method, told in methods.items():
            assert told.get("description"), (address, method)
            assert len(told["summary"].split()) <= 6
            for status, response in told["responses"].items():
                content = response.get("content", {})
                assert status in {"202", "204", "304"} or content or status.startswith("3"), address
            for parameter in told.get("parameters", []):
                assert parameter.get("description"), (address, parameter["name"])
            # To undo an edit, its address says all.
            if method in {"put", "post"} and address != "/v1/edits/{item}/undo":
                schema = told["requestBody"]["content"]["application/json"]["schema"]["$ref"]
                model = described["components"]["schemas"][schema.rpartition("/")[2]]
                assert model["description"]


def test_a_parameter_that_nobody_knows_is_refused(client: TestClient) -> None:
    answer = client.get("/v1/bridging", params={"as_off": "2017-01-01", "scop": "all"})
    assert answer.status_code == 422
    assert [each["field"] for each in answer.json()["errors"]] == ["as_off", "scop"]
    assert "as_of" in answer.json()["errors"][0]["remedy"]
    assert client.get("/v1/bridging", params={"lang": "fr"}).status_code == 200
    wrong = client.get("/v1/bridging", params={"lang": "de"})
    assert [each["field"] for each in wrong.json()["errors"]] == ["lang"]
