"""The lines of an HTML page that may be its title, and what speaks for each of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from urllib.parse import unquote, urlsplit

from crawlers.extract.header.frame import HEAD_MARKS
from crawlers.extract.header.labels import is_reference, slot_of, slot_of_label, split_colon
from crawlers.extract.header.line_values import values_of_block
from crawlers.extract.header.title_line import address_words
from crawlers.extract.job.spellings import fits_folded, fits_host, is_same_folded
from crawlers.extract.job.title_lines import looks_like_title, names_profession, title_score
from crawlers.extract.job.title_words import folded_list
from crawlers.extract.job.titles import without_list
from crawlers.extract.places.eastern_places import is_eastern
from crawlers.extract.sections.headings import heading_of
from crawlers.posting.raw import Frame
from crawlers.text.blocks import CELL, Block
from crawlers.text.lines import Line
from crawlers.text.patterns import any_of
from crawlers.text.unaccented import TWO_LETTERS, plain
from crawlers.text.word_lists import load, phrases_in
from crawlers.text.words import fold

_LONGEST = 250
_LINK = 0.8
_LEAST_LETTERS = 3
_SPELLED = 3
"""Words of a line that an address hardly spells by chance."""
_LEAST_SLUG = 4
"""Characters of a line that is all that the last part of an address says."""
_DIGIT = re.compile(r"\d")
_ENDING = re.compile(r"\.(?:html?|php|aspx?|jsp)$")
_INVITATION = 4
"""Words of an invitation that names a post, at least."""
_RUNS = range(2, 6)
"""Pieces of a heading of which one may be the title, and another a badge."""
_FURNITURE = ("footer",)
ASIDE = ("aside", "nav", "footer")
"""Regions beside the posting."""
_INTO_TEXT = 4
"""Blocks of the text among which its title may stand."""
_BELOW = 3
"""Blocks below a title in which the values of its header stand."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that may be the title. said: its words; a part of the block's where the markup keeps
    that apart ("<h1>Baker <i>New</i></h1>")."""

    said: Line
    block: Block

    @property
    def is_alike(self) -> bool:
        """Whether it is like a title."""
        return is_alike(self.said)


class TitlePage:
    """The candidates of a page.

    frame: what stands around the posting. head: the titles in its head, folded. labelled: the
    values of labels like "Job title". text_at: the line that the text of the posting begins at, 0
    where that is not known.
    """

    def __init__(
        self, frame: Frame, head: str, labelled: Sequence[str] = (), text_at: int = 0
    ) -> None:
        self.frame, self.head, self.labelled, self.text_at = frame, head, labelled, text_at
        self.address = frozenset(map(plain, address_words(frame.address)))
        names = (*frame.site_names, *frame.holders, *frame.logos)
        self.names = tuple(map(fold, names))

    @cached_property
    def spelled(self) -> str:
        """The words of the address in their order, folded, without accents."""
        return f" {plain(fold(unquote(self.frame.address)))} "

    @cached_property
    def slug(self) -> str:
        """The words of the last part of the address, without its numbers and its ending."""
        path = unquote(urlsplit(self.frame.address).path).rstrip("/")
        words = plain(fold(_ENDING.sub("", path.rpartition("/")[2]))).split()
        return " ".join(word for word in words if not any(map(str.isdigit, word)))

    @cached_property
    def signed_at(self) -> float:
        """The line of the words that end a letter below the beginning of the text, beyond all lines
        where there are none."""
        ends = ends_of_letters()
        found = (b.line for b in self.frame.blocks if b.line > self.text_at and b.folded in ends)
        return next(found, float("inf"))

    @cached_property
    def parts(self) -> list[str]:
        """The parts of the head's titles, and these as a whole."""
        heads = [head for head in (self.frame.head_title, self.frame.og_title) if head]
        return [*heads, *(part for head in heads for part in HEAD_MARKS.split(head) if part)]

    @cached_property
    def lines(self) -> list[Candidate]:
        """The short lines outside the footer that are no links and no rows of a table."""
        return [
            Candidate(block.said if block.text[0] != "[" else Line(without_list(block.text)), block)
            for block in self.frame.blocks
            if (len(block.text) > 2 or is_eastern(block.text))
            and len(block.text) <= _LONGEST
            and block.text[0] != "("  # a remark on the line above
            and block.kind not in ("pair", "row")
            and block.region not in _FURNITURE
            and (block.links <= _LINK or block.kind == "heading")
        ]

    @cached_property
    def cells(self) -> list[Candidate]:
        """The cells of the table rows at the text: of "4 May | Acme | Night nurse" one is the
        title."""
        rows = [block for block in self.frame.blocks if block.kind == "row"]
        cells = [Candidate(Line(cell), row) for row in rows for cell in row.text.split(CELL)]
        return [cell for cell in cells if self.is_near(cell) and not self.is_generic(cell.said)]

    @cached_property
    def headings(self) -> list[Candidate]:
        """The headings that are no labels and no names of lists, of sections, of the site."""
        headings = (line for line in self.lines if line.block.kind == "heading")
        clean = [line for line in headings if not self.is_generic(line.said)]
        cards = _levels_of_cards(clean)
        return [
            _without_badge(line)
            for line in clean
            if line.block.level not in cards or line.block.links <= _LINK
        ]

    @cached_property
    def repeated(self) -> list[Candidate]:
        """The lines that the head repeats, whole or without a badge, and that are no names of
        something else."""
        found = (form for line in self.lines if (form := self._repeated_form(line)))
        return [line for line in found if not self.is_generic(line.said)]

    def _repeated_form(self, line: Candidate) -> Candidate | None:
        if f" {line.said.folded} " in self.head:
            return line
        if line.block.kind != "heading":
            return None
        forms = (form for form in _forms(line) if f" {form.said.folded} " in self.head)
        return max(forms, key=lambda form: len(form.said.folded), default=None)

    def is_near(self, line: Candidate) -> bool:
        """Return whether a line stands above the text of the posting or at its beginning, in no box
        beside it, and not below the end of a letter, where its writer stands."""
        if line.block.region in ASIDE or line.block.line > self.signed_at:
            return False
        return not self.text_at or line.block.line <= self.text_at + _INTO_TEXT

    def share(self, line: Line) -> float:
        """Return the share of a line's longer words that the address has."""
        if not self.address:
            return 0.0
        long = (word for word in line.words if len(word) >= _LEAST_LETTERS)
        words = [word for word in long if word.isalpha()]  # a number is no title
        found = sum(not self.address.isdisjoint(_spellings(word)) for word in words)
        return found / len(words) if len(words) > 1 else 0.0

    def is_spelled(self, line: Line) -> bool:
        """Return whether the address spells a line of several words, one behind the other, or ends
        in nothing but the line."""
        if not self.address:
            return False
        spellings = _spellings(line.folded)
        if len(line.folded) >= _LEAST_SLUG and self.slug in spellings:
            return True
        return len(line.words) >= _SPELLED and any(f" {s} " in self.spelled for s in spellings)

    def has_values_below(self, line: Candidate) -> bool:
        """Return whether a value of a posting's header stands right below: a place, a type, a
        label."""
        at = line.block.line
        return any(_has_value(b) for b in self.frame.blocks if 0 < b.line - at <= _BELOW)

    def is_generic(self, line: Line) -> bool:
        """Return whether a line is a list's name, a section, a label, a slogan, or the site."""
        if not line.folded or not _generic().isdisjoint((line.folded, _unnumbered(line))):
            return True
        if slot_of(line) or is_reference(line.text) or _invites(line):
            return True
        if names_profession(line):
            return self._is_name_of_site(line)
        heading = heading_of(line)
        return (
            is_slogan(line)
            or (heading is not None and not heading.rest)
            or any(fits_folded(line.folded, name) for name in self.names)
            or any(fits_host(line.folded, host) for host in self.frame.hosts)
        )

    def _is_name_of_site(self, line: Line) -> bool:
        """Return whether a line with the name of a profession is the site's name: "Baker & Mason",
        but not "Nurse" on nurse.example, or below the logo "Nurses at Sea"."""
        if len(line.words) == 1:
            return line.folded in self.names
        return any(is_same_folded(line.folded, name) for name in (*self.frame.hosts, *self.names))


