"""`jobwire init DIR`: lay out a project of your own, where your sites, feeds and tests stand."""

from __future__ import annotations

import argparse
import shlex
import sys
from pathlib import Path

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from crawlers.commands.base_command import BaseCommand, one_sentence
from crawlers.text.foreign import say

TEMPLATES = Path(__file__).parent.parent / "templates" / "project"
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
    """Return a template with the absolute paths that a crontab line needs."""
    program = Path(sys.argv[0]).absolute()
    return text.replace("@FOLDER@", shlex.quote(str(root.absolute()))).replace(
        "@PROGRAM@", shlex.quote(str(program))
    )
