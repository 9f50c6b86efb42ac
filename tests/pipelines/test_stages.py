"""Each stage by itself: what goes in, what comes out. Whole pages are in tests/sites."""

from __future__ import annotations

import inspect
import random
from collections.abc import Sequence
from typing import Any

import pytest
from scrapy.exceptions import DropItem

from crawlers.contract.declarations import Chrome, Declared
from crawlers.extract.sections.rendering import as_text
from crawlers.posting import RawPosting, Reading
from crawlers.text.blocks import Block
from crawlers.text.hashes import text_hash
from crawlers.text.words import fold
from pipelines.build_posting import BuildPosting
from pipelines.cut_furniture import CutFurniture
from pipelines.fill_constants import FillConstants
from pipelines.mark_standard_text import MarkStandardText
from pipelines.normalise_values import NormaliseValues
from pipelines.read_labels import ReadLabels
from pipelines.repair_text import RepairText
from pipelines.split_sections import SplitSections

PROSE = [
    "The keeper looks after the lamp and the fog horn of the northern tower, and writes the log "
    "of every night.",
    "The post is on an island, and the boat with mail and bread comes on Tuesdays when the sea "
    "allows it.",
]
TREATED_ALIKE = "The Trust treats all keepers alike, whatever coast they come from."


def raw(*lines: str, key: str = "7", **fields: Any) -> RawPosting:
    blocks = [
        Block("item", x[2:], mark="-", level=1) if x.startswith("- ") else Block("paragraph", x)
        for x in lines
    ]
    return RawPosting(source="tower", key=key, blocks=blocks, **fields)


def texts(item: RawPosting) -> list[str]:
    return [b.text for b in item.blocks]


def said(item: RawPosting, slot: str) -> list[str]:
    return [s.raw for s in item.said.get(slot, ())]  # type: ignore[call-overload]


def through(item: RawPosting, *stages: Any) -> Any:
    for stage in stages:
        item = stage.process_item(item)
    return item


def test_furniture_goes_data_boxes_are_read_and_all_is_kept_as_removed() -> None:
    chrome = Chrome(
        before=("Track it",),
        after=("Other towers",),
        boxes={"Key Skills": "skill"},
        lines=("Lamp of the day",),
    )
    lines = [
        "Track it",
        "Lamp of the day",
        *PROSE,
        "Key Skills",
        "knots",
        "tides",
        "Other towers",
        "Southern Keeper",
    ]
    item = CutFurniture().process_item(raw(*lines, declared=Declared(chrome=chrome)))
    assert texts(item) == PROSE
    assert said(item, "skill") == ["knots", "tides"]
    assert sorted([*texts(item), *(r.text for r in item.removed)]) == sorted(lines)


def test_furniture_glued_to_a_sentence_goes_without_the_sentence() -> None:
    item = CutFurniture().process_item(raw("Sign up for our newsletter" + PROSE[0], PROSE[1]))
    assert texts(item) == PROSE


def test_a_cookie_notice_behind_the_text_goes() -> None:
    item = CutFurniture().process_item(
        raw("Your duties", *PROSE, "We use cookies so that this site works.", "Sign in")
    )
    assert texts(item) == ["Your duties", *PROSE]


def tower(number: int) -> RawPosting:
    """A posting that shares all but one line with those of the other towers."""
    lines = ("Tower Tidings", f"Keeper of tower {number}", *PROSE, TREATED_ALIKE, "Printed on kelp")
    item = raw(*lines, key=str(number), declared=Declared(standard=(TREATED_ALIKE,)))
    item.say("organization", "Tower Trust", "label", "Company")
    return item


ALL_OF_THEM = (CutFurniture, SplitSections, MarkStandardText)


@pytest.mark.parametrize("stages", [(CutFurniture,), ALL_OF_THEM[1:], ALL_OF_THEM])
def test_what_was_read_before_changes_nothing(stages: tuple[type, ...]) -> None:
    """Neither its order, nor how often; and there is no way to hand these stages a store."""
    for stage in (CutFurniture, MarkStandardText):
        assert not hasattr(stage, "from_crawler")
        assert not inspect.signature(stage).parameters and not vars(stage())
    alone = {number: through(tower(number), *(stage() for stage in stages)) for number in range(12)}
    together = [stage() for stage in stages]
    order = list(alone) * 3
    random.Random(7).shuffle(order)
    for number in order:
        item = through(tower(number), *together)
        assert (item.blocks, item.sections, item.removed) == (
            alone[number].blocks,
            alone[number].sections,
            alone[number].removed,
        )


def test_mending_drops_only_blocks_without_a_word() -> None:
    item = RepairText().process_item(raw("• •", PROSE[0], "lamps ; wicks"))
    assert texts(item) == [PROSE[0], "lamps; wicks"]
    assert [r.text for r in item.removed] == ["• •"]


def test_the_header_becomes_statements_and_leaves_the_text() -> None:
    item = ReadLabels().process_item(
        raw(
            "Lighthouse Engineer",
            "Northern Harbour Authority",
            "Bergen, Norway",
            "Closing date: 4 May 2026",
            "Ref: LX-20",
            *PROSE,
        )
    )
    assert texts(item) == PROSE
    assert said(item, "title") == ["Lighthouse Engineer"]
    assert said(item, "organization") == ["Northern Harbour Authority"]
    assert said(item, "location") == ["Bergen, Norway"]
    assert said(item, "valid_through") == ["4 May 2026"]
    assert said(item, "reference") == ["LX-20"]


