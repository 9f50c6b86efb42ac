"""`scrapy record SITE [URL_OR_FILE]`: save a posting page of a site under tests/sites, for a test
that a person finishes."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from crawlers.commands.base_command import BaseCommand, one_sentence
from crawlers.commands.mistakes import origin
from crawlers.contract.project import project_folder
from crawlers.exit_codes import CODES
from crawlers.net.reasons import in_words
from crawlers.output.terminal import say
from crawlers.plugins import recorded_pages
from crawlers.plugins.discovery import PluginError, find_by_name
from crawlers.plugins.fetching import FetchedPages
from crawlers.plugins.recorded_pages import Recording, recording_of, test_command
from crawlers.plugins.sampling import describe_failure, sample
from crawlers.spider.posting_spider import PostingSpider

_CASE = re.compile(r"[A-Za-z0-9][\w-]*", re.ASCII)


class Command(BaseCommand, ScrapyCommand):
    """The page is fetched as the site's plugin fetches it; of a board it is the posting's
    record."""

    requires_project = True
    quiet = True

    def syntax(self) -> str:
        return "[options] SITE [URL_OR_FILE]"

    def short_desc(self) -> str:
        return "Record a posting page of a site for its tests"

    def long_desc(self) -> str:
        return (
            "Keeps the posting at an address, in a file, or the first one of the site's list, as "
            "tests/sites/SITE/CASE/page.* "
            "with meta.json. The test of it fails until `expected.jsonl` has been read and "
            "committed."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "--case",
            default="first",
            help="what the page shows; it names the folder (first)",
        )
        parser.add_argument("--url", default="", help="the address that a file was saved from")
        parser.add_argument(
            "--board", default="", help="the board of a platform that boards.yaml does not name"
        )
        parser.add_argument(
            "--origin", type=origin, help="fetch from this mirror of the site instead"
        )
        parser.add_argument("--root", type=Path, default=project_folder(), help=argparse.SUPPRESS)

    @one_sentence
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if not 1 <= len(args) <= 2:
            raise UsageError("Give one site; an address or a file may follow")
        try:
            plugin = find_by_name(args[0], opts.board)
        except (KeyError, PluginError) as error:
            raise UsageError(str(error.args[0])) from None
        if not _CASE.fullmatch(opts.case):
            raise UsageError(f"--case {opts.case}: give letters, digits, hyphens and underscores")
        where = args[1] if len(args) == 2 else ""
        if where and Path(where).is_file():
            page = self._saved(Path(where), opts.url)
        elif where and "://" not in where:
            raise UsageError(f"{where}: there is no such file, and it is no address")
        else:
            page = self._fetched(plugin, where, opts.origin)
        if not page.body:
            self.exitcode = CODES["unsound"]
            return
        site = plugin.__module__.rpartition(".")[2]  # of a board, the platform's
        try:
            written = recorded_pages.save(opts.root, site, opts.case, page)
        except (FileExistsError, ValueError) as error:
            raise UsageError(str(error)) from None
        say(
            f"wrote {written}\nnext: run its test:\n  {test_command(opts.root, site)}\n"
            "It writes expected.jsonl and fails once: read what the page gives, then commit both."
        )

    def _saved(self, path: Path, url: str) -> Recording:
        try:
            return recording_of(path, path.read_bytes(), url)
        except ValueError as error:
            raise UsageError(str(error)) from None

    def _fetched(self, plugin: type[PostingSpider], url: str, mirror: str | None) -> Recording:
        """Return the page of a posting with its live address; an empty body after printing why it
        could not be fetched."""
        process = self.crawler_process
        assert process is not None
        key = plugin.key(plugin(), url) if url else ""
        if url and not key and not getattr(plugin, "list_url", ""):
            fetched = FetchedPages()
            fetched.fetch(process, [url])
            answer = fetched.answers.get(url)
            if answer is None:
                say(f"{url}: {in_words(fetched.failures.get(url, 'no answer'))}", error=True)
                return Recording(b"")
            return Recording(answer.body, answer.address or url, answer.content_type)
        arguments = {"origin": mirror} if mirror else {}
        settings = self.listed(plugin.name).settings
        found = sample(process, plugin, key, settings, **arguments)  # type: ignore[arg-type]
        process.start()
        if found.answer is None:
            say(describe_failure(found), error=True)
        return found.recording or Recording(b"")
