"""Titles: cleaned, rebuilt from an address, and lines that are titles or not."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.extract.job.title_calls import post_called_for
from crawlers.extract.job.title_from_address import title_from_slug
from crawlers.extract.job.title_lines import looks_like_title, title_score
from crawlers.extract.job.titles import TitleReading, read_title
from crawlers.text.lines import Line


@pytest.mark.parametrize(
    ("raw", "title"),
    [
        ("Harbour Pilot", "Harbour Pilot"),
        ("  Harbour \u00a0 Pilot\u200b ", "Harbour Pilot"),
        ("HARBOUR PILOT", "HARBOUR PILOT"),
        ("Job opening: Harbour Pilot", "Harbour Pilot"),
        ("Job Vacancy: Harbour Pilot", "Harbour Pilot"),
        ("Vacancy - Harbour Pilot", "Harbour Pilot"),
        ("Offre d’emploi : Boulanger", "Boulanger"),
        ("Stellenangebot: Bäcker (m/w/d)", "Bäcker (m/w/d)"),
        ("Vacature: Bakker", "Bakker"),
        ("Oferta pracy: Piekarz", "Piekarz"),
        ("Ledig stilling: Bager", "Bager"),
        ("Vacancy: Baker &amp; Cook", "Baker & Cook"),
        ("Harbour Pilot | Jobs", "Harbour Pilot"),
        ("Harbour Pilot - jobs", "Harbour Pilot"),
        ("Blue: Blue: Harbour Pilot", "Harbour Pilot"),
        ("Harbour pilot wanted, Oban", "Harbour pilot"),
        ("Bäcker gesucht, Oberwick", "Bäcker"),
        ("Harbour Pilot (Temporary Job Opening)", "Harbour Pilot"),
        # what belongs to a title stays
        ("Harbour Pilot, Oban", "Harbour Pilot, Oban"),
        ("Adviser (Careers)", "Adviser (Careers)"),
        ("Officer: Harbour", "Officer: Harbour"),
        ("Recruitment - Team Lead", "Recruitment - Team Lead"),
        ("Boulanger (H/F)", "Boulanger (H/F)"),
        ("Assistant (Harbour Statistics)", "Assistant (Harbour Statistics)"),
        (
            "Assistant (Multiple posts) + Reserve Lists",
            "Assistant (Multiple posts) + Reserve Lists",
        ),
        ("Fields Officer - Wheat, rye and barley", "Fields Officer - Wheat, rye and barley"),
        ("Doctoral Fellow (14-21999)", "Doctoral Fellow (14-21999)"),
        ("Baker 2025", "Baker 2025"),
        ("401(k) Analyst", "401(k) Analyst"),
        ("Legal Clerk (AD 5 & AD 7)", "Legal Clerk (AD 5 & AD 7)"),
        ("Clerk, Archives – Brussels", "Clerk, Archives – Brussels"),
        # twice in a row
        ("Harbour Pilot Harbour Pilot", "Harbour Pilot"),
        ("Vacancy: Junior Baker (200999)Junior Baker-200999", "Junior Baker"),
        ("Lamp Keeper 19.02.2018", "Lamp Keeper"),
        ("Lamp Keeper - 12/03/2024", "Lamp Keeper"),
        ("Lamp Keeper (from 01.09.2025)", "Lamp Keeper (from 01.09.2025)"),
        # a share of full time is no number of posts
        ("Leuchtturmwärterin, 60 - 90 %", "Leuchtturmwärterin, 60 - 90 %"),
        ("Gardienne de phare (50 à 70 %)", "Gardienne de phare (50 à 70 %)"),
    ],
)
def test_clean_title(raw: str, title: str) -> None:
    assert read_title(raw).title == title


@pytest.mark.parametrize(
    "raw",
    [
        "Grey Harbour: Pilot",
        "Grey Harbour - Pilot",
        "Pilot | Grey Harbour",
        "Pilot - Grey Harbour - Jobs",
        "Pilot at Grey Harbour",
        "Pilot @ GREY HARBOUR",
        "Pilot - GH",
        "Pilot | harbourjobs.example",
        "GH: GH: Pilot",
    ],
)
def test_employer_and_site_around_a_title(raw: str) -> None:
    assert (
        read_title(raw, organization="Grey Harbour (GH)", site="harbourjobs.example").title
        == "Pilot"
    )


def test_only_they_are_cut() -> None:
    assert read_title("Pilot - Grey Harbour").title == "Pilot - Grey Harbour"
    assert (
        read_title("Pilot at Grey Harbour", organization="Blue Harbour").title
        == "Pilot at Grey Harbour"
    )
    assert read_title("Head of NATO", organization="NATO").title == "Head of NATO"


def test_a_long_name_glued_behind() -> None:
    name = "Royal Society of Bakers"
    assert read_title(f"Head of Ovens {name}", organization=name).title == "Head of Ovens"
    assert read_title(f"Envoy to the {name}", organization=name).title == f"Envoy to the {name}"


@pytest.mark.parametrize(
    ("raw", "title", "references"),
    [
        ("Junior Baker-200999", "Junior Baker", ("200999",)),
        ("46999 - Senior Baker", "Senior Baker", ("46999",)),
        ("Senior Baker (46999)", "Senior Baker", ("46999",)),
        ("Senior Baker - JR0012345", "Senior Baker", ("JR0012345",)),
        ("Senior Baker (Ref. AB-12/25)", "Senior Baker", ("AB-12/25",)),
        ("Senior Baker - Ref: 99", "Senior Baker", ("99",)),
        ("Senior Baker Ref: AB-12", "Senior Baker", ("AB-12",)),
        ("SENIOR BAKER: NIGHTS REF NO: AB 12/31/4", "SENIOR BAKER: NIGHTS", ("AB 12/31/4",)),
        ("Bäcker Kennziffer: 44-31", "Bäcker", ("44-31",)),
        ("Senior Baker, Job ID 4711", "Senior Baker", ("4711",)),
        ("Senior Baker (2600K7)", "Senior Baker", ("2600K7",)),
        ("Senior Baker (2600V)", "Senior Baker (2600V)", ()),
        ("Baker Reference 7 Ovens", "Baker Reference 7 Ovens", ()),
        ("Senior Baker (no oven)", "Senior Baker (no oven)", ()),
        ("3D Artist", "3D Artist", ()),
    ],
)
def test_references(raw: str, title: str, references: tuple[str, ...]) -> None:
    reading = read_title(raw)
    assert (reading.title, reading.references) == (title, references)


@pytest.mark.parametrize(
    ("raw", "title", "openings"),
    [
        ("Baker (3 posts)", "Baker", 3),
        ("Baker (2 positions)", "Baker", 2),
        ("Baker (two vacancies)", "Baker", 2),
        ("Bäcker (3 Stellen) (m/w/d)", "Bäcker (m/w/d)", 3),
        ("Bakers - 3 posts", "Bakers", 3),
        ("Baker (x2)", "Baker", 2),
        ("2x Baker", "Baker", 2),
        ("2 x Baker", "Baker", 2),
        ("n. 1 FORNAIO", "FORNAIO", 1),
        ("Nr. 3 Bäcker", "Bäcker", 3),
        ("No. 3 Oven Keeper", "No. 3 Oven Keeper", None),
        ("Head of Ovens (1 post)-250999", "Head of Ovens", 1),
        ("Head, Bread (1 post) & Head, Cakes (1 post)", "Head, Bread & Head, Cakes", 2),
        ("Baker (2 ovens)", "Baker (2 ovens)", None),
        ("Baker (2)", "Baker (2)", None),
        ("Two bakers", "Two bakers", None),
    ],
)
def test_openings(raw: str, title: str, openings: int | None) -> None:
    reading = read_title(raw)
    assert (reading.title, reading.openings) == (title, openings)


def test_grade_and_place() -> None:
    assert read_title("Head of Ovens (Grade A6)") == TitleReading("Head of Ovens", grade="A6")
    assert read_title("Head of Ovens – Brussels") == TitleReading(
        "Head of Ovens – Brussels", place="Brussels"
    )


REFUSED = [
    "",
    " ",
    "---",
    "12345",
    "Loading...",
    "Job details",
    "Vacancy",
    "VACANCIES",
    "404",
    "404 - Page not found",
    "Error 500",
    "Untitled",
    "Job Search",
    "None",
    "Page introuvable",
    "Grey Harbour",
    "\u200b",
]


@pytest.mark.parametrize("raw", REFUSED)
def test_refused(raw: str) -> None:
    assert read_title(raw, organization="Grey Harbour") == TitleReading(
        "", warnings=("title_refused",)
    )


@pytest.mark.parametrize("raw", ["Baker " * 100_000, "Baker of bread and cake " * 20])
def test_too_long(raw: str) -> None:
    assert read_title(raw + "x") == TitleReading("", warnings=("title_too_long",))


@pytest.mark.parametrize(
    ("slug", "title"),
    [
        ("lead-baker-resource-and-oven-management", "Lead Baker Resource and Oven Management"),
        ("head-of-hr-26-it-services-4711", "Head of HR & IT Services"),
        ("level-26", "Level 26"),
        ("Officer-Digital-Ovens-Job~134999", "Officer Digital Ovens"),
        ("senior%20baker_night+shift", "Senior Baker Night Shift"),
        ("bread-%26-cake", "Bread & Cake"),
        ("123456-baker", "Baker"),
        ("baker-550e8400-e29b-41d4-a716-446655440000", "Baker"),
        ("baker-3f2a9c1d7b", "Baker"),
        ("baker.html", "Baker"),
        ("responsable-de-la-boulangerie/", "Responsable de la Boulangerie"),
        ("4711", ""),
        ("", ""),
    ],
)
def test_title_from_slug(slug: str, title: str) -> None:
    assert title_from_slug(slug) == title


TITLES = [
    ".NET Developer",
    "Harbour Pilot",
    "Head, Oven Portfolio Section",
    "Verkehrsplaner (m/w/d)",
    "Softwareontwikkelaar",
    "Ingénieur de production (H/F)",
    "ADMINISTRATIVE ASSISTANT",
    "Manager",
    "Enfermera de noche",
    "Technik elektryk",
    "Vedoucí směny",
    "Sygeplejerske",
    "Nurse, Night Shift",
    "Tecnico di laboratorio",
    "Professora auxiliar",
    "Chief Financial Officer",
    "security officer",
    # Two spellings of a post, phrases of several words.
    "Enfermero/a de noche",
    "Brusič / brusička",
    "Kỹ thuật viên lò nướng",
    "Aide à domicile de nuit",
    # Writing that parts no words by blanks: alone, within a word, in brackets, with a note.
    "看護師",
    "法人営業担当",
    "正社員エンジニア募集",
    "看護師(中途採用)",
    "【夜勤】看護師",
    "高级软件工程师（上海）",
    "야간 제빵사",
    # Writing without capitals is no prose for want of them.
    "동네 빵집 새벽 제빵사 (경력 3년 이상)",
    "Счетоводител в пекарна",
    "Asystentka biura",
]
LINES = [
    "Planning and Management, Ovens",
    "Oven Policies & Capability",
    "Posted 3 days ago",
    "Royal Society of Bakers",
    # Another word begins so, or a sentence goes on.
    "律师事务所",
    "エンジニアリング",
    "コンサルタント株式会社",
    "看護師の仕事",
    "担当業務",
    # Too short for a compound: it only ends so.
    "Umbauer",
    "Kraft",
]
NOTHING = [
    ". Developer",
    "=1+1 Developer",
    "",
    "-",
    "You will lead the team.",
    "Brussels, Belgium",
    "Full-time",
    "Remote",
    "Junior",
    "12 May 2025",
    "2025-05-12",
    "https://x.example",
    "jobs@x.example",
    "Apply now",
    "Grade G15",
    "12345 678",
    "about us and what we do here",
    "We are hiring a manager",
    "Loading...",
    "The manager works here. The team is small",
    "看護師の仕事です。夜勤もあります",
    "看護師を募集します。",
    "Manager:",
    "x" * 150,
    "a " * 21 + "manager",
]


def test_a_full_stop_may_end_a_shortened_word() -> None:
    assert looks_like_title(Line("Data Analyst Sr."))
    assert looks_like_title(Line("Dipl. Fachperson Leuchtfeuer"))
    assert not looks_like_title(Line("We keep lamps. Join the crew"))
    assert not looks_like_title(Line("Ask the analyst."))


@pytest.mark.parametrize("line", TITLES)
def test_lines_that_are_titles(line: str) -> None:
    assert looks_like_title(line)
    assert 0.5 < title_score(line) <= 1


@pytest.mark.parametrize("line", LINES)
def test_lines_that_may_be_titles_score_nothing(line: str) -> None:
    assert looks_like_title(line)
    assert title_score(line) == 0


@pytest.mark.parametrize("line", NOTHING)
def test_other_lines_are_none(line: str) -> None:
    assert not looks_like_title(line)
    assert title_score(line) == 0


def test_marks_and_ranks_raise_the_score() -> None:
    assert title_score("Baker (m/w/d)") > title_score("Baker")
    marked = ("Lampenputzer:in", "Lampenputzer*innen", "Lampenputzer/-in", "Allumeur·se")
    assert all(title_score(title) > 0 for title in marked)
    assert not any(map(title_score, ("Lampen:Insel", "Lamp in", "Lampes · ne pas toucher")))
    assert title_score("Senior Baker of Bread Cakes") > title_score("Fine Baker of Bread Cakes")


def every_reader(text: str) -> None:
    reading = read_title(text, organization=text[:40], site="Grey Harbour")
    assert len(reading.title) <= 300
    assert reading.openings is None or reading.openings > 0
    assert len(title_from_slug(text)) <= 300
    assert 0 <= title_score(text) <= 1


@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    every_reader(text)


PIECES = [
    "Baker",
    "(3 posts)",
    "(",
    ")",
    "-",
    ":",
    "|",
    "NATO",
    "200999",
    "Ref.",
    "x2",
    "at",
    "Brussels",
    "Job",
    "(Grade A6)",
    "&",
]


@given(st.lists(st.sampled_from(PIECES), max_size=14))
def test_any_mixture(parts: list[str]) -> None:
    every_reader(" ".join(parts))
    every_reader("".join(parts))


@pytest.mark.parametrize(
    "unit",
    [
        "a:",
        "a: ",
        "(1 post)",
        "(",
        "1",
        "12345-",
        " - ",
        " ",
        "-",
        "é",
        "&amp;",
        "Baker ",
        "x2 ",
        "\u200b",
    ],
)
def test_hostile_titles_take_no_time(unit: str) -> None:
    every_reader(unit)
    start = time.process_time()
    for size in (100_000, 999, 299, 139):
        every_reader(unit * (size // len(unit)))
    assert time.process_time() - start < 0.3


@pytest.mark.parametrize(
    ("lines", "post"),
    [
        (["We keep lamps. We’re looking for a Lamp Engineer to lead it."], "Lamp Engineer"),
        (["Für unser Lager suchen wir in Vollzeit eine/n", "Lagerist (m/w/d)"], "Lagerist (m/w/d)"),
        (["The office is hiring:", "NIGHT NURSE"], "NIGHT NURSE"),
        (["We are looking for someone to join us as a Lamp Engineer."], "Lamp Engineer"),
        (["Wir suchen ab sofort einen Koch (m/w/d) in Vollzeit."], "Koch (m/w/d)"),
        (["We’re looking for a Lamp Engineer.", "We’re hiring a Night Nurse."], ""),
        (["We are looking for a reliable person.", "Night Nurse"], ""),
    ],
)
def test_the_sentences_of_a_text_call_for_one_post(lines: list[str], post: str) -> None:
    assert post_called_for([Line(line) for line in lines]) == post


@pytest.mark.parametrize(
    ("raw", "title"),
    [
        ("We’re hiring a Night Nurse", "Night Nurse"),
        ("Post title Night Nurse, Ward 4", "Night Nurse, Ward 4"),
        ("Title Deeds Officer", "Title Deeds Officer"),
    ],
)
def test_a_title_without_the_call_or_the_label_before_it(raw: str, title: str) -> None:
    assert read_title(raw).title == title
