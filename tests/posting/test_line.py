"""A line of the feed is valid for every reader, whatever a page put into it."""

from __future__ import annotations

import hashlib
import json
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.posting import JobPosting
from crawlers.posting.line import (
    NOT_CONTENT,
    canonical_line,
    content_hash,
    id_of,
    line_of,
    read_line,
)
from crawlers.posting.schema import Inferred, Lifecycle

# lone surrogates too
ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()), min_size=1)
ANY_VALUE = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers(-(2**53), 2**53) | ANY_TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ANY_TEXT, inner, max_size=3),
    max_leaves=8,
)


def posting(**fields: Any) -> JobPosting:
    return JobPosting(
        **{"id": "demo:1", "source": "demo", "source_kind": "origin", "title": "Welder", **fields}
    )


def rough(**fields: Any) -> JobPosting:
    """A posting whose text went past validation, as a copy with updates does."""
    return posting().model_copy(update=fields)


@given(title=ANY_TEXT, value=ANY_VALUE)
def test_every_posting_makes_one_valid_line(title: str, value: Any) -> None:
    line = canonical_line(
        rough(title=title, inferred={"salary": Inferred.model_construct(value=value, rule="r")})
    )
    assert line.count(b"\n") == 1 and line.endswith(b"\n")
    assert len(line.decode("utf-8").splitlines()) == 1
    read = read_line(line)
    assert list(read) == list(JobPosting.model_fields)
    # floats may be spelled in two ways
    assert line_of(read) == line or "." in repr(value) or "e" in repr(value)


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, [1, math.nan], {"a": math.inf}])
def test_what_json_cannot_say_becomes_null(value: Any) -> None:
    line = canonical_line(rough(inferred={"salary": Inferred(value=value, rule="r")}))
    assert b"NaN" not in line and b"Infinity" not in line
    read_line(line)


def test_a_lone_surrogate_is_replaced_and_a_pair_is_kept() -> None:
    read = read_line(canonical_line(rough(title="a\ud800b \U0001f600")))
    assert read["title"] == "a\ufffdb \U0001f600"


def test_line_ends_of_other_readers_are_escaped() -> None:
    line = canonical_line(posting(title="a\u2028b\u2029c\u0085d\re\nf"))
    assert line.decode().splitlines() == [line.decode()[:-1]]
    assert read_line(line)["title"] == "a\u2028b\u2029c\u0085d\re\nf"


@pytest.mark.parametrize(
    "line",
    [
        b'{"id":"a:1"}',
        b'\xef\xbb\xbf{"id":"a:1"}\n',
        b'{"id":"a:1","x":NaN}\n',
        b'{"id":"a:1","x":-Infinity}\n',
        b'{"id":"a:1","x":9007199254740993}\n',
        b'{"id":"a:1","x":' + b"9" * 10_000 + b"}\n",
        b'{"id":"a:1","id":"a:2"}\n',
        b'{"id":"a:1","x":"\xed\xa0\x80"}\n',
        '{"id":"a:1","x":"\u2028"}\n'.encode(),
        b'["a"]\n',
        b"\n",
    ],
)
def test_the_reader_refuses_what_the_feed_never_writes(line: bytes) -> None:
    with pytest.raises(ValueError):
        read_line(line)


def test_the_hash_is_over_the_content_alone() -> None:
    one = posting(title="Welder")
    assert content_hash(one) == content_hash(posting(id="demo:2", url="http://x/2", title="Welder"))
    assert content_hash(one) == content_hash(
        rough(lifecycle=Lifecycle(closed_at="2031-01-01T00:00:00Z"), status="closed")
    )
    assert content_hash(one) != content_hash(posting(title="Welder II"))


def stated(value: Any) -> Any:
    """As docs/feed.md tells consumers."""
    if isinstance(value, dict):
        inner = {name: stated(each) for name, each in value.items()}
        return {name: each for name, each in inner.items() if each not in (None, "", [], {})}
    return [stated(each) for each in value] if isinstance(value, list) else value


@pytest.mark.parametrize("value", [{"z": 1, "a": 2, "b": None}, math.nan, "", [{"c": ""}, 1.5]])
def test_a_reader_of_the_feed_can_compute_the_hash(value: Any) -> None:
    one = posting(
        title="Schweißer\u2028",
        skills=["b", "a"],
        salary={"raw": "9"},
        inferred={"salary": Inferred(value=value, rule="r")},
    )
    read = {
        name: value
        for name, value in read_line(canonical_line(one)).items()
        if name not in NOT_CONTENT
    }
    text = json.dumps(stated(read), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert content_hash(one) == "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def test_the_id_is_read_off_the_front() -> None:
    for name in ("demo:1", 'demo:"q"', "demo:é\\x"):
        assert id_of(canonical_line(posting(id=name))) == name
    with pytest.raises(ValueError):
        id_of(b'{"title":"x"}\n')


def test_a_lone_surrogate_in_a_key_is_replaced_as_in_a_text() -> None:
    made = rough(inferred={"a\ud800b": Inferred(value={"c\udfff": 1}, rule="r")})
    read = read_line(canonical_line(made))
    assert read["inferred"] == {"a\ufffdb": {"value": {"c\ufffd": 1}, "rule": "r"}}
    assert content_hash(JobPosting.model_validate(read)) == content_hash(made)
