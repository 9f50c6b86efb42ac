"""What boards send that no replica of ours does: the same posting, said in another form, gives the
same values; what says nothing gives none. Each variation is tried on each platform."""

from __future__ import annotations

import copy
import gzip
import html
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from crawlers.demo.platforms.boards import REPLICAS
from crawlers.demo.platforms.server import Asked
from crawlers.demo.printing.replica import Answer
from crawlers.extract.answer import NotRead
from crawlers.platforms.records.record import Record
from crawlers.plugins.discovery import find_by_name
from tests.platforms.reading import posting_of
from tests.platforms.test_lists import reasons, walk

Path = tuple[str | int, ...]
EVERY_DAY = ("greenhouse", "workday", "pinpoint", "icims")
"""The ordinary run tries these; the slow one all."""
LIVELY = ("lever", "bamboohr")
"""The same of members of other types."""
_JOB: Path = ("jobDetail", "data", "job")
_OPENING: Path = ("result", "jobOpening")
_INFO: Path = ("jobPostingInfo",)
TITLES: dict[str, Path] = {
    "taleo": ("title",),
    "oracle_recruiting": ("items", 0, "Title"),
    "greenhouse": ("title",),
    "lever": ("text",),
    "ashby": ("title",),
    "smartrecruiters": ("name",),
    "workday": (*_INFO, "title"),
    "personio": ("name",),
    "recruitee": ("title",),
    "workable": ("title",),
    "teamtailor": ("title",),
    "bamboohr": (*_OPENING, "jobOpeningName"),
    "join": ("title",),
    "rippling": ("name",),
    "breezy": ("name",),
    "pinpoint": ("title",),
    "gem": ("title",),
    "phenom": (*_JOB, "title"),
}
"""By platform whose postings are records, where the title stands."""
TEXTS: dict[str, Path] = {
    "taleo": ("description",),
    "oracle_recruiting": ("items", 0, "ExternalDescriptionStr"),
    "greenhouse": ("content",),
    "lever": ("descriptionBody",),
    "ashby": ("descriptionHtml",),
    "smartrecruiters": ("jobAd", "sections", "jobDescription", "text"),
    "workday": (*_INFO, "jobDescription"),
    "personio": ("jobDescriptions", "jobDescription", 0, "value"),
    "recruitee": ("description",),
    "workable": ("description",),
    "teamtailor": ("description",),
    "bamboohr": (*_OPENING, "description"),
    "join": ("description",),
    "rippling": ("description", "role"),
    "breezy": ("description",),
    "pinpoint": ("description",),
    "gem": ("content",),
    "phenom": (*_JOB, "description"),
}
KEYS: dict[str, Path] = {
    "taleo": ("contestnumber",),
    "oracle_recruiting": ("items", 0, "Id"),
    "greenhouse": ("id",),
    "lever": ("id",),
    "ashby": ("id",),
    "smartrecruiters": ("id",),
    "workday": (*_INFO, "externalUrl"),
    "personio": ("id",),
    "recruitee": ("id",),
    "workable": ("shortcode",),
    "teamtailor": ("link",),
    "bamboohr": (*_OPENING, "jobOpeningShareUrl"),
    "join": ("id",),
    "rippling": ("uuid",),
    "breezy": ("id",),
    "pinpoint": ("url",),
    "gem": ("id",),
    "phenom": (*_JOB, "jobSeqNo"),
}
ADDRESSES: dict[str, str] = {
    "greenhouse": "absolute_url",
    "lever": "hostedUrl",
    "ashby": "jobUrl",
    "smartrecruiters": "postingUrl",
    "recruitee": "careers_url",
    "rippling": "url",
    "breezy": "url",
    "gem": "absolute_url",
}
"""By platform, the member with the address of the posting, where the key stands beside it."""
PAY: dict[str, tuple[Path, str, str]] = {
    "taleo": ((), "payvalue", "maximumsalary"),
    "greenhouse": (("metadata", 2, "value"), "min_value", "max_value"),
    "lever": (("salaryRange",), "min", "max"),
    "ashby": (("compensation", "summaryComponents", 0), "minValue", "maxValue"),
    "smartrecruiters": (("compensation", "salary"), "min", "max"),
    "recruitee": (("salary",), "min", "max"),
    "rippling": (("payRangeDetails", 0), "rangeStart", "rangeEnd"),
    "pinpoint": ((), "compensation_minimum", "compensation_maximum"),
}
DATES: dict[str, Path] = {
    "greenhouse": ("first_published",),
    "lever": ("createdAt",),
    "ashby": ("publishedAt",),
    "smartrecruiters": ("releasedDate",),
    "workday": (*_INFO, "startDate"),
    "bamboohr": (*_OPENING, "datePosted"),
    "gem": ("first_published_at",),
}
"""By platform, the day of posting, which platforms change to a number without a word."""
CLOSED: tuple[tuple[str, Path, Any], ...] = (
    ("workday", (*_INFO, "posted"), False),
    ("smartrecruiters", ("active",), False),
    ("smartrecruiters", ("visibility",), "INTERNAL"),
    ("workable", ("state",), "closed"),
    ("workable", ("state",), "draft"),
    ("workable", ("isInternal",), True),
    ("recruitee", ("status",), "closed"),
    ("lever", ("state",), "draft"),
    ("join", ("status",), "ARCHIVED"),
    ("bamboohr", (*_OPENING, "jobOpeningStatus"), "Filled"),
    ("bamboohr", (*_OPENING, "jobOpeningStatus"), "Draft"),
    ("oracle_recruiting", ("items",), []),
)
"""How a record says that it is none for the public, or none any more."""

