"""What the commands exit with, for programs: docs/operations.md tells more."""

OK, WITHHELD, FAILED, USAGE, UNREACHABLE, BUSY = 0, 3, 4, 64, 69, 75
"""Published; withheld or stale (the last good feed stays); nothing could be read; wrong usage
(EX_USAGE); a server that many machines share cannot be reached (EX_UNAVAILABLE); another run holds
the lock (EX_TEMPFAIL)."""

CODES = {"published": OK, "withheld": WITHHELD, "interrupted": WITHHELD, "failed": FAILED}
"""By the verdict of a run (crawlers.feed.run.outcome): what `scrapy crawl` exits with."""
