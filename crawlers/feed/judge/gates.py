"""The gates: the one table of what a run is judged by before it may replace the last good one.

`GATES` has a row for each gate: its name in the manifest, what it measures, the sentence that says
why it was not passed, what to do about it, and whether `--accept-shrink` overrules it. `judge`
measures them, `withheld_by` decides, and the messages, the report and the monitors read the same
rows.

The thresholds are the contract's (docs/feed.md); a plugin adds floors of its own
(`expect = Healthy(...)`).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING, Any

from crawlers.contract.ledger import OFFLINE
from crawlers.feed.format.manifest import Gate, Source
from crawlers.feed.judge.tonight import Tonight

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

MOST_NEW = 0.5
"""The largest share of the ids that may be new."""

LEAST_BROKEN = 2
"""Fewer postings than this that are rejected, lost or given up are no sign of a fault, whatever
share they are: one broken page in twenty withholds nothing."""

MOST_ALIKE = 0.5
"""The largest share of the postings read tonight that may have changed to one title or one text, or
lost one field, each held against its own earlier line."""

FEWEST_COMPARED = 5
"""From this number of postings on, known before and read tonight, they are compared so."""

DEEPEST_DROP = 0.10
"""The largest fall of the share of postings that have a field, in points of 1."""

SMALL_FOR_DROP = 10
"""From this number of postings on, one posting alone is not a drop of over 10 points."""

NOT_STARTED = "not_started"
"""The ending of a crawl that never began: a plugin or a stage that cannot be loaded."""

NO_HOST = "offline"
"""The cause of a gate where no request reached a host."""

REQUIRED = ("title", "description")
"""The fields that every site is watched for, besides those that the plugin names."""


@dataclass(frozen=True, slots=True)
class Measured:
    """The figures of a run that the gates read.

    ended: Scrapy's finish reason. breakage: errors that no posting accounts for, in words. listed,
    rejected, lost, given_up: postings, as in Source. given_up_as: the most frequent reason for the
    last. list_failures: address and reason of each list
    page that failed. no_host, robots_reason, list_says: as in Ledger.
    count: the postings present. new: those of them that no good run had.
    open_before, still_listed: the postings open in the last good run, and how many of them are
    present. filled: by field, its share of the postings present. empty: the site itself says that
    it has no postings. saved: the pages come from the disk and say nothing of the site's health, so
    the run is compared with the last good run only. tonight: what was read, held against what the
    same postings said before.
    """

    ended: str = "finished"
    breakage: Sequence[str] = ()
    robots_unsettled: bool = False
    list_failures: Sequence[tuple[str, str]] = ()
    no_host: bool = False
    robots_reason: str = ""
    list_says: str = ""
    listed: int = 0
    rejected: int = 0
    lost: int = 0
    given_up: int = 0
    given_up_as: str = ""
    count: int = 0
    new: int = 0
    open_before: int = 0
    still_listed: int = 0
    filled: Mapping[str, float] = field(default_factory=dict)
    empty: bool = False
    saved: bool = False
    tonight: Tonight = field(default_factory=Tonight)


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


NOTHING_ASKED, WALK_BROKE, RESULT = range(3)
"""How early a run went wrong. What went wrong earliest explains the rest: without a robots.txt
nothing is asked, and where the walk over the lists broke, missing postings are no news."""


@dataclass(frozen=True, slots=True)
class GateRow:
    """One row of the table.

    name: in the manifest; followed by a field (`filled:salary`) where there is a gate for each
    field. label: what the gate measures, as the report prints it; `{}` is the field. fault: what is
    wrong where it was not passed, in a few words. reason: the
    sentence of a gate that was not passed; it may name value, limit and figures of the `Finding`,
    `{field}` and `{run}` (Measured). reason_at, reason_by_cause: another sentence at a
    certain value, for a certain cause. advice: what
    to do, with `{site}`, `{plugin}` and `{rejects}`. advice_by_cause: other advice for a certain
    cause. measure: yields no finding where the gate does not apply. acceptable: `--accept-shrink`
    overrules it. is_share: value and limit are shares from 0 to 1; else they are counts or words.
    stage: NOTHING_ASKED, WALK_BROKE or RESULT.
    """

    name: str
    label: str
    fault: str
    reason: str
    advice: str
    measure: Callable[[Evidence], Iterator[Finding]]
    acceptable: bool = False
    is_share: bool = False
    stage: int = RESULT
    reason_at: Mapping[Any, str] = field(default_factory=dict)
    advice_by_cause: Mapping[str, str] = field(default_factory=dict)
    reason_by_cause: Mapping[str, str] = field(default_factory=dict)

    def gate(self, found: Finding, run: Measured) -> Gate:
        """Return the gate of a finding, with its sentence."""
        counts = isinstance(found.value, (int, str))
        reason = self.reason_at.get(found.value, self.reason) if counts else self.reason
        reason = self.reason_by_cause.get(found.cause or "", reason)
        name = f"{self.name}:{found.of_field}" if found.of_field else self.name
        says = reason.format(
            value=found.value, limit=found.limit, field=found.of_field, run=run, **found.figures
        )
        return Gate(name, found.passed, found.value, found.limit, says, found.cause)

    def accepts(self, gate: Gate) -> bool:
        """Return whether `--accept-shrink` overrules a gate of this row. No count of zero is ever
        accepted: an empty list needs the site's own word."""
        return self.acceptable and (self.is_share or bool(gate.value))


