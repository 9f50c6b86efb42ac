"""Processes that read pages beside this one.

A reading depends on its page alone, so it is the same in whatever process it is made. A page that
kills its reader, hangs in it or takes all its memory costs only itself: the reader is replaced, and
the page is given up with a reason.

Readers are forked from a server process that has one thread and has loaded what reads pages, never
from this one, whose threads may hold locks. The kernel ends them if this process is killed.
"""

from __future__ import annotations

import logging
import multiprocessing
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, TimeoutError
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from typing import Any

from crawlers.spider.readers.process import Make, begin, read_one

PAGE_SECONDS = 60.0
"""The longest that one page may take: the slowest pages of the tests take under one."""
PAGES_PER_READER = 5_000
"""Pages after which a reader is replaced, so that what libraries leak does not grow."""
MAX_TRIES = 2
"""How often a page is given to a reader. The first may have been killed from outside."""


class ReaderLost(Exception):
    """Raised for a page whose reader did not come back. reason: `reader_died`, `reader_timeout` or
    `reader_memory`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class ReaderProcesses:
    """A number of readers. make, fixed: what reads a page is `make(*fixed)`.

    Thread-safe; results come in threads of the pool.
    """

    def __init__(self, count: int, make: Make, *fixed: Any, seconds: float = PAGE_SECONDS) -> None:
        self.count, self._seconds = count, seconds
        self._begin = (make, fixed, logging.getLogger().getEffectiveLevel())
        self._lock = threading.RLock()
        self._waiting: dict[Future[Any], tuple[Any, int]] = {}
        self._closed = False
        self._pool = self._new_pool()

    def submit(self, given: Any) -> Future[Any]:
        """Have one page read; the result is what the reader returned. Raises ReaderLost there."""
        result: Future[Any] = Future()
        result.set_running_or_notify_cancel()
        self._give(result, given, 1)
        return result

    def map(self, given: Iterable[Any]) -> Iterator[Future[Any]]:
        """Yield the results in their order, with at most two pages a reader in flight."""
        window: deque[Future[Any]] = deque()
        for each in given:
            window.append(self.submit(each))
            if len(window) >= 2 * self.count:
                yield window.popleft()
        yield from window

    def close(self) -> None:
        """End the readers; what they are reading is lost."""
        with self._lock:
            self._closed = True
            _discard(self._pool)

    def _new_pool(self) -> Any:
        import pebble

        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["crawlers.spider.preloaded"])
        return pebble.ProcessPool(
            max_workers=self.count,
            max_tasks=PAGES_PER_READER,
            initializer=begin,
            initargs=self._begin,
            context=context,
        )

    def _give(self, result: Future[Any], given: Any, tries: int) -> None:
        with self._lock:
            self._waiting[result] = (given, tries)
            try:
                task = self._pool.schedule(read_one, args=(given,), timeout=self._seconds)
            except RuntimeError:  # an idle reader was killed, and the pool has given up
                _discard(self._pool)
                self._pool = self._new_pool()
                task = self._pool.schedule(read_one, args=(given,), timeout=self._seconds)
            pool = self._pool
        task.add_done_callback(partial(self._done, result, pool))

    def _done(self, result: Future[Any], pool: Any, task: Future[Any]) -> None:
        """Called in a thread of the pool: pass on a result, or see to a page whose reader is
        lost."""
        error = None if task.cancelled() else task.exception()
        if task.cancelled() or _has_died(error):
            self._replace(pool, result)
        elif isinstance(error, TimeoutError):
            self._settle(result, ReaderLost("reader_timeout"))
        elif isinstance(error, MemoryError):
            self._settle(result, ReaderLost("reader_memory"))
        elif error is not None:
            self._settle(result, error)
        else:
            value, records = task.result()
            for name, level, words in records:
                logging.getLogger(name).log(level, "%s", words)
            self._settle(result, None, value)

    def _settle(self, result: Future[Any], error: BaseException | None, value: Any = None) -> None:
        with self._lock:
            if self._waiting.pop(result, None) is None:
                return  # another pool has read it meanwhile
        if error is None:
            result.set_result(value)
        else:
            result.set_exception(error)

    def _replace(self, pool: Any, result: Future[Any]) -> None:
        """Begin a new pool in place of one with a dead reader, whose pipe may hold half a message,
        and give it all that waits. The page of the dead reader has one try less."""
        with self._lock:
            if self._closed or pool is not self._pool or result not in self._waiting:
                return
            self._pool = self._new_pool()
            _discard(pool)
            given, tries = self._waiting[result]
            if tries >= MAX_TRIES:
                self._settle(result, ReaderLost("reader_died"))
            else:
                self._waiting[result] = (given, tries + 1)
            for each, (page, tried) in dict(self._waiting).items():
                self._give(each, page, tried)


def _has_died(error: BaseException | None) -> bool:
    from pebble import ProcessExpired

    return isinstance(error, ProcessExpired | BrokenProcessPool)


def _discard(pool: Any) -> None:
    """Stop a pool, in a thread: one of its own may wait for the rest of a message for ever."""

    def stop() -> None:
        pool.stop()
        pool.join()

    threading.Thread(target=stop, name="readers", daemon=True).start()
