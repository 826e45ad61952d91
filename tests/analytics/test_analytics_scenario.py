"""What if: worked by hand, and the same as if it had really been so."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphsvc.analytics.overlay import Overlay, faults, fitting, laid_over, own_faults
from graphsvc.analytics.overlay_form import OverlayIn
from graphsvc.analytics.scenario import ScenarioAnswer, evaluate
from graphsvc.analytics.scenario_losses import Losses
from graphsvc.analytics.scope import Scope
from graphsvc.analytics.sector_status import Reference
from graphsvc.analytics.standing import Standing
from graphsvc.errors import InvalidInput
from graphsvc.model.entities import Body, Membership
from graphsvc.model.sectors import Sector
from graphsvc.model.snapshot import Snapshot
from tests.recommend.small_networks import DAY, network, organization, tables, unhurried

EVERYTHING = Scope("all", DAY)
# x alone joins two tables.
JOINED = {"one/1": "a b x", "one/2": "c d x"}
OF_SECTORS = (
    *(organization(name, Sector.HEALTH) for name in "abx"),
    *(organization(name, Sector.HOUSING) for name in "cd"),
)


def seat(name: str, body: str, place: int = 0) -> Membership:
    return Membership(id=f"seat:s~{place}", organization=f"org:{name}", body=f"body:{body}")


def number(answer: ScenarioAnswer, name: str) -> tuple[float | None, ...]:
    (row,) = [row for row in answer.numbers if row.measure == name]
    return row.before, row.after, row.difference


def test_without_the_only_link_by_hand() -> None:
    snapshot = network(JOINED)
    answer = evaluate(snapshot, EVERYTHING, Overlay(remove_organizations=("org:x",)))
    assert number(answer, "organizations_seated") == (5, 4, -1)
    assert number(answer, "memberships") == (6, 4, -2)
    assert number(answer, "components") == (1, 2, 1)
    # Distances of the one-mode graph before: a-b, c-d and x to the four are 1, the other four
    # pairs 2: 14 / 10. After, the two components are equally large, all of their pairs at 1.
    assert number(answer, "mean_distance") == pytest.approx((1.4, 1, -0.4))
    # x was first and is gone.
    last = answer.ranking[-1]
    assert (last.organization, last.before, last.after, last.difference) == ("org:x", 1, None, None)
    assert last.cuts_off_before == 2
    assert snapshot.organizations["org:x"].name == "X"
    assert len(snapshot.seats) == 6


def test_how_far_sectors_keep_to_themselves_by_hand() -> None:
    overlay = Overlay(remove_organizations=("org:x",))
    answer = evaluate(network(JOINED, organizations=OF_SECTORS), EVERYTHING, overlay)
    # Of six ties, three are inside health and one inside housing; of their ends, health has 8 of
    # 12: (4/6 - 5/9) / (1 - 5/9). Without x, both ties are inside.
    assert number(answer, "group_assortativity") == pytest.approx((1 / 4, 1, 3 / 4))
    unknown = evaluate(network(JOINED), EVERYTHING, overlay)
    assert number(unknown, "group_assortativity") == (None, None, None)


def test_a_second_link_by_hand() -> None:
    overlay = Overlay(
        add_organizations=(organization("y", Sector.HEALTH),),
        add_memberships=(seat("y", "one-1"), seat("y", "one-2", 1)),
    )
    answer = evaluate(network(JOINED), EVERYTHING, overlay)
    assert answer.parts == 3
    assert answer.provenance.parameters["view"] == "two_mode"
    assert number(answer, "organizations") == (5, 6, 1)
    rows = {row.organization: row for row in answer.ranking}
    assert (rows["org:y"].before, str(rows["org:y"].name)) == (None, "Y")
    # Nobody hangs on x alone any more.
    assert (rows["org:x"].cuts_off_before, rows["org:x"].cuts_off_after) == (2, 0)


def test_who_loses_contact_and_who_finds_it_by_hand() -> None:
    without = evaluate(network(JOINED), EVERYTHING, Overlay(remove_organizations=("org:x",)))
    # Two halves as large as each other: the one with the first id is where most are.
    assert without.losses == Losses(("org:x",), ("org:c", "org:d"), (), ())
    apart = {"one/1": "a b", "two/1": "c"}
    joined = Overlay(add_memberships=(seat("b", "two-1"),))
    assert evaluate(network(apart), EVERYTHING, joined).losses == Losses((), (), ("org:c",), ())
    emptied = Overlay(remove_memberships=(("org:c", "body:two-1"),))
    lost = evaluate(network(apart), EVERYTHING, emptied).losses
    assert lost == Losses(("org:c",), (), (), ("body:two-1",))
    nobody = Overlay(remove_organizations=("org:a", "org:b", "org:c"))
    assert evaluate(network(apart), EVERYTHING, nobody).losses.out_of_contact == ()


def test_nobody_loses_contact_where_another_part_only_grows() -> None:
    # a, b and c are the largest part; d and e grow past them by two who come.
    apart = {"one/1": "a b c", "two/1": "d e"}
    joined = Overlay(
        add_organizations=(organization("y"), organization("z")),
        add_memberships=(seat("y", "two-1"), seat("z", "two-1", 1)),
    )
    assert evaluate(network(apart), EVERYTHING, joined).losses == Losses((), (), (), ())


def test_an_overlay_is_written_as_it_is_read() -> None:
    overlay = Overlay(
        add_organizations=(organization("new", Sector.HEALTH),),
        add_bodies=(Body(id="body:sub", name="Sub", part_of="body:one-2"),),
        add_memberships=(replace(seat("new", "sub"), id="seat:scenario~0", seats=2),),
        remove_organizations=("org:x",),
        remove_bodies=("body:one-1",),
        remove_memberships=(("org:a", "body:one-1"),),
    )
    assert OverlayIn.of(overlay).overlay() == overlay


def test_a_body_goes_with_what_is_under_it() -> None:
    snapshot = network(JOINED)
    with_table = laid_over(
        snapshot,
        Overlay(
            add_bodies=(Body(id="body:sub", name="Sub", part_of="body:one-2"),),
            add_memberships=(seat("a", "sub"),),
        ),
        DAY,
    )
    answer = evaluate(with_table, EVERYTHING, Overlay(remove_bodies=("body:one-2",)))
    assert number(answer, "bodies") == (3, 1, -2)
    assert number(answer, "memberships") == (7, 3, -4)


def test_sectors_that_would_no_longer_be_absent() -> None:
    health = [organization(f"h{place}", Sector.HEALTH) for place in range(6)]
    faith = [organization(f"f{place}", Sector.FAITH) for place in range(6)]
    snapshot = network(
        {"one/1": "f0 f1 f2", "two/1": "h0 h1 h2 h3 f4 f5"}, organizations=[*health, *faith]
    )
    overlay = Overlay(add_memberships=(seat("h5", "one-1"), seat("h4", "one-1", 1)))
    answer = evaluate(snapshot, Scope("lip:one", DAY), overlay)
    changed = [(row.sector, row.before, row.after) for row in answer.sectors if row.changed]
    # Expected were 3 x 4/6 = 2 seats of health and there was none.
    assert ("health", "absent") in [(sector, before) for sector, before, _ in changed]
    # All sectors of the partnership are told.
    assert len(answer.sectors) == 20
    assert "Sectors whose standing would change: health (absent now," in str(answer.sentence)


def test_every_fault_of_an_overlay_comes_at_once() -> None:
    overlay = Overlay(
        add_organizations=(organization("a"), organization("new")),
        add_memberships=(
            seat("a", "one-1", 1),
            seat("nobody", "one-1", 2),
            seat("new", "one-1", 3),
            seat("new", "one-1", 4),
            seat("b", "one-2", 5),
        ),
        remove_organizations=("org:ghost",),
        remove_bodies=("body:one-2",),
        remove_memberships=(("org:a", "body:one-2"),),
    )
    with pytest.raises(InvalidInput) as caught:
        evaluate(network(JOINED), EVERYTHING, overlay)
    assert sorted(fault.place.field or "" for fault in caught.value.faults) == [
        "add.memberships.0.body",  # sits there already
        "add.memberships.1.organization",  # nobody has this id
        "add.memberships.3",  # stands twice
        "add.memberships.4.body",  # is removed
        "add.organizations.0.id",  # is there already
        "remove.memberships.0.body",  # does not sit there
        "remove.organizations.0",  # nobody has this id
    ]


def test_what_no_graph_would_take_is_told_from_what_this_one_lacks() -> None:
    overlay = Overlay(
        add_organizations=(organization("a"), organization("a"), organization("b")),
        add_bodies=(Body(id="body:new", name="me@example.org", part_of="lip:gone"),),
        add_memberships=(seat("nobody", "one-1"), seat("b", "out", 1), seat("b", "out", 2)),
        remove_organizations=("org:ghost",),
        remove_bodies=("body:out",),
    )
    found = own_faults(overlay)
    assert sorted((each.kind, each.place, each.field) for each in found) == [
        ("add_bodies", 0, "name"),  # an address of a person
        ("add_memberships", 1, "body"),  # is removed
        ("add_memberships", 2, ""),  # stands twice
        ("add_memberships", 2, "body"),
        ("add_organizations", 1, "id"),  # stands twice
    ]


def test_a_kept_overlay_lives_on_without_what_no_longer_applies() -> None:
    overlay = Overlay(
        add_bodies=(Body(id="body:new", name="New", part_of="lip:gone"),),
        add_memberships=(seat("a", "new"), seat("a", "one-2", 1)),
        remove_organizations=("org:ghost", "org:x"),
    )
    answer = evaluate(network(JOINED), EVERYTHING, overlay, lenient=True)
    # The seat on the new body goes with the body, which has nothing to be part of.
    assert sorted(each.part for each in answer.not_applied) == [
        "add.bodies.0.part_of",
        "add.memberships.0.body",
        "remove.organizations.0",
    ]
    assert answer.parts == 2
    assert number(answer, "organizations_seated") == (5, 4, -1)
    assert "3 parts of the scenario no longer apply." in str(answer.sentence)


def test_all_that_rests_on_what_does_not_fit_goes_with_it_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Each table under the one before, the first under a partnership that is not there.
    above = ["lip:gone", *(f"body:new~{place}" for place in range(300))]
    chain = tuple(Body(id=item, name="New", part_of=under) for under, item in pairwise(above))
    overlay = Overlay(
        add_bodies=(*chain, Body(id="body:fits", name="Fits", part_of="lip:one")),
        add_memberships=(seat("a", "new~299"), seat("a", "fits", 1)),
    )
    rounds = []
    monkeypatch.setattr(
        "graphsvc.analytics.overlay.faults",
        lambda *given: rounds.append(1) or faults(*given),  # type: ignore[func-returns-value]
    )
    fits, left_out = fitting(network(JOINED), overlay, DAY)
    assert [body.id for body in fits.add_bodies] == ["body:fits"]
    assert [each.body for each in fits.add_memberships] == ["body:fits"]
    assert len(left_out) == 301
    assert str(left_out[1].problem) == "Nothing has the id body:new~0."
    assert len(rounds) == 2


def test_a_seat_can_be_taken_away_and_given_anew() -> None:
    overlay = Overlay(
        add_memberships=(seat("a", "one-1"),), remove_memberships=(("org:a", "body:one-1"),)
    )
    answer = evaluate(network(JOINED, organizations=OF_SECTORS), EVERYTHING, overlay)
    assert {row.difference for row in answer.numbers} == {0}


def test_an_overlay_of_nothing_changes_nothing() -> None:
    answer = evaluate(network(JOINED), EVERYTHING, Overlay())
    assert {row.difference for row in answer.numbers} <= {0, None}
    assert not any(row.changed for row in answer.sectors)
    assert all(row.difference == 0 for row in answer.ranking)


_NAMES = st.sampled_from([f"org:o{place}" for place in range(12)])
_BODIES = st.sampled_from([f"body:{lip}-t{place}" for lip in ("one", "two") for place in range(6)])


@st.composite
def overlays(draw: st.DrawFn) -> Overlay:
    """Any removals, and new seats with a new organization among them; many do not fit."""
    seats = draw(st.lists(st.tuples(_NAMES, _BODIES), max_size=4))
    return Overlay(
        add_organizations=(organization("o11", Sector.FAITH),),
        add_memberships=tuple(
            Membership(id=f"seat:s~{place}", organization=item, body=body)
            for place, (item, body) in enumerate(seats)
        ),
        remove_organizations=tuple(draw(st.lists(_NAMES, max_size=2))),
        remove_bodies=tuple(draw(st.lists(_BODIES, max_size=2))),
        remove_memberships=tuple(draw(st.lists(st.tuples(_NAMES, _BODIES), max_size=3))),
    )


@unhurried
@given(tables(), overlays())
def test_what_fits_has_no_faults_and_is_as_if_it_were_so(
    members: dict[str, str], overlay: Overlay
) -> None:
    snapshot = network(members)
    before = Standing(snapshot, EVERYTHING, Reference.PEERS).ties
    fits, left_out = fitting(snapshot, overlay, DAY)
    assert faults(snapshot, fits, DAY) == []
    # What was kept once can always be kept again: nothing is refused that fits some graph.
    assert own_faults(fits) == []
    assert {*map(repr, own_faults(overlay))} <= {*map(repr, faults(snapshot, overlay, DAY))}
    assert len({(each.kind, each.place) for each in left_out}) + len(fits) == len(overlay)
    after = Standing(laid_over(snapshot, fits, DAY), EVERYTHING, Reference.PEERS)
    expected = {
        (item, body)
        for item, body in before - {*fits.remove_memberships}
        if item not in fits.remove_organizations and body not in fits.remove_bodies
    } | {(each.organization, each.body) for each in fits.add_memberships}
    assert after.ties == expected
    assert Standing(snapshot, EVERYTHING, Reference.PEERS).ties == before
    # The same graph, built of records that say so, has the same numbers.
    names = {
        f"{body[5:8]}/{body[9:]}": " ".join(item[4:] for item, held in expected if held == body)
        for body in after.bodies
    }
    known = list(after.snapshot.organizations.values())
    built: Snapshot = network(names, organizations=known)
    assert Standing(built, EVERYTHING, Reference.PEERS).numbers() == after.numbers()
    assert Standing(built, EVERYTHING, Reference.PEERS).ranks == after.ranks
