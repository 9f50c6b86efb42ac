"""A posting as a schema.org JobPosting, without loss.

What schema.org has a word for is stated in its words, with the properties that Google for Jobs asks
for whenever the source has them
(https://developers.google.com/search/docs/appearance/structured-data/job-posting). Everything else,
and what the words of schema.org cannot hold exactly (a deadline without a zone, a grade), stands
under `ext:`, in the feed's own form.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from crawlers.posting.parts.terms import Pay
from crawlers.posting.parts.when import When
from crawlers.posting.schema import JobPosting

CONTEXT: list[Any] = ["https://schema.org/", {"ext": "urn:jobwire:posting:1#"}]

_SAME = {
    "title": "title",
    "url": "url",
    "openings": "totalJobOpenings",
    "employment_types": "employmentType",
    "skills": "skills",
    "industries": "industry",
    "categories": "occupationalCategory",
    "benefits": "jobBenefits",
}
"""Fields that schema.org holds as they are."""

_DEGREES = {
    "secondary": "high school",
    "vocational": "professional certificate",
    "bachelor": "bachelor degree",
    "master": "postgraduate degree",
    "doctorate": "postgraduate degree",
}
"""Google's words for `credentialCategory`."""


def to_jsonld(posting: JobPosting) -> dict[str, Any]:
    """Return the posting as a JSON-LD object, ready for `json.dumps`."""
    fields = posting.model_dump(mode="json", exclude_defaults=True) | {
        "schema_version": posting.schema_version
    }
    html = fields.pop("description_html", None)
    text = fields.pop("description", None) if html is None else None
    said = {word: fields.pop(name, None) for name, word in _SAME.items()}
    said |= {"description": text if html is None else html, **dict(_derived(posting))}
    if said["description"] is not None:
        fields["description_form"] = "text" if html is None else "html"
    return {
        "@context": CONTEXT,
        "@type": "JobPosting",
        **{word: value for word, value in said.items() if value is not None},
        **{f"ext:{name}": value for name, value in fields.items()},
    }


def _derived(posting: JobPosting) -> Iterator[tuple[str, Any]]:
    """Yield what schema.org states in other words than the feed."""
    if posting.organization:
        units = [{"@type": "Organization", "name": unit} for unit in posting.organization.units]
        yield (
            "hiringOrganization",
            {"@type": "Organization", "name": posting.organization.name}
            | ({"url": posting.organization.url} if posting.organization.url else {})
            | ({"department": units} if units else {}),
        )
    yield (
        "identifier",
        [_identifier(each.scheme, each.value) for each in posting.identifiers] or None,
    )
    yield "datePosted", posting.date_posted.date if posting.date_posted else None
    yield "dateModified", _moment(posting.date_modified)
    yield "validThrough", _moment(posting.valid_through)
    yield from _places(posting)
    yield "baseSalary", _money(posting.salary)
    yield "estimatedSalary", _money(posting.salary_estimate)
    yield from _requirements(posting)


def _requirements(posting: JobPosting) -> Iterator[tuple[str, Any]]:
    """Yield when the work starts, and what it asks for; what is only desirable is left out."""
    if posting.start_date:
        yield "jobStartDate", posting.start_date.date
        yield "jobImmediateStart", True if posting.start_date.kind == "immediate" else None
    levels = [
        _DEGREES[each.level]
        for each in posting.education
        if each.level and each.necessity != "desirable"
    ]
    if levels:
        yield (
            "educationRequirements",
            {"@type": "EducationalOccupationalCredential", "credentialCategory": levels[0]},
        )
    months = [
        each.min_months
        for each in posting.experience
        if each.min_months and each.necessity != "desirable"
    ]
    if months:
        yield (
            "experienceRequirements",
            {"@type": "OccupationalExperienceRequirements", "monthsOfExperience": max(months)},
        )
    yield "workHours", posting.work_hours.raw if posting.work_hours else None
    yield "eligibilityToWorkRequirement", posting.eligibility.raw if posting.eligibility else None
    yield (
        "securityClearanceRequirement",
        posting.security_clearance.raw if posting.security_clearance else None,
    )


def _identifier(scheme: str, value: str) -> dict[str, str]:
    return {"@type": "PropertyValue", "name": scheme, "value": value}


def _moment(when: When | None) -> str | None:
    """Return the instant where it is one, else the printed day and clock without a zone."""
    if when is None or when.date is None:
        return None
    if when.time is None:
        return when.date
    return (
        when.latest if when.latest and when.earliest == when.latest else f"{when.date}T{when.time}"
    )


def _places(posting: JobPosting) -> Iterator[tuple[str, Any]]:
    places = [
        {
            "@type": "Place",
            "address": {
                "@type": "PostalAddress",
                **{
                    word: value
                    for word, value in (
                        ("addressLocality", place.city),
                        ("addressRegion", place.region),
                        ("addressCountry", place.country),
                    )
                    if value
                },
            }
            if place.city or place.region or place.country
            else place.raw,
        }
        for place in posting.locations
    ]
    yield "jobLocation", places or None
    if posting.workplace == "remote":
        yield "jobLocationType", "TELECOMMUTE"
        yield "applicantLocationRequirements", list(_applicant_places(posting)) or None


def _applicant_places(posting: JobPosting) -> Iterator[dict[str, str]]:
    """Yield where the remote job may be done from; where nothing is stated, the countries of the
    job. Google asks for one and knows the types Country and State."""
    if not posting.applicant_locations:
        for country in dict.fromkeys(place.country for place in posting.locations if place.country):
            yield {"@type": "Country", "name": country}
    for place in posting.applicant_locations:
        if place.country and place.region:
            yield {"@type": "State", "name": f"{place.region}, {place.country}"}
        elif place.country:
            yield {"@type": "Country", "name": place.country}
        else:
            yield {"@type": "AdministrativeArea", "name": place.region or place.raw}


def _money(pay: Pay | None) -> dict[str, Any] | None:
    """Return an amount; None without a currency, since Google refuses that."""
    if pay is None or pay.currency is None or not (pay.min or pay.max):
        return None
    bounds = (
        {"value": _number(pay.min)}
        if pay.min == pay.max
        else {"minValue": _number(pay.min), "maxValue": _number(pay.max)}
    )
    unit = {"unitText": pay.period.upper()} if pay.period else {}
    value = {
        "@type": "QuantitativeValue",
        **{name: each for name, each in bounds.items() if each is not None},
        **unit,
    }
    return {"@type": "MonetaryAmount", "currency": pay.currency, "value": value}


def _number(digits: str | None) -> int | float | None:
    if digits is None:
        return None
    return float(digits) if "." in digits else int(digits)
