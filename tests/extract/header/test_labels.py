from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.extract.header.label_pairs import Labels
from crawlers.extract.header.label_reader import read_labels
from crawlers.extract.header.labels import slot_of, split_run
from crawlers.extract.header.prose import prose_span
from crawlers.text.blocks import Block
from crawlers.text.lines import Line

PROSE = (
    "The keeper looks after the lamp and the fog horn of the northern tower, "
    "and writes the log of every night."
)


def blocks(*lines: str) -> list[Block]:
    return [
        Block("item", line[2:], mark="-", level=1)
        if line.startswith("- ")
        else Block("paragraph", line)
        for line in lines
    ]


def read(*lines: str) -> Labels:
    made = blocks(*lines)
    return read_labels(made, prose_span(made))


def said(labels: Labels) -> dict[str, str]:
    return {p.slot: p.value for p in labels.pairs}


def test_labels_with_a_colon() -> None:
    got = read(
        "Keeper", "Ref: LX-204", "Location : Bergen, Norway", "Closing Date:12 March 2026", PROSE
    )
    assert said(got) == {
        "reference": "LX-204",
        "location": "Bergen, Norway",
        "valid_through": "12 March 2026",
    }
    assert got.used == {1, 2, 3}


def test_the_value_is_on_the_next_line() -> None:
    got = read(
        "Duty Station", "Bergen, Norway", "Schedule", "Part-time", "Grade", "NATO Grade G9", PROSE
    )
    assert said(got) == {
        "location": "Bergen, Norway",
        "employment_type": "Part-time",
        "grade": "NATO Grade G9",
    }


@pytest.mark.parametrize(
    ("rows", "want"),
    [
        (
            ["Grade | Closing date | Seats", "G5 | 4 May 2026 | 2"],
            {"grade": "G5", "valid_through": "4 May 2026"},
        ),
        (
            ["Grade | G5 | Closing date | 4 May 2026"],
            {"grade": "G5", "valid_through": "4 May 2026"},
        ),
        (["Grade | Closing date", "G5 | 4 May 2026", "G6 | 8 June 2026"], {}),  # of several posts
        (["Grade | Lamps | Oil", "G5 | 4 May 2026 | 2"], {}),
    ],
)
def test_a_row_of_labels(rows: list[str], want: dict[str, str]) -> None:
    made = [Block("row", row) for row in rows]
    assert said(read_labels(made, (len(made), len(made)))) == want


def test_a_label_is_no_value() -> None:
    """An empty label stays empty: the next label is not its value, and neither is prose."""
    got = read(
        "Published:", "Closing Date:", "12 March 2026", "Contract Type", "Expiry Date", PROSE
    )
    assert said(got) == {"valid_through": "12 March 2026"}


def test_a_value_must_be_of_its_kind() -> None:
    assert said(
        read(
            "Closing Date: to be announced",
            "Salary: competitive",
            "Location: Hybrid from our lovely office",
            PROSE,
        )
    ).keys() <= {"location"}


def test_a_chip_that_is_a_label_elsewhere_is_free_to_be_a_value() -> None:
    chips = read("Lamp keeper", "Contract", "LK-4711", "Posted: 4 May 2031")
    assert [pair.slot for pair in chips.pairs] == ["date_posted"]
    assert 1 not in chips.used
    assert [pair.value for pair in read("Contract", "Fixed term").pairs] == ["Fixed term"]


def test_label_and_value_with_nothing_between() -> None:
    got = read(
        "- Standplaats Utrecht",
        "- Maandsalaris €2.811 - €3.402",
        "- Reageren voor 3 juni 2026",
        "- Uren per week 32 - 36",
        PROSE,
    )
    assert said(got) == {
        "location": "Utrecht",
        "salary": "€2.811 - €3.402",
        "valid_through": "3 juni 2026",
        "hours": "32 - 36",
    }


def test_the_next_label_stands_behind_the_value() -> None:
    got = read(
        "Contract type",
        "Permanent Employment type",
        "Full-time Working hours",
        "Regular hours Languages",
        "English Experience level",
        "Senior",
        PROSE,
    )
    assert said(got)["contract_type"] == "Permanent"
    assert said(got)["employment_type"] == "Full-time"
    assert said(got)["seniority"] == "Senior"


def test_a_number_with_its_label_behind() -> None:
    assert said(read("Lamp Keeper", "310772 Requisition #", PROSE)) == {"requisition": "310772"}


def test_a_remark_behind_the_label() -> None:
    assert said(read("Application deadline 3 days ago: 4 May 2026", PROSE)) == {
        "valid_through": "4 May 2026"
    }


def test_labels_in_prose_stay_prose() -> None:
    got = read(PROSE, "Direct reports: 3", PROSE)
    assert got.used == set()


def test_unknown_labels_among_known_ones_are_counted() -> None:
    got = read("- Grade: G7", "- Lamp type: Fresnel", "- Location: Bergen, Norway", PROSE)
    assert got.unread == [("Lamp type", "Fresnel")]
    assert 1 in got.used


