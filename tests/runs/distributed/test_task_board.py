"""Who is at a site, and what is to be done, as all machines see it."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from crawlers.runs.distributed import Unreachable
from crawlers.runs.distributed.task_board import Task, TaskBoard
from tests.runs.distributed.servers import Redis, free_port


def board(redis: Redis, lease: float = 0.4) -> TaskBoard:
    return TaskBoard(redis.url, lease, 1000)


def task(name: str, site: str = "quay") -> Task:
    return Task(name, site)


def test_a_site_is_queued_once_until_it_is_done(redis: Redis) -> None:
    one, two = board(redis), board(redis)
    assert one.claim(task("a")) is None
    assert two.claim(task("b")) == task("a")
    two.remove(task("b"))  # not the one that is there
    assert one.open_tasks() == {"quay": "a"}
    one.remove(task("a"))
    assert one.open_tasks() == {} and two.claim(task("b")) is None


def test_one_is_at_a_site_and_a_copy_of_its_task_is_told_so(redis: Redis) -> None:
    first, copy, other = (board(redis, 5).lease(task(name)) for name in ("a", "a", "b"))
    assert first.acquire() and not copy.acquire() and not other.acquire()
    assert copy.is_held_by_a_copy() and not other.is_held_by_a_copy()
    first.release()
    assert other.acquire()


def test_a_lease_ends_with_its_worker_and_is_lost_to_the_next(redis: Redis) -> None:
    killed, next_one = board(redis).lease(task("a")), board(redis).lease(task("b"))
    assert killed.acquire()
    time.sleep(0.5)
    assert next_one.acquire()
    assert not killed.renew()
    killed.release()
    assert next_one.renew()


def test_a_lease_that_ran_out_while_nobody_came_is_taken_up_again(redis: Redis) -> None:
    cut_off = board(redis).lease(task("a"))
    assert cut_off.acquire()
    time.sleep(0.5)
    assert cut_off.renew() and cut_off.holder().startswith("a ")


def test_what_nobody_is_heard_of_is_overdue_and_only_that(redis: Redis) -> None:
    there = board(redis)
    for name in ("quiet", "queued", "ended"):
        there.claim(task(name, name))
        there.mark_sent(name)
    assert there.overdue() == []
    there.expect_news_within("quiet", -10)
    there.expect_news_within("ended", -10)
    there.remove(task("ended", "ended"))
    assert there.overdue() == [task("quiet", "quiet")]
    assert there.overdue() == []  # by another worker, at once


def test_a_host_has_one_task_with_all_its_shards(redis: Redis) -> None:
    there = board(redis, 5)
    whole = Task("a", "quay", shards=2, hosts=("x.example", "y.example"))
    one, two = (there.host_lease(part) for part in whole.parts())
    other = there.host_lease(Task("b", "mole", hosts=("y.example", "z.example")))
    third = there.host_lease(Task("c", "pier", hosts=("z.example",)))
    assert one.acquire() and two.acquire() and not other.acquire()
    assert third.acquire()  # what `other` had taken it gave back
    one.release()
    assert not other.acquire() and two.acquire()
    two.release()
    third.release()
    assert other.acquire()
    assert there.host_lease(whole).acquire()  # the join of the shards reads nothing


def test_a_host_is_free_again_when_its_worker_is_silent(redis: Redis) -> None:
    there = board(redis)
    killed, after = (there.host_lease(Task(name, name, hosts=("x.example",))) for name in "ab")
    assert killed.acquire() and not after.acquire()
    time.sleep(0.5)
    assert after.acquire() and not killed.acquire()


def test_a_worker_that_was_overtaken_does_not_free_the_hosts_of_the_next(redis: Redis) -> None:
    there = board(redis, 5)
    mine, other = Task("a", "quay", hosts=("x.example:8080",)), Task("b", "mole")
    overtaken, next_one = there.host_lease(mine), there.host_lease(mine)
    assert overtaken.acquire() and next_one.acquire()
    overtaken.release()
    assert not there.host_lease(replace(other, hosts=("x.example:8080",))).acquire()
    assert there.host_lease(replace(other, hosts=("x.example",))).acquire()  # of another port


def test_copies_of_a_message_that_is_put_off_become_one(redis: Redis) -> None:
    there = board(redis, 0.1)
    there.claim(task("a"))
    assert there.put_off(task("a"), 0.2) and not there.put_off(task("a"), 0.2)
    assert there.put_off(task("b", "mole"), 0.2)
    assert there.overdue() == []
    time.sleep(0.4)
    assert there.overdue() == [task("a")]  # the message was lost
    assert there.put_off(task("a"), 0.2)


def test_what_is_no_task_of_ours_holds_nothing_up(redis: Redis) -> None:
    there = board(redis)
    there.claim(task("a"))
    for site, text in (("mole", "{"), ("pier", '{"id": "x", "site": "../pier"}')):
        there._db.hset("jobwire:tasks", site, text)
        there._db.zadd("jobwire:due", {site: 1})
    there.expect_news_within("quay", -10)
    assert there.open_tasks() == {"quay": "a"}
    assert there.overdue() == [task("a")] and there.overdue() == []
    assert there.claim(task("b", "mole")) is None and there.open_tasks()["mole"] == "b"


def test_what_was_claimed_survives_a_kill_of_the_server(redis: Redis) -> None:
    there = board(redis)
    there.claim(task("a"))
    redis.kill()
    redis.start()
    assert there.open_tasks() == {"quay": "a"}


def test_no_server_is_told_by_its_address_without_the_password() -> None:
    port = free_port()
    with pytest.raises(Unreachable, match=rf"redis://\*\*\*@127.0.0.1:{port}/0") as told:
        TaskBoard(f"redis://:secret@127.0.0.1:{port}/0", 1, 1).check()
    assert "secret" not in str(told.value)
