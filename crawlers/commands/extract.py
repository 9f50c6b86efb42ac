"""`scrapy extract`: print what jobwire reads from single pages, one JSON line a page. Uses no feed
and no state."""

from __future__ import annotations

import argparse
import json
import traceback
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from crawlers.commands.ends import Ends, one_sentence
from crawlers.contract.operators_file import LONGEST_LIST, bytes_of
from crawlers.exit_codes import CODES
from crawlers.plugins.discovery import PluginError, find_by_name, find_by_url
from crawlers.plugins.fetching import FetchedPages
from crawlers.spider.generic import GenericSpider
from crawlers.spider.posting_spider import PostingSpider
from crawlers.text.foreign import give_json

if TYPE_CHECKING:  # every command pays for what this module imports
    from crawlers.extract.read import Answer
    from crawlers.posting.raw import Decision, RawPosting, Reading
    from crawlers.runs.read_page import PageReader, PageResult

_MEMBERS = ("url", "site", "fetched_on", "content_type")
DEFECT = "error_"
"""How the problem of a page begins on which a plugin or a rule broke, as in a crawl's reasons."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A page to read. where: a file or an address. url: the address that a file was saved from.
    site: whose plugin reads it. fetched_on: the day (ISO 8601). content_type: its header. What is
    None is not known; of a file that stands alone, its side file is asked."""

    where: str
    url: str | None = None
    site: str | None = None
    fetched_on: str | None = None
    content_type: str | None = None

    @property
    def is_address(self) -> bool:
        """Whether the page is to be fetched."""
        return self.where.startswith(("http://", "https://"))


class Command(Ends, ScrapyCommand):
    """See the head of this module."""

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
            "--pages",
            metavar="LIST.jsonl",
            help='a list of pages, on each line {"path", "url", "site"?}',
        )
        parser.add_argument(
            "--explain",
            action="store_true",
            help="add what the page is and why, where each value came from and what was cut by "
            "which rule",
        )

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Show errors only on stderr, unless a log level is given."""
        super().process_options(args, opts)
        if not opts.loglevel and not any(s.startswith("LOG_LEVEL=") for s in opts.set):
            assert self.settings is not None
            self.settings.set("LOG_LEVEL", "ERROR", priority="cmdline")

    @one_sentence
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if bool(args) == bool(opts.pages):
            raise UsageError("Give pages (files or addresses) or --pages LIST.jsonl, not both")
        if opts.url and len(args) != 1:
            raise UsageError("--url needs exactly one page")
        entries = (
            list(_listed(Path(opts.pages)))
            if opts.pages
            else [_single(where, opts.url, opts.site) for where in args]
        )
        if opts.site:
            try:
                find_by_name(opts.site)
            except (KeyError, PluginError) as error:
                raise UsageError(str(error.args[0])) from None
        fetched = self._fetch([each.where for each in entries if each.is_address])
        for line in self._lines(entries, fetched, opts):
            if DEFECT in line and any(map(_is_defect, json.loads(line)["problems"])):
                self.exitcode = CODES["failed"]
            give_json(line)

    def _lines(
        self, entries: list[Entry], fetched: FetchedPages, opts: argparse.Namespace
    ) -> Iterator[str]:
        """Yield a line for each page, in order, read here or by readers."""
        from crawlers.spider.reader_count import count_of
        from crawlers.spider.reader_processes import ReaderLost, ReaderProcesses

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
                    yield _line(entry, None, [lost.reason])
        finally:
            readers.close()

    def _fetch(self, urls: list[str]) -> FetchedPages:
        fetched = FetchedPages()
        if urls:
            assert self.crawler_process is not None
            fetched.fetch(self.crawler_process, urls)
        return fetched


def line_reader(
    stages: Mapping[Any, int],
    site: str | None,
    explained: bool,
    fetched: FetchedPages | None = None,
) -> Callable[[Entry], str]:
    """Return what reads an entry of a list of pages and gives its line. stages: the setting
    ITEM_PIPELINES. site: of entries that name none. fetched: the pages of entries that are
    addresses."""
    from crawlers.runs.read_page import PageReader

    reader = PageReader(stages)

    def line(entry: Entry) -> str:
        try:
            result = _read(reader, entry, fetched or FetchedPages(), site)
        except MemoryError:
            raise
        except Exception as error:  # of the plugin, or a defect of a rule
            return _line(entry, None, [_words_of_defect(error)])
        found = explain(result.item) if explained and result.item is not None else {}
        why = {**explain_decision(result.decision), **found} if explained else None
        return _line(entry, result.posting, result.problems, why)

    return line


def _words_of_defect(error: Exception) -> str:
    """Return what broke on a page, and the line of code: of a plugin, where one is on the way."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [each for each in frames if Path(each.filename).parent.name == "spiders"]
    at = (own or frames)[-1]
    place = f"{Path(at.filename).parent.name}/{Path(at.filename).name}, line {at.lineno}"
    return f"{DEFECT}{type(error).__name__}: {error} ({place})"


