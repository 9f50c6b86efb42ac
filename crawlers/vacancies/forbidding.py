"""What forbids that two postings are of one vacancy: one table, looked at before any evidence and
again for every two members of a cluster."""

from __future__ import annotations

import re
from enum import Enum

from crawlers.vacancies.days import EXTENDED, Days
from crawlers.vacancies.employers import Employers
from crawlers.vacancies.facts import Facts
from crawlers.vacancies.pair import Pair, Sets
from crawlers.vacancies.sentences import ENOUGH, SAME_JOB_TEXT
from crawlers.vacancies.table import Row, Table, rows_for
from crawlers.vacancies.titles import Titles

MOVED_ON = 21
"""Days by which deadline and publication must both move to begin another period. A deadline alone
is extended; a date of publication alone is that of the copy."""
ROUNDED = 0.02
"""Share by which a sum may differ where a board rounds it; two steps of a scale are 3 % apart and
more. Set by hand."""
RUN = 120
"""Days from publication to deadline that one posting has at most. Set by hand: two to eight weeks
are usual, and a deadline may be extended."""
_YEAR = re.compile(r"20([0-4]\d)\Z|\A([0-4]\d)\d{4}(?:20\d\d)?\Z")
_DIGITS, _LETTERS = re.compile(r"\d+"), re.compile(r"[^\W\d_]+")


def _grade(pair: Pair) -> bool:
    return pair.grades not in (Sets.UNKNOWN, Sets.SAME)


def _number(pair: Pair) -> bool:
    if pair.shares_number or not pair.one.numbers or not pair.two.numbers:
        return False
    return any(_comparable(left, right) for left in pair.one.numbers for right in pair.two.numbers)


def _comparable(one: str, two: str) -> bool:
    """Return whether two numbers are counted alike: one scheme, one shape, neither a part of the
    other (`231058` and `231058/2023`)."""
    (scheme, left), (other, right) = one.split(":", 1), two.split(":", 1)
    if scheme != other or left.startswith(right) or right.startswith(left):
        return False
    return _shape(left) == _shape(right)


def _shape(number: str) -> str:
    return _LETTERS.sub("A", _DIGITS.sub("9", number))


def _place(pair: Pair) -> bool:
    if pair.countries is Sets.APART:
        return True
    return pair.cities in (Sets.APART, Sets.MIXED)


def _employer(pair: Pair) -> bool:
    return pair.employers is Employers.DIFFERENT


def _workplace(pair: Pair) -> bool:
    if not pair.one.marks or not pair.two.marks:
        return False
    return {"on_site", "remote"} <= {*pair.one.marks, *pair.two.marks} and not (
        set(pair.one.marks) & set(pair.two.marks) & {"on_site", "remote"}
    )


def _pool(pair: Pair) -> bool:
    return ("pool" in pair.one.marks) != ("pool" in pair.two.marks)


def _title(pair: Pair) -> bool:
    if pair.titles is Titles.DIFFERENT:
        return True
    return pair.titles is Titles.UNLIKE and not _is_translated(pair)


def _is_translated(pair: Pair) -> bool:
    """Return whether two titles without a common word can be one in two languages: one is English
    and the other is not, or all else that is known is the same, and something is."""
    if pair.is_in_two_languages:
        return True
    agrees = (pair.grades is Sets.SAME, pair.pay is True, pair.shares_number, pair.shares_address)
    is_of_a_day = pair.deadlines in (Days.SAME, Days.NEAR, Days.UNKNOWN)
    has_same_text = pair.text.held >= SAME_JOB_TEXT and pair.text.shared >= ENOUGH
    return is_of_a_day and has_same_text and any(agrees)


def _source(pair: Pair) -> bool:
    """One source shows two postings, and anything that tells one from another differs; what only
    one of them states differs, too."""
    return pair.is_of_one_source and not is_shown_again(pair)


def is_shown_again(pair: Pair) -> bool:
    """Return whether two postings of one source say the same, but for the day of publication, which
    a board sets anew whenever it shows a posting again."""
    one, two = pair.one, pair.two
    return (
        pair.titles is Titles.SAME
        and pair.text.held >= SAME_JOB_TEXT
        and one.deadline == two.deadline
        and (one.cities, one.countries) == (two.cities, two.countries)
        and (one.pay, one.currency, one.period) == (two.pay, two.currency, two.period)
        and one.grades == two.grades
        and one.numbers == two.numbers
    )


