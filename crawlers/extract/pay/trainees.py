"""Say whether pay is that of trainees: "with two students (on a stipend of €600)"."""

from __future__ import annotations

from crawlers.extract.pay.patterns import any_whole_word
from crawlers.text.patterns import compiled_late
from crawlers.text.unaccented import plain
from crawlers.text.word_lists import load_merged

_TRAINEES = compiled_late(any_whole_word(load_merged("money")["trainees"]))
_LEARNERS = compiled_late(
    any_whole_word((*load_merged("money")["trainees"], *load_merged("money")["learners"]))
)
_REACH = 70
"""Characters in front of an amount in which a word for trainees says that it is theirs."""


def is_of_trainees(title: str) -> bool:
    """Return whether a title is of somebody who learns on the job: "Apprentice baker", "PhD
    position in lamps"."""
    return _LEARNERS.search(plain(title)) is not None


def is_paid_to_trainees(line: str, end: int, start: int = 0) -> bool:
    """Return whether an amount at `end`, in a sentence from `start`, is what trainees are paid:
    "with two students (on a stipend of €600)"."""
    return _TRAINEES.search(plain(line[max(start, end - _REACH) : end])) is not None
