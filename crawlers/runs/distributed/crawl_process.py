"""`python -m crawlers.runs.distributed.crawl_process crawl SITE ...`: `scrapy`, but ended
when the worker that began it dies, so that only the worker that takes over crawls the site. What
was read by then is kept in the journal."""

from __future__ import annotations

import os
import signal
import sys

from crawlers.contract.end_with_parent import end_with_parent


def main() -> None:
    """Tie this process to its parent, then do what `scrapy` does."""
    parent = os.getppid()
    end_with_parent(signal.SIGTERM)
    if os.getppid() != parent or parent == 1:
        sys.exit("The worker is gone")
    from scrapy.cmdline import execute

    execute(["scrapy", *sys.argv[1:]])


if __name__ == "__main__":
    main()
