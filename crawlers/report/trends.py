"""Charts of the runs of a site, with the words around them."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from crawlers.feed.format.manifest import Manifest
from crawlers.report import charts
from crawlers.report.figures import day, figure
from crawlers.report.gather import SiteFeed


@dataclass(frozen=True, slots=True)
class Trend:
    """A chart and the words around it."""

    drawing: Markup
    top: str
    bottom: str
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Trends:
    """The charts of one site. spark: of the overview. open, changes: None where there is one run or
    none; `none` then says so."""

    spark: Markup
    open: Trend | None
    changes: Trend | None
    none: str


def trends_of(site: SiteFeed, now: str) -> Trends:
    """Return the charts of one site."""
    points = [(each.started_at, each.counts.open) for each in site.runs]
    kept_back = [each.started_at for each in site.withheld]
    if not points:
        return Trends(Markup(), None, None, "No good run so far.")
    if len(points) + len(kept_back) == 1:
        none = "One run so far: there is nothing to compare it with yet."
        return Trends(Markup(), None, None, none)
    spark = charts.steps(points, "", kept_back, now)
    return Trends(spark, _trend(points, now, kept_back), _churn(site.runs), "")


def whole_trend(sites: list[SiteFeed], now: str) -> Trend | None:
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


def _trend(points: list[charts.Point], now: str, kept_back: list[str] | None = None) -> Trend:
    """Return the chart of a count over time. kept_back: when runs were withheld."""
    first, last = points[0], points[-1]
    says = f"From {first[1]} on {day(first[0])} to {last[1]} on {day(last[0])}"
    end = max([last[0], now, *(kept_back or [])])
    return Trend(
        charts.steps(points, says, kept_back or [], now),
        figure(charts.bounds(points)[1]),
        figure(charts.bounds(points)[0]),
        day(first[0]),
        day(end),
    )


def _churn(runs: list[Manifest]) -> Trend:
    """Return the chart of what each run added, updated and closed."""
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
        figure(top),
        figure(top),
        rows[0][0] if rows else "",
        rows[-1][0] if rows else "",
    )
