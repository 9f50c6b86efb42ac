"""The gates: the one table of what a run is judged by before it may replace the last good one.

`GATES` has a row for each gate: its name in the manifest, how it is measured, the sentence that
says why it was not passed, what to do about it, and whether `--accept-shrink` overrules it. `judge`
measures them, `withheld_by` decides, and the messages, the report and the monitors read the same
rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from crawlers.contract.ledger import OFFLINE, ROBOTS_FORBIDDEN
from crawlers.feed.format.manifest import Gate, Source
from crawlers.feed.judge import measures
from crawlers.feed.judge.measures import (
    GOOD_RUNS,
    NO_HOST,
    NO_RECORDS,
    NOT_STARTED,
    PLUGIN_BROKE,
    Evidence,
    Finding,
    Measured,
)

if TYPE_CHECKING:
    from crawlers.contract.declarations import Healthy

NOTHING_ASKED, WALK_BROKE, RESULT = range(3)
"""How early a run went wrong. What went wrong earliest explains the rest: without a robots.txt
nothing is asked, and where the walk over the lists broke, missing postings are no news."""


@dataclass(frozen=True, slots=True)
class GateRow:
    """One row of the table.

    name: in the manifest; followed by a field (`filled:salary`) where there is a gate for each
    field. label: what the gate measures, as the report prints it; `{}` is the field. fault: what is
    wrong where it was not passed, in a few words. reason: the sentence of a gate that was not
    passed; it may name value, limit and figures of the `Finding`, `{field}` and `{run}` (Measured).
    advice: what to do, with `{site}`, `{plugin}` and `{rejects}`. reason_by_cause, advice_by_cause:
    another sentence, and other advice, for a certain cause. measure: yields no finding where the
    gate does not apply. acceptable: `--accept-shrink` overrules it. is_share: value and limit are
    shares from 0 to 1; else they are counts or words.
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
    advice_by_cause: Mapping[str, str] = field(default_factory=dict)
    reason_by_cause: Mapping[str, str] = field(default_factory=dict)

    def gate(self, found: Finding, run: Measured) -> Gate:
        """Return the gate of a finding, with its sentence."""
        reason = self.reason_by_cause.get(found.cause or "", self.reason)
        name = f"{self.name}:{found.of_field}" if found.of_field else self.name
        says = reason.format(
            value=found.value, limit=found.limit, field=found.of_field, run=run, **found.figures
        )
        return Gate(name, found.passed, found.value, found.limit, says.rstrip(), found.cause)

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


_REDESIGNED = "Look at the site. If it was redesigned, fix {plugin}."
_FEWER = (
    f"{_REDESIGNED} If it really has so few postings, lower min_postings if the plugin declares "
    "it, and run: scrapy crawl {site} --accept-shrink"
)
_REAL_CHANGE = f"{_REDESIGNED} If it really says so now, run: scrapy crawl {{site}} --accept-shrink"
_REFUSED = (
    "The site refuses the crawler: ask its operator for access. Set JOBWIRE_CONTACT so that they "
    "know who asks."
)
_FORBIDDEN = (
    "Its robots.txt forbids crawling, and jobwire obeys it. Ask the site's operator for access, or "
    "remove the site."
)
_AWAY = "The site could not be reached; the next run tries again. If it has moved, fix {plugin}."
_BROKE = "The plugin broke: read the traceback in the log, fix {plugin}, then run again."
_UNREAD = (
    "The next run tries again, and is published once the pages can be read; if they have changed, "
    "fix {plugin}. Reasons by posting: {rejects}"
)

