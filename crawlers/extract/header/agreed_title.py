"""Find the title of an HTML page by what agrees: two signs that name one line.

The head's title names the post on most pages, beside the site or a slogan, in any order; the page
prints it above its text, at any level of heading or none. Neither is enough: a board's slogan is a
heading that the head repeats, too, and the title of the head may be another page's. So a line
needs a second sign. `RULES` is the order: the first rule that finds a line decides, and where none
does the page has no title that can be trusted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from itertools import takewhile

from crawlers.extract.header.frame import HEAD_MARKS
from crawlers.extract.header.labels import is_reference, slot_of_label, split_colon
from crawlers.extract.header.posted_dates import posted_within
from crawlers.extract.header.title_page import (
    ASIDE,
    Candidate,
    TitlePage,
    is_alike,
    is_of_site,
    looks_whole,
)
from crawlers.extract.job.title_calls import called_post, post_called_for, post_sought_by_name
from crawlers.extract.job.title_words import folded_list
from crawlers.extract.places.eastern_places import is_eastern
from crawlers.extract.places.place_lines import is_listed_place
from crawlers.extract.sections.headings import heading_of
from crawlers.posting.raw import Frame
from crawlers.text.blocks import Block
from crawlers.text.lines import Line
from crawlers.text.patterns import any_of
from crawlers.text.word_lists import load, phrases_in
from crawlers.text.words import fold

_SHARE, _SHARE_ALONE = 0.6, 0.75
"""The share of a line's words that the address has: of a line that the head repeats, and of a
heading that it does not."""
_LONG = 14
"""Words above which a heading that is a whole part of the head's title need not look like one."""
_SHORTEST = 2
"""Signs of the shortest title in writing of which one sign is a word."""
_OF_DUTIES = ("responsibilities", "qualifications", "qualifications_essential")
"""The sections that stand below the title."""
_FEW_LINKS = 0.5
"""The share of a row that is links: of more it is a menu."""
_HIGH = 2
"""The lowest level of a heading that may be the title where others stand below it."""
_PARTS = 2
_CALL = 120
"""Characters of a line that calls for somebody."""
_SITE = 4
"""Words of the name of a site behind a title."""
_OPENING = 60
"""Blocks of a plain text among which its title is printed again."""
_ABOVE_SECTIONS = 20
"""Blocks of a plain text that may stand above its first section."""
_NUMBERS = ("reference", "requisition", "vacancy")
OF_LABEL, OF_HEAD = "value of a label", "part of the head's title like a title"
ONLY_OF_HEAD = "only part of the head's title"


@dataclass(frozen=True, slots=True)
class Title:
    """words: as printed. rule: the name of the rule that found it. is_sure: False where nothing
    but the want of another line speaks for it."""

    words: str
    rule: str
    is_sure: bool = True

    @property
    def is_printed(self) -> bool:
        """Whether the page prints it, and not its head alone."""
        return self.rule not in (OF_HEAD, ONLY_OF_HEAD)


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to a title. name: what speaks for the line. find: returns its words, "" for none.
    right: how often it was, on saved pages of 110 sites, where it was the first that applied.
    is_sure: False for a way that keeps a posting which would have no title: it has a warning."""

    name: str
    find: Callable[[TitlePage], str]
    right: str
    is_sure: bool = True


def find_title(
    frame: Frame, labelled: Sequence[str] = (), text_at: int = 0, *, unsure: bool = True
) -> Title | None:
    """Return the title of a page, None where nothing agrees.

    unsure: whether the ways that are not sure count, too.

    labelled: the values of labels like "Job title", without those that are a type, a place, a date.
    text_at: the line of the page that the posting's text begins at, 0 where it is not known."""
    head = f" {fold(frame.head_title)} | {fold(frame.og_title)} "
    rules = (rule for rule in RULES if unsure or rule.is_sure)
    return _found(TitlePage(frame, head, labelled, text_at), rules)


def _found(page: TitlePage, rules: Iterable[Rule]) -> Title | None:
    for rule in rules:
        if words := rule.find(page):
            return Title(post_sought_by_name(Line(words)) or words, rule.name, rule.is_sure)
    return None