def names_no_post(title: str) -> bool:
    """Return whether a title is nothing but a word for a posting, with its number or without:
    "Vacancy 12/2026"."""
    line = Line(title)
    return not _generic().isdisjoint((line.folded, _unnumbered(line)))


def is_of_site(block: Block) -> bool:
    """Return whether a heading stands where a site has its own name: in the page's header, or as a
    link."""
    return block.region == "header" or block.links > _LINK


def _invites(line: Line) -> bool:
    """Return whether a line of some words is an invitation though it names a post ("Join us as a
    nurse"), and no title behind words like "Apply for"."""
    if len(line.words) < _INVITATION or not _slogan().match(line.folded):
        return False
    return not any(line.folded.startswith(f"{lead} ") for lead in folded_list("leads"))


def _unnumbered(line: Line) -> str:
    """Return the folded words of a line but for those with digits: of "Vacancy notice AB/2023/07"
    the first two."""
    if not _DIGIT.search(line.text):
        return line.folded
    return fold(" ".join(part for part in line.text.split() if not _DIGIT.search(part)))


def is_alike(line: Line) -> bool:
    """Return whether a line is like a title: it has a word that posts are called by, or a mark like
    "(m/f/x)", and speaks of one post."""
    return title_score(line) > 0 and not _many_posts().search(line.folded)


