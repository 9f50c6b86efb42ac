"""Many sources in one feed hold no more than a line of each file; `make scale` does ten
thousand."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from crawlers.feed.format.folder import Folder
from tests.runs.distributed import many


def test_the_sources_stand_one_behind_the_other_as_duckdb_sorts_them(tmp_path: Path) -> None:
    for name in many.names(40):
        many.write_source(tmp_path, name, 20, 1, "Work for hands.")
    first = many.combine_all(tmp_path, 40, many.NOW)
    many.write_source(tmp_path, many.names(40)[7], 20, 2, "Other work.")
    second = many.combine_all(tmp_path, 40, "2031-01-02T00:00:00Z")
    assert (first.counts.added, second.counts.updated, second.previous) == (800, 20, first.run_id)
    many.with_duckdb(tmp_path, 40)
    digest = hashlib.sha256((tmp_path / "duckdb.jsonl").read_bytes()).hexdigest()
    assert digest == second.files["postings.jsonl"].sha256


@pytest.mark.slow
def test_memory_does_not_grow_with_the_sources(tmp_path: Path) -> None:
    used = {}
    for sources in (50, 1000):
        root = tmp_path / str(sources)
        for name in many.names(sources):
            many.write_source(root, name, 2, 1, "Work for hands.")
        used[sources] = many.measured("combine", root, sources)[2]
    assert used[1000] < used[50] + 30
    assert Folder(root, "all").latest_id()
