"""Groups: postings that are tied in any way, or were in one vacancy. Whatever is decided of a group
touches no other, so that groups are taken one after the other, however large the feed is."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby

from crawlers.vacancies.state import State
from crawlers.vacancies.verdict import Tie

BATCH = 500
"""Groups whose facts are fetched at once."""


@dataclass(slots=True)
class Group:
    """Postings in the order of their ids. numbers, ids, former: of each posting its number in the
    state, its id, and the vacancy that it was last in. ties: between them, by place in the
    group."""

    numbers: list[int] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    former: list[str | None] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)

    def is_whole(self) -> bool:
        """Return whether every two postings are linked by evidence, so that no two forbid each
        other."""
        size = len(self.numbers)
        linked = {
            (tie.one, tie.two) for tie in self.ties if tie.kind == "link" and tie.rule != "person"
        }
        return 2 * len(linked) == size * (size - 1)


def find_groups(state: State) -> None:
    """Find the groups of the affected postings, and note them in the state."""
    state.group(_roots(state.ties_of_affected()))


def read_groups(state: State) -> Iterator[list[Group]]:
    """Yield the groups in batches."""
    ties = state.grouped_ties()
    waiting = next(ties, None)
    batch: list[Group] = []
    for root, rows in groupby(state.grouped_postings(), key=lambda row: row[0]):
        group = Group()
        for _, number, posting, former in rows:
            group.numbers.append(number)
            group.ids.append(posting)
            group.former.append(former)
        place = {number: at for at, number in enumerate(group.numbers)}
        while waiting and waiting[0] == root:
            group.ties.append(_in_place(waiting[1], place))
            waiting = next(ties, None)
        batch.append(group)
        if len(batch) == BATCH:
            yield batch
            batch = []
    yield batch


def _in_place(tie: Tie, place: dict[int, int]) -> Tie:
    one, two = place[tie.one], place[tie.two]
    if tie.kind != "later":  # both ends are alike; in order, whatever their numbers are
        one, two = min(one, two), max(one, two)
    return replace(tie, one=one, two=two)


def _roots(ties: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield number and group of all that are tied: union-find with path halving."""
    parent = array("i")

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for one, two in ties:
        if (most := max(one, two)) >= len(parent):
            parent.extend(range(len(parent), most + 1))
        left, right = root(one), root(two)
        parent[max(left, right)] = min(left, right)
    for node in range(len(parent)):
        if (found := root(node)) != node:
            yield node, found
