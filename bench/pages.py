"""Pages with a known truth: a board of postings by invented employers, in the size and shape of
real ones.

A page of 60 KB has about 600 elements, 8 KB of text, its JSON-LD, menus, a box of other postings,
styles and scripts; one of 200 KB has three times as much of all of it, one of 8 KB a tenth.
Everything follows from the number of the posting and its version, and no two postings share a
sentence but for the employer's own paragraph.
"""

from __future__ import annotations

import html
import json
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

HOME = "https://www.benchboard.example"
PER_LIST = 25
SIZES = {8: 0.1, 60: 1.0, 200: 3.0}
"""By nominal KB, how many times the parts of a page are repeated."""
_FIRST_DAY = date(2026, 9, 1)


@dataclass(frozen=True, slots=True)
class Truth:
    """What a posting says. description: its blocks (`h`, `p` or `li`, text) as (section heading,
    blocks)."""

    number: int
    version: int
    title: str
    employer: str
    city: str
    country: str
    country_code: str
    posted: date
    updated: date
    closes: date
    pay: tuple[int, int]
    reference: str
    terms: str
    years: int
    sections: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]

    @property
    def slug(self) -> str:
        return self.title.lower().replace(" ", "-")

    @property
    def path(self) -> str:
        return f"/jobs/{self.number}/{self.slug}"


@cache
def _words() -> dict[str, Any]:
    return dict(yaml.safe_load((Path(__file__).parent / "words.yaml").read_text(encoding="utf-8")))


def truth(number: int, version: int = 0, size: int = 60) -> Truth:
    """Return the posting of that number; another version has another text and another deadline
    under the same title."""
    fixed, words = Random(f"posting {number}"), _words()
    varied = Random(f"text {number} {version}")
    city, country, code = fixed.choice(words["places"])
    posted = _FIRST_DAY + timedelta(days=fixed.randrange(60))
    low = 28_000 + 500 * fixed.randrange(60)
    years = fixed.randrange(2, 9)
    return Truth(
        number=number,
        version=version,
        title=f"{fixed.choice(words['adjectives']).title()} "
        f"{fixed.choice(words['fields'])} {fixed.choice(words['roles'])}",
        employer=fixed.choice(words["employers"]),
        city=city,
        country=country,
        country_code=code,
        posted=posted,
        updated=posted + timedelta(days=version),
        closes=posted + timedelta(days=90 + varied.randrange(30)),
        pay=(low, low + 6_000),
        reference=f"BB-{number:07d}",
        terms=fixed.choice(words["terms"]),
        years=years,
        sections=tuple(_sections(varied, years, SIZES[size])),
    )


def _sections(
    random: Random, years: int, times: float
) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
    words = _words()
    fill = _Filler(random)
    asked = [
        words["experience"].format(
            years=years, a=random.choice(words["adjectives"]), n=random.choice(words["nouns"])
        ),
        words["degree"].format(n=random.choice(words["nouns"])),
        words["languages"],
    ]
    return [
        ("About the role", tuple(("p", fill.prose(4)) for _ in _some(6, times))),
        ("Responsibilities", tuple(("li", fill.item()) for _ in _some(26, times))),
        (
            "Requirements",
            tuple(("li", text) for text in (*asked, *(fill.item() for _ in _some(18, times)))),
        ),
        ("Benefits", tuple(("li", fill.item()) for _ in _some(14, times))),
        ("How to apply", tuple(("p", fill.prose(3)) for _ in _some(3, times))),
    ]


def _some(count: int, times: float) -> range:
    return range(max(1, round(count * times)))


class _Filler:
    """Make sentences from the word lists."""

    def __init__(self, random: Random) -> None:
        self.random, self.words = random, _words()

    def _filled(self, template: str) -> str:
        words, pick = self.words, self.random.choices
        n, a, v = (
            pick(words["nouns"], k=4),
            pick(words["adjectives"], k=2),
            pick(words["verbs"], k=2),
        )
        text = template.format(
            opener=self.random.choice(words["openers"]),
            n=n[0],
            n2=n[1],
            n3=n[2],
            n4=n[3],
            a=a[0],
            a2=a[1],
            v=v[0],
            v2=v[1],
        )
        return text[0].upper() + text[1:]

    def prose(self, sentences: int) -> str:
        return " ".join(
            self._filled(each) for each in self.random.choices(self.words["sentences"], k=sentences)
        )

    def item(self) -> str:
        return self._filled(self.random.choice(self.words["items"]))


def posting_page(number: int, version: int = 0, size: int = 60) -> bytes:
    """Return the page of a posting (UTF-8)."""
    posting = truth(number, version, size)
    frame = _frame(SIZES[size])
    text = _description(posting)
    inside = f"""<article class="posting" id="posting-{number}">
<h1 class="posting__title">{posting.title}</h1>
<p class="posting__employer">{posting.employer}</p>
<dl class="facts"><dt>Location</dt><dd>{posting.city}, {posting.country}</dd>
<dt>Reference</dt><dd>{posting.reference}</dd>
<dt>Employment type</dt><dd>{posting.terms}</dd>
<dt>Date posted</dt><dd>{_printed(posting.posted)}</dd>
<dt>Closing date</dt><dd>{_printed(posting.closes)}</dd>
<dt>Salary</dt><dd>EUR {posting.pay[0]:,} - {posting.pay[1]:,} per year</dd></dl>
<div class="posting__text rich-text">{text}</div>
<p class="posting__apply"><a class="button" href="/apply/{number}">Apply now</a></p></article>"""
    head = f"""<title>{posting.title} at {posting.employer} | Benchboard</title>
<meta name="description" content="{posting.title}, {posting.city}">
<link rel="canonical" href="{HOME}{posting.path}">
<script type="application/ld+json">{json.dumps(_jsonld(posting, text))}</script>"""
    related = _related(posting, len(_some(18, SIZES[size])))
    return f"{frame[0]}{head}{frame[1]}{inside}{related}{frame[2]}".encode()


