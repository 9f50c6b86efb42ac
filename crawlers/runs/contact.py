"""Remind people who crawl without contact details: a site must be able to reach them."""

from __future__ import annotations

from typing import Any

from crawlers.output.terminal import say

_MARKS = ("@", "://")
"""What a user agent has that names a person or a page."""


def remind_of_contact(settings: Any) -> None:
    """Print a reminder to set JOBWIRE_CONTACT, unless the user agent names a person or a page."""
    agent, given = str(settings["USER_AGENT"]), settings.get("JOBWIRE_CONTACT")
    if not any(mark in agent for mark in (*_MARKS, given) if mark):
        say(
            "JOBWIRE_CONTACT is not set. Set it to your e-mail address or a page of yours, so that "
            "sites can reach you.",
            error=True,
        )
