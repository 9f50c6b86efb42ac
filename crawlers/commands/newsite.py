"""`scrapy newsite NAME URL_OR_FILE ...`: begin the plugin of a site from its pages.

Looks at one posting page or several (or the page of a board), writes the plugin with what they
show (the list that they link to, labels, selectors), records the pages and leaves a test that fails
until a person has read what they give. From what recurs in three pages or more it also proposes
furniture and standard text (`scrapy learn`).
"""

from __future__ import annotations

import argparse
import keyword
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from scrapy.utils.spider import iter_spider_classes

from crawlers.commands.base_command import BaseCommand, one_sentence
from crawlers.contract.operators_file import bytes_of
from crawlers.contract.project import project_folder
from crawlers.exit_codes import CODES
from crawlers.extract.answer import Answer
from crawlers.net.reasons import in_words
from crawlers.output.printable import printable
from crawlers.output.terminal import say
from crawlers.plugins import recorded_pages
from crawlers.plugins.fetching import FetchedPages
from crawlers.plugins.plugin_source import key_of_posting, posting_url, source
from crawlers.plugins.proposing import FIELDS, Draft, SeenPage, draft, missing_fields
from crawlers.plugins.recognise import board_of_page
from crawlers.plugins.recorded_pages import Recording, recording_of, test_command
from crawlers.spider.saved_pages import LARGEST

if TYPE_CHECKING:
    from crawlers.page.page import Page
    from crawlers.runs.read_page import PageResult
    from crawlers.spider.posting_spider import PostingSpider

SHOWN = (
    "title",
    "organization",
    "locations",
    "employment_types",
    "date_posted",
    "valid_through",
    "salary",
    "identifiers",
    "sections",
)
_NAME = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")


class Command(BaseCommand, ScrapyCommand):
    requires_project = True
    quiet = True

    def syntax(self) -> str:
        return "[options] NAME URL_OR_FILE [URL_OR_FILE ...]"

    def short_desc(self) -> str:
        return "Begin the plugin of a site from its posting pages"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--url", default="", help="the address that a file was saved from")
        parser.add_argument("--root", type=Path, default=project_folder(), help=argparse.SUPPRESS)

    @one_sentence
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        plugin = self._new_file(args, opts)
        name, first = args[:2]
        pages = self._pages(args[1:], opts.url)
        if first not in pages:
            self.exitcode = CODES["unsound"]
            return
        page = pages[first]
        board = board_of_page(page.url, page.body.decode("utf-8", "replace"))
        seen = [] if board else [self._seen(each) for each in pages.values()]
        others = [each.url for each in pages.values() if each is not page and each.url]
        found = draft(seen, _is_like(page.url, others))
        plugin.parent.mkdir(parents=True, exist_ok=True)
        written = source(
            name, page.url, [_parsed(each) for each in pages.values()], board, found, others
        )
        plugin.write_text(written, encoding="utf-8")
        say(f"wrote {plugin}")
        if board:
            say(f"  {name} is a board on {board.platform}: {board.board}")
            say(f"next: scrapy record {name}, run its test, read what it gives")
            return
        for number, each in enumerate(pages.values(), 1):
            case = "first" if number == 1 else f"page{number}"
            say(f"wrote {recorded_pages.save(opts.root, name, case, each)}")
        is_read = self._show(page, name, plugin)
        for line in warnings_of(page.url, others, is_read, seen, found):
            say(f"  ! {printable(line)}")
        if len(pages) > 1:
            self._learn(opts.root, name)
        say(f"next: finish {plugin.name} (docs/plugins.md), then run its test:")
        say(f"  {test_command(opts.root, name)}")
        say("It writes expected.jsonl and fails once: read what each page gives, then commit all.")

    def _new_file(self, args: list[str], opts: argparse.Namespace) -> Path:
        """Return the path of the plugin to write. Raise UsageError where it cannot be written from
        these arguments."""
        if args and keyword.iskeyword(args[0]):
            raise UsageError(f"{args[0]!r} is a keyword of Python; give another name")
        if len(args) < 2 or not _NAME.fullmatch(args[0]):
            raise UsageError(
                "Give a name (lower-case letters, digits, underscores) and a posting page or "
                "several: addresses or files"
            )
        if opts.url and len(args) != 2:
            raise UsageError("--url needs exactly one page")
        plugin: Path = opts.root / "spiders" / f"{args[0]}.py"
        if plugin.exists():
            raise UsageError(f"{plugin} already exists; remove it, or give another name")
        return plugin

    def _learn(self, root: Path, name: str) -> None:
        """Propose furniture and standard text from what recurs in the recorded pages."""
        from crawlers.plugins.learning import describe, propose
        from crawlers.runs.samples import saved_samples
        from crawlers.spider.generic import GenericSpider

        assert self.settings is not None
        folder = root / recorded_pages.PAGES / name
        try:
            samples = list(saved_samples(self.settings, GenericSpider, folder))
        except ValueError as error:
            raise UsageError(str(error)) from None
        say(describe(name, samples, propose(samples)))

    def _pages(self, places: Sequence[str], url: str) -> dict[str, Recording]:
        """Return the pages of files and addresses that can be read, by where they are; say why the
        others cannot. url: the address of a single file."""
        addresses = [where for where in places if _is_address(where)]
        fetched = FetchedPages()
        if addresses:
            fetched.fetch(self.crawler_process, addresses)  # type: ignore[arg-type]
        found = {}
        for where in places:
            if where in fetched.answers:
                answer = fetched.answers[where]
                found[where] = Recording(answer.body, answer.address or where, answer.content_type)
            elif _is_address(where):
                say(f"{where}: {in_words(fetched.failures.get(where, 'no answer'))}", error=True)
            else:
                try:
                    body = bytes_of(where, LARGEST)
                except OSError as error:
                    raise UsageError(f"{where}: {error.strerror or error}") from None
                found[where] = _recording_of(Path(where), body, url)
        return found

    def _read(self, page: Recording, plugin: type[PostingSpider]) -> PageResult:
        from crawlers.runs.read_page import PageReader

        assert self.settings is not None
        return PageReader(self.settings.getdict("ITEM_PIPELINES")).read(_answer(page), plugin)

    def _seen(self, page: Recording) -> SeenPage:
        """Return what the generic reader reads on a page."""
        from crawlers.spider.generic import GenericSpider

        result = self._read(page, GenericSpider)
        methods = {name: s.method for name, s in getattr(result.item, "provenance", {}).items()}
        return SeenPage(_parsed(page), result.posting, methods)

    def _show(self, page: Recording, name: str, plugin: Path) -> bool:
        """Print what the plugin that was written reads on a page; return whether it is a
        posting."""
        result = self._read(page, _plugin_in(plugin, name))
        for problem in result.problems:
            say(f"  ! {printable(problem)}")
        for field in SHOWN if result.posting else ():
            say(f"  {field:<17} {printable(_short(result.posting[field]))}")  # type: ignore[index]
        for label, value in result.item.unread if result.item else ():
            say(f'  ? no word list knows "{printable(label, 60)}": {printable(value, 60)}')
        return result.posting is not None


