"""A power cut at any instant: what was published stays published, and a reader never finds half a
run.

Every change to the disk (fsync, rename, link, mkdir, unlink) is watched while a feed is published
several times. After each one, two disks are rebuilt as a power cut could leave them: one that kept
all names but only the data that was fsynced, and one that kept neither name nor data that was not.
Guards under test: the fsync of files, of folders, and their order before the renames.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from crawlers.feed.consume.verify import verify
from crawlers.feed.format import disk
from crawlers.feed.format.folder import Folder
from tests.feed.board import Walk, play, posting

Entry = tuple[int, bool]
"""A name's inode, and whether it is a folder."""


@dataclass
class Instant:
    """The disk right after one change. names: by path. data: by inode of a file, its last fsynced
    contents. folders: by inode of a folder, the names in it when it was last fsynced. acknowledged:
    the last run that the publisher was done with."""

    change: str
    names: dict[str, Entry]
    data: dict[int, bytes]
    folders: dict[int, dict[str, Entry]]
    acknowledged: str | None


@dataclass
class Watched:
    """Notes every change below a root; the store and the journal repair themselves and are
    left out."""

    root: Path
    instants: list[Instant] = field(default_factory=list)
    acknowledged: str | None = None
    _data: dict[int, bytes] = field(default_factory=dict)
    _folders: dict[int, dict[str, Entry]] = field(default_factory=dict)
    _held: dict[int, int] = field(default_factory=dict)

    def note(self, change: str) -> None:
        names = {
            str(path.relative_to(self.root)): entry(path)
            for path in self.root.rglob("*")
            if "state" not in path.parts
        }
        for name, (inode, _) in names.items():
            # what is open keeps its inode, so that no other file is given the same
            if inode not in self._held:
                self._held[inode] = os.open(self.root / name, os.O_RDONLY)
        self.instants.append(
            Instant(change, names, dict(self._data), dict(self._folders), self.acknowledged)
        )

    def let_go(self) -> None:
        for handle in self._held.values():
            os.close(handle)

    def synced(self, path: Path) -> None:
        if path.is_dir():
            self._folders[entry(path)[0]] = {each.name: entry(each) for each in path.iterdir()}
        else:
            self._data[entry(path)[0]] = path.read_bytes()
        self.note(f"fsync {path.name}")


def entry(path: Path) -> Entry:
    found = path.lstat()
    return found.st_ino, stat.S_ISDIR(found.st_mode)


@contextmanager
def watched(root: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watched]:
    watch = Watched(root)
    with monkeypatch.context() as patch:
        real_sync = os.fsync

        def sync(handle: int) -> None:
            real_sync(handle)
            path = Path(f"/proc/self/fd/{handle}").readlink()
            if path.is_relative_to(root):
                watch.synced(path)

        patch.setattr(os, "fsync", sync)
        for name in ("rename", "replace", "link", "mkdir", "unlink", "rmdir"):
            patch.setattr(os, name, _noting(getattr(os, name), watch))
        yield watch
    watch.let_go()


def _noting(real: Callable[..., Any], watch: Watched) -> Callable[..., Any]:
    def call(*args: Any, **kwargs: Any) -> Any:
        result = real(*args, **kwargs)
        watch.note(f"{real.__name__} {args[0]}")
        return result

    return call


def names_kept(instant: Instant, target: Path) -> None:
    """The disk kept every name, but of the data only what was fsynced."""
    for name, (inode, is_folder) in sorted(instant.names.items()):
        if is_folder:
            (target / name).mkdir()
        else:
            (target / name).write_bytes(instant.data.get(inode, b""))


def nothing_kept(instant: Instant, target: Path, inode: int) -> None:
    """The disk kept only what was fsynced, names and data. inode: of the folder that becomes
    `target`."""
    for name, (child, is_folder) in instant.folders.get(inode, {}).items():
        if is_folder:
            (target / name).mkdir()
            nothing_kept(instant, target / name, child)
        else:
            (target / name).write_bytes(instant.data.get(child, b""))


