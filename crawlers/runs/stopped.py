"""What SIGTERM and Ctrl-C do before a crawl has its own handlers, and after: the command ends with
the code of an interrupted run.

Nothing has to be put in order first: locks end with their process, and a journal or a publication
bears a kill at any write.
"""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType

from crawlers.exit_codes import CODES


def exit_when_stopped() -> None:
    """Install the handlers. Scrapy, asyncio and Celery replace them while they run."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _exit)  # guard: SIGTERM from the first line on


def _exit(number: int, frame: FrameType | None) -> None:
    """End at once: an exception would be caught by whoever runs a plugin's code."""
    os.write(sys.__stderr__.fileno() if sys.__stderr__ else 2, b"Stopped; nothing was published.\n")
    os._exit(CODES["interrupted"])
