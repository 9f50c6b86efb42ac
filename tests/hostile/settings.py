"""The project's settings with the plugins of the hostile web, the watch and shorter waits;
HOSTILE_SETTINGS (JSON) overrides them."""

from __future__ import annotations

import json
import os

from crawlers.plugins.discovery import spider_modules
from crawlers.settings import *  # noqa: F403
from crawlers.settings import EXTENSIONS

SPIDER_MODULES = spider_modules("tests.hostile.plugins")
EXTENSIONS = {**EXTENSIONS, "tests.hostile.watch.Watch": 530}
JOBWIRE_REPORT = ""
JOBWIRE_WATCH = os.environ.get("JOBWIRE_WATCH", "")
TWISTED_DNS_RESOLVER = "tests.hostile.names.Resolver"

DOWNLOAD_DELAY = 0.04
DOWNLOAD_TIMEOUT = 3
RETRY_TIMES = 1
JOBWIRE_BACKOFF = 0.2
JOBWIRE_PATIENCE = 5.0

globals().update(json.loads(os.environ.get("HOSTILE_SETTINGS", "{}")))
