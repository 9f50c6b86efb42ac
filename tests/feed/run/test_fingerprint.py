"""A change of what reads pages has every page read anew; another test or document does not."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import grimp
import pytest

from crawlers.contract import board_options, boards
from crawlers.feed.run import fingerprint as module
from crawlers.feed.run.fingerprint import LIBRARIES, READING_ROOMS, fingerprint
from crawlers.plugins.discovery import find_by_name
from tests import ROOT

ROOMS = tuple(room.replace("/", ".") for room in READING_ROOMS)


class Plugin:
    """A site of no importance."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in (
        "crawlers/page/page.py",
        "crawlers/page/pdf.py",
        "crawlers/posting/line.py",
        "crawlers/text/data/labels.yaml",
        "crawlers/feed/judge/gates.py",
        "pipelines/cut.py",
        "docs/x.md",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("one")
    return tmp_path


@pytest.mark.parametrize(
    ("name", "matters"),
    [
        ("crawlers/page/page.py", True),
        ("crawlers/page/pdf.py", True),
        ("crawlers/posting/line.py", True),
        ("crawlers/text/data/labels.yaml", True),
        ("pipelines/cut.py", True),
        ("crawlers/feed/judge/gates.py", False),
        ("docs/x.md", False),
    ],
)
def test_what_reads_pages_counts(root: Path, name: str, matters: bool) -> None:
    before = fingerprint(Plugin, {}, root)
    (root / name).write_text("two")
    assert (fingerprint(Plugin, {}, root) != before) == matters


def test_the_folder_of_the_project_does_not_count(root: Path, tmp_path: Path) -> None:
    before = fingerprint(type("P", (), {"__module__": "builtins"}), {}, root)
    moved = root.rename(tmp_path.with_name(f"{tmp_path.name}-moved"))
    assert fingerprint(type("P", (), {"__module__": "builtins"}), {}, moved) == before


