"""Recorded pages on disk: `tests/sites/SITE/CASE/page.*` with `meta.json` (its address, the
day, and the header Content-Type) and `expected.jsonl`."""

from __future__ import annotations

import json
import os
import re
import shlex
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crawlers.spider.saved_pages import ENDINGS, is_page, with_side_file

_CASE = re.compile(r"[\w-]{1,100}")
PAGES = Path("tests") / "sites"
"""The folder of recorded pages, in the project."""
_HEAD = 4096
"""Bytes of a page that say whether it is HTML."""
_NOT_OF_PAGE = frozenset(
    {"id", "schema_version", "source", "source_kind", "url", "content_hash", "status", "lifecycle"}
    | {"inferred", "warnings", "flags"}
)
"""Fields that the feed fills itself, or that say how the page was read."""


@dataclass(frozen=True, slots=True)
class Recording:
    """A page to record. body: its bytes, or a record as JSON. url: its address, "" where that is
    unknown. content_type: the header that came with it, None for a file. ending: of the file that
    it came from, "" where it came from none."""

    body: bytes
    url: str = ""
    content_type: str | None = None
    ending: str = ""

    @property
    def file_ending(self) -> str:
        """Return the ending of the file that it is kept in."""
        if self.ending in ENDINGS:
            return self.ending
        if self.body.lstrip()[:1] in (b"{", b"["):
            return ".json"
        return ".html" if b"<" in self.body[:_HEAD] else ".txt"


def recording_of(path: Path, body: bytes, url: str) -> Recording:
    """Return a saved page with its address: the one that was given (url), that of its side file, or
    the one that the page calls its own. Raise ValueError where the side file is none."""
    from crawlers.page.page import Page

    saved = with_side_file(path)
    address = url or saved.url or Page.from_bytes(body).canonical or ""
    return Recording(body, address, saved.content_type, path.suffix)


def save(root: Path, site: str, case: str, page: Recording) -> Path:
    """Record a page and return its path. Raise FileExistsError where there is a page of that case
    already, and ValueError where the case cannot be the name of a folder."""
    if not _CASE.fullmatch(case):  # guard: the name of a case
        raise ValueError(f"{case!r} cannot be a case: give letters, digits, - and _")
    folder = root / PAGES / site / case
    if folder.is_dir() and any(map(is_page, folder.iterdir())):
        raise FileExistsError(
            f"{folder} holds a page already; remove it, or name another case (--case NAME)"
        )
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"page{page.file_ending}"
    path.write_bytes(page.body)
    meta = {"url": page.url or None, "fetched_on": datetime.now(UTC).date().isoformat()}
    if page.content_type:  # it names the charset where the page does not
        meta["content_type"] = page.content_type
    (folder / "meta.json").write_text(json.dumps(meta, indent=1) + "\n", encoding="utf-8")
    return path


def cases(root: Path, site: str) -> list[Path]:
    """Return the folders with recorded pages of a site."""
    folder = root / PAGES / site
    return (
        sorted(each for each in folder.glob("*/") if any(map(is_page, each.iterdir())))
        if folder.is_dir()
        else []
    )


def expected(root: Path, site: str) -> Iterator[dict[str, Any]]:
    """Yield the postings that the site's recorded pages are expected to give."""
    for case in cases(root, site):
        path = case / "expected.jsonl"
        if path.is_file() and (posting := json.loads(path.read_text(encoding="utf-8"))["posting"]):
            yield posting


def filled(posting: dict[str, Any]) -> set[str]:
    """Return the fields that say something of the posting itself."""
    return {
        name
        for name, value in posting.items()
        if value not in (None, [], {}, "") and name not in _NOT_OF_PAGE
    }


def test_command(root: Path, name: str) -> str:
    """Return what is typed to run the test of a site's recorded pages."""
    python = os.path.relpath(sys.executable)
    python = sys.executable if python.startswith("..") else python
    test = os.path.relpath(root / "tests" / "test_sites.py")
    return f"{shlex.quote(python)} -m pytest {shlex.quote(test)} -k {name}"
