"""Facts: what of a posting tells which job it is of, in a form that is quickly compared."""

from __future__ import annotations

import marshal
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from crawlers.text.unaccented import compose, plain
from crawlers.text.urls import tidy
from crawlers.text.words import fold
from crawlers.vacancies.days import days_of, ordinal
from crawlers.vacancies.employers import employer_words, names_of
from crawlers.vacancies.sentences import OPENING, numbers_in, pack_numbers, sample_of, sentences_of
from crawlers.vacancies.titles import is_foreign, is_pool, title_words, words_of

_GRADE = re.compile(r"([A-Z]+)[\W_]*(\d+)", re.IGNORECASE)
_IN_TITLE = re.compile(r"\d{6,}")
_COUNTED = frozenset({"reference", "requisition", "vacancy", "post"})
"""Schemes of numbers that the employer counts with; `source` is the board's own."""
_TELLING = re.compile(r"\d{3}|[?=]|[^/]{12}\Z")
MANY_POSTS = 5
"""Openings from which a page is a page of many posts."""


class Facts(NamedTuple):
    """What of a posting is compared; a tuple, which is packed and unpacked faster than anything.

    id: of the posting. title: its telling words. employers: all that the employer is called. named:
    whether the text of an aggregator names the employer, too. body, unit: the outermost and the
    innermost unit, as words. cities, countries: all of them. numbers: that the employer counts
    with, as `scheme:letters and digits`. grades: `letters:number`. pay, currency, period: as
    printed, "" where it is not stated. deadline, posted: the days that each may be (see `days_of`).
    first_seen, closed_at: the instants at which the feed first saw it and closed it, "" where it is
    open. addresses: its own and where to apply, without scheme. marks: `pool`, `foreign` (the title
    is not English), `remote`, `on_site`, `hybrid`. packed_sample, packed_opening: of its sentences
    (see `sentences`); most pairs part before anybody looks at them.
    """

    id: str
    source: str
    kind: str
    title: tuple[str, ...]
    employers: tuple[str, ...]
    named: bool
    body: str
    unit: str
    cities: tuple[str, ...]
    countries: tuple[str, ...]
    numbers: tuple[str, ...]
    grades: tuple[str, ...]
    pay: str
    currency: str
    period: str
    deadline: tuple[int, ...]
    posted: tuple[int, ...]
    first_seen: str
    closed_at: str
    addresses: tuple[str, ...]
    marks: tuple[str, ...]
    packed_sample: bytes
    packed_opening: bytes

    @property
    def sample(self) -> tuple[int, ...]:
        """The sample of its sentences, sorted."""
        return numbers_in(self.packed_sample)

    @property
    def opening(self) -> tuple[int, ...]:
        """The first of its sentences, in their order."""
        return numbers_in(self.packed_opening)

    @property
    def first_day(self) -> int:
        """The day on which the feed first had it, as an ordinal; 0 where nobody knows."""
        return ordinal(self.first_seen[:10]) if self.first_seen else 0

    def packed(self) -> bytes:
        """Return the facts as bytes."""
        return marshal.dumps(tuple(self))

    @classmethod
    def unpacked(cls, packed: bytes) -> Facts:
        """Return the facts in bytes that `packed` made."""
        return cls._make(marshal.loads(packed))


def facts_of(record: Mapping[str, Any]) -> Facts:
    """Return the facts of a posting as the feed has it."""
    organization = record["organization"] or {"name": "", "units": []}
    name, units = organization["name"], organization["units"] or [""]
    employers = names_of(name) if name else ()
    locations, lifecycle = record["locations"], record["lifecycle"]
    cities = {" ".join(words_of(each["city"])) for each in locations if each["city"]}
    places = [*(each["raw"] for each in locations), *cities]
    pay, currency, period = _pay(record["salary"])
    sentences = sentences_of(record)
    return Facts(
        id=record["id"],
        source=record["source"],
        kind=record["source_kind"],
        title=title_words(record["title"] or "", places, [name, *employers]),
        employers=employers,
        named=bool(name)
        and record["source_kind"] != "origin"
        and _names(record["description"] or "", name),
        body=employer_words(units[0]),
        unit=employer_words(units[-1]),
        cities=_sorted(cities),
        countries=_sorted(each["country"] for each in locations if each["country"]),
        numbers=_sorted(_numbers(record)),
        grades=_sorted(_grades(record)),
        pay=pay,
        currency=currency,
        period=period,
        deadline=_days(record, "valid_through"),
        posted=_days(record, "date_posted"),
        first_seen=lifecycle["first_seen"] or "",
        closed_at=lifecycle["closed_at"] or "",
        addresses=_sorted(_addresses(record)),
        marks=_sorted(_marks(record)),
        packed_sample=pack_numbers(sample_of(sentences)),
        packed_opening=pack_numbers(sentences[:OPENING]),
    )


def _sorted(values: Iterable[str]) -> tuple[str, ...]:
    """Return values sorted, each once."""
    return tuple(sorted(set(values)))


def _names(text: str, employer: str) -> bool:
    words = employer_words(employer)
    return bool(words) and f" {words} " in f" {fold(plain(compose(text)))} "


def _days(record: Mapping[str, Any], field: str) -> tuple[int, ...]:
    inferred = record["inferred"].get(field)
    return days_of(record[field], inferred["value"] if inferred else None)


def _numbers(record: Mapping[str, Any]) -> Iterator[str]:
    """Yield the numbers that the employer gave a posting, as `scheme:value`; not an aggregator's
    own."""
    key = "".join(words_of(record["id"].partition(":")[2]))
    is_origin = record["source_kind"] == "origin"
    for each in record["identifiers"]:
        value = "".join(words_of(each["value"]))
        # an aggregator prints its own id as a reference, often with letters before it
        before = value.removesuffix(key)
        is_own = not is_origin and (not before or (before.isalpha() and before != value))
        if each["scheme"] in _COUNTED and not is_own and any(map(str.isdigit, value)):
            yield f"{each['scheme']}:{value}"
    for number in _IN_TITLE.findall(record["title"] or ""):
        if number != key:
            yield f"reference:{number}"


def _grades(record: Mapping[str, Any]) -> Iterator[str]:
    for each in record["grades"]:
        codes = [code for code in (each["code"], each["code_max"]) if code] or [each["raw"]]
        for code in codes:
            for letters, number in _GRADE.findall(code):
                yield f"{letters.lower()}:{int(number)}"


def _pay(pay: Mapping[str, Any] | None) -> tuple[str, str, str]:
    """Return figures (`4200-4200`), currency and period."""
    if not pay or not pay["min"]:
        return ("", "", "")
    return f"{pay['min']}-{pay['max']}", pay["currency"] or "", pay["period"] or ""


def _addresses(record: Mapping[str, Any]) -> Iterator[str]:
    for address in (record["url"], record["apply_url"]):
        _, _, place = tidy(address or "").partition("://")
        host, _, path = place.removeprefix("www.").rstrip("/").partition("/")
        if _TELLING.search(path):
            yield f"{host}/{path}"


def _marks(record: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is noted of a posting beside its facts: `pool`, `foreign`, its workplace."""
    if (
        "reserve_list" in record["flags"]
        or (record["openings"] or 1) >= MANY_POSTS
        or is_pool(record["title"] or "")
    ):
        yield "pool"
    if is_foreign(record["title"] or ""):
        yield "foreign"
    if record["workplace"]:
        yield record["workplace"]
