"""The scorer of recorded answers: it crawls them by the command, and counts what is not right."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from bench.quality.platform_answers import cases
from bench.quality.platform_lists import Recorded, bamboohr, list_cases
from bench.quality.platform_truth import crawl, score

TEXT = "<p>You keep the lamps of the harbour burning, with the others of the crew.</p>"
OPENING = {
    "jobOpeningShareUrl": "https://acme.bamboohr.com/careers/71",
    "jobOpeningName": "Lamp Keeper ",
    "employmentStatusLabel": "Full-Time",
    "location": {"city": "Oslo", "addressCountry": "Norway"},
    "description": TEXT,
    "datePosted": "2026-09-01",
    "locationType": "0",
}
ROW: dict[str, Any] = {
    "vendor": "bamboohr",
    "payload": "lamps.json",
    "title": "Lamp Keeper",
    "organization": None,
    "places": [{"city": "Oslo", "region": None, "country": "Norway"}],
    "workplace": "onsite",
    "employment_types": ["full-time"],
    "date_posted": "2026-09-01",
    "valid_through": None,
    "salary": None,
    "identifiers": {"id": "71"},
    "apply_url": "https://acme.bamboohr.com/careers/71",
    "language": None,
    "description_start": "You keep the lamps of the harbour",
    "description_end": "with the others of the crew.",
    "text_cut": False,
}
PAGE = '<meta itemprop="addressCountry" content="NO"><h1><span itemprop="title">{}</span></h1>'
PAGE += "<div itemprop=description>{}</div>"


def folder(root: Path, *rows: dict[str, Any]) -> Path:
    (root / "lamps.json").write_text(json.dumps({"result": {"jobOpening": OPENING}}))
    (root / "porter.html").write_text(
        PAGE.format("Porter", f"<div itemprop=description>{TEXT}</div>")
    )
    (root / "truth.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return root


def test_what_an_answer_says_and_a_crawl_gives_is_right(tmp_path: Path) -> None:
    found = score(folder(tmp_path, ROW))
    assert found == {"bamboohr": {"right": 9}}


def test_what_a_crawl_does_not_give_is_counted(tmp_path: Path) -> None:
    wrong = {**ROW, "date_posted": "2026-09-02", "organization": "Acme", "workplace": None}
    assert score(folder(tmp_path, wrong)) == {
        "bamboohr": {"right": 7, "wrong": 1, "missing": 1, "invented": 1}
    }


def test_a_page_is_served_with_a_list_that_names_it(tmp_path: Path) -> None:
    url = "https://jobs.acme.example/talentcommunity/apply/7100071/"
    porter = {
        **ROW,
        "vendor": "successfactors",
        "payload": "porter.html",
        "title": "Porter",
        "places": [{"city": None, "region": None, "country": "Norway"}],
        **dict.fromkeys(("workplace", "date_posted", "employment_types", "apply_url")),
        "identifiers": {"id": "7100071"},
    }
    (tmp_path / "porter.html").write_text("")
    (case,) = cases(folder(tmp_path, {**porter, "apply_url": url}))
    assert (case.platform, case.board) == ("successfactors", "jobs.acme.example")
    assert score(tmp_path) == {"successfactors": {"right": 5, "missing": 1}}


def test_an_answer_of_a_platform_without_a_plugin_is_left_out(tmp_path: Path) -> None:
    assert list(cases(folder(tmp_path, {**ROW, "vendor": "lamplight"}))) == []


def test_a_list_is_read_to_its_end(tmp_path: Path) -> None:
    rows = [{"id": key, "jobOpeningName": f"Keeper {key}"} for key in ("7", "8", "9")]
    (tmp_path / "lists.json").write_text(json.dumps({"meta": {"totalCount": 50}, "result": rows}))
    answers = Recorded("lists.json", "bamboohr", "acme", bamboohr)
    absent = Recorded("none.json", "bamboohr", "acme", bamboohr)
    ((name, case, count),) = list_cases(tmp_path, (answers, absent))
    assert (name, count, len(crawl(case, withheld=False))) == ("lists.json", 3, 3)


def test_a_page_is_read_where_the_platform_s_list_says_all(tmp_path: Path) -> None:
    stated = {"@type": "JobPosting", "title": "Lamp Keeper", "description": TEXT * 3}
    page = f'<script type="application/ld+json">{json.dumps(stated)}</script>'
    row = {**ROW, "vendor": "breezy", "payload": "page.html", "apply_url": None}
    (tmp_path / "page.html").write_text(f"<html><head>{page}</head></html>")
    (case,) = cases(folder(tmp_path, row))
    assert case.page and [each["title"] for each in crawl(case)] == ["Lamp Keeper"]
