"""The formats that others take, each opened by a reader that is not ours: lxml against a schema,
feedparser, extruct."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from crawlers.feed.consume import as_pages
from crawlers.feed.consume.as_board_xml import write_board_xml
from crawlers.feed.consume.as_pages import page, page_name
from crawlers.feed.consume.exports import CannotExport, export
from crawlers.posting import JobPosting
from crawlers.posting.line import canonical_line, read_line
from tests import ROOT
from tests.feed.board import Walk, play, posting
from tests.feed.consume.test_exports import RICH

BASE = "https://jobs.example.org/board"
NASTY = "</script><script>alert(1)</script>]]> & \x0b\u2028 <b>bold</b>"


def rich(**fields: Any) -> JobPosting:
    """Return a posting with all that the formats take, dated as the feed will have it."""
    made = RICH | {"url": "http://demo.example/jobs/7", "content_hash": "", "lifecycle": {}}
    return JobPosting.model_validate(made | {"valid_through": None} | fields)


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    nasty = posting(3).model_copy(update={"title": NASTY, "url": "javascript:alert(1)"})
    section = {"kind": "other", "heading": NASTY, "blocks": [{"kind": "item", "text": NASTY}]}
    unsafe = posting(4, description_html="<script>alert(1)</script>", sections=[section])
    play(tmp_path, "2031-01-02", Walk([rich(), posting(1), posting(2), nasty, unsafe]))
    play(
        tmp_path,
        "2031-01-03",
        Walk([posting(1, "changed")], unchanged=["3", "4", "7"], gone={"2": "http_410"}),
    )
    return tmp_path / "demo"


def of_schema(path: Path, schema: Path) -> Any:
    """Return a document that lxml finds to be of a schema."""
    found = etree.parse(path)
    etree.XMLSchema(etree.parse(schema)).assertValid(found)
    return found


def test_job_boards_read_the_xml(feed: Path, tmp_path: Path) -> None:
    assert export(feed, tmp_path / "jobs.xml") == 4
    found = of_schema(tmp_path / "jobs.xml", ROOT / "docs" / "job-board.xsd")
    jobs = {each.findtext("referencenumber"): each for each in found.iter("job")}
    assert jobs.keys() == {"demo:1", "demo:3", "demo:4", "demo:7"}  # 2 is closed
    said = {each.tag: each.text for each in jobs["demo:7"]}
    assert (
        said
        | {
            "title": "Cooper",
            "date": "2031-01-02",
            "requisitionid": "C-7",
            "url": "http://demo.example/jobs/7",
            "company": "Barrels & Sons",
            "city": "Bruges",
            "country": "BE",
            "salary": "EUR 3,100.50 a month",
            "jobtype": "fulltime",
            "remotetype": "Fully remote",
            "description": "<h2>The work</h2><p>Make barrels.</p>",
        }
        == said
    )
    assert jobs["demo:3"].find("url") is None  # no address of the web
    assert "alert(1)" in jobs["demo:3"].findtext("title")


def test_the_schema_of_job_boards_refuses_what_is_wrong(tmp_path: Path) -> None:
    write_board_xml([canonical_line(rich())] * 2, tmp_path / "x.xml", "demo")
    with pytest.raises(etree.DocumentInvalid, match="Duplicate key-sequence"):
        of_schema(tmp_path / "x.xml", ROOT / "docs" / "job-board.xsd")


def test_feedparser_reads_the_atom_of_a_filter(feed: Path, tmp_path: Path) -> None:
    feedparser = pytest.importorskip("feedparser")
    assert export(feed, tmp_path / "all.atom") == 4
    found = feedparser.parse((tmp_path / "all.atom").read_bytes())
    assert not found.bozo and found.version == "atom10"
    assert found.entries[0].id == "urn:jobwire:posting:demo%3A1"  # changed last
    assert found.feed.updated == "2031-01-03T00:00:00Z"
    condition = "list_contains(employment_types, 'FULL_TIME')"
    assert export(feed, tmp_path / "full.atom", condition=condition) == 1
    found = feedparser.parse((tmp_path / "full.atom").read_bytes())
    (entry,) = found.entries
    assert (entry.title, entry.link) == ("Cooper", "http://demo.example/jobs/7")
    assert entry.author == "Barrels & Sons" and entry.tags[0].term == "FULL_TIME"
    assert entry.content[0].value == "<h2>The work</h2><p>Make barrels.</p>"
    assert condition in found.feed.title and not found.bozo


def test_extruct_reads_the_pages_that_the_sitemap_names(feed: Path, tmp_path: Path) -> None:
    extruct = pytest.importorskip("extruct")
    folder = tmp_path / "board.pages"
    for _ in range(2):  # a folder that is there is replaced
        assert export(feed, folder, base=f"{BASE}/") == 4
    found = of_schema(folder / "sitemap.xml", Path(__file__).with_name("sitemap.xsd"))
    places = [each.text for each in found.iter("{*}loc")]
    pages = sorted(str(each.relative_to(folder)) for each in folder.rglob("*.html"))
    assert sorted(places) == [f"{BASE}/{name}" for name in pages] and len(places) == 4
    said = {}
    for name in pages:
        text = (folder / name).read_text(encoding="utf-8")
        (data,) = extruct.extract(text, base_url=f"{BASE}/{name}", syntaxes=["json-ld"])["json-ld"]
        said[data["title"]] = data
        assert "<script>alert" not in text
    cooper = said["Cooper"]
    assert (cooper["@type"], cooper["datePosted"]) == ("JobPosting", "2031-01-02")
    assert cooper["hiringOrganization"]["name"] == "Barrels & Sons"
    assert cooper["baseSalary"]["value"]["value"] == 3100.5
    assert cooper["description"] == "<h2>The work</h2><p>Make barrels.</p>"


def test_a_large_sitemap_is_an_index_of_several(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(as_pages, "MOST_ADDRESSES", 3)
    play(tmp_path, "2031-01-02", Walk([posting(key) for key in range(7)]))
    export(tmp_path / "demo", tmp_path / "x.pages", base=BASE)
    schema = Path(__file__).with_name("sitemap.xsd")
    index = of_schema(tmp_path / "x.pages" / "sitemap.xml", schema)
    names = [each.text.rpartition("/")[2] for each in index.iter("{*}loc")]
    assert names == ["sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml"]
    counts = [
        len(list(of_schema(tmp_path / "x.pages" / name, schema).iter("{*}loc"))) for name in names
    ]
    assert counts == [3, 3, 1]


def test_the_page_of_a_posting_has_a_name_of_its_own() -> None:
    names = {page_name(each) for each in ("demo:1/2", "demo:1-2", "demo:../../x", "demo:É")}
    assert len(names) == 4
    assert all(".." not in name and name.count("/") == 2 for name in names)


def test_a_page_shows_no_address_that_is_not_of_the_web() -> None:
    line = canonical_line(posting(3).model_copy(update={"url": "javascript:alert(1)"}))
    assert "<a " not in page(read_line(line), line)


def test_a_sitemap_needs_an_address(feed: Path, tmp_path: Path) -> None:
    with pytest.raises(CannotExport, match="--base"):
        export(feed, tmp_path / "x.pages")


def test_what_a_person_types(feed: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "crawlers.feed", "export", str(feed), str(tmp_path / "a.atom"),
         "--where", "status = 'closed'"],
        cwd=ROOT, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "") and "0 posting(s)" in " ".join(
        done.stdout.split()
    )
