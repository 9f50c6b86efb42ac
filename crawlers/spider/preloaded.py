"""What every process that reads needs, loaded once and shared by all that are forked from here:
modules, word lists, patterns. To import this module is to load it."""

from __future__ import annotations

import gc
from contextlib import suppress

from crawlers.extract.answer import Answer

_PAGE = (
    b"<html lang=en><head><title>Porter</title></head><body><main><h1>Porter</h1>"
    b"<p>Location: Riga</p><p>Closing date: 3 March 2031</p><p>Salary: EUR 30,000 a year</p>"
    b"<p>We are looking for a porter who will work with us in the house by the river.</p>"
    b"<h2>Your tasks</h2><ul><li>Carry what comes to the door and to the rooms of the house</li>"
    b"</ul><h2>Requirements</h2><ul><li>Two years of experience and fluent English</li></ul>"
    b"<p>We pay a monthly salary from EUR 2,400 to EUR 2,900 gross, plus a bonus of EUR 500.</p>"
    b"</main></body></html>"
)
"""Has what most readers of values look for, so that their words and patterns are made; and enough
small words to be in English, so that the model of languages (80 MB) is not loaded: two postings of
three do without."""


def _load() -> None:
    """Read one page: lists and patterns are made when they are first used."""
    from scrapy.utils.project import get_project_settings

    from crawlers.extract.read import read
    from crawlers.spider.generic import GenericSpider
    from crawlers.spider.reading import reader_of

    stages = get_project_settings().getdict("ITEM_PIPELINES")
    read(Answer(_PAGE, content_type="text/html"), reader_of(GenericSpider, stages))


# what fails here fails again, with its reason, where it is used
with suppress(Exception):
    _load()
gc.collect()
gc.freeze()  # what is here stays shared with the processes that are forked
