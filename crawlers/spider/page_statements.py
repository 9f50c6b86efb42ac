"""What a posting's page says that needs no knowledge of its site: the parts of its address, and the
text that it hides."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, get_args

from crawlers.contract.slots import Slot
from crawlers.text.urls import unslug
from crawlers.text.word_lists import load

if TYPE_CHECKING:  # the parser costs start-up time that `scrapy list` should not pay
    from crawlers.page.page import Page
    from crawlers.posting.raw import RawPosting


def say_parts_of_address(raw: RawPosting, found: re.Match[str]) -> None:
    """Add what the parts of a posting's address say. found: the match of `posting_url`; its groups
    are named like slots, or as in data/addresses.yaml (`title_slug`, `city`)."""
    from crawlers.extract.job.title_from_address import title_from_slug

    groups = found.groupdict()
    for group, text in groups.items():
        slot = _slot_of(group)
        if text and slot:
            words = title_from_slug(text) if slot == "title" else unslug(text)
            raw.say(slot, words, "address", f"address: {group}")
    place = [unslug(text) for group in ("city", "country") if (text := groups.get(group))]
    raw.say("location", ", ".join(place), "address", "address: city, country")


@cache
def _slot_of(group: str) -> Slot | None:
    """Return the slot that a group of `posting_url` is for."""
    named = load("addresses")["groups"].get(group, group)
    return next((slot for slot in get_args(Slot) if slot == named), None)


def say_hidden_text(raw: RawPosting, page: Page) -> None:
    """Name the text that a page hides from its readers, and flag what would tell them something."""
    from crawlers.extract.cleaning.cutting_rules import HIDDEN_TEXT
    from crawlers.text.hostile_text import is_telling

    furtive = [one for one in page.hidden if one.how in ("furtive", "characters")]
    raw.removed += [HIDDEN_TEXT.cut_text(one.text, one.line, one.how) for one in furtive]
    if any(one.how == "characters" or is_telling(one.text) for one in furtive):
        raw.flags.append("hidden_text")
