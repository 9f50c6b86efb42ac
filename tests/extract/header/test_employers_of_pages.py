"""Who the employer is, on whole pages in several languages: beside the title, behind a link, in a
label; and who it is not. All names are invented."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from scrapy.utils.project import get_project_settings

from crawlers.extract.answer import Answer
from crawlers.extract.job.named_by_text import named_by_text
from crawlers.runs.read_page import PageReader
from crawlers.spider.generic import GenericSpider
from crawlers.text.blocks import Block

POLISH = (
    "<h2>Zakres obowiązków</h2><ul><li>naprawa lamp i wymiana kabli na nabrzeżach</li>"
    "<li>prowadzenie dziennika napraw</li></ul><h2>Wymagania</h2><ul><li>minimum dwa lata "
    "doświadczenia w zawodzie</li></ul>"
)
SPANISH = (
    "<h2>Funciones</h2><ul><li>Reparar las lámparas de los muelles y cambiar los cables</li>"
    "<li>Llevar el diario de reparaciones</li></ul><h2>Requisitos</h2><ul><li>Dos años de "
    "experiencia en el oficio</li></ul>"
)
DUTCH = (
    "<h2>Wat ga je doen?</h2><ul><li>Lampen op de kades herstellen en kabels vervangen</li>"
    "<li>Het logboek bijhouden</li></ul><h2>Functie-eisen</h2><ul><li>Twee jaar ervaring in het "
    "vak</li></ul>"
)


@cache
def reader() -> PageReader:
    return PageReader(get_project_settings().getdict("ITEM_PIPELINES"))


def employer(page: str) -> str | None:
    answer = Answer(page.encode(), content_type="text/html; charset=utf-8")
    posting = reader().read(answer, GenericSpider).posting
    assert posting
    return (posting["organization"] or {}).get("name")


def posting_of_text(text: str) -> dict[str, Any]:
    answer = Answer(text.encode(), content_type="text/plain; charset=utf-8")
    posting = reader().read(answer, GenericSpider).posting
    assert posting
    return posting


def board(head: str, title: str, below: str, text: str, nav: str, foot: str = "") -> str:
    return (
        f"<html><head><title>{head}</title></head><body><nav>{nav}</nav><main><h1>{title}</h1>"
        f"{below}{text}</main><footer>{foot}</footer></body></html>"
    )


MENU = "<a href='/o'>Buscar empleo</a><a href='/p'>Publicar oferta</a><a href='/m'>Mi cuenta</a>"


@pytest.mark.parametrize(
    "nobody", ["Empresa confidencial", "Importante empresa del sector - Gijón, Asturias"]
)
def test_who_does_not_give_its_name_is_nobody(nobody: str) -> None:
    page = board("Electricista | Faena", "Electricista", f"<p>{nobody}</p>", SPANISH, MENU)
    assert employer(page) is None


@pytest.mark.parametrize(
    "line",
    ["Faroluz S.L. - Gijón, Asturias", "Faroluz S.L. (Gijón)", "Faroluz S.L. en Gijón"],
)
def test_a_place_behind_an_employer_is_no_part_of_its_name(line: str) -> None:
    page = board("Electricista | Faena", "Electricista", f"<p>{line}</p>", SPANISH, MENU)
    assert employer(page) == "Faroluz S.L."


def test_the_link_to_an_employers_page_is_its_name() -> None:
    """Beside the title, with more behind it; with a mail address of its own; and in the head."""
    link = "<a href='/firma/7'>Latarnie Morskie</a>"
    below = f"<p>{link} <span>Oświetlenie; 10-50 osób</span></p>"
    menu = "<a href='/o'>Oferty pracy</a>"
    assert employer(board("Elektryk | Robota", "Elektryk", below, POLISH, menu)) == (
        "Latarnie Morskie"
    )
    mail = f"<p>{link}</p>" + POLISH + "<p>CV: praca@latarniemorskie.example</p>"
    foot = "Robota24, portal pracy"
    page = board("Elektryk | Robota24", "Elektryk", mail, "", "<a href='/'>Robota24</a>", foot)
    assert employer(page) == "Latarnie Morskie"
    far = POLISH + f"<aside><p>{link}</p><p>Zobacz też <a href='/firma/8'>Port</a></p></aside>"
    head = "Elektryk w Latarnie Morskie | Robota"
    assert employer(board(head, "Elektryk", "", far, menu)) == "Latarnie Morskie"


def test_a_site_that_says_that_it_is_a_brand_is_no_employer() -> None:
    foot = "<p>Luzempregos é uma marca registada</p>"
    below = "<p>Faróis do Norte, Lda.</p>"
    nav = "<a href='/o'>Pesquisar ofertas</a><a href='/z'>Ofertas por zona</a>"
    page = board("Eletricista - Luzempregos", "Eletricista", below, SPANISH, nav, foot)
    assert employer(page) == "Faróis do Norte, Lda."


def test_neither_an_address_nor_a_name_on_a_network_is_an_employer() -> None:
    above = "<div>Loodsweg 12, 9999 XX Havenwijk</div>"
    foot = "<p>@lampenenlicht</p><p>lampenenlicht@havenwijk.example</p>"
    page = board("Elektricien", "Elektricien", "", DUTCH, above, foot)
    assert employer(page) is None


def test_an_article_before_a_kind_of_organisation_is_no_part_of_a_name() -> None:
    head = "Elektricien | Werken bij de gemeente Havenwijk"
    foot = "<p>Gemeente Havenwijk, Loodsweg 12</p>"
    assert employer(board(head, "Elektricien", "", DUTCH, "", foot)) == "gemeente Havenwijk"


def test_the_address_in_the_label_of_an_employer_is_no_part_of_its_name() -> None:
    label = "<p>Nazwa i adres jednostki: Urząd Gminy w Porcie, ul. Długa 3, 99-999 Port</p>"
    assert employer(board("Elektryk", "Elektryk", label, POLISH, "")) == "Urząd Gminy w Porcie"


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ('Крамниця "Маяк" (ФОП Ліхтар О. В.) запрошує на роботу електрика.', None),
        ('Магазин "Маяк" (ФОП Ліхтар О. В.) запрошує на роботу електрика.', 'Магазин "Маяк"'),
        ("Больница Маяк приглашает на работу электрика.", "Больница Маяк"),
        ("Το Πανεπιστήμιο Φάρου προκηρύσσει μία θέση.", "Πανεπιστήμιο Φάρου"),
        ("Ξενοδοχείο Φάρος αναζητά ηλεκτρολόγο.", "Ξενοδοχείο Φάρος"),
        ("La Municipalité de Phare met au concours un poste.", "Municipalité de Phare"),
        (
            'Liceul Agricol "Ion Far" Port organizează concurs.',
            'Liceul Agricol "Ion Far" Port',
        ),
        ("Hotel Faro di Porto cerca un elettricista.", "Hotel Faro di Porto"),
        ("La Universidad del Faro invita a participar en la selección.", "Universidad del Faro"),
        ("Công ty TNHH Hải Đăng tuyển dụng thợ điện.", "Công ty TNHH Hải Đăng"),
        ("Općina Luka traži električara.", "Općina Luka"),
        ("PT Cahaya Mercusuar adalah perusahaan penerangan.", "PT Cahaya Mercusuar"),
    ],
)
def test_who_looks_for_somebody_in_a_sentence(sentence: str, name: str | None) -> None:
    found = named_by_text([Block("paragraph", sentence)])
    assert (found.name if found else None) == name


def test_a_kind_in_small_letters_ends_a_name() -> None:
    text = "<p>Fyrvik kommun är en plats med storslagen natur och korta avstånd.</p>"
    assert employer(board("Elektriker", "Elektriker", text, DUTCH, "")) == "Fyrvik kommun"


def test_a_line_that_goes_on_as_a_sentence_is_no_name() -> None:
    text = (
        "Liceul Port\nStr. Lungă nr. 2, Port, jud. Sibiu\n\nANUNȚ\n\n"
        "Liceul Port organizează concurs pentru ocuparea\npostului vacant de electrician.\n\n"
        "Denumirea postului: electrician\nCondiții specifice:\n- doi ani de experiență\n"
        "- calificare de electrician\nDosarele se depun la secretariat, cu CV.\n"
    )
    posting = posting_of_text(text)
    assert posting["organization"]["name"] == "Liceul Port"
    assert [place["city"] for place in posting["locations"]] == ["Port"]


def organization(page: str) -> tuple[str, list[str]] | None:
    answer = Answer(page.encode(), content_type="text/html; charset=utf-8")
    posting = reader().read(answer, GenericSpider).posting
    assert posting
    named = posting["organization"]
    return (named["name"], named["units"]) if named else None


@pytest.mark.parametrize(
    ("line", "name", "units"),
    [
        (
            "Gemeente Havenwijk, Dienst Licht en Water",
            "Gemeente Havenwijk",
            ["Dienst Licht en Water"],
        ),
        ("Fyrvik kommun, Sektor ljus och hamn", "Fyrvik kommun", ["Sektor ljus och hamn"]),
        ("Comune di Portofaro, Italia", "Comune di Portofaro", []),
        ("Faro, Lampen und Söhne GmbH", "Faro, Lampen und Söhne GmbH", []),
    ],
)
def test_behind_a_town_that_is_an_employer_stands_its_part(
    line: str, name: str, units: list[str]
) -> None:
    page = board("Elektricien | Werk", "Elektricien", f"<p>Bedrijf: {line}</p>", DUTCH, "")
    assert organization(page) == (name, units)


def test_the_part_of_a_town_beside_a_board_that_the_head_does_not_name() -> None:
    head = "Sähkömies, Majakan kaupunki | Satamatyöt"
    below = "<p>Majakan kaupunki, Valo ja vesi</p>"
    page = board(head, "Sähkömies", below, DUTCH, "", "<p>Satamatyöt-palvelun ylläpitäjä</p>")
    assert organization(page) == ("Majakan kaupunki", [])


def test_the_line_of_a_notice_says_who_looks_for_somebody() -> None:
    page = board(
        "", "Elektricien", "", f"<p>Stichting Vuurtoren zoekt per direct een</p>{DUTCH}", ""
    )
    assert employer(page) == "Stichting Vuurtoren"


def test_a_post_with_its_employer_is_no_employer() -> None:
    text = (
        "<p>The School of Lamps wishes to appoint a Lecturer in Lighthouses to join its group.</p>"
        "<p>Northquay is a small university with a big harbour.</p><h2>Your duties</h2><ul>"
        "<li>Teach the second year module on lamps and lenses</li></ul><h2>Requirements</h2><ul>"
        "<li>Two years of experience in the trade</li></ul><p>Write to lamps@northquay.example</p>"
    )
    head = "Lecturer in Lighthouses at University of Northquay"
    assert employer(board(head, "Lecturer in Lighthouses", "", text, "")) == "Northquay"


def test_the_place_before_the_employer_is_no_part_of_the_name() -> None:
    below = (
        "<p><span class='pill'>Gqeberha, Eastern Cape</span> <span class='pill'>Algoa Lamps (Pty) "
        "Ltd</span> <span class='pill'>Permanent</span></p>"
    )
    assert employer(board("Elektricien - Werfwerk", "Elektricien", below, DUTCH, "")) == (
        "Algoa Lamps (Pty) Ltd"
    )


def test_a_menus_name_for_the_list_is_no_employer() -> None:
    nav = "<a href='/azienda/chi-siamo/'>Chi siamo</a><a href='/azienda/lavora/'>Lavora con noi</a>"
    text = (
        "<h2>Mansioni</h2><ul><li>Riparare le lampade dei moli e cambiare i cavi</li></ul>"
        "<h2>Requisiti</h2><ul><li>Due anni di esperienza nel settore</li></ul>"
    )
    foot = "<p>© Lampare del Porto S.r.l.</p>"
    page = board(
        "Elettricista - Lampare del Porto",
        "Lavora con noi",
        "<h2>Elettricista</h2>",
        text,
        nav,
        foot,
    )
    assert employer(page) == "Lampare del Porto"


def test_a_link_glued_to_a_heading_is_no_part_of_the_name() -> None:
    below = "<h2>Latarnie Morskie sp. z o.o.<a href='/firma/7'>O firmie</a></h2>"
    head = "Elektryk - Praca w Porcie"
    page = board(head, "Elektryk", below, POLISH, "", "<p>© Praca w Porcie</p>")
    assert employer(page) == "Latarnie Morskie sp. z o.o."


@pytest.mark.parametrize(
    ("before", "name"),
    [
        ("Werken bij", "Het Vuurtorenhuis"),
        ("Arbeiten bei der", "Leuchtturm Werkstatt"),
        ("Jobba hos", "Fyrvik Lampor"),
    ],
)
def test_what_a_career_site_says_before_its_owner_is_no_part_of_the_name(
    before: str, name: str
) -> None:
    foot = f"<p>{name}</p>"
    page = board(f"Elektricien | {before} {name}", "Elektricien", "", DUTCH, "", foot)
    assert employer(page) == name


def test_an_employer_behind_the_title_of_a_plain_text_is_no_part_of_it() -> None:
    text = (
        "LOWONGAN KERJA TEKNISI LISTRIK - PT CAHAYA MERCUSUAR\n\n"
        "PT Cahaya Mercusuar adalah perusahaan penerangan pelabuhan.\n\n"
        "Kualifikasi:\n- Pendidikan minimal SMK\n- Pengalaman minimal 1 tahun\n\n"
        "Tanggung jawab:\n- Memperbaiki lampu dan kabel\n- Menulis laporan\n"
    )
    posting = posting_of_text(text)
    assert posting["organization"]["name"] == "PT Cahaya Mercusuar"
    assert posting["title"] == "TEKNISI LISTRIK"


ENGLISH = (
    "<h2>Duties</h2><ul><li>Repair the lamps of the piers and change the cables</li><li>Keep the "
    "log of repairs</li></ul><h2>Requirements</h2><ul><li>Two years in the trade</li></ul>"
)
ENGLISH_MENU = "<a href='/s'>Upload CV</a><a href='/a'>Job alerts</a><a href='/r'>Recruiters</a>"


def test_a_board_that_says_what_it_does_not_answer_for_is_no_employer() -> None:
    below = "<p>Posted on 4 May 2031 by Harbour Lights Trust</p>"
    foot = "<p>Quaycentre is not responsible for the accuracy of this advertisement.</p>"
    head = "<span>Job posting</span><span>Electrician</span>"
    page = board("Electrician - Jobs Quaycentre", head, below, ENGLISH + foot, ENGLISH_MENU)
    assert employer(page) == "Harbour Lights Trust"


def test_a_town_with_half_a_postcode_is_no_employer() -> None:
    linked = "<a href='/jobs-at/marlow/jobs'>Marlow Lamp Recruitment</a>"
    lines = f"<li>Kendal, Cumbria (LA9)</li><li>£30k per year</li><li>{linked}</li>"
    page = board("Electrician | Faena", "Electrician", f"<ul>{lines}</ul>", ENGLISH, ENGLISH_MENU)
    assert employer(page) == "Marlow Lamp Recruitment"


def test_the_employer_of_a_post_in_a_forum_is_who_writes_it() -> None:
    """Neither the forum nor the name of its member."""
    member = (
        "<ul><li>Thread starter <b>pierman</b></li></ul><h4>pierman</h4><dl><dt>Joined</dt><dd>3 "
        "Feb 2030</dd><dt>Messages</dt><dd>212</dd></dl><div>We're Harbour Lamp Works, four of us "
        "on the quay, and we need a hand with the lamps of nine piers.</div>"
    )
    head = "Electrician - The Lamp Forum"
    page = board(head, "Electrician", member + ENGLISH, "", "<img alt='The Lamp Forum'>", "")
    assert employer(page) == "Harbour Lamp Works"
    nobody = member.replace("We're Harbour Lamp Works", "There are")
    page = board(head, "Electrician", nobody + ENGLISH, "", "<img alt='The Lamp Forum'>", "")
    assert employer(page) is None


LETTER = """{name}
Department of Works
415 West Third Street, Pueblo, Colorado 81003

