"""Word lists by language, and the same with the languages put together."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import pycountry
import pytest
import yaml

from crawlers.text import word_lists

LIST = """
to: {en: [to], fr: [à, au], any: ["-"]}
stated: {before: {en: [this is], de: [das ist]}, of: {sv: [av]}}
systems: [{name: Acme, words: {en: [acme grade]}}]
months: {en: [[january, jan], [february]], de: [[januar], [februar]]}
units: {en: {hour: [hour]}, fr: {hour: [heure]}}
codes: [EUR, USD]
days: {0: {en: [today]}, -1: {en: [yesterday], fr: [hier]}}
"""


@pytest.fixture
def merged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(word_lists, "DATA", tmp_path)
    (tmp_path / "words_of_the_test.yaml").write_text(LIST, encoding="utf-8")
    yield word_lists.load_merged("words_of_the_test")
    word_lists.load.cache_clear()
    word_lists.load_merged.cache_clear()


def test_languages_of_an_entry_are_put_together_in_the_order_of_the_file(merged: Any) -> None:
    assert merged["to"] == ["to", "à", "au", "-"]
    assert merged["stated"] == {"before": ["this is", "das ist"], "of": ["av"]}
    assert merged["systems"] == [{"name": "Acme", "words": ["acme grade"]}]
    assert merged["days"] == {0: ["today"], -1: ["yesterday", "hier"]}


def test_what_is_no_list_of_words_by_language_stays(merged: Any) -> None:
    """Months and the units of each language keep them: merged, they would mean nothing."""
    assert merged["months"] == {
        "en": [["january", "jan"], ["february"]],
        "de": [["januar"], ["februar"]],
    }
    assert merged["units"] == {"en": {"hour": ["hour"]}, "fr": {"hour": ["heure"]}}
    assert merged["codes"] == ["EUR", "USD"]


def test_a_list_is_parsed_again_only_when_its_file_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also within a second and to a text of the same size, of which Python takes no notice."""
    monkeypatch.setattr(word_lists, "DATA", tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    file, parsed, parse = tmp_path / "changing.yaml", [], yaml.load
    monkeypatch.setattr(yaml, "load", lambda *of, **how: parsed.append(1) or parse(*of, **how))

    def loaded() -> Any:
        word_lists.load.cache_clear()
        return word_lists.load("changing")

    for text, found in ("0: [to]", {0: ["to"]}), ("0: [at]", {0: ["at"]}):
        file.write_text(text, encoding="utf-8")
        parsed.clear()
        assert [loaded(), loaded(), len(parsed)] == [found, found, 1]
    word_lists.load.cache_clear()


@pytest.mark.parametrize("slot", ["months", "weekdays"])
def test_each_language_has_all_months_and_weekdays(slot: str) -> None:
    count = {"months": 12, "weekdays": 7}[slot]
    assert all(len(names) == count for names in word_lists.load("dates")[slot].values())


@pytest.mark.parametrize("path", sorted(word_lists.DATA.glob("*.yaml")), ids=lambda path: path.stem)
def test_keys_that_look_like_languages_are_languages(path: Path) -> None:
    """`load_merged` puts lists under keys of two small letters together."""

    def check(node: Any, at: str) -> None:
        if isinstance(node, dict):
            keys = set(map(str, node))
            if all(re.fullmatch("[a-z]{2}|any", key) for key in keys):
                unknown = {k for k in keys - {"any"} if not pycountry.languages.get(alpha_2=k)}
                assert not unknown, at
            for key, part in node.items():
                check(part, f"{at}.{key}")
        elif isinstance(node, list):
            for part in node:
                check(part, at)

    if path.stem != "gazetteer":
        check(word_lists.load(path.stem), path.stem)
