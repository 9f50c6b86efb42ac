"""The report's figures, computed again from the files of the feeds, without the code of the
report."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from lxml import html

from crawlers.report.write import write_report
from tests.report.feeds import NOW, sample

SITES = ("mill", "orchard", "quarry")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample(tmp_path_factory.mktemp("feeds"))


@pytest.fixture(scope="module")
def page(root: Path) -> Any:
    return html.document_fromstring(write_report(root, now=NOW).file.read_text())


def lines(file: Path) -> list[Any]:
    return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []


def runs(root: Path, site: str, where: str = "runs") -> list[Path]:
    """Return the folders of the kept runs, oldest first: their names begin with the instant."""
    return sorted(each for each in (root / site / where).glob("2*") if each.is_dir())


def shown(page: Any, path: str) -> list[str]:
    """Return the text of the elements at a path."""
    return [" ".join(each.text_content().split()) for each in page.xpath(path)]


def row(page: Any, site: str) -> dict[str, str]:
    """Return the line of a site in the overview, by label."""
    (found,) = page.xpath(f"//section[@id='overview']//tr[th/a='{site}']")
    return {
        cell.get("data-label"): cell.text_content().strip()
        for cell in found.xpath("td[@data-label]")
    }


@pytest.mark.parametrize("site", SITES)
def test_open_added_updated_and_closed(root: Path, page: Any, site: str) -> None:
    kept = runs(root, site)
    now = datetime.fromisoformat(NOW)
    recent = Counter[str]()
    for run in kept[1:]:
        at = datetime.strptime(run.name[:16], "%Y%m%dT%H%M%SZ").replace(tzinfo=now.tzinfo)
        if now - at <= timedelta(days=7):
            recent += Counter(change["op"] for change in lines(run / "changes.jsonl"))
    found = row(page, site)
    if not kept:
        assert [found[name] for name in ("Open", "Added", "Updated", "Closed")] == ["–"] * 4
        return
    opened = sum(each["status"] == "open" for each in lines(kept[-1] / "postings.jsonl"))
    assert [int(found[name]) for name in ("Open", "Added", "Updated", "Closed")] == [
        opened,
        recent["add"],
        recent["update"],
        recent["close"],
    ]


def test_totals_are_the_sums_of_the_sites(page: Any) -> None:
    rows = [row(page, site) for site in SITES]
    sums = [
        str(sum(int(each[name]) for each in rows if each[name] != "–"))
        for name in ("Open", "Added", "Updated", "Closed")
    ]
    assert shown(page, "//section[@id='overview']/dl[@class='figures']/div/dd") == sums


@pytest.mark.parametrize("site", ["orchard", "quarry"])
def test_each_run_in_the_table(root: Path, page: Any, site: str) -> None:
    kept = runs(root, site)
    wanted = []
    for number, run in enumerate(kept):
        ops = Counter(change["op"] for change in lines(run / "changes.jsonl"))
        postings = lines(run / "postings.jsonl")
        added = ops["add"] if number else len(postings)
        opened = sum(each["status"] == "open" for each in postings)
        wanted.append([opened, added, ops["update"], ops["close"], ops["reopen"]])
    found = page.xpath(
        f"//section[@id='site-{site}']//table[@class='runs']//tr[td[@class='number']]"
    )
    assert [[int(cell.text) for cell in each.xpath("td")][:5] for each in found] == wanted[::-1]
    withheld = shown(
        page, f"//section[@id='site-{site}']//table[@class='runs']//tr[@class='withheld']"
    )
    assert len(withheld) == len(runs(root, site, "failed"))


@pytest.mark.parametrize("site", ["orchard", "quarry"])
def test_shares_of_filled_fields(root: Path, page: Any, site: str) -> None:
    """Of the last attempt, against the median of the good runs before it; of what is there, not of
    what had been closed."""
    attempts = [*runs(root, site), *runs(root, site, "failed")]
    judged = max(attempts, key=lambda run: run.name)
    earlier = [each for each in runs(root, site) if each.name < judged.name][-5:]

    def share(run: Path, name: str) -> float:
        at = json.loads((run / "manifest.json").read_text())["started_at"]
        ids = {each["id"] for each in lines(run / "sightings.jsonl") if each["last_seen"] == at}
        records = [
            each
            for each in lines(run / "postings.jsonl")
            if each["id"] in ids and each["status"] == "open"
        ]
        return sum(each[name] not in (None, "", [], {}) for each in records) / len(records)

    rows = page.xpath(f"//section[@id='site-{site}']//table[@class='fields']/tbody/tr")
    assert len(rows) > 5
    for each in rows:
        name = each.xpath("th")[0].text.replace(" ", "_")
        now, before = (cell.text for cell in each.xpath("td[@class='number']"))
        assert now == f"{share(judged, name) * 100:.0f} %", name
        shares = [share(run, name) for run in earlier]
        assert before == (f"{median(shares) * 100:.0f} %" if shares else "–"), name
    told = {each.xpath("th")[0].text.replace(" ", "_") for each in rows}
    for name in ("title", "salary", "locations", "valid_through", "openings"):
        assert (name in told) == (share(judged, name) > 0)


@pytest.mark.parametrize("site", ["orchard", "quarry"])
def test_rejects_with_examples_and_tallies_of_the_wire(root: Path, page: Any, site: str) -> None:
    judged = max([*runs(root, site), *runs(root, site, "failed")], key=lambda run: run.name)
    rejects = lines(judged / "rejects.jsonl")
    groups = page.xpath(f"//section[@id='site-{site}']//details[summary/b]")
    assert sum(int(each.xpath("summary/b")[0].text) for each in groups) == len(rejects)
    for each in groups:
        for example in each.xpath("ul/li"):
            assert any(reject["reason"] in example.text_content() for reject in rejects)
    tallies = [
        each
        for each in lines(root / site / "state" / "tallies.jsonl")
        if each["run_id"] == judged.name
    ]
    http = Counter[str]()
    for each in tallies:
        http.update(each["http"])
    table = {
        words[0]: int(words[1])
        for found in page.xpath(
            f"//section[@id='site-{site}']//table[@class='tally'][caption='Answers']//tr"
        )
        if (words := [cell.text_content() for cell in found])
    }
    assert table == dict(http) and table
    requests = shown(
        page,
        f"//section[@id='site-{site}']//table[@class='tally'][caption='In "
        f"all']//tr[th='requests']/td",
    )
    assert requests == [str(sum(each["requests"] for each in tallies))]


def test_postings_over_time(root: Path, page: Any) -> None:
    """The line steps to each run's open postings, between the bounds that stand beside it."""
    (drawn,) = page.xpath("//section[@id='site-orchard']//figure//*[@class='line']/@d")
    heights = [float(each) for each in re.findall(r"[ML][\d.]+ ([\d.]+)", drawn)]
    counts = [
        sum(each["status"] == "open" for each in lines(run / "postings.jsonl"))
        for run in runs(root, "orchard")
    ]
    steps = list(dict.fromkeys(heights))
    top, floor = (
        int(each.text)
        for each in page.xpath(
            "(//section[@id='site-orchard']//figure)[1]//div[@class='plot']/span"
        )
    )
    assert floor < min(counts) <= max(counts) == top
    assert steps == [
        round(100 - (count - floor) / (top - floor) * 94 - 2, 1) for count in dict.fromkeys(counts)
    ]


@pytest.mark.parametrize("site", ["orchard", "quarry"])
def test_each_posting_in_the_browser_is_the_one_of_the_feed(
    root: Path, page: Any, site: str
) -> None:
    index = json.loads(page.get_element_by_id("index").text)
    columns, words = index["postings"]["columns"], index["postings"]["words"]
    for record in lines(root / f"{site}.jsonl"):
        at = columns["id"].index(record["id"])
        assert index["sites"][columns["site"][at]]["name"] == site
        assert columns["title"][at] == record["title"] and columns["open"][at] == (
            record["status"] == "open"
        )
        assert (
            words["employer"][columns["employer"][at]]
            == (record["organization"] or {"name": ""})["name"]
        )
        assert words["grade"][columns["grade"][at]] == ", ".join(
            each["raw"] for each in record["grades"]
        )
        through = record["valid_through"] or {"date": "", "kind": "fixed"}
        assert columns["deadline"][at] == (
            through["date"] or ("" if through["kind"] == "fixed" else through["kind"])
        )
