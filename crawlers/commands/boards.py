"""`scrapy boards ADDRESS ...`: find the boards of employers from their career pages.

Looks at each address and, where its page names no board, at a few pages that it leads to. Prints
the board of each and what shows that it is the employer's; an address without one has its reason.
With `--write` the boards are added to boards.yaml.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from crawlers.commands.base_command import BaseCommand, one_sentence
from crawlers.contract.operators_file import LONGEST_LIST, bytes_of
from crawlers.exit_codes import CODES
from crawlers.net.reasons import in_words
from crawlers.output.printable import printable
from crawlers.output.terminal import say

if TYPE_CHECKING:
    from crawlers.contract.boards import Board
    from crawlers.plugins.finding import Found


class Command(BaseCommand, ScrapyCommand):
    requires_project = True
    quiet = True

    def syntax(self) -> str:
        return "[options] [ADDRESS ...]"

    def short_desc(self) -> str:
        return "Find the boards of employers from their career pages"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "--file",
            type=Path,
            metavar="FILE",
            help="a file with an address on each line; # begins a comment",
        )
        parser.add_argument(
            "--write", action="store_true", help="add the boards to boards.yaml (JOBWIRE_BOARDS)"
        )

    @one_sentence
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        from crawlers.plugins.finding import FoundBoards

        assert self.settings is not None
        addresses = [*args, *(_listed(opts.file) if opts.file else ())]
        if not addresses:
            raise UsageError("Give the addresses of career pages, or a file of them (--file FILE)")
        path = Path(self.settings["JOBWIRE_BOARDS"])
        if opts.write:
            _read(path)  # a file that cannot be added to: say so before any request
        search = FoundBoards()
        urls = {given: _in_full(given) for given in addresses}
        search.search(self.crawler_process, list(urls.values()))  # type: ignore[arg-type]
        found = {given: search.found[url] for given, url in urls.items()}
        say(describe(found))
        if opts.write:
            say(write(path, [each.board for each in found.values() if each.board]))
        if not any(each.board for each in found.values()):
            self.exitcode = CODES["failed"]


def describe(found: Mapping[str, Found]) -> str:
    """Return a line for each address, those with a board first, and the figures of all."""
    lines = [
        f"{printable(given)}: {each.board.platform} {printable(each.board.board)}\n"
        f"    {each.why}" + (f": {printable(each.at, 200)}" if each.at != given else "")
        for given, each in found.items()
        if each.board
    ]
    lines += [
        f"{printable(given)}: no board: {printable(in_words(each.why))}"
        for given, each in found.items()
        if not each.board
    ]
    by_platform = Counter(each.board.platform for each in found.values() if each.board)
    figures = ", ".join(f"{name} {count}" for name, count in by_platform.most_common())
    lines.append(
        f"{by_platform.total()} of {len(found)} addresses have a board"
        + (f" ({figures})" if figures else "")
    )
    return "\n".join(lines)


def write(path: Path, boards: Iterable[Board]) -> str:
    """Add boards to the file, but for those that are in it; return a sentence on each that was not
    added, and on all. Raise UsageError where the file's layout does not allow it."""
    from crawlers.contract.boards import check_board
    from crawlers.contract.boards_added import with_boards

    known = {board.site: board for board in _read(path)}
    lines, added = [], []
    there = 0
    for board in boards:
        other = known.setdefault(board.site, board)
        if words := check_board(board):
            lines.append(f"left out: {words}")
        elif other is board:
            added.append(board)
        elif other.board == board.board:
            there += 1
        else:
            lines.append(f"left out: {board.board!r} has the feed of {other.board!r}, {other.site}")
    text = path.read_bytes().decode("utf-8") if path.exists() else ""
    try:
        made = with_boards(text, added)
    except ValueError as error:
        raise UsageError(f"{path}: {error}") from None
    if added:
        _replace(path, made)
    lines.append(f"{path}: added {len(added)}" + (f", {there} there already" if there else ""))
    return "\n".join(map(printable, lines))


def _replace(path: Path, text: str) -> None:
    """Write the file in one step: a reader sees the old one or the new one."""
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(text.encode())
    if path.exists():
        beside.chmod(path.stat().st_mode & 0o777)
    beside.replace(path)


def _read(path: Path) -> list[Board]:
    from crawlers.contract.boards import read_boards

    try:
        return read_boards(path)
    except ValueError as error:
        raise UsageError(str(error)) from None


def _listed(path: Path) -> list[str]:
    try:
        text = bytes_of(path, LONGEST_LIST).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        words = getattr(error, "strerror", None) or "it is no text in UTF-8"
        raise UsageError(f"{path}: {words}") from None
    lines = (line.partition(" #")[0].strip() for line in text.splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def _in_full(address: str) -> str:
    return address if "://" in address else f"https://{address}"
