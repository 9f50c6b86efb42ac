"""Labels that only the markup parts from their values, icons that are labels, where to apply."""

from __future__ import annotations

import json
from typing import Any

import pytest
from scrapy.utils.project import get_project_settings

from crawlers.extract.answer import Answer
from crawlers.runs.read_page import PageReader
from crawlers.spider.generic import GenericSpider

TEXT = """<h2>What you will do</h2>
<p>You keep the books of a brewery with forty staff, and close each month by its fifth day.</p>
<p>You pay the suppliers, check the stocks with the brewers and prepare the yearly accounts.</p>
<h2>What you bring</h2>
<ul><li>Three years in the accounts of a company that makes things</li>
<li>You like clear figures and say so when they are not</li></ul>"""


def read(head: str, foot: str = "") -> dict[str, Any]:
    html = (
        "<!doctype html><html lang=en><meta charset=utf-8><title>Bookkeeper | Alderbrook</title>"
        f"<h1>Bookkeeper</h1>{head}{TEXT}{foot}</html>"
    )
    answer = Answer(html.encode(), address="https://alderbrook.example/jobs/77")
    reader = PageReader(get_project_settings().getdict("ITEM_PIPELINES"))
    result = reader.read(answer, GenericSpider)
    assert result.posting, result.problems
    return result.posting


SPANS = "<div class=meta><span>{}</span><span>{}</span></div>"
SHAPES = {
    "spans": SPANS,
    "spans with a blank": "<div><span>{}</span> <span>{}</span></div>",
    "bold and a span": "<p><b>{}</b><span>{}</span></p>",
    "bold and bare text": "<ul><li><strong>{}</strong> {}</li></ul>",
    "divs": "<div><div>{}</div><div>{}</div></div>",
    "a label for screen readers": '<p><span class="sr-only">{}</span> {}</p>',
    "a named drawing": '<p><svg aria-label="{}"><path d="M0"/></svg> {}</p>',
    "a drawing with a title": "<p><svg><title>{}</title></svg> <span>{}</span></p>",
    "a drawing in a box": '<div><div><svg aria-label="{}"></svg></div><div>{}</div></div>',
    "an image": '<p><img src=icon.png alt="{}"> {}</p>',
    "an icon of styles": '<p><i class="fa fa-x" title="{}"></i> {}</p>',
    "an icon of styles in a span": '<p><span role=img aria-label="{}"></span>{}</p>',
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_elements_part_a_label_from_its_value(shape: str) -> None:
    facts = (
        ("Location", "Oslo"),
        ("Department", "Finance"),
        ("Apply by", "31 January 2027"),
        ("Reference", "AB-77"),
    )
    posting = read("".join(shape.format(*fact) for fact in facts))
    assert [place["city"] for place in posting["locations"]] == ["Oslo"]
    assert (posting["organization"] or {}).get("units") == ["Finance"]
    assert posting["valid_through"]["date"] == "2027-01-31"
    assert posting["identifiers"][0] == {"scheme": "reference", "value": "AB-77"}
    assert "AB-77" not in json.dumps(posting["sections"])


def test_several_labels_in_one_line() -> None:
    posting = read(
        "<p><span>Location</span><span>Oslo</span><span>Apply by</span><span>31 January 2027</span>"
        '<svg aria-label="Department"></svg>Finance<svg aria-label="A heart"></svg></p>'
    )
    assert posting["locations"][0]["city"] == "Oslo"
    assert posting["valid_through"]["date"] == "2027-01-31"
    assert posting["organization"]["units"] == ["Finance"]


@pytest.mark.parametrize(
    "line",
    [
        "<p><b>Location</b> is everything to a brewery that sells at its own door.</p>",
        "<p><b>Employer</b> branding matters to us.</p>",
        '<p><svg aria-label="Department"></svg> <svg aria-label="Reference"></svg></p>',
        '<p><img alt="Employer" src=l.png> We brew since 1911, and we mean it.</p>',
    ],
)
def test_a_sentence_is_no_value(line: str) -> None:
    plain, posting = read(""), read(line)
    for field in ("organization", "locations", "identifiers"):
        assert posting[field] == plain[field]


APPLY = {
    "a link": ('<a href="/apply/77">Apply now</a>', "https://alderbrook.example/apply/77"),
    "a mail link": (
        '<a href="mailto:jobs@alderbrook.example?subject=77">Apply for this job</a>',
        "mailto:jobs@alderbrook.example",
    ),
    "an address in a sentence": (
        "<p>Send your CV to <a href='mailto:jobs@alderbrook.example'>jobs@alderbrook.example</a>"
        "</p><p>Questions? <a href='mailto:eva@alderbrook.example'>Eva Lund</a></p>",
        "mailto:jobs@alderbrook.example",
    ),
    "another language": ('<a href="/b/77">Jetzt bewerben</a>', "https://alderbrook.example/b/77"),
    "the same twice": (
        '<a href="/apply/77">Apply</a><a href="/apply/77">Apply now</a>',
        "https://alderbrook.example/apply/77",
    ),
    "several": ('<a href="/apply/77">Apply</a><a href="/apply/78">Apply</a>', None),
    "within the page": ('<a href="#form">Apply now</a><a href="/jobs/77#form">Apply</a>', None),
    "a form to fill in": ('<a href="/forms/teacher.docx">Application form</a>', None),
    "somebody to ask": ("<a href='mailto:eva@alderbrook.example'>Eva Lund</a>", None),
}


@pytest.mark.parametrize(("foot", "address"), APPLY.values(), ids=APPLY)
def test_where_to_apply(foot: str, address: str | None) -> None:
    assert read("", foot)["apply_url"] == address
