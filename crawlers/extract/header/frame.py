"""Read what the frame of a page says: the names in its head, its logo, its last lines, its address.

The site is called so. Whether that is the employer, crawlers.extract.job.employer_agreement says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from crawlers.extract.job.employers import end_in_legal_form, has_no_name, strip_name
from crawlers.page.page import Page
from crawlers.posting.raw import Frame
from crawlers.text.blocks import Block
from crawlers.text.lines import Line
from crawlers.text.patterns import any_of
from crawlers.text.word_lists import load, phrases_in
from crawlers.text.words import folded_words_of, squeeze

HEAD_MARKS = re.compile(r"\s+[|–—·•»:/-]+\s+|\s*[|｜•»]\s*|:\s+")
"""Marks between the parts of a title element."""
_MAIL = re.compile(r"[\w.+-]+@([\w-]+(?:\.[\w-]+)+)")
_LOGO = re.compile(r"logo|brand")
_MAX_NAME = 60
_MAX_LOGOS = 12
_MAX_HOLDERS = 4
_FEW_LINKS = 0.5
"""Share of link text above which a block is an entry of a menu."""
_TOP, _BOTTOM = 3, 6
"""Blocks at the top of a page that may name the site, and at its end."""
_HOME_LINKS = 2
"""Links to the site's first page that may name it: the logo may be one without words."""
_MAX_FOOTER, _MAX_ENTITY = 300, 8
"""Characters of a last line that may name the site, and words of such a name."""
_COMMON_HOSTS = frozenset(
    ("www", "jobs", "job", "career", "careers", "com", "co", "org", "net", "gov", "edu", "ac")
)


def frame_of(page: Page) -> Frame:
    """Return what the frame of an HTML page says; nothing for any other page."""
    if page.kind != "html":
        return Frame()
    at = page.url or page.canonical or page.meta.get("og:url", "")
    site = (page.meta.get("og:site_name", ""), page.meta.get("application-name", ""))
    text = "\n".join([block.text for block in page.blocks])
    return Frame(
        address=at,
        head_title=page.head_title,
        og_title=page.meta.get("og:title", ""),
        site_names=_names(site),
        logos=_names(_logos(page.root)),
        banner=_names((*_banner(page.blocks), *_home_links(page))),
        holders=_names(_holders(page)) if "©" in text or "opyright" in text else (),
        footer=_names(_beginnings_of_footer(page.blocks)),
        hosts=host_parts(urlsplit(at).hostname or ""),
        mail_hosts=mail_hosts(page.blocks) if "@" in text else (),
        employer_links=_names(_employer_links(page)),
        blocks=tuple(page.blocks),
    )


def host_parts(host: str) -> tuple[str, ...]:
    """Return the parts of a host that may be its owner's name: "acme" of "jobs.acme.co.uk"."""
    return tuple(p for p in host.casefold().split(".")[:-1] if p not in _COMMON_HOSTS)


def _names(texts: Iterable[str]) -> tuple[str, ...]:
    cleaned = (strip_name(squeeze(text).strip("\"'")) for text in texts)
    return tuple(dict.fromkeys(name for name in cleaned if 1 < len(name) <= _MAX_NAME))


def _logos(root: Any) -> Iterator[str]:
    """Yield the words of images that are the logo by their name, class or box, that lead to the
    home page, or that are the first on the page."""
    count = 0
    for image in root.iter("img") if root is not None else ():
        alt = image.get("alt")
        if alt and (not count or _is_logo(image)):
            yield from HEAD_MARKS.split(_logo_words().sub(" ", alt))
            count += 1
            if count == _MAX_LOGOS:
                return


def _is_logo(image: Any) -> bool:
    """Return whether an image or its box is called so, or leads to the home page."""
    parent = image.getparent()
    boxes = (image,) if parent is None else (image, parent)
    for box in boxes:
        values = [box.get(name) for name in ("class", "id", "src", "alt")]
        if any(_LOGO.search(value.casefold()) for value in values if value):
            return True
    link = next((box.get("href") for box in boxes if box.tag == "a"), None)
    return link is not None and urlsplit(link).path in ("", "/")


def _banner(blocks: Sequence[Block]) -> Iterator[str]:
    """Yield the first words of the page, which name the site where its logo is text."""
    for at, block in enumerate(blocks[:_TOP]):
        if block.kind == "heading":
            is_name = block.links > 0  # one without a link is the page's own
        else:
            is_name = block.kind == "paragraph" and (at == 0 or block.links <= _FEW_LINKS)
        if is_name and block.region in ("header", ""):
            first = block.pieces[0] if block.pieces else block.text
            yield HEAD_MARKS.split(first, maxsplit=1)[0]


def _home_links(page: Page) -> Iterator[str]:
    """Return the words of the first links to the site's own first page, "Home" or its name."""
    at = urlsplit(page.url or "")
    homes = ("/", f"{at.scheme}://{at.netloc}", f"{at.scheme}://{at.netloc}/")
    texts = ("".join(pieces) for href, pieces in page.walked.links if href in homes)
    return islice(texts, _HOME_LINKS)


