"""Boards of platforms: a plugin of a platform reads any of them, and each is a site of its own with
a feed of its own.

A board is known by its platform and its name as the platform spells it (`workday`,
`acme.wd3/Careers`), from the command line and from the file to the request. The name of its feed
(`workday.acme.wd3-careers`) is derived from them and never read back: two boards may derive one
name. The file `boards.yaml` (setting JOBWIRE_BOARDS) names the boards that `scrapy refresh` crawls,
and what is true of them:

    greenhouse:
      acme: {organization: Acme GmbH, min_postings: 20}
      northlake:
    workday:
      acme.wd3/careers: {name: acme-jobs}
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path
from urllib.parse import unquote

from crawlers.contract.board_options import OPTIONS, check_options
from crawlers.contract.operators_file import bytes_of
from crawlers.text.unaccented import plain
from crawlers.text.word_lists import load

GROUP = "jobwire.platforms"

FILE = "boards.yaml"
ARGUMENTS = ("board", "boards", *OPTIONS)
"""The arguments of `scrapy crawl` (`-a`) that say which board it is, and what is true of it."""
MAX_BOARD = 200
"""The most characters of a board's name."""
_NOT_IN_NAMES = re.compile(r"[^a-z0-9_.-]+")


@dataclass(frozen=True, slots=True)
class Board:
    """A board of a platform.

    platform: the name of its plugin. board: as the platform spells it. declared: by option (one of
    OPTIONS), the value as it is written; of `standard` a sentence on each line, of `labels` and
    `selectors` a "label: slot" and a "slot: selector".
    """

    platform: str
    board: str
    declared: Mapping[str, str] = field(default_factory=dict)

    @property
    def site(self) -> str:
        """The name of its feed: lower case, without accents, with a hyphen for what cannot stand in
        an id."""
        return f"{self.platform}.{_feed_part(self)}"


@dataclass(frozen=True, slots=True)
class SiteToCrawl:
    """What one crawl is of. name: of its feed. board: of a platform; None for a site with a plugin
    of its own."""

    name: str
    board: Board | None = None

    @property
    def words(self) -> list[str]:
        """The arguments of `scrapy crawl` that crawl it, also without the file of boards."""
        if self.board is None:
            return [self.name]
        arguments = {"board": self.board.board, **self.board.declared}
        return [
            self.board.platform,
            *(word for pair in arguments.items() for word in ("-a", "=".join(pair))),
        ]


def read_boards(path: str | Path = FILE) -> list[Board]:
    """Return the boards of a file; [] where there is no file. Raise ValueError with a sentence,
    which names the lines, for a file that cannot be read, a board that cannot be, a name that
    stands twice, and two boards with one feed."""
    import yaml

    from crawlers.contract.boards_file import MAX_BYTES, entries
    from crawlers.contract.yaml_lines import words_of

    known: dict[str, tuple[int, Board]] = {}
    try:
        for entry in entries(bytes_of(path, MAX_BYTES)):
            board = Board(entry.platform, entry.board, entry.declared)
            if words := check_board(board):
                raise ValueError(f"line {entry.line}: {words}")
            line, other = known.setdefault(board.site, (entry.line, board))
            if other is not board:  # guard: boards of one feed
                raise ValueError(f"lines {line} and {entry.line}: {_one_feed(other, board)}")
    except FileNotFoundError:
        return []
    except RecursionError:
        raise ValueError(f"{path}: it is nested too deeply") from None
    except (OSError, ValueError, yaml.YAMLError) as error:
        words = getattr(error, "strerror", None) or words_of(error)
        raise ValueError(f"{path}: {words or type(error).__name__}") from None
    return [board for _, board in known.values()]


def check_board(board: Board) -> str:
    """Return what is wrong with a board and its options, in words; "" where nothing is."""
    if words := _wrong_spelling(board):
        return f"the board {board.board[:MAX_BOARD]!r} of {board.platform}: {words}"
    return check_options(board.site, board.declared)


