"""Queue sites for workers, and collect the results."""

from __future__ import annotations

import asyncio
import logging
import time
import uuid
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from crawlers.contract.boards import SiteToCrawl
from crawlers.contract.extras import DISTRIBUTED
from crawlers.contract.shard import shards_of
from crawlers.exit_codes import CODES
from crawlers.feed.format.clock import Clock
from crawlers.output.secrets import without_secrets
from crawlers.output.terminal import say
from crawlers.runs.attempt import AttemptResult
from crawlers.runs.distributed import WORKER, Unreachable
from crawlers.runs.hosts import hosts_of_sites

if TYPE_CHECKING:
    from celery import Celery

    from crawlers.runs.distributed.task_board import TaskBoard

log = logging.getLogger(__name__)

POLL = 0.5
"""Seconds between two checks of the task board."""
ANSWER = 2.0
"""Seconds to wait for workers to answer."""
ASK = 30.0
"""Seconds between two questions whether a worker is alive, while no site comes to its end."""


class Dispatcher:
    """Queues sites. Raises Unreachable, from the start, where a server cannot be reached or the
    extra is not installed."""

    def __init__(self, settings: Any) -> None:
        try:
            from crawlers.runs.distributed.app import make_app, task_board_of
        except ImportError as error:
            raise Unreachable(f"{error.name} is not installed: {DISTRIBUTED}") from None
        self.board: TaskBoard = task_board_of(settings)
        self.app: Celery = make_app(settings)
        self.shards, self.now = shards_of(settings["JOBWIRE_SHARDS"]), settings.get("JOBWIRE_NOW")
        self.modules = settings.getlist("SPIDER_MODULES")
        self.name = uuid.uuid4().hex[:12]
        self.check()

    def check(self) -> None:
        """Raise Unreachable where the task board or the broker cannot be reached."""
        self.board.check()
        try:
            with self.app.connection_for_write() as broker:
                broker.ensure_connection(max_retries=1, timeout=5)
        except Exception as error:  # of each transport's own kind
            address = str(self.app.conf.broker_url)
            raise Unreachable(
                without_secrets(
                    f"There is no broker at {address} (JOBWIRE_BROKER): {error}", address
                )
            ) from None

    def dispatch(self, sites: Iterable[SiteToCrawl], full: bool, as_of: str) -> dict[str, str]:
        """Queue the sites that are neither queued nor running. Returns by site the id of its task,
        also of one that was dispatched before."""
        from crawlers.runs.distributed.app import send
        from crawlers.runs.distributed.task_board import Task

        ids, sites = {}, list(sites)
        hosts = hosts_of_sites(sites, self.modules)
        for site in sites:
            name = site.name
            shards = self.shards.get(name, 0)
            # one for all shards: their runs are one
            instant = as_of or Clock.at(self.now).now() if shards else as_of
            task = Task(
                f"{self.name}.{name}", name, full, instant, shards, 0, site.board, hosts[name]
            )
            there = self.board.claim(task)
            if there is None:
                for each in task.parts() or [task]:
                    self.board.claim(each)
                    send(self.app, each)
                    self.board.mark_sent(each.name)
                self.board.mark_sent(name)
            ids[name] = (there or task).id
        return ids

    def result(self, site: str, task_id: str) -> AttemptResult | None:
        """Return the result of a task that has left the task board; None where it is lost."""
        found = self.app.AsyncResult(task_id)
        if found.successful():
            return AttemptResult.of(found.result)
        if found.failed():
            return AttemptResult(
                site, CODES["failed"], 0.0, None, f"the task failed: {found.result!r}"
            )
        return None

    def workers(self) -> int:
        """Return how many workers answer; none where the broker does not."""
        try:
            answers = self.app.control.ping(timeout=ANSWER)
        except Exception as error:  # of each transport's own kind; the next question may be heard
            log.warning("could not ask for workers: %s", error)
            return 0
        return sum(name.startswith(WORKER) for answer in answers for name in answer)


class Silence:
    """How long no worker has been heard. workers: asks how many answer. longest: seconds after
    which nobody waits any longer."""

    def __init__(self, workers: Callable[[], int], longest: float) -> None:
        self._workers, self.longest = workers, longest
        self._heard = self._asked = time.monotonic()
        self._done = 0

    async def is_too_long(self, done: int) -> bool:
        """Ask, where there was no sign of a worker for a while; return whether the silence has been
        too long. done: how many sites have come to their end, which is such a sign."""
        now = time.monotonic()
        if done > self._done:
            self._heard, self._done = now, done
        elif now - max(self._heard, self._asked) >= min(ASK, self.longest):
            answers = await asyncio.to_thread(self._workers)
            self._asked = time.monotonic()
            self._heard = self._asked if answers else self._heard
        return self._asked > self._heard and self._asked - self._heard >= self.longest


def _not_taken(site: str, seconds: float) -> AttemptResult:
    """Return the result of a site that is still queued, or was begun by a worker that is gone."""
    why = (
        f"no worker has answered for {seconds:.0f} s; the site stays queued. Start one with "
        "`scrapy worker`; where one does not stay alive, its own output says why"
    )
    return AttemptResult(site, CODES["busy"], 0.0, None, why)


async def refreshed(
    settings: Any, sites: Sequence[SiteToCrawl], full: bool, as_of: str, done: Callable[[str], None]
) -> list[AttemptResult]:
    """Queue the sites and wait for all of them, for as long as there is a worker. done: called with
    the name of each that is done. Cancelling leaves the other tasks on the queue, and so does the
    end of the wait."""
    there = Dispatcher(settings)
    if not there.workers():
        say(
            "scrapy refresh: No worker answers; the sites stay queued until one starts "
            "(scrapy worker).",
            error=True,
        )
    waiting, known = there.dispatch(sites, full, as_of), {site.name: site for site in sites}
    tried: list[AttemptResult] = []
    silence = Silence(there.workers, settings.getfloat("JOBWIRE_WORKER_WAIT"))
    while waiting:
        await asyncio.sleep(POLL)
        if await silence.is_too_long(len(tried)):
            return tried + [_not_taken(site, silence.longest) for site in sorted(waiting)]
        open_tasks = await asyncio.to_thread(there.board.open_tasks)
        for site in [site for site, task in waiting.items() if open_tasks.get(site) != task]:
            found = await asyncio.to_thread(there.result, site, waiting[site])
            if found:
                tried.append(found)
                del waiting[site]
                done(site)
            else:  # the server lost its data
                waiting |= there.dispatch([known[site]], full, as_of)
    return tried
