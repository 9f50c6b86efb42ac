"""The employer that a text names by what its sentences say of it."""

from __future__ import annotations

import pytest

from crawlers.extract.job.named_by_text import named_by_text
from crawlers.text.blocks import Block


def named(*lines: str, title: str = "Lamp Keeper") -> str | None:
    found = named_by_text([Block("paragraph", line) for line in lines], title, {"lampton"})
    return found.name if found else None


@pytest.mark.parametrize(
    "lines",
    [
        ("Harbour Lights is an equal opportunity employer.",),
        ("Harbour Lights (HL) is a small family-owned shipyard on the coast.",),
        ("At Harbour Lights, we keep nine piers lit.",),
        ("Hello! We’re Harbour Lights. We keep nine piers lit.",),
        ("Harbour Lights", "Harbour Lights builds lamps for piers."),
        ("About Harbour Lights", "You keep lamps.", "Harbour Lights builds lamps for piers."),
        ("Harbour Lights is looking for a keeper.", "Harbour Lights pays for boots."),
        ("There are many reasons for joining Harbour Lights.", "Harbour Lights makes lamps."),
        (
            "Harbour Lights in Lampton needs someone for nine piers.",
            "Harbour Lights pays for boots.",
        ),
    ],
)
def test_signs_that_make_an_employer(lines: tuple[str, ...]) -> None:
    assert named(*lines) == "Harbour Lights"


@pytest.mark.parametrize(
    "lines",
    [
        ("Harbour Lights builds lamps for piers.",),
        ("Ada Lamplighter is the founding editor.", "Ada Lamplighter was a keeper for years."),
        ("Python is a plus.", "Python is the language of our lamps."),
        ("The Facility is a company of keepers.", "The Facility provides boots."),
        ("Lampton is a hub of lamps.", "Lampton is a home of many companies."),
        ("Piers is a town.", "You work in Piers for a company.", "Piers is an employer town."),
        ("Lamp Keeper is a post at a company.",),
        ("Our Company is an equal opportunity employer.",),
    ],
)
def test_signs_that_do_not(lines: tuple[str, ...]) -> None:
    assert named(*lines) is None


def test_a_name_with_a_trade_in_it_must_be_presented() -> None:
    text = ("Driver Hall hires out boats.", "We love Driver Hall, and Driver Hall loves us.")
    assert named("About Driver Hall", *text) == "Driver Hall"
    assert named(*text) is None
    assert (
        named("About Boat Driver", *(t.replace("Driver Hall", "Boat Driver") for t in text)) is None
    )


@pytest.mark.parametrize("name", ["A.B. Harbour", "H. Lightner", "St. Ardna"])
def test_initials_begin_a_name_and_end_no_sentence(name: str) -> None:
    assert named(f"{name} is a boatyard of nine people.", f"We love {name}.") == name


def test_an_item_that_begins_with_a_verb_names_nobody() -> None:
    items = [Block("item", "Mend is a company verb."), Block("item", "Mend builds trust.")]
    assert named_by_text(items) is None


def test_who_seeks_comes_before_who_is_described() -> None:
    lines = ("Lamp Office of Piers is looking for a keeper.", "Sea Union is a union of companies.")
    assert named(*lines, "Sea Union offers a competitive pay.") == "Lamp Office of Piers"
