"""schema.org JobPosting in JSON-LD: reading the scripts of a page, and what an object states of a posting.

The form is https://schema.org/JobPosting with Google's additions (jobLocationType, monthsOfExperience). Scripts are written by
hand and by templates: what the parser of the standard library refuses is mended where the damage is plain (comments, CDATA
marks, a comma or a semicolon too many), else it is left and counted.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from html import unescape
from typing import Any

from crawlers.jsonld_values import (
    address_of,
    instant,
    is_a,
    is_nothing,
    listed,
    months,
    number_of_posts,
    pay_of,
    places_of,
    shown,
    term,
    words,
)
from crawlers.page_bytes import Refused, safe_markup
from crawlers.page_html import parse as parse_html
from crawlers.page_html import walk
from crawlers.page_text import blocks_of_text
from crawlers.posting import Experience, RawPosting, Slot
from crawlers.text.blocks import Block
from crawlers.text.words import fold

MAX_SCRIPTS = 200
MAX_LENGTH = 1_000_000  # characters of one script
_MAX_OBJECTS = 2_000
_MAX_DEPTH = 6
_MAX_ADDRESS = 500  # characters; the schema takes no longer one
_MAX_SKILLS = 50  # of one string
_MAX_SKILL = 60  # characters; with more it is a sentence

_WRAPPED = re.compile(
    r"\A(?:(?:/\*|//)\s*+)?(?:<!--|<!\[CDATA\[)(?:\s*+\*/)?|(?:(?:/\*|//)\s*+)?(?:-->|\]\]>)(?:\s*+\*/)?\s*+;?\s*+\Z"
)
_STRING = r'"(?:[^"\\]++|\\.)*+"?'  # one that is not closed goes to the end, so that a scan never goes back
_COMMENT = re.compile(rf"({_STRING})|/\*(?:[^*]|\*(?!/))*+(?:\*/)?|//[^\n]*+", re.DOTALL)
_COMMA = re.compile(rf"({_STRING})|,(?=\s*+[}}\]])", re.DOTALL)
_TAG = re.compile(r"<(?:/?[a-zA-Z][a-zA-Z0-9]*\b|br/)[^<>]*>")

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

    Those that stand inside other objects (a page's main entity, the items of a list) count only
    where none stands by itself. What
    a posting only refers to (`{"@id": "#employer"}`) is put in its place, if the page has it.
    """
    objects = list(objects)
    found = [o for o in objects if _is_posting(o)]
    if not found:
        found = [o for outer in objects for o in _inner(outer, 0)][:_MAX_OBJECTS]
    merged: dict[tuple[str, str], dict[str, Any]] = {}
    for one in found:
        title = words(one.get("title")) or words(one.get("name"))
        key = (title, _markup(one.get("description"))[:2000])
        merged[key] = _joined(merged[key], one) if key in merged else one
    others = [o for o in objects if not _is_posting(o) and not _is_reference(o)]
    named = {o["@id"]: o for o in others if isinstance(o.get("@id"), str)}
    return [_with_referred(one, named) if named else one for one in merged.values()]


