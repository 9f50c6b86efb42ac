"""Saved pages on disk: which files, and which address each was saved from."""

from __future__ import annotations

import json
import mimetypes
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from crawlers.contract.operators_file import bytes_of
from crawlers.extract.answer import Answer

LARGEST = 64 << 20
"""Bytes of a saved page; of one that is fetched, 8 MB are read."""
ENDINGS = (".html", ".htm", ".txt", ".json", ".pdf")


@dataclass(frozen=True, slots=True)
class SavedPage:
    """A page on disk. url: the address it was saved from, None where it is not known. fetched_on:
    the day (ISO 8601), or None. content_type: the header that came with it, or None."""

    path: Path
    url: str | None = None
    fetched_on: str | None = None
    content_type: str | None = None

    def answer(self) -> Answer:
        """Return the page as an answer of its site. Raise OSError where it cannot be read."""
        return saved_answer(self.path, self.url, self.fetched_on, self.content_type)


def saved_pages(where: str | Path) -> Iterator[SavedPage]:
    """Yield the pages of a file, of a folder (at any depth, sorted) or of a list: a `.jsonl` file
    of {"path", "url", "fetched_on", "content_type"}, whose relative paths count from the list's own
    folder.

    What the list does not give comes from the side file `NAME.meta.json`, or from `meta.json` where
    the folder holds this page alone. Raise FileNotFoundError, and ValueError
    with the line number for a list that cannot be read.
    """
    where = Path(where)
    if where.suffix == ".jsonl":
        yield from _listed(where)
    elif where.is_dir():
        found = sorted(path for path in where.rglob("*") if is_page(path))
        yield from map(with_side_file, found)
    elif where.is_file():
        yield with_side_file(where)
    else:
        raise FileNotFoundError(f"no such page, folder or list: {where}")


def saved_answer(
    path: Path | str,
    address: str | None = None,
    day: str | date | None = None,
    content_type: str | None = None,
) -> Answer:
    """Return a saved page as an answer. day: a date, or one in ISO 8601. content_type: without it
    the file's ending says what it is. Raise OSError where the file cannot be read."""
    path = Path(path)
    return Answer(
        bytes_of(path, LARGEST),
        content_type=content_type or mimetypes.guess_type(path.name)[0],
        address=address,
        name=path.stem,
        day=date.fromisoformat(day[:10]) if isinstance(day, str) else day,
    )


def is_page(path: Path) -> bool:
    """Return whether a file is a page by its name; side files are not."""
    return (
        path.suffix.lower() in ENDINGS
        and path.name != "meta.json"
        and not path.name.endswith(".meta.json")
    )


def _listed(where: Path) -> Iterator[SavedPage]:
    with where.open(encoding="utf-8-sig") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                entry = json.loads(line)
                page = with_side_file(where.parent / entry["path"])
            except (ValueError, KeyError, TypeError) as error:
                raise ValueError(
                    f"{where}:{number}: not a line of {{path, url}}: {error}"
                ) from error
            yield SavedPage(
                page.path,
                entry.get("url") or page.url,
                entry.get("fetched_on") or page.fetched_on,
                entry.get("content_type") or page.content_type,
            )


def with_side_file(path: Path) -> SavedPage:
    """Return a page with what its side file says of it. Raise OSError where there is no such
    folder, ValueError where the side file is none."""
    own = (path.with_name(f"{path.name}.meta.json"), path.with_suffix(".meta.json"))
    side = next((meta for meta in own if meta.is_file()), None)
    if (
        side is None
        and (shared := path.with_name("meta.json")).is_file()
        and sum(map(is_page, path.parent.iterdir())) == 1
    ):
        side = shared
    if side is None:
        return SavedPage(path)
    try:
        said = json.loads(side.read_text(encoding="utf-8-sig"))
    except ValueError as error:
        raise ValueError(f"{side}: it is no JSON: {error}") from None
    if not isinstance(said, dict):
        raise ValueError(f"{side}: it is no object")
    day = said.get("fetched_on") or (said.get("fetched_at") or "")[:10] or None
    return SavedPage(path, said.get("url"), day, said.get("content_type"))