def _is_defect(problem: str) -> bool:
    return problem.startswith(DEFECT)


def _line(
    entry: Entry,
    posting: dict[str, Any] | None,
    problems: list[str],
    explained: dict[str, Any] | None = None,
) -> str:
    line: dict[str, Any] = {"page": entry.where, "posting": posting, "problems": problems}
    if explained is not None:
        line["explain"] = explained
    return json.dumps(line, ensure_ascii=False, allow_nan=False)


def _read(reader: PageReader, entry: Entry, fetched: FetchedPages, site: str | None) -> PageResult:
    from crawlers.runs.read_page import PageResult
    from crawlers.spider.saved_pages import saved_answer

    where, url = entry.where, entry.url
    if entry.is_address:
        answer = fetched.answers.get(where)
        if answer is None:
            return PageResult(None, [f"not_fetched: {fetched.failures.get(where, 'no answer')}"])
        answer = replace(answer, address=url) if url else answer
    else:
        try:
            answer = saved_answer(where, url, entry.fetched_on, entry.content_type)
        except OSError as error:
            return PageResult(None, [f"unreadable: {error.strerror or error}"])
    try:
        plugin = _plugin(entry.site or site, answer)
    except (KeyError, PluginError) as error:
        return PageResult(None, [f"no_such_site: {error.args[0]}"])
    return reader.read(answer, plugin)


def _plugin(site: str | None, answer: Answer) -> type[PostingSpider]:
    """Return the plugin of a site by its name, else by the address of a page or the one that the
    page calls its own."""
    if site:
        return _by_name(site)
    if not (url := answer.address):
        from crawlers.extract.read import page_of

        url = page_of(answer).canonical
    return (find_by_url(url) if url else None) or GenericSpider


_by_name = cache(find_by_name)


def _single(where: str, url: str | None, site: str | None) -> Entry:
    """Return the entry of an argument. Raise UsageError where its side file cannot be read."""
    from crawlers.spider.saved_pages import with_side_file

    entry = Entry(where, url, site)
    if entry.is_address:
        return entry
    if Path(where).is_dir():
        raise UsageError(f"{where} is a folder: name its pages, or list them (--pages LIST.jsonl)")
    try:
        saved = with_side_file(Path(where))
    except OSError:  # there is no such page: its line says so
        return entry
    except ValueError as error:
        raise UsageError(str(error)) from None
    return replace(
        entry,
        url=url or saved.url,
        fetched_on=saved.fetched_on,
        content_type=saved.content_type,
    )


def _listed(path: Path) -> Iterator[Entry]:
    """Yield the entries of a list; of its pages no side file is asked."""
    try:
        text = bytes_of(path, LONGEST_LIST).decode("utf-8-sig")
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from None
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
            page = Entry(str(entry["path"]), *map(entry.get, _MEMBERS))
        except (ValueError, KeyError, TypeError):
            raise UsageError(f'{path}, line {number}: not a line of {{"path", "url"}}') from None
        yield page if page.is_address else replace(page, where=str(path.parent / page.where))


def explain_decision(decision: Decision | None) -> dict[str, Any]:
    """Return what the page was decided to be, with each signal, its points and what it is."""
    from crawlers.extract.kind_of_page.signals import explained

    if decision is None:
        return {}
    return {
        "page": {
            "kind": decision.kind,
            "reason": decision.reason,
            "points": {"about_a_job": decision.job, "about_one": decision.one},
            "signals": [explained(name) for name in decision.signals],
        }
    }


def explain(item: RawPosting | Reading) -> dict[str, Any]:
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
