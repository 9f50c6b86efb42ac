"""Find the town that the last lines of a page and the text of the posting agree on.

The end of a page says where its owner is, mostly without a postcode: "Harbour Vets, Mill Lane,
Oberwick", "Lampton · Oberwick". Which of these names is the place of work, the text tells: "We are
a practice on the edge of Oberwick". The title may say it, too: "Night Nurse, Oberwick".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from crawlers.extract.job.employers import has_organization_word
from crawlers.extract.job.frame_names import HEAD_MARKS
from crawlers.extract.places import gazetteer
from crawlers.extract.places.addressed_towns import is_named, is_within, may_be_named
from crawlers.extract.places.elsewhere import is_of_elsewhere
from crawlers.extract.places.names import can_be_town, word_list
from crawlers.extract.sentences.language_names import language_names
from crawlers.posting.parts.places import Location
from crawlers.text.blocks import Block
from crawlers.text.lines import Line
from crawlers.text.patterns import UPPER, any_of
from crawlers.text.word_lists import load, phrases_in

_LAST = 3
"""Blocks at the end of a page that may name its owner's town."""
_LONGEST = 400
"""Characters of such a block; a longer one is text."""
_MOST_LINKS = 0.5
"""Share of link text above which a block is a menu."""
_PARTS = re.compile(r"\s+[|·•–—/-]\s+|\s*[,;|·•:()]\s*|\.\s+(?=\S)|\n")
"""Marks between the parts of a line, a full stop among them: "Mill Lane, Oberwick. Tel. 4711"."""
_CODE = re.compile(
    r"^(?:[A-Z]{1,2}-)?(?!(?:19|20)\d\d )\d[\d -]{2,6}\d\s+"
    r"|\s+(?:\d{4,6}(?:-\d{3,4})?|\d{3} \d{2,3}|[A-Z]{1,2}\d[A-Z\d]?(?: ?\d[A-Z]{2})?)$"
)
"""A postcode before a town or behind it."""
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


def town_at_end(
    blocks: Sequence[Block],
    titles: Iterable[str],
    texts: Iterable[str],
    owner: Iterable[str] = (),
    head: str = "",
) -> Location | None:
    """Return the town that the last lines of a page or a title name, and the text as a place; of
    several the one that both name first.

    blocks: of the whole page. titles: of the posting. texts: of the posting; those that are last
    lines of the page, or speak of a head office or of customers, do not count. owner: what the page
    calls its owner; that is no town, and a part of it only where a list knows it: "at Harbour
    Lights". head: the title in the HTML head, which may call the owner, or end in a town that the
    text must name behind "in"."""
    last, owners, shown = _last_blocks(blocks), tuple(owner), tuple(titles)
    ends = frozenset(block.text for block in last)
    own = [text for text in texts if text not in ends]
    whole = "\n".join(own)
    names = [name for name in _names_at_end(last, shown, owners, head) if may_be_named(name, whole)]
    in_head = [name for name in _behind_commas(head) if name not in " | ".join(owners)]
    in_head = [name for name in in_head if may_be_named(name, whole)]
    may_be = names or in_head
    lines = [line for text in own for line in _SENTENCE_END.split(text)] if may_be else []
    names = [name for name in names if is_named(name, lines)]
    names += [name for name in in_head if name not in names and is_within(name, lines)]
    return _named_first(names, lines, shown) if names else None


def _names_at_end(
    last: Sequence[Block], titles: Sequence[str], owners: Sequence[str], head: str
) -> Iterator[str]:
    """Yield what may be a town at the end of a title or in the last lines, and is no part of what
    the page calls its owner, unless a list knows it."""
    parted = [name for name in (*owners, head) if "," in name]  # "Oban, Lamp & Sons": in no Oban
    found = [name for title in titles for name in _behind_comma(title)]
    found += [name for block in last for name in _names_in(_without(block.text, parted))]
    owned = " | ".join((*owners, head))
    for name in dict.fromkeys(found):
        if name not in owned or (gazetteer.towns(name) and name not in (*owners, head)):
            yield name


def _named_first(
    names: Sequence[str], lines: Sequence[str], titles: Sequence[str]
) -> Location | None:
    """Return the town that a text names first, where the page does, too, and it is not one of
    two."""
    # "Head Keeper, Outerwear" in a sentence names no town
    of_work = [_without(line, titles) for line in lines if not is_of_elsewhere(line)]
    named = [name for name in names if is_named(name, of_work)]
    whole = "\n".join(of_work)
    first = min(named, key=whole.find, default="")
    is_sure = named[:1] == [first] and not (len(named) > 1 and _is_one_of_two(first, whole))
    return Location(raw=first, city=first) if is_sure else None


def _without(text: str, names: Iterable[str]) -> str:
    for name in names:
        text = text.replace(name, " ")
    return text


def _is_one_of_two(name: str, text: str) -> bool:
    """Return whether a text goes on with another name: "in Oberwick and in Kendal"."""
    return re.search(rf"(?<!\w){re.escape(name)}{_next_name()}", text) is not None


@cache
def _next_name() -> str:
    joiners = any_of(phrases_in(load("places")["joiners"]))
    before = any_of(phrases_in(load("header")["before_place"]))
    return rf"(?:,|/|\s(?:{joiners}))\s*(?:(?:{before})\s)?[{UPPER}]"


def _last_blocks(blocks: Sequence[Block]) -> list[Block]:
    """Return the last blocks of a page, and those of its footer, that are no menu."""
    first = max(0, len(blocks) - _LAST)
    return [
        block
        for at, block in enumerate(blocks)
        if (at >= first and block.kind != "heading") or block.region == "footer"
        if block.links <= _MOST_LINKS and len(block.text) <= _LONGEST
    ]


def _behind_comma(title: str) -> Iterator[str]:
    """Yield what stands behind the last comma of a title, where it may be a town: "Cook, Oban"."""
    name = title.rpartition(", ")[2].strip(" .")
    if name != title and _may_be(name):
        yield name


def _behind_commas(head: str) -> Iterator[str]:
    """Yield what stands behind the commas of a head's title, where it may be a town: "Cook, Oban -
    Harbour Lights"."""
    for part in HEAD_MARKS.split(head) if ", " in head else ():
        yield from (name for name in map(str.strip, part.split(", ")[1:]) if _may_be(name))


def _names_in(text: str) -> Iterator[str]:
    for part in _PARTS.split(text):
        name = _CODE.sub("", part.strip(" .")).strip()
        if name and _may_be(name):
            yield name


def _may_be(name: str) -> bool:
    """Return whether a name can be a town's, and is that of no country or state, no language, no
    organisation and no everyday word."""
    return (
        name[:1].isupper()
        and can_be_town(name)
        and gazetteer.key(name) not in word_list("common_words")
        and gazetteer.country(name) in (None, *word_list("city_states"))
        and not any(r.country in load("places")["states"]["coded"] for r in gazetteer.regions(name))
        and name.lower() not in language_names()
        and not has_organization_word(Line(name))
    )
