"""Page: the one parse of a response. Whatever comes, it is read without an exception, and what went
wrong is a named problem.

Problems are `code: sentence`. There is nothing to read (no blocks): `empty_page`, `binary`,
`too_large`, `hostile_markup`, `json_broken`. Read, but to be looked at: `wrong_charset`,
`too_deep`, `jsonld_broken`, `javascript_shell`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from crawlers.page import decoding, jsonld_scripts, limits, microdata
from crawlers.page.decoding import Kind
from crawlers.page.head_line import head_line
from crawlers.page.html_blocks import Walked, walk
from crawlers.page.html_state import Hidden
from crawlers.page.html_tree import parse_html
from crawlers.page.jsonld_text import description_blocks
from crawlers.page.limits import BadBody
from crawlers.page.pdf import BadPdf, read_pdf
from crawlers.page.text_blocks import blocks_of_text
from crawlers.text.blocks import Block
from crawlers.text.clean import clean
from crawlers.text.hostile_text import smuggled
from crawlers.text.measures import Measures
from crawlers.text.urls import LONGEST_ADDRESS

if TYPE_CHECKING:
    from parsel import Selector

_LANGUAGE = re.compile(r"\s*([a-zA-Z]{2,3})(?:[-_]([a-zA-Z0-9]{2,8}))?(?![a-zA-Z])")
_LOST_SHARE = 0.001
"""Above this share of U+FFFD a page was read in the wrong charset."""
_FILE_NAME = re.compile(r"(?i)\w\.(?:docx?|odt|pdf|rtf|pptx?|xlsx?|indd|qxd|tmp)$")
_NOT_SEEN = ("title", "meta", "link", "script")
"""Elements that say something of the page and are no part of it."""
_LONGEST_TITLE = 1_000  # characters
_FEW = 200  # characters; a page with less and with scripts is written by them


@dataclass
class Page:
    """A response, read once.

    url: where it came from. kind: `html`, `text` or `json`. lang: what its markup says its language
    is (`en-GB`), None where it does not. head_title: the title element; of a text, see
    crawlers.page.head_line. meta: meta elements by lower-case name or property, the first of each.
    canonical: the address the page says is its own, absolute. jsonld: every JSON-LD object of the
    page, arrays and graphs taken apart; where none is a JobPosting, also those that the page has as
    microdata. blocks: what a reader sees. hidden: what the markup hides from a reader. problems: as
    listed above. data: the value of a JSON body. root: the parsed tree of an HTML page. walked:
    what the walk over that tree found. measures: of the blocks, taken when it was decided what the
    page is.
    """

    url: str | None = None
    kind: Kind = "html"
    lang: str | None = None
    head_title: str = ""
    meta: dict[str, str] = field(default_factory=dict)
    canonical: str | None = None
    jsonld: list[dict[str, Any]] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    hidden: list[Hidden] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    data: Any = None
    root: Any = field(default=None, repr=False, compare=False)
    walked: Walked = field(default_factory=Walked, repr=False, compare=False)
    measures: Measures | None = field(default=None, repr=False, compare=False)
    _postings: tuple[Any, list[dict[str, Any]]] = field(
        default=(None, []), repr=False, compare=False
    )
    _described: list[tuple[dict[str, Any], list[Block]]] = field(
        default_factory=list, repr=False, compare=False
    )

    @classmethod
    def from_bytes(
        cls,
        body: bytes,
        *,
        url: str | None = None,
        content_type: str | None = None,
        encoding: str | None = None,
    ) -> Page:
        """Read a body. content_type: the header as sent; encoding: a charset known from elsewhere.
        Never raises."""
        page = cls(url=url)
        try:
            page.kind = decoding.kind_of(body, content_type)
            text = decoding.decode(body, content_type, encoding)
            page._read(text, content_type)
        except BadBody as error:
            page.problems.append(str(error))
            return page
        if page.kind != "json":
            # guard: text in tag characters
            page.hidden += [Hidden(words, "characters", 0) for words in smuggled(text)]
        lost = text.count("\ufffd")
        if lost > len(text) * _LOST_SHARE:  # guard: charset
            page.problems.append(
                f"wrong_charset: {lost:,} of {len(text):,} characters could not be decoded"
            )
        return page

    @classmethod
    def from_response(cls, response: Any) -> Page:
        """Read a Scrapy response (anything with body, url and headers)."""
        header = response.headers.get("Content-Type") or b""
        content_type = header.decode("latin-1") if isinstance(header, bytes) else str(header)
        encoding = None if decoding.is_utf8(response.body) else getattr(response, "encoding", None)
        return cls.from_bytes(
            response.body, url=response.url, content_type=content_type, encoding=encoding
        )

    @classmethod
    def from_pdf(cls, body: bytes, *, url: str | None = None) -> Page:
        """Read the text of a PDF. Never raises."""
        try:
            text = read_pdf(body).encode()
        except BadPdf as error:
            words = f"{error}: the PDF has no text that can be read"
            return cls(url=url, kind="text", problems=[words])
        return cls.from_bytes(text, url=url, content_type="text/plain; charset=utf-8")

    @property
    def postings(self) -> list[dict[str, Any]]:
        """The JobPosting objects of its JSON-LD, read once a list."""
        of, found = self._postings
        if of is not self.jsonld:
            found = jsonld_scripts.postings(self.jsonld)
            self._postings = (self.jsonld, found)
        return found

    @cached_property
    def links(self) -> list[tuple[str, str]]:
        """Each link that a reader can follow: its absolute http(s) address and its text."""
        found = ((self.address_of(href), pieces) for href, pieces in self.walked.links)
        return [(address, clean("".join(pieces))) for address, pieces in found if address]

    @cached_property
    def link_targets(self) -> str:
        """What all links lead to as written, in lower case, a line each: to look whether one of
        them leads to a place at all."""
        return "\n".join([href for href, _ in self.walked.links]).lower()

    def address_of(self, href: str) -> str:
        """Return the absolute http(s) address of a link, "" where it leads to none."""
        return _absolute(self._base, href)

    def has_description(self, posting: dict[str, Any]) -> bool:
        """Return whether one of its JobPosting objects has a description. Its blocks are kept for
        `description_of`."""
        blocks = description_blocks(posting)
        self._described.append((posting, blocks))
        return bool(blocks)

    def description_of(self, posting: dict[str, Any]) -> list[Block]:
        """Return the description of one of its JobPosting objects as blocks, which are the
        caller's own: what is kept is handed out once."""
        for at, (one, blocks) in enumerate(self._described):
            if one is posting:
                del self._described[at]
                return blocks
        return description_blocks(posting)

    @cached_property
    def selector(self) -> Selector:
        """The page for CSS and XPath, on the tree that was parsed already; of an empty page where
        there is none."""
        from parsel import Selector

        if self.root is None:
            return Selector(text="<html></html>", type="html")
        return Selector(root=self.root, type="html", base_url=self.url)

    def _read(self, text: str, content_type: str | None) -> None:
        if self.kind == "json":
            try:
                self.data = limits.read_json(text)
                return
            except BadBody:
                if "json" in (content_type or ""):
                    raise
                self.kind = "text"
        if self.kind == "text":
            self.blocks = blocks_of_text(limits.safe_text(text))
            if not self.blocks:
                raise BadBody("empty_page: the text has no words")
            if head := head_line(self.blocks):
                self.head_title, self.blocks = head, self.blocks[1:]
        else:
            self._read_html(text)

    def _read_html(self, text: str) -> None:
        self.root, cut_off = parse_html(limits.safe_markup(text.encode("utf-8", "replace")))
        if self.root is None:
            raise BadBody("empty_page: the page has no markup")
        elements: dict[str, list[Any]] = {tag: [] for tag in _NOT_SEEN}
        for element in self.root.iter(*_NOT_SEEN):
            elements[element.tag].append(element)
        self._read_head(elements)
        self.walked = walk(self.root)
        self.blocks, self.hidden = self.walked.blocks, self.walked.hidden
        if cut_off or self.walked.too_deep:  # guard: depth
            self.problems.append(
                "too_deep: elements are nested so deeply that a part of the page may be lost"
            )
        scripts = self._read_scripts(elements["script"])
        if not self.postings and _has_microdata(text):
            self.jsonld = [*self.jsonld, *microdata.postings(self.root)]
        if not self.blocks and not self.jsonld:
            self.problems.append("empty_page: the page has no visible text")
        if scripts and not self.jsonld and sum(len(b.text) for b in self.blocks) < _FEW:
            self.problems.append(
                "javascript_shell: the page has next to no text of its own; scripts write it in "
                "the browser"
            )

    def _read_head(self, elements: Mapping[str, Sequence[Any]]) -> None:
        root = self.root
        declared = (
            root.get("lang")
            or root.get("{http://www.w3.org/XML/1998/namespace}lang")
            or root.get("xml:lang")
        )
        titles = (t for t in elements["title"] if t.getparent().tag in ("head", "html", "body"))
        texts = ("".join(t.itertext()) if len(t) else t.text or "" for t in titles)
        head = next(filter(None, map(clean, texts)), "")
        # programs that make a page of a document name it by its file
        self.head_title = "" if _FILE_NAME.search(head) else head[:_LONGEST_TITLE]
        for element in elements["meta"]:
            name = (
                element.get("property")
                or element.get("name")
                or element.get("http-equiv")
                or element.get("itemprop")
            )
            if name and (content := element.get("content")):
                self.meta.setdefault(clean(name).lower(), clean(content))
        self.lang = (
            _language(declared)
            or _language(self.meta.get("content-language"))
            or _language(self.meta.get("og:locale"))
        )
        for element in elements["link"]:
            if (element.get("rel") or "").lower().strip() == "canonical" and (
                href := element.get("href")
            ):
                self.canonical = _absolute(self.url or "", href) or None
                break

    def _read_scripts(self, elements: Sequence[Any]) -> int:
        """Take the JSON-LD; the number of other scripts."""
        others, texts = 0, []
        for element in elements:
            if "ld+json" in (element.get("type") or "").lower():
                texts.append(element.text or "")
            else:
                others += 1
        self.jsonld, broken = jsonld_scripts.collect(texts)
        if broken:
            self.problems.append(
                f"jsonld_broken: {broken} of {len(texts)} JSON-LD scripts cannot be read"
            )
        return others

    @cached_property
    def _base(self) -> str:
        """What relative links are relative to. A base element that names another host is not
        believed."""
        own = self.url or ""
        element = next(self.root.iter("base"), None) if self.root is not None else None
        href = element.get("href") if element is not None else None
        named = _absolute(own, href) if href else ""
        return (
            named if named and (not own or urlsplit(named).netloc == urlsplit(own).netloc) else own
        )


def _has_microdata(text: str) -> bool:
    """Return whether markup may have a JobPosting as microdata or RDFa."""
    return "JobPosting" in text and ("itemscope" in text or "typeof" in text)


def _language(declared: str | None) -> str | None:
    match = _LANGUAGE.match(declared or "")
    if not match:
        return None
    code, region = match.group(1).lower(), match.group(2)
    return f"{code}-{region.upper() if len(region) == 2 else region}" if region else code


def _absolute(base: str, href: str) -> str:
    """Return an absolute http(s) address without its fragment's page-internal links; "" for
    everything else."""
    if len(href) > LONGEST_ADDRESS:  # guard: length of an address
        return ""
    href = "".join(href.split()) if href.isprintable() or href.strip().isascii() else clean(href)
    if not href or href[0] == "#":
        return ""
    if "[" in href or not href.lower().startswith(("http://", "https://")):
        try:
            href = urljoin(base, href)
        except ValueError:  # a broken IPv6 address
            return ""
    return href if href.lower().startswith(("http://", "https://")) else ""
