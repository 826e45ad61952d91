"""serve: from nothing to an open address and back, and everything it refuses to do."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from graphsvc.store.embedded import EmbeddedServer
from tests.cli.conftest import COMMAND, Run
from tests.neo4j_server import Address

DEADLINE = 90.0


@contextmanager
def serving(
    environment: dict[str, str], /, *, end: signal.Signals = signal.SIGINT, **more: str
) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Start the service on a free port and give its address; it is ended in the end."""
    process = subprocess.Popen(
        [COMMAND, "serve"],
        env={**environment, "GRAPHSVC_PORT": "0", **more},
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stderr
    assert process.stdout
    said = []
    try:
        for line in process.stderr:
            said.append(line)
            found = re.search(r"Ready: (http://\S+)", line)
            if found:
                yield found[1], process
                break
        else:
            pytest.fail("it does not come up:\n" + "".join(said))
    finally:
        process.send_signal(end)
        rest = process.stderr.read()
        process.wait(timeout=DEADLINE)
        process.stderr.close()
        process.stdout.close()
    assert process.returncode == 0, "".join(said) + rest
    assert "Traceback" not in "".join(said) + rest
    assert "Stopped." in rest


def get(address: str, key: str = "") -> tuple[int, bytes]:
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    try:
        with urllib.request.urlopen(
            urllib.request.Request(address, headers=headers), timeout=30
        ) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read()


def test_it_starts_from_nothing_stops_cleanly_and_finds_its_data_again(
    environment: dict[str, str], folder: Path
) -> None:
    with serving(environment) as (address, _):
        status, body = get(f"{address}/v1/partnerships?limit=1")
        assert (status, json.loads(body)["total"]) == (200, 72)
        put = urllib.request.Request(
            f"{address}/v1/organizations/org:kept",
            data=b'{"name": "Kept"}',
            headers={"Content-Type": "application/json"},
            method="PUT",
        )
        with urllib.request.urlopen(put, timeout=30) as answer:
            assert answer.status == 201
        state = EmbeddedServer(folder)._read_state()
        assert state
        assert state.is_alive()
    assert not state.is_alive()
    with serving(environment) as (address, _):
        assert get(f"{address}/v1/organizations/org:kept")[0] == 200
        assert json.loads(get(f"{address}/v1/organizations")[1])["total"] == 264


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGHUP])
def test_it_takes_the_database_with_it_however_it_is_ended(
    environment: dict[str, str], folder: Path, end: signal.Signals
) -> None:
    with serving(environment, end=end, GRAPHSVC_SEED="false"):
        state = EmbeddedServer(folder)._read_state()
        assert state
        assert state.is_alive()
    assert not state.is_alive()


def test_what_it_writes_is_for_its_owner_alone(environment: dict[str, str], folder: Path) -> None:
    old = os.umask(0o022)
    try:
        with serving(environment, GRAPHSVC_SEED="false"):
            files = [path for path in folder.rglob("*") if path.is_file()]
            assert len(files) > 20
            assert [path for path in files if path.stat().st_mode & 0o077] == []
    finally:
        os.umask(old)


def test_the_very_command_of_the_image_runs_on_a_real_neo4j(
    environment: dict[str, str], neo4j_address: Address
) -> None:
    # What Dockerfile and docker-compose.yml set, but for the port.
    settings = {
        "GRAPHSVC_HOST": "0.0.0.0",
        "GRAPHSVC_API_KEY": "a key of the compose file".replace(" ", "-"),
        "GRAPHSVC_NEO4J_URI": neo4j_address.uri,
        "GRAPHSVC_NEO4J_USER": neo4j_address.user,
        "GRAPHSVC_NEO4J_PASSWORD": neo4j_address.password,
        "GRAPHSVC_NEO4J_DATABASE": neo4j_address.database,
        "GRAPHSVC_SEED": "false",
    }
    with serving({**environment, **settings}) as (address, _):
        local = address.replace("0.0.0.0", "127.0.0.1")
        assert get(f"{local}/healthz")[0] == get(f"{local}/readyz")[0] == 200
        assert get(f"{local}/v1/partnerships")[0] == 401
        assert get(f"{local}/v1/partnerships", settings["GRAPHSVC_API_KEY"])[0] == 200


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"GRAPHSVC_HOST": "0.0.0.0"}, "GRAPHSVC_API_KEY"),
        ({"GRAPHSVC_HOST": "192.0.2.1"}, "GRAPHSVC_API_KEY"),
        ({"GRAPHSVC_HOST": "::"}, "GRAPHSVC_API_KEY"),
        ({"GRAPHSVC_API_KEY": "short"}, "at least 16 characters"),
        ({"GRAPHSVC_PORT": "99999"}, "GRAPHSVC_PORT"),
        ({"GRAPHSVC_STORE_MEMORY": "lots"}, "GRAPHSVC_STORE_MEMORY"),
        ({"GRAPHSVC_NEO4J_URI": "bolt://127.0.0.1:1"}, "GRAPHSVC_NEO4J_PASSWORD"),
        ({"GRAPHSVC_NEO4J_URI": "127.0.0.1:7687"}, "write it as bolt://127.0.0.1:7687"),
        ({"GRAPHSVC_DATA_DIR": "/dev/null/graph"}, "GRAPHSVC_DATA_DIR"),
    ],
)
def test_it_refuses_what_is_unsafe_or_makes_no_sense(
    run: Run, settings: dict[str, str], told: str
) -> None:
    printed = run("serve", **settings)
    assert printed.returncode == 2
    assert told in printed.stderr
    assert "Traceback" not in printed.stderr


def test_a_port_that_is_taken_is_named(run: Run) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        printed = run("serve", GRAPHSVC_PORT=str(port))
    assert printed.returncode == 2
    assert str(port) in printed.stderr
    assert "GRAPHSVC_PORT" in printed.stderr


def test_a_neo4j_that_refuses_the_password_is_told_from_one_that_is_away(
    run: Run, neo4j_address: Address
) -> None:
    wrong = run(
        "validate", GRAPHSVC_NEO4J_URI=neo4j_address.uri, GRAPHSVC_NEO4J_PASSWORD="not this one"
    )
    assert (wrong.returncode, "password" in wrong.stderr) == (2, True)
    missing = run(
        "validate",
        GRAPHSVC_NEO4J_URI=neo4j_address.uri,
        GRAPHSVC_NEO4J_USER=neo4j_address.user,
        GRAPHSVC_NEO4J_PASSWORD=neo4j_address.password,
        GRAPHSVC_NEO4J_DATABASE="nowhere",
    )
    assert (missing.returncode, "nowhere" in missing.stderr) == (2, True)
    away = run(
        "validate", GRAPHSVC_NEO4J_URI="bolt://127.0.0.1:1", GRAPHSVC_NEO4J_PASSWORD="whatever"
    )
    assert (away.returncode, "does not answer" in away.stderr) == (1, True)


def test_ended_while_it_starts_it_leaves_no_server_behind(
    environment: dict[str, str], tmp_path: Path
) -> None:
    process = subprocess.Popen(
        [COMMAND, "serve"],
        env={**environment, "GRAPHSVC_DATA_DIR": str(tmp_path), "GRAPHSVC_PORT": "0"},
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + DEADLINE
    while not (tmp_path / "server.json").exists():
        assert time.monotonic() < deadline
        time.sleep(0.02)
    process.terminate()
    process.wait(timeout=DEADLINE)
    state = EmbeddedServer(tmp_path)._read_state()
    assert state
    while state.is_alive():
        assert time.monotonic() < deadline
        time.sleep(0.05)