def test_where_packages_are_installed_does_not_count(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in (root / ".venv/lib/site-packages", Path("/usr/lib/elsewhere")):
        monkeypatch.setattr(sys, "path", [str(folder)])
        holders = module._holders(root)
        assert module._label(folder / "pensions/stage.py", holders) == "pensions/stage.py"


# --- Plugins and stages


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An installed package with a stage, a helper of it and a spider."""
    folder = tmp_path / "installed" / "pensions"
    folder.mkdir(parents=True)
    for name in ("__init__", "stage", "words", "spider"):
        (folder / f"{name}.py").write_text("class Site:\n    pass\n")
    monkeypatch.syspath_prepend(str(folder.parent))
    yield folder
    for name in [name for name in sys.modules if name.partition(".")[0] == "pensions"]:
        del sys.modules[name]


def test_an_installed_stage_counts_with_its_package_and_its_place(
    root: Path, package: Path
) -> None:
    stages = {"pensions.stage.ReadPensions": 450}
    before = fingerprint(Plugin, stages, root)
    assert before != fingerprint(Plugin, {}, root)
    assert before != fingerprint(Plugin, {"pensions.stage.ReadPensions": 850}, root)
    (package / "words.py").write_text("# what the stage imports\n")
    assert fingerprint(Plugin, stages, root) != before


def test_a_stage_that_is_not_there_is_left_to_the_crawl(root: Path) -> None:
    assert fingerprint(Plugin, {"no_such_package.stage.Read": 1}, root)


def test_a_plugin_counts_with_the_classes_it_builds_on(root: Path, package: Path) -> None:
    import pensions.spider  # type: ignore[import-not-found]

    plugin = type("Board", (pensions.spider.Site,), {})
    before = fingerprint(plugin, {}, root)
    (package / "spider.py").write_text("class Site:\n    title = 'h2'\n")
    assert fingerprint(plugin, {}, root) != before


def test_another_site_does_not_count() -> None:
    assert ROOT / "spiders" / "jobjob.py" in files_of("jobjob")
    assert ROOT / "spiders" / "hubmub.py" not in files_of("jobjob")


def test_a_site_of_the_demo_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JOBWIRE_DEMO", "1")
    assert ROOT / "crawlers/demo/spiders/northlake.py" in files_of("northlake")


def files_of(site: str) -> set[Path]:
    names = module._modules_of(find_by_name(site))
    return {path for name in names for path in module._files_of(name)}


# --- Declarations and versions

READ_BY_NO_STAGE = {"name", "min_postings", "recheck"}
"""Options of a board that say what its feed is called, when a run is healthy, and how often it is
read again."""
VALUES = {
    "date_order": "DMY",
    "standard": "We treat all applicants alike.",
    "min_postings": "9",
    "recheck": "3",
    "labels": "Quay: location",
    "selectors": "title: h2.post",
}


@pytest.mark.parametrize("option", board_options.OPTIONS)
def test_what_is_declared_of_a_board_counts(option: str, root: Path) -> None:
    def of(**declared: str) -> str:
        board = boards.Board("greenhouse", "acme", declared)
        platform: Any = find_by_name("greenhouse")
        made = board_options.declarations_of(platform, board.site, board.declared)
        return fingerprint(
            platform.of("acme", **made),
            {},
            root,
        )

    changed = of(**{option: VALUES.get(option, "Acme")}) != of()
    assert changed == (option not in READ_BY_NO_STAGE)


@pytest.mark.parametrize("library", LIBRARIES)
def test_another_version_of_a_library_counts(
    library: str, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = fingerprint(Plugin, {}, root)
    real = module.version
    monkeypatch.setattr(module, "version", lambda name: "9.9" if name == library else real(name))
    assert fingerprint(Plugin, {}, root) != before


# --- Nothing that reads stands outside


@pytest.fixture(scope="module")
def imports() -> grimp.ImportGraph:
    """All imports at run time, those in functions too."""
    return grimp.build_graph(
        "crawlers",
        "pipelines",
        "spiders",
        include_external_packages=True,
        exclude_type_checking_imports=True,
    )


NOT_READING = {
    "crawlers.output": "says what people read; an id is refused by it, and never changed",
    "crawlers.net": "delivers the whole body or none; PDF text is read in crawlers.page.pdf",
}
"""Rooms that the reading code imports although they do not read, each with the reason why it does
not count. An import that leads anywhere else fails."""


def is_in(name: str, rooms: Any) -> bool:
    return any(name == room or name.startswith(f"{room}.") for room in rooms)


def reached(imports: grimp.ImportGraph) -> set[str]:
    """The modules of crawlers that reading leads to: from the stages, from PostingSpider.posting
    and from the platforms, not further than a module that does not read."""
    todo = [name for name in imports.modules if is_in(name, ("pipelines", "crawlers.platforms"))]
    todo.append("crawlers.spider.posting_spider")
    seen = set(todo)
    while todo:
        for name in imports.find_modules_directly_imported_by(todo.pop()) - seen:
            seen.add(name)
            if not is_in(name, NOT_READING):
                todo.append(name)
    return {name for name in seen if is_in(name, ("crawlers",))}


def test_every_module_that_reads_is_in_a_room_that_counts(imports: grimp.ImportGraph) -> None:
    strangers = {name for name in reached(imports) if not is_in(name, (*ROOMS, *NOT_READING))}
    assert not strangers, "add its room to READING_ROOMS, or say in NOT_READING why it does not"


def test_every_exception_is_needed(imports: grimp.ImportGraph) -> None:
    found = reached(imports)
    assert [room for room in NOT_READING if not any(is_in(name, [room]) for name in found)] == []
    assert [room for room in READING_ROOMS if not (ROOT / room).is_dir()] == []


def test_every_library_that_reads_counts(imports: grimp.ImportGraph) -> None:
    ours = {name for name in imports.modules if is_in(name, ROOMS)}
    imported = {
        found.partition(".")[0]
        for name in ours
        for found in imports.find_modules_directly_imported_by(name)
    }
    foreign = imported - sys.stdlib_module_names - {"crawlers", "pipelines", "spiders"}
    distributions = packages_distributions()
    assert {distributions[name][0] for name in foreign} == set(LIBRARIES)
