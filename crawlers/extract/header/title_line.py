"""Choose the line of a header that is its title."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote, urlsplit

from crawlers.extract.header.evidence import Rule, score
from crawlers.extract.header.labels import slot_of, split_colon
from crawlers.extract.header.remarks import is_remark
from crawlers.extract.job.employers import names_employer
from crawlers.extract.job.title_words import folded_list
from crawlers.extract.sections.headings import heading_of
from crawlers.text.blocks import Block
from crawlers.text.lines import Line
from crawlers.text.words import fold

_LEAST_SCORE = 0.35
"""A best line below is no title: it would be the first line of anything. Set by hand."""
_LEAST_SHARE = 0.6
"""The share of a line's words that its address must have to count as its source."""
_LEAST_LETTERS = 3
"""Letters of a word that is compared with the address; shorter ones stand in every address."""
_LEAST_LETTERS_ALONE = 4
"""Letters of such a word that is alone in its line."""
_OF_ADDRESS = range(4, 41)
"""Words of a line that counts as a title because the address repeats it word for word."""
_SCORED_WORDS = 10
"""Words of such a line by which it is scored as a title, however long it is."""
_PATH = re.compile(r"\s[/>»›]\s")
"""What parts the names of pages in the path to one."""
_BELOW = 4
"""Blocks below the first heading in which a title may stand."""


@dataclass(frozen=True)
class _Line:
    """A line that may be the title.

    rank: its place among these lines, from 0. address: the words of the page's address. head_title:
    the folded title of the HTML head. before_value: whether a value stands on one of the next two
    lines. is_announced: whether the line above says what the document is: "JOB ANNOUNCEMENT".
    """

    block: Block
    rank: int
    address: frozenset[str]
    head_title: str
    before_value: bool
    is_announced: bool = False

    @cached_property
    def words(self) -> list[str]:
        return self.block.folded.split()

    @cached_property
    def telling_words(self) -> list[str]:
        """The words by which a line and an address are compared: no short ones, no numbers."""
        long = (word for word in self.words if len(word) >= _LEAST_LETTERS)
        return [word for word in long if not any(c.isdigit() for c in word)] or self.words

    @cached_property
    def share_in_address(self) -> float:
        """The share of the telling words that the address has; 0 where it is too small to count."""
        if not self.address:
            return 0.0
        telling = self.telling_words
        share = sum(word in self.address for word in telling) / len(telling)
        counts = len(telling) > 1 or len(self.words[0]) >= _LEAST_LETTERS_ALONE
        return share if share >= _LEAST_SHARE and counts else 0.0

    @property
    def is_main_heading(self) -> bool:
        return self.block.kind == "heading" and self.block.level == 1

    @cached_property
    def title_score(self) -> float:
        from crawlers.extract.job.title_lines import title_score

        line = self.block.said
        if _is_of_address(line, self.address):
            first = line.text.split()[:_SCORED_WORDS]
            return title_score(" ".join(first))
        return title_score(line)


# All weights are set by hand, on recorded pages.
_EVIDENCE: tuple[Rule[_Line], ...] = (
    Rule("the address has its words", 1.2, lambda line: line.share_in_address),
    # of two lines that the address repeats, the longer
    Rule(
        "words of a line that the address has",
        0.05,
        lambda line: min(len(line.telling_words), 10) if line.share_in_address else 0,
    ),
    Rule(
        "the title in the HTML head has it",
        0.5,
        lambda line: bool(line.head_title) and " ".join(line.words) in line.head_title,
    ),
    Rule("main heading", 1.0, lambda line: line.is_main_heading),
    Rule(
        "second heading", 0.3, lambda line: line.block.kind == "heading" and line.block.level == 2
    ),
    Rule("made of the words of titles", 0.7, lambda line: line.title_score),
    Rule("below the name of such a document", 1.0, lambda line: line.is_announced),
)
_CONTEXT: tuple[Rule[_Line], ...] = (
    Rule("a value stands below", 0.2, lambda line: line.before_value),
    Rule("further down", -0.08, lambda line: min(line.rank, 6)),
    Rule("says who may apply", -0.4, lambda line: is_remark(line.block.said)),
)
"""What changes the score of a line that has evidence, and is none by itself."""


def address_words(url: str | None) -> frozenset[str]:
    """Return the words of an address's path and query, folded."""
    if not url:
        return frozenset()
    parts = urlsplit(url)
    return frozenset(fold(unquote(f"{parts.path} {parts.query}")).split())


