"""Boards of platforms over the queue: a worker asks for the board as the dispatcher's file spells
it."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from crawlers.contract.boards import Board
from crawlers.demo.platforms.boards import REPLICAS
from crawlers.demo.platforms.server import Served
from crawlers.feed.format.manifest import BoardName
from crawlers.runs.distributed.task_board import Task
from tests.commands.test_boards import PLUGIN
from tests.commands.typed import manifest_of, postings_of
from tests.runs.distributed.machines import machines
from tests.runs.distributed.servers import Redis, until
from tests.runs.distributed.world import World

MOST = 3


def test_a_task_keeps_its_board_on_its_way() -> None:
    task = Task("a", "ashby.talent", board=Board("ashby", "AcmeTA", {"name": "Talent"}), shards=2)
    assert Task.of(json.loads(json.dumps(asdict(task)))) == task
    assert all(part.board == task.board and part.whole == task for part in task.parts())
    assert Task.of({"id": "a", "site": "quay"}) == Task("a", "quay")


@pytest.mark.parametrize(
    ("command", "shards"), [("refresh", ""), ("refresh", "ashby.talent=2"), ("dispatch", "")]
)
def test_a_worker_without_the_file_asks_for_the_board_as_it_is_written(
    tmp_path: Path, redis: Redis, command: str, shards: str
) -> None:
    boards = tmp_path / "boards.yaml"
    boards.write_text("ashby:\n  AcmeTA: {name: Talent}\n")
    replica = REPLICAS["ashby"](board="AcmeTA", most=MOST)
    world = World(0, 0)
    with Served(replica) as world.origin, machines(tmp_path, world, redis.url) as made:
        (tmp_path / "yards" / "ashby.py").write_text(PLUGIN)
        made.modules = "yards.ashby"
        made.add_worker()
        words = ("refresh", "--workers", "celery") if command == "refresh" else (command,)
        code, said = made.run(
            *words, settings={"JOBWIRE_BOARDS": str(boards), "JOBWIRE_SHARDS": shards}, timeout=120
        )
        assert code == 0, said + made.logs()
        until((made.feeds / "ashby.talent.jsonl").exists, 60, made.logs())
    assert {asked.path for asked in replica.asked} == {
        "/robots.txt",
        "/posting-api/job-board/AcmeTA",
    }
    assert manifest_of(made.feeds, "ashby.talent").board == BoardName("ashby", "AcmeTA")
    assert len(postings_of(made.feeds, "ashby.talent")) == MOST
