"""Find the pay that no label of the header gives: in the text of a posting and in the lines around
it. Few lines have a figure and a currency; the others are not looked at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from crawlers.extract.fields.around_text import (
    begins_with_type,
    box_of_values,
    lines_around,
    lines_with,
    once_an_item,
)
from crawlers.extract.header.labels import slot_of
from crawlers.extract.pay import pay_lines
from crawlers.extract.pay.currencies import may_state_money
from crawlers.extract.pay.in_sentences import find_pay
from crawlers.extract.pay.steps_table import names_steps, pay_of_steps
from crawlers.extract.pay.trainees import is_of_trainees
from crawlers.posting.parts.terms import Pay
from crawlers.posting.parts.text import Section
from crawlers.posting.raw import RawPosting
from crawlers.text.blocks import CELL
from crawlers.text.patterns import DIGIT
from crawlers.text.phrases import InText
from crawlers.text.word_lists import load_merged
from crawlers.text.words import fold

_LONGEST_LABEL = 40
"""Characters of a line that is a label of pay."""


@once_an_item
def pays_of_text(item: RawPosting) -> list[tuple[Pay, bool]]:
    """Return the pay that the text states, each with whether a sentence states it; else that which
    begins a line of the text; else that of the lines around it."""
    return list(_pays_stated(item)) or _leading_pays(item) or _pays_around(item)


@once_an_item
def blocks_with_money(item: RawPosting) -> list[tuple[Section, int]]:
    """Return the blocks of the text that have a figure and may name a currency, or that name the
    columns of a table of pay, each as its section and its index there."""
    return [
        (section, i)
        for section in item.sections
        for i, block in enumerate(section.blocks)
        if may_state_money(block.text) or (CELL in block.text and names_steps(block.text))
    ]


def _pays_stated(item: RawPosting) -> Iterator[tuple[Pay, bool]]:
    """Yield each pay that the text states, and whether a sentence states it; after a sentence no
    more."""
    blocks = blocks_with_money(item)
    trainees, fees = (is_for_trainees(item), _is_on_own_account(item)) if blocks else (False, False)
    for section, i in blocks:
        text = section.blocks[i].text
        if CELL in text and names_steps(text):
            rows = [row.text for row in section.blocks[i + 1 :]]
            if pay := pay_of_steps(text, rows):
                yield pay, True
                return
        stated, heading = find_pay(text, trainees=trainees, fees=fees), _heading_above(section, i)
        is_headed = slot_of(heading) == "salary"
        # "Compensation: $25/hr. Stipend of $1,000.": the heading says which of them is the pay
        headed = find_pay(text, under=heading) if is_headed else None
        if stated:
            yield headed or stated, True
            return
        if not is_headed and pay_lines.looks_like_pay(text):
            headed = find_pay(text, under=heading)
        if headed:
            yield headed, False


def _heading_above(section: Section, at: int) -> str:
    """Return the nearest line above a block that is a subheading or a label of pay, else the
    heading of its section."""
    above = (
        block.text
        for block in reversed(section.blocks[:at])
        if block.kind == "subheading" or _is_label_of_pay(block.text)
    )
    return next(above, section.heading or "")


def _is_label_of_pay(text: str) -> bool:
    """Return whether a line is a label of pay and nothing else: "RATE OF PAY"."""
    return len(text) <= _LONGEST_LABEL and not DIGIT.search(text) and slot_of(text) == "salary"


def is_for_trainees(item: RawPosting) -> bool:
    """Return whether the post is for somebody who learns on the job, or has no title."""
    title = next((said.raw for said in item.said.get("title", ())), "")
    return not title or is_of_trainees(title)


def _is_on_own_account(item: RawPosting) -> bool:
    """Return whether the title or the text says that the work is that of a freelancer."""
    words = _words_of_freelancers()
    title = next((said.raw for said in item.said.get("title", ())), "")
    return words.may_be_in(fold(title)) or bool(lines_with(item, words))


@cache
def _words_of_freelancers() -> InText:
    return InText(load_merged("money")["own_account"])


def _leading_pays(item: RawPosting) -> list[tuple[Pay, bool]]:
    """Return the pay that a line of the text begins with, as `_pays_stated` does; nothing where
    several lines begin with different pay, or where the text is about the employer."""
    blocks = (s.blocks[i] for s, i in blocks_with_money(item) if s.kind != "about_employer")
    cells = (cell for block in blocks for cell in block.text.split(CELL))
    return _only(pay for cell in cells if (pay := _leading_pay(cell)))


def _leading_pay(line: str) -> Pay | None:
    """Return the pay that a line begins with, or that follows its type of employment: "Part-time
    (16 hrs/week), £13.45 p/h"."""
    pay = pay_lines.leading_pay(line)
    if pay is None and ", " in line and begins_with_type(line):
        pay = pay_lines.leading_pay(line.partition(", ")[2])
    return (
        pay_lines.pay_of_scale(line) if pay is None and pay_lines.begins_with_scale(line) else pay
    )


def _pays_around(item: RawPosting) -> list[tuple[Pay, bool]]:
    """Return the one pay that lines around the text print: next to the title, in a box beside it,
    in a sentence that no section has."""
    printed = (
        (f"{b.label}: {b.text}" if b.kind == "pair" else b.text, is_next)
        for b, is_next in lines_around(item)
        if DIGIT.search(b.text)
    )
    lines = [(line, is_next) for line, is_next in printed if may_state_money(line)]
    if not lines:
        return []
    stated = _only(
        pay for line, _ in lines if (pay := find_pay(line) or pay_lines.pay_per_period(line))
    )
    found = stated or _only(
        pay
        for line, is_next in lines
        if (pay := (is_next and pay_lines.pay_within(line)) or _leading_pay(line))
    )
    in_box = (pay_lines.pay_within(line) for line in (() if found else box_of_values(item)))
    return found or _only(pay for pay in in_box if pay)


def _only(pays: Iterable[Pay]) -> list[tuple[Pay, bool]]:
    """Return the pay of lines that all print the same; nothing where they differ."""
    found = list(pays)
    amounts = {(pay.min, pay.max, pay.period) for pay in found}
    return [(found[0], False)] if len(amounts) == 1 else []
