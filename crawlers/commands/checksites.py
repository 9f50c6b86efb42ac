"""`scrapy checksites [SITE ...]`: check that the plugins keep the project's rules and, with
`--live`, that the sites are still as recorded."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from crawlers.commands.base_command import BaseCommand, one_sentence
from crawlers.commands.mistakes import origin
from crawlers.contract.boards import platforms
from crawlers.contract.project import project_folder
from crawlers.exit_codes import CODES
from crawlers.output.terminal import say
from crawlers.plugins import recorded_pages
from crawlers.plugins.discovery import PluginError, find_by_name, spider_modules
from crawlers.plugins.sampling import Sample, describe_failure, sample
from crawlers.spider.posting_spider import Healthy, PostingSpider
from crawlers.spider.saved_pages import is_page, saved_pages


class Command(BaseCommand, ScrapyCommand):
    """Exits with 1 where something is wrong."""

    requires_project = True
    quiet = True

    def syntax(self) -> str:
        return "[options] [SITE ...]"

    def short_desc(self) -> str:
        return "Check the plugins, and with --live one posting of each site"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "--live",
            action="store_true",
            help="fetch one posting of each site and compare the fields it fills",
        )
        parser.add_argument(
            "--origin", type=origin, help="fetch from this mirror of the site instead"
        )
        parser.add_argument("--root", type=Path, default=project_folder(), help=argparse.SUPPRESS)

    @one_sentence
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        for name in args:
            try:
                find_by_name(name)
            except KeyError as error:
                raise UsageError(str(error.args[0])) from None
            except PluginError:
                continue  # check() reports it, with all else that is wrong
        names = args or [name.rpartition(".")[2] for name in spider_modules()]
        wrong = [f"{name}: {words}" for name in names for words in check(opts.root, name)]
        if opts.live and not wrong:
            wrong = self._live([name for name in names if name not in platforms()], opts)
        say("\n".join(wrong) or f"{len(names)} sites are in order.", error=bool(wrong))
        self.exitcode = CODES["unsound" if wrong else "sound"]

    def _live(self, names: Sequence[str], opts: argparse.Namespace) -> list[str]:
        from crawlers.runs.read_page import PageReader

        assert self.crawler_process is not None and self.settings is not None
        arguments = {"origin": opts.origin} if opts.origin else {}
        process = self.crawler_process
        samples = [
            sample(
                process,  # type: ignore[arg-type]  # the base class of the process
                find_by_name(name),
                "",
                self.listed(name).settings,
                **arguments,
            )
            for name in names
        ]
        process.start()
        reader = PageReader(self.settings.getdict("ITEM_PIPELINES"))
        return [words for found in samples for words in drift(opts.root, found, reader)]


def check(root: Path, name: str) -> Iterator[str]:
    """Yield what is wrong with a plugin and its recorded pages, in words."""
    try:
        plugin = find_by_name(name)
    except (KeyError, PluginError) as error:
        yield str(error.args[0])
        return
    module = plugin.__module__.rpartition(".")[2]
    one_word = module.replace("_", "")
    expected = one_word if module in platforms() else f"{one_word}spider"
    if plugin.name not in (module, name):
        yield f"the module is {module!r}, the name {plugin.name!r}: one word everywhere"
    if plugin.__name__.casefold() not in (expected, f"{one_word}spider"):
        yield f"the class is {plugin.__name__}; name it after its module, like HarbourjobsSpider"
    if not isinstance(getattr(plugin, "expect", None), Healthy):
        yield "it does not declare what a healthy run is: expect = Healthy(...)"
    if module not in platforms():
        yield from _check_pages(root, module, plugin)


def _check_pages(root: Path, site: str, plugin: type[PostingSpider]) -> Iterator[str]:
    cases = recorded_pages.cases(root, site)
    if not cases:
        yield f"no recorded page: scrapy record {site} URL_OR_FILE"
    for case in cases:
        if not (case / "expected.jsonl").is_file():
            yield f"{case.name}: expected.jsonl is missing: run its test, read it, commit it"
        for page in filter(is_page, case.iterdir()):
            (saved,) = saved_pages(page)
            if not saved.url:
                yield f"{case.name}: meta.json does not say the address of the page"
            elif plugin.posting_url and not plugin.match(saved.url):
                yield f"{case.name}: posting_url does not fit {saved.url}"


def drift(root: Path, found: Sample, reader: object) -> Iterator[str]:
    """Yield how a posting of today differs from the recorded ones: the fields that all of them fill
    and it does not."""
    from crawlers.runs.read_page import PageReader

    assert isinstance(reader, PageReader)
    name = found.plugin.name
    if found.answer is None:
        yield describe_failure(found)
        return
    known = [recorded_pages.filled(posting) for posting in recorded_pages.expected(root, name)]
    result = reader.read(found.answer, found.plugin)
    if result.posting is None:
        yield f"{name}: {found.url}: {'; '.join(result.problems)}"
        return
    lost = set.intersection(*known) - recorded_pages.filled(result.posting) if known else set()
    if lost:
        yield f"{name}: {found.url}: no longer filled: {', '.join(sorted(lost))}"
