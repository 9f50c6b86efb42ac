"""From ties to clusters: the strongest ties first, and no cluster with two members that forbid each
other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import combinations

from crawlers.vacancies.verdict import Edge

LARGEST = 200
"""Members of a cluster; a larger one would be no vacancy, and costs the square of its size."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """The postings of one vacancy. members: their numbers, in order. ties: by member, its
    strongest tie to another member; none where it is alone."""

    members: tuple[int, ...]
    ties: Mapping[int, Edge]


@dataclass(frozen=True, slots=True)
class Clustered:
    """clusters: of all nodes. left: ties that did not join, as `possible`."""

    clusters: list[Cluster]
    left: list[Edge]


NEARLY = 0.05
"""Difference of two shares of text that decides nothing: one sentence in twenty."""

Forbidden = Callable[[int, int], bool]


def cluster(nodes: Iterable[int], edges: Iterable[Edge], forbidden: Forbidden) -> Clustered:
    """Join nodes by ties of kind `link`. The order of nodes and ties does not matter.

    forbidden: says of two nodes whether they may not be in one cluster; what a person decided goes
    before all else there. A tie to one of two that forbid each other, with equal evidence for both,
    joins neither: which of the two it is, nobody knows.
    """
    links = sorted(edges, key=lambda edge: (edge.strength, edge.one, edge.two))
    home = {node: [node] for node in sorted(nodes)}
    left: list[Edge] = []
    torn = _torn(links, forbidden)
    for edge in links:
        one, two = home[edge.one], home[edge.two]
        if one is two:
            continue
        fits = edge not in torn and len(one) + len(two) <= LARGEST
        if not fits or any(forbidden(a, b) for a in one for b in two):
            left.append(edge)
            continue
        one.extend(two)
        home.update(dict.fromkeys(two, one))
    ties: dict[int, Edge] = {}
    for edge in links:
        if home[edge.one] is home[edge.two]:
            ties.setdefault(edge.one, edge)
            ties.setdefault(edge.two, edge)
    clusters = {min(members): members for members in home.values()}
    return Clustered(
        [_cluster(clusters[first], ties) for first in sorted(clusters)],
        [_possible(edge, edge in torn) for edge in left if home[edge.one] is not home[edge.two]],
    )


def _torn(links: list[Edge], forbidden: Forbidden) -> set[Edge]:
    """Return all ties of each node whose strongest ties lead to two that forbid each other: the
    weaker ones do not decide what the stronger ones leave open."""
    ties: dict[int, list[Edge]] = defaultdict(list)
    for edge in links:  # strongest first
        ties[edge.one].append(edge)
        ties[edge.two].append(edge)
    torn = set()
    for node, edges in ties.items():
        best = [each for each in edges if each is edges[0] or _is_as_strong(each, edges[0])]
        others = {edge.two if edge.one == node else edge.one for edge in best}
        if any(forbidden(one, two) for one, two in combinations(sorted(others), 2)):
            torn.update(edges)
    return torn


def _is_as_strong(edge: Edge, other: Edge) -> bool:
    if edge.rule == "person" or edge.strength[:2] != other.strength[:2]:
        return False
    return abs(edge.held - other.held) < NEARLY


def _cluster(members: list[int], ties: Mapping[int, Edge]) -> Cluster:
    return Cluster(tuple(sorted(members)), {node: ties[node] for node in members if node in ties})


def _possible(edge: Edge, is_torn: bool) -> Edge:
    why = "equal evidence for two that are not one" if is_torn else "a member of it is another job"
    return replace(edge, kind="possible", rule="", evidence=(why, *edge.evidence))
