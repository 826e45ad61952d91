"""The service as a person runs it: the installed command, a data folder and a port of its own.

    with serving(folder, seed="false") as service:
        service.put("organizations/org:ymca", {"name": "YMCA"})
        page.goto(service.url("/organizations/org:ymca"))

Leaving the block presses Ctrl-C and checks that the service ends cleanly and takes its database
with it.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2

from graphsvc.store.embedded import EmbeddedServer, Running

COMMAND = Path(sys.executable).with_name("graphsvc")
_READY = re.compile(r"^Ready: (http://127\.0\.0\.1:\d+)", re.MULTILINE)
_START = 120.0  # seconds; 4 to 8 on an idle machine
_STOP = 60.0
_LOOK = 0.05  # seconds between two looks


@dataclass(frozen=True)
class RunningService:
    """A service that answers.

    Attributes
    ----------
    address
        Scheme, host and port.
    data
        Its data folder.
    environment
        What every command on the same data folder needs.
    client
        Sends requests as a program does, with the access key where there is one.
    """

    address: str
    data: Path
    environment: Mapping[str, str] = field(repr=False)
    client: httpx2.Client = field(repr=False)

    def url(self, path: str) -> str:
        """Return the whole address of a page."""
        return f"{self.address}{path}"

    def ask(self, method: str, path: str, sent: Any = None) -> httpx2.Response:
        """Send a request as a program does."""
        # Escaped to ASCII, JSON can hold what no encoding can, such as half of a surrogate pair.
        content = None if sent is None else json.dumps(sent)
        headers = {"Content-Type": "application/json"}
        return self.client.request(method, path, content=content, headers=headers)

    def put(self, path: str, record: Mapping[str, Any]) -> None:
        """Store one record through the API."""
        answer = self.ask("PUT", f"/v1/{path}", record)
        assert answer.status_code in {200, 201}, answer.text

    def database(self) -> Running:
        """Return the embedded database that runs on the data folder."""
        found = EmbeddedServer(self.data)._read_state()
        assert found
        return found

    def run(self, *words: str | Path) -> str:
        """Run another command on the same data while the service runs; return what it printed."""
        done = subprocess.run(
            [COMMAND, *map(str, words)],
            env=dict(self.environment),
            capture_output=True,
            text=True,
            timeout=_START,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


@contextmanager
def serving(data: Path, **settings: str) -> Iterator[RunningService]:
    """Start the service and end it again.

    Parameters
    ----------
    data
        The data folder.
    settings
        Further settings by their names, such as `seed="false"`; nothing of the developer's own
        settings is used.
    """
    kept = {name: value for name, value in os.environ.items() if "GRAPHSVC" not in name}
    named = {f"GRAPHSVC_{name.upper()}": value for name, value in settings.items()}
    environment = {**kept, "GRAPHSVC_DATA_DIR": str(data), "GRAPHSVC_PORT": "0", **named}
    log = data / "service.log"
    data.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as file:
        process = subprocess.Popen(
            [COMMAND, "serve"],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=file,
            start_new_session=True,  # Ctrl-C at the terminal is for the tests, which end it
        )
    try:
        address = _address(process, log)
        key = settings.get("api_key")
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        with httpx2.Client(
            base_url=address, headers=headers, timeout=60, trust_env=False
        ) as client:
            yield RunningService(address, data, environment, client)
    finally:
        _end(process, log, data)


def _address(process: subprocess.Popen[bytes], log: Path) -> str:
    """Wait until the service says where it is."""
    deadline = time.monotonic() + _START
    while time.monotonic() < deadline and process.poll() is None:
        found = _READY.search(log.read_text())
        if found:
            return found[1]
        time.sleep(_LOOK)
    raise AssertionError(f"the service does not come up:\n{log.read_text()}")


def _end(process: subprocess.Popen[bytes], log: Path, data: Path) -> None:
    """Press Ctrl-C; the service ends without trouble, and so does its database."""
    database = EmbeddedServer(data)._read_state()
    process.send_signal(signal.SIGINT)
    try:
        process.wait(_STOP)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    said = log.read_text()
    assert process.returncode == 0, said
    assert "Traceback" not in said, said
    assert "Stopped." in said
    assert database is None or not database.is_alive()
