"""The embedded server: ArcadeDB from its wheel, with the wheel's own JRE, as a process of its own.

It keeps its data in a folder, listens on loopback with a random password, and is shared by every
graphsvc process of the same user on that folder: the first starts it, the last stops it. A file
lock that each holds tells who is last, so a process that was killed does not count.
"""

from __future__ import annotations

import fcntl
import importlib.util
import json
import os
import secrets
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Event, Thread

from graphsvc import logs
from graphsvc.errors import SettingsError, StoreError
from graphsvc.language import message

DATABASE = "graphsvc"
USER = "root"
# Below those the system gives to outgoing connections: one could take ours while we restart.
_PORTS = range(20_000, 32_000)
_PORT_DEADLINE = 10.0  # seconds; a killed server is gone a moment before its port is
_START_DEADLINE = 60.0  # seconds; 2 to 4 on an idle machine, more when all tests start one
_STOP_DEADLINE = 30.0
# Nothing of ours takes as long; a query of an analyst whom nobody waits for any more may.
LONGEST_COMMAND = 120.0  # seconds
_WATCH = 0.3  # seconds between two looks at whether the server still runs

# What of the wheel a Bolt server needs; the console, the other protocols and the tool server for
# language models stay out of the class path, so they cannot listen.
_UNWANTED = ("console", "graphql", "integration", "mcp", "postgresw", "redisw", "python-bridge")


class EmbeddedServerError(StoreError):
    """The embedded server does not start."""


@dataclass(frozen=True, slots=True)
class Running:
    """How to reach the server that runs on a data folder."""

    pid: int
    port: int
    password: str

    @property
    def uri(self) -> str:
        """The address for the driver."""
        return f"bolt://127.0.0.1:{self.port}"

    def is_alive(self) -> bool:
        """Whether the process still runs (a process id may have gone to another program)."""
        try:
            command = Path(f"/proc/{self.pid}/cmdline").read_bytes()
            state = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return not Path("/proc/self").exists() and _signal(self.pid, 0)
        return b"@" in command and state != "Z"


def _signal(pid: int, number: int) -> bool:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return False
    return True


