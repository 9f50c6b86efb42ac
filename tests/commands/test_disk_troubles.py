"""Files that were lost, and a disk that takes no more, as a person meets them: typed, in a project
of one's own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands.in_project import lay_out, run

PLUGIN = """\
from crawlers.platforms.html_list import HtmlListSite
from crawlers.spider import Healthy


class ReefSpider(HtmlListSite):
    name = "reef"
    home = "https://reef.example"
    list_urls = ("https://reef.example/jobs",)
    posting_url = r"/jobs/(?P<id>\\d+)"
    expect = Healthy(min_postings=1)
"""
PAGE = """<!doctype html><html><meta charset="utf-8"><title>Diver's Mate | Reef</title>
<link rel="canonical" href="https://reef.example/jobs/{key}"><body><h1>Diver's Mate</h1>
<p>Location: Hull, United Kingdom</p><h2>Tasks</h2><ul><li>{text}</li></ul></html>"""
CRAWL = ("crawl", "reef", "-a", "pages=pages")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = lay_out(tmp_path / "yard", reef=PLUGIN)
    (folder / "pages").mkdir()
    lines = {7: "You tend the lines of two divers and keep the log of each dive", 8: "Mwa pruzka"}
    for key, text in lines.items():
        (folder / f"pages/{key}.html").write_text(PAGE.format(key=key, text=text))
    return folder


def test_a_feed_whose_pointer_was_lost_does_not_begin_anew(project: Path) -> None:
    assert run(project, *CRAWL, "--as-of", "2031-01-01").returncode == 0
    latest, line = project / "feeds/reef/latest.json", (project / "feeds/reef.jsonl").read_bytes()
    pointer = latest.read_bytes()
    latest.unlink()
    done = run(project, *CRAWL, "--as-of", "2031-01-02")
    assert done.returncode == 3, done
    assert "feeds/reef/latest.json is missing, and feeds/reef/runs has runs" in done.stderr
    assert "Restore feeds/reef/runs and latest.json from a copy" in done.stderr
    latest.write_bytes(pointer)
    assert run(project, *CRAWL, "--as-of", "2031-01-02").returncode == 0
    assert (project / "feeds/reef.jsonl").read_bytes() == line


def test_a_clock_behind_that_of_the_last_run_is_named(project: Path) -> None:
    for day, is_behind in (("2031-01-02", False), ("2031-01-02", False), ("2031-01-01", True)):
        done = run(project, *CRAWL, "--as-of", day)
        assert done.returncode == 0, done
        said = " ".join(done.stdout.split())
        words = (
            "The last run began at 2031-01-02T00:00:00Z, later than this one: look at the clock."
        )
        assert (words in said) == is_behind, said


def test_later_runs_say_why_they_are_named_after_a_clock_that_was_ahead(project: Path) -> None:
    for day in ("2036-01-02", "2031-01-02", "2031-01-03"):
        done = run(project, *CRAWL, "--as-of", day)
        said = " ".join(done.stdout.split())
        assert done.returncode == 0, done
        is_later = "This run is named 20360102T00000" in said and "clock that was ahead" in said
        assert is_later == (day < "2036"), said
    record = json.loads((project / "feeds/reef.jsonl").read_text().splitlines()[0])
    assert record["lifecycle"]["first_seen"] == "2036-01-02T00:00:00Z", "as it was published"


def test_a_run_that_was_killed_before_its_pointer_is_no_lost_feed(project: Path) -> None:
    assert run(project, *CRAWL, "--as-of", "2031-01-01").returncode == 0
    for name in ("latest.json", "stats.json"):
        (project / "feeds/reef" / name).unlink()
    assert run(project, *CRAWL, "--as-of", "2031-01-02").returncode == 0


def test_a_stage_that_cannot_write_stops_the_crawl_and_blames_no_posting(project: Path) -> None:
    """The model that tells rare languages is unpacked into a temporary file."""
    words = " ".join((sys.executable, "-m scrapy", *CRAWL))
    done = subprocess.run(
        ["bash", "-c", f"ulimit -f 60; exec {words}"],
        cwd=project,
        text=True,
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 3, done
    assert "The crawl was stopped: the disk is full." in done.stdout
    assert "Free some disk space, then run it again." in done.stdout
    assert "Fix" not in done.stdout


def test_postings_that_could_not_be_read_are_named_where_the_rest_is_published(
    project: Path,
) -> None:
    (project / "pages/9.html").write_bytes(b"%PDF-1.4 broken")
    done = run(project, *CRAWL)
    assert done.returncode == 0, done
    assert "1 posting(s) of the list could not be read" in done.stdout
    assert "rejects.jsonl" in done.stdout


def test_an_attempt_that_could_not_begin_or_was_killed_is_not_reported_as_published(
    project: Path,
) -> None:
    (project / "sites.yaml").write_text("contact: a@b.example\nsites: {reef: }\n")
    told = ("-s", f"JOBWIRE_METRICS={project}/jobs.prom", "-s", "JOBWIRE_REPORT=report.html")
    failed, plugin = 'jobwire_exit_code{feed="reef"} ', project / "spiders/reef.py"
    assert run(project, *CRAWL).returncode == 0
    store = ("-s", "JOBWIRE_STORE=postgresql://a@127.0.0.1:1/none")
    done = run(project, "refresh", *told, *store)
    assert done.returncode == 3 and "reef  withheld" in done.stdout, done
    assert "0 of 1 site(s) published" in done.stdout, done.stdout
    assert f"{failed}3.0" in (project / "jobs.prom").read_text()
    assert run(project, *CRAWL).returncode == 0
    assert "1 of 1 site(s)" in run(project, "report").stdout
    assert run(project, *CRAWL, *store).returncode == 3
    assert "0 of 1 site(s)" in run(project, "report").stdout
    assert run(project, *CRAWL).returncode == 0
    plugin.write_text(PLUGIN.replace("class Reef", "import os\n\nos._exit(0)\n\n\nclass Reef"))
    done = run(project, "refresh", *told)
    assert done.returncode == 4 and "0 of 1 site(s) published" in done.stdout, done
    assert f"{failed}4.0" in (project / "jobs.prom").read_text()
