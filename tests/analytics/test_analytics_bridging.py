"""Who bridges: rows, ranking and words, on networks worked by hand."""

from __future__ import annotations

import random
from dataclasses import fields, replace

import pytest
from hypothesis import given

from graphsvc.analytics.bridging import BridgingAnswer, BridgingRow, Grouping, bridging
from graphsvc.analytics.scope import Exclusion, Scope
from graphsvc.errors import InvalidInput
from graphsvc.language import language
from graphsvc.model.entities import Body, Changes, Membership, Organization, Partnership
from graphsvc.model.sectors import Sector
from graphsvc.model.snapshot import Snapshot
from tests.recommend.small_networks import DAY, network, organization, tables, unhurried

TWO_TABLES = network(
    {"one/a": "a1 a2 x", "one/b": "b1 b2 x"},
    organizations=[
        organization("a1", Sector.HEALTH),
        organization("a2", Sector.HEALTH),
        organization("b1", Sector.SETTLEMENT),
        organization("b2", Sector.SETTLEMENT),
    ],
)


def rows(answer: BridgingAnswer) -> dict[str, BridgingRow]:
    return {row.organization: row for row in answer.rows}


def test_two_tables_joined_by_one_organization() -> None:
    answer = bridging(TWO_TABLES, Scope.checked(TWO_TABLES, "lip:one", DAY))
    x, a1 = rows(answer)["org:x"], rows(answer)["org:a1"]
    # All 9 pairs of {A, a1, a2} x {B, b1, b2}; the largest possible for 5 organizations and 2
    # bodies: the other 4 spread evenly make 2 x (1 + 2) nodes in 2 branches, 3 x 3 pairs.
    assert (x.betweenness_normalized, a1.betweenness_normalized) == (1.0, 0.0)
    # Two co-members in health, two in settlement: 1 - (1/4 + 1/4). a1 meets a2 and x; x has no
    # sector, so all known is health.
    assert (x.participation_sectors, a1.participation_sectors) == (0.5, 0.0)
    # x shares 1 of its 2 bodies with each of 4: 4 (1/2)^2. a1 shares its only one with a2 and x: 2.
    assert (x.constraint_two_mode, a1.constraint_two_mode) == (1.0, 2.0)
    # Each table of 3 gives its pairs 1/2. x: p = 1/4 to each, and the way round by the table's
    # other member 1/4 x 1/2, so 4 (3/8)^2 = 9/16. a1: to a2 1/2 + 1/2 x 1/4, to x 1/2 + 1/2 x 1/2.
    assert x.constraint_weighted == pytest.approx(9 / 16)
    assert a1.constraint_weighted == pytest.approx((5 / 8) ** 2 + (3 / 4) ** 2)
    assert x.participation_partnerships == 0.0
    # Each end of x's open pairs is next to x: nobody has bridgeness, all leave half behind there.
    assert (x.bridgeness_normalized, a1.bridgeness_normalized) == (0.0, 0.0)
    # In the four others x is ahead of all 4, who are equal and leave half of the 3 others behind.
    assert (x.score, a1.score) == pytest.approx(((4 + 0.5) / 5, (4 * 1.5 / 4 + 0.5) / 5))
    # The sector of x is not known, so it has no role; a1 and a2 are tied, and no pair is left open.
    assert x.brokerage["total"] is None
    assert a1.brokerage["total"] == 0
    # 4 of 12 directed ties among the four of known sector: each of the 6 ordered pairs of others is
    # open with a chance of 1/3 1/3 2/3. Into its sector lead 2 x 1 of them.
    assert a1.brokerage["total_expected"] == pytest.approx(6 * 2 / 27)
    assert a1.brokerage["gatekeeper_expected"] == pytest.approx(2 * 2 / 27)
    assert a1.brokerage["liaison_expected"] == 0.0
    assert set(x.brokerage.values()) == {None}
    assert [(row.organization, row.rank) for row in answer.rows] == [
        ("org:x", 1),
        ("org:a1", 2),
        ("org:a2", 2),
        ("org:b1", 2),
        ("org:b2", 2),
    ]
    assert x.is_cut_point
    assert not a1.is_cut_point
    assert x.separation is not None
    assert x.separation.organizations == ("org:b1", "org:b2")
    assert (x.load.bodies, x.load.seats, x.load.bodies_in_all) == (2, 2, 2)


