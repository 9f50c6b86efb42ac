"""Stadtwerk Birkenfurt (invented): a German employer's site without JSON-LD or sitemap; list pages
lead to tables of facts."""

from __future__ import annotations

from crawlers.spider.posting_spider import Chrome, Healthy, PostingSpider


class StadtwerkSpider(PostingSpider):
    """Postings at /stellenangebote/<title>-<number>.html."""

    name = "stadtwerk"
    allowed_domains = ("karriere.stadtwerk-birkenfurt.example",)
    source_kind = "origin"
    home = "https://karriere.stadtwerk-birkenfurt.example"
    list_urls = ("https://karriere.stadtwerk-birkenfurt.example/stellenangebote",)
    next_page = r"/stellenangebote\?seite=\d+"
    posting_url = r"/stellenangebote/[\w-]+-(?P<id>\d+)\.html"
    chrome = Chrome(after=("Jetzt bewerben",))
    constants = {"organization": "Stadtwerk Birkenfurt GmbH"}
    date_order = "DMY"
    expect = Healthy(
        min_postings=5,
        filled={"title": 1.0, "locations": 1.0, "date_posted": 1.0},
        may_be_empty="Derzeit haben wir keine offenen Stellen.",
    )
