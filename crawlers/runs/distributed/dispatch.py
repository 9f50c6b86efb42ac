"""Sites onto the queue, and their results back."""

from __future__ import annotations

import asyncio
import sys
import uuid
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from crawlers.contract.boards import Site
from crawlers.contract.shard import shards_of
from crawlers.exit_codes import FAILED
from crawlers.feed.format.clock import Clock
from crawlers.runs.attempt import AttemptResult
from crawlers.runs.distributed import Unreachable

if TYPE_CHECKING:
    from celery import Celery

    from crawlers.runs.distributed.task_board import TaskBoard

POLL = 0.5
"""Seconds between two looks at the task board."""
ANSWER = 2.0
"""Seconds in which workers that are there answer."""


class Dispatcher:
    """Queues sites. Raises Unreachable, from the start, where a server cannot be reached or the
    extra is not installed."""

    def __init__(self, settings: Any) -> None:
        try:
            from crawlers.runs.distributed.app import task_board_of, make_app
        except ImportError as error:
            raise Unreachable(
                f"{error.name} is not installed: pip install --require-hashes -r "
                "requirements-distributed.txt"
            ) from None
        self.board: TaskBoard = task_board_of(settings)
        self.app: Celery = make_app(settings)
        self.shards, self.now = shards_of(settings["JOBWIRE_SHARDS"]), settings.get("JOBWIRE_NOW")
        self.name = uuid.uuid4().hex[:12]
        self.check()

    def check(self) -> None:
        """Raises Unreachable where the task board or the broker is not there."""
        from crawlers.runs.distributed.task_board import without_password

        self.board.check()
        try:
            with self.app.connection_for_write() as broker:
                broker.ensure_connection(max_retries=1, timeout=5)
        except Exception as error:  # of each transport's own kind
            raise Unreachable(
                f"There is no broker at {without_password(self.app.conf.broker_url)}: {error}"
            ) from None

    def dispatch(self, sites: Iterable[Site], full: bool, as_of: str) -> dict[str, str]:
        """Queues the sites that are neither queued nor at work. By site, the id of its task,
        whoever dispatched it."""
        from crawlers.runs.distributed.app import send
        from crawlers.runs.distributed.task_board import Task

        ids = {}
        for site in sites:
            name = site.name
            shards = self.shards.get(name, 0)
            # one for all shards: their runs are one
            instant = as_of or Clock.at(self.now).now() if shards else as_of
            task = Task(f"{self.name}.{name}", name, full, instant, shards, board=site.board)
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
        """What came of a task that is no longer on the task board; None when nobody knows."""
        found = self.app.AsyncResult(task_id)
        if found.successful():
            return AttemptResult.of(found.result)
        if found.failed():
            return AttemptResult(site, FAILED, 0.0, None, f"the task failed: {found.result!r}")
        return None

    def workers(self) -> int:
        """How many workers answer."""
        return len(self.app.control.ping(timeout=ANSWER))


async def refreshed(
    settings: Any, sites: Sequence[Site], full: bool, as_of: str, done: Callable[[str], None]
) -> list[AttemptResult]:
    """Queues the sites and waits for all of them. done: told of each. What is not done when this is
    cancelled goes on."""
    there = Dispatcher(settings)
    if not there.workers():
        print(
            "refresh: no worker answers; the sites wait in the queue (scrapy worker).",
            file=sys.stderr,
        )
    waiting, known = there.dispatch(sites, full, as_of), {site.name: site for site in sites}
    tried: list[AttemptResult] = []
    while waiting:
        await asyncio.sleep(POLL)
        open_tasks = await asyncio.to_thread(there.board.open_tasks)
        for site in [site for site, task in waiting.items() if open_tasks.get(site) != task]:
            found = await asyncio.to_thread(there.result, site, waiting[site])
            if found:
                tried.append(found)
                del waiting[site]
                done(site)
            else:  # the server lost all it knew
                waiting |= there.dispatch([known[site]], full, as_of)
    return tried