def test_an_empty_label_in_a_run_takes_the_longer_one_as_its_value() -> None:
    before, pairs = split_run(Line("Duty StationOslo, NorwayScheduleFull-timeGradeNATO Grade G11"))
    assert before == ""
    assert pairs == [
        ("Duty Station", "Oslo, Norway"),
        ("Schedule", "Full-time"),
        ("Grade", "NATO Grade G11"),
    ]


def test_a_single_label_is_no_run() -> None:
    text = "Our Location is the harbour."
    assert split_run(Line(text)) == (text, [])


@pytest.mark.parametrize(
    ("label", "slot"),
    [
        ("Bewerbungsfrist", "valid_through"),
        ("LIEU DE TRAVAIL:", "location"),
        ("**Grade**", "grade"),
        ("profile Job Location", "location"),
        ("Basic Monthly Salary (12 x per year)", "salary"),
        ("Plazas", "openings"),
        ("lamp", None),
        ("Campus/Location", "location"),
        # words of labels of pay in an order that no list has
        ("Sueldo mensual bruto", "salary"),
        ("Salary and benefits package", "salary"),
        ("Estimated monthly salary", None),
        ("Annual budget", None),
        ("Job Title/Position", "title"),
        ("Department/Location", None),  # of either
        ("Contract/Temp", None),  # a value
        ("Temps plein/temps", None),  # a value
    ],
)
def test_slots(label: str, slot: str | None) -> None:
    assert slot_of(label) == slot


@given(st.lists(st.text(max_size=80), max_size=12))
def test_any_lines_can_be_read(lines: list[str]) -> None:
    got = read(*lines)
    assert got.used <= set(range(len(lines)))


def test_an_everyday_word_beside_another_word_is_no_label() -> None:
    assert slot_of("HBO / WO") is None
    assert slot_of("Plaats / Waar") == "location"


def test_a_town_that_begins_with_a_label_is_no_value() -> None:
    got = read("Keeper", "State College, Pennsylvania", "Ref: LX-204", PROSE)
    assert "location" not in said(got)
    assert said(read("Keeper", "Location Bergen, Norway", PROSE))["location"] == "Bergen, Norway"


def test_a_line_may_lead_in_the_places_below_a_label() -> None:
    got = read("Keeper", "Location", "1 post in the following place:", "Bergen, Norway", PROSE)
    assert said(got)["location"] == "Bergen, Norway"


def test_a_line_that_is_a_label_is_not_read_as_a_label_and_its_value() -> None:
    got = read("Keeper", "Location Name", "Harbour Hall, Kendal", PROSE)
    assert said(got) == {"location": "Harbour Hall, Kendal"}


def test_entries_of_a_menu_are_no_label_and_its_value() -> None:
    menu = [Block("paragraph", text, links=1.0) for text in ("Vacancy", "Useful pages")]
    lines = [*menu, *blocks("Keeper", PROSE)]
    assert said(read_labels(lines, prose_span(lines))) == {}
    plain = [Block("paragraph", "Vacancy"), Block("paragraph", "Pier Warden"), *blocks(PROSE)]
    assert said(read_labels(plain, prose_span(plain))) == {"title": "Pier Warden"}


def test_the_town_of_an_address_below_a_label() -> None:
    address = ("Fellside Infirmary", "Castle Road", "Kendal", "LA9 7RG")
    assert said(read("Keeper", "Job location", *address, PROSE))["location"] == "Kendal, LA9 7RG"
    street = ("4 Castle Road", "Fellside House", "Kendal", "Cumbria", "LA9 7RG")
    found = said(read("Keeper", "Job location", *street, PROSE))
    assert found["location"] == "Kendal, Cumbria, LA9 7RG"
    # lines without a number may be a menu
    menu = ("About the lamp", "Opening hours", "Reading", "Contact us")
    assert "location" not in said(read("Keeper", "Job location", *menu, PROSE))


@pytest.mark.parametrize(
    "contact",
    [
        ("Name: Ada Moor", "Job title: Head of Lamps", "Email: ada@lights.example"),
        ("Contact", "Ada Moor", "Job title", "Head of Lamps", "Telephone", "01234 555 0100"),
        ("Ansprechpartnerin: Ada Moor", "Position: Leuchtturmleitung", "Tel.: 0421 5550100"),
    ],
)
def test_the_job_title_of_a_contact_is_not_the_posting_s(contact: tuple[str, ...]) -> None:
    assert "title" not in said(read(*contact, PROSE))


def test_a_title_above_a_contact_is_the_posting_s() -> None:
    got = read("Name: Harbour Lights", "Position: Keeper", "Location: Bergen, Norway", PROSE)
    assert said(got)["title"] == "Keeper"
    got = read("Position: Keeper", "Contact: Ada Moor", "Email: ada@lights.example", PROSE)
    assert said(got)["title"] == "Keeper"


def test_a_label_of_sites_names_the_employer_only_where_it_is_an_organisation() -> None:
    assert "organization" not in said(
        read("Établissement : Phare de Lampton", "Réf : LX-204", PROSE)
    )
    got = read("Établissement : Hôpital de Lampton", "Réf : LX-204", PROSE)
    assert said(got)["organization"] == "Hôpital de Lampton"
