"""Choices by a table of evidence: the first that holds decides."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Subject = TypeVar("Subject")
Verdict = TypeVar("Verdict")


@dataclass(frozen=True, slots=True)
class Evidence(Generic[Subject, Verdict]):
    """A reason for a choice. holds: whether it is there, of what the choice is about. verdict: what
    it decides. comment: why, or an example."""

    name: str
    holds: Callable[[Subject], bool]
    verdict: Verdict
    comment: str


def first_that_holds(
    table: Sequence[Evidence[Subject, Verdict]], subject: Subject
) -> Evidence[Subject, Verdict]:
    """Return the first evidence of a table that holds. Raise LookupError where none does: the last
    of a table must hold of everything."""
    for evidence in table:
        if evidence.holds(subject):
            return evidence
    raise LookupError(f"no evidence holds: {[evidence.name for evidence in table]}")


def always(subject: object) -> bool:
    """Return True: the predicate of the last row, which holds of everything."""
    return True
