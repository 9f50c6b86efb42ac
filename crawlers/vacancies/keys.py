"""Keys: postings that share one are compared. Each kind finds pairs for some rows of `evidence`."""

from __future__ import annotations

from collections.abc import Iterator

from crawlers.text.hashes import text_hash
from crawlers.vacancies.facts import Facts
from crawlers.vacancies.titles import TELLING, ranks

NUMBER, ADDRESS, DAY, UNIT, TITLE, PLACE, TEXT, REST = range(8)
"""Kinds of keys. DAY: title and deadline. UNIT: unit and deadline. TITLE: a telling title alone.
PLACE: title and place. TEXT: sentences that pairs are looked for by. REST: further sentences, which
are only counted."""

LARGEST_BLOCK = {NUMBER: 60, ADDRESS: 30, DAY: 60, UNIT: 30, TITLE: 30, PLACE: 60, TEXT: 40}
"""By kind, how many postings may share a key that pairs are looked for by. Set by hand: a larger
block is a title like `driver`, an address of a whole board, a standard sentence; its pairs share
another key too, if they are one vacancy."""
MANY_TITLES = 3
"""Titles whose postings may share a sentence that is no standard text: copies spell one title in
several ways."""
SHORT, EVERY = 12, 2
"""A text of fewer sentences is looked for by all of them, a longer one by every second."""
LONG_NUMBER = 5
"""Characters from which a number alone is a key; `441` is one of every second employer."""

WEAK = frozenset({PLACE, TEXT})
"""Kinds of which a pair must share two keys: a title and a town are those of many employers, a
sentence may be borrowed."""

Key = tuple[int, int]


def keys_of(facts: Facts) -> Iterator[Key]:
    """Yield kind and hash of all keys of a posting."""
    for number in facts.numbers:
        value = number.partition(":")[2]
        if len(value) >= LONG_NUMBER:
            yield NUMBER, text_hash(value)
        else:
            yield from ((NUMBER, text_hash(f"{value} {city}")) for city in facts.cities)
    for address in facts.addresses:
        yield ADDRESS, text_hash(address)
    yield from _header_keys(facts)
    sample = facts.sample
    is_short = len(sample) < SHORT
    for sentence in sample:
        yield (TEXT if is_short or sentence % EVERY == 0 else REST), sentence


def _header_keys(facts: Facts) -> Iterator[Key]:
    """Yield the keys of title or unit with place and deadline."""
    title = " ".join(facts.title)
    places = facts.cities or facts.countries
    if title:
        yield from ((PLACE, text_hash(f"{title}|{place}")) for place in places)
        yield from ((DAY, text_hash(f"{title}|{day}")) for day in facts.deadline)
        if len(facts.title) >= TELLING:
            yield TITLE, text_hash(title)
    subject = (
        [word for word in facts.title if word not in ranks()]
        if title
        else sorted(set(facts.unit.split()))
    )
    if len(subject) > 1:
        words = " ".join(subject)
        yield from ((UNIT, text_hash(f"{words}|{day}|unit")) for day in facts.deadline)


def header_hash(facts: Facts) -> int:
    """Return the number of a posting's title, place and deadline together: where two of one source
    have the same, these tell nothing. 0 without a title."""
    if not facts.title:
        return 0
    places = facts.cities or facts.countries
    days = facts.deadline[:1] or facts.posted[:1]
    return text_hash(f"{' '.join(facts.title)}|{places[:1]}|{days}")


def employer_hash(facts: Facts) -> int:
    """Return the number of an employer's name that is no doubtful one: an origin's, or one that
    stands in the text; 0 where there is none."""
    is_sure = facts.named or facts.kind == "origin"
    return text_hash(facts.employers[0]) if facts.employers and is_sure else 0
