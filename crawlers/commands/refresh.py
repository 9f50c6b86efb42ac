"""`scrapy refresh [SITE ...]`: what cron calls. Every site in a process of its own, then the feed of all of them.

A site that fails keeps its last good records and is named; the others are published. docs/operations.md has the exit codes.
"""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from crawlers.attempt import Tried, attempt, attempt_in_shards, limit
from crawlers.boards import FILE, sites
from crawlers.commands.contact import contact
from crawlers.distributed import Unreachable
from crawlers.feed.begin import open_target
from crawlers.feed.check import Unsound
from crawlers.feed.clock import Clock
from crawlers.feed.combine import Part, combine, part
from crawlers.feed.folder import Folder
from crawlers.feed.lock import Busy, Lock
from crawlers.feed.manifest import Manifest, Source
from crawlers.feed.report import BUSY, FAILED, OK, UNREACHABLE, USAGE, WIDTH, WITHHELD, load_report, mend, sentence, wrapped
from crawlers.feed.shard import shards_of

if TYPE_CHECKING:
    from rich.progress import Progress


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
        group.add_argument("--workers", choices=("local", "celery"), default="local", help="who crawls: docs/scale.md")
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
            wanted, known = chosen_sites(self.settings, args)
            clock = Clock.at(opts.as_of or self.settings.get("JOBWIRE_NOW"))
            target = Folder(Path(self.settings["JOBWIRE_FEEDS"]), self.settings["JOBWIRE_COMBINED"])
            shards_of(self.settings["JOBWIRE_SHARDS"])
        except ValueError as error:
            self._stop(f"scrapy refresh: {error}")
        from crawlers.report.after import after_refresh  # Jinja2 and the report: not for `scrapy list`

        try:
            print(contact(self.settings), end="", file=sys.stderr)
            target.make()
            with Lock(target.work / "lock", "refresh"):
                self.exitcode = self._refresh(target, wanted, known, clock, opts)
            after_refresh(self.settings, target.root, self.exitcode, clock)
        except Busy as holder:
            print(f"refresh: {holder} is at work on {target.root}.", file=sys.stderr)
            self.exitcode = BUSY
        except Unreachable as error:
            print(f"refresh: nothing was done. {error}", file=sys.stderr)
            self.exitcode = UNREACHABLE
        except OSError as error:
            print(f"refresh: nothing was done. {target.path}: {error.strerror or error}.\n{mend(error)}", file=sys.stderr)
            self.exitcode = WITHHELD

    def _refresh(self, target: Folder, sites: Sequence[str], known: Sequence[str], clock: Clock, opts: argparse.Namespace) -> int:
        try:
            tried = asyncio.run(self._try_all(target.root, sites, opts))
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

    async def _try_all(self, root: Path, sites: Sequence[str], opts: argparse.Namespace) -> list[Tried]:
        """Every site, here or by workers elsewhere. Told to stop, it stops what is its own."""
        assert self.settings is not None
        loop, task = asyncio.get_running_loop(), asyncio.current_task()
        assert task
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, task.cancel)
        with _bar(len(sites)) as bar:
            if opts.workers == "celery":
                from crawlers.distributed.dispatch import refreshed

                return await refreshed(self.settings, sites, opts.full, opts.as_of, bar.end)
            turns = asyncio.Semaphore(max(1, opts.jobs or self.settings.getint("JOBWIRE_JOBS")))
            return list(await asyncio.gather(*(self._crawl(Folder(root, site), opts, turns, bar) for site in sites)))

    async def _crawl(self, folder: Folder, opts: argparse.Namespace, turns: asyncio.Semaphore, bar: Bar) -> Tried:
        assert self.settings is not None
        shards = shards_of(self.settings["JOBWIRE_SHARDS"]).get(folder.name, 0)
        as_of = opts.as_of or (Clock.at(self.settings.get("JOBWIRE_NOW")).now() if shards else "")
        options = [each for pair in opts.set for each in ("-s", pair)]
        options += ["--full"] * opts.full + (["--as-of", as_of] if as_of else [])
        async with turns:
            bar.begin(folder.name)
            longest = limit(self.settings)
            tried = await (attempt_in_shards(folder, shards, options, longest) if shards else attempt(folder, options, longest))
            bar.end(folder.name)
            return tried

    def _combine(self, target: Folder, known: Sequence[str], tried: Sequence[Tried], clock: Clock) -> tuple[Manifest | None, str]:
        failed = {
            each.site: each.source or Source(each.site, "failed", published=False, reasons=["crash"])
            for each in tried
            if each.code
        }
        if tried and all(each.code == FAILED for each in tried):
            return None, "No site could be read."
        assert self.settings is not None
        try:
            everywhere = open_target(self.settings["JOBWIRE_TARGET"])
            if everywhere:
                everywhere.fetch(Folder(target.root, name) for name in known)
                everywhere.meet(target)
            combined = combine(target, list(_parts(target.root, known, failed)), clock)
            if everywhere and combined:
                everywhere.push(target)
            return combined, ""
        except (OSError, Unsound, ValueError) as error:
            return None, str(error)

    def _stop(self, words: str) -> None:
        print(words, file=sys.stderr)
        sys.exit(USAGE)


def chosen_sites(settings: Any, args: Sequence[str]) -> tuple[list[str], list[str]]:
    """The sites that are named (none: all), and all there are. Raises ValueError, in words, for one that there is not."""
    known = sites(sites_of(settings.getlist("SPIDER_MODULES")), settings.get("JOBWIRE_BOARDS", FILE))
    if strange := [name for name in args if name not in known]:
        raise ValueError(f"there is no site {strange[0]!r}; known are {', '.join(known) or 'none'}")
    if settings["JOBWIRE_COMBINED"] in known:
        raise ValueError(f"a site cannot have the name of the feed of all, {settings['JOBWIRE_COMBINED']!r}")
    return list(args) or known, known


def sites_of(modules: Sequence[str]) -> list[str]:
    """The names of the sites, which are those of their modules: no plugin is imported for it."""
    return sorted(name for name in (module.rpartition(".")[2] for module in modules) if not name.startswith("_"))


def exit_code(tried: Sequence[Tried], trouble: bool) -> int:
    """0 when all were published, 4 when nothing could be read from any, else 3."""
    if tried and all(each.code == FAILED for each in tried):
        return FAILED
    return WITHHELD if trouble or any(each.code for each in tried) else OK


def table(tried: Sequence[Tried]) -> str:
    """What came of each site, in at most 80 columns, the worst first; of those that were not published why."""
    width = max([4, *(len(each.site) for each in tried)])
    lines = [f"{'site':<{width}}  {'result':<11}  seconds  what"]
    for each in sorted(tried, key=lambda one: (not one.code, one.site)):
        line = f"{each.site:<{width}}  {_result(each):<11}  {each.seconds:>7.1f}"
        if not each.code:
            lines.append(f"{line}  {each.why}"[:WIDTH])
        else:
            lines += [line, *wrapped(f"  {words}" for words in (*each.why.splitlines(), *each.advice))]
    return "\n".join(lines)


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
        if site in self._running:
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
