"""Settings for commands in the docs that name real sites: their plugins send requests to the demo's
server, and nowhere else.

JOBWIRE_TEST_ORIGINS has the demo's addresses by site, as JSON.
"""

from __future__ import annotations

import json
import os
from typing import Any

from scrapy import Spider

from crawlers.plugins.discovery import Spiders
from crawlers.settings import *  # noqa: F403

ORIGINS = json.loads(os.environ.get("JOBWIRE_TEST_ORIGINS", "{}"))
NO_SERVER = "http://127.0.0.1:9"

SPIDER_LOADER_CLASS = "tests.docs.loopback.OnLoopback"
DOWNLOAD_DELAY = 0
JOBWIRE_BACKOFF = 0.2


class OnLoopback(Spiders):
    """Load the plugins with an `origin` on this machine where the command names none."""

    def load(self, spider_name: str) -> type[Spider]:
        plugin = super().load(spider_name)

        def begin(self: Any, **arguments: Any) -> None:
            if not arguments.get("pages"):
                arguments.setdefault("origin", ORIGINS.get(spider_name, NO_SERVER))
            super(made, self).__init__(**arguments)

        made: Any = type(
            plugin.__name__, (plugin,), {"__init__": begin, "__module__": plugin.__module__}
        )
        return made