def _joined(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    places = [*listed(one.get("jobLocation")), *listed(other.get("jobLocation"))]
    joined = {**other, **one}
    if places:
        joined["jobLocation"] = [place for at, place in enumerate(places) if place not in places[:at]]
    return joined


def _is_posting(value: dict[str, Any]) -> bool:
    return is_a(value, "jobposting")


def _is_reference(value: Any) -> bool:
    """Whether an object names another one and says nothing of its own."""
    if not isinstance(value, dict) or not value.keys() <= {"@id", "@type"}:
        return False
    return isinstance(value.get("@id"), str)


def _with_referred(posting: dict[str, Any], named: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The posting with the objects that its members refer to."""

    def referred(value: Any) -> Any:
        return named.get(value["@id"], value) if _is_reference(value) else value

    def member(value: Any) -> Any:
        return [referred(one) for one in value] if isinstance(value, list) else referred(value)

    return {name: member(value) for name, value in posting.items()}


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
    text = _markup(posting.get("description"))
    if is_nothing(text):
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


def _markup(value: Any) -> str:
    """The text of a description as written, of a list line by line; "" for no text."""
    pieces = []
    for one in listed(value):
        piece = one.get("@value", one.get("text")) if isinstance(one, dict) else one
        pieces += [piece] if isinstance(piece, str) else []
    return "\n".join(pieces)


# --- Statements -----------------------------------------------------------------------------------------------------------


def say(posting: RawPosting, obj: dict[str, Any]) -> None:
    """Adds what a JobPosting object states. Empty words, "N/A", 0 and null are no statements; dates
    stay as written.

    A member may have any of the shapes that sites write: text, number, list, typed object. One
    that says nothing in a shape that
    is known goes to `posting.unread`.
    """
    _Sayer(posting, obj).say_all()


class _Sayer:
    def __init__(self, posting: RawPosting, obj: dict[str, Any]) -> None:
        self.posting = posting
        self.obj = obj

    def say(self, slot: Slot, raw: str, path: str, value: Any = None) -> None:
        if raw:
            self.posting.say(slot, raw, "jsonld", path, value)

    def say_all(self) -> None:
        self._member("title" if words(self.obj.get("title")) else "name", self._plain, "title")
        self._member("hiringOrganization", self._organization)
        self._member("employmentUnit", self._plain, "unit")
        self._member("jobLocation", self._locations)
        self._member("jobLocationType", self._location_type)
        self._member("employmentType", self._employment_types)
        self._member("datePosted", self._date, "date_posted")
        self._member("validThrough", self._date, "valid_through")
        self._member("jobStartDate", self._date, "start_date")
        self._member("workHours", self._plain, "hours")
        self._member("baseSalary", self._pay, "salary")
        self._member("estimatedSalary", self._pay, "salary_estimate")
        self._member("identifier", self._identifiers)
        self._member("industry", self._each, "industry")
        self._member("occupationalCategory", self._each, "category")
        self._member("skills", self._skills)
        self._member("experienceRequirements", self._experience)
        self._member("educationRequirements", self._education)
        self._member("totalJobOpenings", self._openings)
        url = address_of(self.obj.get("url"))
        fits = url.startswith(("http://", "https://")) and len(url) <= _MAX_ADDRESS
        if not self.posting.url and fits:
            self.posting.url = url

    def _member(self, name: str, read: Callable[..., None], *slot: Slot) -> None:
        """Reads a member with its reader; what is there and says nothing is noted as unread."""
        value = self.obj.get(name)
        before = self._noted()
        read(name, value, *slot)
        if before == self._noted() and (text := shown(value)):
            self.posting.unread.append((f"$.{name}", text))

    def _noted(self) -> int:
        """How many values have been said or left unread."""
        return sum(map(len, self.posting.said.values())) + len(self.posting.unread)

    def _plain(self, name: str, value: Any, slot: Slot) -> None:
        self.say(slot, words(value), f"$.{name}")

    def _date(self, name: str, value: Any, slot: Slot) -> None:
        self.say(slot, instant(value), f"$.{name}")

    def _each(self, name: str, value: Any, slot: Slot) -> None:
        """Each value of a list, each once."""
        for text in dict.fromkeys(map(words, listed(value))):
            self.say(slot, text, f"$.{name}")

    def _organization(self, name: str, value: Any) -> None:
        """The first employer of a list that has a name."""
        for one in listed(value):
            if text := words(one):
                self.say("organization", text, f"$.{name}.name")
                if isinstance(one, dict):
                    self.say("unit", words(one.get("department")), f"$.{name}.department")
                return

    def _locations(self, name: str, value: Any) -> None:
        for index, place in enumerate(listed(value)):
            path = f"$.{name}[{index}]"
            if is_a(place, "virtuallocation"):
                self.say("workplace", "VirtualLocation", path, "remote")
                continue
            for raw, typed in places_of(place):
                self.say("location", raw, path, typed)

    def _location_type(self, name: str, value: Any) -> None:
        for one in listed(value):
            if fold(term(one)) == "telecommute":
                self.say("workplace", "TELECOMMUTE", f"$.{name}", "remote")
                return

    def _employment_types(self, name: str, value: Any) -> None:
        self.say("employment_type", ", ".join(filter(None, map(term, listed(value)))), f"$.{name}")

    def _pay(self, name: str, value: Any, slot: Slot) -> None:
        raw, pay = pay_of(value, words(self.obj.get("salaryCurrency")))
        self.say(slot, raw, f"$.{name}", pay)

    def _identifiers(self, name: str, value: Any) -> None:
        """The value of a PropertyValue; its name is the employer's."""
        for one in listed(value):
            number = one.get("value", one.get("@value")) if isinstance(one, dict) else one
            self.say("reference", words(number), f"$.{name}")

    def _skills(self, name: str, value: Any) -> None:
        """A list of skills, or one string that lists them; a whole paragraph is no list."""
        for one in listed(value):
            skills = [w for part in re.split(r"[,;•|\n]", words(one)) if (w := part.strip())]
            if all(len(w) <= _MAX_SKILL for w in skills):
                for skill in skills[:_MAX_SKILLS]:
                    self.say("skill", skill, f"$.{name}")

    def _experience(self, name: str, value: Any) -> None:
        for one in listed(value):
            if number := months(one):
                typed = Experience(min_months=number, raw=f"{number} months")
                self.say("experience", typed.raw, f"$.{name}.monthsOfExperience", typed)
            else:
                self.say("experience", words(one), f"$.{name}")

    def _education(self, name: str, value: Any) -> None:
        """The category of a credential tells more than what it is called."""
        for one in listed(value):
            categories = listed(one.get("credentialCategory")) if isinstance(one, dict) else []
            for text in dict.fromkeys([*map(words, categories), words(one)]):
                self.say("education", text, f"$.{name}")

    def _openings(self, name: str, value: Any) -> None:
        if number := number_of_posts(value):
            self.say("openings", str(number), f"$.{name}", number)
