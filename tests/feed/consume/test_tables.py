"""Parquet has real types for DuckDB, pandas and polars alike, and one statement of DuckDB brings it
into a database, however often it is repeated."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from crawlers.feed.consume import consume, tables
from crawlers.feed.consume.changes_out import write_changes_file
from crawlers.feed.consume.exports import CannotExport, export
from crawlers.posting import JobPosting
from crawlers.posting.line import canonical_line
from tests import ROOT
from tests.feed.board import Walk, play, posting
from tests.feed.consume.test_exports import RICH
from tests.runs.distributed import servers

duckdb = pytest.importorskip("duckdb")
DEADLINE = dt.datetime(2031, 2, 9, 16, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("tables") / "rich.parquet"
    poor = posting(8).model_copy(update={"content_hash": "sha256:y"})
    lines = [canonical_line(JobPosting.model_validate(RICH)), canonical_line(poor)]
    assert tables.write_postings(lines, path) == 2
    return path


def test_duckdb_reads_the_types(file: Path) -> None:
    with closing(duckdb.connect()) as base:
        base.execute("set timezone = 'UTC'")
        rows = base.execute(
            "select salary.min, valid_through.date, valid_through.time, valid_through.latest,"
            f" openings, organization.units, locations[1].country from '{file}' order by id"
        ).fetchall()
    salary, day, clock, latest, *others = rows[0]
    assert (salary, day, clock) == (Decimal("3100.5"), dt.date(2031, 2, 9), dt.time(17))
    assert latest.astimezone(dt.UTC) == DEADLINE
    assert others == [2, ["Works", "Hoops"], "BE"]
    assert rows[1] == (None,) * 7


def test_pandas_reads_the_types(file: Path) -> None:
    pandas = pytest.importorskip("pandas")
    table = pandas.read_parquet(file)
    rich = table[table.id == "demo:7"].iloc[0]
    assert rich.salary["min"] == Decimal("3100.5")
    assert rich.valid_through["date"] == dt.date(2031, 2, 9)
    assert rich.valid_through["latest"] == DEADLINE
    assert list(rich.skills) == ["bending", "hooping"]


def test_polars_reads_the_types(file: Path) -> None:
    polars = pytest.importorskip("polars")
    table = polars.read_parquet(file)
    types = table.schema
    assert types["salary"].to_schema()["min"] == polars.Decimal(21, 6)
    assert types["valid_through"].to_schema()["date"] == polars.Date
    assert types["skills"] == polars.List(polars.String)
    rich = table.filter(polars.col("id") == "demo:7")
    assert rich["valid_through"].struct.field("latest").item() == DEADLINE


def test_every_field_of_the_schema_is_a_column() -> None:
    assert list(tables.columns()) == list(JobPosting.model_fields)


def test_a_condition_chooses_postings(tmp_path: Path) -> None:
    play(tmp_path, "2031-01-01", Walk([posting(key, f"Text {key}") for key in range(20)]))
    feed, file = tmp_path / "demo", tmp_path / "x.jsonl"
    assert export(feed, file, condition="title like '%1%' and status = 'open'") == 11
    ids = [line.id for line in map(JobPosting.read, file.read_bytes().splitlines())]
    assert ids == sorted(ids) and "demo:12" in ids and "demo:2" not in ids


@pytest.mark.parametrize(
    "condition",
    [
        "no_such_column = 1",
        "title = ",
        "true); create table other as select (1",
        "id in (select content from read_text('/etc/hostname'))",
        "true; copy line to 'x.csv'",
    ],
)
def test_what_is_no_condition_is_said_in_a_sentence(condition: str, tmp_path: Path) -> None:
    play(tmp_path, "2031-01-01", Walk([posting(1)]))
    with pytest.raises(CannotExport, match="--where") as error:
        export(tmp_path / "demo", tmp_path / "x.jsonl", condition=condition)
    assert "\n" not in str(error.value) and not (tmp_path / "x.jsonl").exists()


def test_a_value_of_another_type_is_said_in_a_sentence(tmp_path: Path) -> None:
    when = {"raw": "soon", "date": "2031-99-99", "precision": "day"}
    line = canonical_line(JobPosting.model_validate({**RICH, "date_posted": when}))
    with pytest.raises(CannotExport, match="not of its type"):
        tables.write_postings([line], tmp_path / "x.parquet")


# --- Databases

COLUMNS = "id, status, title, content_hash, lifecycle.last_changed, salary.min"
TABLE = (
    "create table if not exists postings (id text primary key, status text, title text,"
    " content_hash text, last_changed timestamptz, salary_min numeric)"
)


KEYS = [str(key) for key in range(9)]
A_WEEK = (
    Walk([posting(key) for key in range(9)]),
    Walk([posting(1, "changed"), posting(20)], unchanged=["0", *KEYS[2:]]),
    Walk(unchanged=["0", "1", *KEYS[3:], "20"], gone={"2": "http_410"}),
)
"""Three runs: nine postings; one changes, one comes; one is gone."""


@pytest.fixture(scope="module")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[servers.Postgres]:
    if servers.POSTGRES is None or shutil.which("psql") is None:
        pytest.skip("PostgreSQL is not installed")
    root = Path("/tmp") / f"jobwire-{tmp_path_factory.getbasetemp().name}-tables"
    server = servers.Postgres(root / "server")
    yield server
    server.stop()
    shutil.rmtree(root, ignore_errors=True)


def night_to_postgres(feed: Path, own: Path, url: str) -> None:
    """What docs/read-the-feed.md shows: DuckDB writes a CSV, psql takes it in one transaction."""
    with consume.from_cursor(feed, own / "cursor") as night:
        write_changes_file(own / "night.parquet", night.lines, night.whole)
        duckdb.sql(
            f"copy (select whole, op, {COLUMNS} from '{own / 'night.parquet'}')"
            f" to '{own / 'night.csv'}' (header)"
        )
        script = (
            f"{TABLE}; begin; create temp table night (whole boolean, op text, like postings);"
            f"\\copy night from '{own / 'night.csv'}' csv header\n"
            "delete from postings where (select coalesce(bool_or(whole), false) from night)"
            " or id in (select id from night);"
            "insert into postings select id, status, title, content_hash, last_changed,"
            " salary_min from night where op <> 'drop'; commit;"
        )
        script = script.replace("\\copy", "\n\\copy")
        subprocess.run(
            ["psql", url, "-q", "-v", "ON_ERROR_STOP=1"],
            input=script, text=True, check=True, timeout=60,
        )  # fmt: skip


def rows_of(url: str) -> list[Any]:
    import psycopg

    query = 'select id, status, content_hash, last_changed from postings order by id collate "C"'
    with psycopg.connect(url) as base:
        return base.execute(query).fetchall()


def test_postgresql_follows_the_feed_by_the_cursor(
    postgres: servers.Postgres, tmp_path: Path
) -> None:
    feed = tmp_path / "demo"
    for day, walk in enumerate(A_WEEK, 1):
        play(tmp_path, f"2031-01-0{day}", walk)
        for _ in range(2):  # twice does no harm
            night_to_postgres(feed, tmp_path, postgres.url)
        expected = [(each.id, each.status, each.content_hash) for each in consume.postings(feed)]
        found = rows_of(postgres.url)
        assert [row[:3] for row in found] == expected
    assert found[1][3] == dt.datetime(2031, 1, 2, tzinfo=dt.UTC)


def load_of_the_docs(attached: str) -> str:
    """Return the statements that docs/read-the-feed.md shows, for another database."""
    text = (ROOT / "docs" / "read-the-feed.md").read_text(encoding="utf-8")
    load = text.partition('LOAD = """')[2].partition('"""')[0]
    assert "attach 'jobs.duckdb' as db;" in load
    return load.replace("attach 'jobs.duckdb' as db;", f"attach {attached};")


def night_by_attach(feed: Path, own: Path, attached: str) -> None:
    """What docs/read-the-feed.md shows, into an attached database."""
    file = own / "night.parquet"
    with consume.from_cursor(feed, own / "cursor") as night, closing(duckdb.connect()) as base:
        night.write(file)
        base.execute(load_of_the_docs(attached).replace("'night.parquet'", f"'{file}'"))


@pytest.mark.parametrize("kind", ["duckdb", "sqlite", "postgres"])
def test_an_attached_database_follows_the_feed(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    attached = f"'{tmp_path / 'jobs.db'}' as db (type {kind})"
    if kind == "postgres":
        url = request.getfixturevalue("postgres").url
        subprocess.run(["psql", url, "-qc", "create database nights"], check=True, timeout=60)
        attached = f"'{url.removesuffix('/postgres')}/nights' as db (type postgres)"
    if kind != "duckdb":
        extensions = pytest.importorskip("duckdb_extensions")
        extensions.import_extension(f"{kind}_scanner")
    feed = tmp_path / "demo"
    for day, walk in enumerate(A_WEEK, 1):
        play(tmp_path, f"2031-01-0{day}", walk)
        for _ in range(2):  # twice does no harm
            night_by_attach(feed, tmp_path, attached)
        expected = [(each.id, each.status, each.title) for each in consume.postings(feed)]
        with closing(duckdb.connect()) as base:
            base.execute(f"attach {attached}")
            found = base.execute("select id, status, title from db.postings order by id").fetchall()
        assert found == expected
