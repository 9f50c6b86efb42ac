"""Career pages of two hundred invented employers, as platforms' embeds, agencies' page builders and
people write them, each with the board that is the employer's, or with none.

They are printed from what platforms tell their customers to paste, not from what jobwire looks for.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import yaml

GUID = "0c0ffee0-1111-4222-8333-4444555566{:02}"
NAMES = """
Quillon Harrowby Vellamo Tressel Ostrand Mirabeau Kestrelby Pennywell Dovrefell Calloway
Brindlemoor Saltmarsh Eiderholm Fennimore Grauwald Hollenbach Isarland Juniperus Karlovac
Lindqvistson Montresor Nightingall Overkamp Pralinette Quarrywood Rosendaal Sturmhof
Thistleby Ulverstone Vandermolen
"""
TRADES = "Robotics Foods Health Logistics Software Energy Textiles Optics Media Biotech"
FIRST, SECOND = NAMES.split(), TRADES.split()
FORMS = ("", "GmbH", "Inc.", "Ltd", "AB", "S.A.", "LLC")


@dataclass(frozen=True, slots=True)
class Employer:
    """name: with its legal form. slug: what its board is called. host: of its site."""

    name: str
    slug: str
    host: str
    short: str
    number: int


@dataclass(slots=True)
class Case:
    """address: what is given to the command. board: platform and board, None where the employer's
    is not to be known. pages: by address, status, headers and body. kind: for a failing test."""

    address: str
    board: tuple[str, str] | None
    pages: dict[str, tuple[int, dict[str, str], str]] = field(default_factory=dict)
    kind: str = ""


def employers(seed: int) -> Iterator[Employer]:
    """Names and how their boards are called: mostly alike, as it is with real ones."""
    chance = random.Random(seed + 16)
    number, hosts = 0, set[str]()
    while True:
        number += 1
        first, second = chance.choice(FIRST), chance.choice(SECOND)
        short = f"{first} {second}"
        form = chance.choice(FORMS)
        whole = f"{first}{second}".lower()
        styles = (
            (12, whole),
            (5, first.lower()),
            (4, f"{whole}careers"),
            (3, f"{first}-{second}".lower()),
            (2, f"{first.lower()}{form.lower().replace('.', '')}"),
            (2, f"{first}{second}"),
            (1, f"{first[:4].lower()}{number}x"),
        )
        weights, slugs = zip(*styles, strict=True)
        host = chance.choice((whole, f"{first}-{second}".lower(), first.lower()))
        slug = chance.choices(slugs, weights)[0]
        if host not in hosts:
            hosts.add(host)
            yield Employer(f"{short} {form}".strip(), slug, f"www.{host}.example", short, number)


# --- How pages look -------------------------------------------------------------------------------


def wordpress(who: Employer, main: str, title: str = "Careers") -> str:
    return (
        f'<!DOCTYPE html><html lang="en-US"><head><meta charset="utf-8"><title>{title} - '
        f'{escape(who.short)}</title><meta property="og:site_name" content="{escape(who.short)}">'
        '<link rel="stylesheet" href="/wp-content/themes/astra/style.css?ver=4.6"><script src='
        '"/wp-includes/js/jquery/jquery.min.js"></script></head><body class="page-template">'
        '<header><nav><ul><li><a href="/">Home</a></li><li><a href="/about/">About</a></li><li>'
        f'<a href="/contact/">Contact</a></li></ul></nav></header><main><h1>{title}</h1>'
        "<p>We are two hundred people who like what they do. Our values: care, craft, calm.</p>"
        f"{main}</main><footer><p>&copy; 2026 {escape(who.name)}. All rights reserved.</p><ul>"
        '<li><a href="https://www.linkedin.com/company/x">LinkedIn</a></li><li>'
        '<a href="/privacy/">Privacy</a></li></ul></footer></body></html>'
    )


def builder(who: Employer, main: str, title: str = "Join us") -> str:
    return (
        f"<!doctype html><html><head><title>{escape(who.short)} | {title}</title>"
        '<script>window.dataLayer=window.dataLayer||[];</script><link href="https://assets.website'
        '-files.example/x.css" rel="stylesheet"></head><body><div class="navbar w-nav"><div class='
        '"container"><a class="w-nav-brand" href="/"><img src="/logo.svg" alt=""></a><div role='
        '"navigation"><a href="/product">Product</a><a href="/pricing">Pricing</a></div>'
        "</div></div>"
        f'<div class="section hero"><div class="container"><h1 class="h1">{title} at '
        f'{escape(who.short)}</h1></div></div><div class="section"><div class="container">{main}'
        f'</div></div><div class="footer"><div>© {escape(who.name)} 2026</div></div></body></html>'
    )


def bare(who: Employer, main: str, title: str = "Jobs") -> str:
    return f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{main}</body></html>"


def german(who: Employer, main: str, title: str = "Karriere") -> str:
    return (
        f'<!DOCTYPE html><html lang="de"><head><title>{title} | {escape(who.short)}</title></head>'
        f'<body><div id="page"><div class="menu"><a href="/unternehmen">Unternehmen</a></div><h2>'
        f"Arbeiten bei {escape(who.short)}</h2><p>Wir suchen Menschen, die mit anpacken.</p>{main}"
        f"<div class=foot>Copyright 2026 {escape(who.name)} - Impressum</div></div></body></html>"
    )


LOOKS: tuple[Callable[..., str], ...] = (wordpress, builder, bare, german)
CALLS = (
    "See open positions",
    "View all openings",
    "Search jobs",
    "Zu den offenen Stellen",
    "Current vacancies",
    "Apply now",
)


def button(address: str, words: str) -> str:
    return f'<div class="cta"><a class="button" href="{escape(address)}">{words}</a></div>'


def listing(addresses: list[str]) -> str:
    rows = "".join(
        f'<li><a href="{escape(each)}"><h3>Role {n}</h3><span>Remote</span></a></li>'
        for n, each in enumerate(addresses, 1)
    )
    return f'<ul class="jobs">{rows}</ul>'


def frame(address: str) -> str:
    return f'<iframe src="{escape(address)}" width="100%" height="900" frameborder="0"></iframe>'


def script(address: str) -> str:
    return f'<script type="text/javascript" src="{escape(address)}"></script>'


# --- What platforms tell their customers to paste -------------------------------------------------


def embeds(who: Employer) -> dict[str, list[tuple[str, str]]]:
    """By platform, the board and a piece of a page for each way of putting it there."""
    names = _names(who)
    return {
        platform: [(way["board"] % names, _piece(way, names)) for way in ways]
        for platform, ways in _templates()["embeds"].items()
    }


def own_hosts(who: Employer) -> list[tuple[str, str, str, str]]:
    """Platform, board, address and page of boards on hosts of the employer's."""
    names = _names(who)
    return [
        (row["platform"], *(row[part] % names for part in ("board", "at", "page")))
        for row in _templates()["own_hosts"]
    ]


