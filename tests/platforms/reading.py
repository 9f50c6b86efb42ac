"""One record of a vendor, read by its class and the stages, without a server."""

from __future__ import annotations

from typing import Any

from scrapy.settings import Settings
from scrapy.utils.misc import load_object

from crawlers import settings as project
from crawlers.page.page import Page
from crawlers.plugins.discovery import find_by_name
from crawlers.posting import Reading

ORDERED = sorted(
    Settings({"ITEM_PIPELINES": project.ITEM_PIPELINES}).getdict("ITEM_PIPELINES").items(),
    key=lambda stage: stage[1],
)
STAGES = [path for path, _ in ORDERED if not path.endswith("DropDuplicates")]
TEXT = "<p>You keep the lamps of the harbour burning, with the others of the crew.</p>"


def read_record(platform: str, board: str, record: Any) -> Reading:
    """What the feed would have of a record. Raises DropItem where it would have nothing."""
    plugin: Any = find_by_name(platform)
    spider = plugin.of(board)()
    item = spider.read(Page(url=spider.home, kind="json", data=record))
    assert item is not None
    item.fetched_on = "2026-03-02"
    for stage in STAGES:
        item = load_object(stage)().process_item(item)
    return item


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
