"""The exit codes: the one table from what a command came to, to the code it exits with.

`scrapy crawl`, `scrapy refresh`, the workers and `python -m crawlers.feed` read it, and no other
module maps one to the other. docs/operations.md explains the codes to people.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

OK = 0
UNSOUND = 1
WITHHELD = 3
FAILED = 4
USAGE = 64  # EX_USAGE of sysexits.h
UNREACHABLE = 69  # EX_UNAVAILABLE
BUSY = 75  # EX_TEMPFAIL
READER_GONE = 141  # 128 and SIGPIPE, as other programs end

CODES: Mapping[str, int] = MappingProxyType(
    {
        # the verdict on a run (crawlers.feed.run.outcome)
        "published": OK,
        "withheld": WITHHELD,
        "interrupted": WITHHELD,
        "failed": FAILED,
        # no run began: the disk, the store or the last good run; the last good feed stays
        "not_begun": WITHHELD,
        "unreadable": WITHHELD,
        # no run began: wrong arguments; a server that machines share; another run holds the lock
        "usage": USAGE,
        "unreachable": UNREACHABLE,
        "busy": BUSY,
        # who read the output has closed it (`| head`)
        "reader_gone": READER_GONE,
        # what `python -m crawlers.feed` found, and commands about plugins, pages and the report
        "sound": OK,
        "unsound": UNSOUND,
    }
)

RESULTS: Mapping[int, str] = MappingProxyType(
    {OK: "published", WITHHELD: "withheld", FAILED: "failed", BUSY: "busy"}
)
"""By the code of a site's attempt, the word that a refresh prints for it."""


def code_of_attempt(code: int | None, published: bool | None) -> int:
    """Return the code that an attempt at one site counts with.

    code: what its process exited with; None where it could not be started or was stopped.
    published: what the report that it left says; None where it left none.

    A plugin may end the process with any code, so a code counts only where the report agrees. A
    process that is refused before it begins leaves no report: it may be busy or withheld, and wrong
    usage is a failed site.
    """
    if published is None:
        return code if code in (WITHHELD, BUSY) else FAILED
    agrees = code in (OK, WITHHELD, FAILED) and (code == OK) == published
    return code if agrees and code is not None else FAILED


def code_of_refresh(codes: Iterable[int], combined_failed: bool) -> int:
    """Return the code of a refresh: 0 where every site was published, 4 where nothing could be
    read from any site, else 3.

    codes: of its sites. combined_failed: whether the feed of all sites could not be written.
    """
    found = list(codes)
    if found and all(code == FAILED for code in found):
        return FAILED
    return WITHHELD if combined_failed or any(found) else OK
