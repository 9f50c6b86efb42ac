"""The pages that people write stay short: their words in all, and the length of their lines."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests import ROOT
from tests.docs.blocks import PAGES

GENERATED = (
    "hostile.md",
    "messages.md",
    "quality.md",
    "removed-text.md",
    "schema.md",
    "settings.md",
)
"""Pages made by `make schema`, `make eval` and `make hostile`."""

MOST_WORDS = 12_000
WIDEST = 100

_MADE = re.compile(
    r"^<!-- (\w+) -->$.*?^<!-- /\1 -->$|^<!-- slots: made .*?^<!-- slots: end -->$", re.M | re.S
)
"""What `make bench` and `make schema` write into a page, between two marks."""
_FOR_ALL = [page for page in PAGES if page.name not in GENERATED]
_COUNTED = [page for page in _FOR_ALL if page.name != "CONTRIBUTING.md"]
WRAPPED = [*_FOR_ALL, ROOT / "CHANGELOG.md"]


def by_hand(page: Path) -> str:
    return _MADE.sub("", page.read_text(encoding="utf-8"))


def test_the_pages_are_short() -> None:
    """What a user may have to read: README and docs/, without what is generated."""
    words = {page.name: len(by_hand(page).split()) for page in _COUNTED}
    assert sum(words.values()) <= MOST_WORDS, words


def test_the_generated_pages_are_there() -> None:
    assert set(GENERATED) <= {page.name for page in PAGES}


@pytest.mark.parametrize("page", WRAPPED, ids=lambda page: page.name)
def test_lines_are_short(page: Path) -> None:
    """A row of a table is one line, however long."""
    lines = by_hand(page).splitlines()
    wide = [line for line in lines if len(line) > WIDEST and not line.startswith("| ")]
    assert wide == []


_FENCED = re.compile(r"^```.*?^```$", re.M | re.S)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_each_row_stands_in_a_table(page: Path) -> None:
    """Rows behind an empty line are shown as text, with their bars."""
    text = _FENCED.sub("", page.read_text(encoding="utf-8"))
    tables = re.findall(r"(?:^\|.*\n)+", text, re.M)
    heads = [table.splitlines()[1:2] for table in tables]
    assert [head for head in heads if not head or set(head[0]) - set("|-: ")] == []
