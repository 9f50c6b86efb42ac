"""What a crawl gives, as the run keeps it."""

from __future__ import annotations

from pathlib import Path

from crawlers.feed.format.folder import Folder
from tests.feed.board import Walk, play, posting


def test_a_reason_shows_no_secret(tmp_path: Path) -> None:
    """The file of the rejects is published, and a stage may break on a driver's words."""
    words = "error: OSError: postgresql://jobs:hunter2@db/x: no such host"
    walk = Walk(postings=[posting(number) for number in range(30)], dropped={"99": words})
    outcome = play(tmp_path, "2031-03-04", walk)
    assert outcome.manifest, outcome
    run = Folder(tmp_path, "demo").run(outcome.manifest.run_id)
    text = (run / "rejects.jsonl").read_text()
    assert "postgresql://***@db/x" in text and "hunter2" not in text
