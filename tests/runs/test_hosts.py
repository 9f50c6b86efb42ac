"""Sites of one host are crawled in turn, those of others at once."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from crawlers.contract.boards import Board, SiteToCrawl
from crawlers.runs.hosts import Turns, hosts_of_plugin, hosts_of_sites

_PLUGIN = """
from crawlers.spider import Healthy, PostingSpider

class {cls}Spider(PostingSpider):
    name = "{name}"
    home = "https://{host}"
    list_urls = ("https://{host}/jobs", "https://lists.example:8443/{name}")
    expect = Healthy()
"""


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://WWW.quay.example:443/jobs", "www.quay.example"),
        ("http://quay.example:443/", "quay.example:443"),
        ("https://me:pass@quay.example./", "quay.example"),
        ("https://m\u00f6le.example/", "xn--mle-sna.example"),
        ("http://[::1]:8080/", "[::1]:8080"),
        ("https://" + "m\u00f6le" * 30 + ".example/", ""),
        ("", ""),
    ],
)
def test_the_host_of_an_address(url: str, host: str) -> None:
    class Plugin:
        home = url

    assert hosts_of_plugin(Plugin) == ((host,) if host else ())


@pytest.fixture
def modules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    package = tmp_path / "wharf"
    package.mkdir()
    (package / "__init__.py").touch()
    for name, host in (("quay", "www.quay.example"), ("mole", "MOLE.example")):
        text = _PLUGIN.format(cls=name.capitalize(), name=name, host=host)
        (package / f"{name}.py").write_text(text)
    (package / "broken.py").write_text("import os\nos._exit(0)\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    return ["wharf.quay", "wharf.mole", "wharf.broken", "crawlers.platforms.ashby"]


def test_the_hosts_of_sites_and_boards(modules: list[str]) -> None:
    boards = [SiteToCrawl(f"ashby.{name}", Board("ashby", name)) for name in ("one", "two")]
    broken = [
        SiteToCrawl("broken")
    ]  # ends the process: it and those behind it count by their names
    found = hosts_of_sites(
        [SiteToCrawl("quay"), SiteToCrawl("mole"), *boards, *broken, SiteToCrawl("later")], modules
    )
    assert found["quay"] == ("lists.example:8443", "www.quay.example")
    assert found["mole"] == ("lists.example:8443", "mole.example")
    assert found["ashby.one"] == found["ashby.two"] == ("api.ashbyhq.com",)
    assert found["broken"] == ("broken",) and found["later"] == ("later",)


def test_sites_of_one_host_go_in_turn() -> None:
    hosts = {"a": ("x", "y"), "b": ("y", "z"), "c": ("z", "x"), "d": ("w",)}
    running: set[str] = set()
    together: set[frozenset[str]] = set()

    async def crawl(turns: Turns, site: str) -> None:
        async with turns.of(site):
            running.add(site)
            together.add(frozenset(running))
            await asyncio.sleep(0.02)
            running.remove(site)

    async def everything() -> None:
        turns = Turns(hosts, 4)
        await asyncio.gather(*(crawl(turns, site) for site in hosts))

    asyncio.run(asyncio.wait_for(everything(), 10))
    assert any("d" in each and len(each) == 2 for each in together)
    assert not any(len(each - {"d"}) > 1 for each in together)
