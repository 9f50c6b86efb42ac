"""JobPosting objects: reading scripts, and what is stated and what is not."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.extract.jsonld.statements import say_jobposting
from crawlers.page import Page, jsonld_scripts
from crawlers.page.jsonld_text import description_blocks
from crawlers.posting import RawPosting
from crawlers.posting.parts.places import Location
from crawlers.posting.parts.requirements import Experience
from crawlers.posting.parts.terms import Pay

COOK = {"@context": "https://schema.org", "@type": "JobPosting", "title": "Cook"}


def objects_of(script):
    """Return the objects of one script; [] for a broken one."""
    return jsonld_scripts.collect([script])[0]


def said(**properties):
    """What a posting with these properties says: by slot, (raw, value)."""
    posting = RawPosting(source="test")
    say_jobposting(posting, {"@type": "JobPosting", **properties})
    assert all(
        s.method == "jsonld" and s.locator.startswith("$.")
        for slot in posting.said.values()
        for s in slot
    )
    return {
        slot: [(s.raw, s.value) for s in statements] for slot, statements in posting.said.items()
    }


# --- Scripts --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "script",
    [
        '{"a": "x // y, /* z */ ,}"}',
        '\ufeff{"a": "x // y, /* z */ ,}",}',
        '<!-- {"a": "x // y, /* z */ ,}"} -->',
        '//<![CDATA[\n{"a": "x // y, /* z */ ,}"}\n//]]>',
        '/*<![CDATA[*/ {"a": "x // y, /* z */ ,}"}; /*]]>*/',
        '/* note */ {"a": "x // y, /* z */ ,}", // end\n};',
        '[[{"a": "x // y, /* z */ ,}"}],]',
        '{"@context": "https://schema.org", "@graph": [{"a": "x // y, /* z */ ,}"}]}',
    ],
)
def test_scripts_with_plain_damage_are_repaired(script):
    assert jsonld_scripts.collect([script]) == ([{"a": "x // y, /* z */ ,}"}], 0)


def test_other_forms():
    assert objects_of('{"a": "two\nlines"}') == [{"a": "two\nlines"}]
    assert objects_of("{&quot;a&quot;: 1}") == [{"a": 1}]
    assert objects_of('{"a": 1} {"b": 2}') == [{"a": 1}, {"b": 2}]
    assert objects_of('{"@type": "WebPage", "name": "x", "@graph": [{"b": 2}]}')[1:] == [{"b": 2}]


@pytest.mark.parametrize(
    "script",
    [
        '{"a": "b" "c"}',
        "{",
        "window.x = 1",
        "9" * 5000,
        "[" * 100_000,
        "x" * (jsonld_scripts.MAX_LENGTH + 1),
    ],
)
def test_a_broken_script_is_counted_and_takes_no_other_with_it(script):
    assert jsonld_scripts.collect([script, json.dumps(COOK)]) == ([COOK], 1)
    assert objects_of(script) == []


def test_no_more_scripts_than_a_page_can_need():
    found, broken = jsonld_scripts.collect([json.dumps(COOK)] * (jsonld_scripts.MAX_SCRIPTS + 5))
    assert (len(found), broken) == (jsonld_scripts.MAX_SCRIPTS, 5)


@given(st.text(alphabet='{}[]",:/*\\ \n<!->a1&;', max_size=60))
@settings(max_examples=300)
def test_any_script(script):
    assert all(isinstance(each, dict) for each in objects_of(script))


@pytest.mark.parametrize("piece", ["/*", ',"', "//", ", ", '"\\', "[{", "<!--", "-->"])
def test_repair_is_linear(piece):
    start = time.process_time()
    objects_of(piece * (jsonld_scripts.MAX_LENGTH // len(piece)))
    assert time.process_time() - start < 1


# --- Postings -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "kind",
    ["JobPosting", ["Thing", "JobPosting"], "http://schema.org/JobPosting", "schema:JobPosting"],
)
def test_postings_by_type(kind):
    objects = [
        {"@type": "WebSite"},
        {"@type": kind, "title": "Cook"},
        {"@type": "JobPostingList"},
        {"title": "no type"},
    ]
    assert [o["title"] for o in jsonld_scripts.postings(objects)] == ["Cook"]


def test_the_same_posting_twice_is_one():
    assert jsonld_scripts.postings([COOK, dict(COOK)]) == [COOK]


def test_one_posting_for_each_place_is_one_with_all_places():
    oban, mallaig = {"address": "Oban"}, {"address": "Mallaig"}
    (one,) = jsonld_scripts.postings(
        [{**COOK, "jobLocation": oban}, {**COOK, "jobLocation": [mallaig, oban]}]
    )
    assert one["jobLocation"] == [oban, mallaig]
    assert len(jsonld_scripts.postings([COOK, {**COOK, "title": "Baker"}])) == 2


def test_a_posting_inside_another_object_counts_where_none_stands_alone():
    page = {"@type": "WebPage", "mainEntity": COOK}
    rows = [{"item": {**COOK, "title": "Baker"}}, {"item": {**COOK, "title": "Mate"}}]
    listed = {"@type": "ItemList", "itemListElement": rows}
    assert jsonld_scripts.postings([page]) == [COOK]
    assert [o["title"] for o in jsonld_scripts.postings([listed])] == ["Baker", "Mate"]
    assert jsonld_scripts.postings([listed, COOK]) == [COOK]


# --- Statements -----------------------------------------------------------------------------------


def test_plain_statements():
    assert said(
        title=" R&amp;D\u00a0Cook ",
        hiringOrganization={
            "@type": "Organization",
            "name": "Harbour Lights",
            "department": {"name": "Galley"},
        },
        datePosted="2026-03-01",
        validThrough="2026-04-01T23:59:00+02:00",
        employmentType=["FULL_TIME", "TEMPORARY"],
        identifier={"@type": "PropertyValue", "name": "Harbour Lights", "value": 4711},
        industry=["Shipping", "Shipping"],
        occupationalCategory={"@type": "CategoryCode", "name": "Cooks"},
        skills="soup, fish; bread",
        educationRequirements={"credentialCategory": "bachelor degree"},
        totalJobOpenings="2",
    ) == {
        "title": [("R&D Cook", None)],
        "organization": [("Harbour Lights", None)],
        "unit": [("Galley", None)],
        "date_posted": [("2026-03-01", None)],
        "valid_through": [("2026-04-01T23:59:00+02:00", None)],
        "employment_type": [("FULL_TIME, TEMPORARY", None)],
        "reference": [("4711", None)],
        "industry": [("Shipping", None)],
        "category": [("Cooks", None)],
        "skill": [("soup", None), ("fish", None), ("bread", None)],
        "education": [("bachelor degree", None)],
        "openings": [("2", 2)],
    }


@pytest.mark.parametrize(
    "nothing",
    [
        "",
        "  ",
        "N/A",
        "n/a.",
        "null",
        "-",
        "0",
        0,
        None,
        False,
        [],
        {},
        "None",
        "Not specified",
        "undefined",
    ],
)
def test_nothing_is_no_statement(nothing):
    names = (
        "title",
        "hiringOrganization",
        "jobLocation",
        "employmentType",
        "datePosted",
        "validThrough",
        "baseSalary",
        "skills",
        "identifier",
        "industry",
        "experienceRequirements",
        "educationRequirements",
        "totalJobOpenings",
        "jobLocationType",
        "url",
        "description",
    )
    assert said(**dict.fromkeys(names, nothing)) == {}
    assert (
        said(
            baseSalary={"currency": "EUR", "value": {"minValue": nothing}},
            jobLocation={"address": {"addressLocality": nothing}},
        )
        == {}
    )
    assert description_blocks({"description": nothing}) == []


def address(**parts):
    return {"@type": "Place", "address": {"@type": "PostalAddress", **parts}}


@pytest.mark.parametrize(
    ("place", "raw", "typed"),
    [
        (address(addressLocality="Paris", addressCountry="FR"), "Paris, FR", ("Paris", None, "FR")),
        (
            address(
                addressLocality="Lyon", addressRegion="Rhône", addressCountry={"name": "France"}
            ),
            "Lyon, Rhône, France",
            ("Lyon", "Rhône", "FR"),
        ),
        (
            address(addressLocality="Quellenstadt", addressCountry="DEU"),
            "Quellenstadt, DEU",
            ("Quellenstadt", None, "DE"),
        ),
        (address(addressCountry="Denmark"), "Denmark", (None, None, "DK")),
        (address(addressLocality="Paris", addressCountry="Atlantis"), "Paris, Atlantis", None),
        (address(addressLocality="Remote", addressCountry="FR"), "Remote, FR", None),
        (
            address(addressLocality="Pier 3, Oban or Mull", addressCountry="GB"),
            "Pier 3, Oban or Mull, GB",
            None,
        ),
        ({"address": "Oban, Scotland"}, "Oban, Scotland", None),
        ("Oban", "Oban", None),
    ],
)
def test_places(place, raw, typed):
    value = Location(raw=raw, city=typed[0], region=typed[1], country=typed[2]) if typed else None
    assert said(jobLocation=place)["location"] == [(raw, value)]


def test_several_places_and_remote_work():
    assert [
        raw for raw, _ in said(jobLocation=["Oban", address(addressLocality="Mallaig")])["location"]
    ] == ["Oban", "Mallaig"]
    assert said(jobLocationType="TELECOMMUTE") == {"workplace": [("TELECOMMUTE", "remote")]}
    assert said(jobLocation={"@type": "VirtualLocation", "name": "Anywhere"}) == {
        "workplace": [("VirtualLocation", "remote")]
    }


@pytest.mark.parametrize(
    ("salary", "raw", "typed"),
    [
        (
            {
                "currency": "EUR",
                "value": {"minValue": 3e3, "maxValue": "4000.50", "unitText": "MONTH"},
            },
            "EUR 3000 - 4000.5 MONTH",
            ("3000", "4000.5", "EUR", "month"),
        ),
        (
            {"currency": "usd", "value": 45000, "unitText": "annually"},
            "USD 45000 annually",
            ("45000", "45000", "USD", "year"),
        ),
        (
            {"minValue": 9, "maxValue": 12, "currency": "GBP", "unitText": "HUR"},
            "GBP 9 - 12 HUR",
            ("9", "12", "GBP", "hour"),
        ),
        ({"value": {"minValue": 0, "maxValue": 500}}, "500", (None, "500", None, None)),
        (
            {"value": [{"value": "700"}], "currency": "crowns"},
            "CROWNS 700",
            ("700", "700", None, None),
        ),
        (
            {"currency": "EUR", "value": {"value": "45k"}},
            "EUR 45k",
            ("45000", "45000", "EUR", None),
        ),
        ({"currency": "EUR", "value": {"minValue": 9, "maxValue": 3}}, "EUR 9 - 3", None),
        ({"value": {"value": "1e308"}}, "1e308", None),
        ("£300 a week", "£300 a week", None),
    ],
)
def test_pay(salary, raw, typed):
    value = (
        Pay(raw=raw, **dict(zip(("min", "max", "currency", "period"), typed, strict=True)))
        if typed
        else None
    )
    assert said(baseSalary=salary) == {"salary": [(raw, value)]}


def test_the_currency_may_stand_outside():
    value = Pay(raw="DKK 5 HOUR", min="5", max="5", currency="DKK", period="hour")
    assert said(baseSalary={"value": {"value": 5, "unitText": "HOUR"}}, salaryCurrency="DKK") == {
        "salary": [("DKK 5 HOUR", value)]
    }


def test_experience():
    typed = Experience(min_months=36, raw="36 months")
    assert said(experienceRequirements={"monthsOfExperience": "36"}) == {
        "experience": [("36 months", typed)]
    }
    assert said(experienceRequirements="Three years at sea") == {
        "experience": [("Three years at sea", None)]
    }
    assert said(experienceRequirements={"monthsOfExperience": -5}) == {}


def test_a_paragraph_is_no_list_of_skills():
    assert (
        said(
            skills="You know how to cook for forty people in a kitchen that is never level, and "
            "like it."
        )
        == {}
    )


def test_the_address_fills_a_gap_only():
    posting = RawPosting(source="test", url="https://a.example/1")
    say_jobposting(posting, {"url": "https://b.example/2"})
    assert posting.url == "https://a.example/1"
    posting = RawPosting(source="test")
    say_jobposting(posting, {"url": "javascript:x"})
    say_jobposting(posting, {"url": "https://b.example/2"})
    assert posting.url == "https://b.example/2"


KEYS = st.sampled_from(
    [
        "name",
        "value",
        "@type",
        "address",
        "addressLocality",
        "minValue",
        "unitText",
        "currency",
        "@graph",
    ]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=6,
)
NAMES = [
    "title",
    "hiringOrganization",
    "jobLocation",
    "baseSalary",
    "experienceRequirements",
    "skills",
    "identifier",
    "description",
    "url",
]


@given(st.dictionaries(st.sampled_from(NAMES), VALUES))
@settings(max_examples=300)
def test_any_object(properties):
    assert all(raw for slot in said(**properties).values() for raw, _ in slot)
    description_blocks(properties)
    jsonld_scripts.postings([properties])


# --- Descriptions, microdata ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "description",
    [
        "<p>Cook for us.</p><ul><li>soup</li></ul>",
        "&lt;p&gt;Cook for us.&lt;/p&gt;&lt;ul&gt;&lt;li&gt;soup&lt;/li&gt;&lt;/ul&gt;",
        "&amp;lt;p&amp;gt;Cook for us.&amp;lt;/p&amp;gt;&amp;lt;li&amp;gt;soup",
        "Cook for us.\n• soup",
        "Cook for us.\\n• soup",
        ["Cook for us.", "• soup"],
    ],
)
def test_description(description):
    blocks = description_blocks({"description": description})
    assert [(b.kind, b.text) for b in blocks] == [("paragraph", "Cook for us."), ("item", "soup")]


def test_a_hostile_description_is_not_parsed():
    assert description_blocks({"description": "<p>" + "<i>" * 200_000}) == []


MICRODATA = b"""<div itemscope itemtype="https://schema.org/JobPosting">
<meta itemprop="datePosted" content="2026-03-01">
<h1 itemprop="title">Ship <b>cook</b></h1>
<span itemprop="hiringOrganization" itemscope itemtype="https://schema.org/Organization">
<a itemprop="sameAs" href="https://hl.example/">x</a><span itemprop="name">Harbour Lights</span>
</span>
<p itemprop="jobLocation" itemscope><span itemprop="address" itemscope>
<span itemprop="addressLocality">Paris</span>
<meta itemprop="addressCountry" content="FR"></span></p><div itemprop="description"><p>Cook for
us.</p><p>Every night.</p></div>
<span itemprop="skills">soup</span><span itemprop="skills">fish</span>
<time itemprop="validThrough" datetime="2026-04-01">soon</time>
<p itemscope itemtype="https://schema.org/Person"><span itemprop="title">Captain</span></p></div>"""


def test_microdata_where_there_is_no_jsonld():
    (one,) = Page.from_bytes(MICRODATA).jsonld
    assert said(**one) == {
        "title": [("Ship cook", None)],
        "organization": [("Harbour Lights", None)],
        "location": [("Paris, FR", Location(raw="Paris, FR", city="Paris", country="FR"))],
        "date_posted": [("2026-03-01", None)],
        "valid_through": [("2026-04-01", None)],
        "skill": [("soup", None), ("fish", None)],
    }
    assert [b.text for b in description_blocks(one)] == [
        "Cook for us.",
        "Every night.",
    ]
    both = Page.from_bytes(
        MICRODATA
        + b'<script type="application/ld+json">'
        + json.dumps(COOK).encode()
        + b"</script>"
    )
    assert both.jsonld == [COOK]


def test_a_page_reads_its_postings_again_from_another_list_only() -> None:
    page = Page(jsonld=[COOK])
    assert page.postings == [COOK] and page.postings is page.postings
    page.jsonld = [{**COOK, "title": "Baker"}]
    assert [one["title"] for one in page.postings] == ["Baker"]


def test_the_blocks_of_a_description_are_handed_out_once() -> None:
    """Who changes them changes no other reader's."""
    stated = {**COOK, "description": "<p>You cook.</p>"}
    page = Page(jsonld=[stated])
    assert page.has_description(stated)
    (first,) = page.description_of(stated)
    first.text = "changed"
    assert [b.text for b in page.description_of(stated)] == ["You cook."]
    assert not page.has_description(dict(COOK))
    assert [b.text for b in page.description_of(dict(stated))] == ["You cook."]
