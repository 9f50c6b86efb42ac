"""How each gate is measured (crawlers.feed.judge.gates): a function for each, from the figures of a
run to what was found.

The thresholds are the contract's (docs/feed.md); a plugin adds floors of its own
(`expect = Healthy(...)`).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING, Any

from crawlers.contract.ledger import ROBOTS_FORBIDDEN
from crawlers.feed.format.manifest import Source
from crawlers.feed.judge.read_again import ReadAgain

if TYPE_CHECKING:
    from crawlers.contract.declarations import Healthy

# Thresholds: set by hand, and promised in docs/feed.md.

LEAST_SHARE_OF_MEDIAN = 0.8
"""Fewer postings than this share of the median of the last good runs are a shrink."""

GOOD_RUNS = 5
"""The number of last good runs that a run is compared with."""

SMALL = 20
"""Below this number of postings shares say little: the plugin's own floor decides."""

MOST_ERRORS = 0.05
"""The largest share of the listed postings that may be rejected or lost."""

MOST_GIVEN_UP = 0.01
"""The largest share of the listed postings whose page may be given up."""

LEAST_AGAIN, MOST_AGAIN = 3, 0.05
"""How many of the listed postings may be rejected or given up that were so on an earlier night,
too: this number, or this share where that is more. They say nothing new of the site."""

MOST_NEW = 0.5
"""The largest share of the ids that may be new."""

LEAST_BROKEN = 2
"""Fewer postings than this that are rejected, lost or given up are no sign of a fault, whatever
share they are: one broken page in twenty withholds nothing."""

MOST_ALIKE = 0.5
"""The largest share of the postings read in this run that may have changed to one title or one
text, or lost one field, each held against its own earlier line."""

FEWEST_COMPARED = 5
"""From this number of postings on, known before and read in this run, they are compared so."""

DEEPEST_DROP = 0.10
"""The largest fall of the share of postings that have a field, in points of 1."""

SMALL_FOR_DROP = 10
"""From this number of postings on, one posting alone is not a drop of over 10 points."""

NOT_STARTED = "not_started"
"""The ending of a crawl that never began: a plugin or a stage that cannot be loaded."""

NO_HOST = "offline"
"""The cause of a gate where no request reached a host."""
NO_RECORDS = "no_records"
"""The cause of a gate where a list of records names no posting."""
PLUGIN_BROKE = "error_<exception>"
"""The cause of a gate where the plugin raised an exception."""

REQUIRED = ("title", "description")
"""The fields that every site is watched for, besides those that the plugin names."""


@dataclass(frozen=True, slots=True)
class Measured:
    """The figures of a run that the gates read.

    ended: Scrapy's finish reason. breakage: errors that no posting accounts for, in words. listed,
    rejected, lost, forbidden: postings, as in Source. given_up: those asked for in vain;
    given_up_as: the most frequent reason. rejected_again, given_up_again: those that were one of
    the two on an earlier night, too. list_failures: address and reason of each list page that
    failed. no_host, robots_reason, list_says, of_records: as in Ledger. count: the postings
    present. new: those of them that no good run had.
    open_before, still_listed: the postings open in the last good run, and how many of them are
    present. filled: by field, its share of the postings present. empty: the site itself says that
    it has no postings. saved: the pages come from the disk and say nothing of the site's health, so
    the run is compared with the last good run only. again: what was read of known postings, held
    against what they said before.
    """

    ended: str = "finished"
    breakage: Sequence[str] = ()
    robots_unsettled: bool = False
    list_failures: Sequence[tuple[str, str]] = ()
    no_host: bool = False
    robots_reason: str = ""
    list_says: str = ""
    of_records: bool = False
    listed: int = 0
    rejected: int = 0
    lost: int = 0
    forbidden: int = 0
    given_up: int = 0
    given_up_as: str = ""
    rejected_again: int = 0
    given_up_again: int = 0
    count: int = 0
    new: int = 0
    open_before: int = 0
    still_listed: int = 0
    filled: Mapping[str, float] = field(default_factory=dict)
    empty: bool = False
    saved: bool = False
    again: ReadAgain = field(default_factory=ReadAgain)


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that a gate may look at. history: see `judge`."""

    run: Measured
    expect: Healthy
    history: Sequence[Source]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a row measured. of_field: of a gate that is measured field by field. cause: see Gate.
    figures: what the sentence of the row names besides value, limit, field and run."""

    passed: bool
    value: Any
    limit: Any
    of_field: str = ""
    cause: str | None = None
    figures: Mapping[str, Any] = field(default_factory=dict)


def finished(evidence: Evidence) -> Iterator[Finding]:
    ended = evidence.run.ended
    cause = NOT_STARTED if ended == NOT_STARTED else None
    yield Finding(ended == "finished", ended, "finished", cause=cause)


def unbroken(evidence: Evidence) -> Iterator[Finding]:
    words = list(evidence.run.breakage)
    yield Finding(not words, words, [], figures={"words": "; ".join(words)})


def robots(evidence: Evidence) -> Iterator[Finding]:
    fetched = not evidence.run.robots_unsettled  # guard: the gate: robots
    cause = NO_HOST if evidence.run.no_host else evidence.run.robots_reason
    yield Finding(fetched, fetched, True, cause=cause or None)


def list_pages(evidence: Evidence) -> Iterator[Finding]:
    if evidence.run.saved:
        return
    failures = evidence.run.list_failures
    where, why = failures[0] if failures else ("", "")
    figures = {"where": where or "the list", "why": why, "says": evidence.run.list_says}
    cause = NO_HOST if evidence.run.no_host else _cause_of(why)
    if cause == "no_postings" and evidence.run.of_records:
        cause = NO_RECORDS
    yield Finding(not failures, len(failures), 0, cause=cause, figures=figures)


