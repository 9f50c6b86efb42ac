"""Propose what a plugin may declare, from one posting page of a site or several: its list, labels
that no word list knows, and elements whose names say what they hold.

A proposal is shown with what it reads, for a person to judge; nothing is learned behind their back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urldefrag, urlsplit

from crawlers.extract.header.labels import fits, has_check, slot_of, split_colon
from crawlers.plugins.career_page import calls_for_openings
from crawlers.text.blocks import ICON, SITE_REGIONS, Block
from crawlers.text.unaccented import plain
from crawlers.text.word_lists import load, phrases_in
from crawlers.text.words import fold

if TYPE_CHECKING:
    from crawlers.contract.slots import Slot
    from crawlers.page.page import Page

FIELDS: Mapping[Slot, str] = {
    "title": "title",
    "organization": "organization",
    "location": "locations",
    "employment_type": "employment_types",
    "date_posted": "date_posted",
    "valid_through": "valid_through",
    "salary": "salary",
}
"""By slot that may be proposed, the field that it fills."""
MOST = 6
"""Labels, and selectors, that are proposed: a plugin stays short."""
_MAX_LABEL_WORDS, _MAX_VALUE = 5, 120
"""Words of a label, and characters of a value, that may be proposed."""
_SURE = frozenset({"label", "jsonld", "selector", "declared"})
"""Methods by which a field that was read needs no proposal."""
_PARTS = re.compile(r"[^a-zA-Z]+|(?<=[a-z])(?=[A-Z])")
_PLAIN_NAME = re.compile(r"-?[A-Za-z_][\w-]*")


@dataclass(frozen=True, slots=True)
class SeenPage:
    """A posting page as the generic reader reads it. posting: the record, None where nothing was
    read. methods: by field, how it was found."""

    page: Page
    posting: Mapping[str, Any] | None = None
    methods: Mapping[str, str] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        """Return whether a field was read."""
        return bool(self.posting and self.posting.get(name))

    def is_sure(self, name: str) -> bool:
        """Return whether a field was read by more than a guess."""
        return self.has(name) and self.methods.get(name, "") in _SURE


@dataclass(frozen=True, slots=True)
class Proposal:
    """What may be declared. slot: None where the value does not show which. key: the label, or the
    CSS of the element. value: what it reads on the first page."""

    slot: Slot | None
    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What a plugin may declare. list_url: "" where no page links to a list. labels, selectors: of
    which those with a slot can be declared as they are."""

    list_url: str = ""
    labels: Sequence[Proposal] = ()
    selectors: Sequence[Proposal] = ()

    def declared_labels(self) -> dict[str, str]:
        """Return slot by label, of the labels whose slot is clear."""
        return {each.key: each.slot for each in self.labels if each.slot}

    def declared_selectors(self) -> dict[str, str]:
        """Return selector by slot."""
        return {each.slot: each.key for each in self.selectors if each.slot}


def draft(pages: Sequence[SeenPage], is_posting: Callable[[str], bool]) -> Draft:
    """Return what the pages of one site propose. is_posting: whether an address is that of a
    posting."""
    labels = _labels(pages)
    by_labels = {each.slot for each in labels}
    return Draft(
        next((found for each in pages if (found := list_url(each.page, is_posting))), ""),
        labels,
        [each for each in _selectors(pages) if each.slot not in by_labels],
    )


def missing_fields(pages: Sequence[SeenPage]) -> list[str]:
    """Return the fields that none of the pages gives, in the order of FIELDS."""
    return [name for name in FIELDS.values() if not any(each.has(name) for each in pages)]


# --- The list -------------------------------------------------------------------------------------


def list_url(page: Page, is_posting: Callable[[str], bool]) -> str:
    """Return the address of the list that a posting page links to; "" where it links to none.

    The best is a link to a folder of the posting's own address (/jobs of /jobs/77), then one whose
    words or address speak of openings; of several the shortest address.
    """
    own = urlsplit(page.url or page.canonical or "")
    best: tuple[int, int, str] | None = None
    for address, words in page.links:
        address = urldefrag(address).url
        there = urlsplit(address)
        if there.netloc != own.netloc or is_posting(address) or there.path.strip("/") == "":
            continue
        is_above = own.path.startswith(there.path.rstrip("/") + "/")
        speaks = calls_for_openings(words) or calls_for_openings(there.path)
        if is_above or speaks:
            rank = (-(2 * is_above + speaks), len(address), address)
            best = rank if best is None else min(best, rank)
    return best[2] if best else ""


# --- Labels ---------------------------------------------------------------------------------------


def _labels(pages: Sequence[SeenPage]) -> list[Proposal]:
    """Return the labels that no word list knows and that stand on all pages, those whose values
    show the slot first."""
    read = {slot for slot, name in FIELDS.items() if all(each.is_sure(name) for each in pages)}
    values: dict[str, list[str]] = {}
    shown: dict[str, str] = {}
    for each in pages:
        for label, value in dict(_unknown_pairs(each.page.blocks)).items():
            values.setdefault(fold(label), []).append(value)
            shown.setdefault(fold(label), label)
    found = [
        Proposal(_slot_of_values(of), shown[label], of[0])
        for label, of in values.items()
        if len(of) == len(pages)
    ]
    fitting = [each for each in found if each.slot not in read]
    return sorted(fitting, key=lambda each: each.slot is None)[:MOST]


