"""The best value of each field, and what members contradict each other in."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from crawlers.vacancies.days import Days, compare_days, days_of
from crawlers.vacancies.employers import is_same_employer, names_of
from crawlers.vacancies.titles import title_words

Record = Mapping[str, Any]
Says = Callable[[Record], Any]
Agree = Callable[[Any, Any], bool]

_EMPTY: tuple[Any, ...] = (None, "", [], {}, ())


@dataclass(frozen=True, slots=True)
class Field:
    """How one field is compared. says: what of a record is compared; empty where it says nothing.
    agree: whether two members say the same."""

    name: str
    says: Says
    agree: Agree
    is_text: bool = False


def _equal(one: Any, two: Any) -> bool:
    return bool(one == two)


def _whole(name: str) -> Says:
    return lambda record: record[name]


def _without_raw(name: str) -> Says:
    def says(record: Record) -> Any:
        value = record[name]
        if isinstance(value, list):
            return [{key: each[key] for key in each if key != "raw"} for each in value]
        return {key: value[key] for key in value if key != "raw"} if value else None

    return says


def _title(record: Record) -> Any:
    places = [each["raw"] for each in record["locations"]]
    name = (record["organization"] or {"name": ""})["name"]
    return title_words(record["title"] or "", places, [name] if name else [])


def _employer(record: Record) -> Any:
    organization = record["organization"]
    return names_of(organization["name"]) if organization else ()


def _cities(record: Record) -> Any:
    return sorted({each["city"] or each["raw"] for each in record["locations"]})


def _days(name: str) -> Says:
    def says(record: Record) -> Any:
        inferred = record["inferred"].get(name, {}).get("value")
        return days_of(record[name], inferred) or (record[name] or {}).get("kind")

    return says


def _same_days(one: Any, two: Any) -> bool:
    if isinstance(one, str) or isinstance(two, str):
        return bool(one == two)
    return compare_days(one, two) is Days.SAME


def _pay(record: Record) -> Any:
    pay = record["salary"]
    return (
        {key: pay[key] for key in ("min", "max", "currency", "period") if pay[key]} if pay else {}
    )


def _compatible(one: Any, two: Any) -> bool:
    """Return whether two objects say nothing different; one may say less."""
    return all(one[key] == two[key] for key in one.keys() & two.keys())


def _stated(name: str) -> Says:
    without = _without_raw(name)

    def says(record: Record) -> Any:
        found = without(record)
        return {key: found[key] for key in found if found[key] is not None} if found else {}

    return says


FIELDS: tuple[Field, ...] = (
    Field("title", _title, _equal),
    Field("organization", _employer, is_same_employer),
    Field("locations", _cities, _equal),
    Field("workplace", _whole("workplace"), _equal),
    Field("employment_types", lambda record: sorted(record["employment_types"]), _equal),
    Field("date_posted", _days("date_posted"), _same_days),
    Field("valid_through", _days("valid_through"), _same_days),
    Field("start_date", _days("start_date"), _same_days),
    Field("salary", _pay, _compatible),
    Field("grades", _without_raw("grades"), _equal),
    Field("seniority", _stated("seniority"), _compatible),
    Field("openings", _whole("openings"), _equal),
    Field("contract", _stated("contract"), _compatible),
    Field("identifiers", lambda record: _numbers(record), _compatible),
    Field("language", _whole("language"), _equal),
    Field("url", _whole("url"), lambda one, two: True),
    Field("apply_url", _whole("apply_url"), lambda one, two: True),
    Field("description", _whole("description"), lambda one, two: True, is_text=True),
)
"""What a vacancy shows of its members. Two addresses or two texts are no conflict: each source has
its own."""


def _numbers(record: Record) -> dict[str, str]:
    return {
        each["scheme"]: each["value"]
        for each in record["identifiers"]
        if each["scheme"] != "source"
    }


def best_values(records: Sequence[Record]) -> dict[str, dict[str, Any]]:
    """Return by field `{value, from}`. records: the members, in their order.

    An origin's word is taken before any other; among aggregators the word of most, of these the
    first. Of texts only `from` is given, the longest one of an origin, else the longest.
    """
    best = {}
    for field in FIELDS:
        stating = [each for each in records if each[field.name] not in _EMPTY]
        if stating:
            chosen = _longest(stating) if field.is_text else _chosen(field, stating)
            value = None if field.is_text else chosen[field.name]
            best[field.name] = {"value": value, "from": chosen["id"]}
    return best


def _chosen(field: Field, records: Sequence[Record]) -> Record:
    first = records[0]
    if first["source_kind"] == "origin" or len(records) < 3:
        return first
    said = [json.dumps(field.says(each), sort_keys=True, default=list) for each in records]
    most = Counter(said).most_common(1)[0][0]
    return records[said.index(most)]


def _longest(records: Sequence[Record]) -> Record:
    origins = [each for each in records if each["source_kind"] == "origin"]
    return max(origins or records, key=lambda each: len(each["description"]))


def conflicts(records: Sequence[Record]) -> list[dict[str, Any]]:
    """Return the fields of which members say different things, with all that they say."""
    found = []
    for field in FIELDS if len(records) > 1 else ():
        first = records[0][field.name]
        if all(each[field.name] == first for each in records):
            continue  # most fields, at a tenth of the cost
        stating = [(each, said) for each in records if (said := field.says(each)) not in _EMPTY]
        if any(not field.agree(stating[0][1], said) for _, said in stating[1:]):
            values = {each["id"]: each[field.name] for each, _ in stating}
            found.append({"field": field.name, "values": values})
    return found
