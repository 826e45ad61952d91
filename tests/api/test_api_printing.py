"""Printing to PDF: with a real Chromium, and with pretended ones that fail, hang, or are absent."""

from __future__ import annotations

import json
import os
import shutil
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from graphsvc.api import printing
from graphsvc.api.errors import status_of
from graphsvc.api.printing import pdf, printer
from graphsvc.errors import CannotPrint, NoPrinter, PrinterBusy

CHROMIUM = os.environ.get("GRAPHSVC_TEST_CHROMIUM", "")
DOCUMENT = "<!doctype html><html lang='fr'><title>Rapport</title><h1>Été</h1><h2>Qui</h2></html>"
Pretend = Callable[[str], str]


@pytest.fixture
def pretend(tmp_path: Path) -> Pretend:
    """Makes a program that is called as a browser is."""

    def make(script: str) -> str:
        path = tmp_path / "browser"
        path.write_text(f"#!/bin/bash\n{script}\n")
        path.chmod(0o755)
        return str(path)

    return make


WRITE = """for each in "$@"; do case $each in --print-to-pdf=*) made=${each#*=};; esac; done
printf '%%PDF-1.4 pretended' > "$made"
"""


def _is_gone(number: int) -> bool:
    """Whether a process has ended; whoever is to clear it away may not have done so yet."""
    try:
        return "\nState:\tZ" in Path(f"/proc/{number}/status").read_text()
    except FileNotFoundError:
        return True


def test_a_real_browser_prints_a_tagged_file() -> None:
    content = pdf(DOCUMENT, CHROMIUM)
    assert content.startswith(b"%PDF")
    for sign in (b"/Marked true", b"/StructTreeRoot", b"/Outlines", b"/Lang (fr)"):
        assert sign in content, sign


def test_the_document_reaches_nobody() -> None:
    asked = []

    class Listener(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(404)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Listener)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        for host in ("127.0.0.1", "localhost"):
            address = f"http://{host}:{server.server_port}/picture.png"
            assert pdf(f"<img src='{address}'><p>Text</p>", CHROMIUM).startswith(b"%PDF")
    finally:
        server.shutdown()
        server.server_close()
    assert asked == []


def test_a_browser_is_told_nothing_that_came_from_outside(
    pretend: Pretend, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRAPHSVC_API_KEY", "a-secret-that-stays-here")
    told, surroundings = tmp_path / "told", tmp_path / "surroundings"
    browser = pretend(f'printf "%s\\n" "$@" > {told}; env > {surroundings}\n{WRITE}')
    assert pdf("<p>--no-sandbox; $(id) organization</p>", browser) == b"%PDF-1.4 pretended"
    lines = told.read_text().splitlines()
    assert "organization" not in told.read_text()
    assert ("--no-sandbox" in lines) is (os.geteuid() == 0)
    assert lines[-1].startswith("file:///")
    # A profile of its own, which is gone by now.
    (profile,) = (each.partition("=")[2] for each in lines if each.startswith("--user-data-dir="))
    assert not Path(profile).parent.exists()
    known = dict(each.partition("=")[::2] for each in surroundings.read_text().splitlines())
    assert "a-secret" not in json.dumps(known)
    assert known["HOME"] == str(Path(profile).parent)


def test_a_browser_that_hangs_is_ended_with_all_that_it_started(
    pretend: Pretend, tmp_path: Path
) -> None:
    numbers = tmp_path / "numbers"
    # As a wrapper script does, it starts another one, and both do not listen.
    browser = pretend(f"trap '' TERM INT\nsleep 300 & echo $! $$ > {numbers}\nwait; sleep 300")
    started = time.monotonic()
    with pytest.raises(CannotPrint) as raised:
        pdf(DOCUMENT, browser, longest=1.0)
    assert time.monotonic() - started < 30
    assert "Save as PDF" in str(raised.value)
    deadline = time.monotonic() + 10
    while not all(_is_gone(int(each)) for each in numbers.read_text().split()):
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.mark.parametrize(
    "script",
    [
        "exit 0",  # without a file
        "exit 3",
        f"{WRITE}\nexit 1",
        WRITE.replace("%%PDF", "<html>"),
    ],
)
def test_a_browser_that_fails_is_told_of(pretend: Pretend, script: str) -> None:
    with pytest.raises(CannotPrint):
        pdf(DOCUMENT, pretend(script))


def test_one_that_cannot_be_started_is_told_of(pretend: Pretend) -> None:
    path = pretend("")
    Path(path).write_bytes(b"\x7fELF is no program")
    with pytest.raises(CannotPrint):
        pdf(DOCUMENT, path)


def test_a_browser_is_found_by_name_or_not_at_all(
    pretend: Pretend, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.move(pretend("exit 0"), tmp_path / "google-chrome")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert printer("") == str(tmp_path / "google-chrome")
    assert printer("chromium") is None
    assert printer("/nowhere/chromium") is None
    with pytest.raises(NoPrinter):
        pdf(DOCUMENT, "/nowhere/chromium")


def test_one_is_printed_at_a_time_and_few_wait(
    pretend: Pretend, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    busy = tmp_path / "busy"
    browser = pretend(f"mkdir {busy} || exit 9\nsleep 0.3\nrmdir {busy}\n{WRITE}")
    found: list[object] = []

    def ask() -> None:
        try:
            found.append(pdf(DOCUMENT, browser))
        except CannotPrint as error:
            found.append(type(error))

    threads = [threading.Thread(target=ask) for _ in range(7)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found.count(b"%PDF-1.4 pretended") == 4
    assert found.count(PrinterBusy) == 3
    monkeypatch.setattr(printing, "_PATIENCE", 0.01)
    with printing._my_turn(), pytest.raises(PrinterBusy):
        pdf(DOCUMENT, browser)


def test_each_failure_has_a_status_of_its_own() -> None:
    kinds = (CannotPrint, NoPrinter, PrinterBusy)
    assert [status_of(kind).value for kind in kinds] == [502, 501, 429]
