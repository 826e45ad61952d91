"""What a reader chooses on the page of who bridges."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Annotated

from fastapi import Depends, Query

from graphsvc.analytics.bridging import Grouping
from graphsvc.analytics.choices import choose
from graphsvc.analytics.scope import WHOLE
from graphsvc.analytics.seating import SECTORS
from graphsvc.api.pages.frame import Frame
from graphsvc.api.pages.lists import in_links, one_of, provinces
from graphsvc.language import Message, message
from graphsvc.model.entities import Partnership
from graphsvc.model.ids import fold
from graphsvc.model.sectors import Sector
from graphsvc.model.vocabulary import PROVINCES
from graphsvc.web import addresses
from graphsvc.web.pieces import Link, Text, ViewForm
from graphsvc.web.views.bridges import Narrowing

MOST_PARTNERSHIPS = 300  # to choose from at a time; of more, those of a province
_WHOLE = message("The whole network")
_ALL_SECTORS = message("all sectors")
GROUPS: Mapping[str, Text] = {
    Grouping.SECTOR: message("sectors"),
    Grouping.PARTNERSHIP: message("partnerships"),
}


class Only(StrEnum):
    """Which rows are shown."""

    ALL = ""
    HOLDING = "holding"
    STEADY = "steady"


_ONLY: Mapping[str, Text] = {
    Only.ALL: message("all organizations"),
    Only.HOLDING: message("those on whom others depend"),
    Only.STEADY: message("those whose rank is reliable"),
}


@dataclass(frozen=True, slots=True)
class Wish:
    """What the reader chose.

    Attributes
    ----------
    of
        The part of the network that is ranked.
    groups
        Over what the spread counts in the ranking.
    province
        Only those who sit in a partnership there; their ranks stay what they are.
    only, name
        Which rows, and what names have to contain.
    first, second
        Two sectors: who bridges them is shown instead of the ranking over all.
    """

    of: str = WHOLE
    groups: Grouping = Grouping.SECTOR
    province: str = ""
    only: Only = Only.ALL
    name: str = ""
    first: str = ""
    second: str = ""

    @property
    def between(self) -> tuple[Sector, Sector] | None:
        """The two sectors; None unless there are two that differ."""
        if not self.first or not self.second or self.first == self.second:
            return None
        return Sector(self.first), Sector(self.second)  # type: ignore[call-arg]  # by their codes


def wish(
    *,
    of: Annotated[str, Query(max_length=200)] = WHOLE,
    groups: Grouping = Grouping.SECTOR,
    province: Annotated[str, Query(max_length=2)] = "",
    only: Only = Only.ALL,
    name: Annotated[str, Query(max_length=200)] = "",
    first: Annotated[str, Query(max_length=30)] = "",
    second: Annotated[str, Query(max_length=30)] = "",
) -> Wish:
    """Read what the reader chose."""
    for code, field in ((first, "first"), (second, "second")):
        if code:
            choose(Sector, code, field)
    return Wish(of, groups, province, only, name, first, second)


WishDep = Annotated[Wish, Depends(wish)]


def hint(chosen: Wish) -> Message | None:
    """Say what is lacking where a sector was chosen, but not two."""
    if chosen.between or not (chosen.first or chosen.second):
        return None
    if chosen.first == chosen.second:
        return message("Choose two different sectors to see who bridges them.")
    return message("Choose the other sector too to see who bridges the two.")


def province_note(chosen: Wish) -> Message | None:
    """Say to whom of a province the list is narrowed."""
    if chosen.province not in PROVINCES:
        return None
    return message(
        "Only those who sit in a partnership in {province}; ranks are those among all.",
        province=PROVINCES[chosen.province],
    )


def narrowing(frame: Frame, chosen: Wish) -> Narrowing | None:
    """Say that there are too many partnerships to choose from, and lead to those of a province."""
    held = _held(frame)
    there = [record for record in held if chosen.province in ("", record.province)]
    if len(there) <= MOST_PARTNERSHIPS:
        return None
    counted = Counter(record.province for record in held if record.province in PROVINCES)
    ways = [
        Link(
            message("{province} ({count})", province=PROVINCES[code], count=count),
            _link_to(frame, replace(chosen, province=code)),
        )
        for code, count in sorted(counted.items())
        if code != chosen.province
    ]
    if chosen.province:
        return Narrowing(
            message(
                "{count} partnerships in {province} are too many to choose one to rank within. The "
                "page of each shows who bridges there.",
                count=len(there),
                province=PROVINCES.get(chosen.province, chosen.province),
            ),
            (Link(message("The list of partnerships"), _home(frame, chosen.province)), *ways),
        )
    return Narrowing(
        message(
            "{count} partnerships are too many to choose one to rank within. Choose a province "
            "first:",
            count=len(there),
        ),
        tuple(ways),
    )


def _link_to(frame: Frame, chosen: Wish) -> str:
    query = {**frame.kept, **in_links(chosen)}
    return addresses.with_query(addresses.BRIDGES, query)


def _home(frame: Frame, province: str) -> str:
    return addresses.with_query(addresses.HOME, {**frame.kept, "province": province})


def _held(frame: Frame) -> list[Partnership]:
    snapshot = frame.snapshot
    return [
        record for item, record in snapshot.partnerships.items() if snapshot.bodies_of.get(item)
    ]


def form(frame: Frame, chosen: Wish) -> ViewForm:
    """Return the form above the page; what does not count between two sectors is kept unseen."""
    held = _held(frame)
    parts: dict[str, Text] = {WHOLE: _WHOLE}
    if chosen.of != WHOLE:
        parts[chosen.of] = frame.link(chosen.of).text
    parts |= {record.id: record for record in _to_choose_from(frame, held, chosen.province)}
    sectors = {"": _ALL_SECTORS, **_by_name(frame)}
    shown = (
        one_of("first", message("Between the sector"), sectors, chosen.first),
        one_of("second", message("and the sector"), sectors, chosen.second),
        provinces((record.province for record in held), chosen.province),
        one_of("of", message("Ranked within"), parts, chosen.of),
    )
    if chosen.between:
        kept = {name: in_links(chosen).get(name) or "" for name in ("groups", "only")}
        return frame.form(*shown, hidden=tuple(kept.items()))
    return frame.form(
        *shown,
        one_of("groups", message("Spread over"), GROUPS, chosen.groups),
        one_of("only", message("Show"), _ONLY, chosen.only),
    )


def _by_name(frame: Frame) -> dict[str, Text]:
    render = frame.speech.render
    ordered = sorted(SECTORS, key=lambda sector: fold(render(sector.short)))
    return {str(sector): sector.short for sector in ordered}


def _to_choose_from(
    frame: Frame, held: Sequence[Partnership], province: str
) -> Sequence[Partnership]:
    """Return the partnerships to choose from, by name; of very many those of a province."""
    found = [record for record in held if province in ("", record.province)]
    if len(found) > MOST_PARTNERSHIPS:
        return ()
    return sorted(found, key=lambda record: (fold(frame.speech.name(record)), record.id))
