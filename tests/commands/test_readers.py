"""The same bytes with and without processes that read, as people type it; a page that harms its
reader costs itself."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from crawlers.demo.platforms.boards import REPLICAS
from tests import ROOT
from tests.commands.test_crawl_every_source import NIGHTS, OWN, served
from tests.commands.typed import Done, manifest_of, typed

SLOW = pytest.mark.slow
"""All sources are crawled in `make test` without readers; these are one of each kind."""
QUICK = {"jobjob", "teamtailor", "greenhouse"}
SOURCES = [*sorted(REPLICAS), *OWN, "nato_taleo"]

_PLUGIN = '''
import os, signal, sys, time
from crawlers.spider import Healthy, PostingSpider

class WharfSpider(PostingSpider):
    """An invented employer."""
    name = "wharf"
    home = "http://wharf.example"
    allowed_domains = ("wharf.example",)
    posting_url = r"/jobs/(?P<id>\\d+)"
    list_urls = ("http://wharf.example/jobs",)
    source_kind = "origin"
    expect = Healthy(min_postings=1)

    def posting(self, page):
        words = page.head_title or ""
        if "poison" in words:
            os.kill(os.getpid(), signal.SIGKILL)
        if "broken" in words:
            raise LookupError("no berth")
        return super().posting(page)

    def closed(self, reason):
        self.logger.info("This process reads: %s", "crawlers.extract.read" in sys.modules)
'''

_STAGE = """
class OpenBooks:
    def open_spider(self):
        pass

    def process_item(self, item):
        return item
"""

_PAGE = (
    "<html><head><title>{title}</title></head><body><main><h1>{title}</h1><p>The wharf looks for "
    "hands for berth {number}.</p><h2>Your tasks</h2><ul><li>Keep berth {number} in order</li>"
    "<li>Write down what comes and goes</li></ul></main></body></html>"
)


def _published(feeds: Path) -> dict[str, str]:
    """By path, the digest of all that is published."""
    return {
        str(path.relative_to(feeds)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(feeds.rglob("*"))
        if path.is_file() and "state" not in path.relative_to(feeds).parts
    }


@pytest.mark.parametrize(
    "source", [pytest.param(each, marks=() if each in QUICK else SLOW) for each in SOURCES]
)
def test_a_source_has_the_same_bytes_with_any_number_of_readers(
    tmp_path: Path, source: str
) -> None:
    found = {}
    with served(source) as (origin, words, _):
        for readers in ("0", "3"):
            feeds = tmp_path / readers
            typed_words = (*words, "-a", f"origin={origin}", "--as-of", NIGHTS[0])
            done = typed(feeds, "crawl", *typed_words, settings={"JOBWIRE_READERS": readers})
            assert done.code == 0, done.said
            found[readers] = _published(feeds)
    assert found["0"] == found["3"] and len(found["0"]) > 5


def _saved(tmp_path: Path, titles: list[str]) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    for number, title in enumerate(titles):
        (folder / f"{number}.html").write_text(_PAGE.format(title=title, number=number))
        meta = {"url": f"http://wharf.example/jobs/{number}"}
        (folder / f"{number}.meta.json").write_text(json.dumps(meta))
    package = tmp_path / "wharves"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "wharf.py").write_text(_PLUGIN)
    (package / "books.py").write_text(_STAGE)
    return folder


def _crawl(tmp_path: Path, feeds: Path, readers: int, **settings: str) -> Done:
    return typed(
        feeds,
        *("crawl", "wharf", "-a", f"pages={tmp_path / 'pages'}", "--as-of", NIGHTS[0]),
        settings={
            "SPIDER_MODULES": "wharves.wharf",
            "JOBWIRE_READERS": str(readers),
            **settings,
        },
        PYTHONPATH=str(tmp_path),
    )


def test_saved_pages_have_the_same_bytes_with_any_number_of_readers(tmp_path: Path) -> None:
    _saved(tmp_path, [f"Porter {number}" for number in range(40)])
    found = []
    for readers in (0, 1, 3):
        feeds = tmp_path / str(readers)
        done = _crawl(tmp_path, feeds, readers)
        assert done.code == 0 and "40 open" in done.said, done.said
        found.append(_published(feeds))
    assert found[0] == found[1] == found[2]


def test_a_page_that_kills_its_reader_costs_itself(tmp_path: Path) -> None:
    titles = [f"Porter {number}" for number in range(120)]
    titles[7] = "Porter, poison"
    _saved(tmp_path, titles)
    done = _crawl(tmp_path, tmp_path / "feeds", 2)
    assert done.code == 0 and "119 open" in done.said, done.said
    source = manifest_of(tmp_path / "feeds", "wharf").sources[0]
    assert (source.listed, source.count, source.given_up) == (120, 119, 1)


def test_a_defect_of_a_plugin_is_the_same_with_and_without_readers(tmp_path: Path) -> None:
    _saved(tmp_path, ["broken", *(f"Porter {number}" for number in range(20))])
    said = [_crawl(tmp_path, tmp_path / str(each), each, LOG_LEVEL="INFO").said for each in (0, 2)]
    for words in said:
        assert "Posting given up: 0 (error_LookupError)" in words and "no berth" in words
    assert "Pages are read by 2 processes" in said[1] and "processes" not in said[0]


def test_a_stage_that_works_for_a_whole_crawl_keeps_the_reading_here(tmp_path: Path) -> None:
    _saved(tmp_path, [f"Porter {number}" for number in range(3)])
    stages = {"wharves.books.OpenBooks": 50, "pipelines.build_posting.BuildPosting": 900}
    settings = {"ITEM_PIPELINES": json.dumps(stages), "LOG_LEVEL": "WARNING"}
    said = _crawl(tmp_path, tmp_path / "feeds", 2, **settings).said
    assert "All pages are read in this process: the stage OpenBooks has open_spider" in said


def test_a_crawl_with_readers_does_not_load_what_reads(tmp_path: Path) -> None:
    _saved(tmp_path, ["Porter"])
    for readers, reads in ((0, True), (2, False)):
        done = _crawl(tmp_path, tmp_path / str(readers), readers, LOG_LEVEL="INFO")
        assert f"This process reads: {reads}" in done.said, done.said


def test_extract_prints_the_same_lines_with_any_number_of_readers(tmp_path: Path) -> None:
    pages = [
        path
        for path in sorted((ROOT / "tests" / "sites").glob("*/*/page.*"))
        if path.suffix in (".html", ".txt")
    ]
    listed = tmp_path / "list.jsonl"
    entries = [{"path": str(path)} for path in pages] + [{"path": "none.html"}]
    listed.write_text("".join(json.dumps(entry) + "\n" for entry in entries))
    said = [
        typed(
            *(tmp_path, "extract", "--explain", "--pages", str(listed)),
            settings={"JOBWIRE_READERS": str(readers)},
        )
        for readers in (0, 1, 3)
    ]
    assert said[0] == said[1] == said[2]
    assert said[0].code == 0 and len(said[0].said.splitlines()) == len(pages) + 1 > 20
