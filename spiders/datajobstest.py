"""datajobstest.com: aggregator; all section headings are lost, values stand in a box at the end."""

from __future__ import annotations

from crawlers.spider import Chrome, Healthy, PostingSpider


class DatajobstestSpider(PostingSpider):
    """Postings at /<Company>/<Title>-Job~<number>: the address carries employer and title."""

    name = "datajobstest"
    allowed_domains = ("datajobstest.com",)
    source_kind = "aggregator"
    home = "http://datajobstest.com"
    sitemap_urls = ("http://datajobstest.com/robots.txt",)
    list_urls = ("http://datajobstest.com/jobs",)
    posting_url = r"/(?P<company>[^/]+)/(?P<title_slug>[^/]+)-Job~(?P<id>\d+)$"
    chrome = Chrome(
        lines=("Rarefied talent in data science",),
        after=("Interested in this position?",),
        boxes={"Job Location": "location", "Additional Job Details": "labels"},
    )
    expect = Healthy(min_postings=5, filled={"title": 1.0, "organization": 1.0, "locations": 0.9})
