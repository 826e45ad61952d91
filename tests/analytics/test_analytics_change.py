"""What changed between two days, worked by hand on small graphs with every kind of date."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphsvc.analytics import change_words
from graphsvc.analytics.bridging import bridging, seconds_of_bridging
from graphsvc.analytics.change import (
    ChangeKind,
    ChangesAnswer,
    Dated,
    changes,
    seconds_of_changes,
)
from graphsvc.analytics.scope import Exclusion, Scope
from graphsvc.analytics.sector_status import Reference, SectorStatus
from graphsvc.analytics.stability import DRAWS
from graphsvc.analytics.standing import SectorStanding, Standing
from graphsvc.analytics.views import two_mode
from graphsvc.errors import InvalidInput, NotFound
from graphsvc.language import language
from graphsvc.model.entities import Body, Changes, Membership, Organization, Partnership, Source
from graphsvc.model.sectors import Sector
from graphsvc.model.snapshot import Snapshot
from tests.recommend.small_networks import organization, unhurried

SINCE, UNTIL = "2020-06-01", "2021-06-01"
Term = tuple[str, str, str | None, str | None]


def graph(
    *terms: Term,
    sources: dict[str, str] | None = None,
    organizations: tuple[Organization, ...] = (),
    bodies: dict[str, tuple[str | None, str | None]] | None = None,
) -> Snapshot:
    """Build a graph of terms: organization, body, since, until; `sources` dates seats by place."""
    dates = sources or {}
    known = {item.id: item for item in organizations}
    for name, *_ in terms:
        known.setdefault(f"org:{name}", organization(name))
    tables = {body: (None, None) for _, body, *_ in terms} | (bodies or {})
    return Snapshot.of(
        Changes(
            sources=tuple(Source(id=f"src:{date}", date=date) for date in set(dates.values())),
            partnerships=(Partnership(id="lip:one", name="LIP one"),),
            organizations=tuple(known.values()),
            bodies=tuple(
                Body(id=f"body:{body}", name=f"Table {body}", part_of="lip:one", since=begun,
                     until=ended)
                for body, (begun, ended) in tables.items()
            ),
            memberships=tuple(
                Membership(
                    id=f"seat:{name}~{body}~{place}", organization=f"org:{name}",
                    body=f"body:{body}", since=since, until=until,
                    sources=(f"src:{dates[name]}",) if name in dates else (),
                )
                for place, (name, body, since, until) in enumerate(terms)
            ),
        )
    )  # fmt: skip


def found(answer: ChangesAnswer, kind: ChangeKind) -> dict[str | None, tuple[object, ...]]:
    return {
        row.organization or row.body: (row.date, row.dated)
        for row in answer.rows
        if row.kind is kind
    }


def test_who_came_and_went_with_every_kind_of_date() -> None:
    snapshot = graph(
        ("stays", "a", "2010", None),
        ("stays", "b", "2020-07", None),
        ("comes", "a", "2021-01-15", None),
        ("listed", "a", "2021-02-02", None),
        ("goes", "a", "2010", "2020-12"),
        ("dropped", "a", None, "2021-02-02"),
        ("unknown", "a", None, None),
        ("passing", "a", "2020-08", "2020-09"),
        sources={"listed": "2021-02-02", "unknown": "2021-02-02"},
    )
    answer = changes(snapshot, "lip:one", SINCE, UNTIL)
    assert found(answer, ChangeKind.JOINED) == {
        "org:comes": ("2021-01-15", Dated.STATED),
        # The date of its seat is that of a list: it may have come before.
        "org:listed": ("2021-02-02", Dated.RECORDED),
    }
    assert found(answer, ChangeKind.LEFT) == {
        "org:goes": ("2020-12", Dated.STATED),
        # Gone by the list that names `listed` and not it.
        "org:dropped": ("2021-02-02", Dated.RECORDED),
    }
    # It counts as there on both days, and the list of 2021 is the first to name it.
    assert found(answer, ChangeKind.FIRST_RECORDED) == {
        "org:unknown": ("2021-02-02", Dated.UNKNOWN)
    }
    assert found(answer, ChangeKind.NEW_TIE)["org:stays"] == ("2020-07", Dated.STATED)
    assert set(found(answer, ChangeKind.LOST_TIE)) == {"org:goes", "org:dropped"}
    assert (answer.before.organizations, answer.after.organizations) == (4, 4)
    assert (answer.before.ties, answer.after.ties) == (4, 5)
    assert (answer.before.unknown_beginnings, answer.after.unknown_beginnings) == (2, 1)
    said = str(answer.sentence)
    assert said.startswith("LIP one. Between June 1, 2020 and June 1, 2021, ")
    assert "2 organizations joined: COMES and LISTED." in said
    assert "2 organizations left: DROPPED and GOES." in said
    assert "1 organization was first recorded in this time" in said
    assert "For 2 of these changes only lists of members tell the date" in said
    french = language("fr").render(answer.sentence)
    assert "Entre le 1er juin 2020 et le 1er juin 2021, " in french


def test_a_renewed_seat_is_no_change() -> None:
    snapshot = graph(("a", "t", "2019", "2021"), ("a", "t", "2021", None))
    assert changes(snapshot, "all", SINCE, UNTIL).rows == ()


def test_a_body_that_began_and_one_that_ended() -> None:
    snapshot = graph(
        ("x", "old", "2010", None), ("x", "new", "2021", None),
        bodies={"old": (None, "2021-03"), "new": ("2021", None)},
    )  # fmt: skip
    answer = changes(snapshot, "all", SINCE, UNTIL)
    assert found(answer, ChangeKind.NEW_BODY) == {"body:new": ("2021", Dated.STATED)}
    assert found(answer, ChangeKind.CLOSED_BODY) == {"body:old": ("2021-03", Dated.STATED)}
    # It sat somewhere on both days.
    assert found(answer, ChangeKind.JOINED) == found(answer, ChangeKind.LEFT) == {}
    # That the seat on the old table ended, no record of the seat says.
    assert found(answer, ChangeKind.LOST_TIE) == {"org:x": (None, Dated.UNKNOWN)}


def test_cut_points_gained_and_lost() -> None:
    # x and y both join the tables; then y leaves, and b hangs on x alone.
    terms: list[Term] = [(name, "1", "2010", None) for name in ("a", "x")]
    terms += [("y", "1", "2010", "2021"), ("y", "2", "2010", "2021")]
    terms += [(name, "2", "2010", None) for name in ("b", "x")]
    answer = changes(graph(*terms), "all", SINCE, UNTIL)
    (row,) = [row for row in answer.rows if row.kind is ChangeKind.CUT_POINT_GAINED]
    assert (row.organization, row.before, row.after) == ("org:x", "0", "1")
    assert str(row.sentence) == "Only X now keeps B in contact with the rest."


def joined_by_x(
    tables: int, *, since: str | None = "2010", until: str | None = None, closed: int = 0
) -> list[Term]:
    """Seat two organizations on each table, and x on all; the last `closed` tables end in 2021."""
    terms: list[Term] = []
    for place in range(tables):
        end = "2021" if place >= tables - closed else None
        terms += [(f"{name}{place}", f"t{place}", "2010", end) for name in ("a", "b")]
        terms.append(("x", f"t{place}", since, end or until))
    return terms


def standing(snapshot: Snapshot, day: str) -> Standing:
    return Standing(snapshot, Scope("lip:one", day), Reference.PEERS)


def test_whose_rank_cannot_be_relied_on_is_not_called_a_bridge() -> None:
    # One of six memberships is left out. In two of the six draws it is one of x's own: then x joins
    # nothing any more and comes third, behind the two who are left at the other table. The first
    # three places of five are more than half of them.
    two = graph(*joined_by_x(2, since="2021"))
    then = standing(two, UNTIL)
    assert then.foremost == {"org:x"}
    assert (then.stability["org:x"].lower, then.stability["org:x"].steady) == (1, False)
    assert then.bridges == frozenset()
    assert found(changes(two, "lip:one", SINCE, UNTIL), ChangeKind.BRIDGE_GAINED) == {}
    # Of twelve memberships one is left out too: x still joins three tables, and nobody else two.
    four = graph(*joined_by_x(4, since="2021"))
    then = standing(four, UNTIL)
    assert (then.stability["org:x"].upper, then.stability["org:x"].steady) == (1, True)
    assert then.bridges == {"org:x"}
    answer = changes(four, "lip:one", SINCE, UNTIL)
    (row,) = [row for row in answer.rows if row.kind is ChangeKind.BRIDGE_GAINED]
    assert str(row.sentence) == "X bridges: number 1, not there before."
    assert "New among those who bridge most: X." in str(answer.sentence)
    gone = changes(graph(*joined_by_x(4, until="2021")), "lip:one", SINCE, UNTIL)
    assert set(found(gone, ChangeKind.BRIDGE_LOST)) == {"org:x"}


def test_without_bridges_all_else_is_told_and_nothing_is_drawn() -> None:
    snapshot = graph(*joined_by_x(4, since="2021"))
    whole = changes(snapshot, "lip:one", SINCE, UNTIL)
    rest = changes(snapshot, "lip:one", SINCE, UNTIL, bridges=False)
    bridges = {ChangeKind.BRIDGE_GAINED, ChangeKind.BRIDGE_LOST}
    assert {row.kind for row in whole.rows} & bridges
    assert rest.rows == tuple(row for row in whole.rows if row.kind not in bridges)
    assert "bridge most" not in str(rest.sentence)
    assert (rest.provenance.parameters["draws"], rest.provenance.parameters["seed"]) == (0, None)


def test_who_stays_among_the_first_unsteadily_has_not_fallen_behind() -> None:
    snapshot = graph(*joined_by_x(4, closed=2))
    first, second = standing(snapshot, SINCE), standing(snapshot, UNTIL)
    assert first.foremost == second.foremost == first.bridges == {"org:x"}
    assert second.bridges == frozenset()
    answer = changes(snapshot, "lip:one", SINCE, UNTIL)
    assert found(answer, ChangeKind.BRIDGE_LOST) == {}
    assert "bridge most" not in str(answer.sentence)


def test_a_bridge_gained_is_told_as_such_where_its_rank_is_the_same() -> None:
    x = organization("x")
    said = [str(change_words.bridge(x, 2, 2, is_new=is_new)) for is_new in (True, False)]
    assert said == [
        "X bridges: number 2, number 2 before.",
        "X bridges less: number 2, number 2 before.",
    ]


def test_the_draws_are_the_same_every_time_told_and_estimated() -> None:
    snapshot = graph(*joined_by_x(3, since="2021"))
    one, two = standing(snapshot, UNTIL), standing(snapshot, UNTIL)
    assert one.stability == two.stability
    # The same as of the ranking with as many draws.
    ranked = bridging(snapshot, Scope("lip:one", UNTIL), draws=DRAWS).rows
    assert one.stability == {row.organization: row.stability for row in ranked}
    answer = changes(snapshot, "lip:one", SINCE, UNTIL)
    assert answer.rows == changes(snapshot, "lip:one", SINCE, UNTIL).rows
    told = answer.provenance.parameters
    assert told["view"] == "two_mode"
    assert (told["draws"], told["seed"], told["sources_in_a_draw"]) == (200, 0, None)
    once = seconds_of_bridging(snapshot, Scope("lip:one", UNTIL), DRAWS)
    assert seconds_of_changes(snapshot, "lip:one", SINCE, UNTIL) == 2 * once


def test_sectors_whose_status_changed() -> None:
    # 12 organizations of health on the other partnership: none here is absent only once somebody
    # else sits here, since one seat is expected then.
    health = tuple(organization(f"h{place}", Sector.HEALTH) for place in range(12))
    faith = tuple(organization(f"f{place}", Sector.FAITH) for place in range(4))
    snapshot = graph(
        *[("f" + str(place), "1", "2021", None) for place in range(4)],
        organizations=(*health, *faith),
    )
    two = Snapshot.of(
        Changes(
            partnerships=(*snapshot.partnerships.values(), Partnership(id="lip:two", name="Two")),
            organizations=tuple(snapshot.organizations.values()),
            bodies=(*snapshot.bodies.values(), Body(id="body:2", name="2", part_of="lip:two")),
            memberships=(
                *snapshot.seats,
                *[
                    Membership(id=f"seat:{item.id[4:]}~2", organization=item.id, body="body:2")
                    for item in health
                ],
            ),
        )
    )
    answer = changes(two, "lip:one", SINCE, UNTIL)
    (row,) = [row for row in answer.rows if row.kind is ChangeKind.SECTOR_STATUS]
    assert (row.sector, row.before, row.after) == ("health", "too_few_to_tell", "absent")
    # Nobody from health on either day: what changed is how many could be expected.
    assert row.telling is False
    assert "Sectors whose standing changed" not in str(answer.sentence)


def test_what_cannot_be_asked() -> None:
    snapshot = graph(("a", "t", None, None))
    with pytest.raises(InvalidInput) as caught:
        changes(snapshot, "all", "2020", "2020-13-01")
    assert [fault.place.field for fault in caught.value.faults] == ["since", "until"]
    with pytest.raises(InvalidInput, match="is not after"):
        changes(snapshot, "all", UNTIL, SINCE)
    with pytest.raises(NotFound):
        changes(snapshot, "lip:none", SINCE, UNTIL)


def test_the_excluded_are_left_out_on_both_days() -> None:
    snapshot = graph(("a", "t", "2021", None))
    answer = changes(snapshot, "all", SINCE, UNTIL, exclude=frozenset({Exclusion.HOST}))
    assert set(found(answer, ChangeKind.JOINED)) == {"org:a"}
    assert answer.provenance.scope.exclude == {Exclusion.HOST}


_dates = st.sampled_from([None, "2019", "2020-06-01", "2020-07-01", "2021", "2021-06-01", "2022"])


@unhurried
@given(
    st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("xyz"), _dates, _dates), max_size=8)
)
def test_ties_before_less_lost_plus_new_are_the_ties_after(terms: list[Term]) -> None:
    snapshot = graph(*terms)
    answer = changes(snapshot, "all", SINCE, UNTIL)
    before, after = (set(two_mode(snapshot, Scope("all", day)).edges) for day in (SINCE, UNTIL))
    rows = {kind: {(row.organization, row.body) for row in answer.rows if row.kind is kind}
            for kind in (ChangeKind.NEW_TIE, ChangeKind.LOST_TIE)}  # fmt: skip
    assert after == (before - rows[ChangeKind.LOST_TIE]) | rows[ChangeKind.NEW_TIE]


def test_a_date_that_was_typed_on_the_day_itself_is_stated() -> None:
    listed = graph(
        ("stays", "a", "2010", None),
        ("comes", "a", "2021-02-02", None),
        sources={"comes": "2021-02-02"},
    )
    by_hand = Source(id="src:2021-02-02", date="2021-02-02", kind="stated_by_coordinator")
    typed = listed.merged(Changes(sources=(by_hand,)), 1)
    for snapshot, dated in ((listed, Dated.RECORDED), (typed, Dated.STATED)):
        joined = found(changes(snapshot, "lip:one", SINCE, UNTIL), ChangeKind.JOINED)
        assert joined == {"org:comes": ("2021-02-02", dated)}


ABSENT, FEW = SectorStatus.ABSENT, SectorStatus.TOO_FEW_TO_TELL
UNDER, PAR = SectorStatus.UNDER, SectorStatus.AT_PAR


@pytest.mark.parametrize(
    ("before", "after", "telling"),
    [
        # Nobody on either day: others moved, so that one seat is expected now, or not any more.
        ((ABSENT, False, 0), (FEW, False, 0), False),
        # It has its first seat, or lost its last one, whatever can be said of so few.
        ((ABSENT, False, 0), (FEW, False, 1), True),
        ((PAR, False, 2), (ABSENT, False, 0), True),
        # With a seat on both days, between what nobody can tell and no clear difference.
        ((PAR, False, 2), (FEW, False, 1), False),
        ((PAR, False, 2), (FEW, True, 4), False),
        # It was clearly absent, or clearly has too few.
        ((ABSENT, True, 0), (FEW, False, 0), True),
        ((FEW, False, 1), (UNDER, True, 1), True),
        # The same status is no change.
        ((UNDER, True, 1), (UNDER, True, 2), False),
    ],
)
def test_what_chance_can_make_of_few_seats_says_nothing(
    before: tuple[SectorStatus, bool, int], after: tuple[SectorStatus, bool, int], *, telling: bool
) -> None:
    one, two = SectorStanding(*before), SectorStanding(*after)
    assert one.tells(two) is telling
    assert two.tells(one) is telling


def test_ranks_that_overlap_on_both_days_are_not_apart() -> None:
    four = standing(graph(*joined_by_x(4)), UNTIL)
    two = standing(graph(*joined_by_x(2)), UNTIL)
    # x is number 1 of nine in all draws of the one, and number 1 to 3 of five in the other.
    assert not four.apart(two, "org:x")
    alone = standing(graph(*joined_by_x(4, until="2021")), UNTIL)
    assert "org:x" not in alone.ranks
    assert four.apart(alone, "org:x")


def test_what_stayed_is_not_told_as_a_change() -> None:
    answer = changes(graph(*joined_by_x(2)), "lip:one", SINCE, UNTIL)
    assert "with a seat stayed at 5, and that of tables stayed at 2." in str(answer.sentence)