def list_page(page: int, last: int, postings: list[Truth]) -> bytes:
    """Return a list page, counted from 1: its postings, and before the last page a link to the
    next."""
    frame = _frame(1.0)
    cards = "\n".join(_card(each, "result") for each in postings)
    onward = (
        f'<a class="next" rel="next" href="/jobs?page={page + 1}">Next page</a>'
        if page < last
        else ""
    )
    head = f"<title>Jobs, page {page} | Benchboard</title>"
    return (
        f"{frame[0]}{head}{frame[1]}<h1>Jobs</h1><div "
        f'class="results">{cards}</div>{onward}{frame[2]}'.encode()
    )


def _description(posting: Truth) -> str:
    out: list[str] = []
    for heading, blocks in posting.sections:
        out.append(f"<h2>{heading}</h2>")
        if blocks[0][0] == "li":
            out.append(
                "<ul>" + "\n".join(f"<li>{html.escape(text)}</li>" for _, text in blocks) + "</ul>"
            )
        else:
            out += [
                f'<p class="rich-text__paragraph">{html.escape(text)}</p>' for _, text in blocks
            ]
    return "\n".join(out)


def _jsonld(posting: Truth, text: str) -> dict[str, Any]:
    return {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": posting.title,
        "datePosted": posting.posted.isoformat(),
        "validThrough": posting.closes.isoformat(),
        "employmentType": posting.terms.upper().replace("-", "_"),
        "hiringOrganization": {"@type": "Organization", "name": posting.employer},
        "identifier": {
            "@type": "PropertyValue",
            "name": posting.employer,
            "value": posting.reference,
        },
        "jobLocation": {
            "@type": "Place",
            "address": {
                "@type": "PostalAddress",
                "addressLocality": posting.city,
                "addressCountry": posting.country_code,
            },
        },
        "baseSalary": {
            "@type": "MonetaryAmount",
            "currency": "EUR",
            "value": {
                "@type": "QuantitativeValue",
                "minValue": posting.pay[0],
                "maxValue": posting.pay[1],
                "unitText": "YEAR",
            },
        },
        "description": text,
    }


def _card(posting: Truth, kind: str) -> str:
    return (
        f'<div class="{kind} card"><h3 class="card__title"><a '
        f'href="{posting.path}">{posting.title}</a></h3>\n'
        f'<p class="card__employer">{posting.employer}</p><p class="card__place"><span '
        f'class="icon icon--pin"></span>{posting.city}</p>'
        f'<p class="card__date">Updated {_printed(posting.updated)}</p></div>'
    )


@cache
def _other(number: int) -> Truth:
    return truth(number)


def _related(posting: Truth, count: int) -> str:
    """Return a box of other postings: always the same few, so that making a page stays cheap."""
    others = (_other(1_000_000 + (posting.number + at) % 97) for at in range(count))
    cards = "\n".join(_card(each, "related") for each in others)
    return f'<section class="related-jobs"><h2>Similar jobs</h2>{cards}</section>'


def _links_of_frame(random: Random, words: dict[str, list[str]], times: float) -> tuple[str, str]:
    """Return the menu and the columns of the footer."""
    menu = "\n".join(
        f'<li class="menu__item"><a class="menu__link" '
        f'href="/{noun}/{at}">{noun.title()} and '
        f"{random.choice(words['nouns'])}</a></li>"
        for at, noun in enumerate(random.choices(words["nouns"], k=len(_some(105, times))))
    )
    foot = "\n".join(
        f'<div class="column"><h4>{noun.title()}</h4><ul>'
        + "".join(
            f'<li><a href="/{noun}/{each}">{each.title()}</a></li>'
            for each in random.choices(words["verbs"], k=8)
        )
        + "</ul></div>"
        for noun in random.choices(words["nouns"], k=len(_some(7, times)))
    )
    return menu, foot


@cache
def _frame(times: float) -> tuple[str, str, str]:
    """Return what stands before a page's own head, between head and content, and behind it."""
    random, words = Random("frame"), _words()
    rules = "\n".join(
        f".{random.choice(words['nouns'])}-{at} {{ margin: 0 {at}px; padding: "
        f"{at}px; color: #{at * 37 % 4096:03x}; display: flex }}"
        for at in _some(140, times)
    )
    state = json.dumps(
        {
            f"{random.choice(words['nouns'])}{at}": random.choices(words["verbs"], k=6)
            for at in _some(60, times * (times + 1.5))
        }
    )
    menu, foot = _links_of_frame(random, words, times)
    before = (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">\n<meta '
        'name="viewport" content="width=device-width">\n'
    )
    between = f"""\n<style>{rules}</style></head><body class="page">
<div class="cookie-banner" role="dialog" aria-label="Cookies">
<p>We use cookies to keep the site running and to count visits.</p>
<button>Accept all</button><button>Settings</button></div>
<header class="site-header"><a class="logo" href="/">Benchboard</a>
<nav class="menu"><ul>{menu}</ul></nav></header>
<div class="layout"><main id="content">"""
    behind = f"""</main></div>
<footer class="site-footer">{foot}<p>Benchboard, all rights reserved</p></footer>
<script>window.__STATE__ = {state};</script></body></html>"""
    return before, between, behind


def _printed(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"
