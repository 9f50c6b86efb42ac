"""Record: one object of a platform's answer, each member read once. A member that is not read is
reported, never passed over.

`text` and the like remove a member; `left` names those that are still there. A member of another
shape than the reader expects stays, so that a changed answer shows up as unread members and missing
values, not as wrong ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from html import unescape
from typing import TYPE_CHECKING, Any, cast

from crawlers.text.tags import without_tags
from crawlers.text.word_lists import load_merged

if TYPE_CHECKING:  # the schema and the parser cost start-up time that `scrapy list` should not pay
    from crawlers.posting.raw import RawPosting, Slot
    from crawlers.text.blocks import Block

_HOURS = 168
"""Hours of a week."""
_LONG = 200
"""Characters of a value that are kept of a member that is not read."""
_DATES = frozenset(("date_posted", "date_updated", "valid_through", "start_date"))
"""Slots of dates, which some answers give as a number since 1970."""
_PAYROLL = re.compile(
    r"^(?:(?:[A-Z]{1,4}\d{2,6}|0\d{2,3}|\d{4,6})(?: ?[-–:_] ?| )(?=\S)|\d{1,6} [-–:] (?=\S))"
)
"""The number of a company in the employer's payroll before its name: "DE01 Acme GmbH"."""
_LANGUAGE = re.compile(r"[A-Za-z]{2}(?:-[A-Za-z0-9]{2,8})?")


class Record:
    """members: a JSON object (anything else counts as an empty one). path: where it stands, for
    locators: `$.location`."""

    def __init__(self, members: Any, path: str = "$") -> None:
        self.members: dict[str, Any] = dict(members) if isinstance(members, Mapping) else {}
        self.path = path
        self._parts: list[Record] = []

    def text(self, name: str) -> str:
        """Take a string or a number as words; "" where there is none."""
        value = self.members.get(name)
        if value is None or isinstance(value, (bool, Mapping, list)):
            return ""
        return str(self.members.pop(name)).strip()

    def flag(self, name: str) -> bool | None:
        """Take a boolean; None where there is none."""
        return bool(self.members.pop(name)) if isinstance(self.members.get(name), bool) else None

    def texts(self, name: str) -> list[str]:
        """Take a list of strings, or one string. What is empty in a list says nothing."""
        value = self.members.get(name)
        value = [value] if isinstance(value, str) else _filled(value)
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            return []
        self.members.pop(name)
        return [text for each in value if (text := each.strip())]

    def instant(self, name: str) -> str:
        """Take a date as words; seconds or milliseconds since 1970 as an instant in UTC. "" where
        there is none."""
        from crawlers.extract.jsonld.values import instant

        value = self.members.get(name)
        found = "" if isinstance(value, bool) else instant(value)
        if found:
            self.members.pop(name)
        return found

    def part(self, name: str) -> Record:
        """Take an object within; an empty one where there is none."""
        inner = self.members.pop(name) if isinstance(self.members.get(name), Mapping) else None
        return self._keep(Record(inner, f"{self.path}.{name}"))

    def parts(self, name: str) -> list[Record]:
        """Take a list of objects; [] where there is none. What is empty in it says nothing."""
        value = _filled(self.members.get(name))
        if (
            not value
            or not isinstance(value, list)
            or not all(isinstance(each, Mapping) for each in value)
        ):
            return []
        self.members.pop(name)
        return [
            self._keep(Record(each, f"{self.path}.{name}[{i}]")) for i, each in enumerate(value)
        ]

    def drop(self, *names: str) -> None:
        """Drop members that are known and of no use."""
        for name in names:
            self.members.pop(name, None)

    def left(self) -> Iterator[tuple[str, str]]:
        """Yield path and value of each member that was not read and that says something; the
        platform's own ids do not."""
        for name, value in self.members.items():
            if name != "id" and value not in (None, "", [], {}, False):
                yield f"{self.path}.{name}", str(value)[:_LONG]
        for part in self._parts:
            yield from part.left()

    def _keep(self, part: Record) -> Record:
        self._parts.append(part)
        return part

    # --- Statements -------------------------------------------------------------------------------

    def say(self, raw: RawPosting, **slots: str) -> None:
        """Say what members say: `say(raw, title="name")` takes the member `name` for the slot
        `title`."""
        for slot, name in slots.items():
            one = self.instant(name) if slot in _DATES else self.text(name)
            for text in self.texts(name) or [one]:
                raw.say(cast("Slot", slot), without_tags(text), "selector", f"{self.path}.{name}")

    def say_place(
        self,
        raw: RawPosting,
        city: str = "city",
        region: str = "region",
        country: str = "country",
        shown: str = "",
    ) -> None:
        """Say the place that its members make up. country: the member with a code or a name;
        shown: the member that has the place as people see it."""
        from crawlers.extract.places.typed_places import place_of_members

        parts = [self.text(name) for name in (city, region, country)]
        words = self.text(shown) or ", ".join(dict.fromkeys(filter(None, parts)))
        typed = place_of_members(words, *parts)
        raw.say("location", words, "selector", self.path, typed)

    def say_pay(
        self, raw: RawPosting, low: str, high: str, currency: str, period: str = ""
    ) -> None:
        """Say the pay that its members make up, figures as numbers; one of two alone is the least
        or the most that is paid. low, high, currency, period: the members."""
        from crawlers.extract.jsonld.pay import period_of
        from crawlers.extract.jsonld.values import amount
        from crawlers.posting.parts.terms import Pay

        least, most = (amount(self.text(name)) for name in (low, high))
        printed_currency, printed_period = self.text(currency), self.text(period)
        bounds = [figure for figure in (least, most) if figure]
        if not bounds:
            return
        figures = " - ".join(dict.fromkeys(bounds))
        words = " ".join(filter(None, (printed_currency, figures, printed_period)))
        is_code = re.fullmatch("[A-Za-z]{3}", printed_currency)
        pay = Pay(
            raw=words,
            min=least,
            max=most,
            currency=printed_currency.upper() if is_code else None,
            period=period_of(_around_periods().sub(" ", printed_period).strip()),
        )
        in_order = float(bounds[0]) <= float(bounds[-1])
        raw.say("salary", words, "selector", self.path, pay if in_order else None)

    def say_hours(self, raw: RawPosting, low: str, high: str) -> None:
        """Say the hours of a week that members make up, in numbers; one of two alone is the least
        or the most. Bounds in the wrong order stay unread."""
        from decimal import Decimal

        from crawlers.extract.jsonld.values import amount
        from crawlers.posting.parts.terms import WorkHours

        least, most = (amount(self.members.get(name)) for name in (low, high))
        if not (least or most) or Decimal(least or 0) > Decimal(most or _HOURS):
            return
        self.drop(low, high)
        if least and most:
            words = least if least == most else f"{least} - {most}"
        else:
            words = f"{least} or more" if least else f"up to {most}"
        exact = least if least == most else None
        hours = WorkHours(raw=f"{words} hours a week", hours_per_week=exact)
        raw.say("hours", hours.raw, "selector", f"{self.path}.{low if least else high}", hours)


