"""The commands of `scrapy`. They need Linux or macOS: Windows has other ways to lock a folder and
to stop a process."""

import os
import sys

from crawlers.runs.stopped import exit_when_stopped

# Scrapy loads this package first of all of ours, then every command and plugin.
if sys.argv[0].endswith(("/scrapy", "/scrapy/__main__.py")):
    exit_when_stopped()  # guard: SIGTERM while commands are loaded

if os.name == "nt":
    sys.exit(
        "jobwire's commands do not run on Windows itself; run them in WSL, the Linux of Windows. "
        "Readers of a feed run anywhere: python -m crawlers.feed"
    )
