"""The source of a consumer: a feed in a folder, at an address that serves one (any static web
server will do), or in an object store that fsspec knows. Whatever stands there, memory and time
have bounds, and what is not a feed is Unsound."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from errno import ENOSPC
from http.client import HTTPException
from pathlib import Path

from crawlers.feed.consume.bounded import Deadline, OutOfTime, blocks, unpacked
from crawlers.feed.format.check import LONGEST_LINE, Unsound, checked, reading
from crawlers.feed.format.folder import NAME, RUN_ID
from crawlers.feed.format.manifest import Manifest
from crawlers.feed.format.shape import read_as
from crawlers.output.printable import printable
from crawlers.output.secrets import remember
from crawlers.posting.line import read_line

__all__ = ["TIME_LIMIT", "Missing", "OutOfTime", "Pointer", "PublishedFeed"]

TIME_LIMIT = 3600.0
"""Seconds for all that one call reads: a gigabyte over a line of 2.5 Mbit/s."""
LARGEST_POINTER = 1 << 16
"""Bytes of latest.json; it has 300."""
LARGEST_MANIFEST = 64 << 20
"""Bytes of a manifest; that of ten thousand sources has 40 MB."""
MOST_VALUES = 4 << 20
"""Members and elements in a manifest: objects of a few bytes each would take fifty times the memory
of their text. That of ten thousand sources has 1.6 million, and takes 400 MB."""
LARGEST_YEAR = 4 << 30
"""Bytes of a file of the history; a year of two million postings has 127 MB."""
LARGEST_MANIFESTS = 4 * LARGEST_MANIFEST
"""Bytes of the manifests that one call keeps."""


class Missing(Exception):
    """A feed or one of its files is not there; the message says which, and is safe to print."""

    def __init__(self, words: str) -> None:
        super().__init__(printable(words))


@dataclass(frozen=True, slots=True)
class Pointer:
    """latest.json: the feed's name, its current run, the path of that run's manifest and its sha256
    (hexadecimal)."""

    feed: str
    run_id: str
    manifest: str
    manifest_sha256: str


class PublishedFeed:
    """A feed in a folder (`feeds/all`) or at an address (`https://example.org/feeds/all`,
    `s3://bucket/feeds/all`). Nothing is written to it.

    seconds: for all that is read of it. manifest_bytes: of the manifests that were read. Every
    method that reads raises OutOfTime when the time is over.
    """

    def __init__(self, where: str | Path, seconds: float = TIME_LIMIT) -> None:
        self.where = str(where).rstrip("/")
        remember(self.where)
        self.manifest_bytes = 0
        self.deadline = Deadline(seconds)
        self._is_folder = "://" not in self.where

    @property
    def parent(self) -> str:
        """The folder or address that the feed stands in."""
        return self.where.rpartition("/")[0] or ("/" if self.where.startswith("/") else ".")

    def read(self, name: str, most: int) -> bytes:
        """Return a small file, whole. Raise Missing, or Unsound where it has more bytes."""
        return b"".join(self._blocks(self.where, name, most))

    def lines(self, name: str, most: int) -> Iterator[bytes]:
        """Yield the lines of a file, each with its LF. Raise Missing; Unsound where the file has
        more bytes, or a line is longer than LONGEST_LINE."""
        return _lines(name, self._blocks(self.where, name, most))

    def unpacked_lines(self, name: str) -> Iterator[bytes]:
        """Yield the lines of a gzip file, as `lines` does."""
        return _lines(name, unpacked(name, self._blocks(self.where, name, LARGEST_YEAR)))

    def sha256_of_manifest(self, run_id: str) -> str:
        """Return the sha256 of the manifest of a run, hexadecimal. Raise Missing or Unsound."""
        return hashlib.sha256(self._manifest_text(run_id)).hexdigest()

    def lines_beside(self, name: str, most: int) -> Iterator[bytes]:
        """Yield the lines of a file beside the feed's folder, as `lines` does."""
        return _lines(name, self._blocks(self.parent, name, most))

    def pointer(self) -> Pointer:
        """Return latest.json. Raise Missing, or Unsound where it is damaged."""
        with reading("latest.json is damaged"):
            pointer = read_as(Pointer, json.loads(self.read("latest.json", LARGEST_POINTER)))
            if not NAME.fullmatch(pointer.feed) or not RUN_ID.fullmatch(pointer.run_id):
                raise ValueError(f"{pointer.feed}, {pointer.run_id} are not a feed and a run of it")
            if pointer.manifest != _manifest_path(pointer.run_id):
                raise ValueError(f"{pointer.manifest} is not the manifest of {pointer.run_id}")
        return pointer

    def current(self) -> Manifest:
        """Return the manifest that latest.json names. Raise Missing; Unsound where the two do not
        belong together."""
        pointer = self.pointer()
        text = self._manifest_text(pointer.run_id)
        if hashlib.sha256(text).hexdigest() != pointer.manifest_sha256:  # guard: hash of a manifest
            raise Unsound("latest.json and the manifest it names do not belong together")
        manifest = _manifest_of(text, pointer.run_id)
        if manifest.feed != pointer.feed:  # guard: name of a feed
            raise Unsound(f"latest.json is of the feed {pointer.feed}, its run of {manifest.feed}")
        return manifest

    def manifest(self, run_id: str) -> Manifest:
        """Return the manifest of a run. Raise Missing, or Unsound where it is damaged."""
        if not RUN_ID.fullmatch(run_id):
            raise Missing(f"{run_id} is not the name of a run")
        return _manifest_of(self._manifest_text(run_id), run_id)

    def before(self, manifest: Manifest) -> Manifest | None:
        """Return the manifest of the run before; None where there is none. Raise Missing, or
        Unsound where it is damaged or of another feed."""
        if manifest.previous is None:
            return None
        found = self.manifest(manifest.previous)
        if found.feed != manifest.feed:
            raise Unsound(f"{found.run_id} is of the feed {found.feed}, not of {manifest.feed}")
        return found

    def file(self, manifest: Manifest, name: str) -> Iterator[bytes]:
        """Return the lines of a run's file as they are read. Raise Missing; Unsound, at the latest
        after the last line, where they are not what the manifest says."""
        if name not in manifest.files:
            raise Unsound(f"the manifest of {manifest.run_id} has no {name}")
        facts = manifest.files[name]
        lines = self.lines(f"runs/{manifest.run_id}/{name}", facts.bytes)
        return checked(name, lines, facts, examine=read_line)

    def checked_file(self, manifest: Manifest, name: str) -> Iterator[bytes]:
        """Yield the lines of a run's file, the first one after the last was checked. Raise Missing;
        Unsound before the first line; OSError where the temporary folder has no room for a file
        that is not on this machine."""
        lines = self.file(manifest, name)
        if self._is_folder:
            deque(lines, maxlen=0)  # guard: no line before the hash
            yield from self.lines(f"runs/{manifest.run_id}/{name}", manifest.files[name].bytes)
            return
        require_room(Path(tempfile.gettempdir()), manifest.files[name].bytes)
        with tempfile.TemporaryFile() as copy:
            copy.writelines(lines)
            copy.seek(0)
            yield from copy

    def _manifest_text(self, run_id: str) -> bytes:
        text = self.read(_manifest_path(run_id), LARGEST_MANIFEST)
        self.manifest_bytes += len(text)
        return text

    def _blocks(self, where: str, name: str, most: int) -> Iterator[bytes]:
        """Yield the bytes of a file. Raise Missing, or Unsound where there are more than `most`."""
        size = 0
        try:
            for block in blocks(where, name, self.deadline):
                size += len(block)
                if size > most:  # guard: length of a file
                    raise Unsound(f"{name} is longer than {most} bytes")
                yield block
        except (OSError, ValueError, ImportError, HTTPException) as error:
            hint = (
                "; give the folder or the address of a feed, like feeds/all"
                if name == "latest.json"
                else ""
            )
            cause = getattr(error, "reason", None)
            cause = cause if isinstance(cause, OSError) else error
            words = getattr(cause, "strerror", None) or str(cause) or type(cause).__name__
            raise Missing(f"{where}/{name}: {words}{hint}") from None


