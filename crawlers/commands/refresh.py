"""`scrapy refresh [SITE ...]`: what cron calls. Every site in a process of its own, then the feed of all of them.

A site that fails keeps its last good records and is named; the others are published. docs/operations.md has the exit codes.
"""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from crawlers.boards import FILE, sites
from crawlers.feed.check import Unsound
from crawlers.feed.clock import Clock
from crawlers.feed.combine import Part, combine, part
from crawlers.feed.folder import Folder
from crawlers.feed.lock import Busy, Lock
from crawlers.feed.manifest import Manifest, Source
from crawlers.feed.report import BUSY, FAILED, OK, USAGE, WIDTH, WITHHELD, load_report, sentence

if TYPE_CHECKING:
    from rich.progress import Progress

STOP_SECONDS = 10.0
"""How long a site's process may take to end when the refresh is told to stop."""


@dataclass(frozen=True, slots=True)
class Tried:
    """One site's attempt. code: as `scrapy crawl` exits. source: what it left; None when it left nothing. why: in words."""

    site: str
    code: int
    seconds: float
    source: Source | None
    why: str


class Command(ScrapyCommand):
    """See the head of this module."""

    requires_project = True
    requires_crawler_process = False
    default_settings = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        return "[options] [site ...]"

    def short_desc(self) -> str:
        return "Crawl all sites, each in its own process, and publish the feed of all of them"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        group = parser.add_argument_group(title="Feed")
        group.add_argument("--jobs", type=int, default=0, help="sites at once (setting JOBWIRE_JOBS)")
        group.add_argument("--full", action="store_true", help="read every page anew, though it has not changed")
        group.add_argument("--as-of", metavar="INSTANT", default="", help="what the runs call now (RFC 3339; default: the clock)")

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        try:
            super().process_options(args, opts)
        except UsageError as error:
            self._stop(f"scrapy refresh: {error}")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        try:
            known = sites(sites_of(self.settings.getlist("SPIDER_MODULES")), self.settings.get("JOBWIRE_BOARDS", FILE))
        except ValueError as error:
            self._stop(f"scrapy refresh: {error}")
        if strange := [name for name in args if name not in known]:
            self._stop(f"scrapy refresh: there is no site {strange[0]!r}; known are {', '.join(known) or 'none'}")
        if self.settings["JOBWIRE_COMBINED"] in known:
            self._stop(f"scrapy refresh: a site cannot have the name of the feed of all, {self.settings['JOBWIRE_COMBINED']!r}")
        try:
            clock = Clock.at(opts.as_of or self.settings.get("JOBWIRE_NOW"))
            target = Folder(Path(self.settings["JOBWIRE_FEEDS"]), self.settings["JOBWIRE_COMBINED"])
        except ValueError as error:
            self._stop(f"scrapy refresh: {error}")
        from crawlers.report.after import after_refresh  # Jinja2 and the report: not for `scrapy list`

        try:
            target.make()
            with Lock(target.work / "lock", "refresh"):
                self.exitcode = self._refresh(target, args or known, known, clock, opts)
            after_refresh(self.settings, target.root, self.exitcode, clock)
        except Busy as holder:
            print(f"refresh: {holder} is at work on {target.root}.", file=sys.stderr)
            self.exitcode = BUSY
        except OSError as error:
            print(f"refresh: nothing was done. {target.path}: {error.strerror or error}", file=sys.stderr)
            self.exitcode = WITHHELD

    def _refresh(self, target: Folder, sites: Sequence[str], known: Sequence[str], clock: Clock, opts: argparse.Namespace) -> int:
        assert self.settings is not None
        options = [each for pair in opts.set for each in ("-s", pair)]
        options += ["--full"] * opts.full + (["--as-of", opts.as_of] if opts.as_of else [])
        jobs = opts.jobs or self.settings.getint("JOBWIRE_JOBS")
        limit = self.settings.getint("CLOSESPIDER_TIMEOUT") + 600.0
        try:
            tried = asyncio.run(_crawl_all(target.root, sites, options, max(1, jobs), limit))
        except (KeyboardInterrupt, asyncio.CancelledError):
            print("refresh: stopped. What was read is kept; the combined feed stays as it is.", file=sys.stderr)
            return WITHHELD
        combined, trouble = self._combine(target, known, tried, clock)
        print(table(tried))
        if combined:
            print(f"{target.name}: published. {sentence(combined.counts)}.\n  {target.fixed}")
        elif trouble:
            print(f"{target.name}: not published, the last good feed stays. {trouble}")
        return exit_code(tried, bool(trouble))

    def _combine(self, target: Folder, known: Sequence[str], tried: Sequence[Tried], clock: Clock) -> tuple[Manifest | None, str]:
        failed = {
            each.site: each.source or Source(each.site, "failed", published=False, reasons=["crash"])
            for each in tried
            if each.code
        }
        if tried and all(each.code == FAILED for each in tried):
            return None, "No site could be read."
        try:
            return combine(target, list(_parts(target.root, known, failed)), clock), ""
        except (OSError, Unsound, ValueError) as error:
            return None, str(error)

    def _stop(self, words: str) -> None:
        print(words, file=sys.stderr)
        sys.exit(USAGE)


def sites_of(modules: Sequence[str]) -> list[str]:
    """The names of the sites, which are those of their modules: no plugin is imported for it."""
    return sorted(name for name in (module.rpartition(".")[2] for module in modules) if not name.startswith("_"))


