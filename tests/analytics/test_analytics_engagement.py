"""Who is missing in a partnership: the whole answer, on networks worked by hand."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphsvc.analytics.engagement import Origin, SectorRow, SectorsAnswer, SectorStatus, sectors
from graphsvc.analytics.scope import Exclusion
from graphsvc.errors import InvalidInput, NotFound
from graphsvc.language import language
from graphsvc.model.entities import Partnership, Place
from graphsvc.model.sectors import Sector
from graphsvc.model.snapshot import Snapshot
from graphsvc.model.vocabulary import PartnershipKind
from tests.recommend.small_networks import DAY, network, organization, unhurried

TOWN = Place(id="place:town", name="Town", name_fr="Ville")


def row(answer: SectorsAnswer, sector: Sector) -> SectorRow:
    return next(row for row in answer.rows if row.sector is sector)


def counted(spread: dict[str, dict[Sector, int]]) -> Snapshot:
    """Seat so many organizations of each sector, one seat each, in each partnership."""
    tables, organizations = {}, []
    for lip, counts in spread.items():
        members = []
        for sector, count in counts.items():
            for place in range(count):
                members.append(f"{lip}-{sector.value.replace('_', '-')}-{place}")
                organizations.append(organization(members[-1], sector))
        tables[f"{lip}/council"] = " ".join(members)
    return network(tables, organizations=organizations)


HEALTH, FAITH, SCHOOL = Sector.HEALTH, Sector.FAITH, Sector.SCHOOL


def test_the_others_are_pooled_and_this_one_is_left_out() -> None:
    snapshot = counted(
        {"one": {HEALTH: 2, FAITH: 2}, "two": {HEALTH: 6}, "three": {FAITH: 2, SCHOOL: 4}}
    )
    answer = sectors(snapshot, "lip:one", DAY)
    health = row(answer, HEALTH)
    # Elsewhere 12 seats: 6 health, 2 faith, 4 school. Here 4: so 2, 2/3 and 4/3 are expected.
    assert health.counts.reference_seats == 6
    assert health.found.expected_seats == 2.0
    assert health.found.representation_ratio == 1.0
    assert row(answer, FAITH).found.representation_ratio == pytest.approx((2 / 4) / (2 / 12))
    assert row(answer, FAITH).status is SectorStatus.TOO_FEW_TO_TELL
    school = row(answer, SCHOOL)
    assert school.status is SectorStatus.ABSENT
    assert school.found.gap == 1
    # Of 4 seats 4/3 would be schools: nobody can tell that from chance.
    assert str(answer.sentence) == (
        "With 4 seats, it cannot be told of any sector whether it is missing. None is recorded of "
        "“schools”; with so few seats, that can be chance."
    )
    assert [found.sector for found in answer.rows] == list(Sector)


def test_a_francophone_network_is_no_peer_of_a_local_partnership() -> None:
    found = counted(
        {"one": {HEALTH: 2}, "two": {HEALTH: 6}, "rif": {FAITH: 9}, "clif": {SCHOOL: 3}}
    )
    kinds = {"lip:rif": PartnershipKind.RIF, "lip:clif": PartnershipKind.CLIF}
    partnerships = {
        item: replace(record, kind=kinds.get(item, record.kind))
        for item, record in found.partnerships.items()
    }
    snapshot = replace(found, partnerships=partnerships)
    local = sectors(snapshot, "lip:one", DAY)
    assert row(local, HEALTH).counts.reference_seats == 6
    assert row(local, FAITH).counts.reference_seats == 0
    francophone = sectors(snapshot, "lip:rif", DAY)
    assert row(francophone, SCHOOL).counts.reference_seats == 3
    assert row(francophone, HEALTH).counts.reference_seats == 0


def test_the_partnership_as_a_whole() -> None:
    snapshot = counted(
        {"one": {HEALTH: 2, FAITH: 2}, "two": {HEALTH: 6}, "three": {FAITH: 2, SCHOOL: 4}}
    )
    overall = sectors(snapshot, "lip:one", DAY).overall
    assert (overall.organizations, overall.seats) == (4, 4)
    # Two of the three sectors of the others have a seat.
    assert overall.coverage == pytest.approx(2 / 3)
    # Half and half: 1 - (1/4 + 1/4).
    assert overall.blau == 0.5
    # Shares 1/2, 1/2, 0 against 1/2, 1/6, 1/3: the root of (0 + 1/9 + 1/9) / 2 is 1/3.
    assert overall.gallagher == pytest.approx(1 / 3)
    # Of the 6 pairs on the council 2 are inside a sector and 4 between: (4 - 2) / 6.
    assert overall.ei_index_network == pytest.approx(1 / 3)


def test_who_has_no_sector_is_counted_apart() -> None:
    snapshot = network(
        {"one/a": "h u", "one/b": "u", "two/a": "g v"},
        organizations=[organization("h", HEALTH), organization("g", HEALTH)],
    )
    answer = sectors(snapshot, "lip:one", DAY)
    assert answer.overall.unclassified_organizations == 1
    assert answer.overall.unclassified_seats == 2
    assert answer.overall.reference_unclassified == 1
    assert (answer.overall.organizations, answer.overall.seats) == (2, 3)
    # The one classified seat is all of them.
    assert row(answer, HEALTH).found.seat_share == 1.0
    assert [str(note) for note in answer.notes] == [
        "Each organization counts in its first sector only.",
        "1 organization without a known sector is counted apart, with 2 seats.",
    ]


def test_an_organization_counts_in_its_first_sector_only() -> None:
    both = replace(organization("x"), sectors=(FAITH, HEALTH))
    snapshot = network({"one/a": "x", "two/a": "y"}, organizations=[both])
    answer = sectors(snapshot, "lip:one", DAY)
    assert row(answer, FAITH).counts.seats == 1
    assert row(answer, HEALTH).counts.seats == 0


def test_nobody_seated_has_a_defined_answer() -> None:
    snapshot = counted({"one": {}, "two": {HEALTH: 5}})
    answer = sectors(snapshot, "lip:one", DAY)
    assert {found.status for found in answer.rows} == {SectorStatus.TOO_FEW_TO_TELL}
    assert all(found.found.representation_ratio is None for found in answer.rows)
    assert (
        answer.overall.blau is answer.overall.ei_index_network is answer.overall.gallagher is None
    )
    assert answer.overall.coverage == 0.0
    assert str(answer.sentence) == (
        "No seat of an organization whose sector is known is recorded here on this day, so nothing "
        "can be compared."
    )


def test_a_partnership_without_peers_has_a_defined_answer() -> None:
    answer = sectors(counted({"one": {HEALTH: 5}}), "lip:one", DAY)
    assert {found.status for found in answer.rows} == {SectorStatus.TOO_FEW_TO_TELL}
    assert all(found.found.reference_share is None for found in answer.rows)
    assert answer.overall.coverage is None
    assert answer.overall.blau == 0.0
    assert str(answer.sentence) == (
        "There is no other partnership of its kind with seats on this day to compare with."
    )
    assert str(row(answer, HEALTH).sentence) == "Health and mental health: 5 seats."


def test_a_planted_gap_is_flagged() -> None:
    dice = random.Random(5)
    usual = {sector: dice.randrange(3, 7) for sector in Sector}
    spread = {f"p{place}": dict(usual) for place in range(12)}
    spread["p0"][HEALTH] = 0
    # One in twenty or so of all seats is of health: about 4 of 90 expected.
    spread["p0"][FAITH] += 2
    answer = sectors(counted(spread), "lip:p0", DAY)
    assert row(answer, HEALTH).status is SectorStatus.ABSENT
    others = [found for found in answer.rows if found.sector is not HEALTH]
    assert not any(found.found.flagged for found in others)
    # A partnership in which nothing is planted has nothing flagged.
    assert not any(found.found.flagged for found in sectors(counted(spread), "lip:p5", DAY).rows)


def test_the_inventory_is_who_serves_the_area_seated_or_not() -> None:
    snapshot = network(
        {"one/a": "f1 f2 away", "two/a": "z"},
        organizations=[
            *(organization(name, FAITH) for name in ("f1", "f2", "away")),
            *(organization(name, HEALTH) for name in ("h1", "h2", "z")),
        ],
        partnerships=[Partnership(id="lip:one", name="One", covers=("place:town",))],
        places=[TOWN],
        serves={"f1": "town", "h1": "town", "h2": "town"},
    )
    answer = sectors(snapshot, "lip:one", DAY, reference="inventory")
    # f1, h1, h2 serve the town; f2 and away have a seat, so they count too: 3 faith, 2 health.
    assert row(answer, FAITH).counts.reference_organizations == 3
    assert row(answer, HEALTH).counts.reference_organizations == 2
    assert row(answer, HEALTH).counts.reference_seats is None
    assert row(answer, HEALTH).found.expected_seats == pytest.approx(3 * 2 / 5)
    assert row(answer, HEALTH).status is SectorStatus.ABSENT
    assert [item.organization for item in row(answer, HEALTH).could_be_asked] == [
        "org:h1",
        "org:h2",
    ]
    assert len(answer.notes) == 2


def test_an_area_of_which_nobody_is_recorded_has_no_inventory() -> None:
    answer = sectors(counted({"one": {HEALTH: 5}}), "lip:one", DAY, reference="inventory")
    assert str(answer.sentence) == (
        "Nobody is recorded as serving this area, so there is nothing to compare with."
    )


def test_who_could_be_asked_and_why() -> None:
    partnerships = [
        Partnership(id="lip:one", name="One", province="ON", covers=("place:town",)),
        Partnership(id="lip:two", name="Two", name_fr="Deux", province="ON"),
        Partnership(id="lip:six", name="Six", province="BC"),
    ]
    health = ["here", "dept", "next", "abroad", "closed"]
    snapshot = network(
        {"one/a": "f1 f2 f3 county", "two/a": "next f4 n1 n2", "six/a": "abroad f5"},
        organizations=[
            *(organization(f"f{place}", FAITH) for place in range(1, 6)),
            *(organization(name, HEALTH) for name in ("n1", "n2")),
            *(
                organization(
                    name,
                    HEALTH,
                    part_of="org:county" if name == "dept" else None,
                    until="2020" if name == "closed" else None,
                )
                for name in health
            ),
            organization("county", Sector.GOV_MUNICIPAL),
        ],
        partnerships=partnerships,
        places=[TOWN],
        serves={"here": "town", "dept": "town", "closed": "town", "f1": "town"},
    )
    found = row(sectors(snapshot, "lip:one", DAY), HEALTH)
    assert found.status is SectorStatus.ABSENT
    assert [(item.organization, item.origin) for item in found.could_be_asked] == [
        ("org:dept", Origin.INVENTORY),
        ("org:here", Origin.INVENTORY),
        ("org:n1", Origin.NEIGHBOUR),
        ("org:n2", Origin.NEIGHBOUR),
        ("org:next", Origin.NEIGHBOUR),
    ]
    dept, here, neighbour = found.could_be_asked[:3]
    assert str(here.reason) == "Serves Town and has no seat."
    assert here.evidence == ("tie:here~town~serves",)
    assert str(dept.reason) == (
        "Serves Town and has no seat. COUNTY, of the same organization, has one."
    )
    assert dept.evidence == ("tie:dept~town~serves", "org:county")
    assert str(neighbour.reason) == "Sits in Two, also in Ontario."
    assert language("fr").render(neighbour.reason).count("Deux") == 1
    assert neighbour.evidence == ("lip:two",)
    # Nobody is asked to speak for a sector that is there.
    assert row(sectors(snapshot, "lip:one", DAY), FAITH).could_be_asked == ()


def test_no_more_are_named_than_can_be_asked() -> None:
    spread: dict[str, dict[Sector, int]] = {"one": {FAITH: 9}, "two": {HEALTH: 25, FAITH: 5}}
    base = counted(spread)
    lips = {item: replace(record, province="ON") for item, record in base.partnerships.items()}
    found = row(sectors(replace(base, partnerships=lips), "lip:one", DAY), HEALTH)
    assert found.could_be_asked_in_all == 25
    assert len(found.could_be_asked) == 10


def test_a_host_left_out_is_not_asked_to_join_what_it_hosts() -> None:
    lips = [Partnership(id="lip:one", name="One", covers=("place:town",))]
    snapshot = network(
        {"one/a": "host f1 f2 f3", "two/a": "h1 h2 f4"},
        organizations=[
            *(organization(f"f{place}", FAITH) for place in range(1, 5)),
            *(organization(name, HEALTH) for name in ("host", "h1", "h2")),
        ],
        partnerships=lips,
        places=[TOWN],
        serves={"host": "town"},
        hosts={"host": "one"},
    )
    with_host = sectors(snapshot, "lip:one", DAY)
    assert row(with_host, HEALTH).counts.seats == 1
    without = sectors(snapshot, "lip:one", DAY, exclude={Exclusion.HOST})
    assert row(without, HEALTH).counts.seats == 0
    assert row(without, HEALTH).status is SectorStatus.ABSENT
    assert row(without, HEALTH).could_be_asked == ()
    assert without.provenance.left_out == ("org:host",)


def test_only_what_exists_on_the_day_counts() -> None:
    snapshot = counted({"one": {HEALTH: 2}, "two": {HEALTH: 3}, "old": {FAITH: 9}})
    lips = dict(snapshot.partnerships)
    lips["lip:old"] = replace(lips["lip:old"], until="2020")
    ended = replace(snapshot, partnerships=lips)
    assert row(sectors(ended, "lip:one", DAY), FAITH).counts.reference_seats == 0
    assert row(sectors(ended, "lip:one", "2019-06-01"), FAITH).counts.reference_seats == 9


def test_sentences_for_every_status() -> None:
    spread: dict[str, dict[Sector, int]] = {
        "one": {HEALTH: 1, FAITH: 60, SCHOOL: 30},
        "two": {HEALTH: 200, FAITH: 200, SCHOOL: 300, Sector.SOCIAL: 200, Sector.HOUSING: 5},
    }
    answer = sectors(counted(spread), "lip:one", DAY)
    said = {
        found.status: str(found.sentence)
        for found in answer.rows
        if found.counts.seats or (found.sector in (Sector.SOCIAL, Sector.HOUSING))
    }
    # 905 elsewhere and 91 here: of 200 20.1 are expected, of 300 30.2, of 5 half a seat.
    by = "by its share in the other partnerships"
    assert said == {
        SectorStatus.UNDER: "Health and mental health: 1 of 91 seats, clearly fewer than the 20 to "
        f"be expected {by}.",
        SectorStatus.OVER: "Faith-based organizations: 60 of 91 seats, clearly more than the 20 to "
        f"be expected {by}.",
        SectorStatus.AT_PAR: "School boards, K-12: 30 of 91 seats, not clearly different from the "
        f"30 to be expected {by}.",
        SectorStatus.ABSENT: "Community and social services (child, youth, family, food): none of "
        f"91 seats, where about 20 would be expected {by}.",
        SectorStatus.TOO_FEW_TO_TELL: "Housing and homelessness: 0 of 91 seats, 1 to be expected "
        f"{by}: too few to tell.",
    }
    assert str(answer.sentence) == "Absent: “social services”. Too few: “health”."


def test_what_does_not_exist_is_refused() -> None:
    snapshot = counted({"one": {HEALTH: 2}})
    with pytest.raises(NotFound):
        sectors(snapshot, "lip:nowhere", DAY)
    with pytest.raises(InvalidInput):
        sectors(snapshot, "lip:one", "2026-02-30")
    with pytest.raises(InvalidInput) as caught:
        sectors(snapshot, "lip:one", DAY, reference="hearsay")
    assert "peers" in str(caught.value.faults[0].remedy)


def test_the_answer_says_where_it_comes_from() -> None:
    answer = sectors(counted({"one": {HEALTH: 2}, "two": {HEALTH: 2}}), "lip:one", DAY)
    assert answer.provenance.method == "sectors"
    assert answer.provenance.parameters == {
        "view": "two_mode",
        "reference": "peers",
        "days": 365,
        "permutations": 999,
        "seed": 0,
    }
    assert (answer.provenance.revision, answer.provenance.scope.of) == (7, "lip:one")
    assert answer.provenance.evidence.memberships == 2


SPREADS = st.dictionaries(
    st.sampled_from(["one", "two", "three"]),
    st.dictionaries(st.sampled_from([HEALTH, FAITH, SCHOOL]), st.integers(0, 6)),
    min_size=1,
)


@unhurried
@given(SPREADS)
def test_counts_add_up_and_identical_partnerships_are_at_par(
    spread: dict[str, dict[Sector, int]],
) -> None:
    for lip, own in spread.items():
        answer = sectors(counted(spread), f"lip:{lip}", DAY)
        assert sum(found.counts.seats for found in answer.rows) == sum(own.values())
        elsewhere = sum(sum(counts.values()) for other, counts in spread.items() if other != lip)
        assert sum(found.counts.reference_seats or 0 for found in answer.rows) == elsewhere
        if all(counts == own for counts in spread.values()):
            ratios = {found.found.representation_ratio for found in answer.rows} - {None}
            assert all(ratio == pytest.approx(1) for ratio in ratios)
            assert answer.overall.gallagher in (None, pytest.approx(0))
