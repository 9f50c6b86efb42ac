"""Two workers against one, on sites that are asked politely: `python -m
tests.runs.distributed.speed`, part of `make distributed`.

A crawl waits for its site most of the time, so what is measured is whether sites wait for each
other. Rounds by turns, medians."""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path
from statistics import median

from tests.runs.distributed.machines import machines
from tests.runs.distributed.servers import Redis
from tests.runs.distributed.world import World, serve


def seconds(root: Path, world: World, workers: int, delay: float) -> float:
    """How long a refresh of all sites takes, from its start to its end; the workers are there by
    then."""
    redis = Redis(root / "redis")
    with machines(root / "machines", world, redis.url) as made:
        for _ in range(workers):
            made.add_worker(settings={"DOWNLOAD_DELAY": str(delay)})
        began = time.monotonic()
        code, said = made.run("refresh", "--all", "--workers", "celery")
        took = time.monotonic() - began
        assert code == 0 and not made.problems(), said
    redis.stop()
    return took


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name, default in (("sites", 8), ("postings", 100), ("rounds", 3)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--delay", type=float, default=0.2)
    chosen = parser.parse_args()
    found: dict[int, list[float]] = {1: [], 2: []}
    with (
        serve(World(chosen.sites, chosen.postings)) as world,
        tempfile.TemporaryDirectory() as folder,
    ):
        for number in range(chosen.rounds):
            for workers, times in found.items():
                times.append(
                    seconds(Path(folder) / f"{number}-{workers}", world, workers, chosen.delay)
                )
    one, two = median(found[1]), median(found[2])
    postings = chosen.sites * chosen.postings
    print(
        f"{chosen.sites} sites x {chosen.postings} postings, {chosen.delay} s between pages of a "
        "site: ",
        end="",
    )
    rates = (
        f"one worker {one:.0f} s ({postings / one:.1f} postings/s), two {two:.0f} s "
        f"({postings / two:.1f}/s)"
    )
    print(f"{rates}: {one / two:.2f} times")


if __name__ == "__main__":
    main()
