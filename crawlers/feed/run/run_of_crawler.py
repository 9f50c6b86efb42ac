"""Which run a crawler works for. The command that starts a crawl says so; extensions and stages
ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from crawlers.feed.store.store import Store

if TYPE_CHECKING:
    from crawlers.feed.run.run import Run

_RUNS: WeakKeyDictionary[Any, Run] = WeakKeyDictionary()


def attach(crawler: Any, run: Run) -> None:
    """From now on the crawler works for the run."""
    _RUNS[crawler] = run


def run_of(crawler: Any) -> Run | None:
    """The run that a crawler works for; None for a crawl that writes no feed."""
    return _RUNS.get(crawler)


def store_of(crawler: Any) -> Store:
    """What a stage asks (`from_crawler`): the feed's store, or an empty one where no feed is
    written."""
    if run := run_of(crawler):
        return run.store
    from crawlers.feed.store.sqlite import SqliteStore

    return SqliteStore()
