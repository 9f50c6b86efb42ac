"""What the job asks for: languages, experience, schooling, certificates, nationality, clearance."""

from __future__ import annotations

from typing import Literal

from crawlers.posting.parts.base import Country, LanguageTag, Model, Name

Necessity = Literal["essential", "desirable"]


class LanguageRequirement(Model):
    """One requirement; "V in one, I in the other" is two rows with the same `any_of`."""

    any_of: list[LanguageTag]
    """BCP 47; any one of them meets the requirement."""
    level: str | None = None
    """As the scale writes it: `V`, `C1`."""
    scheme: Literal["NATO", "CEFR", "UN"] | None = None
    """Whose scale `level` is of."""
    necessity: Necessity | None = None
    """Null where the page does not rank it."""
    raw: Name
    """The sentence or item it was read from."""


class Experience(Model):
    """Years of work asked for; contract years are not experience."""

    min_months: int | None = None
    """At least this many months."""
    max_months: int | None = None
    """At most this many months."""
    what: str | None = None
    """The field it must be in, as printed."""
    necessity: Necessity | None = None
    """Null where the page does not rank it."""
    raw: Name
    """The sentence or item it was read from."""


class Education(Model):
    """A degree or schooling asked for."""

    level: Literal["secondary", "vocational", "bachelor", "master", "doctorate"] | None = None
    """The lowest that is enough; a bare "university degree" is `bachelor`."""
    what: str | None = None
    """The subject, as printed."""
    necessity: Necessity | None = None
    """Null where the page does not rank it."""
    raw: Name
    """The sentence or item it was read from."""


class Certification(Model):
    """A certificate asked for."""

    name: Name
    """Its usual name: `PRINCE2`, `ITIL`."""
    necessity: Necessity | None = None
    """Null where the page does not rank it."""


class Eligibility(Model):
    """Who may apply, by nationality."""

    nationalities: list[Country] = []
    """ISO 3166-1 alpha-2, where the page lists countries."""
    group: Literal["nato-members", "eu-members", "un-members", "osce-members"] | None = None
    """Where only the group is named."""
    raw: Name
    """The sentence it was read from."""


class SecurityClearance(Model):
    """A security clearance asked for."""

    required: bool | None = None
    """Whether the post needs one."""
    scheme: Literal["NATO", "EU", "national"] | None = None
    """Whose clearance, where the page says."""
    level: str | None = None
    """As printed: `NATO SECRET`."""
    raw: Name
    """The sentence or value it was read from."""
