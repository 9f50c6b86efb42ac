"""Names of employers: well-known ones (those whose grades are known), and lines that are named as organisations are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from crawlers.text.grades import system_of
from crawlers.text.words import fold, load

_OPENING_CHARS = 300
_OPENING_BLOCKS = 3
_MAX_NAME_WORDS = 9


@cache
def _words() -> tuple[frozenset[str], frozenset[str], tuple[str, ...]]:
    data = load("organizations")
    return frozenset(map(fold, data["words"])), frozenset(map(fold, data["suffixes"])), tuple(map(fold, data["seeking"]))


def has_organization_word(text: str) -> bool:
    """Whether a line has a word that organisations have in their names, or ends in a legal form."""
    words, suffixes, _ = _words()
    folded = fold(text).split()
    return bool(folded) and (bool(words & set(folded)) or folded[-1] in suffixes or "".join(folded[-3:]) in suffixes)


def names_employer(text: str) -> bool:
    """Whether a line names a well-known employer or is named like an organisation."""
    return system_of(text) is not None or has_organization_word(text)


@cache
def _known() -> re.Pattern[str]:
    """Well-known names as pages print them; a name in capitals may have the "s" of a lost apostrophe behind it."""
    printed = {name for row in load("grades")["systems"] for name in row["employers"]}
    spelled = printed | {n.title() for n in printed if not n.isupper()} | {n.upper() for n in printed}
    names = sorted((n for n in spelled if n.isupper() or " " in n), key=len, reverse=True)
    return re.compile(rf"(?<!\w)({'|'.join(map(re.escape, names))})(?:['’]?s)?(?!\w)")


def employers_in(text: str) -> Iterator[str]:
    """Well-known employers, as the text prints them, in its order."""
    for match in _known().finditer(text[:2000]):
        yield match.group(1)


def employer_seeking(texts: Iterable[str]) -> str | None:
    """The employer that the opening prose names as seeking somebody ("The Northern Agency is looking for ...")."""
    for text in texts:
        folded = fold(text[:240])
        for phrase in _words()[2]:
            before, found, _ = folded.partition(f" {phrase} ")
            size = len(before.split())
            if found and 0 < size <= _MAX_NAME_WORDS:
                name = " ".join(text.split()[:size])
                if name[:1].isupper() and has_organization_word(name):
                    return name
    return None


def employer_named(texts: Sequence[str]) -> str | None:
    """The well-known employer that the opening of a posting names, as printed; or the only one that the posting names at all.

    A posting names its own employer before any other; a later mention beside others may be of a partner.
    """
    found = [(name, number, text.find(name)) for number, text in enumerate(texts) for name in employers_in(text)]
    if not found:
        return None
    first, number, at = found[0]
    if number < _OPENING_BLOCKS and at < _OPENING_CHARS:
        return first
    return first if len({system_of(name) for name, _, _ in found}) == 1 else None


def split_employer(title: str) -> tuple[str, str | None]:
    """A well-known employer that runs on behind a title with no mark between, or that leads it: (title, employer).

    Behind it, the name goes to the end; in front, it stays in the title, of which it is a part.
    """
    from crawlers.text.titles import title_score

    for match in _known().finditer(title):
        before, rest = title[: match.start()].strip(), title[match.end() :]
        if not before:
            return title, match.group(1)
        if " " in match.group(1) and before[-1].isalnum() and title_score(before) > 0 and len(rest.split()) <= 5:
            return before, title[match.start() :].strip()
    return title, None
