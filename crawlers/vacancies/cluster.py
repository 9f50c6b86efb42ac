"""From ties to clusters: the strongest ties first, and no cluster with two members that forbid each
other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import combinations

from crawlers.vacancies.verdict import Tie

LARGEST = 200
"""Members of a cluster; a larger one would be no vacancy, and costs the square of its size."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """The postings of one vacancy. members: their numbers, in order. ties: by member, its
    strongest tie to another member; none where it is alone."""

    members: tuple[int, ...]
    ties: Mapping[int, Tie]


@dataclass(frozen=True, slots=True)
class Clustered:
    """clusters: of all nodes. left: ties that did not join, as `possible`."""

    clusters: list[Cluster]
    left: list[Tie]


NEARLY = 0.05
"""Difference of two shares of text that decides nothing: one sentence in twenty."""

Forbids = Callable[[int, int], bool]
"""Returns whether two nodes may not be in one cluster."""


def cluster(nodes: Iterable[int], ties: Iterable[Tie], forbids: Forbids) -> Clustered:
    """Join nodes by ties of kind `link`. The order of nodes and ties does not matter.

    forbids: what a person decided goes before all else there. A tie to one of two that forbid each
    other, with equal evidence for both, joins neither: which of the two it is, nobody knows.
    """
    links = sorted(ties, key=lambda tie: (tie.strength, tie.one, tie.two))
    home = {node: [node] for node in sorted(nodes)}
    left: list[Tie] = []
    torn = _torn(links, forbids)
    for tie in links:
        one, two = home[tie.one], home[tie.two]
        if one is two:
            continue
        fits = tie not in torn and len(one) + len(two) <= LARGEST
        if not fits or any(forbids(a, b) for a in one for b in two):
            left.append(tie)
            continue
        one.extend(two)
        home.update(dict.fromkeys(two, one))
    strongest: dict[int, Tie] = {}
    for tie in links:
        if home[tie.one] is home[tie.two]:
            strongest.setdefault(tie.one, tie)
            strongest.setdefault(tie.two, tie)
    clusters = {min(members): members for members in home.values()}
    return Clustered(
        [_cluster(clusters[first], strongest) for first in sorted(clusters)],
        [_possible(tie, tie in torn) for tie in left if home[tie.one] is not home[tie.two]],
    )


def _torn(links: list[Tie], forbids: Forbids) -> set[Tie]:
    """Return all ties of each node whose strongest ties lead to two that forbid each other: the
    weaker ones do not decide what the stronger ones leave open."""
    of_node: dict[int, list[Tie]] = defaultdict(list)
    for tie in links:  # strongest first
        of_node[tie.one].append(tie)
        of_node[tie.two].append(tie)
    torn = set()
    for node, ties in of_node.items():
        best = [each for each in ties if each is ties[0] or _is_as_strong(each, ties[0])]
        others = {tie.two if tie.one == node else tie.one for tie in best}
        if any(forbids(one, two) for one, two in combinations(sorted(others), 2)):
            torn.update(ties)
    return torn


def _is_as_strong(tie: Tie, other: Tie) -> bool:
    if tie.rule == "person" or tie.strength[:2] != other.strength[:2]:
        return False
    return abs(tie.held - other.held) < NEARLY


def _cluster(members: list[int], strongest: Mapping[int, Tie]) -> Cluster:
    ties = {node: strongest[node] for node in members if node in strongest}
    return Cluster(tuple(sorted(members)), ties)


def _possible(tie: Tie, is_torn: bool) -> Tie:
    why = "equal evidence for two that are not one" if is_torn else "a member of it is another job"
    return replace(tie, kind="possible", rule="", evidence=(why, *tie.evidence))
