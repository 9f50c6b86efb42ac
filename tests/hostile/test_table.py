"""The table of docs/hostile.md is the one that is tested."""

from __future__ import annotations

import pytest

from tests.hostile import table
from tests.hostile.crawling import ROOT
from tests.hostile.doors import DOORS, Door


def test_the_table_is_current() -> None:
    assert (ROOT / "docs" / "hostile.md").read_text() == table.text(), (
        "run: python -m tests.hostile.table > docs/hostile.md"
    )


@pytest.mark.parametrize(
    "door", [each for doors in DOORS.values() for each in doors], ids=lambda door: door.attack
)
def test_a_door_has_a_test(door: Door) -> None:
    file, _, name = door.test.partition("::")
    assert f"def {name.partition('[')[0]}(" in (ROOT / file).read_text()
    assert door.before and door.now and door.before != door.now
