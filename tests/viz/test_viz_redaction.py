"""What of a map is shown to whom: worked by hand on a partnership whose sources differ."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graphsvc.analytics.scope import Scope
from graphsvc.model.entities import (
    Body,
    Changes,
    Membership,
    Organization,
    Partnership,
    PartnershipTie,
    Source,
)
from graphsvc.model.sectors import Sector
from graphsvc.model.snapshot import Snapshot
from graphsvc.model.vocabulary import Confidence, PartnershipTieKind, Role
from graphsvc.viz.looks import Look
from graphsvc.viz.maps import draw
from graphsvc.viz.redaction import Level, redacted
from graphsvc.viz.scene import Scene
from graphsvc.viz.sizes import Size

DAY = "2026-04-01"
PAGE, SAID = ("src:page",), ("src:said",)


def seat(
    name: str,
    body: str,
    sources: tuple[str, ...],
    role: Role = Role.MEMBER,
    confidence: Confidence | None = None,
) -> Membership:
    return Membership(
        id=f"seat:{name}~{body}~{role}",
        organization=f"org:{name}",
        body=f"body:{body}",
        role=role,
        sources=sources,
        confidence=confidence,
    )


# open sits on the council by a public page, on the quiet table only by what was said; shy and coy
# sit on the council by what was said or by a poor copy, shy in its chair.
TOWN = Snapshot.of(
    Changes(
        sources=(
            Source(id="src:page", url="https://example.org/list", kind="published_list"),
            Source(id="src:said", url="https://example.org/x", kind="stated_by_coordinator"),
        ),
        partnerships=(Partnership(id="lip:town", name="Town"),),
        bodies=(
            Body(id="body:council", name="Council", part_of="lip:town"),
            Body(id="body:quiet", name="Quiet Table", part_of="body:council"),
        ),
        organizations=tuple(
            Organization(id=f"org:{name}", name=name.title(), sectors=(Sector.HEALTH,))
            for name in ("coy", "open", "shy")
        ),
        memberships=(
            seat("open", "council", PAGE),
            seat("open", "quiet", SAID),
            seat("shy", "council", SAID, Role.CHAIR),
            seat("shy", "council", SAID),
            seat("coy", "council", PAGE, confidence=Confidence.LOW),
        ),
        partnership_ties=(
            PartnershipTie(
                id="tie:shy",
                kind=PartnershipTieKind.HOSTS,
                organization="org:shy",
                partnership="lip:town",
            ),
        ),
    )
)


@pytest.fixture
def whole() -> Scene:
    return draw(TOWN, Scope("lip:town", DAY), Look(size=Size.BETWEENNESS))


def lines(scene: Scene) -> list[tuple[str, str, str]]:
    names = {node.id: node.name for node in scene.nodes}
    return sorted((names[tie.source], names[tie.target], str(tie.words)) for tie in scene.ties)


def test_inside_everything_is_shown(whole: Scene) -> None:
    assert redacted(whole, TOWN, Level.INTERNAL) is whole


def test_partners_see_all_names_and_roles_and_no_measure(whole: Scene) -> None:
    scene = redacted(whole, TOWN, Level.PARTNERS)
    assert lines(scene) == lines(whole)
    assert scene.positions == whole.positions
    assert str(scene.size_by.label) == "Number of connections"
    assert {node.id: node.value for node in scene.nodes}["org:open"] == 2
    assert len(scene.caption.facts) == 1


def test_the_public_sees_names_where_a_public_source_tells_of_the_seat(whole: Scene) -> None:
    scene = redacted(whole, TOWN, Level.PUBLIC)
    names = {node.name for node in scene.nodes}
    numbers = sorted(name for name in names if name.startswith("Health"))
    assert names - set(numbers) == {"Town", "Council", "Open", "Other group 1"}
    assert [name[-1] for name in numbers] == ["1", "2"]
    # The quiet table rests on nothing public, nor does the seat of Open there; a chair and a host
    # would be known by that.
    assert lines(scene) == [
        ("Council", "Town", "Belongs to"),
        *((name, "Council", "Seat") for name in numbers),
        ("Open", "Council", "Member"),
        ("Other group 1", "Council", "Belongs to"),
    ]
    told = [str(fact) for fact in scene.caption.facts[1:]]
    assert told == [
        "3 nodes stand without their names: no public source tells of them.",
        "2 lines are left out that no public source tells of.",
    ]


def test_nothing_of_a_name_is_left(whole: Scene) -> None:
    scene = redacted(whole, TOWN, Level.PUBLIC)
    written = repr(scene).casefold()
    assert not [name for name in ("shy", "coy", "quiet") if name in written]
    french = {node.name_fr for node in scene.nodes if node.id.startswith("unnamed:")}
    assert french == {"Santé et santé mentale 1", "Santé et santé mentale 2", "Autre groupe 1"}


def changed(*more: Membership | PartnershipTie, renamed: dict[str, str] | None = None) -> Snapshot:
    """The same town with more records, and some organizations under other names."""
    names = renamed or {}
    ids = {f"org:{old}": f"org:{new}" for old, new in names.items()}
    seats = [*TOWN.seat_of.values(), *(each for each in more if isinstance(each, Membership))]
    ties = [*TOWN.partnership_ties, *(each for each in more if isinstance(each, PartnershipTie))]
    return Snapshot.of(
        Changes(
            sources=tuple(TOWN.sources.values()),
            partnerships=tuple(TOWN.partnerships.values()),
            bodies=tuple(TOWN.bodies.values()),
            organizations=tuple(
                replace(record, id=ids.get(item, item), name=ids.get(item, record.name))
                for item, record in TOWN.organizations.items()
            ),
            memberships=tuple(
                replace(each, organization=ids.get(each.organization, each.organization))
                for each in seats
            ),
            partnership_ties=tuple(
                replace(each, organization=ids.get(each.organization, each.organization))
                for each in ties
            ),
        )
    )


def public(held: Snapshot) -> Scene:
    return redacted(draw(held, Scope("lip:town", DAY)), held, Level.PUBLIC)


def test_of_who_is_named_only_public_records_are_told() -> None:
    def tie(kind: PartnershipTieKind, sources: tuple[str, ...]) -> PartnershipTie:
        return PartnershipTie(
            id=f"tie:{kind}", kind=kind, organization="org:open", partnership="lip:town",
            sources=sources,
        )  # fmt: skip

    second = replace(seat("open", "council", SAID), id="seat:second", since="2020-01-01", seats=2)
    held = changed(
        seat("open", "council", SAID, Role.CHAIR),
        second,
        tie(PartnershipTieKind.HOSTS, PAGE),
        tie(PartnershipTieKind.FUNDS, SAID),
    )
    scene = public(held)
    # By a public page: one seat of a member, and the host. By what was said: the chair, two more
    # seats of the member, and the funds.
    assert [line for line in lines(scene) if line[0] == "Open"] == [
        ("Open", "Council", "Member"),
        ("Open", "Town", "Hosts"),
    ]
    # The chair and the funds, the seat at the quiet table, and what Shy hosts.
    assert "4 lines are left out that no public source tells of." in {
        str(fact) for fact in scene.caption.facts
    }


def test_places_do_not_tell_of_the_lines_that_are_left_out() -> None:
    untied = tuple(each for each in TOWN.seat_of.values() if each.id != "seat:open~quiet~member")
    assert len(untied) == 4
    records = Changes(
        sources=tuple(TOWN.sources.values()),
        partnerships=tuple(TOWN.partnerships.values()),
        bodies=tuple(TOWN.bodies.values()),
        organizations=tuple(TOWN.organizations.values()),
        memberships=untied,
        partnership_ties=tuple(TOWN.partnership_ties),
    )
    assert public(TOWN).positions == public(Snapshot.of(records)).positions


def test_neither_numbers_nor_places_hang_on_the_names_of_the_unnamed() -> None:
    # Coy sits at the quiet table, so that the three unnamed do not look alike.
    seats = (seat("coy", "quiet", SAID),)
    first, second = (
        public(changed(*seats)),
        public(changed(*seats, renamed={"coy": "zebra", "shy": "ant"})),
    )
    assert (first.nodes, first.positions) == (second.nodes, second.positions)
    assert {(tie.source, tie.target) for tie in first.ties} == {
        (tie.source, tie.target) for tie in second.ties
    }


def test_a_public_seat_elsewhere_gives_nobody_a_name_here() -> None:
    scene = redacted(draw(TOWN, Scope("body:quiet", DAY)), TOWN, Level.PUBLIC)
    assert {node.name for node in scene.nodes} == {"Health and mental health 1", "Other group 1"}


def test_the_map_of_somebody_unnamed_does_not_name_it() -> None:
    scene = redacted(draw(TOWN, Scope("org:shy", DAY)), TOWN, Level.PUBLIC)
    focus = {node.id: node.name for node in scene.nodes}[str(scene.caption.focus)]
    assert focus.startswith("Health and mental health")
    assert "shy" not in repr(scene).casefold()
