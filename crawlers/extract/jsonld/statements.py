"""Read what a schema.org JobPosting object states of a posting.

The form is https://schema.org/JobPosting with Google's additions (jobLocationType,
monthsOfExperience). Its values come in many shapes: crawlers.page.jsonld_shapes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from crawlers.extract.jsonld.pay import pay_of
from crawlers.extract.jsonld.places import places_of
from crawlers.extract.jsonld.values import instant, months, number_of_posts
from crawlers.page.jsonld_shapes import (
    address_of,
    is_a,
    listed,
    shown,
    term,
    words,
)
from crawlers.posting.parts.requirements import Experience
from crawlers.posting.raw import RawPosting, Slot
from crawlers.text.tags import without_tags
from crawlers.text.words import fold

_MAX_ADDRESS = 500  # characters; the schema takes no longer one
_MAX_SKILLS = 50  # of one string
_MAX_SKILL = 60  # characters; with more it is a sentence


def say_jobposting(posting: RawPosting, obj: dict[str, Any]) -> None:
    """Add what a JobPosting object states. Empty words, "N/A", 0 and null are no statements; dates
    stay as written.

    A member may have any of the shapes that sites write: text, number, list, typed object. One
    that says nothing in a known shape goes to `posting.unread`.
    """
    _Sayer(posting, obj).say_all()


class _Sayer:
    """Adds the members of one object to a posting. Each reader of a member takes its name."""

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
        """Read a member with its reader; what is there and says nothing is noted as unread."""
        value = self.obj.get(name)
        if value is None:  # most members are not there
            return
        before = self._noted()
        read(name, value, *slot)
        if before == self._noted() and (text := shown(value)):
            self.posting.unread.append((f"$.{name}", text))

    def _noted(self) -> int:
        """Return how many values have been said or left unread."""
        return sum(map(len, self.posting.said.values())) + len(self.posting.unread)

    def _plain(self, name: str, value: Any, slot: Slot) -> None:
        self.say(slot, without_tags(words(value)), f"$.{name}")

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