def _wrong_spelling(board: Board) -> str:
    """Return why no platform can have a board of that name, in words; "" where one can. The name
    becomes a part of addresses, and the feed's name that of a folder."""
    if board.platform not in platforms():
        return f"there is no platform {board.platform!r}"
    if not board.board.strip() or len(board.board) > MAX_BOARD or not board.board.isprintable():
        return f"give one line of at most {MAX_BOARD} characters"
    steps = re.split(r"[/\\]", unquote(unquote(board.board)))
    if any(step.strip() in (".", "..") for step in steps):  # guard: boards that lead elsewhere
        return "a name cannot lead to another folder"
    if not _feed_part(board) or len(board.site) > MAX_BOARD:
        return "no name of a feed can be made of it; give it one (name: NAME)"
    return ""


def _one_feed(one: Board, other: Board) -> str:
    return (
        f"the boards {one.board!r} and {other.board!r} of {one.platform} have one feed, "
        f"{one.site}; give one of them another name (name: NAME)"
    )


def _feed_part(board: Board) -> str:
    """Return what names a board in the name of its feed."""
    name = board.declared.get("name") or board.board
    letters = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(each for each in letters if not unicodedata.combining(each))
    return _NOT_IN_NAMES.sub("-", plain(bare)).strip("-.")


def platforms() -> frozenset[str]:
    """Return the names of the plugins that need a board: ours, and those of installed packages."""
    return _platforms(tuple(sys.path))


@cache
def _platforms(path: tuple[str, ...]) -> frozenset[str]:
    """Return the platforms of the packages on a path. It is asked for every board of a file, and
    reads what every package says of itself: once."""
    return frozenset(load("platforms")) | {point.name for point in entry_points(group=GROUP)}


def site_of(name: str, arguments: Mapping[str, str], path: str | Path = FILE) -> SiteToCrawl:
    """Return the site that `scrapy crawl NAME -a ...` is of. name: of a site; of a platform, with
    the argument `board`; or of the feed of a board in the file. Raise ValueError with a sentence
    where there is none."""
    platform, _, rest = name.partition(".")
    if platform not in platforms():
        return SiteToCrawl(name)
    path = arguments.get("boards") or path
    if rest:
        if arguments.get("board"):
            raise ValueError(f"give one board only: scrapy crawl {platform} -a board=NAME")
        return SiteToCrawl(name, named_board(name, read_boards(path), path))
    if arguments.get("board"):
        declared = {option: arguments[option] for option in OPTIONS if option in arguments}
        board = spelled_board(platform, arguments["board"], read_boards(path), declared)
        return SiteToCrawl(board.site, board)
    if arguments.get("pages"):
        return SiteToCrawl(name)
    raise ValueError(f"which board? scrapy crawl {name} -a board=NAME")


def named_board(feed: str, boards: Iterable[Board], path: str | Path = FILE) -> Board:
    """Return the board of a file that has this feed. Raise ValueError where there is none: the name
    of a feed does not say how the platform spells the board."""
    for each in boards:
        if each.site == feed:
            return each
    platform = feed.partition(".")[0]
    raise ValueError(
        f"no board in {path} has the feed {feed!r}; "
        f"any other board: scrapy crawl {platform} -a board=NAME"
    )


def spelled_board(
    platform: str, board: str, boards: Iterable[Board], declared: Mapping[str, str] | None = None
) -> Board:
    """Return a board as the platform spells it, with what is declared of it here and, behind that,
    in the file. Raise ValueError where another board of the file has its feed."""
    others = {each.board: each for each in boards if each.platform == platform}
    known = others.pop(board, None)
    found = Board(platform, board, {**(known.declared if known else {}), **(declared or {})})
    if words := check_board(found):
        raise ValueError(words)
    for other in others.values():
        if other.site == found.site:
            raise ValueError(_one_feed(other, found))
    return found


def sites(names: Iterable[str], path: str | Path = FILE) -> list[SiteToCrawl]:
    """Return all that can be crawled, by name: the sites among the names of plugins, and the boards
    of the file. Raise ValueError as `read_boards` does."""
    known = platforms()
    own = {name: SiteToCrawl(name) for name in names if name not in known}
    found = own | {board.site: SiteToCrawl(board.site, board) for board in read_boards(path)}
    return [found[name] for name in sorted(found)]