Position:     Lamp Technician
Status:       Full-time
Posted:       November 6, 2031

DUTIES
- Repairs the lamps of the piers and changes the cables.
- Keeps the log of repairs.

REQUIREMENTS
- Two years in the trade
"""


@pytest.mark.parametrize("name", ["CITY OF LAMPTON", "LAMPTON PILOT PARISH", "Lampton Lights Ltd"])
def test_a_letterhead_names_the_employer_and_the_label_the_post(name: str) -> None:
    posting = posting_of_text(LETTER.format(name=name))
    assert posting["title"] == "Lamp Technician"
    assert posting["organization"]["name"] == name
    assert posting["locations"][0]["city"] == "Pueblo"


def test_a_letterhead_in_capitals_is_spelled_as_the_text_does() -> None:
    text = LETTER.format(name="CITY OF LAMPTON") + "\nThe City of Lampton pays for the boots.\n"
    assert posting_of_text(text)["organization"]["name"] == "City of Lampton"


def test_a_first_line_above_no_address_is_no_letterhead() -> None:
    text = LETTER.format(name="LAMPTON PILOT PARISH").replace("415 West Third Street, ", "")
    assert not posting_of_text(text)["organization"]


MAIL = """From: Ada Moor <ada@lamps.example>
Date: Tue, 17 Nov 2031 14:22:10 +0000
Subject: [lamps] Postdoc in lamp modelling

