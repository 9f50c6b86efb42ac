"""What an address says, and what a page without a posting says instead of one."""

from __future__ import annotations

import pytest

from crawlers.extract.answer import Answer
from crawlers.extract.read import read
from crawlers.posting import RawPosting
from crawlers.spider.generic import GenericSpider, registered_domain
from crawlers.spider.reading import reader_of
from crawlers.text.urls import key_in, leads_to_login, tidy, unslug

SITE = reader_of(GenericSpider, {})


@pytest.mark.parametrize(
    ("url", "tidied"),
    [
        (
            "https://Jobs.Board.example/A/1?utm_source=x&utm_medium=y#top",
            "https://jobs.board.example/A/1",
        ),
        ("https://board.example/v?id=7&gclid=abc&lang=en", "https://board.example/v?id=7&lang=en"),
        ("https://board.example/v?ref=4711", "https://board.example/v?ref=4711"),
        ("https://board.example/v;jsessionid=0A1B?id=7", "https://board.example/v?id=7"),
        ("https://board.example/v?PHPSESSID=0a1b", "https://board.example/v"),
        ("https://board.example/v?a=&b", "https://board.example/v?a=&b"),
    ],
)
def test_two_links_to_one_page_come_out_alike(url: str, tidied: str) -> None:
    assert tidy(url) == tidied
    assert tidy(tidied) == tidied


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://board.example/jobs/300123/head-baker", "300123"),
        ("https://board.example/head-baker-full-time-02-may-2026-10-20-30-98765", "98765"),
        ("https://board.example/2026/05/head-baker", "head-baker"),
        ("https://board.example/job/R025807", "R025807"),
        (
            "https://board.example/jobs/6f2504e0-4f89-11d3-9a0c-0305e82c3301",
            "6f2504e0-4f89-11d3-9a0c-0305e82c3301",
        ),
        ("https://board.example/vacancy.php?nr=44012&lang=de", "44012"),
    ],
)
def test_the_likeliest_id(url: str, key: str) -> None:
    assert key_in(url) == key


def test_an_address_without_an_id_has_a_key_of_its_own() -> None:
    one, two = (
        key_in("https://board.example/careers/baker"),
        key_in("https://board.example/careers/cook"),
    )
    assert one != two
    assert one == key_in("https://board.example/careers/baker?utm_source=x")


def test_words_of_a_slug() -> None:
    assert unslug("harbour-labs_ltd") == "harbour labs ltd"
    assert unslug("2026-05-02") == "2026-05-02"
    assert unslug("02-may-2026") == "02 may 2026"
    assert unslug("caf%C3%A9-bar") == "café bar"


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://jobs.harbour.co.uk/v/1", "harbour.co.uk"),
        ("https://WWW.Harbour.example/v/1", "harbour.example"),
        ("https://jobs.bücher.de/1", "xn--bcher-kva.de"),
        ("http://127.0.0.1:8000/1", "127.0.0.1"),
        ("http://[::1]/1", "--1"),
        ("http://intranet/1", "intranet"),
    ],
)
def test_the_site_of_an_address(url: str, site: str) -> None:
    assert registered_domain(url) == site


JOB = (
    b"<h2>Your tasks</h2><ul><li>Knead the dough</li><li>Heat the oven</li></ul>"
    b"<h2>Your profile</h2><ul><li>A certificate of the trade</li></ul><a href=a>Apply now</a>"
)
"""What makes a page a posting."""


def test_a_page_without_a_plugin() -> None:
    said = b"<p>Bakes bread from four in the morning, every day but Monday.</p>" + JOB
    body = b"<html><body><h1>Baker</h1>" + said + b"</body></html>"
    raw = read(Answer(body, address="https://jobs.harbour.co.uk/v/44012?utm_source=x"), SITE)
    assert (raw.source, raw.key, raw.url) == (
        "harbour.co.uk",
        "44012",
        "https://jobs.harbour.co.uk/v/44012",
    )
    raw = read(Answer(body), SITE)
    assert (raw.source, raw.key, raw.url) == ("generic", "page", None)


def test_a_copy_on_another_site_is_of_the_site_it_was_read_on() -> None:
    def copy_of(canonical: str) -> RawPosting:
        head = f'<head><link rel="canonical" href="{canonical}"></head>'
        body = f"<html>{head}<body><h1>Baker</h1><p>Bakes bread.</p>{JOB.decode()}</body></html>"
        return read(Answer(body.encode(), address="https://copies.example.org/x/44012"), SITE)

    assert copy_of("https://origin.example.com/y/44012").source == "example.org"
    assert copy_of("https://www.example.org/y/44012").url == "https://www.example.org/y/44012"


def test_a_login_is_known_by_its_address() -> None:
    assert leads_to_login("/account/sign-in") and leads_to_login("/en/login.aspx")
    assert not leads_to_login("/jobs/login-engineer")
