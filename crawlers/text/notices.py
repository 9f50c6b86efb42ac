"""What a page says instead of a posting: sites answer 200 to a page that is gone, to a visitor without an account, to a robot."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from crawlers.text.words import fold, load

_LONG = 1500
"""Characters; a page with more says something of its own, whatever stands in its frame."""

_LINE, _PROSE = 60, 300
"""Characters from which a block is prose, and from which prose tells about the job."""


def notice_in(stated: Iterable[str]) -> str | None:
    """Which notice the texts of a page (its title and blocks) are: `closed_notice`, `soft_404`, `login_wall`, `captcha` or
    `maintenance`; None for a page that is long or says nothing of the kind."""
    texts: list[str] = []
    size = 0
    for each in stated:
        texts.append(each)
        size += len(each)
        if size > _LONG:
            return None
    text = f" {' | '.join(map(fold, texts))} "
    kind = next((kind for kind, phrases in _phrases() if any(phrase in text for phrase in phrases)), None)
    if kind == "closed_notice" and sum(len(t) for t in texts if len(t) >= _LINE and "cookie" not in t.casefold()) >= _PROSE:
        return None  # a banner above a posting that is still there
    return kind


@cache
def _phrases() -> tuple[tuple[str, tuple[str, ...]], ...]:
    closed = [phrase for phrase in load("chrome")["expired"] if len(phrase.split()) > 2]  # "Expired" alone may be a date's label
    kinds = {"closed_notice": closed, **load("notices")}
    return tuple((kind, tuple(f" {fold(phrase)} " for phrase in phrases)) for kind, phrases in kinds.items())
