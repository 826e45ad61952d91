"""What is hidden in the demonstration region is found: bridges, gaps and who would fill them."""

from __future__ import annotations

import pytest

from graphsvc.analytics.bridging import bridging, role_of
from graphsvc.analytics.engagement import SectorStatus, sectors
from graphsvc.analytics.scope import Scope
from graphsvc.demonstration import Truths, generate
from graphsvc.model.snapshot import Snapshot
from graphsvc.recommend import invitations

LAST_DAY = "2026-04-01"
Planted = tuple[Snapshot, Truths]


@pytest.fixture(scope="module")
def planted() -> Planted:
    region = generate(12)
    return Snapshot.of(region.changes), region.truths


def test_planted_gaps_are_flagged_and_hardly_anything_else(planted: Planted) -> None:
    snapshot, truths = planted
    gaps = {(gap.partnership, gap.sector) for gap in truths.gaps}
    flagged = {
        (partnership, str(row.sector))
        for partnership in snapshot.partnerships
        for row in sectors(snapshot, partnership, LAST_DAY).rows
        if row.found.flagged and row.status in (SectorStatus.ABSENT, SectorStatus.UNDER)
    }
    assert gaps
    assert gaps <= flagged
    # Where nothing is planted, a false flag is to be expected in one partnership of ten.
    assert len(flagged - gaps) <= 0.1 * len(snapshot.partnerships)


def test_planted_complementary_partners_are_suggested_first(planted: Planted) -> None:
    snapshot, truths = planted
    for gap in truths.gaps:
        answer = invitations(snapshot, gap.partnership, LAST_DAY, purpose="gap", limit=3)
        best = {suggestion.organization for suggestion in answer.suggestions}
        assert best & set(gap.candidates)


def test_planted_bridges_are_the_cut_points_they_were_planted_as(planted: Planted) -> None:
    snapshot, truths = planted
    assert {bridge.kind for bridge in truths.bridges} == {"table", "partnership"}
    for bridge in truths.bridges:
        rows = bridging(snapshot, Scope(bridge.scope, LAST_DAY), draws=0).rows
        row = next(row for row in rows if row.organization == bridge.organization)
        assert row.separation is not None
        assert row.separation.organizations == tuple(sorted(bridge.cuts_off))
        # Of all that matters, the loss is said.
        assert "would lose contact with the rest" in str(row.sentence)
        # Among the best fifth by the mean of the criteria, whatever else it does.
        assert row.rank <= 0.2 * len(rows)


def test_a_bridge_between_partnerships_leads_the_ranking_over_partnerships(
    planted: Planted,
) -> None:
    snapshot, truths = planted
    for bridge in truths.bridges:
        if bridge.kind == "partnership":
            scope = Scope(bridge.organization, LAST_DAY)
            answer = role_of(snapshot, scope, bridge.organization, groups="partnership", draws=0)
            assert answer.row is not None
            assert answer.row.rank == 1
            assert bridge.links in answer.row.only_partnerships or (
                bridge.links[::-1] in answer.row.only_partnerships
            )
