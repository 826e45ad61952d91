"""The notebook runs from top to bottom against a real service, and is kept without outputs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from tests.browser.running_service import RunningService

NOTEBOOK = Path(__file__).parents[2] / "docs" / "notebooks" / "analyst.ipynb"


def read() -> Any:
    return nbformat.read(NOTEBOOK, as_version=4)  # type: ignore[no-untyped-call]  # it has no types


def test_the_notebook_is_kept_without_outputs() -> None:
    notebook = read()
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(cell.outputs == [] and cell.execution_count is None for cell in code)


def test_every_cell_runs_and_shows_what_its_text_says(
    running: RunningService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SERVICE_URL", running.address)
    notebook = read()
    # A cell that raises ends the run with its error.
    NotebookClient(notebook, timeout=240, kernel_name="python3").execute()
    told = {cell.id: shown(cell) for cell in notebook.cells if cell.cell_type == "code"}
    every = "\n".join(told.values())
    assert "True" in next(iter(told.values()))
    assert "Simcoe" in every
    assert "organization_name" in every
    assert "representation_ratio" in every
    assert "1. " in every
    assert "betweenness_normalized_rank" in every
    assert "suggested again: False" in every
    assert "fragment" in every
    assert "transitivity" in every
    assert "organizations joined" in every
    assert "Line 1, column 24: DETACH is not allowed" in every
    assert "nodes agree" in every


def shown(cell: Any) -> str:
    return "".join(
        each.get("text", "") + str(each.get("data", {}).get("text/plain", ""))
        for each in cell.outputs
    )
