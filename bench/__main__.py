"""`make bench`: CPU a page of the whole crawl beside bare Scrapy, and bytes to a line beside one lxml parse, in one run.

Rounds alternate, medians and their ratio are printed: only the ratio says something on a machine that others use too.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parent.parent
SCRAPY = Path(sys.executable).with_name("scrapy")
SAME = ("DOWNLOAD_DELAY=0", "LOG_LEVEL=ERROR", "JOBWIRE_PRIVATE_HOSTS=127.0.0.1", "SPIDER_MODULES=bench.spiders")
BARE = (
    "ITEM_PIPELINES={}",
    "EXTENSIONS={}",
    "DOWNLOADER_MIDDLEWARES={}",
    "ROBOTSTXT_OBEY=False",
    "TWISTED_DNS_RESOLVER=scrapy.resolver.CachingThreadedResolver",
)


def cpu_of(command: list[str], cwd: Path) -> float:
    """Seconds of CPU that a child process took. Raises CalledProcessError where it failed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        command, cwd=cwd, check=True, capture_output=True, env={**os.environ, "SCRAPY_SETTINGS_MODULE": "crawlers.settings"}
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def options(*pairs: str) -> list[str]:
    return [word for pair in pairs for word in ("-s", pair)]


def jobwire(origin: str, folder: Path) -> list[str]:
    where = options(*SAME, f"JOBWIRE_FEEDS={folder / 'feeds'}")
    return [str(SCRAPY), "crawl", "benchboard", "-a", f"origin={origin}", "--full", *where]


def bare(origin: str, folder: Path) -> list[str]:
    runner = "from scrapy.cmdline import execute; import sys; execute(['scrapy', 'runspider', *sys.argv[1:]])"
    out = str(folder / "bare.jsonl")
    return [
        sys.executable,
        "-c",
        runner,
        "bench/spiders/bare.py",
        "-a",
        f"origin={origin}",
        "-O",
        out,
        *options(*SAME[:2], *BARE),
    ]


def crawls(postings: int, size: int, rounds: int) -> tuple[float, float]:
    """Median CPU ms a page of (jobwire, bare Scrapy), start-up included, rounds by turns."""
    with subprocess.Popen(
        [sys.executable, "-m", "bench.server", str(postings), str(size)], cwd=ROOT, stdout=subprocess.PIPE
    ) as server:
        assert server.stdout is not None
        origin = f"http://127.0.0.1:{int(server.stdout.readline())}"
        ours, theirs = [], []
        try:
            for _ in range(rounds):
                with tempfile.TemporaryDirectory() as folder:
                    ours.append(cpu_of(jobwire(origin, Path(folder)), ROOT) / postings * 1000)
                    theirs.append(cpu_of(bare(origin, Path(folder)), ROOT) / postings * 1000)
        finally:
            server.terminate()
    return median(ours), median(theirs)


def per_call(function: Callable[[int], object], calls: int) -> float:
    """CPU ms a call."""
    begin = time.process_time()
    for number in range(calls):
        function(number)
    return (time.process_time() - begin) / calls * 1000


def lines(size: int, pages: int, rounds: int) -> tuple[float, float]:
    """Median CPU ms of (bytes to a line of the feed through all stages, one lxml parse) over the same pages."""
    from lxml import html
    from scrapy.utils.project import get_project_settings

    from bench.pages import HOME, posting_page, truth
    from bench.spiders.benchboard import BenchboardSpider
    from crawlers.page import Page
    from crawlers.reading import PageReader

    os.environ.setdefault("SCRAPY_SETTINGS_MODULE", "crawlers.settings")
    reader, spider = PageReader(get_project_settings().getdict("ITEM_PIPELINES")), BenchboardSpider()
    bodies = [(posting_page(n, size=size), HOME + truth(n, size=size).path) for n in range(1, pages + 1)]

    def ours(number: int) -> None:
        body, url = bodies[number]
        result = reader.read(Page.from_bytes(body, url=url, content_type="text/html; charset=utf-8"), spider)
        assert result.posting, result.problems

    def parse(number: int) -> None:
        html.document_fromstring(bodies[number][0])

    per_call(ours, min(pages, 20))  # word lists and patterns are loaded once a process
    both = [(per_call(ours, pages), per_call(parse, pages)) for _ in range(rounds)]
    return median(a for a, _ in both), median(b for _, b in both)


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--postings", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    machine = f"{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} cores"
    print(f"{machine}, {chosen.rounds} rounds by turns, medians\n")
    print(f"{'CPU ms a page':<46}{'jobwire':>9}{'peer':>9}{'peer / jobwire':>16}")
    for size in (60, 200):
        a, b = lines(size, 60, chosen.rounds)
        print(f"{f'bytes to line, {size} KB; peer: one lxml parse':<46}{a:>9.2f}{b:>9.2f}{b / a:>16.2f}", flush=True)
    a, b = crawls(chosen.postings, 60, chosen.rounds)
    print(f"{f'whole crawl of {chosen.postings}, 60 KB; peer: bare Scrapy':<46}{a:>9.2f}{b:>9.2f}{b / a:>16.2f}")


if __name__ == "__main__":
    main()
