"""What a refresh leaves for people and monitors once it is over: the report, the metrics, the
webhook.

None of it is the feed: what fails is said on stderr and changes no exit code. It stands behind the
verdict and not among Scrapy's extensions, because those end before a run is judged.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from crawlers.feed.format.clock import Clock
from crawlers.output.printable import printable
from crawlers.output.terminal import say
from crawlers.report.gather import gather


def after_refresh(settings: Any, root: Path, code: int, clock: Clock) -> None:
    """Does what the settings JOBWIRE_REPORT, JOBWIRE_METRICS and JOBWIRE_WEBHOOK ask for. root: the
    folder of the feeds. code: the exit code that the refresh ends with. Never raises."""
    if name := settings.get("JOBWIRE_REPORT"):
        _tried("report", lambda: _report(root, name, clock))
    if file := settings.get("JOBWIRE_METRICS"):
        _tried("metrics", lambda: _metrics(root, Path(file), code))
    if address := settings.get("JOBWIRE_WEBHOOK"):
        _tried("webhook", lambda: _webhook(root, address, code, clock))


def _report(root: Path, name: str, clock: Clock) -> None:
    from crawlers.report.write import line, write_report

    # a path leaves no room beside it
    say(line(write_report(root, root / name, clock.now())).replace(": ", ":\n  ", 1))


def _metrics(root: Path, file: Path, code: int) -> None:
    from crawlers.report.metrics import write_metrics

    write_metrics(gather(root), file, code)


def _webhook(root: Path, address: str, code: int, clock: Clock) -> None:
    from crawlers.report.webhook import post, verdict

    post(address, verdict(gather(root), clock.now(), code))


def _tried(what: str, act: Callable[[], None]) -> None:
    try:
        act()
    # the feed is out; whatever this is, it must not look like a failed refresh
    except Exception as error:
        words = getattr(error, "strerror", None) or str(error) or type(error).__name__
        why = printable(words).rstrip(".")
        say(f"The {what} was left out: {why}. The feeds are unaffected.", error=True)
