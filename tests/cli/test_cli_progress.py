"""What the command line shows of long work: a bar where somebody looks, and nothing in a file."""

from __future__ import annotations

import json
import os
import pty
import subprocess
from pathlib import Path

from tests.cli.conftest import COMMAND

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


def test_a_terminal_is_told_which_measure_is_worked_out() -> None:
    seen, shown = pty.openpty()
    with subprocess.Popen(
        WORDS, stdout=subprocess.PIPE, stderr=shown, env={**os.environ, "TERM": "xterm"}
    ) as process:
        os.close(shown)
        said = b""
        try:
            while chunk := os.read(seen, 4096):
                said += chunk
        except OSError:  # the other end has closed the terminal
            pass
        assert process.stdout
        answer = json.loads(process.stdout.read())
    os.close(seen)
    assert process.returncode == 0
    assert set(answer["measures"]) == {"degree", "closeness"}
    assert b"Working out closeness" in said
    assert b"100%" in said


def test_a_file_gets_no_bar() -> None:
    done = subprocess.run(WORDS, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert set(json.loads(done.stdout)["measures"]) == {"degree", "closeness"}
