"""`scrapy record` and `scrapy checksites`, typed in a project of one's own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.commands.in_project import extracted, lay_out, run
from tests.spider.walking import Answer, Site, served

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


HUNGARIAN = """<!doctype html><title>Hűtőgépész</title><h1>Hűtőgépész</h1>
<p>Munkavégzés helye: Győr</p><h2>Feladatok</h2>
<p>Őrzi a hűtőházat, fűti a műhelyt és vezeti a műszakok naplóját egy hatfős csapattal.</p>
<h2>Elvárások</h2><p>Hűtőgépész végzettség és két év gyakorlat egy hasonló üzemben.</p>"""


@pytest.mark.parametrize("command", ["newsite", "record"])
def test_a_recorded_page_reads_as_it_was_sent(tmp_path: Path, command: str) -> None:
    """Its charset stands in the header alone, and a redirect led to it."""
    header = "text/html; charset=windows-1250"
    page = Answer(HUNGARIAN.encode("windows-1250"), headers={"Content-Type": header})
    moved = Answer(status=301, headers={"Location": "/jobs/41-hutogepesz"})
    list_page = '<html><body><a href="/jobs/41-hutogepesz">Hűtőgépész</a></body></html>'
    routes = {"/old/41": moved, "/jobs/41-hutogepesz": page, "/jobs": list_page}
    with served(routes) as site:
        plugin = (
            {"moor": PLUGIN.format(home=site.origin).replace("reef", "moor")}
            if command == "record"
            else {}
        )
        folder = lay_out(tmp_path / "yard", **plugin)
        done = run(folder, command, "moor", f"{site.origin}/old/41", impatient=True)
        assert done.returncode == 0, done
    case = folder / "tests/sites/moor/first"
    meta = json.loads((case / "meta.json").read_text())
    assert (meta["url"], meta["content_type"]) == (f"{site.origin}/jobs/41-hutogepesz", header)
    plugin_text = (folder / "spiders/moor.py").read_text()
    assert command == "record" or r'posting_url = r"/jobs/(?P<id>\d+)-[\w-]+"' in plugin_text
    done = run(folder, "crawl", "moor", "-a", "pages=tests/sites/moor", impatient=True)
    assert done.returncode == 0, done
    (line,) = (folder / "feeds/moor.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["title"] == "Hűtőgépész"
    posting = extracted(folder, "tests/sites/moor/first/page.html")["posting"]
    assert (posting["title"], posting["url"]) == ("Hűtőgépész", meta["url"])
    copied = run(folder, "record", "moor", "tests/sites/moor/first/page.html", "--case", "again")
    assert copied.returncode == 0, copied
    again = json.loads((case.parent / "again/meta.json").read_text())
    assert (again["url"], again["content_type"]) == (meta["url"], header)


def test_a_side_file_that_is_none_is_named(project: Path) -> None:
    (project / "7.meta.json").write_text("{")
    for words in (("extract", "7.html"), ("record", "reef", "7.html"), ("newsite", "a", "7.html")):
        done = run(project, *words)
        assert done.returncode == 64 and "7.meta.json: it is no JSON" in done.stderr, done
