"""Publishing: a run becomes visible in one rename, after all of it is on the disk and was read
back.

    runs/.RUN.tmp/   written, fsynced, read back
    history/YEAR/RUN.jsonl   the block of the run in the history, renamed
    runs/RUN/        renamed, the folder fsynced
    latest.json      replaced in one rename: from here on consumers see the run
    ../FEED.jsonl    the same postings under a fixed name, replaced in one rename
    stats.json       what the history says, replaced in one rename

A kill or a full disk before latest.json is replaced leaves the last good run as it was; after it,
the next run repeats the rest.
"""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
import zlib
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from crawlers.feed.format import disk
from crawlers.feed.format.check import Unsound, checked
from crawlers.feed.format.delta import changed_id
from crawlers.feed.format.disk import Writer
from crawlers.feed.format.folder import FILES, RUN_ID, VACANCY_FILES, Folder
from crawlers.feed.format.manifest import CONTRACT, FileFacts, Manifest
from crawlers.feed.publish import history, statistics
from crawlers.feed.publish.sorted_file import SortedFile

KEPT_RUNS = 30
"""Published runs that are kept (docs/feed.md)."""
KEPT_FAILED = 10
"""Withheld runs that are kept, for diagnosis."""

_HIDDEN = re.compile(r"\.\d{8}T\d{6}Z-[0-9a-f]{6}\.(?:tmp|old)")
"""The names of folders that are being written or removed."""


class Staging:
    """A run that no consumer sees yet. files: what its manifest says of the files that are done."""

    def __init__(self, folder: Folder, run_id: str) -> None:
        self.folder, self.run_id = folder, run_id
        self.path = folder.runs / f".{run_id}.tmp"
        self.files: dict[str, FileFacts] = {}
        self._linked: set[str] = set()
        disk.remove(self.path)
        self.path.mkdir()

    def writer(self, name: str) -> Writer:
        """Return a writer for a new file of the run; call `register` once it is closed."""
        return Writer(self.path / name)

    def register(self, file: Writer) -> None:
        """Take a file that is written and closed into the manifest."""
        self.files[file.path.name] = FileFacts(file.bytes, file.sha256, file.records)

    def link_earlier(self, name: str, source: Path, facts: FileFacts) -> None:
        """Take a file of an earlier run that has not changed into this one; copy it only where the
        disk cannot link."""
        disk.link(source, self.path / name)
        self.files[name] = facts
        if source.samefile(self.path / name):
            self._linked.add(name)

    def publish(self, manifest: Manifest, examined: bool = False) -> None:
        """Make the run the one that consumers see. Raise Unsound or OSError; then nothing has
        changed for them.

        examined: the lines are those of published runs, byte for byte.
        """
        self._write_manifest(manifest, examined)
        history.write_block(self.folder, manifest, self.path)
        target = self.folder.run(self.run_id)
        disk.remove(target)  # the same run, killed before latest.json named it
        disk.rename(self.path, target)
        disk.replace(self.folder.latest, pointer_of(manifest))
        note_named(self.folder)
        with suppress(OSError, MemoryError):  # the run is published; the next one repeats this
            disk.expose(target / "postings.jsonl", self.folder.fixed)
            history.compact(self.folder, self.run_id)
        bring_statistics(self.folder, manifest)

    def withhold(self, manifest: Manifest) -> None:
        """Keep the run for diagnosis; consumers see nothing of it."""
        disk.write(self.path / "manifest.json", manifest.text())
        disk.rename(self.path, self.folder.failed / self.run_id)

    def discard(self) -> None:
        """Remove what was written."""
        disk.remove(self.path)

    def _write_manifest(self, manifest: Manifest, examined: bool) -> None:
        """Write the manifest and read the whole run back. Raise Unsound where it is not as it was
        written."""
        disk.write(self.path / "manifest.json", manifest.text())
        disk.sync_folder(self.path)
        is_as_written = Manifest.read((self.path / "manifest.json").read_bytes()) == manifest
        if not is_as_written or set(manifest.files) - set(VACANCY_FILES) != set(FILES):
            raise Unsound("the manifest is not as it was written")
        if examined:
            _require_hashes(self.path, manifest, manifest.files)
        else:
            read_back(self.path, manifest, self._linked)


def read_back(path: Path, manifest: Manifest, linked: Collection[str] = ()) -> None:
    """Read a run from the disk. Raise Unsound where a file is not what its manifest says, or a
    posting that changed is not valid. The other postings were checked when they changed.

    linked: files of an earlier run; they may have been damaged since.
    """
    from crawlers.posting.schema import JobPosting

    facts = manifest.files
    looked_into = {"postings.jsonl", "changes.jsonl"} - set(linked)
    _require_hashes(path, manifest, facts.keys() - looked_into)
    changed = [
        changed_id(line)
        for line in _lines(path / "changes.jsonl", "changes.jsonl", facts["changes.jsonl"])
    ]
    if "postings.jsonl" in linked:
        return
    with SortedFile(path / "postings.jsonl", "postings.jsonl", facts["postings.jsonl"]) as postings:
        for posting in changed:
            _read(postings.before(posting))
            try:
                JobPosting.read(postings.take(posting))
            except ValueError as error:
                raise Unsound(f"{posting}: {error}") from None
        _read(postings.rest())


