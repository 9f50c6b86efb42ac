"""A consumer that is killed while it pulls and loads ends with the tables of the feed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.feed.consume.kill import KILLS, kill


def test_twelve_kills(tmp_path: Path) -> None:
    pytest.importorskip("duckdb")
    assert kill(tmp_path, 12) == (12, 5)


@pytest.mark.slow
def test_two_hundred_kills(tmp_path: Path) -> None:
    pytest.importorskip("duckdb")
    assert kill(tmp_path, KILLS, seed=7)[0] == KILLS
