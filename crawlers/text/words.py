"""Small helpers every reader of text shares: folding words for comparison, and loading the word
lists beside this module."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).parent / "data"
_LANGUAGE = re.compile("[a-z]{2}|any")
"""A key of an entry by language: a code of ISO 639-1, or `any` for what is of none."""
_WORDS = re.compile(r"[^\W_]+")
_CURLY = re.compile("[\u2018-\u201f\u2010-\u2015\u2022\u2026\u00a0]")
_ASCII = bytes(ord(chr(i).lower()) if chr(i).isalnum() else 32 for i in range(128)).ljust(256)
_ASCII_LINES = _ASCII[:10] + b"\n" + _ASCII[11:]
"""The same, but a line end stays one."""
_SAME = str.maketrans("ıάέήίόύώϊϋΐΰ", "iαεηιουωιυιυ", "\u0307")
"""Letters that capitals do not tell apart, in lower case: Turkish "TANIM" is "tanım", Greek
"ΠΡΟΣΟΝΤΑ" is "προσόντα"; and the dot that "İ" leaves above its "i"."""
_HAS_SAME = re.compile(f"[{''.join(map(chr, _SAME))}]")
"""Looked for first: most texts have none, and to translate one takes ten times as long."""
_BLANKS = re.compile(r"[\s\u00a0\u200b\u2060\ufeff]+")


@cache
def load(name: str) -> Any:
    """Return the parsed word list `data/{name}.yaml`. Callers do not change it."""
    return yaml.load(
        (DATA / f"{name}.yaml").read_bytes(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    )


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


def text_hash(text: str) -> int:
    """Return the number under which a text is counted and known; fold it before, as far as two
    spellings are to be one."""
    return bytes_hash(text.encode("utf-8", "replace"))


def bytes_hash(value: bytes) -> int:
    """Return the number under which bytes are known (BLAKE2b, 64 bits, signed)."""
    return int.from_bytes(hashlib.blake2b(value, digest_size=8).digest(), signed=True)


def squeeze(text: str) -> str:
    """Return a text with one blank where there were several of any kind, none at the ends."""
    return " ".join(text.split()) if text.isascii() else _BLANKS.sub(" ", text).strip()


def fold_lines(texts: Sequence[str]) -> list[str]:
    """Return `fold` of each text. Those that are ASCII but for curly marks are folded in one go, in
    half the time."""
    whole = "\n".join(texts)
    if whole.count("\n") != len(texts) - 1:  # none at all, or a text of several lines
        return list(map(fold, texts))
    others: list[int] = []
    if not whole.isascii():
        lines = _CURLY.sub(" ", whole).split("\n")
        others = [at for at, line in enumerate(lines) if not line.isascii()]
        for at in others:
            lines[at] = ""
        whole = "\n".join(lines)
    whole = whole.encode().translate(_ASCII_LINES).decode()
    while "  " in whole:
        whole = whole.replace("  ", " ")
    folded = whole.replace(" \n", "\n").replace("\n ", "\n").strip(" ").split("\n")
    for at in others:
        folded[at] = fold(texts[at])
    return folded


def fold(text: str) -> str:
    """Return the words of a text only, lower case, accents kept: what two spellings are compared by
    ("Full-Time:" and "full time")."""
    if not text.isascii():
        text = _CURLY.sub(" ", text)
    if text.isascii():  # nearly all text: 30 times as fast as the general case
        return b" ".join(text.encode().translate(_ASCII).split()).decode()
    text = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(_WORDS.findall(text.translate(_SAME) if _HAS_SAME.search(text) else text))
