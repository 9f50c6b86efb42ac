"""The slots: what a label, a selector or a constant of a plugin can be about. docs/plugins.md lists
them, made from this table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from crawlers.output.near_misses import did_you_mean

Slot = Literal[
    "title",
    "organization",
    "unit",
    "reference",
    "requisition",
    "vacancy",
    "post",
    "location",
    "workplace",
    "employment_type",
    "date_posted",
    "date_updated",
    "valid_through",
    "start_date",
    "salary",
    "salary_estimate",
    "currency",
    "pay_period",
    "grade",
    "seniority",
    "language",
    "experience",
    "education",
    "skill",
    "industry",
    "category",
    "openings",
    "contract_type",
    "duration",
    "nationality",
    "clearance",
    "reports_to",
    "direct_reports",
    "indirect_reports",
    "apply_url",
    "document",
    "hours",
    "travel",
    "telework",
    "time_zone",
    "visa_sponsorship",
    "relocation",
    "status",
    "ignored",
]

SLOTS: Mapping[Slot, str] = {
    "title": "The name of the job, as the page prints it.",
    "organization": "The employer.",
    "unit": "A part of the employer: a department, a branch, a team.",
    "reference": "The posting's number, as applicants are asked to quote it.",
    "requisition": "The number of the opening in the employer's own system.",
    "vacancy": "A number that the page calls that of the vacancy or the notice.",
    "post": "The number of the post in the employer's staff plan.",
    "location": "Where the work is done: towns, regions, countries.",
    "workplace": "Whether the work is done on site, at home or both.",
    "employment_type": "Full-time, part-time, an internship, a temporary job.",
    "date_posted": "The day of posting.",
    "date_updated": "The day of the last change.",
    "valid_through": "The last day, or hour, to apply.",
    "start_date": "The day on which the work begins.",
    "salary": "The pay: one figure or a range, with currency and period where they stand there.",
    "salary_estimate": "A guess of the site at the pay, not the employer's word.",
    "currency": "The currency of a pay that is printed without one: `EUR`.",
    "pay_period": "What a pay is for, where that is printed apart: an hour, a month, a year.",
    "grade": "A step of a pay scale: `P-3`, `TVöD E 11`.",
    "seniority": "The level of the job: junior, senior, head.",
    "language": "Languages that are asked for.",
    "experience": "Years and kinds of work that are asked for.",
    "education": "Schooling and degrees that are asked for.",
    "skill": "Skills that are asked for, each by itself or in one list.",
    "industry": "The employer's trade.",
    "category": "The kind of work, as the site sorts its postings.",
    "openings": "How many people are sought.",
    "contract_type": "Whether the contract ends: permanent, fixed-term, freelance.",
    "duration": "How long a contract or a project runs.",
    "nationality": "Whose citizens may apply.",
    "clearance": "A security clearance that is asked for.",
    "reports_to": "The post that the job reports to.",
    "direct_reports": "How many people report to the job.",
    "indirect_reports": "How many people stand below those.",
    "apply_url": "Where to apply: an address of the web, or `mailto:`.",
    "document": "Papers that belong to an application.",
    "hours": "The working hours of a week or a day.",
    "travel": "How much of the work is travel.",
    "telework": "How much of the work may be done at home.",
    "time_zone": "The time zones that a remote job asks for.",
    "visa_sponsorship": "Whether the employer sponsors a visa.",
    "relocation": "Whether the employer helps with moving.",
    "status": "What sites call the kind of job or its level by: permanent, senior.",
    "ignored": "Nothing: a label that is known and of no use (views, share).",
}
"""By slot, what is said of it."""


class WrongDeclaration(TypeError):
    """A plugin whose declarations cannot work; the message is a sentence for its author."""


def unknown_slot(names: Iterable[str]) -> str:
    """Return a sentence for the first name that is no slot; "" where all are."""
    for name in names:
        if name not in SLOTS:
            meant = did_you_mean(name, SLOTS) or "."
            return f"there is no slot {name!r}{meant} The slots: {', '.join(SLOTS)}"
    return ""
