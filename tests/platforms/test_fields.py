"""What boards put into the fields of platforms: records of invented employers in the forms that
platforms send."""

from __future__ import annotations

from html import escape
from typing import Any

import pytest

from crawlers.extract.answer import NotRead
from tests.platforms.reading import TEXT, places_of, posting_of, read_record, sections_of

# --- All platforms --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "number"),
    [("REF-0071", "REF-0071"), ("Ref. LK/71", "LK/71"), ("Ref 71-B", "71-B"), ("REF/71", "REF/71")],
)
def test_a_number_keeps_the_letters_that_are_part_of_it(typed: str, number: str) -> None:
    posting = greenhouse(TEXT, requisition_id=typed)
    assert [each["value"] for each in posting["identifiers"]] == [number]


def test_what_a_seat_brings_with_commission_is_its_pay() -> None:
    line = "<p>The OTE for this seat is between NOK 510,000 and NOK 640,000 per year.</p>"
    salary = greenhouse(TEXT + line)["salary"]
    assert (salary["min"], salary["max"], salary["period"]) == ("510000", "640000", "year")


@pytest.mark.parametrize(
    ("places", "way"),
    [
        (["Oslo, Norway", "Remote (Norway)"], None),
        (["Remote", "Oslo, Norway"], "remote"),
        (["Hybrid - Oslo", "Remote - Norway"], None),
        (["Remote - Norway", "Remote - Spain"], "remote"),
        (["Hybrid - Oslo", "Hybrid - Bergen"], "hybrid"),
        (["Remote"], "remote"),
    ],
)
def test_one_remote_place_of_a_list_does_not_make_the_posting_remote(
    places: list[str], way: str | None
) -> None:
    main, *others = places
    more = [{"location": each} for each in others]
    job = {"id": "7", "title": "Lamp Keeper", "location": main, "secondaryLocations": more}
    posting = posting_of("ashby", "ternwell", {**job, "descriptionHtml": TEXT})
    assert posting["workplace"] == way


# --- Greenhouse -----------------------------------------------------------------------------------

INTRO = '<div class="content-intro"><p>Ternwell keeps lighthouses in nine countries.</p></div>'
END = '<div class="content-conclusion"><p>Beware of letters that we did not write.</p></div>'


def pay_box(*ranges: tuple[str, str, str]) -> str:
    inner = "".join(
        f'<div class="pay-input"><div class="title">{title}</div><div class="pay-range">'
        f'<span>{low}</span><span class="divider">&mdash;</span><span>{high}</span></div></div>'
        for title, low, high in ranges
    )
    return f'<div class="content-pay-transparency">{inner}</div>'


def greenhouse(content: str, **more: Any) -> dict[str, Any]:
    job = {
        "id": 71,
        "title": "Lamp Keeper",
        "absolute_url": "https://boards.greenhouse.io/ternwell/jobs/71",
        "location": {"name": "Oslo, Norway"},
        "first_published": "2026-02-20T09:00:00-05:00",
        "content": escape(content),
    }
    return posting_of("greenhouse", "ternwell", {**job, **more})


def test_the_boxes_around_a_greenhouse_text_are_sections_of_their_own() -> None:
    duties = "<p><strong>As a Lamp Keeper, you will:</strong></p><ul><li>Trim wicks.</li></ul>"
    wishes = "<p><strong>A plus if you have:</strong></p><ul><li>Sea legs.</li></ul>"
    posting = greenhouse(INTRO + TEXT + duties + wishes + END)
    assert sections_of(posting) == [
        ("about_employer", None, "Ternwell keeps light"),
        ("summary", None, "You keep the lamps o"),
        ("responsibilities", "As a Lamp Keeper, you will", "Trim wicks."),
        ("qualifications_desirable", "A plus if you have", "Sea legs."),
        ("other", None, "Beware of letters th"),
    ]


def test_the_pay_box_of_greenhouse_is_the_salary_where_it_has_one_range() -> None:
    norway = ("Norway Salary Range", "NOK 510,000", "NOK 640,000")
    salary = greenhouse(TEXT + pay_box(norway))["salary"]
    assert (salary["min"], salary["max"], salary["currency"]) == ("510000", "640000", "NOK")
    hourly = greenhouse(TEXT + pay_box(("Hourly rate", "$21.50", "$30 USD")))["salary"]
    assert (hourly["min"], hourly["max"], hourly["period"]) == ("21.50", "30", "hour")
    several = (norway, ("Sweden Salary Range", "SEK 500,000", "SEK 600,000"))
    assert greenhouse(TEXT + pay_box(*several))["salary"] is None


