"""What would come of the changes that are tried out: the answer of the API, laid out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from graphsvc.analytics.scenario import evaluate, seconds_of_scenario
from graphsvc.analytics.sector_status import Reference, SectorStatus
from graphsvc.analytics.standing import STATUS
from graphsvc.api.jobs import Jobs
from graphsvc.api.pages import what_if_words as words
from graphsvc.api.pages.long_answers import as_told, waiter_for
from graphsvc.api.pages.what_if_bench import Bench
from graphsvc.language import Message, message
from graphsvc.web.departure import Loss
from graphsvc.web.pieces import Text
from graphsvc.web.what_if import NumberChange, Outcome, RankChange, StatusChange

_API = "/v1/scenarios/evaluate"
_MOST = 12  # of one kind that are named
# What each number is called, and what it means.
_NUMBERS: Mapping[str, tuple[Message, Message]] = {
    "organizations": (
        message("Organizations"),
        message("Those with a seat; of the whole network, all that are recorded."),
    ),
    "organizations_seated": (
        message("Organizations with a seat"),
        message("On at least one table that is looked at."),
    ),
    "bodies": (message("Councils and committees"), message("Tables that are looked at.")),
    "memberships": (
        message("Memberships"),
        message("An organization on one table counts once, however many seats it has there."),
    ),
    "components": (
        message("Parts that are not in contact with one another"),
        message("1: everybody can be reached through shared tables."),
    ),
    "density": (
        message("Density"),
        message("Share of all possible memberships that there are, 0 to 1."),
    ),
    "diameter": (
        message("Longest way"),
        message("Steps between the two that are farthest apart, within the largest part."),
    ),
    "mean_distance": (
        message("Mean way"),
        message("Steps between two organizations, within the largest part; fewer is closer."),
    ),
    "transitivity": (
        message("Closed triangles"),
        message("How often two partners of one organization meet each other too, 0 to 1."),
    ),
    "degree_centralization": (
        message("Centralization"),
        message("How far the ties hang on one organization: 0 not at all, 1 all of them."),
    ),
    "group_assortativity": (
        message("Sectors among themselves"),
        message("Above 0, sectors meet mostly their own; below 0, mostly others."),
    ),
    "core_periphery": (
        message("Core and margin"),
        message("How much the network looks like one core with a margin around it, up to 1."),
    ),
    "modularity_found_weighted": (
        message("Separate groups"),
        message("How clearly it falls into groups; small differences of it say little."),
    ),
}


def outcome(bench: Bench, jobs: Jobs) -> Outcome | None:
    """Work out what would come of the draft; None where nothing of it fits.

    Raises
    ------
    StillWorking
        It takes long, and is not ready yet.
    """
    overlay, _ = bench.sorted_out
    if not len(overlay):
        return None
    frame = bench.frame
    scope = frame.scope(bench.draft.of)
    asked = {"scope": bench.draft.of, "as_of": frame.as_of, "exclude": frame.left_out}
    waiter = waiter_for(frame, jobs, _API, asked)
    # The question as the API is asked it, so that one answer serves both.
    found = waiter.answer(
        frame.snapshot,
        ("scenario", scope, Reference.PEERS, overlay, False),
        lambda: seconds_of_scenario(frame.snapshot, scope),
        partial(evaluate, reference=Reference.PEERS, lenient=False),
        scope,
        overlay,
    )
    told = as_told(frame, found, frame.snapshot)
    return Outcome(
        lead=words.lead(len(overlay)),
        sentences=words.told(bench, told),
        losses=_losses(bench, told["losses"]),
        sectors=tuple(_status(bench, row) for row in told["sectors"]),
        ranks=tuple(_rank(bench, row) for row in told["ranking"]),
        numbers=tuple(_number(row) for row in told["numbers"]),
        of_table=bench.draft.of in frame.snapshot.bodies,
    )


def _status(bench: Bench, row: Mapping[str, Any]) -> StatusChange:
    return StatusChange(
        sector=words.SECTORS[row["sector"]].label,
        partnership=bench.link(row["partnership"]),
        before=row["before"],
        after=row["after"],
        before_label=STATUS[SectorStatus(row["before"])],
        after_label=STATUS[SectorStatus(row["after"])],
        changed=row["telling"],
    )


def _rank(bench: Bench, row: Mapping[str, Any]) -> RankChange:
    return RankChange(
        organization=bench.link(row["organization"]),
        before=row["before"],
        after=row["after"],
        difference=row["difference"],
        cuts_off_before=row["cuts_off_before"],
        cuts_off_after=row["cuts_off_after"],
    )


def _number(row: Mapping[str, Any]) -> NumberChange:
    label, meaning = _NUMBERS[row["measure"]]
    return NumberChange(
        label=label,
        meaning=meaning,
        before=row["before"],
        after=row["after"],
        difference=row["difference"],
    )


def _losses(bench: Bench, lost: Mapping[str, Sequence[str]]) -> tuple[Loss, ...]:
    """Name who would lose or gain what, where the sentences name the first few."""
    lost = {kind: words.without_leaving(bench, items) for kind, items in lost.items()}
    kinds: Sequence[tuple[Text, str]] = (
        (message("Would lose contact with the largest part"), "out_of_contact"),
        (message("Would come into contact with the largest part"), "into_contact"),
        (message("Tables that would have no member left"), "emptied"),
        (message("Would have no seat left here"), "unseated"),
    )
    return tuple(
        Loss(
            label,
            tuple((bench.link(item),) for item in lost[kind][:_MOST]),
            max(0, len(lost[kind]) - _MOST),
        )
        for label, kind in kinds
        if lost[kind]
    )
