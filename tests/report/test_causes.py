"""Counts by cause in what a refresh posts and measures, and corrections in the report."""

from __future__ import annotations

from pathlib import Path

from crawlers.report.gather import gather
from crawlers.report.metrics import write_metrics
from crawlers.report.views import site_view
from crawlers.report.webhook import verdict
from crawlers.report.write import write_report
from tests.feed.board import Walk, posting
from tests.feed.run.test_corrections import play, wanted
from tests.report.feeds import NOW


def feed(root: Path) -> None:
    """Two runs: one posting comes, one changes, one is gone, one is corrected."""
    play(root, "2031-01-01", Walk([posting(key) for key in range(8)]))
    unchanged = ["0", "3", "4", "5", "6", "7"]
    walk = Walk([posting(1, "changed"), posting(20)], unchanged=unchanged, gone={"2": "http_410"})
    play(root, "2031-01-02", walk, wanted(), wanted("title", "x", key="77"))


def test_the_post_counts_by_cause(tmp_path: Path) -> None:
    feed(tmp_path)
    (entry,) = verdict(gather(tmp_path), NOW, 0)["feeds"]
    assert entry["changes"] == {
        "added": 1,
        "updated": {"source": 1, "rules": 0, "correction": 1},
        "closed": {"gone": 1},
        "reopened": 0,
    }


def test_the_metrics_count_corrections(tmp_path: Path) -> None:
    feed(tmp_path)
    write_metrics(gather(tmp_path), tmp_path / "x.prom")
    assert 'jobwire_postings_corrected{feed="demo"} 1.0' in (tmp_path / "x.prom").read_text()


def test_the_report_names_the_corrections(tmp_path: Path) -> None:
    feed(tmp_path)
    site = gather(tmp_path).sites[0]
    assert site_view(site, NOW).corrections == [
        "Correction of demo:3, workplace: applied, until 2031-02-01.",
        "Correction of demo:77, title: the feed has no such posting.",
    ]
    write_report(tmp_path, tmp_path / "report.html", NOW)
    assert "Correction of demo:77" in (tmp_path / "report.html").read_text()
