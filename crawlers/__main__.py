"""`jobwire COMMAND`: the commands of jobwire and of Scrapy, in a project or without one."""

from __future__ import annotations

import os

from crawlers.contract.project import CONFIG, project_folder


def main() -> None:
    """Run one command as `scrapy` does. Outside a project (before `jobwire init`) the settings of
    jobwire count, so that its own commands are there."""
    if not (project_folder() / CONFIG).is_file():
        os.environ.setdefault("SCRAPY_SETTINGS_MODULE", "crawlers.settings")
    from scrapy.cmdline import execute

    execute()


if __name__ == "__main__":
    main()
