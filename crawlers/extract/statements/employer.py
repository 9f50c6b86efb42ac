"""Say the employer of a posting where no label names it: by what a page's frame and text agree on,
by the line beside the title, by whom the text names."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from crawlers.extract.header.agreed_employer import guess_employer, say_agreed_employer, title_of
from crawlers.extract.header.employer_of_text import (
    in_small_letters,
    is_backed,
    letterhead_of,
    name_by_kind,
    name_in_text,
    town_lines,
)
from crawlers.extract.header.signature import employer_of_writer
from crawlers.extract.header.unlabelled import Header
from crawlers.extract.job.employers import (
    find_known_employer,
    find_most_named_organization,
    find_own_employer,
    find_presented_employer,
)
from crawlers.extract.job.named_by_text import NamedByText
from crawlers.extract.job.spellings import fits
from crawlers.posting.raw import RawPosting
from crawlers.text.blocks import Block
from crawlers.text.lines import Line

_OPENING = 30
"""Blocks in which a text presents its employer."""


def say_employer(
    item: RawPosting, header: Header, blocks: Sequence[Block], prose: Sequence[Line]
) -> None:
    """Say who seeks somebody. blocks: of the header and the text. prose: the lines of the text. A
    line of the header that nothing backs is no employer; where it is a town, it is free again."""
    if item.frame.blocks and say_agreed_employer(item, header):
        return
    named, line = None, header.organization
    if item.kind == "text":
        named = name_in_text(item, header)
        line = _line_of_text(item, header, blocks, prose)
        if not line:
            header.used -= town_lines(header.organization or "", blocks)
        if header.organization and not (line or named):
            guess_employer(item, header.organization)
    _say_named(item, line, prose, named)


def _line_of_text(
    item: RawPosting, header: Header, blocks: Sequence[Block], prose: Sequence[Line]
) -> str | None:
    """Return the line of a plain text that is its employer: the one beside the title that something
    backs, else a letterhead, whose address is where the job is unless a label says that."""
    line = header.organization
    if line and not is_backed(line, header, blocks, prose):
        line = None
    letter = letterhead_of(title_of(item, header), blocks)
    if letter and line in (None, letter.name):
        line, at = letter
        if not item.said.get("location"):
            header.values.append(("location", blocks[at].text, at))
    line = line or name_by_kind(blocks)
    return in_small_letters(line, blocks) if line else None


def _say_named(
    item: RawPosting,
    beside_title: str | None,
    prose: Sequence[Line],
    named: NamedByText | None,
) -> None:
    """Say the line beside the title, but where the text clearly names another; without it and
    without a label, whom the text names, the surest way first."""
    rest = (beside_title or "").removeprefix(f"{named.name} " if named else "")
    is_sentence = rest != (beside_title or "") and rest[:1].islower()  # "Harbour Lights seeks a"
    beaten = named and (
        is_sentence or (named.is_clear and not fits(named.name, beside_title or ""))
    )
    if beside_title and not beaten:
        item.say("organization", beside_title, "section_rule", "line beside the title")
    elif named:
        item.say("organization", named.name, "section_rule", named.how)
    shown = [b.text for b in item.blocks]
    opening = [b.said for b in item.blocks[:_OPENING]]
    is_record = item.kind == "json"
    about = [b.text for b in item.blocks if b.section == "about_employer"]
    ways: tuple[tuple[str, Callable[[], str | None]], ...] = (
        ("names, and the signature", lambda: employer_of_writer(item.blocks)),
        ("speaks for", lambda: find_own_employer(about or shown) if is_record else None),
        ("presents", lambda: find_presented_employer(opening, headings=not is_record)),
        (
            "names, of those the plugin declares",
            lambda: _declared(item.declared.employers, prose),
        ),
        ("names", lambda: find_known_employer(prose)),
        ("calls most", lambda: find_most_named_organization(prose)),
    )
    for how, find in ways:
        if not item.said.get("organization"):
            item.say("organization", find() or "", "section_rule", f"employer that the text {how}")


def _declared(employers: Sequence[str], prose: Sequence[Line]) -> str | None:
    return next((name for name in employers if any(name in line.text for line in prose)), None)