def judge(run: Measured, expect: Healthy, history: Sequence[Source]) -> list[Gate]:
    """Return every gate that applies, passed or not. history: the site's published runs, newest
    first, as `comparable` gives them."""
    evidence = Evidence(run, expect, history)
    return [row.gate(found, run) for row in GATES for found in row.measure(evidence)]


def withheld_by(gates: Sequence[Gate], accept: bool) -> list[Gate]:
    """Return the gates that withhold the run. accept: the operator says that a shrink is
    genuine."""
    return [
        gate
        for gate in gates
        if not gate.passed and not (accept and _ROWS[row_name(gate)].accepts(gate))
    ]


def comparable(history: Iterator[Source]) -> list[Source]:
    """Return the last good runs to compare with, newest first. A run that was accepted by hand, or
    is empty, is where a new normal begins: what is older does not count."""
    runs: list[Source] = []
    for source in history:
        runs.append(source)
        if len(runs) == GOOD_RUNS or source.accepted or source.count == 0:
            break
    return runs


def main_reasons(failed: Sequence[Gate]) -> tuple[Gate, ...]:
    """Return the gates that explain why a run was withheld: those of the earliest stage."""
    stages = [row.stage if (row := row_of(gate)) else RESULT for gate in failed]
    return tuple(gate for gate, stage in zip(failed, stages, strict=True) if stage == min(stages))


def advice_on(gate: Gate, **names: object) -> str:
    """Return what to do about a gate that was not passed; "" for a gate of another version.

    names: what stands for `{site}`, `{plugin}` and `{rejects}`."""
    row = row_of(gate)
    return row.advice_by_cause.get(gate.cause or "", row.advice).format(**names) if row else ""


def row_of(gate: Gate) -> GateRow | None:
    """Return the row of a gate; None for a gate that only another version of the program knows."""
    return _ROWS.get(row_name(gate))


def row_name(gate: Gate) -> str:
    """Return the name of a gate without its field: `filled` for `filled:salary`."""
    return gate.name.partition(":")[0]


# --- How each gate is measured


def _finished(evidence: Evidence) -> Iterator[Finding]:
    yield Finding(evidence.run.ended == "finished", evidence.run.ended, "finished")


def _unbroken(evidence: Evidence) -> Iterator[Finding]:
    words = list(evidence.run.breakage)
    yield Finding(not words, words, [], figures={"words": "; ".join(words)})


def _robots(evidence: Evidence) -> Iterator[Finding]:
    fetched = not evidence.run.robots_unsettled  # guard: the gate: robots
    cause = NO_HOST if evidence.run.no_host else evidence.run.robots_reason
    yield Finding(fetched, fetched, True, cause=cause or None)


def _list(evidence: Evidence) -> Iterator[Finding]:
    if evidence.run.saved:
        return
    failures = evidence.run.list_failures
    where, why = failures[0] if failures else ("", "")
    says = f" {evidence.run.list_says}" if evidence.run.list_says else ""
    figures = {"where": where or "the list", "why": why, "says": says}
    cause = NO_HOST if evidence.run.no_host else _cause_of(why)
    yield Finding(not failures, len(failures), 0, cause=cause, figures=figures)


def _given_up(evidence: Evidence) -> Iterator[Finding]:
    if not evidence.run.saved:
        count = evidence.run.given_up  # guard: the gate: pages given up
        cause = _cause_of(evidence.run.given_up_as)
        yield _share_of_broken(count, evidence.run.listed, MOST_GIVEN_UP, cause)


