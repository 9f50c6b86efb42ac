"""One record of a platform, read by its class and the stages, without a server."""

from __future__ import annotations

from datetime import date
from typing import Any

from crawlers import settings as project
from crawlers.extract.answer import Answer
from crawlers.extract.read import read
from crawlers.plugins.discovery import find_by_name
from crawlers.posting import Reading
from crawlers.spider.reading import reader_of

DAY = date(2026, 3, 2)
TEXT = "<p>You keep the lamps of the harbour burning, with the others of the crew.</p>"


def read_record(platform: str, board: str, record: Any) -> Reading:
    """Return what the feed would have of a record. Raise NotRead where it would have nothing."""
    plugin: Any = find_by_name(platform)
    site = reader_of(plugin.of(board), project.ITEM_PIPELINES)
    return read(Answer(record=record, address=site.declared.home or None, day=DAY), site)


def posting_of(platform: str, board: str, record: Any) -> dict[str, Any]:
    return read_record(platform, board, record).posting.model_dump(mode="json")


def sections_of(posting: dict[str, Any]) -> list[tuple[str, str | None, str]]:
    """Kind, heading and first words of each section."""
    return [
        (section["kind"], section["heading"], section["blocks"][0]["text"][:20])
        for section in posting["sections"]
        if section["blocks"]
    ]


def places_of(posting: dict[str, Any]) -> list[tuple[str | None, str | None, str | None]]:
    return [(p["city"], p["region_code"], p["country"]) for p in posting["locations"]]
