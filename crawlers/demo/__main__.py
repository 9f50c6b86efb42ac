"""`make demo`: serve the demo's sites, crawl each of them into `demo-feeds/`, and print the
results.

Its sites have the names of real ones, so its feeds stand apart from theirs in `feeds/`.

Exit codes: 0 if every site was published, 1 if one was not, 64 for wrong arguments.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import subprocess
import sys
import textwrap
import time
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crawlers.contract.project import project_folder
from crawlers.demo.server import DemoServer, SiteServer, World
from crawlers.demo.truth.vacancies import SITES, monday
from crawlers.exit_codes import USAGE
from crawlers.feed.format.folder import Folder
from crawlers.feed.format.manifest import Source
from crawlers.feed.run.last_outcome import load_outcome
from crawlers.feed.run.messages import WIDTH

ROOT = project_folder()
LOGS = ROOT / ".demo"
FEEDS = ROOT / "demo-feeds"
AT_ONCE = 2
LIMIT = 100.0
"""Seconds after which a crawl is stopped: the whole demo ends in under two minutes."""
# Waiting between requests protects other people's sites; here it would only make the demo slow.
IMPATIENT = {"DOWNLOAD_DELAY": "0", "JOBWIRE_BACKOFF": "0.2"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the crawl of one site ended. code: the exit code. source, why: the run's figures and
    verdict, where it got that far."""

    site: str
    code: int
    source: Source | None
    why: str

    @property
    def published(self) -> bool:
        return self.code == 0 and self.source is not None


def _environment() -> dict[str, str]:
    """Return the environment of a crawl: with the plugins of the demo, and jobwire's settings where
    there is no project."""
    return {"SCRAPY_SETTINGS_MODULE": "crawlers.settings", **os.environ, "JOBWIRE_DEMO": "1"}


def crawl(site: SiteServer, feeds: Path) -> Outcome:
    """Run `scrapy crawl` against a served site, on the site's own day. Its output goes to a file
    under `.demo/`."""
    LOGS.mkdir(exist_ok=True)
    today = site.world.epoch + dt.timedelta(days=site.world.day)
    command = [
        sys.executable,
        "-m",
        "scrapy",
        "crawl",
        site.site.name,
        "-a",
        f"origin={site.origin}",
        "--as-of",
        f"{today}T06:00:00Z",
    ]
    for name, value in {**IMPATIENT, "JOBWIRE_FEEDS": str(feeds)}.items():
        command += ["-s", f"{name}={value}"]
    folder = Folder(feeds, site.site.name)
    with log_of(site.site.name).open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=_environment(), stdout=log, stderr=log)
        try:
            code = process.wait(LIMIT)
        except subprocess.TimeoutExpired:
            process.kill()
            code = process.wait()
            log.write(b"\nThe crawl took too long and was stopped.\n")
    source, why = load_outcome(folder, process.pid) or (None, _last_words(site.site.name))
    return Outcome(site.site.name, code, source, why)


def _last_words(site: str) -> str:
    """Return the last lines of a crawl that left no verdict: why it did not begin, or the error
    that ended it."""
    said = log_of(site).read_text(encoding="utf-8", errors="replace").partition(f"\n{site}: ")[2]
    return " ".join(said.split()) or "The crawl ended before anything could be judged."


def log_of(site: str) -> Path:
    """Return the file with the output of a site's crawl."""
    return LOGS / f"{site}.log"


def crawl_all(demo: DemoServer, feeds: Path, watch: bool) -> list[Outcome]:
    """Crawl all sites, two at a time. watch: show a bar for each, with the number of pages that
    were requested."""
    with ThreadPoolExecutor(AT_ONCE) as pool, _bars(watch) as bars:
        crawls = {name: pool.submit(crawl, site, feeds) for name, site in demo.sites.items()}
        if bars is not None:
            _watch(demo, crawls, bars)
        return [running.result() for running in crawls.values()]


def _bars(watch: bool) -> AbstractContextManager[Any]:
    if not watch:
        return nullcontext()
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    return Progress(
        TextColumn("{task.description:<14}"),
        BarColumn(30),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )


def _watch(demo: DemoServer, crawls: dict[str, Future[Outcome]], bars: Any) -> None:
    """Show how far the crawlers are, by what the server has served. A page that the list shows as
    unchanged is never requested, so the bar of a finished crawl is filled up."""
    world = demo.world
    pages = {name: site.site.pages(world.day, world.epoch) for name, site in demo.sites.items()}
    tasks = {name: bars.add_task(name, total=len(pages[name])) for name in crawls}
    while True:
        finished = all(running.done() for running in crawls.values())
        for name, task in tasks.items():
            asked = pages[name] if crawls[name].done() else pages[name] & set(world.served[name])
            bars.update(task, completed=len(asked))
        if finished:
            return
        time.sleep(0.1)


