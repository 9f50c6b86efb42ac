"""The crawls of the hostile web: each runs once for all tests that need it, and all run at the same
time, as most of them wait most of the time."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from tests.hostile.crawling import Crawled, publish_a_good_day, show, show_on_whole_site
from tests.hostile.groups import GROUPS
from tests.hostile.semantics import SEMANTICS

AT_ONCE = 4
SITES = {behaviour.key: behaviour for behaviour in SEMANTICS}


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the feeds of a good day: those that HOSTILE_GOOD_DAY names, if it is set."""
    if ready := os.environ.get("HOSTILE_GOOD_DAY"):
        return Path(ready)
    return publish_a_good_day(tmp_path_factory.mktemp("hostile") / "good day")


@pytest.fixture(scope="session")
def crawled(
    published: Path, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], Crawled]]:
    """Return the crawl of a group (by its letter) or of a whole site's behaviour (by its number).
    All crawls that the chosen tests need start at once."""
    root = tmp_path_factory.mktemp("hostile")
    chosen = [item.callspec.params for item in request.session.items if hasattr(item, "callspec")]
    needed = {parameters.get("crawl") for parameters in chosen}
    singly = {
        name: [
            each["behaviour"]
            for each in chosen
            if each.get("crawl") == name and "behaviour" in each
        ]
        for name in GROUPS
    }
    made: dict[str, Future[Crawled]] = {}
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for name, group in GROUPS.items():
            if name in needed:
                shown = replace(group, behaviours=singly[name] or group.behaviours)
                made[name] = pool.submit(show, shown, published, root / name)
        for name, behaviour in SITES.items():
            if name in needed:
                made[name] = pool.submit(show_on_whole_site, behaviour, published, root / name)
        yield lambda name: made[name].result()
        pool.shutdown(cancel_futures=True)
