"""Answers that are kept: as long as what they hang on stays, and never longer."""

from __future__ import annotations

from typing import Any

from starlette.testclient import TestClient

from graphsvc.analytics.bridging import bridging
from graphsvc.analytics.scope import Scope
from graphsvc.api.keeper import Keeper
from graphsvc.store.bolt import Store
from graphsvc.store.snapshot import read_snapshot

DAY = "2017-04-01"
HALTON, SIMCOE = "lip:halton", "lip:simcoe-county"


def bridging_of(client: TestClient, partnership: str) -> Any:
    answer = client.get(f"/v1/bridging?scope={partnership}&as_of={DAY}&draws=3")
    assert answer.status_code == 200
    return answer.json()


def worked_out(answer: Any) -> float:
    """Tell one working out from another: no two take the same time to the last digit."""
    found: float = answer["provenance"]["seconds"]
    return found


def add_seat(client: TestClient, organization: str, partnership: str) -> None:
    """Give an organization a seat on the first body of a partnership."""
    bodies = client.get("/v1/bodies", params={"partnership": partnership}).json()["items"]
    sent = {"organization": organization, "body": bodies[0]["id"], "since": "2016-01-01"}
    answer = client.post("/v1/memberships", json=sent)
    assert answer.status_code == 201, answer.text


def test_a_change_in_one_partnership_leaves_the_answers_of_another(
    canada_client: TestClient, embedded: Store
) -> None:
    before = {item: bridging_of(canada_client, item) for item in (HALTON, SIMCOE)}
    canada_client.put("/v1/organizations/org:new", json={"name": "New", "sectors": ["health"]})
    add_seat(canada_client, "org:new", SIMCOE)
    after = {item: bridging_of(canada_client, item) for item in (HALTON, SIMCOE)}
    assert worked_out(after[HALTON]) == worked_out(before[HALTON])
    assert worked_out(after[SIMCOE]) != worked_out(before[SIMCOE])
    # What is kept is given at the present revision, and is what would be worked out anew.
    snapshot = read_snapshot(embedded)
    for item, told in after.items():
        assert told["provenance"]["revision"] == snapshot.revision
        own = bridging(snapshot, Scope.checked(snapshot, item, DAY), draws=3)
        assert [(row["organization"], row["score"], row["sentence"]) for row in told["rows"]] == [
            (row.organization, row.score, str(row.sentence)) for row in own.rows
        ]
    assert "org:new" in {row["organization"] for row in after[SIMCOE]["rows"]}


def test_a_seat_elsewhere_of_a_member_touches_its_partnerships(canada_client: TestClient) -> None:
    before = bridging_of(canada_client, HALTON)
    member = before["rows"][0]["organization"]
    assert SIMCOE not in before["rows"][0]["partnerships"]
    add_seat(canada_client, member, SIMCOE)
    after = bridging_of(canada_client, HALTON)
    (row,) = (each for each in after["rows"] if each["organization"] == member)
    assert SIMCOE in row["partnerships"]


def test_what_another_service_wrote_is_seen_and_what_it_left_is_kept(
    canada_client: TestClient, embedded: Store
) -> None:
    one, two = Keeper(embedded), Keeper(embedded)

    def ask(keeper: Keeper) -> tuple[str, int]:
        """Return what the answer was worked out on, and at which revision."""
        part = keeper.part(keeper.snapshot(), HALTON)
        return keeper.answer(part, "question", lambda: (part.content or "", part.revision))

    first = ask(one)
    assert ask(two) == first
    canada_client.put("/v1/organizations/org:new", json={"name": "New"})
    assert ask(one) == first  # the whole graph was read anew, and the part is as it was
    canada_client.put("/v1/partnerships/lip:halton", json={"name": "Halton", "notes": "new"})
    assert ask(one) == ask(two) != first


def test_answers_about_the_whole_go_with_their_revision(canada_client: TestClient) -> None:
    address = f"/v1/partnerships/{HALTON}/sectors?as_of={DAY}"
    before = canada_client.get(address).json()
    canada_client.put("/v1/organizations/org:new", json={"name": "New", "sectors": ["health"]})
    add_seat(canada_client, "org:new", SIMCOE)
    after = canada_client.get(address).json()
    # The others are what it is compared with: one more seat of theirs is in health.
    (row,) = (each for each in before["rows"] if each["sector"] == "health")
    (again,) = (each for each in after["rows"] if each["sector"] == "health")
    assert again["counts"]["reference_seats"] == row["counts"]["reference_seats"] + 1
