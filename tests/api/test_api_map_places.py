"""Where nodes stand: the same after a restart and on another server, nearly so after a change."""

from __future__ import annotations

import json
import re
from math import dist

import pytest
from starlette.testclient import TestClient

from graphsvc.api.app import create_app
from graphsvc.errors import StoreBusy
from graphsvc.settings import Settings
from graphsvc.store import map_places
from graphsvc.store.bolt import Store

Places = dict[str, tuple[float, float]]
BASE = "http://127.0.0.1"
PEEL = "of=lip:peel"


def places(client: TestClient, query: str) -> Places:
    answer = client.get(f"/map?lang=en&{query}", headers={"accept": "text/html"})
    assert answer.status_code == 200
    found = re.search(r'id="map-data">(.*?)</script>', answer.text, re.DOTALL)
    assert found is not None
    return {node["id"]: (node["x"], node["y"]) for node in json.loads(found[1])["nodes"]}


def farthest(before: Places, after: Places) -> float:
    """How far anybody moved, as a share of how wide the picture is."""
    wide = max(x for x, _ in before.values()) - min(x for x, _ in before.values())
    return max(dist(before[item], after[item]) for item in before.keys() & after.keys()) / wide


def add_member(client: TestClient, number: int) -> None:
    bodies = client.get("/v1/bodies", params={"partnership": "lip:peel"}).json()["items"]
    item = f"org:new-{number}"
    client.put(f"/v1/organizations/{item}", json={"name": f"New {number}"})
    sent = {"organization": item, "body": bodies[0]["id"], "since": "2016-01-01"}
    assert client.post("/v1/memberships", json=sent).status_code == 201


def test_another_server_and_a_restart_show_the_map_as_it_was(
    canada_client: TestClient, embedded: Store, embedded_settings: Settings
) -> None:
    first = places(canada_client, PEEL)
    for number in range(3):
        add_member(canada_client, number)
        after = places(canada_client, PEEL)
        assert farthest(first, after) < 0.05
        with TestClient(create_app(embedded_settings, embedded), base_url=BASE) as other:
            assert places(other, PEEL) == after


def test_who_never_saw_the_map_before_the_change_sees_it_as_the_others_do(
    canada_client: TestClient, embedded: Store, embedded_settings: Settings
) -> None:
    with TestClient(create_app(embedded_settings, embedded), base_url=BASE) as other:
        first = places(canada_client, PEEL)
        add_member(canada_client, 0)
        after = places(other, PEEL)
        assert farthest(first, after) < 0.05
        assert places(canada_client, PEEL) == after


def test_other_days_and_other_looks_stand_where_the_map_of_today_stands(
    canada_client: TestClient,
) -> None:
    today = places(canada_client, PEEL)
    assert places(canada_client, f"{PEEL}&view=organizations").items() <= today.items()
    assert places(canada_client, f"{PEEL}&exclude=funder").items() <= today.items()
    before = places(canada_client, "of=lip:simcoe-county")
    then = places(canada_client, "of=lip:simcoe-county&as_of=2016-06-01")
    assert len(then.keys() & before.keys()) > 10
    assert farthest(before, then) < 0.1


@pytest.mark.parametrize("of", ["all", "all&group=partnership", "org:ymca-of-simcoe-muskoka"])
def test_every_kind_of_map_is_kept(canada_client: TestClient, embedded: Store, of: str) -> None:
    places(canada_client, f"of={of}")
    name = {"all": "all/", "all&group=partnership": "all/partnership"}.get(of, f"{of}/1/")
    assert map_places.read(embedded, name) is not None


def test_a_map_is_shown_when_its_places_cannot_be_kept(
    canada_client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise StoreBusy

    monkeypatch.setattr(map_places, "keep", refuse)
    assert places(canada_client, PEEL)
