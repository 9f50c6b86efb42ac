"""The text of a posting, in sections."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import StringConstraints

from crawlers.posting.parts.base import Model, Name

SectionKind = Literal[
    "summary",
    "responsibilities",
    "qualifications_essential",
    "qualifications_desirable",
    "qualifications",
    "competencies",
    "interrelationships",
    "contract",
    "conditions",
    "benefits",
    "eligibility",
    "application_process",
    "about_employer",
    "additional_information",
    "other",
]
SectionBlockKind = Literal["paragraph", "item", "subheading"]


class SectionBlock(Model):
    """A block of a section."""

    kind: SectionBlockKind
    """What it is."""
    text: Annotated[str, StringConstraints(min_length=1)]
    """Its text, without a list mark."""
    standard: bool = False
    """Whether it is the employer's recurring text."""


class Section(Model):
    """A part of the posting under one heading."""

    kind: SectionKind
    """What it tells; an unknown heading makes `other`."""
    heading: Name | None = None
    """As printed; null where the site lost it."""
    blocks: list[SectionBlock]
    """In the order of the page."""
