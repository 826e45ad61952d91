"""Who next: whole answers, planted partners, and what is never suggested."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphsvc.analytics.scope import WHOLE, Exclusion, Scope
from graphsvc.dates import is_active
from graphsvc.demonstration import generate
from graphsvc.errors import InvalidInput, NotFound
from graphsvc.language import language
from graphsvc.model.entities import Changes, Partnership, Place
from graphsvc.model.sectors import Sector
from graphsvc.model.snapshot import Snapshot
from graphsvc.model.vocabulary import PartnershipKind
from graphsvc.recommend import (
    FeatureName,
    FeatureScore,
    PurposeName,
    RecommendationsAnswer,
    invitations,
    partners,
    purposes,
)
from tests.recommend.small_networks import DAY, network, organization, tables, unhurried

TOWN = Place(id="place:town", name="Town", name_fr="Ville")


def suggested(answer: RecommendationsAnswer) -> list[str]:
    return [suggestion.organization for suggestion in answer.suggestions]


def feature(answer: RecommendationsAnswer, item: str, name: FeatureName) -> FeatureScore:
    chosen = next(found for found in answer.suggestions if found.organization == item)
    return next(score for score in chosen.features if score.feature is name)


def planted() -> Snapshot:
    """One partnership without health, which is a third of two; clinic serves the town, unseated."""
    faith = [f"f{place}" for place in range(18)]
    return network(
        {
            "one/council": " ".join(faith[:12]),
            "one/table": "f0 f1 f2",
            "two/council": " ".join([*faith[12:], *(f"h{place}" for place in range(6)), "s0 s1"]),
            "far/council": "q r",
        },
        organizations=[
            *(organization(name, Sector.FAITH) for name in faith),
            *(organization(f"h{place}", Sector.HEALTH) for place in range(6)),
            organization("clinic", Sector.HEALTH),
        ],
        partnerships=[
            Partnership(id="lip:one", name="One", province="ON", covers=("place:town",)),
            Partnership(id="lip:two", name="Two", province="ON"),
            Partnership(id="lip:far", name="Far", province="BC"),
        ],
        places=[TOWN],
        serves={"clinic": "town", "f0": "town"},
    )


@pytest.mark.parametrize("purpose", ["gap", "balanced"])
def test_a_planted_complementary_partner_comes_first(purpose: str) -> None:
    answer = partners(planted(), "org:f0", DAY, purpose=purpose)
    assert suggested(answer)[0] == "org:clinic"
    complement = feature(answer, "org:clinic", FeatureName.COMPLEMENT)
    assert complement.value == 1.0
    assert complement.evidence == ("lip:one", "tie:clinic~town~serves")
    assert str(complement.sentence) == (
        "Health and mental health: absent in One. Serves Town and has no seat."
    )
    place = feature(answer, "org:clinic", FeatureName.SAME_PLACE)
    assert str(place.sentence) == "Active in Town as well."
    assert place.evidence == ("place:town", "tie:clinic~town~serves")
    assert "Ville" in language("fr").render(answer.suggestions[0].sentence)


def test_a_gap_is_filled_from_nearby_too_but_not_from_far() -> None:
    answer = partners(planted(), "org:f0", DAY, purpose="gap")
    # The clinic, then the six health organizations of the partnership in the same province.
    assert suggested(answer) == ["org:clinic", *(f"org:h{place}" for place in range(6))]
    nearby = feature(answer, "org:h0", FeatureName.COMPLEMENT)
    assert nearby.value == 0.5
    assert str(nearby.sentence).endswith("Sits in Two, also in Ontario.")


def test_an_area_of_very_many_partnerships_makes_nobody_near(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Two partnerships are in Ontario. Where that is too many, its province brings "h0" no nearer.
    monkeypatch.setattr("graphsvc.recommend.surroundings.MOST_NEARBY", 1)
    answer = partners(planted(), "org:f0", DAY, purpose="gap")
    assert suggested(answer) == ["org:clinic"]
    assert answer.considered == 1


def test_a_planted_bridge_comes_first_for_bridging() -> None:
    # Two parts without contact; hub sits on both tables of the other one, others on one each.
    snapshot = network(
        {"one/a": "x y", "two/a": "hub a b c", "two/b": "hub d e f g"},
    )
    answer = partners(snapshot, "org:x", DAY, purpose="bridging")
    assert suggested(answer)[0] == "org:hub"
    gain = feature(answer, "org:hub", FeatureName.BRIDGING_GAIN)
    assert gain.value == 1.0
    # x reaches y at one step; out of reach counts as three, through hub two: 7 steps saved.
    assert gain.raw == 7.0
    assert gain.evidence == ("body:two-a", "body:two-b")
    assert str(gain.sentence) == (
        "Would put 7 organizations within reach that no path leads to, through a of two and b of "
        "two."
    )


def test_closer_within_reach_is_said_as_closer() -> None:
    chain = network({"one/1": "a b", "one/2": "b c", "one/3": "c d e f"})
    answer = partners(chain, "org:a", DAY, purpose="bridging")
    # d, e and f are three steps away; through c two. Through d only e and f are nearer: two.
    assert suggested(answer) == ["org:c", "org:d", "org:e", "org:f"]
    gain = feature(answer, "org:c", FeatureName.BRIDGING_GAIN)
    assert gain.raw == 3.0
    assert str(gain.sentence) == (
        "Would bring 3 organizations closer, through 2 of one and 3 of one."
    )


def test_likely_partners_share_a_contact_and_the_path_is_the_evidence() -> None:
    snapshot = network({"one/a": "c x", "one/b": "c p", "one/z": "c p k m n"})
    answer = partners(snapshot, "org:x", DAY, purpose="likely")
    assert suggested(answer)[0] == "org:p"
    near = feature(answer, "org:p", FeatureName.PROXIMITY)
    # c and p meet on two tables; the smaller one says more.
    assert near.evidence == ("org:x", "body:one-a", "org:c", "body:one-b", "org:p")
    assert str(near.sentence) == "C sits with both: on a of one and on b of one."
    ground = feature(answer, "org:p", FeatureName.COMMON_GROUND)
    assert ground.evidence == ("org:c",)
    assert str(ground.sentence) == "1 contact in common: C."
    # A path and a shared contact are one reason, not two.
    assert str(answer.suggestions[0].sentence) in (str(near.sentence), str(ground.sentence))


def test_acquaintances_are_those_one_sits_with() -> None:
    snapshot = network({"one/a": "x y z", "one/b": "x y", "two/a": "s"})
    answer = partners(snapshot, "org:x", DAY, purpose="likely", sense="acquaintances")
    assert suggested(answer) == ["org:y", "org:z"]
    near = feature(answer, "org:y", FeatureName.PROXIMITY)
    assert near.evidence == ("org:x", "body:one-b", "org:y")
    assert str(near.sentence) == "Both sit on b of one."
    ground = feature(answer, "org:y", FeatureName.COMMON_GROUND)
    assert str(ground.sentence) == "Both sit on a of one and b of one."


def test_parents_and_departments_are_no_partners() -> None:
    snapshot = network(
        {"one/a": "x c", "one/b": "c parent child sibling other"},
        organizations=[
            organization("parent"),
            organization("x", part_of="org:parent"),
            organization("child", part_of="org:x"),
            organization("sibling", part_of="org:parent"),
        ],
    )
    assert suggested(partners(snapshot, "org:x", DAY, purpose="likely")) == ["org:other"]


def test_only_who_exists_on_the_day() -> None:
    snapshot = network(
        {"one/a": "x c", "one/b": "c p q"},
        organizations=[organization("p", until="2020"), organization("q", since="2024")],
    )
    assert suggested(partners(snapshot, "org:x", DAY, purpose="likely")) == ["org:q"]
    assert suggested(partners(snapshot, "org:x", "2019-01-01", purpose="likely")) == ["org:p"]


def test_who_links_by_design_can_be_left_out() -> None:
    snapshot = network({"one/a": "x host", "one/b": "host p", "two/a": "s"}, hosts={"host": "one"})
    assert "org:p" in suggested(partners(snapshot, "org:x", DAY, purpose="likely"))
    without = partners(snapshot, "org:x", DAY, purpose="likely", exclude={Exclusion.HOST})
    assert suggested(without) == []
    assert without.provenance.left_out == ("org:host",)


def test_who_is_left_out_is_not_suggested_for_its_place_either() -> None:
    snapshot = network(
        {"one/a": "x host", "two/a": "s"},
        places=[TOWN],
        serves={"host": "town", "s": "town"},
        hosts={"host": "one"},
    )
    assert suggested(partners(snapshot, "org:s", DAY, purpose="likely")) == ["org:host"]
    without = partners(snapshot, "org:s", DAY, purpose="likely", exclude={Exclusion.HOST})
    assert suggested(without) == []


def test_who_sits_with_a_host_that_is_left_out_is_no_stranger_to_it() -> None:
    snapshot = network(
        {"one/a": "host p", "two/a": "host c", "two/b": "c p q"},
        places=[TOWN],
        serves={"host": "town", "p": "town"},
        hosts={"host": "one"},
    )
    # p and q share the contact c with it, but p sits with it on the table of its own partnership.
    assert suggested(partners(snapshot, "org:host", DAY, purpose="likely")) == ["org:q"]
    exclude = frozenset({Exclusion.HOST})
    strangers = partners(snapshot, "org:host", DAY, purpose="likely", exclude=exclude)
    assert suggested(strangers) == ["org:q"]
    mates = partners(
        snapshot, "org:host", DAY, purpose="likely", sense="acquaintances", exclude=exclude
    )
    assert set(suggested(mates)) == {"org:c", "org:p"}


def test_in_the_demonstration_no_stranger_of_a_host_sits_with_it() -> None:
    snapshot = Snapshot.of(generate(6).changes)
    day, exclude = "2026-04-01", frozenset({Exclusion.HOST})
    sits: dict[str, set[str]] = {item: set() for item in snapshot.organizations}
    for seat in snapshot.seats:
        if is_active(seat.since, seat.until, day):
            sits[seat.organization].add(seat.body)
    found = 0
    for host in sorted(Scope(WHOLE, day, exclude).left_out(snapshot)):
        for purpose in PurposeName:
            answer = partners(snapshot, host, day, purpose=purpose, limit=100, exclude=exclude)
            assert all(sits[host].isdisjoint(sits[item]) for item in suggested(answer))
            found += len(answer.suggestions)
    assert found


def test_who_sits_on_a_table_is_not_invited_to_it_whoever_is_left_out() -> None:
    # The network links one; its table has no ties without it, but x and the host sit there.
    snapshot = network(
        {"net/table": "x host", "one/council": "x host p"},
        partnerships=[
            Partnership(
                id="lip:net", name="Net", kind=PartnershipKind.SECRETARIAT, covers=("place:town",)
            ),
            Partnership(id="lip:one", name="One", covers=("place:town",)),
        ],
        places=[TOWN],
        serves={"x": "town", "host": "town", "p": "town"},
        hosts={"host": "net one"},
    )
    for item in ("body:net-table", "lip:net"):
        answer = invitations(snapshot, item, DAY, purpose="likely", exclude=frozenset(Exclusion))
        assert suggested(answer) == ["org:p"]


def test_a_shared_contact_reaches_beyond_the_neighbourhood() -> None:
    base = planted()
    linked = network(
        {"one/council": "x c", "far/council": "c p q", "far/table": "r s"},
        partnerships=list(base.partnerships.values()),
        places=[TOWN],
    )
    # p and q sit far away, but with c; r and s have nothing to do with x.
    answer = partners(linked, "org:x", DAY)
    assert suggested(answer) == ["org:p", "org:q"]
    assert answer.considered == 2


def test_invitations_to_a_table_and_to_a_partnership() -> None:
    snapshot = planted()
    to_lip = invitations(snapshot, "lip:one", DAY, purpose="gap")
    assert suggested(to_lip)[0] == "org:clinic"
    assert to_lip.asker == "lip:one"
    to_table = invitations(snapshot, "body:one-table", DAY, purpose="likely")
    # The other members of the council share a table with its members.
    assert set(suggested(to_table)) >= {f"org:f{place}" for place in range(3, 12)}
    assert not set(suggested(to_table)) & {"org:f0", "org:f1", "org:f2"}
    near = feature(to_table, "org:f3", FeatureName.PROXIMITY)
    assert str(near.sentence) == "F0, a member, sits with F3 on council of one."
    assert near.evidence == ("body:one-table", "org:f0", "body:one-council", "org:f3")
    ground = feature(to_table, "org:f3", FeatureName.COMMON_GROUND)
    assert str(ground.sentence) == "3 members share a table with F3: F0, F1 and F2."
    assert set(suggested(invitations(snapshot, "lip:one", DAY))).isdisjoint(
        f"org:f{place}" for place in range(12)
    )


@pytest.mark.parametrize(
    ("purpose", "sentence"),
    [
        (
            "likely",
            "Nobody shares a contact or a place with it that it does not already sit with.",
        ),
        (
            "bridging",
            "A tie to nobody around would bring others closer: it reaches them all already.",
        ),
    ],
)
def test_why_there_is_nobody(purpose: str, sentence: str) -> None:
    snapshot = network({"one/a": "x y", "two/a": "s"})
    answer = partners(snapshot, "org:x", DAY, purpose=purpose)
    assert answer.suggestions == ()
    assert answer.considered == 1
    assert str(answer.sentence) == sentence


def test_why_there_is_nobody_at_all() -> None:
    together = partners(network({"one/a": "x y z"}), "org:x", DAY)
    assert together.suggestions == ()
    assert str(together.sentence) == "There is nobody around that X is not tied to."
    idle = network({"one/a": "y z"}, organizations=[organization("x")])
    answer = partners(idle, "org:x", DAY)
    assert answer.suggestions == ()
    assert str(answer.sentence) == (
        "X has no seat on this day and no place on record, so nothing speaks for anybody."
    )
    alone = partners(network({"one/a": "x", "two/a": "s"}), "org:x", DAY, sense="acquaintances")
    assert str(alone.sentence) == ("X shares no table with anybody it does not work with already.")
    empty = invitations(network({"one/a": ""}), "body:one-a", DAY)
    assert empty.suggestions == ()


def test_an_organization_without_a_seat_is_pointed_to_its_place() -> None:
    snapshot = planted()
    answer = partners(snapshot, "org:clinic", DAY)
    assert suggested(answer)[0] == "org:f0"
    assert feature(answer, "org:f0", FeatureName.SAME_PLACE).value == 1.0
    assert feature(answer, "org:f0", FeatureName.PROXIMITY).value == 0.0


def test_the_answer_says_where_it_comes_from_and_how_many_were_looked_at() -> None:
    answer = partners(planted(), "org:f0", DAY, purpose="gap", limit=2)
    assert len(answer.suggestions) == 2
    # All with a seat in two (14), and the clinic; not the two far away.
    assert answer.considered == 15
    assert str(answer.sentence) == "2 suggestions for F0, out of 15 organizations around."
    assert answer.provenance.revision == 7
    assert answer.provenance.parameters["purpose"] == "gap"
    assert answer.provenance.parameters["view"] == "two_mode"
    assert answer.provenance.evidence.memberships == 12 + 3 + 14 + 2
    assert answer.provenance.evidence.bodies == 4


def test_what_does_not_exist_is_refused() -> None:
    snapshot = network({"one/a": "x"})
    with pytest.raises(NotFound):
        partners(snapshot, "org:nobody", DAY)
    with pytest.raises(NotFound):
        invitations(snapshot, "org:x", DAY)
    for wrong in ({"purpose": "luck"}, {"sense": "enemies"}, {"limit": 0}, {"limit": 101}):
        with pytest.raises(InvalidInput) as caught:
            partners(snapshot, "org:x", DAY, **wrong)
        assert caught.value.faults[0].place.field == next(iter(wrong))
    with pytest.raises(InvalidInput):
        partners(snapshot, "org:x", "yesterday")


def test_the_weights_of_every_purpose_are_served_with_their_reasons() -> None:
    assert [purpose.name for purpose in purposes()] == list(PurposeName)
    for purpose in purposes():
        assert {weight.feature for weight in purpose.weights} == set(FeatureName)
        assert sum(weight.weight for weight in purpose.weights) == pytest.approx(1)
        assert all(weight.weight > 0 for weight in purpose.weights)
        assert all(str(weight.reason) for weight in purpose.weights)
        order = [weight.weight for weight in purpose.weights]
        assert order == sorted(order, reverse=True)
        # What a purpose needs counts most in it.
        assert purpose.weights[0].feature in purpose.needs


@st.composite
def settled(draw: st.DrawFn) -> Snapshot:
    """Draw tables, sectors and places."""
    members = draw(tables())
    names = sorted({name for found in members.values() for name in found.split()})
    sector = st.sampled_from([Sector.HEALTH, Sector.FAITH, None])
    town = draw(st.sets(st.sampled_from(names))) if names else set()
    return network(
        members,
        organizations=[organization(name, draw(sector)) for name in names],
        partnerships=[Partnership(id="lip:one", name="One", covers=("place:town",))],
        places=[TOWN],
        serves=dict.fromkeys(sorted(town), "town"),
    )


@unhurried
@given(settled(), st.sampled_from(PurposeName), st.sampled_from(["strangers", "acquaintances"]))
def test_every_suggestion_has_evidence_and_its_score_is_the_sum(
    snapshot: Snapshot, purpose: PurposeName, sense: str
) -> None:
    for item in snapshot.organizations:
        answer = partners(snapshot, item, DAY, purpose=purpose, sense=sense)
        assert str(answer.sentence)
        scores = [found.score for found in answer.suggestions]
        assert scores == sorted(scores, reverse=True)
        for found in answer.suggestions:
            assert found.organization != item
            assert found.score >= 0.095 - 1e-12
            assert found.score == pytest.approx(
                math.fsum(one.weight * (one.value or 0) for one in found.features)
            )
            speaking = [one for one in found.features if one.value]
            assert any(one.feature in answer.purpose.needs for one in speaking)
            assert str(found.sentence)
            for one in found.features:
                assert one.value is None or 0 <= one.value <= 1
                assert bool(one.value) == bool(one.evidence) == (one.sentence is not None)
                assert type(one.raw) is float


@unhurried
@given(settled())
def test_the_order_of_records_does_not_matter(snapshot: Snapshot) -> None:
    backwards = Snapshot.of(
        Changes(
            organizations=tuple(snapshot.organizations.values())[::-1],
            partnerships=tuple(snapshot.partnerships.values())[::-1],
            bodies=tuple(snapshot.bodies.values())[::-1],
            memberships=tuple(snapshot.seats)[::-1],
            places=tuple(snapshot.places.values())[::-1],
            place_ties=snapshot.place_ties[::-1],
        ),
        revision=7,
    )
    for item in list(snapshot.organizations)[:3]:
        first, second = (partners(one, item, DAY) for one in (snapshot, backwards))
        assert [replace_words(found) for found in first.suggestions] == [
            replace_words(found) for found in second.suggestions
        ]


def replace_words(found: object) -> str:
    """Write a suggestion out whole."""
    return repr(found)


def test_hostile_names_are_only_names() -> None:
    hostile = replace(organization("c"), name="{0.__class__} {contact} <script>")
    snapshot = network({"one/a": "c x", "one/b": "c p"}, organizations=[hostile])
    answer = partners(snapshot, "org:x", DAY, purpose="likely")
    assert "{0.__class__} {contact} <script>" in str(answer.suggestions[0].sentence)
