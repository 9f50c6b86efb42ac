"""No settings: Scrapy's own defaults."""
