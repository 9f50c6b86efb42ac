"""The report: one HTML file beside the feeds for the people who run them and read them. `scrapy
report` writes it."""
