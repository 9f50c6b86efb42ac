"""Stage 6: read what the text itself says: languages, experience, education, contract, clearance,
eligibility, reports, units."""

from __future__ import annotations

from typing import Any

from crawlers.extract.fields.around_text import lines_of_text
from crawlers.extract.job.units import read_units
from crawlers.extract.places import in_sentences, time_zones
from crawlers.extract.requirements import (
    certifications,
    clearance,
    education,
    eligibility,
    experience,
    languages,
)
from crawlers.extract.sentences.by_topic import Prepared, prepare
from crawlers.extract.terms import conditions, contracts, offers, reporting_lines, weekly_hours
from crawlers.posting import RawPosting


class ReadFacts:
    """Fill `facts` from the sections, each fact with the sentence it was read from."""

    def process_item(self, item: RawPosting) -> RawPosting:
        employers = item.said.get("organization")
        employer = employers[0].raw if employers else None
        text = prepare(item.sections, lines_of_text(item))
        found: dict[str, Any] = {
            "languages": languages.read_languages(text, employer=employer),
            "experience": experience.read_experience(text),
            "education": education.read_education(text),
            "certifications": certifications.read_certifications(text),
            "contract": contracts.read_contract(text),
            "eligibility": eligibility.read_eligibility(text),
            "security_clearance": clearance.read_clearance(text),
            "reports": reporting_lines.read_reports(text),
            "time_zones": time_zones.read_time_zones(text),
            "work_hours": weekly_hours.read_work_hours(text),
        }
        found.update(offers.read_offers(text))
        for name, value in found.items():
            if value:
                item.facts[name] = value
                item.prove(
                    name,
                    getattr(value[0] if isinstance(value, list) else value, "raw", None) or name,
                    "section_rule",
                    name,
                )
        read = conditions.read_conditions(text)
        for name in conditions.NAMES:
            if (value := getattr(read, name)) is not None:
                item.facts[name] = value
                item.prove(name, read.raws.get(name, name), "section_rule", "conditions")
        _say_places(item, text)
        opening = [
            b.text
            for s in item.sections[:2]
            if s.kind in ("summary", "about_employer")
            for b in s.blocks
            if b.kind == "paragraph"
        ]
        for unit in read_units(opening):
            item.say("unit", unit, "section_rule", "opening text")
        return item


def _say_places(item: RawPosting, text: Prepared) -> None:
    """Say where and how the work is done, and where applicants may live, as sentences have it."""
    if place := in_sentences.find_place(text):
        item.say("location", place[0], "section_rule", in_sentences.WHERE)
    if way := in_sentences.find_way(text):
        item.say("workplace", way[1], "section_rule", in_sentences.WHERE, way[0])
    for land in in_sentences.find_applicant_places(text):
        item.say("location", land, "section_rule", in_sentences.OF_APPLICANTS)