def _filled(value: Any) -> Any:
    """Return a list without what is empty in it; anything else as it is."""
    if not isinstance(value, list):
        return value
    return [each for each in value if each not in (None, "", [], {})]


@cache
def _around_periods() -> re.Pattern[str]:
    words = "|".join(map(re.escape, load_merged("jsonld")["around_periods"]))
    return re.compile(rf"\b(?:{words})\b|[-_]", re.IGNORECASE)


def say_places(raw: RawPosting, places: list[str], path: str, country: str = "") -> None:
    """Say places given as words, each by itself. country: the code or the name of the country, of a
    single place."""
    from crawlers.extract.places.typed_places import place_in_country

    places = list(dict.fromkeys(filter(None, map(str.strip, places))))
    for place in places:
        typed = place_in_country(place, country) if len(places) == 1 and country else None
        raw.say("location", place, "selector", path, typed)


def without_payroll_number(company: str) -> str:
    """Return the name of a company without its number in the employer's payroll."""
    return _PAYROLL.sub("", company, count=1)


NOT_OPEN = frozenset(("archived", "closed", "draft", "internal"))
"""States of a posting that is none for the public; a word that is not known closes nothing."""


def say_contract(raw: RawPosting, code: str, path: str) -> None:
    """Say the contract that a code of the employment names beside the hours:
    `fulltime_permanent`, `fixed_term_full_time`."""
    for part, words in (("permanent", "Permanent"), ("fixed_term", "Fixed-term")):
        if part in code:
            raw.say("contract_type", words, "selector", path)


def language_tag(text: str) -> str | None:
    """Return a BCP 47 tag, None where it is none: `en_GB` -> `en-GB`."""
    tag = text.strip().replace("_", "-")
    return tag[:2].lower() + tag[2:] if _LANGUAGE.fullmatch(tag) else None


def headed(heading: str, html: str, section: str = "") -> list[Block]:
    """Return the blocks of a section that the platform keeps apart, under its heading unless they
    begin with one. html: escaped or not, or plain text. section: its kind, where the member that
    holds it has one; it counts where no known heading says another."""
    from crawlers.page.jsonld_text import description_blocks
    from crawlers.text.blocks import Block

    blocks = description_blocks({"description": html})
    heading = " ".join(unescape(heading).split())
    own = bool(blocks) and blocks[0].kind == "heading"
    if heading and blocks and not own:
        blocks = [Block("heading", heading, level=2), *blocks]
    for block in blocks:
        block.section = section
    return blocks
