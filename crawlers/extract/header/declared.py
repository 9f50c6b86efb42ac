"""Read what a plugin declares: the elements of its `selectors` and the lines of its `labels`.

A declaration decides: what is found so is trusted before all else that the page says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from crawlers.extract.header.labels import MAX_VALUE, fits, has_check, slot_of, split_colon
from crawlers.page.html_blocks import walk
from crawlers.posting.raw import RawPosting, Slot
from crawlers.text.blocks import Block
from crawlers.text.clean import clean
from crawlers.text.words import fold

if TYPE_CHECKING:
    from crawlers.page.page import Page

_LINKS: tuple[Slot, ...] = ("apply_url",)
"""Slots whose element says it by where it leads to."""


# --- Selectors ------------------------------------------------------------------------------------


def is_xpath(selector: str) -> bool:
    """Return whether a selector is XPath, by how it begins: a slash, a dot before one, a bracket;
    all others are CSS."""
    return selector.lstrip().startswith(("/", "./", "("))


def wrong_selector(selector: str) -> str:
    """Return what is wrong with a selector, in words; "" where nothing is."""
    from parsel import Selector

    try:
        _found(Selector("<p></p>"), selector)
    except Exception as error:  # of three libraries, with a base class each
        kind = "XPath" if is_xpath(selector) else "CSS"
        return f"{selector!r} is no {kind}: {error}"
    return ""


def say_selected(raw: RawPosting, page: Page) -> None:
    """Add what the elements of the declared selectors say, each its own statement."""
    if page.kind != "html" or page.root is None:
        return
    for slot, selector in raw.declared.selectors.items():
        for element in _found(page.selector, selector):
            raw.say(slot, _words(slot, element.root, raw.url or ""), "declared", selector)


def _found(holder: Any, selector: str) -> Any:
    return holder.xpath(selector) if is_xpath(selector) else holder.css(selector)


def _words(slot: Slot, element: Any, address: str) -> str:
    """Return what an element says: its text, an attribute that was chosen, or where a link leads
    to."""
    if not hasattr(element, "itertext"):  # `a::attr(title)`, `//time/@datetime`
        text = clean(str(element))
        return str(urljoin(address, text)) if slot in _LINKS else text
    if slot in _LINKS and (target := element.get("href")):
        return str(urljoin(address, target.strip()))
    if content := element.get("content"):
        return str(content)
    alone = copy(element)
    alone.tail = None
    return "; ".join(block.text for block in walk(alone).blocks)


# --- Labels ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DeclaredValue:
    """The value of a declared label. blocks: the indexes of those that are label and value."""

    slot: Slot
    label: str
    value: str
    blocks: tuple[int, ...]


def read_declared_labels(
    blocks: Sequence[Block], labels: Mapping[str, Slot]
) -> list[DeclaredValue]:
    """Return the first value of each declared label, in the order of the page.

    Shapes: a pair of the markup, `Label: value`, `Label value`, a label with its value on the next
    line or in the list below it.
    """
    known = {fold(label): slot for label, slot in labels.items()}
    found: dict[str, DeclaredValue] = {}
    for value in _values(blocks, known) if known else ():
        found.setdefault(fold(value.label), value)
    return list(found.values())


def _values(blocks: Sequence[Block], known: Mapping[str, Slot]) -> Iterator[DeclaredValue]:
    for index, block in enumerate(blocks):
        if block.kind == "pair":
            if slot := known.get(fold(block.label)):
                yield DeclaredValue(slot, block.label, block.text, (index,))
            continue
        before, *behind = split_colon(block.text)
        slot = known.get(fold(before))
        if slot and behind and behind[0] and len(behind[0]) <= MAX_VALUE:
            yield DeclaredValue(slot, before, behind[0], (index,))
        elif slot and not any(behind):
            last = _last_of_value(blocks, index, known)
            words = "; ".join(each.text for each in blocks[index + 1 : last + 1])
            if words:
                yield DeclaredValue(slot, before, words, tuple(range(index, last + 1)))
        elif found := _behind_blank(block, known):
            yield DeclaredValue(*found, (index,))


def _last_of_value(blocks: Sequence[Block], label: int, known: Mapping[str, Slot]) -> int:
    """Return the index of the last block of the value below a label; that of the label where the
    next line is no value. A list below it is one value."""
    last = label
    for index in range(label + 1, len(blocks)):
        block = blocks[index]
        is_first = index == label + 1
        if not (is_first or (block.kind == blocks[label + 1].kind == "item")):
            break
        if not _may_be_value(block, known):
            break
        last = index
    return last


def _may_be_value(block: Block, known: Mapping[str, Slot]) -> bool:
    before = split_colon(block.text)[0]
    return (
        block.kind not in ("pair", "heading")
        and len(block.text) <= MAX_VALUE
        and fold(before) not in known
        and slot_of(before) is None
    )


def _behind_blank(block: Block, known: Mapping[str, Slot]) -> tuple[Slot, str, str] | None:
    """Return slot, label and value of `Label value`: only where the value is of the kind that the
    slot asks for, or begins as a name or a figure does."""
    text = block.text
    if len(text) > MAX_VALUE or block.kind == "heading" or text.rstrip()[-1:] in ".!?":
        return None
    words = text.split(" ")
    for size in range(min(len(words) - 1, max(map(_words_in, known))), 0, -1):
        label, value = " ".join(words[:size]), " ".join(words[size:])
        slot = known.get(fold(label))
        if slot is None:
            continue
        is_value = fits(slot, value) if has_check(slot) else not value[:1].islower()
        return (slot, label, value) if is_value else None
    return None


def _words_in(folded: str) -> int:
    return folded.count(" ") + 1