records = pytest.mark.parametrize("name", TITLES)


@cache
def record_of(name: str) -> Any:
    """A record as the replica of a platform gives it, the one that is paid for."""
    platform: Any = find_by_name(name)
    own, seen = platform.read_record, []

    def read_record(self: Any, raw: Any, job: Record) -> Any:
        seen.append(copy.deepcopy(job.members))
        return own(self, raw, job)

    platform.read_record = read_record
    try:
        walk(REPLICAS[name](most=1))
    finally:
        platform.read_record = own
    if name == "lever":
        seen[0]["description"] = ""  # the same text once more
    return seen[0]


def read(name: str, record: Any) -> dict[str, Any]:
    """The values of a posting, without its hash."""
    posting = posting_of(name, REPLICAS[name].usual, record)
    posting.pop("content_hash")
    return posting


def put(record: Any, path: Path, value: Any) -> Any:
    """A copy of a record in which another value stands at a path."""
    whole = within = copy.deepcopy(record)
    for step in path[:-1]:
        within = within[step]
    within[path[-1]] = value
    return whole


def at(record: Any, path: Path) -> Any:
    for step in path:
        record = record[step]
    return record


def members(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every member of a record with its path, those within others too."""
    inner: list[tuple[str | int, Any]] = []
    if isinstance(value, dict):
        inner = [*value.items()]
    elif isinstance(value, list):
        inner = [*enumerate(value)]
    for step, each in inner:
        yield (*path, step), each
        yield from members(each, (*path, step))


def kept(name: str) -> tuple[Path, ...]:
    """What a variation leaves as it is, for it is what makes the record a posting."""
    return TITLES[name], TEXTS[name], KEYS[name]


# --- A record in other forms ----------------------------------------------------------------------


@records
def test_a_title_with_marks_of_an_editor(name: str) -> None:
    for typed, title in (
        ("<b>Lamp Keeper</b> <br/>R&amp;D", "Lamp Keeper R&D"),
        ("  Lamp\u00a0 Keeper\n(m/w/d)  ", "Lamp Keeper (m/w/d)"),
        ("R&D <Lead> Oslo", "R&D <Lead> Oslo"),
    ):
        assert read(name, put(record_of(name), TITLES[name], typed))["title"] == title


@records
def test_a_text_that_is_escaped_once_more(name: str) -> None:
    markup = "<h3>Your tasks</h3><ul><li>keep the lamps &amp; logs</li><li>call the crew</li></ul>"
    plain = read(name, put(record_of(name), TEXTS[name], markup))
    escaped = read(name, put(record_of(name), TEXTS[name], html.escape(markup)))
    assert "- keep the lamps & logs\n- call the crew" in plain["description"]
    assert escaped["description"] == plain["description"]


@records
def test_a_text_of_boxes_alone_has_its_headings_and_items(name: str) -> None:
    lines = ("Your tasks", "• keep the lamps", "• call the crew", "Your profile", "• steady hands")
    markup = "".join(f'<div><span style="a:b">{line}</span></div>' for line in lines)
    posting = read(name, put(record_of(name), TEXTS[name], markup))
    found = {section["heading"]: section["kind"] for section in posting["sections"]}
    assert found.get("Your tasks", "responsibilities") == "responsibilities"
    assert found["Your profile"].startswith("qualifications")
    assert "Your tasks\n- keep the lamps\n- call the crew" in posting["description"]


@records
def test_no_script_of_a_text_is_text(name: str) -> None:
    markup = "<p>Keep the lamps.</p><script>let a = 1;</script><style>b {}</style><!-- old -->"
    description = read(name, put(record_of(name), TEXTS[name], markup))["description"]
    assert "Keep the lamps." in description
    assert not any(word in description for word in ("let a", "b {}", "old"))


@pytest.mark.parametrize("nothing", [None, "", [], {}], ids=repr)
@records
def test_what_says_nothing_gives_nothing(name: str, nothing: Any) -> None:
    """Each member alone, and all at once: no value comes that was not there before, none but its
    own goes."""
    record, whole = record_of(name), read(name, record_of(name))
    least = record
    for path, _ in members(record):
        if any(path == each[: len(path)] for each in kept(name)):
            continue
        within = at(least, path[:-1]) if _is_there(least, path[:-1]) else None
        if isinstance(within, (dict, list)) and path[-1] in _steps(within):
            least = put(least, path, nothing)
        posting = read(name, put(record, path, nothing))
        assert posting["title"] == whole["title"] and posting["id"] == whole["id"]
        changed = [field for field in whole if posting[field] != whole[field]]
        assert len(changed) <= 8, (path, changed)
    posting = read(name, least)
    assert posting["title"] == whole["title"] and posting["url"].startswith("http")
    values = ("organization", "salary", "date_posted", "valid_through", "employment_types")
    for field in (*values, "workplace", "categories", "locations"):
        assert not posting[field] or posting[field] == whole[field], field


def _is_there(record: Any, path: Path) -> bool:
    try:
        at(record, path)
    except (KeyError, IndexError, TypeError):
        return False
    return True


def _steps(within: Any) -> Any:
    return within if isinstance(within, dict) else range(len(within))


@records
def test_numbers_as_words_and_words_as_numbers(name: str) -> None:
    record, whole = record_of(name), read(name, record_of(name))
    other = record
    for path, value in members(record):
        if isinstance(value, int | float) and not isinstance(value, bool):
            other = put(other, path, str(value))
        elif path[-1] in ("id", "Id", "number") and str(value).isdigit():
            other = put(other, path, int(value))
    posting = read(name, other)
    assert posting == whole


@records
def test_members_that_nobody_knows_change_nothing(name: str) -> None:
    record = record_of(name)
    for path, value in [((), record), *members(record)]:
        if isinstance(value, dict):
            record = put(record, (*path, "glow"), {"kind": ["amber"], "at": None})
    assert read(name, record) == read(name, record_of(name))


@pytest.mark.parametrize("name", ADDRESSES)
def test_an_address_that_is_none_is_made_of_the_key(name: str) -> None:
    found = {
        read(name, put(record_of(name), (ADDRESSES[name],), typed))["url"]
        for typed in (None, "", "soon", "/jobs/7", 0)
    }
    assert len(found) == 1
    platform: Any = find_by_name(name)
    board = platform.of(REPLICAS[name].usual)
    assert found == {board().public_address(str(at(record_of(name), KEYS[name])))}


@pytest.mark.parametrize("name", ["workday", "bamboohr"])
def test_a_record_without_key_and_address_has_those_of_its_request(name: str) -> None:
    """The key that the list gave, in the form of the addresses that people see."""
    platform: Any = find_by_name(name)
    own = platform.read_record

    def read_record(self: Any, raw: Any, job: Record) -> Any:
        *within, last = KEYS[name]
        job.members = put(job.members, (*within, last), None)
        return own(self, raw, job)

    platform.read_record = read_record
    try:
        done = walk(REPLICAS[name](most=3))
    finally:
        platform.read_record = own
    listed = dict(done.ledger.listed.items())
    assert {item.key: item.url for item in done.items} == listed


@pytest.mark.parametrize(
    ("ends", "salary"),
    [
        (("70000", "90000.0"), ("70000", "90000")),
        ((70000, 90000), ("70000", "90000")),
        ((70000, None), ("70000", None)),
        ((70000, 70000), ("70000", "70000")),
        ((0, 0), None),
        (("0.00", "0"), None),
        ((None, None), None),
        ((90000, 70000), None),
    ],
)
@pytest.mark.parametrize("name", PAY)
def test_the_ends_of_a_range_of_pay(name: str, ends: Any, salary: Any) -> None:
    path, low, high = PAY[name]
    record = put(put(record_of(name), (*path, low), ends[0]), (*path, high), ends[1])
    found = read(name, record)["salary"]
    assert (found and (found["min"], found["max"])) == salary


@pytest.mark.parametrize("name", [name for name in PAY if name != "taleo"])
def test_the_most_that_is_paid_is_no_floor(name: str) -> None:
    path, low, high = PAY[name]
    found = read(name, put(put(record_of(name), (*path, low), 0), (*path, high), 90000))["salary"]
    assert (found["min"], found["max"]) == (None, "90000")


@pytest.mark.parametrize("typed", [1772000000, 1772000000000, "1772000000000"])
@pytest.mark.parametrize(("name", "path"), DATES.items())
def test_a_date_as_a_number_since_1970_is_its_day(name: str, path: Path, typed: Any) -> None:
    assert read(name, put(record_of(name), path, typed))["date_posted"]["date"] == "2026-02-25"


@pytest.mark.parametrize("typed", [17, -5, 99999999999999999, True, [1772000000000, 5]])
@pytest.mark.parametrize(("name", "path"), DATES.items())
def test_a_number_that_is_no_date_gives_none(name: str, path: Path, typed: Any) -> None:
    assert read(name, put(record_of(name), path, typed))["date_posted"] is None


@pytest.mark.parametrize(
    "name", [pytest.param(n, marks=() if n in LIVELY else pytest.mark.slow) for n in TITLES]
)
def test_a_member_of_another_type_costs_no_posting(name: str) -> None:
    record, whole = record_of(name), read(name, record_of(name))
    for path, _ in members(record):
        if not any(path == each[: len(path)] for each in kept(name)):
            for typed in (["Full-time", "Permanent"], {"en": "Full-time"}, [{"name": "Oslo"}]):
                posting = read(name, put(record, path, typed))
                assert posting["title"] == whole["title"], (path, typed)


@pytest.mark.parametrize(("name", "path", "value"), CLOSED)
def test_what_is_closed_or_not_for_the_public_is_gone(name: str, path: Path, value: Any) -> None:
    with pytest.raises(NotRead) as refused:
        read(name, put(record_of(name), path, value))
    assert refused.value.how == "gone"


@pytest.mark.parametrize(("name", "member"), [("workable", "state"), ("recruitee", "status")])
def test_a_state_that_nobody_knows_closes_nothing(name: str, member: str) -> None:
    assert read(name, put(record_of(name), (member,), "live")) == read(name, record_of(name))


# --- The same answers, sent in other ways ---------------------------------------------------------


def zipped(answer: Answer) -> Answer:
    packed = gzip.compress(answer.body)
    return replace(answer, body=packed, headers={**answer.headers, "Content-Encoding": "gzip"})


def marked(answer: Answer) -> Answer:
    """With a byte order mark, and no word of the encoding."""
    kind = answer.content_type.partition(";")[0]
    return replace(answer, body=b"\xef\xbb\xbf" + answer.body, content_type=kind)


def spaced(answer: Answer) -> Answer:
    """With an empty line behind it, as scripts of platforms leave."""
    return replace(answer, body=answer.body + b"\r\n\r\n")


def as_text(answer: Answer) -> Answer:
    """JSON under the name of another kind."""
    return replace(answer, content_type="text/plain; charset=utf-8")


SENT: dict[str, Callable[[Answer], Answer]] = {
    "gzip": zipped,
    "mark": marked,
    "blank": spaced,
    "text": as_text,
}
boards = pytest.mark.parametrize(
    "name",
    [pytest.param(n, marks=() if n in EVERY_DAY else pytest.mark.slow) for n in REPLICAS],
)


def titles(done: Any) -> list[str]:
    return sorted(each.raw for item in done.items for each in item.said["title"][:1])


@pytest.mark.parametrize("way", SENT)
@boards
def test_an_answer_sent_in_another_way_is_the_same(name: str, way: str) -> None:
    replica = REPLICAS[name](most=3)
    respond = replica.respond

    def sent(asked: Asked) -> Answer | None:
        answer = respond(asked)
        if answer is None or answer.status != 200:
            return answer
        return answer if way == "text" and "json" not in answer.content_type else SENT[way](answer)

    replica.respond = sent  # type: ignore[method-assign]
    done, usual = walk(replica), walk(REPLICAS[name](most=3))
    assert done.ledger.complete and not reasons(done) and not done.ledger.given_up
    assert titles(done) == titles(usual) and len(done.items) == 3


@boards
def test_a_platform_that_asks_to_wait_is_asked_again(name: str) -> None:
    replica = REPLICAS[name](most=3)
    respond, refused = replica.respond, []

    def busy(asked: Asked) -> Answer | None:
        if asked.path != "/robots.txt" and len(refused) < 2:
            refused.append(asked.raw)
            return Answer(429, b"slow down", "text/plain", headers={"Retry-After": "0"})
        return respond(asked)

    replica.respond = busy  # type: ignore[method-assign]
    done = walk(replica, RETRY_TIMES=3)
    assert done.ledger.complete and not done.ledger.given_up and len(done.items) == 3


def test_what_is_in_json_holds_only_what_json_can() -> None:
    """The records of the replicas are answers, not Python."""
    for name in ("greenhouse", "workday"):
        assert json.loads(json.dumps(record_of(name))) == record_of(name)
