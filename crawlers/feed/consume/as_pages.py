"""A page for each open posting with its schema.org JobPosting, and the sitemap that names them, in
a folder that any web server serves: what search engines for jobs read
(https://developers.google.com/search/docs/appearance/structured-data/job-posting)."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from crawlers.feed.consume.as_jsonld import to_jsonld
from crawlers.feed.consume.markup import safe_html, web_address, xml_attribute, xml_text
from crawlers.posting.line import read_line

MOST_ADDRESSES = 50_000
"""Addresses of one sitemap (https://www.sitemaps.org/protocol.html)."""
_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_NO_NAME = re.compile(r"[^a-z0-9]+")


def write_pages(lines: Iterable[bytes], folder: Path, base: str) -> int:
    """Write pages and sitemap.xml to a new folder; return how many pages. base: the address that
    the folder will be served under."""
    folder.mkdir()
    root, maps, written = base.rstrip("/"), Sitemaps(folder, base.rstrip("/")), 0
    for line in lines:
        record = read_line(line)
        if record["status"] == "open":
            name = page_name(record["id"])
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(page(record, line), encoding="utf-8", newline="\n")
            maps.add(f"{root}/{name}", (record["lifecycle"]["last_changed"] or "")[:10])
            written += 1
    maps.close()
    return written


def page_name(posting_id: str) -> str:
    """Return the file of a posting, like `jobs/3f/demo-17-3f9a0c1d2e4b.html`: readable, and another
    one for each id."""
    digest = hashlib.sha256(posting_id.encode()).hexdigest()[:12]
    words = _NO_NAME.sub("-", posting_id.lower()).strip("-")[:80]  # guard: ids in file names
    return f"jobs/{digest[:2]}/{words}-{digest}.html"


def page(record: dict[str, Any], line: bytes) -> str:
    """Return the page of a posting. line: the record as a line of the feed."""
    from crawlers.posting.schema import JobPosting

    text = safe_html(record)
    said = to_jsonld(JobPosting.read(line)) | {"description": text}
    # within a script, "</script>" would end it
    data = json.dumps(said, ensure_ascii=False).replace("<", "\\u003c")
    address = xml_attribute(web_address(record["url"]))
    link = f'<link rel="canonical" href="{address}">\n' if address else ""
    more = f'<p><a href="{address}">{address}</a></p>\n' if address else ""
    language = xml_attribute(record["language"] or "")
    title, places = xml_text(record["title"]), [each["raw"] for each in record["locations"]]
    employer = (record["organization"] or {}).get("name") or ""
    where = " · ".join(xml_text(each) for each in (employer, *places) if each)
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{title}</title>\n{link}"
        f'<script type="application/ld+json">{data}</script>\n</head>\n'
        f"<body>\n<h1>{title}</h1>\n<p>{where}</p>\n{text}\n{more}</body>\n</html>\n"
    )


class Sitemaps:
    """Writes `sitemap.xml`; with more than MOST_ADDRESSES, an index of several."""

    def __init__(self, folder: Path, root: str) -> None:
        self._folder, self._root = folder, root
        self._entries: list[str] = []
        self._full = 0

    def add(self, address: str, day: str) -> None:
        """Name a page. day: of its last change; "" where it is not known."""
        changed = f"<lastmod>{xml_text(day)}</lastmod>" if day else ""
        self._entries.append(f"<url><loc>{xml_text(address)}</loc>{changed}</url>\n")
        if len(self._entries) == MOST_ADDRESSES:
            self._full += 1
            self._write(f"sitemap-{self._full}.xml", "urlset")

    def close(self) -> None:
        """Write what is left."""
        if not self._full:
            return self._write("sitemap.xml", "urlset")
        if self._entries:
            self._full += 1
            self._write(f"sitemap-{self._full}.xml", "urlset")
        self._entries = [
            f"<sitemap><loc>{xml_text(self._root)}/sitemap-{number}.xml</loc></sitemap>\n"
            for number in range(1, self._full + 1)
        ]
        return self._write("sitemap.xml", "sitemapindex")

    def _write(self, name: str, kind: str) -> None:
        head = f'<?xml version="1.0" encoding="utf-8"?>\n<{kind} {_SPACE}>\n'
        text = f"{head}{''.join(self._entries)}</{kind}>\n"
        (self._folder / name).write_text(text, encoding="utf-8", newline="\n")
        self._entries = []
