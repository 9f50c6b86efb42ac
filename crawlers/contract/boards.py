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
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

from crawlers.contract.declarations import Declared, Healthy
from crawlers.text.words import load

GROUP = "jobwire.platforms"

FILE = "boards.yaml"
OPTIONS = ("name", "organization", "min_postings", "date_order", "standard", "recheck")
ARGUMENTS = ("board", "boards", *OPTIONS)
"""The arguments of `scrapy crawl` (`-a`) that say which board it is, and what is true of it."""
_NOT_IN_NAMES = re.compile(r"[^a-z0-9_.-]+")


@dataclass(frozen=True, slots=True)
class Board:
    """A board of a platform.

    platform: the name of its plugin. board: as the platform spells it. declared: by option (one of
    OPTIONS), the value as it is written; of `standard` a sentence on each line.
    """

    platform: str
    board: str
    declared: Mapping[str, str] = field(default_factory=dict)

    @property
    def site(self) -> str:
        """The name of its feed: lower case, with a hyphen for what cannot stand in an id."""
        name = self.declared.get("name") or self.board
        return f"{self.platform}.{_NOT_IN_NAMES.sub('-', name.casefold()).strip('-.')}"


@dataclass(frozen=True, slots=True)
class Site:
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
    """Return the boards of a file; [] where there is no file. Raise ValueError with a sentence for
    a file that cannot be read, and for two boards with one feed. Names stay as they are written:
    `0123` is no number, `no` is not False."""
    import yaml

    try:
        found = yaml.load(Path(path).read_text(encoding="utf-8"), yaml.BaseLoader)
    except FileNotFoundError:
        return []
    except (OSError, yaml.YAMLError) as error:
        raise ValueError(f"{path}: {error}") from None
    if not isinstance(found or {}, dict) or not all(
        isinstance(each, (dict, list)) for each in (found or {}).values()
    ):
        raise ValueError(f"{path}: write each platform with its boards: `greenhouse: {{acme: }}`")
    boards = [
        Board(platform, str(board), _declared(declared) if isinstance(declared, dict) else {})
        for platform, named in (found or {}).items()
        for board, declared in (
            named.items() if isinstance(named, dict) else dict.fromkeys(map(str, named)).items()
        )
    ]
    try:
        for each in boards:
            _check_options(each)
        _check_names(boards)
    except ValueError as error:
        raise ValueError(f"{path}: {error}") from None
    return boards


def _declared(options: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options of a board, each as text: of a list of sentences (`standard`) one on each
    line."""
    return {
        name: "\n".join(value)
        if isinstance(value, list) and all(isinstance(each, str) for each in value)
        else value
        for name, value in options.items()
    }


def _check_options(board: Board) -> None:
    if strange := [name for name in board.declared if name not in OPTIONS]:
        raise ValueError(
            f"{board.site}: there is no option {strange[0]!r}; known are {', '.join(OPTIONS)}"
        )
    for name, value in board.declared.items():
        if not isinstance(value, str):
            raise ValueError(
                f"{board.site}: {name}: give one value in quotation marks, "
                "or for `standard` a list of sentences"
            )
    for name, least in (("min_postings", 0), ("recheck", 1)):
        number = board.declared.get(name, "1")
        if not (number.isdecimal() and int(number) >= least):
            raise ValueError(
                f"{board.site}: {name} is a number from {least} on, and {number!r} is none"
            )


def _check_names(boards: Iterable[Board]) -> None:
    """Raise ValueError where two boards have one feed."""
    known: dict[str, Board] = {}
    for each in boards:
        other = known.setdefault(each.site, each)
        if other is not each:
            raise ValueError(
                f"the boards {other.board!r} and {each.board!r} of {each.platform} have one feed, "
                f"{each.site}; give one of them another name (name: NAME)"
            )


def platforms() -> frozenset[str]:
    """Return the names of the plugins that need a board: ours, and those of installed packages."""
    return frozenset(load("platforms")) | {point.name for point in entry_points(group=GROUP)}


def site_of(name: str, arguments: Mapping[str, str], path: str | Path = FILE) -> Site:
    """Return the site that `scrapy crawl NAME -a ...` is of. name: of a site; of a platform, with
    the argument `board`; or of the feed of a board in the file. Raise ValueError with a sentence
    where there is none."""
    platform, _, rest = name.partition(".")
    if platform not in platforms():
        return Site(name)
    path = arguments.get("boards") or path
    if rest:
        if arguments.get("board"):
            raise ValueError(f"give one board only: scrapy crawl {platform} -a board=NAME")
        return Site(name, named_board(name, read_boards(path), path))
    if arguments.get("board"):
        declared = {option: arguments[option] for option in OPTIONS if option in arguments}
        board = spelled_board(platform, arguments["board"], read_boards(path), declared)
        return Site(board.site, board)
    if arguments.get("pages"):
        return Site(name)
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
    _check_options(found)
    _check_names([*others.values(), found])
    return found


def sites(names: Iterable[str], path: str | Path = FILE) -> list[Site]:
    """Return all that can be crawled, by name: the sites among the names of plugins, and the boards
    of the file. Raise ValueError as `read_boards` does."""
    own = {name: Site(name) for name in names if name not in platforms()}
    found = own | {board.site: Site(board.site, board) for board in read_boards(path)}
    return [found[name] for name in sorted(found)]


def declarations(platform: Declared, board: Board) -> dict[str, Any]:
    """Return the class attributes that a board's options stand for. platform: what its plugin
    declares."""
    options, made = board.declared, dict[str, Any](name=board.site)
    if "organization" in options:
        made["constants"] = {**platform.constants, "organization": options["organization"]}
    if "min_postings" in options:
        made["expect"] = Healthy(
            int(options["min_postings"]), platform.expect.filled, platform.expect.may_be_empty
        )
    if "recheck" in options:
        made["recheck"] = int(options["recheck"])
    if "date_order" in options:
        made["date_order"] = options["date_order"]
    if "standard" in options:
        made["standard"] = tuple(filter(None, map(str.strip, options["standard"].splitlines())))
    return made
