"""Two invented sites over thirty days: postings come, change, go, come back and run out, and the
sites have their bad days.

`board` has list pages and answers If-None-Match; `small` has a sitemap with lastmod and is honestly
empty for a while. The truth is known, so that every closing can be held against it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any, ClassVar

from crawlers.spider import Healthy
from tests.feed.crawling import Board, pages
from tests.spider.walking import Answer, Asked, Route

DAYS = 30
START = date(2031, 1, 1)
EMPTY = "There are no open positions at the moment."


def day_of(day: int) -> date:
    """The date of a day of the timeline; the first is day 1."""
    return START + timedelta(days=day - 1)


def now(day: int) -> str:
    """When the refresh of a day runs."""
    return f"{day_of(day)}T06:00:00Z"


@dataclass
class Life:
    """One posting. born: its first day on the site. away: days on which it is withdrawn. deadline:
    the last day to apply. edits: days on which its text changes."""

    key: int
    born: int = 1
    away: frozenset[int] = frozenset()
    deadline: int | None = None
    edits: frozenset[int] = frozenset()

    def shown(self, day: int) -> bool:
        return day >= self.born and day not in self.away

    def open(self, day: int) -> bool:
        """Whether it can be applied for on that day."""
        return self.shown(day) and (self.deadline is None or day <= self.deadline)

    def text(self, day: int) -> str:
        edits = sum(edit <= day for edit in self.edits)
        deadline = f"</p><p>Deadline: {day_of(self.deadline)}" if self.deadline else ""
        return f"The work of number {self.key}, told {edits + 1} time(s).{deadline}"

    def changed(self, day: int) -> date:
        return day_of(max([self.born, *(edit for edit in self.edits if edit <= day)]))


@dataclass
class Site:
    """A site's postings, and what is wrong with it on a day: by day, a change to its routes. lame:
    the days on which nothing may be closed, because the list was not whole or the run is
    withheld."""

    lives: dict[int, Life]
    routes_of: Callable[[Site, int], dict[str, Route | str]]
    faults: dict[int, Callable[[dict[str, Any]], None]] = field(default_factory=dict)
    lame: frozenset[int] = frozenset()

    def routes(self, day: int) -> dict[str, Route | str]:
        """What the site answers on a day."""
        routes = self.routes_of(self, day)
        if day in self.faults:
            self.faults[day](routes)
        return routes

    def shown(self, day: int) -> dict[int, Life]:
        return {key: life for key, life in self.lives.items() if life.shown(day)}


# --- The board


def board(seed: int = 7) -> Site:
    """Forty postings and two new ones a day."""
    dice = Random(seed)
    lives: dict[int, Life] = {}
    for key in range(100, 100 + 40 + 2 * DAYS):
        born = 1 if key < 140 else 1 + (key - 138) // 2
        life = lives[key] = Life(key, born)
        kind = dice.random()
        if kind < 0.3:  # withdrawn for good
            life.away = frozenset(range(born + dice.randint(3, 20), 99))
        elif kind < 0.4:  # withdrawn and advertised again
            leaves = born + dice.randint(2, 8)
            life.away = frozenset(range(leaves, leaves + dice.randint(1, 6)))
        elif kind < 0.6:  # runs out, and is taken down some days later
            life.deadline = born + dice.randint(1, 15)
            life.away = frozenset(range(life.deadline + 1 + dice.randint(1, 6), 99))
        if dice.random() < 0.3:
            life.edits = frozenset({born + dice.randint(1, 12)})
    faults = {
        5: _answers("/list?page=2", Answer(status=500)),
        8: _cuts("/list?page=3"),
        12: lambda routes: routes.clear(),
        15: _half_of_the_postings_fail,
        17: _forgets(5, 0),
        18: _forgets(5, 12),
        21: _answers("/list", Answer(drop=True)),
        23: _redesigned,
        26: _cuts("/list?page=2"),
        28: _answers("/list?page=3", Answer(b"<html><bo", headers={"Content-Length": "5000"})),
    }
    return Site(lives, _board_routes, faults, frozenset(faults) - {17, 18})


def _board_routes(site: Site, day: int) -> dict[str, Route | str]:
    shown = site.shown(day)
    plain = pages({key: life.text(day) for key, life in shown.items()}, per_page=12)
    return {
        path: text if path.startswith("/list") else _validated(text) for path, text in plain.items()
    }


def _validated(text: str) -> Route:
    etag = f'"{sum(text.encode())}-{len(text)}-{text.count("2")}"'

    def answer(asked: Asked) -> Answer:
        headers = {"Content-Type": "text/html; charset=utf-8", "ETag": etag}
        return (
            Answer(status=304, headers=headers)
            if asked.headers.get("If-None-Match") == etag
            else Answer(text, headers=headers)
        )

    return answer


def _answers(path: str, answer: Answer) -> Callable[[dict[str, Any]], None]:
    return lambda routes: routes.update({path: answer})


def _cuts(path: str) -> Callable[[dict[str, Any]], None]:
    """The list ends early, without a word."""
    return lambda routes: routes.update({path: "<html><body><ul></ul></body></html>"})


def _half_of_the_postings_fail(routes: dict[str, Any]) -> None:
    for path in [path for path in routes if path.startswith("/jobs/")][::2]:
        routes[path] = Answer(status=500)


def _redesigned(routes: dict[str, Any]) -> None:
    for path in [path for path in routes if path.startswith("/list")]:
        routes[path] = routes[path].replace("/jobs/", "/positions/")


def _forgets(count: int, first: int) -> Callable[[dict[str, Any]], None]:
    """A few postings are missing from the list for one day; too few for the gate to notice."""

    def change(routes: dict[str, Any]) -> None:
        for key in sorted(
            int(path.rpartition("/")[2]) for path in routes if path.startswith("/jobs/")
        )[first : first + count]:
            for path in [path for path in routes if path.startswith("/list")]:
                routes[path] = routes[path].replace(
                    f'<li><a href="/jobs/{key}">Job {key}</a></li>', ""
                )

    return change


# --- The small site


class Small(Board):
    """A small site whose list may honestly be empty."""

    name = "small"
    expect = Healthy(min_postings=2, may_be_empty=EMPTY)


class Dated(Board):
    """A site whose sitemap says when each posting was changed."""

    name = "small"
    list_urls: ClassVar[tuple[str, ...]] = ()
    next_page = ""
    sitemap_urls = ("http://board.example/sitemap.xml",)


def small() -> Site:
    """Six postings; all are withdrawn for some days, and the site says so."""
    lives = {
        key: Life(key, away=frozenset(range(9, 14)), edits=frozenset({4} if key == 3 else {20}))
        for key in range(1, 7)
    }
    lives[7] = Life(7, born=16, away=frozenset(range(22, 99)))
    return Site(lives, _small_routes)


def _small_routes(site: Site, day: int) -> dict[str, Route | str]:
    shown = site.shown(day)
    plain = pages({key: life.text(day) for key, life in shown.items()})
    if not shown:
        plain["/list"] = f"<html><body><p>{EMPTY}</p></body></html>"
    return {
        path: text if path.startswith("/list") else _validated(text) for path, text in plain.items()
    }


def dated() -> Site:
    """The same kind of postings behind a sitemap that says when each was changed."""
    lives = {key: Life(key, edits=frozenset({3 + key % 20})) for key in range(1, 31)}
    return Site(lives, _dated_routes)


def _dated_routes(site: Site, day: int) -> dict[str, Route | str]:
    shown = site.shown(day)
    entries = "".join(
        f"<url><loc>http://board.example/jobs/{key}</loc>"
        f"<lastmod>{life.changed(day)}</lastmod></url>"
        for key, life in shown.items()
    )
    sitemap = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>'
    plain = pages({key: life.text(day) for key, life in shown.items()})
    return {path: _validated(text) for path, text in plain.items() if path.startswith("/jobs/")} | {
        "/sitemap.xml": sitemap
    }
