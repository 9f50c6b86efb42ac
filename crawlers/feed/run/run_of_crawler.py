"""The run that a crawler works for: the command that starts a crawl sets it, extensions and stages
ask for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from crawlers.feed.run.run import Run

_RUNS: WeakKeyDictionary[Any, Run] = WeakKeyDictionary()


def attach(crawler: Any, run: Run) -> None:
    """Let a crawler work for a run from now on."""
    _RUNS[crawler] = run


def run_of(crawler: Any) -> Run | None:
    """Return the run that a crawler works for; None for a crawl that writes no feed."""
    return _RUNS.get(crawler)
