"""The back-test: its measures by hand, what it holds out, and what it says of the demonstration."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphsvc.analytics.scope import Exclusion
from graphsvc.demonstration import generate
from graphsvc.errors import InvalidInput
from graphsvc.model.entities import (
    Body,
    Changes,
    Feedback,
    Membership,
    Organization,
    Partnership,
    PartnershipTie,
)
from graphsvc.model.ids import of_feedback
from graphsvc.model.snapshot import Snapshot
from graphsvc.model.vocabulary import PartnershipKind, PartnershipTieKind, Verdict
from graphsvc.recommend import BacktestAnswer, backtest, judging
from graphsvc.recommend.holdout import hold_out, split_day
from graphsvc.recommend.trial import Ranker
from tests.recommend.small_networks import unhurried

DAY = "2026-04-01"
BEATEN = (Ranker.POPULARITY, Ranker.RANDOM)
MEASURES = ("mrr", "hit_5", "hit_10", "average_precision")


def test_the_measures_of_one_list() -> None:
    # Scores 9 7 7 5 3 of a b c d e; the lot puts c before b. Order: a c b d e. Joined: b and e, at
    # places 3 and 5.
    scores = np.array([9.0, 7.0, 7.0, 5.0, 3.0])
    lot = np.array([0.5, 0.9, 0.1, 0.3, 0.2])
    places = judging.places_of(scores, lot, np.array([1, 4]))
    assert places.tolist() == [3, 5]
    assert judging.reciprocal_rank(places) == 1 / 3
    # Down to place 3 one of three was joined, down to place 5 two of five.
    assert judging.average_precision(places) == pytest.approx((1 / 3 + 2 / 5) / 2)
    assert (judging.hit(places, 2), judging.hit(places, 3)) == (0.0, 1.0)


@unhurried
@given(
    st.lists(st.sampled_from([0.0, 0.5, 1.0]), min_size=1, max_size=12),
    st.integers(0, 2**16),
    st.data(),
)
def test_average_precision_agrees_with_its_definition(
    drawn: list[float], seed: int, data: st.DataObject
) -> None:
    joined = data.draw(st.sets(st.integers(0, len(drawn) - 1), min_size=1))
    lot = np.random.default_rng(seed).random(len(drawn))
    order = sorted(range(len(drawn)), key=lambda place: (-drawn[place], lot[place]))
    found, precisions = 0, []
    for place, item in enumerate(order, start=1):
        if item in joined:
            found += 1
            precisions.append(found / place)
    places = judging.places_of(np.array(drawn), lot, np.array(sorted(joined)))
    assert judging.average_precision(places) == pytest.approx(sum(precisions) / len(joined))
    assert judging.reciprocal_rank(places) == 1 / (1 + min(order.index(item) for item in joined))


def test_an_interval_is_as_wide_as_the_normal_one_of_many() -> None:
    # 400 of 1,000 succeed: the standard error of the mean is sqrt(0.4 * 0.6 / 1000) = 0.01549, so
    # the interval is 0.4 -+ 1.96 * 0.01549 = 0.3696 to 0.4304, up to the noise of the resamples.
    values = [1.0] * 400 + [0.0] * 600
    found = judging.estimates({"one": values, "same": values}, seed=3)
    assert found["one"].mean == pytest.approx(0.4)
    assert found["one"].lower == pytest.approx(0.3696, abs=0.002)
    assert found["one"].upper == pytest.approx(0.4304, abs=0.002)
    assert found["one"] == found["same"]
    assert found == judging.estimates({"one": values, "same": values}, seed=3)
    assert found != judging.estimates({"one": values, "same": values}, seed=4)


def test_without_variation_there_is_no_width() -> None:
    found = judging.estimates({"one": [0.5, 0.5, 0.5]}, seed=0)["one"]
    assert (found.mean, found.lower, found.upper) == pytest.approx((0.5, 0.5, 0.5))


def graph(
    terms: list[tuple[str, str, str | None, str | None]], feedback: tuple[Feedback, ...] = ()
) -> Snapshot:
    """Build a graph of (organization, body, since, until)."""
    return Snapshot.of(
        Changes(
            partnerships=(Partnership(id="lip:one", name="One"),),
            bodies=tuple(
                Body(id=f"body:{name}", name=name, part_of="lip:one")
                for name in sorted({body for _, body, _, _ in terms})
            ),
            organizations=tuple(
                Organization(id=f"org:{name}", name=name)
                for name in sorted({name for name, _, _, _ in terms})
            ),
            memberships=tuple(
                Membership(
                    id=f"seat:{place}",
                    organization=f"org:{name}",
                    body=f"body:{body}",
                    since=since,
                    until=until,
                )
                for place, (name, body, since, until) in enumerate(terms)
            ),
            feedback=feedback,
        ),
        revision=5,
    )


def test_what_is_known_and_what_is_to_be_foretold() -> None:
    declined = Feedback(
        id=of_feedback("org:a", "org:b"),
        asker="org:a",
        candidate="org:b",
        verdict=Verdict.DECLINED,
        date="2025-01-01",
        author="A",
    )
    snapshot = graph(
        [
            ("a", "x", None, None),  # known: nobody says when
            ("b", "x", "2023", None),  # known: the whole year is before
            ("c", "x", "2024-05-31", "2024-05-01"),  # known, and over
            ("d", "x", "2024", None),  # neither: the year holds the split
            ("e", "x", "2024-06", None),  # foretold: all of June is from the split on
            ("a", "y", "2024-06-01", None),  # foretold: the day itself
            ("b", "y", "2026-05-01", None),  # after the last day
            ("b", "x", "2024-09-01", None),  # it sat there: another role
            ("c", "x", "2025-01-01", None),  # it had left: it joined anew
        ],
        (declined,),
    )
    held = hold_out(snapshot, "2024-06-01", DAY)
    assert held.eve == "2024-05-31"
    assert [seat.organization for seat in held.before.seats] == ["org:a", "org:b", "org:c"]
    assert held.joined == (("org:a", "body:y"), ("org:c", "body:x"), ("org:e", "body:x"))
    assert held.undated == 1
    # What was said later is not known either.
    assert held.before.feedback == ()


def test_the_latest_fifth_is_held_out() -> None:
    days = [f"2024-01-{day:02}" for day in range(1, 11)]
    terms: list[tuple[str, str, str | None, str | None]] = [
        (f"o{place}", "x", day, None) for place, day in enumerate(days)
    ]
    assert split_day(graph([*terms, ("p", "x", "2025", None)]), DAY) == "2024-01-09"
    assert split_day(graph([("p", "x", "2025", None)]), DAY) is None


def test_an_order_that_knows_is_told_from_one_that_does_not() -> None:
    # On each of 20 small tables sit two; one of them joins the other table of its pair later, so a
    # contact sits there. Size says nothing: every table has two.
    terms: list[tuple[str, str, str | None, str | None]] = []
    for pair in range(20):
        terms += [(f"a{pair:02}", f"one{pair:02}", "2020-01-01", None)]
        terms += [(f"c{pair:02}", f"one{pair:02}", "2020-01-01", None)]
        terms += [(f"c{pair:02}", f"two{pair:02}", "2020-01-01", None)]
        terms += [(f"d{pair:02}", f"two{pair:02}", "2020-01-01", None)]
        terms += [(f"a{pair:02}", f"two{pair:02}", "2025-01-01", None)]
        terms += [(f"d{pair:02}", f"one{pair:02}", "2025-01-01", None)]
    answer = backtest(graph(terms), DAY, split="2025-01-01")
    assert (answer.events, answer.organizations, answer.asked) == (40, 40, 40)
    assert answer.candidates == 39
    by = {each.ranker: each for each in answer.judged}
    # The only table with a contact comes first, always.
    assert (by[Ranker.OURS].mrr.mean, by[Ranker.OURS].average_precision.mean) == (1.0, 1.0)
    assert by[Ranker.POPULARITY].hit_5 == by[Ranker.RANDOM].hit_5
    # By lot, 5 of 39: the interval of 40 askers holds it.
    assert by[Ranker.RANDOM].hit_5.lower <= 5 / 39 <= by[Ranker.RANDOM].hit_5.upper + 0.05


@pytest.mark.parametrize("events", [0, 29])
def test_with_too_few_events_it_says_that_it_cannot_be_judged(events: int) -> None:
    terms: list[tuple[str, str, str | None, str | None]] = [
        (f"o{place:02}", "x", "2020-01-01", None) for place in range(40)
    ]
    terms += [("o00", "y", "2020-01-01", None)]
    terms += [(f"o{place + 1:02}", "y", "2025-01-01", None) for place in range(events)]
    answer = backtest(graph(terms), DAY, split="2024-06-01")
    assert (answer.events, answer.asked, answer.judged, answer.leads) == (events, 0, (), ())
    assert answer.candidates is None
    assert str(answer.sentence) == (
        f"It cannot be judged: {events} joinings since June 1, 2024 could be foretold, and it "
        "takes 30."
    )


def test_an_undated_or_empty_graph_cannot_be_judged() -> None:
    for snapshot in (graph([("a", "x", None, None)]), Snapshot.of(Changes())):
        answer = backtest(snapshot, DAY)
        assert (answer.split, answer.events, answer.judged) == (None, 0, ())
        assert "no membership begins on a known day" in str(answer.sentence)


def test_what_could_not_be_foretold_is_counted_apart() -> None:
    terms: list[tuple[str, str, str | None, str | None]] = [
        ("a", "x", "2020-01-01", None),
        ("a", "new", "2025-01-01", None),
        ("young", "x", "2025-01-01", None),
    ]
    snapshot = graph(terms)
    young = replace(snapshot.organizations["org:young"], since="2024-12-01")
    answer = backtest(snapshot.merged(Changes(organizations=(young,)), 6), DAY, split="2024-06-01")
    assert (answer.events, answer.new_tables, answer.new_organizations) == (0, 1, 1)


def test_a_host_that_is_left_out_is_not_asked_about_its_own_partnership() -> None:
    # On the eve a hosts one; b hosted it until 2023, c from 2025 on: they link nothing that day.
    terms: list[tuple[str, str, str | None, str | None]] = []
    for name in "abcd":
        terms += [(name, "x", "2020-01-01", None), (name, "y", "2025-01-01", None)]
    terms += [("d", "z", "2020-01-01", None), ("a", "z", "2025-01-01", None)]
    terms += [("e", "y", "2020-01-01", None)]
    snapshot = graph(terms)
    ties = tuple(
        PartnershipTie(
            id=f"tie:{name}~one~hosts",
            kind=PartnershipTieKind.HOSTS,
            organization=f"org:{name}",
            partnership="lip:one",
            since=since,
            until=until,
        )
        for name, since, until in (
            ("a", None, None),
            ("b", None, "2023-01-01"),
            ("c", "2025-01-01", None),
        )
    )
    # z belongs to another partnership: there a is asked like any other.
    other = Partnership(id="lip:two", name="Two")
    z = replace(snapshot.bodies["body:z"], part_of="lip:two")
    merged = snapshot.merged(Changes(partnerships=(other,), bodies=(z,), partnership_ties=ties), 6)
    everything = backtest(merged, DAY, split="2025-01-01")
    assert (everything.events, everything.organizations) == (5, 4)
    without = backtest(merged, DAY, split="2025-01-01", exclude={Exclusion.HOST})
    assert (without.events, without.organizations) == (4, 4)
    assert (without.new_tables, without.new_organizations) == (0, 0)


def test_what_is_joined_at_a_secretariat_that_is_left_out_is_counted_nowhere() -> None:
    # a joins the table of the secretariat and one of the partnership, which b sits on already.
    terms: list[tuple[str, str, str | None, str | None]] = [
        ("a", "x", "2020-01-01", None),
        ("b", "y", "2020-01-01", None),
        ("b", "z", "2020-01-01", None),
        ("a", "y", "2025-01-01", None),
        ("a", "z", "2025-01-01", None),
    ]
    snapshot = graph(terms)
    office = Partnership(id="lip:office", name="Office", kind=PartnershipKind.SECRETARIAT)
    z = replace(snapshot.bodies["body:z"], part_of="lip:office")
    merged = snapshot.merged(Changes(partnerships=(office,), bodies=(z,)), 6)
    everything = backtest(merged, DAY, split="2025-01-01")
    assert (everything.events, everything.new_tables) == (2, 0)
    without = backtest(merged, DAY, split="2025-01-01", exclude={Exclusion.SECRETARIAT})
    assert (without.events, without.new_tables) == (1, 0)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"split": "2024"}, "split"),
        ({"split": "2026-05-01"}, "split"),
        ({"purpose": "luck"}, "purpose"),
        ({"most": 0}, "most"),
        ({"seed": -1}, "seed"),
    ],
)
def test_what_cannot_be_asked_is_refused(wrong: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        backtest(graph([("a", "x", "2020-01-01", None)]), DAY, **wrong)  # type: ignore[arg-type]
    assert caught.value.faults[0].place.field == field


@pytest.fixture(scope="module")
def small() -> Snapshot:
    return Snapshot.of(generate(12).changes)


@pytest.fixture(scope="module")
def judged(small: Snapshot) -> BacktestAnswer:
    return backtest(small, DAY, most=150)


def test_it_beats_popularity_and_lot_in_the_demonstration(judged: BacktestAnswer) -> None:
    assert judged.events > 500
    assert judged.asked == 150
    by = {each.ranker: each for each in judged.judged}
    for lead in judged.leads:
        if lead.over in BEATEN:
            for name in MEASURES:
                assert getattr(lead, name).lower > 0, (lead.over, name)
                ours, theirs = getattr(by[Ranker.OURS], name), getattr(by[lead.over], name)
                assert ours.lower > theirs.upper
                assert getattr(lead, name).mean == pytest.approx(ours.mean - theirs.mean)
    for each in judged.judged:
        for name in (*MEASURES, "sector_coverage"):
            found = getattr(each, name)
            assert 0 <= found.lower <= found.mean <= found.upper <= 1


def test_the_same_seed_gives_the_same_answer(small: Snapshot, judged: BacktestAnswer) -> None:
    assert backtest(small, DAY, most=150) == judged
    assert judged.provenance.parameters["seed"] == 0
    assert judged.provenance.parameters["view"] == "two_mode"
    other = backtest(small, DAY, most=150, seed=1)
    assert other.judged != judged.judged


def test_what_came_after_the_split_changes_nothing_in_the_order(small: Snapshot) -> None:
    # Where everybody goes after the split is another question than where they went: the graph that
    # is known is the same, whatever the future.
    split = split_day(small, DAY)
    assert split is not None
    known = hold_out(small, split, DAY).before
    past = Snapshot.of(
        Changes(
            **{
                name: tuple(records.values())
                for name in ("organizations", "bodies", "partnerships", "places", "sources")
                if (records := getattr(small, name)) is not None
            },
            memberships=tuple(seat for seat in small.seats if (seat.since or "") < split),
            partnership_ties=small.partnership_ties,
            place_ties=small.place_ties,
            partnership_links=small.partnership_links,
        ),
        small.revision,
    )
    again = hold_out(past, split, DAY)
    assert again.joined == ()
    assert list(again.before.seats) == list(known.seats)
