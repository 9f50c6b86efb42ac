"""The task board: the open tasks and which worker has which site, in Redis, for all machines.

    jobwire:tasks        hash: by site, its task as JSON, from its dispatch to its result, so that a
                         site is queued once
    jobwire:due          sorted set: by site, the time by which there must be news of its task
    jobwire:lease:SITE   the task and process that have the site; expires LEASE seconds after the
                         last renewal
    jobwire:host:HOST    sorted set: the task that reads from the host, once for each of its shards,
                         by when it expires
    jobwire:later:TASK   its message is on the queue again, and comes after this has expired

A task without news in time is sent again (`overdue`), whatever happened to its message or its
worker: killed, cut off, lost with the queue. Sending one twice does no harm, because only one
process can have the lease.
"""

from __future__ import annotations

import json
import logging
import math
import os
import re
import time
import uuid
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from typing import Any

import redis
from redis.backoff import ExponentialBackoff
from redis.exceptions import LockError, LockNotOwnedError, RedisError
from redis.lock import Lock
from redis.retry import Retry

from crawlers.contract.boards import Board, check_board, platforms
from crawlers.contract.shard import is_count
from crawlers.feed.format.clock import Clock
from crawlers.feed.format.folder import NAME
from crawlers.output.secrets import without_secrets
from crawlers.runs.distributed import Unreachable

log = logging.getLogger(__name__)

CLAIMED = 60.0
"""Seconds that a dispatcher has to send a message for what it claimed."""

_TASKS, _DUE = "jobwire:tasks", "jobwire:due"

_END = """
local task = redis.call('hget', KEYS[1], ARGV[1])
if task and cjson.decode(task).id == ARGV[2] then
    redis.call('hdel', KEYS[1], ARGV[1])
    redis.call('zrem', KEYS[2], ARGV[1])
end
"""


_TAKE_HOST = """
local time = redis.call('time')
local now = time[1] + time[2] / 1000000
redis.call('zremrangebyscore', KEYS[1], '-inf', now)
for _, each in ipairs(redis.call('zrange', KEYS[1], 0, -1)) do
    if string.sub(each, 1, #ARGV[2]) ~= ARGV[2] then return 0 end
end
redis.call('zadd', KEYS[1], now + ARGV[1], ARGV[2] .. ARGV[3])
redis.call('pexpire', KEYS[1], math.ceil(ARGV[1] * 2000))
return 1
"""
"""Take a host (KEYS[1]) for a task (ARGV[2]) and one of its processes (ARGV[3]), for some seconds
(ARGV[1]) of the server's clock: those of the workers may differ by more than a lease."""


@dataclass(frozen=True, slots=True)
class Task:
    """One site to be refreshed. id: of its message and its result. full, as_of: the options of
    `scrapy crawl`. shards: in how many tasks. shard: the number of this one, 0 for the one that
    joins them and for a site in one piece. board: what the site is of, with what the dispatcher's
    file declares of it. hosts: that it is read from (crawlers.runs.hosts).

    A queue is written to by whoever can reach it, so every field is checked for its type and its
    bounds, here and nowhere else. Raises ValueError: fields become folders and command lines."""

    id: str
    site: str
    full: bool = False
    as_of: str = ""
    shards: int = 0
    shard: int = 0
    board: Board | None = None
    hosts: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        wrong = [name for name, is_right in _RIGHT.items() if not is_right(getattr(self, name))]
        if wrong:
            shown = f"{getattr(self, wrong[0])!r}"[:80]
            raise ValueError(f"no task: {wrong[0]} is {shown}")
        if self.shard > self.shards or (self.board and self.board.site != self.site):
            raise ValueError(f"no task: {self.site!r}, shard {self.shard} of {self.shards}"[:160])

    @classmethod
    def of(cls, fields: Mapping[str, Any]) -> Task:
        """From what `asdict` gave. Raises ValueError where it is something else."""
        try:
            board, hosts = fields.get("board"), fields.get("hosts", ())
            made = Board(**board) if board else None
            return cls(**{**fields, "board": made, "hosts": _texts(hosts)})
        except (TypeError, AttributeError) as error:  # other members, or no object
            raise ValueError(f"no task: {error}"[:160]) from None

    @property
    def name(self) -> str:
        """Its name on the task board: the site, or its shard."""
        return f"{self.site}#{self.shard}" if self.shard else self.site

    def parts(self) -> list[Task]:
        """Return the tasks of its shards."""
        return [
            replace(self, id=f"{self.id}#{number}", shard=number)
            for number in range(1, self.shards + 1)
        ]

    @property
    def whole(self) -> Task:
        """Of a shard, the task that joins it with the others."""
        return replace(self, id=self.id.rpartition("#")[0], shard=0)


