"""Pages that give another posting's content: a cache or a server mixed up its answers.

A known posting whose page reads, in every field, like another open posting of the site did in the
last good run stays as it was for that night. Where a second night reads the same, the site means
it: the posting was edited so, or its id is used for that job.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from crawlers.feed.store.generations import current_of, known_under, split_generation
from crawlers.feed.store.state import State
from crawlers.feed.store.store import AT_ONCE, Store, batched


def find_mixed_up(store: Store, read: Mapping[str, State]) -> dict[str, str]:
    """Return the keys under which pages of other postings were read, and the keys of the known
    postings whose pages they should be. read: by key, the states of what was read now."""
    found: dict[str, str] = {}
    for key, other in _reads_like(store, read):
        known = _known(store, key)
        is_changed = known is not None and known.content_hash != read[key].content_hash
        stays = other not in read or read[other].content_hash == read[key].content_hash
        # guard: pages of other postings
        if known and is_changed and stays and known.status == "open" and not known.gone:
            found[key] = known.key
    return found


def _reads_like(store: Store, read: Mapping[str, State]) -> Iterator[tuple[str, str]]:
    """Yield the key of each reading that is, but for its id, an open posting of another key in the
    last good run, and that key."""
    for some in batched(read.items(), AT_ONCE):
        keys: defaultdict[str, list[str]] = defaultdict(list)
        for key, state in some:
            if state.content_hash:
                keys[state.content_hash].append(key)
        for other, content in [*store.open_alike(keys)]:
            for key in keys[content]:
                if split_generation(key)[0] != split_generation(other)[0]:
                    yield key, other


def _known(store: Store, key: str) -> State | None:
    """Return the posting that a key of the site named in the last good run."""
    return store.state(key) or current_of(known_under(store, split_generation(key)[0]))
