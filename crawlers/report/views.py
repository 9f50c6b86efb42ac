"""The words and figures of each site: from what `gather` found to what the templates print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from crawlers.feed.format.clock import later
from crawlers.feed.format.manifest import Gate
from crawlers.feed.judge.gates import main_reasons
from crawlers.feed.run.messages import advice, describe_correction
from crawlers.report.figures import age, figure, hours_between, moment
from crawlers.report.gather import Reasons, SiteFeed
from crawlers.report.run_rows import GateView, RunView, gate_row, run_rows
from crawlers.report.shares import Shares, shares_of
from crawlers.report.trends import Trends, trends_of

RECENT_DAYS = 7
CHANGES = ("added", "updated", "closed")

OLD_HOURS = 48
"""Age from which the last good run is highlighted, whatever the last verdict was."""

SAYS = {
    "published": ("●", "published"),
    "withheld": ("▲", "withheld"),
    "failed": ("✕", "failed"),
    "unreadable": ("✕", "cannot be read"),
}
"""By verdict, its mark and its words. Colour alone says nothing: not everybody sees it."""

PROOFS = {
    "stated_total": "as many as the site states",
    "last_page": "the last page was reached",
    "sitemap_exhausted": "the sitemap was read to its end",
    "one_call": "the whole board in one answer",
    "links_exhausted": "no link was left",
    "saved_pages": "saved pages",
    "asked_each": "each known posting was gone on two nights",
    "accepted": "accepted as empty by hand",
}

KINDS = {"dropped": "left out", "rejected": "rejected", "given_up": "given up", "lost": "lost"}

WIRE = {
    "http": "Answers",
    "errors": "Downloads that failed",
    "given_up": "Postings given up",
    "robots": "robots.txt",
    "patience": "Waits that sites asked for",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """How the last attempt of a site went: its verdict with mark and words, why it was not
    published, what readers see instead ("" where it was), and what to do."""

    verdict: str
    mark: str
    says: str
    reasons: list[str]
    served: str
    advice: list[str]


@dataclass(frozen=True, slots=True)
class OverviewRow:
    """The figures of a site in the overview. age: of its last good run. old: it is to be looked at.
    added, updated, closed: in the last days."""

    age: str
    old: bool
    open: str
    added: str
    updated: str
    closed: str


@dataclass(frozen=True, slots=True)
class SiteView:
    """One site as the templates print it. no_rejects: why there are none. wire: what its requests
    came to, by heading."""

    name: str
    standing: Standing
    overview: OverviewRow
    figures: list[tuple[str, str]]
    trends: Trends
    shares: Shares
    rejects: list[Reasons]
    no_rejects: str
    wire: list[tuple[str, list[tuple[str, str]]]]
    gates: list[GateView]
    corrections: list[str]
    runs: list[RunView]


def site_view(site: SiteFeed, now: str) -> SiteView:
    """Return the view of one site. now: the instant that ages are counted from."""
    return SiteView(
        name=site.name,
        standing=_standing(site, now),
        overview=_overview(site, now),
        figures=list(_figures(site, now)),
        trends=trends_of(site, now),
        shares=shares_of(site),
        rejects=[_spoken(each) for each in site.rejects()],
        no_rejects=_no_rejects(site),
        wire=list(_wire(site.tally())),
        gates=[gate_row(each) for each in site.judged.gates] if site.judged else [],
        corrections=_corrections(site),
        runs=list(run_rows(site)),
    )


def _standing(site: SiteFeed, now: str) -> Standing:
    mark, says = SAYS[site.verdict]
    return Standing(site.verdict, mark, says, reasons(site), _served(site, now), _advice(site))


def _overview(site: SiteFeed, now: str) -> OverviewRow:
    recent, last = _recent(site, now), site.last
    return OverviewRow(
        age=age(last.started_at, now) if last else "never",
        old=last is None or hours_between(last.started_at, now) > OLD_HOURS,
        open=figure(last.counts.open if last else 0, bool(last)),
        added=figure(recent["added"], bool(last)),
        updated=figure(recent["updated"], bool(last)),
        closed=figure(recent["closed"], bool(last)),
    )


def _corrections(site: SiteFeed) -> list[str]:
    corrections = site.last.corrections if site.last else ()
    return [describe_correction(each) for each in corrections]


def reasons(site: SiteFeed) -> list[str]:
    """Return the sentences that say why the last attempt was not published; [] if it was."""
    if site.verdict == "published":
        return []
    if site.trouble:
        return [f"{site.trouble}."]
    return [gate.says for gate in _failed(site)] or [
        site.why or "The last attempt left no verdict."
    ]


RANKS = {"unreadable": 0, "failed": 1, "withheld": 2, "published": 3}
"""By verdict, its place in the overview: what needs somebody comes first."""


def worst_first(sites: Iterable[SiteView]) -> list[SiteView]:
    """Return the sites in the order of the overview: by verdict, then by name."""
    return sorted(sites, key=lambda each: (RANKS[each.standing.verdict], each.name))


def _served(site: SiteFeed, now: str) -> str:
    """Return what readers of a feed see whose last attempt was not published; "" where it was."""
    if site.verdict == "published":
        return ""
    if site.last is None:
        return "There is no feed yet: readers see nothing of this site."
    count = site.last.counts.open
    return (
        f"Readers still see the run of {moment(site.last.started_at)} "
        f"({age(site.last.started_at, now)}): {count:,} open posting{'s' * (count != 1)}."
    )


def _failed(site: SiteFeed) -> tuple[Gate, ...]:
    """Return the gates that kept the last attempt from being published."""
    return (
        main_reasons(tuple(gate for gate in site.judged.gates if not gate.passed))
        if site.judged
        else ()
    )


def _advice(site: SiteFeed) -> list[str]:
    """Return what to do about a site; nothing where all is well."""
    if site.trouble:
        return [
            f"Run python -m crawlers.feed verify {site.folder.path}; the next good run of scrapy "
            f"crawl {site.name} repairs it."
        ]
    if site.verdict == "published" or site.judged is None:
        return []
    return advice(_failed(site), site.folder, site.judged.run_id) or [
        f"Run it again: scrapy crawl {site.name}."
    ]


def headline(sites: list[SiteView]) -> str:
    """Return one sentence for all sites."""
    if not sites:
        return "No feeds"
    bad = [each for each in worst_first(sites) if each.standing.verdict != "published"]
    if not bad:
        return "All sites are published" if len(sites) > 1 else "The site is published"
    if len(sites) == 1:
        return f"{bad[0].name} {_is(bad[0])}"
    good = len(sites) - len(bad)
    names = "; ".join(f"{each.name} {_is(each)}" for each in bad)
    verb = "is" if good == 1 else "are"
    return f"{good} of {len(sites)} sites {verb} published" + (f"; {names}" if len(bad) < 3 else "")


def _is(site: SiteView) -> str:
    return {"failed": "failed", "unreadable": "cannot be read"}.get(
        site.standing.verdict, f"is {site.standing.verdict}"
    )


def totals(sites: list[SiteFeed], now: str) -> list[tuple[str, str]]:
    """Return the figures of all sites together, each with its label."""
    recent = sum((_recent(each, now) for each in sites), Counter[str]())
    opened = sum(each.last.counts.open for each in sites if each.last)
    return [
        ("open", figure(opened)),
        *((f"{name} in {RECENT_DAYS} days", figure(recent[name])) for name in CHANGES),
    ]


def _recent(site: SiteFeed, now: str) -> Counter[str]:
    """Return the number of postings added, updated and closed in the last days. The first run does
    not count: all that it found is new."""
    since = later(now, days=-RECENT_DAYS)
    runs = [each.counts for each in site.runs if each.previous and each.started_at >= since]
    return Counter({name: sum(getattr(counts, name) for counts in runs) for name in CHANGES})


def _figures(site: SiteFeed, now: str) -> Iterator[tuple[str, str]]:
    """Yield name and value of the figures of a site."""
    source = site.judged
    is_good = site.verdict == "published"
    if site.last:
        which = "Last good run" if is_good else "Last good run, still served"
        yield which, f"{moment(site.last.started_at)}, {age(site.last.started_at, now)}"
        yield "Open" if is_good else "Open in it", figure(site.last.counts.open)
    if not is_good and site.attempted_at:
        yield "Last attempt", f"{moment(site.attempted_at)}, {age(site.attempted_at, now)}"
    if source:
        yield "Listed" if is_good else "Listed in the attempt", figure(source.listed)
        for name in (
            "fetched",
            "not_modified",
            "gone",
            "dropped",
            "rejected",
            "given_up",
            "lost",
            "carried_over",
        ):
            if count := getattr(source, name):
                yield name.replace("_", " ").capitalize(), figure(count)
        if source.forbidden:
            yield "Given up because robots.txt forbids them", figure(source.forbidden)
        if source.gone_kept:
            yield "Gone, closed or mixed up: kept until a second night", figure(source.gone_kept)
        seen = PROOFS.get(source.proof or "", source.proof or "")
        if source.complete:
            yield "Whole list", f"yes: {seen}"
        else:
            yield "Whole list", "not proved" + ("; nothing was closed" if is_good else "")


def _no_rejects(site: SiteFeed) -> str:
    if site.judged is None:
        return "There are no figures for this attempt."
    if not site.judged.listed:
        return "The list was empty." if site.judged.complete else "No posting was listed."
    return "Every listed posting was read or had been removed." + (
        "" if site.judged.complete else " The list itself was not read to its end."
    )


def _spoken(group: Reasons) -> Reasons:
    return Reasons(KINDS.get(group.kind, group.kind), group.code, group.count, group.examples)


def _wire(tally: Mapping[str, Any]) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield, by kind, the counts of requests and answers."""
    if not tally:
        return
    rows = [
        ("requests", figure(int(tally.get("requests", 0)))),
        ("kB received", f"{tally.get('bytes', 0) / 1e3:,.0f}"),
    ]
    yield "In all", [*rows, ("seconds", f"{tally.get('seconds', 0):,.0f}")]
    for name, words in WIRE.items():
        if counts := tally.get(name):
            yield (
                words,
                [
                    (word.replace("_", " ").replace("/", ": "), figure(count))
                    for word, count in sorted(counts.items())
                ],
            )
