"""The postings that `scrapy learn` and `newsite` learn from: of the last published run, or of saved
pages."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crawlers.feed.format.folder import Folder
from crawlers.plugins.learning import Sample
from crawlers.posting.raw import Reading, Said
from crawlers.posting.schema import JobPosting
from crawlers.runs.read_page import PageReader
from crawlers.spider.saved_pages import saved_pages

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings

    from crawlers.feed.format.manifest import BoardName
    from crawlers.spider.posting_spider import PostingSpider


def published_samples(folder: Folder) -> tuple[list[Sample], BoardName | None]:
    """Return the open postings of the last published run, and the board that they are of. Raise
    ValueError where there is none."""
    try:
        run_id = folder.latest_id()
        if run_id is not None:
            return _samples_of_run(folder, run_id)
    except (OSError, ValueError) as error:
        raise ValueError(f"{folder.path}: the last run cannot be read: {error}") from None
    raise ValueError(
        f"{folder.name} has no published run in {folder.root}: crawl it first, or give saved pages "
        "(--pages FOLDER)"
    )


def _samples_of_run(folder: Folder, run_id: str) -> tuple[list[Sample], BoardName | None]:
    board = folder.manifest(run_id).board
    raws = dict(_raws(folder.run(run_id) / "provenance.jsonl"))
    postings = [
        JobPosting.read(line)
        for line in (folder.run(run_id) / "postings.jsonl").read_bytes().splitlines()
    ]
    samples = [
        Sample(
            name=each.url or each.id,
            employer=each.organization.name if each.organization else "",
            sections=each.sections,
            raws=raws.get(each.id, ()),
            is_record=board is not None,
        )
        for each in postings
        if each.status == "open"
    ]
    return samples, board


def _raws(path: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield the id of each posting with the strings that its facts were read from."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            record: dict[str, Any] = json.loads(line)
            yield record["id"], [field["raw"] for field in record["fields"].values()]


def saved_samples(
    settings: BaseSettings, plugin: type[PostingSpider], where: Path
) -> Iterator[Sample]:
    """Yield the postings of saved pages, read by a plugin. Raise ValueError where they cannot be
    read."""
    reader = PageReader(settings.getdict("ITEM_PIPELINES"))
    try:
        for saved in saved_pages(where):
            found = reader.read(saved.answer(), plugin).item
            if isinstance(found, Reading):
                is_record = saved.path.suffix == ".json"
                yield _sample(found.posting, found.provenance, is_record, str(saved.path))
    except (ValueError, OSError) as error:
        raise ValueError(str(error)) from None


def _sample(
    posting: JobPosting, provenance: Mapping[str, Said], is_record: bool, name: str
) -> Sample:
    return Sample(
        name=posting.url or name,
        employer=posting.organization.name if posting.organization else "",
        sections=posting.sections,
        raws=[said.raw for said in provenance.values()],
        is_record=is_record,
    )
