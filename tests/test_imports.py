"""The project's own rules on what imports what, on purity, and on names."""

from __future__ import annotations

import ast
import importlib
import inspect
import subprocess
import sys
from pathlib import Path

import pytest

from crawlers.plugins.discovery import find_by_name, platform_modules
from crawlers.spider import PostingSpider
from tests import ROOT

SITES = sorted(path.stem for path in (ROOT / "spiders").glob("*.py") if path.stem != "__init__")
STAGES = sorted(path.stem for path in (ROOT / "pipelines").glob("*.py") if path.stem != "__init__")
CLASSES = sorted(
    path
    for folder in ("spiders", "pipelines", "crawlers/platforms")
    for path in (ROOT / folder).glob("*.py")
)

PURE = [
    path
    for room in ("text", "page", "extract", "posting")
    for path in sorted((ROOT / "crawlers" / room).rglob("*.py"))
]
"""The modules of the rooms that read pages."""
EXCEPTIONS = {
    "crawlers/text/word_lists.py": {
        "pathlib": "the word lists",
    },
    "crawlers/extract/places/build_gazetteer.py": {
        "write_text": "the program that makes two word lists; nothing that reads pages calls it",
    },
    "crawlers/page/pdf.py": {
        "subprocess": "a PDF is read in a process that can be killed",
    },
}
"""What a module of these rooms may use all the same, and for what."""
_CLOCKS_AND_CHANCE = {"time", "random", "secrets", "uuid"}
_FILES = {"os", "pathlib", "shutil", "tempfile", "sqlite3", "glob", "mmap"}
_NETWORK = {"socket", "ssl", "http", "urllib.request", "requests", "httpx", "asyncio", "subprocess"}
_MODULES = _CLOCKS_AND_CHANCE | _FILES | _NETWORK
_METHODS = {
    *("now", "today", "utcnow"),
    *("read_text", "read_bytes", "write_text", "write_bytes", "urlopen"),
}


def impure(source: str) -> set[str]:
    """Return the modules, methods and functions in the source that reach a clock, chance, a file,
    a process or the network."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names if _reaches_out(alias.name)}
        elif isinstance(node, ast.ImportFrom):
            found |= {name for name in [node.module or ""] if _reaches_out(name)}
        elif isinstance(node, ast.Attribute):
            found |= {node.attr} & _METHODS
        elif isinstance(node, ast.Name):
            found |= {node.id} & {"open"}
    return found


def _reaches_out(module: str) -> bool:
    """Return whether the module, or a package above it, is one of _MODULES."""
    parts = module.split(".")
    return any(".".join(parts[:end]) in _MODULES for end in range(1, len(parts) + 1))


def plugins_in(site: str) -> list[type[PostingSpider]]:
    module = importlib.import_module(f"spiders.{site}")
    found = [
        thing
        for thing in vars(module).values()
        if isinstance(thing, type) and issubclass(thing, PostingSpider)
    ]
    return [plugin for plugin in found if plugin.__module__ == module.__name__]


def test_imports_go_one_way() -> None:
    linter = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run(
        [str(linter), "--no-cache"], cwd=ROOT, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("path", PURE, ids=lambda path: str(path.relative_to(ROOT / "crawlers")))
def test_what_reads_pages_is_pure(path: Path) -> None:
    """No clock, no chance, no files, no network: a line of the feed is a function of its page."""
    allowed = EXCEPTIONS.get(str(path.relative_to(ROOT)), {})
    assert impure(path.read_text(encoding="utf-8")) == set(allowed), "EXCEPTIONS has what may be"


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import os", {"os"}),
        ("from urllib.request import urlopen", {"urllib.request"}),
        ("import http.client", {"http.client"}),
        ("def f():\n    from time import sleep", {"time"}),
        ("from datetime import date\n\nday = date.today()", {"today"}),
        ("import datetime as dt\n\nnow = dt.datetime.now", {"now"}),
        ("file = open('page')", {"open"}),
        ("text = path.read_text()", {"read_text"}),
        ("from urllib.parse import urlsplit\n\nopened = section.open('summary')", set()),
    ],
)
def test_what_is_not_pure_is_found(source: str, found: set[str]) -> None:
    assert impure(source) == found


@pytest.mark.parametrize("site", SITES)
def test_a_site_has_one_word_everywhere(site: str) -> None:
    """Module, class, `name` and test folder."""
    plugins = plugins_in(site)
    assert [plugin.name for plugin in plugins] == [site]
    assert plugins[0].__name__.casefold() == f"{site}spider".replace("_", "")
    assert plugins[0].__doc__, "say in a line what is peculiar to the site"
    cases = ROOT / "tests" / "sites" / site
    assert cases.is_dir() and any(cases.iterdir()), "no plugin without a recorded page"


@pytest.mark.parametrize("module", platform_modules())
def test_a_platform_is_a_plugin_with_a_replica(module: str) -> None:
    name = module.rpartition(".")[2]
    plugin = find_by_name(name)
    assert (plugin.__module__, plugin.declared.board) == (module, "")
    assert plugin.__name__.casefold() == name.replace("_", "")
    assert (ROOT / "crawlers" / "demo" / "platforms" / f"{name}.py").is_file()


@pytest.mark.parametrize("site", SITES)
def test_a_site_declares_what_the_walk_needs(site: str) -> None:
    plugin = plugins_in(site)[0]
    assert plugin.home and plugin.allowed_domains
    assert plugin.owns(plugin.home)
    for name in ("allowed_domains", "sitemap_urls", "list_urls", "employers", "standard"):
        assert isinstance(getattr(plugin, name), tuple), (
            f"{name} is shared by all runs of the class: a tuple"
        )
    assert all(plugin.owns(url) for url in (*plugin.sitemap_urls, *plugin.list_urls))


@pytest.mark.parametrize("site", SITES)
def test_sites_know_nothing_of_each_other(site: str) -> None:
    tree = ast.parse((ROOT / "spiders" / f"{site}.py").read_text())
    imported = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    assert not [name for name in imported if name.startswith(("spiders", "pipelines"))]


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_is_named_by_its_verb_phrase(stage: str) -> None:
    module = importlib.import_module(f"pipelines.{stage}")
    name = "".join(word.capitalize() for word in stage.split("_"))
    assert isinstance(getattr(module, name, None), type)
    # Scrapy 2.19 calls it without the spider, and warns of a stage that wants it.
    assert list(inspect.signature(getattr(module, name).process_item).parameters) == [
        "self",
        "item",
    ]


@pytest.mark.parametrize("path", CLASSES, ids=lambda path: path.stem)
def test_no_class_shares_what_can_change(path: Path) -> None:
    """A list or set on a class is one for all runs in the process."""
    for node in ast.walk(ast.parse(path.read_text())):
        if not isinstance(node, ast.ClassDef):
            continue
        for part in node.body:
            value = part.value if isinstance(part, ast.Assign | ast.AnnAssign) else None
            assert not isinstance(value, ast.List | ast.Set | ast.ListComp | ast.SetComp), (
                f"{path.name}: {ast.unparse(part)}"
            )


def test_the_map_of_the_tree_names_every_room() -> None:
    """CONTRIBUTING.md has the rooms of crawlers, and those of extract and feed."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    rooms = [
        path
        for above in ("crawlers", "crawlers/extract", "crawlers/feed")
        for path in (ROOT / above).iterdir()
        if path.is_dir() and path.name != "__pycache__"
    ]
    assert rooms
    assert [path.name for path in rooms if f"`{path.name}/`" not in text] == []