def _texts(value: Any) -> Any:
    """Return a list, as JSON has it, as a tuple."""
    return tuple(value) if isinstance(value, list) else value


def _is_text(most: int, form: str = r"[^\x00-\x1f\x7f]*") -> Callable[[object], bool]:
    """Return a check that a value is a text of a form, with at most a number of characters."""
    pattern = re.compile(form, re.DOTALL)
    return lambda value: (
        isinstance(value, str) and len(value) <= most and bool(pattern.fullmatch(value))
    )


def _is_instant(value: object) -> bool:
    try:
        return isinstance(value, str) and len(value) <= 40 and bool(Clock.at(value))
    except ValueError:
        return False


def _is_board(value: object) -> bool:
    """Return whether a value is a board as `read_boards` gives one, or None."""
    if value is None:
        return True
    try:
        return isinstance(value, Board) and value.platform in platforms() and not check_board(value)
    except (TypeError, ValueError, AttributeError):
        return False


_is_host = _is_text(260, r"[a-z0-9\[\]._:-]+")
_RIGHT: Mapping[str, Callable[[Any], bool]] = {  # guard: fields of a task
    "id": _is_text(300, r"[A-Za-z0-9_.#-]+"),
    "site": _is_text(200, NAME.pattern),
    "full": lambda value: type(value) is bool,
    "as_of": _is_instant,
    "shards": is_count,
    "shard": is_count,
    "board": _is_board,
    "hosts": lambda value: (
        isinstance(value, tuple) and len(value) <= 20 and all(map(_is_host, value))
    ),
}
"""By field of a task, whether a value may stand there."""


class Lease:
    """The right of one process to crawl a site, for a time. Call `acquire`, then `renew` again and
    again, then `release`."""

    def __init__(self, db: redis.Redis, site: str, task: str, seconds: float) -> None:
        self.seconds = seconds
        self._task = task
        self._db, self._name = db, f"jobwire:lease:{site}"
        self._token = f"{task} {os.uname().nodename} {os.getpid()}"
        self._lock = Lock(db, self._name, timeout=seconds, blocking=False, thread_local=False)

    def acquire(self) -> bool:
        """Take the lease; return whether it was free. Raises RedisError."""
        return bool(self._lock.acquire(token=self._token))

    def holder(self) -> str:
        """Return task, machine and process that have it; "" where it is free."""
        found = self._db.get(self._name)
        return found.decode() if isinstance(found, bytes) else ""

    def is_held_by_a_copy(self) -> bool:
        """Return whether another message of the same task has it."""
        return self.holder().startswith(f"{self._task} ")

    def renew(self) -> bool:
        """Renew it, also where it ran out and is still free; return False where another process has
        it. Raises RedisError."""
        try:
            return bool(self._lock.reacquire())
        except LockNotOwnedError:
            return self.acquire()

    def release(self) -> None:
        """Give the lease back; does nothing where another process has it by now."""
        with suppress(LockError, RedisError):
            self._lock.release()


class HostLease:
    """The right of one task, with all its shards, to read from its hosts, for a time: Crawl-delay
    and the requests at once are a host's. Used as `Lease` is; the join of shards reads nothing.

    Nobody waits while it has a host: who cannot have all of them gives back what it took, so no two
    tasks wait for each other."""

    def __init__(self, db: redis.Redis, task: Task, seconds: float) -> None:
        self._db, self._seconds = db, seconds
        self._task = f"{task.whole.id if task.shard else task.id} "
        self._process = f"{task.shard} {uuid.uuid4().hex[:12]}"
        reads = not task.shards or task.shard
        self._names = [f"jobwire:host:{host}" for host in sorted(task.hosts)] if reads else []

    def acquire(self) -> bool:
        """Take all hosts, or renew them; return whether they were free. Raises RedisError."""
        for name in self._names:
            arguments = (str(self._seconds), self._task, self._process)
            # guard: a host of one task
            if not self._db.eval(_TAKE_HOST, 1, name, *arguments):
                self.release()
                return False
        return True

    def release(self) -> None:
        """Give the hosts back; those stay taken that another process of the task has by now."""
        with suppress(RedisError):
            for name in self._names:
                self._db.zrem(name, self._task + self._process)


