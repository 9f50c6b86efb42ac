"""Postings as the XML that job boards take: `<source>` with a `<job>` for each open posting, its
members as Indeed named them and others read them (https://docs.indeed.com/indeed-apply/xml-feed).
docs/job-board.xsd is its schema. LOSSY: the first place only, no sections."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from crawlers.feed.consume.markup import safe_html, web_address, xml_text
from crawlers.posting.line import read_line

JOB_TYPES = {
    "FULL_TIME": "fulltime",
    "PART_TIME": "parttime",
    "CONTRACTOR": "contract",
    "TEMPORARY": "temporary",
    "INTERN": "internship",
    "VOLUNTEER": "volunteer",
    "PER_DIEM": "perdiem",
}
"""The boards' words for types of employment."""
_NUMBERS = ("requisition", "reference", "vacancy", "post")
"""The identifiers that may be the requisition's, best first."""


def write_board_xml(lines: Iterable[bytes], file: Path, name: str) -> int:
    """Write the open postings; return their number. name: of the feed."""
    written = 0
    with file.open("w", encoding="utf-8", newline="\n") as out:
        out.write('<?xml version="1.0" encoding="utf-8"?>\n')
        out.write(f"<source>\n<publisher>{xml_text(name)}</publisher>\n")
        for record in map(read_line, lines):
            if record["status"] == "open":
                out.write(_job(record))
                written += 1
        out.write("</source>\n")
    return written


def _job(record: dict[str, Any]) -> str:
    said = "".join(
        f"  <{name}>{xml_text(value)}</{name}>\n" for name, value in _members(record) if value
    )
    return f"<job>\n{said}</job>\n"


def _members(record: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield the members of a job, in the order of the schema; those without a value are left
    out."""
    place = (record["locations"] or [{}])[0]
    salary, deadline = record["salary"] or {}, record["valid_through"] or {}
    yield "title", record["title"]
    yield "date", _day(record)
    yield "referencenumber", record["id"]
    yield "requisitionid", _requisition(record["identifiers"])
    yield "url", web_address(record["url"])
    yield "company", (record["organization"] or {}).get("name")
    yield "sourcename", record["source"]
    yield "city", place.get("city") or place.get("raw")
    yield "state", place.get("region")
    yield "country", place.get("country")
    yield "description", safe_html(record)
    yield "salary", salary.get("raw")
    types = map(JOB_TYPES.get, record["employment_types"])
    yield "jobtype", ", ".join(filter(None, types))
    yield "category", ", ".join(record["categories"])
    yield (
        "remotetype",
        {"remote": "Fully remote", "hybrid": "Hybrid remote"}.get(record["workplace"] or ""),
    )
    yield "expirationdate", deadline.get("date")


def _day(record: dict[str, Any]) -> str | None:
    """Return the day on which the source says that it published the posting; else that on which the
    feed first had it."""
    stated: str | None = (record["date_posted"] or {}).get("date")
    return stated or (record["lifecycle"]["first_seen"] or "")[:10]


def _requisition(identifiers: list[dict[str, str]]) -> str | None:
    known = {each["scheme"]: each["value"] for each in reversed(identifiers)}
    return next((known[scheme] for scheme in _NUMBERS if scheme in known), None)
