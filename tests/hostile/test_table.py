"""The table of docs/hostile.md is the one that is tested."""

from __future__ import annotations

from tests.hostile import table
from tests.hostile.crawling import ROOT


def test_the_table_is_current() -> None:
    assert (ROOT / "docs" / "hostile.md").read_text() == table.text(), (
        "run: python -m tests.hostile.table > docs/hostile.md"
    )
