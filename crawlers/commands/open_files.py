"""The limit of open files, which is low on some machines."""

from __future__ import annotations

import resource

FEWEST_FILES = 48
"""Open files that a command needs; a crawl of one site has about twenty."""


def few_files() -> str:
    """Raise the limit of open files where it is low and may be raised; return a sentence where it
    stays under FEWEST_FILES."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    unlimited = resource.RLIM_INFINITY
    if soft == unlimited or soft >= FEWEST_FILES:
        return ""
    if hard == unlimited or hard >= FEWEST_FILES:
        resource.setrlimit(resource.RLIMIT_NOFILE, (FEWEST_FILES, hard))
        return ""
    return f"At most {hard} files may be open here; {FEWEST_FILES} are needed (ulimit -n)."
