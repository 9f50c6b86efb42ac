"""The parts of an organisation that a posting belongs to, as its opening text names them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from crawlers.text.words import fold, load

_ABBREVIATION = re.compile(r"\s*\([^()]{1,40}\)")
MAX_PARAGRAPHS = 8


@cache
def _name() -> re.Pattern[str]:
    """A capitalised name that ends in a word for a part of an organisation, or begins with one ("Office of the ...").

    The head may be in lower case behind an abbreviation: "Trust Management (TM) team".
    """
    heads = "|".join(load("organizations")["units"])
    word = r"[A-ZÀ-Ý][\w&/’'-]*"
    joint = rf"(?:,? (?:{word}|of|the|and|for|de|&|\([^()]{{1,30}}\))){{0,9}}?"
    return re.compile(
        rf"\b(?:(?P<plain>{word}{joint},? (?:{heads})\b(?! of\b)(?: \([A-Z][\w-]{{1,9}}\))?)"
        rf"|(?P<of>(?:{word} )?(?:{heads}) of (?:the )?{word}(?: (?:{word}|of|the|and)){{0,6}})"
        rf"|(?P<lower>{word}{joint} \([A-Z][\w&/-]{{1,9}}\) (?:{heads.lower()})\b))"
    )


@cache
def _openings() -> re.Pattern[str]:
    """How a sentence about the post's own part of the organisation begins."""
    return re.compile(
        r"^(?:(?:Located |Based |Placed )?(?:[Ww]ithin|[Ii]n|[Uu]nder)(?: the)? |The (?:mission of the )?|As part of the |An? )"
    )


def read_units(paragraphs: Iterable[str]) -> list[str]:
    """Names of units, outermost first, abbreviations in brackets left out: from sentences that begin "Within the X", "The X ...".

    Only the first paragraphs count, and only names at the start of a sentence or behind its first comma: a unit that is named as
    a partner is not the post's own.
    """
    found: list[str] = []
    for number, paragraph in enumerate(paragraphs):
        if number >= MAX_PARAGRAPHS:
            break
        for sentence in _starts(paragraph):
            for name in _of_sentence(sentence):
                if all(fold(name) not in fold(f) and fold(f) not in fold(name) for f in found):
                    found.append(name)
    return found


def _starts(paragraph: str) -> list[str]:
    return [s for s in re.split(r"(?<=[a-z)])\.\s+(?=[A-Z])", paragraph[:1200])[:2] if _openings().match(s)]


def _of_sentence(sentence: str) -> list[str]:
    opening = _openings().match(sentence)
    assert opening is not None
    names = []
    at = opening.end()
    for _ in range(2):  # "Within the X, the Y ..."
        match = _name().match(sentence, at)
        if not match:
            break
        name = _ABBREVIATION.sub("", match.group()).strip()
        if len(name.split()) > 1:
            names.append(name)
        step = re.compile(r",? (?:the |and the )|,? (?:sits|is|works) (?:in|within) the ").match(sentence, match.end())
        if not step:
            break
        at = step.end()
    return names
