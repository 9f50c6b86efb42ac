from __future__ import annotations

from crawlers.spider import Healthy, PostingSpider


class CornerSpider(PostingSpider):
    """The board of an employer whose postings differ by little more than a town."""

    name = "corner"
    allowed_domains = ("jobs.quillandlarder.example",)
    home = "https://jobs.quillandlarder.example"
    list_urls = ("https://jobs.quillandlarder.example/jobs",)
    posting_url = r"/jobs/(?P<id>\d+)"
    source_kind = "origin"
    constants = {"organization": "Quill & Larder"}
    standard = ("Quill and Larder sells paper, pens and food in thirty small shops.",)
    expect = Healthy(min_postings=15, filled={"title": 1.0})
