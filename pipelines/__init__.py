"""The stages that read a page, one module each, in the order of `ITEM_PIPELINES`
(crawlers/settings.py)."""
