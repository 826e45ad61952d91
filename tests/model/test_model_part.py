"""Parts of a graph: what is worked out on one is what the whole graph says, however it changes."""

from __future__ import annotations

import pickle
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphsvc.analytics.between_sectors import between
from graphsvc.analytics.bridging import bridging
from graphsvc.analytics.centrality import centrality
from graphsvc.analytics.communities import communities
from graphsvc.analytics.key_players import key_players
from graphsvc.analytics.measured import group_measures, pair_measures
from graphsvc.analytics.mixing import mixing
from graphsvc.analytics.scope import Exclusion, Scope
from graphsvc.analytics.view_networks import View
from graphsvc.analytics.views import ViewKind
from graphsvc.demonstration import generate
from graphsvc.model.entities import (
    Body,
    Changes,
    Membership,
    Organization,
    Partnership,
    PartnershipTie,
    Source,
)
from graphsvc.model.part import part_around
from graphsvc.model.sectors import Sector
from graphsvc.model.snapshot import Snapshot
from graphsvc.model.vocabulary import PartnershipKind, PartnershipTieKind, Role
from graphsvc.viz.maps import draw

DAY = "2020-06-01"
LIPS = ("lip:a", "lip:b", "lip:c")
# Two bodies of each partnership, the second under the first.
BODIES = tuple(f"body:{lip[-1]}{number}" for lip in LIPS for number in (1, 2))
ORGANIZATIONS = tuple(f"org:{number}" for number in range(7))
SOURCES = ("src:one", "src:two")

_dates = st.sampled_from([None, "2015", "2019-03", "2020-06-01", "2021"])
_evidence = st.lists(st.sampled_from(SOURCES), max_size=2, unique=True).map(tuple)
_memberships = st.builds(
    lambda organization, body, role, seats, since, sources: Membership(
        id=f"seat:{organization[4:]}~{body[5:]}",
        organization=organization,
        body=body,
        role=role,
        seats=seats,
        since=since,
        sources=sources,
    ),
    st.sampled_from(ORGANIZATIONS),
    st.sampled_from(BODIES),
    st.sampled_from([Role.MEMBER, Role.CHAIR]),
    st.integers(1, 3),
    _dates,
    _evidence,
)
_ties = st.builds(
    lambda organization, partnership, kind: PartnershipTie(
        id=f"tie:{organization[4:]}~{partnership[4:]}~{kind}",
        kind=kind,
        organization=organization,
        partnership=partnership,
    ),
    st.sampled_from(ORGANIZATIONS),
    st.sampled_from(LIPS),
    st.sampled_from([PartnershipTieKind.HOSTS, PartnershipTieKind.FUNDS]),
)
_organizations = st.builds(
    lambda item, sector, name, parent: Organization(
        id=item,
        name=name,
        sectors=(sector,) if sector else (),
        # Of a smaller number, so that nothing is part of itself.
        part_of=f"org:{parent}" if parent < int(item[4:]) else None,
    ),
    st.sampled_from(ORGANIZATIONS),
    st.sampled_from([None, Sector.HEALTH, Sector.SCHOOL, Sector.SOCIAL]),
    st.sampled_from(["Clinic", "School", "Shelter"]),
    st.integers(0, 6),
)
_partnerships = st.builds(
    lambda item, kind, name: Partnership(id=item, name=name, kind=kind),
    st.sampled_from(LIPS),
    st.sampled_from([PartnershipKind.LIP, PartnershipKind.SECRETARIAT]),
    st.sampled_from(["North", "South"]),
)
_sources = st.builds(
    lambda item, date: Source(id=item, date=date), st.sampled_from(SOURCES), _dates
)
_exclusions = st.frozensets(st.sampled_from(list(Exclusion)))


def _once(records: list[Any]) -> tuple[Any, ...]:
    return tuple({record.id: record for record in records}.values())


