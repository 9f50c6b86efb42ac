"""The plugin contract: `PostingSpider` and what a plugin declares with it."""

from crawlers.contract.declarations import Chrome, Gone, Healthy
from crawlers.spider.posting_spider import PostingSpider

__all__ = ["Chrome", "Gone", "Healthy", "PostingSpider"]
