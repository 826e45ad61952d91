"""Whether sectors that organizations drifted away from are found quiet, and gaps ranked first.

Drift is planted in organizations, not in sectors; how much of a sector it is, is counted here on
the records. Nothing peripheral is planted.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from statistics import fmean

import pytest

from graphsvc.analytics.engagement import SectorRow, sectors
from graphsvc.analytics.sector_matrix import sector_matrix
from graphsvc.demonstration import Region
from graphsvc.demonstration.meetings import DRIFT_FROM
from graphsvc.model.sectors import Sector
from graphsvc.model.snapshot import Snapshot
from graphsvc.model.vocabulary import AttendanceStatus, PartnershipKind

CAME = {AttendanceStatus.PRESENT, AttendanceStatus.ALTERNATE}


@pytest.fixture(scope="module")
def rows(national: Region, national_snapshot: Snapshot) -> dict[tuple[str, Sector], SectorRow]:
    """The sectors of the partnerships with a drift, and of those with nothing planted."""
    asked = {drift.partnership for drift in national.truths.drifting} | set(
        national.truths.controls
    )
    return {
        (item, row.sector): row
        for item in sorted(asked)
        for row in sectors(national_snapshot, item, national.truths.as_of).rows
    }


def records(
    national: Region, snapshot: Snapshot
) -> dict[tuple[str, Sector], list[tuple[str, AttendanceStatus]]]:
    """List the attendance of those who sit on the body on the last day, one record at a time."""
    day = national.truths.as_of
    assert day == "2026-04-01"
    # A year: the meetings of 1 April 2025 are 365 days old, and over.
    year = [each for each in national.changes.meetings if "2025-04-01" < each.date <= day]
    meetings = {each.id: each.body for each in year}
    seated = {
        (seat.organization, seat.body)
        for seat in national.changes.memberships
        if (seat.since or "") <= day and (seat.until is None or day < seat.until)
    }
    found = defaultdict(list)
    for each in national.changes.attendance:
        body = meetings.get(each.meeting, "")
        sector = snapshot.organizations[each.organization].sector
        if sector and (each.organization, body) in seated:
            found[snapshot.partnership_of[body], sector].append((each.organization, each.status))
    return found


def test_attendance_is_what_the_records_say_one_by_one(
    national: Region, national_snapshot: Snapshot, rows: dict[tuple[str, Sector], SectorRow]
) -> None:
    counted = records(national, national_snapshot)
    for key, row in rows.items():
        told = counted.get(key, [])
        came = sum(status in CAME for _, status in told)
        assert row.activity.rate == (came / len(told) if told else None)


def test_a_sector_that_drifted_away_is_quiet(
    national: Region, national_snapshot: Snapshot, rows: dict[tuple[str, Sector], SectorRow]
) -> None:
    # By hand: a drift came to 9 of 10 meetings of the first half year and to none of the second, so
    # its rate is 0.45 to 0.5, 0.3 below that of all. Of a sector with n records, d of them of those
    # who drifted, the rate is 0.3 d / n lower; Wilson's interval reaches about 0.98 / root(n) up.
    # So it is clear where d^2 / n is 11 or more; with some room for how the others happened to
    # come, from 14 on.
    counted = records(national, national_snapshot)
    drifted: dict[tuple[str, Sector], set[str]] = defaultdict(set)
    for drift in national.truths.drifting:
        sector = national_snapshot.organizations[drift.organization].sector
        assert sector is not None
        drifted[drift.partnership, sector].add(drift.organization)
    clear = [
        key
        for key, who in drifted.items()
        if sum(item in who for item, _ in counted[key]) ** 2 >= 14 * len(counted[key])
    ]
    assert len(clear) >= 5
    for key in clear:
        active = rows[key].activity
        assert active.quiet is True
        assert active.sentence is not None
        assert "quiet" in str(active.sentence)
    # Where nobody else is of the sector, it was last seen before the day they stayed away from.
    alone = [key for key, who in drifted.items() if {item for item, _ in counted[key]} == who]
    assert alone
    for key in alone:
        assert (rows[key].activity.last_seen or "") < DRIFT_FROM
        assert (rows[key].activity.meetings_since or 0) >= 3


def test_few_sectors_are_called_quiet_or_peripheral_where_nothing_is_planted(
    national: Region, rows: dict[tuple[str, Sector], SectorRow]
) -> None:
    controls = set(national.truths.controls)
    there = [row for (item, _), row in rows.items() if item in controls and row.counts.seats]
    assert len(there) > 400
    # One interval of 95% lies below the truth in 2.5%. Organizations of the region differ in how
    # often they come (60 to 95%), which a count of records knows nothing of: hence more, to 10%.
    assert fmean(bool(row.activity.quiet) for row in there) <= 0.10
    # Of sectors dealt out by lot one in twenty is below its 5th percentile.
    assert fmean(bool(row.connection.peripheral) for row in there) <= 0.05


def test_planted_gaps_lead_the_ranking_by_shrunken_ratio(
    national: Region, national_snapshot: Snapshot
) -> None:
    answer = sector_matrix(national_snapshot, national.truths.as_of)
    rank = {(row.partnership, str(row.sector)): row.rank for row in answer.rows}
    times = Counter(gap.sector for gap in national.truths.gaps)
    for gap in national.truths.gaps:
        found = rank[gap.partnership, gap.sector]
        assert found is not None
        assert found <= times[gap.sector]
    local = {PartnershipKind.LIP, PartnershipKind.ZIP}
    assert sum(row.kind in local for row in answer.rows) == 72 * 20


def test_chairs_and_leads_add_up(rows: dict[tuple[str, Sector], SectorRow]) -> None:
    # Every organization of the region has a sector, so the sectors share all chairs and leads.
    by_partnership: dict[str, list[SectorRow]] = defaultdict(list)
    for (item, _), row in rows.items():
        by_partnership[item].append(row)
    for found in by_partnership.values():
        leads = [row.leadership for row in found]
        chairs = sum((each.chairs or 0) + (each.co_chairs or 0) for each in leads)
        assert chairs == leads[0].all_chairs
        assert sum(each.action_leads or 0 for each in leads) == leads[0].all_action_leads
        assert leads[0].all_action_leads is not None
