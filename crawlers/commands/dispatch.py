"""`scrapy dispatch [SITE ...]`: queue sites for workers and do not wait for them. `scrapy
refresh --workers celery` waits."""

from __future__ import annotations

import argparse

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from crawlers.commands.base_command import BaseCommand, one_sentence
from crawlers.commands.shared_options import add_choice, add_full_and_time
from crawlers.output.terminal import say


class Command(BaseCommand, ScrapyCommand):
    fetches = False
    requires_project = True
    requires_crawler_process = False
    default_settings = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        return "[options] [SITE ...]"

    def short_desc(self) -> str:
        return "Queue sites for workers on other machines"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        group = parser.add_argument_group(title="Sites")
        add_choice(group)
        add_full_and_time(group)

    @one_sentence
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        from crawlers.feed.format.clock import Clock
        from crawlers.feed.format.folder import feeds_root
        from crawlers.runs.distributed.dispatch import Dispatcher
        from crawlers.runs.refresh.choose import chosen_sites

        assert self.settings is not None
        try:
            clock = Clock.at(opts.as_of or self.settings.get("JOBWIRE_NOW"))
            root = feeds_root(self.settings["JOBWIRE_FEEDS"])
            sites = chosen_sites(self.settings, opts, args, root, clock).sites
            there = Dispatcher(self.settings)
            ids = there.dispatch(sites, opts.full, opts.as_of)
        except ValueError as error:
            raise UsageError(str(error)) from None
        ours = sum(task.startswith(f"{there.name}.") for task in ids.values())
        say(f"{ours} site(s) queued, {len(ids) - ours} already queued or running.")
