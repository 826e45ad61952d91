"""The built wheel alone, without the source tree: it carries queries, records and pages."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import urllib.request
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, installed into a folder of its own."""
    folder = tmp_path_factory.mktemp("installed")
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*command, "--target", str(folder), str(wheel)], check=True)
    return folder


@pytest.fixture(scope="module")
def environment(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment in which the wheel is found first, in a folder far from the source."""
    data = tmp_path_factory.mktemp("data")
    kept = {name: value for name, value in os.environ.items() if "GRAPHSVC" not in name}
    return {
        **kept,
        "PYTHONPATH": str(installed),
        "GRAPHSVC_DATA_DIR": str(data),
        "GRAPHSVC_PORT": "0",
    }


def test_the_wheel_carries_what_the_service_needs_and_no_tests(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder, packed in (("cypher", "graphsvc/_cypher"), ("seed", "graphsvc/_seed")):
        for path in (ROOT / folder).rglob("*"):
            if path.is_file():
                assert f"{packed}/{path.relative_to(ROOT / folder).as_posix()}" in names
    for path in (ROOT / "graphsvc").rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            assert path.relative_to(ROOT).as_posix() in names
    assert not any(name.startswith(("tests/", "benchmarks/", "tools/")) for name in names)
    assert not any("igraph" in name or "leiden" in name for name in names)


def test_networkx_finds_the_backend_of_the_wheel(
    environment: dict[str, str], tmp_path: Path
) -> None:
    # The middle of a path of three lies between its ends, the one pair without it.
    called = "import networkx as nx; print(nx.betweenness_centrality(nx.path_graph(3), **asked))"
    told = subprocess.run(
        [sys.executable, "-W", "error", "-c", f"asked = {{'backend': 'graphsvc'}}; {called}"],
        env=environment, cwd=tmp_path, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert told.stdout.strip() == "{0: 0.0, 1: 1.0, 2: 0.0}"


def test_the_service_runs_from_the_wheel_alone(
    environment: dict[str, str], installed: Path, tmp_path: Path
) -> None:
    where = "import graphsvc, graphsvc.resources as r; print(graphsvc.__file__, r.folder('cypher'))"
    told = subprocess.run(
        [sys.executable, "-c", where],
        env=environment, cwd=tmp_path, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert all(path.startswith(str(installed)) for path in told.stdout.split())
    serve = "import sys; sys.argv = ['graphsvc', 'serve']; from graphsvc.cli import main; main()"
    process = subprocess.Popen(
        [sys.executable, "-c", serve],
        env=environment, cwd=tmp_path, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stderr
    try:
        said = []
        for line in process.stderr:
            said.append(line)
            found = re.search(r"Ready: (http://\S+)", line)
            if found:
                break
        else:
            pytest.fail("".join(said))
        with urllib.request.urlopen(f"{found[1]}/partnerships/lip:halton?lang=fr") as answer:
            page = answer.read().decode()
        assert 'lang="fr"' in page
        assert "Halton" in page
        for address in set(re.findall(r'(?:src|href)="(/static/[^"]+)"', page)):
            with urllib.request.urlopen(found[1] + address) as answer:
                assert answer.status == 200
    finally:
        process.send_signal(signal.SIGINT)
        process.stderr.read()
        process.stderr.close()
        assert process.wait(timeout=60) == 0
