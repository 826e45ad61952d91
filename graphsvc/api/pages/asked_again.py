"""A view that cannot be shown as it was asked for: its days are asked again, as they were typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from fastapi import Request

from graphsvc.api.errors import FaultOut
from graphsvc.dates import is_date, today
from graphsvc.language import message
from graphsvc.web import addresses
from graphsvc.web.editing import Field
from graphsvc.web.pieces import Link, Text
from graphsvc.web.views.notices import Again

_LONGEST, _MOST = 300, 200
# What the forms above the pages call their fields; what stands in no form keeps its own name.
_LABELS: Mapping[str, Text] = {
    "as_of": message("As of"),
    "since": message("From"),
    "from": message("From"),
    "to": message("To"),
    "exclude": message("Leave out"),
    "name": message("Name contains"),
    "q": message("Name contains"),
    "province": message("Province"),
    "order": message("Order by"),
    "kind": message("Kind"),
    "mark": message("Mark"),
    "show": message("Show"),
    "view": message("Show"),
    "only": message("Show"),
    "size": message("Size stands for"),
    "group": message("Group by"),
    "groups": message("Spread over"),
    "steps": message("How far"),
    "reference": message("Compared with"),
    "purpose": message("What for"),
    "first": message("Between the sector"),
    "second": message("and the sector"),
    "sector": message("Sector"),
    "body": message("Council or committee"),
    "role": message("Role"),
    "language": message("Language of the report"),
}
# What is typed; all else is chosen from lists, and is wrong only in an address made by hand.
_TYPED = ("since", "from", "to", "as_of", "name", "q")


@dataclass(frozen=True, slots=True)
class _View:
    """The days that a page asks for together, and what they are called there."""

    days: tuple[str, ...] = ("as_of",)
    labels: Mapping[str, Text] = field(default_factory=lambda: _LABELS)

    def name(self, faulty: str) -> str:
        """Return the name of the field that a fault is about, as the form of the page has it."""
        first = faulty.partition(".")[0]  # of a list, faults name the place in it too
        return "as_of" if first == "until" and "since" in self.days else first


def asked_again(
    request: Request, faults: Sequence[FaultOut]
) -> tuple[tuple[Text, ...], Again | None, Link | None]:
    """Return what to say of faults in the address of a page, and how the reader goes on.

    Returns
    -------
    tuple
        What is wrong with what was not typed; the form that asks anew for what was; and the page
        without what is wrong.
    """
    view = _view(request.url.path)
    found: dict[str, list[Text]] = {}
    for each in faults:
        told = message("{problem} {remedy}", problem=each.problem, remedy=each.remedy or "")
        found.setdefault(view.name(each.field), []).append(told)
    others = tuple(
        message("{field}: {problem}", field=view.labels.get(name, name), problem=text)
        for name, texts in found.items()
        if name not in _TYPED
        for text in texts
    )
    query = request.query_params.multi_items()
    if len(query) > _MOST or request.method != "GET":
        return others, None, None
    days = view.days if found.keys() & {*view.days} else ()
    shown = [name for name in _TYPED if name in found or name in days]
    first = next((name for name in shown if name in found), None)
    fields = tuple(
        _field(request, view, name, found.get(name, ()), focus=name == first) for name in shown
    )
    # What stands in no field goes along; a day that contradicts another is left out with it.
    dropped = {*found, *days}
    rest = [pair for pair in query if pair[0] not in dropped]
    hidden = tuple(pair for pair in rest if pair[0] not in shown)
    back = None
    if any(name in dropped for name, _ in query):
        href = addresses.with_pairs(request.url.path, rest)
        back = Link(message("The page without what is wrong"), href)
    return others, Again(request.url.path, fields, hidden) if fields else None, back


def _view(path: str) -> _View:
    if path == addresses.CHANGES:
        return _View(("since", "as_of"), {**_LABELS, "as_of": message("To")})
    if path.endswith(("/report", "/report.pdf")):
        return _View(("from", "to"))
    return _View()


def _field(
    request: Request, view: _View, name: str, faults: Sequence[Text], *, focus: bool
) -> Field:
    # Where no second day was chosen, it is today.
    value = request.query_params.get(name, "") or (today() if name == "as_of" else "")
    is_day = name in view.days and is_date(value) and len(value) == len("2017-03-20")
    return Field(
        name=name,
        label=view.labels[name],
        kind="date" if is_day else "text",
        value=value[:_LONGEST],
        faults=tuple(faults),
        focus=focus,
    )
