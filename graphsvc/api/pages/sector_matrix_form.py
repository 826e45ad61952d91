"""What a reader chooses on the page of the sectors of all partnerships."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Annotated

from fastapi import Depends, Query

from graphsvc.analytics.engagement import Reference
from graphsvc.analytics.seating import SECTORS
from graphsvc.api.pages.frame import Frame
from graphsvc.api.pages.lists import in_links, one_of, provinces
from graphsvc.language import message
from graphsvc.model.sectors import Sector
from graphsvc.model.vocabulary import PartnershipKind
from graphsvc.web import addresses
from graphsvc.web.heat import RATIOS, SEATS, HeatHeading, Scale
from graphsvc.web.pieces import Choice, Option, Text, ViewForm


class Shown(StrEnum):
    """What stands in the cells."""

    RATIO = "ratio"
    SEATS = "seats"


_SHOWN: Mapping[str, Text] = {
    Shown.RATIO: message("Ratio, drawn towards the mean"),
    Shown.SEATS: message("Seats"),
}
SCALES: Mapping[Shown, Scale] = {Shown.RATIO: RATIOS, Shown.SEATS: SEATS}
REFERENCES: Mapping[str, Text] = {
    Reference.PEERS: message("all other partnerships of its kind together"),
    Reference.INVENTORY: message("the organizations known to serve the area"),
    Reference.TARGETS: message("the seats that the council wants"),
}
_SHORT: Mapping[str, Text] = {
    Reference.PEERS: message("other partnerships"),
    Reference.INVENTORY: message("organizations in the area"),
    Reference.TARGETS: message("seat targets"),
}
_NAME = "name"


@dataclass(frozen=True, slots=True)
class Wish:
    """What the reader chose.

    Attributes
    ----------
    show, reference
        What stands in the cells, and what sectors are compared with.
    name, province, kind
        To which partnerships the table is narrowed.
    order
        `name`, or a sector: the scarcest first, or with "-" before it the other way round.
    mark
        The partnership that is marked.
    """

    show: Shown = Shown.RATIO
    reference: Reference = Reference.PEERS
    name: str = ""
    province: str = ""
    kind: str = ""
    order: str = _NAME
    mark: str = ""

    @property
    def sector(self) -> Sector | None:
        """The sector that the table is ordered by; None where it is ordered by name."""
        code = self.order.removeprefix("-")
        return next((sector for sector in SECTORS if sector == code), None)

    @property
    def is_backwards(self) -> bool:
        """Whether what there is most of comes first."""
        return self.order.startswith("-")


def wish(
    *,
    show: Shown = Shown.RATIO,
    reference: Reference = Reference.PEERS,
    name: Annotated[str, Query(max_length=200)] = "",
    province: Annotated[str, Query(max_length=2)] = "",
    kind: Annotated[str, Query(max_length=20)] = "",
    order: Annotated[str, Query(max_length=30)] = _NAME,
    mark: Annotated[str, Query(max_length=200)] = "",
) -> Wish:
    """Read what the reader chose."""
    return Wish(show, reference, name, province, kind, order, mark)


WishDep = Annotated[Wish, Depends(wish)]


def link_to(frame: Frame, chosen: Wish) -> str:
    """Return the address of the page with other choices, on the same day and without the same."""
    query = {**frame.kept, **in_links(chosen)}
    return addresses.with_query(addresses.SECTORS, query)


def headings(frame: Frame, chosen: Wish) -> tuple[HeatHeading, ...]:
    """Return the heading of each sector: it leads to the table in order of it, either way."""
    found = []
    for sector in SECTORS:
        is_chosen = sector is chosen.sector
        sort = ("descending" if chosen.is_backwards else "ascending") if is_chosen else None
        order = f"-{sector}" if sort == "ascending" else str(sector)
        href = link_to(frame, replace(chosen, order=order))
        found.append(HeatHeading(sector.short, href, sort))
    return tuple(found)


def name_heading(frame: Frame, chosen: Wish) -> HeatHeading:
    """Return the heading of the first column."""
    sort = None if chosen.sector else "ascending"
    href = link_to(frame, replace(chosen, order=_NAME))
    return HeatHeading(message("Partnership"), href, sort)


def form(frame: Frame, chosen: Wish, there: Iterable[str], shown: Sequence[str]) -> ViewForm:
    """Return the form above the page.

    Parameters
    ----------
    frame, chosen
        The request.
    there
        Ids of all partnerships that could be in the table.
    shown
        Those that are, in order: one of them can be marked.
    """
    records = frame.snapshot.partnerships
    held = [records[item] for item in there]
    kinds = {str(each): each.label for each in PartnershipKind if each in {r.kind for r in held}}
    known = dict(_SHORT)
    if not frame.snapshot.targets_of_partnership and chosen.reference is not Reference.TARGETS:
        del known[Reference.TARGETS]
    marked = [chosen.mark] if chosen.mark in records and chosen.mark not in shown else []
    marks = {item: records[item] for item in [*marked, *shown]}
    return frame.form(
        one_of("show", message("Show"), _SHOWN, chosen.show),
        one_of("reference", message("Compared with"), known, chosen.reference),
        provinces((record.province for record in held), chosen.province),
        one_of("kind", message("Kind"), {"": message("All kinds"), **kinds}, chosen.kind),
        _orders(chosen),
        one_of("mark", message("Mark"), {"": message("none"), **marks}, chosen.mark),
    )


def _orders(chosen: Wish) -> Choice:
    options = [Option(_NAME, message("Name"), chosen=chosen.sector is None)]
    for sector in SECTORS:
        is_it = sector is chosen.sector
        options.append(
            Option(
                str(sector),
                message("{sector}, least first", sector=sector.short),
                chosen=is_it and not chosen.is_backwards,
            )
        )
        if is_it and chosen.is_backwards:
            label = message("{sector}, most first", sector=sector.short)
            options.append(Option(chosen.order, label, chosen=True))
    return Choice("order", message("Order by"), tuple(options))
