"""Writes docs/evaluation.md: how well what is planted in the demonstration region is found.

    python tools/evaluation.py           # takes a minute

The numbers are the same on every machine; how long it took is not written down.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import fmean

from graphsvc.analytics.bridging import BridgingRow, bridging
from graphsvc.analytics.engagement import SectorStatus, sectors
from graphsvc.analytics.scope import Scope
from graphsvc.demonstration import Region, generate
from graphsvc.demonstration.truths import PlantedBridge
from graphsvc.model.snapshot import Snapshot
from graphsvc.model.vocabulary import PartnershipKind
from graphsvc.recommend import BacktestAnswer, PurposeName, backtest, invitations
from graphsvc.recommend.judging import Estimate
from graphsvc.recommend.trial import Ranker

PAGE = Path(__file__).parent.parent / "docs" / "evaluation.md"
SIZES = (12, 82)
_MISSING = frozenset({SectorStatus.ABSENT, SectorStatus.UNDER})
_NAMES = {
    Ranker.OURS: "as suggested",
    Ranker.POPULARITY: "largest first",
    Ranker.POPULARITY_NEARBY: "largest nearby first",
    Ranker.RANDOM: "by lot",
}
_HEAD = """\
# Evaluation

Written by `tools/evaluation.py`; edits here are lost. It asks the demonstration region, which is
fictional and the same everywhere. So the figures say that the method finds what is there to be
found, not how well it does on a graph of your own: that is what `graphsvc backtest` is for.

## Are the planted bridges found?

In a fifth of the partnerships one organization alone links a table to the rest; some organizations
alone link two partnerships (`Truths` in `graphsvc/demonstration/truths.py`). Each is looked for in
the ranking that the API gives unless told otherwise: of table bridges in their partnership, of
partnership bridges among all in their partnerships, with participation over partnerships. Between
which ranks it stands is of 200 draws with a tenth of the memberships left out; "stays" is the share
of draws in which it is among the first ten, or the first fifth of a small table.

{bridges}

## Are the planted gaps found?

In a quarter of the partnerships one sector is kept out. Flagged is a sector that is absent or under
its peers with an interval that excludes 1 and a tail that passes Benjamini-Hochberg at 10 %. False
flags are those of sectors where nothing was planted, over all flags of a partnership, in the mean
over the partnerships; 10 % is what is promised.

{gaps}

## Would the suggestions have foretold who joined what?

Known is what began before a day, the split; it is chosen so that the latest fifth of the dated
memberships comes after it. For each organization that joined a table from then on, all tables that
it did not sit on are put in order, by the weights of the purpose `likely`, which were fixed before.
Rows: the order of suggestions, the largest tables first (popularity), the largest of its own
partnerships and places before all others, and by lot. Columns: means over the organizations with
95 % intervals, percentiles of 2,000 bootstrap resamples of organizations. Seed 0.

Why tables for organizations, and not organizations for tables: a membership is a step that an
organization takes, each takes few, and the tables it chooses among are those that it is shown.

- **MRR**: 1 over the place of the first table that was joined.
- **Hit@5, Hit@10**: whether a table that was joined stands among the first five, ten.
- **AP**: average precision over all that were joined.
- **Sectors**: of the sectors seated anywhere, the share that sits on the first ten tables.
"""
_AFTER = """\
The largest first is the baseline that is commonly beaten. The third row is harder: in this region
organizations join tables of partnerships they know, so whoever names the large tables nearby is
right as a rule. Where the interval of the difference to it holds 0, the suggestions are no better
than that rule in that column.

What carries no date, such as the places an organization serves, is taken as it stands at the end.
Where a place was noted because an organization joined, that makes the figures of the first and
third row better than they would have been on the day.

To repeat it, with a day on which everything planted holds:

    graphsvc demo --partnerships 12
    graphsvc backtest --as-of 2026-04-01

## Are those found who could fill a gap?

