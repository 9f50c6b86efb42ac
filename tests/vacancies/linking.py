"""Linking without a feed, and measuring what came of it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from crawlers.posting.line import id_of
from crawlers.vacancies.decided_pairs import DecidedPairs
from crawlers.vacancies.lines import merged, sorted_lines
from crawlers.vacancies.link import Linking, Run, open_state


@dataclass
class Links:
    """The vacancies of a run. vacancies, changes: parsed lines. lines: as they are."""

    lines: list[bytes]
    changes: list[dict[str, Any]]

    @property
    def vacancies(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.lines]

    def of(self) -> dict[str, str]:
        """By id of a posting, its vacancy."""
        return {m["posting"]: each["id"] for each in self.vacancies for m in each["members"]}


def link(
    folder: Path,
    lines: Sequence[bytes],
    run: str = "1",
    previous: str | None = None,
    before: Sequence[bytes] = (),
    former: Sequence[bytes] = (),
    decided: DecidedPairs | None = None,
    closed_before: str = "",
) -> Links:
    """Link the postings of a run. before: the postings of the run before. former: its vacancies.
    closed_before: what was closed earlier has left the feed."""
    old = {id_of(line): line for line in before}
    now = {id_of(line): line for line in lines}
    changed = [line for name, line in now.items() if old.get(name) != line]
    state = open_state(folder / "vacancies.duckdb")
    try:
        linking = Linking(state, Run(
            run, previous, lambda: lines, lambda: changed, closed_before, (), now.__getitem__,
            lambda: former, decided or DecidedPairs({}, {}),
        ))  # fmt: skip
        fresh = sorted_lines(linking.lines(), folder)
        both = list(merged(former, fresh, linking.is_stale, linking.notes))
    finally:
        state.close()
    return Links([new for new, _ in both if new], [json.loads(c) for _, c in both if c])


@dataclass(frozen=True)
class Score:
    """precision, recall: by pairs. possible: pairs that are only possible, as a share of the true
    pairs."""

    precision: float
    recall: float
    possible: float
    wrong: list[tuple[str, str]]
    missed: list[tuple[str, str]]


def score(found: Mapping[str, object], true: Mapping[str, object], links: Links) -> Score:
    """Compare two ways to part the same postings."""
    ours, theirs = _pairs(found), _pairs(true)
    possible = {
        tuple(sorted((member["posting"], each["posting"])))
        for vacancy in links.vacancies
        for each in vacancy["possible"]
        for member in vacancy["members"][:1]
    }
    return Score(
        len(ours & theirs) / max(1, len(ours)),
        len(ours & theirs) / max(1, len(theirs)),
        len(possible) / max(1, len(theirs)),
        sorted(ours - theirs),
        sorted(theirs - ours),
    )


def _pairs(parts: Mapping[str, object]) -> set[tuple[str, str]]:
    members: dict[object, list[str]] = {}
    for posting, part in sorted(parts.items()):
        members.setdefault(part, []).append(posting)
    return {pair for each in members.values() for pair in combinations(each, 2)}


def rules(links: Links) -> Counter[str]:
    """How many members each rule tied."""
    found: Iterable[str] = (
        member["rule"] or "alone" for each in links.vacancies for member in each["members"]
    )
    return Counter(found)
