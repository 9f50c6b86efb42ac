"""`make bench`: measure jobwire and its peers by turns in one run, and write the table into
docs/performance.md.

Figures are medians of the rounds. Ratios are taken within a round: only they mean something on a
machine that others use too."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from bench import (
    cores,
    crawls,
    feeds,
    growth,
    lines,
    profiles,
    readers,
    refreshing,
    startup,
    table,
)
from bench.table import Row


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much is measured: postings or pages, and rounds."""

    rounds: int = 5
    few: int = 200
    many: int = 1_000
    lines: int = 60
    refresh: int = 2_000
    feed: int = 200_000
    growth: tuple[int, ...] = (500, 1_000, 10_000)
    two_sites: int = 400
    listed: int = 1_000
    boards: int = 50
    profile: int = 300


SIZES = {
    "tiny": Sizes(
        rounds=1,
        few=3,
        many=6,
        lines=2,
        refresh=50,
        feed=100,
        growth=(30, 300),
        two_sites=3,
        listed=3,
        boards=2,
        profile=3,
    ),
    "quick": Sizes(
        rounds=2,
        few=50,
        many=300,
        lines=30,
        refresh=1_000,
        feed=100_000,
        growth=(300, 3_000),
        two_sites=150,
        listed=300,
        boards=10,
        profile=150,
    ),
    "short": Sizes(),
    "long": Sizes(
        refresh=5_000,
        feed=1_000_000,
        growth=(1_000, 10_000, 100_000),
        listed=5_000,
        boards=200,
    ),
}

MEASURED: Mapping[str, Callable[[Sizes], Iterator[Row]]] = {
    "lines": lambda sizes: lines.rows(sizes.lines, sizes.rounds),
    "crawls": lambda sizes: crawls.rows(sizes.few, sizes.many, sizes.rounds),
    "refresh": lambda sizes: refreshing.rows(sizes.refresh, -(-sizes.rounds // 2)),
    "startup": lambda sizes: startup.rows(2 * sizes.rounds),
    "cores": lambda sizes: cores.rows(sizes.two_sites, sizes.rounds),
    "readers": lambda sizes: readers.rows(
        sizes.many, sizes.listed, sizes.boards, -(-sizes.rounds // 2)
    ),
    "feed": lambda sizes: feeds.rows(sizes.feed, -(-sizes.rounds // 2)),
    "growth": lambda sizes: growth.rows(sizes.growth, -(-sizes.rounds // 4)),
}


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument(
        "what",
        nargs="*",
        default=[*MEASURED, "profiles"],
        help=f"of {', '.join(MEASURED)}, profiles",
    )
    parser.add_argument("--sizes", choices=SIZES, default="short")
    parser.add_argument("--rounds", type=int, help="more or fewer than the sizes have")
    parser.add_argument(
        "--write", action="store_true", help=f"put what was measured into {table.DOCS.name}"
    )
    chosen = parser.parse_args()
    sizes, machine = SIZES[chosen.sizes], table.machine()
    sizes = replace(sizes, rounds=chosen.rounds or sizes.rounds)
    began = time.monotonic()
    print(machine, end="\n\n")
    print(table.as_text(table.HEAD))
    rows = []
    for name in (name for name in MEASURED if name in chosen.what):
        for row in MEASURED[name](sizes):
            print(table.as_text(row.cells()), flush=True)
            rows.append(row)
    profiled = [*profiles.tables(sizes.profile)] if "profiles" in chosen.what else []
    for heading, functions in profiled:
        print(f"\n{heading}\n\n{functions}", flush=True)
    print(f"\n{(time.monotonic() - began) / 60:.0f} minutes")
    if chosen.write:
        measured = f"{machine}; sizes `{chosen.sizes}`, {sizes.rounds} rounds by turns, medians."
        if rows:
            table.write("table", f"{measured}\n\n{table.markdown(rows)}")
        if profiled:
            table.write(
                "profiles", "\n\n".join(f"**{name}**\n\n{shares}" for name, shares in profiled)
            )


if __name__ == "__main__":
    main()
