"""schema.org JobPosting in JSON-LD: reading the scripts of a page, and what an object states of a posting.

The form is https://schema.org/JobPosting with Google's additions (jobLocationType, monthsOfExperience). Scripts are written by
hand and by templates: what the parser of the standard library refuses is mended where the damage is plain (comments, CDATA
marks, a comma or a semicolon too many), else it is left and counted.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation
from functools import cache
from html import unescape
from typing import Any, Literal

from crawlers.page_bytes import Refused, safe_markup
from crawlers.page_html import parse as parse_html
from crawlers.page_html import walk
from crawlers.page_text import blocks_of_text, clean
from crawlers.posting import Experience, Location, Pay, RawPosting, Slot
from crawlers.text.blocks import Block
from crawlers.text.words import fold, load

MAX_SCRIPTS = 200
MAX_LENGTH = 1_000_000  # characters of one script
_MAX_OBJECTS = 2_000
_MAX_DEPTH = 6
_MAX_VALUES = 50  # of one property

_WRAPPED = re.compile(
    r"\A(?:(?:/\*|//)\s*+)?(?:<!--|<!\[CDATA\[)(?:\s*+\*/)?|(?:(?:/\*|//)\s*+)?(?:-->|\]\]>)(?:\s*+\*/)?\s*+;?\s*+\Z"
)
_STRING = r'"(?:[^"\\]++|\\.)*+"?'  # one that is not closed goes to the end, so that a scan never goes back
_COMMENT = re.compile(rf"({_STRING})|/\*(?:[^*]|\*(?!/))*+(?:\*/)?|//[^\n]*+", re.DOTALL)
_COMMA = re.compile(rf"({_STRING})|,(?=\s*+[}}\]])", re.DOTALL)
_TAG = re.compile(r"<(?:/?[a-zA-Z][a-zA-Z0-9]*\b|br/)[^<>]*>")
_AMOUNT = re.compile(r"\d{1,15}(?:\.\d{1,6})?")
_CURRENCY = re.compile(r"[A-Z]{3}")
Period = Literal["hour", "day", "week", "month", "year"]

_NESTED = ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item", "hasPart", "about")


# --- Scripts --------------------------------------------------------------------------------------------------------------


def collect(scripts: list[str]) -> tuple[list[dict[str, Any]], int]:
    """The objects of a page's JSON-LD scripts, and how many of the scripts cannot be read."""
    found: list[dict[str, Any]] = []
    broken = max(0, len(scripts) - MAX_SCRIPTS)
    for script in scripts[:MAX_SCRIPTS]:
        try:
            found += _flat(_load(script))
        except (ValueError, RecursionError):
            broken += 1
    return found[:_MAX_OBJECTS], broken


def parse(script: str) -> list[dict[str, Any]]:
    """The objects of one script, arrays and graphs taken apart; [] where it cannot be read."""
    return collect([script])[0]


def _load(script: str) -> Any:
    if len(script) > MAX_LENGTH:
        raise ValueError("too long")
    if not script.strip():
        return []
    try:
        return json.loads(script, strict=False)
    except ValueError:
        return _load_mended(script)


def _load_mended(script: str) -> Any:
    """The script without its wrapping, comments and commas too many; several objects in a row make a list."""
    text = _WRAPPED.sub("", script.replace("\ufeff", "").strip())
    if '"' not in text and "&quot;" in text:
        text = unescape(text)
    for excess in (_COMMENT, _COMMA):
        text = excess.sub(lambda found: found.group(1) or "", text)
    text = text.strip(" \t\r\n;")
    decoder = json.JSONDecoder(strict=False)
    values, at = [], 0
    while at < len(text):
        value, at = decoder.raw_decode(text, at)
        values.append(value)
        while at < len(text) and text[at] in " \t\r\n;,":
            at += 1
    if not values:
        raise ValueError("nothing but comments")
    return values if len(values) > 1 else values[0]