def _require_hashes(path: Path, manifest: Manifest, names: Iterable[str]) -> None:
    """Raise Unsound where one of the files of a run is not what its manifest says."""
    for name in names:
        facts = manifest.files[name]
        size = (path / name).stat().st_size
        if (disk.digest(path / name), size) != (facts.sha256, facts.bytes):
            raise Unsound(f"{name} is not what the manifest says")


def damaged_file(folder: Folder, manifest: Manifest) -> Path | None:
    """Return the first file of a published run that is lost, or is not what its manifest says."""
    path = folder.run(manifest.run_id)
    for name, facts in manifest.files.items():
        if not (path / name).is_file() or disk.digest(path / name) != facts.sha256:
            return path / name
    return None


def expose(folder: Folder) -> None:
    """Put the current postings under the fixed name, where they are not there yet."""
    run_id = folder.latest_id()
    if run_id:
        current = folder.run(run_id) / "postings.jsonl"
        if not (folder.fixed.exists() and disk.has_same_content(folder.fixed, current)):
            disk.expose(current, folder.fixed)


def tidy(folder: Folder) -> None:
    """Remove what a killed run left: half-written folders, and a run that no pointer ever named.
    What has another name than jobwire gives stays, whatever it is. The caller holds the lock."""
    newest = _newest_named(folder)
    for each in (*folder.runs.iterdir(), *folder.failed.iterdir()):
        is_run = each.parent == folder.runs and RUN_ID.match(each.name)
        if _HIDDEN.match(each.name) or (is_run and newest and each.name > newest):
            disk.remove(each)
    note_named(folder)
    expose(folder)
    history.tidy(folder, newest)
    current = folder.latest_id()
    if current and not statistics.is_current(folder, current):
        bring_statistics(folder, folder.manifest(current))


def bring_statistics(folder: Folder, manifest: Manifest) -> None:
    """Bring stats.json to the current run; leave it as it is where the disk or a damaged history
    does not let it."""
    with suppress(OSError, EOFError, MemoryError, sqlite3.Error, Unsound, ValueError, zlib.error):
        statistics.write_statistics(folder, manifest)


def note_named(folder: Folder) -> None:
    """Note the newest run that latest.json has named (in `state/newest`). A person may set
    latest.json back to an earlier run; the newer ones were published and stay."""
    newest = _newest_named(folder)
    if newest and _noted(folder) != newest:
        with suppress(OSError, MemoryError):  # the next run repeats this
            disk.replace(folder.newest, f"{newest}\n".encode())


def _newest_named(folder: Folder) -> str:
    """Return the newest run that latest.json has named; "" before the first. Without a note of it
    (a feed of an earlier version, a lost folder) every run counts that is there."""
    latest = folder.latest_id() or ""
    noted = _noted(folder)
    if noted is None:
        return max([latest, *folder.run_ids()]) if latest else ""
    return max(latest, noted)


def _noted(folder: Folder) -> str | None:
    """Return what `state/newest` says; None where it says nothing."""
    try:
        text = folder.newest.read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return None
    return text if RUN_ID.match(text) else None


def prune(folder: Folder, kept: int = KEPT_RUNS) -> None:
    """Remove the oldest published and withheld runs. Each is renamed before it is removed, so that
    no reader finds half of it."""
    failed = sorted(each for each in folder.failed.iterdir() if RUN_ID.match(each.name))
    for old in (*(folder.run(name) for name in folder.published()[:-kept]), *failed[:-KEPT_FAILED]):
        hidden = old.with_name(f".{old.name}.old")
        old.rename(hidden)
        disk.remove(hidden)


def _lines(path: Path, name: str, facts: FileFacts) -> Iterator[bytes]:
    with path.open("rb") as file:
        yield from checked(name, file, facts, examine=None)


def _read(blocks: Iterator[bytes]) -> None:
    """Read blocks to the end, for the checks that reading makes."""
    for _ in blocks:
        pass


def pointer_of(manifest: Manifest) -> bytes:
    """Return the contents of latest.json: where the current run is."""
    where = {
        "contract": CONTRACT,
        "feed": manifest.feed,
        "run_id": manifest.run_id,
        "manifest": f"runs/{manifest.run_id}/manifest.json",
        "manifest_sha256": hashlib.sha256(manifest.text()).hexdigest(),
    }
    return json.dumps(where, indent=1).encode() + b"\n"
