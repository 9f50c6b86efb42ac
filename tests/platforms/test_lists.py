"""How boards are walked: what proves that a list was complete, and the name of whatever is wrong
with it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from crawlers.contract.known import Known
from crawlers.contract.list_shape import ListBefore
from crawlers.demo.platforms.boards import REPLICAS
from crawlers.demo.platforms.greenhouse import Greenhouse
from crawlers.demo.platforms.lever import Lever
from crawlers.demo.platforms.oracle_recruiting import OracleRecruiting
from crawlers.demo.platforms.personio import Personio
from crawlers.demo.platforms.server import Asked, Platform, Served
from crawlers.demo.platforms.smartrecruiters import SmartRecruiters
from crawlers.demo.platforms.taleo import Taleo
from crawlers.demo.platforms.teamtailor import Teamtailor
from crawlers.demo.platforms.workable import Workable
from crawlers.demo.platforms.workday import Workday
from crawlers.platforms import oracle_recruiting, workday
from crawlers.plugins.discovery import find_by_name
from tests.spider.walking import Walk, crawl

WITH_DETAILS = (
    "taleo",
    "oracle_recruiting",
    "smartrecruiters",
    "workday",
    "workable",
    "bamboohr",
    "rippling",
    "phenom",
)
STATES_ZERO = ("greenhouse", "workable", "workday", "taleo", "bamboohr", "join", "taleo_be")
"""Platforms that state the number of their postings, and with it that there are none.
SmartRecruiters and Oracle state 0 for boards that are not there, too."""
PROOFS = ("stated_total", "one_call", "last_page", "sitemap_exhausted")
UNSTATED = [None, True, False, -3, 30.0, "", "-3", "30.0", "thirty", [], {}]
"""What is no total."""


def walk(
    replica: Platform,
    board: str = "",
    known: dict[str, Known] | None = None,
    before: ListBefore | None = None,
    **settings: Any,
) -> Walk:
    def prepare(spider: Any) -> None:
        spider.known, spider.list_before = known or {}, before or ListBefore()

    with Served(replica) as origin:
        return crawl(
            find_by_name(replica.name),
            settings,
            prepare,
            origin=origin,
            board=board or replica.board_name,
        )


def reasons(done: Walk) -> list[str]:
    return [reason for _, reason in done.ledger.list_failures]


def known_from(done: Walk, *absent: str) -> dict[str, Known]:
    """What the store would know after that walk, and of some postings besides."""
    ledger = done.ledger
    found = {key: Known(url, lastmod=ledger.lastmod.get(key)) for key, url in ledger.listed.items()}
    return found | {key: Known(f"https://elsewhere.example/{key}") for key in absent}


@pytest.mark.parametrize("name", REPLICAS)
def test_a_board_of_several_pages_is_walked_to_its_end(name: str) -> None:
    done = walk(REPLICAS[name](copies=5))
    assert done.ledger.complete and done.ledger.proof in PROOFS
    assert len(done.ledger.listed) == len(done.items) == 150
    assert len({item.key for item in done.items}) == 150


@pytest.mark.parametrize("name", REPLICAS)
def test_a_maintenance_page_with_200_is_a_list_failure(name: str) -> None:
    done = walk(REPLICAS[name]("maintenance"))
    assert reasons(done) == ["maintenance"]
    assert not done.ledger.complete and not done.ledger.verified_empty and not done.items


@pytest.mark.parametrize("name", REPLICAS)
def test_an_answer_of_another_form_is_a_list_failure(name: str) -> None:
    done = walk(REPLICAS[name]("changed"))
    assert reasons(done) == ["unknown_board" if name == "taleo" else "changed_payload"]
    assert not done.ledger.complete and not done.ledger.verified_empty and not done.items


@pytest.mark.parametrize(
    ("quirk", "reason"), [("down", "http_500"), ("killed", "connection"), ("slow", "timeout")]
)
@pytest.mark.parametrize("name", ["greenhouse", "workday", "personio"])
def test_a_list_that_cannot_be_had_is_a_list_failure(name: str, quirk: str, reason: str) -> None:
    done = walk(REPLICAS[name](quirk), DOWNLOAD_TIMEOUT=1, RETRY_TIMES=0)
    assert reasons(done) == [reason]
    assert not done.ledger.complete


@pytest.mark.parametrize(
    ("name", "board"),
    [
        ("greenhouse", "nobody"),
        ("lever", "nobody"),
        ("ashby", "nobody"),
        ("workable", "nobody"),
        ("smartrecruiters", "nobody"),
        ("workday", "kestrel.wd3/nothing"),
        ("oracle_recruiting", "kestrel.fa.em2/CX_9"),
        ("taleo", "kestrel.taleo.net/99"),
    ],
)
def test_an_unknown_board_is_called_so_even_where_it_answers_200(name: str, board: str) -> None:
    done = walk(REPLICAS[name](), board)
    assert reasons(done) == ["unknown_board"]
    assert not done.ledger.complete and not done.ledger.verified_empty


@pytest.mark.parametrize("name", REPLICAS)
def test_none_is_believed_only_where_the_platform_says_so(name: str) -> None:
    ledger = walk(REPLICAS[name]("empty")).ledger
    assert ledger.verified_empty == ledger.complete == (name in STATES_ZERO)
    assert bool(ledger.list_failures) == (name not in STATES_ZERO)


@pytest.mark.parametrize("name", WITH_DETAILS)
def test_a_second_run_asks_for_nothing_but_the_list(name: str) -> None:
    first = walk(REPLICAS[name]())
    replica = REPLICAS[name]()
    again = walk(replica, known=known_from(first))
    assert len(again.ledger.not_modified) == 30 and not again.items
    assert len(replica.asked) <= 6


@pytest.mark.parametrize("name", WITH_DETAILS)
def test_a_changed_card_is_asked_for(name: str) -> None:
    """On day 4 three openings have come and one has gone since day 0."""
    first = walk(REPLICAS[name]())
    again = walk(REPLICAS[name](day=4), known=known_from(first))
    assert len(again.items) == 2 and len(again.ledger.not_modified) == 29
    assert again.ledger.complete


@pytest.mark.parametrize(
    "replica",
    [SmartRecruiters("gone@1"), Workable("gone@1"), OracleRecruiting("gone@1")],
    ids=lambda r: r.name,
)
def test_a_posting_withdrawn_during_the_walk_is_gone(replica: Platform) -> None:
    done = walk(replica)
    assert len(done.ledger.gone) == 1 and len(done.items) == 29
    assert done.ledger.complete


# --- Totals ---------------------------------------------------------------------------------------


def altered(name: str, alter: Callable[[Any], None], *quirks: str, **kwargs: Any) -> Platform:
    """A replica whose JSON answers are changed before they are sent."""
    replica = REPLICAS[name](*quirks, **kwargs)
    respond = replica.respond

    def changed(asked: Asked) -> Any:
        answer = respond(asked)
        if answer is None or "json" not in answer.content_type:
            return answer
        body = json.loads(answer.body)
        alter(body)
        return replace(answer, body=json.dumps(body).encode())

    replica.respond = changed  # type: ignore[method-assign]
    return replica


HOLDERS: dict[str, tuple[Callable[[Any], Any], str]] = {
    "greenhouse": (lambda body: body.get("meta"), "total"),
    "smartrecruiters": (lambda body: body, "totalFound"),
    "workable": (lambda body: body, "total"),
    "workday": (lambda body: body, "total"),
    "oracle_recruiting": (lambda body: (body.get("items") or [{}])[0], "TotalJobsCount"),
    "taleo": (lambda body: body.get("pagingData"), "totalCount"),
}
"""By platform that states a total: the object of an answer that holds it, and its name."""


def with_total(name: str, total: Any, *quirks: str) -> Platform:
    """A replica that states another total."""

    def alter(body: Any) -> None:
        find, member = HOLDERS[name]
        holder = find(body)
        if holder and member in holder:
            holder[member] = total

    return altered(name, alter, *quirks)


def without_total(name: str, *quirks: str) -> Platform:
    """A replica that states no total."""

    def alter(body: Any) -> None:
        find, member = HOLDERS[name]
        (find(body) or {}).pop(member, None)

    return altered(name, alter, *quirks)


@pytest.mark.parametrize("total", UNSTATED, ids=repr)
@pytest.mark.parametrize("name", HOLDERS)
def test_what_is_no_whole_number_is_no_total(name: str, total: Any) -> None:
    for quirks in ((), ("empty",)):
        ledger = walk(with_total(name, total, *quirks)).ledger
        assert [reason for _, reason in ledger.list_failures] == ["changed_payload"]
        assert not ledger.complete and not ledger.verified_empty and ledger.stated_total is None


@pytest.mark.parametrize("name", HOLDERS)
def test_the_digits_of_a_total_are_one(name: str) -> None:
    done = walk(with_total(name, "30"))
    assert done.ledger.proof == "stated_total" and done.ledger.complete and len(done.items) == 30


@pytest.mark.parametrize("name", HOLDERS)
def test_a_list_that_states_no_total_proves_nothing(name: str) -> None:
    for quirks in ((), ("empty",)):
        ledger = walk(without_total(name, *quirks)).ledger
        assert [reason for _, reason in ledger.list_failures] == ["changed_payload"]
        assert not ledger.complete and not ledger.verified_empty


@pytest.mark.parametrize("name", HOLDERS)
def test_postings_under_a_stated_zero_prove_nothing(name: str) -> None:
    done = walk(with_total(name, 0))
    assert reasons(done) == ["changed_payload"]
    assert not done.ledger.complete


NIGHTS = (ListBefore(was_gone=True), ListBefore(was_empty=True), ListBefore())


@pytest.mark.parametrize("before", NIGHTS)
@pytest.mark.parametrize("name", HOLDERS)
def test_a_list_that_states_postings_and_gives_none_is_wrong(name: str, before: ListBefore) -> None:
    """Whatever the pages of the known postings answer, and whatever the night before was."""
    known = {key: Known(f"https://elsewhere.example/jobs/{key}") for key in ("900001", "900002")}
    done = walk(with_total(name, 33, "empty"), known=known, before=before)
    assert reasons(done) == ["fewer_than_stated"]
    assert not done.ledger.complete and not done.ledger.verified_empty and not done.ledger.gone
    accepted = walk(with_total(name, 33, "empty"), before=ListBefore(accepts_empty=True))
    assert accepted.ledger.complete and accepted.ledger.proof == "accepted"


def test_a_total_that_a_person_refutes_leaves_an_empty_list_without_a_proof() -> None:
    done = walk(with_total("greenhouse", 33, "empty"), before=ListBefore(accepts_list=True))
    assert reasons(done) == ["no_postings"] and not done.ledger.verified_empty


def drop_meta(body: Any) -> None:
    body.pop("meta", None)


def test_a_whole_board_in_one_call_needs_no_total() -> None:
    done = walk(altered("greenhouse", drop_meta))
    assert done.ledger.proof == "one_call" and done.ledger.complete and len(done.items) == 30


@pytest.mark.parametrize(
    "name", ["greenhouse", "ashby", "recruitee", "personio", "lever", "teamtailor"]
)
def test_an_empty_list_without_a_total_proves_nothing(name: str) -> None:
    done = walk(altered(name, drop_meta if name == "greenhouse" else lambda body: None, "empty"))
    assert reasons(done) == ["no_postings"]
    assert not done.ledger.complete and not done.ledger.verified_empty and done.ledger.proof is None


UNSTATED_BOARDS = ("greenhouse", "ashby", "recruitee", "personio", "lever", "teamtailor")


@pytest.mark.parametrize("name", UNSTATED_BOARDS)
def test_an_employer_who_fills_the_last_job_is_not_stuck(name: str) -> None:
    def empty() -> Platform:
        return altered(name, drop_meta if name == "greenhouse" else lambda body: None, "empty")

    known = {key: Known(f"https://elsewhere.example/jobs/{key}") for key in ("900001", "900002")}
    first = walk(empty(), known=known)
    assert reasons(first) == ["empty_once"] and first.ledger.gone_all
    second = walk(empty(), known=known, before=ListBefore(was_gone=True))
    assert second.ledger.proof == "asked_each" and second.ledger.complete
    assert second.ledger.verified_empty and set(second.ledger.gone) == set(known)
    later = walk(empty(), before=ListBefore(was_empty=True))
    assert later.ledger.verified_empty and later.ledger.complete
    by_hand = walk(empty(), known=known, before=ListBefore(accepts_empty=True))
    assert by_hand.ledger.proof == "accepted" and by_hand.ledger.complete


@pytest.mark.parametrize("name", ["smartrecruiters", "oracle_recruiting"])
def test_a_zero_that_proves_nothing_is_settled_by_the_known_postings(name: str) -> None:
    """These platforms state 0 of boards that they do not know: an employer who fills the last job
    is believed on the second night, and a wrong name never."""
    known = {key: Known(f"https://elsewhere.example/jobs/{key}") for key in ("900001", "900002")}
    first = walk(REPLICAS[name]("empty"), known=known)
    assert reasons(first) == ["empty_once"] and first.ledger.gone_all
    second = walk(REPLICAS[name]("empty"), known=known, before=ListBefore(was_gone=True))
    assert second.ledger.proof == "asked_each" and set(second.ledger.gone) == set(known)
    assert walk(REPLICAS[name]("empty"), before=ListBefore(was_empty=True)).ledger.complete
    many = {str(900000 + number): Known() for number in range(51)}
    assert reasons(walk(REPLICAS[name]("empty"), known=many)) == ["no_postings"]
    assert reasons(walk(REPLICAS[name]("empty"))) == ["unknown_board"]


@pytest.mark.parametrize("stated", ["", "many", "-1", "\N{SUPERSCRIPT TWO}"])
def test_a_classic_taleo_list_without_its_total_proves_nothing(
    monkeypatch: pytest.MonkeyPatch, stated: str
) -> None:
    monkeypatch.setattr(Taleo, "_total", lambda self, page: stated)
    for quirks in ((), ("empty",)):
        done = walk(Taleo(*quirks, frontend="classic"))
        assert reasons(done) == ["changed_payload"]
        assert not done.ledger.complete and not done.ledger.verified_empty


def test_a_board_in_one_call_that_is_shorter_than_it_says_is_not_complete() -> None:
    done = walk(Greenhouse("long_total"))
    assert reasons(done) == ["fewer_than_stated"]
    assert len(done.items) == 30 and not done.ledger.complete


def test_a_posting_listed_twice_is_read_once() -> None:
    done = walk(Greenhouse("twice"))
    assert len(done.items) == 30 and done.ledger.complete


def test_an_overstated_total_is_no_proof_of_a_whole_list() -> None:
    """Nothing is known of the board: the postings are published, none is closed for being
    absent."""
    replica = SmartRecruiters("long_total")
    done = walk(replica)
    assert done.ledger.proof is None and not reasons(done)
    assert len(done.items) == 30 and done.stats["jobwire/total_overstated"] == 1
    assert sum("offset=0" in path for path in replica.paths()) == 2, "walked twice"


def test_behind_an_overstated_total_every_known_posting_is_asked_for() -> None:
    first = walk(SmartRecruiters())
    done = walk(SmartRecruiters("long_total"), known=known_from(first, "60001"))
    assert done.ledger.gone == {"60001": "http_404"}
    assert done.ledger.proof == "last_page" and done.ledger.complete


def test_pages_that_overlap_lose_nothing() -> None:
    done = walk(SmartRecruiters("moves", copies=7))
    assert len(done.items) == 210 and done.ledger.proof == "stated_total"


@pytest.mark.parametrize("quirk", ["repeats", "shifts"])
def test_a_last_page_that_repeats_ends_the_walk(quirk: str) -> None:
    replica = Lever(quirk, copies=7)
    done = walk(replica)
    assert len(done.items) == 210 and done.ledger.proof == "last_page"
    assert len(replica.asked) <= 6


def test_pages_smaller_than_asked_for_are_walked_to_the_end() -> None:
    done = walk(Teamtailor("small"))
    assert len(done.items) == 30 and done.ledger.complete


def test_a_host_that_knows_no_pages_gives_all_at_once() -> None:
    replica = Teamtailor("deaf")
    done = walk(replica)
    assert len(done.items) == 30 and done.ledger.complete and len(replica.paths()) == 2


def test_a_feed_that_is_cut_short_is_not_a_shorter_feed() -> None:
    done = walk(Personio("cut"))
    assert reasons(done) == ["changed_payload"] and not done.items


# --- Limits and refusals --------------------------------------------------------------------------


def test_workday_is_walked_facet_by_facet_where_offsets_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(workday, "MOST", 40)
    monkeypatch.setattr(Workday, "cap", 40)
    done = walk(Workday(copies=3))
    assert len(done.items) == 90 and done.ledger.proof == "stated_total"


def test_workday_without_facets_is_not_complete(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workday, "MOST", 40)
    assert reasons(walk(Workday("no_facets", copies=3))) == ["too_many_postings"]


def test_oracle_is_walked_by_category_where_offsets_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(oracle_recruiting, "MOST", 80)
    monkeypatch.setattr(OracleRecruiting, "cap", 80)
    done = walk(OracleRecruiting(copies=6))
    assert len(done.items) == 180 and done.ledger.proof == "stated_total"
    assert reasons(walk(OracleRecruiting("no_facets", copies=6))) == ["too_many_postings"]


@pytest.mark.parametrize(
    "replica", [Workday("busy@2"), OracleRecruiting("nowhere@2"), OracleRecruiting("denied@2")]
)
def test_a_short_burst_of_refusals_is_asked_again(
    replica: Platform, caplog: pytest.LogCaptureFixture
) -> None:
    done = walk(replica, RETRY_TIMES=3)
    assert "likely copied" not in caplog.text
    assert len(done.items) == 30 and done.ledger.complete and not done.ledger.given_up


@pytest.mark.parametrize(
    ("replica", "reason"),
    [
        (Workday("busy@99"), "http_303"),
        (OracleRecruiting("nowhere@99"), "http_302"),
        (OracleRecruiting("denied@99"), "http_403"),
    ],
)
def test_a_lasting_refusal_has_a_name(replica: Platform, reason: str) -> None:
    done = walk(replica)
    assert reasons(done) == [reason] and not done.ledger.complete
    assert len(replica.asked) <= 5, "and the site is left alone"


def test_workday_states_its_total_on_the_first_page_alone() -> None:
    done = walk(Workday("first_total"))
    assert len(done.items) == 30 and done.ledger.proof == "stated_total"


def test_a_workday_row_that_has_lost_its_path_is_no_posting() -> None:
    done = walk(Workday("withdrawn"))
    assert len(done.items) == 29 and not reasons(done) and done.ledger.proof is None


def test_records_that_are_pages_of_html_are_given_up_by_name() -> None:
    done = walk(Workday("incident"))
    assert set(done.ledger.given_up.values()) == {"maintenance"} and not done.items


def test_a_record_without_a_title_is_given_up_by_name() -> None:
    done = walk(Greenhouse("untitled"))
    assert list(done.ledger.given_up.values()) == ["changed_payload"] and len(done.items) == 29


@pytest.mark.parametrize("name", REPLICAS)
def test_what_nobody_reads_is_counted(name: str) -> None:
    """Each replica has one or two fields that its platform does not know; nothing else may be left
    over."""
    done = walk(REPLICAS[name]())
    for item in done.items:
        assert 1 <= len(item.unread) <= 2, item.unread
        assert all(
            value.strip('"')
            in (
                "Teal",
                "Green",
                "lichen",
                "amber",
                "#aa0",
                "wet",
                "no dogs",
                "calm",
                "red",
                "80 kg",
                "North",
            )
            for _, value in item.unread
        )


# --- Texts in several languages -------------------------------------------------------------------


def test_positions_of_personio_are_read_in_the_language_that_has_their_text() -> None:
    replica = Personio("german")
    done = walk(replica)
    assert done.ledger.complete and len(done.items) == len(replica.listed)
    assert all(item.blocks for item in done.items), "each has its text"
    assert replica.paths() == ["GET /xml", "GET /xml?language=en"], "no language more than needed"
