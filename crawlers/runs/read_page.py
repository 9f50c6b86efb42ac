"""Read single pages with the stages of a crawl, but without a crawl: used by `scrapy extract` and
the tests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from pydantic import ValidationError
from pydantic_core import to_jsonable_python
from scrapy.exceptions import DropItem
from scrapy.utils.misc import load_object

from crawlers.extract.build import fields_of
from crawlers.page.page import Page
from crawlers.posting.raw import RawPosting, Reading
from crawlers.posting.schema import JobPosting
from crawlers.spider.posting_spider import Gone, PostingSpider

LAST_STAGE = "BuildPosting"
"""The stages after it compare postings with each other."""


@dataclass(slots=True)
class PageResult:
    """The reading of one page. posting: the record as JSON values, None where the page is no
    posting. problems: in words, with a machine code in front. item: the posting in its last form,
    for explanations."""

    posting: dict[str, Any] | None
    problems: list[str] = field(default_factory=list)
    item: RawPosting | None = None


class PageReader:
    """The stages named in ITEM_PIPELINES, in their order, up to the one that builds the posting."""

    def __init__(self, pipelines: Mapping[Any, int]) -> None:
        self.stages = []
        for path, _ in sorted(pipelines.items(), key=lambda entry: entry[1]):
            stage = load_object(path)
            self.stages.append(stage())
            if stage.__name__ == LAST_STAGE:
                break

    def read(
        self, page: Page, spider: PostingSpider, key: str = "page", fetched_on: str | None = None
    ) -> PageResult:
        """Read one page as the spider would; never raises on what a page holds."""
        problems = list(page.problems)
        try:
            raw = spider.read(page, key)
        except Gone as closed:
            return PageResult(
                None,
                [
                    *problems,
                    f"closed_notice: {closed or 'the page says that its posting is closed'}",
                ],
            )
        if raw is None:
            return PageResult(
                None, [*problems, "not_a_posting: the site's plugin finds no posting on the page"]
            )
        raw.fetched_on = fetched_on
        return self._through(raw, problems)

    def _through(self, raw: RawPosting, problems: list[str]) -> PageResult:
        item: RawPosting | Reading = raw
        try:
            for stage in self.stages:
                item = stage.process_item(item)
        except DropItem as dropped:
            reason = str(dropped)
            if not reason.startswith("rejected:"):
                return PageResult(None, [*problems, reason], raw)
            return PageResult(unchecked(raw), [*problems, *_reasons(raw)], raw)
        posting = cast(Reading, item).posting
        return PageResult(posting.model_dump(mode="json"), problems, raw)


def unchecked(raw: RawPosting) -> dict[str, Any]:
    """Return the record of a posting that fails the schema: all fields as far as they are known."""
    known = fields_of(raw)
    empty = {
        name: f.get_default(call_default_factory=True)
        for name, f in JobPosting.model_fields.items()
        if not f.is_required()
    }
    fields = {name: known.get(name, empty.get(name)) for name in JobPosting.model_fields}
    return cast(dict[str, Any], to_jsonable_python(fields))


def _reasons(raw: RawPosting) -> list[str]:
    try:
        JobPosting.model_validate(fields_of(raw))
    except ValidationError as error:
        return [f"rejected: {'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()]
    return []
