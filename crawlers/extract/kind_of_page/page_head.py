"""What the head of a page and its address say it is about."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, unquote, urlsplit

from crawlers.extract.job.title_lines import names_profession
from crawlers.page.page import Page
from crawlers.text.kept import kept
from crawlers.text.lines import Line
from crawlers.text.words import fold

_MARKS = re.compile(r"\s*[|–—·•»:]\s+|\s+[-/]\s+")
"""What parts the title of a head from the site's name."""


class PageHead:
    """The address of a page, its titles and its declared types."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @kept
    def address(self) -> str:
        """Where the page stands, as far as it is known."""
        return self.page.url or self.page.canonical or self.page.meta.get("og:url", "")

    @kept
    def path(self) -> list[str]:
        """The parts of the address's path, folded, without endings."""
        path = unquote(urlsplit(self.address).path)
        return [fold(re.sub(r"\.\w{2,5}$", "", part)) for part in path.split("/") if part]

    @kept
    def host(self) -> list[str]:
        """The parts of the address's host before the site's own name: "jobs" of
        jobs.acme.example."""
        return (urlsplit(self.address).hostname or "").split(".")[:-2]

    @kept
    def slug(self) -> Line:
        """The words of the last part of the address, or of its last query value, that are no
        numbers: "night nurse" of /jobs/night-nurse-4711."""
        path, query = self.path[-1:], parse_qsl(urlsplit(self.address).query)
        last = fold(query[-1][1]) if query else ""
        texts = [" ".join(w for w in each.split() if w.isalpha()) for each in (last, *path)]
        return Line(next((text for text in texts if " " in text), ""))

    @kept
    def text(self) -> str:
        """The title element and og:title, folded."""
        return fold(f"{self.page.head_title} | {self.page.meta.get('og:title', '')}")

    @kept
    def parts(self) -> list[str]:
        """The parts of the title element, folded."""
        return [p for p in map(fold, _MARKS.split(self.page.head_title)) if p]

    @kept
    def names_post(self) -> bool:
        """Whether the first part of the title element has a word that posts are called by."""
        return names_profession(Line(_MARKS.split(self.page.head_title)[0]))

    @kept
    def types(self) -> frozenset[str]:
        """The schema.org types that the page's JSON-LD declares."""
        found: set[str] = set()
        for each in self.page.jsonld:
            kind = each.get("@type")
            found |= {str(k) for k in (kind if isinstance(kind, list) else [kind]) if k}
        return frozenset(found)
