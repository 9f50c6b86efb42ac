"""What an address says: its tidy form, the number in it, the words in its parts, whether it is that
of a login (data/addresses.yaml)."""

from __future__ import annotations

import re
from functools import cache
from hashlib import sha256
from urllib.parse import unquote, urlsplit, urlunsplit

from crawlers.text.word_lists import load, phrases_in

_NUMBER = re.compile(r"(?<![A-Za-z0-9])\d{4,}(?![A-Za-z0-9])")
_YEAR = re.compile(r"(?:19|20)\d\d")
_TELLING = re.compile(r"[\d_-]")
_PATH_SESSION = re.compile(r";jsessionid=[^/]*", re.IGNORECASE)
_SLUG_GAPS = re.compile(r"[-_+\s]+")
_LETTER = re.compile(r"[^\W\d_]")

LONGEST_ADDRESS = 8_000
"""Characters of an address that is followed; servers are asked to take as many (RFC 9110 4.1), and
a link of seven megabytes took two seconds and 800 MB."""


@cache
def _dropped() -> frozenset[str]:
    named = load("addresses")
    return frozenset((*named["tracking"], *named["session"]))


def tidy(url: str) -> str:
    """Return the address without fragment, tracking and session parameters; host in lower case. Two
    links to one page come out alike."""
    parts = urlsplit(url)
    kept = [
        pair
        for pair in parts.query.split("&")
        if pair.partition("=")[0].casefold() not in _dropped()
    ]
    return urlunsplit(
        (
            parts.scheme,
            parts.netloc.casefold(),
            _PATH_SESSION.sub("", parts.path),
            "&".join(kept),
            "",
        )
    )


def key_in(url: str) -> str:
    """Return the likeliest id of the page in its address: the last number of four digits or more
    that is not a year, else the last part of the path where it is more than a word, else a
    fingerprint of the whole."""
    parts = urlsplit(tidy(url))
    numbers = [
        n for n in _NUMBER.findall(unquote(f"{parts.path}?{parts.query}")) if not _YEAR.fullmatch(n)
    ]
    if numbers:
        return str(numbers[-1])
    tail = unquote(parts.path).rstrip("/").rpartition("/")[2]
    return (
        tail
        if not parts.query and _TELLING.search(tail)
        else sha256(tidy(url).encode()).hexdigest()[:16]
    )


def unslug(slug: str) -> str:
    """Return the words of a part of an address: `acme-labs` -> `acme labs`. A number or an ISO date
    stays as it is."""
    text = unquote(slug).strip()
    return _SLUG_GAPS.sub(" ", text).strip() if _LETTER.search(text) else text


def leads_to_login(path: str) -> bool:
    """Return whether the path of an address is that of a login: `/account/sign-in`."""
    return not _login_parts().isdisjoint(re.split(r"[/.]", path.casefold()))


@cache
def _login_parts() -> frozenset[str]:
    return frozenset(phrases_in(load("addresses")["login"]))