def report(outcomes: Sequence[Outcome], feeds: Path) -> str:
    """Return the result of each site in 80 columns."""
    where = near(feeds)
    lines = [
        f"{'site':<14}{'listed':>7}{'published':>11}{'gone':>6}{'left out':>10}  file",
        "-" * WIDTH,
    ]
    for outcome in outcomes:
        source = outcome.source
        if source is None or not outcome.published:
            lines += textwrap.wrap(
                f"{outcome.site:<14}not published: {outcome.why}", WIDTH, subsequent_indent=" " * 14
            )
            lines.append(f"{'':<14}{near(log_of(outcome.site))} has the log.")
        else:
            left_out = source.rejected + source.given_up + source.lost
            figures = f"{source.listed:>7}{source.count:>11}{source.gone:>6}{left_out:>10}"
            lines.append(f"{outcome.site:<14}{figures}  {where}/{outcome.site}.jsonl")
    return "\n".join(lines)


def advice(feeds: Path, day: int) -> str:
    """Return commands to try next. day: the day on which the sites were crawled."""
    where = near(feeds)
    elsewhere = "" if feeds == FEEDS else f" --feeds {where}"
    return f"""
See all of it:   .venv/bin/scrapy report --feeds {where}
One posting:     head -n 1 {where}/northlake.jsonl | python3 -m json.tool
Check a feed:    .venv/bin/python -m crawlers.feed verify {where}/hubmub
Two days later:  .venv/bin/python -m crawlers.demo --day {day + 2}{elsewhere}
A site by hand:  .venv/bin/python -m crawlers.demo --serve"""


def near(path: Path) -> str:
    """Return a path as people write it: relative if it is below the current folder."""
    return os.path.relpath(path) if path.is_relative_to(Path.cwd()) else str(path)


def arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m crawlers.demo", description="Crawl six small sites served on loopback."
    )
    parser.add_argument(
        "--day",
        type=int,
        default=0,
        help="the day in the life of the sites (0 to 30 and on), default 0",
    )
    parser.add_argument(
        "--epoch",
        type=dt.date.fromisoformat,
        help="the date of day 0, default the Monday of this week",
    )
    parser.add_argument(
        "--port-base",
        type=int,
        default=0,
        help="port of the first site, the others follow; default free ports",
    )
    parser.add_argument(
        "--feeds", type=Path, default=FEEDS, help="where to publish, default demo-feeds/"
    )
    parser.add_argument(
        "--serve", action="store_true", help="serve the sites until interrupted, and crawl nothing"
    )
    return parser.parse_args(argv)


def serve(demo: DemoServer) -> None:
    """Print the sites and wait for Ctrl-C."""
    for name, site in demo.sites.items():
        print(f"{name:<14}{site.origin}{site.site.list_path}")
    first = next(iter(demo.sites.values()))
    crawl_it = f"JOBWIRE_DEMO=1 .venv/bin/scrapy crawl {first.site.name} -a origin={first.origin}"
    print(
        f"\nCrawl one:  {crawl_it}\nSet day 7:  curl {first.origin}/_day/7\nCtrl-C ends it.",
        flush=True,
    )
    try:
        while True:
            time.sleep(3600)
    except KeyboardInterrupt:
        print()


def main(argv: Sequence[str] | None = None) -> int:
    try:
        options = arguments(argv)
    except SystemExit as wrong:
        return USAGE if wrong.code else 0
    world = World(options.epoch or monday(dt.date.today()), options.day)
    with DemoServer(world, options.port_base) as demo:
        if options.serve:
            serve(demo)
            return 0
        feeds = options.feeds.resolve()
        print(f"Crawling {len(SITES)} small sites on loopback into {near(feeds)}/ ...", flush=True)
        began = time.monotonic()
        outcomes = crawl_all(demo, feeds, watch=sys.stdout.isatty())
    print(report(outcomes, feeds))
    done = all(outcome.published for outcome in outcomes)
    print(
        f"{'All published' if done else 'Not all published'} in {time.monotonic() - began:.0f} s."
    )
    print(advice(feeds, options.day))
    return 0 if done else 1


if __name__ == "__main__":
    sys.exit(main())
