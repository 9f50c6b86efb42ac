"""Run `scrapy ...` in a process that records every address it tries to connect to, and can reach
this machine only.

python -m tests.hostile.audited FILE crawl board ...
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from scrapy.cmdline import execute


def main() -> None:
    file = Path(sys.argv[1])
    file.write_text("")

    def audit(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "socket.connect" and isinstance(arguments[1], tuple):
            host, port = arguments[1][:2]
            with file.open("a") as log:
                log.write(f"{host} {port}\n")
            if host not in ("127.0.0.1", "::1"):
                raise ConnectionRefusedError(f"{host} is not this machine")

    sys.addaudithook(audit)
    execute(["scrapy", *sys.argv[2:]])


if __name__ == "__main__":
    main()
