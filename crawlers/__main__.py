"""`jobwire COMMAND`: the commands of jobwire and of Scrapy, in a project or without one."""

from __future__ import annotations

import os
import pkgutil
import signal
import sys
from importlib import import_module
from importlib.util import find_spec

from crawlers.contract.project import CONFIG, project_folder
from crawlers.exit_codes import CODES
from crawlers.output.near_misses import did_you_mean
from crawlers.output.terminal import say

_OURS, _SCRAPYS = "crawlers.commands", "scrapy.commands"
_OTHERS = ("fetch", "settings", "shell", "version", "view")
"""Commands of Scrapy that are of use here."""


def main() -> None:
    """Run one command as `scrapy` does. Outside a project (before `jobwire init`) the settings of
    jobwire count, so that its own commands are there."""
    if not (project_folder() / CONFIG).is_file():
        os.environ.setdefault("SCRAPY_SETTINGS_MODULE", "crawlers.settings")
    word = sys.argv[1] if sys.argv[1:] else "--help"
    if word in ("-h", "--help", "help"):
        say(_overview())
        return
    known = {*_modules(_OURS), *_modules(_SCRAPYS)}
    if word not in known and not word.startswith("-"):
        meant = did_you_mean(word, known, "`jobwire` lists them")
        say(f"jobwire: there is no command {word!r}{meant}", error=True)
        sys.exit(CODES["usage"])
    try:
        from scrapy.cmdline import execute

        execute()
    except KeyboardInterrupt:  # before anything was begun
        sys.exit(128 + signal.SIGINT)


def _modules(package: str) -> list[str]:
    spec = find_spec(package)
    assert spec is not None
    return [found.name for found in pkgutil.iter_modules(spec.submodule_search_locations)]


def _overview() -> str:
    """Return what the commands are for, a line for each."""
    found = ((name, import_module(f"{_OURS}.{name}")) for name in _modules(_OURS))
    lines = [
        f"  {name:<12}{module.Command().short_desc()}"
        for name, module in found
        if hasattr(module, "Command")
    ]
    return "\n".join(
        (
            "usage: jobwire COMMAND [options]",
            "",
            *lines,
            "",
            f"and of Scrapy: {', '.join(_OTHERS)}.",
            "`jobwire COMMAND -h` has the options of a command;",
            "`python -m crawlers.feed -h` is for those who read feeds.",
        )
    )


if __name__ == "__main__":
    main()
