"""How many processes read beside a crawl (setting JOBWIRE_READERS)."""

from __future__ import annotations

import os

WORTH_READERS = 200
"""Saved pages from which on readers are worth their start."""
MAX_READERS = 8
"""The most readers that a run has by default."""


def count_of(setting: str | int | None, pages: int | None = None) -> int:
    """Return how many readers a run has. setting: JOBWIRE_READERS, None for the default. pages: how
    many saved pages it reads; None for a live crawl, which politeness makes wait anyway. Raise
    ValueError where the setting is no number."""
    cores = len(os.sched_getaffinity(0))
    if setting is not None:
        return int(float(setting))
    return (
        min(cores, MAX_READERS) if cores > 1 and pages is not None and pages >= WORTH_READERS else 0
    )


def count_for_each(setting: str | int, jobs: int) -> int:
    """Return how many readers each of several crawls at once has, so that all of them together are
    no more than the cores. setting: JOBWIRE_READERS."""
    return min(count_of(setting), len(os.sched_getaffinity(0)) // max(1, jobs))
