"""Prints a document to PDF with a Chromium of this machine, one document at a time.

The browser is given a file that holds everything, a profile of its own that is thrown away, and no
way to the network. Nothing that anybody asked for stands on its command line.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from graphsvc import logs
from graphsvc.errors import CannotPrint, NoPrinter, PrinterBusy

NAMES = ("chromium", "chromium-browser", "google-chrome")
LONGEST = 60.0  # seconds for one document; a report of 40 pages takes about three
_PATIENCE = 30.0  # seconds that others wait for their turn
_MOST_WAITING = 4
_ARGUMENTS = (
    "--headless",
    "--disable-gpu",
    "--disable-dev-shm-usage",  # containers give it 64 MB
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-breakpad",
    "--no-first-run",
    "--no-default-browser-check",
    "--no-pdf-header-footer",
    "--generate-pdf-document-outline",
    # No name is found and no address reached: all goes to a port on which nobody listens.
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--proxy-server=127.0.0.1:9",
    "--proxy-bypass-list=<-loopback>",
)
_turn = threading.Lock()
_waiting = threading.BoundedSemaphore(_MOST_WAITING)


def printer(setting: str) -> str | None:
    """Find the browser that prints.

    Parameters
    ----------
    setting
        A path or a name from `GRAPHSVC_CHROMIUM`; "" to look for one of `NAMES`.

    Returns
    -------
    str or None
        Its path; None where there is none.
    """
    names = (setting,) if setting else NAMES
    return next((found for name in names if (found := shutil.which(name))), None)


def pdf(document: str, setting: str, *, longest: float = LONGEST) -> bytes:
    """Print an HTML document that needs nothing from outside.

    Parameters
    ----------
    document
        The whole document, its style in it.
    setting
        As for `printer`.
    longest
        Seconds after which the browser is killed.

    Raises
    ------
    NoPrinter
        There is no browser that prints.
    PrinterBusy
        Others are being printed, and went on being for too long.
    CannotPrint
        The browser failed, or took too long.
    """
    browser = printer(setting)
    if browser is None:
        raise NoPrinter
    with _my_turn():
        return _printed(browser, document, longest)


@contextmanager
def _my_turn() -> Iterator[None]:
    if not _waiting.acquire(blocking=False):
        raise PrinterBusy
    try:
        if not _turn.acquire(timeout=_PATIENCE):
            raise PrinterBusy
        try:
            yield
        finally:
            _turn.release()
    finally:
        _waiting.release()


def _printed(browser: str, document: str, longest: float) -> bytes:
    # What the browser still writes when it is killed must not keep the folder from going.
    with tempfile.TemporaryDirectory(prefix="graphsvc-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        page, made, said = folder / "report.html", folder / "report.pdf", folder / "said"
        page.write_text(document, encoding="utf-8")
        command = [
            browser,
            *_ARGUMENTS,
            *_without_sandbox(),
            f"--user-data-dir={folder / 'profile'}",
            f"--print-to-pdf={made}",
            page.as_uri(),
        ]
        code = _run(command, _environment(folder), said, longest)
        content = made.read_bytes() if made.exists() else b""
        if code == 0 and content.startswith(b"%PDF"):
            return content
        logs.trouble("printing_failed", code=code, said=said.read_text(errors="replace")[-500:])
        raise CannotPrint


def _without_sandbox() -> tuple[str, ...]:
    """Return what makes Chromium start as root, which it refuses with its sandbox.

    Without it, a hole in the browser would be a hole in the service. What it opens is a document of
    ours in which every name is escaped and nothing can run; and a service is not to run as root.
    """
    return ("--no-sandbox",) if os.geteuid() == 0 else ()


def _environment(folder: Path) -> Mapping[str, str]:
    """Return what the browser needs to know, which leaves out every secret of the service."""
    own = dict.fromkeys(("HOME", "TMPDIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"), str(folder))
    kept = {name: os.environ[name] for name in ("PATH", "FONTCONFIG_PATH") if name in os.environ}
    return {**kept, **own, "LANG": "C.UTF-8", "TZ": "UTC"}


def _run(
    command: list[str], environment: Mapping[str, str], said: Path, longest: float
) -> int | None:
    """Run the browser in a group of its own, and end all of the group; None if it took too long."""
    with said.open("wb") as output:
        try:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                env=environment,
                start_new_session=True,
            )
        except OSError as error:
            output.write(str(error).encode())
            return -1
        try:
            return process.wait(longest)
        except subprocess.TimeoutExpired:
            return None
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
