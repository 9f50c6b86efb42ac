"""Redis and PostgreSQL on loopback, from Debian's packages; each test has its own, and may kill it."""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

REDIS = shutil.which("redis-server")


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
        self._process.wait()

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait()
