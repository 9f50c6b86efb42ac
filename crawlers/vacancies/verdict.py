"""The verdict on a pair: one vacancy, possibly one, the same post in a later period, or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from crawlers.vacancies.employers import Employers
from crawlers.vacancies.evidence import RANK, SUPPORTS, found_evidence
from crawlers.vacancies.forbidding import MayBe, is_later, may_be
from crawlers.vacancies.pair import Pair
from crawlers.vacancies.possible import is_possible
from crawlers.vacancies.titles import Titles

Kind = Literal["link", "possible", "later"]


@dataclass(frozen=True, slots=True)
class Tie:
    """What ties two postings. kind: `link` (one vacancy), `possible`, or `later` (`one` is the post
    of `two` in a later period). rule: the strongest row of `evidence`, or "". evidence: all rows
    that apply, or why it is possible. agreement: how many other facts agree. held: share of the
    smaller text that both have."""

    kind: Kind
    one: int
    two: int
    rule: str = ""
    evidence: tuple[str, ...] = ()
    agreement: int = 0
    held: float = 0.0

    @property
    def strength(self) -> tuple[int, int, float]:
        """The smaller, the stronger."""
        return RANK.get(self.rule, len(RANK)), -self.agreement, -self.held


def judge(pair: Pair, one: int, two: int) -> Tie | None:
    """Return what ties two postings; None where nothing does. one, two: their numbers."""
    found = may_be(pair)
    if found is MayBe.TWO_POSTS:
        return None
    if found is MayBe.ONE_POST_IN_TWO_PERIODS:
        return _later(pair, one, two)
    if rules := found_evidence(pair):
        held = round(pair.text.held, 3)
        return Tie("link", one, two, rules[0], tuple(rules), pair.agreement, held)
    if why := is_possible(pair):
        return Tie("possible", one, two, "", (why,), pair.agreement, round(pair.text.held, 3))
    return None


def _later(pair: Pair, one: int, two: int) -> Tie | None:
    """Return the tie of a post that is advertised again; None where it is another post."""
    is_same_post = pair.shares_number or (
        pair.titles is Titles.SAME
        and pair.employers is Employers.SAME
        and (pair.text.held >= SUPPORTS or not pair.text.smaller)
    )
    if not is_same_post:
        return None
    if is_later(pair.one, pair.two):
        return Tie("later", one, two)
    return Tie("later", two, one) if is_later(pair.two, pair.one) else None