def given_up(evidence: Evidence) -> Iterator[Finding]:
    if not evidence.run.saved:
        count = evidence.run.given_up  # guard: the gate: pages given up
        cause = _cause_of(evidence.run.given_up_as)
        again = evidence.run.given_up_again
        yield _share_of_broken(count, again, evidence.run.listed, MOST_GIVEN_UP, cause)


def errors(evidence: Evidence) -> Iterator[Finding]:
    if not evidence.run.saved:
        broken = evidence.run.rejected + evidence.run.lost
        again = evidence.run.rejected_again
        yield _share_of_broken(broken, again, evidence.run.listed, MOST_ERRORS)


def floor(evidence: Evidence) -> Iterator[Finding]:
    least = 1 if evidence.run.saved else max(1, evidence.expect.min_postings)
    run = evidence.run
    unread = run.given_up + run.rejected + run.lost
    none = "none_read" if unread else ROBOTS_FORBIDDEN if run.forbidden else "no_postings"
    yield Finding(
        run.empty or run.count >= least,
        run.count,
        least,
        cause=None if run.count else none,
        figures={"unread": unread, "why": run.given_up_as or "rejected"},
    )


def filled(evidence: Evidence) -> Iterator[Finding]:
    if evidence.run.count and not evidence.run.saved:
        for name, floor in sorted(evidence.expect.filled.items()):
            share = evidence.run.filled.get(name, 0.0)
            yield Finding(share >= floor, share, floor, of_field=name)


def shrink(evidence: Evidence) -> Iterator[Finding]:
    if not evidence.history or evidence.run.empty or not evidence.run.count:
        return  # the gate `floor` reports an empty run
    usual = median(source.count for source in evidence.history)
    if usual >= SMALL:
        limit = math.ceil(LEAST_SHARE_OF_MEDIAN * usual)  # guard: the gate: fewer
        count, forbidden = evidence.run.count, evidence.run.forbidden
        cause = ROBOTS_FORBIDDEN if count < limit <= count + forbidden else None
        figures = {"usual": usual, "share": LEAST_SHARE_OF_MEDIAN}
        yield Finding(count >= limit, count, limit, cause=cause, figures=figures)


def filled_drop(evidence: Evidence) -> Iterator[Finding]:
    if not evidence.history or evidence.run.empty:
        return
    last = evidence.history[0]
    if min(evidence.run.count, last.count) < SMALL_FOR_DROP:
        return
    for name in sorted({*REQUIRED, *evidence.expect.filled}):
        before, now = last.filled.get(name, 0.0), evidence.run.filled.get(name, 0.0)
        passed = round(before - now, 6) <= DEEPEST_DROP
        limit = round(before - DEEPEST_DROP, 4)
        yield Finding(passed, now, limit, of_field=name, figures={"before": before})


def new_ids(evidence: Evidence) -> Iterator[Finding]:
    if _has_predecessor(evidence):
        run, share = evidence.run, _share(evidence.run.new, evidence.run.count)
        # a small list may well double in a day
        replaced = run.count >= SMALL or run.still_listed * 2 < run.open_before
        yield Finding(share <= MOST_NEW or not replaced, share, MOST_NEW)


def same_title(evidence: Evidence) -> Iterator[Finding]:
    count = evidence.run.again.one_title  # guard: the gate: one title
    yield from _share_of_compared(evidence, count)


def same_text(evidence: Evidence) -> Iterator[Finding]:
    count = evidence.run.again.one_text  # guard: the gate: one text
    yield from _share_of_compared(evidence, count)


def same_deadline(evidence: Evidence) -> Iterator[Finding]:
    count = evidence.run.again.one_deadline  # guard: the gate: one deadline
    yield from _share_of_compared(evidence, count)


def other_employer(evidence: Evidence) -> Iterator[Finding]:
    count = evidence.run.again.employers  # guard: the gate: other employers
    yield from _share_of_compared(evidence, count)


def lost_field(evidence: Evidence) -> Iterator[Finding]:
    for name, count in evidence.run.again.lost_fields().items():
        if count:  # guard: the gate: a field lost
            yield from _share_of_compared(evidence, count, name)


def _share_of_compared(evidence: Evidence, count: int, name: str = "") -> Iterator[Finding]:
    """Measure a number of the postings that were known before and read in this run. name: the field
    that the row is about."""
    compared = evidence.run.again.compared
    if compared >= FEWEST_COMPARED:
        share = _share(count, compared)
        figures = {"count": count, "compared": compared}
        yield Finding(share <= MOST_ALIKE, share, MOST_ALIKE, of_field=name, figures=figures)


def _share_of_broken(
    count: int, again: int, listed: int, most: float, cause: str | None = None
) -> Finding:
    """Measure the postings that broke. again: those of them that did on an earlier night, too; a
    few pages that nobody can read must not keep all others from being published."""
    if count <= max(LEAST_AGAIN, MOST_AGAIN * listed):
        count -= again
    share = _share(count, listed)
    return Finding(share <= most or count < LEAST_BROKEN, share, most, cause=cause)


def _cause_of(reason: str) -> str | None:
    """Return the name of a reason in the tables of advice."""
    return PLUGIN_BROKE if reason.startswith("error_") else reason.partition(" ")[0] or None


def _has_predecessor(evidence: Evidence) -> bool:
    """Return whether there are postings now, and were in the last good run."""
    known = bool(evidence.history) and not evidence.run.empty
    return known and bool(evidence.run.count and evidence.history[0].count)


def _share(part: int, whole: int) -> float:
    return round(part / max(whole, part, 1), 4)
