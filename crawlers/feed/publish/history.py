"""Writing the history: the block of a run before consumers see the run, one file a year once the
year is over. Each file appears in one rename.

A kill before latest.json names the run leaves a block that nothing names; `tidy` removes it, or the
run writes it again. Nothing here reads more than the run's own changes and the last seal.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from crawlers.feed.format import disk
from crawlers.feed.format.check import Unsound, reading
from crawlers.feed.format.folder import Folder
from crawlers.feed.format.history import (
    Block,
    Seal,
    begins_with,
    entries_of,
    hash_of_seal,
    is_seal,
    name_of_block,
    name_of_year,
    seal_of,
)
from crawlers.feed.format.manifest import Link, Manifest

_TAIL = 1 << 16
"""Bytes at the end of a block among which its seal is looked for."""


def predecessor_of(folder: Folder, previous: Manifest | None) -> Link | None:
    """Return the run published last, for the manifest of the next one. previous: its manifest; None
    where the feed has no run, though it may have a history from before it began anew. Raise
    OSError where its manifest cannot be read."""
    if previous is None:
        line = _newest_seal(folder)
        if not line:
            return None
        seal = seal_of(line)
        return Link(seal.run, seal.manifest_sha256, hash_of_seal(line))
    found = _seal_line(folder, previous.run_id)
    text = (folder.run(previous.run_id) / "manifest.json").read_bytes()
    return Link(
        previous.run_id,
        hashlib.sha256(text).hexdigest(),
        hash_of_seal(found) if found else None,
    )


def write_block(folder: Folder, manifest: Manifest, run: Path) -> None:
    """Write the block of a run. run: the folder of its files. The same run gives the same bytes.
    Raise OSError, or Unsound where the files are damaged."""
    path = folder.path / name_of_block(manifest.run_id)
    disk.make_folder(path.parent)
    temporary = path.with_name(f".{path.name}.tmp")
    temporary.unlink(missing_ok=True)
    block = Block()
    source = run / ("postings.jsonl" if begins_with(manifest) else "changes.jsonl")
    with disk.Writer(temporary) as file, source.open("rb") as lines, reading("history"):
        for entry in entries_of(manifest, lines):
            line = entry.line()
            block.add(line)
            file.write(line)
        text = (run / "manifest.json").read_bytes()
        file.write(block.seal(manifest, hashlib.sha256(text).hexdigest()))
    disk.rename(temporary, path)


def tidy(folder: Folder, newest: str) -> None:
    """Remove the blocks of runs that no pointer ever named, and write that of the current run where
    it is missing: the feed is of an earlier version, or its history was damaged. newest: the newest
    run that a pointer named; "" before the first."""
    for path in (folder.path / "history").glob("*/*"):
        if path.name.startswith(".") or (newest and path.stem > newest):
            disk.remove(path)
    current = folder.latest_id()
    if current and not _seal_line(folder, current):
        with suppress(Unsound, ValueError):  # damaged, too: the next run's block begins anew
            write_block(folder, folder.manifest(current), folder.run(current))


def compact(folder: Folder, current: str) -> None:
    """Put the blocks of each year that is over into one file. current: the newest run. A year whose
    blocks do not connect stays as it is."""
    for year in sorted(_years(folder)):
        if year >= current[:4]:
            continue
        file, blocks = folder.path / name_of_year(year), folder.path / "history" / year
        if not file.exists() and not _write_year(folder, file, year, current):
            continue
        disk.remove(blocks)  # a kill may have come between the two


def _write_year(folder: Folder, file: Path, year: str, current: str) -> bool:
    chain = _chain(folder, year, current)
    if not chain:
        return False
    temporary = file.with_name(f".{file.name}.tmp")
    temporary.unlink(missing_ok=True)
    with temporary.open("xb") as raw, gzip.GzipFile("", "wb", 6, raw, mtime=0) as packed:
        for path in chain:
            with path.open("rb") as block:
                while piece := block.read(1 << 20):
                    packed.write(piece)
    disk.sync_file(temporary)
    disk.rename(temporary, file)
    return True


def _chain(folder: Folder, year: str, current: str) -> list[Path]:
    """Return the blocks of a year that lead to the current run, oldest first; empty where one is
    missing."""
    chain: list[Path] = []
    line = _seal_line(folder, current)
    while line and (before := seal_of(line).before) and before.run_id[:4] >= year:
        path = folder.path / name_of_block(before.run_id)
        line = _last_line(path)
        if hash_of_seal(line) != before.history_sha256:
            return []
        if before.run_id[:4] == year:
            chain.insert(0, path)
    return chain


def chain_files(folder: Folder, run_id: str) -> list[Path]:
    """Return the files of the blocks that lead to a run, oldest first, as far back as they connect.
    Blocks of runs that a person went back behind are not among them."""
    files: list[Path] = []
    name: str | None = run_id
    while name:
        path = folder.path / name_of_block(name)
        line = _last_line(path)
        if not is_seal(line):
            path = folder.path / name_of_year(name[:4])
            line = next((line for _, line in _seals_in(path)), b"")
        if not line:
            break
        files.append(path)
        before = seal_of(line).before
        name = before.run_id if before else None
    return files[::-1]


def _seal_line(folder: Folder, run_id: str) -> bytes:
    """Return the seal of a run's block; empty where it has none."""
    line = _last_line(folder.path / name_of_block(run_id))
    if is_seal(line):
        return line
    year = folder.path / name_of_year(run_id[:4])
    return next((each for seal, each in _seals_in(year) if seal.run == run_id), b"")


def _newest_seal(folder: Folder) -> bytes:
    """Return the seal of the newest block; empty where there is none."""
    for year in sorted(_years(folder), reverse=True):
        blocks = sorted((folder.path / "history" / year).glob("*.jsonl"), reverse=True)
        if line := next(filter(is_seal, map(_last_line, blocks)), b""):
            return line
    for file in sorted((folder.path / "history").glob("*.jsonl.gz"), reverse=True):
        seals = [line for _, line in _seals_in(file)]
        if seals:
            return seals[-1]
    return b""


def _years(folder: Folder) -> Iterator[str]:
    """Yield the years that have blocks of their own."""
    path = folder.path / "history"
    if path.is_dir():
        yield from (each.name for each in path.iterdir() if each.is_dir())


def _seals_in(file: Path) -> Iterator[tuple[Seal, bytes]]:
    """Yield the seals of a year, as far as it can be read."""
    try:
        with gzip.open(file, "rb") as lines:
            for line in filter(is_seal, lines):
                yield seal_of(line), line
    except (OSError, EOFError, zlib.error, Unsound):
        return


def _last_line(path: Path) -> bytes:
    """Return the last line of a file that is whole; empty where there is none."""
    try:
        with path.open("rb") as file:
            file.seek(max(0, os.fstat(file.fileno()).st_size - _TAIL))
            tail = file.read()
    except FileNotFoundError:
        return b""
    return tail[tail.rfind(b"\n", 0, -1) + 1 :] if tail.endswith(b"\n") else b""
