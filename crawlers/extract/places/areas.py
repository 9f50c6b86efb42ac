"""Find parts of the world that are no country in a value: "Remote EMEA", "Remote, Europe"."""

from __future__ import annotations

import re
from functools import cache

from crawlers.extract.places.names import word_list
from crawlers.text.patterns import any_of
from crawlers.text.word_lists import load, phrases_in


def areas_in(text: str) -> list[str]:
    """Return the parts of the world that a value names, as printed, each once; "worldwide" is
    none, since it leaves out nobody."""
    found = (match[0] for match in _areas().finditer(text))
    whole = word_list("whole_world")
    return list(dict.fromkeys(area for area in found if area.casefold() not in whole))


@cache
def _areas() -> re.Pattern[str]:
    return re.compile(rf"(?i)(?<!\w)(?:{any_of(phrases_in(load('places')['areas']))})(?!\w)")
