"""What a refresh shows while it runs: a bar on a terminal, else a dated line for its start, for the
end of each site and for its own end, as a log of cron keeps them."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol

from crawlers.exit_codes import RESULTS
from crawlers.runs.attempt import AttemptResult
from crawlers.text.foreign import say

if TYPE_CHECKING:
    from rich.progress import Progress


class Shown(Protocol):
    """Is told when a site begins, and when it ends. tried: None where a worker crawled it, which
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
        self._say(f"{site}: {result}" + (f" in {tried.seconds:.1f} s" if tried else ""))

    def close(self) -> None:
        """Print the totals."""
        found = ", ".join(f"{count} {result}" for result, count in sorted(self._results.items()))
        seconds = time.monotonic() - self._began
        self._say(f"refresh: {found or 'nothing crawled'} in {seconds:.1f} s")

    def _say(self, words: str) -> None:
        say(f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} {words}", error=True)


class Bar:
    """Shows how many sites are done and which are being crawled."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress, self._task = progress, progress.add_task("", total=total)
        self._running: list[str] = []

    def begin(self, site: str) -> None:
        self._running.append(site)
        self._show(0)

    def end(self, site: str, tried: AttemptResult | None = None) -> None:
        if site in self._running:
            self._running.remove(site)
        self._show(1)

    def _show(self, advance: int) -> None:
        self._progress.update(
            self._task, advance=advance, description=" ".join(sorted(self._running))[:40]
        )


@contextmanager
def shown(total: int) -> Iterator[Shown]:
    """Show the progress of so many sites on stderr."""
    if not sys.stderr.isatty():
        lines = DatedLines(total)
        yield lines
        lines.close()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield Bar(progress, total)
