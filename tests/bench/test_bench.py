"""The bench measures what it says: the peers read what jobwire reads, and every row is printed.
No figure is judged here."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from parsel import Selector

from bench import __main__ as bench
from bench import crawls, lines, pages, table
from bench.measure import PYTHON, run_measured
from bench.peers.raw import raw_fields
from bench.server import Served, serve_board
from bench.table import Row


@pytest.fixture(scope="module")
def board() -> Iterator[Served]:
    with serve_board(3, 60) as found:
        yield found


def test_pages_that_are_not_there_are_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "page.txt").write_text("Cook\n\nLocation: Oban\n\nYou cook for forty guests.\n")
    there, away = (
        lines.Saved(name, folder, "*.txt", "text/plain", "<= 20")
        for name, folder in (("pages there", tmp_path), ("pages away", tmp_path / "none"))
    )
    monkeypatch.setattr(lines, "SAVED", (away, there))
    (row,) = lines.recorded_rows(1)
    assert row.what.startswith("bytes to feed line, 1 pages there; ")
    assert (row.goal, row.ours > 0) == ("<= 20", True)
    assert "pages away: none in" in capsys.readouterr().err


def test_the_raw_fields_of_the_peers_are_what_jobwire_reads() -> None:
    """Field by field: title, employer, facts, JSON-LD, and every word of the description."""
    said = pages.truth(1)
    body, url = pages.posting_page(1), pages.HOME + said.path
    raw, posting = raw_fields(Selector(body.decode()), url), json.loads(lines.reader()(body, url))
    assert (posting["title"], posting["organization"]["name"], posting["url"]) == (
        raw["title"],
        raw["employer"],
        raw["url"],
    )
    assert (
        posting["date_posted"]["date"]
        == json.loads(raw["jsonld"])["datePosted"]
        == said.posted.isoformat()
    )
    assert list(raw["facts"]) == [
        "Location",
        "Reference",
        "Employment type",
        "Date posted",
        "Closing date",
        "Salary",
    ]
    of_peers = {
        " ".join(text.split())
        for text in Selector(raw["description"]).css("h2, li, p").xpath("string()").getall()
    }
    ours = {section["heading"] for section in posting["sections"]}
    ours |= {block["text"] for section in posting["sections"] for block in section["blocks"]}
    assert (
        of_peers
        == ours
        == {
            text
            for heading, blocks in said.sections
            for text in (heading, *(words for _, words in blocks))
        }
    )


@pytest.mark.parametrize(
    "contender", (crawls.JOBWIRE_ITSELF, *crawls.CONTENDERS), ids=lambda each: each.what
)
def test_every_contender_reads_the_whole_board(
    contender: crawls.Contender, board: Served, tmp_path: Path
) -> None:
    if contender.needs and not find_spec(contender.needs):
        pytest.skip(f"NOT RUN: {contender.needs} is not installed: `make .venv/dev` installs it")
    run_measured(contender.command(board.origin, tmp_path), contender.env())
    assert crawls.count_lines(tmp_path) == 3


@pytest.mark.parametrize("name", sorted({*bench.MEASURED} - {"crawls"}))
def test_every_row_is_measured(name: str) -> None:
    rows = list(bench.MEASURED[name](bench.SIZES["tiny"]))
    assert rows
    assert all(len(row.cells()) == len(table.HEAD) for row in rows)


def test_a_goal_is_held_or_missed_by_the_ratio() -> None:
    assert Row("a", 3.0, goal=">= 2").held
    assert not Row("a", 3.0, ratio=1.0, goal=">= 2").held
    assert Row("a", 3.0, ratio=1.0, goal="<= 2").held
    assert Row("a", 3.0).held is None
    assert not table.speed_row("a", [2.0, 2.0], [1.0, 1.0], "ms", ">= 0.7").held
    assert not table.cost_row("a", [6.0, 6.0], [1.0, 1.0], "ms", "<= 5").held


def test_the_docs_are_written_between_their_marks(tmp_path: Path) -> None:
    docs = tmp_path / "performance.md"
    docs.write_text("before\n<!-- table -->\nold\n<!-- /table -->\nbehind\n", encoding="utf-8")
    table.write("table", table.markdown([Row("a", 1.0, "ms")]), docs)
    text = docs.read_text(encoding="utf-8")
    assert "| a | 1.00 ms |" in text
    assert "old" not in text
    assert text.endswith("<!-- /table -->\nbehind\n")
    with pytest.raises(ValueError, match="no place"):
        table.write("elsewhere", "", docs)


def test_a_changed_posting_has_a_new_validator(board: Served) -> None:
    """The server sends a validator, and another one once the posting has changed."""
    from urllib.error import HTTPError
    from urllib.request import Request, urlopen

    address = board.origin + pages.truth(2).path
    with urlopen(address) as answer:
        etag, body = answer.headers["ETag"], answer.read()
    with pytest.raises(HTTPError, match="304"):
        urlopen(Request(address, headers={"If-None-Match": etag}))
    board.change(2)
    with urlopen(Request(address, headers={"If-None-Match": etag})) as answer:
        assert answer.read() != body


def test_a_list_of_the_sites_imports_neither_models_nor_word_lists() -> None:
    code = (
        "import sys; from crawlers.plugins.discovery import Spiders as S, spider_modules "
        "as m; S(m()).list(); print(*sys.modules)"
    )
    loaded = set(run_measured([PYTHON, "-c", code], {}).output.split())
    assert "spiders.linkedprime" in loaded
    assert loaded.isdisjoint(
        {
            "crawlers.posting.schema",
            "crawlers.page.page",
            "crawlers.extract.places.printed_places",
            "crawlers.report.views",
        }
    )