def find_title_in_text(blocks: Sequence[Block]) -> Title | None:
    """Return the title of a plain text whose first line is the title of an HTML head, as text made
    of a page has it: "Baker - Acme Careers", with "Baker" as a line of its own below."""
    if not blocks or len(HEAD_MARKS.split(blocks[0].text)) < _PARTS:
        return None
    first = blocks[0]
    frame = Frame(head_title=first.text, blocks=tuple(blocks[1:_OPENING]))
    found = _found(TitlePage(frame, f" {first.folded} |  "), RULES[:1])
    if found is None:
        return None
    before, _, behind = first.text.partition(found.words)
    place, *site = HEAD_MARKS.split(behind)
    is_prefix = fold(before) in folded_list("prefixes") | {""}
    is_site = bool(site) and len(fold(" ".join(site)).split()) <= _SITE
    return found if is_prefix and is_site and (not place or is_listed_place(place)) else None


def find_title_among_lines(blocks: Sequence[Block], used: AbstractSet[int]) -> Title | None:
    """Return the title of a plain text that does not begin with it: the one line above its first
    section that is like a title, or the post that a line or a sentence there calls for. None of
    this is sure.

    used: the indexes of blocks that are labels, values or names."""
    # a long line without an end is no title, and no sentence that calls for somebody
    above = takewhile(lambda block: not _heads_section(block), blocks[:_ABOVE_SECTIONS])
    opening = tuple(
        block
        for i, block in enumerate(above)
        if i not in used and (len(block.said.words) <= _LONG or block.text[-1] in ".:")
    )
    return _found(TitlePage(Frame(blocks=opening), ""), _OF_LINES)


def _heads_section(block: Block) -> bool:
    heading = heading_of(block.said)
    return heading is not None and heading.kind in _OF_DUTIES


# --- The rules ------------------------------------------------------------------------------------


def _repeated_twice_sure(page: TitlePage) -> str:
    found = [
        line
        for line in page.repeated
        if line.is_alike or page.share(line.said) >= _SHARE or _is_called_a_job(page, line)
    ]
    # a label with a post says more than a page that is called as its address: "Come aboard"
    has_better = any(is_alike(Line(value)) for value in page.labelled)
    if has_better and not any(line.is_alike for line in found):
        return ""
    return _with_bracket(page, _longest(found))


def _with_bracket(page: TitlePage, title: str) -> str:
    """Return the title with what the main heading alone has behind it in brackets, where the head
    and a line of the page shorten it: "Night Nurse (Palliative Care)"."""
    main = (line for line in page.headings if line.block.level == 1 and len(line.block.runs) <= 1)
    texts = (line.said.text for line in main)
    longer = [text for text in texts if text.startswith(f"{title} (") and text.endswith(")")]
    return longer[0] if title and len(longer) == 1 else title


def _labelled(page: TitlePage) -> str:
    return next(iter(page.labelled), "")


def _beside_its_number(page: TitlePage) -> str:
    """Return what stands beside the number of the posting in a row of two cells: "Night Nurse |
    JobID: 4711"."""
    found = {
        block.label
        for block in page.frame.blocks
        if block.kind == "pair" and _is_number(block.text) and is_alike(Line(block.label))
    }
    return found.pop() if len(found) == 1 else ""


def _is_number(text: str) -> bool:
    """Return whether a text is the number of a posting behind its label."""
    label, *value = split_colon(text)
    return bool(value) and slot_of_label(label) in _NUMBERS and is_reference(value[0])


def _spelled_by_address(page: TitlePage) -> str:
    lines = (line for line in page.lines if page.is_near(line) and page.is_spelled(line.said))
    return _longest([line for line in lines if not page.is_generic(line.said)])


def _called_for(page: TitlePage) -> str:
    """Return the post that a line at the text calls for: "We're hiring a Night Nurse"."""
    lines = (
        line.said for line in page.lines if page.is_near(line) and len(line.said.text) <= _CALL
    )
    found = _only_words([post for line in lines if (post := _post_of_call(line))])
    return found or post_called_for([block.said for block in page.frame.blocks if _is_text(block)])


def _post_of_call(line: Line) -> str:
    """Return the post that a line calls for; in a sentence, more may stand behind it."""
    post = called_post(line)
    return (post_called_for([line]) or post) if post and line.text.endswith(".") else post


def _is_text(block: Block) -> bool:
    return block.region not in ("nav", "footer", "aside", "form")


def _heading_in_address(page: TitlePage) -> str:
    beside = (line for line in page.headings if line.block.region not in ASIDE)
    found = [line for line in beside if page.share(line.said) >= _SHARE_ALONE]
    return max(found, key=lambda line: page.share(line.said)).said.text if found else ""


def _whole_part_of_head(page: TitlePage) -> str:
    parts = {fold(part) for part in page.parts}
    whole = (line for line in page.headings if line.said.folded in parts)
    own = (line for line in whole if line.is_alike or not is_of_site(line.block))
    found = [line for line in own if _may_be_whole(line.said)]
    if not found or _heading_alike_at_text(page):
        return ""  # a board's slogan stands above the post's own heading
    return found[0].said.text


