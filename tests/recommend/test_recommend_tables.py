"""Which tables to join: each feature worked by hand, whole answers, what is never suggested."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphsvc.analytics.scope import WHOLE, Exclusion, Scope
from graphsvc.analytics.sector_counts import SectorCounts
from graphsvc.dates import is_active
from graphsvc.demonstration import generate
from graphsvc.errors import InvalidInput, NotFound
from graphsvc.model.entities import (
    Body,
    Changes,
    Feedback,
    Membership,
    Partnership,
    PartnershipTie,
    Place,
)
from graphsvc.model.ids import of_feedback
from graphsvc.model.sectors import Sector
from graphsvc.model.snapshot import Snapshot
from graphsvc.model.vocabulary import PartnershipTieKind, PlaceKind, Population, Verdict
from graphsvc.recommend import FeatureName, PurposeName, TablesAnswer, table_features, tables
from graphsvc.recommend.asker import Asker
from graphsvc.recommend.features import Scores
from graphsvc.recommend.openings import Ground, Openings
from graphsvc.recommend.steps import OUT_OF_REACH, Network, saved_by_joining
from graphsvc.recommend.table_features import (
    FEATURES,
    bridging_gain,
    common_ground,
    complement,
    proximity,
    same_place,
    same_population,
    same_theme,
    shared_language,
)
from tests.recommend.small_networks import (
    DAY,
    network,
    organization,
    unhurried,
)
from tests.recommend.small_networks import (
    tables as drawn_tables,
)


def openings(snapshot: Snapshot, item: str) -> Openings:
    counts = SectorCounts.on(snapshot, DAY)
    asker = Asker.organization(snapshot, counts.seating, counts.areas, item)
    return Openings.of(Ground(snapshot, counts), asker)


def values(found: Scores, snapshot: Snapshot) -> dict[str, float]:
    return dict(zip(snapshot.body_ids, found.values.tolist(), strict=True))


def suggested(answer: TablesAnswer) -> list[str]:
    return [each.body for each in answer.suggestions]


def test_every_feature_of_a_table_is_documented() -> None:
    found = table_features()
    assert [feature.name for feature in found] == list(FeatureName) == list(FEATURES)
    for feature in found:
        assert feature.documentation.startswith("Say how")
        whole = " ".join(feature.documentation.split())
        assert "raw number" in whole.lower()
        assert "evidence is" in whole


def test_common_ground_is_what_the_tables_pass_on() -> None:
    # x sits on a with c and d: each of the three is given 1/3. c sits on a and b, so b gets
    # 1/3 / 2 = 1/6 of c. d sits on a, b and e: b and e get 1/3 / 3 = 1/9 each.
    snapshot = network({"one/a": "x c d", "one/b": "c d p", "one/e": "d q", "one/f": "p q"})
    raw = dict(zip(snapshot.body_ids, common_ground(openings(snapshot, "org:x")).raw, strict=True))
    assert raw["body:one-b"] == pytest.approx(1 / 6 + 1 / 9)
    assert raw["body:one-e"] == pytest.approx(1 / 9)
    assert raw["body:one-f"] == 0.0


def test_proximity_ranks_the_tables_a_contact_sits_on_and_no_other() -> None:
    snapshot = network({"one/a": "x c d", "one/b": "c d p", "one/e": "d q", "one/f": "p q"})
    found = values(proximity(openings(snapshot, "org:x")), snapshot)
    # Two contacts sit on b, one of them on e: the second of two is not behind half of them.
    assert (found["body:one-b"], found["body:one-e"], found["body:one-f"]) == (1.0, 0.5, 0.0)


def test_bridging_gain_of_a_table_out_of_reach_and_of_one_nearby() -> None:
    # From x: c, d at 1 step; p at 2 (through b); s, t, u out of reach, 2 + 2 = 4 steps. Joining b
    # brings p from 2 to 1: one step; joining far brings three organizations from 4 to 1: nine.
    snapshot = network({"one/a": "x c d", "one/b": "c p", "one/far": "s t u"})
    raw = dict(zip(snapshot.body_ids, bridging_gain(openings(snapshot, "org:x")).raw, strict=True))
    assert (raw["body:one-b"], raw["body:one-far"]) == (1.0, 9.0)


@unhurried
@given(drawn_tables())
def test_what_joining_saves_agrees_with_one_search_a_table(members: dict[str, str]) -> None:
    snapshot = network(members)
    lattice = Network.of(SectorCounts.on(snapshot, DAY).seating.seats)
    bodies = np.arange(len(snapshot.body_ids), dtype=np.intp)
    for row in range(min(3, len(snapshot.organization_ids))):
        steps = lattice.steps_from(lattice.bodies_of(row))
        steps = np.where(steps == OUT_OF_REACH, int(steps.max(initial=1)) + 2, steps)
        steps[row] = 0
        expected = []
        for body in bodies:
            there = lattice.steps_from(np.array([body], dtype=np.intp))
            reached = there != OUT_OF_REACH
            expected.append(int(np.maximum(steps - there, 0)[reached].sum()))
        assert saved_by_joining(lattice, bodies, steps).tolist() == expected
        # With all steps counted once, the same.
        ground = Ground(snapshot, SectorCounts.on(snapshot, DAY), many=True)
        assert ground.saved(bodies, steps).tolist() == expected


PLACES = [
    Place(id="place:land", name="Land", kind=PlaceKind.PROVINCE),
    Place(id="place:shire", name="Shire", within="place:land"),
    Place(id="place:town", name="Town", within="place:shire"),
    Place(id="place:port", name="Port", within="place:land"),
]


def test_same_place_counts_what_the_partnership_covers() -> None:
    snapshot = network(
        {"one/a": "p", "two/b": "q", "three/c": "r", "four/d": "s"},
        organizations=[organization("x")],
        partnerships=[
            Partnership(id="lip:one", name="One", covers=("place:shire",)),
            Partnership(id="lip:two", name="Two", covers=("place:port", "place:town")),
            Partnership(id="lip:three", name="Three", covers=("place:port",)),
        ],
        places=PLACES,
        serves={"x": "town shire"},
    )
    found = values(same_place(openings(snapshot, "org:x")), snapshot)
    # One covers the shire, and with it the town: 2 matches, over the 1 place covered, at most 1.
    # Two covers the town, which lies in the shire: 2 of 2. Three covers neither: 0 of 1. Of four no
    # place is known.
    assert (found["body:one-a"], found["body:two-b"], found["body:three-c"]) == (1.0, 1.0, 0.0)
    assert math.isnan(found["body:four-d"])


WOMEN_AND_YOUTH = (Population.WOMEN, Population.YOUTH)


def test_theme_language_and_population() -> None:
    snapshot = network(
        {"one/a": "x m", "two/b": "p", "two/c": "q r", "two/d": "s"},
        organizations=[
            organization("x", languages=("en", "so"), populations=WOMEN_AND_YOUTH),
            organization("p", populations=(Population.SENIORS,)),
            organization("q", languages=("so", "en"), populations=(Population.YOUTH,)),
            organization("r", languages=("en",), populations=(Population.YOUTH,)),
            organization("s", languages=("fr",)),
        ],
        themes={"one/a": "Health", "two/b": "health", "two/c": "housing"},
    )
    stand = openings(snapshot, "org:x")
    theme = values(same_theme(stand), snapshot)
    assert (theme["body:two-b"], theme["body:two-c"]) == (1.0, 0.0)
    assert math.isnan(theme["body:two-d"])
    spoken = values(shared_language(stand), snapshot)
    # Of 4 with a record, 2 have Somali: on c one of two members speaks it, half: 1 - 2/4.
    assert spoken["body:two-c"] == 0.5
    assert spoken["body:two-d"] == 0.0
    assert math.isnan(spoken["body:two-b"])
    people = same_population(stand)
    served = values(people, snapshot)
    # c: youth, of women and youth; b: nothing of women, youth and seniors. Of d nobody knows.
    assert (served["body:two-c"], served["body:two-b"]) == (0.5, 0.0)
    assert math.isnan(served["body:two-d"])
    reason = people.reason(snapshot.body_ids.index("body:two-c"))
    assert reason.evidence == ("org:q", "org:r")
    assert str(reason.sentence) == (
        "At least half of the 2 members with populations on record serve youth as well."
    )
    language = shared_language(stand).reason(snapshot.body_ids.index("body:two-c"))
    assert str(language.sentence) == (
        "At least half of the 2 members with a language on record speak Somali and English as well."
    )


def gaps() -> Snapshot:
    """Nobody from health among 12 seats in one; 12 of 24 seats in two are of health."""
    return network(
        {
            "one/a": " ".join(f"f{place}" for place in range(12)),
            "two/a": " ".join([f"h{place}" for place in range(12)] + [f"g{p}" for p in range(12)]),
        },
        organizations=[
            *(organization(f"f{place}", Sector.FAITH) for place in range(12)),
            *(organization(f"g{place}", Sector.FAITH) for place in range(12)),
            *(organization(f"h{place}", Sector.HEALTH) for place in range(12)),
            organization("clinic", Sector.HEALTH),
        ],
        partnerships=[
            Partnership(id="lip:one", name="One", covers=("place:town",)),
            Partnership(id="lip:two", name="Two", covers=("place:shire",)),
        ],
        places=PLACES,
        serves={"clinic": "town"},
    )


def test_complement_is_whole_in_the_area_and_half_nearby() -> None:
    snapshot = gaps()
    assert values(complement(openings(snapshot, "org:clinic")), snapshot)["body:one-a"] == 1.0
    assert values(complement(openings(snapshot, "org:h0")), snapshot)["body:one-a"] == 0.5
    assert values(complement(openings(snapshot, "org:g0")), snapshot)["body:one-a"] == 0.0


def test_a_table_that_lacks_its_sector_is_suggested_to_an_organization_without_a_seat() -> None:
    answer = tables(gaps(), "org:clinic", DAY, purpose="gap")
    assert answer.provenance.parameters["view"] == "two_mode"
    assert suggested(answer) == ["body:one-a"]
    first = answer.suggestions[0]
    assert first.partnership == "lip:one"
    assert "absent in One, and it could speak for it." in str(first.sentence)
    gap = next(each for each in first.features if each.feature is FeatureName.COMPLEMENT)
    assert gap.evidence == ("lip:one", "tie:clinic~town~serves")
    assert str(answer.sentence) == "1 table for CLINIC to join, out of 2 tables around."


def test_the_way_to_a_table_is_told() -> None:
    snapshot = network({"one/a": "x c d", "one/b": "c d p", "one/e": "d q"})
    answer = tables(snapshot, "org:x", DAY, purpose="likely")
    assert suggested(answer)[0] == "body:one-b"
    features = {each.feature: each for each in answer.suggestions[0].features}
    near = features[FeatureName.PROXIMITY]
    # c has fewer seats than d, so it says more.
    assert str(near.sentence) == "C sits there, and meets it on a of one already."
    assert near.evidence == ("org:x", "body:one-a", "org:c", "body:one-b")
    ground = features[FeatureName.COMMON_GROUND]
    assert str(ground.sentence) == "2 of its contacts sit there: C and D."
    assert ground.evidence == ("org:c", "org:d")


@pytest.mark.parametrize(
    ("tables_held", "purpose", "sentence"),
    [
        ({"one/a": "x y"}, "balanced", "There is no table around that X does not sit on."),
        (
            {"one/a": "x y", "one/b": "y"},
            "bridging",
            "Joining no table around would bring it closer to anybody.",
        ),
        (
            {"one/a": "x y", "one/b": "z"},
            "likely",
            "No other table has a contact of it, covers its places or works on its themes.",
        ),
        (
            {"one/a": "y"},
            "balanced",
            "X has no seat on this day and no place on record, so nothing speaks for any table.",
        ),
    ],
)
def test_why_there_is_no_table(tables_held: dict[str, str], purpose: str, sentence: str) -> None:
    snapshot = network(tables_held, organizations=[organization("x")])
    answer = tables(snapshot, "org:x", DAY, purpose=purpose)
    assert answer.suggestions == ()
    assert str(answer.sentence) == sentence


def test_what_does_not_exist_is_refused() -> None:
    snapshot = network({"one/a": "x"})
    with pytest.raises(NotFound):
        tables(snapshot, "body:one-a", DAY)
    for wrong in ({"purpose": "luck"}, {"limit": 0}, {"limit": 101}):
        with pytest.raises(InvalidInput) as caught:
            tables(snapshot, "org:x", DAY, **wrong)
        assert caught.value.faults[0].place.field == next(iter(wrong))


@st.composite
def said(draw: st.DrawFn) -> tuple[Snapshot, dict[tuple[str, str], Verdict]]:
    """Draw tables with themes and sectors, and what was said to whom of which table."""
    members = draw(drawn_tables())
    names = sorted({name for found in members.values() for name in found.split()})
    theme = st.sampled_from(["health", "housing", None])
    themes = {table: found for table in members if (found := draw(theme))}
    sector = st.sampled_from([Sector.HEALTH, Sector.FAITH, None])
    pairs = [
        (f"org:{name}", f"body:{table.replace('/', '-')}") for name in names for table in members
    ]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=6)) if pairs else []
    words = {pair: draw(st.sampled_from(Verdict)) for pair in chosen}
    snapshot = network(
        members,
        organizations=[
            organization(
                name, draw(sector), languages=draw(st.sampled_from([(), ("en",), ("fr",)]))
            )
            for name in names
        ],
        themes=themes,
        feedback=[
            Feedback(
                id=of_feedback(*pair),
                asker=pair[0],
                candidate=pair[1],
                verdict=word,
                date=DAY,
                author="Secretariat",
            )
            for pair, word in words.items()
        ],
    )
    return snapshot, words


@unhurried
@given(said(), st.sampled_from(PurposeName))
def test_every_table_suggested_has_evidence_and_was_not_declined(
    drawn: tuple[Snapshot, dict[tuple[str, str], Verdict]], purpose: PurposeName
) -> None:
    snapshot, words = drawn
    for item in snapshot.organizations:
        answer = tables(snapshot, item, DAY, purpose=purpose)
        assert str(answer.sentence)
        assert answer == tables(snapshot, item, DAY, purpose=purpose)
        aside = {
            body
            for (asker, body), word in words.items()
            if asker == item and word in (Verdict.DECLINED, Verdict.TRIED)
        }
        assert set(answer.set_aside) == aside
        assert aside.isdisjoint(suggested(answer))
        sits = {seat.body for seat in snapshot.seats_of_organization.get(item, ())}
        assert sits.isdisjoint(suggested(answer))
        scores = [each.score for each in answer.suggestions]
        assert scores == sorted(scores, reverse=True)
        for each in answer.suggestions:
            accepted = words.get((item, each.body)) is Verdict.ACCEPTED
            assert each.feedback is (Verdict.ACCEPTED if accepted else None)
            assert each.score >= 0.095 - 1e-12
            assert str(each.sentence)
            speaking = {one.feature for one in each.features if one.value}
            assert speaking & answer.purpose.needs
            for one in each.features:
                assert one.value is None or 0 <= one.value <= 1
                assert bool(one.value) == bool(one.evidence) == (one.sentence is not None)


@pytest.mark.parametrize("purpose", list(PurposeName))
def test_a_host_that_is_left_out_is_not_offered_the_tables_it_sits_on(purpose: str) -> None:
    # It hosts one and sits on the council of both: the other table of each stands open to it.
    town = Place(id="place:town", name="Town")
    snapshot = network(
        {
            "one/council": "host a b",
            "one/table": "a c",
            "two/council": "host c d",
            "two/table": "d",
        },
        organizations=[organization("host", Sector.HEALTH)],
        partnerships=[
            Partnership(id=f"lip:{name}", name=name, covers=("place:town",))
            for name in ("one", "two")
        ],
        places=[town],
        serves={"host": "town"},
        hosts={"host": "one"},
    )
    answer = tables(snapshot, "org:host", DAY, purpose=purpose, exclude={Exclusion.HOST})
    assert set(suggested(answer)) <= {"body:one-table", "body:two-table"}
    assert answer.considered == 2


def test_a_host_that_is_left_out_fills_no_gap_where_it_has_a_seat() -> None:
    # Health is absent in one without its host, the clinic, which sits on another table there.
    changes = Changes(
        bodies=(Body(id="body:one-b", name="b", part_of="lip:one"),),
        memberships=(Membership(id="seat:clinic", organization="org:clinic", body="body:one-b"),),
        partnership_ties=(
            PartnershipTie(
                id="tie:clinic~one~hosts",
                kind=PartnershipTieKind.HOSTS,
                organization="org:clinic",
                partnership="lip:one",
            ),
        ),
    )
    snapshot = gaps().merged(changes, 8)
    answer = tables(snapshot, "org:clinic", DAY, purpose="gap", exclude={Exclusion.HOST})
    # The other table of one, and that of two, whose area holds the town.
    assert answer.considered == 2
    assert suggested(answer) == []


def test_in_the_demonstration_no_host_is_offered_a_table_it_sits_on() -> None:
    snapshot = Snapshot.of(generate(6).changes)
    day, exclude = "2026-04-01", frozenset({Exclusion.HOST})
    hosts = sorted(Scope(WHOLE, day, exclude).left_out(snapshot))
    assert hosts
    offered = 0
    for host in hosts:
        sits = {
            seat.body
            for seat in snapshot.seats_of_organization[host]
            if is_active(seat.since, seat.until, day)
        }
        for purpose in PurposeName:
            answer = tables(snapshot, host, day, purpose=purpose, limit=100, exclude=exclude)
            assert sits.isdisjoint(suggested(answer))
            offered += len(answer.suggestions)
    assert offered
