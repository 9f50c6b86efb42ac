"""Lists that stay doubtful for several nights: what they leave out stays open while its page is
there, and a person can say that the list is right."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, ClassVar

import pytest

from crawlers.feed.run.outcome import Outcome
from crawlers.spider import Healthy
from tests.feed.crawling import Board, crawl, pages
from tests.spider.walking import Answer, Site, served

KEYS = range(1, 26)
PAGES = pages({key: f"Work for hands, number {key}." for key in KEYS})
LAST = "/list?page=3"
HOME = "http://board.example"
FRAME = '<html><body><a href="/list">Jobs</a>{}</body></html>'
MAP = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</urlset>'
INDEX = "<sitemapindex>{}</sitemapindex>"


class Mapped(Board):
    """The same postings by an index of two sitemaps."""

    name = "mapped"
    list_urls: ClassVar[tuple[str, ...]] = ()
    sitemap_urls = (f"{HOME}/sitemap.xml",)
    expect = Healthy(min_postings=3)


def entries(*keys: int) -> str:
    return MAP.format("".join(f"<url><loc>{HOME}/jobs/{key}</loc></url>" for key in keys))


MAPS = {
    "/sitemap.xml": INDEX.format(
        "".join(f"<sitemap><loc>{HOME}/{name}.xml</loc></sitemap>" for name in "ab")
    ),
    "/a.xml": entries(*range(1, 21)),
    "/b.xml": entries(*range(21, 26)),
}


def night(root: Path, site: Site, day: int, spider: type[Board] = Board, **more: bool) -> Outcome:
    settings = {f"JOBWIRE_{name.upper()}": value for name, value in more.items()}
    return crawl(root, site.origin, f"2031-01-{day:02}T06:00:00Z", spider, settings)


def open_keys(root: Path, name: str = "board") -> set[int]:
    lines = (root / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    return {int(each["id"].partition(":")[2]) for each in records if each["status"] == "open"}


def unknown_words(routes: dict[str, Any]) -> None:
    routes[LAST] = FRAME.format("<h1>Blue herons</h1><p>They stand and they wait.</p>")


def nothing(routes: dict[str, Any]) -> None:
    routes[LAST] = FRAME.format("<ul></ul>")


def no_link_to_it(routes: dict[str, Any]) -> None:
    routes["/list?page=2"] = str(routes["/list?page=2"]).replace(f'href="{LAST}"', "")


@pytest.mark.parametrize("fault", [unknown_words, nothing, no_link_to_it])
def test_what_a_doubtful_list_leaves_out_stays_open_on_every_night(
    fault: Callable[[dict[str, Any]], None], tmp_path: Path
) -> None:
    with served(PAGES) as site:
        night(tmp_path, site, 1)
        fault(site.routes)
        site.routes["/jobs/25"] = Answer(status=410)
        for day in (2, 3, 4):
            outcome = night(tmp_path, site, day)
            assert outcome.verdict == "published" and outcome.source.unlisted == 4
        assert open_keys(tmp_path) == {*KEYS} - {25}
        assert night(tmp_path, site, 5, accept_list=True).source.unlisted == 0
        assert night(tmp_path, site, 6).source.unlisted == 0
        assert open_keys(tmp_path) == {*range(1, 21)}


def empty(routes: dict[str, Any]) -> None:
    routes["/b.xml"] = MAP.format("")


def other(routes: dict[str, Any]) -> None:
    routes["/b.xml"] = Answer(status=302, headers={"Location": "/a.xml"})


def without_address(routes: dict[str, Any]) -> None:
    routes["/b.xml"] = MAP.format("<url><loc/></url>")


@pytest.mark.parametrize("fault", [empty, other, without_address])
def test_what_a_sitemap_that_names_nothing_left_out_stays_open(
    fault: Callable[[dict[str, Any]], None], tmp_path: Path
) -> None:
    routes: Mapping[str, Any] = {**PAGES, **MAPS}
    with served(routes) as site:
        night(tmp_path, site, 1, Mapped)
        fault(site.routes)
        for day in (2, 3, 4):
            assert night(tmp_path, site, day, Mapped).source.unlisted == 5
        assert open_keys(tmp_path, "mapped") == {*KEYS}


def test_a_posting_whose_entry_lost_its_address_stays_open(tmp_path: Path) -> None:
    routes: Mapping[str, Any] = {**PAGES, **MAPS}
    with served(routes) as site:
        night(tmp_path, site, 1, Mapped)
        site.routes["/b.xml"] = entries(*range(21, 25)).replace(
            "</urlset>", "<url><loc/></url></urlset>"
        )
        for day in (2, 3):
            assert night(tmp_path, site, day, Mapped).source.unlisted == 1
        assert open_keys(tmp_path, "mapped") == {*KEYS}


def test_a_sitemap_that_never_named_anything_is_no_news(tmp_path: Path) -> None:
    routes: Mapping[str, Any] = {**PAGES, **MAPS, "/b.xml": MAP.format("")}
    with served(routes) as site:
        night(tmp_path, site, 1, Mapped)
        site.routes["/a.xml"] = entries(*range(1, 20))
        for day in (2, 3):
            assert night(tmp_path, site, day, Mapped).source.unlisted == 0
        assert open_keys(tmp_path, "mapped") == {*range(1, 20)}


def test_a_person_may_say_that_a_text_sitemap_ends_without_a_line_end(tmp_path: Path) -> None:
    text = "\n".join(f"{HOME}/jobs/{key}" for key in KEYS)
    with served({**PAGES, "/sitemap.xml": text}) as site:
        assert night(tmp_path, site, 1, Mapped).verdict == "failed"
        assert night(tmp_path, site, 2, Mapped, accept_list=True).verdict == "published"
        assert night(tmp_path, site, 3, Mapped).verdict == "published"
        site.routes["/sitemap.xml"] = entries(*KEYS)
        night(tmp_path, site, 4, Mapped)
        site.routes["/sitemap.xml"] = text
        assert night(tmp_path, site, 5, Mapped).verdict == "failed"


def test_a_person_may_say_that_a_printed_total_is_wrong(tmp_path: Path) -> None:
    def printing(total: int) -> dict[str, str]:
        said = ("1-10", "11-20", f"21-{total}")
        return {
            path: PAGES[path].replace("<ul>", f"<p>{part} of {total}</p><ul>")
            for path, part in zip(("/list", "/list?page=2", LAST), said, strict=True)
        }

    with served({**PAGES, **printing(25)}) as site:
        night(tmp_path, site, 1)
        site.routes |= printing(90)
        site.routes[LAST] = site.routes[LAST].replace("21-90", "21-25")
        assert night(tmp_path, site, 2).verdict == "withheld"
        assert night(tmp_path, site, 3, accept_list=True).verdict == "published"
