from __future__ import annotations

import hashlib
import itertools
import re
from collections import Counter, defaultdict
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphsvc.dates import is_active, is_date
from graphsvc.demonstration import MOST_PARTNERSHIPS, Region, generate
from graphsvc.errors import InvalidInput
from graphsvc.exchange import tables
from graphsvc.model.check import Known, check
from graphsvc.model.entities import Changes
from graphsvc.model.sectors import Sector
from graphsvc.model.snapshot import Snapshot
from graphsvc.model.vocabulary import (
    AttendanceStatus,
    BodyKind,
    PartnershipKind,
    PartnershipLinkKind,
    PartnershipTieKind,
    PlaceKind,
    PlaceTieKind,
    Role,
)

AS_OF = "2026-04-01"
# Of the tables of the default region, names and bytes. A new number means that everybody's
# demonstration region changes: say so in the changelog. Same on Python 3.11, 3.12 and 3.13.
PINNED = "3de7f86a47810643ad7f5bab3f83e3d6ab9f9b84fa46c5dadab95aec66d5c73e"


def kinds(changes: Changes) -> dict[str, tuple[Any, ...]]:
    return {each.name: getattr(changes, each.name) for each in fields(changes)}


def digest(changes: Changes, folder: Path) -> str:
    tables.write(changes, folder)
    found = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        found.update(path.name.encode())
        found.update(path.read_bytes())
    return found.hexdigest()


def test_the_same_call_gives_the_same_bytes(tmp_path: Path, small: Region) -> None:
    again = generate(12, seed=20260401)
    assert again == small
    assert digest(again.changes, tmp_path) == PINNED


def test_another_seed_gives_another_region(small: Region) -> None:
    other = generate(12, seed=1)
    names = {each.name for each in small.changes.partnerships}
    assert len(names & {each.name for each in other.changes.partnerships}) <= 2


@settings(max_examples=20)
@given(partnerships=st.integers(1, 15), seed=st.integers(0, 2**32))
def test_every_region_holds_together(partnerships: int, seed: int) -> None:
    region = generate(partnerships, seed=seed)
    assert check(region.changes, Known()) == []
    assert len(region.changes.partnerships) == partnerships


def test_a_region_of_national_size_holds_together(national: Region) -> None:
    assert check(national.changes, Known()) == []


@pytest.mark.parametrize("partnerships", [0, -1, MOST_PARTNERSHIPS + 1])
def test_impossible_sizes_are_refused(partnerships: int) -> None:
    with pytest.raises(InvalidInput) as refused:
        generate(partnerships)
    (fault,) = refused.value.faults
    assert fault.place.field == "partnerships"
    assert fault.problem.params["count"] == partnerships


