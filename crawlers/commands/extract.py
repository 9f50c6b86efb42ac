"""`scrapy extract`: print what jobwire reads from single pages, one JSON line a page. Uses no feed
and no state."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from crawlers.commands.base_command import BaseCommand, one_sentence
from crawlers.exit_codes import CODES
from crawlers.output.terminal import give_json
from crawlers.plugins.discovery import PluginError, find_by_name
from crawlers.plugins.fetching import FetchedPages

if TYPE_CHECKING:  # every command pays for what this module imports
    from crawlers.runs.page_entries import Entry
    from crawlers.runs.page_lines import Line


class Command(BaseCommand, ScrapyCommand):
    requires_project = True
    quiet = True

    def syntax(self) -> str:
        return "[options] [FILE_OR_URL ...]"

    def short_desc(self) -> str:
        return "Read postings from saved pages or addresses; one JSON line a page"

    def long_desc(self) -> str:
        return (
            "Reads each page with the plugin of its site (by --site or by its address), else with "
            "the generic reader, and prints "
            '{"page", "posting", "problems"} as one line. Nothing is stored.'
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--site", help="read with this site's plugin")
        parser.add_argument(
            "--url", help="the address that the page was saved from (for a single page)"
        )
        parser.add_argument(
            "--pages",
            metavar="LIST|FOLDER",
            help='a list of pages, on each line {"path", "url", "site"?}; or a folder of them',
        )
        parser.add_argument(
            "--explain",
            action="store_true",
            help="add what the page is and why, where each value came from and what was cut by "
            "which rule",
        )

    @one_sentence
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if bool(args) == bool(opts.pages):
            raise UsageError("Give pages (files or addresses) or --pages LIST|FOLDER, not both")
        if opts.url and len(args) != 1:
            raise UsageError("--url needs exactly one page")
        entries = _entries(args, opts)
        if opts.site:
            try:
                find_by_name(opts.site)
            except (KeyError, PluginError) as error:
                raise UsageError(str(error.args[0])) from None
        fetched = self._fetch([each.where for each in entries if each.is_address])
        for line in self._lines(entries, fetched, opts):
            if line.has_defect:
                self.exitcode = CODES["failed"]
            give_json(line.text)

    def _lines(
        self, entries: list[Entry], fetched: FetchedPages, opts: argparse.Namespace
    ) -> Iterator[Line]:
        """Yield a line for each page, in order, read here or by readers."""
        from crawlers.runs.page_lines import line_of, line_reader
        from crawlers.spider.readers.how_many import count_of
        from crawlers.spider.readers.pool import ReaderLost, ReaderProcesses

        assert self.settings is not None
        fixed = self.settings.getdict("ITEM_PIPELINES"), opts.site, opts.explain
        count = count_of(self.settings["JOBWIRE_READERS"], len(entries))
        if not count or any(entry.is_address for entry in entries):
            read = line_reader(*fixed, fetched)
            yield from map(read, entries)
            return
        readers = ReaderProcesses(count, line_reader, *fixed)
        try:
            for entry, result in zip(entries, readers.map(entries), strict=True):
                try:
                    yield result.result()
                except ReaderLost as lost:
                    yield line_of(entry, None, [lost.reason])
        finally:
            readers.close()

    def _fetch(self, urls: list[str]) -> FetchedPages:
        fetched = FetchedPages()
        if urls:
            assert self.crawler_process is not None
            fetched.fetch(self.crawler_process, urls)
        return fetched


def _entries(args: Sequence[str], opts: argparse.Namespace) -> list[Entry]:
    """Return the pages to read."""
    from crawlers.runs.page_entries import entries_of, entry_of

    try:
        if opts.pages:
            return list(entries_of(Path(opts.pages)))
        return [entry_of(where, opts.url, opts.site) for where in args]
    except ValueError as error:
        raise UsageError(str(error)) from None
