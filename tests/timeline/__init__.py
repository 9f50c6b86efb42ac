"""A long life of invented sites, watched by an oracle that knows the truth.

`python -m tests.timeline --days 200 --seeds 4` crawls each site once a night, judges and publishes
as `scrapy crawl` does, and holds every published file against what was true on the site. The oracle
reads the files as JSON and shares no code with what it judges.
"""
