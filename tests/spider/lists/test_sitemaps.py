"""One sitemap file: what is repaired, what is refused, and that no entry is lost unseen."""

from __future__ import annotations

import gzip

import pytest

from crawlers.spider.lists import sitemaps
from crawlers.spider.lists.sitemaps import BadSitemap, Entry

SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
FIRST, SECOND = "https://quay.example/jobs/1", "https://quay.example/jobs/2"


def urls(*inner: str, root: str = f"urlset {SPACE}") -> str:
    """Return a sitemap. inner: of each entry."""
    rows = "".join(f"<url>{each}</url>" for each in inner)
    return f'<?xml version="1.0" encoding="utf-8"?>\n<{root}>{rows}</urlset>'


def loc(address: str) -> str:
    return f"<loc>{address}</loc>"


REPAIRED = {
    "a raw & in an address": (urls(loc(f"{FIRST}?a=1&b=2")), f"{FIRST}?a=1&b=2"),
    "a raw & before the name of an entity": (
        urls(loc(f"{FIRST}?a=1&copy=2")),
        f"{FIRST}?a=1&copy=2",
    ),
    "an entity of HTML": (urls(loc(f"{FIRST}/caf&eacute;")), f"{FIRST}/café"),
    "a reference to a character that is none": (urls(loc(f"{FIRST}&#0;")), FIRST),
    "blanks before the declaration": ("\n \n" + urls(loc(FIRST)), FIRST),
    "NUL behind the end": (urls(loc(FIRST)) + "\x00\x00", FIRST),
    "a control character": (urls(loc(f"{FIRST}\x0b")), FIRST),
    "a prefix that is not declared": (
        urls(f"{loc(FIRST)}<image:image><image:loc>x</image:loc></image:image>"),
        FIRST,
    ),
    "a comment with an entry": (urls(f"<!-- {loc(SECOND)} -->{loc(FIRST)}"), FIRST),
    "an address in CDATA": (urls(loc(f"<![CDATA[{FIRST}?a=1&b=2]]>")), f"{FIRST}?a=1&b=2"),
    "a byte order mark": ("\ufeff" + urls(loc(FIRST)), FIRST),
}


@pytest.mark.parametrize("fault", REPAIRED)
def test_a_fault_that_leaves_no_doubt_is_repaired(fault: str) -> None:
    text, address = REPAIRED[fault]
    assert sitemaps.read(text.encode()) == (False, [Entry(address)])


@pytest.mark.parametrize("charset", ["utf-16", "utf-16-le", "latin-1", "cp1252"])
def test_a_file_in_another_charset_than_it_declares_is_read(charset: str) -> None:
    body = urls(loc(f"{FIRST}/café")).encode(charset)
    assert sitemaps.read(body) == (False, [Entry(f"{FIRST}/café")])


def test_a_file_that_is_packed_twice_is_read() -> None:
    body = gzip.compress(gzip.compress(urls(loc(FIRST)).encode()))
    assert sitemaps.read(body) == (False, [Entry(FIRST)])


REFUSED = {
    "a stray < between entries": (urls(loc(FIRST), f"< {loc(SECOND)}"), "broken_xml"),
    "a stray < in an address": (urls(loc(f"{FIRST}<x"), loc(SECOND)), "broken_xml"),
    "an entry outside of any": (
        urls(loc(FIRST)).replace("</urlset>", f"{loc(SECOND)}</urlset>"),
        "entries_lost",
    ),
    "an end that is missing": (urls(loc(FIRST), loc(SECOND))[:-20], "truncated"),
    "a message behind the end": (urls(loc(FIRST)) + "<p>Warning", "broken_xml"),
    "a page": ("<html><body><h1>Sign in</h1></body></html>", "not_a_sitemap"),
    "a text file cut in the middle": (f"{FIRST}\n{SECOND[:-1]}", "truncated"),
    "an item without its end": (
        f"<rss><channel><item><link>{FIRST}</link></channel></rss>",
        "broken_xml",
    ),
}


@pytest.mark.parametrize("fault", REFUSED)
def test_a_fault_that_may_hide_an_entry_is_a_failure(fault: str) -> None:
    text, reason = REFUSED[fault]
    with pytest.raises(BadSitemap, match=reason):
        sitemaps.read(text.encode())


def test_an_index_is_one() -> None:
    text = f"<sitemapindex {SPACE}><sitemap>{loc(FIRST)}</sitemap></sitemapindex>"
    assert sitemaps.read(text.encode()) == (True, [Entry(FIRST)])


FEEDS = {
    "RSS": f"<rss><channel><link>https://quay.example</link><item><link>{FIRST}</link>"
    "<pubDate>Mon, 05 May 2031</pubDate></item></channel></rss>",
    "Atom": '<feed xmlns="http://www.w3.org/2005/Atom"><link href="https://quay.example"/><entry>'
    f'<link rel="self" href="{SECOND}"/><link href="{FIRST}"/><updated>Mon, 05 May 2031</updated>'
    "</entry></feed>",
}


@pytest.mark.parametrize("kind", FEEDS)
def test_a_feed_is_read_as_a_list(kind: str) -> None:
    assert sitemaps.is_feed(FEEDS[kind].encode())
    assert sitemaps.read(FEEDS[kind].encode()) == (False, [Entry(FIRST, "Mon, 05 May 2031")])


def test_a_text_file_is_read_to_its_last_line() -> None:
    assert sitemaps.read(f"{FIRST}\n{SECOND}\n".encode())[1] == [Entry(FIRST), Entry(SECOND)]
