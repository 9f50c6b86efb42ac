"""jobjob.eu: aggregator; the header is printed two or three times, "Published:" is always empty."""

from __future__ import annotations

from crawlers.spider import Chrome, Healthy, PostingSpider


class JobjobSpider(PostingSpider):
    """Postings at /job/<number>/ and /job/<title-slug>; the address may carry the title."""

    name = "jobjob"
    allowed_domains = ("jobjob.eu",)
    source_kind = "aggregator"
    home = "https://jobjob.eu"
    sitemap_urls = ("https://jobjob.eu/robots.txt",)
    list_urls = ("https://jobjob.eu/jobs/",)
    posting_url = r"/job/(?:(?P<id>\d+)|(?P<title_slug>[\w-]+))/?$"
    chrome = Chrome(
        after=("We use cookies to improve your experience", "Sign in", "Forgotten Password"),
        lines=("Get the latest news from the job market",),
    )
    expect = Healthy(
        min_postings=5, filled={"title": 1.0, "organization": 0.8, "valid_through": 0.8}
    )

    def key(self, url: str) -> str:
        """Return the number, else the slug: a posting has one or the other address."""
        found = self.match(url)
        return (found["id"] or found["title_slug"]) if found else ""
