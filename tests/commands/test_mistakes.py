"""Slips of the hand, typed: each ends with 64 and one sentence, before any request."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TYPED = {
    "an argument of another name": (
        "crawl jobjob -a page=tests/sites/jobjob",
        "there is no argument page; did you mean pages?",
    ),
    "an argument nobody takes": ("crawl hubmub -a colour=red", "there is no argument colour"),
    "an argument of a board": (
        "crawl greenhouse -a board=acme -a organisation=A",
        "there is no argument organisation; did you mean organization?",
    ),
    "a setting of ours": (
        "crawl jobjob -s JOBWIRE_FEED=x",
        "there is no setting JOBWIRE_FEED; did you mean JOBWIRE_FEEDS?",
    ),
    "a setting of ours that is far off": ("list -s JOBWIRE_HARBOUR_CRANES=1", "docs/settings.md"),
    "a setting of Scrapy": (
        "crawl jobjob -s DOWNLOD_DELAY=3",
        "there is no setting DOWNLOD_DELAY; did you mean DOWNLOAD_DELAY?",
    ),
    "no number": ("refresh --all -s JOBWIRE_JOBS=many", "JOBWIRE_JOBS=many: give a whole number"),
    "too small a number": ("refresh --all -s JOBWIRE_JOBS=0", "a whole number, 1 or more"),
    "an endless number": ("crawl jobjob -s JOBWIRE_PATIENCE=inf", "give a number, 0 or more"),
    "a site that is not there": ("crawl jobjobb", "there is no site 'jobjobb'"),
    "a site to skip": ("refresh --all --skip jobjobb", "there is no site 'jobjobb'"),
    "an option": ("refresh --al1", "--al1"),
    "nothing to refresh": ("refresh", "nothing is crawled: there is no sites.yaml"),
}
IN_THE_ENVIRONMENT = {
    "a name": ({"JOBWIRE_CONTCT": "a@b.example"}, "did you mean JOBWIRE_CONTACT?"),
    "a number": ({"JOBWIRE_PAGE_BUDGET": "plenty"}, "JOBWIRE_PAGE_BUDGET=plenty"),
}


def typed(words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("JOBWIRE_")}
    return subprocess.run(
        [sys.executable, "-m", "scrapy", *words.split()],
        cwd=ROOT,
        env={**kept, **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def one_sentence(done: subprocess.CompletedProcess[str], words: str) -> None:
    said = [line for line in done.stderr.splitlines() if "[scrapy." not in line]
    assert done.returncode == 64, done
    assert words in done.stderr and "Traceback" not in done.stderr, done.stderr
    assert "Spider opened" not in done.stderr, said


@pytest.mark.parametrize(("words", "said"), TYPED.values(), ids=TYPED)
def test_a_slip_is_named_before_any_request(words: str, said: str) -> None:
    one_sentence(typed(words), said)


@pytest.mark.parametrize(
    ("environment", "said"), IN_THE_ENVIRONMENT.values(), ids=IN_THE_ENVIRONMENT
)
def test_a_slip_in_the_environment(environment: dict[str, str], said: str) -> None:
    one_sentence(typed("list", **environment), said)


def test_settings_are_read_from_the_environment() -> None:
    shown = typed("settings --get JOBWIRE_JOBS", JOBWIRE_JOBS="7")
    assert (shown.returncode, shown.stdout.strip()) == (0, "7")
    hosts = typed("settings --getlist JOBWIRE_PRIVATE_HOSTS", JOBWIRE_PRIVATE_HOSTS="a, b")
    assert hosts.stdout.strip() == "['a', 'b']"


def test_a_crawl_says_little_before_it_begins(tmp_path: Path) -> None:
    words = f"crawl jobjob -a pages=tests/sites/jobjob -s JOBWIRE_FEEDS={tmp_path}"
    lines = [line for line in typed(words).stderr.splitlines() if "Spider opened" not in line]
    assert 0 < len(lines) < 25, lines
    asked = typed(f"{words}/debug -s LOG_LEVEL=DEBUG").stderr
    assert "Overridden settings" in asked and "Enabled downloader middlewares" in asked
