"""The Celery app: the one task, `jobwire.refresh`, and how it is delivered.

A message is acknowledged when its site is done, and a worker takes one at a time. The broker itself
would send the message of a killed worker again only after the longest a crawl may take; the task
board notices after a lease. The same task may therefore come twice: whichever cannot have the lease
steps back, and one that has its result already gives that.
"""

from __future__ import annotations

import asyncio
import logging
import random
import threading
import time
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, NoReturn

from celery import Celery, signals
from celery import Task as CeleryTask
from celery.exceptions import Ignore
from redis.exceptions import RedisError

from crawlers.contract.boards import SiteToCrawl
from crawlers.contract.shard import Shard
from crawlers.exit_codes import CODES
from crawlers.feed.format.folder import Folder, feeds_root
from crawlers.feed.run.shards import ShardFolder
from crawlers.runs.attempt import AttemptResult, attempt, longest_attempt
from crawlers.runs.distributed.task_board import HostLease, Lease, Task, TaskBoard

NAME = "jobwire.refresh"
QUEUE = "jobwire"
RETRIES = 4
"""How often a site is tried again when its process left no verdict or another run has it."""
HOST_WAIT = 5.0
"""Seconds, up to twice as many, before a site asks again for a host that another one reads."""
SPARE = 600.0
"""Seconds beyond the longest crawl after which the broker counts a worker as dead."""
RESULTS_KEPT = 3 * 24 * 3600

log = logging.getLogger(__name__)


def task_board_of(settings: Any) -> TaskBoard:
    """Return the task board that the settings name; does not connect yet."""
    lease, longest = settings.getfloat("JOBWIRE_LEASE"), longest_attempt(settings) + SPARE
    return TaskBoard(settings["JOBWIRE_REDIS"], lease, longest)


def make_app(settings: Any, options: Sequence[str] = ()) -> Celery:
    """Return the app. options: of every `scrapy crawl` that a worker of this app runs."""
    longest = longest_attempt(settings) + SPARE
    app = Celery(
        "jobwire",
        broker=settings["JOBWIRE_BROKER"] or settings["JOBWIRE_REDIS"],
        backend=settings["JOBWIRE_REDIS"],
    )
    app.conf.update(
        task_default_queue=QUEUE,
        task_serializer="json",
        result_serializer="json",
        accept_content=["json"],
        task_acks_late=True,
        task_reject_on_worker_lost=True,
        worker_prefetch_multiplier=1,
        # the crawl goes on; its result is all that counts
        worker_cancel_long_running_tasks_on_connection_loss=False,
        broker_transport_options={"visibility_timeout": longest},
        broker_connection_retry_on_startup=True,
        broker_connection_max_retries=None,
        result_expires=RESULTS_KEPT,
        result_backend_always_retry=True,
        result_backend_max_retries=120,
        worker_hijack_root_logger=False,
    )
    app.task(name=NAME, bind=True, base=_Refresh, max_retries=RETRIES)(_refresh)
    app.tasks[NAME].prepare(settings, tuple(options))
    return app


class _Refresh(CeleryTask):  # type: ignore[misc]  # Celery has no types
    """What the task needs: the task board, the folder of the feeds, the options of its crawls."""

    def prepare(self, settings: Any, options: tuple[str, ...]) -> None:
        self.board = task_board_of(settings)
        self.root, self.options = feeds_root(settings["JOBWIRE_FEEDS"]), options
        self.limit, self.wait = longest_attempt(settings), settings.getfloat("JOBWIRE_RETRY_WAIT")

    def on_success(self, retval: Any, task_id: str, args: Any, kwargs: Any) -> None:
        """Called when the result is in the backend."""
        self._ended(kwargs)

    def on_failure(
        self, exc: BaseException, task_id: str, args: Any, kwargs: Any, einfo: Any
    ) -> None:
        self._ended(kwargs)

    def _ended(self, fields: Any) -> None:
        """Close the task; after the last shard of a site, send the task that joins them."""
        task = Task.of(fields)
        if task.shard and self.board.is_last_shard(task):
            send(self.app, task.whole)
        self.board.remove(task)


