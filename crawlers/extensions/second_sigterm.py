"""Limit how long a crawl waits for open requests after SIGTERM.

Scrapy waits until each has been answered or timed out, and ends at once only on a second signal; a
supervisor would kill it before. So the process sends itself the second signal. What was read is in
the journal; the next run requests the open pages again.
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
"""From the first signal to the second; supervisors wait ten and more before they kill."""

Handler = Callable[[int, FrameType | None], object]


class SecondSigterm:
    """Sends the second SIGTERM, SECONDS after the first."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        extension = cls()
        crawler.signals.connect(extension.watch, signal=signals.engine_started)
        return extension

    def watch(self) -> None:
        """Wrap Scrapy's own handlers, which are in place by now; a test or a script may have
        none."""
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
    """Send this process a SIGTERM after some seconds."""
    timer = threading.Timer(seconds, os.kill, (os.getpid(), signal.SIGTERM))
    timer.daemon = True
    timer.start()
