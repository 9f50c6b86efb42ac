"""Names of employers: well-known ones (those whose grades are known), and lines that are named as
organisations are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from crawlers.extract.job.grades import system_of
from crawlers.text.words import fold, load

_RUN_OF_CAPITALS = re.compile(
    r"[A-ZÀ-Ý][\w&’'-]*(?: (?:(?:of|for|de|du|der|des) )?[A-ZÀ-Ý][\w&’'-]*){1,5}"
)
_SEEKING = (3, 5)
"""The groups of `_presented` that name who is looking for somebody: surer than who is only
described."""
_OPENING_CHARS = 300
_OPENING_BLOCKS = 3


@cache
def _words() -> tuple[frozenset[str], frozenset[str]]:
    data = load("organizations")
    return frozenset(map(fold, data["words"])), frozenset(map(fold, data["suffixes"]))


def has_organization_word(text: str) -> bool:
    """Whether a line has a word that organisations have in their names, or ends in a legal form."""
    words, suffixes = _words()
    folded = fold(text).split()
    return bool(folded) and (
        bool(words & set(folded)) or folded[-1] in suffixes or "".join(folded[-3:]) in suffixes
    )


def names_employer(text: str) -> bool:
    """Whether a line names a well-known employer or is named like an organisation."""
    return system_of(text) is not None or has_organization_word(text)


def names_nobody(text: str) -> bool:
    """Whether a line has words that no employer's name has, or is a post's title."""
    from crawlers.extract.job.titles import title_score

    folded = f" {fold(text)} "
    return (
        any(f" {w} " in folded for w in load("organizations")["no_name"]) or title_score(text) > 0.5
    )


@cache
def _known() -> re.Pattern[str]:
    """Well-known names; one in capitals may have the "s" of a lost apostrophe behind it."""
    printed = sorted(
        {n for row in load("grades")["systems"] for n in row["employers"]}, key=len, reverse=True
    )
    short = "|".join(re.escape(n) for n in printed if n.isupper())
    long = "|".join(re.escape(n) for n in printed if not n.isupper())
    return re.compile(rf"(?<!\w)(?:({short})|((?i:{long})))(?:['’]?s)?(?!\w)")


def employers_in(text: str) -> Iterator[str]:
    """Well-known employers, as the text prints them, in its order; a name in words has its
    capitals."""
    for match in _known().finditer(text[:2000]):
        if match.group(1):
            yield match.group(1)
        elif (
            all(w[:1].isupper() for w in match.group(2).split() if len(w) > 3)
            and match.group(2)[:1].isupper()
        ):
            yield match.group(2)


@cache
def _presented() -> re.Pattern[str]:
    """A capitalised name where a text presents its employer: a heading "About X"; "At X, we"; "X is
    looking for", "X is a"."""
    words = {
        key: "|".join(map(re.escape, load("organizations")[key]))
        for key in ("about", "at", "seeking", "being")
    }
    name = r"((?:The )?[A-ZÀ-Ý][\w&.’'-]*(?: (?:of|for|to|de|du|der|the|and|&|[A-ZÀ-Ý][\w&.’'-]*)){0,7})"
    aside = r"(?:,? \([^()]{1,40}\)|, [^.]{0,80},)?"
    return re.compile(
        rf"^(?:{words['about']}) {name}:?$"
        rf"|(?:^|(?<=[.!?] ))(?:{words['at']}) {name},? (?:we|you|wir|vi|nous)\b"
        rf"|^{name}{aside} (?:{words['seeking']})\b"
        rf"|^{name}{aside} at {name} (?:{words['seeking']})\b"
        rf"|^{name}{aside} (?:{words['being']})\b"
    )


def employer_of_prose(texts: Sequence[str]) -> str | None:
    """The employer that the prose presents. A name without a word of organisations in it must be
    called again by the text."""
    whole = " ".join(texts)
    called: dict[str, tuple[bool, bool, int]] = {}
    for text in texts:
        for match in _presented().finditer(text[:300]):
            # "Centre X at Y is hiring": Y
            name = [g for g in match.groups() if g][-1].strip(" ,.:")
            # "Institut de | recherche"
            if len(name) < 3 or name.split()[-1].islower() or names_nobody(name):
                continue
            times = len(re.findall(rf"(?<!\w){re.escape(name)}(?!\w)", whole))
            if times >= 2 or has_organization_word(name):
                called[name] = (match.lastindex in _SEEKING, has_organization_word(name), times)
    if not called:
        return None
    most = max(called, key=lambda n: called[n])
    return max((n for n in called if f" {fold(most)} " in f" {fold(n)} "), key=len)


def employer_called(texts: Sequence[str]) -> str | None:
    """The organisation that the text calls by name more often than any other, three times or
    more."""
    called: dict[str, int] = {}
    for text in texts:
        for match in _RUN_OF_CAPITALS.finditer(text[:3000]):
            name = match.group().removeprefix("The ")
            if " " in name and has_organization_word(name) and not names_nobody(name):
                called[name] = called.get(name, 0) + 1
    ranked = sorted(called.items(), key=lambda entry: -entry[1])
    clear = ranked and ranked[0][1] >= 3 and (len(ranked) == 1 or ranked[0][1] > ranked[1][1])
    return ranked[0][0] if clear else None


def employer_named(texts: Sequence[str]) -> str | None:
    """The well-known employer that the opening of a posting names, as printed; or the only one that
    the posting names at all.

    A posting names its own employer before any other; a later mention beside others may be of a
    partner.
    """
    found = [
        (name, number, text.find(name))
        for number, text in enumerate(texts)
        for name in employers_in(text)
    ]
    if not found:
        return None
    first, number, at = found[0]
    if number < _OPENING_BLOCKS and at < _OPENING_CHARS:
        return first
    return first if len({system_of(name) for name, _, _ in found}) == 1 else None


def split_employer(title: str) -> tuple[str, str | None]:
    """A well-known employer that runs on behind a title with no mark between, or that leads it:
    (title, employer).

    Behind it, the name goes to the end; in front, it stays in the title, of which it is a part.
    """
    from crawlers.extract.job.titles import title_score

    for name in employers_in(title):
        before, _, rest = title.partition(name)
        if not before.strip():
            return title, name
        if (
            " " in name
            and before.rstrip()[-1].isalnum()
            and title_score(before) > 0
            and len(rest.split()) <= 5
        ):
            return before.strip(), title[len(before) :].strip()
    return title, None
