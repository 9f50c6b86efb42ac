"""JazzHR's career pages ({company}.applytojob.com): one page with a table of all openings, and a
page for each.

Complete because the table is one page that gave postings: each stands in it twice (for wide and for
narrow screens), under one key. Every name of a host resolves, and a company that has left answers
200 or 302: a board is known by its table. `validThrough` is always ninety days on, so it is not
believed. Format: as its pages are; built from descriptions, then tried on recorded pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from crawlers.platforms.records.employer_fields import Field, say_fields
from crawlers.platforms.records.page_board import PageBoard, blocks_in, words_in

if TYPE_CHECKING:
    from parsel import Selector

    from crawlers.posting.raw import RawPosting, Slot
    from crawlers.text.blocks import Block

_FIELDS: dict[str, Slot] = {
    "location": "location",
    "employment": "employment_type",
    "experience": "seniority",
    "department": "category",
}
_TITLES = {
    "location": "Location",
    "employment": "Type",
    "experience": "Experience",
    "department": "Department",
}
"""By part of a class, the `title` of the element on newer pages."""
_TYPES = {
    "Contracted": "Contract",
    "Contracted to Full Time": "Contract",
    "Part Time to Full Time": "Part Time",
    "Temporary to Full Time": "Temporary",
}
"""What a post begins as, of the platform's own labels."""
_REMOTE = re.compile(r"\bremote\b", re.IGNORECASE)


class JazzHR(PageBoard):
    """board: the company's part of its host name."""

    name = "jazzhr"
    board_form = r"(?P<board>[\w-]+)"
    home = "https://{board}.applytojob.com"
    list_url = "https://{board}.applytojob.com/apply/jobs"
    detail_url = public_url = "https://{board}.applytojob.com/apply/{key}"
    posting_url = (
        r"applytojob\.com/apply/(?:jobs/details/)?(?P<id>(?!jobs/)[A-Za-z0-9]{6,})(?:/[^/?#]*)?"
    )
    proof_without_total = "one_call"
    absent = (301, 302)
    list_mark = r"jobs_table|job_listings_wrapper"
    platform_mark = r"resumator|powered-by-jazzhr"
    no_board_mark = r"Inactive Career Page"
    text_box = "#job-description"

    def read_list(self, answer: str, at: Any) -> Iterator[Any]:
        """Read the one page."""
        yield from self.links(answer)

    def correct(self, stated: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in stated.items() if name != "validThrough"}

    def read_page(self, raw: RawPosting, page: Selector) -> list[Block]:
        """Read a posting. The first heading is the company, the title stands below it, behind a
        greeting on some boards: the page's own title begins with it, and names the company. The
        labels are finer than the data."""
        head, company = raw.head_title or "", words_in(page, "h1")
        titles = [words_in(found, "*") for found in page.css("h2")]
        title = next((each for each in titles if each and head.startswith(each)), "")
        if "title" not in raw.said:
            raw.say("title", title or words_in(page, ".job-header h2"), "selector", "h2")
        if "organization" not in raw.said and company and company in head:
            raw.say("organization", company, "selector", "h1")
        raw.say("apply_url", raw.url or "", "selector", "address")
        for part, slot in _FIELDS.items():
            css = f".resumator-job-{part}, #resumator-job-{part}, [title='{_TITLES[part]}']"
            words = words_in(page, css).rpartition(":")[2].strip()
            if words and (slot not in raw.said or slot in ("employment_type", "location")):
                raw.said.pop(slot, None)
                raw.say(slot, _TYPES.get(words, words), "selector", css)
            if slot == "location" and _REMOTE.search(words):
                raw.say("workplace", "Remote", "selector", css, "remote")
        for found in page.css("[class*='resumator-job-'][title]"):
            if (label := found.attrib["title"]) not in _TITLES.values():
                say_fields(raw, [Field(label, words_in(found, "*"), "title")])
        return blocks_in(page, self.text_box)
