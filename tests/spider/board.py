"""A made-up board, its pages, and a walk over it in the test process."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from crawlers.contract.known import Known
from crawlers.spider import Healthy, PostingSpider
from tests.spider.walking import Answer, Route, Walk, crawl, served

HOME = "https://board.example"


class Board(PostingSpider):
    """A made-up board whose addresses carry number and title."""

    name = "board"
    home = HOME
    allowed_domains = ("board.example",)
    posting_url = r"/jobs/(?P<id>\d+)(?:/(?P<title_slug>[\w-]+))?"
    next_page = r"/jobs\?page=\d+$"
    list_urls = (f"{HOME}/jobs",)
    expect = Healthy(may_be_empty="There are no openings today")


class MappedBoard(Board):
    name = "mapped"
    sitemap_urls = (f"{HOME}/robots.txt",)


def detail(number: int) -> str:
    text = "<p>Bakes bread from four in the morning.</p>"
    return f"<html><body><h1>Baker {number}</h1>{text}</body></html>"


def links(*addresses: str) -> str:
    return "<html><body>" + "".join(f'<a href="{a}">see</a>' for a in addresses) + "</body></html>"


def sitemap(*addresses: str, lastmod: str = "") -> Answer:
    mod = f"<lastmod>{lastmod}</lastmod>" if lastmod else ""
    rows = "".join(f"<url><loc>{a}</loc>{mod}</url>" for a in addresses)
    return Answer(
        '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        f"{rows}</urlset>"
    )


def robots(*sitemaps: str) -> Answer:
    return Answer("User-agent: *\nAllow: /\n" + "".join(f"Sitemap: {s}\n" for s in sitemaps))


def details(*numbers: int) -> dict[str, Route | str]:
    return {f"/jobs/{n}": detail(n) for n in numbers}


def walk(
    routes: Mapping[str, Route | str], spider: type[PostingSpider] = Board, **more: Any
) -> tuple[Walk, list[str]]:
    with served(routes) as site:
        done = crawl(spider, origin=site.origin, **more)
        return done, site.paths()


def knowing(**known: Known) -> Any:
    def prepare(spider: PostingSpider) -> None:
        spider.known = {key.lstrip("_"): value for key, value in known.items()}

    return prepare
