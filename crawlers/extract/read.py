"""Read one answer of a site. Every line of a feed comes from this function.

    Answer (body or record, content type, address, listed key, day)
      + Site (what the plugin declares, its `posting(page)`, the steps of ITEM_PIPELINES)
      = Reading (the posting, where its values come from, what was cut)

The same answer and the same site give the same reading: on every machine, in any order, on any day
but for words like "3 days ago". So there is no store here, no clock, no running spider, and nothing
that was read before.
"""

from __future__ import annotations

from typing import Any

from crawlers.contract.declarations import Declared, Gone
from crawlers.extract.answer import Answer, NotRead, ReadingFailed, Site
from crawlers.extract.header.declared import say_selected
from crawlers.extract.header.frame import frame_of
from crawlers.extract.kind_of_page.decision import decide
from crawlers.extract.statements.apply_link import say_apply_link
from crawlers.page.page import Page
from crawlers.page.page_words import words_of
from crawlers.page.pdf import is_pdf
from crawlers.posting.raw import Decision, RawPosting, Reading


def read(answer: Answer, site: Site) -> Reading:
    """Return the reading of one answer. Raise NotRead, or ReadingFailed where code is broken."""
    page = site.unpack(page_of(answer))
    item: Any = None
    try:
        raw = item = _raw_posting(page, answer, site)
        for step in site.steps:
            item = step(item)
    except NotRead as refused:
        refused.problems, refused.item = list(page.problems), item or refused.item
        raise
    except Exception as error:
        raise ReadingFailed(list(page.problems), item) from error
    if isinstance(item, Reading):
        item.problems, item.page_words = raw.problems, lambda: words_of(page)
        item.decision = raw.decision
    return item  # type: ignore[no-any-return]  # what the last step made


def page_of(answer: Answer) -> Page:
    """Return the page of an answer, parsed."""
    if answer.record is not None:
        return Page(url=answer.address, kind="json", data=answer.record)
    if is_pdf(answer.body):  # in a crawl crawlers.net.pdf has done this
        return Page.from_pdf(answer.body, url=answer.address)
    return Page.from_bytes(answer.body, url=answer.address, content_type=answer.content_type)


def _raw_posting(page: Page, answer: Answer, site: Site) -> RawPosting:
    """Decide what a page is, and let the plugin say what it says."""
    address = page.url or page.canonical or ""
    decision = decide(page, known=bool(answer.key) or site.is_posting(address))
    try:
        return _said_by_plugin(page, answer, site, decision)
    except NotRead as refused:
        refused.decision = decision
        raise


def _said_by_plugin(page: Page, answer: Answer, site: Site, decision: Decision) -> RawPosting:
    """Return what the plugin says of a page, unless the page says nothing but a notice."""
    if decision.kind == "closed":
        raise NotRead("closed_notice", "gone")
    try:
        raw = None if decision.is_wall else site.posting(page)
    except Gone as closed:
        raise NotRead(f"closed_notice: {closed}", "gone") from closed
    if raw is None:
        code = decision.reason if decision.is_wall else "not_a_posting"
        raise NotRead(f"{code}: the site's plugin finds no posting on the page")
    raw.key = answer.key or raw.key or answer.name
    raw.fetched_on = answer.day.isoformat() if answer.day else None
    raw.problems = list(page.problems)
    raw.decision, raw.frame, raw.measures = decision, frame_of(page), page.measures
    if raw.declared == Declared():
        raw.declared = site.declared
    say_selected(raw, page)
    say_apply_link(raw, page)
    # a plugin that chose the posting's own elements has decided
    if decision.kind != "posting" and raw.kind == page.kind:
        refused = NotRead(f"{decision.reason}: the page is not a posting", "dropped")
        refused.item = raw
        raise refused
    return raw
