"""The charset of a body that is no UTF-8 and declares none, by the language that the page names.

Source of the table: "Determining the character encoding" in the HTML Standard (the locale's default
encoding). Where a language has several, the one whose text has the fewest characters that are no
small letters is taken.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

WESTERN = "cp1252"
_CENTRAL = ("cp1250", "iso8859_2")
_CYRILLIC = ("cp1251", "koi8_r", "iso8859_5")
_BY_LANGUAGE: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("bs", "cs", "hr", "hu", "pl", "ro", "sk", "sl"), _CENTRAL),
    **dict.fromkeys(("be", "bg", "kk", "ky", "mk", "ru", "sr", "tg", "tt", "uk"), _CYRILLIC),
    **dict.fromkeys(("ar", "fa"), ("cp1256", "iso8859_6")),
    **dict.fromkeys(("et", "lt", "lv"), ("cp1257", "iso8859_13", "iso8859_4")),
    "el": ("cp1253", "iso8859_7"),
    "he": ("cp1255",),
    "ja": ("cp932", "euc_jp"),
    "ko": ("cp949",),
    "ku": ("cp1254",),
    "th": ("cp874",),
    "tr": ("cp1254",),
    "vi": ("cp1258",),
    "zh": ("gb18030",),
    **dict.fromkeys(("zh-hant", "zh-tw", "zh-hk", "zh-mo"), ("big5hkscs",)),
}
_HEAD = 4096
"""Bytes in which the language of a page is looked for."""
_LANGUAGE = re.compile(
    rb"""<html\b[^>]*?\blang\s*=\s*["']?(([a-z]{2})(?:[-_][a-z]+)?)(?![a-z])""", re.IGNORECASE
)
_RUN = re.compile(rb"[\x80-\xff]{4,}")
_HIGH = re.compile(rb"[\x80-\xff]")
_DISTINCT = 3
"""Bytes of a run that differ; a drawn line repeats one."""


def legacy_text(body: bytes) -> str:
    """Return the text of a body that is no UTF-8 and declares no charset that is known.

    Without a language it is Windows-1252, unless most of its bytes beyond ASCII stand four and more
    together, as in no text of western Europe: these become U+FFFD then, never wrong letters.
    """
    if named := _LANGUAGE.search(body[:_HEAD]):
        whole, language = (part.decode().lower().replace("_", "-") for part in named.groups())
        charsets = _BY_LANGUAGE.get(whole) or _BY_LANGUAGE.get(language, (WESTERN,))
        return min((body.decode(each, "replace") for each in charsets), key=_strangeness)
    runs = (run for run in _RUN.findall(body) if len(set(run)) >= _DISTINCT)
    is_western = 2 * sum(map(len, runs)) <= len(_HIGH.findall(body))
    return body.decode(WESTERN if is_western else "ascii", "replace")


def _strangeness(text: str) -> tuple[int, int]:
    """Return how many characters could not be decoded, and how many beyond ASCII are no small
    letters."""
    return text.count("\ufffd"), sum(char > "\x7f" and not char.islower() for char in text)