def test_a_field_of_pay_is_known_by_its_words() -> None:
    fields = [{"id": 1, "name": "Target Compensation", "value": "EUR 50,000 - 60,000 per year"}]
    salary = greenhouse(TEXT, metadata=fields)["salary"]
    assert (salary["min"], salary["currency"], salary["period"]) == ("50000", "EUR", "year")


def test_a_lone_figure_in_a_field_of_pay_is_the_pay() -> None:
    typed = {"unit": "BRL", "amount": "9500.0"}
    fields = [{"id": 1, "name": "Base salary", "value": typed, "value_type": "currency"}]
    salary = greenhouse(TEXT, metadata=fields)["salary"]
    assert (salary["min"], salary["max"], salary["currency"]) == ("9500", "9500", "BRL")


def test_each_value_of_a_field_with_several_is_read() -> None:
    fields = [
        {"id": 1, "name": "Languages", "value": ["German", "English"]},
        {"id": 2, "name": "Employment Type", "value": ["Full-time", "Part-time"]},
    ]
    posting = greenhouse(TEXT, metadata=fields)
    assert [each["any_of"] for each in posting["languages"]] == [["de"], ["en"]]
    assert posting["employment_types"] == ["FULL_TIME", "PART_TIME"]


def test_a_place_that_nothing_knows_is_unread_and_words_for_none_are_not() -> None:
    def unread(place: str) -> list[str]:
        job = {
            "id": 71,
            "title": "Lamp Keeper",
            "absolute_url": "https://boards.greenhouse.io/ternwell/jobs/71",
            "location": {"name": place},
            "first_published": "2026-02-20T09:00:00-05:00",
            "content": escape(TEXT),
        }
        return [words for _, words in read_record("greenhouse", "ternwell", job).unread]

    assert unread("Georgia") == ["Georgia"]
    assert not unread("Oslo, Norway") and not unread("Remote") and not unread("Various locations")


# --- Lever ----------------------------------------------------------------------------------------


def lever(commitment: str = "", **more: Any) -> dict[str, Any]:
    job = {
        "id": "4f1c8d6e-0000-4000-8000-000000000071",
        "text": "Lamp Keeper",
        "categories": {"commitment": commitment, "location": "Bergen", "team": "Lights"},
        "createdAt": 1_771_570_800_000,
        "descriptionBody": TEXT,
        "additional": "<p>We answer every letter that reaches us.</p>",
        "lists": [{"text": "Your days", "content": "<li>Trim wicks.</li><li>Log ships.</li>"}],
    }
    return posting_of("lever", "ternwell", {**job, **more})


@pytest.mark.parametrize(
    ("commitment", "types", "contract"),
    [
        ("Full-time Non-exempt", ["FULL_TIME"], None),
        ("Permanent", [], "indefinite"),
        ("CDI", [], "indefinite"),
        ("Subcontractor", ["CONTRACTOR"], None),
        ("Part-time - Fixed term", ["PART_TIME"], "definite"),
    ],
)
def test_a_commitment_is_type_or_contract(
    commitment: str, types: list[str], contract: str | None
) -> None:
    posting = lever(commitment)
    assert posting["employment_types"] == types
    assert (posting["contract"] or {}).get("type") == contract


def test_text_behind_the_lists_is_none_of_them() -> None:
    assert [kind for kind, _, _ in sections_of(lever())] == [
        "summary",
        "responsibilities",
        "additional_information",
    ]


def test_a_day_of_any_year_that_a_platform_types_is_kept() -> None:
    posting = lever(createdAt=1_330_000_000_000)
    assert posting["date_posted"]["date"] == "2012-02-23"
    assert "date_out_of_window" not in posting["warnings"], "a year in which there were vacancies"


# --- Ashby ----------------------------------------------------------------------------------------


