"""What the command line shows of long work: a bar where somebody looks, and nothing in a file."""

from __future__ import annotations

import json
import os
import pty
import subprocess
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from rich.console import Console

from graphsvc.analytics import key_samples
from graphsvc.analytics.centrality import CentralityAnswer
from graphsvc.analytics.key_players import key_players
from graphsvc.analytics.measured_rows import NetworkAnswer, NetworkRow, PairsAnswer
from graphsvc.analytics.passing import Sample
from graphsvc.analytics.provenance import Provenance
from graphsvc.analytics.scope import Scope
from graphsvc.analytics.views import Evidence
from graphsvc.cli import output
from graphsvc.cli.asking import tell
from graphsvc.cli.measure_text import as_csv
from graphsvc.cli.output import Form, say_estimates
from graphsvc.cli.speech import speak
from graphsvc.language import message
from graphsvc.model.entities import Changes
from graphsvc.model.snapshot import Snapshot
from tests.cli.conftest import COMMAND
from tests.recommend.small_networks import DAY, network

EDGES = Path(__file__).parents[1] / "networks" / "davis_edges.csv"
WORDS = (
    COMMAND,
    "measure",
    EDGES,
    "--view",
    "two_mode",
    "--measures",
    "degree,closeness",
    "--json",
)


def on_a_terminal(*words: str | Path, **environment: str) -> tuple[bytes, bytes]:
    """What a command answers, and what a person at a terminal is told beside it."""
    seen, shown = pty.openpty()
    with subprocess.Popen(
        words,
        stdout=subprocess.PIPE,
        stderr=shown,
        env={**os.environ, "TERM": "xterm", "LC_ALL": "", "LC_MESSAGES": "", **environment},
    ) as process:
        os.close(shown)
        said = b""
        try:
            while chunk := os.read(seen, 4096):
                said += chunk
        except OSError:  # the other end has closed the terminal
            pass
        assert process.stdout
        answer = process.stdout.read()
    os.close(seen)
    assert process.returncode == 0, said
    return answer, said


def test_a_terminal_is_told_which_measure_is_worked_out() -> None:
    told, said = on_a_terminal(*WORDS, LANG="C.UTF-8")
    assert set(json.loads(told)["measures"]) == {"degree", "closeness"}
    assert b"Working out closeness" in said
    assert b"100%" in said


def test_progress_follows_the_locale_and_the_answer_does_not() -> None:
    english, _ = on_a_terminal(*WORDS, LANG="en_CA.UTF-8")
    told, said = on_a_terminal(*WORDS, LANG="fr_CA.UTF-8")
    assert b"Calcul de closeness" in said
    assert b"Working out" not in said
    assert told == english
    _, said = on_a_terminal(COMMAND, "--lang", "en", *WORDS[1:], LANG="fr_CA.UTF-8")
    assert b"Working out closeness" in said


