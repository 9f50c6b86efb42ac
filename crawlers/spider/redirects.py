"""Where a posting's address leads instead of its page: to the list or the home page, as sites do
with postings that are over, or to a login or a notice, which says nothing of the posting."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

from scrapy.http import Response

from crawlers.net.reasons import BadAnswer
from crawlers.spider.page_problems import notice_on, unreadable
from crawlers.spider.site import Site
from crawlers.text.urls import tidy

GONE = "redirected_to_list"
"""The reason for which a posting counts as gone."""

SAYS_GONE = frozenset(("closed_notice", "soft_404"))
"""Notices that a list or a home page may show to a visitor who looked for a posting."""


def to_list_or_home(site: Site, asked: str, reached: str) -> bool:
    """Return whether an address is that of one of the site's lists or of its home page. A query
    does not count, unless it would lead back.

    Example: /jobs and /?expired=1 are, /?next=/jobs/17 is not.
    """
    page = urlsplit(tidy(site.live(reached)))
    if leads_back(asked, reached) or not site.owns(site.live(reached)):
        return False
    lists = {_place(url) for url in site.list_urls}
    return page.path in ("", "/") or _place(page.geturl()) in lists or site.leads_on(reached, "")


def leads_back(asked: str, reached: str) -> bool:
    """Return whether the address that was reached carries the one that was asked for: the site
    wants something first, a login or a consent, and would lead back."""
    page, posting = urlsplit(reached), urlsplit(asked)
    carried = (value for _, value in parse_qsl(page.query))
    return page.path != posting.path and any(posting.path in value for value in carried)


def wall_at(site: Site, response: Response) -> str:
    """Return the name of what keeps visitors out at the address that was reached; "" where its page
    is one for everybody."""
    try:
        page = site.page_of(response)
    except (BadAnswer, ValueError) as error:
        return str(error) or "unreadable"
    notice = unreadable(page) or notice_on(page) or ""
    return "" if notice in SAYS_GONE else notice


def _place(url: str) -> tuple[str, str]:
    """Return host and path of an address."""
    parts = urlsplit(tidy(url))
    return (parts.hostname or "").removeprefix("www."), parts.path.rstrip("/")
