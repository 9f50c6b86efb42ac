"""The table that people read is the one that is tested."""

from __future__ import annotations

from tests.hostile import table
from tests.hostile.crawling import ROOT


def test_the_table_is_current() -> None:
    assert (ROOT / "docs" / "hostile.md").read_text() == table.text(), "run: make hostile-table"
