"""The ids of vacancies over time: a cluster keeps the id that most of its members had."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b

from crawlers.vacancies.cluster import Cluster


class TakenIds:
    """The ids that vacancies have, in 8 bytes each. read: gives those of 16 digits as numbers,
    sorted, and the others; called when the first id is looked for."""

    def __init__(self, read: Callable[[], tuple[array[int], set[str]]]) -> None:
        self._read = read

    @cached_property
    def _known(self) -> tuple[array[int], set[str]]:
        return self._read()

    def __contains__(self, name: str) -> bool:
        numbers, further = self._known
        if "~" in name:
            return name in further
        number = int(name[2:], 16)
        place = bisect_left(numbers, number)
        return place < len(numbers) and numbers[place] == number


@dataclass(frozen=True, slots=True)
class Named:
    """A cluster with its id. former: how many members came from which vacancy."""

    id: str
    cluster: Cluster
    former: Mapping[str, int]


def name_clusters(
    clusters: Sequence[Cluster],
    former: Mapping[int, str | None],
    ids: Sequence[str],
    is_taken: Callable[[str], bool],
) -> list[Named]:
    """Give every cluster an id.

    The largest claims are settled first: the cluster with most members of a vacancy keeps its id,
    and a cluster keeps the id that most of its members had; of equal claims the smallest id of a
    posting decides. So a merge keeps the id of the larger part, and a split leaves the id with it.
    A cluster without an id takes one from its first posting. former: by number of a posting, the
    vacancy it was last in. ids: the ids of the postings. is_taken: whether a vacancy that
    is none of these has an id.
    """
    counts = [
        Counter(name for member in each.members if (name := former.get(member)))
        for each in clusters
    ]
    firsts = [min(ids[member] for member in each.members) for each in clusters]
    names: dict[int, str] = {}
    given: set[str] = set()
    claims = [
        (-count, firsts[number], name, number)
        for number, found in enumerate(counts)
        for name, count in found.items()
    ]
    for _, _, name, number in sorted(claims):
        if name not in given and number not in names:
            names[number] = name
            given.add(name)
    for number in sorted(range(len(clusters)), key=firsts.__getitem__):
        if number not in names:
            spare = (name for name in _from(firsts[number]) if name not in given)
            names[number] = next(name for name in spare if not is_taken(name))
            given.add(names[number])
    return [Named(names[number], each, counts[number]) for number, each in enumerate(clusters)]


def _from(posting: str) -> Iterator[str]:
    """Yield ids made from a posting's: the second where the first is taken, and so on."""
    name = f"v-{blake2b(posting.encode(), digest_size=8).hexdigest()}"
    yield name
    number = 2
    while True:
        yield f"{name}~{number}"
        number += 1
