"""The state beside the feed: a DuckDB file with the keys of each posting, the ties between postings
and the vacancy each was last in, and a file with their facts. It can always be made anew from the
feed.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from crawlers.text.hashes import text_hash
from crawlers.vacancies import queries
from crawlers.vacancies.database import Database
from crawlers.vacancies.facts import Facts
from crawlers.vacancies.facts_store import FactsStore
from crawlers.vacancies.verdict import Tie

_MARK = "\x1f"
"""Between the names of rules; what a person wrote does not have it."""


class PostingRow(NamedTuple):
    """A posting for the state. closed: when, "" where it is open. title: its hash. header,
    employer: see `keys`. digest: of all that is compared. keys: as DuckDB reads a list."""

    id: str
    source: str
    closed: str
    title: int
    header: int
    employer: int
    digest: int
    keys: str
    facts: bytes


class State:
    """The state in two files. Raise duckdb.Error or sqlite3.Error where one is damaged; `remove`
    them then."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._facts = FactsStore(_facts_path(path))
        self._db = Database(path)
        self._db.run(queries.TABLES)
        self._allow_memory()

    def close(self) -> None:
        """Write everything to the disk and close the files."""
        for table in queries.PASSING:
            self._db.run(f"DROP TABLE IF EXISTS {table}")
        self._facts.close()
        self._db.close()

    # --- What the state is of

    def about(self) -> dict[str, str]:
        """Return what was noted of the whole state; nothing where its files are of two runs."""
        found = dict(self._db.rows("SELECT name, value FROM about"))
        return found if found.pop("mark", "") == str(self._facts.mark) else {}

    def note(self, **values: str) -> None:
        """Note what the state is of, for the next run. Nothing: it is being changed, and of no use
        to a run that finds it so."""
        self._db.run("DELETE FROM about")
        if values:
            self._facts.mark = text_hash(str(values)) & 0x7FFFFFFF
            rows = {**values, "mark": self._facts.mark}.items()
            self._db.load("said", rows, "name: 'VARCHAR', value: 'VARCHAR'")
            self._db.run("INSERT INTO about SELECT * FROM said")

    def vacancies(self) -> Iterator[tuple[str, str]]:
        """Yield each posting's id and the vacancy it was last in."""
        yield from self._db.rows("SELECT id, vacancy FROM posting WHERE vacancy IS NOT NULL")

    def taken_ids(self) -> tuple[array[int], set[str]]:
        """Return the ids of all vacancies that a posting is or was in: those of 16 digits as
        numbers, sorted, and the others."""
        numbers = array("Q", (number for (number,) in self._db.rows(queries.TAKEN_NUMBERS)))
        return numbers, {vacancy for (vacancy,) in self._db.rows(queries.OTHER_TAKEN)}

    def begin_anew(self, vacancies: Iterable[tuple[str, str]]) -> None:
        """Forget everything. vacancies: id of a posting and the vacancy it was last in."""
        self._db.load("former", vacancies, "id: 'VARCHAR', vacancy: 'VARCHAR'")
        self._db.run("CREATE OR REPLACE TABLE kept AS SELECT * FROM former; DROP TABLE former")
        for table in self._db.all(queries.LASTING):
            self._db.run(f"DROP TABLE {table}")
        self._db.run(queries.TABLES)
        self._facts.clear()

    def leaving(self, closed_before: str, sources: Iterable[str]) -> list[str]:
        """Return the postings that leave the feed by rule: closed before an instant, or of sources
        that were removed."""
        self._db.load("removed", ((each,) for each in sources), "source: 'VARCHAR'")
        self._db.load("limits", [(closed_before,)], "closed: 'VARCHAR'")
        return self._db.all(queries.LEAVING)

    # --- What changed

    def take(self, rows: Iterable[PostingRow], left: Iterable[str]) -> None:
        """Take new and changed postings, and drop those that left."""
        first = self._db.one(queries.LARGEST_NUMBER) + 1
        self._db.load("incoming", self._numbered(rows, first), queries.POSTING_COLUMNS)
        self._db.load("leaving", ((each,) for each in left), "id: 'VARCHAR'")
        self._db.run("CREATE TABLE IF NOT EXISTS kept (id VARCHAR, vacancy VARCHAR)")
        self._db.run(queries.TAKE_OLD)
        self._facts.drop(self._db.all("SELECT spare FROM same"))
        if self._db.one("SELECT count(*) FROM old"):
            self._facts.drop(self._db.all("SELECT n FROM old"))
            self._cut("old", "true")
            self._db.run(queries.DROP_OLD)
        self._db.run(queries.TAKE_NEW)
        self._allow_memory()
        self._db.run(queries.FIND_NEAR if first > 1 else queries.ALL_NEAR)

    def _allow_memory(self) -> None:
        self._db.allow_for(self._db.one("SELECT count(*) FROM posting"))

    def _numbered(self, rows: Iterable[PostingRow], first: int) -> Iterator[tuple[Any, ...]]:
        """Yield the rows with a number each; their facts are kept under it."""
        for number, row in enumerate(rows, first):
            self._facts.add(number, row.facts)
            yield number, *row[:-1]

    def find_standard_text(self) -> set[int]:
        """Count the touched sentences again, and return the standard ones: those that the postings
        of many titles have."""
        self._db.run(queries.FIND_STANDARD_TEXT)
        return {hash for (hash,) in self._db.rows("SELECT hash FROM standard")}

    def employers(self) -> set[int]:
        """Return the names of employers that are no doubtful ones."""
        return {hash for (hash,) in self._db.rows(queries.EMPLOYERS)}

    def find_candidates(self) -> None:
        """Find the pairs to compare, for `candidates`: those of postings that are new or have other
        facts; whose sentences became standard text, or ceased to be so; or that have company now
        under one header, or in a block that was too large. Forget what tied these postings."""
        self._db.run(queries.FIND_VAGUE)
        self._db.run(queries.FIND_MOVED)
        self._cut("moved", "rule IS DISTINCT FROM 'person'")
        if self._db.one(queries.MORE_MOVED):
            self._db.run(queries.FIND_MORE_NEAR)
        self._db.run(queries.BEGIN_PAIRS)
        parts = self._db.one("SELECT count(*) FROM near") // queries.KEYS_AT_ONCE + 1
        for part in range(parts):
            self._db.run(queries.FIND_PAIRS.format(parts=parts, part=part))
        self._db.run(queries.FIND_CANDIDATES)

    def _cut(self, gone: str, rule: str) -> None:
        """Drop the ties of some postings; the postings at their other ends are affected."""
        self._db.run(queries.CUT.format(gone=gone, rule=rule))

    def candidates(self) -> Iterator[list[tuple[int, int, bool]]]:
        """Yield the pairs in batches: two numbers, and whether either has a title, place and
        deadline that another posting of its source has too."""
        yield from self._db.batches(queries.CANDIDATES)

    def facts(self, numbers: Iterable[int]) -> Iterator[tuple[int, Facts]]:
        """Yield number and facts of some postings."""
        yield from self._facts.find(numbers)

    def numbers(self, ids: Iterable[str]) -> dict[str, int]:
        """Return the numbers of some postings by id; those that are not there are left out."""
        self._db.load("asked", ((each,) for each in ids), "id: 'VARCHAR'")
        return dict(self._db.pairs(queries.NUMBERS))

    # --- Ties

    def add_ties(self, ties: Iterable[Tie]) -> None:
        """Add ties."""
        rows = (
            (e.kind, e.one, e.two, e.rule, _as_text(e.evidence), e.agreement, e.held) for e in ties
        )
        self._db.load("tied", rows, queries.TIE_COLUMNS)
        self._db.run("INSERT INTO tie SELECT * FROM tied")

    def forget_decided(self) -> None:
        """Drop the ties that a person decided on; what they tied is looked at again."""
        self._db.run("DELETE FROM tie WHERE rule = 'person'")

    def spread(self, more: Iterable[int] = ()) -> None:
        """Find the affected postings: those that changed or lost a tie, those tied to them however
        far, and all that was in one vacancy with any of these. more: numbers of further ones to
        begin from."""
        self._db.load("named", ((each,) for each in more), "n: 'INTEGER'")
        self._db.run(queries.FIND_AFFECTED)
        total = self._db.one("SELECT count(*) FROM posting")
        before, now = -1, self._db.one("SELECT count(*) FROM affected")
        while before < now < total:
            self._db.run(queries.SPREAD)
            before, now = now, self._db.one("SELECT count(*) FROM affected")

    def ties_of_affected(self) -> Iterator[tuple[int, int]]:
        """Yield two numbers for each tie between affected postings, and for each two that were in
        one vacancy."""
        for query in (queries.TIES, queries.FORMER_TIES):
            yield from self._db.rows(query)

    def group(self, roots: Iterable[tuple[int, int]]) -> None:
        """Note the group of each affected posting: its number and that of the group's first."""
        self._db.load("rooted", roots, "n: 'INTEGER', root: 'INTEGER'")
        self._db.run(queries.GROUP)

    def grouped_postings(self) -> Iterator[tuple[int, int, str, str | None]]:
        """Yield group, number, id and former vacancy of the affected postings, by group and id."""
        yield from self._db.rows(queries.GROUPED_POSTINGS)

    def grouped_ties(self) -> Iterator[tuple[int, Tie]]:
        """Yield group and tie, by group."""
        for root, kind, one, two, rule, evidence, *rest in self._db.rows(queries.GROUPED_TIES):
            yield root, Tie(kind, one, two, rule or "", _as_rules(evidence), *rest)

    def parted_vacancies(self) -> Iterator[str]:
        """Yield the vacancies that affected postings were in, and those of postings that left."""
        yield from (vacancy for (vacancy,) in self._db.rows(queries.PARTED))

    def assign(self, rows: Iterable[tuple[int, str]]) -> None:
        """Note the vacancy of each affected posting."""
        self._db.load("given", rows, "n: 'INTEGER', vacancy: 'VARCHAR'")
        self._db.run(queries.ASSIGN)


def remove(path: Path) -> None:
    """Remove the files of a state, as far as they are there."""
    for each in (path, Path(f"{path}.wal"), _facts_path(path)):
        with suppress(OSError):
            each.unlink()


def _facts_path(path: Path) -> Path:
    return path.with_suffix(".facts")


def _as_text(evidence: Sequence[str]) -> str:
    return _MARK.join(evidence)


def _as_rules(text: str | None) -> tuple[str, ...]:
    return tuple(text.split(_MARK)) if text else ()