def _flat(value: Any) -> list[dict[str, Any]]:
    """The objects of arrays and graphs, outermost first."""
    found: list[dict[str, Any]] = []
    waiting = [(value, 0)]
    while waiting and len(found) < _MAX_OBJECTS:
        one, depth = waiting.pop(0)
        if isinstance(one, list) and depth < _MAX_DEPTH:
            waiting += [(x, depth + 1) for x in one[:_MAX_OBJECTS]]
        elif isinstance(one, dict) and one:
            graph = one.get("@graph")
            if graph is None or len(one) > 2:
                found.append(one)
            if graph is not None and depth < _MAX_DEPTH:
                waiting.append((graph, depth + 1))
    return found


# --- Postings -------------------------------------------------------------------------------------------------------------


def postings(objects: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The JobPosting objects, each once; one posting written once for each place is one object with all its places.

    Those that stand inside other objects (a page's main entity, the items of a list) count only where none stands by itself.
    """
    objects = list(objects)
    found = [o for o in objects if _is_posting(o)]
    if not found:
        found = [o for outer in objects for o in _inner(outer, 0)][:_MAX_OBJECTS]
    merged: dict[tuple[str, str], dict[str, Any]] = {}
    for one in found:
        key = (_text(one.get("title")) or _text(one.get("name")), str(one.get("description"))[:2000])
        merged[key] = _joined(merged[key], one) if key in merged else one
    return list(merged.values())


def _joined(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    places = [*_list(one.get("jobLocation")), *_list(other.get("jobLocation"))]
    joined = {**other, **one}
    if places:
        joined["jobLocation"] = [place for at, place in enumerate(places) if place not in places[:at]]
    return joined


def _is_posting(value: dict[str, Any]) -> bool:
    kinds = _list(value.get("@type"))
    return any(isinstance(k, str) and re.split(r"[/#:]", k)[-1].lower() == "jobposting" for k in kinds)


def _inner(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, list):
        for one in value[:_MAX_OBJECTS]:
            yield from _inner(one, depth + 1)
    elif isinstance(value, dict):
        if _is_posting(value):
            yield value
        else:
            for name in _NESTED:
                yield from _inner(value.get(name), depth + 1)


def description_blocks(posting: dict[str, Any]) -> list[Block]:
    """The description as blocks, [] where there is none. It may be HTML or plain text, with its marks escaped once or twice."""
    text = posting.get("description")
    if isinstance(text, list):
        text = "\n".join(t for t in text if isinstance(t, str))
    if not isinstance(text, str) or _is_nothing(text):
        return []
    for _ in range(2):
        if not _TAG.search(text) and "&" in text:
            text = unescape(text)
    if not _TAG.search(text):
        return blocks_of_text(text.replace("\\n", "\n") if "\n" not in text else text)
    try:
        root, _cut = parse_html(safe_markup(text.encode("utf-8", "replace")))
    except Refused:
        return []
    return walk(root).blocks if root is not None else []


# --- Statements -----------------------------------------------------------------------------------------------------------


def say(posting: RawPosting, obj: dict[str, Any]) -> None:
    """Adds what a JobPosting object states. Empty words, "N/A", 0 and null are no statements; dates stay as written."""
    _Sayer(posting, obj).say_all()


class _Sayer:
    def __init__(self, posting: RawPosting, obj: dict[str, Any]) -> None:
        self.posting = posting
        self.obj = obj

    def say(self, slot: Slot, raw: str, path: str, value: Any = None) -> None:
        if raw:
            self.posting.say(slot, raw, "jsonld", path, value)

    def say_all(self) -> None:
        self._plain("title", "title" if _text(self.obj.get("title")) else "name")
        self._organization()
        self._locations()
        types = [t for t in map(_text, _list(self.obj.get("employmentType"))) if t]
        self.say("employment_type", ", ".join(types), "$.employmentType")
        self._plain("date_posted", "datePosted")
        self._plain("valid_through", "validThrough")
        self._plain("start_date", "jobStartDate")
        self._plain("hours", "workHours")
        self._pay("salary", "baseSalary")
        self._pay("salary_estimate", "estimatedSalary")
        self._identifiers()
        self._each("industry", "industry")
        self._each("category", "occupationalCategory")
        self._skills()
        self._experience()
        self._each("education", "educationRequirements")
        self._openings()
        url = _text(self.obj.get("url"))
        if not self.posting.url and url.startswith(("http://", "https://")):
            self.posting.url = url

    def _plain(self, slot: Slot, name: str) -> None:
        self.say(slot, _text(self.obj.get(name)), f"$.{name}")

    def _each(self, slot: Slot, name: str) -> None:
        """Each value of a list, each once."""
        for text in dict.fromkeys(_text(value) for value in _list(self.obj.get(name))):
            self.say(slot, text, f"$.{name}")

    def _organization(self) -> None:
        for value in _list(self.obj.get("hiringOrganization"))[:1]:
            self.say("organization", _text(value), "$.hiringOrganization.name")
            if isinstance(value, dict):
                self.say("unit", _text(value.get("department")), "$.hiringOrganization.department")
        self._plain("unit", "employmentUnit")

    def _locations(self) -> None:
        for index, place in enumerate(_list(self.obj.get("jobLocation"))):
            path = f"$.jobLocation[{index}]"
            if isinstance(place, dict) and str(place.get("@type")).endswith("VirtualLocation"):
                self.say("workplace", "VirtualLocation", path, "remote")
                continue
            address = place.get("address", place.get("name")) if isinstance(place, dict) else place
            for one in _list(address):
                raw, value = _location(one)
                self.say("location", raw, path, value)
        if fold(_text(self.obj.get("jobLocationType"))) == "telecommute":
            self.say("workplace", "TELECOMMUTE", "$.jobLocationType", "remote")

    def _pay(self, slot: Slot, name: str) -> None:
        for value in _list(self.obj.get(name))[:1]:
            raw, pay = _pay(value, _text(self.obj.get("salaryCurrency")))
            self.say(slot, raw, f"$.{name}", pay)

    def _identifiers(self) -> None:
        for value in _list(self.obj.get("identifier")):
            text = _text(value.get("value")) if isinstance(value, dict) else _text(value)
            self.say("reference", text, "$.identifier")

    def _skills(self) -> None:
        """A list of skills, or one string that lists them; a whole paragraph is no list."""
        for value in _list(self.obj.get("skills")):
            words = [w for part in re.split(r"[,;•|\n]", _text(value)) if (w := part.strip())]
            if all(len(w) <= 60 for w in words):
                for word in words[:_MAX_VALUES]:
                    self.say("skill", word, "$.skills")

    def _experience(self) -> None:
        for value in _list(self.obj.get("experienceRequirements")):
            number = amount(value.get("monthsOfExperience")) if isinstance(value, dict) else None
            if number and number.isdigit() and int(number) <= 600:
                typed = Experience(min_months=int(number), raw=f"{number} months")
                self.say("experience", typed.raw, "$.experienceRequirements.monthsOfExperience", typed)
            else:
                self.say("experience", _text(value), "$.experienceRequirements")

    def _openings(self) -> None:
        number = amount(self.obj.get("totalJobOpenings"))
        if number and number.isdigit() and 0 < int(number) < 1000:
            self.say("openings", number, "$.totalJobOpenings", int(number))


def _list(value: Any) -> list[Any]:
    return value[:_MAX_VALUES] if isinstance(value, list) else [] if value is None else [value]


def _text(value: Any) -> str:
    """The words of a value: of an object its name or value. "" where they say nothing."""
    if isinstance(value, dict):
        names = ("name", "@value", "value", "description", "credentialCategory", "codeValue", "legalName", "@id")
        return next((text for name in names if not isinstance(value.get(name), dict) and (text := _text(value.get(name)))), "")
    if isinstance(value, list):
        return next((text for one in value[:_MAX_VALUES] if not isinstance(one, list) and (text := _text(one))), "")
    if value is None or isinstance(value, bool):
        return ""
    text = str(value)[:2000]
    text = clean(unescape(text) if "&" in text else text)
    return "" if _is_nothing(text) else text


@cache
def _nothing() -> frozenset[str]:
    return frozenset(str(word) for word in load("jsonld")["nothing"])


def _is_nothing(text: str) -> bool:
    return text.strip(" .").lower() in _nothing() or not any(map(str.isalnum, text))


def _location(value: Any) -> tuple[str, Location | None]:
    """An address as words and, where its parts are what they should be, typed."""
    if not isinstance(value, dict):
        return _text(value), None
    city, region = _text(value.get("addressLocality")), _text(value.get("addressRegion"))
    country = _text(value.get("addressCountry"))
    raw = ", ".join(dict.fromkeys(p for p in (city, region, country) if p))
    if not raw:
        return _text(value.get("streetAddress")) or _text(value), None
    return raw, typed_place(raw, city, region, country)


def typed_place(raw: str, city: str, region: str, country: str) -> Location | None:
    from crawlers.text.employment import read_workplace
    from crawlers.text.gazetteer import country as country_named
    from crawlers.text.gazetteer import country_of_code
    from crawlers.text.places import read_places

    code = country_of_code(country.upper()) or country_named(country) if country else None
    if country and code is None:
        return None
    read = read_places(raw)
    if len(read) == 1 and read[0].city and code in (None, read[0].country):
        return Location(raw=raw, city=read[0].city, region=region or None, country=read[0].country)
    if not _is_name(city) or not _is_name(region) or read_workplace(city):
        return None
    return Location(raw=raw, city=city or None, region=region or None, country=code)


def _is_name(part: str) -> bool:
    """Whether an address part is one name and no list, address or sentence; none is fine too."""
    return len(part) <= 60 and not re.search(r"[\d,;/|:()]|\s[-–]\s", part)


def _pay(value: Any, currency: str) -> tuple[str, Pay | None]:
    """A MonetaryAmount as words and, where it has plain figures, typed. A lone figure is both ends of the range."""
    if not isinstance(value, dict):
        return _text(value), None
    inner = next(iter(_list(value.get("value"))), None)
    quantity = inner if isinstance(inner, dict) else value
    unit = next((t for name in ("unitText", "unitCode") for q in (quantity, value) if (t := _text(q.get(name)))), "")
    low, high, lone = (_figure(quantity.get(name)) for name in ("minValue", "maxValue", "value"))
    if not low and not high:
        low = high = lone
    figures = " - ".join(dict.fromkeys(f for f in (low, high) if f))
    if not figures or any(f.startswith("-") for f in (low, high)):  # a negative one would be read as a dash
        return "", None
    currency = (_text(value.get("currency")) or currency).upper()
    raw = f"{currency} {figures} {unit}".strip()
    amounts = [amount(f) if f else None for f in (low, high)]
    if amounts == [None, None] or any(f and not a for f, a in zip((low, high), amounts, strict=True)):
        return raw, None
    if None not in amounts and Decimal(str(amounts[0])) > Decimal(str(amounts[1])):
        return raw, None
    known = currency if _CURRENCY.fullmatch(currency) else None
    return raw, Pay(raw=raw, min=amounts[0], max=amounts[1], currency=known, period=period_of(unit))


def _figure(value: Any) -> str:
    """A figure as plain digits where it is a number, else as written; "" for none and for zero."""
    text = _text(value) if not isinstance(value, (dict, list)) else ""
    return amount(text) or (text if text.strip("0., -+") else "")


def amount(value: Any) -> str | None:
    """A positive number in plain digits, None for anything else ("45k", "45,000", 0)."""
    try:
        number = Decimal(str(value).strip()[:40])
    except InvalidOperation:
        return None
    if not number.is_finite() or abs(number.adjusted()) > 20:
        return None
    plain = format(number, "f")
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return plain if _AMOUNT.fullmatch(plain) and plain.strip("0.") else None


@cache
def _periods() -> dict[str, Period]:
    return {fold(word): period for period, words in load("jsonld")["periods"].items() for word in words}


def period_of(unit: str) -> Period | None:
    return _periods().get(fold(unit))
