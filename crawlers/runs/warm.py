"""A process that has loaded what every crawl needs, and forks one for each site of a refresh: the
start of a crawl costs a second and a half of CPU, more than the crawl of a small board.

Each site still has a process of its own, so its settings, log, errors and end are its own: nothing
that one site does reaches the next. The process that forks imports no plugin, opens no connection
and has one thread. Where it dies, the sites at hand are crawled again, each from a cold start.

    python -m crawlers.runs.warm    # asked by lines of JSON on stdin: {"id", "words", "out"}

It answers with {"id", "pid"} when a site has begun and {"id", "code"} when it has ended. `words` is
what stands behind `scrapy`, `out` the file that gets what is printed.
"""

from __future__ import annotations

import asyncio
import gc
import json
import os
import random
import select
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

from crawlers.contract.end_with_parent import end_with_parent

_LOADED = (
    "scrapy.cmdline",
    "scrapy.core.engine",
    "scrapy.core.downloader.handlers.http11",
    "scrapy.extensions.closespider",
    "scrapy.extensions.corestats",
    "scrapy.extensions.logstats",
    "scrapy.extensions.memusage",
    "scrapy.extensions.throttle",
    "scrapy.spidermiddlewares.depth",
    "scrapy.spidermiddlewares.httperror",
    "scrapy.spidermiddlewares.referer",
    "crawlers.commands.crawl",
    "crawlers.extensions.monitors",
    "crawlers.extensions.progress",
    "crawlers.extensions.record_run",
    "crawlers.extensions.tally",
    "crawlers.net.guard",
    "crawlers.net.patience",
    "crawlers.net.pdf",
    "crawlers.net.robots",
    "crawlers.platforms.records.api",
    "crawlers.runs.crawl_site",
    "crawlers.spider.preloaded",
    "crawlers.spider.read_later",
)
"""What a crawl imports. A name that is gone costs time, no more."""


class Lost(Exception):
    """Raised where the process that forks is gone."""


class WarmProcess:
    """The process of one site. Used as asyncio's: `pid`, `returncode`, `communicate`, `wait`,
    `terminate`, `kill`. Raises Lost from `wait` and `communicate` where its end was not heard."""

    def __init__(self, out: Path) -> None:
        self._out = out
        self.pid, self.returncode = 0, None  # type: int, int | None
        self.begun: asyncio.Future[None] = asyncio.get_running_loop().create_future()
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

    def _send(self, number: int) -> None:
        if self.ended.done():
            raise ProcessLookupError
        os.kill(self.pid, number)


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
                *("-m", "crawlers.runs.warm"),
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

    async def start(self, words: Sequence[str], out: Path) -> WarmProcess:
        """Begin `scrapy WORDS`. out: gets what it prints. Raises Lost."""
        if not self._process or not self._process.stdin or not self._hearing:
            raise Lost
        if self._hearing.done():
            raise Lost
        self._count += 1
        made = self._running[self._count] = WarmProcess(out)
        asked = {"id": self._count, "words": list(words), "out": str(out)}
        self._process.stdin.write(json.dumps(asked).encode() + b"\n")
        await made.begun
        return made

    async def _hear(self) -> None:
        assert self._process and self._process.stdout
        async for line in self._process.stdout:
            said = json.loads(line)
            found = self._running[said["id"]]
            if "pid" in said:
                found.pid = said["pid"]
                found.begun.set_result(None)
            else:
                del self._running[said["id"]]
                found.returncode = said["code"]
                found.ended.set_result(said["code"])
        for found in self._running.values():
            for future in (found.begun, found.ended):
                if not future.done():
                    future.set_exception(Lost())
                    future.exception()  # nobody may be waiting


def main() -> Sequence[str]:
    """Load, then fork what is asked for. Return, in a forked process, its words; end where stdin
    does."""
    answers = os.dup(1)
    os.dup2(2, 1)  # whatever is printed is no answer
    _load()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the crawls and the refresh
    awake, wake = os.pipe()
    os.set_blocking(awake, False)
    os.set_blocking(wake, False)
    signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    running: dict[int, int] = {}
    rest = b""
    while True:
        ready, _, _ = select.select([0, awake], [], [])
        if awake in ready:
            os.read(awake, 4096)
            _tell_ended(answers, running)
        if 0 in ready:
            read = os.read(0, 1 << 16)
            if not read:
                sys.exit(0)  # what runs gets SIGTERM with the end of this process
            *lines, rest = (rest + read).split(b"\n")
            for line in lines:
                asked = json.loads(line)
                pid = os.fork()
                if not pid:
                    _become(asked, answers, awake, wake)
                    return list(asked["words"])
                running[pid] = asked["id"]
                _tell(answers, id=asked["id"], pid=pid)


def _load() -> None:
    """Load what crawls need."""
    for name in _LOADED:
        with suppress(ImportError):
            import_module(name)
    from crawlers.text.language import load_model

    load_model()
    gc.collect()
    gc.freeze()  # what is here stays shared with the processes of the sites


def _become(asked: dict[str, Any], *pipes: int) -> None:
    """Make a forked process one that was started for its site."""
    parent = os.getppid()
    end_with_parent(signal.SIGTERM)
    if os.getppid() != parent:
        os._exit(1)
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for pipe in pipes:
        os.close(pipe)
    null = os.open(os.devnull, os.O_RDONLY)
    out = os.open(asked["out"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    for old, new in ((null, 0), (out, 1), (out, 2)):
        os.dup2(old, new)
    os.close(null)
    os.close(out)
    random.seed()


def _tell_ended(answers: int, running: dict[int, int]) -> None:
    while running:
        pid, status = os.waitpid(-1, os.WNOHANG)
        if not pid:
            return
        _tell(answers, id=running.pop(pid), code=os.waitstatus_to_exitcode(status))


def _tell(answers: int, **said: int) -> None:
    os.write(answers, json.dumps(said).encode() + b"\n")


if __name__ == "__main__":
    words = main()
    from scrapy.cmdline import execute

    execute(["scrapy", *words])
