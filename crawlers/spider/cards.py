"""What a list page says of each posting that it links to, as a fingerprint: while it stays, the
posting's page need not be asked for.

A posting's card is the largest element that links to no other posting. One that says no more than
the link itself (a bare title) says nothing of the page behind it, and has no fingerprint. Ages ("3
days ago") and counters change a card though nothing else did; the page is then asked for once more,
which is the safe side.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import blake2b
from typing import Any


def fingerprints(root: Any, key_of: Callable[[str], str]) -> dict[str, str]:
    """Return by key the fingerprint of its card. root: the tree of a list page. key_of: gives
    for the address in a link the key of its posting; "" where it leads elsewhere."""
    links = [(key, link) for link in root.iter("a") if (key := key_of(link.get("href") or ""))]
    owners: dict[Any, str] = {}
    for key, link in links:
        for element in (link, *link.iterancestors()):
            if owners.setdefault(element, key) not in ("", key):
                owners[element] = ""
    found = {}
    for key, link in links:
        card = link
        for element in link.iterancestors():
            if owners[element] != key:
                break
            card = element
        words = _words(card)
        if key not in found and words != _words(link):
            found[key] = blake2b(words.encode(), digest_size=8).hexdigest()
    return found


def _words(element: Any) -> str:
    return " ".join("".join(f"{text} " for text in element.itertext()).split())
