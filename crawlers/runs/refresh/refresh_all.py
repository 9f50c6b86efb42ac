"""One refresh of all sites, from the command line to the exit code: crawl each site, then make the
feed of all."""

from __future__ import annotations

import argparse
import asyncio
import signal
import textwrap
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.exceptions import UsageError

from crawlers.contract.boards import SiteToCrawl
from crawlers.contract.ledger import OFFLINE
from crawlers.contract.shard import shards_of
from crawlers.exit_codes import CODES, FAILED, RESULTS, code_of_refresh
from crawlers.feed.format.check import Unsound
from crawlers.feed.format.clock import Clock
from crawlers.feed.format.folder import Folder, feeds_root
from crawlers.feed.format.lock import Busy, Lock
from crawlers.feed.format.manifest import Manifest, Source
from crawlers.feed.judge.measures import NO_HOST
from crawlers.feed.publish import publish
from crawlers.feed.run.begin import open_target
from crawlers.feed.run.combine import Part, combine, part_of_site
from crawlers.feed.run.corrections import FILE as CORRECTIONS
from crawlers.feed.run.corrections import Corrections, read_corrections
from crawlers.feed.run.last_outcome import load_outcome
from crawlers.feed.run.messages import (
    WIDTH,
    busy,
    corrections_not_applied,
    describe_counts,
    describe_trouble,
    what_stays,
    wrap,
)
from crawlers.output.printable import printable
from crawlers.output.terminal import say
from crawlers.report.after import after_refresh
from crawlers.runs.attempt import (
    AttemptResult,
    attempt,
    attempt_in_shards,
    longest_attempt,
)
from crawlers.runs.contact import remind_of_contact
from crawlers.runs.distributed import Unreachable
from crawlers.runs.hosts import Turns, hosts_of_sites
from crawlers.runs.refresh.choose import Chosen, chosen_sites
from crawlers.runs.refresh.progress import Shown, shown
from crawlers.runs.stopped import exit_when_stopped
from crawlers.runs.warm import Warm
from crawlers.spider.readers.how_many import count_for_each

if TYPE_CHECKING:
    from scrapy.settings import Settings


