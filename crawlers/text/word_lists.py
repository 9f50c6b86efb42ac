"""Load the word lists in data/: YAML, by language where words have one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.machinery import SourceFileLoader
from marshal import dumps
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any
from zlib import crc32

import yaml

DATA = Path(__file__).parent / "data"
"""The folder of the word lists."""
_LANGUAGE = re.compile("[a-z]{2}|any")
"""A key of an entry by language: a code of ISO 639-1, or `any` for what is of none."""


class _WordList(SourceFileLoader):
    """Loads a word list as Python loads a module: what was parsed is kept in `__pycache__` until
    the file changes. To parse all lists takes a fifth of a second in each process."""

    def path_stats(self, path: str) -> dict[str, int]:
        """Return what a changed file is known by: in place of its time, which may be of any
        installation, a sum over its text."""
        text = self.get_data(path)
        return {"mtime": crc32(text), "size": len(text)}

    def source_to_code(self, data: Any, path: Any, **_: Any) -> CodeType:  # type: ignore[override]
        words = yaml.load(data, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        # one literal of bytes: to compile the words as literals takes as long as to parse them
        return compile(f"from marshal import loads\nwords = loads({dumps(words)!r})", path, "exec")


@cache
def load(name: str) -> Any:
    """Return the parsed word list `data/{name}.yaml`. Callers do not change it."""
    words = ModuleType(name)
    _WordList(name, str(DATA / f"{name}.yaml")).exec_module(words)
    return words.words


def phrases_in(node: Any) -> Iterator[str]:
    """Return all strings of a part of a word list: one phrase, a list, or lists by language or by
    meaning (`{en: [of], fr: [de, des]}`), in the order of the file."""
    if isinstance(node, str):
        yield node
    else:
        for part in node.values() if isinstance(node, dict) else node:
            yield from phrases_in(part)


@cache
def load_merged(name: str) -> Any:
    """Return the word list `data/{name}.yaml` with the languages of each entry put together:
    `{to: {en: [to], fr: [à]}}` becomes `{to: [to, à]}`. Callers do not change it."""
    return _merged(load(name))


def _merged(node: Any) -> Any:
    if isinstance(node, list):
        return [_merged(part) for part in node]
    if not isinstance(node, dict):
        return node
    by_language = all(_LANGUAGE.fullmatch(str(key)) for key in node)
    if node and by_language and all(map(_is_words, node.values())):
        return list(phrases_in(node))
    return {key: _merged(part) for key, part in node.items()}


def _is_words(node: Any) -> bool:
    return isinstance(node, list) and all(isinstance(word, str) for word in node)


@cache
def own_words(name: str) -> dict[str, frozenset[str]]:
    """Return the words of `data/{name}.yaml` that are other words in another language, each with
    the languages that it counts in: `only: {de: [promotion]}`. Words in lower case."""
    found: dict[str, set[str]] = {}
    for language, words in load(name).get("only", {}).items():
        for word in words:
            found.setdefault(word.lower(), set()).add(language)
    return {word: frozenset(languages) for word, languages in found.items()}
