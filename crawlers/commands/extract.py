"""`scrapy extract`: print what jobwire reads from single pages, one JSON line a page. Uses no feed
and no state."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from crawlers.plugins.discovery import PluginError, find_by_name, find_by_url
from crawlers.plugins.fetching import FetchedPages
from crawlers.spider.generic import GenericSpider
from crawlers.spider.posting_spider import PostingSpider

if TYPE_CHECKING:  # every command pays for what this module imports
    from crawlers.posting.raw import RawPosting
    from crawlers.runs.read_page import PageReader, PageResult


class Command(ScrapyCommand):
    requires_project = True

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
            "--pages", metavar="LIST.jsonl", help='a list of pages: lines {"path", "url", "site"?}'
        )
        parser.add_argument(
            "--explain",
            action="store_true",
            help="add where each value came from and what was cut by which rule",
        )

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Show errors only on stderr, unless a log level is given."""
        super().process_options(args, opts)
        if not opts.loglevel and not any(s.startswith("LOG_LEVEL=") for s in opts.set):
            assert self.settings is not None
            self.settings.set("LOG_LEVEL", "ERROR", priority="cmdline")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        from crawlers.runs.read_page import PageReader

        if bool(args) == bool(opts.pages):
            raise UsageError("Give pages (files or addresses) or --pages LIST.jsonl, not both")
        if opts.url and len(args) != 1:
            raise UsageError("--url needs exactly one page")
        entries = (
            list(_listed(Path(opts.pages)))
            if opts.pages
            else [{"path": a, "url": opts.url, "site": opts.site} for a in args]
        )
        fetched = self._fetch([e["path"] for e in entries if _is_address(e["path"])])
        assert self.settings is not None
        self._readers = _Readers()
        reader = PageReader(self.settings.getdict("ITEM_PIPELINES"))
        for entry in entries:
            result = self._read(reader, entry, fetched, opts.site)
            line: dict[str, Any] = {
                "page": entry["path"],
                "posting": result.posting,
                "problems": result.problems,
            }
            if opts.explain and result.item is not None:
                line["explain"] = explain(result.item)
            sys.stdout.write(json.dumps(line, ensure_ascii=False, allow_nan=False) + "\n")

    def _fetch(self, urls: list[str]) -> FetchedPages:
        fetched = FetchedPages()
        if urls:
            assert self.crawler_process is not None
            fetched.fetch(self.crawler_process, urls)
        return fetched

    def _read(
        self, reader: PageReader, entry: dict[str, Any], fetched: FetchedPages, site: str | None
    ) -> PageResult:
        from crawlers.page.page import Page
        from crawlers.runs.read_page import PageResult

        where, url = entry["path"], entry.get("url")
        if _is_address(where):
            page = fetched.pages.get(where)
            if page is None:
                return PageResult(
                    None, [f"not_fetched: {fetched.failures.get(where, 'no answer')}"]
                )
            url = url or where
        else:
            try:
                page = Page.from_file(where, url=url)
            except OSError as error:
                return PageResult(None, [f"unreadable: {error.strerror or error}"])
        try:
            spider = self._readers.reader(entry.get("site") or site, url or page.canonical)
        except (KeyError, PluginError) as error:
            return PageResult(None, [f"no_such_site: {error.args[0]}"])
        return reader.read(page, spider, key=Path(where).stem)


class _Readers:
    """The reader of each plugin, made once: making it takes longer than reading a short text."""

    def __init__(self) -> None:
        self._made: dict[type[PostingSpider], PostingSpider] = {}

    def reader(self, site: str | None, url: str | None) -> PostingSpider:
        """Return the reader of a site, by its name or else by an address, else the generic one.
        Raises KeyError and PluginError where the name is of none."""
        found = find_by_name(site) if site else find_by_url(url) if url else None
        plugin = found or GenericSpider
        if plugin not in self._made:
            self._made[plugin] = plugin()
        return self._made[plugin]


def _is_address(where: str) -> bool:
    return where.startswith(("http://", "https://"))


def _listed(path: Path) -> Iterator[dict[str, Any]]:
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from None
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
            where = str(entry["path"])
        except (ValueError, KeyError, TypeError):
            raise UsageError(f'{path}, line {number}: not a line of {{"path", "url"}}') from None
        yield {**entry, "path": where if _is_address(where) else str(path.parent / where)}


def explain(item: RawPosting) -> dict[str, Any]:
    """Return by field where its value came from, the text that was cut with its rule, what those
    rules say, and the labels that no word list knows."""
    from crawlers.extract.cleaning.cutting_rules import rule_of

    fields = {
        name: {"method": s.method, "locator": s.locator, "raw": s.raw}
        for name, s in sorted(item.provenance.items())
    }
    return {
        "fields": fields,
        "removed": [asdict(r) for r in item.removed],
        "rules": {rule.name: rule.sentence for rule in map(rule_of, item.removed)},
        "unread": [list(pair) for pair in item.unread],
    }
