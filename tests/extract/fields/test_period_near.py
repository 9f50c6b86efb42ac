"""The period of pay that stands apart from it, and which of several labels of pay counts."""

from __future__ import annotations

import pytest

from crawlers.extract.fields.pay_fields import read_pay
from crawlers.posting.raw import Frame, RawPosting
from crawlers.text.blocks import Block
from tests.extract.facts import section


def pay_of(*said: tuple[str, str], below: str = "", text: str = "") -> tuple[str | None, ...]:
    """Return the ends and the period of pay that labels state; below: the line below the last of
    them. text: of the posting."""
    item = RawPosting(url="https://kestrel.example/jobs/1", source="kestrel.example", kind="html")
    blocks = []
    for label, raw in said:
        item.say("salary", raw, "label", f"pair: {label}")
        blocks += [Block("paragraph", label), Block("paragraph", raw)]
    item.frame = Frame(blocks=(*blocks, Block("paragraph", below)))
    item.sections = section(text, kind="summary") if text else []
    read_pay(item)
    pay = item.facts["salary"]
    return pay.min, pay.max, pay.period


@pytest.mark.parametrize(
    ("raw", "below", "period"),
    [
        ("£34,200 to £38,900", "per annum on grade 6", "year"),
        ("€3.100 - €3.600", "pro Monat, je nach Erfahrung", "month"),
        ("CHF 6'200", "Monthly", "month"),
        ("2 900 € à 3 300 €", "par mois", "month"),
        ("£34,200 to £38,900", "Monthly newsletter", None),
        ("£34,200 to £38,900", "Yearly leave of 30 days", None),
        ("£34,200 to £38,900", "", None),
    ],
)
def test_the_period_on_the_line_below(raw: str, below: str, period: str | None) -> None:
    assert pay_of(("Salary", raw), below=below)[2] == period


@pytest.mark.parametrize(
    ("above", "period"),
    [("The basic monthly", "month"), ("We pay the basic", None), ("Paid monthly.", None)],
)
def test_the_period_that_a_line_end_cuts_off(above: str, period: str | None) -> None:
    item = RawPosting(url="https://kestrel.example/jobs/1", source="kestrel.example", kind="html")
    lines = (above, "salary of a keeper is EUR 4 210 before tax")
    item.frame = Frame(blocks=tuple(Block("paragraph", line) for line in lines))
    item.sections = section(*lines, kind="summary")
    read_pay(item)
    pay = item.facts["salary"]
    assert (pay.min, pay.period) == ("4210", period)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("New keepers begin at €41,200 per annum and climb from there.", "year"),
        ("A keeper costs €41,500 per annum.", None),
        ("At first €41,200 a year, which is €41,200 a month in dreams.", None),
    ],
)
def test_the_period_behind_a_figure_of_the_text(text: str, period: str | None) -> None:
    assert pay_of(("Salary scale", "€41,200 - €44,000 - €46,300"), text=text)[2] == period


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (("Salary grade range", "Anticipated hiring range"), ("54000", "58000", "year")),
        (("Pay range", "Recruitment range"), ("54000", "58000", "year")),
        (("Salary range", "Salary"), ("48000", "71000", "year")),
    ],
)
def test_what_a_new_person_is_paid_comes_before_the_grade(
    labels: tuple[str, str], expected: tuple[str, ...]
) -> None:
    values = ("$48,000 - $71,000 a year", "$54,000 - $58,000 a year")
    assert pay_of(*zip(labels, values, strict=True)) == expected


def small_figures(*more: tuple[str, str]) -> tuple[str | None, ...] | None:
    """Return the ends and the period of two small figures, each under a label of its own."""
    item = RawPosting(url="https://kestrel.example/jobs/1", source="kestrel.example", kind="html")
    item.say("salary", "16.50", "label", "pair: Minimum salary")
    item.say("salary", "19.75", "label", "pair: Maximum salary")
    for slot, raw in more:
        item.say("pay_period", raw, "label", f"pair: {slot}")
    read_pay(item)
    pay = item.facts.get("salary")
    return (pay.min, pay.max, pay.period) if pay else None


def test_small_figures_are_pay_where_a_label_says_by_what_it_is_paid() -> None:
    assert small_figures(("Pay basis", "Hourly")) == ("16.50", "19.75", "hour")
    assert small_figures(("Pay basis", "Grade 4")) is None
    assert small_figures() is None
