"""A site with more postings than a run may ask for is read over several nights, and says so."""

from __future__ import annotations

from pathlib import Path

from crawlers.feed.format.folder import Folder
from crawlers.feed.run.messages import describe_outcome
from tests.feed.board import lines
from tests.feed.crawling import Board, crawl, pages
from tests.spider.walking import served

MANY = {key: f"Work for hands, number {key}." for key in range(1, 16)}


class Growing(Board):
    """A site whose plugin allows a dozen pages."""

    page_budget = 12


def test_a_site_with_more_postings_than_pages_is_read_over_two_nights(tmp_path: Path) -> None:
    folder = Folder(tmp_path, "board")
    with served(pages(MANY)) as site:
        first = crawl(tmp_path, site.origin, "2031-01-01", Growing)
        assert first.verdict == "published" and first.source.complete
        assert len(lines(folder)) == 10 and first.source.postponed == 5
        said = describe_outcome(first, folder)
        assert "5 postings wait for the next run" in said and "--accept-list" in said
        second = crawl(tmp_path, site.origin, "2031-01-02", Growing)
    assert second.verdict == "published" and len(lines(folder)) == 15
    assert second.source.count == 15 and not second.source.gone