def test_the_sentence_is_built_from_the_facts() -> None:
    found = rows(bridging(TWO_TABLES, Scope("lip:one", DAY)))
    assert str(found["org:x"].sentence) == (
        "Links health with settlement, which meet on no table here. The only member of both a of "
        "one and b of one. If it left, B1 and B2 would lose contact with the rest."
    )
    assert str(found["org:a1"].sentence) == (
        "Sits on one table here, a of one, and so links no two."
    )


def test_who_bridges_nothing_alone_is_told_so() -> None:
    snapshot = network({"one/a": "a x y", "one/b": "b x y"})
    found = rows(bridging(snapshot, Scope("lip:one", DAY)))
    assert str(found["org:x"].sentence) == (
        "Not the only link: every two of its 2 tables have another member in common."
    )
    assert found["org:x"].rank == found["org:y"].rank == 1


def test_names_come_in_the_language_of_the_reader() -> None:
    snapshot = Snapshot.of(
        Changes(
            partnerships=(Partnership(id="lip:one", name="One"),),
            organizations=(
                Organization(id="org:s", name="School", name_fr="École"),
                Organization(id="org:x", name="X"),
            ),
            bodies=(
                Body(id="body:a", name="Council", name_fr="Conseil", part_of="lip:one"),
                Body(id="body:b", name="Table", part_of="lip:one"),
            ),
            memberships=(
                Membership(id="seat:1", organization="org:x", body="body:a"),
                Membership(id="seat:2", organization="org:x", body="body:b"),
                Membership(id="seat:3", organization="org:s", body="body:a"),
            ),
        )
    )
    sentence = rows(bridging(snapshot, Scope("lip:one", DAY)))["org:x"].sentence
    assert "Conseil" in language("fr").render(sentence)
    assert "Council" not in language("fr").render(sentence)


def test_bodies_of_one_name_are_told_apart_by_their_partnership() -> None:
    bodies = [
        Body(id=f"body:{lip}", name="Council", part_of=f"lip:{lip}") for lip in ("one", "two")
    ]
    snapshot = Snapshot.of(
        Changes(
            partnerships=tuple(
                Partnership(id=f"lip:{lip}", name=lip.capitalize()) for lip in ("one", "two")
            ),
            organizations=(Organization(id="org:x", name="X"), Organization(id="org:y", name="Y")),
            bodies=tuple(bodies),
            memberships=(
                Membership(id="seat:1", organization="org:x", body="body:one"),
                Membership(id="seat:2", organization="org:x", body="body:two"),
                Membership(id="seat:3", organization="org:y", body="body:two"),
            ),
        )
    )
    found = rows(bridging(snapshot, Scope("all", DAY)))
    assert "The only member of both Council (One) and Council (Two)." in str(
        found["org:x"].sentence
    )


def test_partnerships_outside_the_scope_are_seen() -> None:
    snapshot = network({"one/a": "x y z", "two/a": "x", "three/a": "x y"})
    found = rows(bridging(snapshot, Scope("lip:one", DAY)))
    # x has one seat in each of three partnerships, y in two: 1 - 3/9 and 1 - 2/4.
    assert found["org:x"].participation_partnerships == pytest.approx(2 / 3)
    assert found["org:y"].participation_partnerships == 0.5
    assert found["org:x"].only_partnerships == (("lip:one", "lip:two"),)
    assert found["org:x"].load.bodies_in_all == 3
    assert str(found["org:x"].sentence).endswith(
        "The only one here that also sits in LIP two. Like others here, it also sits in LIP three."
    )


def test_ranking_over_partnerships_instead_of_sectors() -> None:
    snapshot = network({"one/a": "x y z w", "two/a": "x"})
    scope = Scope("lip:one", DAY)
    by_partnership = rows(bridging(snapshot, scope, groups="partnership"))
    assert by_partnership["org:x"].rank == 1
    assert by_partnership["org:y"].rank == 2
    # Over sectors, of which none is known, nobody is ahead of anybody.
    assert {row.rank for row in bridging(snapshot, scope).rows} == {1}


