"""Structured random inputs to everything that reads; postings of bad texts to everything that
writes."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.hostile import fuzzing, records
from tests.hostile.crawling import ROOT

TAGS = [
    "p",
    "div",
    "table",
    "tr",
    "td",
    "li",
    "ul",
    "h1",
    "h2",
    "script",
    "style",
    "template",
    "svg",
    "math",
    "noscript",
    "main",
    "select",
    "title",
    "base",
    "meta",
    "iframe",
    "dl",
    "dt",
    "dd",
    "br",
    "body",
    "html",
    "textarea",
    "plaintext",
    "x-rope",
]
WORDS = [
    "Salary",
    "Location:",
    "EUR 40,000 - 50,000 a year",
    "Closing date",
    "31/02/2031",
    "Requirements",
    "G-7",
    "2031-03-04T02:30",
    "\u202e",
    "\u200b",
    "\x00",
    "&#xD800;",
    "&lt;script&gt;",
    "-->",
    "<![CDATA[",
    "]]>",
    "\ufeff",
    "İ",
    "ﬁ",
    "٣",
    "1e308",
]
FIELDS = [
    "@context",
    "@type",
    "@graph",
    "title",
    "description",
    "baseSalary",
    "value",
    "minValue",
    "datePosted",
    "validThrough",
    "jobLocation",
    "address",
    "hiringOrganization",
    "name",
    "url",
    "identifier",
    "employmentType",
]
WORD = st.one_of(st.sampled_from(WORDS), st.text(max_size=30))
TAG = st.builds(
    "<{}{} {}={}>".format,
    st.sampled_from(["", "/"]),
    st.sampled_from(TAGS),
    st.sampled_from(
        ["style", "class", "href", "hidden", "lang", "itemprop", "content", "aria-hidden"]
    ),
    WORD,
)
MARKUP = st.lists(st.one_of(TAG, WORD), max_size=60).map("".join)
VALUE = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), WORD, st.just("JobPosting")),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.sampled_from(FIELDS), inner, max_size=6)
    ),
    max_leaves=25,
)
JSON = VALUE.map(json.dumps)
ELEMENTS = [
    "<urlset>",
    "</urlset>",
    "<url>",
    "</url>",
    "<loc>",
    "</loc>",
    "https://board.example/jobs/7",
    "<lastmod>",
    "<!--",
    "-->",
    "<!DOCTYPE a [<!ENTITY b 'c'>]>",
    "&b;",
    "<sitemapindex>",
    "</sitemapindex>",
    "<?xml version='1.0'?>",
]
XML = st.lists(st.sampled_from(ELEMENTS), max_size=30).map("".join)
RULES = st.lists(
    st.builds(
        "{}: {}".format,
        st.sampled_from(
            ["User-agent", "Disallow", "Allow", "Crawl-delay", "Request-rate", "Sitemap", "\x00"]
        ),
        WORD,
    ),
    max_size=30,
).map("\n".join)
ANY = st.binary(max_size=3_000)
INPUTS: dict[str, st.SearchStrategy[bytes]] = {
    "page": st.one_of(ANY, MARKUP.map(lambda each: each.encode("utf-8", "replace"))),
    "unknown": st.one_of(ANY, WORD.map(lambda each: each.encode("utf-16", "replace"))),
    "text": st.lists(WORD, max_size=60).map(
        lambda each: "\n".join(each).encode("utf-8", "replace")
    ),
    "json": JSON.map(str.encode),
    "markup": MARKUP.map(lambda each: each.encode("utf-8", "replace")),
    "jsonld": JSON.map(str.encode),
    "sitemap": st.one_of(
        ANY, XML.map(str.encode), XML.map(lambda each: gzip.compress(each.encode()))
    ),
    "robots": st.one_of(ANY, RULES.map(lambda each: each.encode("utf-8", "replace"))),
    "packed": st.one_of(
        ANY,
        ANY.map(gzip.compress),
        st.tuples(ANY, st.integers(0, 40)).map(lambda e: gzip.compress(e[0])[: -e[1]]),
    ),
    "header": st.one_of(
        st.binary(max_size=60), WORD.map(lambda each: each.encode("utf-8", "replace"))
    ),
    "values": WORD.map(lambda each: each.encode("utf-8", "replace")),
}
quietly = {"deadline": None, "suppress_health_check": list(HealthCheck)}


def test_everything_that_is_fuzzed_has_inputs() -> None:
    assert INPUTS.keys() == fuzzing.TARGETS.keys()


@pytest.mark.parametrize("name", INPUTS)
def test_any_input_is_read_or_refused(name: str) -> None:
    _fuzz(name, settings(max_examples=60, derandomize=True, **quietly))  # type: ignore[arg-type]


@pytest.mark.slow
@pytest.mark.parametrize("name", INPUTS)
def test_many_inputs_are_read_or_refused(name: str) -> None:
    _fuzz(name, settings(max_examples=5_000, **quietly))  # type: ignore[arg-type]


def _fuzz(name: str, how: Callable[[Callable[[bytes], None]], Callable[[bytes], None]]) -> None:
    def read(body: bytes) -> None:
        fuzzing.check(name, body)

    how(given(INPUTS[name])(read))()  # type: ignore[call-arg,operator]


def recorded() -> list[Path]:
    """Return the recorded pages, which the mutations start from."""
    return sorted(path for path in (ROOT / "tests" / "sites").rglob("page.*"))


@pytest.mark.parametrize("cut", [0.3, 0.7, 0.95])
def test_recorded_pages_that_are_cut_short_or_garbled(cut: float) -> None:
    for number, path in enumerate(recorded()):
        body = path.read_bytes()
        at = int(len(body) * cut)
        garbled = body[:at] + bytes([number % 256, 0, 0xFF]) + body[at + 3 :]
        for each in (body[:at], garbled, body[at:] + body[:at]):
            fuzzing.check("unknown", each)


def test_bad_texts_make_valid_lines() -> None:
    count = records.run(3_000, records.publish)
    assert (count.seen, count.invalid) == (3_000, 0)
    assert count.refused and count.published == count.seen - count.refused


@pytest.mark.slow
def test_a_million_bad_texts_make_valid_lines() -> None:
    count = records.run(1_000_000)
    assert (count.seen, count.invalid) == (1_000_000, 0)