def _may_be_whole(line: Line) -> bool:
    """Return whether a heading looks like a title, or is too long or too short to: 法務."""
    is_short = len(line.text) == _SHORTEST and is_eastern(line.text)
    return is_short or looks_whole(line) or len(line.words) > _LONG


def _main_heading_alike(page: TitlePage) -> str:
    found = [line for line in page.headings if line.block.level == 1 and line.is_alike]
    # a site may list other posts above, each under a main heading of its own
    above = [line for line in found if line.block.line <= page.text_at]
    return (above[-1:] or found[:1] or [_NOTHING])[0].said.text


def _heading_alike_at_text(page: TitlePage) -> str:
    near = [line for line in page.headings if page.is_near(line) and line.is_alike]
    best = min((line.block.level for line in near), default=0)
    return _only([line for line in near if line.block.level == best])


def _cell_that_head_repeats(page: TitlePage) -> str:
    repeated = [cell for cell in page.cells if f" {cell.said.folded} " in page.head]
    return _longest([cell for cell in repeated if cell.is_alike or page.share(cell.said) >= _SHARE])


def _cell_alike_at_text(page: TitlePage) -> str:
    """Return a cell of the one row of a table that has one: of several rows each is another
    post's."""
    alike = [cell for cell in page.cells if cell.is_alike and cell.block.links <= _FEW_LINKS]
    return _only(alike) if len({cell.block.line for cell in alike}) == 1 else ""


def _part_of_head_alike(page: TitlePage) -> str:
    parts = (part for part in page.parts if not _has_generic_part(page, part))
    cuts = (_behind().split(part)[0].strip(" -–—|,") for part in parts)
    lines = [Line(cut) for cut in dict.fromkeys(cuts) if cut]
    clean = [line for line in lines if is_alike(line) and not page.is_generic(line)]
    # the whole has every part's words: a part says it better
    least = [a for a in clean if not any(a is not b and b.folded in a.folded for b in clean)]
    return least[0].text if len(least) == 1 else ""


def _has_generic_part(page: TitlePage, head: str) -> bool:
    """Return whether a part of the head's title is no title, or calls for somebody: then the whole
    is none. "Acme: Work here", "Acme: We need a cook"."""
    parts = [Line(part) for part in HEAD_MARKS.split(head) if part]
    return len(parts) > 1 and any(page.is_generic(part) or called_post(part) for part in parts)


def _line_alike_above_values(page: TitlePage) -> str:
    lines = (line for line in page.lines if line.block.kind != "heading" and line.is_alike)
    return _only(
        [
            line
            for line in lines
            if page.is_near(line)
            and not page.is_generic(line.said)
            and page.has_values_below(line)
            and not posted_within(line.said.text)
        ]
    )


def _main_heading_above_values(page: TitlePage) -> str:
    found = _only([line for line in page.headings if line.block.level == 1])
    is_title = bool(found) and looks_whole(Line(found))
    line = next((line for line in page.headings if line.said.text == found), None)
    return found if is_title and line is not None and page.has_values_below(line) else ""


def _line_alike_at_text(page: TitlePage) -> str:
    lines = (line for line in page.lines if line.block.kind == "paragraph" and line.is_alike)
    begun = (line for line in lines if not line.said.text[0].islower() and not _is_labelled(line))
    near = [line for line in begun if page.is_near(line) and not page.is_generic(line.said)]
    above = [line for line in near if line.block.line <= page.text_at]
    return _only(near) or _only(above[-1:])


def _is_labelled(line: Candidate) -> bool:
    """Return whether a line is a known label with its value, or says when it was posted:
    "Recruiter: Acme", "Reposted: 3 weeks ago"."""
    label, *value = split_colon(line.said.text)
    is_pair = bool(value) and slot_of_label(label) not in (None, "title")
    return is_pair or bool(posted_within(line.said.text))


def _only_heading_alike(page: TitlePage) -> str:
    """Return the one heading of the page that is like a title, wherever it stands: below what a
    board says of the employer."""
    own = (line for line in page.headings if line.block.region not in ASIDE)
    return _only([line for line in own if line.is_alike and line.block.links <= _FEW_LINKS])


def _only_heading_at_text(page: TitlePage) -> str:
    own = (
        line
        for line in page.headings
        if line.block.links <= _FEW_LINKS or f" {line.said.folded} " in page.head
    )
    near = [line for line in own if page.is_near(line) and looks_whole(line.said)]
    with_values = [line for line in near if page.has_values_below(line)]
    top = min((line.block.level for line in near), default=0)  # the others head sections
    highest = [line for line in near if line.block.level == top <= _HIGH]
    return _only(near) or _only(with_values) or _only(highest)


