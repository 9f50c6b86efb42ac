"""The listed town in a line below the title that says other things, too."""

from __future__ import annotations

import pytest

from crawlers.extract.header.meta_lines import find_meta_values
from crawlers.extract.header.town_in_line import town_among_commas, town_before_remark
from crawlers.text.blocks import Block
from crawlers.text.lines import Line


@pytest.mark.parametrize(
    ("line", "town"),
    [
        ("Lamp store, Bern, from 3 June 2031", "Bern"),
        ("Teilzeit, ab Oktober, in Leipzig", "Leipzig"),
        ("Engasjement, 80 %, lagerplass i Bodø", "Bodø"),
        ("Keepers, wicks, lamps", ""),
        ("Bern, Leipzig, Leeds, 4 days", ""),
        ("We have 3 piers in Bern, lamps, and wicks.", ""),
    ],
)
def test_a_town_among_commas(line: str, town: str) -> None:
    assert town_among_commas(Line(line)) == town


def test_a_town_before_a_remark() -> None:
    assert town_before_remark("Leeds, five months from 1 March") == "Leeds"
    assert town_before_remark("Leeds, Bradford") == ""


def test_a_town_with_the_number_of_its_district_beside_other_values() -> None:
    lines = ["Lamp Keeper", "Lyon 7e", "CDI, temps plein", "Lamps"]
    blocks = [Block("heading", lines[0], 1), *(Block("item", text) for text in lines[1:])]
    found = [(slot, text) for slot, text, _ in find_meta_values(blocks, 0, 4, set())]
    assert ("location", "Lyon 7e") in found or ("location", "Lyon") in found


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("Harbour Theatre, The Quay, Kilwick, Co. Clare", "Kilwick, Co. Clare"),
        ("Harbour Theatre, Kendal", "Kendal"),
        ("Harbour Theatre, Reed & Co. Lamps", ""),
    ],
)
def test_the_place_behind_a_name(line: str, place: str) -> None:
    blocks = [Block("heading", "Lamp Keeper", 1), Block("paragraph", line)]
    found = {slot: text for slot, text, _ in find_meta_values(blocks, 0, 2, set())}
    assert found.get("location", "") == place
