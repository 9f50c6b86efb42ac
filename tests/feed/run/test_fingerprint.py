"""Another program reads every page anew; another test or document does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawlers.feed.run.fingerprint import fingerprint
from crawlers.runs.crawl_site import _declared


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in (
        "crawlers/page/page.py",
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
        ("crawlers/text/data/labels.yaml", True),
        ("pipelines/cut.py", True),
        ("crawlers/feed/judge/gates.py", False),
        ("docs/x.md", False),
    ],
)
def test_what_reads_pages_counts(root: Path, name: str, matters: bool) -> None:
    before = fingerprint(root=root)
    (root / name).write_text("two")
    assert (fingerprint(root=root) != before) == matters


def test_the_plugin_and_what_is_declared_for_it_count(root: Path) -> None:
    plugin = root / "plugin.py"
    plugin.write_text("one")
    first = fingerprint([plugin], root=root)
    assert first == fingerprint([plugin], root=root)
    assert first != fingerprint([plugin], "{'organization': 'Acme'}", root=root)
    plugin.write_text("two")
    assert first != fingerprint([plugin], root=root)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("constants", {"currency": "EUR"}),
        ("date_order", "DMY"),
        ("employers", ("Acme",)),
        ("standard", ("We treat all applicants alike.",)),
    ],
)
def test_every_declaration_that_stands_in_boards_counts(name: str, value: object) -> None:
    before, now = type("Board", (), {}), type("Board", (), {name: value})
    assert _declared(before) != _declared(now)