def _employer_links(page: Page) -> Iterator[str]:
    """Return the words of links that lead to the page of one employer, as boards have them; of
    "More about Acme" the name."""
    whole = page.link_targets
    if whole.isascii() and _employer_parts().isdisjoint(whole.split("/")):
        return iter(())
    leads_there = _employer_page().search
    links = page.walked.links
    found = (squeeze("".join(pieces)) for href, pieces in links if leads_there(href))
    names = (before_linked_name().sub("", words) for words in found)
    return (name for name in names if not has_no_name(Line(name)))


@cache
def before_linked_name() -> re.Pattern[str]:
    """Return the pattern of what a link says before the name of whom it leads to: "More about
    Acme"."""
    words = any_of(phrases_in(load("organizations")["before_linked_names"]))
    return re.compile(rf"(?i)^(?:{words})\s+(?=\S)")


@cache
def _employer_parts() -> frozenset[str]:
    return frozenset(part.lower() for part in load("addresses")["employer_pages"])


@cache
def _employer_page() -> re.Pattern[str]:
    return re.compile(rf"(?i)/(?:{any_of(load('addresses')['employer_pages'])})/[^/?#]")


def _holders(page: Page) -> Iterator[str]:
    found = (
        match["name"]
        for block in page.blocks[::-1]
        if len(block.text) <= 400 and ("©" in block.text or "opyright" in block.text)
        if (match := _holder().search(block.text))
    )
    for _, name in zip(range(_MAX_HOLDERS), found, strict=False):
        yield _behind_holder().sub("", name)


def _beginnings_of_footer(blocks: Sequence[Block]) -> Iterator[str]:
    """Yield what the last lines of a page begin with, as they name whose it is: "Acme Ltd, 4 Mill
    Lane", "Acme SAS au capital de ...", "Acme is part of ..."."""
    for block in blocks[-_BOTTOM:]:
        first = block.pieces[0] if block.pieces else block.text
        if len(first) > _MAX_FOOTER or "©" in first or first[:10].lower() == "copyright ":
            continue  # a copyright line is a hint of its own
        first = _behind_name().split(HEAD_MARKS.split(first, maxsplit=1)[0], maxsplit=1)[0]
        entity = entity_at_start(first)
        if block.region == "footer" or block is blocks[-1] or entity:
            yield entity or first.partition(", ")[0]


def entity_at_start(text: str) -> str:
    """Return the name with a legal form that a line begins with ("Acme Mills SAS au capital ..."),
    "" where it begins with none."""
    words, folded = text.split(), list[str]()
    if len(words) < 2 or not words[0][0].isupper():
        return ""
    for size, parts in enumerate(folded_words_of(words[:_MAX_ENTITY]), 1):
        folded += parts
        if size > 1 and end_in_legal_form(folded):
            return " ".join(words[:size])
    return ""


@cache
def _behind_name() -> re.Pattern[str]:
    """Return the pattern of a verb that makes a last line a sentence on whose site it is."""
    return re.compile(rf"\s(?:{any_of(phrases_in(load('organizations')['being']))})\s")


def mail_hosts(blocks: Iterable[Block]) -> tuple[str, ...]:
    """Return the parts of the hosts of mail addresses that may be their owner's name."""
    hosts = (
        part
        for block in blocks
        if "@" in block.text
        for host in _MAIL.findall(block.text)
        for part in host_parts(host)
    )
    return tuple(dict.fromkeys(hosts))


@cache
def _holder() -> re.Pattern[str]:
    """Return the pattern of the holder of a copyright: "© 2019-2031 by Acme"."""
    data = load("organizations")["copyright"]
    marks, by, today = (
        any_of(phrases_in(data[name])) for name in ("marks", "before_holder", "to_today")
    )
    return re.compile(
        rf"(?i)(?:{marks})(?:\s*(?:{marks}|{by}))*[\s,:]*"
        rf"(?:\d{{4}}(?:\s*[-–—/]\s*(?:\d{{4}}|{today}))?[\s,.:]*)?"
        rf"(?:(?:{by})\s+)?(?P<name>[^|©\n]{{2,90}})"
    )


@cache
def _logo_words() -> re.Pattern[str]:
    articles = any_of(phrases_in(load("places")["articles"]))
    words = any_of(phrases_in(load("organizations")["logo_words"]))
    return re.compile(rf"(?i)\b(?:(?:{articles})\s+)?(?:{words})\b")


@cache
def _behind_holder() -> re.Pattern[str]:
    """Return the pattern of what stands behind the holder's name: a year, or that it has all
    rights."""
    rights = any_of(phrases_in(load("organizations")["rights"]))
    return re.compile(rf"(?i)[\s,.|–—-]*(?:\b\d{{4}}\b.*|\b(?:{rights}).*|[.|•·–—].*)$")
