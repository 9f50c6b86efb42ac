"""The types of employment that several statements give."""

from __future__ import annotations

import pytest

from crawlers.extract.fields.term_fields import read_employment
from crawlers.posting.raw import Method, RawPosting, Slot


def types(*said: tuple[Slot, str, Method]) -> list[str]:
    item = RawPosting(url="https://kestrel.example/jobs/1", source="kestrel.example", kind="html")
    for slot, raw, method in said:
        item.say(slot, raw, method, f"{slot}: {raw}")
    read_employment(item)
    return list(item.facts.get("employment_types", []))


@pytest.mark.parametrize(
    ("said", "found"),
    [
        (
            [
                ("employment_type", "Seasonal", "label"),
                ("employment_type", "Full-time", "section_rule"),
            ],
            ["TEMPORARY", "FULL_TIME"],
        ),
        (
            [
                ("employment_type", "Praktikum", "label"),
                ("employment_type", "Teilzeit", "section_rule"),
            ],
            ["INTERN", "PART_TIME"],
        ),
        (
            [
                ("employment_type", "Full-time", "label"),
                ("employment_type", "Part-time", "section_rule"),
            ],
            ["FULL_TIME"],
        ),
        (
            [
                ("employment_type", "CONTRACTOR", "jsonld"),
                ("employment_type", "Full-time", "section_rule"),
            ],
            ["CONTRACTOR"],
        ),
        ([("status", "Regular, full-time, overtime-eligible", "label")], ["FULL_TIME"]),
        ([("status", "Open, reposted", "label")], []),
    ],
)
def test_hours_beside_a_kind_of_employment(
    said: list[tuple[Slot, str, Method]], found: list[str]
) -> None:
    assert types(*said) == found