def _first_line_of_document(page: TitlePage) -> str:
    """Return the first line of a page without headings and without a head, as programs make it of a
    document."""
    if page.head.strip(" |") or any(block.kind == "heading" for block in page.frame.blocks):
        return ""
    first = next(iter(page.lines), _NOTHING)
    return first.said.text if looks_whole(first.said) else ""


def _only_part_of_head(page: TitlePage) -> str:
    parts = HEAD_MARKS.split(page.frame.head_title)
    lines = [Line(part) for part in parts if part] if len(parts) > 1 else []
    found = [line for line in lines if looks_whole(line) and not page.is_generic(line)]
    return found[0].text if len(found) == 1 else ""


RULES: tuple[Rule, ...] = (
    Rule("repeated by the head, and like a title or in the address", _repeated_twice_sure, ".99"),
    Rule("beside its number in a row", _beside_its_number, "not counted"),
    Rule(OF_LABEL, _labelled, ".68, before values of other kinds were refused"),
    Rule("line that the address spells", _spelled_by_address, "not counted"),
    Rule("heading whose words the address has", _heading_in_address, "6 of 7"),
    Rule("heading that is a part of the head's title", _whole_part_of_head, "16 of 17"),
    Rule("main heading like a title", _main_heading_alike, "26 of 26"),
    Rule("heading like a title at the text", _heading_alike_at_text, "13 of 13"),
    Rule(
        "cell of a table that the head repeats, like a title",
        _cell_that_head_repeats,
        "not counted",
    ),
    Rule(OF_HEAD, _part_of_head_alike, "2 of 2"),
    Rule("line like a title above values", _line_alike_above_values, "not counted"),
    Rule("only main heading, above values", _main_heading_above_values, "5 of 10 without values"),
    Rule("line like a title at the text", _line_alike_at_text, "unsure", is_sure=False),
    Rule("cell like a title at the text", _cell_alike_at_text, "unsure", is_sure=False),
    Rule("only heading like a title", _only_heading_alike, "unsure", is_sure=False),
    Rule("only heading at the text", _only_heading_at_text, "unsure", is_sure=False),
    Rule("post that a line calls for", _called_for, "not counted"),
    Rule("first line of a document", _first_line_of_document, "unsure", is_sure=False),
    Rule(ONLY_OF_HEAD, _only_part_of_head, "unsure", is_sure=False),
)
"""The rules, the surest first. Never alone: the nearest heading, the first main heading, the first
part of the head's title (wrong on a quarter of the pages), a line that the head repeats (the
slogans of boards)."""

_OF_LINES = (
    Rule("line like a title above values", _line_alike_above_values, "not counted"),
    Rule("post that a line calls for", _called_for, "not counted"),
    Rule("line like a title at the text", _line_alike_at_text, "unsure"),
)
"""The rules for a plain text that does not begin with its title."""

_NOTHING = Candidate(Line(""), Block("paragraph", ""))


def _longest(found: Sequence[Candidate]) -> str:
    return max(found, key=lambda line: len(line.said.folded), default=_NOTHING).said.text


def _only_words(found: Sequence[str]) -> str:
    """Return the first of some texts where all are alike, else ""."""
    return found[0] if len(set(map(fold, found))) == 1 else ""


def _only(found: Sequence[Candidate]) -> str:
    """Return the words of the candidates where all have the same, else ""."""
    same = len({line.said.folded for line in found}) == 1
    return found[0].said.text if same else ""


def _is_called_a_job(page: TitlePage, line: Candidate) -> bool:
    """Return whether the head calls a line a job: "Care of Piers Jobs in Oban", "Vacancy: Care of
    Piers"."""
    words, head = f" {line.said.folded} ", page.head
    before, behind = _calls_of_jobs()
    at = head.find(words)
    while at >= 0:
        if head.endswith(before, 0, at) or head.startswith(behind, at + len(words) - 1):
            return True
        at = head.find(words, at + 1)
    return False


@cache
def _calls_of_jobs() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what a head says right before a job, and right behind one."""
    before = folded_list("leads") | folded_list("dash_prefixes")
    return tuple(f" {b}" for b in before), tuple(f" {b} " for b in folded_list("behind_titles"))


@cache
def _behind() -> re.Pattern[str]:
    return re.compile(rf"(?i)\s(?:{any_of(phrases_in(load('titles')['behind_titles']))})(?!\w)")
