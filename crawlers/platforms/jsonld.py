"""Sites that state each posting in JSON-LD (schema.org JobPosting), and say it all there. Complete
as its list is: every sitemap read to its end, or the last list page reached.

A page without a JobPosting of its own is given up as `no_jsonld`: a redesign that loses the data
must not pass for a site whose postings have no dates any more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawlers.net.reasons import BadAnswer
from crawlers.platforms.sitemap import SitemapSite

if TYPE_CHECKING:
    from crawlers.page.page import Page
    from crawlers.posting.raw import RawPosting


class JsonLdSite(SitemapSite):
    """The statements of the data come first, the words of the page behind them. Its deadline is
    believed last: sites fill it with a default."""

    def posting(self, page: Page) -> RawPosting | None:
        if page.kind == "html" and not page.postings:
            raise BadAnswer("no_jsonld")
        return super().posting(page)
