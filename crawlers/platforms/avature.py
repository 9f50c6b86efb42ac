"""Avature's career portals ({host}/{portal}): list pages of twelve, and a page for each posting in
the tenant's own labels.

Complete when a page brings no new posting. The sitemap is no list: it names closed postings and
internal portals, and is empty at random. A posting that is closed is led to an error page, a portal
for employees to a login. A site refuses with 406 after some hundred requests. Only a third of the
portals have JSON-LD; no page prints a date. Format: as its pages are; built from descriptions, then
tried on recorded postings, not on a real list.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from crawlers.net.reasons import BadAnswer
from crawlers.platforms.records.employer_fields import Field, say_fields
from crawlers.platforms.records.page_board import PageBoard, blocks_in, words_in
from crawlers.platforms.records.record import Record

if TYPE_CHECKING:
    from parsel import Selector
    from scrapy.http import Response

    from crawlers.posting.raw import RawPosting
    from crawlers.text.blocks import Block

_FIELD = ".article__content__view__field"
_LONG = 300
"""Characters of the longest value of a label."""
_PLACE = ("City", "State", "Country")
_TITLES = ("Name", "Job Title", "Title")
"""Labels of the title, on portals that print it as a field."""


class Avature(PageBoard):
    """board: `acme.avature.net/careers`: host and portal, with the language where the address has
    one (`acme.avature.net/en_US/careers`)."""

    name = "avature"
    board_form = r"(?P<host>[\w-]+(?:\.[\w-]+)+)/(?P<portal>(?:[a-z]{2}_[A-Z]{2}/)?[\w-]+)"
    home = "https://{host}"
    list_url = "https://{host}/{portal}/SearchJobs/?jobOffset={at}"
    detail_url = public_url = "https://{host}/{portal}/JobDetail/{key}"
    posting_url = r"/JobDetail/(?:[^/?#]+/)?(?P<id>\d+)"
    busy = (406,)
    list_mark = r"avature\.portal\.page[^>]*SearchJobs"
    platform_mark = r"avature"

    def decoded(self, response: Response) -> Any:
        for path, reason in (("/Login", "login_wall"), ("/Error", "unknown_board")):
            if path in response.url:
                raise BadAnswer(reason)
        return super().decoded(response)

    def read_list(self, answer: str, at: int) -> Iterator[Any]:
        """Read a page. at: the number of postings before it."""
        before = len(self.ledger.listed)
        yield from self.links(answer)
        yield from self.further(at, len(self.ledger.listed) - before)

    def link(self, url: str, lastmod: str = "") -> Iterator[Any]:
        """List a posting of this portal; a page may link to others."""
        if f"/{self.names['portal']}/JobDetail/" in url:
            yield from super().link(url, lastmod)

    def read_page(self, raw: RawPosting, page: Selector) -> list[Block]:
        """Read a posting. The first heading is the company, and hidden; the title stands in the
        banner or in a field."""
        head, fields = raw.head_title or "", [*map(_Field, page.css(_FIELD))]
        if title := words_in(page, ".banner__text__title") or _title_in(fields, head):
            raw.said.pop("title", None)
            raw.say("title", title, "selector", ".banner__text__title")
        pairs = {each.label: each.words for each in fields if each.label and not each.is_text}
        company = words_in(page, "h1")
        if company and "organization" not in raw.said and head.endswith(company):
            raw.say("organization", company, "selector", "h1")
        if "location" not in raw.said:
            place = {name: pairs.get(name, "") for name in _PLACE}
            Record(place, _FIELD).say_place(raw, *_PLACE)
        for label, value in pairs.items():
            if label not in (*_PLACE, *_TITLES):
                say_fields(raw, [Field(label, value, _FIELD)])
        texts = [each for each in fields if each.is_text and each.words != title]
        return [block for each in texts for block in each.blocks()]


def _title_in(fields: list[_Field], head: str) -> str:
    """Return the title that a field says: by its label, or without one as the page's head begins;
    "" where none does. head: the title of the page's head."""
    named = (each.words for each in fields if each.label in _TITLES)
    unlabelled = (each.words for each in fields if not each.label and each.words)
    return next(named, "") or next((words for words in unlabelled if head.startswith(words)), "")


class _Field:
    """A field of the page: label and value. It is text where it has no label, where the tenant's
    editor made it, or where it is longer than any value."""

    def __init__(self, found: Selector) -> None:
        self.label = words_in(found, f"{_FIELD}__label").rstrip(": ")
        self.words = words_in(found, f"{_FIELD}__value")
        rich = "field--rich-text" in found.attrib.get("class", "")
        self.is_text = rich or not self.label or len(self.words) > _LONG
        self._found = found

    def blocks(self) -> list[Block]:
        """Return the text under its label."""
        from crawlers.text.blocks import Block

        heading = [Block("heading", self.label, level=2)] if self.label else []
        return heading + blocks_in(self._found, f"{_FIELD}__value")
