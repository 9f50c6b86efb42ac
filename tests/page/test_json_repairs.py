"""JSON that templates broke: what is plain is repaired, what is open is refused."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest

from crawlers.page.json_repairs import read_repaired
from crawlers.page.page import Page

BEGIN, END = '<script type="application/ld+json">', "</script>"


@pytest.mark.parametrize(
    ("script", "value"),
    [
        (r'{"a": "You\'ll cook", "b": 1}', {"a": "You'll cook", "b": 1}),
        ('{"a": "<p id="x">Say "yes", you", "b": 1}', {"a": '<p id="x">Say "yes", you', "b": 1}),
        ('{"a": ["the "old" mill", "z"], "b": "c"}', {"a": ['the "old" mill', "z"], "b": "c"}),
        ('{"a": "it is "it"", "b": null}', {"a": 'it is "it"', "b": None}),
        (r'{"a": "a tab\tand \u00e9", }', {"a": "a tab\tand é"}),
    ],
)  # fmt: skip
def test_plain_damage_is_repaired(script, value):
    assert read_repaired(script) == value


@pytest.mark.parametrize("script", ['{"a": "b" "c"}', '{"a": ', '{"a": "b', "/* only this */"])
def test_the_rest_is_refused(script):
    with pytest.raises(ValueError):
        read_repaired(script)


@pytest.mark.parametrize(
    "piece", ['"', '",x', '", "kkkk', '" ', "\\'", '{"a":"', '["', '"' + " " * 50]
)
def test_time_is_linear(piece):
    def spent(times):
        begun = time.perf_counter()
        with suppress(ValueError, RecursionError):
            read_repaired('{"a": "' + piece * times)
        return time.perf_counter() - begun

    assert spent(40_000) < 40 * max(spent(4_000), 0.005)


RDFA = """<h1>Lamp Keeper</h1><div vocab="https://schema.org/" typeof="JobPosting">
<span property="schema:title">Lamp Keeper</span><meta property="datePosted" content="2031-02-03">
<span property="hiringOrganization" typeof="Organization"><b property="name">Quay Ltd</b></span>
<div property="description"><p>Keep the lamps.</p><ul><li>Trim wicks</li></ul></div></div>"""


def test_rdfa_says_what_json_ld_would():
    (one,) = Page.from_bytes(RDFA.encode()).jsonld
    assert (one["@type"], one["title"], one["datePosted"]) == (
        "JobPosting",
        "Lamp Keeper",
        "2031-02-03",
    )
    assert one["hiringOrganization"]["name"] == "Quay Ltd"
    assert "<li>Trim wicks</li>" in one["description"]