In some partnerships a sector is kept out, and organizations of that sector that serve the area are
left without a seat (`Truths` in `graphsvc/demonstration/truths.py`).
"""


def page() -> str:
    """Write the page."""
    regions = [(size, generate(size)) for size in SIZES]
    bridges = "\n".join(_bridges(regions))
    parts = [_HEAD.format(bridges=bridges, gaps="\n".join(_gaps(regions)))]
    for size, region in regions:
        parts += _backtest(size, region)
    parts.append(_AFTER)
    parts.append("| partnerships | gaps | candidates | first, purpose gap | first ten, balanced |")
    parts.append("| --- | --- | --- | --- | --- |")
    parts += [_candidates(size, region) for size, region in regions]
    return "\n".join(parts) + "\n"


def _bridges(regions: list[tuple[int, Region]]) -> Iterator[str]:
    heads = ("kind", "planted", "ranks", "lowest rank in 95 of 100 draws", "stays, at least")
    yield f"| partnerships | {' | '.join(heads)} |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for size, region in regions:
        snapshot = Snapshot.of(region.changes)
        for kind, groups in (("table", "sector"), ("partnership", "partnership")):
            rows = [
                _row(snapshot, region, bridge, groups)
                for bridge in region.truths.bridges
                if bridge.kind == kind
            ]
            ranks = sorted(row.rank for row in rows)
            steady = [row.stability for row in rows if row.stability]
            yield (
                f"| {size} | {kind} | {len(rows)} | {ranks[0]} to {ranks[-1]} "
                f"| {max(each.upper for each in steady)} "
                f"| {min(each.in_top for each in steady):.0%} |"
            )


def _row(snapshot: Snapshot, region: Region, bridge: PlantedBridge, groups: str) -> BridgingRow:
    of = bridge.scope if bridge.kind == "table" else bridge.organization
    answer = bridging(snapshot, Scope(of, region.truths.as_of), groups=groups)
    return next(row for row in answer.rows if row.organization == bridge.organization)


def _gaps(regions: list[tuple[int, Region]]) -> Iterator[str]:
    yield "| partnerships | planted | flagged | false flags | partnerships without a plant |"
    yield "| --- | --- | --- | --- | --- |"
    for size, region in regions:
        snapshot, truths = Snapshot.of(region.changes), region.truths
        planted = {(gap.partnership, gap.sector) for gap in truths.gaps}
        flagged: dict[str, set[str]] = {}
        for item, record in snapshot.partnerships.items():
            if record.kind in (PartnershipKind.LIP, PartnershipKind.ZIP):
                found = sectors(snapshot, item, truths.as_of).rows
                flagged[item] = {
                    str(row.sector) for row in found if row.found.flagged and row.status in _MISSING
                }
        right = sum(1 for item, sector in planted if sector in flagged[item])
        false = [
            sum((item, sector) not in planted for sector in each) / max(1, len(each))
            for item, each in flagged.items()
        ]
        quiet = [item for item in truths.controls if flagged.get(item)]
        yield (
            f"| {size} | {len(planted)} | {right} | {fmean(false):.1%} "
            f"| {len(quiet)} of {len(truths.controls)} have a flag |"
        )


def _backtest(size: int, region: Region) -> Iterator[str]:
    answer = backtest(Snapshot.of(region.changes), region.truths.as_of)
    yield f"### {size} partnerships\n"
    yield (
        f"Split {answer.split}; {answer.events:,} joinings by {answer.organizations:,} "
        f"organizations, {answer.asked} of them asked; {answer.candidates:.0f} tables stood open "
        f"to each; {answer.undated} memberships left out for want of a precise date.\n"
    )
    yield "| order | MRR | Hit@5 | Hit@10 | AP | sectors |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for each in answer.judged:
        numbers = (each.mrr, each.hit_5, each.hit_10, each.average_precision, each.sector_coverage)
        yield f"| {_NAMES[each.ranker]} | {' | '.join(map(_number, numbers))} |"
    yield from _leads(answer)


def _leads(answer: BacktestAnswer) -> Iterator[str]:
    for each in answer.leads:
        numbers = (each.mrr, each.hit_5, each.hit_10, each.average_precision)
        yield f"| ahead of {_NAMES[each.over]} by | {' | '.join(map(_number, numbers))} | |"
    yield ""


def _number(found: Estimate) -> str:
    return f"{found.mean:.3f} ({found.lower:.3f} to {found.upper:.3f})"


def _candidates(size: int, region: Region) -> str:
    snapshot, truths = Snapshot.of(region.changes), region.truths
    total = first = ten = 0
    for gap in truths.gaps:
        candidates = set(gap.candidates)
        total += len(candidates)
        by_gap = _suggested(snapshot, gap.partnership, truths.as_of, PurposeName.GAP)
        first += len(candidates & set(by_gap[: len(candidates)]))
        balanced = _suggested(snapshot, gap.partnership, truths.as_of, PurposeName.BALANCED)
        ten += len(candidates & set(balanced))
    return f"| {size} | {len(truths.gaps)} | {total} | {first} | {ten} |"


def _suggested(snapshot: Snapshot, item: str, day: str, purpose: PurposeName) -> list[str]:
    answer = invitations(snapshot, item, day, purpose=purpose)
    return [each.organization for each in answer.suggestions]


def main() -> int:
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
