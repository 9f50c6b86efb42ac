"""Measure whole crawls of one board on one core: jobwire with all stages, journal, gate and
publication, beside its peers.

Every contender crawls a small and a large board in each round: the large one shows what a page
costs with start-up, the difference of the two what it costs without.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.measure import PYTHON, measure_by_turns, run_measured
from bench.server import serve_board
from bench.table import Row, speed_row

NOW = "2026-11-01T00:00:00Z"
"""The time that every run of jobwire uses as "now": all postings of the board are open then."""
SHARED = ("DOWNLOAD_DELAY=0", "LOG_LEVEL=INFO")
JOBWIRE = (
    *SHARED,
    "JOBWIRE_PRIVATE_HOSTS=127.0.0.1",
    f"JOBWIRE_NOW={NOW}",
    "JOBWIRE_PAGE_BUDGET=1000000",
    "SPIDER_MODULES=bench.spiders.benchboard,bench.spiders.secondboard",
)
BARE = (
    "ITEM_PIPELINES={}",
    "EXTENSIONS={}",
    "DOWNLOADER_MIDDLEWARES={}",
    "COMMANDS_MODULE=",
    "SPIDER_LOADER_CLASS=scrapy.spiderloader.SpiderLoader",
    "SPIDER_MODULES=",
    "TWISTED_DNS_RESOLVER=scrapy.resolver.CachingThreadedResolver",
)
"""Settings that take jobwire's own parts out."""

Command = Callable[[str, Path], list[str | Path]]


def options(*pairs: str) -> list[str]:
    """Return settings as options of Scrapy's command line."""
    return [word for pair in pairs for word in ("-s", pair)]


def jobwire(origin: str, folder: Path) -> list[str | Path]:
    """Return the command of a whole crawl by jobwire, into a new feed."""
    where = options(*JOBWIRE, f"JOBWIRE_FEEDS={folder / 'feeds'}")
    return [
        PYTHON,
        "-m",
        "scrapy",
        "crawl",
        "benchboard",
        "-a",
        f"origin={origin}",
        "--full",
        *where,
    ]


def scrapy(spider: str, *settings: str) -> Command:
    """Return the command of a spider of bench/peers, its items written with FEEDS."""

    def command(origin: str, folder: Path) -> list[str | Path]:
        run = [PYTHON, "-m", "scrapy", "runspider", f"bench/peers/{spider}.py"]
        return [*run, "-a", f"origin={origin}", "-O", folder / "items.jsonl", *options(*settings)]

    return command


def crawlee(how: str) -> Command:
    """Return the command of crawlee. how: `raw` fields, or all of jobwire's `stages`."""
    run = [PYTHON, "-m", "bench.peers.crawlee"]
    return lambda origin, folder: [*run, origin, folder / "items.jsonl", how]


@dataclass(frozen=True, slots=True)
class Contender:
    """A program that crawls the board. command: how it is run. project: whether it has jobwire's
    settings. goal: for the ratio of its cost to jobwire's. needs: the module of the program, where
    it is not Scrapy."""

    what: str
    command: Command
    project: bool = False
    goal: str = ""
    needs: str = ""

    def env(self) -> dict[str, str]:
        """Return the environment of its process. Without a project Scrapy has its own defaults."""
        return {
            "SCRAPY_SETTINGS_MODULE": "crawlers.settings"
            if self.project
            else "bench.peers.defaults"
        }


_SCRAPYS_OWN = "scrapy.pipelines.ItemPipelineManager"
JOBWIRE_ITSELF = Contender("jobwire", jobwire, project=True)
CONTENDERS = (
    Contender(
        "bare Scrapy, raw fields with FEEDS, the same settings",
        scrapy("bare", *SHARED, *BARE),
        True,
        ">= 0.28",
    ),
    Contender("that spider on Scrapy's default settings", scrapy("bare", *SHARED)),
    Contender(
        "Scrapy with trafilatura in a pipeline, the same settings",
        # without the first setting: the spider has a pipeline of its own, which jobwire's
        # ITEM_PROCESSOR would not run
        scrapy("main_text", *SHARED, *BARE[1:], f"ITEM_PROCESSOR={_SCRAPYS_OWN}"),
        True,
        ">= 1.1",
        "trafilatura",
    ),
    Contender(
        "crawlee's ParselCrawler, jobwire's stages in its handler",
        crawlee("stages"),
        True,
        needs="crawlee",
    ),
    Contender("crawlee's ParselCrawler, raw fields only", crawlee("raw"), needs="crawlee"),
)


def cpu_milliseconds(contender: Contender, origin: str, postings: int) -> float:
    """Return the CPU of one crawl of a board, in milliseconds.

    Raise RuntimeError where it gave another number of postings.
    """
    with TemporaryDirectory() as folder:
        spent = run_measured(contender.command(origin, Path(folder)), contender.env()).cpu * 1000
        check_lines(contender, Path(folder), postings)
    return spent


def check_lines(contender: Contender, folder: Path, postings: int) -> None:
    """Raise RuntimeError where a crawl wrote another number of postings."""
    if (found := count_lines(folder)) != postings:
        raise RuntimeError(f"{contender.what}: {found} lines of {postings} postings")


def count_lines(folder: Path) -> int:
    """Return how many lines a contender wrote."""
    feed = folder / "feeds" / "benchboard.jsonl"
    with (feed if feed.exists() else folder / "items.jsonl").open("rb") as lines:
        return sum(1 for _ in lines)


def rows(few: int, many: int, rounds: int, size: int = 60) -> Iterator[Row]:
    """Yield two rows for each peer, with start-up and without."""
    everyone = (JOBWIRE_ITSELF, *CONTENDERS)
    with serve_board(few, size) as small, serve_board(many, size) as large:
        boards: Mapping[int, str] = {few: small.origin, many: large.origin}
        sides = {
            (each.what, postings): lambda each=each, postings=postings: cpu_milliseconds(
                each, boards[postings], postings
            )
            for each in everyone
            for postings in boards
        }
        found = measure_by_turns(sides, rounds)
    whole = {each.what: [spent / many for spent in found[each.what, many]] for each in everyone}
    pages = {
        each.what: [
            (b - a) / (many - few)
            for a, b in zip(found[each.what, few], found[each.what, many], strict=True)
        ]
        for each in everyone
    }
    for each in CONTENDERS:
        for words, side in (
            (f"whole crawl of {many:,}", whole),
            ("the same without start-up", pages),
        ):
            yield speed_row(
                f"{words}; peer: {each.what}", side["jobwire"], side[each.what], "ms", each.goal
            )
