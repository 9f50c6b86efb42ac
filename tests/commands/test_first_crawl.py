"""The first crawl of a new plugin, typed: what it says where the list gives nothing, and a list and
records in JSON, as docs/platforms.md has them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from textwrap import dedent

import pytest

from crawlers.platforms.records import api
from tests.commands.in_project import lay_out, run
from tests.spider.walking import Answer, Site, served

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
            {"/jobs": "<h1>Jobs</h1><p>Our search does not answer.</p>"},
            "jobs",
            'Its page says: "Jobs / Our search does not answer.". It has no links to other pages;',
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
            {"/jobs": LINKS.replace('"/', '"https://jobs.reef.example/')},
            "jobs",
            'Its page says: "Open posts". 2 of its links lead to hosts that allowed_domains does '
            "not name; the longest: https://jobs.reef.example/jobs/41-divers-mate",
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


IMPORTS = """\
from crawlers.platforms.records.answers import key_of, member, objects
from crawlers.platforms.records.api import ApiSpider
from crawlers.platforms.records.record import headed
from crawlers.spider import Healthy


"""
JOBS = [
    {
        "id": f"R{number}",
        "title": "Diver's Mate",
        "closes": "2099-05-01",
        "company": {"name": "Reef Ltd"},
        "place": {"city": "Hull", "country": "GB"},
        "pay": {"least": 2000, "most": 2600, "currency": "GBP", "period": "MONTH"},
        "text": "<h2>Your tasks</h2><p>You tend the lines of two divers.</p>",
    }
    for number in range(1, 13)
]


def test_the_example_of_a_site_with_json_of_its_own_works(tmp_path: Path, site: Site) -> None:
    doc = api.__doc__ or ""
    start = doc.index("    class ReefSpider")
    example = dedent(doc[start : doc.index("\nIt imports")])
    folder = lay_out(
        tmp_path / "yard", reef=IMPORTS + example.replace("https://reef.example", site.origin)
    )
    said = {"Content-Type": "application/json"}
    pages = {f"/api/jobs?from={at}": JOBS[at : at + 5] for at in (0, 5, 10)}
    site.routes = {
        **{
            path: Answer(json.dumps({"total": len(JOBS), "items": jobs}), headers=said)
            for path, jobs in pages.items()
        },
        **{f"/api/jobs/{job['id']}": Answer(json.dumps(job), headers=said) for job in JOBS},
    }
    done = run(folder, "crawl", "reef", *PRIVATE, impatient=True)
    assert done.returncode == 0 and "12 open; 12 added." in done.stdout, done
    line = json.loads((folder / "feeds/reef.jsonl").read_text().splitlines()[0])
    assert (line["title"], line["organization"]["name"]) == ("Diver's Mate", "Reef Ltd")
    assert (line["locations"][0]["city"], line["locations"][0]["country"]) == ("Hull", "GB")
    assert (line["salary"]["min"], line["salary"]["period"]) == ("2000", "month")
    assert line["valid_through"]["date"] == "2099-05-01"
