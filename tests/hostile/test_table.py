"""The table that people read is the one that is tested."""

from __future__ import annotations

import pytest

from tests.hostile import table
from tests.hostile.crawling import ROOT
from tests.hostile.mutations import GUARDS, Guard


def test_the_table_is_current() -> None:
    assert (ROOT / "docs" / "hostile.md").read_text() == table.text(), "run: make hostile-table"


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.name)
def test_a_guard_that_is_taken_away_is_there(guard: Guard) -> None:
    """`make hostile` takes each away; here it is seen that it could."""
    assert (ROOT / guard.file).read_text().count(guard.guard) == 1
