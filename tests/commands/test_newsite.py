"""The commands that begin, record and check a site."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from crawlers.commands.checksites import check, drift
from crawlers.demo.platforms.greenhouse import Greenhouse
from crawlers.demo.platforms.html_site import HtmlSite
from crawlers.demo.platforms.server import Platform, Served
from crawlers.demo.platforms.taleo import Taleo
from crawlers.extract.answer import Answer
from crawlers.extract.read import read
from crawlers.page import Page
from crawlers.plugins import recorded_pages
from crawlers.plugins.discovery import find_by_name
from crawlers.plugins.plugin_source import posting_url, source
from crawlers.plugins.recognise import board_at, board_in, board_of_page
from crawlers.plugins.recorded_pages import Recording
from crawlers.plugins.sampling import Sample
from crawlers.runs.read_page import PageReader
from crawlers.spider.reading import reader_of
from crawlers.spider.saved_pages import saved_answer
from tests import ROOT

HOME = "https://jobs.kestrelridge.example"


def scrapy(*args: str, root: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "JOBWIRE_FEEDS": str(root / "feeds")}
    command = [
        sys.executable,
        "-m",
        "scrapy",
        *args,
        "--root",
        str(root),
        "-s",
        "DOWNLOAD_DELAY=0",
        "-s",
        "RETRY_TIMES=0",
    ]
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120
    )


def page_of(replica: HtmlSite, key: str = "70113") -> tuple[bytes, str]:
    opening = replica.find(key)
    assert opening
    return replica._page(opening).body, HOME + replica._path(opening)


# --- newsite --------------------------------------------------------------------------------------


def test_a_page_makes_a_plugin_a_recorded_page_and_a_picture_of_what_it_gives(
    tmp_path: Path,
) -> None:
    body, url = page_of(HtmlSite("plain"))
    (tmp_path / "saved.html").write_bytes(body)
    done = scrapy(
        "newsite", "kestrel_ridge", str(tmp_path / "saved.html"), "--url", url, root=tmp_path
    )
    assert done.returncode == 0, done.stderr
    assert re.search(r"title +Lohnbuchhalterin", done.stdout) and re.search(
        r"valid_through +29-Mar-2026", done.stdout
    )
    written = (tmp_path / "spiders" / "kestrel_ridge.py").read_text()
    assert "class KestrelRidgeSpider(HtmlListSite)" in written
    assert r'posting_url = r"/vacancies/(?P<id>\d+)-[\w-]+"' in written
    folder = tmp_path / "tests" / "sites" / "kestrel_ridge" / "first"
    assert (folder / "page.html").read_bytes() == body
    assert json.loads((folder / "meta.json").read_text())["url"] == url
    assert not (folder / "expected.jsonl").exists(), "a person reads it first"
    again = scrapy("newsite", "kestrel_ridge", str(tmp_path / "saved.html"), root=tmp_path)
    assert again.returncode == 64 and "already exists" in again.stderr + again.stdout


@pytest.mark.parametrize("name", ["Acme", "2acme", "acme-jobs", "class", "../acme"])
def test_a_name_that_can_be_no_module_is_refused(tmp_path: Path, name: str) -> None:
    done = scrapy("newsite", name, "nothing.html", root=tmp_path)
    assert done.returncode == 64 and not (tmp_path / "spiders").exists()


@pytest.mark.parametrize(
    ("quirk", "url", "base"),
    [
        ("plain", f"{HOME}/vacancies/1-a", "HtmlListSite"),
        ("jsonld", f"{HOME}/vacancies/1-a", "JsonLdSite"),
        ("jsonld", "https://boards.greenhouse.io/acme/jobs/4001", "Greenhouse"),
        ("plain", "https://acme.taleo.net/careersection/ex/jobdetail.ftl?job=1", "Taleo"),
    ],
)
def test_what_is_written_can_be_run(tmp_path: Path, quirk: str, url: str, base: str) -> None:
    body, _ = page_of(HtmlSite(quirk))
    written = source("birch_works", url, [Page.from_bytes(body, url=url)], board_at(url))
    space: dict[str, object] = {"__name__": "birch_works"}
    exec(written, space)
    plugin = space["BirchWorksSpider"]
    assert isinstance(plugin, type) and base in [each.__name__ for each in plugin.__mro__]
    assert len([line for line in written.splitlines() if line.strip()]) <= 20


def test_a_site_of_which_a_page_has_no_json_ld_is_read_by_its_words() -> None:
    url = f"{HOME}/vacancies/1-a"
    pages = [Page.from_bytes(page_of(HtmlSite(quirk))[0], url=url) for quirk in ("jsonld", "plain")]
    assert "(HtmlListSite)" in source("birch_works", url, pages, None)
    assert "(JsonLdSite)" in source("birch_works", url, pages[:1], None)


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://a.example/jobs/40017-head-baker", "40017"),
        ("https://a.example/job/view?id=47110&lang=en", "47110"),
        ("https://a.example/en/vacancies/head-of-baking/47110/", "47110"),
        ("https://a.example/careers/head-of-cakes", "head-of-cakes"),
        ("https://a.example/stellen/backer-47110.html", "47110"),
        ("https://a.example/Cook-Job~47110", "47110"),
    ],
)
def test_an_address_makes_a_pattern_for_its_like(url: str, key: str) -> None:
    pattern = re.compile(rf"(?:{posting_url(url)})/?(?:[?&#].*)?\Z")
    found = pattern.search(url)
    assert found and found["id"] == key
    assert pattern.search(url.replace(key, "50099")), "and for another posting"


# --- Platforms are recognised ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://boards.greenhouse.io/acme/jobs/123", "greenhouse.acme"),
        ("https://job-boards.eu.greenhouse.io/acme", "greenhouse.eu.acme"),
        ("https://boards.greenhouse.io/embed/job_board?for=acme", "greenhouse.acme"),
        ("https://jobs.lever.co/acme/11-22", "lever.acme"),
        ("https://jobs.eu.lever.co/acme", "lever.eu.acme"),
        ("https://jobs.ashbyhq.com/acme", "ashby.acme"),
        ("https://careers.smartrecruiters.com/Acme", "smartrecruiters.acme"),
        ("https://acme.wd3.myworkdayjobs.com/en-US/Careers/job/x_R1", "workday.acme.wd3-careers"),
        ("https://acme.jobs.personio.de/job/12", "personio.acme.de"),
        ("https://acme.recruitee.com/o/x", "recruitee.acme"),
        ("https://apply.workable.com/acme/j/AB12/", "workable.acme"),
        ("https://acme.teamtailor.com/jobs", "teamtailor.acme.teamtailor.com"),
        (
            "https://e.fa.em2.oraclecloud.com/hcmUI/CandidateExperience/en/sites/CX_1/job/12",
            "oracle_recruiting.e.fa.em2-cx_1",
        ),
        (
            "https://e.fa.ocs.oraclecloud.eu/hcmUI/CandidateExperience/en/sites/Acme-Jobs/job/12",
            "oracle_recruiting.e.fa.ocs.oraclecloud.eu-acme-jobs",
        ),
        (
            "https://e.fa.ocs.oraclecloud26.com/hcmUI/CandidateExperience/en/sites/CX_1",
            "oracle_recruiting.e.fa.ocs.oraclecloud26.com-cx_1",
        ),
        (
            "https://jobs.acme.example/hcmUI/CandidateExperience/en/sites/CX_2/jobs",
            "oracle_recruiting.jobs.acme.example-cx_2",
        ),
        (
            "https://wd3.myworkdaysite.com/en-US/recruiting/acme/Careers/job/x_R1",
            "workday.wd3.myworkdaysite.com-acme-careers",
        ),
        ("https://jobs.smartrecruiters.com/Acme-Lamps/1-keeper", "smartrecruiters.acme-lamps"),
        ("https://jobs.acme.org/careersection/ext/jobdetail.ftl?job=1", "taleo.jobs.acme.org-ext"),
        ("https://www.acme.example/jobs", None),
        ("https://www.recruitee.com/", None),
        ("https://greenhouse.io.acme.example/x", None),
    ],
)
def test_a_platform_is_known_by_its_address(url: str, site: str | None) -> None:
    board = board_at(url)
    assert (board and board.site) == site
    if board:
        platform: Any = find_by_name(board.platform)
        plugin = platform.of(board.board, name=board.site)
        assert plugin.home.startswith("https://") and "{" not in plugin.home


def test_a_platform_is_known_by_what_a_page_embeds() -> None:
    page = (
        '<script src="https://boards.greenhouse.io/embed/job_board/js?for=acme"></script><a '
        'href="https://www.recruitee.com">x</a>'
    )
    board = board_in(page)
    assert board and board.site == "greenhouse.acme"
    assert board_in(page + '<a href="https://jobs.lever.co/birch">') is None, (
        "two boards: which is the site's is a guess"
    )
    assert board_in("<p>no board</p>") is None


RECRUITEE = '<meta property="og:image" content="https://careers.recruiteecdn.com/image/a.png">'
TEAMTAILOR = '<script src="https://assets-aws.teamtailor-cdn.com/assets/careersite.js"></script>'


@pytest.mark.parametrize(
    ("markup", "site"),
    [
        (RECRUITEE, "recruitee.jobs.acme.example"),
        (TEAMTAILOR, "teamtailor.jobs.acme.example"),
        (TEAMTAILOR + '<a href="https://tt.teamtailor.com/x">', "teamtailor.jobs.acme.example"),
        (RECRUITEE + TEAMTAILOR, None),
        ("<h1>We are hiring</h1>", None),
        ('<script src="https://jobs-widget.recruiteecdn.com/widget.js"></script>', None),
        ('<div><script src="https://scripts.teamtailor-cdn.com/widgets/eu/jobs.js">', None),
    ],
)
def test_a_board_on_its_own_host_is_known_by_a_mark_of_the_platform(
    markup: str, site: str | None
) -> None:
    board = board_of_page("https://jobs.acme.example/jobs/7", markup)
    assert (board and board.site) == site
    if board:
        platform: Any = find_by_name(board.platform)
        assert platform.of(board.board, name=board.site).home == "https://jobs.acme.example"


# --- record ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("replica", "site", "ending"),
    [(Greenhouse(), "greenhouse", ".json"), (Taleo(), "taleo", ".html")],
)
def test_a_board_s_record_is_kept_as_it_came(
    tmp_path: Path, replica: Platform, site: str, ending: str
) -> None:
    with Served(replica) as origin:
        board = "kestrel" if site == "greenhouse" else "nowhere"
        done = scrapy("record", site, "--board", board, "--origin", origin, root=tmp_path)
        if site == "taleo":
            assert done.returncode == 64, "no name of a board"
            done = scrapy("record", "nato_taleo", "--origin", origin, "--case", "x", root=tmp_path)
            site = "nato_taleo"
    assert done.returncode == 0, done.stderr + done.stdout
    (page,) = (tmp_path / "tests" / "sites" / site).glob("*/page.*")
    assert page.suffix == ending
    url = json.loads((page.parent / "meta.json").read_text())["url"]
    assert url.startswith(
        "https://boards.greenhouse.io/kestrel/jobs/"
        if site == "greenhouse"
        else "https://nato.taleo.net/"
    )
    raw = read(saved_answer(page, url), reader_of(find_by_name(site), {}))
    assert raw.said["title"] and raw.blocks


def test_a_site_that_gives_no_posting_is_not_recorded(tmp_path: Path) -> None:
    with Served(Greenhouse("maintenance")) as origin:
        done = scrapy(
            "record", "greenhouse", "--board", "kestrel", "--origin", origin, root=tmp_path
        )
    assert done.returncode == 1 and "maintenance" in done.stderr
    assert not (tmp_path / "tests").exists()


def test_a_case_is_not_written_over(tmp_path: Path) -> None:
    recorded_pages.save(tmp_path, "acme", "first", Recording(b"<p>x</p>"))
    with pytest.raises(FileExistsError):
        recorded_pages.save(tmp_path, "acme", "first", Recording(b"<p>y</p>"))


# --- checksites -----------------------------------------------------------------------------------


def test_this_project_s_sites_are_as_they_should_be() -> None:
    names = ["greenhouse", "nato_taleo", "taleo"]
    assert {name: list(check(ROOT, name)) for name in names} == {name: [] for name in names}


def test_what_a_site_lacks_is_said(tmp_path: Path) -> None:
    assert list(check(tmp_path, "nato_taleo")) == [
        "no recorded page: scrapy record nato_taleo URL_OR_FILE"
    ]
    shutil.copytree(
        ROOT / "tests" / "sites" / "nato_taleo", tmp_path / "tests" / "sites" / "nato_taleo"
    )
    (case,) = recorded_pages.cases(tmp_path, "nato_taleo")
    (case / "expected.jsonl").unlink(missing_ok=True)
    (case / "meta.json").write_text('{"url": "https://nato.taleo.net/elsewhere"}')
    assert sorted(
        words.partition(": ")[2].split()[0] for words in check(tmp_path, "nato_taleo")
    ) == [
        "expected.jsonl",
        "posting_url",
    ]
    assert list(check(tmp_path, "nowhere")) == [
        "there is no site 'nowhere'; `scrapy list` names them"
    ]


def test_drift_is_what_all_recorded_pages_fill_and_the_live_one_does_not(tmp_path: Path) -> None:
    from scrapy.utils.project import get_project_settings

    reader = PageReader(get_project_settings().getdict("ITEM_PIPELINES"))
    plugin = find_by_name("greenhouse")
    folder = tmp_path / "tests" / "sites" / "greenhouse" / "first"
    recorded_pages.save(
        tmp_path,
        "greenhouse",
        "first",
        Recording(b"{}", "https://boards.greenhouse.io/kestrel/jobs/1"),
    )
    openings = {opening.id: opening for opening in Greenhouse().listed}
    # the second one has no pay and no deadline
    whole, bare = (Greenhouse()._job(openings[key]) for key in ("70101", "70118"))
    page = Answer(record=whole, address="https://x.example")
    (folder / "expected.jsonl").write_text(
        json.dumps({"posting": reader.read(page, plugin).posting}) + "\n"
    )
    assert list(drift(tmp_path, Sample(plugin, page, url="u"), reader)) == []
    found = list(drift(tmp_path, Sample(plugin, Answer(record=bare), url="u"), reader))
    assert len(found) == 1 and "salary, valid_through" in found[0]
    assert list(drift(tmp_path, Sample(plugin, why=["http_500"]), reader)) == [
        "greenhouse: no posting could be read: http_500"
    ]


def test_a_live_check_asks_for_one_posting(tmp_path: Path) -> None:
    shutil.copytree(
        ROOT / "tests" / "sites" / "nato_taleo", tmp_path / "tests" / "sites" / "nato_taleo"
    )
    replica = Taleo()
    with Served(replica) as origin:
        done = scrapy("checksites", "nato_taleo", "--live", "--origin", origin, root=tmp_path)
    assert (
        done.returncode == 1 and "no longer filled: " in done.stderr and "grades" in done.stderr
    ), done.stderr
    assert len(replica.asked) <= 45
