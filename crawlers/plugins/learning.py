"""Learning proposes: the lines and sentences that stand in most postings of a site, as declarations
that a person may paste into its plugin. Nothing that reads pages uses this module."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from crawlers.extract.cleaning.standard_text import employer_key, sentence_texts
from crawlers.extract.header.labels import label_of, slot_of
from crawlers.extract.sections.headings import heading_of
from crawlers.plugins.plugin_source import quoted
from crawlers.posting.parts.text import Section
from crawlers.text.words import fold

if TYPE_CHECKING:
    from crawlers.feed.format.manifest import BoardName

LEAST_POSTINGS = 3
"""Two postings may share a text by chance. Set by hand."""
SHARE = 0.8
"""The share of the postings in which a text must stand. Set by hand."""
EDGE = 3
"""Blocks at the top and at the end of a posting in which a line may be furniture: in the middle of
a text, a line that recurs is the employer's own."""
MAX_LINE_WORDS = 8
"""Furniture is a button, a link or a notice; a longer line is a sentence. Set by hand."""
MIN_SENTENCE_WORDS = 4
"""As for marking standard text: a shorter sentence is no evidence."""

_ENDS = (".", "!", "?", "…")
_WIDTH = 60
"""Characters of a text that are printed in the table; the declarations have it whole."""
OF_THE_JOB = frozenset(
    {
        "responsibilities",
        "competencies",
        "qualifications",
        "qualifications_essential",
        "qualifications_desirable",
        "contract",
    }
)
"""Kinds of sections whose text is the job's own, even where all of a site's jobs are alike."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One posting to learn from.

    name: its address or file, printed as an example. employer: as read, "" where it is unknown.
    sections: its text. raws: the strings that its facts were read from. is_record: whether it came
    as a platform's record, which has no furniture.
    """

    name: str
    employer: str = ""
    sections: Sequence[Section] = ()
    raws: Sequence[str] = ()
    is_record: bool = False


@dataclass(frozen=True, slots=True)
class RecurringText:
    """A text that stands in most postings. count: the postings that have it, of `of`. example: the
    name of one."""

    text: str
    count: int
    of: int
    example: str


@dataclass(slots=True)
class _Seen:
    """What was seen of one folded text: as first printed, where, and how often."""

    text: str
    example: str
    count: int = 0
    holds_fact: bool = False


@dataclass(frozen=True, slots=True)
class Proposals:
    """What a site's plugin may declare. lines: furniture, for `Chrome(lines=...)`. sentences:
    standard text, for `standard`."""

    lines: Sequence[RecurringText] = field(default_factory=tuple)
    sentences: Sequence[RecurringText] = field(default_factory=tuple)

    def __bool__(self) -> bool:
        return bool(self.lines or self.sentences)


TextsOf = Callable[[Sample], Iterator[str]]
"""Yields the texts of a posting that may be proposed."""


def propose(samples: Sequence[Sample]) -> Proposals:
    """Return the lines and sentences that stand in most of the postings, the most frequent first.

    A text that holds a fact in one of them, a label, a heading, an item of a list and the text of
    duties and requirements are never proposed: fifteen shop assistants with the same pay and the
    same duties have them in common, and they are theirs.
    """
    pages = [sample for sample in samples if not sample.is_record]
    lines = _recurring(pages, _edge_lines)
    cut = {fold(each.text) for each in lines}
    by_employer: dict[str, list[Sample]] = defaultdict(list)
    for sample in samples:
        by_employer[employer_key(sample.employer)].append(sample)
    sentences = [
        each
        for same_employer in by_employer.values()
        for each in _recurring(same_employer, _sentences)
        if fold(each.text) not in cut
    ]
    return Proposals(tuple(lines), tuple(_merged(sentences)))


def _merged(found: Iterable[RecurringText]) -> Iterable[RecurringText]:
    """Return a proposal for each text: several employers may have it."""
    by_text: dict[str, RecurringText] = {}
    for each in found:
        known = by_text.get(fold(each.text), each)
        if known is not each:
            known = replace(known, count=known.count + each.count, of=known.of + each.of)
        by_text[fold(each.text)] = known
    return by_text.values()


