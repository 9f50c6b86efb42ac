"""Readers give what this process would; a page that harms its reader costs itself alone."""

from __future__ import annotations

import logging
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from crawlers.spider.readers.how_many import MAX_READERS, WORTH_READERS, count_for_each, count_of
from crawlers.spider.readers.pool import ReaderLost, ReaderProcesses
from tests import ROOT
from tests.runs.distributed.servers import until


def make(base: int) -> Callable[[Any], Any]:
    """What reads an invented page: a number, or the harm that it does."""

    def read(page: Any) -> Any:
        if page == "kills":
            os.kill(os.getpid(), signal.SIGKILL)
        elif page == "hangs":
            time.sleep(600)
        elif page == "bloats":
            return bytearray(8 << 30)
        elif page == "breaks":
            raise KeyError("a defect")
        elif page == "logs":
            logging.getLogger("plugin").warning("seen %s", page)
        elif page == "who":
            return os.getpid()
        elif page == "slow":
            time.sleep(0.02)
        return base + page if isinstance(page, int) else page

    return read


@pytest.fixture
def readers() -> Iterator[ReaderProcesses]:
    made = ReaderProcesses(2, make, 1000, seconds=5)
    yield made
    made.close()


def _of(result: Any) -> Any:
    try:
        return result.result(timeout=120)
    except ReaderLost as lost:
        return lost.reason


def test_results_come_in_order(readers: ReaderProcesses) -> None:
    assert [_of(each) for each in readers.map(range(50))] == list(range(1000, 1050))


def test_a_page_that_harms_its_reader_costs_itself_alone(readers: ReaderProcesses) -> None:
    pages = [1, "kills", 2, "bloats", 3, "hangs", 4, "kills", 5]
    found = [_of(each) for each in readers.map(pages)]
    assert found == [
        *(1001, "reader_died", 1002, "reader_memory", 1003),
        *("reader_timeout", 1004, "reader_died", 1005),
    ]


def test_an_error_and_a_message_come_through(
    readers: ReaderProcesses, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(KeyError, match="a defect"):
        readers.submit("breaks").result(timeout=60)
    assert _of(readers.submit("logs")) == "logs"
    assert [(each.name, each.getMessage()) for each in caplog.records] == [("plugin", "seen logs")]


def _kill_at_random(readers: ReaderProcesses, kills: int, pages: int) -> list[Any]:
    """Read this many slow pages, and kill readers from outside meanwhile, one at a time."""
    dice = random.Random(5)
    left, found = kills, []
    for number, result in enumerate(readers.map(["slow"] * pages)):
        if left and number % (pages // kills) == 0:
            with suppress(ProcessLookupError):
                victim = readers.submit("who").result(timeout=60)
                time.sleep(dice.uniform(0, 0.02))
                os.kill(victim, signal.SIGKILL)
                left -= 1
        found.append(_of(result))
    return found


def test_readers_that_are_killed_from_outside_cost_no_page(readers: ReaderProcesses) -> None:
    assert _kill_at_random(readers, 5, 60) == ["slow"] * 60


@pytest.mark.slow
def test_a_hundred_kills_cost_no_page(readers: ReaderProcesses) -> None:
    assert _kill_at_random(readers, 100, 2000) == ["slow"] * 2000


def test_readers_end_with_the_process_that_they_read_for() -> None:
    code = (
        "from tests.spider.readers.test_readers import make, ReaderProcesses; import time;"
        "readers = ReaderProcesses(1, make, 0);"
        "print(readers.submit('who').result(), flush=True); time.sleep(600)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as main:
        assert main.stdout
        reader = Path("/proc") / main.stdout.readline().strip()
        assert (reader / "cmdline").read_bytes()
        main.kill()
        main.wait(timeout=60)
        until(
            lambda: not reader.exists() or b"\nState:\tZ" in (reader / "status").read_bytes(),
            20,
            "for the reader to end",
        )


def test_how_many_readers_a_run_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(12)))
    assert count_of(None) == count_of(None, WORTH_READERS - 1) == 0
    assert count_of(None, WORTH_READERS) == MAX_READERS
    assert [count_of("3"), count_of("0", WORTH_READERS), count_of(2, 1)] == [3, 0, 2]
    assert [count_for_each("8", jobs) for jobs in (1, 4, 24)] == [8, 3, 0]
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0})
    assert count_of(None, WORTH_READERS) == 0
