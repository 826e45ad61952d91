"""The client against a running service with the real public records."""

from __future__ import annotations

import networkx as nx
import pytest

from graphsvc.client import ApiError, Client
from tests.browser.running_service import RunningService


def test_the_three_questions_become_tables(service: Client) -> None:
    answer = service.bridging("lip:ottawa", draws=5, exclude=["host", "funder"], limit=3)
    assert answer["provenance"]["scope"]["of"] == "lip:ottawa"
    assert answer.revision == service.ready().revision
    table = answer.to_pandas()
    assert list(table["rank"]) == [row["rank"] for row in answer.rows]
    assert {"organization_name", "betweenness_normalized", "stability_lower"} <= set(table.columns)
    for name in ("brokerage_liaison", "brokerage_partnerships_liaison"):
        assert {name, f"{name}_expected", f"{name}_z"} <= set(table.columns)
    assert "brokerage_representative" not in table.columns
    sectors = service.sectors("lip:ottawa").to_pandas()
    assert len(sectors) == 20
    table = service.centrality("lip:ottawa", measures=["degree"]).to_pandas()
    assert len(table) > 5
    most = table[table["mode"] == "organization"].sort_values("degree", ascending=False)
    assert most["degree_rank"].tolist()[0] == 1
    first = answer.rows[0]["organization"]
    assert service.role(first)["row"]["organization"] == first
    assert len(service.recommendations(first, limit=2).rows) <= 2
    assert len(service.invitations("lip:ottawa", limit=2).rows) <= 2
    body = next(iter(service.bodies(partnership="lip:ottawa")))["id"]
    assert len(service.invitations(body, limit=2).rows) <= 2


def test_long_lists_are_read_page_by_page(service: Client) -> None:
    partnerships = service.partnerships(limit=30)
    ids = [each["id"] for each in partnerships]
    assert len(ids) == len(set(ids)) == len(partnerships) == 72
    assert [len(page["items"]) for page in partnerships.pages()] == [30, 30, 12]
    assert list(partnerships.to_pandas()["id"]) == ids
    assert len(service.organizations(partnership="lip:ottawa")) > 3
    assert all(each["role"] == "chair" for each in service.memberships(role="chair"))


def test_day_language_and_exclusions_of_the_client_hold_for_every_question(
    running: RunningService,
) -> None:
    with Client(running.address, as_of="2016-01-01", lang="fr", exclude="host") as client:
        scope = client.bridging("lip:ottawa", draws=0)["provenance"]["scope"]
        assert (scope["as_of"], scope["exclude"]) == ("2016-01-01", ["host"])
        later = client.bridging("lip:ottawa", draws=0, as_of="2020-01-01", exclude="")
        assert later["provenance"]["scope"]["as_of"] == "2020-01-01"
        with pytest.raises(ApiError, match="Rien de ce genre"):
            client.organization("org:nobody")


def test_records_are_written_and_every_fault_is_told(service: Client) -> None:
    made = service.create_organization({"name": "Client Test Association", "sectors": ["health"]})
    item = made["id"]
    assert service.put_organization(item, {"name": "Client Test"})["name"] == "Client Test"
    seat = service.create_membership(
        {"organization": item, "body": next(iter(service.bodies()))["id"], "since": "2020"}
    )
    ended = service.end_membership(seat["id"], "2021", source={"url": "https://example.org"})
    assert ended["until"] == "2021"
    assert service.membership(seat["id"])["until"] == "2021"
    assert service.organization(item)["id"] == item
    with pytest.raises(ApiError) as caught:
        service.put_membership(seat["id"], {"organization": item, "body": 1, "since": "2020-13"})
    assert caught.value.status == 422
    assert {fault.field for fault in caught.value.faults} >= {"body", "since"}
    assert "since:" in str(caught.value)


def test_what_was_changed_is_not_overwritten_and_can_be_undone(service: Client) -> None:
    made = service.create_organization({"name": "Twice Changed Club"}, author="Secretariat")
    item = made["id"]
    first, second = {"name": "First Club"}, {"name": "Second Club"}
    service.put_organization(item, first, tag=made["tag"], author="Réseau")
    with pytest.raises(ApiError, match="by Réseau") as raised:
        service.put_organization(item, second, tag=made["tag"])
    assert raised.value.status == 412
    assert service.organization(item)["name"] == "First Club"
    changed, created = service.edits(item)
    assert (changed["author"], created["author"]) == ("Réseau", "Secretariat")
    undone = service.undo(changed["id"], author="Secretariat")
    assert undone["undoes"] == changed["id"]
    assert service.edit(changed["id"])["undone_by"] == undone["id"]
    assert service.organization(item)["name"] == "Twice Changed Club"
    with pytest.raises(ApiError, match="undone already"):
        service.undo(changed["id"])
    service.undo(created["id"])
    with pytest.raises(ApiError):
        service.organization(item)