def test_an_unsupported_first_line_is_no_title_and_a_menu_line_no_employer() -> None:
    item = ReadLabels().process_item(
        raw("Autumn on the rocks", "Hires remotely in", "Bergen, Norway", *PROSE)
    )
    assert said(item, "title") == said(item, "organization") == []


def test_constants_fill_and_the_page_wins() -> None:
    item = raw(declared=Declared(constants={"organization": "Tower Trust", "location": "Oslo"}))
    item.say("location", "Bergen", "label", "Location")
    FillConstants().process_item(item)
    assert said(item, "organization") == ["Tower Trust"]
    assert said(item, "location") == ["Bergen"]


def test_frame_headings_are_removed_text_not_lost_text() -> None:
    item = SplitSections().process_item(
        raw("Job description", PROSE[0], "Duties", "- light the lamp")
    )
    assert [s.kind for s in item.sections] == ["summary", "responsibilities"]
    assert [r.text for r in item.removed] == ["Job description"]


def marked(*lines: str, employer: str = "Tower Trust", declared: Sequence[str] = ()) -> list[bool]:
    item = through(raw(*lines, declared=Declared(standard=tuple(declared))), SplitSections())
    item.say("organization", employer, "label", "Company")
    MarkStandardText().process_item(item)
    return [block.standard for section in item.sections for block in section.blocks]


def test_declared_sentences_are_marked_whatever_their_case_and_blanks() -> None:
    both = f"{TREATED_ALIKE} {PROSE[0]}"
    lines = ("A new tower.", TREATED_ALIKE, f"{TREATED_ALIKE} We are the Trust.", both)
    assert marked(*lines) == [False] * 4
    shouted = TREATED_ALIKE.upper().replace(" ", "  ")
    assert marked(*lines, declared=[shouted]) == [False, True, True, False]
    assert marked(*lines, declared=[both]) == [False, True, True, True]


def test_a_declared_sentence_may_be_short() -> None:
    assert marked("We care.", "We care. Or not.", declared=["We care."]) == [True, True]
    assert marked("We care.", "Or not.", declared=["Or not."]) == [False, True]
    assert marked("We care.", "Or not.", declared=["", "?"]) == [False, False]


def test_shipped_fingerprints_mark_the_text_of_their_employer_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    prints = [text_hash(fold(TREATED_ALIKE))]
    data = {"employers": {"trust": ["tower trust"]}, "fingerprints": {"trust": prints}}
    monkeypatch.setattr(
        "crawlers.extract.cleaning.standard_text.load", {"standard_text": data}.__getitem__
    )
    assert marked("A tower.", TREATED_ALIKE, employer="The Tower Trust (North)") == [False, True]
    assert marked("A tower.", TREATED_ALIKE, employer="Quay Trust") == [False, False]


def values(**slots: str) -> RawPosting:
    item = raw(source_kind="aggregator")
    for slot, text in slots.items():
        item.say(slot, text, "label", f"label: {slot}")  # type: ignore[arg-type]
    return NormaliseValues().process_item(item)


def test_an_ambiguous_date_is_settled_by_evidence_else_by_custom_else_open() -> None:
    assert values(valid_through="05/06/2026").facts["valid_through"].date is None
    assert (
        values(valid_through="05/06/2026", date_posted="28/05/2026").facts["valid_through"].date
        == "2026-06-05"
    )
    assert (
        values(valid_through="05/06/2026", location="Bergen, Norway").facts["valid_through"].date
        == "2026-06-05"
    )
    assert (
        values(valid_through="05/06/2026", location="Boston, United States")
        .facts["valid_through"]
        .date
        == "2026-05-06"
    )


def test_what_may_be_inferred_stands_apart() -> None:
    item = values(organization="NATO", valid_through="24-Oct-2025, 12:59:00 AM")
    item.say("salary", "4,021.50", "label", "next_line: Salary (Pay Basis)")
    item = NormaliseValues().process_item(item)
    assert item.facts["salary"].currency is None
    assert item.inferred["salary.currency"].value == "EUR"
    assert item.facts["valid_through"].date == "2025-10-24"
    assert item.inferred["valid_through"].value["date"] == "2025-10-23"


def test_a_round_range_in_a_foreign_currency_is_the_sites_own_estimate() -> None:
    facts = values(location="Bergen, Norway", salary="USD 70,000 - 90,000").facts
    assert "salary" not in facts
    assert facts["salary_estimate"].currency == "USD"


def test_the_shorter_of_two_names_is_the_employer() -> None:
    item = raw()
    item.say("organization", "Tower Trust Coast Guard", "label", "Company")
    item.say("organization", "Tower Trust", "section_rule", "line")
    NormaliseValues().process_item(item)
    assert item.facts["organization"].name == "Tower Trust"
    assert item.facts["organization"].units == ["Tower Trust Coast Guard"]


def built(key: str = "7", title: str = "Keeper") -> Reading:
    item = SplitSections().process_item(raw(*PROSE, key=key))
    item.facts["title"] = title
    return BuildPosting().process_item(item)


def test_a_posting_is_built_with_its_hash_and_description() -> None:
    posting = built().posting
    assert posting.id == "tower:7"
    assert posting.content_hash.startswith("sha256:")
    assert posting.description == as_text(posting.sections) == "\n".join(PROSE)


def test_what_fails_the_schema_is_rejected_by_field() -> None:
    with pytest.raises(DropItem, match=r"^rejected: title"):
        BuildPosting().process_item(SplitSections().process_item(raw(*PROSE)))
    with pytest.raises(DropItem, match=r"^no_text: "):
        BuildPosting().process_item(raw())
