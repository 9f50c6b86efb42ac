"""`scrapy worker`: crawl what `scrapy refresh --workers celery` and `scrapy dispatch` queue, until
it is stopped (docs/scale.md)."""

from __future__ import annotations

import argparse
import os

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from crawlers.commands.base_command import BaseCommand, one_sentence
from crawlers.commands.mistakes import count
from crawlers.runs.distributed import WORKER


class Command(BaseCommand, ScrapyCommand):
    requires_project = True
    requires_crawler_process = False
    default_settings = {"LOG_ENABLED": False}

    def short_desc(self) -> str:
        return "Crawl queued sites on this machine"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "--jobs",
            type=count,
            default=0,
            help="how many sites to crawl at once (setting JOBWIRE_JOBS)",
        )

    @one_sentence
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        from crawlers.feed.format.folder import feeds_root
        from crawlers.runs.distributed.dispatch import Dispatcher

        assert self.settings is not None
        try:
            feeds_root(self.settings["JOBWIRE_FEEDS"])
            Dispatcher(self.settings)
        except ValueError as error:  # an address of Redis that is none
            raise UsageError(str(error)) from None
        from crawlers.runs.distributed.app import make_app, resend_overdue, task_board_of

        app = make_app(self.settings, [each for pair in opts.set for each in ("-s", pair)])
        resend_overdue(app, task_board_of(self.settings))
        jobs = max(1, opts.jobs or self.settings.getint("JOBWIRE_JOBS"))
        app.worker_main(
            [
                "worker",
                f"--concurrency={jobs}",
                f"--hostname={WORKER}{os.getpid()}@%h",
                "--loglevel=INFO",
                "--without-gossip",
                "--without-mingle",
            ]
        )
