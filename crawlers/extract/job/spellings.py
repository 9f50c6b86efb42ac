"""Tell whether two spellings are one name: "Acme Ltd" and "ACME", "North Sea Lights" and "nsl"."""

from __future__ import annotations

from functools import cache, lru_cache

from crawlers.text.unaccented import TWO_LETTERS, plain
from crawlers.text.word_lists import load, phrases_in
from crawlers.text.words import fold

_LEAST_BEGINNING = 4
"""Letters with which one name may begin another."""
_INITIALS = 3
"""Words of a name that its initials stand for."""
_LEAST_HOST = 5
"""Letters of a host that says a name in parts of its words, or its last words alone."""
_WHOLE = 4
"""Letters of a word that stands whole in such a host."""
_PARTICLE = 3
"""Letters of a word that a host may leave out: "of", "the", "w"."""


def fits(name: str, other: str) -> bool:
    """Return whether two spellings are one name: alike but for blanks, accents and the legal form;
    one begins the other; one is the initials of the other."""
    return fits_folded(fold(name), fold(other))


def fits_folded(name: str, other: str) -> bool:
    """Return the same of two folded spellings."""
    one, two = _letters(name), _letters(other)
    if not one or not two:
        return False
    short, long = sorted((one, two), key=len)
    if short == long or (len(short) >= _LEAST_BEGINNING and long.startswith(short)):
        return True
    return short in _initials(name) or short in _initials(other)


def is_same_folded(name: str, other: str) -> bool:
    """Return whether two folded spellings are alike but for blanks, accents and the legal form."""
    return _letters(name) == _letters(other) != ""


@lru_cache(4096)
def fits_host(name: str, label: str) -> bool:
    """Return whether a part of a host stands for a folded name: it fits; it is the name's last
    words ("lampenhof" of "Hotel Lampenhof"); or it is put together of the beginnings of its words
    ("nslights" and "northlights" of "North Sea Lights")."""
    if fits_folded(name, fold(label)) or _letters_of_host(name) == label:
        return True
    host, words = "".join(plain(fold(label)).split()), _words(name)
    if len(host) < _LEAST_HOST or len(words) < 2:
        return False
    if _is_end(host, words) or _has_same_words(label, words):
        return True
    return words[0][0] == host[0] and _is_of_beginnings(host, words)


def _letters_of_host(name: str) -> str:
    """Return the letters of a folded name as hosts spell them: "gaard" of "gård"."""
    return "".join(name.translate(TWO_LETTERS).split()) if not name.isascii() else ""


def _has_same_words(label: str, words: tuple[str, ...]) -> bool:
    """Return whether a host has all words of a name in another order: "oban-university" of
    "University of Oban"."""
    parts = plain(label.lower()).split("-")
    return len(parts) > 1 and sorted(parts) == sorted(w for w in words if len(w) > _PARTICLE)


def _is_end(host: str, words: tuple[str, ...]) -> bool:
    """Return whether a host is the last words of a name; where it is one word, what stands before
    it must be a kind of organisation: "Hotel", "Gemeinde"."""
    for at in range(1, len(words)):
        if "".join(words[at:]) == host:
            return len(words) - at > 1 or not _kinds().isdisjoint(words[:at])
    return False


def _is_of_beginnings(host: str, words: tuple[str, ...]) -> bool:
    """Return whether a host is made of beginnings of a name's words, in their order: two whole
    words, or a whole one and the beginnings of all others, or the beginnings of three or more."""
    states = {(0, 0, 0, 0)}  # letters read, whole words, beginnings, words left out
    for word in words:
        following: set[tuple[int, int, int, int]] = set()
        for read, whole, begun, left in states:
            if read:  # the first word begins the host
                following.add((read, whole, begun, left + (len(word) > _PARTICLE)))
            for size in range(1, _common(word, host, read) + 1):
                is_whole = size == len(word) >= _WHOLE
                following.add((read + size, whole + is_whole, begun + 1, left))
        states = following
    return any(
        read == len(host)
        and (whole > 1 or (not left and (begun >= _INITIALS or (whole and begun > 1))))
        for read, whole, begun, left in states
    )


def _common(word: str, host: str, at: int) -> int:
    """Return how many letters a word and a host from a place on have in common."""
    size = 0
    while size < min(len(word), len(host) - at) and word[size] == host[at + size]:
        size += 1
    return size


def is_kind_alone(folded: str) -> bool:
    """Return whether a folded name is nothing but a kind of organisation: "The University"."""
    words = _words(folded)
    return len(words) == 1 and words[0] in _kinds() and folded.isascii()


def without_form(words: list[str]) -> str:
    """Return the words of a name without its legal form."""
    while len(words) > 1 and words[-1] in _legal_forms():
        words = words[:-1]
    return " ".join(words)


@lru_cache(4096)
def _words(folded: str) -> tuple[str, ...]:
    """Return the words of a name without accents, its legal form and the article before it."""
    words = plain(folded).split()
    while len(words) > 1 and words[-1] in _legal_forms():
        words.pop()
    while len(words) > 1 and words[0] in _articles():
        words = words[1:]
    if words and not folded.isascii():
        words[0] = _without_glued_form(words[0])
    return tuple(words)


def _without_glued_form(word: str) -> str:
    """Return a name without the legal form that is glued to it: "株式会社あかり"."""
    for form in _glued_forms():
        bare = word.removeprefix(form).removesuffix(form)
        if bare and bare != word:
            return bare
    return word


@cache
def _glued_forms() -> tuple[str, ...]:
    forms = phrases_in(load("organizations")["unspaced_forms"])
    return tuple(plain(fold(form)) for form in forms if len(fold(form)) > 1)


def _letters(folded: str) -> str:
    return "".join(_words(folded))


@cache
def _legal_forms() -> frozenset[str]:
    data = load("organizations")
    forms = phrases_in((data["suffixes"], data["more_suffixes"]))
    return frozenset(map(fold, forms))


@cache
def _articles() -> frozenset[str]:
    """Articles, and the legal forms that some languages put before a name."""
    data = load("organizations")
    lists = (data["articles_of_names"], data["unspaced_forms"], data["forms_before_names"])
    return frozenset(plain(fold(word)) for word in phrases_in(lists))


@cache
def _kinds() -> frozenset[str]:
    data = load("organizations")
    words = phrases_in((data["words"], data["employer_nouns"]))
    return frozenset(plain(fold(word)) for word in words)


@lru_cache(4096)
def _initials(folded: str) -> tuple[str, ...]:
    """Return the initials of a name of three words or more, with and without its small words."""
    words = plain(folded).split()
    long = [word for word in words if len(word) > _PARTICLE]
    return tuple("".join(w[0] for w in each) for each in (words, long) if len(each) >= _INITIALS)
