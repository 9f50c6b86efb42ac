"""`python -m crawlers.runs.distributed.crawl_process crawl SITE ...`: `scrapy`, but ended
when the worker that began it dies, so that only the worker that takes over crawls the site. What
was read by then is kept in the journal."""

from __future__ import annotations

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1
"""prctl(2), Linux."""


def main() -> None:
    """Tie this process to its parent, then do what `scrapy` does."""
    parent = os.getppid()
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent or parent == 1:
        sys.exit("The worker is gone")
    from scrapy.cmdline import execute

    execute(["scrapy", *sys.argv[1:]])


if __name__ == "__main__":
    main()
