"""The words and figures of each site: from what `gather` found to what the templates print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import Any

from markupsafe import Markup

from crawlers.feed.format.clock import FORMAT, later
from crawlers.feed.format.manifest import Counts, Gate, Manifest, Source
from crawlers.feed.judge.gates import DEEPEST_DROP, GOOD_RUNS, main_reasons, row_of
from crawlers.feed.run.messages import advice, describe_correction
from crawlers.posting.schema import JobPosting
from crawlers.report import charts
from crawlers.report.gather import Reasons, Site

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

TECHNICAL = frozenset(
    {
        "id",
        "schema_version",
        "source",
        "source_kind",
        "description_html",
        "inferred",
        "warnings",
        "flags",
        "status",
        "lifecycle",
        "content_hash",
    }
)
"""Fields that are left out of the table of shares: the feed itself fills them."""

NOT_OF_PAGES = TECHNICAL | {"licence", "url", "description", "sections", "salary_estimate"}
"""Fields that no page is at fault for: the feed or the plugin fills them, or only some sites do."""

FIELDS = tuple(name for name in JobPosting.model_fields if name not in TECHNICAL)

WIRE = {
    "http": "Answers",
    "errors": "Downloads that failed",
    "given_up": "Postings given up",
    "robots": "robots.txt",
    "patience": "Waits that sites asked for",
}


@dataclass(frozen=True, slots=True)
class Trend:
    """A chart and the words around it."""

    drawing: Markup
    top: str
    bottom: str
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class SiteView:
    """One site as the templates print it."""

    name: str
    verdict: str
    mark: str
    says: str
    reasons: list[str]
    served: str
    advice: list[str]
    age: str
    old: bool
    open: str
    added: str
    updated: str
    closed: str
    spark: Markup
    figures: list[tuple[str, str]]
    trend: Trend | None
    no_trend: str
    churn: Trend | None
    fields: list[dict[str, Any]]
    fields_of: str
    never: list[str]
    rejects: list[Reasons]
    no_rejects: str
    wire: list[tuple[str, list[tuple[str, str]]]]
    gates: list[dict[str, Any]]
    corrections: list[str]
    runs: list[dict[str, Any]]


def site_view(site: Site, now: str) -> SiteView:
    """Return the view of one site. now: the instant that ages are counted from."""
    counts = site.last.counts if site.last else Counts()
    fields = list(_fields(site))
    points = [(each.started_at, each.counts.open) for each in site.runs]
    kept_back = [each.started_at for each in site.withheld]
    several = len(points) + len(kept_back) > 1 and bool(points)
    there = bool(site.last)
    recent = _recent(site, now)
    return SiteView(
        name=site.name,
        verdict=site.verdict,
        mark=SAYS[site.verdict][0],
        says=SAYS[site.verdict][1],
        reasons=reasons(site),
        served=_served(site, now),
        advice=_advice(site),
        age=age(site.last.started_at, now) if site.last else "never",
        old=site.last is None or _hours(site.last.started_at, now) > OLD_HOURS,
        open=_figure(counts.open, there),
        added=_figure(recent["added"], there),
        updated=_figure(recent["updated"], there),
        closed=_figure(recent["closed"], there),
        spark=charts.steps(points, "", kept_back, now) if several else Markup(),
        figures=list(_figures(site, now)),
        trend=_trend(points, now, kept_back) if several else None,
        no_trend=_no_trend(site),
        churn=_churn(site.runs) if several else None,
        fields=[each for each in fields if each["now"] != "0 %" or each["fell"]],
        fields_of=_fields_of(site),
        never=[each["name"] for each in fields if each["now"] == "0 %" and not each["fell"]],
        rejects=[_spoken(each) for each in site.rejects()],
        no_rejects=_no_rejects(site),
        wire=list(_wire(site.tally())),
        gates=[_gate(each) for each in site.judged.gates] if site.judged else [],
        corrections=_corrections(site),
        runs=list(_runs(site)),
    )


def _corrections(site: Site) -> list[str]:
    corrections = site.last.corrections if site.last else ()
    return [describe_correction(each).strip() for each in corrections]


def reasons(site: Site) -> list[str]:
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
    return sorted(sites, key=lambda each: (RANKS[each.verdict], each.name))


def _served(site: Site, now: str) -> str:
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


def _failed(site: Site) -> tuple[Gate, ...]:
    """Return the gates that kept the last attempt from being published."""
    return (
        main_reasons(tuple(gate for gate in site.judged.gates if not gate.passed))
        if site.judged
        else ()
    )


def _advice(site: Site) -> list[str]:
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
    bad = [each for each in worst_first(sites) if each.verdict != "published"]
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
        site.verdict, f"is {site.verdict}"
    )


def totals(sites: list[Site], now: str) -> list[tuple[str, str]]:
    """Return the figures of all sites together, each with its label."""
    recent = sum((_recent(each, now) for each in sites), Counter[str]())
    opened = sum(each.last.counts.open for each in sites if each.last)
    return [
        ("open", _figure(opened)),
        *((f"{name} in {RECENT_DAYS} days", _figure(recent[name])) for name in CHANGES),
    ]


def _recent(site: Site, now: str) -> Counter[str]:
    """Return the number of postings added, updated and closed in the last days. The first run does
    not count: all that it found is new."""
    since = later(now, days=-RECENT_DAYS)
    runs = [each.counts for each in site.runs if each.previous and each.started_at >= since]
    return Counter({name: sum(getattr(counts, name) for counts in runs) for name in CHANGES})


def whole_trend(sites: list[Site], now: str) -> Trend | None:
    """Return the trend of open postings of all sites: at each run, the sum of the last count of
    each site. None for a single run."""
    events = sorted(
        (run.started_at, site.name, run.counts.open) for site in sites for run in site.runs
    )
    held: dict[str, int] = {}
    points: dict[str, int] = {}
    for instant, name, count in events:
        held[name] = count
        points[instant] = sum(held.values())
    return _trend(list(points.items()), now) if len(points) > 1 else None


def age(instant: str, now: str) -> str:
    """`20 minutes ago`, `5 hours ago`, `3 days ago`; of an instant that has not come yet `in 3 days
    (a clock is wrong)`."""
    hours = _hours(instant, now)
    for size, word in ((24, "day"), (1, "hour"), (1 / 60, "minute")):
        count = int(abs(hours) / size + 1e-6)
        if count >= (2 if word == "day" else 1):
            words = f"{count} {word}{'s' * (count != 1)}"
            return f"{words} ago" if hours > 0 else f"in {words} (a clock is wrong)"
    return "just now"


def day(instant: str) -> str:
    """`2 Mar 2026`."""
    moment = datetime.strptime(instant, FORMAT)
    return f"{moment.day} {moment:%b %Y}"


def moment(instant: str) -> str:
    """`2 Mar 2026, 06:00 UTC`."""
    return f"{day(instant)}, {instant[11:16]} UTC"


def _hours(instant: str, now: str) -> float:
    """Hours from an instant to now; below zero where it has not come yet."""
    span = datetime.strptime(now, FORMAT) - datetime.strptime(instant, FORMAT)
    return span.total_seconds() / 3600


def _figure(count: int, there: bool = True) -> str:
    return f"{count:,}" if there else "–"


def _figures(site: Site, now: str) -> Iterator[tuple[str, str]]:
    source = site.judged
    is_good = site.verdict == "published"
    if site.last:
        which = "Last good run" if is_good else "Last good run, still served"
        yield which, f"{moment(site.last.started_at)}, {age(site.last.started_at, now)}"
        yield "Open" if is_good else "Open in it", _figure(site.last.counts.open)
    if not is_good and site.attempted_at:
        yield "Last attempt", f"{moment(site.attempted_at)}, {age(site.attempted_at, now)}"
    if source:
        yield "Listed" if is_good else "Listed in the attempt", _figure(source.listed)
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
                yield name.replace("_", " ").capitalize(), _figure(count)
        if source.gone_kept:
            yield "Gone, open until a second night", _figure(source.gone_kept)
        seen = PROOFS.get(source.proof or "", source.proof or "")
        if source.complete:
            yield "Whole list", f"yes: {seen}"
        else:
            yield "Whole list", "not proved" + ("; nothing was closed" if is_good else "")


def _trend(points: list[charts.Point], now: str, kept_back: list[str] | None = None) -> Trend:
    first, last = points[0], points[-1]
    says = f"From {first[1]} on {day(first[0])} to {last[1]} on {day(last[0])}"
    end = max([last[0], now, *(kept_back or [])])
    return Trend(
        charts.steps(points, says, kept_back or [], now),
        _figure(charts.bounds(points)[1]),
        _figure(charts.bounds(points)[0]),
        day(first[0]),
        day(end),
    )


def _churn(runs: list[Manifest]) -> Trend:
    rows = [
        (day(each.started_at), each.counts.added, each.counts.updated, each.counts.closed)
        for each in runs
        if each.previous
    ]
    top = max((max(added + updated, closed) for _, added, updated, closed in rows), default=0)
    says = "; ".join(
        f"{label}: {added} added, {updated} updated, {closed} closed"
        for label, added, updated, closed in rows[-5:]
    )
    return Trend(
        charts.bars(rows, says or "no run yet that has one before it"),
        _figure(top),
        _figure(top),
        rows[0][0] if rows else "",
        rows[-1][0] if rows else "",
    )


def _fields(site: Site) -> Iterator[dict[str, Any]]:
    """Yield for each field its share in the judged attempt, beside the median of the good runs
    before it."""
    if not site.judged or not site.judged.count:
        return
    earlier = site.before[:GOOD_RUNS]
    for name in FIELDS:
        now = site.judged.filled.get(name, 0.0)
        before = median(each.filled.get(name, 0.0) for each in earlier) if earlier else None
        yield {
            "name": name.replace("_", " "),
            "now": _percent(now),
            "before": _percent(before) if before is not None else "–",
            "fell": before is not None and before - now > DEEPEST_DROP,
            "bar": charts.share(now, before),
        }


def _fields_of(site: Site) -> str:
    if not site.judged:
        return ""
    which = "the last good run" if site.judged.published else "the run that was withheld"
    earlier = len(site.before[:GOOD_RUNS])
    behind = (
        f"the median of {earlier} good runs before it" if earlier > 1 else "the good run before it"
    )
    return f"{site.judged.count:,} postings of {which}" + (
        f", against {behind}." if earlier else "; there is no good run before it."
    )


def _no_trend(site: Site) -> str:
    if site.runs:
        return "One run so far: there is nothing to compare it with yet."
    return "No good run so far."


def _no_rejects(site: Site) -> str:
    if site.judged is None:
        return "There are no figures for this attempt."
    if not site.judged.listed:
        return "The list was empty." if site.judged.complete else "No posting was listed."
    return "Every listed posting was read or had been removed." + (
        "" if site.judged.complete else " The list itself was not read to its end."
    )


def _percent(share: float) -> str:
    return f"{share * 100:.0f} %"


def _spoken(group: Reasons) -> Reasons:
    return Reasons(KINDS.get(group.kind, group.kind), group.code, group.count, group.examples)


def _wire(tally: Mapping[str, Any]) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    if not tally:
        return
    rows = [
        ("requests", _figure(int(tally.get("requests", 0)))),
        ("kB received", f"{tally.get('bytes', 0) / 1e3:,.0f}"),
    ]
    yield "In all", [*rows, ("seconds", f"{tally.get('seconds', 0):,.0f}")]
    for name, words in WIRE.items():
        if counts := tally.get(name):
            yield (
                words,
                [
                    (word.replace("_", " ").replace("/", ": "), _figure(count))
                    for word, count in sorted(counts.items())
                ],
            )


def _gate(gate: Gate) -> dict[str, Any]:
    row, field = row_of(gate), gate.name.partition(":")[2].replace("_", " ")
    is_share = row is not None and row.is_share
    return {
        "name": row.label.format(field) if row else _gate_words(gate.name),
        "passed": gate.passed,
        "value": _measure(gate.value, is_share),
        "limit": _measure(gate.limit, is_share),
    }


def _measure(value: Any, is_share: bool) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return str(len(value))
    if is_share and isinstance(value, (int, float)):
        return f"{value * 100:.4g} %"
    return "–" if value is None else str(value)


def _runs(site: Site) -> Iterator[dict[str, Any]]:
    """Yield the kept runs, the newest first, with the withheld ones between them."""
    for each in sorted((*site.runs, *site.withheld), key=lambda one: one.run_id, reverse=True):
        source: Source | None = each.sources[0] if each.sources else None
        published = source is None or source.published
        yield {
            "id": each.run_id,
            "at": each.started_at,
            "published": published,
            "previous": each.previous,
            "counts": each.counts,
            "reasons": [_fault(name) for name in source.reasons] if source else [],
        }


def _fault(name: str) -> str:
    """Return what was wrong where a gate was not passed; of a gate of another version its name."""
    row, field = row_of(Gate(name, False, None, None)), name.partition(":")[2].replace("_", " ")
    return row.fault.format(field) if row else _gate_words(name)


def _gate_words(name: str) -> str:
    return name.replace("_", " ").replace(":", ": ")
