"""Whether what is planted can be found, by definitions and programs other than the generator's."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from scipy import stats

from graphsvc.analytics.scope import WHOLE, Scope
from graphsvc.analytics.views import two_mode
from graphsvc.dates import is_active
from graphsvc.demonstration import Region, generate
from graphsvc.model.sectors import Sector
from graphsvc.model.snapshot import Snapshot
from graphsvc.model.vocabulary import PartnershipKind

AS_OF = "2026-04-01"
FALSE_DISCOVERY_RATE = 0.10
LOCAL = {PartnershipKind.LIP, PartnershipKind.ZIP}
Key = tuple[str, str]


def affiliations(snapshot: Snapshot, scope: str) -> nx.Graph[str]:
    return two_mode(snapshot, Scope.checked(snapshot, scope, AS_OF))


def cut_points(graph: nx.Graph[str]) -> list[str]:
    return sorted(item for item in nx.articulation_points(graph) if item.startswith("org:"))


@pytest.mark.parametrize("partnerships", [2, 5, 8, 12, 15, 25])
def test_planted_bridges_are_the_only_cut_points(partnerships: int) -> None:
    region = generate(partnerships)
    snapshot = Snapshot.of(region.changes)
    assert cut_points(affiliations(snapshot, WHOLE)) == list(region.truths.cut_points)
    tables = {each.scope: each for each in region.truths.bridges if each.kind == "table"}
    for partnership in snapshot.partnerships:
        planted = [tables[partnership].organization] if partnership in tables else []
        assert cut_points(affiliations(snapshot, partnership)) == planted


def test_whoever_is_seated_hangs_together(national_snapshot: Snapshot) -> None:
    graph = affiliations(national_snapshot, WHOLE)
    sizes = [len(part) for part in nx.connected_components(graph)]
    assert sum(size > 1 for size in sizes) == 1


def test_without_a_planted_bridge_the_part_it_names_is_cut_off(
    national: Region, national_snapshot: Snapshot
) -> None:
    kinds = Counter(bridge.kind for bridge in national.truths.bridges)
    assert kinds["table"] >= 10
    assert kinds["partnership"] >= 3
    for bridge in national.truths.bridges:
        graph = affiliations(national_snapshot, bridge.scope)
        assert bridge.organization in graph
        start = bridge.cuts_off[0]
        graph.remove_node(bridge.organization)
        apart = {item for item in nx.node_connected_component(graph, start) if "org:" in item}
        assert apart == set(bridge.cuts_off)
        assert len(apart) < len(graph) / 2


@pytest.mark.parametrize("seed", [20260401, 2, 3])
def test_a_table_bridge_has_the_highest_betweenness_of_its_partnership(seed: int) -> None:
    region = generate(12, seed=seed)
    snapshot = Snapshot.of(region.changes)
    for bridge in region.truths.bridges:
        if bridge.kind == "table":
            values = nx.betweenness_centrality(affiliations(snapshot, bridge.scope))
            own = {item: value for item, value in values.items() if item.startswith("org:")}
            assert max(own, key=lambda item: own[item]) == bridge.organization


def seats_by_sector(snapshot: Snapshot) -> dict[str, Counter[Sector]]:
    found: dict[str, Counter[Sector]] = defaultdict(Counter)
    for seat in snapshot.seats:
        if is_active(seat.since, seat.until, AS_OF):
            sector = snapshot.organizations[seat.organization].sector
            assert sector is not None
            found[snapshot.partnership_of[seat.body]][sector] += 1
    return found


def flagged(seats: dict[str, Counter[Sector]], snapshot: Snapshot) -> set[Key]:
    """Sectors with fewer seats than at all other partnerships pooled: the exact binomial tail,
    Benjamini and Hochberg at 10% over the sectors of a partnership (methods.md, section 4)."""
    total = Counter[Sector]()
    for counts in seats.values():
        total.update(counts)
    found: set[Key] = set()
    for partnership, counts in seats.items():
        if snapshot.partnerships[partnership].kind not in LOCAL:
            continue
        own = counts.total()
        rest = total.total() - own
        tails = {
            sector: float(
                stats.binom.cdf(counts[sector], own, (total[sector] - counts[sector]) / rest)
            )
            for sector in Sector
        }
        accepted = stats.false_discovery_control(list(tails.values()), method="bh")
        found |= {
            (partnership, str(sector))
            for sector, value in zip(tails, accepted, strict=True)
            if value <= FALSE_DISCOVERY_RATE
        }
    return found


@pytest.mark.parametrize("seed", [20260401, 7, 8])
def test_a_fair_test_finds_every_planted_gap_and_few_others(seed: int) -> None:
    region = generate(82, seed=seed)
    snapshot = Snapshot.of(region.changes)
    planted = {(gap.partnership, gap.sector) for gap in region.truths.gaps}
    assert len(planted) >= 15
    assert len({sector for _, sector in planted}) == 4
    found = flagged(seats_by_sector(snapshot), snapshot)
    assert planted <= found
    # Held at 10% in each partnership: where nothing is planted, one in ten may show a false flag.
    clean = [item for item, each in snapshot.partnerships.items() if each.kind in LOCAL]
    clean = [item for item in clean if item not in {gap.partnership for gap in region.truths.gaps}]
    false = {partnership for partnership, _ in found - planted}
    assert len(false) <= FALSE_DISCOVERY_RATE * len(clean)


def test_gaps_state_their_strength(national: Region, national_snapshot: Snapshot) -> None:
    seats = seats_by_sector(national_snapshot)
    for gap in national.truths.gaps:
        sector = Sector(gap.sector)  # type: ignore[call-arg]  # looks the member up by its code
        own = seats[gap.partnership]
        others = [counts for item, counts in seats.items() if item != gap.partnership]
        elsewhere = sum(each[sector] for each in others) / sum(each.total() for each in others)
        assert gap.seats == own[sector]
        assert gap.expected_seats == pytest.approx(elsewhere * own.total(), abs=0.001)
        assert gap.ratio == pytest.approx(own[sector] / own.total() / elsewhere, abs=0.001)
        assert gap.ratio < 0.15
        assert gap.expected_organizations >= 4.5
        assert gap.expected_seats >= 15
        assert gap.organizations in {0, 1}
    assert {gap.organizations for gap in national.truths.gaps} == {0, 1}


def test_every_gap_has_partners_who_could_be_asked(
    national: Region, national_snapshot: Snapshot
) -> None:
    for gap in national.truths.gaps:
        covered = set(national_snapshot.partnerships[gap.partnership].covers)
        assert len(gap.candidates) >= 3
        for item in gap.candidates:
            assert national_snapshot.organizations[item].sector == gap.sector
            ties = national_snapshot.places_of_organization[item]
            assert any(tie.kind == "serves" and tie.place in covered for tie in ties)
            seats = national_snapshot.seats_of_organization.get(item, ())
            assert gap.partnership not in {
                national_snapshot.partnership_of[seat.body] for seat in seats if not seat.until
            }


def test_drifting_organizations_came_before_and_never_after(national: Region) -> None:
    assert len(national.truths.drifting) >= 15
    dates = {meeting.id: meeting.date for meeting in national.changes.meetings}
    came: dict[str, Counter[bool]] = defaultdict(Counter)
    held: dict[str, Counter[bool]] = defaultdict(Counter)
    for record in national.changes.attendance:
        late = dates[record.meeting] >= "2025-10-01"
        held[record.organization][late] += 1
        came[record.organization][late] += record.status in {"present", "alternate"}
    for drift in national.truths.drifting:
        item = drift.organization
        assert (drift.came, drift.held) == (came[item][False], held[item][False])
        assert (0, drift.missed) == (came[item][True], held[item][True])
        # Fisher's exact test, one-sided: the fall is not luck.
        table = np.array([[drift.came, drift.held - drift.came], [0, drift.missed]])
        assert float(stats.fisher_exact(table, alternative="greater").pvalue) < 0.05


def test_nobody_else_drifts_so_far(national: Region) -> None:
    # Hardly anybody else with six meetings or more in the last half-year missed all of them: who
    # comes to 60% at least misses six in a row with odds of 0.4 ** 6, 1 in 244.
    planted = {drift.organization for drift in national.truths.drifting}
    dates = {meeting.id: meeting.date for meeting in national.changes.meetings}
    late: dict[str, list[bool]] = defaultdict(list)
    for record in national.changes.attendance:
        if dates[record.meeting] >= "2025-10-01":
            late[record.organization].append(record.status in {"present", "alternate"})
    judged = {item: came for item, came in late.items() if len(came) >= 6 and item not in planted}
    never = [item for item, came in judged.items() if not any(came)]
    assert len(judged) > 1000
    assert len(never) <= len(judged) / 244


def test_controls_hide_nothing(national: Region) -> None:
    truths = national.truths
    planted = {gap.partnership for gap in truths.gaps}
    planted |= {drift.partnership for drift in truths.drifting}
    planted |= {bridge.scope for bridge in truths.bridges}
    planted |= {item for bridge in truths.bridges for item in bridge.links}
    assert len(truths.controls) >= 15
    assert not planted & set(truths.controls)


def test_sectors_absent_by_chance_are_small_and_listed(
    national: Region, national_snapshot: Snapshot
) -> None:
    seats = seats_by_sector(national_snapshot)
    planted = {(gap.partnership, gap.sector) for gap in national.truths.gaps}
    absent = {
        (partnership, str(sector))
        for partnership, counts in seats.items()
        if national_snapshot.partnerships[partnership].kind in LOCAL
        for sector in Sector
        if not counts[sector]
    }
    listed = {(each.partnership, each.sector) for each in national.truths.absent_by_chance}
    assert listed == absent - planted
    assert all(each.expected_organizations < 2 for each in national.truths.absent_by_chance)


def test_truths_are_written_as_json_the_same_each_time(tmp_path: Path, small: Region) -> None:
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    small.truths.write(first)
    generate(12).truths.write(second)
    assert first.read_bytes() == second.read_bytes()
    content = json.loads(first.read_text(encoding="utf-8"))
    assert content["seed"] == 20260401
    assert content["as_of"] == AS_OF
    assert content["cut_points"] == list(small.truths.cut_points)
    assert content["gaps"][0]["partnership"].startswith("lip:demo-")
    assert content["bridges"][0]["why"]
