"""What one organization bridges, and what would break if it left."""

from __future__ import annotations

import pytest

from graphsvc.analytics.bridging import bridging, role_of
from graphsvc.analytics.cut_points import Part
from graphsvc.analytics.scope import Exclusion, Scope
from graphsvc.errors import NotFound
from graphsvc.model.entities import Body, Changes, Membership, Organization, Partnership
from graphsvc.model.sectors import Sector
from graphsvc.model.snapshot import Snapshot
from graphsvc.model.vocabulary import Role
from tests.recommend.small_networks import DAY, network, organization


def test_the_row_is_the_one_among_the_others() -> None:
    snapshot = network({"one/a": "a x", "one/b": "b x"})
    scope = Scope("lip:one", DAY)
    answer = role_of(snapshot, scope, "org:x")
    assert answer.row == bridging(snapshot, scope).rows[0]
    assert answer.of == 3
    assert answer.sentence == answer.row.sentence
    assert answer.provenance.parameters["organization"] == "org:x"


def test_what_would_break_is_named() -> None:
    snapshot = network(
        {"one/a": "a c x", "one/b": "b x", "one/c": "x"},
        organizations=[organization("x", Sector.HEALTH), organization("a", Sector.FAITH)],
    )
    found = role_of(snapshot, Scope("lip:one", DAY), "org:x").departure
    assert found is not None
    assert found.cut_off == (
        Part(("org:b",), ("body:one-b",)),
        Part((), ("body:one-c",)),
    )
    assert found.rest == ("org:a", "org:c")
    assert found.emptied == ("body:one-c",)
    assert found.pairs == (
        ("body:one-a", "body:one-b"),
        ("body:one-a", "body:one-c"),
        ("body:one-b", "body:one-c"),
    )
    assert found.last_of_sector == ("lip:one",)
    assert str(found.sentence) == (
        "B would lose contact with the other 2 organizations. 3 pairs of tables would have no "
        "member in common, among a of one, b of one and c of one. c of one would have no member. "
        "Nobody else from the sector health has a seat in LIP one. "
        "A could best stand in: it would have to join b of one and c of one, and meets 1 of 2 "
        "organizations already."
    )


def test_a_sector_is_not_lost_while_another_of_it_sits_anywhere_in_the_partnership() -> None:
    both = [organization("x", Sector.HEALTH), organization("h", Sector.HEALTH)]
    snapshot = network({"one/a": "a x", "one/b": "h"}, organizations=both)
    # The scope is one table, on which x is the only one from health.
    found = role_of(snapshot, Scope("body:one-a", DAY), "org:x").departure
    assert found is not None
    assert found.last_of_sector == ()


def test_a_host_that_is_left_out_keeps_no_sector_alive() -> None:
    both = [organization("x", Sector.HEALTH), organization("h", Sector.HEALTH)]
    snapshot = network({"one/a": "a x h"}, organizations=both, hosts={"h": "one"})
    with_host = role_of(snapshot, Scope("lip:one", DAY), "org:x").departure
    without = role_of(
        snapshot, Scope("lip:one", DAY, frozenset({Exclusion.HOST})), "org:x"
    ).departure
    assert with_host is not None
    assert without is not None
    assert (with_host.last_of_sector, without.last_of_sector) == ((), ("lip:one",))


def test_offices_would_have_to_be_filled_again() -> None:
    snapshot = Snapshot.of(
        Changes(
            partnerships=(Partnership(id="lip:one", name="One"),),
            organizations=(Organization(id="org:x", name="X"), Organization(id="org:y", name="Y")),
            bodies=(Body(id="body:a", name="Council", part_of="lip:one"),),
            memberships=(
                Membership(id="seat:1", organization="org:x", body="body:a", role=Role.CHAIR),
                Membership(
                    id="seat:2",
                    organization="org:x",
                    body="body:a",
                    role=Role.LEAD,
                    until="2020",
                ),
                Membership(id="seat:3", organization="org:y", body="body:a"),
            ),
        )
    )
    found = role_of(snapshot, Scope("lip:one", DAY), "org:x").departure
    assert found is not None
    assert [seat.id for seat in found.offices] == ["seat:1"]
    assert str(found.sentence) == "To be filled again: Chair of Council."


def test_where_nothing_breaks_it_says_so() -> None:
    found = role_of(network({"one/a": "a b c"}), Scope("lip:one", DAY), "org:a").departure
    assert found is not None
    assert str(found.sentence) == "Nothing recorded here would break if it left."
    assert found.rest == ()


def test_without_a_seat_in_scope_there_is_no_row_but_an_answer() -> None:
    snapshot = network({"one/a": "a", "two/a": "b"}, hosts={"a": "one"})
    elsewhere = role_of(snapshot, Scope("lip:one", DAY), "org:b")
    assert elsewhere.row is None
    assert elsewhere.departure is None
    assert str(elsewhere.sentence) == "Has no seat here on this day, and so links nothing."
    hidden = role_of(snapshot, Scope("lip:one", DAY, frozenset({Exclusion.HOST})), "org:a")
    assert hidden.row is None
    assert str(hidden.sentence) == "It is left out here, so nothing is said of it."


def test_an_unknown_organization() -> None:
    with pytest.raises(NotFound):
        role_of(network({}), Scope("all", DAY), "org:nobody")


def test_who_is_cut_off_is_told_of_the_whole_network() -> None:
    # Of the partnerships of hub, the three of "one" are the larger side; but those of "two" hold on
    # to the many of "far", so without hub it is "one" that loses contact with everybody.
    snapshot = network(
        {"one/a": "hub a b c", "two/b": "hub y", "far/c": "y p q r s"},
    )
    found = role_of(snapshot, Scope("org:hub", DAY), "org:hub")
    assert found.departure is not None
    assert found.departure.cut_off == (Part(("org:a", "org:b", "org:c"), ("body:one-a",)),)
    assert "A, B and C would lose contact with the other 5 organizations." in str(
        found.departure.sentence
    )
    assert found.departure.rest == ("org:y",)  # of its partnerships
