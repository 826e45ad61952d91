"""Tables to join, feedback and the back-test over the API."""

from __future__ import annotations

import csv
import io
import time
from typing import Any

import pytest
from starlette.testclient import TestClient

from graphsvc.api import waiting
from graphsvc.api.app import create_app
from graphsvc.dates import is_active
from graphsvc.demonstration import generate
from graphsvc.model import ids
from graphsvc.model.entities import Changes, Collaboration
from graphsvc.model.vocabulary import CollaborationKind
from graphsvc.recommend import FeatureName, backtest, tables
from graphsvc.settings import Settings
from graphsvc.store import journal
from graphsvc.store.bolt import Store
from graphsvc.store.snapshot import read_snapshot
from tests.api.conftest import BASE

DAY = "2026-04-01"
SAID = {"verdict": "declined", "author": "Secretariat", "date": "2026-04-02"}


@pytest.fixture
def demo(client: TestClient, embedded: Store) -> TestClient:
    """The service on a small demonstration region."""
    journal.apply(embedded, generate(3).changes)
    return client


def asker(client: TestClient) -> str:
    """An organization with a seat on the day."""
    found = client.get("/v1/memberships", params={"as_of": DAY, "limit": 1}).json()
    return str(found["items"][0]["organization"])


def suggested(client: TestClient, item: str, what: str) -> list[dict[str, Any]]:
    path = f"/v1/organizations/{item}/{what}"
    answer = client.get(path, params={"as_of": DAY, "limit": 100})
    assert answer.status_code == 200, answer.text
    return list(answer.json()["suggestions"])


def test_suggestions_come_from_the_scope_that_is_named(demo: TestClient, embedded: Store) -> None:
    item, snapshot = asker(demo), read_snapshot(embedded)
    seats = [seat for seat in snapshot.seats if is_active(seat.since, seat.until, DAY)]
    in_partnership = snapshot.partnership_of
    here = next(in_partnership[seat.body] for seat in seats if seat.organization == item)
    other = next(each for each in snapshot.partnerships if each != here)
    inside = [seat for seat in seats if in_partnership[seat.body] == other]
    asked = {"as_of": DAY, "limit": "100", "scope": other}
    for path, key, within in (
        (
            f"/v1/organizations/{item}/recommendations",
            "organization",
            {seat.organization for seat in inside},
        ),
        (
            f"/v1/partnerships/{here}/invitations",
            "organization",
            {seat.organization for seat in inside},
        ),
        (f"/v1/organizations/{item}/tables", "body", {seat.body for seat in inside}),
    ):
        answer = demo.get(path, params=asked).json()
        found = {row[key] for row in answer["suggestions"]}
        assert found
        assert found <= within
        assert answer["provenance"]["scope"]["of"] == other
        everywhere = demo.get(path, params={**asked, "scope": "all"}).json()
        assert {row[key] for row in everywhere["suggestions"]} - within
        unknown = demo.get(path, params={**asked, "scope": "lip:nowhere"})
        assert unknown.status_code == 404
        assert "lip:nowhere" in unknown.text


def test_tables_are_what_the_function_says(demo: TestClient, embedded: Store) -> None:
    item = asker(demo)
    own = tables(read_snapshot(embedded), item, DAY)
    answer = demo.get(f"/v1/organizations/{item}/tables", params={"as_of": DAY}).json()
    assert own.suggestions
    assert answer["sentence"] == str(own.sentence)
    assert answer["purpose"]["name"] == "balanced"
    snapshot = read_snapshot(embedded)
    for row, each in zip(answer["suggestions"], own.suggestions, strict=True):
        assert (row["body"], row["score"]) == (each.body, each.score)
        assert row["body_name"] == snapshot.bodies[each.body].name
        assert row["sentence"] == str(each.sentence)
        assert len(row["features"]) == len(FeatureName)
    rows = demo.get(
        f"/v1/organizations/{item}/tables", params={"as_of": DAY, "format": "csv", "limit": 3}
    )
    read = list(csv.DictReader(io.StringIO(rows.text.lstrip("\ufeff"))))
    assert [row["body"] for row in read] == [each.body for each in own.suggestions[:3]]
    assert {"proximity", "same_theme", "sentence"} <= read[0].keys()
    in_french = demo.get(
        f"/v1/organizations/{item}/tables", params={"as_of": DAY, "lang": "fr"}
    ).json()
    assert "tables auxquelles se joindre" in in_french["sentence"]
    assert demo.get("/v1/organizations/org:nobody/tables").status_code == 404