def is_slogan(line: Line) -> bool:
    """Return whether a line invites or speaks to its reader, as no title does: "Join our crew",
    "Yacht jobs and crew", "Ready for something new?"."""
    return (
        _slogan().match(line.folded) is not None
        or line.text.rstrip()[-1:] in "?!？！"
        or (not _slogan_words().isdisjoint(line.words) and _has_slogan_word(line))
    )


def _has_slogan_word(line: Line) -> bool:
    """Return whether such a word is none in capitals among others, as the code of a country is:
    "Payroll, US"."""
    words = [word for word in line.text.split() if line.text.isupper() or not word.isupper()]
    return not _slogan_words().isdisjoint(fold(" ".join(words)).split())


def _has_value(block: Block) -> bool:
    if block.kind == "pair":
        return slot_of_label(block.label) is not None
    label, *value = split_colon(block.text)
    return bool(value and value[0] and slot_of(label)) or bool(values_of_block(block))


def _spellings(folded: str) -> tuple[str, ...]:
    """Return how an address may spell folded words: without accents, or with two letters for
    one."""
    return (folded,) if folded.isascii() else (plain(folded), plain(folded.translate(TWO_LETTERS)))


def _levels_of_cards(headings: Sequence[Candidate]) -> set[int]:
    """Return the levels of which several headings are links, as a list of other postings has them,
    and one is none, as the page's own."""
    links = [line.block.level for line in headings if line.block.links > _LINK]
    own = {line.block.level for line in headings if line.block.links <= _LINK}
    return {level for level in own if links.count(level) > 1}


def _forms(line: Candidate) -> Iterator[Candidate]:
    """Yield the parts of a heading that its markup keeps apart: each, and those from the beginning
    on."""
    runs = line.block.runs
    if len(runs) not in _RUNS or not runs[0][:1].isalpha():
        return
    parts = [*(" ".join(runs[:size]) for size in range(len(runs) - 1, 0, -1)), *runs[1:]]
    yield from (Candidate(Line(part), line.block) for part in parts if len(part) > 2)


def _without_badge(line: Candidate) -> Candidate:
    """Return the heading without the badges that stand in it in elements of their own."""
    runs = list(line.block.runs)
    if len(runs) not in _RUNS or fold(runs[-1]) not in folded_list("badges"):
        return line
    while len(runs) > 1 and fold(runs[-1]) in folded_list("badges"):
        runs.pop()
    return Candidate(Line(" ".join(runs)), line.block)


@cache
def ends_of_letters() -> frozenset[str]:
    """Return the words that end a letter, folded: "Best wishes"."""
    return frozenset(map(fold, phrases_in(load("header")["ends_of_letters"])))


@cache
def _slogan() -> re.Pattern[str]:
    """Return the pattern of how an invitation begins, which no title does: "Join our crew"."""
    return re.compile(rf"(?:{any_of(map(fold, phrases_in(load('titles')['slogans'])))})(?!\w)")


@cache
def _many_posts() -> re.Pattern[str]:
    """Return the pattern of a line that speaks of many posts, by how it begins ("Careers for
    engineers") or a word ("Crew jobs")."""
    begins, words = any_of(folded_list("many_posts")), any_of(folded_list("words_of_many_posts"))
    return re.compile(rf"^(?:{begins})(?!\w)|(?<!\w)(?:{words})(?!\w)")


@cache
def _slogan_words() -> frozenset[str]:
    return folded_list("slogan_words")


@cache
def _generic() -> frozenset[str]:
    """Return the names of lists and what no title is."""
    titles, kinds, furniture = load("titles"), load("page_kinds"), load("furniture")
    lists = (titles["refused"], furniture["lines"], kinds["list_names"], titles["calls"])
    return frozenset(map(fold, phrases_in(lists)))


def looks_whole(line: Line) -> bool:
    """Return whether a line can be a title by its form, without a word that says so."""
    return looks_like_title(line) and not is_slogan(line)
