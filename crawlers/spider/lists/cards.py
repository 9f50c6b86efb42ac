"""What a list page says of each posting that it links to, as a fingerprint: while it stays, the
posting's page need not be asked for.

A posting's card is the largest element that links to no other posting. One that says no more than
the link itself (a bare title) says nothing of the page behind it, and has no fingerprint. The path
of the link is part of it: the words of an address often change with the title. Ages ("3
days ago") and counters change a card though nothing else did; the page is then asked for once more,
which is the safe side.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping
from functools import cache
from hashlib import blake2b
from typing import Any
from urllib.parse import urlsplit

from crawlers.spider.turns import PAUSE, STEP


def fingerprints(
    root: Any, key_of: Callable[[str], str]
) -> Generator[Any, None, Mapping[str, str]]:
    """Return by key the fingerprint of its card, with pauses (crawlers.spider.turns). root: the
    tree of a list page. key_of: gives for the address in a link the key of its posting; "" where it
    leads elsewhere."""
    links = []
    for number, link in enumerate(root.iter("a")):
        if key := key_of(link.get("href") or ""):
            links.append((key, link))
        if not number % STEP:
            yield PAUSE
    owners = yield from _owners(links)
    found: dict[str, str] = {}
    words_of = cache(_words)  # of a card that links to its posting a thousand times
    for number, (key, link) in enumerate(links):
        card = link
        for element in link.iterancestors():
            if owners[element] != key:
                break
            card = element
        if key not in found and (words := words_of(card)) != _words(link):
            said = f"{words}\n{_path(link)}".encode("utf-8", "surrogatepass")
            found[key] = blake2b(said, digest_size=8).hexdigest()
        if not number % STEP:
            yield PAUSE
    return found


def _path(link: Any) -> str:
    """Return the path of a link without the session that some servers write behind it."""
    address: str = link.get("href")
    return urlsplit(address).path.partition(";")[0]


def _owners(links: Iterable[tuple[str, Any]]) -> Generator[Any, None, Mapping[Any, str]]:
    """Return of each element that has links to postings the key of its posting; "" where it has
    links to several. Above an element of several all are: the way up ends there, else a list deep
    in a page costs its depth for each link."""
    owners: dict[Any, str] = {}
    for number, (key, link) in enumerate(links):
        for element in (link, *link.iterancestors()):
            owner = owners.setdefault(element, key)
            if owner == "":
                break
            if owner not in ("", key):
                owners[element] = ""
        if not number % STEP:
            yield PAUSE
    return owners


def _words(element: Any) -> str:
    return " ".join("".join(f"{text} " for text in element.itertext()).split())