_MOVED = (
    "The next run tries again. If the site has moved to that address, change home, allowed_domains "
    "and the lists in {plugin}."
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
        reason_by_cause={NOT_STARTED: "The crawl could not be started."},
        advice="Read the log: it says where the crawl stopped and why. A crawl that runs to its "
        "end is published: scrapy crawl {site}",
        measure=measures.finished,
        stage=WALK_BROKE,
    ),
    GateRow(
        "unbroken",
        label="Errors that no posting accounts for",
        fault="the crawl broke",
        reason="The crawl broke: {words}.",
        advice="Read the traceback in the log, fix the plugin or the stage, then run again.",
        measure=measures.unbroken,
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
        measure=measures.robots,
        stage=NOTHING_ASKED,
    ),
    GateRow(
        "list",
        label="List pages that failed",
        fault="list pages failed",
        reason="{value} list page(s) failed; the first: {where} ({why}).",
        reason_by_cause={
            NO_HOST: OFFLINE,
            "no_postings": "The list names no posting. {says}",
            NO_RECORDS: "The board's list names no posting. {says}",
            "fewer_than_stated": "The list gives fewer postings than it states. {says}",
        },
        advice="The next run tries again. If the list has moved, fix {plugin}.",
        # by the reasons of docs/plugins.md
        advice_by_cause={
            ROBOTS_FORBIDDEN: _FORBIDDEN,
            PLUGIN_BROKE: _BROKE,
            "unknown_board": "There is no such board. Check its name. If it is the right one and "
            "has no postings, run: scrapy crawl {site} --accept-empty",
            NO_HOST: _ONLINE,
            "private_address": PRIVATE_ADVICE,
            "no_postings": "The next run tries again. If the site has postings, correct "
            "sitemap_urls, list_urls and posting_url in {plugin}. If its list is really empty, "
            "declare the words that say so in may_be_empty (expect = Healthy(...)), or run: scrapy "
            "crawl {site} --accept-empty",
            NO_RECORDS: "The next run tries again. If the site has postings, compare the board's "
            "name with the address of its list; if the name is right, its answers have another "
            "form now: fix {plugin}. If the list is really empty, run: scrapy crawl {site} "
            "--accept-empty",
            "empty_once": "All known postings are gone. If a run six hours later finds the same, "
            "the feed is published as empty. To publish now: scrapy crawl {site} --accept-empty",
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
            "offsite": _MOVED,
            "port": _MOVED,
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
        measure=measures.list_pages,
        stage=WALK_BROKE,
    ),
    GateRow(
        "given_up",
        label="Posting pages given up (one may be)",
        fault="posting pages were given up",
        reason="{run.given_up} of {run.listed} posting pages were given up, over {limit:.0%}; most "
        "often: {run.given_up_as}.",
        advice="The next run tries again. If it finds, six hours later, that the same pages cannot "
        "be read, and they are three at most, or 5 %, it is published without them. If the pages "
        "have changed, fix {plugin}. Reasons by posting: {rejects}",
        advice_by_cause={
            PLUGIN_BROKE: f"{_BROKE} Reasons by posting: {{rejects}}",
        },
        measure=measures.given_up,
        is_share=True,
    ),
    GateRow(
        "errors",
        label="Rejected or lost (one may be)",
        fault="postings were rejected or lost",
        reason="{run.rejected} of {run.listed} postings were rejected and {run.lost} were lost, "
        "over {limit:.0%}.",
        advice="Fix {plugin}, or the stage that the reasons name, then run: scrapy crawl {site}. "
        "Three that are rejected again six hours later no longer count. Reasons by posting: "
        "{rejects}",
        measure=measures.errors,
        is_share=True,
    ),
    GateRow(
        "floor",
        label="Postings, at least",
        fault="too few postings",
        reason="{value} posting(s) found; the plugin expects {limit} or more.",
        reason_by_cause={
            "none_read": "None of {unread} posting(s) could be read; most often: {why}.",
            ROBOTS_FORBIDDEN: "robots.txt forbids the page of each posting that the list names.",
            "no_postings": "No posting was found, and the site does not say that it has none.",
        },
        advice=_FEWER,
        advice_by_cause={
            "none_read": _UNREAD,
            ROBOTS_FORBIDDEN: _FORBIDDEN,
            "no_postings": f"{_REDESIGNED} If it is really empty, declare the words "
            "that say so in may_be_empty (expect = Healthy(...)).",
        },
        measure=measures.floor,
        acceptable=True,
    ),
    GateRow(
        "filled",
        label="Have {}, at least",
        fault="too few postings have {}",
        reason="Only {value:.0%} of the postings have {field}; the plugin expects {limit:.0%}.",
        advice=f"{_REDESIGNED} If it really shows this less often, lower the floor in the plugin.",
        measure=measures.filled,
        is_share=True,
    ),
    GateRow(
        "shrink",
        label="Postings, against the last good runs",
        fault="far fewer postings than before",
        reason="{value} postings; the last good runs had {usual:g}. This is under {share:.0%} of "
        "them.",
        reason_by_cause={
            ROBOTS_FORBIDDEN: "{value} postings, under {share:.0%} of the {usual:g} of the last "
            "good runs: robots.txt now forbids the pages of {run.forbidden} listed postings.",
        },
        advice=_FEWER,
        advice_by_cause={
            ROBOTS_FORBIDDEN: "jobwire obeys robots.txt. To publish without the pages that it "
            "forbids, run once: scrapy crawl {site} --accept-shrink. Known postings among them "
            "stay as they were last read. Or ask the site's operator for access.",
        },
        measure=measures.shrink,
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
        measure=measures.filled_drop,
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
        measure=measures.new_ids,
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
        measure=measures.same_title,
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
        measure=measures.same_text,
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
        measure=measures.same_deadline,
        acceptable=True,
        is_share=True,
    ),
    GateRow(
        "other_employer",
        label="Changed their employer, at most",
        fault="many employers changed",
        reason="{count} of the {compared} known postings that were read changed their employer.",
        advice=_REAL_CHANGE,
        measure=measures.other_employer,
        acceptable=True,
        is_share=True,
    ),
    GateRow(
        "lost_field",
        label="Lost {}, at most",
        fault="many postings lost {}",
        reason="{count} of the {compared} known postings that were read lost {field}.",
        advice=_REAL_CHANGE,
        measure=measures.lost_field,
        acceptable=True,
        is_share=True,
    ),
)
"""In the order in which they stand in the manifest and in messages."""

_ROWS = {row.name: row for row in GATES}
