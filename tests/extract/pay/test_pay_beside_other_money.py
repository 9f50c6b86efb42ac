"""Pay that a text names by the work, a fee, a scale or a condition, and money beside it that is not
the post's pay. The employers are invented."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crawlers.extract.fields.around_text import lines_around
from crawlers.extract.fields.pay_fields import read_pay as read_pay_of_posting
from crawlers.extract.pay.in_sentences import find_pay
from crawlers.extract.pay.pay_lines import begins_with_scale, looks_like_pay, pay_of_scale
from crawlers.extract.pay.steps_table import names_steps, pay_of_steps
from crawlers.posting.parts.terms import Pay
from crawlers.posting.raw import Frame, RawPosting, Said
from crawlers.text.blocks import Block
from tests.extract.facts import section

Expected = tuple[str | None, ...]


def _ends_and_period(pay: Pay | None) -> Expected | None:
    return (pay.min, pay.max, pay.period) if pay else None


def _posting(*lines: str, title: str = "Sound engineer") -> RawPosting:
    item = RawPosting(source="board.example", key="1", source_kind="aggregator")
    item.said["title"] = [Said(title, "label", "h1")]
    item.sections = section(*lines)
    return item


@pytest.mark.parametrize(
    ("second", "ends"),
    [
        ("Zone 2 (elsewhere): $105,000 - $130,000", ("105000", "150000")),
        ("Zone 2 (elsewhere): €105,000 - €130,000", ("120000", "150000")),
        ("Apprentice: $45,000 - $50,000", ("120000", "150000")),
    ],
)
def test_ranges_of_several_places_that_overlap(second: str, ends: tuple[str, str] | None) -> None:
    item = _posting("Zone 1 (Leeds): $120,000 - $150,000", second, "$1,200 stipend for tools")
    item.sections[0] = item.sections[0].model_copy(update={"heading": "Salary"})
    read_pay_of_posting(item)
    pay = item.facts.get("salary")
    assert (pay and (pay.min, pay.max)) == ends


def test_pay_behind_the_type_of_employment() -> None:
    item = _posting("Part-time (16 hrs/week), £13.45 p/h rising after a year")
    read_pay_of_posting(item)
    assert _ends_and_period(item.facts["salary"]) == ("13.45", "13.45", "hour")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Grade 4, £24,150 - £25,640 FTE (pro-rata £16,100 - £17,200)", ("24150", "25640", "year")),
        ("Grade 4, £24,150 - £25,640, or £31,000 - £33,000", None),
    ],
)
def test_a_scale_with_its_share(line: str, expected: Expected | None) -> None:
    assert _ends_and_period(pay_of_scale(line)) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Base of $54,000 plus commission, with OTE of $88,000.", ("54000", "54000", None)),
        ("Earn an OTE of £49,000 on a basic salary of £26,500.", ("26500", "26500", None)),
        ("It is 15 hours a week at £12.70 per hour.", ("12.70", "12.70", "hour")),
        ("An honorarium of £1,400 a year is paid.", ("1400", "1400", "year")),
        ("We built up a base of $54,000 in sales.", None),
        (
            "It is a full-time position at $51K to $57K a year, with leave.",
            ("51000", "57000", "year"),
        ),
        ("We have a role paying £14.20 an hour.", ("14.20", "14.20", "hour")),
        ("Un poste à 2 150 € par mois.", ("2150", "2150", "month")),
        ("Package is $71k to $76k plus a cottage.", ("71000", "76000", None)),
        ("Een wedde van 2.950,10 tot 3.870 euro bruto in de maand.", ("2950.10", "3870", "month")),
        ("There is a position at the desk: parking costs $90 a month.", None),
    ],
)
def test_pay_by_the_word_for_the_work(sentence: str, expected: Expected | None) -> None:
    assert _ends_and_period(find_pay(sentence)) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            ("You will be self-employed.", "The fee is £190 a day for ten days."),
            ("190", "190", "day"),
        ),
        (("Work on contract.", "The fee is from R21 500 a month."), ("21500", None, "month")),
        (("Freiberuflich.", "Das Honorar beträgt 48 Euro pro Stunde."), ("48", "48", "hour")),
        (("You will be self-employed.", "The registration fee is £25."), None),
        (("You join the team.", "The fee is £60 a day per child."), None),
    ],
)
def test_a_fee_is_the_pay_of_a_freelancer(
    lines: tuple[str, ...], expected: Expected | None
) -> None:
    item = _posting(*lines)
    read_pay_of_posting(item)
    assert _ends_and_period(item.facts.get("salary")) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "We offer pay above minimum wage (which is $14.10 here) and parking.",
        "Lohn über dem Mindestlohn von 12,80 Euro pro Stunde.",
        "Salaire au-dessus du salaire minimum de 11,90 € par heure.",
        "İyi ücret, günlük 250 TL yemek kartı.",
        "Salariu bun, tichete de 35 lei pe zi.",
        "Mzda podle tabulek, stravenky 120 Kč denně.",
        "Standby pay of €35 a day, by rota.",
        "Gute Vergütung und Bereitschaftsdienst mit 60 Euro pro Tag.",
        "A first aid course, which we pay for (£90).",
        "Salary: KES 3.1 – 4.2 million gross per year",
        "Warunki pracy i płacy: umowa od 1 września 2031 r.",
        "Der Branchenmindestlohn beträgt 13,75 € pro Stunde.",
    ],
)
def test_a_least_wage_and_meals_are_no_pay(sentence: str) -> None:
    assert find_pay(sentence) is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Schaal 9: € 3.105 – € 4.260 bij een volledige week", ("3105", "4260")),
        ("Band 4 (£27,100 – £29,800)", ("27100", "29800")),
        ("TV-L E 9a: 3.310,00 € bis 4.350,00 €", ("3310", "4350")),
        ("Platová třída: 9 (28 900 – 36 400 Kč)", ("28900", "36400")),
        ("Entgeltgruppe 9b: 3.412 € - 4.480 €", ("3412", "4480")),
        ("Level 2: bonus of €1,000 – €2,000", None),
        ("Group of 12: €1,000 – €2,000 raised each year", None),
    ],
)
def test_pay_of_a_step_of_a_scale(line: str, expected: Expected | None) -> None:
    pay = pay_of_scale(line) if begins_with_scale(line) else None
    assert ((pay.min, pay.max) if pay else None) == expected


@pytest.mark.parametrize(
    ("names", "rows", "expected"),
    [
        (
            "Level | Annual salary",
            ["1 (graduate): $71,310", "2: $80,400", "3 (top): $96,215"],
            ("71310", "96215", "year"),
        ),
        ("Level | Annual fee", ["1: $710", "2: $804"], None),
    ],
)
def test_a_table_of_steps_with_the_currency_in_its_cells(
    names: str, rows: list[str], expected: Expected | None
) -> None:
    assert names_steps(names)
    assert _ends_and_period(pay_of_steps(names, rows)) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Pay: $21 an hour for a first summer, $24.50 if you have done this before.",
            ("21", "24.50", "hour"),
        ),
        ("Lohn: 18 Euro pro Stunde, 21 Euro nach einem Jahr.", ("18", "21", "hour")),
        ("Pay: $21 an hour, $35 overtime.", ("21", "21", "hour")),
    ],
)
def test_what_is_paid_under_a_condition(sentence: str, expected: Expected) -> None:
    assert _ends_and_period(find_pay(sentence)) == expected


def test_the_pay_below_a_line_that_is_its_label() -> None:
    item = _posting(
        "- On call (one week in four, for",
        "€30 per day)",
        "RATE OF PAY",
        "Band 6: $31.10 to $35.40 per hour",
    )
    read_pay_of_posting(item)
    assert _ends_and_period(item.facts["salary"]) == ("31.10", "35.40", "hour")
    assert not looks_like_pay("€30 per day)")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            ["Post | Pay | Term", "Fellow | Rs. 35,000/- per month + HRA | One year"],
            ("35000", "35000", "month"),
        ),
        (["Fellow | Rs. 35,000/- per month", "Clerk | Rs. 22,000/- per month"], None),
    ],
)
def test_pay_in_a_cell_of_a_row(lines: list[str], expected: Expected | None) -> None:
    item = _posting(*lines)
    read_pay_of_posting(item)
    assert _ends_and_period(item.facts.get("salary")) == expected


def test_what_stands_below_a_heading_that_is_a_link_is_of_another_page() -> None:
    blocks = [
        Block("heading", "Dairy hand", level=1),
        Block("paragraph", "We milk 400 cows."),
        Block("heading", "Tractor driver", level=6, links=1.0),
        Block("paragraph", "$28/hr"),
        Block("heading", "How to apply", level=2),
        Block("paragraph", "Ring us."),
    ]
    item = replace(_posting(title="Dairy hand"), frame=Frame(blocks=tuple(blocks)))
    assert [block.text for block, _ in lines_around(item)] == [
        "We milk 400 cows.",
        "How to apply",
        "Ring us.",
    ]


def test_the_heading_says_which_money_of_a_paragraph_is_the_pay() -> None:
    item = _posting("€21/hr - €26/hr. We raised €9 million in 2030. A stipend of €800 for tools.")
    item.sections[0] = item.sections[0].model_copy(update={"heading": "Compensation"})
    read_pay_of_posting(item)
    assert _ends_and_period(item.facts["salary"]) == ("21", "26", "hour")
