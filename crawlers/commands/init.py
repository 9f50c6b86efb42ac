"""`jobwire init DIR`: lay out a project of your own, where your sites, feeds and tests stand."""

from __future__ import annotations

import argparse
import os
import shlex
import sys
import sysconfig
from pathlib import Path

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from crawlers.commands.base_command import BaseCommand, one_sentence
from crawlers.output.terminal import say

PACKAGE = Path(__file__).absolute().parent.parent
TEMPLATES = PACKAGE / "templates" / "project"
PLACES = {
    "scrapy.cfg": "scrapy.cfg",
    "spiders.py.tmpl": "spiders/__init__.py",
    "sites.yaml": "sites.yaml",
    "test_sites.py.tmpl": "tests/test_sites.py",
    "gitignore": ".gitignore",
    "crontab": "crontab",
}
"""By the name of a template, where its file stands in the project."""


class Command(BaseCommand, ScrapyCommand):
    requires_project = False
    requires_crawler_process = False
    fetches = False
    default_settings = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        return "DIR"

    def short_desc(self) -> str:
        return "Begin a project of your own: its settings, a test, a crontab line"

    @one_sentence
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) != 1:
            raise UsageError("Give one folder for the project: jobwire init DIR")
        root = Path(args[0])
        if present := [place for place in PLACES.values() if (root / place).exists()]:
            raise UsageError(f"{root / present[0]} already exists; nothing was written")
        for template, place in PLACES.items():
            text = (TEMPLATES / template).read_text(encoding="utf-8")
            path = root / place
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(_filled(text, root), encoding="utf-8")
            say(f"wrote {path}")
        say(f"next: cd {shlex.quote(str(root))} && jobwire newsite NAME ADDRESS_OF_A_POSTING")


def _filled(text: str, root: Path) -> str:
    """Return a template with the absolute paths that a crontab line needs, where a `%` ends the
    command."""
    folder = shlex.quote(str(root.absolute())).replace("%", r"\%")
    program = shlex.join(_program()).replace("%", r"\%")
    return text.replace("@FOLDER@", folder).replace("@PROGRAM@", program)


def _program() -> list[str]:
    """Return the words that begin a command of jobwire in any folder: the program that was typed,
    or Python and the module where that was typed."""
    typed = Path(sys.argv[0]).absolute()
    if typed.name != "__main__.py" and os.access(typed, os.X_OK):
        return [str(typed)]
    module = [sys.executable, "-m", PACKAGE.name]
    installed = {Path(sysconfig.get_path(name)) for name in ("purelib", "platlib")}
    parent = PACKAGE.parent
    return module if parent in installed else ["env", f"PYTHONPATH={parent}", *module]
