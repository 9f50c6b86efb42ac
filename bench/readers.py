"""Measure what processes that read, and processes that start warm, save: beside bare Scrapy, beside
the same without them.

CPU of all processes: readers outlive the crawl by a moment, so this process adopts and counts them.
"""

from __future__ import annotations

import ctypes
import json
import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import pages
from bench.crawls import CONTENDERS, JOBWIRE, JOBWIRE_ITSELF, Contender, check_lines, options
from bench.measure import CORE, OTHERS, PYTHON, ROOT, Cost, measure_by_turns, run_measured
from bench.server import serve_board
from bench.table import Row, cost_row, speed_row

READERS = 2
BOTH = CORE | OTHERS
_PR_SET_CHILD_SUBREAPER = 36
"""prctl(2), Linux."""
_PLUGIN = """
from bench.spiders.benchboard import BenchboardSpider

class Small{number}Spider(BenchboardSpider):
    name = "small{number}"
"""


def rows(postings: int, listed: int, boards: int, rounds: int) -> Iterator[Row]:
    """Yield the rows. postings: of a crawl. listed: saved pages. boards: of 20 postings each."""
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1)
    yield from _crawls(postings, rounds)
    yield from _saved(listed, rounds)
    yield from _boards(boards, rounds)


def _crawls(postings: int, rounds: int) -> Iterator[Row]:
    bare = CONTENDERS[0]
    with serve_board(postings, 60) as board:
        of: dict[str, Callable[[], Crawl]] = {
            "bare": partial(_crawl, bare, board.origin, postings),
            "none": partial(_crawl, JOBWIRE_ITSELF, board.origin, postings, 0),
            "two": partial(_crawl, JOBWIRE_ITSELF, board.origin, postings, READERS),
        }
        found = measure_by_turns(of, rounds)  # type: ignore[arg-type]  # figures in threes
    crawls: dict[str, list[Crawl]] = found  # type: ignore[assignment]

    def figures(side: str, which: int) -> list[float]:
        return [each[which] / postings * 1000 for each in crawls[side]]

    what = f"whole crawl of {postings:,}, two readers"
    yield cost_row(
        f"{what}: the crawling process, CPU; peer: bare Scrapy",
        *(figures("two", 0), figures("bare", 0)),
        *("ms", "<= 1.5"),
    )
    yield cost_row(
        f"{what}: all processes, CPU; peer: without readers",
        *(figures("two", 1), figures("none", 1)),
        *("ms", "<= 1.08"),
    )
    yield speed_row(
        f"{what}, on two cores; peer: bare Scrapy",
        *(figures("two", 2), figures("bare", 2)),
        *("ms by the clock", ">= 0.45"),
    )


Crawl = tuple[float, float, float]
"""Seconds: CPU of the crawling process, CPU of all processes, by the clock."""


def _crawl(contender: Contender, origin: str, postings: int, readers: int = 0) -> Crawl:
    with TemporaryDirectory() as folder:
        command = contender.command(origin, Path(folder))
        spent, all_of_them = run_with_orphans(
            [*command, "-s", f"JOBWIRE_READERS={readers}"], contender.env(), BOTH
        )
        check_lines(contender, Path(folder), postings)
    return spent.cpu, all_of_them, spent.wall


def run_with_orphans(
    command: list[str | Path], env: dict[str, str], cores: set[int]
) -> tuple[Cost, float]:
    """Run a process; return its cost, and the CPU of it and all that it left behind."""
    before = set(_children())
    spent = run_measured(command, env, cores)
    cpu = spent.cpu
    while left := set(_children()) - before:
        for pid in left:
            _, _, used = os.wait4(pid, 0)
            cpu += used.ru_utime + used.ru_stime
    return spent, cpu


def _children() -> list[int]:
    me = Path(f"/proc/self/task/{os.getpid()}/children")
    return [int(word) for word in me.read_text().split()]


def _saved(listed: int, rounds: int) -> Iterator[Row]:
    with TemporaryDirectory() as name:
        folder = Path(name)
        with (folder / "list.jsonl").open("w") as file:
            for number in range(listed):
                (folder / f"{number}.html").write_bytes(pages.posting_page(number))
                file.write(json.dumps({"path": f"{number}.html"}) + "\n")
        command = [PYTHON, "-m", "scrapy", "extract", "--pages", folder / "list.jsonl", "-s"]

        def wall(readers: int) -> float:
            run = [*command, f"JOBWIRE_READERS={readers}"]
            spent = run_with_orphans(run, JOBWIRE_ITSELF.env(), BOTH)[0]
            if (read := spent.output.count('"posting": {')) != listed:
                raise RuntimeError(f"extract read {read} postings of {listed} pages")
            return spent.wall

        found = measure_by_turns({0: partial(wall, 0), 2: partial(wall, READERS)}, rounds)
    what = f"extract --pages of {listed:,}, two readers on two cores; peer: none"
    yield cost_row(what, found[2], found[0], "s", "<= 0.62")


def _boards(boards: int, rounds: int) -> Iterator[Row]:
    with serve_board(20, 8) as board, TemporaryDirectory() as name:
        package = Path(name) / "smallboards"
        package.mkdir()
        (package / "__init__.py").touch()
        for number in range(boards):
            (package / f"small{number}.py").write_text(_PLUGIN.format(number=number))
        names = [f"small{number}" for number in range(boards)]
        env = {
            **JOBWIRE_ITSELF.env(),
            "BENCH_ORIGIN": board.origin,
            "PYTHONPATH": f"{ROOT}{os.pathsep}{name}",
        }

        def cpu(warm: bool) -> float:
            with TemporaryDirectory() as feeds:
                settings = options(
                    *JOBWIRE[:-1],
                    f"SPIDER_MODULES={','.join(f'smallboards.{each}' for each in names)}",
                    f"JOBWIRE_FEEDS={feeds}/feeds",
                    "JOBWIRE_REPORT=",
                    f"JOBWIRE_WARM_FROM={1 if warm else boards + 1}",
                )
                command: list[str | Path] = [PYTHON, "-m", "scrapy", "refresh", *names, *settings]
                return run_with_orphans(command, env, CORE)[1]

        found = measure_by_turns({"warm": partial(cpu, True), "cold": partial(cpu, False)}, rounds)
    what = f"scrapy refresh of {boards} boards of 20; peer: each from a cold start"
    yield cost_row(what, found["warm"], found["cold"], "s CPU", "<= 0.4")
