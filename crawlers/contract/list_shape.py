"""How a site's list pages look while all is well: what the next run compares its own list pages
with. The manifest of a published run has it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class ListShape:
    """What was normal of the list pages of one run.

    List pages. page_endings: how they end (`</html>`, or the last tag). landed: by the address of a
    list's first page, where its request ended up. notices: the notices (`login_wall`) that pages
    with postings said besides, and the boxes (`box login_wall`) that they had. empty_pages:
    fingerprints of the words of pages that named no posting, such as a last page without any.
    pages: by the address of a list's first page, how many of its pages named postings; repeats: how
    many of those named only postings that others had named.

    Sitemaps. sitemaps: how many of them named postings, each its own. unended_sitemaps: the
    addresses of text sitemaps whose last line does not end. empty_sitemaps: the addresses of those
    that named nothing, or were answered by another one.
    """

    page_endings: tuple[str, ...] = ()
    landed: Mapping[str, str] = field(default_factory=dict)
    notices: tuple[str, ...] = ()
    empty_pages: tuple[str, ...] = ()
    pages: Mapping[str, int] = field(default_factory=dict)
    repeats: Mapping[str, int] = field(default_factory=dict)
    sitemaps: int = 0
    unended_sitemaps: tuple[str, ...] = ()
    empty_sitemaps: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return asdict(self) | {name: list(getattr(self, name)) for name in _LISTS}

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> Self:
        """Return the shape that `as_dict` gave, now or in an earlier version. Raise KeyError or
        TypeError where it is none."""
        said = {**_of_earlier_names(said), **said}
        lists = {name: tuple(map(str, said[name])) for name in _LISTS}
        return cls(
            **lists,
            landed=dict(said["landed"]),
            pages=_counts(said.get("pages", {})),
            repeats=_counts(said.get("repeats", {})),
            sitemaps=int(said.get("sitemaps", 0)),
        )

    def joined(self, other: Self) -> Self:
        """Return the shape of two walks over parts of one list."""
        lists = {
            name: tuple(sorted({*getattr(self, name), *getattr(other, name)})) for name in _LISTS
        }
        return type(self)(
            **lists,
            landed={**self.landed, **other.landed},
            pages={**self.pages, **other.pages},
            repeats={**self.repeats, **other.repeats},
            sitemaps=max(self.sitemaps, other.sitemaps),
        )


_LISTS = ("page_endings", "notices", "empty_pages", "unended_sitemaps", "empty_sitemaps")


def _of_earlier_names(said: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return the lists that earlier versions kept under `ends` and `bare`, where a shape has them:
    addresses of sitemaps and what was said of pages stood in one list."""
    lists = {}
    for earlier, pages, sitemaps in (
        ("ends", "page_endings", "unended_sitemaps"),
        ("bare", "empty_pages", "empty_sitemaps"),
    ):
        if earlier in said:
            lists[pages] = [each for each in said[earlier] if "://" not in each]
            lists[sitemaps] = [each for each in said[earlier] if "://" in each]
    return lists


def _counts(said: Mapping[str, Any]) -> dict[str, int]:
    return {url: int(count) for url, count in said.items()}


@dataclass(frozen=True, slots=True)
class ListBefore:
    """What a walk may hold its list against.

    shape: of the list in the last good run; None where there is nothing to compare with. was_gone:
    in an earlier night the list gave no posting, and the page of each known one was gone.
    was_empty: the last good run was published as empty. accepts_empty: the operator says that an
    empty list is right (`--accept-empty`). accepts_list: the operator says that the list is right
    as it is (`--accept-list`).
    """

    shape: ListShape | None = None
    was_gone: bool = False
    was_empty: bool = False
    accepts_empty: bool = False
    accepts_list: bool = False
