"""BoardSpider: the plugin of a platform, and the plugins of its boards that are made of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, ClassVar, Self
from urllib.parse import quote, urlsplit

from crawlers.contract.boards import FILE, declarations, read_boards, spelled_board
from crawlers.spider.posting_spider import PostingSpider


class BoardSpider(PostingSpider):
    """A site is a subclass with a `board`, or the class itself with the argument `-a board=NAME`.

    board: how the platform calls the site. board_form: pattern of such a name; its groups, else
    their `defaults`, fill the templates of addresses. home, hosts: the live site, and further
    domains that belong to the platform.
    """

    source_kind = "origin"
    board: ClassVar[str] = ""
    board_form: ClassVar[str] = r"(?P<board>[\w.-]+)"
    defaults: ClassVar[Mapping[str, str]] = {}
    hosts: ClassVar[tuple[str, ...]] = ()
    names: ClassVar[Mapping[str, str]] = {}

    def __init_subclass__(cls, **kwargs: Any) -> None:
        if "board" in vars(cls) and cls.board:
            found = re.fullmatch(cls.board_form, cls.board)
            if found is None:
                raise ValueError(
                    f"board={cls.board}: the form of a board's name is {cls.board_form}"
                )
            cls.names = {
                name: value or cls.defaults.get(name, "")
                for name, value in found.groupdict().items()
            }
            cls.home = cls.home.format(**cls.names)
            cls.allowed_domains = cls.hosts or (urlsplit(cls.home).hostname or "",)
        super().__init_subclass__(**kwargs)

    def __new__(cls, *args: Any, board: str = "", boards: str = "", **kwargs: Any) -> Self:
        if not board or board == cls.board:
            return super().__new__(cls)
        platform = cls.platform()
        if not getattr(platform, "name", ""):
            raise ValueError(f"{cls.name} is the plugin of one board, {cls.board}")
        found = spelled_board(platform.name, board, read_boards(boards or FILE))
        return super().__new__(platform.of(board, **declarations(platform, found)))

    def __init__(self, *, board: str = "", boards: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)

    @classmethod
    def platform(cls) -> type[Self]:
        """The plugin of the platform, that is of no board yet."""
        return next(each for each in cls.__mro__ if not getattr(each, "board", ""))

    @classmethod
    def of(cls, board: str, **declared: Any) -> type[Self]:
        """The plugin of one board. declared: its declarations, its name among them."""
        return type(
            cls.__name__, (cls,), {"board": board, "__module__": cls.__module__, **declared}
        )

    def address_of(self, template: str, key: str = "", at: Any = 0) -> str:
        """An address of this board."""
        return template.format(**self.names, key=quote(key, safe="/%:"), at=at)
