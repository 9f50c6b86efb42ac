"""Whether a board has the name of the employer whose page names it: `acme-gmbh` is the board of
www.acme.example, `birch` is not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache

from crawlers.contract.boards import Board
from crawlers.text.unaccented import TWO_LETTERS
from crawlers.text.word_lists import load, phrases_in

_LEAST = 3
"""Letters of a name that can be compared; an abbreviation of fewer is anybody's."""
_MENTION = 4
"""Letters of a name that is looked for in a text."""


def plain_words(text: str) -> tuple[str, ...]:
    """Return the words of a text in plain Latin letters: "Müller & Söhne" -> muller, sohne."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(each for each in decomposed if not unicodedata.combining(each))
    return tuple(re.findall(r"[^\W_]+", bare))


def names_of_host(host: str) -> Iterator[str]:
    """Yield the labels of a host that may be a name: careers.acme.co.example -> acme."""
    labels = host.casefold().rpartition("@")[2].partition(":")[0].split(".")[:-1]
    for label in labels:
        if len(label) >= _LEAST and label not in _around() and not label.isdigit():
            yield label


def agrees(board: Board, names: Iterable[str]) -> bool:
    """Return whether one of the names of a page's employer is the name of a board."""
    pieces = {form for piece in _pieces(board) for form in _bare(piece)}
    return any(not pieces.isdisjoint(_forms(name)) for name in names)


def is_mentioned(board: Board, text: str) -> bool:
    """Return whether a text has the name of a board. text: words in plain letters, without
    blanks."""
    return any(
        form in text
        for piece in _pieces(board)
        for form in _bare(piece)
        if len(form) >= _MENTION and not form.isdigit()
    )


def _pieces(board: Board) -> Iterator[tuple[str, ...]]:
    """Yield the parts of a board's name that can name an employer, each as its words."""
    for part in board.board.partition("?")[0].split("/"):
        labels = part.split(".")
        for label in labels[:-1] if len(labels) > 2 else labels:
            yield plain_words(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", label))


def _bare(words: tuple[str, ...]) -> set[str]:
    """Return the forms of a name, written together: with and without what stands around names."""
    kept = list(words)
    while len(kept) > 1 and kept[-1] in _around():
        kept.pop()
    while len(kept) > 1 and kept[0] in _around():
        kept.pop(0)
    forms = {"".join(words), "".join(kept)}
    for around in _around():
        for form in tuple(forms):
            if len(around) > 2 and form.endswith(around) and len(form) - len(around) >= _LEAST:
                forms.add(form.removesuffix(around))
    return {form for form in forms if len(form) >= _LEAST and form not in _around()}


def _forms(name: str) -> set[str]:
    """Return the forms of an employer's name. "Acme Tool Works GmbH": the whole, without the legal
    form, the first words, the first letters."""
    forms: set[str] = set()
    for spelling in (name, name.casefold().translate(TWO_LETTERS)):
        words = plain_words(spelling)
        forms |= _bare(words)
        named = [word for word in words if word not in _around()]
        forms |= {"".join(named[:count]) for count in range(2, len(named))}
        letters = "".join(word[0] for word in named)
        forms |= {letters} if len(letters) >= _LEAST else set()
    return {form for form in forms if len(form) >= _LEAST}


@cache
def _around() -> frozenset[str]:
    return frozenset(phrases_in(load("career_pages")["around_names"]))
