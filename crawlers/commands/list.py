"""`scrapy list`: print the names of all plugins and of the feeds of the boards in boards.yaml."""

from __future__ import annotations

import argparse

from scrapy.commands.list import Command as ListCommand

from crawlers.commands.base_command import BaseCommand, one_sentence


class Command(BaseCommand, ListCommand):
    """Scrapy's command; prints what is wrong with a file of boards instead of a traceback."""

    fetches = False

    def short_desc(self) -> str:
        return "List the plugins, and the feeds of boards.yaml"

    @one_sentence
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        try:
            super().run(args, opts)
        except ValueError as error:
            self.misuse(str(error))
