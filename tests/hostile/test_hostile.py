"""Every behaviour of the hostile web: its verdict, the requests that the server saw, the cost, and
that no feed was harmed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from crawlers.exit_codes import WITHHELD
from crawlers.feed.format.folder import Folder
from tests.hostile.addresses import LINKS, NAMED
from tests.hostile.behaviours import WWW, Behaviour
from tests.hostile.conftest import SITES
from tests.hostile.crawling import Crawled, asked_too_much, problems, scrapy, state_of
from tests.hostile.groups import GROUPS
from tests.hostile.names import LOOPBACK, PUBLIC
from tests.hostile.semantics import site
from tests.hostile.server import served
from tests.hostile.transport import slow_body

Crawl = Callable[[str], Crawled]
OF_SITES = [
    pytest.param(key, id=each.name, marks=[pytest.mark.slow] * key[-1].isalpha())
    for key, each in SITES.items()
]
"""Of behaviours that differ by a letter only, `make test` runs the first."""
SHOWN = [
    pytest.param(name, each, id=each.name)
    for name, group in GROUPS.items()
    for each in group.behaviours
]


@pytest.mark.parametrize(("crawl", "behaviour"), SHOWN)
def test_a_behaviour_gets_its_verdict(crawl: str, behaviour: Behaviour, crawled: Crawl) -> None:
    done = crawled(crawl)
    assert {key: done.verdict(key) for key in behaviour.keys} == dict.fromkeys(
        behaviour.keys, (behaviour.verdict, behaviour.reason)
    )
    assert asked_too_much(done, behaviour) == []
    if behaviour.holds and behaviour.verdict == "item":
        assert all(behaviour.holds(done.records[key]) for key in behaviour.keys)


@pytest.mark.parametrize("crawl", GROUPS)
def test_a_hostile_site_stays_as_it_was_and_harms_no_other(
    crawl: str, crawled: Crawl, published: Path
) -> None:
    assert problems(crawled(crawl), published, stale=True) == []


@pytest.mark.parametrize("crawl", OF_SITES)
def test_a_whole_site_gets_its_verdict(crawl: str, crawled: Crawl, published: Path) -> None:
    behaviour, done = SITES[crawl], crawled(crawl)
    stale = behaviour.verdict == "source stale"
    assert problems(done, published, stale) == []
    assert not stale or behaviour.reason in done.reasons
    assert len(done.log) <= behaviour.most
    assert behaviour.holds is None or behaviour.holds(done)


@pytest.mark.parametrize("crawl", ["R"])
def test_links_lead_nowhere_else(crawl: str, crawled: Crawl) -> None:
    done = crawled(crawl)
    assert {name: done.verdict(name.split()[0].lower()) for name in LINKS} == dict.fromkeys(
        LINKS, ("unseen", "")
    )
    assert {name: done.verdict(name.split()[0].lower())[0] for name in NAMED} == dict.fromkeys(
        NAMED, "refused"
    )
    assert done.victim == 0
    assert {connect.split()[0] for connect in done.connects} <= {LOOPBACK, PUBLIC}


def test_a_slow_site_does_not_hold_up_others(published: Path, tmp_path: Path) -> None:
    """A refresh of two sites, of which one answers a byte at a time."""
    shutil.copytree(published, tmp_path, dirs_exist_ok=True)
    with served(site(lambda number: slow_body)) as slow, served(site()) as calm:
        homes = {
            "HOSTILE_HOME": f"http://{WWW}:{slow.port}",
            "HOSTILE_CALM": f"http://www.calm.example:{calm.port}",
        }
        hosts = [WWW, "www.calm.example"]
        command = ("refresh", "board", "calm", "--as-of", "2031-03-04")
        with scrapy(
            tmp_path,
            *command,
            env=homes,
            JOBWIRE_PRIVATE_HOSTS=hosts,
            DOWNLOAD_TIMEOUT=1,
            RETRY_TIMES=0,
        ) as process:
            said = process.communicate(timeout=120)[0]
    assert process.returncode == WITHHELD, said
    was, now = (Folder(root, "board") for root in (published, tmp_path))
    assert state_of(was) == state_of(now)
    assert len(Folder(tmp_path, "calm").published()) == 2, said
