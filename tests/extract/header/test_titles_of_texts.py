"""Titles of texts that do not begin with theirs, and of tables that were copied as text."""

from __future__ import annotations

import pytest
from scrapy.utils.project import get_project_settings

from crawlers.extract.answer import Answer
from crawlers.extract.job.title_calls import post_called_for
from crawlers.extract.read import read
from crawlers.posting.schema import JobPosting
from crawlers.spider.generic import GenericSpider
from crawlers.spider.reading import reader_of
from crawlers.text.lines import Line

_BODY = """

Your duties

- Keep the lamps of four lighthouses burning and repair what breaks
- Write the log of each night and order the oil

Requirements

- Training as a fitter, and two years at sea
- You read drawings and hold a driving licence

Send your letter and certificates to the harbour office.
"""


def posting(opening: str, url: str | None = None) -> JobPosting:
    site = reader_of(GenericSpider, get_project_settings().getdict("ITEM_PIPELINES"))
    body = f"{opening}{_BODY}".encode()
    return read(Answer(body, content_type="text/plain", address=url), site).posting


@pytest.mark.parametrize(
    ("opening", "title"),
    [
        (
            "The Lampton Harbour Trust keeps four lights.\n\nFor our yard we are looking for a\n\n"
            "Lamp Engineer (m/f/d) - Night Shift",
            "Lamp Engineer (m/f/d) - Night Shift",
        ),
        (
            "Lampton keeps four lights on the northern coast, and has done so since 1860.\n"
            "We're looking for a Senior Lamp Engineer to lead the crew of the northern towers.",
            "Senior Lamp Engineer",
        ),
        ("CERCHIAMO ELETTRICISTA NAVALE (inserito il 17/01/2031)", "ELETTRICISTA NAVALE"),
        # below the name of the document
        (
            "LAMPTON HARBOUR TRUST\nPersonnel Department\n\nJOB ANNOUNCEMENT\n\nCARE OF LAMPS II\n"
            "\nSalary Range: $27 - $36 per hour",
            "CARE OF LAMPS II",
        ),
        (
            "PORT DE LAMPTON\nDirection du personnel\n\nAVIS DE VACANCE DE POSTE N° 12\n\n"
            "Garde des feux du nord",
            "Garde des feux du nord",
        ),
        # below the head of the office, who signs it
        (
            "STADT LAMPENHAVEN\nDer Bürgermeister\nFachdienst Personal\n\n"
            "Zum nächstmöglichen Zeitpunkt\n\nLampenwärterin/Lampenwart Nord (m/w/d)",
            "Lampenwärterin/Lampenwart Nord (m/w/d)",
        ),
        ("COMUNE DI LAMPORTO\nIl Sindaco\n\nElettricista navale", "Elettricista navale"),
        # below the path of pages to it
        (
            "Home / Vacancies / Lamp Engineer\n\nLamp Engineer of the North",
            "Lamp Engineer of the North",
        ),
    ],
)
def test_a_title_behind_the_first_lines(opening: str, title: str) -> None:
    assert posting(opening).title == title


@pytest.mark.parametrize(
    ("opening", "title"),
    [
        ("Post title Night Engineer\nDuty station Oban, Scotland\nContract Full time", None),
        ("Class Title Engineer II Working Title Lamp Engineer\nPay Grade G-14", "Engineer II"),
        ("Posting Title: Night Engineer\nJob Code Title: Engineer (Lamps)", None),
        ("Jobs / Towers / Night Engineer\nNight Engineer\nOban, Scotland", None),
    ],
)
def test_the_title_of_a_label_without_a_mark_and_below_a_path(
    opening: str, title: str | None
) -> None:
    assert posting(opening).title == (title or "Night Engineer")


def test_the_name_of_the_post_by_its_label() -> None:
    opening = (
        "HARBOUR INSTITUTE OF LAMPS\n\nAdvt. No. HIL/R&D/7   Dated: 23.11.2030\n\n"
        "1. Name of the post : Lamp Engineer\n2. Title of the project : Lead-free wicks\n"
        "3. Fellowship : Rs. 31,000/- p.m.\n4. Principal Engineer : Dr. A. Reed"
    )
    read = posting(opening)
    assert read.title == "Lamp Engineer"
    assert read.date_posted is not None
    assert read.date_posted.date == "2030-11-23"
    assert [number.value for number in read.identifiers] == ["HIL/R&D/7"]
    assert read.salary is not None
    assert (read.salary.min, read.salary.period) == ("31000", "month")


def test_the_number_of_a_letter_and_its_day() -> None:
    read = posting(
        "HARBOUR INSTITUTE OF LAMPS\n\nNo. HIL/R/2030-31/7      Date: 23.11.2030\n\n"
        "Name of the post : Lamp Engineer"
    )
    assert read.date_posted is not None
    assert read.date_posted.date == "2030-11-23"
    assert [number.value for number in read.identifiers] == ["HIL/R/2030-31/7"]


def test_a_label_of_the_title_with_a_number() -> None:
    opening = (
        "HARBOUR TRUST OF LAMPTON\n\n"
        "POST 42/7       : LAMP ENGINEER: NORTH REF NO: HT 26/11/4\n\n"
        "SALARY          : R401 250 per annum\nCENTRE          : Lampton\n"
        "CLOSING DATE    : 18 December 2030"
    )
    read = posting(opening)
    assert read.title == "LAMP ENGINEER: NORTH"
    assert read.valid_through is not None
    assert read.valid_through.raw == "18 December 2030"


def test_rows_of_a_table_are_labels_and_values() -> None:
    found = posting(
        "Job Title            Night Engineer\n"
        "    Job Opening ID       4400    Employment Type   Full-time\n"
        "    Duty Station         Oban, Scotland\n"
    )
    assert found.title == "Night Engineer"
    assert [place.city for place in found.locations] == ["Oban"]
    assert found.employment_types == ["FULL_TIME"]


@pytest.mark.parametrize(
    ("text", "post"),
    [
        ("We are looking for a Night Nurse (m/f/d) to join our ward.", "Night Nurse (m/f/d)"),
        ("Our yard is hiring an Engine Fitter who sails.", "Engine Fitter"),
        ("We are looking for people who love the sea.", ""),
        ("We are looking for a nurse like you.", ""),
        ("We need a barista for our café by the pier.", "barista"),
        ("Notre phare cherche un électricien ou une électricienne à temps plein.", "électricien"),
        ("Siamo alla ricerca di un falegname con un po' di pazienza.", "falegname"),
        ("Wij zoeken een fietsenmaker voor onze zaak.", "fietsenmaker"),
        ("We are looking for a team that likes our cook.", ""),
    ],
)
def test_posts_that_sentences_seek(text: str, post: str) -> None:
    assert post_called_for([Line(text)]) == post


@pytest.mark.parametrize(
    ("opening", "url", "employer"),
    [
        (
            "Night Engineer\nA post has opened at Lampton Harbour Trust for the winter.",
            "https://www.lamptonharbour.example/jobs/4",
            "Lampton Harbour Trust",
        ),
        (
            "Night Engineer\nLampton helps ships. Write to crew@lampton.example soon.",
            None,
            "Lampton",
        ),
        ("Night Engineer\nLampton helps ships.", "https://harbourjobs.example/4", None),
    ],
)
def test_addresses_that_spell_the_employer(
    opening: str, url: str | None, employer: str | None
) -> None:
    found = posting(opening, url).organization
    assert (found.name if found else None) == employer
