"""The record: what a page said (`raw`), what the feed promises (`schema`), and its line (`line`).

The models are imported on first use: reading a line of the feed needs no pydantic.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from crawlers.posting.raw import RawPosting, Reading, Removed, Said, Slot
    from crawlers.posting.schema import (
        ApplicantLocation,
        Certification,
        Contract,
        Education,
        Eligibility,
        EmploymentType,
        Experience,
        Flag,
        Grade,
        Identifier,
        Inferred,
        JobPosting,
        LanguageRequirement,
        Lifecycle,
        Location,
        Necessity,
        Offer,
        Organization,
        Pay,
        Reports,
        Section,
        SectionBlock,
        SectionKind,
        SecurityClearance,
        Seniority,
        TimeZones,
        When,
        WorkHours,
    )

__all__ = [
    "ApplicantLocation",
    "Certification",
    "Contract",
    "Education",
    "Eligibility",
    "EmploymentType",
    "Experience",
    "Flag",
    "Grade",
    "Identifier",
    "Inferred",
    "JobPosting",
    "LanguageRequirement",
    "Lifecycle",
    "Location",
    "Necessity",
    "Offer",
    "Organization",
    "Pay",
    "RawPosting",
    "Reading",
    "Removed",
    "Reports",
    "Said",
    "Section",
    "SectionBlock",
    "SectionKind",
    "SecurityClearance",
    "Seniority",
    "Slot",
    "TimeZones",
    "When",
    "WorkHours",
]

_IN_RAW = frozenset({"RawPosting", "Reading", "Removed", "Said", "Slot"})


def __getattr__(name: str) -> Any:
    """Import a name of this package from its module (PEP 562)."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{'raw' if name in _IN_RAW else 'schema'}"), name)
