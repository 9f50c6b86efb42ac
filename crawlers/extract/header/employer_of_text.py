"""Read the employer of a posting in plain text, which has no frame: no logo, no footer, no head."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from crawlers.extract.header.agreed_employer import places_of, title_of
from crawlers.extract.header.frame import host_parts, mail_hosts
from crawlers.extract.header.unlabelled import Header
from crawlers.extract.header.unsure_places import is_address
from crawlers.extract.job.boards import is_board
from crawlers.extract.job.employers import has_organization_word, names_employer
from crawlers.extract.job.frame_names import vendors
from crawlers.extract.job.named_by_text import NamedByText, named_by_text
from crawlers.extract.places.names import is_listed_town
from crawlers.posting.raw import Frame, RawPosting
from crawlers.text.blocks import Block
from crawlers.text.lines import Line
from crawlers.text.words import fold

_LINE = 60
"""Characters of a line that may be a name, and no sentence."""
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


def name_of_letterhead(title: str, blocks: Sequence[Block]) -> str:
    """Return who writes a letter: its first line with the name of an organisation, above its
    address; "" for none. title: the posting's, which is no name."""
    if not blocks or len(blocks[0].text) > _LINE or blocks[0].folded == fold(title):
        return ""
    has_address = any(is_address(block.text) for block in blocks[1:_LETTERHEAD])
    return blocks[0].text if has_address and has_organization_word(blocks[0].said) else ""


def name_in_text(item: RawPosting, header: Header) -> NamedByText | None:
    """Return whom a text names as its employer: by its sentences, its address and its mail."""
    blocks = [*item.header, *item.blocks]
    hosts = host_parts(urlsplit(item.url or "").hostname or "")
    is_own = not is_board(Frame(hosts=hosts, blocks=tuple(blocks))) and vendors().isdisjoint(hosts)
    mails = mail_hosts(blocks)
    return named_by_text(
        blocks, title_of(item, header), places_of(item, header), hosts if is_own else (), mails
    )
