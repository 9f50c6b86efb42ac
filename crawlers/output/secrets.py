"""Take passwords and keys out of texts that people and logs get to see.

Addresses carry them as userinfo (`s3://KEY:SECRET@bucket`, RFC 3986 3.2.1), in the words of libpq
(`host=db password=...`), in queries (`?token=...`), and webhooks in their path.
"""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

HIDDEN = "***"
_USERINFO = re.compile(r"(\b[A-Za-z][\w+.-]{0,40}:(?://)?/?/)[^\s/?#'\"<>]*@")
"""Of any scheme, chains of fsspec (`simplecache::s3://...`) among them. Up to the last @ before the
path, as clients read it."""
_UP_TO_AT = re.compile(r"(\b[A-Za-z][\w+.-]{0,40}://)[^\s/?#'\"<>@:]*:[^\s'\"<>@]{1,300}@")
"""A password with a slash or a question mark in it, which should have been percent-encoded."""
_NAMED = re.compile(
    r"""(?ix) ( (?: pass(?:word|wd|phrase|file)? | pwd | secret | token | cookie
        | (?:api|access|account|private|shared|secret)[_-]?key (?:_?id)? | credentials? | signature
        | sig ) (?: _?id )? | (?<=[?&]) key ) (\s*[=:]\s*)
    ( b?'(?:[^'\\]|\\.)*' | b?"(?:[^"\\]|\\.)*" | [^\s&;,'")}\]]+ )"""
)
"""`password=...`, as libpq and queries have it; in quotation marks as far as they go."""
_QUOTED_NAMED = re.compile(
    r"""(?ix) (['"] (?: [\w-]{0,60}(?:secret|password|token)\w{0,20} | (?:[\w-]{0,60}[_-])?key )
    ['"] \s*:\s*) ( b?'(?:[^'\\]|\\.)*' | b?"(?:[^"\\]|\\.)*" )"""
)
"""Members of a dictionary that a driver shows: `'secret': '...'`."""

_SENT = re.compile(
    r"""(?ix) ( \b authorization ['"]? \s*[=:]\s* (?:b?['"])? (?:(?:bearer|basic|digest|token)\s+)?
    | \s --pass(?:word|phrase)? \s+ ) [^\s'",;]+"""
)
"""What a request proves itself with, and what a command was given."""
_HOOK = re.compile(
    r"(?P<host>https?://(?:(?:hooks?\.[\w.-]+|[\w.-]*\bwebhooks?\b[\w.-]*)(?::\d+)?"
    r"|[\w.-]+(?::\d+)?(?=/(?:[^\s\"'<>]*/)?(?:web)?hooks?/)))/[^\s\"'<>]+",
    re.IGNORECASE,
)
"""An address whose path is the secret."""
_SHOWN = re.compile(r"\b(?:host|hostaddr|port|dbname|user)\s*=\s*'?([^\s']+)")
"""What may be said of a connection in libpq's form."""
_QUOTED = re.compile(r"([\"'])([^\"']+)\1")
_USERS = (re.compile(r"://([^\s/?#'\"<>]*)@"), re.compile(r"://([^\s'\"<>]*)@"))
"""User and password of an address, and those with a slash in it that should have been encoded."""
_SHORTEST = 4
"""Characters of a secret that is hidden wherever it stands; a shorter one is part of many words."""
_known: list[str] = []
"""What `remember` found, the longest first."""


def remember(*addresses: str) -> None:
    """Let `without_secrets` hide the secrets of these addresses in every later text, whatever a
    driver makes of them: s3fs takes `KEY:SECRET@bucket` for the name of a bucket, and says so."""
    found: set[str] = set()
    for address in addresses:
        found.update(each[3].strip("'\"") for each in _NAMED.finditer(address))
        users = {user for pattern in _USERS for user in pattern.findall(address) if ":" in user}
        found.update(part for user in users for part in (user, user.partition(":")[2]))
    found |= {unquote(each) for each in found}
    _keep(found)


def remember_hook(address: str) -> None:
    """Let `without_secrets` hide all of a webhook's address but its host in every later text: with
    most services it is a password (`https://api.telegram.org/bot123:SECRET/sendMessage`)."""
    _, _, place = address.partition("://")
    _keep({place.partition("/")[2]})  # guard: the address of a webhook


def _keep(found: set[str]) -> None:
    _known.extend(each for each in found if len(each) >= _SHORTEST and each not in _known)
    _known.sort(key=len, reverse=True)


def without_secrets(text: str, of: str = "") -> str:
    """Return a text with `***` in place of every user with a password, and of every value that is
    named a password, a token or a key.

    of: the address that the text is about. Whatever the text quotes of it, but for its host, port
    and database, is hidden, too: libpq quotes the pieces of an address that it could not read.

    >>> without_secrets("s3://KEY:SECRET@bucket: no such host; password='a b'")
    's3://***@bucket: no such host; password=***'
    """
    for secret in _known:
        text = text.replace(secret, HIDDEN)  # guard: secrets that are known
    if of:  # guard: what libpq quotes
        text = _QUOTED.sub(lambda found: _unless_secret(found, of), text)
    if "@" in text:  # guard: secrets in addresses
        text = _UP_TO_AT.sub(rf"\1{HIDDEN}@", _USERINFO.sub(rf"\1{HIDDEN}@", text))
    if "hook" in text.lower():
        text = _HOOK.sub(rf"\g<host>/{HIDDEN}", text)  # guard: webhooks are masked
    text = _SENT.sub(rf"\1{HIDDEN}", text)
    text = _QUOTED_NAMED.sub(rf"\1{HIDDEN}", text)
    return _NAMED.sub(rf"\1\2{HIDDEN}", text)  # guard: secrets by their names


def _unless_secret(found: re.Match[str], address: str) -> str:
    """Return a quoted word as it is where it may be shown of an address."""
    if "://" in address:
        shown = address.rpartition("@")[2] if "@" in address else address
        is_secret = found[2] in address and found[2] not in shown
    else:
        is_secret = found[2] in address and found[2] not in _SHOWN.findall(address)
    return f"{found[1]}{HIDDEN}{found[1]}" if is_secret else found[0]


def host_of(address: str) -> str:
    """Return what may be shown of an address whose path is a secret (a webhook's): its host."""
    try:
        return urlsplit(address).hostname or "no host"
    except ValueError:
        return "no host"