class Refresh:
    """One call of `scrapy refresh`. options: of its command line."""

    def __init__(self, settings: Settings, options: argparse.Namespace) -> None:
        self._settings, self._options = settings, options
        self._shards: dict[str, int] = {}
        self._corrections = Corrections()
        self._jobs = max(1, options.jobs or settings.getint("JOBWIRE_JOBS"))

    def run(self, args: Sequence[str]) -> int:
        """Refresh the named sites (none: those of sites.yaml that are due); return the exit code.
        Raise UsageError where what was asked for is refused."""
        try:
            clock = Clock.at(self._options.as_of or self._settings.get("JOBWIRE_NOW"))
            target = Folder(
                feeds_root(self._settings["JOBWIRE_FEEDS"]), self._settings["JOBWIRE_COMBINED"]
            )
            chosen = chosen_sites(self._settings, self._options, args, target.root, clock)
            self._shards = shards_of(self._settings["JOBWIRE_SHARDS"])
            self._corrections = read_corrections(
                self._settings.get("JOBWIRE_CORRECTIONS", CORRECTIONS)
            )
        except ValueError as error:
            raise UsageError(str(error)) from None
        try:
            remind_of_contact(self._settings)
            target.make()
            with Lock(target.work / "lock", "refresh"):
                # a kill may have left the last run without its fixed name; the crawls take hours
                publish.tidy(target)
                code = self._refresh(target, chosen, clock)
            after_refresh(self._settings, target.root, code, clock)
            return code
        except Busy as holder:
            say(f"scrapy refresh: {busy(holder, target.root)}", error=True)
            return CODES["busy"]
        except Unreachable as error:
            say(f"scrapy refresh: Nothing was crawled. {error}", error=True)
            return CODES["unreachable"]
        except OSError as error:
            trouble = describe_trouble(error, target)
            say(f"scrapy refresh: Nothing was crawled. {trouble}", error=True)
            return CODES["not_begun"]

    def _refresh(self, target: Folder, chosen: Chosen, clock: Clock) -> int:
        if chosen.waiting:
            say(f"not due yet (interval in sites.yaml): {', '.join(chosen.waiting)}")
        try:
            tried = asyncio.run(self._try_all(target.root, chosen.sites))
        except (KeyboardInterrupt, asyncio.CancelledError):
            say(
                "scrapy refresh: Stopped. What was read is kept; the feed of all is unchanged. "
                "Run it again.",
                error=True,
            )
            return CODES["interrupted"]
        exit_when_stopped()  # asyncio has put back what Python does by itself
        combined, trouble = self._combine(
            target, [site.name for site in chosen.known], tried, clock
        )
        if tried:
            say(table(tried))
        if tried and all(_is_offline(each) for each in tried):
            say(OFFLINE, error=True)
        if combined:
            say(f"{target.name}: published. {describe_counts(combined.counts)}.\n  {target.fixed}")
            if combined.no_vacancies:
                say(f"  {combined.no_vacancies}")
            for line in wrap(corrections_not_applied(combined)):
                say(line)
        elif trouble:
            head = f"{target.name}: withheld. {what_stays(target)}"
            say("\n".join(wrap([head, *(f"  {line}" for line in trouble.splitlines())])))
        return code_of_refresh((each.code for each in tried), bool(trouble))

    async def _try_all(self, root: Path, sites: Sequence[SiteToCrawl]) -> list[AttemptResult]:
        """Crawl every site, here or by workers. On SIGTERM, stop the crawls of this machine."""
        loop, task = asyncio.get_running_loop(), asyncio.current_task()
        assert task
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, task.cancel)
        with shown(len(sites), root) as bar:
            if self._options.workers == "celery":
                from crawlers.runs.distributed.dispatch import refreshed

                return await refreshed(
                    self._settings, sites, self._options.full, self._options.as_of, bar.end
                )
            modules = self._settings.getlist("SPIDER_MODULES")
            hosts = await asyncio.to_thread(hosts_of_sites, sites, modules) if sites[1:] else {}
            turns = Turns(hosts, self._jobs)
            async with AsyncExitStack() as held:
                worth_it = len(sites) >= self._settings.getint("JOBWIRE_WARM_FROM")
                warm = await held.enter_async_context(Warm()) if worth_it else None
                crawls = (
                    self._crawl(site, Folder(root, site.name), turns, bar, warm) for site in sites
                )
                return list(await asyncio.gather(*crawls))

    async def _crawl(
        self, site: SiteToCrawl, folder: Folder, turns: Turns, bar: Shown, warm: Warm | None
    ) -> AttemptResult:
        shards = self._shards.get(folder.name, 0)
        as_of = self._options.as_of or (
            Clock.at(self._settings.get("JOBWIRE_NOW")).now() if shards else ""
        )
        options = [each for pair in self._options.set for each in ("-s", pair)]
        options += ["--full"] * self._options.full + (["--as-of", as_of] if as_of else [])
        if readers := self._settings["JOBWIRE_READERS"]:
            options += ["-s", f"JOBWIRE_READERS={count_for_each(readers, self._jobs)}"]
        async with turns.of(folder.name):
            bar.begin(folder.name)
            longest = longest_attempt(self._settings)
            if shards:
                tried = await attempt_in_shards(site, folder, shards, options, longest)
            else:
                tried = await attempt(site, folder, options, longest, warm=warm)
            bar.end(folder.name, tried)
            return tried

    def _combine(
        self, target: Folder, known: Sequence[str], tried: Sequence[AttemptResult], clock: Clock
    ) -> tuple[Manifest | None, str]:
        failed = {
            each.site: each.source
            or Source(each.site, "failed", published=False, reasons=["crash"])
            for each in tried
            if each.code
        }
        if tried and all(each.code == FAILED for each in tried):
            return None, "No site could be read."
        try:
            everywhere = open_target(self._settings["JOBWIRE_TARGET"])
            if everywhere:
                everywhere.fetch(Folder(target.root, name) for name in known)
                everywhere.synchronise(target)
            parts = list(_parts(target.root, known, failed))
            combined = combine(target, parts, clock, self._corrections)
            if everywhere and combined:
                everywhere.push(target)
            return combined, ""
        except OSError as error:
            return None, describe_trouble(error, target)
        except (Unsound, ValueError) as error:
            return None, str(error)


def table(tried: Sequence[AttemptResult]) -> str:
    """Return the result of each site in at most 80 columns, the worst first, with the reason where
    it was not published."""
    width = max([4, *(len(each.site) for each in tried)])
    lines = [f"{'site':<{width}}  {'result':<11}  seconds  what"]
    for each in sorted(tried, key=lambda one: (not one.code, one.site)):
        line = f"{each.site:<{width}}  {RESULTS[each.code]:<11}  {each.seconds:>7.1f}"
        if not each.code:
            room = max(WIDTH - len(line) - 2, WIDTH // 3)
            first, *more = textwrap.wrap(printable(each.why), room) or [""]
            lines += [f"{line}  {first}", *(f"  {words}" for words in more)]
        else:
            lines += [
                line,
                *wrap(f"  {words}" for words in (*each.why.splitlines(), *each.advice)),
            ]
    return "\n".join(lines)


def _is_offline(tried: AttemptResult) -> bool:
    gates = tried.source.gates if tried.source else ()
    return any(gate.cause == NO_HOST for gate in gates)


def _parts(root: Path, known: Sequence[str], failed: dict[str, Source]) -> Iterator[Part]:
    """Yield every site that has a feed or was tried. A site that was not tried now stays as its own
    last attempt left it."""
    for site in known:
        folder = Folder(root, site)
        report = load_outcome(folder)
        found = part_of_site(folder, failed.get(site) or (report[0] if report else None))
        if found.last or found.tried:
            yield found
