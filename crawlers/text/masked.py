"""Secrets, masked where an address or a setting is shown: in messages, logs and the report.

What is masked: user and password of an address of any scheme, the password of libpq's own form
(`host=db password=...`), the path and query of an address that is a secret by itself (a webhook),
and parameters that are called like a secret.
"""

from __future__ import annotations

import re

MASK = "***"

_USERINFO = re.compile(r"(?P<scheme>[A-Za-z][\w+.-]*://)[^\s/?#\"'<>@]+(?:@[^\s/?#\"'<>@]+)*@")
_WORDS = (
    r"pass(?:word|wd|phrase)?|pwd|secret|token|(?:api|access|secret|private)[_-]?key|"
    r"sig(?:nature)?|auth"
)
_NAMED = re.compile(
    rf"(?P<name>\b(?:[\w-]*[_-])?(?:{_WORDS})\s*=\s*)(?:'(?:\\.|[^'\\])*'|\"[^\"]*\"|[^\s&#;,'\"]+)",
    re.IGNORECASE,
)
_HOOK = re.compile(
    r"(?P<host>https?://(?:hooks?\.[\w.-]+|[\w.-]*\bwebhooks?\b[\w.-]*|[\w.-]+(?=/(?:[^\s\"'<>]*/)?"
    r"(?:web)?hooks?/)))/[^\s\"'<>]+",
    re.IGNORECASE,
)


def masked(text: str) -> str:
    """Return a text with its secrets masked: "s3://key:secret@bucket/x" becomes
    "s3://***@bucket/x"."""
    if "@" in text:
        text = _USERINFO.sub(rf"\g<scheme>{MASK}@", text)  # guard: users in addresses are masked
    if "=" in text:
        text = _NAMED.sub(rf"\g<name>{MASK}", text)  # guard: named secrets are masked
    if "hook" in text.lower():
        text = _HOOK.sub(rf"\g<host>/{MASK}", text)  # guard: webhooks are masked
    return text
