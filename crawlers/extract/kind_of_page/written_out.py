"""Say whether a page writes out several posts, one below the other, as small employers do: each has
a heading, and the parts below them say the same things: "Pay: ..." of one and of the other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from crawlers.extract.cleaning.weights import LINK
from crawlers.extract.header.labels import slot_of
from crawlers.extract.header.mail_subject import subjects_of_mails
from crawlers.extract.job.title_lines import title_score
from crawlers.extract.kind_of_page.page_facts import JOB_SLOTS
from crawlers.extract.kind_of_page.page_look import PageLook
from crawlers.extract.pay.currencies import may_name_currency
from crawlers.extract.sections.headings import heading_of
from crawlers.extract.sections.lead_ins import lead_in_of, may_lead_in
from crawlers.text.blocks import SITE_REGIONS, Block
from crawlers.text.lines import Line

_LIKE_A_TITLE = 0.75
"""The score of a line with the word of a profession at one of its ends."""
_LEAST_TEXT = 60
"""Characters that a part has at least."""
_LABEL = 40
_SEVERAL, _FEW = 3, 2
"""Parts with the same labels, or letters, that are several posts or programmes; few labels of a
job."""
_HAS_DIGIT = re.compile(r"\d")

Part = list[tuple[Block, Line]]


def writes_out_several(look: PageLook) -> bool:
    """Return whether two headings of one level name a post each, of which the page's title names
    none or both, and the parts below them have a label, a kind of section or pay in common."""
    if len(look.named_posts) < 2:
        return False
    for level in {block.level for block, _ in look.headings}:
        parts = _parts(look, level)
        if len(parts) > 1 and sum([f" {post} " in f" {look.head.text} " for post in parts]) != 1:
            said = [set(_things(part)) for part in parts.values()]
            if any(not one.isdisjoint(other) for one, other in pairwise(said)):
                return True
    return False


def is_digest(look: PageLook) -> bool:
    """Return whether a plain text is several letters with other subjects, as a mailing list sends
    them once a day."""
    return look.page.kind == "text" and len(subjects_of_mails(look.blocks)) >= _SEVERAL


def describes_several(look: PageLook) -> bool:
    """Return whether three headings of one level, no links, stand above the same labels, two of a
    job or one and two others: "Who: ... Where: ... When: ..." of each programme for students."""
    counts = Counter(block.level for block, _ in look.headings)
    levels = [level for level, times in counts.items() if times >= _SEVERAL]
    named = _labels_of(look) if levels else {}
    for level in levels if len(named) > _SEVERAL else ():
        labels = list(_labels_below(look, level, named))
        counted = Counter(label for part in labels for label in part)
        often = {label for label, times in counted.items() if times >= _SEVERAL}
        if sum([_says_enough(part & often) for part in labels]) >= _SEVERAL:
            return True
    return False


def _says_enough(labels: AbstractSet[str]) -> bool:
    of_jobs = len(labels & JOB_SLOTS)
    return of_jobs >= _FEW or (of_jobs > 0 and len(labels) > _FEW)


def _labels_of(look: PageLook) -> dict[int, str]:
    """Return the labels of the main part by the indexes of their blocks: their slots, those of none
    as they are printed."""
    labels = ((i, _label_of(look.blocks[i])) for i in look.main)
    return {i: slot_of(label) or label.folded for i, label in labels if label}


def _labels_below(look: PageLook, level: int, labels: Mapping[int, str]) -> Iterator[set[str]]:
    """Yield the labels below each heading of a level, in the main part."""
    found: set[str] | None = None
    for i in look.main:
        block = look.blocks[i]
        if block.kind == "heading" and block.level <= level:
            if found:
                yield found
            found = set() if block.level == level and block.links <= LINK else None
        elif found is not None and i in labels:
            found.add(labels[i])
    if found:
        yield found


def _label_of(block: Block) -> Line | None:
    """Return the label that a block begins with, None for none."""
    label = block.label or (block.text.partition(":")[0] if ":" in block.text else "")
    return Line(label) if 0 < len(label) <= _LABEL else None


def _parts(look: PageLook, level: int) -> dict[str, Part]:
    """Return the parts of the page below headings of a level that are a post each, by the post."""
    found: dict[str, Part] = {}
    part: Part | None = None
    for block, line in zip(look.blocks, look.said, strict=True):
        if block.region in SITE_REGIONS:
            continue
        if block.kind == "heading" and block.level <= level:
            is_post = block.level == level and block.links <= LINK and _is_post(line)
            part = found.setdefault(line.folded, []) if is_post else None
        elif part is not None:
            part.append((block, line))
    return {post: part for post, part in found.items() if _size(part) >= _LEAST_TEXT}


def _is_post(line: Line) -> bool:
    return title_score(line) >= _LIKE_A_TITLE and heading_of(line) is None


def _size(part: Part) -> int:
    return sum([len(block.text) for block, _ in part if block.links <= LINK])


def _things(part: Sequence[tuple[Block, Line]]) -> Iterator[str]:
    """Yield what a part has: the slots of its labels, the kinds of its sections, pay."""
    for block, line in part:
        label = _label_of(block)
        if label and (slot := slot_of(label)):
            yield slot
        if heading := heading_of(label or line):
            yield heading.kind
        elif may_lead_in(line) and (kind := lead_in_of(line)):
            yield kind
        if _HAS_DIGIT.search(block.text) and may_name_currency(block.text):
            yield "salary"
