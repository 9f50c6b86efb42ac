"""kill -9 of readers, of the process that forks them, and of the crawl itself: nothing is lost,
nothing stands twice."""

from __future__ import annotations

import os
import random
import signal
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest

from tests.runs.distributed.machines import Machines, digests, kill_group, machines
from tests.runs.distributed.servers import until
from tests.runs.distributed.world import World, serve

REDIS = "redis://127.0.0.1:1/0"
READERS = {"JOBWIRE_READERS": "2"}


def _beside(crawl: subprocess.Popen[str]) -> list[int]:
    """The processes that a crawl has begun: readers, and what forks them."""
    found = []
    for entry in Path("/proc").iterdir():
        with suppress(OSError):
            if entry.name.isdigit() and os.getpgid(int(entry.name)) == crawl.pid:
                found.append(int(entry.name))
    return [pid for pid in found if pid != crawl.pid]


def _wait_for_pages(world: World, crawl: subprocess.Popen[str], more: int) -> None:
    enough = world.pages + more
    until(lambda: world.pages >= enough or crawl.poll() is not None, 120, "for pages")


def _killed(made: Machines, world: World, dice: random.Random, mains: int, readers: int) -> str:
    """Crawl a site to its end over this many kills; return what the last crawl said."""
    while True:
        crawl = made.start("crawl", "site1", "-a", f"origin={world.origin}", settings=READERS)
        for _ in range(dice.randint(1, 3)):
            if crawl.poll() is not None or not readers + mains:
                break
            _wait_for_pages(world, crawl, dice.randint(1, 5))
            if readers and (others := _beside(crawl)):
                readers -= 1
                with suppress(ProcessLookupError):
                    os.kill(dice.choice(others), signal.SIGKILL)
        if mains and crawl.poll() is None:
            mains -= 1
            kill_group(crawl)
            continue
        said, _ = crawl.communicate(timeout=200)
        if not mains and not readers:
            assert crawl.returncode == 0, said
            return said
        if crawl.returncode == 0:  # it was too quick for all kills
            return said


@pytest.mark.parametrize(
    ("postings", "mains", "readers"),
    [(60, 2, 3), pytest.param(1500, 50, 50, marks=pytest.mark.slow)],
)
def test_kills_lose_and_double_nothing(
    tmp_path: Path, postings: int, mains: int, readers: int
) -> None:
    with serve(World(1, postings)) as world:
        with machines(tmp_path / "whole", world, REDIS) as made:
            code, said = made.run("crawl", "site1", "-a", f"origin={world.origin}", timeout=300)
            assert code == 0, said
            wanted = digests(made.feeds)["site1.jsonl"]
        world.forget()
        world.wait = 0.1
        with machines(tmp_path / "killed", world, REDIS) as made:
            said = _killed(made, world, random.Random(11), mains, readers)
            assert f"{postings} open" in said, said
            assert digests(made.feeds)["site1.jsonl"] == wanted