def _names(who: Employer) -> dict[str, str]:
    return {
        "s": who.slug,
        "low": who.slug.lower(),
        "call": CALLS[who.number % len(CALLS)],
        "guid": GUID.format(who.number % 100),
        "n": f"{who.number:03}",
        "d": f"wd{who.number % 5 + 1}",
        "jobs": f"jobs.{who.host.removeprefix('www.')}",
        "short": escape(who.short),
    }


def _piece(way: dict[str, str], names: dict[str, str]) -> str:
    before = way.get("before", "") % names
    if "raw" in way:
        return before + way["raw"] % names
    if "button" in way:
        return before + button(way["button"] % names, names["call"])
    if "listing" in way:
        address = way["listing"] % names
        return before + listing([address.replace("@", str(n)) for n in (1, 2, 3)])
    kind = frame if "frame" in way else script
    return before + kind(way["frame" if "frame" in way else "script"] % names)


@cache
def _templates() -> dict[str, Any]:
    return dict(yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8")))


UNSUPPORTED = (
    "https://workforcenow.adp.com/mascsr/default/mdf/recruitment/recruitment.html?cid={g}",
    "https://recruiting2.ultipro.com/{s}/JobBoard/{g}",
    "https://jobs.dayforcehcm.com/en-US/{s}/CANDIDATEPORTAL",
    "https://{s}.eightfold.ai/careers",
    "https://www.paycomonline.net/v4/ats/web.php/jobs?clientkey={g}",
    "https://www.comeet.com/jobs/{s}/35.005",
    "https://{s}.softgarden.io/job/1",
    "https://{s}.rexx-systems.com/stellenangebote.html",
    "https://{s}.careers.hibob.com/",
    "https://{s}.zohorecruit.com/jobs/Careers",
    "https://{s}.homerun.co/",
    "https://emp.jobylon.com/jobs/1/",
    "https://recruitingapp-2611.umantis.com/Jobs/All",
    "https://{s}.csod.com/ux/ats/careersite/1/home",
    "https://career5.successfactors.eu/login?company={s}",
    "https://{s}.varbi.com/what:joblist",
)

OTHERS = (
    '<p>Our customer <a href="https://boards.greenhouse.io/{o}">{O}</a> fills roles twice as fast '
    "since it moved to Greenhouse, and so can you.</p>",
    "<article><p>We compared Lever, Ashby and Workable. Lever's board pages (for example "
    '<a href="https://jobs.lever.co/{o}">this one</a>) load quickest.</p></article>',
    '<ul><li><a href="https://jobs.ashbyhq.com/{o}">{O}</a></li><li><a href="https://jobs.lever.co/'
    '{o}two">{O} Two</a></li><li><a href="https://apply.workable.com/{o}three">Third</a></li></ul>',
    "<pre>&lt;iframe src=&quot;https://{o}.bamboohr.com/jobs/embed2.php&quot;&gt;</pre>",
    '<!-- <iframe src="https://{o}.applytojob.com/apply"></iframe> --><p>No vacancies today.</p>',
    '<script type="application/json">{{"post":"Try https://boards-api.greenhouse.io/v1/boards/{o}/'
    'jobs"}}</script><p>How we read feeds</p>',
    '<p>Read more about <a href="https://www.bamboohr.com/blog/ats">applicant tracking</a> and '
    '<a href="https://www.personio.com/">Personio</a>.</p>',
    '<p>{O} has an opening for a night porter, <a href="https://{o}.recruitee.com/o/porter">apply '
    "here</a>. It is one of our neighbours on the quay.</p>",
    '<div><a href="https://web.archive.org/web/2019/https://{o}.breezy.hr/">Old jobs</a></div>',
    '<p>Press: <a href="https://{o}.teamtailor.com/posts/1">{O} about its office</a></p>',
    '<section><h2>{O} is hiring</h2><a href="https://{o}.wd3.myworkdayjobs.com/Careers">View jobs'
    "</a></section>",
    '<aside>Partner jobs: <a href="https://jobs.smartrecruiters.com/{O}/743999-cook">Cook at {O}'
    "</a></aside>",
)
FAILURES: tuple[tuple[int, dict[str, str], str], ...] = (
    (404, {}, "<h1>Not found</h1>"),
    (500, {}, "<h1>Sorry</h1>"),
    (302, {"Location": "https://www.bamboohr.com/"}, ""),
    (301, {"Location": "/careers/"}, ""),
    (200, {"Content-Type": "application/pdf"}, "%PDF-1.4 vacancies"),
    (200, {"Content-Type": "application/json"}, '{"jobs": []}'),
    (200, {}, ""),
)


# --- The cases ------------------------------------------------------------------------------------


def cases(seed: int = 4) -> list[Case]:
    """Two hundred: about two thirds have a board."""
    chance = random.Random(seed)
    who = employers(seed)
    made = [each for ways in (3, 2) for each in _embedded(chance, who, ways)]
    made += [each for _ in range(2) for each in _own(who)]
    made += [_unsupported(chance, next(who), address) for address in UNSUPPORTED]
    made += [_misleading(chance, next(who), main) for _ in range(2) for main in OTHERS]
    made += [_failing(next(who), answer) for answer in FAILURES]
    while len(made) < 200:
        one = next(who)
        at = f"http://{one.host}/careers"
        made.append(
            Case(at, None, {at: _ok(chance.choice(LOOKS)(one, "<p>Write to us.</p>"))}, "nothing")
        )
    return made


def _ok(body: str) -> tuple[int, dict[str, str], str]:
    return 200, {}, body


def _embedded(chance: random.Random, names: Iterator[Employer], most: int) -> Iterator[Case]:
    """Of each platform some of its embeds: on the page, behind a redirect, in the footer, one page
    further."""
    for platform in embeds(next(names)):
        for n in range(most):
            who = next(names)
            ways = embeds(who)[platform]
            board, main = ways[(n + who.number) % len(ways)]
            at = f"http://{who.host}/{chance.choice(('careers', 'jobs', 'about/careers'))}"
            look = chance.choice(LOOKS)
            truth = (platform, board)
            match n:
                case 0:
                    yield Case(at, truth, {at: _ok(look(who, main))}, f"{platform} page: {main}")
                case 1:
                    yield _further(chance, who, platform, board, main)
                case 2:
                    page = _ok(look(who, f"{_filler(chance)}{main}"))
                    yield Case(at, truth, {at: page}, f"{platform} among much: {main}")


def _further(chance: random.Random, who: Employer, platform: str, board: str, main: str) -> Case:
    """A redirect to the board, a redirect to the page, the footer of a home page, or one page
    further."""
    home, there = f"http://{who.host}/", f"http://{who.host}/open-roles"
    links = [each.partition('"')[0] for each in main.split('href="')[1:]]
    way = chance.choice(("redirect", "moved", "footer", "onward"))
    if way == "redirect" and links and "/job/" not in links[0]:
        target = links[0].replace("&amp;", "&")
        pages = {home: (302, {"Location": target}, "")}
        return Case(home, (platform, board), pages, f"{platform} {way} {target}")
    if way == "footer" and links and "button" in main:
        foot = f'<footer><a href="{links[0]}">Careers</a><a href="/legal">Legal</a></footer>'
        page = wordpress(who, "<p>We make things.</p>", "Welcome").replace("<footer>", foot, 1)
        return Case(home, (platform, board), {home: _ok(page)}, f"{platform} {way} {foot}")
    if way == "onward":
        first = wordpress(who, '<p>Come as you are.</p><a href="/open-roles">Open positions</a>')
        pages = {home: _ok(first), there: _ok(builder(who, main))}
        return Case(home, (platform, board), pages, f"{platform} {way} {main}")
    pages = {home: (301, {"Location": "/open-roles"}, ""), there: _ok(wordpress(who, main))}
    return Case(home, (platform, board), pages, f"{platform} moved {main}")


def _filler(chance: random.Random) -> str:
    """What else stands on such pages: benefits, quotes, links to elsewhere."""
    links = (
        '<a href="https://www.glassdoor.com/x">Reviews</a>',
        '<a href="mailto:jobs@x.example">Mail us</a>',
        '<a href="#openings">Openings</a>',
        '<a href="javascript:void(0)">Apply</a>',
        '<a href="http://[broken">Broken</a>',
    )
    paragraphs = "".join(f"<p>Benefit number {n}: a calm week.</p>" for n in range(12))
    return paragraphs + "".join(chance.sample(links, 3)) + json.dumps({"a": 1})


def _own(names: Iterator[Employer]) -> Iterator[Case]:
    """Boards on the employer's own hosts, some given by the home page that leads there."""
    for n in range(len(own_hosts(next(names)))):
        who = next(names)
        platform, board, at, page = own_hosts(who)[n]
        if n % 3 == 1:
            home = f"http://{who.host}/"
            first = _ok(wordpress(who, f'<nav><a href="{at}">Jobs</a></nav>', "Welcome"))
            yield Case(home, (platform, board), {home: first, at: _ok(page)}, f"{platform} own")
        else:
            yield Case(at, (platform, board), {at: _ok(page)}, f"{platform} own host")


def _unsupported(chance: random.Random, who: Employer, address: str) -> Case:
    at = f"http://{who.host}/careers"
    there = address.format(s=who.slug.lower(), g=GUID.format(1))
    main = chance.choice((button(there, chance.choice(CALLS)), frame(there)))
    return Case(at, None, {at: _ok(chance.choice(LOOKS)(who, main))}, f"unsupported {there}")


def _misleading(chance: random.Random, who: Employer, main: str) -> Case:
    other = chance.choice(("birchwell", "larkspur", "fernhill"))
    at = f"http://{who.host}/{chance.choice(('blog/hiring', 'news/1', 'careers'))}"
    title = chance.choice(("How we hire", "Careers", "News"))
    body = main.format(o=other, O=other.title())
    page = _ok(chance.choice((wordpress, builder))(who, body, title))
    return Case(at, None, {at: page}, f"misleading {body}")


def _failing(who: Employer, answer: tuple[int, dict[str, str], str]) -> Case:
    at = f"http://{who.host}/careers/"
    return Case(at, None, {at: answer}, f"failing {answer[0]}")
