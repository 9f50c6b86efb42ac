"""`scrapy record` and `scrapy checksites`, typed in a project of one's own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.commands.in_project import lay_out, run
from tests.spider.walking import Site, served

PLUGIN = """\
from crawlers.platforms.html_list import HtmlListSite
from crawlers.spider import Healthy


class ReefSpider(HtmlListSite):
    name = "reef"
    home = "{home}"
    list_urls = ("{home}/jobs",)
    posting_url = r"/jobs/(?P<id>\\d+)"
    expect = Healthy(min_postings=1)
"""
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Diver's Mate | Reef</title>
<link rel="canonical" href="{home}/jobs/7"><body><h1>Diver's Mate</h1>
<p>Location: Hull, United Kingdom</p><h2>What you will do</h2>
<p>You tend the lines of two divers, keep the log of each dive and mind the weather.</p>
<p>You look after the boat, its engine and its lamps, and train those who join us.</p></html>"""
LIST = '<html><body><h1>Jobs</h1><a href="/jobs/7">Diver\'s Mate</a></body></html>'


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with served({"/jobs": LIST, "/jobs/7": PAGE.format(home="")}) as found:
        yield found


@pytest.fixture
def project(tmp_path: Path, site: Site) -> Path:
    folder = lay_out(tmp_path / "yard", reef=PLUGIN.format(home=site.origin))
    (folder / "7.html").write_text(PAGE.format(home=site.origin), encoding="utf-8")
    return folder


def test_a_file_is_kept_with_the_address_that_it_calls_its_own(project: Path, site: Site) -> None:
    done = run(project, "record", "reef", "7.html", "--case", "plain_page")
    assert done.returncode == 0, done.stderr
    case = project / "tests/sites/reef/plain_page"
    assert json.loads((case / "meta.json").read_text())["url"] == f"{site.origin}/jobs/7"
    assert "-m pytest tests/test_sites.py -k reef" in done.stdout
    done = run(project, "checksites", "reef")
    assert (done.returncode, "address" in done.stderr) == (1, False), done
    assert "expected.jsonl is missing" in done.stderr


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("7.html", "--case", "../../up"), "--case ../../up: give letters, digits, hyphens and"),
        (("7.html", "--case", ""), "--case : give letters"),
        (("8.html",), "8.html: there is no such file, and it is no address"),
    ],
)
def test_what_cannot_be_recorded_writes_nothing(
    project: Path, words: tuple[str, ...], says: str
) -> None:
    done = run(project, "record", "reef", *words)
    assert done.returncode == 64 and says in done.stderr, done
    assert not (project / "tests").exists()


def test_settings_of_sites_yaml_count_in_each_command_that_asks_the_site(
    project: Path, site: Site
) -> None:
    for words in (("record", "reef"), ("checksites", "reef", "--live")):
        (project / "sites.yaml").write_text("sites:\n  reef:\n")
        done = run(project, *words, impatient=True)
        assert done.returncode == 1 and "JOBWIRE_PRIVATE_HOSTS" in done.stderr, done
        (project / "sites.yaml").write_text(
            "sites:\n  reef: {settings: {JOBWIRE_PRIVATE_HOSTS: 127.0.0.1}}\n"
        )
        done = run(project, *words, impatient=True)
        assert done.returncode == 0, done
        case = project / "tests/sites/reef/first"
        (case / "expected.jsonl").write_text('{"posting": null, "problems": []}\n')
    done = run(project, "record", "reef", f"{site.origin}/jobs/8", "--case", "b", impatient=True)
    assert done.returncode == 1 and ": the list does not name it" in done.stderr, done
