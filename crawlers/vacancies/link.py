"""Linking: from the postings of a run to its vacancies. Reads top to bottom as a story.

1. What changed since the state was written? Without a state that fits: everything.
2. Facts and keys of these postings go into the state; those whose facts did not change keep all.
3. Pairs that share a key of theirs are judged; ties go into the state.
4. All that is tied to them, however far, is clustered anew.
5. New lines are merged with those of the run before.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

from crawlers.text.hashes import bytes_hash, text_hash
from crawlers.text.word_lists import DATA
from crawlers.vacancies.build import Forbidden, build, decided_ties
from crawlers.vacancies.decided_pairs import DecidedPairs
from crawlers.vacancies.facts import Facts, facts_of
from crawlers.vacancies.groups import Group, find_groups, read_groups
from crawlers.vacancies.keys import employer_hash, header_hash, keys_of
from crawlers.vacancies.lines import Note
from crawlers.vacancies.naming import TakenIds
from crawlers.vacancies.pair import Common, Pair
from crawlers.vacancies.state import PostingRow, State, remove
from crawlers.vacancies.verdict import Tie, judge

HELD = 16_000
"""Postings whose facts are kept in memory while pairs are judged."""
_DATA_FILES = ("vacancies", "titles", "organizations")

Lines = Callable[[], Iterable[bytes]]


@dataclass(frozen=True, slots=True)
class Run:
    """What is to be linked. run_id, previous: of the feed; previous is None where it begins anew.
    postings: gives all lines. changed: gives the lines that differ from the run before.
    closed_before, removed: what left the feed by rule. record: gives a line by its id. former:
    gives the lines of vacancies.jsonl of the run before. decided: the pairs that a person decided
    on."""

    run_id: str
    previous: str | None
    postings: Lines
    changed: Lines
    closed_before: str
    removed: tuple[str, ...]
    record: Callable[[str], bytes]
    former: Lines
    decided: DecidedPairs


class Linking:
    """One run's linking. lines: the lines of all vacancies that were looked at again, in any order;
    read them first. Then is_stale and notes are complete: which vacancies were looked at, and why
    they are not as they were. Raises duckdb.Error, sqlite3.Error, OSError or ValueError."""

    def __init__(self, state: State, run: Run) -> None:
        self._state, self._run = state, run
        self.notes: dict[str, Note] = {}
        self._stale: set[str] | None = set()

    def is_stale(self, vacancy: str) -> bool:
        """Return whether a vacancy's line of the run before no longer counts."""
        return self._stale is None or vacancy in self._stale

    def lines(self) -> Iterator[bytes]:
        """Yield the lines of all vacancies that may be other ones than before."""
        moved = self._take_changes()
        common = Common(self._state.find_standard_text(), self._state.employers())
        self._state.find_candidates()
        self._state.add_ties(self._judged(common))
        numbers = self._state.numbers(self._run.decided.ids() | moved)
        self._state.add_ties(decided_ties(self._run.decided, numbers))
        self._state.spread(numbers[posting] for posting in moved if posting in numbers)
        find_groups(self._state)
        if self._stale is not None:
            self._stale.update(self._state.parted_vacancies())
        yield from self._built(common)
        self._state.note(
            run=self._run.run_id,
            code=code_fingerprint(),
            named=json.dumps(sorted(self._run.decided.ids())),
            decided=self._run.decided.packed(),
        )

    def _take_changes(self) -> set[str]:
        """Bring the state to the postings of the run. Return the ids that a person
        decided on anew."""
        run, state = self._run, self._state
        about = state.about()
        state.note()  # from here on it is neither of that run nor of this one
        fits = about.get("code") == code_fingerprint() and about.get("run") == run.previous
        if fits and run.previous:
            state.take(_rows(run.changed()), state.leaving(run.closed_before, run.removed))
        else:
            self._stale = None
            former = _former(run.former())
            first = next(former, None)
            state.begin_anew(chain([first], former) if first else state.vacancies())
            state.take(_rows(run.postings()), ())
        state.forget_decided()
        if about.get("decided", run.decided.packed()) == run.decided.packed():
            return set()
        return run.decided.ids() | set(json.loads(about.get("named", "[]")))

    def _judged(self, common: Common) -> Iterator[Tie]:
        """Yield the ties of all candidate pairs."""
        held: dict[int, Facts] = {}
        for batch in self._state.candidates():
            missing = {n for one, two, _ in batch for n in (one, two) if n not in held}
            if len(held) > HELD:
                held.clear()
                missing = {n for one, two, _ in batch for n in (one, two)}
            held.update(self._state.facts(missing))
            for one, two, is_vague in batch:
                if held[two].id < held[one].id:
                    one, two = two, one
                pair = Pair(held[one], held[two], common, is_vague)
                if tie := judge(pair, one, two):
                    yield tie

    def _built(self, common: Common) -> Iterator[bytes]:
        """Yield the lines of all groups; note what became of their vacancies in the state."""
        assigned = self._state.path.with_suffix(".assigned")
        taken = TakenIds(self._state.taken_ids)
        try:
            with assigned.open("w", encoding="ascii") as file:
                for group, facts in self._groups():
                    forbidden = Forbidden(group, facts, self._run.decided, common)
                    built = build(group, forbidden, taken.__contains__, self._record)
                    self.notes.update(built.notes)
                    file.writelines(f"{number}\t{name}\n" for number, name in built.assigned)
                    yield from built.lines
            with assigned.open(encoding="ascii") as file:
                self._state.assign((int(n), name) for n, name in (line.split() for line in file))
        finally:
            assigned.unlink(missing_ok=True)

    def _record(self, posting: str) -> Mapping[str, Any]:
        record: Mapping[str, Any] = json.loads(self._run.record(posting))
        return record

    def _groups(self) -> Iterator[tuple[Group, dict[int, Facts]]]:
        """Yield each group with the facts of its postings, by their place in it; none of a group
        whose postings are all linked to each other."""
        for groups in read_groups(self._state):
            numbers = [n for group in groups if not group.is_whole() for n in group.numbers]
            facts = dict(self._state.facts(numbers))
            for group in groups:
                places = enumerate(group.numbers)
                yield group, {at: facts[number] for at, number in places if number in facts}