def test_what_is_declined_is_not_suggested_until_it_is_taken_back(demo: TestClient) -> None:
    item = asker(demo)
    for what, field in (("recommendations", "organization"), ("tables", "body")):
        before = suggested(demo, item, what)
        first = before[0][field]
        path = f"/v1/feedback/{item}/{first}"
        assert demo.get(path).status_code == 404
        said = demo.put(path, json=SAID)
        assert said.status_code == 201, said.text
        assert said.json()["candidate"] == first
        assert said.json()["author"] == "Secretariat"
        # The same again changes nothing, and is no longer new.
        revision = demo.get("/v1/feedback").json()["revision"]
        assert demo.put(path, json=SAID).status_code == 200
        assert demo.get("/v1/feedback").json()["revision"] == revision
        after = suggested(demo, item, what)
        assert first not in [each[field] for each in after]
        listed = demo.get("/v1/feedback", params={"asker": item, "candidate": first}).json()
        assert [each["verdict"] for each in listed["items"]] == ["declined"]
        # A later word replaces the earlier one.
        accepted = demo.put(path, json={**SAID, "verdict": "accepted"})
        assert accepted.status_code == 200
        shown = next(e for e in suggested(demo, item, what) if e[field] == first)
        assert shown["feedback"] == "accepted"
        gone = demo.delete(path)
        assert (gone.status_code, gone.content) == (204, b"")
        assert suggested(demo, item, what) == before
        assert demo.get(path).status_code == 404
        assert demo.delete(path).status_code == 404
        assert demo.get("/v1/feedback", params={"asker": item}).json()["total"] == 0
    taken = demo.get("/v1/feedback", params={"verdict": "taken_back"}).json()
    assert taken["total"] == 2
    # It may be said anew.
    assert demo.put(path, json=SAID).status_code == 201


def test_acquaintances_are_those_it_does_not_report_to_work_with(
    demo: TestClient, embedded: Store
) -> None:
    records = generate(3).changes
    seats = [seat for seat in records.memberships if is_active(seat.since, seat.until, DAY)]
    on_body: dict[str, set[str]] = {}
    for seat in seats:
        on_body.setdefault(seat.body, set()).add(seat.organization)
    # One survey, before the day; 0 says that nothing is done together.
    works = {(each.organization, each.other) for each in records.collaborations if each.level}
    mates = {(seat.organization, other) for seat in seats for other in on_body[seat.body]}
    item, partner = min((works & mates) - {(other, one) for one, other in works})

    def acquaintances(asker: str) -> list[str]:
        chosen = f"as_of={DAY}&sense=acquaintances&purpose=likely&limit=100"
        answer = demo.get(f"/v1/organizations/{asker}/recommendations?{chosen}")
        assert answer.status_code == 200, answer.text
        assert "collaborates_with" not in answer.json()["provenance"]["parameters"]
        return [each["organization"] for each in answer.json()["suggestions"]]

    before = acquaintances(item)
    assert before
    assert all((item, other) in mates and (item, other) not in works for other in before)
    assert partner not in before
    # It says so, and its partner does not: whom the partner is pointed to does not tell.
    assert item in acquaintances(partner)

    def report(one: str, other: str, level: int) -> None:
        kind = CollaborationKind.REFERRAL
        record = Collaboration(
            id=ids.between(ids.TIE, one, other, str(kind), "2026-03"),
            organization=one,
            other=other,
            kind=kind,
            level=level,
            wave="2026-03",
        )
        journal.apply(embedded, Changes(collaborations=(record,)))

    report(before[0], item, 4)
    assert acquaintances(item) == before
    report(item, before[0], 4)
    assert set(acquaintances(item)) == set(before[1:])
    report(item, before[0], 0)
    assert acquaintances(item) == before


