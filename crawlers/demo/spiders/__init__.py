"""Plugins of the demo's own employers. Scrapy finds them only where JOBWIRE_DEMO=1 is set; see
docs/demo.md."""