def test_what_is_found_by_name_measured_and_exported(service: Client) -> None:
    assert service.search("ottawa", kind="partnerships").rows[0]["id"] == "lip:ottawa"
    assert {"degree", "betweenness"} <= {each["name"] for each in service.measures()}
    assert "balanced" in {each["name"] for each in service.purposes()}
    assert service.alive()["status"] == "alive"
    graph = nx.parse_graphml(service.export("graphml", scope="lip:ottawa").decode())
    assert len(graph) > 5
    with pytest.raises(ApiError) as caught:
        service.job("none")
    assert caught.value.status == 404


def test_pairs_sectors_and_the_whole_are_measured(service: Client) -> None:
    asked = service.pair_measures(
        "lip:halton", measures=["projection_count"], as_of="2017-04-01", limit=40
    )
    # 12 organizations sit on one body; two of them on another as well.
    table = asked.to_pandas()
    assert len(table) == len(asked) == 12 * 11 / 2
    assert table["projection_count"].tolist() == [2.0] + [1.0] * 65
    first = service.pair_measures(
        "lip:halton", measures=["projection_count"], as_of="2017-04-01", top=3
    )
    assert len(first) == 3
    assert next(first.pages())["pairs"] == 66
    groups = service.group_measures("lip:halton", measures="seats", as_of="2017-04-01")
    assert groups.to_pandas()["seats"].sum() == 14  # the ties that are exported
    whole = service.network_measures(view="partnerships", measures="all").to_pandas()
    assert {"density", "components"} <= set(whole["measure"])


def test_a_query_of_ones_own_becomes_a_table(service: Client) -> None:
    query = "MATCH (l:LIP) RETURN l.id AS id, l.name AS name ORDER BY id"
    table = service.cypher(query, limit=5)
    assert table.truncated
    assert list(table.to_pandas().columns) == ["id", "name"]
    assert len(table.to_pandas()) == 5
    assert service.cypher("RETURN $x AS x", {"x": [1, None]}).rows == [[[1, None]]]
    with pytest.raises(ApiError, match="DELETE is not allowed"):
        service.cypher("MATCH (l:LIP) DELETE l")


def test_suggestions_are_answered_and_the_answer_is_taken_back(service: Client) -> None:
    def suggested() -> list[str]:
        rows = service.invitations("lip:peel", purpose="gap").rows
        return [each["organization"] for each in rows]

    near = service.invitations("lip:peel", scope="lip:halton")
    assert near["provenance"]["scope"]["of"] == "lip:halton"
    first = suggested()[0]
    said = service.say("lip:peel", first, {"verdict": "declined", "author": "Secretariat"})
    assert said["verdict"] == "declined"
    assert service.said("lip:peel", first)["author"] == "Secretariat"
    assert [each["candidate"] for each in service.feedback(asker="lip:peel")] == [first]
    assert first not in suggested()
    service.take_back("lip:peel", first)
    assert suggested()[0] == first
    assert service.tables(first, limit=1).revision
    assert service.features()["tables"]


def test_a_scenario_is_kept_worked_out_and_forgotten(service: Client) -> None:
    first = service.bridging("lip:ottawa", draws=0, limit=1).rows[0]["organization"]
    overlay = {"remove": {"organizations": [first]}}
    at_once = service.evaluate(overlay, scope="lip:ottawa")
    assert at_once["numbers"]
    kept = service.put_scenario("scen:client-test", {"name": "Without the first", **overlay})
    assert kept["id"] == "scen:client-test"
    assert [each["id"] for each in service.scenarios()] == ["scen:client-test"]
    assert service.scenario("scen:client-test")["name"] == "Without the first"
    result = service.scenario_result("scen:client-test", scope="lip:ottawa")
    assert result["numbers"] == at_once["numbers"]
    service.forget_scenario("scen:client-test")
    assert service.scenarios() == []


def test_targets_and_the_network_as_a_whole(service: Client) -> None:
    assert service.targets("lip:ottawa").rows == []
    service.put_targets("lip:ottawa", {"targets": [{"sector": "health", "seats": 2}]})
    assert [each["seats"] for each in service.targets("lip:ottawa").rows] == [2]
    assert len(service.sectors("lip:ottawa", reference="targets").rows) == 20
    assert len(service.sector_matrix().to_pandas()) > 20
    assert service.mixing("lip:ottawa").rows
    assert service.between("health", "settlement", "lip:ottawa")["pairs"] > 0
    assert len(service.key_players("lip:ottawa", k=2).rows) >= 2
    assert service.communities("lip:ottawa")["core"]
    changed = service.changes("2008-01-01", "2020-01-01", scope="lip:ottawa")
    assert changed["sentence"]
    assert "judged" in service.backtest(most=20)
    assert isinstance(service.jobs().rows, list)
