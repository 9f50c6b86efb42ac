"""What one record of Oracle's says of a posting."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from crawlers.platforms.records.employer_fields import Field, say_fields
from crawlers.platforms.records.record import (
    Record,
    headed,
    say_places,
    without_payroll_number,
)
from crawlers.text.word_lists import load

if TYPE_CHECKING:
    from crawlers.posting.raw import RawPosting
    from crawlers.text.blocks import Block

_TEXTS = (
    ("ExternalDescriptionStr", "", "summary"),
    ("ExternalResponsibilitiesStr", "Responsibilities", "responsibilities"),
    ("ExternalQualificationsStr", "Qualifications", "qualifications"),
    ("CorporateDescriptionStr", "About Us", "about_employer"),
    ("OrganizationDescriptionStr", "About the Organization", "about_employer"),
)
"""Members with text: their heading on the platform's own pages, and the kind of section."""

_SLOTS = {
    "title": "Title",
    "category": "Category",
    "employment_type": "JobSchedule",
    "date_posted": "ExternalPostedStartDate",
    "valid_through": "ExternalPostedEndDate",
    "workplace": "WorkplaceType",
    "openings": "NumberOfOpenings",
    "education": "StudyLevel",
    "unit": "Department",
    "contract_type": "ContractType",
    "travel": "DomesticTravelRequired",
    "grade": "JobGrade",
    "seniority": "JobLevel",
    "hours": "WorkHours",
}
"""By slot, the member that says it."""
_TRAVEL = "InternationalTravelRequired"
_NAME = re.compile(r"[^<>.!?:]{2,60}")
_WORDS_OF_NAME = 6
"""Characters and words of a description of the organization that is its name and no more."""


def read_job(raw: RawPosting, job: Record) -> list[Block]:
    """Say what a record says, and return the blocks of its text."""
    raw.key = job.text("Id")
    number = job.text("RequisitionNumber") or raw.key
    raw.say("requisition", number, "selector", "$.Id")
    job.say(raw, **_SLOTS)
    name = without_payroll_number(job.text("LegalEmployer"))
    raw.say("organization", name, "selector", f"{job.path}.LegalEmployer")
    job.say(raw, category="JobFunction", employment_type="JobType", travel=_TRAVEL)
    job.say(raw, employment_type="WorkerType", unit="BusinessUnit", hours="JobShift")
    job.say(raw, unit="Organization")
    for skill in job.parts("skills"):
        skill.say(raw, skill="Skill")
        skill.drop("SectionName")
    _places(raw, job)
    say_fields(raw, _fields(job.parts("requisitionFlexFields")))
    _employer(raw, job.members.get("OrganizationDescriptionStr"))
    job.drop(*load("internal_members")["oracle_recruiting"])
    return [
        block for name, heading, kind in _TEXTS for block in headed(heading, job.text(name), kind)
    ]


def _places(raw: RawPosting, job: Record) -> None:
    """Say the first place and the others."""
    others = job.parts("secondaryLocations")
    places = [job.text("PrimaryLocation"), *(place.text("Name") for place in others)]
    say_places(
        raw,
        [place for place in places if place],
        "$.PrimaryLocation",
        job.text("PrimaryLocationCountry"),
    )
    for place in others:
        place.drop("CountryCode", "GeographyId", "GeographyNodeId", "RequisitionLocationId")


def _fields(fields: list[Record]) -> Iterator[Field]:
    """Yield the fields that the employer has added."""
    for field in fields:
        yield Field(field.text("Prompt"), field.text("Value"), field.path)
        field.drop("ControlType", "SequenceNumber")


def _employer(raw: RawPosting, described: Any) -> None:
    """Say the employer where the record names it by a description of the organization that is a
    bare name."""
    words = described.strip() if isinstance(described, str) else ""
    if _NAME.fullmatch(words) and len(words.split()) <= _WORDS_OF_NAME:
        raw.say("organization", words, "selector", "$.OrganizationDescriptionStr")
