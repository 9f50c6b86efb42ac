"""Patterns of word lists."""

from __future__ import annotations

import re

import pytest

from crawlers.text.patterns import any_of


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        (["a", "a b"], "a b", "a b"),  # the longest first
        (["per", "per hour", "p.h.", "ph"], "per houra", "per hour"),
        (["p.h.", "ph"], "pxh ph", "ph"),  # literally
        (["Ab", "abc"], "ABC", "ABC"),  # also where case does not count
        (["Abc", "ab"], "abd", "ab"),
        (["İb", "ibc", "ıb"], "ibc", "ibc"),
        (["12", 123], "1234", "123"),
        (["größe", "groß"], "große", "groß"),
    ],
)
def test_any_of_finds_the_longest_word(words: list[object], text: str, found: str) -> None:
    match = re.search(any_of(words), text, re.IGNORECASE)
    assert match is not None
    assert match[0] == found


def test_words_that_begin_alike_stand_together() -> None:
    assert any_of(["b", "ab", "abc"]) == "ab(?:c|)|b"
