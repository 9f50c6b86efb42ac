"""Northlake Instruments (invented): an employer's own site with JSON-LD on every page and a
sitemap."""

from __future__ import annotations

from crawlers.spider.posting_spider import Healthy, PostingSpider


class NorthlakeSpider(PostingSpider):
    """Postings at /jobs/<number>-<title>."""

    name = "northlake"
    allowed_domains = ("careers.northlake.example",)
    source_kind = "origin"
    home = "https://careers.northlake.example"
    sitemap_urls = ("https://careers.northlake.example/robots.txt",)
    list_urls = ("https://careers.northlake.example/jobs",)
    next_page = r"/jobs\?page=\d+"
    posting_url = r"/jobs/(?P<id>\d+)-[\w-]+"
    expect = Healthy(
        min_postings=5,
        filled={"title": 1.0, "organization": 1.0, "locations": 1.0, "date_posted": 1.0},
        may_be_empty="We have no vacancies right now.",
    )
