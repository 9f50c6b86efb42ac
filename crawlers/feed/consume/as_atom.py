"""The newest open postings as an Atom feed (RFC 4287), one for each filter that is followed."""

from __future__ import annotations

import hashlib
import heapq
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from crawlers.feed.consume.markup import safe_html, web_address, xml_attribute, xml_text
from crawlers.posting.line import read_line

MOST_ENTRIES = 200
"""Postings of an Atom feed; readers ask for it again and again."""
_NEVER = "1970-01-01T00:00:00Z"


def write_atom(lines: Iterable[bytes], file: Path, name: str, at: str, where: str) -> int:
    """Write the open postings that changed last; return their number. name: of the feed. at: the
    instant of its run. where: the condition that they match, for the title and the id."""
    opened = (record for record in map(read_line, lines) if record["status"] == "open")
    newest = heapq.nlargest(
        MOST_ENTRIES, opened, key=lambda record: (_updated(record), record["id"])
    )
    filtered = hashlib.sha256(where.encode()).hexdigest()[:16] if where else "all"
    head = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        f"<title>{xml_text(f'{name}: {where}' if where else name)}</title>",
        f"<id>urn:jobwire:{quote(name)}:{filtered}</id>",
        f"<updated>{xml_text(max(map(_updated, newest), default=at))}</updated>",
    ]
    with file.open("w", encoding="utf-8", newline="\n") as out:
        out.write("\n".join(head) + "\n")
        out.writelines(map(_entry, newest))
        out.write("</feed>\n")
    return len(newest)


def _updated(record: dict[str, Any]) -> str:
    life = record["lifecycle"]
    return max(life["last_changed"] or _NEVER, life["reopened_at"] or _NEVER)


def _entry(record: dict[str, Any]) -> str:
    author = (record["organization"] or {}).get("name") or record["source"]
    address = web_address(record["url"])
    link = f'<link rel="alternate" href="{xml_attribute(address)}"/>\n' if address else ""
    kinds = "".join(
        f'<category term="{xml_attribute(each)}"/>\n' for each in record["employment_types"]
    )
    return (
        f"<entry>\n<title>{xml_text(record['title'])}</title>\n"
        f"<id>urn:jobwire:posting:{quote(record['id'])}</id>\n{link}"
        f"<published>{xml_text(record['lifecycle']['first_seen'] or _NEVER)}</published>\n"
        f"<updated>{xml_text(_updated(record))}</updated>\n"
        f"<author><name>{xml_text(author)}</name></author>\n{kinds}"
        f'<content type="html">{xml_text(safe_html(record))}</content>\n</entry>\n'
    )
