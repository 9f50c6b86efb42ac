"""Lists that lose pages without saying so, by the command, two nights running: a feed of the newest
postings, an index that lost a sitemap, numbered pages that repeat others, tokens that lead nowhere.
What is still on the site stays open; what is gone closes."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.commands.in_project import lay_out, run
from tests.spider.walking import Answer, Route, Site, served

HOME = "http://quay.example"
PLUGIN = '''
from crawlers.spider import Healthy, PostingSpider


class QuaySpider(PostingSpider):
    """{shape}"""

    name = "quay"
    home = "http://quay.example"
    posting_url = r"/jobs/(?P<id>\\d+)"
    expect = Healthy(min_postings=3, filled={{"title": 1.0}})
    {declared}
'''
RECORDS = '''
from crawlers.platforms.records.answers import key_of, member, objects
from crawlers.platforms.records.api import ApiSpider
from crawlers.platforms.records.record import headed
from crawlers.spider import Healthy


class QuaySpider(ApiSpider):
    """Each answer names the token of the next one."""

    name = board = "quay"
    home = "http://quay.example"
    list_url = "http://quay.example/api"
    detail_url = "http://quay.example/api/{key}"
    public_url = "http://quay.example/jobs/{key}"
    posting_url = r"/jobs/(?P<id>\\d+)"
    expect = Healthy(min_postings=3, filled={"title": 1.0})

    def read_list(self, answer, at):
        for job in objects(answer, "items"):
            yield from self.card(key_of(job), job)
        if token := member(answer, "next"):
            yield from self.ask_list(f"{self.list_url}?token={token}", token)

    def read_record(self, raw, job):
        raw.key = job.text("id")
        job.say(raw, title="title", location="place")
        return headed("", job.text("text"))
'''
TRADES = ("Cooper", "Dyer", "Fuller", "Glover", "Joiner", "Miller", "Potter")
KEYS = range(1, 26)


def words(key: int) -> tuple[str, str]:
    trade = TRADES[key % len(TRADES)]
    return f"{trade} at yard {key}", f"You work as a {trade.lower()} in yard {key}, in shifts."


def page(key: int) -> str:
    title, text = words(key)
    return (
        f'<html lang="en"><head><title>{title}</title></head><body><h1>{title}</h1>'
        "<dl><dt>Location</dt><dd>Cork, Ireland</dd></dl>"
        f"<h2>What you will do</h2><p>{text}</p></body></html>"
    )


def links(*keys: int) -> str:
    rows = "".join(f'<li><a href="/jobs/{key}">{words(key)[0]}</a></li>' for key in keys)
    pages = "".join(f'<a href="/list?page={number}">{number}</a>' for number in (1, 2, 3))
    return f"<html><body><ul>{rows}</ul><nav>{pages}</nav></body></html>"


def entries(*keys: int) -> str:
    return f"<urlset>{''.join(f'<url><loc>{HOME}/jobs/{key}</loc></url>' for key in keys)}</urlset>"


def index(*names: str) -> str:
    rows = "".join(f"<sitemap><loc>{HOME}/{name}.xml</loc></sitemap>" for name in names)
    return f"<sitemapindex>{rows}</sitemapindex>"


def feed(*keys: int, dated: bool = True) -> str:
    """Return an RSS feed of these postings; the higher the key, the later the day."""
    days = {key: f"<pubDate>2031-01-{key:02}T06:00:00Z</pubDate>" if dated else "" for key in keys}
    items = (f"<item><link>{HOME}/jobs/{key}</link>{days[key]}</item>" for key in keys)
    return f'<rss version="2.0"><channel>{"".join(items)}</channel></rss>'


def answer(*keys: int, after: str = "") -> Answer:
    items = [{"id": str(key), "title": words(key)[0]} for key in keys]
    return Answer(json.dumps({"items": items, "next": after or None}))


def record(key: int) -> Answer:
    title, text = words(key)
    return Answer(json.dumps({"id": str(key), "title": title, "place": "Cork", "text": text}))


def night(project: Path, site: Site, day: int) -> str:
    """Type a crawl; return what it said."""
    at = ("-a", f"origin={site.origin}", "--as-of", f"2031-02-{day:02}")
    done = run(project, "crawl", "quay", *at, impatient=True, JOBWIRE_CONTACT="a@b.example")
    assert done.returncode == 0, done.stderr
    return " ".join(f"{done.stdout} {done.stderr}".split())


def open_keys(project: Path) -> set[int]:
    lines = (project / "feeds/quay.jsonl").read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    return {int(each["id"].partition(":")[2]) for each in records if each["status"] == "open"}


PAGES: dict[str, Route | str] = {f"/jobs/{key}": page(key) for key in KEYS}
NUMBERED = {
    "/list": links(*range(1, 11)),
    "/list?page=1": links(*range(1, 11)),
    "/list?page=2": links(*range(11, 21)),
    "/list?page=3": links(*range(21, 26)),
}
MAPPED = {
    "/sitemap.xml": index("a", "b"),
    "/a.xml": entries(*range(1, 21)),
    "/b.xml": entries(*range(21, 26)),
}
TOKENS = {
    "/api": answer(*range(1, 11), after="b"),
    "/api?token=b": answer(*range(11, 21), after="c"),
    "/api?token=c": answer(*range(21, 26)),
    **{f"/api/{key}": record(key) for key in KEYS},
}
SITES: dict[str, tuple[str, Mapping[str, Any]]] = {
    "numbered": (
        PLUGIN.format(
            shape="Numbered pages.",
            declared=f'list_urls = ("{HOME}/list",); next_page = r"/list\\?page=\\d+$"',
        ),
        NUMBERED,
    ),
    "mapped": (
        PLUGIN.format(
            shape="An index of sitemaps.", declared=f'sitemap_urls = ("{HOME}/sitemap.xml",)'
        ),
        MAPPED,
    ),
    "tokens": (RECORDS, TOKENS),
}


def last_page_repeats(routes: dict[str, Any]) -> None:
    routes["/list?page=3"] = links(*range(11, 21))


def last_page_is_empty(routes: dict[str, Any]) -> None:
    routes["/list?page=3"] = links()


def index_lost_a_sitemap(routes: dict[str, Any]) -> None:
    routes["/sitemap.xml"] = index("a")


def sitemap_is_another(routes: dict[str, Any]) -> None:
    routes["/b.xml"] = routes["/a.xml"]


def token_is_its_own_next(routes: dict[str, Any]) -> None:
    routes["/api?token=b"] = answer(*range(11, 21), after="b")


def token_gives_the_first_page(routes: dict[str, Any]) -> None:
    routes["/api?token=c"] = answer(*range(1, 11), after="b")


def last_answer_is_empty(routes: dict[str, Any]) -> None:
    routes["/api?token=c"] = answer()


FAULTS: dict[Callable[[dict[str, Any]], None], str] = {
    last_page_repeats: "numbered",
    last_page_is_empty: "numbered",
    index_lost_a_sitemap: "mapped",
    sitemap_is_another: "mapped",
    token_is_its_own_next: "tokens",
    token_gives_the_first_page: "tokens",
    last_answer_is_empty: "tokens",
}
FAST = (index_lost_a_sitemap, token_is_its_own_next)


@pytest.mark.parametrize(
    "fault", [pytest.param(f, marks=() if f in FAST else pytest.mark.slow) for f in FAULTS]
)
def test_a_list_that_lost_pages_closes_only_what_is_gone(
    fault: Callable[[dict[str, Any]], None], tmp_path: Path
) -> None:
    plugin, lists = SITES[FAULTS[fault]]
    project = lay_out(tmp_path / "quay", quay=plugin)
    with served({**PAGES, **lists}) as site:
        night(project, site, 1)
        fault(site.routes)
        for path in ("/jobs/24", "/api/24"):
            site.routes[path] = Answer(status=404)
        for day in (2, 3):
            assert "4 known postings are not on the list" in night(project, site, day)
        assert open_keys(project) == {*KEYS} - {24}


def test_a_page_that_gives_another_posting_changes_nothing_in_one_night(tmp_path: Path) -> None:
    plugin, lists = SITES["mapped"]
    project = lay_out(tmp_path / "quay", quay=plugin)
    with served({**PAGES, **lists}) as site:
        night(project, site, 1)
        before = (project / "feeds/quay.jsonl").read_bytes()
        site.routes["/jobs/5"] = page(6)
        said = night(project, site, 12)  # each page is read again
        assert "1 posting pages are gone, closed or another posting's, which looks unusual" in said
        assert (project / "feeds/quay.jsonl").read_bytes() == before


def rss(tmp_path: Path) -> Path:
    declared = f'sitemap_urls = ("{HOME}/jobs.rss",)'
    return lay_out(tmp_path / "quay", quay=PLUGIN.format(shape="RSS.", declared=declared))


def test_what_newer_postings_push_out_of_a_feed_stays_open(tmp_path: Path) -> None:
    project = rss(tmp_path)
    with served({**PAGES, "/jobs.rss": feed(*range(10, 0, -1))}) as site:
        night(project, site, 1)
        site.routes["/jobs/2"] = Answer(status=404)
        for day in (2, 3):
            site.routes["/jobs.rss"] = feed(*(key for key in range(12, 2, -1) if key != 7))
            night(project, site, day)
        # 1 was pushed out; 2, too, and its page is gone; 7 was taken out of the middle
        assert open_keys(project) == {*range(1, 13)} - {2, 7}


@pytest.mark.slow
def test_a_feed_without_dates_proves_no_removal(tmp_path: Path) -> None:
    project = rss(tmp_path)
    with served({**PAGES, "/jobs.rss": feed(*range(10, 0, -1), dated=False)}) as site:
        night(project, site, 1)
        for day in (2, 3):
            site.routes["/jobs.rss"] = feed(*(k for k in range(10, 0, -1) if k != 7), dated=False)
            night(project, site, day)
        assert open_keys(project) == {*range(1, 11)}
        site.routes["/jobs/7"] = Answer(status=410)
        night(project, site, 4)
        assert open_keys(project) == {*range(1, 11)} - {7}
