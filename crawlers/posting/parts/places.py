"""Places: where the work is done, and where a remote job may be done from."""

from __future__ import annotations

from crawlers.posting.parts.base import Country, Model, Name, RegionCode, UtcOffset


class Location(Model):
    """A place of work (schema.org jobLocation)."""

    raw: Name
    """As printed: `Belgium-Brussels`, `Brussels, Belgium`, `LU-Capellen`."""
    city: Name | None = None
    """The English name of the town where one is known, else as printed."""
    region: Name | None = None
    """State, province or district, where the page names one."""
    region_code: RegionCode | None = None
    """ISO 3166-2 code of `region`, however the page prints it: `US-CA` for "California" and "CA";
    null where the name is of no such region, or of several."""
    country: Country | None = None
    """ISO 3166-1 alpha-2."""


class ApplicantLocation(Model):
    """A place that applicants for remote work must live or work in (schema.org
    applicantLocationRequirements)."""

    raw: Name
    """As printed: `EMEA`, `US only`, `UK or Ireland`. The usual source is a remote job's location
    line, or JSON-LD `applicantLocationRequirements`."""
    country: Country | None = None
    """ISO 3166-1 alpha-2; null where the place is larger than a country."""
    region: Name | None = None
    """A part of `country` (`California`), or a group of countries where `country` is null
    (`EMEA`)."""
    region_code: RegionCode | None = None
    """ISO 3166-2 code of a `region` within `country`."""


class TimeZones(Model):
    """The time zones that a remote job asks for; a single zone is earliest = latest."""

    raw: Name
    """The words it was read from: `within 3 hours of CET`."""
    earliest: UtcOffset | None = None
    """The western bound as UTC offset, the smaller one: `-05:00`. Standard time where the zone has
    summer time."""
    latest: UtcOffset | None = None
    """The eastern bound as UTC offset, the larger one: `+02:00`."""