def _changes(most: int) -> st.SearchStrategy[Changes]:
    return st.builds(
        lambda memberships, ties, organizations, partnerships, sources: Changes(
            memberships=_once(memberships),
            partnership_ties=_once(ties),
            organizations=_once(organizations),
            partnerships=_once(partnerships),
            sources=_once(sources),
        ),
        st.lists(_memberships, max_size=most),
        st.lists(_ties, max_size=most // 4),
        st.lists(_organizations, max_size=most // 4),
        st.lists(_partnerships, max_size=most // 8),
        st.lists(_sources, max_size=most // 8),
    )


BASE = Changes(
    sources=tuple(Source(id=item, date="2018") for item in SOURCES),
    partnerships=tuple(Partnership(id=item, name=item) for item in LIPS),
    organizations=tuple(Organization(id=item, name=item) for item in ORGANIZATIONS),
    bodies=tuple(
        Body(id=item, name="Table", part_of=f"lip:{item[5]}" if item[6] == "1" else item[:6] + "1")
        for item in BODIES
    ),
)


def _graph(changes: Changes) -> Snapshot:
    return Snapshot.of(BASE, revision=1).merged(changes, 2)


# What is reported is in no part, so this is asked of the whole graph.
_WHOLE = {ViewKind.DECLARED}


def _answers(snapshot: Snapshot, of: str, exclude: frozenset[Exclusion]) -> tuple[Any, ...]:
    """Everything that is worked out on parts, of one scope."""
    scope = Scope(of, DAY, exclude)
    found: tuple[Any, ...] = (
        bridging(snapshot, scope, draws=2),
        between(snapshot, scope, Sector.HEALTH, Sector.SCHOOL),
        key_players(snapshot, scope, k=1),
        communities(snapshot, scope),
        mixing(snapshot, scope),
        *(centrality(snapshot, scope, view=view) for view in ViewKind if view not in _WHOLE),
        pair_measures(snapshot, scope, View()),
        group_measures(snapshot, scope, View()),
    )
    # The revision is told, and nothing hangs on it.
    told = [replace(each, provenance=replace(each.provenance, revision=0)) for each in found]
    return (*told, draw(snapshot, scope))


@settings(max_examples=60)
@given(_changes(24), st.sampled_from(LIPS), _exclusions)
def test_a_part_says_what_the_whole_graph_says(
    changes: Changes, partnership: str, exclude: frozenset[Exclusion]
) -> None:
    whole = _graph(changes)
    part = part_around(whole, partnership)
    for of in (partnership, *whole.bodies_of[partnership]):
        assert _answers(part, of, exclude) == _answers(whole, of, exclude)


@settings(max_examples=60)
@given(_changes(24), _changes(2), st.sampled_from(LIPS), _exclusions)
def test_an_answer_kept_by_its_part_is_the_one_worked_out_anew(
    before: Changes, change: Changes, partnership: str, exclude: frozenset[Exclusion]
) -> None:
    first = _graph(before)
    second = first.merged(change, 3)
    kept = part_around(first, partnership)
    if part_around(second, partnership).content == kept.content:
        assert _answers(kept, partnership, exclude) == _answers(second, partnership, exclude)


@pytest.fixture(scope="module")
def region() -> Snapshot:
    return Snapshot.of(generate(12).changes, revision=1)


def test_parts_of_a_region_say_what_it_says(region: Snapshot) -> None:
    for partnership in list(region.partnerships)[:3]:
        for exclude in (frozenset[Exclusion](), frozenset(Exclusion)):
            part = part_around(region, partnership)
            assert _answers(part, partnership, exclude) == _answers(region, partnership, exclude)


def _seat(region: Snapshot, partnership: str) -> Membership:
    """A seat of an organization that sits in this partnership and in no other."""
    for body in region.bodies_of[partnership]:
        for seat in region.seats_of_body[body]:
            held = region.seats_of_organization[seat.organization]
            if {region.partnership_of[each.body] for each in held} == {partnership}:
                return seat
    raise AssertionError(partnership)


def test_a_membership_touches_the_partnerships_its_organization_sits_in_and_no_other(
    region: Snapshot,
) -> None:
    touched = next(iter(region.bodies_of))
    seat = _seat(region, touched)
    after = region.merged(Changes(memberships=(replace(seat, seats=seat.seats + 1),)), 2)
    changed = {
        item
        for item in region.partnerships
        if part_around(region, item).content != part_around(after, item).content
    }
    assert changed == {touched}
    # A new seat elsewhere of the same organization touches both.
    elsewhere = next(item for item in region.bodies_of if item != touched)
    moved = replace(seat, id="seat:new", body=region.bodies_of[elsewhere][0])
    after = region.merged(Changes(memberships=(moved,)), 2)
    changed = {
        item
        for item in region.partnerships
        if part_around(region, item).content != part_around(after, item).content
    }
    assert changed == {touched, elsewhere}


@pytest.mark.parametrize(
    "change",
    [
        Changes(organizations=(Organization(id="org:0", name="New name"),)),
        Changes(partnerships=(Partnership(id="lip:a", name="New name"),)),
        Changes(bodies=(Body(id="body:a1", name="Table", part_of="lip:a", until="2019"),)),
        Changes(sources=(Source(id="src:one", date="2011"),)),
        Changes(bodies=(Body(id="body:b1", name="Moved", part_of="lip:b"),)),
        Changes(partnerships=(Partnership(id="lip:b", name="New name"),)),
    ],
    ids=["organization", "partnership", "body", "source", "body elsewhere", "elsewhere"],
)
def test_whatever_an_answer_says_touches_its_part(change: Changes) -> None:
    # org:0 sits on body:a1 and on body:b1; src:one states the first of these.
    seats = (
        Membership(id="seat:1", organization="org:0", body="body:a1", sources=("src:one",)),
        Membership(id="seat:2", organization="org:0", body="body:b1"),
    )
    before = _graph(Changes(memberships=seats))
    after = before.merged(change, 3)
    assert part_around(before, "lip:a").content != part_around(after, "lip:a").content
    assert part_around(before, "lip:c").content == part_around(after, "lip:c").content


def test_a_snapshot_goes_to_another_process_without_what_was_worked_out_of_it(
    region: Snapshot,
) -> None:
    fresh = Snapshot.of(generate(12).changes, revision=1)
    assert region.seats_of_body
    assert len(pickle.dumps(region)) == len(pickle.dumps(fresh))
    again = pickle.loads(pickle.dumps(region))
    assert list(again.seats) == list(region.seats)
    assert again.partnership_of == region.partnership_of
