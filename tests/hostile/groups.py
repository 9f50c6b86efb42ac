"""All behaviours that show on postings, in the groups that are crawled together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.hostile import addresses, content, politeness, tls, transport
from tests.hostile.behaviours import Behaviour
from tests.hostile.server import Answer


@dataclass(frozen=True, slots=True)
class Group:
    """behaviours: shown by one site. lists: its list page, where it is not the usual one. named:
    the site is found by its name, as on the web; otherwise at an address of this machine. secure:
    over TLS. settings: what differs from tests/hostile/settings.py."""

    words: str
    behaviours: list[Behaviour]
    lists: Answer | None = None
    named: bool = False
    secure: bool = False
    settings: Mapping[str, Any] = field(default_factory=dict)


GROUPS = {
    "T": Group("Transport", transport.TRANSPORT),
    "X": Group("TLS", tls.TLS, named=True, secure=True, settings=tls.GROUND),
    "R": Group("Redirects and addresses", addresses.ADDRESSES, addresses.site, named=True),
    "P": Group("Politeness", politeness.POLITENESS, named=True, settings=politeness.GROUND),
    "C": Group("Parser and content", content.CONTENT, settings={"JOBWIRE_WATCH_LANGUAGES": True}),
}
