"""For programs that read a feed; importable without Scrapy."""

from crawlers.feed.consume.consume import changes, diff, history, life, postings, pull, verify

__all__ = ["changes", "diff", "history", "life", "postings", "pull", "verify"]