def _pay(pair: Pair) -> bool:
    """Both state one sum, of one currency and period as far as they say, and it differs. A range is
    often a board's own estimate, and a sum may be rounded."""
    if pair.pay is not False:
        return False
    one, two = (_single_sum(each.pay) for each in (pair.one, pair.two))
    return bool(one and two) and abs(one - two) > ROUNDED * max(one, two)


def _single_sum(pay: str) -> float:
    """Return the sum of `4200-4200`; 0 for a range."""
    least, _, most = pay.partition("-")
    return float(least) if least == most and least.replace(".", "", 1).isdecimal() else 0.0


def _period(pair: Pair) -> bool:
    return is_later(pair.one, pair.two) or is_later(pair.two, pair.one)


def is_later(new: Facts, old: Facts) -> bool:
    """Return whether one posting is of a later period: published after the other's deadline, or
    with deadline and publication both moved, or long after; or, where one has the publication
    alone and the other the deadline alone, with more between them than a posting runs. What has no
    date of publication was published when the feed first saw it, at the latest."""
    if new.posted and old.deadline and min(new.posted) > max(old.deadline) + 1:
        return True
    gap = min(new.deadline) - max(old.deadline) if new.deadline and old.deadline else None
    known = max(old.posted) if old.posted else old.first_day
    since = min(new.posted) - known if new.posted and known else None
    if gap is not None and gap > EXTENDED:
        return True
    if gap is not None and since is not None:
        return gap > MOVED_ON and since > MOVED_ON
    if new.source == old.source and old.closed_at and new.first_seen >= old.closed_at:
        return True  # the board took one down before it showed the other
    if gap is None and since is None:
        is_too_long = new.deadline and old.posted and min(new.deadline) > max(old.posted) + RUN
        return bool(is_too_long) or _year(new) > _year(old) > 0
    return gap is None and since is not None and since > EXTENDED


def _year(facts: Facts) -> int:
    """Return the year that an employer's numbers begin or end with (`231058`, `14/2023`) as two
    digits; 0 where they have none."""
    for number in facts.numbers:
        if found := _YEAR.search(number.partition(":")[2]):
            return int(next(filter(None, found.groups())))
    return 0


FORBIDDING: Table = (
    Row("employer", _employer, "One template, two employers."),
    Row("place", _place, "Each names a place that the other one has not."),
    Row("grade", _grade, "G8-G10 and G10-G12 are two posts, however alike the texts are."),
    Row("pool", _pool, "A page of many posts is none of them."),
    Row("workplace", _workplace, "One is on site, one remote."),
    Row("title", _title, "Another rank or subject: staff officer and junior officer, plans."),
    Row("number", _number, "The employer counts them as two."),
    Row("pay", _pay, "Each pays one sum, and these differ: two steps of one scale."),
    Row("source", _source, "Two postings of one source are two, unless all is the same."),
    Row("period", _period, "The same post again, later: it supersedes."),
)

OF_A_PERIOD = frozenset({"number", "pay", "period", "source"})
"""What may differ where a post is advertised again."""


def what_forbids(pair: Pair) -> list[str]:
    """Return the names of all rows that apply."""
    return rows_for(FORBIDDING, pair)


class MayBe(Enum):
    """What the table leaves two postings to be."""

    ONE_VACANCY = "one vacancy"
    ONE_POST_IN_TWO_PERIODS = "one post in two periods"
    TWO_POSTS = "two posts"


def may_be(pair: Pair) -> MayBe:
    """Return what two postings may be; the first row that parts two posts decides, and those that
    apply to most pairs stand first."""
    found = MayBe.ONE_VACANCY
    for row in FORBIDDING:
        if row.applies(pair):
            if row.name not in OF_A_PERIOD:
                return MayBe.TWO_POSTS
            found = MayBe.ONE_POST_IN_TWO_PERIODS
    return found


def is_forbidden(pair: Pair) -> bool:
    """Return whether any row applies."""
    return any(row.applies(pair) for row in FORBIDDING)