def test_who_could_be_asked_heeds_what_was_said(demo: TestClient) -> None:
    def missing(partnership: str) -> dict[str, Any]:
        path = f"/v1/partnerships/{partnership}/sectors"
        return dict(demo.get(path, params={"as_of": DAY}).json())

    def could(answer: dict[str, Any]) -> list[str]:
        rows = answer["rows"]
        return [each["organization"] for row in rows for each in row["could_be_asked"]]

    found = [each["id"] for each in demo.get("/v1/partnerships").json()["items"]]
    partnership = next(item for item in found if could(missing(item)))
    first = could(missing(partnership))[0]
    assert demo.put(f"/v1/feedback/{partnership}/{first}", json=SAID).status_code == 201
    answer = missing(partnership)
    assert first not in could(answer)
    assert answer["set_aside"] == [first]
    assert answer["notes"][-1] == "1 is not suggested again: declined or tried already."


def test_a_partnership_remembers_too(demo: TestClient) -> None:
    partnership = demo.get("/v1/partnerships").json()["items"][0]["id"]
    path = f"/v1/partnerships/{partnership}/invitations"
    first = demo.get(path, params={"as_of": DAY}).json()["suggestions"][0]["organization"]
    said = demo.put(f"/v1/feedback/{partnership}/{first}", json={**SAID, "verdict": "tried"})
    assert said.status_code == 201
    answer = demo.get(path, params={"as_of": DAY}).json()
    assert first not in [each["organization"] for each in answer["suggestions"]]
    assert answer["set_aside"] == [first]
    assert answer["notes"][0] == "1 is not suggested again: declined or tried already."


def test_what_cannot_be_said_is_refused(demo: TestClient) -> None:
    item = asker(demo)
    other = suggested(demo, item, "recommendations")[0]["organization"]
    for sent, field in (
        ({**SAID, "verdict": "maybe"}, "verdict"),
        ({**SAID, "verdict": "taken_back"}, "verdict"),
        ({**SAID, "author": "someone@example.org"}, "author"),
        ({**SAID, "author": "416-555-0199"}, "author"),
        ({**SAID, "author": "x" * 81}, "author"),
        ({**SAID, "date": "2026-13-01"}, "date"),
        ({**SAID, "date": "9999-12-31"}, "date"),
        ({**SAID, "reason": "none"}, "reason"),
        ({"verdict": "declined"}, "author"),
    ):
        answer = demo.put(f"/v1/feedback/{item}/{other}", json=sent)
        assert answer.status_code == 422
        assert [fault["field"] for fault in answer.json()["errors"]] == [field]
    later = demo.put(f"/v1/feedback/{item}/{other}", json={**SAID, "date": "9999-12-31"}).json()
    assert "has not come yet" in later["errors"][0]["problem"]
    assert "today or an earlier one" in later["errors"][0]["remedy"]
    assert demo.get("/v1/feedback").json()["total"] == 0


def test_all_that_is_wrong_with_the_two_is_told_at_once(demo: TestClient) -> None:
    answer = demo.put("/v1/feedback/org:nobody/lip:nowhere", json=SAID)
    assert answer.status_code == 422
    assert {fault["field"] for fault in answer.json()["errors"]} == {"asker", "candidate"}


