"""What runs in one reader: it begins once, then reads a page at a time."""

from __future__ import annotations

import logging
import resource
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

from crawlers.contract.end_with_parent import end_with_parent

Make = Callable[..., Callable[[Any], Any]]
"""Called once in each reader; returns what reads one page there. Both are importable."""

READER_MEGABYTES = 1024
"""Memory that a reader may take beyond what it has at its start; a page over it is not read."""

_read_page: Callable[[Any], Any]


class _Collected(logging.Handler):
    """Keeps what is logged while a page is read, as logger, level and words."""

    def __init__(self) -> None:
        super().__init__()
        self.records: list[tuple[str, int, str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append((record.name, record.levelno, self.format(record)))


_collected = _Collected()


def begin(make: Make, fixed: tuple[Any, ...], level: int) -> None:
    """Begin a reader. make, fixed: what reads a page is `make(*fixed)`. level: of its log."""
    end_with_parent(signal.SIGKILL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a run that is stopped reads what it has
    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    most = used + (READER_MEGABYTES << 20)
    resource.setrlimit(resource.RLIMIT_AS, (most, most))  # guard: memory of a reader
    logging.getLogger().handlers[:] = [_collected]
    logging.getLogger().setLevel(level)
    global _read_page
    _read_page = make(*fixed)


def read_one(given: Any) -> tuple[Any, list[tuple[str, int, str]]]:
    """Read one page; return the result and what was logged."""
    _collected.records = []
    return _read_page(given), _collected.records
