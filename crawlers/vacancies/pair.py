"""A pair of postings and how each of their facts relates: all that the tables of `evidence` and
`forbidding` look at."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Set
from dataclasses import dataclass, field
from enum import Enum

from crawlers.text.hashes import text_hash
from crawlers.text.kept import kept
from crawlers.vacancies.days import Days, compare_days
from crawlers.vacancies.employers import Employers, is_same_employer
from crawlers.vacancies.facts import Facts
from crawlers.vacancies.sentences import Likeness, compare_texts
from crawlers.vacancies.titles import Titles, compare_titles, ranks


class Sets(Enum):
    """How two sets of values relate. PART: one is within the other. MIXED: each has more."""

    UNKNOWN = "unknown"
    SAME = "same"
    PART = "part"
    MIXED = "mixed"
    APART = "apart"


def compare_sets(one: Collection[str], two: Collection[str]) -> Sets:
    """Return how two sets of values relate; UNKNOWN where one is empty."""
    if not one or not two:
        return Sets.UNKNOWN
    if one == two:
        return Sets.SAME
    left, right = set(one), set(two)
    if left == right:
        return Sets.SAME
    if not left & right:
        return Sets.APART
    return Sets.PART if left <= right or right <= left else Sets.MIXED


@dataclass(frozen=True, slots=True)
class Common:
    """What is known of all postings together. sentences: standard ones, which many posts have.
    employers: names that stand in the text of a posting of theirs, or that an origin has."""

    sentences: Set[int] = frozenset()
    employers: Set[int] = frozenset()
    _names: dict[str, bool] = field(default_factory=dict, compare=False)

    def is_employer(self, name: str) -> bool:
        """Return whether a name, or what is left of it without words at either end, is one of
        `employers`."""
        if name not in self._names:
            found = any(text_hash(part) in self.employers for part in _parts(name))
            self._names[name] = found
        return self._names[name]


NOTHING = Common()


@dataclass(frozen=True)
class Pair:
    """Two postings. is_vague: several postings of one source have this title, place and deadline,
    so that these do not tell which."""

    one: Facts
    two: Facts
    common: Common = NOTHING
    is_vague: bool = False

    @property
    def is_of_one_source(self) -> bool:
        return self.one.source == self.two.source

    @kept
    def titles(self) -> Titles:
        """How the titles relate, without the words of employers and cities."""
        if self.one.title == self.two.title:
            return Titles.SAME if self.one.title else Titles.UNKNOWN
        free = {
            word for name in (*self.one.employers, *self.two.employers) for word in name.split()
        }
        free |= {word for city in (*self.one.cities, *self.two.cities) for word in city.split()}
        found = compare_titles(self.one.title, self.two.title, tuple(sorted(free - ranks())))
        is_translated = found is Titles.DIFFERENT and self.is_in_two_languages
        return Titles.UNLIKE if is_translated else found

    @kept
    def is_in_two_languages(self) -> bool:
        """Whether one title is English and the other is not."""
        return ("foreign" in self.one.marks) != ("foreign" in self.two.marks)

    @kept
    def employers(self) -> Employers:
        """How the employers relate, by all names that are known of each."""
        one, two = self.one, self.two
        if not one.employers or not two.employers:
            return Employers.UNKNOWN
        if one.employers[0] == two.employers[0] or is_same_employer(
            one.employers, two.employers, one.body, two.body
        ):
            return Employers.SAME
        is_doubted = self._is_doubted(one) or self._is_doubted(two)
        return Employers.DOUBTED if is_doubted else Employers.DIFFERENT

    def _is_doubted(self, facts: Facts) -> bool:
        if facts.kind == "origin" or facts.named:
            return False
        return not self.common.is_employer(facts.employers[0])

    @kept
    def cities(self) -> Sets:
        return compare_sets(self.one.cities, self.two.cities)

    @kept
    def countries(self) -> Sets:
        return compare_sets(self.one.countries, self.two.countries)

    @kept
    def is_at_one_place(self) -> bool:
        """Whether both name the same city, or one within the other's several; without a city on one
        side, the same country."""
        if self.cities is Sets.UNKNOWN:
            return self.countries in (Sets.SAME, Sets.PART)
        return self.cities in (Sets.SAME, Sets.PART)

    @kept
    def deadlines(self) -> Days:
        return compare_days(self.one.deadline, self.two.deadline)

    @kept
    def posted(self) -> Days:
        return compare_days(self.one.posted, self.two.posted)

    @kept
    def shares_number(self) -> bool:
        return bool(_values(self.one) & _values(self.two))

    @kept
    def shares_address(self) -> bool:
        return not set(self.one.addresses).isdisjoint(self.two.addresses)

    @kept
    def pay(self) -> bool | None:
        """Whether both pay the same; None where one does not say, or in another currency or for
        another period: boards convert what is paid by the hour."""
        one, two = self.one, self.two
        for left, right in ((one.currency, two.currency), (one.period, two.period)):
            if left and right and left != right:
                return None
        return one.pay == two.pay if one.pay and two.pay else None

    @kept
    def grades(self) -> Sets:
        """How the grades relate, of those that are written alike: G15 and A.2 are two scales."""
        if not self.one.grades or not self.two.grades:
            return Sets.UNKNOWN
        scales = [
            {grade.partition(":")[0] for grade in each.grades} for each in (self.one, self.two)
        ]
        common = scales[0] & scales[1]
        one, two = (
            [grade for grade in each.grades if grade.partition(":")[0] in common]
            for each in (self.one, self.two)
        )
        return compare_sets(one, two)

    @kept
    def agreement(self) -> int:
        """How many facts agree beside title, employer and text; different pay counts against. The
        day of publication is often that of the copy, and does not tell which job it is of."""
        agree = (
            self.shares_number,
            self.shares_address,
            self.grades is Sets.SAME,
            self.pay is True,
            self.deadlines is Days.SAME,
            self.cities is Sets.SAME,
        )
        return sum(agree) - (self.pay is False)

    @kept
    def shared_opening(self) -> int:
        """How many sentences of the openings are the same."""
        return len(set(self.one.opening) & set(self.two.opening))

    @kept
    def whole_text(self) -> Likeness:
        """How the texts relate with standard text, which is each employer's own."""
        return compare_texts(self.one.sample, self.two.sample, frozenset())

    @kept
    def text(self) -> Likeness:
        return compare_texts(self.one.sample, self.two.sample, self.common.sentences)


def _parts(name: str) -> Iterator[str]:
    """Yield an employer's name, and what is left of it without words at either end: `Roads
    Division, Alder Council` ends with another name."""
    words = name.split()
    for at in range(len(words)):
        yield " ".join(words[at:])
        yield " ".join(words[: len(words) - at])


def _values(facts: Facts) -> set[str]:
    return {number.partition(":")[2] for number in facts.numbers}