def test_another_site_may_not_say_anything(demo: TestClient) -> None:
    item = asker(demo)
    answer = demo.put(
        f"/v1/feedback/{item}/org:x", json=SAID, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert answer.status_code == 403


def test_the_back_test_is_what_the_function_says(
    demo: TestClient, embedded: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Asked at once here; as a job the answer is the same.
    monkeypatch.setattr(waiting, "LONGEST", 1e9)
    answer = demo.get("/v1/backtest", params={"as_of": DAY, "most": 20, "seed": 4})
    assert answer.status_code == 200, answer.text
    own = backtest(read_snapshot(embedded), DAY, most=20, seed=4)
    told = answer.json()
    assert told["sentence"] == str(own.sentence)
    assert [each["ranker"] for each in told["judged"]] == [str(e.ranker) for e in own.judged]
    assert told["judged"][0]["mrr"]["lower"] == own.judged[0].mrr.lower
    assert told["provenance"]["parameters"]["seed"] == 4
    assert demo.get("/v1/backtest", params={"split": "2024"}).status_code == 422


def test_what_the_newest_back_test_found_stands_beside_suggestions(
    demo: TestClient, embedded: Store, embedded_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = asker(demo)
    addresses = [f"/v1/organizations/{item}/{what}" for what in ("recommendations", "tables")]
    partnership = demo.get("/v1/partnerships").json()["items"][0]["id"]
    addresses.append(f"/v1/partnerships/{partnership}/invitations")
    for address in addresses:
        before = demo.get(address)
        assert "has not been worked out lately" in before.json()["notes"][-1]
    tag = before.headers["etag"]
    # The first one is worked out in the request, the second one as a job: both are kept.
    for seed, longest in ((4, 1e9), (5, -1.0)):
        asked: dict[str, str | int] = {"as_of": DAY, "most": 20, "seed": seed}
        with monkeypatch.context() as patched:
            patched.setattr(waiting, "LONGEST", longest)
            while (answer := demo.get("/v1/backtest", params=asked)).status_code == 202:
                time.sleep(0.1)
        english = answer.json()["sentence"]
        listed = demo.get("/v1/jobs").json()["items"][0]["answer"]
        assert demo.get(listed).json()["sentence"] == english
        french = demo.get("/v1/backtest", params={**asked, "lang": "fr"}).json()["sentence"]
        with TestClient(create_app(embedded_settings, embedded), base_url=BASE) as another:
            for client in (demo, another):
                for address in addresses:
                    after = client.get(address, headers={"If-None-Match": tag})
                    assert after.status_code == 200
                    assert after.json()["notes"][-1] == (
                        "How well such rankings foretold who joined what up to April 1, 2026, with "
                        f"the weights of the purpose “Likely partners”: {english}"
                    )
                told = client.get(addresses[0], params={"lang": "fr"}).json()["notes"][-1]
                assert told.endswith(french)
                assert french != english
                assert english in client.get(f"/organizations/{item}").text


def test_what_was_left_out_of_a_back_test_is_named_beside_suggestions(demo: TestClient) -> None:
    asked: dict[str, str | int] = {"as_of": DAY, "most": 20, "exclude": "funder,host"}
    english = demo.get("/v1/backtest", params=asked).json()["sentence"]
    assert english.startswith("Asked for 20, drawn by lot, of ")
    notes = demo.get(f"/v1/organizations/{asker(demo)}/tables").json()["notes"]
    assert notes[-1].endswith(f"“Likely partners” and without hosts and funders: {english}")


def test_a_graph_without_dates_cannot_be_judged(client: TestClient) -> None:
    told = client.get("/v1/backtest").json()
    assert (told["judged"], told["events"]) == ([], 0)
    assert told["sentence"].startswith("It cannot be judged")


def test_features_are_documented(client: TestClient) -> None:
    told = client.get("/v1/features").json()
    for what in ("organizations", "tables"):
        assert [each["name"] for each in told[what]] == [str(name) for name in FeatureName]
        assert all(each["documentation"] and each["label"] for each in told[what])


@pytest.mark.parametrize("split", ["foo", "2030-01-01"])
def test_a_day_that_cannot_be_foretold_is_named_before_there_is_a_job(
    canada_client: TestClient, monkeypatch: pytest.MonkeyPatch, split: str
) -> None:
    monkeypatch.setattr("graphsvc.api.waiting.LONGEST", -1.0)
    answer = canada_client.get("/v1/backtest", params={"split": split, "as_of": "2026-01-01"})
    assert answer.status_code == 422
    assert [each["field"] for each in answer.json()["errors"]] == ["split"]
    assert canada_client.get("/v1/changes?since=2015-01-01&scope=lip:none").status_code == 404