def exit_code(tried: Sequence[Tried], trouble: bool) -> int:
    """0 when all were published, 4 when nothing could be read from any, else 3."""
    if tried and all(each.code == FAILED for each in tried):
        return FAILED
    return WITHHELD if trouble or any(each.code for each in tried) else OK


def table(tried: Sequence[Tried]) -> str:
    """What came of each site, in at most 80 columns."""
    width = max([4, *(len(each.site) for each in tried)])
    lines = [f"{'site':<{width}}  {'result':<11}  seconds  what"]
    for each in sorted(tried, key=lambda one: (not one.code, one.site)):
        line = f"{each.site:<{width}}  {_result(each):<11}  {each.seconds:>7.1f}  {each.why}"
        lines.append(line if len(line) <= WIDTH else line[: WIDTH - 3] + "...")
    return "\n".join(lines)


def _wordless(tried: Tried) -> Source:
    """The source of an attempt that left none."""
    reason = {BUSY: "busy", WITHHELD: "not_begun"}.get(tried.code, "crash")
    return Source(tried.site, "failed", published=False, reasons=[reason])


def _result(tried: Tried) -> str:
    return {OK: "published", WITHHELD: "kept old", FAILED: "failed", BUSY: "busy"}[tried.code]


def _parts(root: Path, known: Sequence[str], failed: dict[str, Source]) -> Iterator[Part]:
    """Every site that has a feed, or was tried. What was not tried now stands as its own last attempt left it."""
    for site in known:
        folder = Folder(root, site)
        report = load_report(folder)
        found = part(folder, failed.get(site) or (report[0] if report else None))
        if found.last or found.tried:
            yield found


async def _crawl_all(root: Path, sites: Sequence[str], options: Sequence[str], jobs: int, limit: float) -> list[Tried]:
    """Crawls the sites, some at once. Told to stop, it stops them first."""
    loop, task = asyncio.get_running_loop(), asyncio.current_task()
    assert task
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, task.cancel)
    turns = asyncio.Semaphore(jobs)
    with _bar(len(sites)) as bar:
        return list(await asyncio.gather(*(_crawl(Folder(root, site), options, turns, limit, bar) for site in sites)))


async def _crawl(folder: Folder, options: Sequence[str], turns: asyncio.Semaphore, limit: float, bar: Bar) -> Tried:
    async with turns:
        bar.begin(folder.name)
        began = time.monotonic()
        process, why = await _process(folder, options, limit)
        tried = _judged(folder, process, why, time.monotonic() - began)
        bar.end(folder.name)
        return tried


async def _process(folder: Folder, options: Sequence[str], limit: float) -> tuple[asyncio.subprocess.Process | None, str]:
    """Runs `scrapy crawl SITE` to its end; its log is `state/crawl.log`. The process, and what it said; None when it could
    not be started, or was stopped because it took too long."""
    log = folder.work / "crawl.log"
    command = [sys.executable, "-m", "scrapy", "crawl", folder.name, "--logfile", str(log), "-s", "LOG_FILE_APPEND=0", *options]
    try:
        folder.make()
        process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT)
    except OSError as error:
        return None, f"It could not be started: {error.strerror or error}."
    try:
        said, _ = await asyncio.wait_for(process.communicate(), limit)
    except TimeoutError:
        await _stopped(process)
        return None, f"It took longer than {limit / 3600:.0f} hours and was stopped."
    except asyncio.CancelledError:
        await _stopped(process)
        raise
    return process, said.decode("utf-8", "replace").strip()


async def _stopped(process: asyncio.subprocess.Process) -> None:
    """Asks a process to end, and ends it if it does not."""
    with suppress(ProcessLookupError):
        process.terminate()
        try:
            await asyncio.wait_for(process.wait(), STOP_SECONDS)
        except TimeoutError:
            process.kill()
            await process.wait()


def _judged(folder: Folder, process: asyncio.subprocess.Process | None, said: str, seconds: float) -> Tried:
    """What came of a site. A process that leaves no verdict of its own has failed, whatever it exits with: a plugin may end
    it."""
    report = load_report(folder, process.pid) if process else None
    code = process.returncode if process else FAILED
    if process and code in (WITHHELD, BUSY) and not report:
        return Tried(folder.name, code, seconds, None, said.splitlines()[-1] if said else "no word from it")
    if report is None or code not in (OK, WITHHELD, FAILED) or (code == OK) != report[0].published:
        why = said if process is None else f"the process ended with code {code} and left no verdict: {folder.work / 'crawl.log'}"
        return Tried(folder.name, FAILED, seconds, None, why)
    return Tried(folder.name, code, seconds, *report)


class Bar:
    """How many sites are done, and which are at work; nothing where there is no terminal."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        self._progress = progress
        self._task = progress.add_task("", total=total) if progress else None
        self._running: list[str] = []

    def begin(self, site: str) -> None:
        self._running.append(site)
        self._show(0)

    def end(self, site: str) -> None:
        self._running.remove(site)
        self._show(1)

    def _show(self, advance: int) -> None:
        if self._progress and self._task is not None:
            self._progress.update(self._task, advance=advance, description=" ".join(sorted(self._running))[:40])


@contextmanager
def _bar(total: int) -> Iterator[Bar]:
    if not sys.stderr.isatty():
        yield Bar(None, total)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield Bar(progress, total)