def _refresh(self: _Refresh, **fields: Any) -> dict[str, Any]:
    """Crawl one site, again until it leaves a verdict. Returns `AttemptResult.as_dict()`."""
    try:
        task = Task.of(fields)
    except ValueError as error:  # not of a dispatcher of ours: acknowledged, and nothing is done
        log.error("%s", error)
        raise Ignore from None
    before = self.AsyncResult(task.id)
    if before.successful():
        return dict(before.result)
    lease, hosts = self.board.lease(task), self.board.host_lease(task)
    if lease.acquire():
        try:
            if not hosts.acquire():
                _wait_for_hosts(self, task)
            self.board.expect_news_within(task.name, 0)
            tried = asyncio.run(_crawl(self, task, lease, hosts))
        finally:
            hosts.release()
            lease.release()
    elif lease.is_held_by_a_copy():
        log.info("%s: another message of %s is being worked on", task.site, task.id)
        raise Ignore
    else:
        tried = AttemptResult(
            task.site, CODES["busy"], 0.0, None, f"{lease.holder() or 'another run'} has the site"
        )
    if tried.source is None and self.request.retries < RETRIES:
        wait = self.wait * 2.0**self.request.retries
        log.warning("%s: retrying in %.0f s: %s", task.site, wait, tried.why)
        self.board.expect_news_within(task.name, wait)
        raise self.retry(countdown=wait)
    return tried.as_dict()


def _wait_for_hosts(self: _Refresh, task: Task) -> NoReturn:
    """Put a task back on the queue while another site of one of its hosts is crawled, and free this
    worker's place for others. It is no try of the site's: the message keeps the number that it
    has."""
    wait = HOST_WAIT * (1 + random.random())
    if self.board.put_off(task, wait):
        send(self.app, task, countdown=wait, retries=self.request.retries)
    raise Ignore


async def _crawl(self: _Refresh, task: Task, lease: Lease, hosts: HostLease) -> AttemptResult:
    """Crawl while this worker has the leases."""
    options = [
        *self.options,
        *["--full"] * task.full,
        *(["--as-of", task.as_of] if task.as_of else []),
    ]
    folder: Folder = Folder(self.root, task.site)
    if task.shard:
        folder = ShardFolder(self.root, task.site, Shard(task.shard, task.shards))
        options += ["-a", f"shard={folder.shard}"]
    elif task.shards:
        options += ["--join", str(task.shards)]
    crawl = asyncio.create_task(
        attempt(
            SiteToCrawl(task.site, task.board),
            folder,
            options,
            self.limit,
            "crawlers.runs.distributed.crawl_process",
        )
    )
    keeping = asyncio.create_task(_keep(self.board, task, lease, hosts))
    done, _ = await asyncio.wait({crawl, keeping}, return_when=asyncio.FIRST_COMPLETED)
    (crawl if keeping in done else keeping).cancel()
    if crawl in done:
        return crawl.result()
    await asyncio.wait({crawl})
    return AttemptResult(
        task.site, CODES["busy"], 0.0, None, "the lease was lost, and the crawl was stopped"
    )


async def _keep(board: TaskBoard, task: Task, lease: Lease, hosts: HostLease) -> None:
    """Renew the leases until one cannot be renewed."""
    heard = time.monotonic()
    while time.monotonic() - heard < lease.seconds:
        await asyncio.sleep(lease.seconds / 4)
        try:
            if not await asyncio.to_thread(lease.renew):
                return
            if not await asyncio.to_thread(hosts.acquire):
                return
            await asyncio.to_thread(board.expect_news_within, task.name, 0)
            heard = time.monotonic()
        except RedisError as error:
            log.warning("%s: could not renew the lease: %s", task.site, error)


def send(app: Celery, task: Task, **more: Any) -> None:
    """Put a task on the queue. more: of its message, as Celery names it. Raises kombu's
    OperationalError where the broker cannot be reached."""
    app.send_task(
        NAME,
        kwargs=asdict(task),
        task_id=task.id,
        queue=QUEUE,
        retry=True,
        retry_policy={"max_retries": 20},
        **more,
    )


def resend_overdue(app: Celery, board: TaskBoard) -> None:
    """Start a thread in the worker that sends overdue tasks again, for as long as the worker
    runs."""

    def watch() -> None:
        while True:
            time.sleep(board.lease_seconds / 2)
            try:
                for task in board.overdue():
                    log.warning("%s: no news of %s in time; sending it again", task.site, task.id)
                    send(app, task)
                    board.mark_sent(task.name)
            except Exception as error:  # whatever it is, the next round tries again
                log.warning("could not check for overdue tasks: %s", error)

    def begin(**_: Any) -> None:
        threading.Thread(target=watch, name="overdue", daemon=True).start()

    signals.worker_ready.connect(begin, weak=False)
