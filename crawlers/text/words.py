"""Small helpers every reader of text shares: folding words for comparison, and loading the word
lists beside this module."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from codecs import charmap_decode, charmap_encode
from collections.abc import Iterator, Sequence
from encodings import cp1252
from functools import cache
from importlib.machinery import SourceFileLoader
from marshal import dumps
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any
from zlib import crc32

import yaml

DATA = Path(__file__).parent / "data"
_LANGUAGE = re.compile("[a-z]{2}|any")
"""A key of an entry by language: a code of ISO 639-1, or `any` for what is of none."""
_WORDS = re.compile(r"[^\W_]+")
_CURLY = re.compile("[\u2018-\u201f\u2010-\u2015\u2022\u2026\u00a0]")
_SAME = str.maketrans("ıάέήίόύώϊϋΐΰ", "iαεηιουωιυιυ", "\u0307")
"""Letters that capitals do not tell apart, in lower case: Turkish "TANIM" is "tanım", Greek
"ΠΡΟΣΟΝΤΑ" is "προσόντα"; and the dot that "İ" leaves above its "i"."""
_HAS_SAME = re.compile(f"[{''.join(map(chr, _SAME))}]")
"""Looked for first: most texts have none, and to translate one takes ten times as long."""
_BLANKS = re.compile(r"[\s\u00a0\u200b\u2060\ufeff]+")


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


def fold(text: str) -> str:
    """Return the words of a text only, lower case, accents kept: what two spellings are compared by
    ("Full-Time:" and "full time")."""
    return " ".join(folded_words(text))


def fold_lines(texts: Sequence[str]) -> list[str]:
    """Return `fold` of each text."""
    return list(map(" ".join, folded_words_of(texts)))


def folded_words(text: str) -> list[str]:
    """Return the words of `fold`, one by one."""
    if text.isascii():  # nearly all text: 30 times as fast as the general case
        return text.encode().translate(_FOLDED).decode().split()
    folded = _western(text, _FOLDED)
    return _folded_words(text) if folded is None or _UNKNOWN in folded else folded.split()


def folded_words_of(texts: Sequence[str]) -> list[list[str]]:
    """Return `folded_words` of each text: of all in one go, as far as they are in Western
    letters."""
    whole = "\n".join(texts)
    if whole.isascii():
        folded: str | None = whole.encode().translate(_FOLDED_LINES).decode()
    else:
        folded = _western(whole, _FOLDED_LINES)
    lines = [] if folded is None else folded.split("\n")
    if len(lines) != len(texts):  # other letters, no text at all, or a text of several lines
        return list(map(folded_words, texts))
    if folded and _UNKNOWN in folded:
        return [
            _folded_words(text) if _UNKNOWN in line else line.split()
            for text, line in zip(texts, lines, strict=True)
        ]
    return [line.split() for line in lines]


def _western(text: str, table: bytes) -> str | None:
    """Return a text in Western letters with its words in lower case and blanks for marks, _UNKNOWN
    for a letter that a byte cannot say so; None for a text with other letters. In bytes this takes
    a quarter of the time of the general case."""
    letters, size = charmap_encode(text, "ignore", cp1252.encoding_table)
    if len(letters) != size:
        return None
    letters = letters.replace(b"\xdf", b"ss").translate(table)
    return charmap_decode(letters, "strict", _LETTERS)[0]


def _folded_words(text: str) -> list[str]:
    text = unicodedata.normalize("NFKC", _CURLY.sub(" ", text)).casefold()
    return _WORDS.findall(text.translate(_SAME) if _HAS_SAME.search(text) else text)


_UNKNOWN = "\0"
"""In place of a letter of a text in bytes that becomes several, or another letter of no byte."""
_LETTERS = f"{_UNKNOWN}{cp1252.decoding_table[1:]}"


def _folded_byte(letter: str) -> int:
    """Return the byte of a Western letter in lower case, that of a blank for a mark, and of
    _UNKNOWN."""
    words = _folded_words(letter) or [" "]
    folded = " ".join(words)
    return max(_LETTERS.find(folded), 0) if len(folded) == 1 else 0


_FOLDED = bytes(map(_folded_byte, cp1252.decoding_table))
_FOLDED_LINES = _FOLDED[:10] + b"\n" + _FOLDED[11:]
"""The same, but a line end stays one."""
