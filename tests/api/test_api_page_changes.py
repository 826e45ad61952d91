"""Pages that tell what changed, what is planned, and who could stand in: worked by hand."""

from __future__ import annotations

import html
import re
import time
from typing import Any

import pytest
from starlette.testclient import TestClient

from graphsvc.analytics.bridging import role_of
from graphsvc.analytics.change import changes
from graphsvc.analytics.scope import Scope
from graphsvc.api import waiting
from graphsvc.model.entities import (
    Action,
    ActionTie,
    Body,
    Changes,
    Meeting,
    Membership,
    Organization,
    Partnership,
    Plan,
    Source,
)
from graphsvc.model.vocabulary import ActionStatus, ActionTieKind
from graphsvc.store import journal
from graphsvc.store.bolt import Store
from graphsvc.store.snapshot import read_snapshot

PAGE = {"accept": "text/html"}
SINCE, UNTIL = "2020-01-01", "2021-01-01"
COUNCIL, TABLE = "body:council", "body:table"


def seat(name: str, body: str, since: str | None, until: str | None, source: str) -> Membership:
    return Membership(
        id=f"seat:{name}~{body.partition(':')[2]}",
        organization=f"org:{name}",
        body=body,
        since=since,
        until=until,
        sources=(f"src:{source}",),
    )


# On the first day Stay sits on both tables, Gone and Unknown on the council: 3 organizations, 4
# ties. On the second, Come has taken the place of Gone. Only a list tells when Gone went, since the
# day is that of the list; when Come came, its seat says.
RECORDS = Changes(
    sources=tuple(
        Source(id=f"src:{date}", url=f"https://example.org/{date}", date=date)
        for date in ("2018", "2020-09-15", "2020-10-05")
    ),
    partnerships=(Partnership(id="lip:one", name="LIP one"),),
    organizations=tuple(
        Organization(id=f"org:{name}", name=name.capitalize())
        for name in ("stay", "come", "gone", "unknown")
    ),
    bodies=(
        Body(id=COUNCIL, name="Council", part_of="lip:one"),
        Body(id=TABLE, name="Table", part_of="lip:one"),
    ),
    memberships=(
        seat("stay", COUNCIL, "2015", None, "2020-10-05"),
        seat("stay", TABLE, "2015", None, "2018"),
        seat("come", COUNCIL, "2020-09-01", None, "2020-09-15"),
        seat("gone", COUNCIL, "2015", "2020-10-05", "2018"),
        seat("unknown", COUNCIL, None, None, "2018"),
    ),
    meetings=tuple(
        Meeting(id=f"meet:{date}", body=COUNCIL, date=date)
        # six weeks apart; the leap day lies between the last two
        for date in ("2020-01-06", "2020-02-17", "2020-03-30")
    ),
    plans=(
        Plan(id="plan:one", partnership="lip:one", name="Our plan", since="2020", until="2022"),
    ),
    actions=(
        Action(id="act:a", plan="plan:one", name="Map services", theme="settlement", due="2020"),
        Action(id="act:b", plan="plan:one", name="Hold a fair", theme="employment", due="2020-06",
               status=ActionStatus.DONE),
    ),
    action_ties=(
        ActionTie(organization="org:stay", action="act:a", kind=ActionTieKind.LEADS),
        ActionTie(organization="org:come", action="act:a", kind=ActionTieKind.SUPPORTS),
    ),
)  # fmt: skip


@pytest.fixture
def small(client: TestClient, embedded: Store) -> TestClient:
    """The service on the graph above."""
    journal.apply(embedded, RECORDS)
    return client


