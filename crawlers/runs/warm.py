"""A process that has loaded what every crawl needs, and forks one for each site of a refresh: the
start of a crawl costs a second and a half of CPU, more than the crawl of a small board.

Each site still has a process of its own, so its settings, log, errors and end are its own: nothing
that one site does reaches the next. Where the process that forks dies, the sites at hand are
crawled again, each from a cold start. What runs in it is crawlers.runs.forking.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path


class Lost(Exception):
    """Raised where the process that forks is gone."""


class WarmProcess:
    """The process of one site. Used as asyncio's: `pid`, `returncode`, `communicate`, `wait`,
    `terminate`, `kill`. Raises Lost from `wait` and `communicate` where its end was not heard.

    `pid` is 0 until it is forked; a signal sent before that reaches it then."""

    def __init__(self, out: Path) -> None:
        self._out = out
        self.pid, self.returncode = 0, None  # type: int, int | None
        self._due: signal.Signals | None = None
        self.ended: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    async def wait(self) -> int:
        """Wait for its end; return the exit code."""
        return await asyncio.shield(self.ended)

    async def communicate(self) -> tuple[bytes, None]:
        """Wait for its end; return what it printed."""
        await self.wait()
        return self._out.read_bytes(), None

    def terminate(self) -> None:
        """Send SIGTERM. Raises ProcessLookupError where it has ended."""
        self._send(signal.SIGTERM)

    def kill(self) -> None:
        """Send SIGKILL. Raises ProcessLookupError where it has ended."""
        self._send(signal.SIGKILL)

    def began(self, pid: int) -> None:
        """Note that it was forked, and send the signal that came too early."""
        self.pid = pid
        if self._due:
            with suppress(ProcessLookupError):
                self._send(self._due)

    def _send(self, number: signal.Signals) -> None:
        if self.ended.done():
            raise ProcessLookupError
        if self.pid:
            os.kill(self.pid, number)
        else:
            self._due = number


class Warm:
    """The process that forks, and what it has forked. `async with`: begins and ends it."""

    def __init__(self) -> None:
        self._running: dict[int, WarmProcess] = {}
        self._count = 0
        self._process: asyncio.subprocess.Process | None = None
        self._hearing: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Warm:
        with suppress(OSError):  # every site then starts cold
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                *("-m", "crawlers.runs.forking"),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
            )
            self._hearing = asyncio.create_task(self._hear())
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._process and self._process.stdin:
            self._process.stdin.close()
            await self._process.wait()
        if self._hearing:
            await self._hearing

    def start(self, words: Sequence[str], out: Path) -> WarmProcess:
        """Begin `scrapy WORDS`. out: gets what it prints. Raises Lost."""
        if not self._process or not self._process.stdin or not self._hearing:
            raise Lost
        if self._hearing.done():
            raise Lost
        self._count += 1
        made = self._running[self._count] = WarmProcess(out)
        asked = {"id": self._count, "words": list(words), "out": str(out)}
        self._process.stdin.write(json.dumps(asked).encode() + b"\n")
        return made

    async def _hear(self) -> None:
        assert self._process and self._process.stdout
        async for line in self._process.stdout:
            said = json.loads(line)
            found = self._running[said["id"]]
            if "pid" in said:
                found.began(said["pid"])
            else:
                del self._running[said["id"]]
                found.returncode = said["code"]
                found.ended.set_result(said["code"])
        for found in self._running.values():
            found.ended.set_exception(Lost())
            found.ended.exception()  # nobody may be waiting
