"""`scrapy learn` and `scrapy newsite` with several pages, as they are typed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests import ROOT
from tests.commands.test_read_again import DECLARED, SHARED, SITE, TOWNS, html
from tests.commands.typed import Done, typed

PLUGIN = {"SPIDER_MODULES": "tests.feed.plugins.corner"}
SHARE = "Hear our shops on the radio"
OF_THE_JOB = SHARED[:5]
"""Sentences that every posting has, and that say what the job is and asks for."""


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Fifteen postings that differ in the town, each with a line of furniture in its text."""
    folder = tmp_path_factory.mktemp("saved")
    for number, town in enumerate(TOWNS, 100):
        path, url = folder / f"{number}.html", f"{SITE}/{number}"
        page = html(town, url).replace("</main>", f"<p>{SHARE}</p></main>")
        path.write_text(page, encoding="utf-8")
        path.with_suffix(".meta.json").write_text(json.dumps({"url": url}))
    return folder


def check_proposals(done: Done) -> None:
    assert done.code == 0, done.said
    assert f"15 of 15  {SHARE}\n      for example: {SITE}/100" in done.said
    assert f'lines=(\n            "{SHARE}",\n        ),' in done.said
    assert f'        "{DECLARED}",\n' in done.said
    assert [text for text in OF_THE_JOB if text in done.said] == []
    assert "paste into spiders/corner.py" in done.said


def test_saved_pages_propose_declarations(saved: Path, tmp_path: Path) -> None:
    check_proposals(typed(tmp_path, "learn", "corner", "--pages", str(saved), settings=PLUGIN))


def test_the_last_run_proposes_the_same(saved: Path, tmp_path: Path) -> None:
    crawled = typed(tmp_path, "crawl", "corner", "-a", f"pages={saved}", settings=PLUGIN)
    assert crawled.code == 0, crawled.said
    before = sorted(tmp_path.rglob("*"))
    check_proposals(typed(tmp_path, "learn", "corner", settings=PLUGIN))
    assert sorted(tmp_path.rglob("*")) == before, "learning writes nothing"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("corner",), "corner has no published run in "),
        ((), "Give exactly one site name"),
        (("corner", "--pages", "no/such/folder"), "no such page, folder or list"),
        (("nosuch", "--pages", "."), "there is no site 'nosuch'"),
    ],
)
def test_what_cannot_be_learned_from_is_one_sentence(
    tmp_path: Path, words: tuple[str, ...], says: str
) -> None:
    done = typed(tmp_path, "learn", *words, settings=PLUGIN)
    assert done.code == 64
    assert says in done.said
    assert "Traceback" not in done.said


def test_two_pages_are_too_few(saved: Path, tmp_path: Path) -> None:
    few = tmp_path / "few"
    few.mkdir()
    for name in ("100", "101"):
        (few / f"{name}.html").write_bytes((saved / f"{name}.html").read_bytes())
    done = typed(tmp_path, "learn", "corner", "--pages", str(few), settings=PLUGIN)
    assert (done.code, "found 2 postings; it takes at least 3" in done.said) == (64, True)


def test_newsite_with_several_pages_learns_from_them(saved: Path, tmp_path: Path) -> None:
    pages = [str(saved / f"{number}.html") for number in range(100, 104)]
    command = [sys.executable, "-m", "scrapy", "newsite", "quills", *pages, "--root", str(tmp_path)]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"4 of 4  {SHARE}" in done.stdout
    recorded = tmp_path / "tests" / "sites" / "quills"
    assert sorted(each.name for each in recorded.iterdir()) == ["first", "page2", "page3", "page4"]
