"""The report as a file: what it says, that it needs no other file, and that the text of a posting
stays text."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from crawlers.feed.format.folder import Folder
from crawlers.feed.run.last_outcome import save_outcome
from crawlers.report import charts, embedding, views
from crawlers.report.figures import age
from crawlers.report.gather import gather
from crawlers.report.page import web_link
from crawlers.report.webhook import verdict
from crawlers.report.write import NoFeeds, line, summary, write_report
from tests import ROOT
from tests.feed.board import Walk, play, posting
from tests.hostile.pages import ESCAPES, OBEYED
from tests.report.feeds import NOW, sample


@pytest.fixture(scope="module")
def feeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample(tmp_path_factory.mktemp("feeds"))


@pytest.fixture(scope="module")
def text(feeds: Path) -> str:
    return write_report(feeds, feeds / "report.html", NOW).file.read_text()


@pytest.fixture(scope="module")
def page(text: str) -> Any:
    return html.document_fromstring(text)


def words(element: Any) -> str:
    return " ".join(" ".join(element.itertext()).split())


def unpacked(page: Any, name: str) -> Any:
    return json.loads(gzip.decompress(base64.b64decode(page.get_element_by_id(f"box-{name}").text)))


def index(page: Any) -> Any:
    return json.loads(page.get_element_by_id("index").text)


# --- What it says


def test_each_site_has_its_verdict_and_its_reasons(page: Any) -> None:
    overview = words(page.get_element_by_id("overview"))
    assert "1 of 3 sites is published" in overview
    assert re.search(
        r"orchard ▲ withheld .* 1 list page\(s\) failed; the first: "
        r"http://orchard.example/list\?page=2 \(http_500\)",
        overview,
    )
    assert re.search(r"mill ✕ failed never", overview)
    assert re.search(r"quarry ● published", overview)
    site = words(page.get_element_by_id("site-orchard"))
    assert (
        "What to do The next run tries again." in site
        and "If the list has moved, fix the plugin of orchard." in site
    )
    assert "28 hours" not in site and "26 hours ago" in site
    mill = words(page.get_element_by_id("site-mill"))
    assert "1 list page(s) failed" in mill and "No posting was found" not in mill


def test_sites_that_failed_come_first_and_say_what_readers_see(page: Any) -> None:
    names = [each.text_content() for each in page.xpath("//table[@class='sites']//th[@scope]")]
    assert names == ["mill", "orchard", "quarry"]
    overview = words(page.get_element_by_id("overview"))
    assert "1 of 3 sites is published; mill failed; orchard is withheld" in overview
    assert "There is no feed yet: readers see nothing of this site." in overview
    served = "Readers still see the run of 4 Mar 2026, 06:00 UTC (26 hours ago): 13 open postings."
    assert served in overview and served in words(page.get_element_by_id("site-orchard"))
    orchard = words(page.get_element_by_id("site-orchard"))
    assert (
        "Last good run, still served" in orchard
        and "4 Listed in the attempt"
        in orchard.replace("Listed in the attempt 4", "4 Listed in the attempt")
    )
    assert "The list itself was not read to its end." in orchard


def test_what_a_page_cannot_say_is_not_missing(page: Any) -> None:
    said = {each["name"]: each["said"] for each in index(page)["fields"]}
    assert said["salary"] and said["workplace"] and said["openings"]
    for name in ("id", "licence", "source_kind", "content_hash", "salary_estimate", "url"):
        assert not said[name], name


@pytest.mark.parametrize(
    ("counts", "bounds"),
    [
        ((411, 422), (406, 422)),  # a change of three in a hundred is seen
        ((2, 10), (0, 10)),
        ((7, 7), (0, 7)),
        ((0, 0), (0, 1)),
        ((9, 10), (8, 10)),
    ],
)
def test_an_axis_begins_where_the_change_is_seen(
    counts: tuple[int, int], bounds: tuple[int, int]
) -> None:
    points = [(f"2026-03-0{day}T00:00:00Z", count) for day, count in enumerate(counts, 1)]
    assert charts.bounds(points) == bounds
    assert ('class="area"' in charts.steps(points, "")) == (bounds[0] == 0)


def test_runs_rejects_and_tallies(page: Any) -> None:
    quarry = words(page.get_element_by_id("site-quarry"))
    assert "Answers 200 15 404 2" in quarry and "robots.txt settled 1" in quarry
    assert "1 rejected: rejected" in words(page.get_element_by_id("site-mill"))
    orchard = words(page.get_element_by_id("site-orchard"))
    assert "4 Mar 2026, 06:00 UTC 13 0 0 1" in orchard
    assert "5 Mar 2026, 06:00 UTC withheld: list pages failed" in orchard


def test_shares_of_fields_stand_beside_those_of_the_runs_before(tmp_path: Path) -> None:
    full = [posting(key, deadline="2026-04-02") for key in range(12)]
    play(tmp_path, "2026-03-02", Walk(full))
    play(
        tmp_path,
        "2026-03-03",
        Walk([each.model_copy(update={"valid_through": None}) for each in full], accept=True),
    )
    view = views.site_view(gather(tmp_path).sites[0], NOW)
    row = next(each for each in view.shares.rows if each.name == "valid through")
    assert (row.now, row.before, row.fell) == ("0 %", "100 %", True)
    assert not next(each for each in view.shares.rows if each.name == "title").fell
    assert "openings" in view.shares.never


def test_all_postings_are_in_it_with_their_provenance(page: Any, feeds: Path) -> None:
    found = index(page)
    columns = found["postings"]["columns"]
    assert len(columns["id"]) == 16 and len(set(map(len, columns.values()))) == 1
    records = {each[0]["id"]: each for each in unpacked(page, "p0")}
    assert list(records) == columns["id"]
    record, how, unread, cut, sighting, history, vacancy = records["orchard:3"]
    assert (
        record["valid_through"]["date"] == "2026-04-09"
        and "description" not in record
        and "openings" not in record
    )
    assert (
        how["title"]["method"] == "selector"
        and unread == [["Colour", "blue"]]
        and cut == [["Share this", "site_line"]]
    )
    assert sighting["fetched_at"] == "2026-03-04T06:00:00Z"
    assert [op for _, op in history] == ["update"]
    assert vacancy is None  # there is no feed of all sites
    row = columns["id"].index("orchard:2")
    assert found["postings"]["words"]["place"][columns["place"][row]] == "Łódź, Poland"


def test_changes_have_paths_and_values_before_and_after(page: Any) -> None:
    orchard = next(site for site in index(page)["sites"] if site["name"] == "orchard")
    second, third = orchard["runs"][1:]
    assert "box" not in orchard["runs"][0]
    changes = {each["id"]: each for each in unpacked(page, second["box"])}
    assert changes["orchard:13"]["op"] == "add"
    values = {path: (before, after) for path, before, after in changes["orchard:4"]["values"]}
    assert [each["min"] for each in values["salary"]] == ["2500", "2900"]
    assert "content_hash" in changes["orchard:4"]["paths"] and "content_hash" not in values
    assert changes["orchard:3"]["text"] == [
        [-1, "Prune the trees of row 3 before the frost ends."],
        [1, "Pick the late pears, number 3."],
    ]
    (closed,) = unpacked(page, third["box"])
    assert (closed["op"], closed["reason"], closed["evidence"]["answer"]) == (
        "close",
        "gone",
        "http_404",
    )


def test_a_run_with_very_many_changes_says_how_many_are_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crawlers.report.changes.MOST", 2)
    play(tmp_path, "2026-03-02", Walk([posting(key) for key in range(5)]))
    changed = [posting(key, text=f"Other work, number {key}.") for key in range(5)]
    play(tmp_path, "2026-03-03", Walk(changed))
    page = html.document_fromstring(write_report(tmp_path, now=NOW).file.read_text())
    assert [(run.get("count"), run.get("more")) for run in index(page)["sites"][0]["runs"]] == [
        (None, None),
        (5, 3),
    ]


def test_the_combined_feed_is_no_site(feeds: Path, tmp_path: Path) -> None:
    one = gather(feeds).sites[1].last
    assert one
    folder = Folder(tmp_path, "all")
    folder.run(one.run_id).mkdir(parents=True)
    (folder.run(one.run_id) / "manifest.json").write_bytes(replace(one, feed="all").text())
    folder.latest.write_text(json.dumps({"run_id": one.run_id}))
    found = gather(tmp_path)
    assert found.combined and found.combined.feed == "all" and not found.sites


# --- It needs no other file, and is safe


def test_it_asks_nobody_and_only_its_own_script_runs(text: str, page: Any) -> None:
    assert not page.xpath("//@src | //link[@rel='stylesheet'] | //iframe | //form[@action]")
    assert not re.search(r"@import|url\(", text)
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert "default-src 'none'" in policy and "unsafe" not in policy
    (script,) = page.xpath("//script[not(@type)]/text()")
    (style,) = page.xpath("//style/text()")
    for inlined in (script, style):
        assert base64.b64encode(hashlib.sha256(inlined.encode()).digest()).decode() in policy
    for sink in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "Function(",
        "srcdoc",
    ):
        assert sink not in script


def test_nothing_a_posting_says_breaks_out(text: str, page: Any, feeds: Path) -> None:
    assert "onerror" in (feeds / "quarry.jsonl").read_text() and "onerror" in text
    kinds = [(each.get("type"), each.get("id") or "") for each in page.iter("script")]
    assert [kind for kind, _ in kinds[:2]] == ["application/json", None]
    assert all(kind == "text/plain" and name.startswith("box-") for kind, name in kinds[2:])
    assert not page.xpath("//img | //svg[@onload]")
    assert not [name for element in page.iter() for name in element.attrib if name.startswith("on")]
    assert {address.partition(":")[0] for address in page.xpath("//a/@href")} - {
        "http",
        "https",
    } == {address for address in page.xpath("//a/@href") if address.startswith("#")}
    block = text[text.index('id="index">') :]
    assert "\u2028" not in block and block.index("</script>") > block.index("Blaster")


def test_data_blocks_escape_what_could_end_them() -> None:
    value = {"a": "</script><!--\u2028\u2029&", "ł": "ł"}
    packed = embedding.data_block(value)
    assert (
        not set("<>&\u2028\u2029") & set(packed) and json.loads(packed) == value and "ł" in packed
    )
    assert json.loads(gzip.decompress(base64.b64decode(embedding.pack(value)))) == value


def test_links_lead_to_the_web_alone(page: Any) -> None:
    for each in page.xpath("//a[starts-with(@href, 'http')]"):
        assert each.get("rel") == "noopener noreferrer nofollow"


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//evil.example",
        "http://[",
        "",
        None,
        " javascript:x",
        "java\nscript:x",
    ],
)
def test_no_link_but_to_the_web(address: str | None) -> None:
    made = web_link(address, "<b>")
    assert "href" not in made and "&lt;b&gt;" in made
    assert 'href="https://a.example/?x=&#34;&gt;"' in web_link('https://a.example/?x=">', "a")


def test_the_same_feeds_give_the_same_bytes(feeds: Path, text: str, tmp_path: Path) -> None:
    assert write_report(feeds, tmp_path / "again.html", NOW).file.read_text() == text


# --- Feeds that are damaged or not there


def test_a_damaged_feed_is_said_and_the_others_are_shown(tmp_path: Path) -> None:
    for name in ("one", "two", "three"):
        play(tmp_path, "2026-03-02", Walk([posting("1", id=f"{name}:1", source=name)]), name)
    Folder(tmp_path, "one").latest.write_text("{")
    two = Folder(tmp_path, "two")
    file = two.run(str(two.latest_id())) / "postings.jsonl"
    file.unlink()
    file.write_bytes(b'{"id":"two:1","title":\n')
    written = write_report(tmp_path, now=NOW)
    assert [(site.name, site.verdict) for site in written.feeds.sites] == [
        ("one", "unreadable"),
        ("three", "published"),
        ("two", "unreadable"),
    ]
    page = html.document_fromstring(written.file.read_text())
    assert index(page)["postings"]["columns"]["id"] == ["three:1"]
    assert "latest.json is damaged" in words(page.get_element_by_id("site-one"))


def test_no_feed_says_what_to_do(tmp_path: Path) -> None:
    for root in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(NoFeeds, match="scrapy crawl SITE"):
            write_report(root, now=NOW)


# --- The terminal


def test_the_summary_fits_eighty_columns_and_names_the_worst_first(
    feeds: Path, tmp_path: Path
) -> None:
    written = write_report(feeds, tmp_path / "report.html", NOW)
    lines = summary(written).splitlines()
    assert max(map(len, lines)) <= 80
    assert [each.split()[0] for each in lines[2:] if not each.startswith(" ")] == [
        "mill",
        "orchard",
        "quarry",
    ]
    assert line(written).startswith(f"{tmp_path}/report.html: 1 of 3 site(s) published")


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (
            ["--feeds", "{feeds}", "--out", "{tmp}/r.html", "--as-of", NOW],
            0,
            "{tmp}/r.html: 1 of 3 site(s) published, ",
        ),
        (["--feeds", "{tmp}/nowhere"], 64, "There is no feed in {tmp}/nowhere."),
        (["--feeds", "{feeds}", "--out", "{tmp}/no/r.html"], 1, "Name another file with --out."),
        (["--as-of", "noon"], 64, "--as-of 'noon': give an instant"),
    ],
    ids=["good", "no feed", "no folder", "no instant"],
)
def test_command(feeds: Path, tmp_path: Path, options: list[str], code: int, said: str) -> None:
    filled = [each.format(feeds=feeds, tmp=tmp_path) for each in options]
    done = subprocess.run(
        [sys.executable, "-m", "scrapy", "report", *filled],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, done.stderr
    assert said.format(tmp=tmp_path) in done.stdout + done.stderr
    assert len((done.stdout + done.stderr).splitlines()) == 1  # no terminal: one line for the log


# --- Drawings and words


@pytest.mark.parametrize(
    ("instant", "words"),
    [
        ("2026-03-05T08:00:00Z", "just now"),
        ("2026-03-05T07:40:00Z", "20 minutes ago"),
        ("2026-03-05T07:00:00Z", "1 hour ago"),
        ("2026-03-04T06:00:00Z", "26 hours ago"),
        ("2026-03-01T08:00:00Z", "4 days ago"),
        ("2026-03-05T08:00:40Z", "just now"),
        ("2026-03-05T09:00:00Z", "in 1 hour (clocks differ)"),
        ("2026-03-09T08:00:00Z", "in 4 days (clocks differ)"),
    ],
)
def test_age(instant: str, words: str) -> None:
    assert age(instant, NOW) == words


def test_a_line_holds_its_count_until_it_changes() -> None:
    drawn = charts.steps(
        [("2026-03-01T00:00:00Z", 0), ("2026-03-02T00:00:00Z", 10), ("2026-03-03T00:00:00Z", 5)],
        "says",
    )
    assert (
        'class="line" d="M0.0 98.0L500.0 98.0L500.0 4.0L1000.0 4.0L1000.0 51.0L1000 51.0"' in drawn
    )
    assert charts.steps([], "") == ""
    assert "&lt;b&gt;" in charts.steps([("2026-03-01T00:00:00Z", 0)], "<b>")


def test_the_report_shows_no_secret_and_nothing_that_hides_or_turns_text(tmp_path: Path) -> None:
    secret = f"https://jobs:hunter2@demo.example/list{ESCAPES}"
    play(tmp_path, "2031-01-01", Walk([posting(key) for key in range(9)]))
    outcome = play(
        tmp_path,
        "2031-01-02",
        Walk(
            unchanged=[str(key) for key in range(8)],
            given_up={"8": f"not_fetched: {secret}"},
            list_failures=[(secret, f"http_500 {ESCAPES}")],
        ),
    )
    save_outcome(Folder(tmp_path, "demo"), outcome)
    text = write_report(tmp_path, tmp_path / "report.html", NOW).file.read_text()
    assert "list page(s) failed" in text and text.count("https://***@demo.example/list") > 1
    assert "hunter2" not in text
    assert OBEYED.search(text) is None
    said = json.dumps(verdict(gather(tmp_path), NOW, 3), ensure_ascii=False)
    assert "hunter2" not in said and "***" in said and OBEYED.search(said) is None