def test_progress_is_told_for_every_partnership() -> None:
    told: list[tuple[int, int]] = []
    generate(3, progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_national_size_is_that_of_the_reference_network(
    national: Region, national_snapshot: Snapshot
) -> None:
    # The reference: 82 partnerships, 4,985 organizations, 576 bodies, 18,114 memberships
    # (network M that the analytics were measured on).
    changes = national.changes
    active = int(national_snapshot.seats.active(AS_OF).sum())
    bodies = sum(is_active(body.since, body.until, AS_OF) for body in changes.bodies)
    assert len(changes.partnerships) == 82
    assert len(changes.organizations) == pytest.approx(4985, rel=0.03)
    assert bodies == pytest.approx(576, rel=0.03)
    assert active == pytest.approx(18114, rel=0.03)
    assert len(changes) < 150_000
    assert len(changes.attendance) < 70_000


def test_bodies_and_partnerships_have_published_sizes(
    national: Region, national_snapshot: Snapshot
) -> None:
    sizes: Counter[str] = Counter()
    members: dict[str, set[str]] = defaultdict(set)
    for seat in national_snapshot.seats:
        if is_active(seat.since, seat.until, AS_OF):
            sizes[seat.body] += 1
            members[national_snapshot.partnership_of[seat.body]].add(seat.organization)
    for body in national.changes.bodies:
        if not is_active(body.since, body.until, AS_OF):
            assert sizes[body.id] == 0
        elif body.kind is BodyKind.COUNCIL:
            assert 10 <= sizes[body.id] <= 30
        else:
            assert 8 <= sizes[body.id] <= 48
    lips = [each for each in national.changes.partnerships if each.kind is PartnershipKind.LIP]
    at_work = [lip for lip in lips if is_active(lip.since, lip.until, AS_OF)]
    assert len(at_work) == 71
    assert all(25 <= len(members[lip.id]) <= 120 for lip in at_work)


def test_some_organizations_sit_in_several_partnerships_and_none_in_most(
    national: Region, national_snapshot: Snapshot
) -> None:
    joined: dict[str, set[str]] = defaultdict(set)
    for seat in national_snapshot.seats:
        if is_active(seat.since, seat.until, AS_OF):
            joined[seat.organization].add(national_snapshot.partnership_of[seat.body])
    numbers = Counter(len(partnerships) for partnerships in joined.values())
    several = sum(count for number, count in numbers.items() if number > 1)
    assert 0.06 <= several / len(national.changes.organizations) <= 0.07
    assert 15 <= max(numbers) <= 25
    # Fewer and fewer, as Zipf's law has it.
    assert numbers[2] > 3 * numbers[3] > 3 * numbers[5]


def test_a_federal_department_observes_a_third_of_the_councils(national: Region) -> None:
    organizations = {each.id: each for each in national.changes.organizations}
    funders = {
        tie.organization
        for tie in national.changes.partnership_ties
        if tie.kind is PartnershipTieKind.FUNDS
        and organizations[tie.organization].sector is Sector.GOV_FEDERAL
    }
    bodies = {body.id: body for body in national.changes.bodies}
    observed = [
        term
        for term in national.changes.memberships
        if term.organization in funders and term.until is None and term.role is Role.OBSERVER
    ]
    assert all(bodies[term.body].kind is BodyKind.COUNCIL for term in observed)
    assert len(observed) == pytest.approx(72 / 3, abs=2)
    # It sits through its county offices, never itself.
    assert all(organizations[term.organization].part_of for term in observed)


def test_dates_are_real_and_in_order(national: Region) -> None:
    bodies = {body.id: body for body in national.changes.bodies}
    precision: Counter[int] = Counter()
    for term in national.changes.memberships:
        body = bodies[term.body]
        for date in (term.since, term.until):
            assert date is None or (is_date(date) and date <= AS_OF)
        assert term.since is None or term.until is None or term.since < term.until
        # A year stands for its first day, so it may lie before the day its body began.
        if term.since and body.since and len(term.since) >= len(body.since):
            assert term.since >= body.since[: len(term.since)]
        assert body.until is None or (term.until is not None and term.until <= body.until)
        precision[len(term.since or "")] += 1
    assert {0, 4, 7, 10} == set(precision)
    assert precision[10] > precision[4] > precision[7]


def test_members_join_leave_come_back_and_change_roles(national: Region) -> None:
    terms = defaultdict(list)
    for term in national.changes.memberships:
        terms[term.organization, term.body].append(term)
    pairs = [
        (first, second)
        for each in terms.values()
        for first, second in itertools.pairwise(sorted(each, key=lambda term: term.since or ""))
    ]
    assert sum(first.until == second.since for first, second in pairs) > 500
    assert sum((first.until or "") < (second.since or "") for first, second in pairs) > 500
    assert any(first.role is not second.role for first, second in pairs)
    ended = [term for term in national.changes.memberships if term.until]
    assert {str(term.until)[:4] for term in ended} == {str(year) for year in range(2021, 2027)}


def test_every_tie_that_can_end_stands_on_evidence(small: Region) -> None:
    changes = small.changes
    dates = {source.id: source.date for source in changes.sources}
    for kind in ("memberships", "partnership_ties", "place_ties", "partnership_links"):
        for record in kinds(changes)[kind]:
            assert record.sources
            assert record.confidence is not None
    for term in changes.memberships:
        listed = dates[term.sources[0]]
        # A list states a membership that has begun by its date.
        assert listed is not None
        assert term.since is None or term.since[:4] <= listed[:4]
    assert {term.confidence for term in changes.memberships} >= {"high", "medium"}


def test_governance_has_everything_once(national: Region) -> None:
    changes = national.changes
    by_kind = Counter(each.kind for each in changes.partnerships)
    assert by_kind[PartnershipKind.ZIP] == by_kind[PartnershipKind.SECRETARIAT] == 1
    assert by_kind[PartnershipKind.RIF] == 8
    links = Counter(link.kind for link in changes.partnership_links)
    assert links[PartnershipLinkKind.SUCCEEDED_BY] == 1
    assert links[PartnershipLinkKind.UNDER] == 3
    assert links[PartnershipLinkKind.LINKED_TO] > 40
    hosts = [tie for tie in changes.partnership_ties if tie.kind is PartnershipTieKind.HOSTS]
    assert {tie.partnership for tie in hosts} == {each.id for each in changes.partnerships}
    ended = {tie.partnership for tie in hosts if tie.until}
    merged = {each.id for each in changes.partnerships if each.until}
    changed = ended - merged
    assert len(changed) == len(merged) == 1
    before, after = (tie for tie in hosts if tie.partnership in changed)
    assert before.until == after.since
    assert before.organization != after.organization
    assert {tie.kind for tie in changes.partnership_ties} == set(PartnershipTieKind)


def test_bodies_nest_and_have_every_kind(national: Region, national_snapshot: Snapshot) -> None:
    bodies = national_snapshot.bodies
    depth = Counter(
        len(list(itertools.takewhile(lambda item: item in bodies, _climb(national_snapshot, body))))
        for body in bodies
    )
    assert set(depth) == {1, 2, 3}
    assert {body.kind for body in bodies.values()} == set(BodyKind) - {BodyKind.OTHER}
    assert all(body.name_fr and body.local_kind for body in bodies.values())


def _climb(snapshot: Snapshot, body: str) -> list[str]:
    trail = [body]
    while trail[-1] in snapshot.bodies:
        trail.append(snapshot.bodies[trail[-1]].part_of)
    return trail


def test_departments_belong_to_cities_health_authorities_and_school_boards(
    national: Region,
) -> None:
    organizations = {each.id: each for each in national.changes.organizations}
    departments = [each for each in organizations.values() if each.part_of]
    parents = {organizations[each.part_of or ""].sector for each in departments}
    assert parents == {
        Sector.GOV_MUNICIPAL,
        Sector.HEALTH,
        Sector.SCHOOL,
        Sector.GOV_FEDERAL,
    }
    assert all(each.name_fr for each in departments)


def test_the_inventory_holds_organizations_without_a_seat(national: Region) -> None:
    seated = {term.organization for term in national.changes.memberships if term.until is None}
    ties = national.changes.place_ties
    serving = {tie.organization for tie in ties if tie.kind is PlaceTieKind.SERVES}
    located = {tie.organization for tie in ties if tie.kind is PlaceTieKind.LOCATED_IN}
    everybody = {each.id for each in national.changes.organizations}
    assert located == serving == everybody
    assert 0.08 < len(everybody - seated) / len(everybody) < 0.2
    covered = {place for each in national.changes.partnerships for place in each.covers}
    assert {tie.place for tie in ties} <= covered


def test_meetings_are_quarterly_and_attended_by_members(national: Region) -> None:
    changes = national.changes
    meetings = {meeting.id: meeting for meeting in changes.meetings}
    held = Counter(meeting.body for meeting in changes.meetings)
    current = {body.id for body in changes.bodies if is_active(body.since, body.until, AS_OF)}
    assert set(held) == current
    assert set(held.values()) == {4}
    assert all("2025-04-01" <= meeting.date < AS_OF for meeting in changes.meetings)
    terms = defaultdict(list)
    for term in changes.memberships:
        terms[term.organization, term.body].append(term)
    for record in changes.attendance:
        meeting = meetings[record.meeting]
        own = terms[record.organization, meeting.body]
        assert any(is_active(term.since, term.until, meeting.date) for term in own)
    assert len({(each.organization, each.meeting) for each in changes.attendance}) == len(
        changes.attendance
    )
    assert {record.status for record in changes.attendance} == set(AttendanceStatus)


def test_reports_are_confirmed_contradicted_or_left_alone(national: Region) -> None:
    levels = {
        (each.organization, each.other, each.kind): each.level
        for each in national.changes.collaborations
    }
    gaps = [
        abs(level - levels[other, first, kind])
        for (first, other, kind), level in levels.items()
        if (other, first, kind) in levels
    ]
    assert 0.2 < len(gaps) / len(levels) < 0.7
    assert sum(gap <= 1 for gap in gaps) > sum(gap >= 2 for gap in gaps) > 0
    assert set(levels.values()) == set(range(6))
    assert {each.wave for each in national.changes.collaborations} == {"2025"}
    assert all(first != other for first, other, _ in levels)


def test_plans_have_actions_with_a_lead_and_supporters(national: Region) -> None:
    actions = Counter(action.plan for action in national.changes.actions)
    assert set(actions.values()) <= set(range(4, 9))
    leads = Counter(tie.action for tie in national.changes.action_ties if tie.kind == "leads")
    assert leads == Counter(action.id for action in national.changes.actions)


def test_names_are_unique_and_many_are_french(national: Region) -> None:
    changes = national.changes
    for kind in ("places", "partnerships", "organizations", "bodies", "plans", "actions"):
        names = [record.name for record in kinds(changes)[kind]]
        assert len(set(names)) == len(names)
    french = [each.name_fr for each in changes.organizations if each.name_fr]
    assert 0.4 < len(french) / len(changes.organizations) < 0.8
    accented = [name for name in french if re.search("[éèêàâîôçœÉ]", name)]
    assert len(accented) > 0.4 * len(french)
    assert any(name.startswith("Bibliothèque publique de ") for name in accented)
    assert not any(re.search(r"\b(de|à) les? |\bde [AEIOUÉ]", name) for name in french)
    assert {"fr", "en", "ar", "uk"} <= {
        code for each in changes.organizations for code in each.languages
    }


def test_everything_says_that_it_is_fictional(national: Region) -> None:
    changes = national.changes
    for records in kinds(changes).values():
        for record in records:
            if "id" in record.__dataclass_fields__:
                assert record.id.partition(":")[2].startswith("demo-")
    assert all("Fictional" in (each.notes or "") for each in changes.partnerships)
    assert all(each.province is None for each in changes.partnerships)
    assert all((source.title or "").endswith("(fictional)") for source in changes.sources)
    addresses = [source.url for source in changes.sources]
    addresses += [each.website for each in changes.partnerships]
    addresses += [each.website for each in changes.organizations]
    for address in filter(None, addresses):
        host = address.removeprefix("https://").partition("/")[0]
        assert host.endswith(".example.org")
        assert all(0 < len(label) <= 63 for label in host.split("."))
    within = {place.id: place.within for place in changes.places}
    for place in changes.places:
        top: str = place.id
        while above := within[top]:
            top = above
        assert top == "place:demo-region"
    assert sum(place.kind is PlaceKind.NEIGHBOURHOOD for place in changes.places) > 0


def test_no_name_has_a_form_of_address_or_a_saint(national: Region) -> None:
    forms = re.compile(r"\b(Mr|Mrs|Ms|Dr|Mme|M\.|Saint|Sainte|St\.|Ste)\b")
    for records in kinds(national.changes).values():
        for record in records:
            for name in (getattr(record, "name", ""), getattr(record, "name_fr", "")):
                assert not forms.search(name or "")
