"""/v1/partnerships/{item}/targets: how many seats the council wants each sector to have."""

from __future__ import annotations

from collections import Counter

from fastapi import APIRouter

from graphsvc.api import editing
from graphsvc.api.deps import AsOfDep, AuthorQuery, ItemPath, KeeperDep, SnapshotDep
from graphsvc.api.errors import READS, WRITES
from graphsvc.api.keeper import Keeper
from graphsvc.api.schemas.answered import source_out
from graphsvc.api.schemas.targets import TargetOut, TargetsIn, TargetsOut
from graphsvc.api.undo import signed
from graphsvc.dates import is_date, today
from graphsvc.errors import Fault, InvalidInput, NotFound, Where
from graphsvc.language import message
from graphsvc.model import targets
from graphsvc.model.entities import Changes
from graphsvc.model.snapshot import Snapshot

router = APIRouter(prefix="/v1/partnerships", tags=["partnerships"])
_DAY = len("2017-03-20")


@router.get("/{item}/targets", summary="Show the seat targets", responses=READS)
def show_targets(snapshot: SnapshotDep, as_of: AsOfDep, item: ItemPath) -> TargetsOut:
    """Return how many seats the council wants each sector to have, on the day asked about.

    A sector without a target is not listed. `reference=targets` compares the seats with these.
    """
    return targets_on(snapshot, item, as_of)


@router.put("/{item}/targets", summary="Set the seat targets", responses=WRITES)
def put_targets(
    keeper: KeeperDep, item: ItemPath, sent: TargetsIn, author: AuthorQuery = ""
) -> TargetsOut:
    """Set the seats that each sector is to have from a day on, all sectors at once.

    They are for the seats on all councils and committees together, as `reference=targets` compares
    them; seats without a target are free to anybody.

    A sector that is left out has no target from that day on; an empty list ends all of them. Days
    before keep the targets they had, so sending an earlier list again undoes a change. Targets that
    were set for later days are dropped. Sending the same twice changes nothing.
    """
    return set_targets(keeper, item, sent, signed(author))


def set_targets(keeper: Keeper, item: str, sent: TargetsIn, author: str = "") -> TargetsOut:
    """Set the seat targets of a partnership, and return those of the day they begin on.

    Raises
    ------
    NotFound
        There is no such partnership.
    InvalidInput
        What was sent has no such day, or a sector twice.
    RefusedChanges
        A source that is named is not known.
    """
    since = _checked(sent)
    source = editing.new_source(sent.source)
    cited = tuple(dict.fromkeys([*sent.sources, *(each.id for each in source)]))
    wanted = {each.sector: each.seats for each in sent.targets}

    def work_out(snapshot: Snapshot) -> Changes | None:
        if item not in snapshot.partnerships:
            raise NotFound(item)
        held = snapshot.targets_of_partnership.get(item, ())
        changed = targets.put(held, item, wanted, since, cited)
        return Changes(sources=source, seat_targets=changed) if changed else None

    return targets_on(keeper.change(work_out, author), item, since)


def _checked(sent: TargetsIn) -> str:
    """Return the day the targets begin on; raise with every fault of what was sent."""
    since = sent.since or today()
    faults = []
    if len(since) != _DAY or not is_date(since):
        faults.append(
            Fault(
                Where(field="since"),
                message("There is no day {date}.", date=since),
                message("Write a day as 2017-03-20."),
            )
        )
    times = Counter(each.sector for each in sent.targets)
    for place, each in enumerate(sent.targets):
        if times[each.sector] > 1 and each.sector in {e.sector for e in sent.targets[:place]}:
            faults.append(
                Fault(
                    Where(field=f"targets.{place}.sector"),
                    message("The sector {sector} stands here twice.", sector=str(each.sector)),
                    message("Keep one of the two."),
                )
            )
    if faults:
        raise InvalidInput(faults)
    return since


def targets_on(snapshot: Snapshot, item: str, day: str) -> TargetsOut:
    """Return the seat targets of a partnership that hold on a day.

    Raises
    ------
    NotFound
        There is no such partnership.
    """
    if item not in snapshot.partnerships:
        raise NotFound(item)
    held = targets.in_force(snapshot.targets_of_partnership.get(item, ()), day)
    known = snapshot.sources
    return TargetsOut(
        partnership=item,
        as_of=day,
        targets=[
            TargetOut(
                id=each.id,
                sector=sector,
                seats=each.seats,
                since=each.since,
                until=each.until,
                sources=[source_out(known[cited]) for cited in each.sources if cited in known],
            )
            for sector, each in held.items()
        ],
        seats=sum(each.seats for each in held.values()),
        revision=snapshot.revision,
    )
