"""`scrapy newsite NAME URL_OR_FILE ...`: begin the plugin of a site from its pages.

Looks at a posting page (or the page of a board), writes the plugin, records the page and leaves a
test that fails until a person has read what the page gives. With several posting pages it also
proposes declarations from what recurs in them (`scrapy learn`).
"""

from __future__ import annotations

import argparse
import keyword
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote, urlsplit

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from crawlers.commands.ends import Ends, one_sentence
from crawlers.contract.boards import Board
from crawlers.contract.project import project_folder
from crawlers.plugins import recorded_pages
from crawlers.plugins.fetching import FetchedPages
from crawlers.plugins.recognise import board_of_page
from crawlers.text.foreign import printable, say
from crawlers.text.urls import key_in

if TYPE_CHECKING:
    from crawlers.page.page import Page

TEMPLATES = Path(__file__).parent.parent / "templates"
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


class Command(Ends, ScrapyCommand):
    """See the head of this module."""

    requires_project = True
    default_settings = {"LOG_LEVEL": "ERROR"}

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
        if len(args) < 2 or not _NAME.fullmatch(args[0]) or keyword.iskeyword(args[0]):
            raise UsageError(
                "Give a name (lower-case letters, digits, underscores) and a posting page or "
                "several: addresses or files"
            )
        if opts.url and len(args) != 2:
            raise UsageError("--url needs exactly one page")
        name, where = args[:2]
        plugin = opts.root / "spiders" / f"{name}.py"
        if plugin.exists():
            raise UsageError(f"{plugin} already exists")
        body, url = self._body(where, opts.url)
        if not body:
            self.exitcode = 1
            return
        board = board_of_page(url, body.decode("utf-8", "replace"))
        page = _parsed(body, url)
        plugin.parent.mkdir(parents=True, exist_ok=True)
        plugin.write_text(source(name, url, page, board), encoding="utf-8")
        say(f"wrote {plugin}")
        if board:
            say(f"  {name} is a board on {board.platform}: {board.board}")
            say(f"next: scrapy record {name}, run its test, read what it gives")
            return
        self._record(opts.root, name, "first", where, body, url)
        self._show(body, url, name)
        if args[2:]:
            self._learn(opts.root, name, args[2:])
        say(
            f"next: finish {plugin.name}, run the test of {name}/first, read expected.jsonl, "
            "commit both"
        )

    def _record(self, root: Path, name: str, case: str, where: str, body: bytes, url: str) -> None:
        ending = ".html" if _is_address(where) else Path(where).suffix
        say(f"wrote {recorded_pages.save(root, name, case, body, ending, url)}")

    def _learn(self, root: Path, name: str, more: Sequence[str]) -> None:
        """Record further pages, and propose declarations from what recurs in all of them."""
        from crawlers.commands.learn import describe, saved_samples
        from crawlers.plugins.learning import propose
        from crawlers.spider.generic import GenericSpider

        for number, where in enumerate(more, 2):
            body, url = self._body(where, "")
            if body:
                self._record(root, name, f"page{number}", where, body, url)
        assert self.settings is not None
        folder = root / recorded_pages.PAGES / name
        samples = list(saved_samples(self.settings, GenericSpider, folder))
        say(describe(name, samples, propose(samples)))

    def _body(self, where: str, url: str) -> tuple[bytes, str]:
        """Return the page and its address; b"" after printing why it could not be fetched."""
        if not _is_address(where):
            try:
                return Path(where).read_bytes(), url
            except OSError as error:
                raise UsageError(f"{where}: {error.strerror or error}") from None
        fetched = FetchedPages()
        fetched.fetch(self.crawler_process, [where])  # type: ignore[arg-type]
        answer = fetched.answers.get(where)
        if answer is None:
            say(f"{where}: {fetched.failures.get(where, 'no answer')}", error=True)
        return answer.body if answer else b"", where

    def _show(self, body: bytes, url: str, name: str) -> None:
        """Print what the generic reader finds on the page."""
        from crawlers.extract.read import Answer
        from crawlers.runs.read_page import PageReader
        from crawlers.spider.generic import GenericSpider

        assert self.settings is not None
        answer = Answer(body, address=url or None, name=name, day=datetime.now(UTC).date())
        reader = PageReader(self.settings.getdict("ITEM_PIPELINES"))
        result = reader.read(answer, GenericSpider)
        for problem in result.problems:
            say(f"  ! {printable(problem)}")
        for field in SHOWN if result.posting else ():
            say(f"  {field:<17} {printable(_short(result.posting[field]))}")  # type: ignore[index]
        for label, value in result.item.unread if result.item else ():
            say(f"  ? {printable(label, 60)}: {printable(value, 60)}")


def source(name: str, url: str, page: Page, board: Board | None) -> str:
    """Return the text of the plugin, filled in as far as the page allows."""
    from crawlers.page import jsonld_scripts

    kind = (
        "platform" if board else "jsonld" if jsonld_scripts.postings(page.jsonld) else "html_list"
    )
    parts = urlsplit(url)
    home = f"{parts.scheme}://{parts.netloc}" if parts.netloc else "https://www.example.org"
    words = {
        "name": name,
        "spider": "".join(word.title() for word in name.split("_")) + "Spider",
        "platform": board.platform if board else "",
        "base": _base_of(board.platform) if board else "",
        "board": board.board if board else "",
        "home": home,
        "host": urlsplit(home).hostname or "",
        "posting_url": posting_url(url),
    }
    return Template((TEMPLATES / f"{kind}.py.tmpl").read_text(encoding="utf-8")).substitute(words)


def posting_url(url: str) -> str:
    """Return a pattern for the addresses of postings like this one: its id becomes the group `id`,
    words become any words."""
    parts = urlsplit(url)
    key = key_in(url) if parts.path.strip("/") else ""
    group = r"(?P<id>\d+)" if key.isdigit() else r"(?P<id>[\w-]+)"
    named = [name for name, value in parse_qsl(parts.query) if key and value == key]
    if named:
        return f"{_escaped(parts.path)}\\?(?:[^#]*&)?{_escaped(named[0])}={group}"
    segments = [unquote(segment) for segment in parts.path.strip("/").split("/")]
    at = max((i for i, segment in enumerate(segments) if key and key in segment), default=None)
    if at is None:
        return r"/jobs/(?P<id>\d+)"
    before, _, after = segments[at].rpartition(key)
    made = [r"[\w-]+" if segment.count("-") > 1 else _escaped(segment) for segment in segments]
    made[at] = _any_words(before) + group + _any_words(after)
    return "/" + "/".join(made)


def _any_words(text: str) -> str:
    """Return the words beside an id as a pattern: the marks at their ends and a file's ending
    stay."""
    first, inner, last, ending = re.fullmatch(
        r"([-_~]?)(.*?)([-_~]?)((?:\.\w{1,5})?)", text, re.DOTALL
    ).groups()  # type: ignore[union-attr]
    return _escaped(first) + (r"[\w-]+" if inner else "") + _escaped(last) + _escaped(ending)


def _escaped(text: str) -> str:
    return re.sub(r"([.^$*+?{}\[\]\\|()])", r"\\\1", text)


def _base_of(platform: str) -> str:
    from crawlers.plugins.discovery import find_by_name

    return find_by_name(platform).__name__


def _parsed(body: bytes, url: str) -> Page:
    from crawlers.page.page import Page

    return Page.from_bytes(body, url=url or None)


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