def warnings_of(
    url: str, others: Sequence[str], is_read: bool, seen: Sequence[SeenPage], found: Draft
) -> Iterator[str]:
    """Yield what a person must look at: nothing read, no address, a key of words, no list, labels
    that nothing knows, and fields of which the pages say nothing. others: as in `posting_url`."""
    if not is_read:
        yield "nothing was read: is this the page of one posting, with its text in the HTML?"
    if not url:
        yield "the page names no address: give it with --url, then home and posting_url are right"
    elif not (key := key_of_posting(url, others)).isdigit():
        yield f'posting_url takes "{key}" for the key of the posting: see that it never changes'
    if not found.list_url:
        yield "no link to a list of postings was found: set list_urls"
    else:
        yield f"list_urls is {found.list_url}, which the page links to: see that it lists postings"
    for each in found.labels:
        if each.slot is None:
            yield f'labels: which slot is "{each.key}" for? Here it says: {each.value}'
        else:
            yield f'labels: "{each.key}" is taken for {each.slot}: {each.value}'
    for each in found.selectors:
        yield f"selectors: {each.slot} is taken from {each.key}: {each.value}"
    taken = {FIELDS[each.slot] for each in (*found.labels, *found.selectors) if each.slot}
    if missing := [name for name in missing_fields(seen) if name not in taken]:
        yield f"not read: {', '.join(missing)}; where the page says it, declare labels or selectors"


def _recording_of(path: Path, body: bytes, url: str) -> Recording:
    """Return a saved page with its address. Raise UsageError where its side file is none."""
    try:
        return recording_of(path, body, url)
    except ValueError as error:
        raise UsageError(str(error)) from None


def _is_like(url: str, others: Sequence[str]) -> Callable[[str], bool]:
    """Return what says whether an address is like those of postings."""
    pattern = re.compile(rf"(?:{posting_url(url, others)})/?(?:[?#].*)?\Z")
    return lambda address: pattern.search(address) is not None


def _plugin_in(path: Path, name: str) -> type[PostingSpider]:
    """Return the plugin of a module that may stand outside the packages of this process."""
    spec = spec_from_file_location(f"spiders.{name}", path)
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    (found,) = iter_spider_classes(module)
    return found  # type: ignore[return-value]  # as the template writes it


def _answer(page: Recording) -> Answer:
    day = datetime.now(UTC).date()
    return Answer(page.body, content_type=page.content_type, address=page.url or None, day=day)


def _parsed(page: Recording) -> Page:
    from crawlers.extract.read import page_of

    return page_of(_answer(page))


def _short(value: Any) -> str:
    if isinstance(value, dict):
        return next(
            (str(value[name]) for name in ("raw", "name", "value", "kind") if value.get(name)), "-"
        )[:90]
    if isinstance(value, list):
        return "; ".join(map(_short, value))[:90] or "-"
    return str(value if value is not None else "-")[:90]


def _is_address(where: str) -> bool:
    return where.startswith(("http://", "https://"))
