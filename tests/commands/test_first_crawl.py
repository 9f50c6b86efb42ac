"""The first crawl of a new plugin, typed: what it says where the list gives nothing, and a list and
records in JSON, as docs/platforms.md has them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.commands.in_project import lay_out, run
from tests.spider.walking import Site, served

PLUGIN = """\
from crawlers.platforms.{module} import {base}
from crawlers.spider import Healthy


class ReefSpider({base}):
    name = "reef"
    home = "{home}"
    {declared}
    posting_url = r"/{path}/(?P<id>\\d+)-[\\w-]+"
    expect = Healthy(min_postings=1)
"""
LIST = 'list_urls = ("{home}/jobs",)'
LINKS = '<h1>Open posts</h1><a href="/jobs/41-divers-mate">Diver</a><a href="/about">About</a>'
URLSET = "<urlset><url><loc>{home}/jobs/41-divers-mate</loc></url></urlset>"
PRIVATE = ("-s", "JOBWIRE_PRIVATE_HOSTS=127.0.0.1")


@pytest.fixture
def site() -> Iterator[Site]:
    with served({}) as made:
        yield made


@pytest.mark.parametrize(
    ("module", "routes", "path", "says"),
    [
        (
            "html_list",
            {"/jobs": LINKS},
            "work",
            'Its page says: "Open posts". Of its 2 links none fits posting_url; the longest: '
            "{home}/jobs/41-divers-mate",
        ),
        (
            "html_list",
            {"/jobs": '<div id="app">Loading</div>'},
            "jobs",
            'Its page says: "Loading". It has no links to other pages; a list made by a script is '
            "not read.",
        ),
        (
            "html_list",
            {"/jobs": '{"items": [{"id": 41}]}'},
            "jobs",
            "It is JSON: crawlers.platforms.records.api.ApiSpider reads such lists.",
        ),
        (
            "sitemap",
            {"/robots.txt": "Sitemap: {home}/all.xml", "/all.xml": URLSET},
            "work",
            "Of its 1 addresses none fits posting_url; the longest: {home}/jobs/41-divers-mate",
        ),
        (
            "sitemap",
            {"/robots.txt": "User-agent: *\nDisallow: /about"},
            "jobs",
            "Its robots.txt names no sitemap.",
        ),
    ],
)
def test_a_list_that_gives_nothing_says_what_is_there(
    tmp_path: Path, site: Site, module: str, routes: Mapping[str, str], path: str, says: str
) -> None:
    site.routes = {where: text.replace("{home}", site.origin) for where, text in routes.items()}
    base, declared = {"html_list": ("HtmlListSite", LIST), "sitemap": ("SitemapSite", "")}[module]
    declared = declared.format(home=site.origin)
    plugin = PLUGIN.format(module=module, base=base, home=site.origin, declared=declared, path=path)
    folder = lay_out(tmp_path / "yard", reef=plugin)
    done = run(folder, "crawl", "reef", *PRIVATE, impatient=True)
    assert done.returncode == 4, done
    said = " ".join(done.stdout.split())
    assert f"The list names no posting. {says.format(home=site.origin)}" in said, said
    assert "correct sitemap_urls, list_urls and posting_url in the plugin: spiders/reef.py" in said
