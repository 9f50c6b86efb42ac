"""Told to stop, a crawl waits for the pages on their way, but not for ever.

Scrapy waits until each has come or timed out, and ends at once only when it is told a second time:
a supervisor would kill it before. So the second time comes by itself. What was read is in the
journal; pages on their way are asked for again by the next run.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from types import FrameType
from typing import TYPE_CHECKING, Self

from scrapy import signals

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

SECONDS = 8.0

Handler = Callable[[int, FrameType | None], object]


class SecondSigterm:
    """Sends the second SIGTERM, SECONDS after the first."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        extension = cls()
        crawler.signals.connect(extension.watch, signal=signals.engine_started)
        return extension

    def watch(self) -> None:
        """By now Scrapy's own handlers are in place; in a test or a script there may be none."""
        for number in (signal.SIGTERM, signal.SIGINT):
            handler = signal.getsignal(number)
            if callable(handler) and getattr(handler, "__module__", "") != "_signal":
                signal.signal(number, self._followed(handler))

    def _followed(self, handler: Handler) -> Handler:
        def handle(number: int, frame: FrameType | None) -> None:
            send_sigterm_after()
            handler(number, frame)

        return handle


def send_sigterm_after(seconds: float = SECONDS) -> None:
    """Sends this process a SIGTERM after some time."""
    timer = threading.Timer(seconds, os.kill, (os.getpid(), signal.SIGTERM))
    timer.daemon = True
    timer.start()
