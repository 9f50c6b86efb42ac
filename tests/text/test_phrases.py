"""Phrases are looked for by how they begin, and by their longest word."""

from __future__ import annotations

import re

import pytest

from crawlers.text.lines import Line
from crawlers.text.phrases import ByBeginning, InText


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We are looking for a keeper.", {"looking for"}),
        ("Join us! We’re looking for a keeper", {"looking for", "join us"}),
        ("Joined by us, looking at the sea", set()),
        ("", set()),
    ],
)
def test_phrases_are_found_by_their_longest_word(text: str, found: set[str]) -> None:
    phrases, line = InText(["Looking for", "join us"]), Line(text)
    assert set(phrases.found_in(line.folded)) == found
    assert set(phrases.found_in(line.folded, line.words)) == found
    assert phrases.may_be_in(line.folded, line.words) == bool(found)


def test_a_text_may_begin_only_where_the_first_letters_are_those_of_one() -> None:
    labels = ByBeginning(["Grade", "Start date"], 4, lambda words: re.compile(f"(?:{words})"))
    text = "GRADE 4 Starfish Graduate Gr"
    assert labels.starts(text, re.compile("[A-Z]+")) == [0, 8, 17]
    assert [match[0] for at in (0, 8, 17) if (match := labels.match(text, at))] == []
    assert labels.starts("Grade Start date", re.compile("[A-Z]")) == [0, 6]
