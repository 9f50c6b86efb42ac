"""The file of corrections (setting JOBWIRE_CORRECTIONS): what a person knows better than a page.

corrections:
  - id: hubmub:17
    field: salary.currency
    value: EUR
    who: A. Clerk
    why: the employer's own sheet says euros
    until: 2031-03-01
same:
  - ids: [hubmub:17, jobjob:4411]
    who: A. Clerk
    why: one post, two agencies
not_same:
  - ids: [hubmub:17, hubmub:18]
    who: A. Clerk
    why: two posts with one text
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

from crawlers.contract.operators_file import bytes_of
from crawlers.feed.format.manifest import Correction
from crawlers.output.near_misses import did_you_mean

FILE = "corrections.yaml"
LARGEST = 4 << 20
"""Bytes of the file."""
_OF_CORRECTION = ("id", "field", "value", "who", "why", "until")
_OF_PAIR = ("ids", "who", "why")


class WrongCorrections(ValueError):
    """The file of corrections is not one; the message says where and why."""


@dataclass(frozen=True, slots=True)
class Said:
    """A person's word on postings. ids: two or more, of any source. who: says so. why: in words."""

    ids: tuple[str, ...]
    who: str
    why: str


@dataclass(frozen=True, slots=True)
class Corrections:
    """The file. fields: the corrections of fields. same, not_same: which postings are one vacancy,
    and which are not, whatever they look like."""

    fields: tuple[Correction, ...] = ()
    same: tuple[Said, ...] = ()
    not_same: tuple[Said, ...] = ()

    def of(self, source: str) -> list[Correction]:
        """Return the corrections of fields of one source."""
        return [each for each in self.fields if each.id.partition(":")[0] == source]


def read_corrections(path: str | Path = FILE) -> Corrections:
    """Return the corrections of a file; none where there is no file. Raise WrongCorrections with a
    sentence where it is no such file."""
    try:
        text = bytes_of(path, LARGEST)
    except FileNotFoundError:
        return Corrections()
    except OSError as error:
        raise WrongCorrections(f"{path}: {error.strerror or error}") from None
    return parse_corrections(text, str(path))


@cache
def parse_corrections(text: bytes, path: str = FILE) -> Corrections:
    """Return the corrections in the text of a file. path: for messages. Raise WrongCorrections."""
    import yaml

    from crawlers.contract.yaml_lines import words_of

    try:
        said = yaml.safe_load(text) or {}
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise WrongCorrections(f"{path}: {words_of(error)[:200]}") from None
    if not isinstance(said, dict) or said.keys() - {"corrections", "same", "not_same"}:
        raise WrongCorrections(f"{path}: it may have corrections, same and not_same, nothing else")
    fields = [
        _correction(each, f"{path}, correction {number}")
        for number, each in enumerate(_list(said, "corrections", path), 1)
    ]
    if twice := _twice([(each.id, each.field) for each in fields]):
        raise WrongCorrections(f"{path}: two corrections of {twice[0]}, {twice[1]}")
    pairs = {
        name: tuple(
            _pair(each, f"{path}, {name} {number}")
            for number, each in enumerate(_list(said, name, path), 1)
        )
        for name in ("same", "not_same")
    }
    if both := _pairs(pairs["same"]) & _pairs(pairs["not_same"]):
        raise WrongCorrections(f"{path}: {' and '.join(min(both))} stand under same and not_same")
    return Corrections(tuple(fields), **pairs)


def _pairs(said: Iterable[Said]) -> set[tuple[str, ...]]:
    return {pair for each in said for pair in combinations(sorted(each.ids), 2)}


def _list(said: Mapping[str, Any], name: str, path: str) -> list[Any]:
    found = said.get(name) or []
    if not isinstance(found, list):
        raise WrongCorrections(f"{path}: {name} is not a list")
    return found


def _correction(raw: Any, where: str) -> Correction:
    _require(raw, _OF_CORRECTION, where)
    until = str(_plain(raw["until"]))
    try:
        dt.date.fromisoformat(until)
    except ValueError:
        raise WrongCorrections(f"{where}: until is not a day like 2031-03-01") from None
    name, field, who, why = (
        _text(raw[name], f"{where}: {name}") for name in ("id", "field", "who", "why")
    )
    if ":" not in name:
        raise WrongCorrections(f"{where}: {name} is no id of a posting, like hubmub:17")
    return Correction(name, field, _plain(raw["value"]), who, why, until)


def _pair(raw: Any, where: str) -> Said:
    _require(raw, _OF_PAIR, where)
    ids = raw["ids"] if isinstance(raw["ids"], list) else []
    found = tuple(dict.fromkeys(_text(each, f"{where}: ids") for each in ids))
    if len(found) < 2:
        raise WrongCorrections(f"{where}: ids is not a list of two or more ids")
    return Said(found, _text(raw["who"], f"{where}: who"), _text(raw["why"], f"{where}: why"))


def _require(raw: Any, names: tuple[str, ...], where: str) -> None:
    if not isinstance(raw, dict):
        raise WrongCorrections(f"{where}: it is not an object")
    if strange := [str(name) for name in raw if name not in names]:
        meant = did_you_mean(strange[0], names, f"it has {', '.join(names)}")
        raise WrongCorrections(f"{where}: {strange[0]} is not known{meant}")
    if missing := [name for name in names if name not in raw]:
        raise WrongCorrections(f"{where}: {missing[0]} is missing")


def _text(value: Any, what: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise WrongCorrections(f"{what} is not a text")
    return value.strip()


def _plain(value: Any) -> Any:
    """Return a value of YAML as JSON has it: a date is its text."""
    if isinstance(value, dict):
        return {str(name): _plain(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, (dt.datetime, dt.date)):
        return value.isoformat()
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
    return str(value)


def _twice(keys: list[tuple[str, str]]) -> tuple[str, str] | None:
    counts = Counter(keys)
    return next((each for each in keys if counts[each] > 1), None)