class EmbeddedServer:
    """The server on one data folder: start or join it, watch it, leave it."""

    def __init__(self, folder: Path, memory: str = "512m") -> None:
        self._folder = folder.absolute()
        self._memory = memory
        self._child: subprocess.Popen[bytes] | None = None
        self._leaving = Event()
        self._users: int | None = None

    def start(self) -> Running:
        """Start the server, or join the one that runs, and keep it running until `stop`.

        Raises
        ------
        SettingsError
            Its folder cannot be used.
        EmbeddedServerError
            It does not come up; the message names its log.
        """
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._users = os.open(self._folder / "users.lock", os.O_CREAT | os.O_RDWR, 0o600)
        except OSError as error:
            raise SettingsError(
                message(
                    "The folder {folder} cannot be used: {why}. Set GRAPHSVC_DATA_DIR to a folder "
                    "of your own.",
                    folder=str(self._folder),
                    why=error.strerror or str(error),
                )
            ) from error
        fcntl.flock(self._users, fcntl.LOCK_SH)
        running = self._ensure()
        Thread(target=self._watch, name="embedded-watch", daemon=True).start()
        return running

    def stop(self) -> None:
        """Leave the server; stop it if nobody else uses it."""
        self._leaving.set()
        if self._users is None:
            return
        with self._starting():
            try:
                fcntl.flock(self._users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                pass  # others hold it as well: the last to leave stops the server
            else:
                self._end()
            finally:
                os.close(self._users)
                self._users = None
                self._let_go()

    def _reap(self) -> None:
        """See the process we started before to its end: nobody can reach it any more."""
        if self._child is not None:
            self._child.kill()
            self._child.wait()

    def _let_go(self) -> None:
        """Reap the process we started; one that others go on using is theirs now."""
        if self._child is not None and self._child.poll() is None:
            self._child.returncode = 0
        self._child = None

    @contextmanager
    def _starting(self) -> Iterator[None]:
        """Let one process at a time start, restart or stop the server."""
        handle = os.open(self._folder / "start.lock", os.O_CREAT | os.O_RDWR, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)

    def _ensure(self, *, again: bool = False) -> Running:
        with self._starting():
            before = self._read_state()
            if before and before.is_alive() and _listens(before.port):
                return before
            if before and before.is_alive():
                # It was started a moment ago by a process that then died; or it hangs. Start anew.
                self._end()
            return self._launch(before, again=again)

    def _read_state(self) -> Running | None:
        try:
            return Running(**json.loads((self._folder / "server.json").read_text()))
        except (OSError, ValueError, TypeError):
            return None

    def _launch(self, before: Running | None, *, again: bool) -> Running:
        # The same port and password as before, so that drivers that were connected find it again.
        if before and _becomes_free(before.port):
            port = before.port
        elif again:
            raise EmbeddedServerError(
                message("Another program has taken port {port}.", port=str(before and before.port))
            )
        else:
            port = _free_port()
        if before:
            password = before.password
        else:
            # Killed before it was written down, or lost: the graph must not be locked away with it.
            (self._folder / "config" / "server-users.jsonl").unlink(missing_ok=True)
            password = secrets.token_urlsafe(32)
        arguments = self._folder / "server.args"
        _write_private(arguments, "\n".join(self._command(port, password)) + "\n")
        told = self._folder / "server.log"
        told.touch(mode=0o600)
        self._reap()
        with told.open("ab") as log:
            self._child = subprocess.Popen(
                [str(_package() / "jre" / "bin" / "java"), f"@{arguments}"],
                cwd=self._folder,  # it writes a log folder where it stands
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C is for us; the server is stopped when we are done
                close_fds=True,
                umask=0o077,  # what is in the graph is nobody else's business
            )
        running = Running(self._child.pid, port, password)
        _write_private(self._folder / "server.json", json.dumps(asdict(running)))
        self._await(running)
        return running

    def _command(self, port: int, password: str) -> list[str]:
        jars = sorted((_package() / "jars").glob("*.jar"))
        wanted = [str(jar) for jar in jars if not any(word in jar.name for word in _UNWANTED)]
        options = {
            "server.rootPath": self._folder,
            "server.rootPassword": password,
            "server.mode": "production",
            "server.httpIncomingHost": "127.0.0.1",
            # Its HTTP listener cannot be left out; on a port the system picks it bothers no one.
            "server.httpIncomingPort": "0",
            "bolt.host": "127.0.0.1",
            "bolt.port": port,
            "bolt.defaultDatabase": DATABASE,
            "server.plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
            "server.defaultDatabases": f"{DATABASE}[{USER}]",
            "serverMetrics": "false",
            # A query that runs out of memory never gives its place back; analysts' are few anyway.
            "queryMaxConcurrent": "0",
            "command.timeout": round(LONGEST_COMMAND * 1_000),
            "txWalFlush": "2",  # what is acknowledged is on the disk
        }
        return [
            f"-Xmx{self._memory}",
            "--add-modules=jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
            "-cp",
            _quoted(os.pathsep.join(wanted)),
            *(_quoted(f"-Darcadedb.{name}={value}") for name, value in options.items()),
            "com.arcadedb.server.ArcadeDBServer",
        ]

    def _await(self, running: Running) -> None:
        deadline = time.monotonic() + _START_DEADLINE
        while time.monotonic() < deadline:
            if _listens(running.port):
                return
            if self._child is not None and self._child.poll() is not None:
                break
            time.sleep(0.05)
        raise EmbeddedServerError(
            message(
                "The embedded database did not start. Its log is {log}.",
                log=str(self._folder / "server.log"),
            )
        )

    def _end(self) -> None:
        running = self._read_state()
        if not running or not running.is_alive():
            return
        _signal(running.pid, signal.SIGTERM)
        deadline = time.monotonic() + _STOP_DEADLINE
        while time.monotonic() < deadline:
            if self._child is not None:
                self._child.poll()  # a child that has ended stays visible until it is asked after
            if not running.is_alive():
                return
            time.sleep(0.02)
        _signal(running.pid, signal.SIGKILL)

    def _watch(self) -> None:
        """Start the server again when it dies under us, until we leave."""
        while not self._leaving.wait(_WATCH):
            if self._child is not None:
                self._child.poll()
            running = self._read_state()
            if running and running.is_alive():
                continue
            logs.trouble("embedded store is gone; starting it again")
            try:
                self._ensure(again=True)
            except (OSError, StoreError) as error:
                logs.trouble("embedded store does not start", error)
                self._leaving.wait(5)
            else:
                logs.event("embedded store is back")


def _package() -> Path:
    # Found without importing it: the package would start a virtual machine inside this process.
    spec = importlib.util.find_spec("arcadedb_embedded")
    if spec is None or spec.origin is None:
        raise EmbeddedServerError(message("The package arcadedb-embedded is not installed."))
    return Path(spec.origin).parent


def _quoted(argument: str) -> str:
    """Write an argument the way Java reads it from a file."""
    escaped = argument.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _write_private(path: Path, text: str) -> None:
    """Write a file that only its owner can read, whole or not at all."""
    beside = path.with_suffix(".new")
    beside.unlink(missing_ok=True)
    with os.fdopen(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
        file.write(text)
    beside.replace(path)


def _free_port() -> int:
    return next(port for port in iter(lambda: secrets.choice(_PORTS), None) if _is_free(port))


def _becomes_free(port: int) -> bool:
    deadline = time.monotonic() + _PORT_DEADLINE
    while not _is_free(port):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def _listens(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=0.5):
            return True
    except OSError:
        return False
