"""Reads our documents: what is in backticks, what is linked, what the tables say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "graphsvc"
ARCHITECTURE = ROOT / "docs" / "architecture.md"

_FENCE = re.compile(r"^```.*?^```|^(?: {4}[^\n]*\n)+", re.MULTILINE | re.DOTALL)
_SPAN = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"\]\(([^)\s]+)\)")


def spans(text: str) -> list[str]:
    """Everything in backticks, outside of blocks."""
    return _SPAN.findall(_FENCE.sub("", text))


def code(text: str) -> Iterator[str]:
    """Every line of code: those of blocks, and what is in backticks."""
    for block in _FENCE.findall(text):
        yield from block.splitlines()
    yield from spans(text)


def links(text: str) -> list[str]:
    """Where links and pictures lead to."""
    return _LINK.findall(_FENCE.sub("", text))


def headings(text: str) -> list[str]:
    return re.findall(r"^#+ (.+)$", _FENCE.sub("", text), re.MULTILINE)


def anchors(text: str) -> set[str]:
    """The anchors that headings get on the usual hosts."""
    kept = (re.sub(r"[^\w\- ]", "", heading.strip().lower()) for heading in headings(text))
    return {heading.replace(" ", "-") for heading in kept}


def table_rows(text: str) -> list[list[str]]:
    """The cells of every row of every table; heads and rules are left out."""
    lines = [line for line in text.splitlines() if line.startswith("| ")]
    rows = [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]
    rules = {number for number, row in enumerate(rows) if set("".join(row)) == {"-"}}
    return [row for number, row in enumerate(rows) if not {number, number + 1} & rules]
