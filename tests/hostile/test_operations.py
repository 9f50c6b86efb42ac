"""What happens to the machine: the crawl of a good day, in a process that is stopped, or lacks
memory, files or disk."""

from __future__ import annotations

import importlib
import os
import shutil
import signal
import time
from pathlib import Path
from typing import Any

import pytest

from crawlers.feed.consume import verify
from crawlers.feed.format.folder import Folder
from tests.hostile.crawling import good_day, scrapy, state_of
from tests.hostile.operations import OPERATIONS
from tests.hostile.server import served

PUBLISHED, LOG = 0, "/dev/full"


def crawled(
    published: Path, root: Path, log: str = "", nap: float = 0.0, **how: Any
) -> tuple[int, str, bool]:
    """Return the exit code of a crawl on the day after, its output, and whether the feed is as it
    was. nap: seconds for which it is stopped as soon as it requests a page."""
    shutil.copytree(published, root, dirs_exist_ok=True)
    folder = Folder(root, "board")
    before = state_of(folder)
    command = [
        "crawl",
        "board",
        "--as-of",
        "2031-03-04",
        "--logfile",
        log or str(root / "crawl.log"),
    ]
    with (
        served(good_day) as server,
        scrapy(root, *command, "-a", f"origin={server.origin}", **how) as process,
    ):
        while nap and not server.log:
            time.sleep(0.01)
        if nap:
            os.kill(process.pid, signal.SIGSTOP)
            time.sleep(nap)
            os.kill(process.pid, signal.SIGCONT)
        said = process.communicate(timeout=120)[0]
    assert verify(folder.path, every_run=True).problems == []
    return process.returncode, said, state_of(folder) == before


def test_a_crawl_that_was_asleep(published: Path, tmp_path: Path) -> None:
    """It sleeps longer than a page may take: pages that were under way are requested again."""
    code, said, _ = crawled(published, tmp_path, nap=4.0)
    assert code == PUBLISHED, said


@pytest.mark.skipif(not Path(LOG).exists(), reason=f"there is no {LOG} on this machine")
def test_a_log_that_cannot_be_written(published: Path, tmp_path: Path) -> None:
    """The feed does not depend on the log, and one sentence says that it is lost."""
    code, said, _ = crawled(published, tmp_path, log=LOG)
    assert code == PUBLISHED, said
    assert said.count("The log cannot be written") == 1 and "Traceback" not in said


needs_prlimit = pytest.mark.skipif(
    not shutil.which("prlimit"), reason="NOT RUN: prlimit (util-linux) is not installed"
)


@needs_prlimit
def test_few_open_files(published: Path, tmp_path: Path) -> None:
    code, said, _ = crawled(published, tmp_path, before=("prlimit", "--nofile=64"))
    assert code == PUBLISHED, said


@needs_prlimit
@pytest.mark.parametrize("megabytes", [120, 200, 260])
def test_no_more_memory(megabytes: int, published: Path, tmp_path: Path) -> None:
    code, said, same = crawled(published, tmp_path, before=("prlimit", f"--as={megabytes << 20}"))
    assert code == PUBLISHED or same, said


@pytest.mark.parametrize("name", OPERATIONS)
def test_what_the_table_names_is_a_test(name: str) -> None:
    file, _, test = OPERATIONS[name][1].partition("::")
    assert hasattr(importlib.import_module(file.removesuffix(".py").replace("/", ".")), test)