def _unknown_pairs(blocks: Sequence[Block]) -> Iterator[tuple[str, str]]:
    """Yield what looks like a label with its value and is not known as one."""
    for index, block in enumerate(blocks):
        if block.region in SITE_REGIONS or block.links == 1.0:
            continue
        for label, value in _pairs_at(blocks, index):
            label, value = label.strip(" :："), value.strip(" :：")
            if _may_label(label) and 0 < len(value) <= _MAX_VALUE and value[-1] not in ".!?":
                yield label, value


def _pairs_at(blocks: Sequence[Block], index: int) -> Iterator[tuple[str, str]]:
    """Yield what may be a label and its value: a pair, two sides of a colon, two pieces of a block,
    or a block and the next one."""
    block = blocks[index]
    before, *behind = split_colon(block.text)
    if block.kind == "pair":
        yield block.label, block.text
    elif behind and behind[0]:
        yield before, behind[0]
    elif len(block.pieces) == 2:
        yield block.pieces[0].removeprefix(ICON), block.pieces[1].removeprefix(ICON)
    elif index + 1 < len(blocks) and _are_alone_in_box(blocks, index):
        yield block.text, blocks[index + 1].text


def _are_alone_in_box(blocks: Sequence[Block], index: int) -> bool:
    """Return whether a block and the next one are all that a box of the page holds."""
    outer = blocks[index].box[:-1]
    if not outer or blocks[index + 1].box[:-1] != outer:
        return False
    around = (blocks[i] for i in (index - 1, index + 2) if 0 <= i < len(blocks))
    return all(each.box[: len(outer)] != outer for each in around)


def _may_label(text: str) -> bool:
    return (
        0 < len(text.split()) <= _MAX_LABEL_WORDS
        and text[0].isalpha()
        and not any(map(str.isdigit, text))
        and slot_of(text) is None
    )


def _slot_of_values(values: Sequence[str]) -> Slot | None:
    """Return the slot that values show by their kind: places, pay, a type of employment. A day may
    be one of posting or the last to apply: None."""
    return next((slot for slot, is_of in _kinds().items() if all(map(is_of, values))), None)


@cache
def _kinds() -> Mapping[Slot, Callable[[str], Any]]:
    """Return, by slot, what recognises its values."""
    from crawlers.extract.pay.pay_lines import looks_like_pay
    from crawlers.extract.places.place_lines import looks_like_place
    from crawlers.extract.terms.employment import read_employment

    return {
        "salary": looks_like_pay,
        "employment_type": read_employment,
        "location": looks_like_place,
    }


# --- Selectors ------------------------------------------------------------------------------------


def _selectors(pages: Sequence[SeenPage]) -> list[Proposal]:
    """Return, by slot that some page does not give, the one element of each page whose class, id or
    itemprop is a word for it."""
    found = []
    for slot, name in FIELDS.items():
        if all(each.has(name) for each in pages):
            continue
        by_page = [dict(_named_elements(each.page, slot)) for each in pages]
        common = (
            [css for css in by_page[0] if all(css in other for other in by_page)] if by_page else []
        )
        if common:
            found.append(Proposal(slot, common[0], by_page[0][common[0]]))
    return found[:MOST]


def _named_elements(page: Page, slot: Slot) -> Iterator[tuple[str, str]]:
    """Yield the CSS and the text of elements whose names say the slot, of those that are the only
    ones with that name on the page and whose text fits."""
    from crawlers.page.html_blocks import walk

    for css in dict.fromkeys(_named(page, slot)):
        elements = page.selector.css(css)
        if len(elements) != 1:
            continue
        text = "; ".join(block.text for block in walk(elements[0].root).blocks)
        if 0 < len(text) <= _MAX_VALUE and fits(slot, text, marked=has_check(slot)):
            yield css, text


def _named(page: Page, slot: Slot) -> Iterator[str]:
    """Yield the CSS of each name on the page that ends in words for the slot."""
    words = tuple(f" {plain(fold(each))}" for each in phrases_in(load("selector_words")[slot]))
    for element in page.root.iter() if page.root is not None else ():
        if not isinstance(element.tag, str):
            continue
        names = [(f".{each}", each) for each in (element.get("class") or "").split()]
        names += [(f"#{each}", each) for each in [element.get("id")] if each]
        names += [(f'[itemprop="{each}"]', each) for each in [element.get("itemprop")] if each]
        for css, name in names:
            said = " " + " ".join(part.lower() for part in _PARTS.split(name) if part)
            if _PLAIN_NAME.fullmatch(name) and said.endswith(words):
                yield css
