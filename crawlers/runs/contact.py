"""A site must be able to tell who asks."""

from __future__ import annotations

from typing import Any

MARKS = ("@", "://")
"""What an address of a person or a page has."""


def contact(settings: Any) -> str:
    """A line for people who crawl other people's sites under a name that leads to nobody; "" where
    it leads to them."""
    agent = str(settings["USER_AGENT"])
    if any(mark in agent for mark in (*MARKS, *filter(None, [settings.get("JOBWIRE_CONTACT")]))):
        return ""
    return (
        "JOBWIRE_CONTACT is not set: name an address or a page of yours, so that sites can tell "
        "who asks.\n"
    )
