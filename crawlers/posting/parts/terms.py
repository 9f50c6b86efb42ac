"""The terms of the job: hours, pay, grade, contract, what is offered, who reports to whom."""

from __future__ import annotations

from typing import Literal

from crawlers.posting.parts.base import Currency, Decimal, Duration, Model, Name

EmploymentType = Literal[
    "FULL_TIME", "PART_TIME", "CONTRACTOR", "TEMPORARY", "INTERN", "VOLUNTEER", "PER_DIEM", "OTHER"
]


class Offer(Model):
    """Something that the employer offers or rules out, with the sentence that says so."""

    offered: bool | None = None
    """Whether it is offered; null where the sentence speaks of it and decides nothing."""
    raw: Name
    """The sentence it was read from."""


class WorkHours(Model):
    """The working time (schema.org workHours)."""

    raw: Name
    """As printed: `38.5 hours a week, rotating shifts`. The usual source is a header label, a
    sentence on conditions, or JSON-LD `workHours`."""
    hours_per_week: Decimal | None = None
    """Hours of a week, plain digits: `38.5`; null where the page gives a range or no figure."""
    shifts: list[Name] = []
    """The shifts, as printed: `night shift`, `06:00-14:00`."""


class Pay(Model):
    """A pay range (schema.org baseSalary); a lone figure is min = max."""

    raw: Name
    """As printed."""
    min: Decimal | None = None
    """Lower bound, plain digits in units of `currency`."""
    max: Decimal | None = None
    """Upper bound."""
    currency: Currency | None = None
    """ISO 4217; null unless printed. A mark of several ("$", "kr") is that of the country of work
    where the page names it."""
    period: Literal["hour", "day", "week", "month", "year"] | None = None
    """What the figure is paid for; null unless printed."""
    basis: Literal["gross", "net", "tax_free"] | None = None
    """How it is taxed, where the page says."""


class Grade(Model):
    """A grade in the employer's own scale."""

    raw: Name
    """As printed: `NATO Grade G15-G17`."""
    system: str | None = None
    """The scale, known from the employer and never from the pattern: `NATO`, `UN`, `EU`,
    `Coordinated Organisations` ..."""
    code: str | None = None
    """Lowest grade: `G15`."""
    code_max: str | None = None
    """Highest grade of a range or a twin grade: `G17`."""


class Seniority(Model):
    """How senior the post is, where the page has a field for it."""

    raw: Name
    """As printed."""
    level: (
        Literal["entry", "junior", "mid", "senior", "lead", "manager", "director", "executive"]
        | None
    ) = None
    """On one scale; null where the word fits none."""


class Contract(Model):
    """The terms of the contract offered."""

    type: (
        Literal["definite", "indefinite", "temporary", "consultancy", "internship", "secondment"]
        | None
    ) = None
    """What kind of contract."""
    duration: Duration | None = None
    """ISO 8601 duration of the first contract: `P3Y`."""
    renewable: bool | None = None
    """Whether it may be renewed."""
    max_service: Duration | None = None
    """The longest service the page foresees."""
    raw: Name
    """The sentence it was read from."""


class Reports(Model):
    """Who reports to the post, and to whom it reports."""

    direct: int | None = None
    """Number of direct reports; "N/A" is 0, "up to 5" is 5."""
    indirect: int | None = None
    """Number of indirect reports."""
    to: str | None = None
    """The superior, as printed."""
    raw: Name | None = None
    """The words it was read from."""
