"""The state beside the feed: a DuckDB file with the facts of each posting, the keys it has, the ties
between postings, and the vacancy each was last in. It can always be made anew from the feed.

Memory is bounded: DuckDB has MEMORY and spills to the disk beyond it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crawlers.vacancies.keys import EMPLOYER, LARGEST_BLOCK, MANY_TITLES, REST, TEXT, WHOLE
from crawlers.vacancies.verdict import Edge

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MEMORY = "300MB"
BATCH = 5_000
"""Rows that Python holds at once."""

_TABLES = """
CREATE TABLE IF NOT EXISTS about (name VARCHAR, value VARCHAR);
CREATE TABLE IF NOT EXISTS posting (
    n INTEGER, id VARCHAR, source VARCHAR, closed VARCHAR, title BIGINT, facts VARCHAR,
    vacancy VARCHAR);
CREATE TABLE IF NOT EXISTS key (kind TINYINT, hash BIGINT, n INTEGER, title BIGINT);
CREATE TABLE IF NOT EXISTS standard (hash BIGINT);
CREATE TABLE IF NOT EXISTS edge (
    kind VARCHAR, one INTEGER, two INTEGER, rule VARCHAR, evidence VARCHAR,
    agreement TINYINT, held DOUBLE);
"""

_PASSING = ("candidate", "vague", "parted", "affected", "grouped", "kept")
"""Tables of one run that are read while others are asked: no temporary ones, which only the
connection sees that made them."""

_ROWS = """read_csv('{path}', delim='\t', quote='', escape='', header=false, auto_detect=false,
    max_line_size=8388608, columns={{{columns}}})"""


class State:
    """The state in one file. Raise duckdb.Error where the file is damaged; remove it then."""

    def __init__(self, path: Path) -> None:
        import duckdb

        self.path = path
        self._db: DuckDBPyConnection = duckdb.connect(str(path))
        self._scratch = path.with_suffix(".rows")
        for setting in (
            f"SET memory_limit='{MEMORY}'",
            "SET threads=1",
            "SET preserve_insertion_order=false",
            f"SET temp_directory='{path.with_suffix('.spill')}'",
        ):
            self._db.execute(setting)
        self._db.execute(_TABLES)

    def close(self) -> None:
        """Write everything to the disk and close the file."""
        for table in _PASSING:
            self._db.execute(f"DROP TABLE IF EXISTS {table}")
        self._db.close()
        self._scratch.unlink(missing_ok=True)

    # --- What the state is of

    def about(self) -> dict[str, str]:
        """Return what was noted of the whole state."""
        return dict(self._db.execute("SELECT name, value FROM about").fetchall())

    def note(self, **values: str) -> None:
        """Note what the state is of, for the next run."""
        self._db.execute("DELETE FROM about")
        self._db.executemany("INSERT INTO about VALUES (?, ?)", list(values.items()))

    def vacancies(self) -> Iterator[tuple[str, str]]:
        """Yield each posting's id and the vacancy it was last in."""
        yield from self._rows("SELECT id, vacancy FROM posting WHERE vacancy IS NOT NULL")

    def vacancy_ids(self) -> Iterator[str]:
        """Yield the ids of all vacancies that a posting is or was in."""
        query = "SELECT DISTINCT vacancy FROM posting WHERE vacancy IS NOT NULL"
        yield from (vacancy for (vacancy,) in self._rows(query))

    def begin_anew(self, vacancies: Iterable[tuple[str, str]]) -> None:
        """Forget everything. vacancies: id of a posting and the vacancy it was last in."""
        self._load("former", vacancies, "id: 'VARCHAR', vacancy: 'VARCHAR'")
        self._db.execute("CREATE OR REPLACE TABLE kept AS SELECT * FROM former; DROP TABLE former")
        for table in ("about", "posting", "key", "standard", "edge"):
            self._db.execute(f"DROP TABLE {table}")
        self._db.execute(_TABLES)

    def leaving(self, closed_before: str, sources: Iterable[str]) -> list[str]:
        """Return the postings that leave the feed by rule: closed before an instant, or of sources
        that were removed."""
        found = self._db.execute(
            "SELECT id FROM posting WHERE (closed <> '' AND closed < ?) OR "
            "source IN (SELECT unnest(?::VARCHAR[]))",
            [closed_before, list(sources)],
        )
        return [posting for (posting,) in found.fetchall()]

    # --- What changed

    def take(
        self, rows: Iterable[tuple[str, str, str, int, str, str]], left: Iterable[str]
    ) -> None:
        """Take new and changed postings (id, source, when it was closed, hash of the
        title, facts, keys), and drop those that left. Afterwards `touched` holds the keys whose pairs are to be compared."""
        columns = ", ".join(
            f"{name}: '{kind}'"
            for name, kind in (
                ("id", "VARCHAR"),
                ("source", "VARCHAR"),
                ("closed", "VARCHAR"),
                ("title", "BIGINT"),
                ("facts", "VARCHAR"),
                ("keys", "VARCHAR"),
            )
        )
        self._load("incoming", rows, columns)
        self._load("leaving", ((each,) for each in left), "id: 'VARCHAR'")
        is_first = not self._one("SELECT count(*) FROM posting")
        run = self._db.execute
        run(
            "CREATE TEMP TABLE old AS SELECT * FROM posting "
            "WHERE id IN (SELECT id FROM incoming UNION ALL SELECT id FROM leaving)"
        )
        run(
            "CREATE TEMP TABLE touched AS SELECT DISTINCT kind, hash FROM key SEMI JOIN old USING (n)"
        )
        run(
            "CREATE OR REPLACE TABLE parted AS SELECT DISTINCT p.vacancy FROM old p "
            "WHERE p.vacancy IS NOT NULL"
        )
        if not is_first:
            for table, column in (("posting", "n"), ("key", "n"), ("edge", "one"), ("edge", "two")):
                run(f"DELETE FROM {table} WHERE {column} IN (SELECT n FROM old)")
        kept = "LEFT JOIN kept k USING (id)" if self._has("kept") else ""
        vacancy = "coalesce(o.vacancy, k.vacancy)" if kept else "o.vacancy"
        first = self._one(
            "SELECT coalesce(max(n), 0) + 1 FROM (SELECT n FROM posting UNION ALL "
            "SELECT n FROM old)"
        )
        run(
            f"CREATE TEMP TABLE fresh AS SELECT coalesce(o.n, {first} + (row_number() OVER ())::INT)"
            f" AS n, i.id, i.source, coalesce(i.closed, '') AS closed, i.title, i.facts, i.keys, {vacancy} AS vacancy "
            f"FROM incoming i LEFT JOIN old o USING (id) {kept}"
        )
        run("INSERT INTO posting SELECT n, id, source, closed, title, facts, vacancy FROM fresh")
        run(
            "CREATE TEMP TABLE fresh_key AS SELECT pair[1]::TINYINT AS kind, pair[2] AS hash, n, title"
            " FROM (SELECT n, title, unnest(keys::BIGINT[][]) AS pair FROM fresh)"
        )
        run("INSERT INTO key SELECT * FROM fresh_key")
        run(
            "INSERT INTO touched SELECT DISTINCT kind, hash FROM fresh_key ANTI JOIN touched "
            "USING (kind, hash)"
        )
        run("CREATE TEMP TABLE changed AS SELECT n FROM fresh")
        run("DROP TABLE fresh_key; DROP TABLE fresh; DROP TABLE incoming")

    def find_standard_text(self) -> set[int]:
        """Count the touched sentences again, and return the standard ones: those that the postings
        of many titles have. A sentence that became standard or ceased to be so is touched."""
        run = self._db.execute
        run(f"""CREATE TEMP TABLE counted AS SELECT hash, count(DISTINCT title) > {MANY_TITLES} AS many
            FROM key SEMI JOIN (SELECT DISTINCT hash FROM touched WHERE kind IN ({TEXT}, {REST}))
            USING (hash) WHERE kind IN ({TEXT}, {REST}) AND title <> 0
            GROUP BY hash HAVING count(*) > 1""")
        run("""CREATE TEMP TABLE turned AS SELECT hash FROM counted c LEFT JOIN standard s USING (hash)
            WHERE c.many <> (s.hash IS NOT NULL)""")
        run("""DELETE FROM standard WHERE hash IN (SELECT hash FROM touched) AND hash NOT IN
            (SELECT hash FROM counted WHERE many)""")
        run("""INSERT INTO standard SELECT hash FROM counted WHERE many AND hash NOT IN
            (SELECT hash FROM standard)""")
        run("DROP TABLE counted")
        return {hash for (hash,) in self._rows("SELECT hash FROM standard")}

    def employers(self) -> set[int]:
        """Return the names of employers that are no doubtful ones."""
        query = f"SELECT DISTINCT hash FROM key WHERE kind = {EMPLOYER}"
        return {hash for (hash,) in self._rows(query)}

    def find_candidates(self) -> None:
        """Find the pairs that share a touched key, for `candidates`; forget what tied them."""
        run = self._db.execute
        limits = " ".join(f"WHEN {kind} THEN {most}" for kind, most in LARGEST_BLOCK.items())
        run(f"""CREATE TEMP TABLE block AS SELECT kind, hash FROM key SEMI JOIN touched
            USING (kind, hash) WHERE kind NOT IN ({WHOLE}, {REST}, {EMPLOYER}) AND NOT (kind = {TEXT} AND hash
            IN (SELECT hash FROM standard)) GROUP BY kind, hash
            HAVING count(*) > 1 AND count(*) <= CASE kind {limits} END""")
        run(
            "CREATE TEMP TABLE member AS SELECT kind, hash, n FROM key SEMI JOIN block "
            "USING (kind, hash)"
        )
        run("""CREATE OR REPLACE TABLE candidate AS SELECT DISTINCT a.n AS one, b.n AS two
            FROM member a JOIN member b ON a.kind = b.kind AND a.hash = b.hash AND a.n < b.n""")
        run("DROP TABLE member; DROP TABLE block")
        run(
            """CREATE OR REPLACE TABLE vague AS SELECT DISTINCT k.n FROM key k SEMI JOIN (
            SELECT hash FROM key JOIN posting USING (n) WHERE kind = $1 AND hash IN (
            SELECT hash FROM touched WHERE kind = $1) GROUP BY hash
            HAVING count(*) > count(DISTINCT source)) USING (hash) WHERE k.kind = $1""".replace(
                "$1", str(WHOLE)
            )
        )
        run("""DELETE FROM edge USING candidate c WHERE edge.rule <> 'person' AND
            least(edge.one, edge.two) = c.one AND greatest(edge.one, edge.two) = c.two""")

    def candidates(self) -> Iterator[list[tuple[int, int, bool]]]:
        """Yield the pairs in batches: two numbers, and whether either has a title, place and
        deadline that another posting of its source has too."""
        query = """SELECT one, two, one IN (SELECT n FROM vague) OR two IN (SELECT n FROM vague)
            FROM candidate ORDER BY one, two"""
        yield from self._batches(query, BATCH)

    def facts(self, numbers: Iterable[int]) -> list[tuple[int, str, str]]:
        """Return number, id and facts of some postings."""
        return self._db.execute(
            "SELECT n, id, facts FROM posting WHERE n IN (SELECT unnest(?::INTEGER[]))",
            [list(numbers)],
        ).fetchall()

    def numbers(self, ids: Iterable[str]) -> dict[str, int]:
        """Return the numbers of some postings by id; those that are not there are left out."""
        found = self._db.execute(
            "SELECT id, n FROM posting WHERE id IN (SELECT unnest(?::VARCHAR[]))", [list(ids)]
        )
        return dict(found.fetchall())

    # --- Ties

    def tie(self, edges: Iterable[Edge]) -> None:
        """Add ties."""
        rows = (
            (
                e.kind,
                e.one,
                e.two,
                e.rule,
                json.dumps(e.evidence, ensure_ascii=False),
                e.agreement,
                e.held,
            )
            for e in edges
        )
        columns = (
            "kind: 'VARCHAR', one: 'INTEGER', two: 'INTEGER', rule: 'VARCHAR', "
            "evidence: 'VARCHAR', agreement: 'TINYINT', held: 'DOUBLE'"
        )
        self._load("tied", rows, columns)
        self._db.execute("INSERT INTO edge SELECT * FROM tied")

    def forget_words(self) -> None:
        """Drop the ties by a person's word; what they tied is looked at again."""
        self._db.execute("DELETE FROM edge WHERE rule = 'person'")

    def spread(self, more: Iterable[int] = ()) -> None:
        """Find the postings whose vacancies may be other ones now: those that changed, those tied to
        them however far, and all that was in one vacancy with any of these."""
        run = self._db.execute
        self._load("named", ((each,) for each in more), "n: 'INTEGER'")
        run("""CREATE OR REPLACE TABLE affected AS SELECT DISTINCT n FROM (SELECT n FROM changed UNION ALL
            SELECT one FROM candidate UNION ALL SELECT two FROM candidate UNION ALL
            SELECT n FROM named UNION ALL
            SELECT n FROM posting WHERE vacancy IN (SELECT vacancy FROM parted))""")
        total = self._one("SELECT count(*) FROM posting")
        before, now = -1, self._one("SELECT count(*) FROM affected")
        while before < now < total:
            run("""INSERT INTO affected SELECT DISTINCT n FROM (
                SELECT two AS n FROM edge WHERE one IN (SELECT n FROM affected) UNION ALL
                SELECT one FROM edge WHERE two IN (SELECT n FROM affected) UNION ALL
                SELECT n FROM posting WHERE vacancy IN (SELECT vacancy FROM posting
                WHERE n IN (SELECT n FROM affected))) ANTI JOIN affected USING (n)""")
            before, now = now, self._one("SELECT count(*) FROM affected")

    def ties_of_affected(self) -> Iterator[tuple[int, int]]:
        """Yield two numbers for each tie between affected postings, and for each two that were in
        one vacancy."""
        yield from self._rows("SELECT one, two FROM edge WHERE one IN (SELECT n FROM affected)")
        yield from self._rows(
            """SELECT first, n FROM (SELECT n, min(n) OVER (PARTITION BY vacancy) AS first
            FROM posting SEMI JOIN affected USING (n) WHERE vacancy IS NOT NULL) WHERE first < n"""
        )

    def group(self, roots: Iterable[tuple[int, int]]) -> None:
        """Note the group of each affected posting: its number and that of the group's first."""
        self._load("rooted", roots, "n: 'INTEGER', root: 'INTEGER'")
        self._db.execute(
            "CREATE OR REPLACE TABLE grouped AS SELECT n, coalesce(r.root, n) AS root "
            "FROM affected LEFT JOIN rooted r USING (n)"
        )

    def grouped_postings(self) -> Iterator[tuple[int, int, str, str | None]]:
        """Yield group, number, id and former vacancy of the affected postings, by group and id."""
        yield from self._rows(
            """SELECT root, n, id, vacancy FROM grouped JOIN posting USING (n) ORDER BY root, id"""
        )

    def grouped_edges(self) -> Iterator[tuple[int, Edge]]:
        """Yield group and tie, by group."""
        query = """SELECT root, e.kind, one, two, rule, evidence, agreement, held FROM edge e
            JOIN grouped g ON g.n = e.one ORDER BY root, one, two, e.kind, rule"""
        for root, kind, one, two, rule, evidence, agreement, held in self._rows(query):
            yield (
                root,
                Edge(kind, one, two, rule or "", tuple(json.loads(evidence)), agreement, held),
            )

    def parted_vacancies(self) -> Iterator[str]:
        """Yield the vacancies that affected postings were in, and those of postings that left."""
        yield from (
            vacancy
            for (vacancy,) in self._rows(
                """SELECT DISTINCT vacancy FROM (SELECT vacancy FROM parted UNION ALL
                SELECT vacancy FROM posting SEMI JOIN affected USING (n))
                WHERE vacancy IS NOT NULL ORDER BY vacancy"""
            )
        )

    def assign(self, rows: Iterable[tuple[int, str]]) -> None:
        """Note the vacancy of each affected posting."""
        self._load("given", rows, "n: 'INTEGER', vacancy: 'VARCHAR'")
        self._db.execute(
            "UPDATE posting SET vacancy = g.vacancy FROM given g WHERE posting.n = g.n "
            "AND posting.vacancy IS DISTINCT FROM g.vacancy"
        )

    # --- Helpers

    def _load(self, table: str, rows: Iterable[Sequence[Any]], columns: str) -> None:
        """Make a temporary table of rows, by way of a file: that is how DuckDB takes many."""
        with self._scratch.open("w", encoding="utf-8", newline="") as file:
            file.writelines("\t".join(map(str, row)) + "\n" for row in rows)
        source = _ROWS.format(path=str(self._scratch).replace("'", "''"), columns=columns)
        self._db.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS SELECT * FROM {source}")
        self._scratch.unlink()

    def _rows(self, query: str, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        for batch in self._batches(query, BATCH, values):
            yield from batch

    def _batches(
        self, query: str, size: int, values: Sequence[Any] = ()
    ) -> Iterator[list[tuple[Any, ...]]]:
        cursor = self._db.cursor()  # others may ask between two batches
        found = cursor.execute(query, list(values)) if values else cursor.execute(query)
        while rows := found.fetchmany(size):
            yield rows

    def _one(self, query: str) -> int:
        row = self._db.execute(query).fetchone()
        return int(row[0]) if row else 0

    def _has(self, table: str) -> bool:
        query = f"SELECT count(*) FROM duckdb_tables() WHERE table_name = '{table}'"
        return bool(self._one(query))
