"""The shapes in which sites write the members of a JobPosting, read through all stages.

Whatever a member holds, the posting is read.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scrapy.utils.project import get_project_settings

from crawlers.extract.answer import Answer
from crawlers.extract.jsonld.pay import pay_of
from crawlers.extract.jsonld.statements import say_jobposting
from crawlers.page import jsonld_scripts
from crawlers.page.jsonld_text import description_blocks
from crawlers.posting import JobPosting, RawPosting
from crawlers.runs.read_page import PageReader, PageResult
from crawlers.spider.generic import GenericSpider

READER = PageReader(get_project_settings().getdict("ITEM_PIPELINES"))
TEXT = (
    "<p>You cook for the forty people of a lightship and bake their bread.</p>"
    "<p>You order what the galley needs and keep its books.</p>"
)
SOUND = {"@type": "JobPosting", "title": "Ship Cook", "description": TEXT}


def read(**members: Any) -> PageResult:
    script = json.dumps({**SOUND, **members})
    html = f'<html><body><script type="application/ld+json">{script}</script></body></html>'
    body = html.encode("utf-8", "replace")
    return READER.read(
        Answer(body, content_type="text/html; charset=utf-8", day=date(2026, 3, 10)), GenericSpider
    )


def posting(**members: Any) -> JobPosting:
    result = read(**members)
    assert result.problems == []
    return JobPosting.model_validate(result.posting)


def unread(**members: Any) -> list[str]:
    raw = RawPosting(source="test")
    say_jobposting(raw, members)
    assert not raw.said
    return [path for path, _ in raw.unread]


# --- Each member in its shapes --------------------------------------------------------------------


@pytest.mark.parametrize(
    "value",
    [
        {"@type": "OccupationalExperienceRequirements", "monthsOfExperience": 36},
        {"monthsOfExperience": "36", "description": "In a galley"},
        {"monthsOfExperience": 36.0},
        {"monthsOfExperience": {"@type": "QuantitativeValue", "value": 36}},
        [{"monthsOfExperience": 36}, "Liking for company"],
        ["Liking for company", {"monthsOfExperience": 36}],
        {"@list": [{"monthsOfExperience": 36}]},
        "At least 3 years in a galley",
        {"description": "At least 3 years in a galley"},
    ],
)
def test_experience(value: Any) -> None:
    assert [row.min_months for row in posting(experienceRequirements=value).experience] == [36]


def test_several_rows_of_experience_belong_together() -> None:
    rows = posting(experienceRequirements=[{"monthsOfExperience": 36}, {"monthsOfExperience": 12}])
    assert [row.min_months for row in rows.experience] == [36, 12]


@pytest.mark.parametrize(
    "value",
    [
        True,
        {"monthsOfExperience": "some"},
        {"monthsOfExperience": 1e9},
        [[[]]],
        0.5,
    ],
)
def test_experience_of_no_known_shape_is_left_out(value: Any) -> None:
    assert posting(experienceRequirements=value).experience == []


@pytest.mark.parametrize(
    "value",
    [
        {"@type": "EducationalOccupationalCredential", "credentialCategory": "bachelor degree"},
        {"name": "What you learned", "credentialCategory": "bachelor degree"},
        {"credentialCategory": {"@type": "DefinedTerm", "name": "Bachelor's degree"}},
        [{"credentialCategory": ["bachelor degree"]}],
        "Bachelor's degree",
    ],
)
def test_education(value: Any) -> None:
    members = {"educationRequirements": value, "experienceInPlaceOfEducation": True}
    assert [row.level for row in posting(**members).education] == ["bachelor"]


OBAN = {"addressLocality": "Oban", "addressCountry": {"@type": "Country", "name": "GB"}}


@pytest.mark.parametrize(
    "value",
    [
        {"@type": "Place", "address": {"@type": "PostalAddress", **OBAN}},
        {"@type": "PostalAddress", **OBAN},
        {"@type": ["Place"], "address": [OBAN]},
        {"address": {**OBAN, "addressCountry": [{"identifier": "GB"}]}},
        {"address": "Oban, United Kingdom"},
        {"address": {"name": "Oban, United Kingdom"}},
        {"name": "Oban, United Kingdom", "address": {}},
        [[{"address": {**OBAN, "addressCountry": "GB"}}]],
        "Oban, United Kingdom",
    ],
)
def test_places(value: Any) -> None:
    assert [(p.city, p.country) for p in posting(jobLocation=value).locations] == [("Oban", "GB")]


def test_several_towns_in_one_address_are_several_places() -> None:
    found = posting(
        jobLocation={"address": {"addressLocality": ["Oban", "Leeds"], "addressCountry": "GB"}}
    )
    assert [(p.city, p.country) for p in found.locations] == [("Oban", "GB"), ("Leeds", "GB")]


@pytest.mark.parametrize(
    "value",
    [
        "TELECOMMUTE",
        ["TELECOMMUTE"],
        {"@id": "https://schema.org/TELECOMMUTE"},
    ],
)
def test_remote_work(value: Any) -> None:
    where = {"@type": "Country", "name": "DE"}
    found = posting(jobLocationType=value, applicantLocationRequirements=where)
    assert (found.workplace, found.locations) == ("remote", [])
    assert posting(jobLocation={"@type": ["VirtualLocation"]}).workplace == "remote"


@pytest.mark.parametrize(
    ("members", "wanted"),
    [
        ({"baseSalary": 45000, "salaryCurrency": "EUR"}, ("45000", "45000", "EUR", None)),
        ({"baseSalary": "45000", "salaryCurrency": ["EUR"]}, ("45000", "45000", "EUR", None)),
        ({"baseSalary": "40000 - 45000", "salaryCurrency": "EUR"}, ("40000", "45000", "EUR", None)),
        (
            {"baseSalary": {"value": {"@value": 45000}, "currency": "EUR"}},
            ("45000", "45000", "EUR", None),
        ),
        (
            {
                "baseSalary": {
                    "@type": "PriceSpecification",
                    "price": 15,
                    "priceCurrency": "EUR",
                    "unitText": "HOUR",
                }
            },
            ("15", "15", "EUR", "hour"),
        ),
        (
            {
                "baseSalary": {
                    "minPrice": 15,
                    "maxPrice": "18",
                    "priceCurrency": "EUR",
                    "unitCode": "HUR",
                }
            },
            ("15", "18", "EUR", "hour"),
        ),
        (
            {
                "baseSalary": [
                    {
                        "currency": {"name": "EUR"},
                        "value": {"value": 15, "unitText": {"name": "HOUR"}},
                    }
                ]
            },
            ("15", "15", "EUR", "hour"),
        ),
    ],
)
def test_pay(members: dict[str, Any], wanted: tuple[str | None, ...]) -> None:
    pay = posting(**members).salary
    assert pay is not None
    assert (pay.min, pay.max, pay.currency, pay.period) == wanted


@pytest.mark.parametrize(
    "value",
    [
        [30000, 40000],
        {"value": [30000, 40000], "currency": "EUR"},
        {"median": 4},
        {"value": {"value": True}},
    ],
)
def test_pay_of_no_known_shape_is_left_out_and_noted(value: Any) -> None:
    assert posting(baseSalary=value).salary is None
    assert unread(baseSalary=value) == (["$.baseSalary"] if "True" not in str(value) else [])


@pytest.mark.parametrize(
    "value",
    [
        "Harbour Lights",
        {"name": "Harbour Lights"},
        [{"@id": "#x"}, {"legalName": "Harbour Lights"}],
        {"name": {"@value": "Harbour Lights", "@language": "en"}},
        {"name": ["Harbour Lights"]},
    ],
)
def test_employer(value: Any) -> None:
    organization = posting(hiringOrganization=value).organization
    assert organization is not None
    assert organization.name == "Harbour Lights"


def test_an_employer_that_is_only_referred_to() -> None:
    employer = {"@type": "Organization", "@id": "#us", "name": "Harbour Lights"}
    job = {**SOUND, "hiringOrganization": {"@id": "#us"}, "jobLocation": [{"@id": "#gone"}]}
    (found,) = jsonld_scripts.postings([job, employer])
    assert found["hiringOrganization"] == employer
    assert found["jobLocation"] == [{"@id": "#gone"}]
    assert posting(hiringOrganization={"@id": "#us"}).organization is None


@pytest.mark.parametrize(
    "value",
    [
        "L-47",
        ["L-47"],
        {"@type": "PropertyValue", "name": "Harbour Lights", "value": "L-47"},
        {"@value": "L-47"},
        {"value": {"@value": "L-47"}},
    ],
)
def test_identifier(value: Any) -> None:
    assert [i.value for i in posting(identifier=value).identifiers] == ["L-47"]


def test_an_identifier_may_be_a_number() -> None:
    assert [i.value for i in posting(identifier=4711.0).identifiers] == ["4711"]
    assert [i.value for i in posting(identifier={"value": 4711}).identifiers] == ["4711"]


@pytest.mark.parametrize(
    "value",
    [
        "PART_TIME",
        ["PART_TIME"],
        {"@type": "DefinedTerm", "name": "PART_TIME"},
        {"termCode": "PART_TIME"},
        {"@id": "https://schema.org/PART_TIME"},
    ],
)
def test_employment_type(value: Any) -> None:
    assert posting(employmentType=value).employment_types == ["PART_TIME"]


def test_lists_of_terms() -> None:
    found = posting(
        industry=[{"@type": "DefinedTerm", "name": "Shipping"}, "Shipping", ["Food"]],
        occupationalCategory={"@type": "CategoryCode", "codeValue": "35-1011"},
        skills=[{"@type": "DefinedTerm", "name": "soup"}, "fish, bread", 7],
    )
    assert (found.industries, found.categories) == (["Shipping", "Food"], ["35-1011"])
    assert found.skills == ["soup", "fish", "bread", "7"]


@pytest.mark.parametrize(
    "value",
    [
        3,
        "3",
        3.0,
        {"@value": "3"},
        {"@type": "QuantitativeValue", "value": 3},
        [3],
    ],
)
def test_openings(value: Any) -> None:
    assert posting(totalJobOpenings=value).openings == 3


@pytest.mark.parametrize(
    "value",
    [
        "2026-03-01",
        {"@type": "DateTime", "@value": "2026-03-01T10:00:00Z"},
        {"@type": "Date", "value": "2026-03-01"},
        ["2026-03-01"],
        1772359200,
        1772359200000,
        "1772359200",
        {"$date": 1772359200000},
        {"date": "2026-03-01 10:00:00.000000"},
    ],
)
def test_dates(value: Any) -> None:
    found = posting(datePosted=value, validThrough=value)
    assert found.date_posted is not None and found.date_posted.date == "2026-03-01"
    assert found.valid_through is not None and found.valid_through.date == "2026-03-01"


@pytest.mark.parametrize(
    "value",
    [
        [2026, 3, 1],
        {"year": 2026, "monthValue": 3},
        {"text": {"x": "2026"}},
    ],
)
def test_a_date_of_no_known_shape_is_left_out_and_noted(value: Any) -> None:
    assert posting(datePosted=value).date_posted is None
    assert unread(datePosted=value) == ["$.datePosted"]


@pytest.mark.parametrize(
    "value",
    [
        None,
        "",
        0,
        False,
        [],
        {},
        {"@type": "Date"},
        [{"@type": "Date", "@id": "-"}],
        "N/A",
    ],
)
def test_what_holds_nothing_is_not_noted(value: Any) -> None:
    assert unread(datePosted=value) == []


@pytest.mark.parametrize(
    "value",
    [
        TEXT,
        [TEXT],
        {"@value": TEXT},
        {"@type": "TextObject", "text": TEXT},
    ],
)
def test_description(value: Any) -> None:
    assert [b.text[:8] for b in description_blocks({"description": value})] == [
        "You cook",
        "You orde",
    ]


# --- Any value in any member ----------------------------------------------------------------------

MEMBERS = (
    "name",
    "hiringOrganization",
    "employmentUnit",
    "jobLocation",
    "jobLocationType",
    "employmentType",
    "datePosted",
    "validThrough",
    "jobStartDate",
    "workHours",
    "baseSalary",
    "salaryCurrency",
    "estimatedSalary",
    "identifier",
    "industry",
    "occupationalCategory",
    "skills",
    "experienceRequirements",
    "educationRequirements",
    "totalJobOpenings",
    "url",
    "qualifications",
    "responsibilities",
    "jobBenefits",
    "directApply",
    "applicantLocationRequirements",
    "experienceInPlaceOfEducation",
    "@id",
    "@context",
)
KEYS = st.sampled_from(
    (
        "name",
        "value",
        "@value",
        "@type",
        "@id",
        "@list",
        "address",
        "addressLocality",
        "addressRegion",
        "addressCountry",
        "streetAddress",
        "minValue",
        "maxValue",
        "unitText",
        "currency",
        "price",
        "monthsOfExperience",
        "credentialCategory",
        "department",
        "description",
        "identifier",
        "date",
    )
)
WORDS = st.sampled_from(
    (
        "3 years of experience",
        "Bachelor's degree",
        "Oban, United Kingdom",
        "EUR 40,000 - 50,000 a year",
        "FULL_TIME, remote",
        "2026-03-01T25:61:61Z",
        "1 month",
        "https://[",
        "http://x.example/" + "a" * 900,
        "long " * 300,
        "1" * 700,
        "EUR" * 300,
        "40.000 € " + "brutto " * 150,
        "5 years " + "of sailing " * 90,
        "closing 1 March 2026 " + "at noon " * 90,
        "\x00\ud800",
        "JobPosting",
        "VirtualLocation",
        "NaN",
        "-5",
        "36",
        "99999999999999999999",
        "0001-01-01",
        "9999-12-31",
    )
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12) | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(MEMBERS), VALUES, max_size=6))
@example(
    {
        "experienceRequirements": {
            "@type": "OccupationalExperienceRequirements",
            "monthsOfExperience": 36,
        }
    }
)
@settings(max_examples=250)
def test_whatever_the_members_hold_a_posting_with_title_and_description_is_read(
    members: dict[str, Any],
) -> None:
    assert posting(**members).title == "Ship Cook"


LONG = (
    "5 years " + "of sailing " * 90,
    "40.000 € brutto " + "brutto " * 150 + "a month",
    "Bachelor's degree " + "in sailing " * 90,
    "1 March 2026 " + "at noon " * 90,
    "Oban, United Kingdom " + "and more " * 90,
    "L-" + "1" * 800,
    "http://x.example/" + "a" * 900,
    "permanent " * 100,
)


@pytest.mark.parametrize("text", LONG, ids=lambda text: text[:12])
def test_a_long_text_anywhere_is_no_reason_to_reject(text: str) -> None:
    shapes: tuple[Any, ...] = (
        text,
        {"name": text},
        {"address": {"addressLocality": text, "addressCountry": "GB"}},
        {"address": {"addressLocality": "Oban", "addressCountry": text}},
        {"value": {"value": 5, "unitText": text}},
        {"currency": text, "value": 5},
    )
    for member in MEMBERS:
        for value in shapes:
            assert posting(**{member: value}).title == "Ship Cook"


@pytest.mark.parametrize(
    ("value", "unit", "period"),
    [(2400, "Monat", "month"), (2400, "月", "month"), (85000, "HOUR", None), (21, "HOUR", "hour")],
)
def test_units_of_pay(value: int, unit: str, period: str | None) -> None:
    amount = {"currency": "EUR", "value": {"value": value, "unitText": unit}}
    _, pay = pay_of(amount, "")
    assert pay is not None
    assert pay.period == period