def _errors(evidence: Evidence) -> Iterator[Finding]:
    if not evidence.run.saved:
        broken = evidence.run.rejected + evidence.run.lost
        yield _share_of_broken(broken, evidence.run.listed, MOST_ERRORS)


def _floor(evidence: Evidence) -> Iterator[Finding]:
    least = 1 if evidence.run.saved else max(1, evidence.expect.min_postings)
    run = evidence.run
    unread = run.given_up + run.rejected + run.lost
    none = "none_read" if unread else "no_postings"
    yield Finding(
        run.empty or run.count >= least,
        run.count,
        least,
        cause=None if run.count else none,
        figures={"unread": unread, "why": run.given_up_as or "rejected"},
    )


def _filled(evidence: Evidence) -> Iterator[Finding]:
    if evidence.run.count and not evidence.run.saved:
        for name, floor in sorted(evidence.expect.filled.items()):
            share = evidence.run.filled.get(name, 0.0)
            yield Finding(share >= floor, share, floor, of_field=name)


def _shrink(evidence: Evidence) -> Iterator[Finding]:
    if not evidence.history or evidence.run.empty or not evidence.run.count:
        return  # of none the floor speaks
    usual = median(source.count for source in evidence.history)
    if usual >= SMALL:
        limit = math.ceil(LEAST_SHARE_OF_MEDIAN * usual)  # guard: the gate: fewer
        figures = {"usual": usual, "share": LEAST_SHARE_OF_MEDIAN}
        yield Finding(evidence.run.count >= limit, evidence.run.count, limit, figures=figures)


def _filled_drop(evidence: Evidence) -> Iterator[Finding]:
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


def _new_ids(evidence: Evidence) -> Iterator[Finding]:
    if _has_predecessor(evidence):
        run, share = evidence.run, _share(evidence.run.new, evidence.run.count)
        # a small list may well double in a day
        replaced = run.count >= SMALL or run.still_listed * 2 < run.open_before
        yield Finding(share <= MOST_NEW or not replaced, share, MOST_NEW)


def _same_title(evidence: Evidence) -> Iterator[Finding]:
    count = evidence.run.tonight.one_title  # guard: the gate: one title
    yield from _share_of_compared(evidence, count)


def _same_text(evidence: Evidence) -> Iterator[Finding]:
    count = evidence.run.tonight.one_text  # guard: the gate: one text
    yield from _share_of_compared(evidence, count)


def _same_deadline(evidence: Evidence) -> Iterator[Finding]:
    count = evidence.run.tonight.one_deadline  # guard: the gate: one deadline
    yield from _share_of_compared(evidence, count)


def _other_employer(evidence: Evidence) -> Iterator[Finding]:
    count = evidence.run.tonight.employers  # guard: the gate: other employers
    yield from _share_of_compared(evidence, count)


def _lost_field(evidence: Evidence) -> Iterator[Finding]:
    for name, count in evidence.run.tonight.lost_fields().items():
        if count:  # guard: the gate: a field lost
            yield from _share_of_compared(evidence, count, name)


def _share_of_compared(evidence: Evidence, count: int, name: str = "") -> Iterator[Finding]:
    """Measure a number of the postings that were known before and read tonight. name: the field
    that the row is about."""
    compared = evidence.run.tonight.compared
    if compared >= FEWEST_COMPARED:
        share = _share(count, compared)
        figures = {"count": count, "compared": compared}
        yield Finding(share <= MOST_ALIKE, share, MOST_ALIKE, of_field=name, figures=figures)


def _share_of_broken(count: int, listed: int, most: float, cause: str | None = None) -> Finding:
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


# --- The table

_REDESIGNED = "Look at the site. If it was redesigned, fix {plugin}."
_FEWER = (
    f"{_REDESIGNED} If it really has so few postings, run: scrapy crawl {{site}} --accept-shrink"
)
_REAL_CHANGE = f"{_REDESIGNED} If it really says so now, run: scrapy crawl {{site}} --accept-shrink"
_REFUSED = (
    "The site refuses the crawler: ask its operator for access. Set JOBWIRE_CONTACT so that they "
    "know who asks."
)
_AWAY = "The site could not be reached; the next run tries again. If it has moved, fix {plugin}."

PLUGIN_BROKE = "error_<exception>"
_BROKE = "The plugin broke: read the traceback in the log, fix {plugin}, then run again."
_UNREAD = (
    "The next run tries again, and is published once the pages can be read; if they have changed, "
    "fix {plugin}. Reasons by posting: {rejects}"
)