def ashby(location: str, country: str, *others: tuple[str, str], **more: Any) -> dict[str, Any]:
    def place(shown: str, country: str) -> dict[str, Any]:
        town = shown.partition(",")[0] if "," in shown else ""
        address = {"addressLocality": town, "addressRegion": "", "addressCountry": country}
        return {"location": shown, "address": {"postalAddress": address}}

    job = {
        "id": "9b0f4b3c-0000-4000-8000-000000000071",
        "title": "Lamp Keeper",
        **place(location, country),
        "secondaryLocations": [place(*other) for other in others],
        "publishedAt": "2026-02-20T09:00:00.000+00:00",
        "descriptionHtml": TEXT,
    }
    return posting_of("ashby", "ternwell", {**job, **more})


def test_a_continent_is_no_country_and_keeps_its_words() -> None:
    posting = ashby("Europe", "European Union")
    assert places_of(posting) == [(None, None, None)]
    assert posting["locations"][0]["raw"] == "Europe"


def test_where_one_can_work_remotely_stays_beside_the_towns_of_the_country() -> None:
    posting = ashby("Oslo, Norway", "Norway", ("Remote (Norway)", "Norway"), workplaceType="Hybrid")
    assert places_of(posting) == [("Oslo", None, "NO"), (None, None, "NO")]
    assert posting["workplace"] == "hybrid"


# --- Oracle ---------------------------------------------------------------------------------------


def oracle(fields: dict[str, str] | None = None, **more: Any) -> dict[str, Any]:
    job = {
        "Id": "30071",
        "Title": "Lamp Keeper",
        "PrimaryLocation": "Portland, OR, United States",
        "PrimaryLocationCountry": "US",
        "ExternalPostedStartDate": "2026-02-20T09:00:00+00:00",
        "ExternalDescriptionStr": TEXT,
        "BusinessUnitId": 3,
        "ObjectVerNumberProfile": "1",
        "requisitionFlexFields": [
            {"Prompt": label, "Value": value, "ControlType": "TextArea", "SequenceNumber": 1}
            for label, value in (fields or {}).items()
        ],
    }
    record = {"items": [{**job, **more}], "count": 1}
    return posting_of("oracle_recruiting", "kstr.fa.em2/CX_1", record)


def test_an_oracle_record_is_known_by_its_id_and_has_skills() -> None:
    skills = [{"SectionName": "Skill", "Skill": name} for name in ("Morse", "Knots")]
    posting = oracle(skills=skills, JobFunction="Lights")
    assert [each["value"] for each in posting["identifiers"]] == ["30071"]
    assert posting["skills"] == ["Morse", "Knots"] and posting["categories"] == ["Lights"]
    assert places_of(posting) == [("Portland", "US-OR", "US")]


@pytest.mark.parametrize(
    ("fields", "pay"),
    [
        ({"Pay Range": "$31.10 - $44.20 hourly"}, ("31.10", "44.20", "USD", "hour")),
        ({"Base Pay/Salary": "Portland $61,000.00-$70,000.00"}, ("61000", "70000", "USD", None)),
        ({"Minimum Pay": "19", "Maximum Pay": "24.75"}, ("19", "24.75", None, None)),
        ({"Pay Range Statement": "Pay depends on skill and on where you live."}, None),
        ({"Budget": "$400,000"}, None),
    ],
)
def test_pay_in_the_employers_own_fields(
    fields: dict[str, str], pay: tuple[str | None, ...] | None
) -> None:
    salary = oracle(fields)["salary"]
    found = salary and tuple(salary[name] for name in ("min", "max", "currency", "period"))
    assert found == pay


def test_a_label_of_two_things_is_read_by_its_parts() -> None:
    posting = oracle({"Education & Work Experience": "Bachelor's degree", "Agency": "Port of Ede"})
    assert [each["level"] for each in posting["education"]] == ["bachelor"]
    assert posting["organization"]["name"] == "Port of Ede"


def test_what_no_vocabulary_knows_is_unread_and_what_every_record_has_is_not() -> None:
    job = {"Id": "1", "Title": "Lamp Keeper", "ExternalDescriptionStr": TEXT, "HotJobFlag": True}
    fields = [{"Prompt": "Lens", "Value": "Fresnel", "ControlType": "x"}]
    record = {"items": [{**job, "requisitionFlexFields": fields, "Oddity": "new"}]}
    reading = read_record("oracle_recruiting", "kstr.fa.em2/CX_1", record)
    assert dict(reading.unread) == {"Lens": "Fresnel", "$.items[0].Oddity": "new"}


