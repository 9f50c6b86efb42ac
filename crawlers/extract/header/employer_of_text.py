"""Read the employer of a posting in plain text, which has no frame: no logo, no footer, no head."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple
from urllib.parse import urlsplit

from crawlers.extract.header.agreed_employer import places_of, title_of
from crawlers.extract.header.frame import host_parts, mail_hosts
from crawlers.extract.header.unlabelled import Header
from crawlers.extract.header.unsure_places import is_address
from crawlers.extract.job.boards import is_board
from crawlers.extract.job.employers import cannot_be_employer, has_organization_word, names_employer
from crawlers.extract.job.frame_names import platforms
from crawlers.extract.job.named_by_text import NamedByText, named_by_text
from crawlers.extract.places.names import is_listed_town
from crawlers.posting.raw import Frame, RawPosting
from crawlers.text.blocks import Block
from crawlers.text.lines import Line
from crawlers.text.word_lists import load, phrases_in
from crawlers.text.words import fold

_LINE = 60
"""Characters of a line that may be a name, and no sentence."""
_OPENING, _LONGEST = 12, 100
"""Blocks at the beginning of a text, and characters of the name of a department."""
_LETTERHEAD = 3
"""Lines of a letterhead: the name, a department, the address."""


def is_backed(name: str, header: Header, blocks: Sequence[Block], prose: Sequence[Line]) -> bool:
    """Return whether something else says that a line beside the title is the employer: it is named
    like an organisation; or it is no town, and the text has it in a sentence, or it stands as
    boards have it, above a place and a date.

    prose: the lines of the text."""
    line = Line(name)
    if names_employer(line):
        return True
    if is_listed_town(name):
        return False
    if any(f" {line.folded} " in f" {each.folded} " for each in prose if len(each.text) > _LINE):
        return True
    at = next((i for i, block in enumerate(blocks) if block.folded == line.folded), None)
    below = [slot for slot, _, i in header.values if at is not None and at < i <= at + 2]
    return below == ["location", "date_posted"]


def town_lines(name: str, blocks: Sequence[Block]) -> set[int]:
    """Return the indexes of the lines that are a name, where that is a listed town's."""
    return {i for i, b in enumerate(blocks) if b.text == name} if is_listed_town(name) else set()


class Letterhead(NamedTuple):
    """Who writes a letter. name: of the organisation. address_at: the block of its address."""

    name: str
    address_at: int


def letterhead_of(title: str, blocks: Sequence[Block]) -> Letterhead | None:
    """Return the letterhead of a text: its first line with the name of an organisation, above its
    address. title: the posting's, which is no name."""
    if not blocks or len(blocks[0].text) > _LINE or not has_organization_word(blocks[0].said):
        return None
    address_at = next(
        (i for i in range(1, min(_LETTERHEAD, len(blocks))) if is_address(blocks[i].text)), None
    )
    if address_at is None or blocks[0].folded == fold(title):
        return None
    return Letterhead(blocks[0].text, address_at)


def name_by_kind(blocks: Sequence[Block]) -> str:
    """Return the line at the beginning of a text whose kind of organisation says what employers
    say: "DEPARTMENT OF LAMPS" above "The Department is an equal opportunity employer"; "" for
    none."""
    whole = f" {' '.join(block.folded for block in blocks)} "
    for block in blocks[:_OPENING]:
        kind, of, _ = block.folded.partition(" of ")
        if not of or " " in kind or len(block.text) > _LONGEST or cannot_be_employer(block.said):
            continue
        if any(f" the {kind} {said} " in whole for said in _own_statements()):
            return block.text
    return ""


@cache
def _own_statements() -> tuple[str, ...]:
    return tuple(map(fold, phrases_in(load("organizations")["own_statements"])))


def in_small_letters(name: str, blocks: Sequence[Block]) -> str:
    """Return a name in capitals as the text prints it elsewhere, in small letters, too."""
    if not name.isupper():
        return name
    found = (re.search(re.escape(name), block.text, re.IGNORECASE) for block in blocks)
    return next((match[0] for match in found if match and not match[0].isupper()), name)


def name_in_text(item: RawPosting, header: Header) -> NamedByText | None:
    """Return whom a text names as its employer: by its sentences, its address and its mail."""
    blocks = [*item.header, *item.blocks]
    hosts = host_parts(urlsplit(item.url or "").hostname or "")
    is_of_board = is_board(Frame(hosts=hosts, blocks=tuple(blocks)))
    is_own = not is_of_board and platforms().isdisjoint(hosts)
    mails = mail_hosts(blocks)
    return named_by_text(
        blocks, title_of(item, header), places_of(item, header), hosts if is_own else (), mails
    )
