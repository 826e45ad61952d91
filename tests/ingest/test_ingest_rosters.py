"""When memberships begin and end, from what dated sources list: worked by hand, case by case."""

from __future__ import annotations

from itertools import pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphsvc.dates import is_active
from graphsvc.ingest.rosters import Sighting, terms
from graphsvc.model.entities import Membership, Source
from graphsvc.model.vocabulary import Role

BODY = "body:b"
SPRING, SUMMER, AUTUMN = "2020-03-01", "2020-06-01", "2020-09-01"


def roster(date: str, *members: str, role: Role = Role.MEMBER) -> list[Sighting]:
    return [
        Sighting(
            organization=f"org:{name}", date=date, complete=True, source=f"src:{date}", role=role
        )
        for name in members
    ]


def source(date: str, kind: str = "minutes_attendance") -> Source:
    return Source(id=f"src:{date}", date=date, kind=kind)


SOURCES = {each.id: each for each in map(source, (SPRING, SUMMER, AUTUMN))}


def dates(found: list[Membership]) -> dict[str, list[tuple[str | None, str | None]]]:
    by_name: dict[str, list[tuple[str | None, str | None]]] = {}
    for term in found:
        by_name.setdefault(term.organization[4:], []).append((term.since, term.until))
    return by_name


def test_a_roster_ends_what_it_no_longer_lists_and_begins_what_it_newly_lists() -> None:
    found = terms(BODY, [*roster(SPRING, "a", "b"), *roster(SUMMER, "b", "c")])
    assert dates(found) == {
        "a": [(None, SUMMER)],
        "b": [(None, None)],
        "c": [(SUMMER, None)],
    }


def test_a_partial_list_ends_nothing_and_begins_nothing() -> None:
    partial = [Sighting(organization="org:c", date=SUMMER, source="src:news")]
    found = terms(BODY, [*roster(SPRING, "a", "c"), *partial])
    assert dates(found) == {"a": [(None, None)], "c": [(None, None)]}


def test_whoever_is_seen_only_after_a_roster_without_it_joined_when_it_was_seen() -> None:
    partial = [Sighting(organization="org:c", date=SUMMER, source="src:news")]
    assert dates(terms(BODY, [*roster(SPRING, "a"), *partial]))["c"] == [(SUMMER, None)]


def test_an_earlier_roster_than_the_first_sighting_of_somebody_ends_nothing() -> None:
    # Seen in summer; a roster of autumn without it ends it, one of spring cannot.
    seen = [Sighting(organization="org:c", date=SUMMER)]
    assert dates(terms(BODY, [*roster(AUTUMN, "a"), *seen]))["c"] == [(None, AUTUMN)]


def test_who_leaves_and_comes_back_has_two_terms() -> None:
    found = terms(
        BODY, [*roster(SPRING, "a", "b"), *roster(SUMMER, "b"), *roster(AUTUMN, "a", "b")]
    )
    assert dates(found)["a"] == [(None, SUMMER), (AUTUMN, None)]
    assert [term.id for term in found if term.organization == "org:a"] == [
        "seat:a~b",
        f"seat:a~b~{AUTUMN}",
    ]


def test_another_role_is_another_term() -> None:
    found = terms(BODY, [*roster(SPRING, "a", role=Role.CHAIR), *roster(SUMMER, "a")])
    assert [(each.role, each.since, each.until) for each in found] == [
        (Role.CHAIR, None, SUMMER),
        (Role.MEMBER, SUMMER, None),
    ]


def test_undated_sightings_say_that_it_sits_there_and_nothing_else() -> None:
    assert dates(terms(BODY, [Sighting(organization="org:a")])) == {"a": [(None, None)]}
    both = [Sighting(organization="org:a", source="src:web"), *roster(SPRING, "a")]
    (term,) = terms(BODY, both)
    assert (term.since, term.until) == (None, None)
    assert set(term.sources) == {"src:web", f"src:{SPRING}"}


def test_stated_dates_win_over_what_rosters_let_infer() -> None:
    stated = [Sighting(organization="org:a", since="2019", until="2021")]
    found = terms(BODY, [*stated, *roster(SPRING, "a"), *roster(SUMMER, "b")])
    assert dates(found)["a"] == [("2019", "2021")]


