"""A table of rules on pairs of postings; `evidence` and `forbidding` are one each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from crawlers.vacancies.pair import Pair


@dataclass(frozen=True, slots=True)
class Row:
    """One rule: its name in the output, when it applies, and why."""

    name: str
    applies: Callable[[Pair], bool]
    comment: str


Table = tuple[Row, ...]


def rows_for(table: Table, pair: Pair) -> list[str]:
    """Return the names of all rows that apply to a pair, in their order."""
    return [row.name for row in table if row.applies(pair)]
