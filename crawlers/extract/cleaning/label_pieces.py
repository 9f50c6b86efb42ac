"""Read labels with their values where only the elements of a line part them:
`<span>Location</span><span>Oslo</span>`, `<svg aria-label="Location"></svg> Oslo`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crawlers.extract.header.labels import fits, has_check, slot_of
from crawlers.posting.raw import Slot
from crawlers.text.blocks import ICON, Block
from crawlers.text.lines import Line

_MAX_VALUE, _MAX_WORDS = 100, 12
"""Characters and words of a value that could be any words. Set by hand."""
_SENTENCE = 5
"""Words from which a value with a full stop is a sentence."""


def pair_label_pieces(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks, each that is nothing but known labels with their values as pairs."""
    return [each for b in blocks for each in (_pairs(b) if b.runs else (b,))]


def _pairs(block: Block) -> Sequence[Block]:
    """Return the pairs of a block; itself alone where a run is no label and no value of one."""
    if block.kind not in ("paragraph", "item") or block.links == 1.0:
        return (block,)
    found = list(_labelled(block.runs))
    if not found or not all(_is_value(slot, value) for slot, _, value in found):
        return (block,)
    if "".join("".join(_shown(block.runs)).split()) != "".join(block.text.split()):
        return (block,)  # it was changed since
    return [
        block.replace(kind="pair", label=label, text=value, mark="", pieces=(), runs=())
        for _, label, value in found
    ]


def _shown(runs: Sequence[str]) -> list[str]:
    return [run for run in runs if not run.startswith(ICON)]


def _labelled(runs: Sequence[str]) -> Iterator[tuple[Slot, str, str]]:
    """Yield slot, label and value of each label among the runs; nothing where the first run is
    no label. An icon that is no label says nothing."""
    label, slot, value = "", None, list[str]()
    for run in runs:
        name = run.removeprefix(ICON).strip(" :：")
        found = slot_of(Line(name))
        if found and (value or slot is None):
            if slot:
                yield slot, label, " ".join(value)
            label, slot, value = name, found, []
        elif run.startswith(ICON) or (found and found == slot and name == label):
            continue  # a decoration, or the label in words behind its icon
        elif slot is None:
            return
        else:
            value.append(run)
    if slot:
        yield slot, label, " ".join(value)


def _is_value(slot: Slot, text: str) -> bool:
    """Return whether a text is the value of a label: of its kind, or like a name or a figure where
    the slot takes any words."""
    if text[:1] in ":：" or not fits(slot, text, marked=True):
        return False  # a colon is read where other lines with one are
    is_sentence = text[-1:] in ".!?" and len(text.split()) >= _SENTENCE
    if has_check(slot):
        return not is_sentence
    is_short = len(text) <= _MAX_VALUE and len(text.split()) <= _MAX_WORDS
    return is_short and not text[:1].islower() and text[-1:] not in ".!?;,"
