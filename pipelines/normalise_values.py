"""Stage 8: statements become typed values; the raw words stay beside each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from crawlers.posting import (
    Contract,
    Identifier,
    Inferred,
    Location,
    Organization,
    Pay,
    RawPosting,
    Said,
    SecurityClearance,
    Slot,
    When,
)
from crawlers.text import contracts, dates, employment, grades, money, places, titles
from crawlers.text.header import known_employer
from crawlers.text.words import fold, squeeze

_TRUST = ("jsonld", "selector", "label", "section_rule", "address", "constant", "computed")
_IDENTIFIERS: dict[Slot, str] = {"reference": "reference", "requisition": "requisition", "vacancy": "vacancy", "post": "post"}
_CODE = re.compile(r"[A-Za-z0-9][\w./\-–()]*")
_LINK = re.compile(r"(?:https?://|www\.)[^\s<>\"]+")


class NormaliseValues:
    """Fills `facts` from `said`. A value that cannot be read keeps its raw words and a warning; nothing is made up."""

    def process_item(self, item: RawPosting) -> RawPosting:
        Normaliser(item).run()
        return item


class Normaliser:
    """The readings of one posting; `item` is filled in place."""

    def __init__(self, item: RawPosting) -> None:
        self.item = item
        fetched = item.fetched_on
        self.today = date.fromisoformat(fetched[:10]) if fetched else None

    def run(self) -> None:
        self._title()
        self._organization()
        self._identifiers()
        self._locations()
        self._words()
        self._dates()
        self._pay()
        self._grades()
        self._terms()
        self._links()

    def _said(self, *slots: Slot) -> Iterator[Said]:
        """The statements of the slots, the most trusted method first."""
        found = [s for slot in slots for s in self.item.said.get(slot, ())]
        return iter(sorted(found, key=lambda s: _TRUST.index(s.method)))

    def _set(self, field: str, value: Any, said: Said) -> None:
        self.item.facts[field] = value
        self.item.provenance.setdefault(field, said)

    def _title(self) -> None:
        said = self.item.said.get("title", [])
        organization = next((s.raw for s in self._said("organization")), None)
        order = {"jsonld": 0, "selector": 1, "section_rule": 2, "label": 3, "address": 4}
        for one in sorted(said, key=lambda s: order.get(s.method, 9)):
            reading = titles.read_title(one.raw, organization=organization, site=self.item.settings.get("site"))
            if not reading.title:
                continue
            self._set("title", reading.title, one)
            if one.method == "address":
                self.item.warnings.append("title_from_address")
            if reading.openings:
                self.item.say("openings", str(reading.openings), "computed", "title", reading.openings)
            for code in reading.references:
                self.item.say("requisition", code, "computed", "title")
            if reading.grade:
                self.item.say("grade", reading.grade, "computed", "title")
            if reading.place:
                self.item.say("location", reading.place, "computed", "title")
            return

    def _organization(self) -> None:
        said = list(self._said("organization"))
        if not said:
            return
        names = list(dict.fromkeys(_organization_name(s.raw) for s in said))
        first = names[0]
        # "Agency" and "Agency Regional Staff": the shorter is the employer, the longer a body of it
        shorter = [n for n in names if n != first and f" {fold(n)} " in f" {fold(first)} "]
        name = min([first, *shorter], key=len)
        units = [n for n in names if n != name and f" {fold(name)} " in f" {fold(n)} "]
        units += [squeeze(s.raw) for s in self._said("unit") if len(s.raw) <= 120]
        seen: dict[str, str] = {}
        for unit in units:
            if fold(unit) != fold(name):
                seen.setdefault(fold(unit), unit)
        self._set("organization", Organization(name=name, units=list(seen.values())), said[0])

    def _identifiers(self) -> None:
        found: dict[str, Identifier] = {}
        for slot, scheme in _IDENTIFIERS.items():
            for one in self._said(slot):
                code = _code(one.raw)
                if code and code not in found:
                    found[code] = Identifier(scheme=scheme, value=code)  # type: ignore[arg-type]
                    self.item.provenance.setdefault("identifiers", one)
        if found:
            self.item.facts["identifiers"] = list(found.values())

    def _locations(self) -> None:
        best: list[Location] = []
        for one in self._said("location"):
            read = [one.value] if isinstance(one.value, Location) else places.read_places(one.raw)
            if work := employment.read_workplace(one.raw):
                self.item.say("workplace", one.raw, one.method, one.locator, work)
            if not read:
                continue
            if (
                isinstance(one.value, Location)
                and best
                and self.item.provenance["locations"].method == "jsonld"
                and one.method == "jsonld"
            ):
                best = _distinct([*best, *read])
            elif not best or (not any(p.city for p in best) and any(p.city for p in read)):
                best = _distinct(read)
                self.item.provenance["locations"] = one
        if best:
            self.item.facts["locations"] = best

    def _words(self) -> None:
        types: list[str] = []
        for one in self._said("employment_type", "hours"):
            read = one.value or employment.read_employment(
                one.raw, label="hours" if one in self.item.said.get("hours", ()) else ""
            )
            if read and not types:
                types = list(read) if not isinstance(read, str) else [read]
                self._set("employment_types", types, one)
        for one in self._said("workplace"):
            if value := one.value or employment.read_workplace(one.raw):
                self._set("workplace", value, one)
                break
        for one in self._said("seniority"):
            if level := employment.read_seniority(one.raw):
                self._set("seniority", level, one)
                break
        for one in self._said("openings"):
            if count := one.value or employment.read_openings(one.raw):
                self._set("openings", count, one)
                break
        for slot, field in (("skill", "skills"), ("industry", "industries"), ("category", "categories")):
            values = dict.fromkeys(squeeze(s.raw) for s in self._said(slot) if 0 < len(s.raw) <= 100)
            if values:
                self._set(field, list(values), next(self._said(slot)))

    def _dates(self) -> None:
        item = self.item
        order = dates.order_evidence(
            s.raw for slot in ("date_posted", "valid_through", "start_date", "date_updated") for s in self._said(slot)
        )
        order = order or item.settings.get("date_order")
        posted = self._when("date_posted", order, None)
        known = date.fromisoformat(posted.date) if posted and posted.date else None
        self._when("valid_through", order, known)
        self._when("start_date", order, known)
        self._check_dates()

    def _when(self, field: Slot, order: Any, after: date | None) -> When | None:
        said = list(self._said(field))
        if field == "valid_through":  # a machine's date is trusted last: sites fill it with a default
            said.sort(key=lambda s: s.method == "jsonld")
        for one in said:
            if one.locator.startswith("value without a label") and not self._posted_without_label(one, order):
                continue
            reading = dates.read_when(one.raw, order=order, today=self.today, after=after)
            if reading is None:
                continue
            self._set(field, reading.when, one)
            self.item.warnings.extend(w for w in reading.warnings if w not in self.item.warnings)
            return reading.when
        return None

    def _posted_without_label(self, one: Said, order: Any) -> bool:
        """A date alone in the header is the day of posting if it is relative ("3 days ago") or before a labelled deadline."""
        own = dates.read_when(one.raw, order=order, today=self.today)
        if own is None or not any(c.isdigit() for c in one.raw) or own.when.date is None or not re.search(r"\d{4}", one.raw):
            return own is not None
        for deadline in self._said("valid_through"):
            read = dates.read_when(deadline.raw, order=order, today=self.today)
            if read and read.when.date:
                return own.when.date < read.when.date
        return False

    def _check_dates(self) -> None:
        """A deadline before the day of posting cannot be: the less trusted one goes."""
        posted, deadline = self.item.facts.get("date_posted"), self.item.facts.get("valid_through")
        if posted and deadline and posted.date and deadline.date and posted.date > deadline.date:
            loser = max(("date_posted", "valid_through"), key=lambda f: _TRUST.index(self.item.provenance[f].method))
            if self.item.provenance[loser].method != "label":
                del self.item.facts[loser]
                self.item.provenance.pop(loser)
            self.item.warnings.append("dates_disagree")
        if deadline and deadline.time and deadline.zone is None:
            self._infer_clock(deadline)

    def _infer_clock(self, deadline: When) -> None:
        """NATO's deadlines end at 23:59 in Brussels; other clocks are that instant in the zone of whoever fetched the page."""
        organization = self.item.facts.get("organization")
        if (
            not organization
            or known_employer(" ".join([organization.name, *organization.units])) != "NATO"
            or deadline.time[3:5] != "59"
        ):
            return
        day = date.fromisoformat(deadline.date)
        if deadline.time < "12:00:00":
            day = date.fromordinal(day.toordinal() - 1)
        self.item.inferred["valid_through"] = Inferred(
            value={"date": day.isoformat(), "time": "23:59:00", "zone": "Europe/Brussels"}, rule="nato_deadline_clock"
        )

    def _pay(self) -> None:
        for one in self._said("salary", "salary_estimate"):
            pay = one.value if isinstance(one.value, Pay) else money.read_pay(one.raw, label=one.locator)
            if pay is None:
                continue
            estimate = one in self.item.said.get("salary_estimate", ()) or self._is_estimate(pay, one)
            field = "salary_estimate" if estimate else "salary"
            if field not in self.item.facts:
                self._set(field, pay, one)
        if "salary" not in self.item.facts:
            self._pay_of_prose()
        if (pay := self.item.facts.get("salary")) and pay.currency is None and (pay.min or pay.max):
            self.item.warnings.append("currency_missing")
            self._infer_pay(pay)

    def _is_estimate(self, pay: Pay, one: Said) -> bool:
        """A round range that nobody labelled, or one in a currency that is not the workplace's, is the site's own guess."""
        if self.item.source_kind == "origin" or one.method == "jsonld" or not pay.min or not pay.max or pay.min == pay.max:
            return False
        if not all(float(v) >= 10_000 and float(v) % 5_000 == 0 for v in (pay.min, pay.max)):
            return False
        unlabelled = one.locator.startswith("value without a label")
        here = {c for p in self.item.facts.get("locations", ()) if p.country for c in places.currencies_of(p.country)}
        return unlabelled or bool(here and pay.currency and pay.currency not in here)

    def _pay_of_prose(self) -> None:
        for section in self.item.sections:
            for block in section.blocks:
                if any(c.isdigit() for c in block.text) and (pay := money.find_pay(block.text)):
                    self._set("salary", pay, Said(pay.raw, "section_rule", "pay in a sentence"))
                    return

    def _infer_pay(self, pay: Pay) -> None:
        """A bare figure of NATO's "Salary (Pay Basis)" is euros a month; the same field says so where a site keeps it whole."""
        organization = self.item.facts.get("organization")
        system = known_employer(" ".join([organization.name, *organization.units])) if organization else None
        if system == "NATO" and "pay basis" in fold(self.item.provenance["salary"].locator):
            self.item.inferred["salary.currency"] = Inferred(value="EUR", rule="nato_pay_basis")
            self.item.inferred["salary.period"] = Inferred(value="month", rule="nato_pay_basis")

    def _grades(self) -> None:
        organization = self.item.facts.get("organization")
        employer = " ".join([organization.name, *organization.units]) if organization else None
        for one in self._said("grade"):
            if read := grades.read_grades(one.raw, employer=employer, label=one.locator):
                self._set("grades", read, one)
                return

    def _terms(self) -> None:
        """Contract type, duration and clearance of the header complete what the text says."""
        item = self.item
        kind = next(
            ((k, s) for s in self._said("contract_type", "employment_type") if (k := employment.read_contract_type(s.raw))), None
        )
        length = next(((d, s) for s in self._said("duration", "contract_type") if (d := contracts.read_duration(s.raw))), None)
        if kind or length:
            said = (kind or length)[1]  # type: ignore[index]
            old = item.facts.get("contract")
            new = {"type": kind[0] if kind else None, "duration": length[0] if length else None, "raw": said.raw[:500]}
            merged = {**old.model_dump(), **{k: v for k, v in new.items() if v and not getattr(old, k)}} if old else new
            self._set("contract", Contract(**merged), said)
        for one in self._said("clearance"):
            if level := squeeze(one.raw):
                text = item.facts.get("security_clearance")
                if fold(level) not in ("none", "no", "n a", "not required"):
                    self._set(
                        "security_clearance",
                        SecurityClearance(
                            required=text.required if text and text.required is not None else True,
                            level=level[:100],
                            raw=level[:500],
                        ),
                        one,
                    )
                break

    def _links(self) -> None:
        links = [m.rstrip(".,;:)") for s in self.item.sections for b in s.blocks for m in _LINK.findall(b.text)]
        documents = [s.raw for s in self._said("document")] + [
            x for x in links if x.lower().split("?")[0].endswith((".pdf", ".docx", ".doc"))
        ]
        if documents:
            self.item.facts["documents"] = list(dict.fromkeys(documents))
        for one in self._said("apply_url"):
            self._set("apply_url", one.raw, one)
            break


def _organization_name(raw: str) -> str:
    return squeeze(raw).strip(" -–|,:")[:300]


def _code(raw: str) -> str | None:
    """The identifier in a value: "PE/307/2024 - Legal Administrator" -> "PE/307/2024"; several words stay where all are codes."""
    raw = squeeze(raw).strip(" :#")
    if re.search(r"\d", raw) and len(raw) <= 40 and (" " not in raw or all(w.isupper() or w.isdigit() for w in raw.split())):
        return raw
    first = raw.split(" - ")[0].split(" ")[0].strip(",;")
    return first if re.search(r"\d", first) and _CODE.fullmatch(first) and len(first) <= 60 else None


def _distinct(read: Iterable[Location]) -> list[Location]:
    """One location per place; a country alone goes where a town of it is known."""
    out: list[Location] = []
    for place in read:
        if any(place.country == o.country and (place.city is None or place.city == o.city) for o in out):
            continue
        out = [o for o in out if not (o.city is None and o.country == place.country)]
        out.append(place)
    return out
