"""BoardSpider: the plugin of a platform, and the plugins of its boards that are made of it.

A platform is a class with a `name` and without a `board`; it is a plugin itself (`scrapy crawl
greenhouse -a board=acme`). A site on a platform is a subclass in `spiders/` with a name, a board
and what a healthy run of it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, ClassVar, Self
from urllib.parse import quote, urlsplit

from crawlers.contract.board_options import declarations_of
from crawlers.contract.boards import FILE, read_boards, spelled_board
from crawlers.contract.declarations import Healthy
from crawlers.spider.posting_spider import PostingSpider


class BoardSpider(PostingSpider):
    """The base class of platforms.

    board: how the platform calls the site. board_form: pattern of such a name; its groups, else
        their `defaults`, fill the templates of addresses.
    home, hosts: the live site, and further domains that belong to the platform.
    expect: what a healthy run is of a board of which nothing else is declared.
    """

    source_kind = "origin"
    expect = Healthy(min_postings=1, filled={"title": 1.0})
    board: ClassVar[str] = ""
    board_form: ClassVar[str] = r"(?P<board>[\w.-]+)"
    defaults: ClassVar[Mapping[str, str]] = {}
    hosts: ClassVar[tuple[str, ...]] = ()
    names: ClassVar[Mapping[str, str]] = {}

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Check the declared board, and fill its parts into the addresses. Raise ValueError for one
        of another form."""
        if "board" in vars(cls) and cls.board:
            _check_site(cls)
            found = re.fullmatch(cls.board_form, cls.board)
            if found is None:
                raise ValueError(
                    f"board={cls.board}: the form of a board's name is {cls.board_form}"
                )
            cls.names = cls.names_of({k: v or "" for k, v in found.groupdict().items()})
            cls.home = cls.home.format(**cls.names)
            cls.allowed_domains = cls.hosts or (urlsplit(cls.home).hostname or "",)
        super().__init_subclass__(**kwargs)

    def __new__(cls, *args: Any, board: str = "", boards: str = "", **kwargs: Any) -> Self:
        if not board or board == cls.board:
            return super().__new__(cls)
        if cls.board:
            raise ValueError(f"{cls.name} is the plugin of one board, {cls.board}")
        found = spelled_board(cls.name, board, read_boards(boards or FILE))
        return super().__new__(
            cls.of(board, **declarations_of(cls.declared, found.site, found.declared))
        )

    def __init__(self, *, board: str = "", boards: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)

    @classmethod
    def of(cls, board: str, **declared: Any) -> type[Self]:
        """Return the plugin of one board of this platform. declared: its declarations, its name
        among them. Raise ValueError where the platform has no board of that form."""
        own = {"name": cls.name, "expect": cls.expect, "__module__": cls.__module__}
        own["made_of"] = (cls, board, declared)  # so that another process can make it
        return type(cls.__name__, (cls,), {**own, "board": board, **declared})

    @classmethod
    def names_of(cls, groups: Mapping[str, str]) -> dict[str, str]:
        """Return what fills the templates of a board's addresses. groups: those of `board_form`,
        "" for one that the board's name has not."""
        return {name: value or cls.defaults.get(name, "") for name, value in groups.items()}

    def address_of(self, template: str, key: str = "", at: Any = 0) -> str:
        """Return an address of this board."""
        return template.format(**self.names, key=quote(key, safe="/%:"), at=at)


def _check_site(cls: type[BoardSpider]) -> None:
    """Raise TypeError where a site takes its name, or what a healthy run is, from its platform."""
    below = cls.__mro__[: cls.__mro__.index(BoardSpider)]
    sites = [each for each in below if getattr(each, "board", "")]
    for name, example in (("name", '"acme"'), ("expect", "Healthy(min_postings=...)")):
        if not any(name in vars(each) for each in sites):
            where = f"{cls.__module__}.{cls.__qualname__}"
            raise TypeError(f"{where}: a site on a platform declares its own: {name} = {example}")
