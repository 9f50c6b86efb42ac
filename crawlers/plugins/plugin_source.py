"""Write the plugin of a site from what is known of it: its template, filled in."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, unquote, urlsplit

from crawlers.contract.boards import Board
from crawlers.plugins.proposing import Draft
from crawlers.text.urls import key_in

if TYPE_CHECKING:
    from crawlers.page.page import Page

TEMPLATES = Path(__file__).parent.parent / "templates"
_WIDTH = 100
"""Columns of a line of the plugin."""
_NUMBER_FIRST, _NUMBER_LAST = (
    re.compile(r"^(\d+)(?!\w)"),
    re.compile(r"(?<![^\W_])(\d+)(?:\.\w{1,5})?$"),
)
_NUMBER_BEFORE_WORDS = re.compile(r"(\d{2,})[-_]")


def source(
    name: str,
    url: str,
    pages: Sequence[Page],
    board: Board | None,
    found: Draft | None = None,
    others: Sequence[str] = (),
) -> str:
    """Return the text of the plugin, filled in as far as the page allows. found: what may be
    declared, None where that was not looked for. others: addresses of further postings. The site
    counts as one that states postings in JSON-LD only if each of the pages does."""
    has_data = all(page.postings for page in pages)
    kind = "platform" if board else "jsonld" if has_data else "html_list"
    found = found or Draft()
    parts = urlsplit(url)
    home = f"{parts.scheme}://{parts.netloc}" if parts.netloc else "https://www.example.org"
    declared = _mapping("labels", found.declared_labels()) + _mapping(
        "selectors", found.declared_selectors()
    )
    words = {
        "name": name,
        "spider": "".join(word.title() for word in name.split("_")) + "Spider",
        "platform": board.platform if board else "",
        "base": _base_of(board.platform) if board else "",
        "board": board.board if board else "",
        "home": home,
        "host": urlsplit(home).hostname or "",
        "posting_url": posting_url(url, others),
        "list_url": found.list_url or f"{home}/",
        "list_urls": f"    list_urls = ({quoted(found.list_url)},)\n" if found.list_url else "",
        "declared": declared,
    }
    return Template((TEMPLATES / f"{kind}.py.tmpl").read_text(encoding="utf-8")).substitute(words)


def _mapping(name: str, pairs: Mapping[str, str]) -> str:
    """Return a declaration of names and values as Python, "" where there are none."""
    items = [f"{quoted(key)}: {quoted(value)}" for key, value in pairs.items()]
    line = f"    {name} = {{{', '.join(items)}}}\n"
    if len(line) <= _WIDTH:
        return line if items else ""
    return f"    {name} = {{\n" + "".join(f"        {item},\n" for item in items) + "    }\n"


def quoted(text: str) -> str:
    """Return a text in double quotes: JSON, which Python and YAML read alike."""
    return json.dumps(text, ensure_ascii=False)


def posting_url(url: str, others: Sequence[str] = ()) -> str:
    """Return a pattern for the addresses of postings like this one: its id becomes the group `id`,
    words become any words. others: addresses of further postings, which show what differs."""
    parts = urlsplit(url)
    key = key_of_posting(url, others)
    group = r"(?P<id>\d+)" if key.isdigit() else r"(?P<id>[\w-]+)"
    named = [name for name, value in parse_qsl(parts.query) if key and value == key]
    if named:
        return f"{_escaped(parts.path)}\\?(?:[^#]*&)?{_escaped(named[0])}={group}"
    segments = [unquote(segment) for segment in parts.path.strip("/").split("/")]
    at = max((i for i, segment in enumerate(segments) if key and key in segment), default=None)
    if at is None:
        return r"/jobs/(?P<id>\d+)"
    before, _, after = segments[at].rpartition(key)
    made = [
        r"[\w-]+" if _is_of_one_posting(segments, i, at, others) else _escaped(segment)
        for i, segment in enumerate(segments)
    ]
    made[at] = _any_words(before) + group + _any_words(after)
    return "/" + "/".join(made)


def key_of_posting(url: str, others: Sequence[str] = ()) -> str:
    """Return the part of a posting's address that is taken for its key; "" where there is none.
    A short number counts where the last segment begins with it (`41-rigger`)."""
    path = urlsplit(url).path.strip("/")
    key = _what_differs(url, others) or (key_in(url) if path else "")
    first = _NUMBER_BEFORE_WORDS.match(path.rpartition("/")[2])
    return first[1] if first and not key.isdigit() and first[1] in key else key


def _is_of_one_posting(segments: Sequence[str], i: int, at: int, others: Sequence[str]) -> bool:
    """Return whether a segment is the words of one posting: it has several, or stands behind the id
    (at), or another address has other ones in its place."""
    theirs = [urlsplit(each).path.strip("/").split("/") for each in others]
    return segments[i].count("-") > (0 if i > at else 1) or any(
        len(each) == len(segments) and unquote(each[i]) != segments[i] for each in theirs
    )


def _what_differs(url: str, others: Sequence[str]) -> str:
    """Return the number, or else the words, by which the first address differs from all others in
    one place: a value of the query or a segment of the path; "" where that is open."""
    parts = [_parts(each) for each in (url, *others)]
    differing = [
        name
        for name, value in parts[0].items()
        if others
        and all(name in each for each in parts)
        and len({each[name] for each in parts}) == len(parts)
    ]
    if len(differing) != 1:
        return ""
    values = [each[differing[0]] for each in parts]
    for form in (_NUMBER_FIRST, _NUMBER_LAST):
        numbers = [found[1] for value in values if (found := form.search(value))]
        if len(set(numbers)) == len(values):
            return numbers[0]
    return values[0]


def _parts(url: str) -> dict[str | int, str]:
    """Return the segments of an address by their place, and the values of its query by name."""
    parts = urlsplit(url)
    return {**dict(enumerate(parts.path.split("/"))), **dict(parse_qsl(parts.query))}


def _any_words(text: str) -> str:
    """Return the words beside an id as a pattern: the marks at their ends and a file's ending
    stay."""
    first, inner, last, ending = re.fullmatch(
        r"([-_~]?)(.*?)([-_~]?)((?:\.\w{1,5})?)", text, re.DOTALL
    ).groups()  # type: ignore[union-attr]
    return _escaped(first) + (r"[\w-]+" if inner else "") + _escaped(last) + _escaped(ending)


def _escaped(text: str) -> str:
    return re.sub(r"([.^$*+?{}\[\]\\|()])", r"\\\1", text)


def _base_of(platform: str) -> str:
    from crawlers.plugins.discovery import find_by_name

    return find_by_name(platform).__name__
