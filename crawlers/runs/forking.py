"""The process that forks a crawl for each site (crawlers.runs.warm). It imports no plugin, opens no
connection and has one thread.

    python -m crawlers.runs.forking   # asked by lines of JSON on stdin: {"id", "words", "out"}

It answers with {"id", "pid"} when a site has begun and {"id", "code"} when it has ended. `words` is
what stands behind `scrapy`, `out` the file that gets what is printed.
"""

from __future__ import annotations

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
    "crawlers.spider.readers.read_later",
)
"""What a crawl imports. A name that is gone costs time, no more."""


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