def _recurring(samples: Sequence[Sample], texts_of: TextsOf) -> list[RecurringText]:
    """Return the texts that stand in most of the samples and hold no fact in any."""
    if len(samples) < LEAST_POSTINGS:
        return []
    seen: dict[str, _Seen] = {}
    for sample in samples:
        raws = [folded for raw in sample.raws if (folded := fold(raw))]
        for folded, text in {fold(text): text for text in texts_of(sample)}.items():
            if not folded:
                continue
            one = seen.setdefault(folded, _Seen(text, sample.name))
            one.count += 1
            one.holds_fact |= _holds_fact(folded, raws)
    least = math.ceil(SHARE * len(samples))
    found = [
        RecurringText(one.text, one.count, len(samples), one.example)
        for one in seen.values()
        if one.count >= least and not one.holds_fact and _may_go(one.text)
    ]
    return sorted(found, key=lambda each: (-each.count, each.text))


def _holds_fact(folded: str, raws: Iterable[str]) -> bool:
    """Return whether a fact of the posting was read from the text, or the text is part of one."""
    return any(f" {raw} " in f" {folded} " or f" {folded} " in f" {raw} " for raw in raws)


def _may_go(text: str) -> bool:
    """Return whether a text is no label, heading or figure by its words alone."""
    has_figure = any(map(str.isdigit, text))
    return not (has_figure or slot_of(label_of(text)) or heading_of(text))


def _edge_lines(sample: Sample) -> Iterator[str]:
    """Yield the short lines at the top and at the end of a posting."""
    blocks = [block for section in sample.sections for block in section.blocks]
    edges = blocks if len(blocks) <= 2 * EDGE else [*blocks[:EDGE], *blocks[-EDGE:]]
    for block in edges:
        text = block.text.strip()
        is_line = len(text.split()) <= MAX_LINE_WORDS and text[-1:] not in ".;:"
        if block.kind == "paragraph" and is_line:
            yield text


def _sentences(sample: Sample) -> Iterator[str]:
    """Yield the sentences of a posting's paragraphs."""
    for section in sample.sections:
        if section.kind in OF_THE_JOB:
            continue
        for block in section.blocks:
            if block.kind != "paragraph":
                continue
            for text in sentence_texts(block.text):
                text = text.strip()
                if len(text.split()) >= MIN_SENTENCE_WORDS and text[-1:] in _ENDS:
                    yield text


def declarations(found: Proposals) -> str:
    """Return the proposals as Python to paste into a plugin."""
    parts = []
    if found.lines:
        parts.append("    chrome = Chrome(\n        lines=(\n")
        parts += [f"            {quoted(each.text)},\n" for each in found.lines]
        parts.append("        ),\n    )\n")
    if found.sentences:
        parts.append("    standard = (\n")
        parts += [f"        {quoted(each.text)},\n" for each in found.sentences]
        parts.append("    )\n")
    return "".join(parts)


def board_lines(platform: str, board: str, found: Proposals) -> str:
    """Return the sentences as lines of boards.yaml; a record has no furniture to cut."""
    head = f"{platform}:\n  {quoted(board)}:\n    standard:\n"
    return head + "".join(f"      - {quoted(each.text)}\n" for each in found.sentences)


def describe(
    site: str, samples: Sequence[Sample], found: Proposals, board: BoardName | None = None
) -> str:
    """Return the proposals for a person: shares, examples, and what to paste where."""
    read = f"{site}: read {len(samples)} postings."
    if not found:
        return f"{read} No line and no sentence stands in most of them: nothing to declare."
    parts = [read]
    if found.lines:
        parts += ["", "Lines at the edges that stand in most postings (site furniture):"]
        parts += map(_row, found.lines)
    if found.sentences:
        parts += ["", "Sentences that stand in most postings of one employer (standard text):"]
        parts += map(_row, found.sentences)
    if board:
        parts += ["", "If they say nothing of the single job, add to boards.yaml:", ""]
        parts.append(board_lines(board.platform, board.board, found))
    else:
        parts += ["", f"If they say nothing of the single job, paste into spiders/{site}.py:", ""]
        parts.append(declarations(found))
    parts.append(f"Then read the site again: scrapy crawl {site} --full")
    return "\n".join(parts)


def _row(each: RecurringText) -> str:
    text = each.text if len(each.text) <= _WIDTH else f"{each.text[: _WIDTH - 3]}..."
    return f"  {each.count} of {each.of}  {text}\n      for example: {each.example}"
