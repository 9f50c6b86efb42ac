"""A checkout for each page, with feeds that the demo has published."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from crawlers.demo.__main__ import main as demo
from crawlers.demo.server import DemoServer, World
from crawlers.demo.truth.vacancies import SITES
from crawlers.feed.format.clock import Clock
from crawlers.feed.format.folder import Folder
from crawlers.feed.format.lock import Lock
from crawlers.feed.run.combine import combine, part_of_site
from tests.docs.blocks import ROOT
from tests.feed.board import Walk, play, posting

EPOCH = "2026-11-16"
"""Day 0 of the demo in these checkouts: the dates that the pages show."""

LINKED = (
    "crawlers",
    "pipelines",
    ".venv",
    "Makefile",
    "scrapy.cfg",
    "pyproject.toml",
    "requirements.txt",
    "requirements-dev.txt",
)
OWN = {"spiders": None, "docs": None, "tests": None}


@dataclass
class Checkout:
    """A tree of links; folders that commands write to are copies. port: of the demo's first site,
    where a block serves it. output: of the last block that was run."""

    tree: Path
    port: int
    environment: dict[str, str]
    output: str = ""
    servers: list[subprocess.Popen[str]] = field(default_factory=list)

    def here(self, code: str) -> str:
        """Return the code with the demo's ports in the docs, from 8800, replaced by free ones."""
        return re.sub(r"\b88(\d\d)\b", lambda found: str(self.port + int(found[1])), code)

    def close(self) -> None:
        for server in self.servers:
            server.terminate()
            server.wait(10)


@pytest.fixture(scope="session")
def origins() -> Iterator[str]:
    """Serve the demo's sites; yield their addresses as JSON."""
    with DemoServer(World(dt.date.fromisoformat(EPOCH))) as server:
        yield json.dumps({name: site.origin for name, site in server.sites.items()})


@pytest.fixture(scope="session")
def feeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with `demo-feeds`: days 0 and 4 of the demo; `feeds`: `northlake`, `hubmub`
    whose last run was withheld, and `all`."""
    root = tmp_path_factory.mktemp("feeds")
    for day in ("0", "4"):  # by day 4 some postings are new, and some were edited
        assert demo(["--feeds", str(root / "demo-feeds"), "--epoch", EPOCH, "--day", day]) == 0
    _publish_sites(root / "feeds")
    return root


def _publish_sites(feeds: Path) -> None:
    for name in ("northlake", "hubmub"):
        first = [
            posting(key, deadline="2099-04-02", id=f"{name}:{key}", source=name)
            for key in range(1, 13)
        ]
        edited = posting(1, text="Other work.", id=f"{name}:1", source=name)
        second = [*first[1:], posting(13, id=f"{name}:13", source=name), edited]
        play(feeds, "2026-03-02", Walk(first), name)
        play(feeds, "2026-03-03", Walk(second), name)
    broken = Walk(second[:2], list_failures=[("http://hubmub.example/list", "http_500")])
    tried = play(feeds, "2026-03-04", broken, "hubmub").source
    target = Folder(feeds, "all")
    target.make()
    parts = [
        part_of_site(Folder(feeds, "hubmub"), tried),
        part_of_site(Folder(feeds, "northlake"), None),
    ]
    with Lock(target.work / "lock", "test"):
        assert combine(target, parts, Clock.at("2026-03-04"))


@pytest.fixture(scope="session")
def checkout(
    tmp_path_factory: pytest.TempPathFactory, origins: str, request: pytest.FixtureRequest
) -> Iterator[Callable[..., Checkout]]:
    """Yield a function that returns the checkout of a name, made at its first use. fresh: without
    feeds, as a new user has it."""
    made: dict[str, Checkout] = {}

    def make_checkout(name: str, fresh: bool = False) -> Checkout:
        if name not in made:
            tree = tmp_path_factory.mktemp("checkout")
            _link_tree(tree)
            if not fresh:
                shutil.copytree(request.getfixturevalue("feeds"), tree, dirs_exist_ok=True)
            made[name] = Checkout(tree, _free_ports(len(SITES)), _environment(tree, origins))
        return made[name]

    yield make_checkout
    for each in made.values():
        each.close()


def _link_tree(tree: Path) -> None:
    for name in LINKED:
        (tree / name).symlink_to(ROOT / name)
    shutil.copytree(ROOT / "docs", tree / "docs")
    shutil.copytree(
        ROOT / "spiders",
        tree / "spiders",
        ignore=shutil.ignore_patterns("__pycache__", "nato_taleo.py"),
    )
    (tree / "tests").mkdir()
    for each in (ROOT / "tests").iterdir():
        if each.name == "sites":
            shutil.copytree(each, tree / "tests" / "sites")
        else:
            (tree / "tests" / each.name).symlink_to(each)


def _environment(tree: Path, origins: str) -> dict[str, str]:
    """Return an environment in which real sites are on this machine, and nothing is written into
    the project."""
    added = {
        "SCRAPY_SETTINGS_MODULE": "tests.docs.loopback",
        "JOBWIRE_TEST_ORIGINS": origins,
        "PYTHONPATH": str(tree),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    return {**os.environ, **added}


def _free_ports(count: int) -> int:
    """Return the first of this many free ports in a row."""
    for first in range(18800, 30000, 100):
        taken = [socket.socket() for _ in range(count)]
        try:
            for number, each in enumerate(taken):
                each.bind(("127.0.0.1", first + number))
            return first
        except OSError:
            continue
        finally:
            for each in taken:
                each.close()
    raise AssertionError("no free ports")
