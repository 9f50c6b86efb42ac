"""The report shows a vacancy once in its list, and its members side by side."""

from __future__ import annotations

import base64
import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from crawlers.posting.parts.when import When
from crawlers.report.write import write_report
from tests.vacancies.test_in_the_feed import job, publish

NOW = "2031-01-02T08:00:00Z"


def deadline(day: str) -> When:
    return When(raw=day, date=day, precision="day", latest=f"{day}T23:59:59Z")


@pytest.fixture(scope="module")
def feeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("feeds")
    publish(
        root,
        "2031-01-01",
        north=[job("north", "1", valid_through=deadline("2031-02-01"))],
        south=[
            job("south", "9", source_kind="aggregator", valid_through=deadline("2031-02-05")),
            job("south", "8", title="Crane Driver", identifiers=[]),
        ],
    )
    return root


def page_of(root: Path) -> tuple[Any, dict[str, Any]]:
    page = html.document_fromstring(write_report(root, root / "report.html", NOW).file.read_text())
    return page, json.loads(page.get_element_by_id("index").text)["postings"]["columns"]


def test_a_vacancy_has_its_members_and_conflicts(feeds: Path) -> None:
    page, columns = page_of(feeds)
    rows = {name: row for row, name in enumerate(columns["id"])}
    north, south, crane = (rows[name] for name in ("north:1", "south:9", "south:8"))
    assert columns["vacancy"][north] == columns["vacancy"][south] >= 0 > columns["vacancy"][crane]
    assert [columns["sources"][row] for row in (north, south, crane)] == [2, 2, 1]
    assert [columns["rank"][row] for row in (north, south)] == [0, 1]
    box = page.get_element_by_id("box-p0").text
    vacancy = json.loads(gzip.decompress(base64.b64decode(box)))[south][-1]
    assert [each["posting"] for each in vacancy["members"]] == ["north:1", "south:9"]
    (conflict,) = [each for each in vacancy["conflicts"] if each["field"] == "valid_through"]
    assert {each["date"] for each in conflict["values"].values()} == {"2031-02-01", "2031-02-05"}


def test_the_report_says_why_there_are_no_vacancies(tmp_path: Path) -> None:
    # a folder where the state of linking should stand
    (tmp_path / "all" / "state" / "vacancies.duckdb" / "x").mkdir(parents=True)
    publish(tmp_path, "2031-01-01", north=[job("north", "1")], south=[job("south", "9")])
    page, columns = page_of(tmp_path)
    overview = " ".join(page.get_element_by_id("overview").text_content().split())
    assert "No vacancies: linking failed (" in overview
    assert set(columns["vacancy"]) == {-1}


@pytest.mark.slow
@pytest.mark.browser
def test_the_list_shows_it_once_and_its_page_side_by_side(chromium: Any, feeds: Path) -> None:
    write_report(feeds, feeds / "report.html", NOW)
    page = chromium.new_context().new_page()
    page.goto(f"file://{feeds / 'report.html'}#/postings")
    assert sorted(page.locator("#list .row b").all_inner_texts()) == [
        "Crane Driver",
        "Harbour Pilot",
    ]
    page.locator("#list .row", has_text="2 sources").click()
    table = page.locator("#detail .members")
    table.wait_for()
    assert "differs" in table.inner_text() and "south:9" in table.inner_text()
    assert table.locator("tr.conflict", has_text="valid through").locator("td").count() == 2
    table.locator("a", has_text="south:9").click()
    page.locator("#detail .members b", has_text="south:9").wait_for()
    assert page.locator("#list .row.chosen b").all_inner_texts() == ["Harbour Pilot"]
    page.locator("#more summary").click() if not page.locator("[name=every]").is_visible() else None
    page.check("[name=every]")
    assert len(page.locator("#list .row b").all_inner_texts()) == 3
