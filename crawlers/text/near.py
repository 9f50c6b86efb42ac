"""What somebody meant who typed a name that there is not."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

CLOSE = 0.8
"""How alike two names are (difflib's ratio) for one to be a slip of the other."""


def meant(name: str, known: Iterable[str]) -> str:
    """Return the known name that is nearest to a wrong one, "" where none is near.

    Example: `meant("JOBWIRE_FEED", ["JOBWIRE_FEEDS"])` is "JOBWIRE_FEEDS".
    """
    by_fold = {each.casefold(): each for each in known}
    close = difflib.get_close_matches(name.casefold(), by_fold, 1, CLOSE)
    return by_fold[close[0]] if close else ""
