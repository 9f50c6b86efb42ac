"""Choices by a table of evidence: the first that holds decides."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Verdict = TypeVar("Verdict", covariant=True)


@dataclass(frozen=True, slots=True)
class Evidence(Generic[Verdict]):
    """A reason for a choice. holds: the predicate, of the arguments that its table is asked with.
    verdict: what it decides. comment: why, or an example."""

    name: str
    holds: Callable[..., bool]
    verdict: Verdict
    comment: str


def decide(table: Sequence[Evidence[Verdict]], *of: object) -> Evidence[Verdict]:
    """Return the first evidence of a table that holds. Raises LookupError where none does: the last
    of a table must hold of everything."""
    for evidence in table:
        if evidence.holds(*of):
            return evidence
    raise LookupError(f"no evidence holds: {[evidence.name for evidence in table]}")


def always(*of: object) -> bool:
    """Return True: the predicate of the last row, which holds of everything."""
    return True
