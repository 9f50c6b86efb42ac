"""Remind people who crawl without contact details: a site must be able to reach them."""

from __future__ import annotations

from typing import Any

MARKS = ("@", "://")
"""What an address of a person or a page has."""


def contact(settings: Any) -> str:
    """Return a reminder to set JOBWIRE_CONTACT, as a line; "" where the user agent already names a
    person or a page."""
    agent = str(settings["USER_AGENT"])
    if any(mark in agent for mark in (*MARKS, *filter(None, [settings.get("JOBWIRE_CONTACT")]))):
        return ""
    return (
        "JOBWIRE_CONTACT is not set. Set it to your e-mail address or a page of yours, so that "
        "sites can reach you.\n"
    )
