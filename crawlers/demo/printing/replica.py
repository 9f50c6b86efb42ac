"""Replica: what all demo sites have in common, from robots.txt to the page of a closed posting.

A site says where its pages are and prints its postings (`crawlers/demo/sites`). It is a function of
the day: no state, no clock."""

from __future__ import annotations

import datetime as dt
import gzip
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from html import escape
from pathlib import Path
from string import Template
from typing import Any
from xml.sax.saxutils import escape as xml

from crawlers.demo.printing.jsonld import employment_types, job_posting
from crawlers.demo.printing.lines import Line, to_html
from crawlers.demo.printing.prose import parts
from crawlers.demo.printing.values import slug
from crawlers.demo.truth.vacancies import Vacancy, script

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP answer before validators and Content-Length. changed: for Last-Modified."""

    status: int
    body: bytes
    content_type: str = "text/html; charset=utf-8"
    changed: dt.date | None = None
    headers: dict[str, str] = field(default_factory=dict)


@cache
def template(name: str) -> Template:
    """Return a page template; `$$` is a dollar sign."""
    return Template((TEMPLATES / f"{name}.html").read_text(encoding="utf-8"))


class Replica:
    """One site. Subclasses set the attributes and write `address`, `lines` and `said`."""

    name = ""
    language = "en"
    list_path = "/jobs"
    page_parameter = "page"
    total_words = "{} jobs found"
    empty_words = "There are no open jobs at the moment."
    closed_words = "This job is no longer available."
    next_words = "Next page"
    sitemap = "plain"
    """`plain`, `index` (an index over two nested files), `gzip` or "" for none."""
    disallowed: Sequence[str] = ("/account/", "/search?")

    # --- what a site prints its own way -----------------------------------------------------------

    def address(self, vacancy: Vacancy) -> str:
        """Return the path of a posting's page."""
        raise NotImplementedError

    def lines(self, vacancy: Vacancy, listed: Sequence[Vacancy]) -> list[Line]:
        """Return the visible words of the page's middle, in order. listed: all postings of the day,
        for boxes of related jobs."""
        raise NotImplementedError

    def said(self, vacancy: Vacancy) -> dict[str, Any]:
        """Return what the page says, field by field, for scoring: see `truth`."""
        raise NotImplementedError

    def head_title(self, vacancy: Vacancy) -> str:
        """Return the <title> of a posting's page."""
        return f"{vacancy.title} | {self.title}"

    def template_of(self, vacancy: Vacancy) -> str:
        """Return the template of a posting's page."""
        return self.name

    # --- shared -----------------------------------------------------------------------------------

    @property
    def title(self) -> str:
        return script(self.name).title

    def addresses(self, vacancy: Vacancy) -> list[str]:
        """Return every path under which the posting can be read, the canonical one first."""
        return [self.address(vacancy)]

    def pages(self, day: int, epoch: dt.date) -> set[str]:
        """Return the paths of all posting pages that the site lists on a day."""
        return {
            address
            for vacancy in script(self.name).vacancies(day, epoch)
            for address in self.addresses(vacancy)
        }

    def truth(self, vacancy: Vacancy) -> dict[str, Any]:
        """Return what a perfect reader gets from the page. None: the page does not say.

        organization: one name, or all that stand on the page, each of which will do. sections: by
        kind, the number of list items; None where the site has lost the bullets. more_sections:
        whether the page leaves it open what else is a section."""
        pay = vacancy.pay
        stated = {
            "title": vacancy.title,
            "organization": vacancy.employer["name"],
            "locations": [{"city": place.city, "country": place.code} for place in vacancy.places],
            "valid_through": str(vacancy.deadline) if vacancy.deadline else None,
            "date_posted": None,
            "salary": pay
            and {
                "min": pay.min,
                "max": pay.max,
                "currency": pay.currency,
                "period": pay.currency and pay.period,
            },
            "grade": vacancy.grade or None,
            "employment_types": employment_types(vacancy.hours),
            "language": vacancy.language,
            "sections": {part.kind: part.items for part in parts(vacancy)},
        }
        if vacancy.jsonld:  # a comma too many hides nothing from a reader
            stated["date_posted"] = str(vacancy.posted)
        return {**stated, **self.said(vacancy)}

    def respond(
        self, path: str, query: dict[str, str], origin: str, day: int, epoch: dt.date
    ) -> Answer:
        """Return the answer to a GET. origin: scheme, host and port, as the client named them."""
        script_ = script(self.name)
        listed, event = script_.vacancies(day, epoch), script_.days.get(day, "")
        if path == "/robots.txt":
            return Answer(200, self._robots(origin).encode(), "text/plain; charset=utf-8")
        if self.sitemap and path.startswith("/sitemap"):
            return self._sitemap(path, origin, _shortened(listed, event), event)
        if path in ("/", self.list_path, self.list_path + "/"):
            return self._list_page(path, query, listed, event)
        if path in ("/about", "/impressum"):
            return self._framed(self.title, "A page that is no posting.")
        for vacancy in listed:
            if path in self.addresses(vacancy):
                return self._posting(vacancy, listed, event, origin)
        return self._framed("404", "Page not found.", 404)

    def _posting(
        self, vacancy: Vacancy, listed: Sequence[Vacancy], event: str, origin: str
    ) -> Answer:
        if vacancy.state == "gone":
            return self._framed("404", "Page not found.", 404)
        if event == "login_wall":
            return Answer(200, template("login").substitute(site=escape(self.title)).encode())
        if vacancy.state == "closed":
            return self._framed(vacancy.title, self.closed_words)
        return Answer(200, self.page(vacancy, listed, origin).encode(), changed=vacancy.changed)

    def page(self, vacancy: Vacancy, listed: Sequence[Vacancy], origin: str) -> str:
        """Return the HTML of a posting's page."""
        url = origin + self.address(vacancy)
        data = self.jsonld(vacancy, url)
        return template(self.template_of(vacancy)).substitute(
            language=self.language,
            title=escape(self.head_title(vacancy)),
            site=escape(self.title),
            canonical=escape(url),
            jsonld=f'<script type="application/ld+json">{data}</script>' if data else "",
            list_path=self.list_path,
            posting=to_html(self.lines(vacancy, listed)),
        )

    def jsonld(self, vacancy: Vacancy, url: str) -> str:
        """Return the page's JSON-LD, "" for none."""
        return job_posting(vacancy, url) if vacancy.jsonld else ""

    def _robots(self, origin: str) -> str:
        rules = "".join(f"Disallow: {path}\n" for path in self.disallowed)
        where = {"plain": "/sitemap.xml", "index": "/sitemap.xml", "gzip": "/sitemap.xml.gz"}.get(
            self.sitemap
        )
        return f"User-agent: *\n{rules}" + (f"\nSitemap: {origin}{where}\n" if where else "")

    def _sitemap(self, path: str, origin: str, listed: Sequence[Vacancy], event: str) -> Answer:
        if event == "list_fails":
            return Answer(500, b"<h1>Internal Server Error</h1>")
        if self.sitemap == "index" and path == "/sitemap.xml":
            nested = "".join(
                f"<sitemap><loc>{origin}/sitemap-{name}.xml</loc></sitemap>"
                for name in ("pages", "jobs")
            )
            return _xml(
                "<sitemapindex "
                f'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{nested}</sitemapindex>'
            )
        rows = [f"<url><loc>{origin}{page}</loc></url>" for page in ("/", self.list_path, "/about")]
        if path != "/sitemap-pages.xml":
            rows += [
                f"<url><loc>{xml(origin + address)}</loc><lastmod>{vacancy.changed}</lastmod></url>"
                for vacancy in listed
                for address in self.addresses(vacancy)
            ]
        written = _xml(
            f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{"".join(rows)}</urlset>'
        )
        if path.endswith(".gz"):
            return Answer(200, gzip.compress(written.body, mtime=0), "application/gzip")
        return written

    def _list_page(
        self, path: str, query: dict[str, str], listed: Sequence[Vacancy], event: str
    ) -> Answer:
        number = (
            int(query.get(self.page_parameter, "1"))
            if query.get(self.page_parameter, "1").isdigit()
            else 1
        )
        if event == "list_fails" and number == 2:
            return Answer(500, b"<h1>Internal Server Error</h1>")
        if not listed:
            return self._framed(self.title, self.empty_words)
        size = script(self.name).page_size
        shown = _shortened(listed, event)
        cards = "\n".join(
            self._card(vacancy) for vacancy in shown[(number - 1) * size : number * size]
        )
        pager = "".join(
            "<a "
            f'href="{self.list_path}?{self.page_parameter}={page}'
            f'"{" aria-current=page" if page == number else ""}>{page}</a> '
            for page in range(1, -(-len(shown) // size) + 1)
        )
        if number * size < len(shown):
            pager += (
                '<a rel="next" '
                f'href="{self.list_path}?{self.page_parameter}={number + 1}">{self.next_words}</a>'
            )
        total = escape(self.total_words.format(len(listed)))
        inner = (
            f'<h1>{total}</h1>\n<div class="results">\n{cards}\n</div>\n<div '
            f'class="pager">{pager}</div>'
        )
        return Answer(200, self._frame(inner))

    def _card(self, vacancy: Vacancy) -> str:
        place = vacancy.places[0]
        return (
            '<div class="card"><h2><a '
            f'href="{escape(self.address(vacancy))}">{escape(vacancy.title)}</a></h2>'
            f"<span>{escape(vacancy.employer['short'])}</span> "
            f"<span>{escape(place.city)}</span></div>"
        )

    def _framed(self, heading: str, words: str, status: int = 200) -> Answer:
        return Answer(status, self._frame(f"<h1>{escape(heading)}</h1>\n<p>{escape(words)}</p>"))

    def _frame(self, inner: str) -> bytes:
        words = {"language": self.language, "site": escape(self.title), "list_path": self.list_path}
        return template("frame").substitute(words, inner=inner).encode()

    def slug(self, vacancy: Vacancy) -> str:
        """Return the title as this site's addresses write it."""
        return slug(vacancy.title)


def _shortened(listed: Sequence[Vacancy], event: str) -> Sequence[Vacancy]:
    return listed[: len(listed) // 2] if event == "half_list" else listed


def _xml(text: str) -> Answer:
    return Answer(200, b'<?xml version="1.0" encoding="UTF-8"?>' + text.encode(), "application/xml")
