"""The generations of a key: a site may use the id of a posting again for another job.

The first posting of a key KEY has that key, the next ones KEY~2, KEY~3 and so on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from crawlers.feed.store.state import State
from crawlers.feed.store.store import Store

_GENERATION = re.compile(r"(.+)~([2-9]|[1-9]\d+)", re.DOTALL)


def split_generation(key: str) -> tuple[str, int]:
    """Return the site's own key and the generation: "17", 2 for "17~2"; "17", 1 for "17"."""
    found = _GENERATION.fullmatch(key)
    return (found[1], int(found[2])) if found else (key, 1)


def known_under(store: Store, key: str) -> list[State]:
    """Return the postings of the last good run that a key of the site has named, the oldest
    first."""
    named = store.generations(key)
    states = (each for each in named if key in (each.key, split_generation(each.key)[0]))
    return sorted(states, key=lambda state: split_generation(state.key)[1])


def current_of(states: Iterable[State]) -> State | None:
    """Return the posting that a key of the site names now: the newest one that is open, else the
    newest."""
    return max(states, key=lambda state: (state.status == "open", age_of(state.key)), default=None)


def age_of(key: str) -> int:
    """Return the generation of a key, from 1."""
    return split_generation(key)[1]
