"""Greenhouse's job board (boards-api.greenhouse.io): one call gives the board with all its texts.

Complete when as many different ids came as `meta.total` states; without `meta`, because it is one
call that gave postings. An empty board is believed only where `meta.total` is 0. Format:
developers.greenhouse.io/job-board.html."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from crawlers.platforms.records.answers import key_of, member, objects
from crawlers.platforms.records.api import ApiSpider
from crawlers.platforms.records.record import Record, headed, language_tag, say_labelled

if TYPE_CHECKING:
    from crawlers.posting.raw import RawPosting
    from crawlers.text.blocks import Block


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
            self.state(member(answer["meta"], "total"))
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
        for field in job.parts("metadata"):
            self._custom(raw, field)
        job.drop("internal_job_id", "data_compliance", "education")
        return headed("", job.text("content"))

    def _custom(self, raw: RawPosting, field: Record) -> None:
        """Say a field that the employer has added."""
        from crawlers.extract.header.labels import slot_of

        label, values = field.text("name"), field.texts("value") or [field.text("value")]
        if slot_of(label) == "salary":
            field.part("value").say_pay(raw, "min_value", "max_value", "unit")
        for value in values:
            say_labelled(raw, label, value, field.path)
        field.drop("id", "value_type")
