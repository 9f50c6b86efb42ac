"""Greenhouse's job board (boards-api.greenhouse.io): one call gives the board with all its texts.

Complete when as many different ids came as `meta.total` states; without `meta`, because it is one
call that gave postings. An empty board is believed only where `meta.total` is 0. Format:
developers.greenhouse.io/job-board.html."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape
from itertools import groupby
from typing import TYPE_CHECKING, Any

from crawlers.platforms.records.answers import key_of, member, objects
from crawlers.platforms.records.api import ApiSpider
from crawlers.platforms.records.employer_fields import Field, say_fields
from crawlers.platforms.records.record import Record, headed, language_tag
from crawlers.text.word_lists import load

if TYPE_CHECKING:
    from crawlers.posting.raw import RawPosting
    from crawlers.text.blocks import Block


_TAG = "<"
_BOXES = {
    "content-intro": "about_employer",
    "content-pay-transparency": "conditions",
    "content-conclusion": "other",
}
"""By class, what a box of the text is."""


class Greenhouse(ApiSpider):
    """board: the token in the board's address; `eu.acme` for boards kept in the EU."""

    name = "greenhouse"
    board_form = r"(?P<eu>eu\.)?(?P<board>[\w-]+)"
    home = "https://boards-api.{eu}greenhouse.io"
    hosts = ("greenhouse.io",)
    list_url = "https://boards-api.{eu}greenhouse.io/v1/boards/{board}/jobs?content=true"
    public_url = "https://boards.{eu}greenhouse.io/{board}/jobs/{key}"
    posting_url = r"greenhouse\.io/[\w-]+/jobs/(?P<id>\d+)"

    def read_list(self, answer: Any, at: Any) -> Iterator[Any]:
        """Read the one answer: `jobs` and `meta.total`."""
        jobs = objects(answer, "jobs")
        if "meta" in answer:
            self.note_total(member(answer["meta"], "total"))
        for job in jobs:
            yield from self.whole(key_of(job), job)

    def read_record(self, raw: RawPosting, job: Record) -> list[Block]:
        """Read a job of the board."""
        raw.key, raw.url = job.text("id"), job.text("absolute_url")
        raw.language = language_tag(job.text("language"))
        job.say(
            raw,
            title="title",
            organization="company_name",
            requisition="requisition_id",
            date_posted="first_published",
        )
        job.say(raw, date_updated="updated_at", valid_through="application_deadline")
        job.part("location").say(raw, location="name")
        for office in job.parts("offices"):
            if not raw.said.get("location"):
                office.say(raw, location="location")
            office.drop("id", "name", "location", "child_ids", "parent_id")
        for department in job.parts("departments"):
            department.say(raw, category="name")
            department.drop("id", "child_ids", "parent_id")
        say_fields(raw, self._fields(raw, job.parts("metadata")))
        job.drop(*load("internal_members")["greenhouse"])
        return self._text(raw, job.text("content"))

    def _text(self, raw: RawPosting, content: str) -> list[Block]:
        """Return the blocks of the text: what stands on each of the board's postings is in boxes of
        its own, and so is the pay, of which a lone range is the posting's."""
        from lxml import etree

        from crawlers.page.html_tree import parse_html

        content = content if _TAG in content else unescape(content)
        root: Any = parse_html(f"<div>{content}</div>".encode())[0]
        root = root.find("body/div") if root is not None else None
        if root is None:
            return []
        self._pay(raw, root)
        blocks: list[Block] = []
        boxed = [(_BOXES.get(child.get("class"), "summary"), child) for child in root]
        for kind, children in groupby(boxed, key=lambda each: each[0]):
            inner = "".join(etree.tostring(each, encoding="unicode") for _, each in children)
            blocks += headed("", inner, kind)
        return [*headed("", root.text or "", "summary"), *blocks]

    def _pay(self, raw: RawPosting, root: Any) -> None:
        """Say the range of the pay box; where it has several, nothing says which is this job's."""
        ranges = root.xpath(".//div[@class='pay-range']")
        if len(ranges) == 1:
            title = " ".join(ranges[0].xpath("preceding-sibling::div[@class='title'][1]//text()"))
            words = " ".join("".join(ranges[0].itertext()).split())
            raw.say("salary", words, "selector", f"pay range: {title.strip()}")

    def _fields(self, raw: RawPosting, metadata: list[Record]) -> Iterator[Field]:
        """Yield the fields that the employer has added; a figure or a range of pay is typed."""
        from crawlers.extract.header.labels import slot_of

        for field in metadata:
            label, values = field.text("name"), field.texts("value") or [field.text("value")]
            if slot_of(label) == "salary":
                pay = field.part("value")
                for bound in ("min_value", "max_value"):
                    pay.members.setdefault(bound, pay.members.get("amount"))
                pay.drop("amount")
                pay.say_pay(raw, "min_value", "max_value", "unit")
            field.drop("id", "value_type")
            yield from (Field(label, value, field.path) for value in values)
