"""kill -9 of a whole worker, of the broker, of one crawl, while two workers refresh many sites.
`make distributed`.

Each round begins with no feed and an empty Redis, kills once at a random instant while crawls are
at work, and lets the refresh come to its end. Then every feed must be whole, as a reader sees it
who shares no code with the feed, and the same bytes as those of one machine that nobody killed.

    python -m tests.runs.distributed.kill [--sites 8] [--postings 1000] [--rounds 10] [--workers 2]
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.runs.distributed.machines import Machines, digests, kill_group, machines
from tests.runs.distributed.servers import Redis, until
from tests.runs.distributed.world import World, serve


@dataclass
class Score:
    """What came of the rounds with one kind of kill. again: pages that were asked for more than
    once. twice: rounds in which a site that had published just before the kill ran again, to the
    same bytes. bad: what was wrong."""

    kind: str
    rounds: int = 0
    postings: int = 0
    again: int = 0
    begun: int = 0
    twice: int = 0
    seconds: float = 0.0
    bad: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        wrong = (
            "0 lost, 0 double, every feed whole and the same bytes"
            if not self.bad
            else f"BAD: {self.bad}"
        )
        return (
            f"kill -9 of {self.kind}: {self.rounds} round(s), {self.postings} postings: {wrong}; "
            f"{self.begun} crawls begun, "
            f"{self.again} pages asked for twice, {self.twice} site(s) again after publishing, "
            f"{self.seconds / max(1, self.rounds):.0f} s a round"
        )


def of_a_worker(made: Machines, redis: Redis, dice: random.Random) -> None:
    """A worker with all its processes, then another takes its place."""
    kill_group(dice.choice([each for each in made.workers if each.poll() is None]))
    made.add_worker()


def of_the_broker(made: Machines, redis: Redis, dice: random.Random) -> None:
    """Redis, which is away for a moment."""
    redis.kill()
    time.sleep(dice.uniform(0, 2))
    redis.start()


def of_a_crawl(made: Machines, redis: Redis, dice: random.Random) -> None:
    """One crawl; its worker lives."""

    def killed() -> bool:
        with suppress(ProcessLookupError, IndexError):
            os.kill(dice.choice(sorted(made.crawl_children().values())), signal.SIGKILL)
            return True
        return False

    until(killed, 120, "for a crawl to kill")


KILLS: dict[str, Callable[[Machines, Redis, random.Random], None]] = {
    "a worker": of_a_worker,
    "the broker": of_the_broker,
    "a crawl": of_a_crawl,
}


def one_machine(root: Path, world: World) -> dict[str, str]:
    """What one machine publishes that nobody kills."""
    with machines(root, world, "redis://127.0.0.1:1/0") as made:
        code, said = made.run("refresh", "--all", "--jobs", "2")
        assert code == 0 and not made.problems(), said
        return digests(made.feeds)


def play(
    root: Path,
    world: World,
    wanted: dict[str, str],
    dice: random.Random,
    score: Score,
    workers: int = 2,
) -> None:
    """One round of the score's kind."""
    world.forget()
    redis = Redis(root / "redis")
    began = time.monotonic()
    with machines(root / "machines", world, redis.url) as made:
        try:
            for _ in range(workers):
                made.add_worker()
            refresh = made.start("refresh", "--all", "--workers", "celery")
            instant = dice.uniform(0.05, 0.8) * world.postings * len(world.sites)
            until(
                lambda: world.pages >= instant and bool(made.crawl_children()), 600, "for a crawl"
            )
            KILLS[score.kind](made, redis, dice)
            said, _ = refresh.communicate(timeout=900)
            problems = made.problems()
            if refresh.returncode:
                problems.append(f"exit code {refresh.returncode}: {said}")
            found = digests(made.feeds)
            if any(found.get(name) != digest for name, digest in wanted.items() if "/" not in name):
                problems.append("consumers do not see the bytes of a single machine")
            score.twice += len(found) > len(wanted)
        except (AssertionError, subprocess.TimeoutExpired) as error:
            problems = [repr(error), made.logs()[-3000:]]
        finally:
            redis.stop()
    score.rounds += 1
    score.postings += world.postings * len(world.sites)
    score.begun += sum(world.starts().values())
    score.again += sum(count - 1 for path, count in world.asked.items() if "/jobs/" in path)
    score.seconds += time.monotonic() - began
    score.bad += problems


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    for name, default in (
        ("sites", 8),
        ("postings", 1000),
        ("rounds", 10),
        ("workers", 2),
        ("seed", int(time.time())),
    ):
        parser.add_argument(f"--{name}", type=int, default=default)
    chosen = parser.parse_args()
    dice = random.Random(chosen.seed)
    root = Path(tempfile.mkdtemp(prefix="jobwire-distributed-"))
    scores = {kind: Score(kind) for kind in KILLS}
    with serve(World(chosen.sites, chosen.postings)) as world:
        wanted = one_machine(root / "one", world)
        for number in range(chosen.rounds):
            for kind, score in scores.items():
                folder = root / f"{kind.replace(' ', '-')}-{number}"
                before = len(score.bad)
                play(folder, world, wanted, dice, score, chosen.workers)
                if len(score.bad) == before:
                    shutil.rmtree(folder)
                print(score, flush=True)
    if any(score.bad for score in scores.values()):
        print(f"Kept for a look: {root}")
        return 1
    shutil.rmtree(root)
    return 0


if __name__ == "__main__":
    sys.exit(main())
