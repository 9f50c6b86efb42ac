"""Read single pages as a crawl reads them, and show what came of each: used by `scrapy extract` and
the tests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from pydantic import ValidationError
from pydantic_core import to_jsonable_python

from crawlers.extract.answer import Answer, NotRead, ReadingFailed, Site
from crawlers.extract.build import fields_of
from crawlers.extract.read import read
from crawlers.posting.raw import Decision, RawPosting, Reading
from crawlers.posting.schema import JobPosting
from crawlers.spider.posting_spider import PostingSpider
from crawlers.spider.reading import reader_of


@dataclass(slots=True)
class PageResult:
    """The reading of one page. posting: the record as JSON values, None where the page is no
    posting. problems: in words, with a machine code in front. item: the posting in its last form,
    for explanations. decision: what the page is, for explanations, too."""

    posting: dict[str, Any] | None
    problems: list[str] = field(default_factory=list)
    item: RawPosting | Reading | None = None
    decision: Decision | None = None


class PageReader:
    """Reads with the plugins of any sites. stages: the setting ITEM_PIPELINES."""

    def __init__(self, stages: Mapping[Any, int]) -> None:
        self._stages = stages
        self._sites: dict[type[PostingSpider], Site] = {}

    def site(self, plugin: type[PostingSpider]) -> Site:
        """Return what reads the pages of a plugin's site; it is made once."""
        if plugin not in self._sites:
            self._sites[plugin] = reader_of(plugin, self._stages)
        return self._sites[plugin]

    def read(self, answer: Answer, plugin: type[PostingSpider]) -> PageResult:
        """Read one page as a crawl does. Raise what a plugin or a stage raises that is broken; it
        never raises on what a page holds."""
        try:
            reading = read(answer, self.site(plugin))
        except ReadingFailed as failed:
            assert failed.__cause__
            raise failed.__cause__ from None
        except NotRead as refused:
            result = _result_of(refused)
            result.decision = refused.decision
            return result
        posting = reading.posting.model_dump(mode="json")
        return PageResult(posting, reading.problems, reading, reading.decision)


def _result_of(refused: NotRead) -> PageResult:
    """Return what there is of a page that gave no posting; one that fails the schema is shown with
    the fields that failed."""
    raw, problems, reason = refused.item, refused.problems, refused.reason
    if refused.how == "gone":
        words = "" if refused.words == refused.code else refused.words
        reason = f"closed_notice: {words or 'the page says that its posting is closed'}"
    if raw is None or refused.code != "rejected":
        return PageResult(None, [*problems, reason], raw)
    return PageResult(unchecked(raw), [*problems, *_reasons(raw)], raw)


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