def publish(root: Path, watch: Watched, runs: int) -> None:
    """Runs that add, change, close, change nothing, and one that is withheld."""
    people = [posting(key) for key in range(12)]
    keys = [str(key) for key in range(12)]
    walks = [
        Walk(people),
        Walk([posting(3, "new words")], unchanged=keys[1:]),
        Walk(unchanged=keys[1:]),
        Walk(people[:2], proof=None, list_failures=[("x", "http_500")]),
        Walk([posting(30), posting(31)], unchanged=keys[1:]),
        Walk(unchanged=keys[1:]),
        Walk([posting(4, "other words")], unchanged=keys[2:], gone={"1": "http_410"}),
        Walk(unchanged=keys[3:]),
    ]
    for day, walk in enumerate(walks[:runs], 1):
        outcome = play(root, f"2031-01-0{day}", walk)
        if outcome.verdict == "published":
            watch.acknowledged = outcome.source.run_id


def after_every_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, runs: int = 8
) -> tuple[int, list[str]]:
    """Publishes, cuts the power after each change, and gives the number of cuts and what a reader
    then found wrong."""
    root = tmp_path / "feeds"
    root.mkdir()
    with watched(root, monkeypatch) as watch:
        publish(root, watch, runs)
    cuts, wrong = 0, []
    for number, instant in enumerate(watch.instants):
        for kind in ("names kept", "nothing kept"):
            left = tmp_path / f"left-{number}-{kind.split()[0]}"
            left.mkdir()
            if kind == "names kept":
                names_kept(instant, left)
            else:
                nothing_kept(instant, left, root.stat().st_ino)
            found = Folder(left, "demo")
            if instant.acknowledged or found.latest.exists():
                cuts += 1
                wrong += [
                    f"{kind}, {number} {instant.change}: {problem}"
                    for problem in _problems(found, instant.acknowledged or "")
                ]
    return cuts, wrong


def _problems(folder: Folder, acknowledged: str) -> Iterator[str]:
    for problem in verify(folder.path).problems:
        # the file under the fixed name may be a run behind, whole
        if "is not the current run" not in problem:
            yield problem
            return
    if (folder.latest_id() or "") < acknowledged:
        yield f"{acknowledged} was published and is lost"
    runs = {folder.manifest(run_id).files["postings.jsonl"].sha256 for run_id in folder.published()}
    if folder.fixed.exists() and disk.digest(folder.fixed) not in runs:
        yield "the file under the fixed name is of no run"


def test_no_power_cut_loses_or_tears_a_published_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    cuts, wrong = after_every_cut(tmp_path, monkeypatch)
    with capsys.disabled():
        print(f"\npower cuts: {cuts}, published runs lost or torn: {len(wrong)}")
    assert wrong == []
    assert cuts >= 200


def _no_fsync_of_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        disk,
        "sync",
        lambda handle: os.fsync(handle) if stat.S_ISDIR(os.fstat(handle).st_mode) else None,
    )


def _no_fsync_of_folders(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "sync_folder", lambda path: None)


def _pointer_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """latest.json before the folder it names."""

    def rename(source: Path, target: Path) -> None:
        if target.parent.name == "runs":
            held.append((source, target))
            return
        real(source, target)
        while held:
            real(*held.pop())

    held: list[tuple[Path, Path]] = []
    real = disk.rename
    monkeypatch.setattr(disk, "rename", rename)


@pytest.mark.parametrize("without", [_no_fsync_of_files, _no_fsync_of_folders, _pointer_first])
def test_each_guard_is_needed(
    without: Callable[[pytest.MonkeyPatch], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without(monkeypatch)
    assert after_every_cut(tmp_path, monkeypatch)[1]


def test_a_run_goes_on_from_what_a_power_cut_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "feeds"
    root.mkdir()
    with watched(root, monkeypatch) as watch:
        publish(root, watch, 8)
    for number, instant in list(enumerate(watch.instants))[:: max(1, len(watch.instants) // 25)]:
        left = tmp_path / f"left-{number}"
        left.mkdir()
        names_kept(instant, left)
        outcome = play(left, "2031-02-01", Walk([posting(key) for key in range(12)]))
        assert outcome.verdict == "published", (instant.change, outcome.why)
        assert verify(left / "demo").problems == [], instant.change
