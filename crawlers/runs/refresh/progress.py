"""What a refresh shows while it runs: a bar on a terminal, else a dated line for its start, for the
end of each site and for its own end, as a log of cron keeps them."""

from __future__ import annotations

import asyncio
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from crawlers.exit_codes import RESULTS
from crawlers.feed.format.folder import Folder
from crawlers.output.terminal import say
from crawlers.runs.attempt import AttemptResult

if TYPE_CHECKING:
    from rich.progress import Progress


_MOST_READ = 1 << 24
"""Bytes of a journal that are looked at in a second."""


class Shown(Protocol):
    """What shows that a site begins, and that it ends. tried: None where a worker crawled it, which
    reports by itself."""

    def begin(self, site: str) -> None: ...
    def end(self, site: str, tried: AttemptResult | None = None) -> None: ...


class DatedLines:
    """Prints a line with the time to stderr: `2031-01-01T03:15:00Z acme: published in 4.2 s`."""

    def __init__(self, total: int) -> None:
        self._began, self._results = time.monotonic(), Counter[str]()
        self._say(f"refresh: {total} site(s)")

    def begin(self, site: str) -> None:
        pass

    def end(self, site: str, tried: AttemptResult | None = None) -> None:
        result = RESULTS[tried.code] if tried else "ended"
        self._results[result] += 1
        pages = f", {tried.source.fetched} read" if tried and tried.source else ""
        self._say(f"{site}: {result}" + (f" in {tried.seconds:.1f} s{pages}" if tried else ""))

    def close(self) -> None:
        """Print the totals."""
        found = ", ".join(f"{count} {result}" for result, count in sorted(self._results.items()))
        seconds = time.monotonic() - self._began
        self._say(f"refresh: {found or 'nothing crawled'} in {seconds:.1f} s")

    def _say(self, words: str) -> None:
        say(f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} {words}", error=True)


class PagesRead:
    """Counts the postings that were read: of sites that are done as their run says, of the others
    by the records of their journals. root: the folder of the feeds."""

    def __init__(self, root: Path) -> None:
        self._root, self._done = root, 0
        self._running: dict[str, tuple[int, int]] = {}  # bytes that were looked at, and records

    def begin(self, site: str) -> None:
        self._running[site] = (0, 0)

    def end(self, site: str, tried: AttemptResult | None = None) -> None:
        _, records = self._running.pop(site, (0, 0))
        self._done += tried.source.fetched if tried and tried.source else records

    def count(self) -> int:
        """Return how many there are by now."""
        for site, (size, records) in list(self._running.items()):
            with suppress(OSError), _journal(self._root, site).open("rb") as journal:
                journal.seek(size)
                new = journal.read(_MOST_READ)
                self._running[site] = (size + len(new), records + new.count(b"\n"))
        # the first record of a journal is its head
        return self._done + sum(max(0, records - 1) for _, records in self._running.values())


def _journal(root: Path, site: str) -> Path:
    return Folder(root, site).work / "journal"


class Bar:
    """Shows how many sites are done, which are being crawled, and how many postings were read."""

    def __init__(self, progress: Progress, total: int, pages: PagesRead) -> None:
        self._progress, self._task = progress, progress.add_task("", total=total)
        self._running: list[str] = []
        self._pages = pages

    def begin(self, site: str) -> None:
        self._running.append(site)
        self._pages.begin(site)
        self.show(0)

    def end(self, site: str, tried: AttemptResult | None = None) -> None:
        if site in self._running:
            self._running.remove(site)
        self._pages.end(site, tried)
        self.show(1)

    def show(self, advance: int = 0) -> None:
        """Show the bar as it is now."""
        running = " ".join(sorted(self._running))[:40]
        words = f"{self._pages.count():,} read  {running}"
        self._progress.update(self._task, advance=advance, description=words)


async def _shown_again(bar: Bar) -> None:
    """Show the bar each second: postings are read between the ends of two sites."""
    while True:
        await asyncio.sleep(1)
        bar.show()


@contextmanager
def shown(total: int, root: Path) -> Iterator[Shown]:
    """Show the progress of a refresh on stderr. total: the number of its sites. root: the folder of
    the feeds. Called where an event loop runs."""
    if not sys.stderr.isatty():
        lines = DatedLines(total)
        yield lines
        lines.close()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        bar = Bar(progress, total, PagesRead(root))
        again = asyncio.get_running_loop().create_task(_shown_again(bar))
        try:
            yield bar
        finally:
            again.cancel()
