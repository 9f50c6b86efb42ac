"""Which pages `scrapy extract` reads: files and addresses, named one by one, in a list or by their
folder."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from crawlers.contract.operators_file import LONGEST_LIST, bytes_of
from crawlers.spider.saved_pages import ENDINGS, saved_pages, with_side_file

_MEMBERS = ("url", "site", "fetched_on", "content_type")


@dataclass(frozen=True, slots=True)
class Entry:
    """A page to read. where: a file or an address. url: the address that a file was saved from.
    site: whose plugin reads it. fetched_on: the day (ISO 8601). content_type: its header. What is
    None is not known."""

    where: str
    url: str | None = None
    site: str | None = None
    fetched_on: str | None = None
    content_type: str | None = None

    @property
    def is_address(self) -> bool:
        """Whether the page is to be fetched."""
        return self.where.startswith(("http://", "https://"))


def entry_of(where: str, url: str | None, site: str | None) -> Entry:
    """Return the entry of one page, with what the side file of a file says of it. Raise ValueError
    for a folder, and where the side file cannot be read."""
    entry = Entry(where, url, site)
    if entry.is_address:
        return entry
    if not where:
        raise ValueError("'' is no page: give a file or an address")
    if Path(where).is_dir():
        raise ValueError(f"{where} is a folder: --pages {where} reads all of its pages")
    try:
        saved = with_side_file(Path(where))
    except OSError:  # there is no such page: its line says so
        return entry
    return replace(
        entry,
        url=url or saved.url,
        fetched_on=saved.fetched_on,
        content_type=saved.content_type,
    )


def entries_of(path: Path) -> Iterator[Entry]:
    """Yield the entries of a list or of a folder, as `crawl -a pages=` takes them. Raise ValueError
    where it is neither, and for a folder without pages."""
    if not path.is_dir():
        yield from entries_of_list(path)
        return
    page = None
    for page in saved_pages(path):
        yield Entry(str(page.path), page.url, None, page.fetched_on, page.content_type)
    if page is None:
        raise ValueError(f"{path}: the folder has no page ({', '.join(ENDINGS)})")


def entries_of_list(path: Path) -> Iterator[Entry]:
    """Yield the entries of a list; the side files of its pages are not looked at. Raise ValueError,
    with the line, where it is no such list."""
    try:
        text = bytes_of(path, LONGEST_LIST).decode("utf-8-sig")
    except OSError as error:
        raise ValueError(f"{path}: {error.strerror}") from None
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
            page = Entry(str(entry["path"]), *map(entry.get, _MEMBERS))
        except (ValueError, KeyError, TypeError):
            raise ValueError(f'{path}, line {number}: not a line of {{"path", "url"}}') from None
        yield page if page.is_address else replace(page, where=str(path.parent / page.where))
