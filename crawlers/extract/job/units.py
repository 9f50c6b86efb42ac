"""The parts of an organisation that a posting belongs to, as its opening text names them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from crawlers.text.words import fold, load

MAX_PARAGRAPHS = 8
_WORD = r"[A-ZÀ-Ý][\w&/’'-]*"
_BRACKETS = re.compile(r"\s*\([^()]{1,40}\)")
_DEFINED = re.compile(
    rf"((?:{_WORD},? (?:(?:and|of|for|the|&) )*){{1,8}})\(([A-Z][A-Za-z&-]{{1,9}})\)"
)
_OPENING = re.compile(
    r"(?:(?:Located |Based |Placed )?(?:[Ww]ithin|[Ii]n|[Uu]nder)(?: the)? |The (?:mission of the )?|As part of the |An? )"
)
_BODY = re.compile(rf"{_WORD}(?: {_WORD}){{0,4}}(?: \([A-Z]{{2,8}}\))?(?=, the )")
_ONWARD = re.compile(
    r",? (?:the |and the )|,? (?:sits|is|is part of|belongs|works) ?(?:in|within|to)? the "
)


@cache
def _heads() -> str:
    heads = [str(h) for h in load("organizations")["units"]]
    return "|".join(heads)


@cache
def _name() -> re.Pattern[str]:
    """A capitalised name that ends in a word for a part of an organisation, or begins with one
    ("Office of the ...").

    The word may be in lower case behind an abbreviation: "Trust Management (TM) team".
    """
    heads = _heads()
    joint = rf"(?:,? {_WORD}|,? and| of(?: the)?| for| de| &| \([^()]{{1,30}}\)){{0,9}}?"
    return re.compile(
        rf"(?:(?:{heads}) of (?:the )?{_WORD}(?: (?:{_WORD}|of|the|and)){{0,6}}"
        rf"|(?:{_WORD} ){{1,2}}(?:{heads}) of {_WORD}(?: and {_WORD})?"
        rf"|{_WORD}{joint} (?:{heads})\b"
        rf"|{_WORD}{joint} \([A-Z][\w&/-]{{1,9}}\) (?:{heads.lower()})\b)(?: \([A-Z][\w-]{{1,9}}\))?"
    )


@cache
def _abbreviated() -> re.Pattern[str]:
    return re.compile(rf"([A-Z][A-Za-z-]{{1,8}})(?: (?:{_heads()}|{_heads().lower()}))?\b(?=,| )")


def read_units(paragraphs: Iterable[str]) -> list[str]:
    """Names of units, outermost first, abbreviations in brackets left out: from sentences that
    begin "Within the X", "The X ...".

    Only the first paragraphs count, and only names at the start of a sentence or behind its first
    comma: a unit that is named as a partner is not the post's own. An abbreviation that the text
    explains stands for its name.
    """
    found: dict[str, str] = {}
    known: dict[str, str] = {}
    for _, paragraph in zip(range(MAX_PARAGRAPHS), paragraphs, strict=False):
        if "(" in paragraph:
            known.update(_abbreviations(paragraph[:1200]))
        for sentence in re.split(r"(?<=[a-z)])\.\s+(?=[A-Z])", paragraph[:1200])[:2]:
            for name in _of_sentence(sentence, known):
                whole = fold(" ".join(known.get(w, w) for w in name.split()))
                if all(whole not in other and other not in whole for other in found):
                    found[whole] = name
    return list(found.values())


def _abbreviations(text: str) -> dict[str, str]:
    """By abbreviation, the words before it whose initials it is made of."""
    out = {}
    for match in _DEFINED.finditer(text):
        words = match.group(1).replace(",", "").split()
        letters = [c for c in match.group(2).upper() if c.isalpha()]
        for size in range(len(letters), len(words) + 1):
            initials = [w[0] for w in words[-size:] if w[0].isupper()]
            if initials == letters:
                out[match.group(2)] = " ".join(words[-size:])
                break
    return out


def _of_sentence(sentence: str, known: Mapping[str, str]) -> list[str]:
    opening = _OPENING.match(sentence)
    if opening is None:
        return []
    names: list[str] = []
    at = opening.end()
    for _ in range(2):  # "Within the X, the Y ..."
        match = _name().match(sentence, at)
        short = _abbreviated().match(sentence, at)
        if match:
            names.append(_BRACKETS.sub("", match.group()).strip())
            at = match.end()
        elif short and short.group(1) in known:
            if names:
                names.append(known[short.group(1)])
            at = short.end()
        elif body := _BODY.match(sentence, at):
            at = body.end()
        else:
            break
        onward = _ONWARD.match(sentence, at)
        if not onward:
            break
        at = onward.end()
    return [n for n in names if len(n.split()) > 1]
