"""Read the parts of an organisation that a posting belongs to from its opening text.

The words and the shapes of names are `data/units.yaml`, per language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from crawlers.text.patterns import UPPER
from crawlers.text.word_lists import load
from crawlers.text.words import fold

MAX_PARAGRAPHS = 8
_MAX_PARAGRAPH = 1_200
"""Characters of a paragraph that are read."""
_SENTENCES = 2
"""Sentences of a paragraph that are read: a unit named further on is rather a partner's."""
_NESTED = 2
"""Names of one sentence: "Within the X, the Y ..."."""

_WORD = rf"[{UPPER}][\w&/’'-]*"
_SHORT_FORM = re.compile(r" \([A-Z][A-Za-z&-]{1,9}\)")
"""An abbreviation in brackets."""
_REACH = 200
"""Characters before it in which its words stand."""
_BRACKETS = re.compile(r"\s*\([^()]{1,40}\)")
_SENTENCE_END = re.compile(r"(?<=[a-z)])\.\s+(?=[A-Z])")
_NEVER = r"(?!)"


@dataclass(frozen=True, slots=True)
class _Grammar:
    """How one language names units; each pattern as the entry of that name in the data.

    abbreviated: an abbreviation, alone or before a head ("the HQ Unit"). defined: words with their
    abbreviation in brackets."""

    opening: re.Pattern[str]
    name: re.Pattern[str]
    enclosing: re.Pattern[str]
    onward: re.Pattern[str]
    abbreviated: re.Pattern[str]
    defined: re.Pattern[str] | None


def read_units(paragraphs: Iterable[str]) -> list[str]:
    """Return the names of units, outermost first, without abbreviations in brackets.

    Reads the start of the first sentences only ("Within the X", "The X ..."): a unit that is named
    as a partner is not the post's own. An abbreviation that the text explains stands for its name.
    """
    found: dict[str, str] = {}
    known: dict[str, str] = {}
    for _, paragraph in zip(range(MAX_PARAGRAPHS), paragraphs, strict=False):
        text = paragraph[:_MAX_PARAGRAPH]
        known.update(_abbreviations(text))
        for sentence in _SENTENCE_END.split(text, maxsplit=_SENTENCES)[:_SENTENCES]:
            for name in _names_in(sentence, known):
                whole = fold(" ".join(known.get(w, w) for w in name.split()))
                if all(whole not in other and other not in whole for other in found):
                    found[whole] = name
    return list(found.values())


@cache
def _grammars() -> tuple[_Grammar, ...]:
    return tuple(map(_grammar, load("units").values()))


def _grammar(data: Mapping[str, object]) -> _Grammar:
    heads = [str(head) for head in _strings(data["heads"])]
    head = "|".join(heads)
    parts = {
        "<joint>": str(data.get("joint", "")),
        "<word>": _WORD,
        "<head>": f"(?:{head})",
        "<lower_head>": f"(?:{head.lower()})",
    }

    def filled(pattern: str) -> str:
        for part, meaning in parts.items():
            pattern = pattern.replace(part, meaning)
        return pattern

    def compiled(entry: str) -> re.Pattern[str]:
        return re.compile(filled(str(data.get(entry, _NEVER))))

    names = "|".join(map(filled, _strings(data["names"])))
    joints = "|".join(map(re.escape, _strings(data.get("joints", ()))))
    return _Grammar(
        opening=compiled("opening"),
        name=re.compile(rf"(?:{names})(?: \([A-Z][\w-]{{1,9}}\))?"),
        enclosing=compiled("enclosing"),
        onward=compiled("onward"),
        abbreviated=re.compile(rf"([A-Z][A-Za-z-]{{1,8}})(?: (?:{head}|{head.lower()}))?\b(?=,| )"),
        defined=re.compile(
            rf"((?:{_WORD},? (?:(?:{joints}) )*){{1,8}})\(([A-Z][A-Za-z&-]{{1,9}})\)"
        )
        if joints
        else None,
    )


def _strings(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list | tuple) else []


def _abbreviations(text: str) -> dict[str, str]:
    """Return, by abbreviation, the words before it whose initials it is made of."""
    out = {}
    for match in _defined_in(text):
        words = match.group(1).replace(",", "").split()
        letters = [c for c in match.group(2).upper() if c.isalpha()]
        for size in range(len(letters), len(words) + 1):
            initials = [w[0] for w in words[-size:] if w[0].isupper()]
            if initials == letters:
                out[match.group(2)] = " ".join(words[-size:])
                break
    return out


def _defined_in(text: str) -> Iterator[re.Match[str]]:
    """Yield the words with their abbreviation in brackets. They are looked for before each bracket
    alone: a search of all the text takes ten times as long."""
    end = 0
    for short in _SHORT_FORM.finditer(text):
        start = max(end, short.start() - _REACH)
        end = short.end()
        found = (each.defined.search(text, start, end) for each in _grammars() if each.defined)
        yield from filter(None, found)


def _names_in(sentence: str, known: Mapping[str, str]) -> list[str]:
    """Return the names at the start of a sentence, by the first language in which there are any.

    known: names by their abbreviations."""
    return next(filter(None, (_names_by(g, sentence, known) for g in _grammars())), [])


def _names_by(grammar: _Grammar, sentence: str, known: Mapping[str, str]) -> list[str]:
    opening = grammar.opening.match(sentence)
    if opening is None:
        return []
    names: list[str] = []
    at = opening.end()
    for _ in range(_NESTED):
        match = grammar.name.match(sentence, at)
        short = grammar.abbreviated.match(sentence, at)
        if match:
            names.append(_BRACKETS.sub("", match.group()).strip())
            at = match.end()
        elif short and short.group(1) in known:
            if names:
                names.append(known[short.group(1)])
            at = short.end()
        elif enclosing := grammar.enclosing.match(sentence, at):
            at = enclosing.end()
        else:
            break
        onward = grammar.onward.match(sentence, at)
        if not onward:
            break
        at = onward.end()
    return [n for n in names if len(n.split()) > 1]
