"""Read where to apply from the links of a page: where a control to apply with leads to, or the one
mail address to which an application is to be sent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import unquote, urldefrag, urlsplit

from crawlers.extract.kind_of_page.page_words import apply_phrases, phrases
from crawlers.page.page import Page
from crawlers.posting.raw import RawPosting
from crawlers.text.blocks import Block
from crawlers.text.clean import clean
from crawlers.text.words import fold

_MAX_CONTROL = 60
"""Characters of what a control to apply with says."""
_MAILTO, _AHEAD = "mailto", 20
"""The scheme of mail links, and the characters among which it begins, blanks before it too."""
_PAPERS = (".pdf", ".doc", ".docx", ".odt", ".rtf", ".txt", ".xls", ".xlsx")
"""How the addresses of forms to print and fill in end: they are no place to apply."""


def say_apply_link(raw: RawPosting, page: Page) -> None:
    """Add where to apply, where nothing else has said it and the page names one place alone."""
    if page.kind != "html" or raw.kind != "html" or raw.said.get("apply_url"):
        return
    for how, targets in (("control", _controls(page)), ("mail", _mail_in_sentences(page))):
        found = set(targets)
        if len(found) == 1:
            raw.say("apply_url", found.pop(), "selector", f"link: {how}")
        if found:
            return


def _controls(page: Page) -> Iterator[str]:
    """Yield where links lead to that say "Apply"; those within the page lead nowhere."""
    texts = ["".join(pieces).strip() for _, pieces in page.walked.links]
    found = apply_phrases().where_may_begin(texts)
    if not found:
        return
    own = urldefrag(page.url or page.canonical or "").url
    blocks = {b.text: b for b in reversed(page.blocks) if len(b.text) <= _MAX_CONTROL}
    for i in found:
        if not _is_control(texts[i], blocks):
            continue
        href = page.walked.links[i][0]
        address = _mail(href) or page.address_of(href)
        if not address or urlsplit(address).path.lower().endswith(_PAPERS):
            continue
        if urldefrag(address).url != own:
            yield address


def _is_control(text: str, blocks: Mapping[str, Block]) -> bool:
    """Return whether a link says "Apply"."""
    if len(text := clean(text)) > _MAX_CONTROL:
        return False
    said = blocks[text].folded if text in blocks else fold(text)
    return apply_phrases().begin(said) and not phrases("keeping_controls").begin(said)


def _mail_in_sentences(page: Page) -> Iterator[str]:
    """Yield linked mail addresses that stand in a line about what an applicant sends."""
    if _MAILTO not in page.link_targets:
        return
    papers = phrases("sent_papers")
    for address, pieces in _mails(page):
        shown = clean("".join(pieces))
        lines = [block for block in page.blocks if shown and shown in block.text]
        if any(papers.in_line(block.folded) for block in lines):
            yield address


def _mails(page: Page) -> Iterator[tuple[str, list[str]]]:
    """Yield the mail links of a page, each as `mailto:` with its address alone."""
    for href, pieces in page.walked.links:
        if _MAILTO in href[:_AHEAD].lower() and (address := _mail(href)):
            yield address, pieces


def _mail(href: str) -> str:
    """Return the one address of a mail link as `mailto:` with the address alone, else ""."""
    if _MAILTO not in href[:_AHEAD].lower():
        return ""
    scheme, _, rest = href.strip().partition(":")
    address = unquote(rest.partition("?")[0]).strip()
    is_one = scheme.lower() == _MAILTO and address.count("@") == 1 and address.isprintable()
    return f"{_MAILTO}:{address}" if is_one else ""