_ONLINE = "The next run tries again. If this machine is online, look whether the site has moved."
PRIVATE_ADVICE = (
    "The site's address is private, or its name leads to a private one. If it is yours, name its "
    "host in the setting JOBWIRE_PRIVATE_HOSTS."
)

GATES = (
    GateRow(
        "finished",
        label="The crawl ran to its end",
        fault="the crawl did not run to its end",
        reason="The crawl did not run to its end ({value}).",
        reason_at={NOT_STARTED: "The crawl could not be started."},
        advice="Read the log: it says where the crawl stopped and why. A crawl that runs to its "
        "end is published: scrapy crawl {site}",
        measure=_finished,
        stage=WALK_BROKE,
    ),
    GateRow(
        "unbroken",
        label="Errors that no posting accounts for",
        fault="the crawl broke",
        reason="The crawl broke: {words}.",
        advice="Read the traceback in the log, fix the plugin or the stage, then run again.",
        measure=_unbroken,
        stage=WALK_BROKE,
    ),
    GateRow(
        "robots",
        label="robots.txt could be fetched",
        fault="robots.txt could not be fetched",
        reason="Could not fetch robots.txt; nothing was crawled.",
        reason_by_cause={NO_HOST: OFFLINE},
        advice="The next run tries again. The log says why robots.txt could not be fetched.",
        advice_by_cause={NO_HOST: _ONLINE, "private_address": PRIVATE_ADVICE},
        measure=_robots,
        stage=NOTHING_ASKED,
    ),
    GateRow(
        "list",
        label="List pages that failed",
        fault="list pages failed",
        reason="{value} list page(s) failed; the first: {where} ({why}).",
        reason_by_cause={NO_HOST: OFFLINE, "no_postings": "The list names no posting.{says}"},
        advice="The next run tries again. If the list has moved, fix {plugin}.",
        # by the reasons of docs/plugins.md
        advice_by_cause={
            "robots_forbidden": "Its robots.txt forbids crawling, and jobwire obeys it. Ask the "
            "site's operator for access, or remove the site.",
            PLUGIN_BROKE: _BROKE,
            "unknown_board": "There is no such board. Check its name. If it is the right one and "
            "has no postings, run: scrapy crawl {site} --accept-empty",
            NO_HOST: _ONLINE,
            "private_address": PRIVATE_ADVICE,
            "no_postings": "The next run tries again. If the site has postings, correct "
            "sitemap_urls, list_urls and posting_url in {plugin}. If its list is really empty, "
            "declare the words that say so in may_be_empty (expect = Healthy(...)), or run: scrapy "
            "crawl {site} --accept-empty",
            "empty_once": "All known postings are gone. If they still are in the next night, the "
            "feed is published as empty. To publish now: scrapy crawl {site} --accept-empty",
            **dict.fromkeys(
                (
                    "truncated",
                    "list_page_not_full",
                    "fewer_than_stated",
                    "no_list_page",
                    "sitemap_names_nothing",
                ),
                "The next run tries again. If the list is right as it is, run: scrapy crawl {site} "
                "--accept-list",
            ),
            "offsite": "The next run tries again. If the site has moved to that address, change "
            "home, allowed_domains and the lists in {plugin}.",
            "changed_payload": "The next run tries again. If the site's answers have another form "
            "now, fix {plugin}.",
            "list_ends_early": "The next run tries again. If the list has more pages, declare "
            "next_page in {plugin}. If it is right as it is, run: scrapy crawl {site} "
            "--accept-list",
            "redirected_away": "The next run tries again. If the list has moved within the site, "
            "run: scrapy crawl {site} --accept-list. If it has moved elsewhere, fix {plugin}.",
            **dict.fromkeys(("login_wall", "captcha", "http_401", "http_403"), _REFUSED),
            **dict.fromkeys(("dns", "refused", "timeout", "tls", "connection"), _AWAY),
        },
        measure=_list,
        stage=WALK_BROKE,
    ),
    GateRow(
        "given_up",
        label="Posting pages given up (one may be)",
        fault="posting pages were given up",
        reason="{run.given_up} of {run.listed} posting pages were given up, over {limit:.0%}; most "
        "often: {run.given_up_as}.",
        advice=_UNREAD,
        advice_by_cause={
            "robots_forbidden": "The site's robots.txt forbids these pages, and jobwire obeys it. "
            "Ask the site's operator for access. Reasons by posting: {rejects}",
            PLUGIN_BROKE: f"{_BROKE} Reasons by posting: {{rejects}}",
        },
        measure=_given_up,
        is_share=True,
    ),
    GateRow(
        "errors",
        label="Rejected or lost (one may be)",
        fault="postings were rejected or lost",
        reason="{run.rejected} of {run.listed} postings were rejected and {run.lost} were lost, "
        "over {limit:.0%}.",
        advice="Fix {plugin}, or the stage that the reasons name, then run: scrapy crawl {site}. "
        "Reasons by posting: {rejects}",
        measure=_errors,
        is_share=True,
    ),
    GateRow(
        "floor",
        label="Postings, at least",
        fault="too few postings",
        reason="{value} posting(s) found; the plugin expects {limit} or more.",
        reason_at={0: "No posting was found, and the site does not say that it has none."},
        reason_by_cause={
            "none_read": "None of {unread} posting(s) could be read; most often: {why}."
        },
        advice=_FEWER,
        advice_by_cause={
            "none_read": _UNREAD,
            "no_postings": f"{_REDESIGNED} If it is really empty, declare the words "
            "that say so in may_be_empty (expect = Healthy(...)).",
        },
        measure=_floor,
        acceptable=True,
    ),
    GateRow(
        "filled",
        label="Have {}, at least",
        fault="too few postings have {}",
        reason="Only {value:.0%} of the postings have {field}; the plugin expects {limit:.0%}.",
        advice=f"{_REDESIGNED} If it really shows this less often, lower the floor in the plugin.",
        measure=_filled,
        is_share=True,
    ),
    GateRow(
        "shrink",
        label="Postings, against the last good runs",
        fault="far fewer postings than before",
        reason="{value} postings; the last good runs had {usual:g}. This is under {share:.0%} of "
        "them.",
        advice=_FEWER,
        measure=_shrink,
        acceptable=True,
    ),
    GateRow(
        "filled_drop",
        label="Have {}, against the last good run",
        fault="fewer postings have {} than before",
        reason="{value:.0%} of the postings have {field}; in the last good run it was "
        "{before:.0%}.",
        advice="Look at the site. If it really shows this less often, run: scrapy crawl {site} "
        "--accept-shrink",
        measure=_filled_drop,
        acceptable=True,
        is_share=True,
    ),
    GateRow(
        "new_ids",
        label="New ids, at most",
        fault="too many ids are new",
        reason="{run.new} of {run.count} ids are new; the site may have changed how it numbers its "
        "postings.",
        advice="Look at the site. If these are really new postings, run: scrapy crawl {site} "
        "--accept-shrink",
        measure=_new_ids,
        acceptable=True,
        is_share=True,
    ),
    GateRow(
        "same_title",
        label="Changed to one title, at most",
        fault="many titles became one",
        reason="{count} of the {compared} known postings that were read changed to one and the "
        "same title; it may be the title of the page, not of the posting.",
        advice=_REAL_CHANGE,
        measure=_same_title,
        acceptable=True,
        is_share=True,
    ),
    GateRow(
        "same_text",
        label="Changed to one text, at most",
        fault="many texts became one",
        reason="{count} of the {compared} known postings that were read changed to one and the "
        "same text; it may be a notice of the site, not the posting.",
        advice=_REAL_CHANGE,
        measure=_same_text,
        acceptable=True,
        is_share=True,
    ),
    GateRow(
        "same_deadline",
        label="Changed to one deadline, at most",
        fault="many deadlines became one",
        reason="{count} of the {compared} known postings that were read changed to one and the "
        "same deadline; it may be a default of the site.",
        advice=_REAL_CHANGE,
        measure=_same_deadline,
        acceptable=True,
        is_share=True,
    ),
    GateRow(
        "other_employer",
        label="Changed their employer, at most",
        fault="many employers changed",
        reason="{count} of the {compared} known postings that were read changed their employer.",
        advice=_REAL_CHANGE,
        measure=_other_employer,
        acceptable=True,
        is_share=True,
    ),
    GateRow(
        "lost_field",
        label="Lost {}, at most",
        fault="many postings lost {}",
        reason="{count} of the {compared} known postings that were read lost {field}.",
        advice=_REAL_CHANGE,
        measure=_lost_field,
        acceptable=True,
        is_share=True,
    ),
)
"""In the order in which they stand in the manifest and in messages."""

_ROWS = {row.name: row for row in GATES}
