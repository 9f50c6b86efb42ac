"""One sitemap file, read strictly: a file that is damaged or cut short is an error, because the
postings that it leaves out would look withdrawn.

What many sites get wrong is repaired first (crawlers.spider.lists.xml_repairs). The proof that
nothing was lost is that as many entries were read as begin in the file. Formats: sitemaps.org
protocol 0.9 (XML urlset and sitemapindex, gzip, or one address a line), RSS 2.0 and 1.0, Atom (RFC
4287).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from lxml import etree

from crawlers.net.bodies import Damaged, TooLarge, unpack
from crawlers.net.reasons import BadAnswer
from crawlers.spider.lists.xml_repairs import decode_xml, repaired, without_verbatim

MAX_BYTES = 64 * 1024 * 1024
"""The protocol allows 50 MB unpacked; some are over it."""
MAX_TAGS = 500_000
"""The protocol allows 50,000 entries, of four elements each."""
MAX_ENTRIES = 100_000
"""Addresses of a text sitemap; the protocol allows 50,000."""
_GZIP = b"\x1f\x8b"
_PACKED_TWICE = 2
"""A file that is stored packed is packed once more by some servers, and said to be packed once."""
_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF)[\s>]", re.IGNORECASE)
_HEAD = 1000
"""Bytes in which the root element of a feed is looked for."""


class BadSitemap(BadAnswer):
    """The file is not a sitemap, or not all of one; the message is a word for the ledger."""


class OpenEnd(BadSitemap):
    """The last line of a text sitemap does not end: it may be half an address. entries: of the
    file as it is."""

    def __init__(self, entries: list[Entry]) -> None:
        super().__init__("truncated")
        self.entries = entries


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a sitemap: an address ("" where it lost that), and when the page changed as the
    site prints it ("" where it does not)."""

    url: str
    lastmod: str = ""


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of file, by its root element.

    entry: the element of one entry. proof: the element that is counted in the file, one for each
    address or entry that must be read. changed: the elements that say when the page changed.
    """

    entry: str
    proof: str
    changed: tuple[str, ...]


_KINDS = {
    "urlset": _Kind("url", "loc", ("lastmod",)),
    "sitemapindex": _Kind("sitemap", "loc", ("lastmod",)),
    "rss": _Kind("item", "item", ("pubDate", "date")),
    "RDF": _Kind("item", "item", ("date",)),
    "feed": _Kind("entry", "entry", ("updated", "published")),
}


def read(body: bytes) -> tuple[bool, list[Entry]]:
    """Return whether the file is an index of sitemaps, and its entries. Raise BadSitemap
    (`truncated`, `too_large`, `broken_xml`, `entries_lost`, `not_a_sitemap`)."""
    for _ in range(_PACKED_TWICE):
        body = _unpacked(body) if body.startswith(_GZIP) else body
    if plain := _plain(body):
        return False, plain
    if not body.strip():
        raise BadSitemap("not_a_sitemap")
    if body.count(b"<") > MAX_TAGS:
        raise BadSitemap("too_large")
    name, entries = _parsed(repaired(decode_xml(body)))
    return name == "sitemapindex", entries


def is_feed(body: bytes) -> bool:
    """Return whether an answer is a feed, RSS or Atom."""
    return bool(_FEED.search(body[:_HEAD]))


def _parsed(text: str) -> tuple[str, list[Entry]]:
    """Return the name of the root element, and the entries."""
    root = _root_of(text)
    kind = _KINDS.get(root[1])
    if kind is None:
        raise BadSitemap("not_a_sitemap")
    parser = etree.iterparse(
        BytesIO(text.encode("utf-8", "replace")),
        events=("end",),
        tag=f"{{*}}{kind.entry}",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
    entries: list[Entry] = []
    read_in = 0
    try:
        for _, element in parser:
            found = [*_entries_of(element, kind)]
            read_in += len(found) if kind.proof == "loc" else 1
            entries += found
            element.clear()
    except etree.LxmlError as error:
        raise BadSitemap("broken_xml" if _is_closed(text, root) else "truncated") from error
    # guard: entries that a sitemap lost
    if read_in != _begun(text, kind.proof, root[0] if kind.proof == "loc" else None):
        raise BadSitemap("entries_lost")
    return root[1], entries


def _root_of(text: str) -> tuple[str, str]:
    """Return prefix and local name of the root element."""
    found = re.search(r"<(?:([A-Za-z_][\w.-]*):)?([A-Za-z_][\w.-]*)[\s/>]", without_verbatim(text))
    return (found[1] or "", found[2]) if found else ("", "")


def _is_closed(text: str, root: tuple[str, str]) -> bool:
    """Return whether the end of the root element stands in the file."""
    prefix, name = root
    return f"</{f'{prefix}:' if prefix else ''}{name}" in text


def _begun(text: str, name: str, prefix: str | None) -> int:
    """Return how many elements of a name begin in a file. prefix: the one they have; None for
    any."""
    before = r"(?:[A-Za-z_][\w.-]*:)?" if prefix is None else f"{prefix}:" if prefix else ""
    return len(re.findall(rf"<{before}{name}[\s/>]", without_verbatim(text)))


def _entries_of(element: Any, kind: _Kind) -> Iterator[Entry]:
    children = [(etree.QName(child).localname, child) for child in element.iterchildren("*")]
    texts = [(name, (child.text or "").strip()) for name, child in children]
    changed = next((text for name, text in texts if name in kind.changed and text), "")
    if kind.proof == "loc":
        addresses = [text for name, text in texts if name == "loc"]
    elif kind.entry == "entry":
        links = [child for name, child in children if name == "link"]
        own = [each for each in links if each.get("rel", "alternate") == "alternate"]
        addresses = [(each.get("href") or "").strip() for each in own[:1]]
    else:
        addresses = [text for name, text in texts if name == "link" and text][:1]
        addresses = addresses or [text for name, text in texts if name == "guid"][:1]
    for address in addresses:
        yield Entry(address, changed)


def _unpacked(body: bytes) -> bytes:
    try:
        return unpack(body, "gzip", MAX_BYTES)
    except Damaged as error:
        raise BadSitemap("truncated") from error
    except TooLarge as error:
        raise BadSitemap("too_large") from error


def _plain(body: bytes) -> list[Entry]:
    """Return the entries of a text sitemap; [] where it is not one. The last line ends like the
    others: one that does not may be half an address."""
    if not body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"http://", b"https://")):
        return []
    lines = body.decode("utf-8-sig", "replace").split(None, MAX_ENTRIES)
    if len(lines) > MAX_ENTRIES:
        raise BadSitemap("too_large")
    if not all(line.startswith(("http://", "https://")) for line in lines):
        return []
    entries = [Entry(line) for line in lines]
    if not body.endswith((b"\n", b"\r")):  # guard: text sitemaps cut short
        raise OpenEnd(entries)
    return entries
