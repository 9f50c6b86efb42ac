"""`scrapy refresh [SITE ...]`: what cron calls. Every site of sites.yaml that is due in a process
of its own, then the feed of all of them.

A site that fails keeps its last good records and is named; the others are published.
docs/operations.md has the exit codes."""

from __future__ import annotations

import argparse

from scrapy.commands import ScrapyCommand

from crawlers.commands.base_command import BaseCommand, one_sentence
from crawlers.commands.mistakes import (
    count,
    not_of_one_site,
    of_a_crawl,
    unknown_setting,
    wrong_kind,
    wrong_number,
)
from crawlers.commands.shared_options import add_choice, add_full_and_time
from crawlers.contract.sites_file import read_sites
from crawlers.output.terminal import say


class Command(BaseCommand, ScrapyCommand):
    requires_project = True
    requires_crawler_process = False
    default_settings = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        return "[options] [SITE ...]"

    def short_desc(self) -> str:
        return "Crawl the sites of sites.yaml, and publish the feed of all"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        group = parser.add_argument_group(title="Feed")
        add_choice(group)
        group.add_argument(
            "--jobs",
            type=count,
            default=0,
            help="how many sites to crawl at once (setting JOBWIRE_JOBS)",
        )
        group.add_argument(
            "--workers",
            choices=("local", "celery"),
            default="local",
            help="whether the sites are crawled here or by workers (docs/scale.md)",
        )
        add_full_and_time(group)

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        super().process_options(args, opts)
        assert self.settings is not None
        if opts.workers != "local" and (names := of_a_crawl(opts.set)):
            say(
                f"-s {names[0]} does not reach the workers: give it to them (scrapy worker -s "
                f"{names[0]})",
                error=True,
            )
        path = self.settings["JOBWIRE_SITES"]
        try:
            listed = read_sites(path)
        except ValueError as error:
            self.misuse(str(error))
        for name, site in listed.sites.items() if listed else ():
            own = site.settings
            words = unknown_setting(own) or not_of_one_site(own) or wrong_number(own)
            if words := words or wrong_kind(own):
                self.misuse(f"{path}: {name}: settings: {words}")

    @one_sentence
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        from crawlers.runs.refresh.refresh_all import Refresh

        assert self.settings is not None
        self.exitcode = Refresh(self.settings, opts).run(args)
