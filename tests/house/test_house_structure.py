"""House rules that matter, as programs: who may import whom, how long a file may be, and so on."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "graphsvc"
FILES = sorted(PACKAGE.rglob("*.py"))
LONGEST_FILE = 350
LONGEST_FUNCTION = 60

# Each part of the package and the parts it may import; imports go one way.
BASE = {"dates", "language", "errors", "resources", "logs"}
MAY_IMPORT: dict[str, set[str]] = {
    "dates": set(),
    "resources": set(),
    "logs": set(),
    "language": {"dates"},
    "errors": {"language"},
    "settings": BASE,
    "model": BASE,
    "store": BASE | {"model", "settings"},
    "kernels": set(),
    "dispatch": {"kernels"},
    "analytics": BASE | {"model", "kernels", "dispatch"},
    "recommend": BASE | {"model", "analytics"},
    "search": BASE | {"model"},
    "viz": BASE | {"model", "analytics"},
    "exchange": BASE | {"model", "analytics"},
    "ingest": BASE | {"model", "store", "analytics"},
    "demonstration": BASE | {"model"},
    "client": BASE,
    "web": BASE | {"model", "analytics", "viz"},
    "api": BASE
    | {"model", "settings", "store", "analytics", "recommend", "search", "viz", "exchange", "web"},
}
MAY_IMPORT["cli"] = set(MAY_IMPORT) | {"cli", "ingest", "demonstration", "api", "client"}
# Libraries that one place alone touches.
KEPT = {
    "neo4j": {"store/bolt.py", "store/cypher_run.py", "store/cypher_values.py"},
    "pyvis": {"viz/page.py"},
    "python_calamine": {"ingest/sources.py"},
    "fastapi": {"api"},
    "starlette": {"api"},
    "typer": {"cli"},
    "rich": {"cli"},
    "jinja2": {"web", "viz/page.py"},
    "numba": {"kernels"},
    "httpx2": {"client"},
    "pandas": {"client"},
    "networkx": {"dispatch", "analytics", "recommend", "viz", "exchange", "ingest/edge_lists.py"},
}
VAGUE = {"utils", "util", "helpers", "common", "manager", "service", "services", "misc", "core"}


def _part(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            if node.module == "graphsvc":
                yield from (f"graphsvc.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_one_way(path: Path) -> None:
    part = _part(path)
    if part in {"__init__", "__main__"}:
        return
    inner = {name.split(".")[1] for name in _imports(path) if name.startswith("graphsvc.")}
    assert inner - MAY_IMPORT[part] - {part, "__version__"} == set()


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_library_is_touched_in_its_place_alone(path: Path) -> None:
    place = path.relative_to(PACKAGE)
    for name in {each.split(".")[0] for each in _imports(path)} & KEPT.keys():
        allowed = KEPT[name]
        assert str(place) in allowed or place.parts[0] in allowed, f"{place} imports {name}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_files_and_functions_fit_a_reader(path: Path) -> None:
    text = path.read_text()
    assert text.count("\n") <= LONGEST_FILE
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node) else node.body
            if body:
                length = (body[-1].end_lineno or 0) - body[0].lineno + 1
                assert length <= LONGEST_FUNCTION, f"{node.name} has {length} lines"


def test_no_module_has_a_name_that_says_nothing() -> None:
    names = {part for path in FILES for part in path.relative_to(PACKAGE).with_suffix("").parts}
    assert names & VAGUE == set()


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_cypher_is_put_together_in_python(path: Path) -> None:
    words = re.compile(r"\b(MATCH|MERGE|UNWIND|DETACH DELETE)\b")
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.JoinedStr | ast.Constant):
            assert not words.search(ast.unparse(node)), ast.unparse(node)[:80]


def test_nothing_unfinished_is_marked() -> None:
    mark = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")
    found = [
        str(path.relative_to(ROOT))
        for folder in ("graphsvc", "tests", "cypher", "docs", "benchmarks", "tools")
        for path in (ROOT / folder).rglob("*")
        if path.is_file()
        and "vendor" not in path.parts
        and path.suffix in {".py", ".cypher", ".md", ".html", ".js", ".css", ""}
        and mark.search(path.read_text(errors="ignore"))
    ]
    assert found == []


def test_the_locks_pin_with_hashes_and_name_no_address() -> None:
    fewest = {"requirements.lock": 40, "requirements-dev.lock": 40, "benchmarks/yardsticks.lock": 3}
    for name, count in fewest.items():
        text = (ROOT / name).read_text()
        assert "://" not in text
        assert "file:" not in text
        pins = re.findall(r"^[a-z0-9][\w.-]*==\S+", text, re.MULTILINE)
        assert len(pins) > count
        blocks = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
        assert all("--hash=sha256:" in block for block in blocks)


def test_the_lock_for_running_is_part_of_the_one_for_tests() -> None:
    def pins(name: str) -> set[str]:
        return set(re.findall(r"^\S+==\S+", (ROOT / name).read_text(), re.MULTILINE))

    assert pins("requirements.lock") <= pins("requirements-dev.lock")