class TaskBoard:
    """See the head of this module. Its methods wait out a server that restarts, and raise
    RedisError when that takes over a minute."""

    def __init__(self, url: str, lease: float, longest: float) -> None:
        """lease: seconds. longest: the seconds that a message may stay unanswered on the queue."""
        self.url, self.lease_seconds, self._longest = url, lease, longest
        self._db = redis.Redis.from_url(
            url,
            socket_timeout=10,
            retry=Retry(ExponentialBackoff(cap=2, base=0.1), 40),
            health_check_interval=30,
        )

    def check(self) -> None:
        """Raise Unreachable, with the address, where there is no server."""
        try:
            redis.Redis.from_url(
                self.url, socket_timeout=5, socket_connect_timeout=5, retry=None
            ).ping()
        except RedisError as error:
            raise Unreachable(
                without_secrets(
                    f"There is no Redis at {self.url} (JOBWIRE_REDIS): {error}", self.url
                )
            ) from None

    def claim(self, task: Task) -> Task | None:
        """Add a task and return None; return the open task of the site where it has one."""
        with self._db.pipeline(transaction=True) as both:
            both.hsetnx(_TASKS, task.name, json.dumps(asdict(task)))
            both.zadd(_DUE, {task.name: time.time() + CLAIMED}, nx=True)
            both.hget(_TASKS, task.name)
            there = _task(both.execute()[2])
        if there is None:  # no task of ours: whoever put it there, ours takes its place
            self._db.hset(_TASKS, task.name, json.dumps(asdict(task)))
        return None if there == task else there

    def mark_sent(self, site: str) -> None:
        """Note that the message of its task is on the queue."""
        self.expect_news_within(site, self._longest)

    def expect_news_within(self, site: str, seconds: float) -> None:
        """Note that there will be news of its task within this time and the length of a lease."""
        self._db.zadd(_DUE, {site: time.time() + seconds + self.lease_seconds}, xx=True)

    def put_off(self, task: Task, seconds: float) -> bool:
        """Note that the message of a task comes again after this time; return False where one does
        already, so that copies of a message become one."""
        name, shorter = f"jobwire:later:{task.id}", math.ceil(seconds * 800)
        if not self._db.set(name, 1, nx=True, px=shorter):
            return False
        self.expect_news_within(task.name, seconds)
        return True

    def remove(self, task: Task) -> None:
        """Remove a task that has its result; another task of the site stays."""
        self._db.eval(_END, 2, _TASKS, _DUE, task.name, task.id)

    def is_last_shard(self, task: Task) -> bool:
        """Note that a shard is done; return whether it was the last one."""
        name = f"jobwire:shards:{task.whole.id}"
        with self._db.pipeline(transaction=True) as both:
            both.sadd(name, task.shard)
            both.expire(name, int(self._longest) + 1)
            both.scard(name)
            return int(both.execute()[2]) == task.shards

    def open_tasks(self) -> dict[str, str]:
        """Return by site the id of its open task."""
        found: Any = self._db.hgetall(_TASKS)
        known = {site.decode("utf-8", "replace"): _task(text) for site, text in found.items()}
        return {site: task.id for site, task in known.items() if task}

    def overdue(self) -> list[Task]:
        """Return the tasks without news in time, and give each another lease of time."""
        sites: Any = self._db.zrangebyscore(_DUE, 0, time.time())
        found: Any = self._db.hmget(_TASKS, sites) if sites else []
        tasks = []
        for site, text in zip(sites, found, strict=True):
            self.expect_news_within(site, 0)
            if task := _task(text):
                tasks.append(task)
            else:  # done meanwhile, or no task of ours
                self._db.zrem(_DUE, site)
        return tasks

    def lease(self, task: Task) -> Lease:
        """Return the lease of the task's site, not yet acquired."""
        return Lease(self._db, task.name, task.id, self.lease_seconds)

    def host_lease(self, task: Task) -> HostLease:
        """Return the lease of the hosts that a task reads from, not yet acquired."""
        return HostLease(self._db, task, self.lease_seconds)


def _task(text: Any) -> Task | None:
    """Return the task in a text; None where there is none, or it is no task of ours."""
    try:
        return Task.of(json.loads(text)) if text else None
    except (ValueError, RecursionError) as error:
        log.warning("the task board: %s", error)
        return None
