"""Redis and PostgreSQL on loopback, from Debian's packages; each test has its own, and may kill
it."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

REDIS = shutil.which("redis-server")
POSTGRES = max(
    Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), default=None
)


def free_port() -> int:
    """A port of 127.0.0.1 that nobody has."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def until(what: Callable[[], bool], seconds: float = 60.0, words: str = "") -> None:
    """Waits. Raises AssertionError when it takes longer."""
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, f"waited {seconds} s in vain {words}"
        time.sleep(0.05)


class Redis:
    """A server whose data survive a kill -9 (append-only file)."""

    def __init__(self, folder: Path) -> None:
        assert REDIS
        self.folder, self.port = folder, free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        folder.mkdir(parents=True, exist_ok=True)
        self.start()

    def start(self) -> None:
        options = [
            "--port",
            str(self.port),
            "--bind",
            "127.0.0.1",
            "--dir",
            str(self.folder),
            "--appendonly",
            "yes",
            "--save",
            "",
        ]
        self._process = subprocess.Popen([str(REDIS), *options], stdout=subprocess.DEVNULL)
        until(self.answers, 20, "for Redis")

    def answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), 1) as one:
                one.sendall(b"PING\r\n")
                return one.recv(7).startswith(b"+PONG")
        except OSError:
            return False

    def kill(self) -> None:
        self._process.send_signal(signal.SIGKILL)
        self._process.wait(timeout=60)

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(timeout=60)


class Postgres:
    """A server without a password, with one database."""

    def __init__(self, folder: Path) -> None:
        assert POSTGRES
        self.folder, self.port = folder, free_port()
        self.url = f"postgresql://postgres@127.0.0.1:{self.port}/postgres"
        self._as_user = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
        folder.mkdir(parents=True)
        if self._as_user:  # it refuses to run as root
            shutil.chown(folder, "postgres", "postgres")
        options = [
            "--auth=trust",
            "--username=postgres",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync",
        ]
        self._do(str(POSTGRES / "initdb"), "-D", str(folder / "data"), *options)
        self.start()

    def start(self) -> None:
        options = (
            f"-c listen_addresses=127.0.0.1 -c port={self.port} -c "
            f"unix_socket_directories={self.folder} -c fsync=off"
        )
        self._control("start", "-o", options, "-l", str(self.folder / "log"))

    def stop(self) -> None:
        """At once, as if it were killed."""
        self._control("stop", "-m", "immediate")

    def _control(self, *words: str) -> None:
        data = str(self.folder / "data")
        self._do(str(POSTGRES / "pg_ctl"), "-w", "-D", data, *words)  # type: ignore[operator]

    def _do(self, *command: str) -> None:
        subprocess.run(
            [*self._as_user, *command],
            cwd=self.folder,
            check=True,
            stdout=subprocess.DEVNULL,
            timeout=120,
        )
