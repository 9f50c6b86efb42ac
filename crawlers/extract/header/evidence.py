"""Score candidates by tables of rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Generic, NamedTuple, TypeVar

Candidate = TypeVar("Candidate")


class Rule(NamedTuple, Generic[Candidate]):
    """One thing that speaks for a candidate, or against it.

    name: what it is. weight: what it counts, times the measure. measure: how far it holds: True or
    a number.
    """

    name: str
    weight: float
    measure: Callable[[Candidate], float]


def score(rules: Iterable[Rule[Candidate]], candidate: Candidate) -> float:
    """Return the sum of weight times measure over the rules."""
    return sum((rule.weight * rule.measure(candidate) for rule in rules), 0.0)
