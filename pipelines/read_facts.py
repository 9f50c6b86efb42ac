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

_OPENING = 2
"""Sections at the beginning of a text that may name the unit."""


class ReadFacts:
    """Fill `facts` from the sections, each fact with the sentence it was read from."""

    def process_item(self, item: RawPosting) -> RawPosting:
        text = prepare(item.sections, lines_of_text(item))
        _read_facts(item, text)
        _read_conditions(item, text)
        _say_places(item, text)
        _say_units(item)
        return item


def _read_facts(item: RawPosting, text: Prepared) -> None:
    """Read what sentences state, a reader for each field."""
    employers = item.said.get("organization")
    employer = employers[0].raw if employers else None
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
        **offers.read_offers(text),
    }
    for name, value in found.items():
        if value:
            first = value[0] if isinstance(value, list) else value
            item.facts[name] = value
            item.prove(name, getattr(first, "raw", None) or name, "section_rule", name)


def _read_conditions(item: RawPosting, text: Prepared) -> None:
    """Read the conditions of the work; False is one, too."""
    read = conditions.read_conditions(text)
    for name in conditions.NAMES:
        if (value := getattr(read, name)) is not None:
            item.facts[name] = value
            item.prove(name, read.raws.get(name, name), "section_rule", "conditions")


def _say_places(item: RawPosting, text: Prepared) -> None:
    """Say where and how the work is done, and where applicants may live, as sentences have it."""
    if place := in_sentences.find_place(text):
        item.say("location", place[0], "section_rule", in_sentences.WHERE)
    if way := in_sentences.find_way(text):
        item.say("workplace", way[1], "section_rule", in_sentences.WHERE, way[0])
    for land in in_sentences.find_applicant_places(text):
        item.say("location", land, "section_rule", in_sentences.OF_APPLICANTS)


def _say_units(item: RawPosting) -> None:
    """Say the units of the employer that the opening of the text names."""
    opening = [
        block.text
        for section in item.sections[:_OPENING]
        if section.kind in ("summary", "about_employer")
        for block in section.blocks
        if block.kind == "paragraph"
    ]
    for unit in read_units(opening):
        item.say("unit", unit, "section_rule", "opening text")
