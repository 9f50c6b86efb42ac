"""The traps of platforms: what they answer that must not be believed, and the last good feed behind
it."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from crawlers import settings as project
from crawlers.contract.known import Known
from crawlers.demo.platforms.boards import REPLICAS
from crawlers.demo.platforms.server import Platform
from crawlers.extract.answer import Answer, NotRead
from crawlers.extract.read import read
from crawlers.platforms.icims import Icims
from crawlers.platforms.paylocity import Paylocity
from crawlers.plugins.discovery import find_by_name
from crawlers.posting.raw import RawPosting
from crawlers.spider.reading import reader_of
from tests.platforms.reading import DAY, TEXT
from tests.platforms.test_feed import day_of, feed
from tests.platforms.test_lists import STATES_ZERO, altered, known_from, reasons, walk

NEW = (
    "bamboohr",
    "join",
    "rippling",
    "breezy",
    "pinpoint",
    "gem",
    "jazzhr",
    "paylocity",
    "taleo_be",
    "jobvite",
    "icims",
    "successfactors",
    "successfactors_legacy",
    "phenom",
    "avature",
)
DEPARTED = {
    "bamboohr": (("unknown",), ""),
    "join": ((), "nobody"),
    "rippling": ((), "nobody"),
    "breezy": (("unknown",), ""),
    "pinpoint": (("unknown",), ""),
    "gem": ((), "nobody"),
    "jazzhr": (("unknown",), ""),
    "paylocity": ((), "0c0ffee0-1111-4222-8333-999999999999/kestrel"),
    "taleo_be": ((), "phe03/NOBODY/37"),
    "jobvite": ((), "nobody"),
    "icims": (("unknown",), ""),
    "successfactors": (("unknown",), ""),
    "successfactors_legacy": (("unknown",), ""),
    "avature": ((), "kestrel.avature.net/nobody"),
}
"""By platform, the quirks of a replica and the board that is asked for in vain. What Phenom
answers for one is not known."""


@pytest.mark.parametrize("name", DEPARTED)
def test_a_board_that_is_not_there_is_called_so(name: str) -> None:
    quirks, board = DEPARTED[name]
    done = walk(REPLICAS[name](*quirks), board)
    assert reasons(done) == ["unknown_board"]
    assert not done.ledger.complete and not done.ledger.verified_empty


@pytest.mark.parametrize("name", NEW)
def test_the_last_good_feed_outlives_what_goes_wrong(tmp_path: Path, name: str) -> None:
    assert day_of(tmp_path, name, 0).verdict == "published"
    before = feed(tmp_path, name)
    assert len(before) == 30
    for quirk in ("maintenance", "changed", "down", *DEPARTED.get(name, ((), ""))[0]):
        assert day_of(tmp_path, name, 1, quirk).verdict == "failed", quirk
        assert feed(tmp_path, name) == before, quirk
    empty = day_of(tmp_path, name, 1, "empty")
    assert (empty.verdict == "published") == (name in STATES_ZERO)
    after = feed(tmp_path, name).values()
    assert {posting["status"] for posting in after} == {"open"}, "one empty night closes nothing"


@pytest.mark.parametrize("name", NEW)
def test_a_posting_that_is_gone_between_list_and_page_is_gone(name: str) -> None:
    if name in ("breezy", "pinpoint", "gem"):
        pytest.skip("one call gives all")
    done = walk(REPLICAS[name]("gone@1"))
    assert len(done.items) == 29 and len(done.ledger.gone) == 1, done.ledger.given_up
    assert done.ledger.complete


# --- Totals ---------------------------------------------------------------------------------------


def test_rippling_counts_rows_and_gives_postings() -> None:
    replica = REPLICAS["rippling"]()
    done = walk(replica)
    rows = sum(len(opening.places) for opening in replica.listed)
    assert rows > 30 == len(done.items) == len(done.ledger.listed)
    assert done.ledger.complete and done.ledger.stated_total is None


def test_rippling_rows_that_are_missing_are_no_whole_list() -> None:
    done = walk(REPLICAS["rippling"]("long_total"))
    assert reasons(done) == ["fewer_than_stated"] and not done.ledger.complete


def test_bamboohr_that_is_shorter_than_it_says_is_not_complete() -> None:
    done = walk(REPLICAS["bamboohr"]("long_total"))
    assert reasons(done) == ["fewer_than_stated"] and len(done.items) == 30


def test_bamboohr_is_read_by_its_widget_where_the_list_is_gone() -> None:
    done = walk(REPLICAS["bamboohr"]("retired"))
    assert len(done.items) == 30 and done.ledger.proof == "one_call"
    assert reasons(walk(REPLICAS["bamboohr"]("retired", "empty"))) == ["no_postings"]


def test_phenom_beyond_its_limit_is_refused_by_name() -> None:
    done = walk(REPLICAS["phenom"]("huge"))
    assert reasons(done) == ["too_many_postings"] and not done.items


def test_an_empty_pinpoint_list_is_asked_for_again() -> None:
    done = walk(REPLICAS["pinpoint"]("blank@1"))
    assert len(done.items) == 30 and done.ledger.complete
    assert reasons(walk(REPLICAS["pinpoint"]("blank@2"))) == ["no_postings"]


def test_an_empty_gem_list_is_told_from_no_board_by_its_page() -> None:
    assert reasons(walk(REPLICAS["gem"]("empty"))) == ["no_postings"]


def test_a_gem_board_that_is_closed_to_the_public_call_is_read_by_its_own() -> None:
    replica = REPLICAS["gem"]("closed")
    done = walk(replica)
    assert len(done.items) == 30 and done.ledger.proof == "one_call"
    assert replica.paths()[1:] == ["POST /api/public/graphql/batch"]
    assert reasons(walk(REPLICAS["gem"]("closed", "empty"))) == ["no_postings"]
    assert reasons(walk(REPLICAS["gem"]("closed"), "nobody")) == ["unknown_board"]


def test_rippling_is_read_by_its_older_list_where_the_newer_is_gone() -> None:
    done = walk(REPLICAS["rippling"]("retired"))
    assert len(done.items) == 30 and done.ledger.complete and done.ledger.stated_total is None
    assert not any("workplace" in item.said for item in done.items), "the older list is silent"


def test_rows_of_rippling_that_say_several_workplaces_say_none() -> None:
    def alter(body: Any) -> None:
        for number, row in enumerate(body.get("items", ())):
            row["locations"] = [{"workplaceType": ("ON_SITE", "REMOTE")[number % 2]}]

    several, one = set(), set()
    replica = altered("rippling", alter)
    places = {opening.uuid: len(opening.places) for opening in replica.listed}
    for item in walk(replica).items:
        (several if places[item.key] == 2 else one).add("workplace" in item.said)
    assert several == {False} and one == {True}


def test_a_list_that_leaves_postings_out_closes_none_that_is_there() -> None:
    first = walk(REPLICAS["successfactors_legacy"]())
    short = walk(REPLICAS["successfactors_legacy"]("short"), known=known_from(first, "60001"))
    assert len(short.items) == 1, "the one that the list lacks is asked for"
    assert short.ledger.gone == {"60001": "http_404"} and short.ledger.complete
    many = {str(900000 + number): Known() for number in range(51)}
    assert walk(REPLICAS["successfactors_legacy"](), known=many).ledger.proof is None


def test_a_feed_in_place_of_the_sitemap_is_read_to_its_end() -> None:
    done = walk(REPLICAS["successfactors"]("feed"))
    assert len(done.items) == 30 and done.ledger.proof == "sitemap_exhausted"
    assert reasons(walk(REPLICAS["successfactors"]("feed", "empty"))) == ["no_postings"]


def test_a_sitemap_without_a_posting_says_how_many_addresses_it_names() -> None:
    replica: Any = REPLICAS["successfactors"]()
    sitemap = replica._sitemap()
    other = replace(sitemap, body=sitemap.body.replace(b"/job/", b"/stelle/"))
    replica._sitemap = lambda: other
    done = walk(replica)
    assert reasons(done) == ["no_postings"] and done.ledger.of_records
    assert done.ledger.list_says.startswith("Of its 30 addresses none fits the addresses of the ")


INSTEAD = {
    "<h1>Blue Heron</h1><p>Stands and waits.</p>": "changed_payload",
    "<h1>Please sign in to continue</h1>": "login_wall",
    "<h1>Heron</h1><form><input type=password></form>": "login_wall",
    "<h1>Just a moment</h1><p>Verify you are human</p>": "captcha",
    "<h1>Down for maintenance</h1>": "maintenance",
}


@pytest.mark.parametrize("name", ["join", "lever", "jazzhr", "icims", "personio", "taleo"])
@pytest.mark.parametrize("markup", INSTEAD)
def test_a_page_in_place_of_a_list_is_called_by_what_it_says(name: str, markup: str) -> None:
    replica: Any = REPLICAS[name]("maintenance")
    page = f"<html><body>{markup}</body></html>".encode()
    respond = replica.respond
    replica.respond = lambda asked: (found := respond(asked)) and replace(found, body=page)
    other = "changed_payload" if name == "join" else "maintenance"
    said = INSTEAD[markup]
    assert reasons(walk(replica)) == [other if said == "changed_payload" else said]


@pytest.mark.parametrize("name", ["jazzhr", "jobvite", "avature", "taleo_be", "paylocity"])
def test_a_list_of_markup_that_has_lost_its_end_is_cut(name: str) -> None:
    replica: Any = REPLICAS[name]()
    respond = replica.respond

    def cut(asked: Any) -> Any:
        answer = respond(asked)
        if answer is None or not answer.body.endswith(b"</body></html>"):
            return answer
        return replace(answer, body=answer.body[: len(answer.body) * 9 // 10])

    replica.respond = cut
    done = walk(replica)
    assert reasons(done) in (["truncated"], ["changed_payload"]) and not done.ledger.complete


def test_a_night_on_which_all_postings_of_a_platform_are_cut_reads_none() -> None:
    replica: Any = REPLICAS["successfactors_legacy"](most=2)
    respond = replica.respond

    def cut(asked: Any) -> Any:
        answer = respond(asked)
        if answer is None or b"externalPosting" not in answer.body:
            return answer
        return replace(answer, body=answer.body[: answer.body.index(b"externalPosting") + 60])

    replica.respond = cut
    done = walk(replica)
    assert not done.items and set(done.ledger.given_up.values()) == {"truncated"}


def test_addresses_of_unify_are_those_of_postings() -> None:
    board: Any = find_by_name("successfactors").of("jobs.acme.example")()
    for path in ("job/Oslo-Baker/71045-en_GB/", "north/job/Oslo-Baker/7104512/"):
        assert board.key(f"https://jobs.acme.example/{path}") == re.findall(r"/(\d+)", path)[-1]
    assert not board.key("https://jobs.acme.example/job/Oslo-Baker/")


def test_taleo_be_without_a_counter_is_walked_by_its_links() -> None:
    done = walk(REPLICAS["taleo_be"]("uncounted", copies=2))
    assert len(done.items) == 60 and done.ledger.proof == "last_page"
    assert done.ledger.stated_total is None


def test_a_portal_for_employees_is_a_login_wall() -> None:
    assert reasons(walk(REPLICAS["avature"]("login"))) == ["login_wall"]


def test_another_portal_of_the_host_is_another_board() -> None:
    done = walk(REPLICAS["avature"]())
    assert len(done.ledger.listed) == 30


def test_an_icims_page_outside_its_frame_is_not_read() -> None:
    replica = REPLICAS["icims"]()
    done = walk(replica)
    pages = [asked for asked in replica.asked if asked.path.startswith("/jobs/")]
    assert len(pages) == len(done.items) == 30
    assert all(asked.query["in_iframe"] == "1" for asked in pages)
    assert all("in_iframe" not in (item.url or "") for item in done.items)


def outside(name: str) -> Platform:
    """A replica that is asked without the frame, whatever the spider asks."""
    replica = REPLICAS[name]()
    respond = replica.respond
    replica.respond = lambda asked: respond(replace(asked, query={}))  # type: ignore[method-assign]
    return replica


def test_a_frame_without_data_is_given_up_by_name() -> None:
    done = walk(outside("icims"))
    assert set(done.ledger.given_up.values()) == {"changed_payload"} and not done.items


# --- What is read ---------------------------------------------------------------------------------


def said(item: RawPosting, slot: Any) -> list[str]:
    return [each.raw for each in item.said.get(slot, [])]


def typed(name: str, **members: Any) -> RawPosting:
    """The first posting of a replica whose records have these members, too."""

    def alter(body: Any) -> None:
        for record in body if isinstance(body, list) else [body]:
            record.update(members)

    return walk(altered(name, alter, most=1)).items[0]


def test_pay_in_minor_units() -> None:
    paid = {"amount": 7_150_000, "currency": "EUR"}
    item = typed("join", salaryAmountFrom=paid, salaryAmountTo=paid, salaryFrequency="PER_YEAR")
    assert item.said["salary"][0].value.min == "71500"
    yen = {"amount": 7_150_000, "currency": "JPY"}
    assert "salary" not in typed("join", salaryAmountFrom=yen, salaryAmountTo=yen).said
    hidden = {"showSalary": False}
    item = typed("join", salaryAmountFrom=paid, salaryAmountTo=paid, settings=hidden)
    assert "salary" not in item.said


def test_a_period_alone_is_no_pay() -> None:
    items = walk(REPLICAS["join"]()).items
    assert any("salary" not in item.said for item in items)


def test_an_employee_is_neither_full_nor_part_time() -> None:
    assert "employment_type" not in typed("join", employmentType={"id": 6, "name": "Employee"}).said


def test_a_dollar_names_a_currency_only_where_one_is_meant() -> None:
    def at(code: str) -> RawPosting:
        place = {"country": {"id": code, "name": ""}, "city": "Somewhere", "is_remote": False}
        return typed("breezy", salary="$7.00 – $8.50 / hour", location=place, locations=[])

    assert at("US").said["salary"][0].value is None, "read by its words, as US dollars"
    abroad = at("CR").said["salary"][0].value
    assert (abroad.min, abroad.max, abroad.currency, abroad.period) == ("7", "8.5", None, "hour")


@pytest.mark.parametrize(
    ("printed", "ends"),
    [
        ("$41,000+ / year", ("41000", None, "year")),
        ("Up to $44,000 / year", (None, "44000", "year")),
        ("$410 / week", ("410", "410", "week")),
        ("$1,500 – $2,000", ("1500", "2000", None)),
        ("Up to $1,900 / biweekly", (None, "1900", None)),
    ],
)
def test_pay_in_dollars_of_no_country(printed: str, ends: tuple[str | None, ...]) -> None:
    place = {"country": {"id": "NZ", "name": ""}, "city": "Somewhere"}
    pay = typed("breezy", salary=printed, location=place, locations=[]).said["salary"][0].value
    assert (pay.min, pay.max, pay.period, pay.currency) == (*ends, None)


def test_remote_flags_that_say_nothing() -> None:
    """BambooHR's is always null, Breezy's is true of hybrid posts and false of others that say
    nothing."""
    for name in ("bamboohr", "breezy"):
        replica = REPLICAS[name]()
        models = {opening.title: opening.workplace for opening in replica.listed}
        for item in walk(replica).items:
            stated = item.said.get("workplace", [])
            model = models[said(item, "title")[0].strip()]
            silent = name == "breezy" and model == "on_site"
            assert [each.value for each in stated] == ([] if silent else [model])


def test_ranges_in_several_currencies_are_no_span() -> None:
    ranges = [
        {"currency": "USD", "frequency": "YEAR", "rangeStart": 70, "rangeEnd": 90},
        {"currency": "CAD", "frequency": "YEAR", "rangeStart": 80, "rangeEnd": 99},
    ]
    assert "salary" not in typed("rippling", payRangeDetails=ranges).said
    ranges[1]["currency"] = "USD"
    pay = typed("rippling", payRangeDetails=ranges).said["salary"][0].value
    assert (pay.min, pay.max) == ("70", "99")


def test_days_that_are_made_up_are_not_read() -> None:
    spider = Icims.of("careers-acme")()
    read = spider.correct({"title": "Porter", "validThrough": "2027-05-04T04:00:00.000Z"})
    assert read == {"title": "Porter"}
    assert "datePosted" not in spider.correct({"datePosted": "2024-05-04T11:07:09.417Z"})
    assert "datePosted" in spider.correct({"datePosted": "2026-05-04T04:00:00.000Z"})


@pytest.mark.parametrize(
    ("stamped", "there"),
    [
        ("2026-05-04T17:56:03-05:00", "2026-05-04T12:56:03-05:00"),
        ("2026-05-05T02:10:00-07:00", "2026-05-04T19:10:00-07:00"),
        ("2026-05-05", "2026-05-05"),
        ("soon", "soon"),
    ],
)
def test_a_clock_of_utc_under_another_offset(stamped: str, there: str) -> None:
    spider = Paylocity.of("0c0ffee0-1111-4222-8333-444455556666/acme")()
    assert spider.correct({"datePosted": stamped}) == {"datePosted": there}


def test_the_stamp_of_a_refresh_is_no_day_of_posting() -> None:
    assert all("date_posted" not in item.said for item in walk(REPLICAS["successfactors"]()).items)


def test_the_employer_s_address_is_no_place_of_work() -> None:
    items = walk(REPLICAS["taleo_be"]()).items
    assert all("HQ" not in "".join(said(item, "location")) for item in items)


@pytest.mark.parametrize("name", ["jazzhr", "jobvite", "avature"])
def test_the_first_heading_is_the_company(name: str) -> None:
    titles = {opening.title for opening in REPLICAS[name]().listed}
    assert {said(item, "title")[0] for item in walk(REPLICAS[name]()).items} == titles


def test_text_in_a_comment_is_not_read() -> None:
    for item in walk(REPLICAS["jobvite"]()).items:
        assert "another century" not in " ".join(block.text for block in item.blocks)


def test_people_s_names_and_machines_texts_are_not_taken() -> None:
    for item in walk(REPLICAS["phenom"]()).items:
        whole = json.dumps([[block.text for block in item.blocks], item.unread, str(item.said)])
        assert "Somebody" not in whole and "Machine-made" not in whole and "Made up" not in whole
    for item in walk(REPLICAS["pinpoint"]()).items:
        assert "Somebody" not in str(item.said) + str(item.unread)


def test_a_part_without_text_has_no_heading() -> None:
    for item in walk(REPLICAS["pinpoint"]()).items:
        assert "An empty part" not in [block.text for block in item.blocks]


def test_markdown_is_read_as_headings_and_items() -> None:
    item = walk(REPLICAS["join"](most=1)).items[0]
    assert {block.kind for block in item.blocks} >= {"heading", "item"}
    assert not any(mark in block.text for block in item.blocks for mark in ("###", "* "))


def test_the_address_of_a_posting_is_not_made_of_its_id() -> None:
    for item in walk(REPLICAS["join"]()).items:
        assert f"/{int(item.key) + 60000}-" in str(item.url)


# --- Labels of a page beside its typed data -------------------------------------------------------

STATED = {
    "@context": "https://schema.org",
    "@type": "JobPosting",
    "title": "Night porter",
    "description": f"<p>{TEXT}</p>" * 2,
    "datePosted": "2026-02-02",
    "hiringOrganization": {"@type": "Organization", "name": "Acme Inns"},
    "jobLocation": {
        "@type": "Place",
        "address": {"addressLocality": "Denver", "addressRegion": "CO", "addressCountry": "US"},
    },
}


def posting_on(platform: str, board: str, address: str, body: str, **more: Any) -> dict[str, Any]:
    """What is read of a page with JSON-LD and this body."""
    plugin: Any = find_by_name(platform)
    data = json.dumps({**STATED, **more})
    page = f'<script type="application/ld+json">{data}</script>{body}'
    site = reader_of(plugin.of(board), project.ITEM_PIPELINES)
    markup = f"<html><head><title>x</title></head><body>{page}</body></html>".encode()
    return read(Answer(markup, address=address, day=DAY), site).posting.model_dump(mode="json")


WITHOUT_TEXT = {
    "jobvite": '<div class="jv-job-detail-description">{}</div>',
    "jazzhr": '<div id="job-description"><div class="description">{}</div></div>',
}
ADDRESSES = {
    "jobvite": "https://jobs.jobvite.com/acme/job/oAB71c",
    "jazzhr": "https://acme.applytojob.com/apply/oAB71c71",
}


@pytest.mark.parametrize("name", WITHOUT_TEXT)
def test_a_page_whose_box_of_the_text_is_empty_is_a_posting_without_text(name: str) -> None:
    body = WITHOUT_TEXT[name].format(" ")
    posting = posting_on(name, "acme", ADDRESSES[name], body, description="")
    assert posting["title"] == "Night porter" and "no_text" in posting["warnings"]
    assert posting["description"] is None and posting["locations"][0]["city"] == "Denver"
    with pytest.raises(NotRead, match="changed_payload"):
        posting_on(
            name, "acme", ADDRESSES[name], "<div>The text is elsewhere.</div>", description=""
        )


def test_the_mark_of_a_posting_that_comes_first_is_no_part_of_its_title() -> None:
    body = WITHOUT_TEXT["jobvite"].format(TEXT)
    posting = posting_on("jobvite", "acme", ADDRESSES["jobvite"], body, title="* Night porter")
    assert posting["title"] == "Night porter"


def test_labels_of_icims_say_what_its_data_does_not() -> None:
    rows = {"ID": "2026-771", "Category": "Front office", "Position Type": "Part-Time"}
    tags = "".join(
        f'<div class="iCIMS_JobHeaderTag"><dt class="iCIMS_JobHeaderField">{label}</dt>'
        f'<dd class="iCIMS_JobHeaderData">{value}</dd></div>'
        for label, value in rows.items()
    )
    posting = posting_on(
        "icims",
        "careers-acme",
        "https://careers-acme.icims.com/jobs/771/night-porter/job",
        f'<div class="iCIMS_JobContent"><h1 class="iCIMS_Header">Night porter</h1>{tags}</div>',
        employmentType="FULL_TIME",
    )
    assert posting["employment_types"] == ["FULL_TIME"], "what is typed counts"
    assert [each["value"] for each in posting["identifiers"]] == ["2026-771"]
    assert posting["categories"] == ["Front office"]


@pytest.mark.parametrize("typed", [True, False])
def test_labels_of_paylocity_say_what_its_data_does_not(typed: bool) -> None:
    rows = {
        "Job Type": "Full-time",
        "Description": TEXT * 6,
        "Salary Description": "$21.50 - $24.00/hour",
    }
    body = "".join(
        f'<div><div class="job-listing-header">{label}</div><div>{value}</div></div>'
        for label, value in rows.items()
    )
    value = {"@type": "QuantitativeValue", "minValue": 20, "maxValue": 30, "unitText": "HOUR"}
    pay = {"baseSalary": {"@type": "MonetaryAmount", "currency": "USD", "value": value}}
    posting = posting_on(
        "paylocity",
        "0c0ffee0-1111-4222-8333-444455556666/acme",
        "https://recruiting.paylocity.com/Recruiting/Jobs/Details/771",
        body,
        **(pay if typed else {}),
    )
    assert posting["employment_types"] == ["FULL_TIME"]
    salary = posting["salary"]
    figures = (salary["min"], salary["max"], salary["currency"], salary["period"])
    assert figures == (("20", "30") if typed else ("21.50", "24")) + ("USD", "hour")


@pytest.mark.parametrize(
    ("programme", "types"), [("Internship Programme", ["INTERN"]), ("Lights of Tomorrow", [])]
)
def test_the_type_of_a_programme_may_be_that_of_the_work(programme: str, types: list[str]) -> None:
    row = '<div class="joblayouttoken"><span class="joblayouttoken-label">{}:</span><p>{}</p></div>'
    posting = posting_on(
        "successfactors",
        "jobs.acme.example",
        "https://jobs.acme.example/acme/job/Oslo-Night-porter/7710001/",
        '<h1><span itemprop="title">Night porter</span></h1>'
        f"{row.format('Programme Type', programme)}<div itemprop=description>{TEXT * 9}</div>",
    )
    assert posting["employment_types"] == types