def test_the_criteria_can_be_chosen_and_are_on_record() -> None:
    scope = Scope("lip:one", DAY)
    answer = bridging(TWO_TABLES, scope, criteria=["betweenness"])
    assert set(answer.rows[0].percentiles) == {"betweenness"}
    assert answer.provenance.parameters == {
        "view": "two_mode",
        "groups": "sector",
        "criteria": ("betweenness",),
        "draws": 200,
        "seed": 0,
        "sources_in_a_draw": None,
    }
    assert answer.provenance.revision == 7
    assert answer.provenance.scope == scope
    assert answer.provenance.evidence.memberships == 6


@pytest.mark.parametrize(
    ("chosen", "field"),
    [
        ({"groups": "colour"}, "groups"),
        ({"criteria": ["charm"]}, "criteria"),
        ({"criteria": []}, "criteria"),
    ],
)
def test_what_cannot_be_chosen_is_refused_with_what_can(
    chosen: dict[str, object], field: str
) -> None:
    with pytest.raises(InvalidInput) as caught:
        bridging(TWO_TABLES, Scope("lip:one", DAY), **chosen)  # type: ignore[arg-type]
    fault = caught.value.faults[0]
    assert fault.place.field == field
    assert ("sector" if field == "groups" else "betweenness") in str(fault.remedy)


def test_without_the_host_its_bridge_is_gone() -> None:
    snapshot = network({"one/a": "a x", "one/b": "b x"}, hosts={"x": "one"})
    with_host = bridging(snapshot, Scope("lip:one", DAY))
    without = bridging(snapshot, Scope("lip:one", DAY, frozenset({Exclusion.HOST})))
    assert with_host.rows[0].organization == "org:x"
    assert [row.organization for row in without.rows] == ["org:a", "org:b"]
    assert without.provenance.left_out == ("org:x",)
    assert with_host.provenance.left_out == ()


def test_nobody_and_one_and_all_on_one_body() -> None:
    assert bridging(network({}), Scope("all", DAY)).rows == ()
    assert bridging(network({"one/a": ""}), Scope("lip:one", DAY)).rows == ()
    (only,) = bridging(network({"one/a": "x"}), Scope("lip:one", DAY)).rows
    assert (only.rank, only.score, only.constraint_weighted, only.constraint_two_mode) == (
        1,
        None,
        None,
        None,
    )
    assert str(only.sentence) == (
        "Sits on one table here, a of one, and so links no two. If it left, a of one would have "
        "no member."
    )
    together = bridging(network({"one/a": "x y z"}), Scope("lip:one", DAY)).rows
    assert {row.rank for row in together} == {1}
    assert {row.score for row in together} == {0.5}


def test_an_organization_without_a_seat_stands_last_in_the_whole_graph() -> None:
    snapshot = network({"one/a": "a x", "one/b": "b x"}, organizations=[organization("idle")])
    last = bridging(snapshot, Scope("all", DAY)).rows[-1]
    assert last.organization == "org:idle"
    assert last.rank == 4
    assert last.participation_partnerships is None
    assert str(last.sentence) == "Has no seat here on this day, and so links nothing."


def test_several_components_each_keep_their_own_cut_point() -> None:
    snapshot = network({"one/a": "a x", "one/b": "b x", "two/a": "c y", "two/b": "d y"})
    found = rows(bridging(snapshot, Scope("all", DAY)))
    assert {item for item, row in found.items() if row.is_cut_point} == {"org:x", "org:y"}
    assert found["org:x"].rank == found["org:y"].rank == 1


def test_three_departments_of_one_parent_are_three_organizations() -> None:
    departments = [
        organization(f"d{place}", Sector.GOV_MUNICIPAL, part_of="org:city") for place in range(3)
    ]
    snapshot = network(
        {"one/a": "d0 x", "one/b": "d1 x", "one/c": "d2"},
        organizations=[organization("city"), *departments],
    )
    found = rows(bridging(snapshot, Scope("lip:one", DAY)))
    assert set(found) == {"org:d0", "org:d1", "org:d2", "org:x"}
    assert found["org:d2"].joined.only_member == ("body:one-c",)


