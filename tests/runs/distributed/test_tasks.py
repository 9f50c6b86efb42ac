"""What comes out of a queue is a task of ours, or is refused before anything is done with it."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

import pytest

from crawlers.contract.boards import Board
from crawlers.runs.distributed.task_board import Task

GOOD: dict[str, Any] = {"id": "a1.quay", "site": "quay"}
WRONG: list[dict[str, Any]] = [
    {"shard": "x/../../..", "shards": 4},
    {"shard": 1, "shards": 10**9},
    {"shard": 5, "shards": 4},
    {"shard": True, "shards": 4},
    {"shards": 2.0},
    {"shards": -1},
    {"site": "../../etc"},
    {"site": "quay\n"},
    {"site": "--logfile=x"},
    {"site": "a" * 201},
    {"site": None},
    {"id": "a\x1b[2J"},
    {"id": "a" * 301},
    {"id": 7},
    {"full": "yes"},
    {"as_of": "9999-12-31"},
    {"as_of": "2031-01-01 --full"},
    {"as_of": 5},
    {"board": {"platform": "ashby", "board": "Quay"}},  # its feed is not `quay`
    {"board": {"platform": "nowhere", "board": "x"}, "site": "nowhere.x"},
    {"board": {"platform": "ashby", "board": "../x"}, "site": "ashby.x"},
    {"board": {"platform": "ashby", "board": 7}, "site": "ashby.7"},
    {
        "board": {"platform": "ashby", "board": "x", "declared": {"pages": "/etc"}},
        "site": "ashby.x",
    },
    {"board": {"platform": "ashby", "board": "x", "declared": {"name": 7}}, "site": "ashby.x"},
    {"board": {"platform": "ashby", "board": "x", "declared": [1]}, "site": "ashby.x"},
    {"board": {"platform": "ashby", "board": "x", "more": 1}, "site": "ashby.x"},
    {"board": [1]},
    {"hosts": ["a" * 300]},
    {"hosts": ["a.example"] * 21},
    {"hosts": "a.example"},
    {"hosts": [1]},
    {"more": 1},
]


@pytest.mark.parametrize("change", WRONG, ids=lambda change: str(change)[:60])
def test_another_task_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="no task") as said:
        Task.of({**GOOD, **change})
    assert len(str(said.value)) < 200 and "\x1b" not in str(said.value)


def test_a_task_comes_back_as_it_was_sent() -> None:
    board = Board("ashby", "AcmeTA", {"name": "Talent", "standard": "One.\nTwo."})
    task = Task("a.ashby.talent", "ashby.talent", True, "2031-03-04", 2, 1, board, ("a.example:8",))
    assert Task.of(json.loads(json.dumps(asdict(task)))) == task
