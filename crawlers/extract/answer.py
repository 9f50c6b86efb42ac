"""What is read, what reads it, and how that can fail.

A process that only hands answers to its readers loads this module and nothing else of this room.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

if TYPE_CHECKING:
    from crawlers.contract.declarations import Declared
    from crawlers.page.page import Page
    from crawlers.posting.raw import Decision, RawPosting

How = Literal["given_up", "gone", "dropped"]
Hook: TypeAlias = "Callable[[Page], RawPosting | None]"
Step = Callable[[Any], Any]
"""A stage's `process_item`: takes a RawPosting and returns it, the last one a Reading."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a site answered for one posting.

    body: the bytes as they came, unpacked. record: in place of a body, one record of an answer
    that lists several. content_type: the header as sent. address: where people find it, on the live
    site. key: the key that the site's list gave it, "" where no list did; it wins over what the
    page calls itself. name: the key of a page that neither a list nor its address gives one (the
    name of its file). day: on which it was answered, None where that is not known; it serves words
    like "3 days ago" and nothing else.
    """

    body: bytes = b""
    record: Any = None
    content_type: str | None = None
    address: str | None = None
    key: str = ""
    name: str = "page"
    day: date | None = None

    def fingerprint(self) -> str | None:
        """Return 16 hexadecimal digits (BLAKE2b) that stand for all that is read but the day: two
        answers with the same ones say the same of their posting. None for a record that is no JSON,
        or too deep: nothing tells whether it is another one."""
        said = [self.content_type, self.address, self.key, self.record]
        try:
            found = blake2b(json.dumps(said, sort_keys=True).encode(), digest_size=8)
        except (TypeError, ValueError, RecursionError):
            return None
        found.update(self.body)
        return found.hexdigest()


@dataclass(frozen=True, slots=True)
class Site:
    """What reads the answers of one site.

    declared: what its plugin declares. posting: the plugin's own reader of a page; None from it
    means that the page is no posting, and `Gone` that it is closed. unpack: gives the page that is
    to be read, for platforms whose page holds a record. is_posting: whether an address is that of a
    posting, by the plugin's pattern; of a saved page without one ("") that is so where the plugin
    has a pattern at all. steps: what follows, in order.
    """

    declared: Declared
    posting: Hook
    unpack: Callable[[Page], Page] = lambda page: page
    is_posting: Callable[[str], bool] = lambda address: False
    steps: tuple[Step, ...] = field(default=(), repr=False)


class NotRead(Exception):
    """Raised for an answer that gives no posting.

    reason: a code, and words behind a colon. how: `gone` where the page says that its posting is
    closed, `dropped` where a step refused it or the page is no posting, else `given_up`. problems:
    of the page. item: the posting as far as it was read. decision: what the page is.
    """

    def __init__(self, reason: str, how: How = "given_up") -> None:
        super().__init__(reason)
        self.reason, self.how = reason, how
        self.problems: list[str] = []
        self.item: RawPosting | None = None
        self.decision: Decision | None = None

    @property
    def code(self) -> str:
        """The reason without its words."""
        return self.reason.partition(":")[0]

    @property
    def words(self) -> str:
        """The words of the reason, else its code."""
        return self.reason.partition(": ")[2] or self.code


class ReadingFailed(Exception):
    """Raised from an error in the plugin or in a step. item: what the step was given, None where
    the plugin failed. problems: of the page."""

    def __init__(self, problems: list[str], item: Any = None) -> None:
        super().__init__()
        self.problems, self.item = problems, item