def test_a_planted_bridge_ranks_first() -> None:
    # Two partnerships of 25 organizations and 4 tables each, and one organization on one table of
    # each: the only path between them, with partners of many sectors.
    dice = random.Random(11)
    sectors = list(Sector)
    planted = {}
    for lip in ("one", "two"):
        staff = [f"{lip}{place:02}" for place in range(25)]
        for table in range(4):
            planted[f"{lip}/t{table}"] = " ".join(sorted(dice.sample(staff, 9)))
        planted[f"{lip}/t0"] += " bridge"
    names = sorted({name for members in planted.values() for name in members.split()})
    snapshot = network(
        planted, organizations=[organization(n, dice.choice(sectors)) for n in names]
    )
    answer = bridging(snapshot, Scope("all", DAY), groups=Grouping.PARTNERSHIP)
    assert answer.rows[0].organization == "org:bridge"
    assert answer.rows[0].separation is not None
    lost = answer.rows[0].separation.organizations
    assert all(name.startswith(lost[0][:7]) for name in lost)
    assert "If it left" in str(answer.rows[0].sentence)


def comparable(answer: BridgingAnswer) -> list[tuple[object, ...]]:
    """All of an answer but the time it took, sentences in words."""
    names = [field.name for field in fields(BridgingRow) if field.name != "sentence"]
    return [(*(getattr(row, name) for name in names), str(row.sentence)) for row in answer.rows]


@unhurried
@given(tables())
def test_the_order_of_records_does_not_matter(members: dict[str, str]) -> None:
    snapshot = network(members)
    backwards = Snapshot.of(
        Changes(
            organizations=tuple(snapshot.organizations.values())[::-1],
            partnerships=tuple(snapshot.partnerships.values())[::-1],
            bodies=tuple(snapshot.bodies.values())[::-1],
            memberships=tuple(snapshot.seats)[::-1],
        ),
        revision=7,
    )
    scope = Scope("all", DAY)
    assert comparable(bridging(snapshot, scope, draws=3)) == comparable(
        bridging(backwards, scope, draws=3)
    )


@unhurried
@given(tables())
def test_other_names_give_the_same_numbers(members: dict[str, str]) -> None:
    renamed = {
        table: " ".join(sorted(name.replace("o", "zz") for name in found.split()))
        for table, found in members.items()
    }
    # Without draws: which memberships a lot falls on hangs on their order.
    before = rows(bridging(network(members), Scope("all", DAY), draws=0))
    after = rows(bridging(network(renamed), Scope("all", DAY), draws=0))
    assert len(before) == len(after)
    for item, row in before.items():
        twin = after[item.replace(":o", ":zz")]
        assert twin.rank == row.rank
        assert twin.score == row.score
        assert twin.constraint_two_mode == row.constraint_two_mode
        assert twin.is_cut_point == row.is_cut_point


@unhurried
@given(tables())
def test_scores_are_means_of_percentiles_and_everything_is_in_range(
    members: dict[str, str],
) -> None:
    answer = bridging(network(members), Scope("all", DAY), draws=0)
    for row in answer.rows:
        known = [value for value in row.percentiles.values() if value is not None]
        assert (row.score is None) == (len(answer.rows) == 1)
        if row.score is not None:
            assert row.score == pytest.approx(sum(known) / 5)
            assert 0 <= row.score <= 1
        assert row.betweenness_normalized is None or 0 <= row.betweenness_normalized <= 1
        assert type(row.betweenness_normalized) in (float, type(None))
        # Betweenness above 0 takes two bodies; with two, the row lies between them.
        assert bool(row.betweenness_normalized) == (len(row.joined.bodies) > 1)
    # Scores that differ by rounding alone are equal, and then ids decide.
    ranked = [round(row.score, 12) for row in answer.rows if row.score is not None]
    assert ranked == sorted(ranked, reverse=True)


def test_equal_answers_but_for_the_time() -> None:
    first, second = (bridging(TWO_TABLES, Scope("lip:one", DAY)) for _ in range(2))
    assert first.provenance.seconds > 0
    assert replace(first.provenance, seconds=0) == replace(second.provenance, seconds=0)
    assert first.rows == second.rows
