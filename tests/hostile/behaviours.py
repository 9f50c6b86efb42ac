"""What a behaviour is, and the site that shows many of them at once, each on its own postings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Literal

from tests.hostile.pages import listing
from tests.hostile.server import Answer, Wire, not_found

GOOD = 25
"""The number of postings that the site has on a good day."""
DOMAIN = "board.example"
WWW = f"www.{DOMAIN}"

Verdict = Literal["item", "quarantined", "refused", "closed", "unseen", "source stale", "published"]


@dataclass(frozen=True, slots=True)
class Behaviour:
    """One hostile thing, and its declared outcome.

    name: its number and words, as in docs/hostile.md. answer: what the server does where it shows.
    verdict: of a posting see `Crawled.verdict`; of a whole site `source stale` or `published`.
    reason: the word that goes with it. most: how often it may be requested. holds: what else must
    be true, of the posting's record or of the whole crawl.

    alone: it has a host of its own, named after it, with as many `postings` as are said and a
    robots.txt that is what `robots` does; `most` is then of all these requests together, without
    robots.txt's. gaps: the least seconds before the second of them, the third and so on; the last
    holds for all that follow. site, settings: of a behaviour of a whole site, which of the sites it
    is, and what differs from tests/hostile/settings.py.
    """

    name: str
    answer: Answer
    verdict: Verdict
    reason: str = ""
    most: int = 2
    holds: Callable[[Any], object] | None = None
    alone: bool = False
    postings: int = 1
    robots: Answer = not_found
    gaps: tuple[float, ...] = ()
    site: str = "board"
    settings: Mapping[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Return its number; also the key of the posting that shows it."""
        return self.name.split()[0].lower()

    @property
    def keys(self) -> list[str]:
        """Return the keys of all postings that show it."""
        return (
            [self.key]
            if self.postings == 1
            else [f"{self.key}-{n}" for n in range(1, self.postings + 1)]
        )

    @property
    def host(self) -> str:
        return f"{self.key}.{DOMAIN}" if self.alone else WWW


def item(
    name: str, answer: Answer, holds: Callable[[Any], object] | None = None, **more: Any
) -> Behaviour:
    """Return a behaviour whose page becomes a posting, with right values."""
    return Behaviour(name, answer, "item", holds=holds, **more)


def _with_reason(
    verdict: Verdict, name: str, answer: Answer, reason: str, **more: Any
) -> Behaviour:
    return Behaviour(name, answer, verdict, reason, **more)


quarantined = partial(_with_reason, "quarantined")
"""A behaviour whose posting is quarantined with a reason."""
refused = partial(_with_reason, "refused")
"""A behaviour whose address is not requested, or not followed."""
closed = partial(_with_reason, "closed")
"""A behaviour that says that the posting is closed."""


def all_on_one_site(
    behaviours: Iterable[Behaviour], before: Answer, lists: Answer | None = None
) -> Answer:
    """Return a site whose list names the postings of a good day, then those that show the
    behaviours. before: what else it does. lists: its list page, where it is not the usual one."""
    behaviours = list(behaviours)
    shown = {key: behaviour for behaviour in behaviours for key in behaviour.keys}
    robots = {behaviour.host: behaviour.robots for behaviour in behaviours if behaviour.alone}

    def answer(wire: Wire) -> None:
        path = wire.asked.path.partition("?")[0]
        key = path.removeprefix("/jobs/")
        if path == "/list":
            (lists or partial(_list, behaviours=behaviours))(wire)
        elif path == "/robots.txt" and wire.asked.host in robots:
            robots[wire.asked.host](wire)
        elif path.startswith("/jobs/") and key in shown:
            shown[key].answer(wire)
        else:
            before(wire)

    return answer


def _list(wire: Wire, behaviours: Iterable[Behaviour]) -> None:
    links = [
        (f"{wire.shared['scheme']}://{b.host}:{wire.shared['own']}" if b.alone else "", key)
        for b in behaviours
        for key in b.keys
    ]
    more = "".join(f'<a href="{origin}/jobs/{key}">Posting {key}</a>' for origin, key in links)
    wire.page(listing(range(1, GOOD + 1), more))
