"""Who may ask, under which name, from where; and what every answer is dressed in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from graphsvc.api.app import create_app
from graphsvc.api.errors import STATUS, status_of
from graphsvc.api.security import COOKIE, session
from graphsvc.errors import GraphsvcError
from graphsvc.settings import Settings
from graphsvc.store.bolt import Store
from tests.api.conftest import BASE, KEY

BODY = {"name": "A"}
BEARER = {"Authorization": f"Bearer {KEY}"}


def test_with_a_key_nothing_is_told_to_a_stranger(locked: TestClient) -> None:
    for address in ("/v1/partnerships", "/v1/openapi.json", "/v1/measures", "/v1/nothing"):
        answer = locked.get(address)
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"] == "Bearer"
        assert answer.headers["content-type"] == "application/problem+json"
    assert locked.put("/v1/organizations/org:a", json=BODY).status_code == 401
    for scheme in (f"Bearer {KEY}x", f"Basic {KEY}", KEY, "Bearer ", f"Bearer {KEY[:-1]}"):
        assert locked.get("/v1/partnerships", headers={"Authorization": scheme}).status_code == 401
    assert locked.get("/v1/partnerships", headers=BEARER).status_code == 200
    assert locked.get("/healthz").status_code == locked.get("/readyz").status_code == 200


def test_a_browser_is_led_to_the_sign_in_page_and_back(locked: TestClient) -> None:
    page = {"accept": "text/html"}
    led = locked.get("/partnerships/lip:x", headers=page)
    assert (led.status_code, led.headers["location"].partition("?")[0]) == (303, "/sign-in")
    wrong = locked.post("/sign-in", data={"key": "wrong", "next": "/map"})
    assert wrong.status_code == 403
    assert COOKIE not in wrong.cookies
    right = locked.post("/sign-in", data={"key": KEY, "next": "/map"})
    assert (right.status_code, right.headers["location"]) == (303, "/map")
    cookie = right.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert KEY not in cookie
    # Signed in, a browser looks at pages and data; it writes nothing.
    assert locked.get("/", headers=page).status_code == 200
    assert locked.get("/v1/partnerships").status_code == 200
    assert locked.put("/v1/organizations/org:a", json=BODY).status_code == 401
    out = locked.post("/sign-out")
    assert out.status_code == 303
    assert locked.get("/", headers=page).status_code == 303


@pytest.mark.parametrize(
    "target", ["//evil.example", "https://evil.example", "/\\evil", "x", "/\nx"]
)
def test_nobody_is_led_elsewhere_after_signing_in(locked: TestClient, target: str) -> None:
    answer = locked.post("/sign-in", data={"key": KEY, "next": target})
    assert answer.headers["location"] == "/"


def test_the_cookie_is_not_the_key() -> None:
    assert KEY not in session(KEY)
    assert session(KEY) != session(KEY + "x")


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1", 200),
        ("127.0.0.1:8000", 200),
        ("localhost:8000", 200),
        ("LOCALHOST", 200),
        ("[::1]:8000", 200),
        ("evil.example", 400),
        ("127.0.0.1.evil.example", 400),
        ("", 400),
        ("evil.example:127.0.0.1", 400),
    ],
)
def test_another_name_is_refused(client: TestClient, host: str, status: int) -> None:
    # A site that points its own name at this machine would else read what is here.
    assert client.get("/v1/partnerships", headers={"host": host}).status_code == status


def test_further_names_can_be_allowed(embedded: Store, embedded_settings: Settings) -> None:
    settings = embedded_settings.model_copy(update={"allowed_hosts": "graph.example.org, Other"})
    with TestClient(create_app(settings, embedded), base_url="http://graph.example.org") as client:
        assert client.get("/healthz").status_code == 200
        assert client.get("/healthz", headers={"host": "other"}).status_code == 200
        assert client.get("/healthz", headers={"host": "third"}).status_code == 400


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 201),
        ({"sec-fetch-site": "same-origin"}, 201),
        ({"sec-fetch-site": "none"}, 201),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"origin": "http://127.0.0.1"}, 201),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "null"}, 403),
    ],
)
def test_another_site_cannot_write(
    client: TestClient, headers: dict[str, str], status: int
) -> None:
    answer = client.put("/v1/organizations/org:a", json=BODY, headers=headers)
    assert answer.status_code == status


def test_a_form_of_another_site_cannot_pose_as_json(client: TestClient) -> None:
    answer = client.post(
        "/v1/organizations", content=b'{"name": "A"}', headers={"content-type": "text/plain"}
    )
    assert answer.status_code in {415, 422}


@pytest.mark.parametrize(
    "address", ["/", "/v1/partnerships", "/v1/nothing", "/nothing", "/healthz", "/map"]
)
def test_every_answer_carries_the_policy(client: TestClient, address: str) -> None:
    headers = client.get(address).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "require-trusted-types-for 'script'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert "access-control-allow-origin" not in headers


def test_every_error_has_a_status() -> None:
    def kinds(kind: type[GraphsvcError]) -> Iterator[type[GraphsvcError]]:
        yield kind
        for each in kind.__subclasses__():
            yield from kinds(each)

    for kind in kinds(GraphsvcError):
        assert status_of(kind) in STATUS.values()
        # Errors of starting, and those of the client, never reach an answer.
        elsewhere = kind.__module__.startswith(("graphsvc.store.embedded", "graphsvc.client"))
        direct = kind in STATUS or elsewhere
        assert direct, kind


def test_what_goes_wrong_inside_is_not_told(
    client: TestClient, embedded: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> int:
        raise RuntimeError("secret of the house")

    client.get("/v1/partnerships")
    monkeypatch.setattr(embedded, "revision", broken)
    with TestClient(client.app, base_url=BASE, raise_server_exceptions=False) as outside:
        for address in ("/v1/partnerships", "/"):
            answer = outside.get(address)
            assert answer.status_code == 500
            assert "secret" not in answer.text


def test_no_link_of_a_page_leads_where_its_address_says(client: TestClient) -> None:
    page = client.get("//evil.example/x", headers={"accept": "text/html"})
    assert page.status_code == 404
    assert 'href="?lang=fr"' in page.text
    assert "evil.example" not in page.text
