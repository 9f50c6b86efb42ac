"""Facts: what of a posting tells which job it is of, in a form that is quickly compared."""

from __future__ import annotations

import marshal
import re
from collections.abc import Iterator, Mapping
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
    whether the text of an aggregator names the employer, too. units: the outermost and the
    innermost, as words. places: all cities, all countries. numbers: that the employer counts with,
    as `scheme:letters and digits`. grades: `letters:number`. pay: figures, currency, period. dates:
    deadline and publication, each as days (see `days_of`). life: the instants at which the feed
    first saw it and closed it, "" where it is open. addresses: its own and where to apply, without
    scheme. marks: `pool`, `foreign` (the title is not English), `remote`, `on_site`, `hybrid`.
    texts: the sample and the opening, see `sentences`; packed, since most pairs part before anybody
    looks at them.
    """

    id: str
    source: str
    kind: str
    title: tuple[str, ...]
    employers: tuple[str, ...]
    named: bool
    units: tuple[str, str]
    places: tuple[tuple[str, ...], tuple[str, ...]]
    numbers: tuple[str, ...]
    grades: tuple[str, ...]
    pay: tuple[str, str, str]
    dates: tuple[tuple[int, ...], tuple[int, ...]]
    life: tuple[str, str]
    addresses: tuple[str, ...]
    marks: tuple[str, ...]
    texts: tuple[bytes, bytes]

    @property
    def sample(self) -> tuple[int, ...]:
        return numbers_in(self.texts[0])

    @property
    def opening(self) -> tuple[int, ...]:
        return numbers_in(self.texts[1])

    @property
    def cities(self) -> tuple[str, ...]:
        return self.places[0]

    @property
    def countries(self) -> tuple[str, ...]:
        return self.places[1]

    @property
    def deadline(self) -> tuple[int, ...]:
        return self.dates[0]

    @property
    def posted(self) -> tuple[int, ...]:
        return self.dates[1]

    @property
    def first_seen(self) -> int:
        """The day on which the feed first had it, as an ordinal; 0 where nobody knows."""
        return ordinal(self.life[0][:10]) if self.life[0] else 0

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
    name, units = organization["name"], tuple(organization["units"])
    employers = names_of(name) if name else ()
    locations, inferred = record["locations"], record["inferred"]
    sentences = sentences_of(record)
    printed = [each["raw"] for each in locations]
    cities = {" ".join(words_of(each["city"])) for each in locations if each["city"]}
    return Facts(
        id=record["id"],
        source=record["source"],
        kind=record["source_kind"],
        title=title_words(record["title"] or "", [*printed, *cities], [name, *employers]),
        employers=employers,
        named=bool(name)
        and record["source_kind"] != "origin"
        and _names(record["description"] or "", name),
        units=(employer_words(units[0]), employer_words(units[-1])) if units else ("", ""),
        places=(
            tuple(sorted(cities)),
            tuple(sorted({each["country"] for each in locations if each["country"]})),
        ),
        numbers=tuple(sorted(set(_numbers(record)))),
        grades=tuple(sorted(set(_grades(record)))),
        pay=_pay(record["salary"]),
        dates=(
            days_of(record["valid_through"], _inferred(inferred, "valid_through")),
            days_of(record["date_posted"], _inferred(inferred, "date_posted")),
        ),
        life=(record["lifecycle"]["first_seen"] or "", record["lifecycle"]["closed_at"] or ""),
        addresses=tuple(sorted(set(_addresses(record)))),
        marks=tuple(sorted(_marks(record))),
        texts=(pack_numbers(sample_of(sentences)), pack_numbers(sentences[:OPENING])),
    )


def _names(text: str, employer: str) -> bool:
    words = employer_words(employer)
    return bool(words) and f" {words} " in f" {fold(plain(compose(text)))} "


def _inferred(inferred: Mapping[str, Any], field: str) -> Any:
    return inferred[field]["value"] if field in inferred else None


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
