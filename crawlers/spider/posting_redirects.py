"""Where a posting's address leads instead of its page: to the list or the home page, as sites do
with postings that are over, or to a login or a notice, which says nothing of the posting."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

from scrapy.http import Response

from crawlers.net.reasons import BadAnswer
from crawlers.spider.lists.list_redirects import is_above
from crawlers.spider.page_problems import notice_on, unreadable
from crawlers.spider.site import WalkedSite
from crawlers.text.urls import tidy

GONE = "redirected_to_list"
"""The reason for which a posting counts as gone."""

SAYS_GONE = frozenset(("closed_notice", "soft_404"))
"""Notices that a list or a home page may show to a visitor who looked for a posting."""


def is_list_or_home(site: WalkedSite, asked: str, reached: str) -> bool:
    """Return whether an address that was reached is that of one of the site's lists or of its home
    page, whatever its query says, or above that of the posting: /jobs, /?expired=1."""
    page = urlsplit(tidy(site.live(reached)))
    if not site.owns(page.geturl()):
        return False
    lists = {_place(url) for url in site.list_urls}
    is_list = _place(page.geturl()) in lists or site.leads_on(reached, "")
    return is_list or page.path in ("", "/") or is_above(page.geturl(), asked)


def wants_something_first(response: Response) -> bool:
    """Return whether an answer comes from an address that carries the one that was asked for: the
    site wants a login or a consent first, and would lead back.

    Example: for /jobs/17, /?next=/jobs/17 does, /jobs and /jobs/17?lang=en do not.
    """
    asked, *_ = response.meta.get("redirect_urls") or [response.url]
    page, posting = urlsplit(response.url), urlsplit(asked)
    carried = (value for _, value in parse_qsl(page.query))
    return page.path != posting.path and any(posting.path in value for value in carried)


def wall_at(response: Response) -> str:
    """Return the name of what keeps visitors out at the address that was reached; "" where its page
    is one for everybody."""
    from crawlers.page.page import Page

    try:
        page = Page.from_response(response)
    except (BadAnswer, ValueError) as error:
        return str(error) or "unreadable"
    notice = unreadable(page) or notice_on(page) or ""
    return "" if notice in SAYS_GONE else notice


def _place(url: str) -> tuple[str, str]:
    """Return host and path of an address."""
    parts = urlsplit(tidy(url))
    return (parts.hostname or "").removeprefix("www."), parts.path.rstrip("/")
