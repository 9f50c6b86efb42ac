"""A month of the demo, crawled each day by its command: between any two kept runs, `since` is the
difference of the snapshots."""

from __future__ import annotations

import datetime as dt
import itertools
from pathlib import Path

import pytest

from crawlers.demo.__main__ import crawl
from crawlers.demo.server import DemoServer, World
from crawlers.feed.format.folder import Folder
from tests.feed.consume.difference import check_since

DAYS = 30
FIRST = dt.date(2031, 1, 6)


@pytest.mark.slow
@pytest.mark.timeout(3000)
@pytest.mark.parametrize("site", ["hubmub", "northlake"])
def test_a_month_of_the_demo(site: str, tmp_path: Path) -> None:
    with DemoServer(World(FIRST)) as demo:
        for demo.world.day in range(DAYS):
            crawl(demo.sites[site], tmp_path)
    folder = Folder(tmp_path, site)
    runs = folder.published()
    assert len(runs) >= DAYS * 2 // 3  # on the other days its feed is withheld, as it should be
    for older, newer in itertools.combinations(runs, 2):
        check_since(folder, older, newer)
