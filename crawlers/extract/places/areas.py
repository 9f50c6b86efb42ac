"""Find parts of the world that are no country in a value: "Remote EMEA", "Remote, Europe"."""

from __future__ import annotations

import re
from functools import cache

from crawlers.text.patterns import any_of
from crawlers.text.words import load, phrases_in

_ANYWHERE = frozenset(("global", "worldwide"))
"""Words for all of the world: they leave out nobody."""


def areas_in(text: str) -> list[str]:
    """Return the parts of the world that a value names, as printed, each once."""
    found = (match[0] for match in _areas().finditer(text))
    return list(dict.fromkeys(area for area in found if area.casefold() not in _ANYWHERE))


@cache
def _areas() -> re.Pattern[str]:
    return re.compile(rf"(?i)(?<!\w)(?:{any_of(phrases_in(load('places')['areas']))})(?!\w)")