Dear all,

I look for a postdoctoral researcher in lamp modelling to join my group at the University of
Oban for two years. The project combines ten years of data from 14 piers with models of light. You
have a PhD in physics, and are at ease with numbers.

Salary: GBP 41,000 per year plus benefits.

Please send a letter and the names of two referees to me by 15 January 2032.

Best wishes,
Ada

--
Ada Moor
Department of Lamps, {name}
"""


def test_a_signature_and_the_letter_name_the_employer() -> None:
    posting = posting_of_text(MAIL.format(name="University of Oban"))
    assert posting["organization"]["name"] == "University of Oban"
    # who writes may work elsewhere
    assert not posting_of_text(MAIL.format(name="Kendal Lamp Association"))["organization"]


def test_a_quarter_its_town_and_its_country_are_no_employer() -> None:
    lines = "<ul><li>Low Bay, Wick, Malta</li><li>Full-time</li><li>EUR 1,450 a month</li></ul>"
    head = "Electrician | Lamp Hotels | Vendor"
    page = board(head, "Electrician", lines, ENGLISH, "<img alt='Lamp Hotels'>")
    assert employer(page) == "Lamp Hotels"


def test_what_is_glued_behind_a_legal_form_in_a_heading_is_no_part_of_the_name() -> None:
    below = (
        "<h2><span>Lampy Portowe sp. z o.o.</span><span>O firmie</span></h2><p>Oban, Scotland</p>"
    )
    menu = "<a href='/o'>Oferty pracy</a><a href='/m'>Dodaj ogłoszenie</a>"
    page = board("Elektryk | Robota24", "Elektryk", below, POLISH, menu)
    assert employer(page) == "Lampy Portowe sp. z o.o."


@pytest.mark.parametrize(
    "line",
    ["Lampton kommun", "Lampton hyvinvointialue", "Lampton Water Board", "Lampton Lights Ltd"],
)
def test_an_organisation_below_the_title_beats_a_site_that_the_text_never_names(line: str) -> None:
    below = f"<p>{line}</p><p>4 Castle Road, Kendal LA9 7RG</p>"
    site = "<header><a href='/'>Quaynet</a></header>"
    page = board("Electrician | Quaynet", "Electrician", below, ENGLISH, "", "<p>© Quaynet</p>")
    assert employer(page.replace("<nav>", site + "<nav>")) == line
    # the site's own text names it
    own = ENGLISH + "<p>Quaynet is a firm that has kept the lamps of nine piers since 1931.</p>"
    page = board("Electrician | Quaynet", "Electrician", below, own, "", "<p>© Quaynet</p>")
    if not line.endswith("Ltd"):
        assert employer(page.replace("<nav>", site + "<nav>")) == "Quaynet"


def test_a_board_is_known_by_its_name_with_accents() -> None:
    site = "<header><a href='/'>Kikötőállás</a></header>"
    page = board("Villanyszerelő - Kikötőállás", "Villanyszerelő", "", ENGLISH, "")
    assert employer(page.replace("<nav>", site + "<nav>")) is None


def test_the_number_of_a_firm_in_a_register_is_no_part_of_its_name() -> None:
    below = "<p>Lampy Portowe sp. z o.o. (KRS 0000123456)</p><p>Kraków, Polska</p>"
    page = board("Elektryk | Robota24", "Elektryk", below, POLISH, "<a href='/o'>Oferty pracy</a>")
    assert employer(page) == "Lampy Portowe sp. z o.o."


CIRCULAR = """PROVINCE OF LAMPTON
DEPARTMENT OF {name}

The {kind} is an equal opportunity, affirmative action employer.

CLOSING DATE        :   11 December 2031 at 16:00

POST 43/117         :   LAMP TECHNICIAN REF NO: LX 19/2031
SALARY              :   R468 459 per annum (Level 09)

REQUIREMENTS: Two years in the trade. DUTIES: Repair the lamps of the piers and keep the log.
"""


def test_the_kind_of_an_organisation_that_speaks_as_employers_do_names_it() -> None:
    posting = posting_of_text(CIRCULAR.format(name="PIERS AND LAMPS", kind="Department"))
    assert posting["organization"]["name"] == "DEPARTMENT OF PIERS AND LAMPS"
    assert not posting_of_text(CIRCULAR.format(name="PIERS", kind="Harbour"))["organization"]
