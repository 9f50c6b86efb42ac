"""Fold words for comparison: lower case, marks left out, in one form however they are typed."""

from __future__ import annotations

import re
import unicodedata
from codecs import charmap_decode, charmap_encode
from collections.abc import Sequence
from encodings import cp1252

_WORDS = re.compile(r"[^\W_]+")
_CURLY = re.compile("[\u2018-\u201f\u2010-\u2015\u2022\u2026\u00a0]")
_SAME = str.maketrans("ıάέήίόύώϊϋΐΰ", "iαεηιουωιυιυ", "\u0307")
"""Letters that capitals do not tell apart, in lower case: Turkish "TANIM" is "tanım", Greek
"ΠΡΟΣΟΝΤΑ" is "προσόντα"; and the dot that "İ" leaves above its "i"."""
_HAS_SAME = re.compile(f"[{''.join(map(chr, _SAME))}]")
"""Looked for first: most texts have none, and to translate one takes ten times as long."""
_BLANKS = re.compile(r"[\s\u00a0\u200b\u2060\ufeff]+")


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
