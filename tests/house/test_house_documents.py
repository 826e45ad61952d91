"""What the documents name exists: files, verbs, settings, commands, addresses; none is left out."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typer

from graphsvc.cli.app import gather
from graphsvc.settings import Settings
from tests.house.documents_read import (
    ARCHITECTURE,
    PACKAGE,
    ROOT,
    anchors,
    code,
    links,
    spans,
    table_rows,
)
from tools import documents

PAGES = sorted(
    [*ROOT.glob("README.md"), *ROOT.glob("CONTRIBUTING.md"), *(ROOT / "docs").rglob("*.md")]
)
# A name with one of these endings is a file of ours even without a folder before it.
ENDINGS = "py|md|cypher|toml|lock|yml|html|js|css|po|svg"
MEDIA = ("text/", "application/", "image/")

_PATH = re.compile(r"[\w.*-]+(?:/[\w.*-]+)*/?")
_FILE = re.compile(rf".+\.(?:{ENDINGS})")
_SETTING = re.compile(r"\bGRAPHSVC_[A-Z0-9_]+\b")


def per_page(test: Any) -> Any:
    names = [str(page.relative_to(ROOT)) for page in PAGES]
    return pytest.mark.parametrize("page", PAGES, ids=names)(test)


@cache
def _ignored() -> frozenset[str]:
    return frozenset(line.rstrip("/") for line in (ROOT / ".gitignore").read_text().split())


def is_there(name: str, page: Path) -> bool:
    if name.partition("/")[0] in _ignored():
        return True  # what is made on the way, such as the environment
    places = (ROOT, page.parent, PACKAGE)
    if any(next(place.glob(name.rstrip("/")), None) is not None for place in places):
        return True
    return "/" not in name and (name in _file_names() or f'"{name}"' in _source())


@cache
def _file_names() -> frozenset[str]:
    folders = ("cypher", "docs", "graphsvc", "seed", "tests", "tools")
    return frozenset(path.name for top in folders for path in (ROOT / top).rglob("*"))


@cache
def _source() -> str:
    """The code itself: it names the files that it makes."""
    return "\n".join(path.read_text() for path in sorted(PACKAGE.rglob("*.py")))


@per_page
def test_what_is_linked_exists(page: Path) -> None:
    broken = []
    for target in links(page.read_text()):
        if "://" in target or target.startswith("mailto:"):
            continue
        path, _, anchor = target.partition("#")
        found = page.parent / path if path else page
        if not found.exists() or (anchor and anchor not in anchors(found.read_text())):
            broken.append(target)
    assert broken == []


@per_page
def test_files_and_folders_that_are_named_exist(page: Path) -> None:
    named = [
        span
        for span in spans(page.read_text())
        if _PATH.fullmatch(span)
        and ("/" in span or _FILE.fullmatch(span))
        and not span.startswith(MEDIA)
    ]
    assert [name for name in named if not is_there(name, page)] == []


def test_names_that_do_not_exist_are_found() -> None:
    # The tests above rest on this: a name of nothing is not taken for something.
    assert is_there("store/bolt.py", ARCHITECTURE)
    assert is_there("SOURCE.md", ARCHITECTURE)
    assert is_there("server.json", ARCHITECTURE)  # made in the data folder
    for name in ("store/gone.py", "gone.py", "graphsvc/gone/", "decisions/0099-gone.md"):
        assert not is_there(name, ARCHITECTURE)


@per_page
def test_verbs_that_are_named_are_in_the_makefile(page: Path) -> None:
    known = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = {verb for line in code(page.read_text()) for verb in _verbs(line)}
    assert named - known == set()


def _verbs(line: str) -> list[str]:
    return re.findall(r"(?:^|[;&|$]|\b[A-Z_]+=\S+)\s*make ([a-z][a-z-]*)", line.strip())


def test_a_verb_is_found_wherever_it_stands_in_a_line() -> None:
    assert _verbs("PYTHON=python3.13 make test   # all") == ["test"]
    assert _verbs("$ make install && make serve") == ["install", "serve"]
    assert _verbs("echo make sense") == []


def test_every_verb_is_explained_to_contributors() -> None:
    known = re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text(), re.MULTILINE)
    text = (ROOT / "CONTRIBUTING.md").read_text()
    assert [verb for verb in known if f"`make {verb}`" not in text] == []


@cache
def _settings_of_tests() -> frozenset[str]:
    texts = [path.read_text() for path in (ROOT / "tests").rglob("*.py")]
    return frozenset(re.findall(r'"(GRAPHSVC_TEST_[A-Z0-9_]+)"', "\n".join(texts)))


@per_page
def test_settings_that_are_named_exist(page: Path) -> None:
    known = {f"GRAPHSVC_{name.upper()}" for name in Settings.model_fields}
    assert set(_SETTING.findall(page.read_text())) - known - _settings_of_tests() == set()


def test_every_setting_is_documented() -> None:
    told = {row[0] for row in table_rows((ROOT / "docs" / "settings.md").read_text())}
    assert told == {f"`GRAPHSVC_{name.upper()}`" for name in Settings.model_fields}
    contributing = (ROOT / "CONTRIBUTING.md").read_text()
    assert [name for name in sorted(_settings_of_tests()) if f"`{name}`" not in contributing] == []


@cache
def _commands() -> dict[str, set[str]]:
    """Every command with its options. Typer gives its commands no public type of their own."""
    group: Any = typer.main.get_command(gather())
    context = typer.Context(group)
    options = {
        name: {
            option
            for each in command.get_params(context)
            for option in each.opts
            if option.startswith("-")
        }
        for name, command in group.commands.items()
    }
    return {name: {*found, "-h", "--help"} for name, found in options.items()}


def _calls(line: str) -> list[tuple[str, set[str]]]:
    """The commands that a line of code runs, each with its options."""
    parts = re.split(r"[|;&]", line.partition("#")[0])
    found = [re.search(r"(?:^|[\s/])graphsvc ([a-z][a-z-]*)(.*)", part) for part in parts]
    options = r"(?<![\w-])--[a-z][a-z-]*"
    return [(call[1], set(re.findall(options, call[2]))) for call in found if call]


@per_page
def test_commands_and_options_that_are_named_exist(page: Path) -> None:
    called = [call for line in code(page.read_text()) for call in _calls(line)]
    known = _commands()
    assert [call for call in called if call[0] not in known or call[1] - known[call[0]]] == []


def test_a_command_is_found_wherever_it_stands_in_a_line() -> None:
    line = (
        ".venv/bin/graphsvc sectors lip:ottawa --json | jq . && graphsvc demo  # graphsvc is --ok"
    )
    assert _calls(line) == [("sectors", {"--json"}), ("demo", set())]
    assert _calls("sh graphsvc-old seed") == []


def test_every_command_is_documented() -> None:
    told = (ROOT / "docs" / "commands.md").read_text()
    for name, options in _commands().items():
        assert f"## `graphsvc {name}`" in told
        section = told.partition(f"## `graphsvc {name}`")[2].partition("\n## ")[0]
        for option in options - {"-h", "--help"}:
            assert option in section


def test_every_address_of_the_api_is_documented() -> None:
    told = (ROOT / "docs" / "api.md").read_text()
    paths = documents.description()["paths"]
    assert len(paths) > 20
    for path, methods in paths.items():
        for method in methods:
            assert f"### `{method.upper()} {path}`" in told


@cache
def _addresses() -> re.Pattern[str]:
    """Every address of the API; a part in braces stands for any text."""
    paths = [*documents.description()["paths"], "/v1/openapi.json"]
    parts = (re.split(r"\{\w+\}", path) for path in paths)
    return re.compile("|".join("[^/?]+".join(map(re.escape, each)) for each in parts))


@per_page
def test_addresses_that_are_named_exist(page: Path) -> None:
    lines = "\n".join(code(page.read_text()))
    named = re.findall(r"(?<![\w.])/v1/[\w{}.:~/-]+", lines)
    assert [address for address in named if not _addresses().fullmatch(address)] == []


@pytest.mark.parametrize("name", documents.PAGES)
def test_a_page_that_is_generated_is_up_to_date(name: str) -> None:
    # `make documents` writes it anew.
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == documents.PAGES[name]()
