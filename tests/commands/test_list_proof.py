"""Lists that are not what they should be, by the command, night after night: nothing that is still
on the site is closed, and the run says what was wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from crawlers.feed.format.folder import Folder
from crawlers.feed.format.manifest import Manifest
from tests.commands.typed import Done, postings_of, typed
from tests.feed.crawling import pages
from tests.spider.walking import Answer, Site, served

KEYS = range(1, 31)
PAGES = pages({key: f"Work for hands, number {key}." for key in KEYS})
LAST = "/list?page=3"
SITE_FRAME = '<html><body><a href="/list">Jobs</a><a href="/about">About us</a>{}</body></html>'
ENDINGS: dict[str, Answer | str] = {
    "login": SITE_FRAME.format("<h1>Please sign in to continue</h1><p>Your name</p>"),
    "captcha": SITE_FRAME.format("<h1>Just a moment</h1><p>Verify you are human</p>"),
    "maintenance": SITE_FRAME.format("<h1>Down for maintenance</h1>"),
    "cut in the middle": PAGES[LAST][: len(PAGES[LAST]) * 2 // 3],
    "redirect to the home page": Answer(status=302, headers={"Location": "/"}),
    "redirect to a login": Answer(status=302, headers={"Location": "/account/login"}),
    "redirect to another list": Answer(status=302, headers={"Location": "/list"}),
}
REASONS = {
    "login": "login_wall",
    "captcha": "captcha",
    "maintenance": "maintenance",
    "cut in the middle": "truncated",
    "redirect to the home page": "redirected_away",
    "redirect to a login": "login_wall",
    "redirect to another list": "redirected_away",
}


def crawl(root: Path, site: Site, day: int, *words: str, name: str = "quay") -> Done:
    """Type `scrapy crawl` for a night."""
    settings = {"SPIDER_MODULES": "tests.feed.plugins.quay,tests.feed.plugins.pier"}
    return typed(
        root,
        *("crawl", name, "--as-of", f"2031-01-{day:02}", *words),
        settings=settings,
        JOBWIRE_TEST_SITE=site.origin,
    )


def withheld(root: Path, name: str = "quay") -> Manifest:
    """Return the manifest of the last run that was withheld."""
    *_, last = Folder(root, name).withheld()
    return last


def open_keys(root: Path, name: str = "quay") -> set[int]:
    records = postings_of(root, name)
    return {int(each["id"].partition(":")[2]) for each in records if each["status"] == "open"}


FAST = ("cut in the middle", "login")
WAYS = [pytest.param(way, marks=() if way in FAST else pytest.mark.slow) for way in ENDINGS]


@pytest.mark.parametrize("way", WAYS)
def test_a_last_page_that_is_another_page_closes_nothing(way: str, tmp_path: Path) -> None:
    home = {"/": SITE_FRAME.format("<h1>Quay</h1>"), "/account/login": str(ENDINGS["login"])}
    with served({**home, **PAGES}) as site:
        assert crawl(tmp_path, site, 1).code == 0
        site.routes[LAST] = ENDINGS[way]
        for day in (2, 3):
            assert crawl(tmp_path, site, day).code == 3
            failed = withheld(tmp_path).sources[0]
            assert [gate.cause for gate in failed.gates if gate.name == "list"] == [REASONS[way]]
            assert not failed.complete
        assert open_keys(tmp_path) == set(KEYS)


def unknown_words(routes: dict[str, Any]) -> None:
    routes[LAST] = SITE_FRAME.format("<h1>Blue herons</h1><p>They stand and they wait.</p>")


def doubled(routes: dict[str, Any]) -> None:
    """Page 2 gives once more what page 1 gave: ten postings were pushed out of sight."""
    routes["/list?page=2"] = routes["/list"].replace("page=2", "page=3")


def short(routes: dict[str, Any]) -> None:
    half = routes["/list?page=2"].split("<li>")
    routes["/list?page=2"] = "<li>".join([*half[:4], half[-1]])


@pytest.mark.parametrize("fault", [unknown_words, doubled, short])
@pytest.mark.slow
def test_postings_that_a_doubtful_list_leaves_out_are_asked_for(
    fault: Callable[[dict[str, Any]], None], tmp_path: Path
) -> None:
    with served(PAGES) as site:
        assert crawl(tmp_path, site, 1).code == 0
        fault(site.routes)
        site.routes["/jobs/25"] = Answer(status=404)
        for day in (2, 3):
            crawl(tmp_path, site, day)
        assert open_keys(tmp_path) in (set(KEYS), set(KEYS) - {25})


def printed(routes: dict[str, Any]) -> None:
    """The list prints how many postings it has, and loses its last page."""
    routes["/list?page=2"] = routes["/list?page=2"].replace('<a href="/list?page=3">Next</a>', "")
    for number, path in enumerate(("/list", "/list?page=2")):
        words = f"<p>Showing {10 * number + 1} to {10 * number + 10} of 30</p>"
        routes[path] = routes[path].replace("</body>", f"{words}</body>")


@pytest.mark.slow
def test_a_list_that_prints_more_than_it_gives_is_a_failure(tmp_path: Path) -> None:
    with served(PAGES) as site:
        assert crawl(tmp_path, site, 1).code == 0
        printed(site.routes)
        for day in (2, 3):
            assert crawl(tmp_path, site, day).code == 3
        causes = [gate.cause for gate in withheld(tmp_path).sources[0].gates if gate.cause]
        assert causes == ["list_ends_early"]
        assert open_keys(tmp_path) == set(KEYS)


# --- Sitemaps -------------------------------------------------------------------------------------


def sitemap(keys: range) -> str:
    rows = "".join(f"<url><loc>http://board.example/jobs/{key}</loc></url>" for key in keys)
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>'


@pytest.mark.slow
def test_a_stray_mark_in_a_sitemap_is_a_failure(tmp_path: Path) -> None:
    with served({**PAGES, "/sitemap.xml": sitemap(KEYS)}) as site:
        assert crawl(tmp_path, site, 1, name="pier").code == 0
        site.routes["/sitemap.xml"] = sitemap(KEYS).replace("jobs/26</loc>", "jobs/26<</loc>")
        for day in (2, 3):
            assert crawl(tmp_path, site, day, name="pier").code == 4
        causes = [gate.cause for gate in withheld(tmp_path, "pier").sources[0].gates]
        assert "broken_xml" in causes
        assert open_keys(tmp_path, "pier") == set(KEYS)


# --- Empty lists ----------------------------------------------------------------------------------

EMPTY = SITE_FRAME.format("<h1>Jobs</h1><p>Come back in spring.</p>")


def test_an_empty_list_is_believed_when_all_postings_are_gone_on_two_nights(
    tmp_path: Path,
) -> None:
    with served(PAGES) as site:
        assert crawl(tmp_path, site, 1).code == 0
        site.routes = {"/list": EMPTY}
        assert crawl(tmp_path, site, 2).code != 0
        assert withheld(tmp_path).sources[0].gone_all
        assert crawl(tmp_path, site, 2).code != 0  # the same night, once more
        assert crawl(tmp_path, site, 3).code == 0
        assert open_keys(tmp_path) == set()
        assert crawl(tmp_path, site, 4).code == 0  # it stays empty
        site.routes = PAGES
        assert crawl(tmp_path, site, 5).code == 0 and open_keys(tmp_path) == set(KEYS)


@pytest.mark.slow
def test_an_empty_list_is_not_believed_while_a_posting_is_there(tmp_path: Path) -> None:
    with served(PAGES) as site:
        assert crawl(tmp_path, site, 1).code == 0
        site.routes = {"/list": EMPTY, "/jobs/7": PAGES["/jobs/7"]}
        for day in (2, 3, 4):
            assert crawl(tmp_path, site, day).code != 0
        assert open_keys(tmp_path) == set(KEYS)


@pytest.mark.slow
def test_a_person_may_say_that_the_list_is_empty(tmp_path: Path) -> None:
    with served(PAGES) as site:
        assert crawl(tmp_path, site, 1).code == 0
        site.routes = {**PAGES, "/list": EMPTY}
        done = crawl(tmp_path, site, 2, "--accept-empty")
        assert done.code == 0 and "Accepted with --accept-empty" in done.said
        folder = Folder(tmp_path, "quay")
        source = folder.manifest(str(folder.latest_id())).sources[0]
        assert source.accepted and source.proof == "accepted" and source.count == 0
        assert crawl(tmp_path, site, 3).code == 0 and open_keys(tmp_path) == set()
