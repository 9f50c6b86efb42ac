"""Boards of platforms: a plugin of a platform reads any of them, and each is a site of its own with a feed of its own.

A board is called `platform.board` (`greenhouse.acme`), and so is its feed. The file `boards.yaml` (setting JOBWIRE_BOARDS) names
those that `scrapy refresh` crawls, and what is true of them:

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

from crawlers.text.words import load

GROUP = "jobwire.platforms"

FILE = "boards.yaml"
OPTIONS = ("name", "organization", "min_postings", "date_order", "standard")
_NOT_IN_NAMES = re.compile(r"[^a-z0-9_.-]+")


@dataclass(frozen=True, slots=True)
class Board:
    """platform: the name of its plugin. board: as the platform calls it. declared: of OPTIONS."""

    platform: str
    board: str
    declared: Mapping[str, Any] = field(default_factory=dict)

    @property
    def site(self) -> str:
        """What its feed is called: lower case, and what cannot stand in an id is a hyphen."""
        return f"{self.platform}.{_NOT_IN_NAMES.sub('-', str(self.declared.get('name', self.board)).casefold()).strip('-.')}"


def read_boards(path: str | Path = FILE) -> list[Board]:
    """The boards of a file; [] where there is no file. Raises ValueError, in words, for one that is not as it should be."""
    import yaml

    try:
        found = yaml.safe_load(Path(path).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []
    except (OSError, yaml.YAMLError) as error:
        raise ValueError(f"{path}: {error}") from None
    if not isinstance(found or {}, dict) or not all(isinstance(each, (dict, list)) for each in (found or {}).values()):
        raise ValueError(f"{path}: wanted is a platform with its boards: `greenhouse: {{acme: }}`")
    boards = [
        Board(platform, str(board), declared if isinstance(declared, dict) else {})
        for platform, named in (found or {}).items()
        for board, declared in (named.items() if isinstance(named, dict) else dict.fromkeys(named).items())
    ]
    for each in boards:
        if strange := [name for name in each.declared if name not in OPTIONS]:
            raise ValueError(f"{path}: {each.site}: there is no option {strange[0]!r}; known are {', '.join(OPTIONS)}")
    return boards


def platforms() -> frozenset[str]:
    """The names of the plugins that need a board: ours, and those that installed packages offer."""
    return frozenset(load("platforms")) | {point.name for point in entry_points(group=GROUP)}


def site_of(site: str, arguments: Mapping[str, str]) -> str:
    """The name of the feed of a site with its arguments: of a platform's plugin that of the board. Raises ValueError where no
    board is named."""
    if site not in platforms() or arguments.get("pages"):
        return site
    if not arguments.get("board"):
        raise ValueError(f"which board? scrapy crawl {site} -a board=NAME")
    return Board(site, arguments["board"]).site


def sites(names: Iterable[str], path: str | Path = FILE) -> list[str]:
    """What there is to crawl: the sites among the names of plugins, and the boards of the file."""
    return sorted({*(name for name in names if name not in platforms()), *(board.site for board in read_boards(path))})


def plugin_of(platform: Any, site: str, boards: Iterable[Board]) -> Any:
    """The plugin of a board by its name: as the boards declare it, else the board of that very name. Raises ValueError where it
    is no name of a board."""
    board = next((each for each in boards if each.site == site), None) or Board(platform.name, site.partition(".")[2])
    return platform.of(board.board, **declarations(platform, board))


def declarations(platform: Any, board: Board) -> dict[str, Any]:
    """The class attributes that a board's options stand for."""
    from crawlers.declared import Healthy

    said, made = board.declared, dict[str, Any](name=board.site)
    if "organization" in said:
        made["constants"] = {**platform.constants, "organization": str(said["organization"])}
    if "min_postings" in said:
        made["expect"] = Healthy(int(said["min_postings"]), platform.expect.filled, platform.expect.may_be_empty)
    if "date_order" in said:
        made["date_order"] = str(said["date_order"])
    if "standard" in said:
        made["standard"] = _sentences(board.site, said["standard"])
    return made


def _sentences(site: str, found: Any) -> tuple[str, ...]:
    """The option `standard`: a sentence, or a list of them. Raises ValueError for anything else."""
    some = found if isinstance(found, list) else [found]
    if not all(isinstance(each, str) for each in some):
        raise ValueError(f"{site}: standard: a sentence in quotation marks, or a list of them")
    return tuple(some)