@pytest.mark.parametrize(
    ("texts", "employer"),
    [
        ({"OrganizationDescriptionStr": "Harbour Lights"}, "Harbour Lights"),
        ({"OrganizationDescriptionStr": "We keep the coast lit, night after night."}, None),
        ({"ExternalDescriptionStr": "<p>At Ternwell, lamps matter to us.</p>"}, "Ternwell"),
        ({"ExternalDescriptionStr": "<p>Ternwell is hiring a keeper.</p>"}, "Ternwell"),
        (
            {"CorporateDescriptionStr": "<p>A maker of lamps, Ternwell (NYSE: TRN) lights us.</p>"},
            "Ternwell",
        ),
        ({"ExternalDescriptionStr": "<h2>Company Overview</h2><p>A maker of lamps.</p>"}, None),
    ],
)
def test_the_employer_is_who_the_text_speaks_for_never_a_heading(
    texts: dict[str, str], employer: str | None
) -> None:
    found = oracle(**texts)["organization"]
    assert (found and found["name"]) == employer


def test_the_member_decides_the_kind_of_a_section_and_known_headings_win() -> None:
    posting = oracle(
        ExternalResponsibilitiesStr="<h2>Nights and days</h2><p>Trim the wicks.</p>",
        ExternalQualificationsStr="<p>Sea legs.</p><h3>Benefits</h3><p>A warm coat.</p>",
    )
    assert sections_of(posting) == [
        ("summary", None, "You keep the lamps o"),
        ("responsibilities", "Nights and days", "Trim the wicks."),
        ("qualifications", "Qualifications", "Sea legs."),
        ("benefits", "Benefits", "A warm coat."),
    ]


# --- SmartRecruiters ------------------------------------------------------------------------------


def smartrecruiters(**more: Any) -> dict[str, Any]:
    job = {
        "id": "7440071",
        "name": "Lamp Keeper",
        "company": {"name": "Ternwell", "identifier": "Ternwell"},
        "location": {"city": "Bergen", "country": "no", "fullLocation": "Bergen, Norway"},
        "releasedDate": "2026-02-20T09:00:00.000Z",
        "jobAd": {
            "sections": {
                "companyDescription": {"title": "Om selskapet", "text": "<p>Vi tenner lys.</p>"},
                "jobDescription": {"title": "Job Description", "text": TEXT},
            }
        },
    }
    return posting_of("smartrecruiters", "Ternwell", {**job, **more})


def test_the_text_of_the_job_stands_under_its_own_heading() -> None:
    assert sections_of(smartrecruiters()) == [
        ("about_employer", "Om selskapet", "Vi tenner lys."),
        ("responsibilities", "Job Description", "You keep the lamps o"),
    ]


def test_a_level_is_read_by_its_id_in_any_language() -> None:
    level = {"id": "mid_senior_level", "label": "Erfaren"}
    assert smartrecruiters(experienceLevel=level)["seniority"] == {"raw": "Erfaren", "level": None}
    level = {"id": "director", "label": "Direktør"}
    assert smartrecruiters(experienceLevel=level)["seniority"]["level"] == "director"
    level = {"id": "not_applicable", "label": "Ikke aktuelt"}
    assert smartrecruiters(experienceLevel=level)["seniority"] is None


def test_parts_of_a_place_that_are_no_names_are_left_out() -> None:
    place = {"city": "Norway", "region": "Remote", "country": "no", "remote": True}
    posting = smartrecruiters(location={**place, "fullLocation": "Norway, Remote, Norway"})
    assert places_of(posting) == [(None, None, "NO")] and posting["workplace"] == "remote"
    place = {"city": "Singapore", "country": "sg", "fullLocation": "Singapore, , Singapore"}
    assert places_of(smartrecruiters(location=place)) == [("Singapore", None, "SG")]


# --- Recruitee, Workday ---------------------------------------------------------------------------


