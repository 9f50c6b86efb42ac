"""What the id of a record may be. An id is a name: it stands in addresses, logs, file names and
databases, and a source may send anything as one."""

from __future__ import annotations

from crawlers.output.printable import printable

LONGEST_ID = 200
"""Characters of an id, `source:` included. Set by hand: platforms and addresses use fewer."""


def wrong_id(name: str) -> str:
    """Return in words why a text cannot be the id of a record; "" where it can."""
    if len(name) > LONGEST_ID:  # guard: length of an id
        return f"an id of {len(name)} characters, more than {LONGEST_ID}"
    if printable(name) != name:  # guard: characters of an id
        return "an id with control, invisible or direction characters"
    return ""
