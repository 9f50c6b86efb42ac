"""What the server of the readers loads once, for all of them (`reader_processes`)."""

import crawlers.spider.generic
import crawlers.spider.reading  # noqa: F401
from crawlers.extract import read  # noqa: F401
