"""The gates of a run and the kept runs of a site, as rows of tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from crawlers.feed.format.manifest import Counts, Gate, Source
from crawlers.feed.judge.gates import row_of
from crawlers.report.gather import SiteFeed


@dataclass(frozen=True, slots=True)
class GateView:
    """A gate: what it measures, whether it was passed, what was found, and the limit."""

    name: str
    passed: bool
    value: str
    limit: str


@dataclass(frozen=True, slots=True)
class RunView:
    """A kept run. at: when it began. previous: the run that it began from. reasons: of a withheld
    run, in a few words."""

    id: str
    at: str
    published: bool
    previous: str | None
    counts: Counts
    reasons: list[str]


def gate_row(gate: Gate) -> GateView:
    """Return the row of one gate."""
    row, field = row_of(gate), gate.name.partition(":")[2].replace("_", " ")
    is_share = row is not None and row.is_share
    return GateView(
        row.label.format(field) if row else _gate_words(gate.name),
        gate.passed,
        _measure(gate.value, is_share),
        _measure(gate.limit, is_share),
    )


def _measure(value: Any, is_share: bool) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return str(len(value))
    if is_share and isinstance(value, (int, float)):
        return f"{value * 100:.4g} %"
    return "–" if value is None else str(value)


def run_rows(site: SiteFeed) -> Iterator[RunView]:
    """Yield the kept runs, the newest first, with the withheld ones between them."""
    for each in sorted((*site.runs, *site.withheld), key=lambda one: one.run_id, reverse=True):
        source: Source | None = each.sources[0] if each.sources else None
        published = source is None or source.published
        faults = [_fault(name) for name in source.reasons] if source else []
        yield RunView(each.run_id, each.started_at, published, each.previous, each.counts, faults)


def _fault(name: str) -> str:
    """Return what was wrong where a gate was not passed; of a gate of another version its name."""
    row, field = row_of(Gate(name, False, None, None)), name.partition(":")[2].replace("_", " ")
    return row.fault.format(field) if row else _gate_words(name)


def _gate_words(name: str) -> str:
    return name.replace("_", " ").replace(":", ": ")
