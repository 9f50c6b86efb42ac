"""Two workers over one Redis: the same feeds as one machine, each site once. `make distributed`
kills them at full size."""

from __future__ import annotations

import random
from itertools import combinations
from pathlib import Path

import pytest

from tests.runs.distributed.kill import Score, one_machine, play
from tests.runs.distributed.machines import digests, kill_group, machines, until_it_says
from tests.runs.distributed.servers import Postgres, Redis, free_port, until
from tests.runs.distributed.world import World, serve


def test_two_dispatches_at_once_give_one_run_a_site_and_the_bytes_of_one_machine(
    tmp_path: Path, redis: Redis
) -> None:
    with serve(World(2, 30)) as world:
        wanted = one_machine(tmp_path / "one", world)
        world.forget()
        with machines(tmp_path / "many", world, redis.url) as many:
            first, second = many.start("dispatch", "--all"), many.start("dispatch", "--all")
            said = first.communicate(timeout=60)[0] + second.communicate(timeout=60)[0]
            assert sum(int(line.split()[0]) for line in said.splitlines()) == 2, said
            # joins in before a site can be done
            refresh = many.start("refresh", "--all", "--workers", "celery")
            until_it_says(refresh, "the sites stay queued")
            for _ in range(2):
                many.add_worker()
            told, _ = refresh.communicate(timeout=120)
            assert (refresh.returncode, many.problems()) == (0, []), told
            assert set(world.starts().values()) == {1}
            assert digests(many.feeds) == wanted


def test_without_a_worker_a_refresh_says_so_and_ends(tmp_path: Path, redis: Redis) -> None:
    with serve(World(2, 3)) as world, machines(tmp_path, world, redis.url) as made:
        patient = {"JOBWIRE_WORKER_WAIT": "2"}
        code, said = made.run(
            *("refresh", "--all", "--workers", "celery"), settings=patient, timeout=90
        )
        assert (code, world.starts()) == (3, {"site1": 0, "site2": 0}), said
        assert "site1  busy" in said and "no worker has answered for 2 s" in said, said
        made.add_worker()  # the tasks are still there
        until(lambda: set(world.starts().values()) == {1}, 90, "for the queued sites")


def test_sites_of_one_host_go_in_turn_and_hold_nobody_up(tmp_path: Path, redis: Redis) -> None:
    """More places than hosts: the site of another host does not wait behind those that do."""
    world = World(4, 6, hosts=("yard.example", "yard.example", "yard.example", "dock.example"))
    with serve(world), machines(tmp_path, world, redis.url) as many:
        world.wait = 0.1
        many.add_worker(jobs=4)
        refresh = many.start("refresh", "--all", "--workers", "celery")
        told, _ = refresh.communicate(timeout=200)
        assert (refresh.returncode, many.problems()) == (0, []), told
        yard, dock = world.sites[:3], world.sites[3]
        assert not any(world.overlap(one, two) for one, two in combinations(yard, 2))
        assert world.times[dock][0] < max(world.times[name][1] for name in yard)
        assert set(world.starts().values()) == {1}


SLOW = pytest.mark.slow
"""For `make distributed`, which runs all of it."""


@pytest.mark.parametrize(
    "kind", ["a worker", *(pytest.param(kind, marks=SLOW) for kind in ("the broker", "a crawl"))]
)
def test_a_kill_loses_nothing(tmp_path: Path, redis: Redis, kind: str) -> None:
    with serve(World(2, 40)) as world:
        wanted = one_machine(tmp_path / "one", world)
        world.wait = 0.2
        score = Score(kind)
        play(tmp_path / "killed", world, wanted, random.Random(7), score)
        assert score.bad == []


@pytest.mark.parametrize(
    "command",
    [
        ("refresh", "--all", "--workers", "celery"),
        pytest.param(("worker",), marks=SLOW),
        pytest.param(("dispatch", "--all"), marks=SLOW),
    ],
)
def test_no_server_is_named_and_nothing_is_lost(tmp_path: Path, command: tuple[str, ...]) -> None:
    port = free_port()
    with (
        serve(World(1, 3)) as world,
        machines(tmp_path, world, f"redis://:secret@127.0.0.1:{port}/0") as made,
    ):
        (made.feeds / "site1.jsonl").parent.mkdir()
        (made.feeds / "site1.jsonl").write_text("what was published")
        before = digests(made.feeds)
        code, said = made.run(*command, timeout=60)
        assert (code, f"127.0.0.1:{port}" in said, "secret" in said) == (69, True, False), said
        assert digests(made.feeds) == before


@SLOW
def test_machines_with_folders_of_their_own_share_a_target_and_a_store(
    tmp_path: Path, redis: Redis, postgres: Postgres
) -> None:
    """One machine is killed; the other has none of its files, and publishes all the same."""
    with serve(World(3, 40)) as world:
        wanted = one_machine(tmp_path / "one", world)
        world.forget()
        world.wait = 0.2
        shared = {"JOBWIRE_TARGET": f"local://{tmp_path}/shared", "JOBWIRE_STORE": postgres.url}
        with machines(tmp_path / "many", world, redis.url) as many:
            for number in range(2):
                many.add_worker(settings={**shared, "JOBWIRE_FEEDS": f"{many.folder}/own{number}"})
            refresh = many.start(
                "refresh",
                "--all",
                "--workers",
                "celery",
                settings={**shared, "JOBWIRE_FEEDS": f"{many.folder}/own2"},
            )
            until(lambda: world.pages > 30, 120, "for pages")
            kill_group(many.workers[0])
            said, _ = refresh.communicate(timeout=300)
            many.feeds = tmp_path / "shared"
            assert (refresh.returncode, many.problems()) == (0, []), said
            assert digests(many.feeds) == wanted


@SLOW
def test_a_site_that_never_leaves_a_verdict_is_named_after_its_retries(
    tmp_path: Path, redis: Redis
) -> None:
    with serve(World(2, 3)) as world, machines(tmp_path, world, redis.url) as made:
        (tmp_path / "yards" / "site2.py").write_text("import sys\n\nsys.exit(0)\n")
        made.add_worker()
        code, said = made.run("refresh", "--all", "--workers", "celery", timeout=120)
        assert code == 3 and "site2  failed" in said and "site1  published" in said, said
