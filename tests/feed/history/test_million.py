"""What the history costs: a day is paid by what changed on it, and a year is small."""

from __future__ import annotations

from pathlib import Path

from tests.feed.history.million import simulate


def test_a_year_of_a_small_feed(tmp_path: Path) -> None:
    found = simulate(tmp_path, postings=2_000, days=40)
    assert found["lines"] > 2_000 + 39 * (16 + 16 + 5)
    # ids, hashes and little else: under 80 bytes a line once it is packed
    assert found["packed_bytes"] / found["lines"] < 80
    assert found["day_s"] < found["first_s"]
