"""The score card: its page is made of its figures, and it says so where there are no pages."""

from __future__ import annotations

import re
import subprocess
import sys

from bench.quality import page, scorers
from bench.quality.card import Card, Corpus, Score, TextScore, load, save
from tests import ROOT

CARD = Card(
    (
        Corpus(
            "sites",
            70,
            "A",
            (
                Score("title", 60, 3, 7, 0, 0.9, 19),
                Score("salary_max", 5, 1, 4, 2, 0.5, 6),
                Score("valid_through", 0, 0, 0, 1, 0.0, 0),
            ),
            (TextScore("project", 0.95, 2, 0.96), TextScore("readability-lxml", 0.8, 19, 0.79)),
            (("list", 24, 1), ("other", 14, 0)),
        ),
        Corpus("boards", 22, "", (Score("title", 19, 0, 0, 0),)),
    ),
    (("seeds", 134, 134), ("cases", 130, 142)),
)


def test_the_page_of_the_docs_is_what_the_command_writes() -> None:
    assert page.PAGE.read_text(encoding="utf-8") == page.write(load())


def test_figures_come_back_as_they_were_saved(tmp_path) -> None:
    save(CARD, tmp_path / "figures.json")
    assert load(tmp_path / "figures.json") == CARD


def test_every_figure_stands_on_the_page() -> None:
    written = page.write(CARD)
    assert "| title | 60 | 3 | 7 | 0 | 86 % | 90 % |" in written
    assert "| salary max | 5 | 1 | 4 | 2 | 50 % |  |" in written  # too few sites for a mean
    assert "valid through" not in written  # no page says it
    assert "| jobwire | 0.950 | 2 | 0.960 |" in written
    assert "| lists of postings | 24 | 1 |" in written
    assert "134 of 134 values" in written
    assert all(len(line) <= 100 for line in written.splitlines())


def test_the_rows_of_the_scorers_are_read() -> None:
    row = "salary_period         4     1      12        3   17  0.250   0.400     5"
    assert scorers._SITE_ROW.findall(row) == [("salary_period", "4", "1", "12", "3", "0.400", "5")]
    row = "boilerplate kept         54      2        0         0"
    assert scorers._ROW.findall(row) == [("boilerplate kept", "54", "2", "0", "0")]
    row = "trafilatura recall      0.738  0.868    0.778      0.880       6"
    assert scorers._TEXT_ROW.findall(row)[0][0] == "trafilatura recall"


def test_without_the_pages_it_says_one_sentence(tmp_path) -> None:
    run = subprocess.run(
        ["make", "-o", ".venv/dev", "eval", f"SHARED={tmp_path / 'none'}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    said = [line for line in run.stderr.splitlines() if not line.startswith("make")]
    assert run.returncode != 0 and "Traceback" not in run.stderr
    assert [re.sub(r" in .*:", " in X:", line) for line in said] == [
        "No saved pages in X: nothing was scored or written."
    ], sys.executable
