"""The source of a consumer: a feed in a folder, at an address that serves one (any static web
server will do), or in an object store that fsspec knows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import Request, urlopen

from crawlers.feed.format.check import Unsound, checked
from crawlers.feed.format.manifest import Manifest
from crawlers.posting.line import read_line

TIMEOUT = 60.0
"""Seconds that a web server may take to answer."""
_CHUNK = 1 << 20


class Missing(Exception):
    """A feed or one of its files is not there; the message says which."""


class PublishedFeed:
    """A feed in a folder (`feeds/all`) or at an address (`https://example.org/feeds/all`,
    `s3://bucket/feeds/all`). Nothing is written to it."""

    def __init__(self, where: str | Path) -> None:
        self.where = str(where).rstrip("/")
        self.is_remote = self.where.startswith(("http://", "https://"))

    @property
    def parent(self) -> str:
        """The folder or address that the feed stands in."""
        return self.where.rpartition("/")[0] or ("/" if self.where.startswith("/") else ".")

    def read(self, name: str) -> bytes:
        """Return a small file, whole. Raise Missing."""
        return b"".join(self.lines(name))

    def lines(self, name: str) -> Iterator[bytes]:
        """Yield the lines of a file, each with its LF. Raise Missing."""
        try:
            if self.is_remote:
                request = Request(
                    f"{self.where}/{quote(name)}", headers={"User-Agent": "jobwire-consumer"}
                )
                with urlopen(request, timeout=TIMEOUT) as answer:
                    yield from answer
            elif "://" in self.where:
                import fsspec

                fs, path = fsspec.core.url_to_fs(f"{self.where}/{name}", use_listings_cache=False)
                with fs.open(path, "rb") as file:
                    yield from file
            else:
                with (Path(self.where) / name).open("rb", buffering=_CHUNK) as file:
                    yield from file
        except (OSError, HTTPError, URLError, ImportError) as error:
            hint = (
                "; give the folder or the address of a feed, like feeds/all"
                if name == "latest.json"
                else ""
            )
            raise Missing(
                f"{self.where}/{name}: {getattr(error, 'strerror', None) or error}{hint}"
            ) from None

    def pointer(self) -> dict[str, str]:
        """Return latest.json. Raise Missing, or Unsound where it is damaged."""
        try:
            pointer = json.loads(self.read("latest.json"))
            return {
                name: str(pointer[name])
                for name in ("feed", "run_id", "manifest", "manifest_sha256")
            }
        except (KeyError, TypeError, ValueError) as error:
            raise Unsound(f"latest.json is damaged: {error!r}") from None

    def manifest(self, run_id: str) -> Manifest:
        """Return the manifest of a run. Raise Missing, or Unsound where it is damaged."""
        try:
            return Manifest.read(self.read(f"runs/{run_id}/manifest.json"))
        except ValueError as error:
            raise Unsound(f"runs/{run_id}/manifest.json: {error}") from None

    def file(self, manifest: Manifest, name: str) -> Iterator[bytes]:
        """Return the lines of a run's file. Raise Missing; Unsound where they are not what the
        manifest says."""
        if name not in manifest.files:
            raise Unsound(f"the manifest of {manifest.run_id} has no {name}")
        return checked(
            name,
            self.lines(f"runs/{manifest.run_id}/{name}"),
            manifest.files[name],
            examine=read_line,
        )