def test_a_stated_beginning_is_ended_by_a_later_roster_without_it() -> None:
    stated = [Sighting(organization="org:a", since="2019")]
    assert dates(terms(BODY, [*stated, *roster(SUMMER, "b")]))["a"] == [("2019", SUMMER)]


def test_what_the_graph_holds_keeps_its_id_and_its_stated_dates() -> None:
    before = [
        Membership(id="seat:own", organization="org:a", body=BODY, since="2018-05-05"),
        Membership(id="seat:b~b", organization="org:b", body=BODY, sources=(f"src:{SPRING}",)),
    ]
    found = {term.id: term for term in terms(BODY, roster(SUMMER, "a"), before, SOURCES)}
    assert found["seat:own"].since == "2018-05-05"
    assert found["seat:own"].until is None
    assert found["seat:b~b"].until == SUMMER


def test_a_member_without_any_date_is_ended_by_a_newer_roster_without_it() -> None:
    undated = [Membership(id="seat:a~b", organization="org:a", body=BODY)]
    assert dates(terms(BODY, roster(SUMMER, "b"), undated, SOURCES))["a"] == [(None, SUMMER)]
    later = Membership(id="seat:c~b", organization="org:c", body=BODY, sources=(f"src:{AUTUMN}",))
    older = terms(BODY, roster(SUMMER, "b"), [*undated, later], SOURCES)
    assert dates(older)["a"] == [(None, None)]


rosters_strategy = st.dictionaries(
    st.sampled_from([SPRING, SUMMER, AUTUMN]), st.sets(st.sampled_from("abcd")), max_size=3
)


@given(rosters_strategy)
def test_on_the_day_of_a_complete_roster_exactly_its_members_sit(
    rosters: dict[str, set[str]],
) -> None:
    sightings = [each for date, names in rosters.items() for each in roster(date, *sorted(names))]
    found = terms(BODY, sightings)
    for date, names in rosters.items():
        if not names:
            continue  # a roster with nobody on it leaves no row, so nobody can know of it
        seated = {
            term.organization[4:] for term in found if is_active(term.since, term.until, date)
        }
        assert seated == names


@given(rosters_strategy)
def test_no_two_terms_of_one_organization_overlap(rosters: dict[str, set[str]]) -> None:
    sightings = [each for date, names in rosters.items() for each in roster(date, *sorted(names))]
    for spans in dates(terms(BODY, sightings)).values():
        for (_, until), (since, _) in pairwise(spans):
            assert until is not None
            assert since is not None
            assert until <= since


@pytest.mark.parametrize("order", list(permutations([SPRING, SUMMER, AUTUMN])))
def test_rosters_imported_one_by_one_in_any_order_give_the_same(order: tuple[str, ...]) -> None:
    lists = {SPRING: "ab", SUMMER: "bc", AUTUMN: "abd"}
    at_once = terms(BODY, [each for date in lists for each in roster(date, *lists[date])])
    held: list[Membership] = []
    for date in order:
        held = terms(BODY, roster(date, *lists[date]), held, SOURCES)
    assert dates(held) == dates(at_once)
    assert len({term.id for term in held}) == len(held)
    again = terms(BODY, roster(SUMMER, *lists[SUMMER]), held, SOURCES)
    assert again == held


@pytest.mark.parametrize("since", [None, SPRING])
def test_a_row_that_says_since_when_it_has_another_role_ends_the_term_before(
    since: str | None,
) -> None:
    before = Membership(id="seat:a~b", organization="org:a", body=BODY, since=since)
    chairs = Sighting(organization="org:a", role=Role.CHAIR, since=AUTUMN)
    found = terms(BODY, [chairs], [before])
    assert [(term.role, term.since, term.until) for term in found] == [
        (Role.MEMBER, since, AUTUMN),
        (Role.CHAIR, AUTUMN, None),
    ]
    assert found[0].id == before.id
    # Imported again, it changes nothing.
    assert terms(BODY, [chairs], found) == found
