"""The entry points of the checkout, for programs of their own.

The environment of a checkout may have been installed before they were there. A program that finds
them first on its path takes them for those of the installed package.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def entry_points(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the package is installed, as far as its metadata go."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    folder = tmp_path_factory.mktemp("metadata")
    described = folder / "graphsvc-0.0.0.dist-info"
    described.mkdir()
    (described / "METADATA").write_text("Metadata-Version: 2.1\nName: graphsvc\nVersion: 0.0.0\n")
    lines = [
        line
        for group, entries in project["entry-points"].items()
        for line in (f"[{group}]", *(f"{name} = {target}" for name, target in entries.items()))
    ]
    (described / "entry_points.txt").write_text("\n".join(lines) + "\n")
    return folder


@pytest.fixture
def run(entry_points: Path, tmp_path: Path) -> Run:
    """Run Python with the backend installed, far from the checkout."""

    def run(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
        kept = {name: value for name, value in os.environ.items() if "NETWORKX" not in name}
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=tmp_path,
            env={**kept, "PYTHONPATH": f"{entry_points}{os.pathsep}{ROOT}", **settings},
            capture_output=True,
            text=True,
            check=False,
            timeout=280,
        )

    return run