def may_be_title(block: Block, address: frozenset[str]) -> bool:
    """Return whether a block can be the title: a main heading, a line like one, or a line that the
    address repeats."""
    label, *value = split_colon(block.text)
    is_titled = bool(value) and slot_of(label.rpartition(" ")[2]) == "title"
    if is_titled and fold(label) not in folded_list("prefixes"):
        return False  # "Job Code Title: Clerk"
    main_heading = block.kind == "heading" and block.level == 1 and not slot_of(block.said)
    return main_heading or _is_title_line(block.said) or _is_of_address(block.said, address)


def find_title(
    blocks: Sequence[Block],
    lines: Sequence[int],
    address: frozenset[str],
    *,
    head_title: str,
    values: Iterable[int],
) -> int | None:
    """Return the index of the line that is most likely the title, or None: a first line without
    evidence is not one.

    lines: the indexes of lines that `may_be_title`. head_title: folded. values: the indexes of
    lines that are values."""
    best, best_score = None, 0.0
    known = frozenset(values)
    lines = [i for i in lines if not _is_path_to_another(blocks, i, lines)]
    for rank, index in enumerate(lines):
        below = not known.isdisjoint((index + 1, index + 2))
        announced = index > 0 and _names_document(blocks[index - 1].said)
        line = _Line(blocks[index], rank, address, head_title, below, announced)
        if not line.words or _is_employer(line):
            continue
        evidence = score(_EVIDENCE, line)
        total = evidence + score(_CONTEXT, line) if evidence else 0.0
        if total > best_score:
            best, best_score = index, total
    return best if best_score >= _LEAST_SCORE else _only_alike(blocks, lines)


def _names_document(line: Line) -> bool:
    """Return whether a line is the name of a notice of a post, with its number or without: "AVIS DE
    VACANCE DE POSTE N° 12"."""
    words = " ".join(word for word in line.words if word.isalpha() and len(word) > 2)
    return words in folded_list("announcements")


def _is_path_to_another(blocks: Sequence[Block], index: int, lines: Sequence[int]) -> bool:
    """Return whether a line is the path of pages to another line, which may go on: "Jobs / Art /
    Night Painter" of "Night Painter (40 %)"."""
    parts = _PATH.split(blocks[index].text)
    if len(parts) == 1:
        return False
    end = fold(parts[-1])
    return any(f"{blocks[i].folded} ".startswith(f"{end} ") for i in lines if i != index)


def _only_alike(blocks: Sequence[Block], lines: Sequence[int]) -> int | None:
    """Return the index of the line that is like a title, where it is the only one."""
    from crawlers.extract.job.title_lines import title_score

    short = (i for i in lines if len(blocks[i].said.words) <= _SCORED_WORDS)
    alike = [i for i in short if title_score(blocks[i].said) > 0]
    return alike[0] if len({blocks[i].folded for i in alike}) == 1 else None


def find_title_below(
    blocks: Sequence[Block], end: int, used: set[int], address: frozenset[str]
) -> int | None:
    """Return the index of a title below the first heading ("Position overview"), which is at `end`:
    only of a line that the address repeats."""
    for index in range(end, min(end + _BELOW, len(blocks))):
        words = [w for w in blocks[index].folded.split() if len(w) >= _LEAST_LETTERS]
        if (
            index not in used
            and len(words) >= 2
            and _is_title_line(blocks[index].said)
            and all(w in address for w in words)
        ):
            return index
    return None


def _is_employer(line: _Line) -> bool:
    """Return whether a line is rather the employer than the title."""
    from crawlers.extract.job.title_lines import title_score

    said = line.block.said
    return (
        names_employer(said)
        and not title_score(said)
        and not line.is_main_heading
        and not _is_of_address(said, line.address)
    )


def _is_of_address(line: Line, address: frozenset[str]) -> bool:
    """Return whether the address repeats a line word for word, however long it is."""
    words = line.folded.split()
    return len(words) in _OF_ADDRESS and all(
        w in address for w in words if len(w) >= _LEAST_LETTERS
    )


def _is_title_line(line: Line) -> bool:
    from crawlers.extract.job.title_lines import looks_like_title

    if slot_of(line) or not looks_like_title(line):
        return False
    heading = heading_of(line)
    return heading is None or (
        not heading.rest and heading.kind != "frame" and len(line.text.split()) > 3
    )