def require_room(folder: Path, size: int) -> None:
    """Raise OSError where a disk has no room for a file of a size in bytes."""
    if shutil.disk_usage(folder).free < size:
        raise OSError(ENOSPC, f"no room for {size >> 20} MB", str(folder))


def _lines(name: str, pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the lines in blocks of bytes; the last one may have no LF. Raise Unsound where a line
    is too long."""
    rest = bytearray()
    for piece in pieces:
        first, *others = piece.split(b"\n")
        rest += first
        if len(rest) > LONGEST_LINE:  # guard: length of a line
            raise Unsound(f"{name}: a line is longer than {LONGEST_LINE >> 20} MB")
        for other in others:
            yield bytes(rest) + b"\n"
            rest = bytearray(other)
    if rest:
        yield bytes(rest)


def _manifest_path(run_id: str) -> str:
    return f"runs/{run_id}/manifest.json"


def _manifest_of(text: bytes, run_id: str) -> Manifest:
    """Return the manifest of a run. Raise Unsound where it is damaged or of another run."""
    with reading(_manifest_path(run_id)):
        if sum(map(text.count, (b",", b"{", b"["))) > MOST_VALUES:  # guard: values of a manifest
            raise ValueError(f"it has more than {MOST_VALUES} values")
        manifest = Manifest.read(text)
        if manifest.run_id != run_id:  # guard: name of a run
            raise ValueError(f"it is of the run {manifest.run_id}")
        if not NAME.fullmatch(manifest.feed):
            raise ValueError(f"{manifest.feed} is not the name of a feed")
        before = manifest.previous
        # ids increase: runs that name each other as previous have no end
        # guard: order of runs
        if before is not None and not (RUN_ID.fullmatch(before) and before < run_id):
            raise ValueError(f"{before} is not a run before it")
        if any(each.bytes < 0 or each.records < 0 for each in manifest.files.values()):
            raise ValueError("a file has a size below zero")
    return manifest