def test_recruitees_codes_of_schooling_and_the_section_of_requirements() -> None:
    offer = {
        "id": 71,
        "title": "Lamp Keeper",
        "careers_url": "https://ternwell.recruitee.com/o/lamp-keeper",
        "locations": [{"city": "Bergen", "state": "Vestland", "country_code": "NO"}],
        "description": "<h3>Job Description</h3>" + TEXT,
        "requirements": "<p><strong>Salt in your hair</strong></p><p>Sea legs.</p>",
        "education_code": "vocational",
        "options_salutation": "off",
    }
    reading = read_record("recruitee", "ternwell", offer)
    posting = reading.posting.model_dump(mode="json")
    assert [each["level"] for each in posting["education"]] == ["vocational"]
    assert sections_of(posting) == [
        ("summary", "Job Description", "You keep the lamps o"),
        ("qualifications", "Salt in your hair", "Sea legs."),
    ]
    assert not reading.unread


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("NO07 Ternwell Lights AS", "Ternwell Lights AS"),
        ("0042 - Ternwell Lights AS", "Ternwell Lights AS"),
        ("014 Ternwell Lights AS", "Ternwell Lights AS"),
        ("NO1000_Ternwell Lights AS", "Ternwell Lights AS"),
        ("100 Lamps Ltd", "100 Lamps Ltd"),
        ("7 Seas Lamps Ltd", "7 Seas Lamps Ltd"),
        ("USA 9X Lamps Company", "USA 9X Lamps Company"),
    ],
)
def test_the_number_of_a_company_in_a_payroll_is_no_part_of_its_name(
    printed: str, name: str
) -> None:
    url = "https://ternwell.wd3.myworkdayjobs.com/lights/job/Bergen/Lamp-Keeper_R-71"
    info = {
        "title": "Lamp Keeper",
        "jobDescription": TEXT,
        "location": "Bergen, Norway",
        "additionalLocations": ["Remote - Oregon"],
        "remoteType": "On-site",
        "startDate": "2026-02-20",
        "externalUrl": url,
    }
    record = {"jobPostingInfo": info, "hiringOrganization": {"name": printed, "url": ""}}
    posting = posting_of("workday", "ternwell.wd3/lights", record)
    assert posting["organization"]["name"] == name
    assert places_of(posting) == [("Bergen", None, "NO"), (None, "US-OR", "US")]
    assert posting["workplace"] == "on_site"


def test_the_number_of_a_company_is_no_part_of_its_name_on_other_platforms() -> None:
    job = {"Id": "71", "Title": "Lamp Keeper", "LegalEmployer": "NO07 Ternwell Lights AS"}
    record = {"items": [{**job, "ExternalDescriptionStr": TEXT}]}
    posting = posting_of("oracle_recruiting", "tern.fa.em2/CX_1", record)
    assert posting["organization"]["name"] == "Ternwell Lights AS"
    posting = phenom(companyName="0042 Ternwell Lights AS")
    assert posting["organization"]["name"] == "Ternwell Lights AS"


def phenom(**more: Any) -> dict[str, Any]:
    job = {"jobSeqNo": "TERN71", "title": "Lamp Keeper", "description": TEXT, **more}
    record = {"jobDetail": {"status": 200, "data": {"job": job}}}
    return posting_of("phenom", "jobs.ternwell.example/global/en", record)


def test_the_places_of_phenom_may_be_words() -> None:
    places = ["Bergen, Norway", "Lund, Sweden"]
    posting = phenom(multi_location=places, city="Bergen", country="Norway")
    assert places_of(posting) == [("Bergen", None, "NO"), ("Lund", None, "SE")]
    posting = phenom(multi_location=["Bergen"], city="Bergen", country="Norway")
    assert places_of(posting) == [("Bergen", None, "NO")]
    posting = phenom(multi_location=[{"city": "Lund", "country": "Sweden"}], city="Bergen")
    assert places_of(posting) == [("Lund", None, "SE")]


def test_a_place_that_workable_hides_is_none() -> None:
    towns = [("Bergen", False), ("Stavanger", True)]
    places = [{"city": town, "countryCode": "NO", "hidden": hidden} for town, hidden in towns]
    job = {"shortcode": "AB12CD34", "title": "Lamp Keeper", "description": TEXT}
    posting = posting_of("workable", "ternwell", {**job, "locations": places})
    assert places_of(posting) == [("Bergen", None, "NO")]


