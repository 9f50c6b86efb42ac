"""Say the employer of an HTML page by what agrees; what is only a guess goes to `inferred`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crawlers.extract.header.frame import HEAD_MARKS
from crawlers.extract.header.meta_lines import parts_of_line
from crawlers.extract.header.unlabelled import Header
from crawlers.extract.job.boards import is_board
from crawlers.extract.job.employer_agreement import Employer, Hints, is_sure
from crawlers.extract.job.employers import (
    ends_in_legal_form,
    find_presented_employer,
    presented_names,
)
from crawlers.extract.job.spellings import fits
from crawlers.posting.raw import RawPosting
from crawlers.posting.schema import Inferred
from crawlers.text.blocks import Block
from crawlers.text.lines import Line
from crawlers.text.words import fold, squeeze

_OPENING = 40
"""Blocks in which a text presents its employer."""
_BEFORE_TITLE, _BEHIND_TITLE = 2, 4
"""Blocks around the title in which a line has the employer."""
_SENTENCE = 60
"""Characters from which a block of the posting is a sentence."""
_LINE = 100
"""Characters of such a line."""
_MENUS = ("nav", "footer")
FIELD = "organization.name"
"""Where the guess stands in `inferred`."""


def say_agreed_employer(item: RawPosting, header: Header) -> bool:
    """Say the employer on which two hints of the page agree, and return whether that settles it.

    It does not where the page, its data or the plugin name the employer outright, and where the
    page has no frame to agree with: a fragment without a title, a logo, an address.
    """
    frame = item.frame
    if item.said.get("organization") or item.declared.constants.get("organization"):
        return False
    titles = item.said.get("title") or ()
    title = titles[0].raw if titles else header.title or ""
    blocks = [block for block in frame.blocks if block.region not in _MENUS]
    hints = _hints_of(item, title, blocks)
    line = squeeze(header.organization or "") or _linked_beside(frame.employer_links, blocks, title)
    if line and not hints.kinds_of(line) and fold(line) in map(fold, frame.employer_links):
        item.say("organization", line, "section_rule", "link to the employer's page")
        return True
    found = [each for each in hints.employers() if not _has_title(each.name, title)]
    own = hints.of_posting()
    own = None if own and _has_title(own.name, title) else own
    is_other = bool(line) and own is not None and not fits(own.name, line)
    if own and not is_other and not (found and is_sure(found[0]) and "text" in found[0].kinds):
        how = f"names that agree: {', '.join(own.kinds)}"
        item.say("organization", own.name, "section_rule", how)
        return True
    presented = find_presented_employer([block.text for block in blocks[:_OPENING]])
    named = line if ends_in_legal_form(Line(line)) else presented
    if found and is_sure(found[0]) and not _is_disputed(found[0], named):
        how = f"names that agree: {', '.join(found[0].kinds)}"
        item.say("organization", found[0].name, "section_rule", how)
        return True
    if line and (hints.board or hints.kinds_of(line)):
        item.say("organization", line, "section_rule", "line beside the title")
        return True
    if presented and not (found and is_sure(found[0])):
        item.say("organization", presented, "section_rule", "employer that the text presents")
        return True
    if not hints.has_any:
        return False
    _guess(item, line, None if hints.board else next(iter(found), None))
    return True


def _guess(item: RawPosting, line: str, likeliest: Employer | None) -> None:
    """Leave what one hint alone gives, else the line beside the title, to `inferred`."""
    guess, rule = (line, "line_beside_title") if line else ("", "")
    if likeliest:
        guess, rule = likeliest.name, f"one_hint_{likeliest.kinds[0]}".replace(" ", "_")
    if guess:
        item.inferred[FIELD] = Inferred(value=guess, rule=rule)


def _hints_of(item: RawPosting, title: str, blocks: Sequence[Block]) -> Hints:
    """Return the names that the hints of a page give. blocks: those that are no menu."""
    return Hints(
        item.frame,
        title,
        [block.folded for block in blocks],
        board=_is_board(item),
        presented=presented_names([block.text for block in blocks[:_OPENING]]),
        beside=_parts_beside(blocks, title),
        said=[block.folded for block in item.blocks if len(block.text) >= _SENTENCE],
    )


def _linked_beside(links: Sequence[str], blocks: Sequence[Block], title: str) -> str:
    """The one employer whose page a line at the title links to, as boards have it; else ""."""
    parts = _parts_beside(blocks, title) if links else frozenset()
    found = [name for name in links if fold(name) in parts]
    return found[0] if len(found) == 1 else ""


def _has_title(name: str, title: str) -> bool:
    """Whether a name is a line with the title in it: "Acme Night Cook" over "Night Cook"."""
    return bool(title) and fold(title) in fold(name)


def _parts_beside(blocks: Sequence[Block], title: str) -> frozenset[str]:
    """The parts of the short lines around the title, folded: "Acme - Oban" is "acme", "oban"."""
    at = next((i for i, block in enumerate(blocks) if block.folded == fold(title)), None)
    if at is None:
        return frozenset()
    near = blocks[max(0, at - _BEFORE_TITLE) : at + _BEHIND_TITLE + 1]
    lines = [block for block in near if block is not blocks[at] and len(block.text) <= _LINE]
    parts = (
        block.folded if part == block.text else fold(part)  # no block is folded again
        for block in lines
        for part in (*parts_of_line(block), *_split(block.text))
    )
    return frozenset(filter(None, parts))


def _split(text: str) -> Iterator[str]:
    for part in HEAD_MARKS.split(text):
        yield part
        yield from part.split(", ")


def _is_disputed(agreed: Employer, presented: str | None) -> bool:
    """Whether the text presents somebody else than the frame: a board that is not known as one, or
    a site of several employers. A single word, or a shorter form of the name, disputes nothing."""
    words = fold(presented or "").split()
    return (
        len(words) > 1
        and "text" not in agreed.kinds
        and words[0] not in fold(agreed.name).split()
        and not fits(presented or "", agreed.name)
    )


def _is_board(item: RawPosting) -> bool:
    """Whether the site is a job board: by what its plugin declares, else by its words."""
    decision = item.decision
    if decision is not None and "known_address" in decision.signals:
        return item.declared.source_kind == "aggregator"
    return is_board(item.frame)
