"""The commands. They stop the processes that they start, and lock folders, as Linux and macOS do
it."""

import os
import sys

if os.name == "nt":
    sys.exit(
        "jobwire's commands do not run on Windows itself; run them in WSL, the Linux of Windows. "
        "Readers of a feed run anywhere: python -m crawlers.feed"
    )