# --- Without text ---------------------------------------------------------------------------------


def test_a_typed_record_without_text_is_a_posting_with_a_warning() -> None:
    position = {
        "id": "71",
        "name": "Lamp Keeper",
        "office": "Remote",
        "additionalOffices": "Münster",
        "department": "Lights",
        "createdAt": "2019-02-20T09:00:00+00:00",
        "jobDescriptions": "",
    }
    reading = read_record("personio", "ternwell", position)
    posting = reading.posting.model_dump(mode="json")
    assert "no_text" in posting["warnings"] and posting["description"] is None
    assert places_of(posting) == [("Münster", None, "DE")] and posting["workplace"] == "remote"
    assert posting["date_posted"]["date"] == "2019-02-20"
    with pytest.raises(NotRead, match=r"^no_text"):
        read_record("personio", "ternwell", {"id": "72", "name": "Keeper", "office": "Bergen"})


# --- Codes ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "types", "contract"),
    [
        ("fulltime_permanent", ["FULL_TIME"], "indefinite"),
        ("parttime_fixed_term", ["PART_TIME"], "definite"),
        ("freelance", ["CONTRACTOR"], None),
    ],
)
def test_a_code_of_recruitee_names_hours_and_contract(
    code: str, types: list[str], contract: str | None
) -> None:
    offer = {"id": 7, "title": "Lamp Keeper", "description": TEXT, "employment_type_code": code}
    posting = posting_of("recruitee", "ternwell", offer)
    assert posting["employment_types"] == types
    assert (posting["contract"] and posting["contract"]["type"]) == contract


@pytest.mark.parametrize(
    ("hours", "raw", "exact", "types"),
    [
        ({"min_hours": 32, "max_hours": 40}, "32 - 40 hours a week", None, []),
        ({"min_hours": 20, "max_hours": "20.0"}, "20 hours a week", "20", ["PART_TIME"]),
        ({"min_hours": 32, "max_hours": None}, "32 or more hours a week", None, []),
        ({"min_hours": 0, "max_hours": 24}, "up to 24 hours a week", None, []),
        ({"min_hours_per_week": 36, "max_hours_per_week": 36}, "36 hours a week", "36", None),
    ],
)
def test_the_hours_of_recruitee(
    hours: dict[str, Any], raw: str, exact: str | None, types: list[str] | None
) -> None:
    offer = {"id": 7, "title": "Lamp Keeper", "description": TEXT, **hours}
    reading = read_record("recruitee", "ternwell", offer)
    posting = reading.posting.model_dump(mode="json")
    assert posting["work_hours"] == {"raw": raw, "hours_per_week": exact, "shifts": []}
    assert types is None or posting["employment_types"] == types
    assert not [path for path, _ in reading.unread if "hours" in path]


@pytest.mark.parametrize("hours", [{"min_hours": 40, "max_hours": 8}, {"min_hours": "flexible"}])
def test_hours_of_recruitee_that_cannot_be_are_unread(hours: dict[str, Any]) -> None:
    offer = {"id": 7, "title": "Lamp Keeper", "description": TEXT, **hours}
    reading = read_record("recruitee", "ternwell", offer)
    assert reading.posting.work_hours is None
    assert {path for path, _ in reading.unread} == {f"$.{name}" for name in hours}


@pytest.mark.parametrize(("code", "months"), [("2-5", (24, 60)), ("gt-15", (180, None))])
def test_years_of_personio(code: str, months: tuple[int, int | None]) -> None:
    texts = {"jobDescription": {"name": "Tasks", "value": TEXT}}
    position = {"id": "7", "name": "Lamp Keeper", "jobDescriptions": texts}
    (found,) = posting_of("personio", "ternwell", {**position, "yearsOfExperience": code})[
        "experience"
    ]
    assert (found["min_months"], found["max_months"]) == months


def test_no_years_are_no_experience() -> None:
    texts = {"jobDescription": {"name": "Tasks", "value": TEXT}}
    position = {"id": "7", "name": "Lamp Keeper", "jobDescriptions": texts}
    posting = posting_of("personio", "ternwell", {**position, "yearsOfExperience": "lt-1"})
    assert not posting["experience"]
