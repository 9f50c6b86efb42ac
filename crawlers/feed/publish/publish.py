"""Publishing: a run becomes visible in one rename, after everything in it is on the disk and was
read back.

    runs/.RUN.tmp/   written, fsynced, read back
    runs/RUN/        renamed, the folder fsynced
    latest.json      replaced in one rename: from here on consumers see the run
    ../FEED.jsonl    the same postings under a fixed name, replaced in one rename

A kill or a full disk before the third step leaves the last good run as it was; after it, the next
run repeats the fourth."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path

from crawlers.feed.format import disk
from crawlers.feed.format.check import Unsound, checked
from crawlers.feed.format.delta import changed_id
from crawlers.feed.format.disk import Writer
from crawlers.feed.format.folder import FILES, Folder
from crawlers.feed.format.manifest import CONTRACT, FileFacts, Manifest
from crawlers.feed.publish.sorted_file import SortedFile

KEPT_RUNS = 30
KEPT_FAILED = 10


class Staging:
    """A run that no consumer sees yet."""

    def __init__(self, folder: Folder, run_id: str) -> None:
        self.folder, self.run_id = folder, run_id
        self.path = folder.runs / f".{run_id}.tmp"
        self.files: dict[str, FileFacts] = {}
        self._linked: set[str] = set()
        disk.remove(self.path)
        self.path.mkdir()

    def writer(self, name: str) -> Writer:
        """A new file of the run; `done` notes it once it is closed."""
        return Writer(self.path / name)

    def done(self, file: Writer) -> None:
        """Takes a file that is written and closed into the manifest."""
        self.files[file.path.name] = FileFacts(file.bytes, file.sha256, file.records)

    def adopt(self, name: str, source: Path, facts: FileFacts) -> None:
        """Takes over a file of an earlier run that has not changed, without copying it where the
        disk can link."""
        disk.link(source, self.path / name)
        self.files[name] = facts
        if source.samefile(self.path / name):
            self._linked.add(name)

    def publish(self, manifest: Manifest, examined: bool = False) -> None:
        """Makes the run the one that consumers see. examined: its lines are those of published
        runs, byte for byte. Raises Unsound or OSError, and then nothing has changed for them."""
        self._settle(manifest, examined)
        target = self.folder.run(self.run_id)
        disk.remove(target)  # the same run, killed before latest.json named it
        disk.rename(self.path, target)
        disk.replace(self.folder.latest, pointer_of(manifest))
        with suppress(OSError, MemoryError):  # the run is published; the next one repeats this
            disk.expose(target / "postings.jsonl", self.folder.fixed)

    def withhold(self, manifest: Manifest) -> None:
        """Keeps the run for diagnosis; consumers see nothing of it."""
        disk.write(self.path / "manifest.json", manifest.text())
        disk.rename(self.path, self.folder.failed / self.run_id)

    def discard(self) -> None:
        """Removes what was written."""
        disk.remove(self.path)

    def _settle(self, manifest: Manifest, examined: bool) -> None:
        disk.write(self.path / "manifest.json", manifest.text())
        disk.sync_folder(self.path)
        if Manifest.read((self.path / "manifest.json").read_bytes()) != manifest or set(
            manifest.files
        ) != set(FILES):
            raise Unsound("the manifest is not as it was written")
        read_back(self.path, manifest, self._linked, examined)


def read_back(
    path: Path, manifest: Manifest, linked: Collection[str] = (), examined: bool = False
) -> None:
    """Reads a run from the disk. Every file must be what its manifest says, and every posting that
    changed a valid one: the others were, when they changed. linked: files of an earlier run, which
    were read then. examined: its postings were, too. Raises Unsound."""
    from crawlers.posting.schema import JobPosting

    facts = manifest.files
    looked_into = set() if examined else {"postings.jsonl", "changes.jsonl"}
    for name in facts.keys() - looked_into - set(linked):
        if (disk.digest(path / name), (path / name).stat().st_size) != (
            facts[name].sha256,
            facts[name].bytes,
        ):
            raise Unsound(f"{name} is not what the manifest says")
    if examined:
        return
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


def expose(folder: Folder) -> None:
    """Puts the current postings under the fixed name, if they are not there yet."""
    run_id = folder.latest_id()
    if run_id:
        current = folder.run(run_id) / "postings.jsonl"
        if not (folder.fixed.exists() and disk.same(folder.fixed, current)):
            disk.expose(current, folder.fixed)


def tidy(folder: Folder) -> None:
    """Removes what a killed run left: half-written folders, and a run that no pointer ever named.
    Needs the lock."""
    latest = folder.latest_id()
    for each in (*folder.runs.iterdir(), *folder.failed.iterdir()):
        if each.name.startswith(".") or (
            latest and each.parent == folder.runs and each.name > latest
        ):
            disk.remove(each)
    expose(folder)


def prune(folder: Folder, kept: int = KEPT_RUNS) -> None:
    """Removes the oldest published and withheld runs. What is being removed loses its name
    first."""
    failed = sorted(each for each in folder.failed.iterdir() if not each.name.startswith("."))
    for old in (*(folder.run(name) for name in folder.published()[:-kept]), *failed[:-KEPT_FAILED]):
        hidden = old.with_name(f".{old.name}.old")
        old.rename(hidden)
        disk.remove(hidden)


def _lines(path: Path, name: str, facts: FileFacts) -> Iterator[bytes]:
    with path.open("rb") as file:
        yield from checked(name, file, facts, examine=None)


def _read(blocks: Iterator[bytes]) -> None:
    for _ in blocks:
        pass


def pointer_of(manifest: Manifest) -> bytes:
    """latest.json: where the current run is."""
    where = {
        "contract": CONTRACT,
        "feed": manifest.feed,
        "run_id": manifest.run_id,
        "manifest": f"runs/{manifest.run_id}/manifest.json",
        "manifest_sha256": hashlib.sha256(manifest.text()).hexdigest(),
    }
    return json.dumps(where, indent=1).encode() + b"\n"
