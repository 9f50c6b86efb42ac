"""Find the description that a JobPosting object states among the blocks of its page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass

from crawlers.extract.cleaning.measured import Measured
from crawlers.extract.cleaning.weights import MATCHED, MAX_MATCHED, MAX_STATED
from crawlers.text.blocks import SITE_REGIONS, Block, annotate


@dataclass(frozen=True, slots=True)
class Match:
    """seen: the blocks whose text stands in the description, in order. share: how much of the
    description they are, 0.0 to 1.0."""

    seen: list[int]
    share: float


def match_description(page: Measured, stated: Sequence[Block]) -> Match:
    """Return which blocks of a page stand in a stated description."""
    lines = annotate(stated)
    texts = [line.folded for line in lines]
    whole = f" {'   '.join(texts)} "[:MAX_STATED]
    alone = set(texts if sum(map(len, texts)) < MAX_STATED // 2 else ())
    pieces = [
        i
        for i, b in enumerate(page.blocks)
        if b.region not in SITE_REGIONS and len(b.text) >= MATCHED
    ][:MAX_MATCHED]
    known = set[str]().union(*[line.words for line in lines])
    seen: list[int] = []
    found = set[str]()
    for i in pieces:
        said = page.blocks[i].said
        text = said.folded
        if not text or text in found:
            continue
        if text in alone or (_has_all(known, said.words) and f" {text} " in whole):
            seen.append(i)
            found.add(text)
    share = sum(map(len, found)) / max(1, len(whole) - 2 * len(stated))
    return Match(_with_short_ends(page, seen, frozenset(texts)), share)


def _has_all(known: Set[str], words: Iterable[str]) -> bool:
    """Return whether all words are known; the first of a text of another subject mostly is not."""
    return all(map(known.__contains__, words))


def _with_short_ends(page: Measured, seen: list[int], texts: frozenset[str]) -> list[int]:
    """With a heading above the first of them and short items below the last, if the description has
    them word for word."""
    if not seen:
        return seen
    first, last = seen[0], seen[-1]
    while first > 0 and page.blocks[first - 1].folded in texts:
        first -= 1
    while last + 1 < len(page.blocks) and page.blocks[last + 1].folded in texts:
        last += 1
    return [*range(first, seen[0]), *seen, *range(seen[-1] + 1, last + 1)]


def between(page: Measured, seen: Sequence[int]) -> list[int]:
    """Return the blocks from the first to the last of these, without furniture."""
    return [
        i
        for i in range(seen[0], seen[-1] + 1)
        if page.blocks[i].region not in SITE_REGIONS and not page.closes(i)
    ]
