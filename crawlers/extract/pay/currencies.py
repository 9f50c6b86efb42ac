"""Find the currencies that a text names: codes ("EUR"), marks ("€", "C$") and names ("zł").

The words and marks are `data/money.yaml`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from crawlers.extract.pay.patterns import any_whole_word, any_word
from crawlers.text.patterns import DIGIT, LETTER
from crawlers.text.unaccented import compose, plain
from crawlers.text.word_lists import load_merged


@dataclass(frozen=True, slots=True)
class Currency:
    """A printed currency. code: ISO 4217, or None where the mark is of several. others: the codes
    that the mark could mean. is_word: whether the mark is a word or a single letter, too, so that
    small figures beside it are of something else ("TOP 10", "R5")."""

    code: str | None
    others: frozenset[str] = frozenset()
    is_word: bool = False


_DATA = load_merged("money")
CODES = frozenset(_DATA["codes"])
_WORDS_TOO = frozenset(_DATA["codes_that_are_words"])
_MARKS_TOO = frozenset(_DATA["marks_that_are_words"])
_LAKH = Currency(None, frozenset(_DATA["currencies_of_lakh"]))
"""The currencies that are counted in hundreds of thousands: "6 - 9 lakhs"."""
OF_FACTOR = {
    **{plain(word): _LAKH for word in _DATA["hundred_thousand"]},
    **{plain(word): Currency(code) for word, code in _DATA["currencies_of_millions"].items()},
}
"""What is counted in a word, where no currency stands beside it."""


@cache
def _names() -> dict[str, Currency]:
    """Return, by plain mark or name, its currency."""
    names = {plain(mark): Currency(code) for mark, code in _DATA["marks"].items()}
    names |= {
        plain(name): Currency(code, is_word=name in _MARKS_TOO)
        for code, spellings in _DATA["names"].items()
        for name in spellings
    }
    return names | {
        plain(mark): Currency(None, frozenset(codes), mark in _MARKS_TOO)
        for mark, codes in _DATA["shared"].items()
    }


SIGNS = "".join(
    mark
    for mark in (*_DATA["shared"], *_DATA["marks"])
    if len(mark) == 1 and mark not in _MARKS_TOO
)
"""The signs of currencies: "$€£¥"."""
LETTER_OF_EURO = re.compile(
    rf" ?e(?= ?/ ?{any_word(_DATA['periods_of_letter_of_euro'])}(?![{LETTER}]))"
)
"""The letter that stands for the euro between a figure and its period: "2 310,50 e/kk"."""
_LETTERS = re.compile(f"[{LETTER}]+")
_MAY_BE_CODE = re.compile("[A-Z]{3}")
_CAPITALS = re.compile(r"(?<![A-Za-z])[A-Z]{3}(?![A-Za-z])")


def currency_of(word: str, printed: str) -> Currency | None:
    """Return the currency that a plain word or mark names. Codes, the letters of "C$" and a mark
    that is a letter count in capitals only: "c$50k" is circa."""
    if printed in CODES:
        return Currency(printed, is_word=printed in _WORDS_TOO)
    bare = word.rstrip(".")  # "2026 r." is a year
    is_letter = len(bare) == 1 and "a" <= bare <= "z"
    if (is_letter or (word.endswith("$") and printed != "$")) and not printed.isupper():
        return None
    return _names().get(word) or _names().get(bare)


def currencies_in(text: str) -> set[str]:
    """Return the codes of all currencies that composed text names beyond doubt: "EUR", "zł",
    "Euro (EUR)"; not "$"."""
    named = {word for word in _CAPITALS.findall(text) if word in CODES - _WORDS_TOO}
    certain = (
        currency_of(match.group(), text[match.start() : match.end()])
        for match in _certain_names().finditer(plain(text))
    )
    return named | {currency.code for currency in certain if currency and currency.code}


@cache
def _certain_names() -> re.Pattern[str]:
    return re.compile(
        any_whole_word(name for name, currency in _names().items() if not currency.others)
    )


def without_codes(text: str) -> str:
    """Return the text with blanks in place of currency codes."""
    return _CAPITALS.sub(lambda match: "   " if match.group() in CODES else match.group(), text)


def may_state_money(text: str) -> bool:
    """Return whether a text has a figure and may name a currency: few lines of a page do."""
    return DIGIT.search(text) is not None and may_name_currency(text)


@lru_cache(256)
def may_name_currency(text: str) -> bool:
    """Return whether a text has the sign of a currency, a code, or a word of a name: a cheap check
    before amounts with their currencies are looked for. Several readers ask for each text of a
    page: looked at once."""
    low = plain(compose(text))
    return (
        _marks().search(low) is not None
        or ("e" in low and "/" in low and LETTER_OF_EURO.search(low) is not None)
        or (_MAY_BE_CODE.search(text) and not CODES.isdisjoint(_CAPITALS.findall(text)))
        or not _words_of_names().isdisjoint(_LETTERS.findall(low))
    )


@cache
def _marks() -> re.Pattern[str]:
    """Return a pattern of what tells a currency that is not written in letters alone."""
    others = (_LETTERS.sub("", name).strip(" .") for name in _names())
    return re.compile(f"[{re.escape(''.join({char for other in others for char in other}))}]")


@cache
def _words_of_names() -> frozenset[str]:
    """Return the longest word of each mark and name that is written in letters alone, and of what
    one currency is counted in."""
    names = [name for name in (*_names(), *OF_FACTOR) if not _marks().search(name)]
    return frozenset(max(_LETTERS.findall(name), key=len) for name in names)
