"""With all guards a short timeline of trouble finds nothing wrong; without one it does."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.timeline.guards import TROUBLES, Trouble, taken_away
from tests.timeline.live import live_in
from tests.timeline.oracle import WRONG

FAST = {"lists that were refuted", "ids used again"}
CASES = [
    pytest.param(each, id=each.guards[0], marks=() if each.guards[0] in FAST else pytest.mark.slow)
    for each in TROUBLES
]


@pytest.mark.timeout(300)
@pytest.mark.parametrize("trouble", CASES)
def test_a_guard_that_is_taken_away_is_missed(trouble: Trouble, tmp_path: Path) -> None:
    with_it = live_in(trouble.world(), tmp_path / "with").findings
    assert [kind for kind in WRONG if with_it.counts[kind]] == [], with_it.wrong
    with taken_away(trouble):
        without = live_in(trouble.world(), tmp_path / "without").findings
    assert without.counts[trouble.finds] > 0, without.counts
