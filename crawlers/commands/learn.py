"""`scrapy learn SITE`: propose declarations from what recurs in a site's postings.

Reads the postings of the last published run, or saved pages, and prints the lines and sentences
that stand in most of them, as declarations to paste. Nothing is written, and nothing that is
learned changes how a page is read: only a declaration does.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from crawlers.commands.base_command import BaseCommand, one_sentence
from crawlers.feed.format.folder import Folder
from crawlers.plugins.discovery import PluginError
from crawlers.text.foreign import say

if TYPE_CHECKING:  # every command pays for what this module imports
    from scrapy.settings import BaseSettings

    from crawlers.feed.format.manifest import BoardName
    from crawlers.plugins.learning import Proposal, Proposals, Sample
    from crawlers.posting.raw import Said
    from crawlers.posting.schema import JobPosting
    from crawlers.spider.posting_spider import PostingSpider

_WIDTH = 60
"""Characters of a text that are printed in the table; the declarations have it whole."""


class CannotLearn(UsageError):
    """There is nothing to learn from; the message says why."""


class Command(BaseCommand, ScrapyCommand):
    """See the head of this module."""

    requires_project = True
    fetches = False
    quiet = True

    def syntax(self) -> str:
        return "[options] SITE"

    def short_desc(self) -> str:
        return "Propose declarations from what recurs in the postings of a site"

    def long_desc(self) -> str:
        return (
            "Prints the lines and sentences that stand in most postings of a site, with their "
            "share and an example, as declarations to paste into its plugin or boards.yaml."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "--pages",
            metavar="FOLDER",
            help="learn from saved pages (a folder or a list) instead of the last published run",
        )

    @one_sentence
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        from crawlers.plugins.learning import LEAST_POSTINGS, propose

        assert self.settings is not None
        if len(args) != 1:
            raise CannotLearn("Give exactly one site name; `scrapy list` names them")
        board = None
        if opts.pages:
            plugin = self._plugin(args[0])
            samples = list(saved_samples(self.settings, plugin, Path(opts.pages)))
        else:
            folder = self._folder(args[0])
            if not folder.path.is_dir():
                self._plugin(args[0])  # a slip in the name is not a site without a run
            samples, board = published_samples(folder)
        if len(samples) < LEAST_POSTINGS:
            raise CannotLearn(
                f"{args[0]}: found {len(samples)} postings; learning needs at least "
                f"{LEAST_POSTINGS}"
            )
        say(describe(args[0], samples, propose(samples), board))

    def _folder(self, site: str) -> Folder:
        """Return the folder of a site's feed. Raise CannotLearn where it can have none."""
        assert self.settings is not None
        try:
            return Folder(Path(self.settings["JOBWIRE_FEEDS"]), site)
        except ValueError as error:
            raise CannotLearn(str(error)) from None

    def _plugin(self, site: str) -> type[PostingSpider]:
        """Return the plugin of a site. Raise CannotLearn where there is none."""
        assert self.crawler_process is not None
        try:
            found = self.crawler_process.spider_loader.load(site)
        except (KeyError, PluginError) as error:
            raise CannotLearn(str(error.args[0])) from None
        return found  # type: ignore[return-value]  # every plugin is a PostingSpider


def published_samples(folder: Folder) -> tuple[list[Sample], BoardName | None]:
    """Return the open postings of the last published run, and the board that they are of. Raise
    CannotLearn where there is none."""
    from crawlers.plugins.learning import Sample
    from crawlers.posting.schema import JobPosting

    try:
        run_id = folder.latest_id()
        if run_id is None:
            raise CannotLearn(
                f"{folder.name} has no published run in {folder.root}: crawl it first, or give "
                "saved pages (--pages FOLDER)"
            )
        board = folder.manifest(run_id).board
        raws = dict(_raws(folder.run(run_id) / "provenance.jsonl"))
        postings = [
            JobPosting.read(line)
            for line in (folder.run(run_id) / "postings.jsonl").read_bytes().splitlines()
        ]
    except (OSError, ValueError) as error:
        raise CannotLearn(f"{folder.path}: the last run cannot be read: {error}") from None
    samples = [
        Sample(
            name=each.url or each.id,
            employer=each.organization.name if each.organization else "",
            sections=each.sections,
            raws=raws.get(each.id, ()),
            is_record=board is not None,
        )
        for each in postings
        if each.status == "open"
    ]
    return samples, board


def _raws(path: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield the id of each posting with the strings that its facts were read from."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            record: dict[str, Any] = json.loads(line)
            yield record["id"], [field["raw"] for field in record["fields"].values()]


def saved_samples(
    settings: BaseSettings, plugin: type[PostingSpider], where: Path
) -> Iterator[Sample]:
    """Yield the postings of saved pages, read by a plugin. Raise CannotLearn."""
    from crawlers.posting.raw import Reading
    from crawlers.runs.read_page import PageReader
    from crawlers.spider.saved_pages import saved_pages

    reader = PageReader(settings.getdict("ITEM_PIPELINES"))
    try:
        for saved in saved_pages(where):
            found = reader.read(saved.answer(), plugin).item
            if isinstance(found, Reading):
                is_record = saved.path.suffix == ".json"
                yield _sample(found.posting, found.provenance, is_record, str(saved.path))
    except (ValueError, OSError) as error:
        raise CannotLearn(str(error)) from None


def _sample(
    posting: JobPosting, provenance: Mapping[str, Said], is_record: bool, name: str
) -> Sample:
    from crawlers.plugins.learning import Sample

    return Sample(
        name=posting.url or name,
        employer=posting.organization.name if posting.organization else "",
        sections=posting.sections,
        raws=[said.raw for said in provenance.values()],
        is_record=is_record,
    )


def describe(
    site: str, samples: Sequence[Sample], found: Proposals, board: BoardName | None = None
) -> str:
    """Return the proposals for a person: shares, examples, and what to paste where."""
    from crawlers.plugins.learning import board_lines, declarations

    read = f"{site}: read {len(samples)} postings."
    if not found:
        return f"{read} No line and no sentence stands in most of them: nothing to declare."
    parts = [read]
    if found.lines:
        parts += ["", "Lines at the edges that stand in most postings (site furniture):"]
        parts += map(_row, found.lines)
    if found.sentences:
        parts += ["", "Sentences that stand in most postings of one employer (standard text):"]
        parts += map(_row, found.sentences)
    if board:
        parts += ["", "If they say nothing of the single job, add to boards.yaml:", ""]
        parts.append(board_lines(board.platform, board.board, found))
    else:
        parts += ["", f"If they say nothing of the single job, paste into spiders/{site}.py:", ""]
        parts.append(declarations(found))
    parts.append(f"Then read the site again: scrapy crawl {site} --full")
    return "\n".join(parts)


def _row(each: Proposal) -> str:
    text = each.text if len(each.text) <= _WIDTH else f"{each.text[: _WIDTH - 3]}..."
    return f"  {each.count} of {each.of}  {text}\n      for example: {each.example}"