def text_of(page: Any) -> str:
    """What a page says, without its marks."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page.text)).split())


def section(page: Any, item: str) -> str:
    """What the section with an id says."""
    found = re.search(rf'<section id="{item}".*?</section>', page.text, re.DOTALL)
    assert found is not None, item
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", found[0])).split())


def story(client: TestClient, **query: str) -> Any:
    asked = {"of": "lip:one", "since": SINCE, "as_of": UNTIL, **query}
    return client.get("/changes", params=asked, headers=PAGE)


def test_the_story_tells_who_came_and_went_with_sources_and_numbers(small: TestClient) -> None:
    page = story(small)
    assert page.status_code == 200
    joined, left = section(page, "joined"), section(page, "left")
    assert "Come Council September 1, 2020 September 15, 2020" in joined
    assert "Gone Council October 5, 2020 by a list of members; perhaps earlier 2018" in left
    assert 'href="https://example.org/2020-09-15"' in page.text
    numbers = section(page, "numbers")
    assert "Organizations with a seat 3 3 0" in numbers
    assert "Memberships 4 4 0" in numbers
    assert "Memberships of which nobody knows since when 1 1 0" in numbers
    told = small.get(
        "/v1/changes", params={"scope": "lip:one", "since": SINCE, "until": UNTIL}
    ).json()
    assert told["sentence"] in text_of(page)


def test_the_same_is_offered_as_json_and_csv(small: TestClient) -> None:
    page = story(small, exclude="host")
    found = [html.unescape(each) for each in re.findall(r'href="(/v1/changes[^"]*)"', page.text)]
    assert len(found) == 2
    told = small.get(found[0]).json()
    assert {row["kind"] for row in told["rows"]} == {"joined", "left", "new_tie", "lost_tie"}
    assert told["provenance"]["scope"]["exclude"] == ["host"]
    assert small.get(found[1]).text.count("\n") == len(told["rows"]) + 1


def test_where_nothing_changed_or_nothing_is_dated_the_story_says_so(
    small: TestClient, embedded: Store
) -> None:
    quiet = story(small, since="2016-01-01", as_of="2017-01-01")
    assert "Nothing is recorded to have changed between the two days." in text_of(quiet)
    assert 'class="kinds"' not in quiet.text
    nobody = story(small, of=TABLE, since="2010-01-01", as_of="2011-01-01")
    assert "No member is recorded here on either day." in text_of(nobody)
    undated = Changes(
        partnerships=(Partnership(id="lip:two", name="LIP two"),),
        bodies=(Body(id="body:two", name="Two", part_of="lip:two"),),
        memberships=(Membership(id="seat:two", organization="org:stay", body="body:two"),),
    )
    journal.apply(embedded, undated)
    assert "Nobody knows since when any of the members has sat here" in text_of(
        story(small, of="lip:two")
    )


def test_an_empty_graph_has_a_story_too(client: TestClient) -> None:
    page = client.get("/changes", headers=PAGE)
    assert page.status_code == 200
    assert "No member is recorded here on either day." in text_of(page)


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"since": UNTIL, "as_of": SINCE}, 422),
        ({"since": "2020-02-30"}, 422),
        ({"of": "lip:nobody"}, 404),
    ],
)
def test_days_and_things_that_do_not_exist_are_told(
    small: TestClient, query: dict[str, str], status: int
) -> None:
    page = story(small, **query)
    assert page.status_code == status
    assert page.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize(
    ("as_of", "since", "why"),
    [
        # The newest source is of October 5, 2020.
        ("2020-12-31", "2019-12-31", "One year before."),
        ("2021-10-05", "2020-09-15", "before the newest one (October 5, 2020)"),
        ("2020-02-29", "2019-02-28", "One year before."),
    ],
)
def test_the_first_day_is_chosen_so_that_something_can_have_changed(
    small: TestClient, as_of: str, since: str, why: str
) -> None:
    page = story(small, since="", as_of=as_of)
    assert f'name="since" value="{since}"' in page.text
    assert why in text_of(page)


def test_a_story_that_takes_long_is_told_in_part_and_then_whole(
    small: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "LONGEST", -1.0)
    first = story(small)
    assert first.status_code == 202
    assert first.headers["cache-control"] == "no-store"
    assert "etag" not in first.headers
    assert "still being worked out" in text_of(first)
    assert "Come Council" in section(first, "joined")
    deadline = time.monotonic() + 60
    while (page := story(small)).status_code == 202:
        assert time.monotonic() < deadline
        time.sleep(0.2)
    assert page.status_code == 200
    assert "still being worked out" not in text_of(page)
    assert section(page, "joined") == section(first, "joined")
    # One job, listed where programs find its answer, in the form that the API itself lists.
    jobs = small.get("/v1/jobs").json()["items"]
    assert [each["answer"] for each in jobs] == [
        f"/v1/changes?scope=lip:one&since={SINCE}&until={UNTIL}"
    ]
    assert small.get(jobs[0]["answer"]).status_code == 200


def test_bridges_on_the_page_are_those_of_the_function(
    canada_client: TestClient, embedded: Store
) -> None:
    snapshot = read_snapshot(embedded)
    found = changes(snapshot, "all", "2014-01-01", "2018-01-01")
    page = story(canada_client, of="all", since="2014-01-01", as_of="2018-01-01")
    for kind in ("joined", "left", "new_tie", "lost_tie", "cut_point_gained", "bridge_gained"):
        rows = [row for row in found.rows if row.kind == kind]
        if rows:
            assert section(page, kind).count("organizations/") == 0
            own = re.search(rf'<section id="{kind}".*?</section>', page.text, re.DOTALL)
            assert own is not None
            named = re.findall(r'<th scope="row"><a href="/organizations/([^"?]+)', own[0])
            assert named == [row.organization for row in rows][:200]
        else:
            assert f'<section id="{kind}"' not in page.text


def test_a_partnership_tells_what_changed_in_short(small: TestClient) -> None:
    page = small.get("/partnerships/lip:one", params={"as_of": "2020-12-31"}, headers=PAGE)
    changed = section(page, "changed")
    assert changed.startswith("What changed since December 31, 2019")
    assert "1 organization joined: Come. 1 organization left: Gone." in changed
    assert "LIP one." not in changed
    href = re.search(r'href="(/changes[^"]+)"', page.text)
    assert href is not None
    assert html.unescape(href[1]) == "/changes?of=lip%3Aone&since=2019-12-31&as_of=2020-12-31"


def test_the_first_day_there_is_has_no_day_before(small: TestClient) -> None:
    page = small.get("/partnerships/lip:one", params={"as_of": "0001-06-01"}, headers=PAGE)
    assert page.status_code == 200
    assert 'id="changed"' not in page.text


def test_a_partnership_shows_its_plan_with_who_does_what(small: TestClient) -> None:
    page = small.get("/partnerships/lip:one", params={"as_of": UNTIL}, headers=PAGE)
    plan = section(page, "plan")
    assert "Our plan 2020 – 2022" in plan
    assert "1 action is overdue. No lead is recorded for 1 action." in plan
    assert "Map services settlement Stay Come Planned overdue 2020" in plan
    assert plan.index("Hold a fair") < plan.index("Map services")  # employment, settlement
    # In 2020 what is due in 2020 is not late; in 2022 the plan is over.
    during = small.get("/partnerships/lip:one", params={"as_of": "2020-12-31"}, headers=PAGE)
    assert "overdue" not in section(during, "plan")
    over = small.get("/partnerships/lip:one", params={"as_of": "2022-01-01"}, headers=PAGE)
    assert 'id="plan"' not in over.text


@pytest.mark.parametrize(
    ("as_of", "said"),
    [
        (
            "2020-12-31",
            "3 meetings in the year before this day, about every 6 weeks; the last: March 30, 2020",
        ),
        ("2020-03-01", "2 meetings in the year before this day; the last: February 17, 2020"),
        (
            "2021-06-01",
            "No meeting is recorded in the year before this day; the last: March 30, 2020",
        ),
    ],
)
def test_a_partnership_tells_how_often_a_body_meets(
    small: TestClient, as_of: str, said: str
) -> None:
    page = small.get("/partnerships/lip:one", params={"as_of": as_of}, headers=PAGE)
    assert f"Meetings – {said}" in text_of(page)


def test_the_interval_on_a_bar_is_the_ratio_times_the_share_elsewhere(
    canada_client: TestClient,
) -> None:
    page = canada_client.get("/partnerships/lip:peel", headers=PAGE)
    told = canada_client.get("/v1/partnerships/lip:peel/sectors").json()
    expected = {
        f"{round(100 * row['found']['lower'] * row['found']['reference_share'])}% to "
        f"{round(100 * min(1, row['found']['upper'] * row['found']['reference_share']))}%"
        for row in told["rows"]
        if row["found"]["lower"] is not None
    }
    bars = re.findall(r'aria-label="[^"]* elsewhere \(95% interval: ([^)]*)\)"', page.text)
    assert expected
    assert set(bars) == expected
    assert page.text.count('class="whisker over"') == len(bars)


def test_an_organization_shows_what_would_break_and_who_could_stand_in(
    canada_client: TestClient, embedded: Store
) -> None:
    snapshot = read_snapshot(embedded)
    day = "2026-01-01"
    roles = (
        role_of(snapshot, Scope.checked(snapshot, item, day), item, draws=0)
        for item in ("org:region-of-peel", "org:ymca-of-simcoe-muskoka")
    )
    for role in roles:
        assert role.departure is not None
        assert role.departure.stand_in is not None
        other = role.departure.stand_in
        page = canada_client.get(
            f"/organizations/{role.organization}", params={"as_of": day}, headers=PAGE
        )
        block = re.search(r'<div class="stand-in">.*?</div>', page.text, re.DOTALL)
        assert block is not None
        assert re.findall(r'href="/organizations/([^"?]+)', block[0]) == [other.organization]
        assert re.findall(r'href="/bodies/([^"?]+)', block[0]) == list(other.seats_to_take)
        assert f"it meets {other.meets} already" in block[0]
        # What is told in the block is not told twice.
        assert "could best stand in" not in text_of(page).replace("Who could best stand in", "")
        lost = re.search(r'<dl class="losses">.*?</dl>', page.text, re.DOTALL)
        named = lost[0] if lost else ""
        for item in (*role.departure.emptied, *role.departure.last_of_sector):
            assert f"/{item}?" in named or f'/{item}"' in named
        for pair in role.departure.pairs[:12]:
            for body in pair:
                assert f"/bodies/{body}" in named
