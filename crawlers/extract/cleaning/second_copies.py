"""Find the second copies of a posting on its own page by equal blocks; the fuller copy stays."""

from __future__ import annotations

from collections.abc import Sequence

from crawlers.text.blocks import Block

_LONG = 70
"""Characters from which an equal block is no coincidence."""
_BELOW_HEADING = 30
"""The same below a heading that is printed again, too."""


def second_copies(blocks: Sequence[Block]) -> set[int]:
    """Return the indexes of blocks that only repeat what the fuller copy says.

    Long blocks that stand twice mark the two copies. Of each pair of copies the one with more text
    stays; from the other goes what the fuller one has too, so that nothing that stands only once is
    lost. Of short equal runs (a header printed again) the later copy goes.
    """
    folded = [
        (f"{b.label}{b.text}" if b.label else b.text).replace(" ", "").casefold() for b in blocks
    ]
    if len(set(folded)) == len(folded):
        return set()
    first: dict[str, int] = {}
    again: list[tuple[int, int]] = []
    for index, text in enumerate(folded):
        if len(text) < _LONG:
            continue
        if text in first:
            again.append((first[text], index))
        else:
            first[text] = index
    gone: set[int] = set()
    if len(again) >= 2:
        gone |= _of_poorer_copy(folded, again)
    elif again:
        gone.add(again[0][1])
    gone |= _short_runs(folded, gone)
    return gone | _sections_again(blocks, folded, gone)


def _of_poorer_copy(folded: Sequence[str], again: Sequence[tuple[int, int]]) -> set[int]:
    one = (min(a for a, _ in again), max(a for a, _ in again) + 1)
    two = (min(b for _, b in again), max(b for _, b in again) + 1)
    if one[1] > two[0]:  # interleaved: not two copies but repeated paragraphs; the later ones go
        return {b for _, b in again}
    two = _with_equal_neighbours(folded, one, two)
    one = _with_equal_neighbours(folded, two, (one[0], min(one[1], two[0])))
    poorer, fuller = (
        (one, two)
        if sum(map(len, folded[slice(*one)])) <= sum(map(len, folded[slice(*two)]))
        else (two, one)
    )
    kept = set(folded[slice(*fuller)])
    return {i for i in range(*poorer) if folded[i] in kept}


def _with_equal_neighbours(
    folded: Sequence[str], other: tuple[int, int], span: tuple[int, int]
) -> tuple[int, int]:
    """Return the span with the neighbours that belong to the copy: up to where a block equals one
    of the other copy again."""
    start, end = span
    known = {t for t in folded[slice(*other)] if t}
    while end < len(folded) and (end < other[0] or end >= other[1]) and (folded[end] in known):
        end += 1
    while (
        start > 0 and (start - 1 < other[0] or start - 1 >= other[1]) and folded[start - 1] in known
    ):
        start -= 1
    return start, end


def _sections_again(blocks: Sequence[Block], folded: Sequence[str], gone: set[int]) -> set[int]:
    """Later copies of a heading with the text right below it."""
    seen: set[tuple[str, str]] = set()
    out: set[int] = set()
    for at in range(len(blocks) - 1):
        if gone.intersection((at, at + 1)) or blocks[at].kind != "heading":
            continue
        if len(folded[at + 1]) < _BELOW_HEADING:
            continue
        both = (folded[at], folded[at + 1])
        if both in seen:
            out |= {at, at + 1}
        seen.add(both)
    return out


def _short_runs(folded: Sequence[str], gone: set[int]) -> set[int]:
    """Later copies of a run of three or more short blocks."""
    seen: dict[tuple[str, str, str], int] = {}
    out: set[int] = set()
    live = [i for i in range(len(folded)) if i not in gone and folded[i]]
    for at in range(len(live) - 2):
        run = (folded[live[at]], folded[live[at + 1]], folded[live[at + 2]])
        if len(set(run)) < 3:
            continue
        if run in seen and seen[run] + 2 < at:
            out.update(live[at : at + 3])
        else:
            seen.setdefault(run, at)
    return out
