"""A disk that is full, out of inodes or read-only: the old feed stays byte for byte, exit code 3
soon, and the next run goes on."""

from __future__ import annotations

import ctypes
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawlers.contract.ledger import Ledger
from crawlers.exit_codes import CODES, WITHHELD
from crawlers.feed.consume.verify import verify
from crawlers.feed.format.folder import Folder
from crawlers.feed.judge.next_feed import Ending
from crawlers.feed.run.finish import finish
from crawlers.feed.run.outcome import Outcome
from crawlers.feed.run.run import CannotBegin
from crawlers.spider import Healthy
from tests.feed.board import Walk, begin, feed_in, play, posting
from tests.feed.crawling import crawl, pages
from tests.spider.walking import served

MEGABYTE = 1 << 20
LIBC = ctypes.CDLL(None, use_errno=True)
REMOUNT, READ_ONLY, DETACH = 32, 1, 2


class Disk:
    """A small tmpfs."""

    def __init__(self, path: Path, options: str) -> None:
        self.path = path
        self.mount(options)

    def mount(self, options: str, flags: int = 0) -> None:
        if LIBC.mount(b"tmpfs", str(self.path).encode(), b"tmpfs", flags, options.encode()):
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))

    def remount(self, options: str, read_only: bool = False) -> None:
        self.mount(options, REMOUNT | (READ_ONLY if read_only else 0))

    def fill(self, leave: int) -> None:
        free = os.statvfs(self.path).f_bavail * os.statvfs(self.path).f_frsize
        (self.path / "filler").write_bytes(b"x" * max(0, free - leave))


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    path = tmp_path / "disk"
    path.mkdir()
    try:
        made = Disk(path, "size=9m")
    except OSError as error:
        pytest.skip(f"NOT RUN: a full disk (mounting a tmpfs takes root: {error})")
    yield made
    LIBC.umount2(str(path).encode(), DETACH)


def visible(folder: Folder) -> dict[str, bytes]:
    """What consumers can see."""
    found = [
        folder.latest,
        folder.fixed,
        *(path for path in folder.runs.rglob("*") if path.is_file()),
    ]
    return {str(path): path.read_bytes() for path in found}


def test_the_journal_finds_the_disk_full(disk: Disk) -> None:
    folder = Folder(disk.path, "board")
    small = {key: f"Work for two hands, number {key}" for key in range(1, 21)}
    large = {key: f"Work number {key} " * 4000 for key in range(1, 121)}
    with served(pages(small)) as site:
        assert crawl(disk.path, site.origin, "2031-01-01").verdict == "published"
    before = visible(folder)
    with served(pages(large)) as site:
        began = time.monotonic()
        outcome = crawl(disk.path, site.origin, "2031-01-02")
        assert time.monotonic() - began < 30
        assert outcome.verdict == "interrupted" and CODES[outcome.verdict] == WITHHELD
        assert visible(folder) == before and verify(folder.path).problems == []
        first = [path for path in site.paths() if path.startswith("/jobs/")]
        disk.remount("size=90m")
        site.log.clear()
        outcome = crawl(disk.path, site.origin, "2031-01-02T03:00:00Z", accept=True)
        again = [path for path in site.paths() if path.startswith("/jobs/")]
    assert outcome.verdict == "published" and verify(folder.path).problems == []
    assert len(again) < len(large) and len(set(first) | set(again)) == len(large)


TEXTS = [posting(key, f"Work number {key}. " * 3000) for key in range(20)]


def run_with(disk: Disk, leave: int) -> Outcome:
    """Finish a second run of a feed, with `leave` bytes left for its publication."""
    run = begin(disk.path, "2031-01-02")
    ledger = feed_in(run, Walk(TEXTS))
    disk.fill(leave)
    return finish(run, Ending(), ledger, Healthy())


@pytest.mark.parametrize("room", [0.1, 0.5, 1.0, 1.5, 1.7])
def test_publication_finds_the_disk_full(disk: Disk, room: float) -> None:
    """room: megabytes that are left when the run is to be written, of about two that it takes."""
    folder = Folder(disk.path, "demo")
    play(disk.path, "2031-01-01", Walk([posting(key) for key in range(20)]))
    before = visible(folder)
    outcome = run_with(disk, int(room * MEGABYTE))
    assert outcome.verdict == "interrupted" and "space" in outcome.why
    assert visible(folder).items() >= before.items() and verify(folder.path).problems == []
    (disk.path / "filler").unlink()
    run = begin(disk.path, "2031-01-02T01:00:00Z")
    assert run.resumed == 20
    ledger = Ledger(proof="last_page")
    ledger.listed.update({str(key): "" for key in range(20)})
    assert finish(run, Ending(), ledger, Healthy()).verdict == "published"
    assert verify(folder.path).problems == []


def test_the_last_bytes_of_publication(disk: Disk) -> None:
    """Where the disk is full between the first file and the pointer, or right after it."""
    verdicts = set()
    for leave in range(int(1.7 * MEGABYTE), 2 * MEGABYTE, 12288):
        play(disk.path, "2031-01-01", Walk([posting(key) for key in range(20)]))
        verdicts.add(run_with(disk, leave).verdict)
        assert [
            each
            for each in verify(disk.path / "demo").problems
            if "is not the current run" not in each
        ] == []
        for path in disk.path.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    assert verdicts == {"interrupted", "published"}


def test_a_run_is_not_begun_where_there_is_no_room_for_it(disk: Disk) -> None:
    play(disk.path, "2031-01-01", Walk([posting(1)]))
    before = visible(Folder(disk.path, "demo"))
    disk.fill(leave=MEGABYTE)
    with pytest.raises(CannotBegin, match="full"):
        begin(disk.path, "2031-01-02")
    assert visible(Folder(disk.path, "demo")) == before


def test_no_inodes_left(disk: Disk) -> None:
    folder = Folder(disk.path, "demo")
    play(disk.path, "2031-01-01", Walk([posting(1)]))
    before = visible(folder)
    used = os.statvfs(disk.path).f_files - os.statvfs(disk.path).f_ffree
    disk.remount(f"size=9m,nr_inodes={used + 6}")  # a run takes eight more, and the store two
    try:
        outcome = play(disk.path, "2031-01-02", Walk([posting(1, "changed")]))
    except CannotBegin:
        pass
    else:
        assert outcome.verdict == "interrupted"
    assert visible(folder) == before and verify(folder.path).problems == []
    disk.remount("size=9m,nr_inodes=1000")
    assert play(disk.path, "2031-01-02", Walk([posting(1, "changed")])).verdict == "published"


def test_a_read_only_disk(disk: Disk) -> None:
    folder = Folder(disk.path, "demo")
    play(disk.path, "2031-01-01", Walk([posting(1)]))
    before = visible(folder)
    disk.remount("size=9m", read_only=True)
    with pytest.raises(CannotBegin):
        begin(disk.path, "2031-01-02")
    assert visible(folder) == before
    disk.remount("size=9m")