def _rows(lines: Iterable[bytes]) -> Iterator[PostingRow]:
    """Yield the rows of postings for the state."""
    for line in lines:
        facts = facts_of(json.loads(line))
        packed = facts.packed()
        keys = ",".join([f"[{kind},{number}]" for kind, number in dict.fromkeys(keys_of(facts))])
        yield PostingRow(
            id=facts.id,
            source=facts.source,
            closed=facts.closed_at,
            title=text_hash(" ".join(facts.title)) if facts.title else 0,
            header=header_hash(facts),
            employer=employer_hash(facts),
            digest=bytes_hash(packed),
            keys=f"[{keys}]",
            facts=packed,
        )


def _former(lines: Iterable[bytes]) -> Iterator[tuple[str, str]]:
    """Yield each posting of the run before and its vacancy."""
    for line in lines:
        vacancy = json.loads(line)
        for member in vacancy["members"]:
            yield member["posting"], vacancy["id"]


@cache
def code_fingerprint() -> str:
    """Return a fingerprint of all that decides what is linked: a state of other rules is made
    anew."""
    here = sorted(Path(__file__).parent.glob("*.py"))
    files = [*here, *(DATA / f"{name}.yaml" for name in _DATA_FILES)]
    parts = (sys.version.encode(), *(each.read_bytes() for each in files))
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:16]


def open_state(path: Path) -> State:
    """Return the state in a file; a damaged one is made anew. Raise ImportError where DuckDB is not
    installed."""
    import duckdb
    import rapidfuzz  # noqa: F401 -- missing parts are named before anything is done

    try:
        return State(path)
    except (duckdb.Error, sqlite3.Error):
        remove(path)
        return State(path)
