"""Boards over several days: what the feed makes of openings that come, change and go, and of a
board that cannot be read."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from scrapy.settings import Settings

from crawlers import settings as project
from crawlers.contract.boards import Board, SiteToCrawl, read_boards, site_of, sites
from crawlers.demo.platforms.boards import REPLICAS
from crawlers.demo.platforms.server import Served
from crawlers.demo.printing.replica import Answer
from crawlers.feed.run.outcome import Outcome
from crawlers.plugins.discovery import PluginError, Spiders, find_by_name, spider_modules
from tests import ROOT
from tests.feed.crawling import crawl

STAGES = {
    "ITEM_PIPELINES": Settings({"ITEM_PIPELINES": project.ITEM_PIPELINES}).getdict("ITEM_PIPELINES")
}


def day_of(root: Path, name: str, day: int, *quirks: str) -> Outcome:
    """The crawl of one morning."""
    replica = REPLICAS[name](*quirks, day=day)
    platform: Any = find_by_name(name)
    plugin = platform.of(replica.board_name, name=f"{name}.kestrel")
    with Served(replica) as origin:
        return crawl(root, origin, f"2026-03-{2 + day:02}T09:00:00Z", plugin, STAGES)


def feed(root: Path, name: str) -> dict[str, Any]:
    lines = (root / f"{name}.kestrel.jsonl").read_text(encoding="utf-8").splitlines()
    return {posting["id"].partition(":")[2]: posting for posting in map(json.loads, lines)}


@pytest.mark.parametrize("name", ["greenhouse", "taleo", "workday"])
def test_a_week_of_a_board(tmp_path: Path, name: str) -> None:
    key = "R-70115" if name == "workday" else "70115"
    assert day_of(tmp_path, name, 0).verdict == "published"
    before = feed(tmp_path, name)
    assert len(before) == 30 and {posting["source"] for posting in before.values()} == {
        f"{name}.kestrel"
    }
    assert all(
        posting["source_kind"] == "origin" and posting["status"] == "open"
        for posting in before.values()
    )

    assert day_of(tmp_path, name, 1, "maintenance").verdict == "failed"
    assert day_of(tmp_path, name, 1, "changed").verdict == "failed"
    assert feed(tmp_path, name) == before, "the last good records stay"

    assert day_of(tmp_path, name, 4).verdict == "published"
    assert feed(tmp_path, name)[key]["status"] == "open", "absent for the first time"
    assert len(feed(tmp_path, name)) == 32
    assert day_of(tmp_path, name, 5).verdict == "published"
    assert feed(tmp_path, name)[key]["lifecycle"]["closed_reason"] == "absent"


def test_a_board_that_overstates_its_total_closes_what_is_not_there(tmp_path: Path) -> None:
    """An opening that left the list is asked for by itself; one that no list shows stays."""
    day_of(tmp_path, "taleo", 0)
    assert day_of(tmp_path, "taleo", 4, "long_total", "hidden").verdict == "published"
    after = feed(tmp_path, "taleo")
    assert after["70115"]["lifecycle"]["closed_reason"] == "closed_notice"
    assert [key for key, posting in after.items() if posting["status"] == "closed"] == ["70115"]


def test_an_edit_of_a_whole_board_is_seen_at_once(tmp_path: Path) -> None:
    day_of(tmp_path, "lever", 0)
    before = {key: posting["salary"] for key, posting in feed(tmp_path, "lever").items()}
    day_of(tmp_path, "lever", 4)
    changed = [
        posting
        for key, posting in feed(tmp_path, "lever").items()
        if key in before and posting["salary"] != before[key]
    ]
    assert [(posting["title"], posting["salary"]["max"]) for posting in changed] == [
        ("Metrologist", "110000")
    ]


# --- Boards by name -------------------------------------------------------------------------------


@pytest.fixture
def boards(tmp_path: Path) -> Path:
    path = tmp_path / "boards.yaml"
    path.write_text(
        "greenhouse: {acme: {organization: Acme GmbH, min_postings: 7, date_order: DMY}, birch: }\n"
        "workday: {acme.wd3/Careers: {name: Acme Jobs}}\n"
        "lever: [oak]\n"
    )
    return path


def test_boards_are_sites_of_their_own(boards: Path) -> None:
    assert [board.site for board in read_boards(boards)] == [
        "greenhouse.acme", "greenhouse.birch", "workday.acme-jobs", "lever.oak",
    ]  # fmt: skip
    found = [site.name for site in sites(["hubmub", "greenhouse", "lever"], boards)]
    assert found == [
        "greenhouse.acme",
        "greenhouse.birch",
        "hubmub",
        "lever.oak",
        "workday.acme-jobs",
    ]
    assert sites(["hubmub", "greenhouse"], boards.with_name("none.yaml")) == [SiteToCrawl("hubmub")]


def test_a_board_is_found_by_its_name(boards: Path) -> None:
    loader = Spiders(spider_modules(), str(boards))
    acme: Any = loader.load("greenhouse.acme")
    assert (acme.name, acme.board, acme.expect.min_postings, acme.date_order) == (
        "greenhouse.acme",
        "acme",
        7,
        "DMY",
    )
    assert acme.constants == {"organization": "Acme GmbH"} and acme.expect.filled == {"title": 1.0}
    jobs: Any = loader.load("workday.acme-jobs")
    assert jobs.home == "https://acme.wd3.myworkdayjobs.com" and jobs.board == "acme.wd3/Careers"
    undeclared: Any = loader.of_board(Board("lever", "eu.Birch"))
    assert undeclared.home == "https://api.eu.lever.co" and undeclared.names == {
        "eu": "eu.",
        "board": "Birch",
    }
    assert undeclared.name == "lever.eu.birch"
    assert {"greenhouse.acme", "lever.oak", "greenhouse"} <= set(loader.list())


@pytest.mark.parametrize(
    ("written", "standard"),
    [
        (
            "[We care for tides., 'Note: boats go out.']",
            ("We care for tides.", "Note: boats go out."),
        ),
        ("We care for tides.", ("We care for tides.",)),
    ],
)
def test_standard_text_of_a_board(boards: Path, written: str, standard: tuple[str, ...]) -> None:
    boards.write_text(f"greenhouse: {{acme: {{standard: {written}}}}}\n")
    acme: Any = Spiders(spider_modules(), str(boards)).load("greenhouse.acme")
    assert acme.standard == standard


def test_standard_text_that_is_no_sentence_is_refused(boards: Path) -> None:
    boards.write_text("greenhouse:\n  acme:\n    standard:\n      - Note: boats go out.\n")
    with pytest.raises(PluginError, match="sentence"):
        Spiders(spider_modules(), str(boards)).load("greenhouse.acme")


def test_a_name_that_can_be_no_board_is_refused(boards: Path) -> None:
    loader = Spiders(spider_modules(), str(boards))
    with pytest.raises(PluginError, match="-a board=NAME"):
        loader.load("workday.acme")
    with pytest.raises(ValueError, match="form of a board"):
        loader.of_board(Board("workday", "acme"))


def test_the_arguments_of_a_crawl_name_a_board_too(boards: Path) -> None:
    assert site_of("greenhouse", {"board": "birch"}) == SiteToCrawl(
        "greenhouse.birch", Board("greenhouse", "birch")
    )
    assert site_of("greenhouse.acme", {}, boards) == site_of(
        "greenhouse", {"board": "acme"}, boards
    )
    assert site_of("smartrecruiters", {"board": "AcmeGmbH"}).name == "smartrecruiters.acmegmbh"
    assert site_of("workday", {"board": "acme.wd3/Careers"}).name == "workday.acme.wd3-careers"
    assert site_of("workday", {"board": "acme.wd3/Careers"}, boards).name == "workday.acme-jobs"
    assert site_of("hubmub", {}) == SiteToCrawl("hubmub")
    with pytest.raises(ValueError, match="which board"):
        site_of("greenhouse", {})
    with pytest.raises(ValueError, match="one board only"):
        site_of("greenhouse.acme", {"board": "birch"}, boards)
    plugin = find_by_name("greenhouse")
    made: Any = plugin(board="acme", boards=str(boards))  # type: ignore[call-arg]
    assert (made.name, made.constants) == ("greenhouse.acme", {"organization": "Acme GmbH"})
    assert plugin.name == "greenhouse" and not plugin.constants, "the plugin itself is as it was"


def test_the_words_of_a_site_crawl_it_without_the_file(boards: Path) -> None:
    for site in sites(["hubmub"], boards):
        name, *rest = site.words
        assert (
            site_of(
                name,
                dict(each.split("=", 1) for each in rest if each != "-a"),
                boards.with_name("none.yaml"),
            )
            == site
        )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("greenhouse: {acme: {min_postings: few}}", "min_postings is a number"),
        ("ashby: [Acme, acme]", "'Acme' and 'acme'"),
        ("lever: {oak: {name: One}, elm: {name: one}}", "'oak' and 'elm'"),
        ("greenhouse: {acme: {colour: red}}", "no option 'colour'"),
        ("- acme", "write each platform"),
        ("a: [", "boards.yaml"),
        ("a: b", "write each platform"),
    ],
)
def test_a_file_of_boards_that_is_wrong_says_so(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "boards.yaml"
    path.write_text(text)
    with pytest.raises(ValueError, match=words):
        read_boards(path)


def test_a_name_fits_an_id() -> None:
    assert Board("taleo", "Jobs.Example.org/2?lang=fr").site == "taleo.jobs.example.org-2-lang-fr"


def scrapy(*args: str, root: Path) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "JOBWIRE_FEEDS": str(root / "feeds"),
        "JOBWIRE_BOARDS": str(root / "boards.yaml"),
    }
    command = [
        sys.executable,
        "-m",
        "scrapy",
        *args,
        "-s",
        "DOWNLOAD_DELAY=0",
        "-s",
        "LOG_LEVEL=ERROR",
    ]
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120
    )


def test_a_crawl_of_a_board_has_a_feed_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "boards.yaml").write_text("greenhouse: [kestrel]")
    with Served(REPLICAS["greenhouse"]()) as origin:
        by_argument = scrapy(
            "crawl", "greenhouse", "-a", "board=kestrel", "-a", f"origin={origin}", root=tmp_path
        )
        by_name = scrapy("crawl", "greenhouse.kestrel", "-a", f"origin={origin}", root=tmp_path)
    assert (by_argument.returncode, by_name.returncode) == (0, 0), (
        by_argument.stderr + by_name.stderr
    )
    assert [path.name for path in (tmp_path / "feeds").glob("*.jsonl")] == [
        "greenhouse.kestrel.jsonl"
    ]


def statuses(feed: Path) -> dict[str, str]:
    """By id, whether a posting is open; some are closed by their own deadlines."""
    lines = map(json.loads, feed.read_text(encoding="utf-8").splitlines())
    return {posting["id"]: posting["status"] for posting in lines}


@pytest.mark.parametrize(
    "empty", ['{"jobs": []}', '{"jobs": [], "meta": {}}', '{"jobs": [], "meta": {"total": null}}']
)
def test_two_nights_of_an_empty_answer_close_nothing(tmp_path: Path, empty: str) -> None:
    replica = REPLICAS["greenhouse"]()
    feed = tmp_path / "feeds" / "greenhouse.kestrel.jsonl"
    with Served(replica) as origin:
        nightly = ("crawl", "greenhouse", "-a", "board=kestrel", "-a", f"origin={origin}")
        assert scrapy(*nightly, root=tmp_path).returncode == 0
        good = statuses(feed)
        answer = Answer(200, empty.encode(), "application/json")
        replica.answer = lambda asked: answer  # type: ignore[method-assign]
        for _ in range(2):
            assert scrapy(*nightly, root=tmp_path).returncode != 0
            assert statuses(feed) == good, "the last good records stay"
    assert len(good) == 30 and "open" in good.values()


def test_a_platform_is_no_site_without_a_board(tmp_path: Path, boards: Path) -> None:
    crawl_of_none = scrapy("crawl", "greenhouse", root=tmp_path)
    assert crawl_of_none.returncode == 64 and "which board" in crawl_of_none.stderr
    refresh_of_none = scrapy(
        "refresh", "greenhouse", "-s", f"JOBWIRE_BOARDS={boards}", root=tmp_path
    )
    assert (
        refresh_of_none.returncode == 64
        and "greenhouse.acme, greenhouse.birch" in refresh_of_none.stderr
    )
