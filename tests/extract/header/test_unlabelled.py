"""Title, employer and values of a header without labels."""

from __future__ import annotations

import pytest

from crawlers.extract.header.employer_line import rated_employer
from crawlers.extract.header.evidence import Rule, score
from crawlers.extract.header.prose import prose_span
from crawlers.extract.header.remarks import is_remark
from crawlers.extract.header.unlabelled import Header, Known, is_header_line, read_header
from crawlers.text.blocks import Block

PROSE = (
    "The keeper looks after the lamp and the fog horn of the northern tower, "
    "and writes the log of every night."
)


def header(*lines: str, url: str | None = None, head_title: str | None = None) -> Header:
    """The header of lines before a paragraph; "# " makes a main heading."""
    blocks = [
        Block("heading", line[2:], level=1) if line.startswith("# ") else Block("paragraph", line)
        for line in (*lines, PROSE)
    ]
    return read_header(blocks, prose_span(blocks)[0], set(), Known(url, head_title))


def test_the_line_that_the_address_has_is_the_title() -> None:
    found = header(
        "Careers", "Harbour Pilot", "Lamp Keeper", url="https://lamps.example/job/lamp-keeper"
    )
    assert (found.title, found.title_at) == ("Lamp Keeper", 2)


def test_the_line_of_the_head_is_the_title() -> None:
    assert header("Oil Nights", "Lamp Room", head_title="Lamps").title is None
    named = header("Oil Nights", "Lamp Keeper", head_title="Lamp Keeper | Lamps")
    assert named.title == "Lamp Keeper"


def test_a_first_line_without_evidence_is_no_title() -> None:
    assert header("Welcome Aboard").title is None


def test_a_remark_is_no_title_beside_one() -> None:
    found = header("RESIDENTS ONLY", "# Lamp Keeper")
    assert found.title == "Lamp Keeper" and found.organization is None


def test_values_stand_alone_on_their_line() -> None:
    found = header("# Lamp Keeper", "Lantern Trust", "Bergen, Norway", "Full-time", "4 May 2031")
    assert found.organization == "Lantern Trust"
    assert {slot: words for slot, words, _ in found.values} == {
        "location": "Bergen, Norway",
        "employment_type": "Full-time",
        "date_posted": "4 May 2031",
    }


def test_the_line_between_title_and_place_is_the_employer() -> None:
    assert header("# Lamp Keeper", "Brumal", "Bergen, Norway").organization == "Brumal"
    apart = header("# Lamp Keeper", "Brumal", "Stern", "Prow", "Oslo, Norway")
    assert apart.organization is None


def test_a_title_printed_again_with_a_number_gives_the_number() -> None:
    found = header("# Lamp Keeper", "Lamp Keeper - 204817")
    assert ("requisition", "204817", 1) in found.values


@pytest.mark.parametrize(
    ("line", "remark"),
    [
        ("RESIDENTS ONLY", True),
        ("AUSSCHLIESSLICH FÜR BEWOHNER", True),
        ("WYŁĄCZNIE DLA MIESZKAŃCÓW", True),
        ("RESSORTISSANTS DU PORT", True),
        ("Lamp Keeper", False),
        ("National Lantern Trust", False),
    ],
)
def test_remarks(line: str, remark: bool) -> None:
    assert is_remark(line) is remark


def test_a_header_line_is_short_and_no_sentence() -> None:
    assert is_header_line(Block("paragraph", "Lamp Room 4"))
    assert not is_header_line(Block("paragraph", "We trim wicks."))
    assert not is_header_line(Block("heading", "Lamp Room 4", level=2))


def test_a_score_is_the_sum_of_weights_times_measures() -> None:
    rules = (Rule("long", 0.5, lambda text: len(text)), Rule("lamp", 2.0, lambda t: "lamp" in t))
    assert score(rules, "lamp") == 4.0 and score(rules, "oil") == 1.5


def test_a_link_of_a_menu_above_the_title_is_no_type_of_work() -> None:
    menu = [Block("item", text, links=1.0) for text in ("Offres", "Bénévolat", "Formations")]
    page = [*menu, Block("heading", "Gardien de phare", level=1), Block("paragraph", "Temps plein")]
    header = read_header(page, len(page), set(), Known(head_title="Gardien de phare"))
    assert [(slot, text) for slot, text, _ in header.values] == [("employment_type", "Temps plein")]


def test_a_link_of_a_menu_above_the_title_is_no_place() -> None:
    menu = [Block("item", text, links=1.0) for text in ("Schulen", "Kitas", "Vereine")]
    page = [*menu, Block("heading", "Lampenputzer (m/w/d)", level=1), Block("paragraph", "Oslo")]
    header = read_header(page, len(page), set(), Known())
    assert [value for value in header.values if value[0] == "location"] == [("location", "Oslo", 4)]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Harbour Lights ★ 4.4 (310 reviews)", "Harbour Lights"),
        ("Harbour Lights — 2.7 ★ — Oban", "Harbour Lights"),
        ("Rated 3.9 by all", None),
    ],
)
def test_an_employer_beside_what_its_staff_say_of_it(line: str, name: str | None) -> None:
    assert rated_employer(line) == name
