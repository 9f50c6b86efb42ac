"""The gate: whether a run may replace the last good one. A few floors, each able to withhold; all
else is figures in the manifest.

Thresholds are the contract's (docs/feed.md); a plugin adds its own floors (`expect =
Healthy(...)`). Every gate gives a value, a limit and a sentence, so that a withheld run says why
and what to do.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING

from crawlers.feed.format.manifest import Gate, Source

if TYPE_CHECKING:
    from crawlers.contract.declarations import Healthy

LEAST_SHARE_OF_MEDIAN = 0.8
GOOD_RUNS = 5
SMALL = 20
"""Under so many postings shares say little: the plugin's own floor decides."""
MOST_ERRORS = 0.05
MOST_GIVEN_UP = 0.01
MOST_NEW = 0.5
MOST_ALIKE = 0.5
DEEPEST_DROP = 0.10
SMALL_FOR_DROP = 10
"""From so many postings on, one posting alone is not a drop of over 10 points."""

NOT_STARTED = "not_started"
"""How a crawl ended that never began: a plugin or a stage that cannot be loaded."""

REQUIRED = ("title", "description")
"""Fields that every site is watched for, besides those that the plugin names."""

ACCEPTABLE = frozenset({"shrink", "floor", "filled_drop", "new_ids", "same_title"})
"""The gates that `--accept-shrink` overrules: they compare with what was; an empty list is never
accepted."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What is judged. ended: Scrapy's finish reason. breakage: errors that no posting accounts for,
    in words. listed to lost: as in Source. list_failures: address and reason of each list page that
    failed. count: postings present. new: those of them that no good run had. open_before,
    still_listed: postings open in the last good run, and how many of them are present. filled: by
    field, share of the present. empty: the site itself says that it has none. saved: pages from the
    disk, which say nothing of the site's health: they are held against the last good run only.
    alike: postings that took one and the same title since the last good run (see
    crawlers.feed.judge.same_title)."""

    ended: str = "finished"
    breakage: Sequence[str] = ()
    robots_unsettled: bool = False
    list_failures: Sequence[tuple[str, str]] = ()
    listed: int = 0
    rejected: int = 0
    lost: int = 0
    given_up: int = 0
    count: int = 0
    new: int = 0
    open_before: int = 0
    still_listed: int = 0
    filled: Mapping[str, float] = field(default_factory=dict)
    empty: bool = False
    saved: bool = False
    alike: int = 0


def judge(run: Measured, expect: Healthy, history: Sequence[Source]) -> list[Gate]:
    """Every gate, passed or not. history: the site's published runs, newest first, as `comparable`
    gives them."""
    return [*_walk(run), *_floors(run, expect), *_compared(run, expect, history)]


def withheld_by(gates: Sequence[Gate], accept: bool) -> list[Gate]:
    """The gates that keep the run from being published; accept: the operator's word that a shrink
    is genuine."""
    return [
        gate
        for gate in gates
        if not gate.passed
        and not (accept and gate.name.partition(":")[0] in ACCEPTABLE and _some(gate))
    ]


def comparable(history: Iterator[Source]) -> list[Source]:
    """The last good runs to compare with. One that was accepted by hand, or empty, is where a new
    normal begins."""
    runs: list[Source] = []
    for source in history:
        runs.append(source)
        if len(runs) == GOOD_RUNS or source.accepted or source.count == 0:
            break
    return runs


def _walk(run: Measured) -> Iterator[Gate]:
    says = f"The crawl did not run to its end ({run.ended})."
    if run.ended == NOT_STARTED:
        says = "The crawl could not be started."
    yield Gate("finished", run.ended == "finished", run.ended, "finished", says)
    yield Gate(
        "unbroken",
        not run.breakage,
        list(run.breakage),
        [],
        f"The crawl broke: {'; '.join(run.breakage)}.",
    )
    yield Gate(  # guard: the gate: robots
        "robots",
        not run.robots_unsettled,
        not run.robots_unsettled,
        True,
        "robots.txt could not be had, so nothing was asked.",
    )
    if run.saved:
        return
    where, why = run.list_failures[0] if run.list_failures else ("", "")
    says = (
        f"{len(run.list_failures)} list page(s) failed; the first: {where or 'the list'} ({why})."
    )
    yield Gate("list", not run.list_failures, len(run.list_failures), 0, says)
    share = _share(run.given_up, run.listed)
    says = f"{run.given_up} of {run.listed} posting pages were given up, over {MOST_GIVEN_UP:.0%}."
    # guard: the gate: pages given up
    yield Gate("given_up", share <= MOST_GIVEN_UP, share, MOST_GIVEN_UP, says)
    share = _share(run.rejected + run.lost, run.listed)
    says = f"{run.rejected} of {run.listed} postings were rejected and {run.lost} were lost, over {MOST_ERRORS:.0%}."
    yield Gate("errors", share <= MOST_ERRORS, share, MOST_ERRORS, says)


def _floors(run: Measured, expect: Healthy) -> Iterator[Gate]:
    least = 1 if run.saved else max(1, expect.min_postings)
    says = f"{run.count} posting(s) found; the plugin expects {least} or more."
    if not run.count:
        says = "No posting was found, and the site does not say that it has none."
    yield Gate("floor", run.empty or run.count >= least, run.count, least, says)
    if run.count and not run.saved:
        for name, floor in sorted(expect.filled.items()):
            share = run.filled.get(name, 0.0)
            says = f"Only {share:.0%} of the postings have {name}; the plugin expects {floor:.0%}."
            yield Gate(f"filled:{name}", share >= floor, share, floor, says)


def _compared(run: Measured, expect: Healthy, history: Sequence[Source]) -> Iterator[Gate]:
    if not history or run.empty:
        return
    usual = median(source.count for source in history)
    if usual >= SMALL:
        limit = math.ceil(LEAST_SHARE_OF_MEDIAN * usual)
        says = f"{run.count} postings, where the last good runs had {usual:g}: under {LEAST_SHARE_OF_MEDIAN:.0%} of them."
        yield Gate("shrink", run.count >= limit, run.count, limit, says)  # guard: the gate: fewer
    last = history[0]
    if min(run.count, last.count) >= SMALL_FOR_DROP:
        for name in sorted({*REQUIRED, *expect.filled}):
            before, now = last.filled.get(name, 0.0), run.filled.get(name, 0.0)
            says = f"{now:.0%} of the postings have {name}; in the last good run {before:.0%} had."
            yield Gate(
                f"filled_drop:{name}",
                round(before - now, 6) <= DEEPEST_DROP,
                now,
                round(before - DEEPEST_DROP, 4),
                says,
            )
    if run.count and last.count:
        share = _share(run.new, run.count)
        # a small list may well double in a day
        replaced = run.count >= SMALL or run.still_listed * 2 < run.open_before
        says = f"{run.new} of {run.count} ids are new; the site may have changed how it numbers its postings."
        yield Gate("new_ids", share <= MOST_NEW or not replaced, share, MOST_NEW, says)
        share = _share(run.alike, run.count)
        says = f"{run.alike} of {run.count} postings took one and the same title; it may be that of the page, not of the posting."
        # guard: the gate: one title
        yield Gate("same_title", share <= MOST_ALIKE, share, MOST_ALIKE, says)


def _some(gate: Gate) -> bool:
    return gate.name not in ("floor", "shrink") or bool(gate.value)


def _share(part: int, whole: int) -> float:
    return round(part / max(whole, part, 1), 4)
