"""Ids that a site uses again for another job.

A posting under a known key whose title, employer and place all differ is another job. It is the
next generation of the key (crawlers.feed.store.generations), and the old posting closes. The site
knows nothing of this: what its list says of KEY is said of the posting that KEY names now.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, replace
from typing import TypeVar

from crawlers.contract.ledger import Ledger
from crawlers.feed.judge.lifecycle import JudgingRun, closed_state, sighted
from crawlers.feed.store.generations import age_of, current_of, known_under, split_generation
from crawlers.feed.store.marks import Marks
from crawlers.feed.store.state import State
from crawlers.feed.store.store import Store

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Reused:
    """The keys that name another job than they did.

    current: by key of the site, the key of the posting that it names now. superseded: by key, the
    older postings of such a key that were not read in this run, and the key of the current one.
    """

    current: Mapping[str, str]
    superseded: Mapping[str, str]

    def of_key(self, key: str) -> str:
        """Return the key of the posting that a key of the site names now."""
        return self.current.get(key, key)


def key_of_reading(key: str, marks: Marks, known: Iterable[State]) -> str:
    """Return the key of the posting that was read under a key of the site: that of the known one
    that is most like it, else the next generation. known: see `known_under`."""
    states = list(known)
    same = [state for state in states if not Marks.read(state.marks).is_other_job(marks)]
    if same:
        return max(
            same,
            key=lambda state: (
                Marks.read(state.marks).likeness(marks),
                state.status == "open",
                age_of(state.key),
            ),
        ).key
    newest = max((age_of(state.key) for state in states), default=0)
    return f"{key}~{newest + 1}" if newest else key


def find_reused(store: Store, read: Set[str], listed: Mapping[str, str]) -> Reused:
    """Return what is known of ids used again. read: the keys of the postings that were read.
    listed: the keys of the site's list."""
    generations = [
        key
        for keys in (store.keys(), read)
        for key in keys
        if "~" in key and split_generation(key)[1] > 1 and key not in listed
    ]
    current: dict[str, str] = {}
    superseded: dict[str, str] = {}
    for key in sorted({split_generation(each)[0] for each in generations}):
        states = known_under(store, key)
        fresh = {each for each in (key, *generations) if each in read}
        fresh = {each for each in fresh if split_generation(each)[0] == key}
        found = current_of(states)
        now = max(fresh, key=age_of) if fresh else (found.key if found else key)
        current[key] = now
        superseded |= {state.key: now for state in states if state.key not in {now, *fresh}}
    return Reused(current, superseded)


def renamed(values: Mapping[str, Value], reused: Reused) -> Mapping[str, Value]:
    """Return a mapping by keys of the site as one by keys of postings."""
    if not reused.current:
        return values
    return {reused.of_key(key): value for key, value in values.items()}


def rename_in_ledger(ledger: Ledger, reused: Reused) -> None:
    """Let a ledger speak of the postings that the site's keys name now."""
    maps = (ledger.listed, ledger.lastmod, ledger.gone, ledger.given_up)
    for key, now in reused.current.items():
        if key == now:
            continue
        for values in maps:
            if key in values:
                values[now] = values.pop(key)
        for keys in (ledger.not_modified, ledger.revalidated):
            if key in keys:
                keys.remove(key)
                keys.add(now)


def state_when_superseded(state: State, by: str, run: JudgingRun) -> State:
    """Return the state of a posting whose id names another job now.

    A new job closes it at once. An older job that is back under its id may be an answer of a data
    centre that is behind: the newer posting closes on the second complete night that says so.
    """
    if state.status == "closed":
        return sighted(state, False, run)
    if not run.complete:
        return sighted(state, True, run)
    # guard: an older job under its id
    if age_of(by) < age_of(state.key) and not state.missed:
        return replace(sighted(state, False, run), missed=run.run_id)
    closed = closed_state(state, "id_reused", run, {"by": f"{run.feed}:{by}", "url": state.url})
    return sighted(closed, False, run)