def test_work_that_is_told_in_parts_is_told_in_the_language_of_the_call(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    terminal = Console(stderr=True, force_terminal=True, width=100)
    monkeypatch.setattr(output, "SPEECH", terminal)
    speak("fr")
    try:
        with output.progress(message("Importing")) as tell:
            tell(1, 2)
        output.say(message("No view is saved."))
    finally:
        speak("en")
    said = capsys.readouterr().err
    assert "Importation" in said
    assert "Aucune vue n’est enregistrée." in said


def test_a_file_gets_no_bar() -> None:
    done = subprocess.run(WORDS, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert set(json.loads(done.stdout)["measures"]) == {"degree", "closeness"}


def test_an_estimate_says_of_what_it_may_be_off(capsys: pytest.CaptureFixture[str]) -> None:
    pairs = Sample(sources=512, seed=0, epsilon=0.02)
    say_estimates(
        {
            "betweenness": {"approximate": True, **asdict(pairs)},
            "closeness": {"approximate": True, **asdict(replace(pairs, of_value=True))},
            "diameter": {"approximate": True, **asdict(replace(pairs, of_value=True, delta=0.0))},
            "harmonic": {"approximate": True, **asdict(replace(pairs, epsilon=0.000123))},
            "degree": {},
        }
    )
    told = " ".join(capsys.readouterr().err.split())
    assert "betweenness is estimated from 512 nodes: with a chance of 0.95" in told
    assert "off by at most 0.02 of all pairs of other nodes." in told
    assert "off by at most 0.02 of itself." in told
    assert "off by at most 0.00012 of all pairs of other nodes." in told
    assert "diameter is estimated from 512 nodes: it is at least what is told, and greater" in told
    assert "degree" not in told


def test_a_row_of_an_estimate_says_how_far_it_may_be_off() -> None:
    exact = {"level": "node", "values": {"a": 2, "b": None}}
    sample = Sample(sources=512, seed=0, epsilon=0.02)
    whole = {"level": "graph", "value": 0.5, "approximate": True, **asdict(sample)}
    assert "".join(as_csv({"degree": exact})) == (
        "measure,level,of,value\ndegree,node,a,2\ndegree,node,b,\n"
    )
    assert "".join(as_csv({"degree": exact, "mean_distance": whole})) == (
        "measure,level,of,value,approximate_epsilon\n"
        "degree,node,a,2,\ndegree,node,b,,\nmean_distance,graph,,0.5,0.02\n"
    )


_ALL = message("These are all pairs.")


def told_of_estimates() -> dict[str, tuple[object, str]]:
    """An answer of each kind in which betweenness was estimated, and where its rows are."""
    scope, sources = Scope("all", "2026-01-01"), Evidence(2, 0, 4, 5, None, None)
    came = Provenance(revision=1, scope=scope, method="x", evidence=sources)
    sample = Sample(sources=512, seed=0, epsilon=0.02)
    named = {"betweenness": sample}
    return {
        "centrality": (CentralityAnswer(came, ("betweenness",), (), {}, named), "rows"),
        "pairs": (
            PairsAnswer(came, ("betweenness",), message("All."), (), named, 1, 0, 0),
            "items",
        ),
        "network": (NetworkAnswer(came, (NetworkRow("betweenness", 1.5, sample),)), "rows"),
    }


@pytest.mark.parametrize("command", ["centrality", "pairs", "network"])
def test_an_estimate_is_told_of_in_every_form(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    answer, rows = told_of_estimates()[command]
    nobody = Snapshot.of(Changes())
    for form, lang, said in (
        (Form.TABLE, "en", "betweenness is estimated from 512 nodes"),
        (Form.CSV, "fr", "betweenness est estimé à partir de 512 nœuds"),
    ):
        tell(answer, nobody, form, lang, rows, {"measure": "measure"})
        assert said in " ".join(capsys.readouterr().err.split())
    tell(answer, nobody, Form.JSON, "en", rows, {})
    told = capsys.readouterr()
    assert (told.err, "512" in told.out) == ("", True)


@pytest.mark.parametrize("form", list(Form))
def test_an_answer_says_what_is_estimated_in_every_form(
    form: Form, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    snapshot = network({f"one/{place}": f"o{place} o{place + 1}" for place in range(6)})
    monkeypatch.setattr(key_samples, "MOST_EXACT", 0)
    monkeypatch.setattr(key_samples, "JUDGED_ON", 3)
    answer = key_players(snapshot, Scope("all", DAY), k=2)
    tell(answer, snapshot, form, "en", "rows", {"aim": "set"})
    found = capsys.readouterr()
    if form is Form.JSON:
        told = json.loads(found.out)
        estimate = told["approximate"]["distance_fragmentation"]
        assert (estimate["sources"], estimate["seed"], estimate["delta"]) == (3, 0, 0.05)
        assert estimate["epsilon"] > 0
        said = " ".join(told["notes"])
    else:
        said = " ".join(found.err.split())
    assert "distance_fragmentation is estimated from 3 nodes: with a chance of 0.95" in said
