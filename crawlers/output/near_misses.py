"""Names that nothing knows, and the one that was probably meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

ALIKE = 0.75
"""The likeness from which on a known name is offered for an unknown one. Set by hand."""


def did_you_mean(name: str, known: Iterable[str], otherwise: str = "", prefix: str = "") -> str:
    """Return the end of a sentence about an unknown name: `; did you mean origin?`, or else
    `otherwise` behind a semicolon. prefix: of all names; two are not alike because of it."""
    rests = sorted(each.removeprefix(prefix) for each in known if each.startswith(prefix))
    spelled = {each.casefold(): each for each in rests}
    meant = get_close_matches(name.removeprefix(prefix).casefold(), spelled, 1, ALIKE)
    if meant:
        return f"; did you mean {prefix}{spelled[meant[0]]}?"
    return f"; {otherwise}" if otherwise else ""
