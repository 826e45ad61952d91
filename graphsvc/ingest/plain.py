"""The tables whose rows are records as they stand: one function for each kind of row."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from graphsvc.ingest.cells import Cells
from graphsvc.ingest.rows import RowReader
from graphsvc.language import message
from graphsvc.model import ids
from graphsvc.model.entities import (
    Action,
    ActionTie,
    Attendance,
    Body,
    Collaboration,
    Feedback,
    Meeting,
    Organization,
    PartnershipLink,
    PartnershipTie,
    Place,
    PlaceTie,
    Plan,
    SeatTarget,
    Source,
    record_key,
)
from graphsvc.model.targets import target_id
from graphsvc.model.vocabulary import PlaceKind, PlaceTieKind

_NO_NAME = message("There is no name.")
_EMPTY_SECTOR = message("There is nothing in the column {name}.", name="sector")


def source(reader: RowReader, cells: Cells) -> None:
    """Read a source."""
    _as_it_stands(reader, "sources", Source, cells)


def place(reader: RowReader, cells: Cells) -> None:
    """Read a place."""
    made = _as_it_stands(reader, "places", Place, cells)
    if made:
        reader.names.add_place(made)


def organization(reader: RowReader, cells: Cells) -> None:
    """Read an organization; without an id, it is found or made by its name."""
    name = cells.text("name") if cells.has("id") else cells.needed("name", _NO_NAME)
    found = reader.values("organizations", Organization, cells)
    if name is not None:
        found.setdefault("id", reader.names.organization(name) or ids.make(ids.ORGANIZATION, name))
    if "id" not in found:
        return
    made = reader.put("organizations", Organization, found, cells)
    if made is None:
        return
    reader.names.add_organization(made)
    for column, kind in (("serves", PlaceTieKind.SERVES), ("located_in", PlaceTieKind.LOCATED_IN)):
        for text in cells.list(column):
            _tie_to_place(reader, cells, made, kind, text)


def _tie_to_place(
    reader: RowReader, cells: Cells, made: Organization, kind: PlaceTieKind, text: str
) -> None:
    where = reader.names.place(text)
    if where is None:
        where = ids.make(ids.PLACE, text)
        new = Place(id=where, name=text, kind=PlaceKind.AREA)
        reader.draft.put("places", new, cells)
        reader.names.add_place(new)
        reader.draft.note(message("{name} is a new place.", name=text), cells)
    item = ids.between(ids.TIE, made.id, where, str(kind))
    if reader.draft.get("place_ties", item) is None:
        tie = PlaceTie(
            id=item,
            kind=kind,
            organization=made.id,
            place=where,
            sources=made.sources,
            confidence=made.confidence,
        )
        reader.draft.put("place_ties", tie, cells)


def body(reader: RowReader, cells: Cells) -> None:
    """Read a council or committee; without an id, it is found or made under what it is part of."""
    name = cells.needed("name", _NO_NAME)
    found = reader.values("bodies", Body, cells)
    if name is None or "part_of" not in found:
        cells.needed("part_of", message("It does not say which partnership it is part of."))
        return
    partnership = reader.draft.partnership_above(found["part_of"])
    found.setdefault("id", reader.names.body(name, partnership) or body_id(partnership, name))
    made = reader.put("bodies", Body, found, cells)
    if made:
        reader.names.add_body(made, partnership)


def body_id(partnership: str, name: str) -> str:
    """Make the id of a body: under its partnership, since every partnership has a council."""
    return ids.make(ids.BODY, ids.local(partnership), name)


def partnership_link(reader: RowReader, cells: Cells) -> None:
    """Read that a partnership succeeds, is under or is linked to another."""
    _tie(reader, "partnership_links", PartnershipLink, cells, "partnership", "other")


def partnership_tie(reader: RowReader, cells: Cells) -> None:
    """Read that an organization hosts, funds, ... a partnership."""
    _tie(reader, "partnership_ties", PartnershipTie, cells, "organization", "partnership")


def place_tie(reader: RowReader, cells: Cells) -> None:
    """Read that an organization serves a place or is located there."""
    _tie(reader, "place_ties", PlaceTie, cells, "organization", "place")


def seat_target(reader: RowReader, cells: Cells) -> None:
    """Read how many seats a partnership wants a sector to have."""
    found = reader.values("seat_targets", SeatTarget, cells)
    found.pop("sector", None)
    named = reader.sectors(cells, "sector")
    if len(named) > 1:
        cells.fault(
            "sector",
            message("A target is for one sector."),
            message("Write a row for each sector."),
        )
    elif named:
        found["sector"] = named[0]
    elif not cells.has("sector"):
        cells.needed("sector", _EMPTY_SECTOR)
    if not all(name in found for name in ("partnership", "sector", "seats")):
        _complete(cells, found, ("partnership", "seats"))
        return
    begins = [found["since"]] if found.get("since") else []
    found.setdefault("id", target_id(found["partnership"], found["sector"], *begins))
    reader.put("seat_targets", SeatTarget, found, cells)


def meeting(reader: RowReader, cells: Cells) -> None:
    """Read a meeting."""
    _as_it_stands(reader, "meetings", Meeting, cells)


def attendance(reader: RowReader, cells: Cells) -> None:
    """Read whether an organization was at a meeting."""
    _pair(reader, "attendance", Attendance, cells)


def collaboration(reader: RowReader, cells: Cells) -> None:
    """Read what two organizations do together."""
    found = reader.values("collaborations", Collaboration, cells)
    if not _complete(cells, found, ("organization", "other", "kind", "level")):
        return
    more = [str(found["kind"]), *([ids.slug(found["wave"])] if found.get("wave") else [])]
    found.setdefault("id", ids.between(ids.TIE, found["organization"], found["other"], *more))
    reader.put("collaborations", Collaboration, found, cells)


def plan(reader: RowReader, cells: Cells) -> None:
    """Read a plan."""
    _as_it_stands(reader, "plans", Plan, cells)


def action(reader: RowReader, cells: Cells) -> None:
    """Read an action of a plan."""
    _as_it_stands(reader, "actions", Action, cells)


def action_tie(reader: RowReader, cells: Cells) -> None:
    """Read who leads or supports an action."""
    _pair(reader, "action_ties", ActionTie, cells)


def feedback(reader: RowReader, cells: Cells) -> None:
    """Read what was said of a suggestion; its id is made of asker and candidate."""
    found = reader.values("feedback", Feedback, cells)
    if _complete(cells, found, ("asker", "candidate", "verdict", "date", "author")):
        found.setdefault("id", ids.of_feedback(found["asker"], found["candidate"]))
        reader.put("feedback", Feedback, found, cells)


def _as_it_stands(reader: RowReader, kind: str, record: type[Any], cells: Cells) -> Any | None:
    if cells.needed("id", message("There is no id.")) is None:
        return None
    found = reader.values(kind, record, cells)
    return reader.put(kind, record, found, cells) if "id" in found else None


def _tie(
    reader: RowReader, kind: str, record: type[Any], cells: Cells, first: str, second: str
) -> None:
    found = reader.values(kind, record, cells)
    if _complete(cells, found, (first, second, "kind")):
        found.setdefault(
            "id", ids.between(ids.TIE, found[first], found[second], str(found["kind"]))
        )
        reader.put(kind, record, found, cells)


def _pair(reader: RowReader, kind: str, record: type[Any], cells: Cells) -> None:
    found = reader.values(kind, record, cells)
    if _complete(cells, found, tuple(record.__dataclass_fields__)):
        made = record(**found)
        reader.draft.put(kind, made, cells, key=record_key(made))


def _complete(cells: Cells, found: dict[str, Any], names: tuple[str, ...]) -> bool:
    """Whether the row has all it needs; a cell that is empty is a fault, a faulty one has been."""
    for name in names:
        if name not in found:
            cells.needed(name, message("There is nothing in the column {name}.", name=name))
    return all(name in found for name in names)


# In the order in which they are read: what is referred to comes before what refers to it.
PLAIN: dict[str, Callable[[RowReader, Cells], None]] = {
    "sources": source,
    "places": place,
    "organizations": organization,
    "bodies": body,
    "partnership_links": partnership_link,
    "partnership_ties": partnership_tie,
    "place_ties": place_tie,
    "seat_targets": seat_target,
    "meetings": meeting,
    "attendance": attendance,
    "collaborations": collaboration,
    "plans": plan,
    "actions": action,
    "action_ties": action_tie,
    "feedback": feedback,
}
