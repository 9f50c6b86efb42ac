"""What `scrapy crawl` closes and withholds, night by night, as it is typed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from crawlers.feed.consume.verify import verify
from tests.commands.test_crawl_and_refresh import Shell
from tests.feed.board import lines
from tests.feed.crawling import pages
from tests.spider.walking import Answer, Asked, Route, served

FORTY = {key: f"Work for two hands, number {key}" for key in range(1, 41)}


@pytest.fixture
def shell(tmp_path: Path) -> Iterator[Shell]:
    with served(pages(FORTY)) as site:
        shell = Shell(tmp_path, site)
        night(shell, 1)
        yield shell


def night(shell: Shell, day: int, *more: str, code: int = 0, **routes: Route | str) -> str:
    """Crawl on a day. routes: what the pages answer instead, by `job_1`, `list_1` or `robots`."""
    shell.site.routes = dict(pages(FORTY))
    for name, route in routes.items():
        kind, _, number = name.partition("_")
        page = "/list" if number == "1" else f"/list?page={number}"
        paths = {"job": f"/jobs/{number}", "list": page, "robots": "/robots.txt"}
        shell.site.routes[paths[kind]] = route
    found, told = shell.run("crawl", "quay", "--as-of", f"2031-01-{day:02}", *more)
    assert found == code, told
    assert verify(shell.folder().path).problems == []
    return " ".join(told.split())


def jobs(count: int, route: Route | str) -> dict[str, Route | str]:
    return {f"job_{key}": route for key in range(1, count + 1)}


def closed(shell: Shell) -> dict[str, str]:
    return {
        key: record["lifecycle"]["closed_reason"]
        for key, record in lines(shell.folder()).items()
        if record["status"] == "closed"
    }


def test_a_night_of_404_closes_nothing_and_a_second_one_does(shell: Shell) -> None:
    told = night(shell, 2, **jobs(8, Answer(status=404)))
    assert "8 posting pages are gone" in told and closed(shell) == {}
    night(shell, 3)
    told = night(shell, 4, **jobs(8, Answer(status=404)))
    assert "8 posting pages are gone" in told and closed(shell) == {}
    told = night(shell, 5, **jobs(8, Answer(status=404)))
    assert "8 closed" in told and set(closed(shell).values()) == {"gone"}


def test_postings_that_lead_to_the_list_close_and_those_that_lead_to_a_login_do_not(
    shell: Shell,
) -> None:
    night(shell, 2, **jobs(3, Answer(status=302, headers={"Location": "/list"})))
    assert closed(shell) == dict.fromkeys("123", "gone")

    def login(asked: Asked) -> Answer:
        back = quote(asked.path, safe="")
        return Answer(status=303, headers={"Location": f"/list?page=2&next={back}"})

    told = night(shell, 3, code=3, **{f"job_{key}": login for key in range(30, 41)})
    assert "were given up" in told and "40" not in closed(shell)


def test_one_broken_page_withholds_nothing(shell: Shell) -> None:
    night(shell, 2, job_7=Answer(status=500))
    told = night(shell, 3, code=3, job_8=Answer(status=500), job_9=Answer(status=500))
    assert "2 of 40 posting pages were given up, over 1%; most often: http_500." in told
    assert closed(shell) == {}


MISSING = "<html><title>Oops</title><body><h1>Oops</h1><p>Page not found.</p></body></html>"


def test_a_page_that_is_found_and_says_that_there_is_none_closes_on_the_second_night(
    shell: Shell,
) -> None:
    told = night(shell, 2, **jobs(2, MISSING))
    assert "2 posting pages are gone" in told and closed(shell) == {}
    night(shell, 3)
    night(shell, 4, **jobs(2, MISSING))
    night(shell, 5, **jobs(2, MISSING))
    assert closed(shell) == dict.fromkeys("12", "gone")


def test_pages_of_nothing_are_no_proof_of_an_empty_list(shell: Shell) -> None:
    for day in (2, 3):
        night(
            shell, day, code=4, list_1="<html><body><p>Jobs</p></body></html>", **jobs(40, MISSING)
        )
    assert closed(shell) == {}


def test_a_few_pages_that_nobody_can_read_withhold_one_night_only(shell: Shell) -> None:
    three, four = (jobs(count, Answer(status=500)) for count in (3, 4))
    told = night(shell, 2, code=3, **three)
    assert "3 of 40 posting pages were given up" in told and "six hours later" in told
    night(shell, 2, code=3, **three)  # repeated at once
    told = night(shell, 3, job_9=pages({9: "Other work"})["/jobs/9"], **three)
    assert "3 posting(s) of the list could not be read" in told
    assert "Other work" in lines(shell.folder())["9"]["description"] and closed(shell) == {}
    night(shell, 4, **three)
    for day in (5, 6):
        night(shell, day, code=3, **four)


def test_a_few_postings_that_are_rejected_withhold_one_night_only(shell: Shell) -> None:
    shown = jobs(3, "<html><body><p>Deadline: soon</p></body></html>")
    assert "rejected" in night(shell, 2, code=3, **shown)
    night(shell, 3, **shown)


def test_a_deadline_that_was_extended_is_asked_for(shell: Shell) -> None:
    def page(day: str) -> str:
        return f"<html><body><h1>Job 1</h1><p>Work</p><p>Deadline: {day}</p></body></html>"

    night(shell, 2, job_1=page("2031-01-03"))
    night(shell, 4, job_1=page("2031-01-09"))
    night(shell, 6, job_1=page("2031-01-09"))
    assert closed(shell) == {}
    night(shell, 10, job_1=Answer(status=500))
    assert closed(shell) == {"1": "deadline"}


def test_no_deadline_closes_while_the_answers_contradict_the_clock(tmp_path: Path) -> None:
    texts = dict.fromkeys(range(1, 6), "Work</p><p>Deadline: 2999-01-01")
    with served(pages(texts)) as site:
        shell = Shell(tmp_path, site)
        assert shell.run("crawl", "quay")[0] == 0
        over = pages(dict.fromkeys(texts, "Work</p><p>Deadline: 2020-01-01"))
        other = {"Date": "Wed, 01 Jan 2020 10:00:00 GMT", "Content-Type": "text/html"}
        site.routes = {path: Answer(text, headers=other) for path, text in over.items()}
        site.routes["/robots.txt"] = Answer("", headers=other)
        assert shell.run("crawl", "quay")[0] == 0 and closed(shell) == {}
        site.routes = dict(over)
        assert shell.run("crawl", "quay")[0] == 0
        assert set(closed(shell).values()) == {"deadline"}


def test_a_landing_page_in_unknown_words_is_withheld_and_accepted_by_the_flag(
    shell: Shell,
) -> None:
    landing = "<html><body><h1>Vellichor</h1><p>Ultracrepidarian gongoozlers.</p></body></html>"
    before = shell.folder().fixed.read_bytes()
    told = night(shell, 2, code=3, **jobs(40, landing))
    assert "same title" in told and "--accept-shrink" in told
    assert shell.folder().fixed.read_bytes() == before
    night(shell, 3, "--accept-shrink", **jobs(40, landing))
    assert lines(shell.folder())["1"]["title"] == "Vellichor"


def robots(*keys: int) -> Answer:
    """Return a robots.txt that forbids the pages of postings."""
    rules = "".join(f"Disallow: /jobs/{key}$\n" for key in keys)
    return Answer(f"User-agent: *\n{rules}", headers={"Content-Type": "text/plain"})


def test_what_robots_forbids_withholds_until_it_is_accepted_once(shell: Shell) -> None:
    third = robots(*range(1, 14))
    for day in (2, 3):
        told = night(shell, day, code=3, robots=third)
        assert "robots.txt now forbids the pages of 13 listed postings" in told
        assert "run once: scrapy crawl quay --accept-shrink" in told
    for day, more in ((4, ["--accept-shrink"]), (5, []), (6, [])):
        other = pages({40: f"Work of day {day}"})["/jobs/40"]
        told = night(shell, day, *more, robots=third, job_40=other)
        assert "robots.txt forbids the pages of 13 listed posting(s)" in told
        assert f"Work of day {day}" in lines(shell.folder())["40"]["description"]
    assert len(lines(shell.folder())) == 40 and closed(shell) == {}

    shorter = re.sub('<a href="/jobs/1">.*?</a>', "", str(pages(FORTY)["/list"]))
    for day in (7, 8):
        night(shell, day, robots=third, list_1=shorter)
    assert closed(shell) == {"1": "absent"}


def test_a_few_pages_that_robots_forbids_withhold_nothing(shell: Shell) -> None:
    told = night(shell, 2, robots=robots(1, 2, 3))
    assert "robots.txt forbids the pages of 3 listed posting(s)" in told and closed(shell) == {}


def test_where_robots_forbids_every_posting_nothing_is_published(shell: Shell) -> None:
    told = night(shell, 2, "--accept-shrink", code=4, robots=robots(*FORTY))
    assert "robots.txt forbids the page of each posting" in told and "remove the site" in told
    assert closed(shell) == {}


def test_a_site_that_forbids_a_third_from_the_start_is_published_without_it(
    tmp_path: Path,
) -> None:
    with served(pages(FORTY)) as site:
        told = night(Shell(tmp_path, site), 1, robots=robots(*range(1, 14)))
    assert "27 open; 27 added." in told and "the pages of 13 listed posting(s)" in told


def test_saved_pages_close_nothing(shell: Shell, tmp_path: Path) -> None:
    saved = tmp_path / "saved"
    saved.mkdir()
    for key in range(1, 36):
        url = f"http://board.example/jobs/{key}"
        (saved / f"{key}.html").write_text(str(pages(FORTY)[f"/jobs/{key}"]))
        (saved / f"{key}.meta.json").write_text(f'{{"url": "{url}"}}')
    for day in (2, 3, 4):
        told = night(shell, day, "-a", f"pages={saved}")
        assert "Saved pages show no list, so no posting was closed." in told
    assert closed(shell) == {}


@pytest.mark.parametrize("command", [["crawl", "quay"], ["refresh", "--all"], ["report"]])
def test_no_folder_of_feeds_is_an_error(tmp_path: Path, command: list[str]) -> None:
    environment = {**os.environ, "JOBWIRE_FEEDS": "", "JOBWIRE_TEST_SITE": "http://127.0.0.1:9"}
    done = subprocess.run(
        [sys.executable, "-m", "scrapy", *command, "-s", "SPIDER_MODULES=tests.feed.plugins.quay"],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 64 and "JOBWIRE_FEEDS is empty" in done.stderr
