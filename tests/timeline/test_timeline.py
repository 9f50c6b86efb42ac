"""Ten nights of each site in the ordinary run, two hundred in the slow one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.timeline.live import live
from tests.timeline.oracle import WRONG

NAMES = {0: "totals", 1: "pages", 2: "sitemap", 3: "plain"}


def check(seed: int, days: int, root: Path) -> None:
    oracle = live(seed, days, root)
    assert oracle.world.kind == NAMES[seed]
    assert [kind for kind in WRONG if oracle.findings.counts[kind]] == [], oracle.findings.wrong
    assert oracle.findings.counts["published nights"] > days / 2, oracle.summary()
    assert oracle.findings.counts["op update"] > 0, "an oracle that sees nothing proves nothing"


@pytest.mark.parametrize("seed", NAMES)
def test_ten_nights(seed: int, tmp_path: Path) -> None:
    check(seed, 10, tmp_path)


@pytest.mark.slow
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("seed", NAMES)
def test_two_hundred_nights(seed: int, tmp_path: Path) -> None:
    check(seed, 200, tmp_path)
