"""Check the pairs of a header against the whole page: drop what it shows to be no label, and note
the lines among known pairs whose labels are unknown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from crawlers.extract.header.label_pairs import Labels, Pair
from crawlers.extract.header.labels import MAX_VALUE, is_doubtful, label_of, split_colon
from crawlers.extract.job.employers import names_employer
from crawlers.text.blocks import Block
from crawlers.text.language import language_of
from crawlers.text.word_lists import load, own_words, phrases_in
from crawlers.text.words import fold

_MAX_LABEL_WORDS = 8
_MAX_UNREAD_ITEM = 120
"""Characters of a list item among known pairs that is no text."""
_LEAST_RUN, _GAP_OF_RUN = 3, 2
"""Lines of the prose that are a header together, and how far apart they may stand."""
_NAME_ABOVE, _ADDRESS_BELOW = 2, 3
"""Lines above a contact's job title in which the name stands, and below it for mail or phone."""
_MAIL_OR_PHONE = re.compile(r"\S@\S|\d(?:[\s./()-]{0,3}\d){5}")


def check_pairs(found: Labels, blocks: Sequence[Block], prose: range, *, is_chosen: bool) -> None:
    """Check all pairs of a page. prose, is_chosen: as for `read_labels`."""
    _drop_doubtful(found, blocks)
    _drop_titles_of_contacts(found, blocks)
    _drop_words_of_another_language(found, blocks)
    _keep_lone_pairs_in_prose(found, prose, is_chosen=is_chosen)
    _note_neighbours(found, blocks, prose, is_chosen=is_chosen)


def _drop_doubtful(found: Labels, blocks: Sequence[Block]) -> None:
    """Drop pairs whose label is an everyday word and whose value could be anything."""
    for pair in list(found.pairs):
        if is_doubtful(pair.slot, _folded_label(pair, blocks), pair.value):
            found.drop(pair)


def _drop_titles_of_contacts(found: Labels, blocks: Sequence[Block]) -> None:
    """Drop the job title of somebody to write to: "Name", "Job title", "Email" below each other."""
    for pair in [each for each in found.pairs if each.slot == "title"]:
        first, end = pair.blocks[0], pair.blocks[-1] + 1
        above = blocks[max(0, first - _NAME_ABOVE) : first]
        has_name = any(fold(b.label or label_of(b.text)) in _names_of_contacts() for b in above)
        below = blocks[end : end + _ADDRESS_BELOW]
        if has_name and any(_MAIL_OR_PHONE.search(block.text) for block in below):
            found.drop(pair)


@cache
def _names_of_contacts() -> frozenset[str]:
    return frozenset(map(fold, phrases_in(load("header")["names_of_contacts"])))


def _drop_words_of_another_language(found: Labels, blocks: Sequence[Block]) -> None:
    """Drop pairs whose label is another word in the page's language: "Cargo" is no title in
    English."""
    only = own_words("label_words")
    doubtful = [pair for pair in found.pairs if _folded_label(pair, blocks) in only]
    if not doubtful:
        return
    language = language_of("\n".join(block.text for block in blocks))
    for pair in doubtful:
        if language not in only[_folded_label(pair, blocks)]:
            found.drop(pair)


def _folded_label(pair: Pair, blocks: Sequence[Block]) -> str:
    first = blocks[pair.blocks[0]]
    return first.folded if first.text == pair.label else fold(pair.label)


def _keep_lone_pairs_in_prose(found: Labels, prose: range, *, is_chosen: bool) -> None:
    """Let a single `Label: value` of the prose stay text; a run of three is a header and
    goes."""
    inside = sorted(i for p in found.pairs for i in p.blocks if i in prose)
    runs: list[list[int]] = []
    for index in inside:
        if runs and index - runs[-1][-1] <= _GAP_OF_RUN:
            runs[-1].append(index)
        else:
            runs.append([index])
    in_runs = (
        {index for run in runs if len(run) >= _LEAST_RUN for index in run}
        if not is_chosen
        else set()
    )
    found.used = {i for i in found.used if i not in prose or i in in_runs}


def _note_neighbours(
    found: Labels, blocks: Sequence[Block], prose: range, *, is_chosen: bool
) -> None:
    """Count `Unknown: value` lines with known pairs on both sides as unread; they are header,
    too."""
    known = {i for p in found.pairs for i in p.blocks if i in found.used}
    behind, before = ({i + n * step for i in known for n in (1, 2)} for step in (1, -1))
    for index in sorted((behind & before) - found.used):
        if is_chosen and index in prose:
            continue
        block = blocks[index]
        pair = _unknown_pair(block)
        if pair and not (pair[0] == "" and names_employer(block.said)):
            found.unread.append(pair)
            found.used.add(index)


def _unknown_pair(block: Block) -> tuple[str, str] | None:
    """Return label and value of a block that stands among known pairs, "" for no label; None for a
    block that is none."""
    if block.kind == "pair":
        return block.label, block.text
    label, *values = split_colon(block.text)
    is_pair = bool(values and label) and len(label.split()) <= _MAX_LABEL_WORDS
    if is_pair and len(block.text) <= MAX_VALUE:
        return label, values[0]
    if block.kind == "item" and len(block.text) <= _MAX_UNREAD_ITEM:
        return "", block.text
    return None
