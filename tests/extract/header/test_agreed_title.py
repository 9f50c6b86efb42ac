"""The title of an HTML page: the line for which two signs speak, and none where they do not."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from crawlers.extract.header.agreed_title import RULES, find_title
from crawlers.extract.header.frame import frame_of
from crawlers.page import Page

BODY = "<p>You keep the lamps of nine piers burning, in every weather and all night long.</p>"
(
    REPEATED,
    NUMBERED,
    LABEL,
    SPELLED,
    ADDRESS,
    PART,
    MAIN,
    AT_TEXT,
    CELL,
    HEAD,
    LINE,
    ONLY_MAIN,
    LINE_AT_TEXT,
    CELL_AT_TEXT,
    ONLY_ALIKE,
    ONLY_HEADING,
    CALL,
    FIRST_LINE,
    ONLY_PART,
) = (rule.name for rule in RULES)


def title(
    head: str, markup: str, url: str | None = None, labelled: Sequence[str] = (), text_at: int = 0
) -> tuple[str, str] | None:
    html = f"<html><head><title>{head}</title></head><body>{markup}{BODY}</body></html>"
    found = find_title(frame_of(Page.from_bytes(html.encode(), url=url)), labelled, text_at)
    return (found.words, found.rule) if found and found.is_sure else None


@pytest.mark.parametrize(
    ("head", "markup", "want"),
    [
        ("Lamp Engineer | Harbour Lights", "<h2>Lamp Engineer</h2>", ("Lamp Engineer", REPEATED)),
        (
            "Harbour Lights - Join the crew: Lamp Engineer",
            "<h1>Join the crew</h1><p>Lamp Engineer</p>",
            ("Lamp Engineer", REPEATED),
        ),
        (
            "Care of Piers Jobs in Oban - Harbour Lights",
            "<p>Care of Piers</p>",
            ("Care of Piers", REPEATED),
        ),
        (
            "Lamp Engineer | Harbour Lights",
            "<h1>Lamp Engineer <i>New</i> <i>Verified</i></h1>",
            ("Lamp Engineer", REPEATED),
        ),
        ("Care of Piers - Harbour Lights", "<h3>Care of Piers</h3>", ("Care of Piers", PART)),
        ("Harbour Lights", "<h1>Lamp Engineer <i>New</i></h1>", ("Lamp Engineer", MAIN)),
        ("Harbour Lights", "<h1>Careers</h1><h3>Lamp Engineer</h3>", ("Lamp Engineer", AT_TEXT)),
        (
            "Positions at Harbour Lights: Lamp Engineer, Ardnamurchan Point, until the end of May",
            "<table><tr><td>41</td><td>Lamp Engineer</td><td>Oban</td></tr></table>",
            ("Lamp Engineer", CELL),
        ),
        (
            "[pier-jobs] Lamp Engineer, Oban, deadline 4 May",
            "<h1>[pier-jobs] Lamp Engineer, Oban, deadline 4 May</h1>",
            ("Lamp Engineer, Oban, deadline 4 May", REPEATED),
        ),
        (
            "Find Jobs - Lamp Engineer Jobs in Oban - Harbour Lights",
            "<h1>Apply now</h1>",
            ("Lamp Engineer", HEAD),
        ),
        ("Lamp Engineer | Careers", "<h1><img alt=Lights></h1>", ("Lamp Engineer", HEAD)),
        (
            "Harbour Lights",
            "<p>Lamp Engineer</p><p><span>Oban, Scotland</span> <span>Full-time</span></p>",
            ("Lamp Engineer", LINE),
        ),
        ("", "<h1>Piers and Lamps</h1><p>Location: Oban</p>", ("Piers and Lamps", ONLY_MAIN)),
        ("", "<h1>Piers and Lamps</h1>", None),
        ("Harbour Lights", "<h1>Open positions</h1><h2>Requirements</h2>", None),
        ("Harbour Lights", "<h2>Lamp Engineer</h2><h2>Boat Engineer</h2>", None),
    ],
)
def test_the_surest_rule_decides(head: str, markup: str, want: tuple[str, str] | None) -> None:
    assert title(head, markup) == want


@pytest.mark.parametrize(
    "slogan",
    [
        "Coastal careers that matter",
        "Harbour jobs and crew",
        "Jobs for engineers by the sea",
        "Light, Boats and Piers",
        "Ready for the sea?",
        "Your harbour awaits",
    ],
)
def test_a_slogan_that_the_head_repeats_is_no_title(slogan: str) -> None:
    """The post stands below, in no heading, and the head does not know it."""
    markup = f"<h1>{slogan}</h1><p>Senior Lamp Engineer</p><p>Bergen, Norway | Full-time</p>"
    found = title(f"{slogan} Harbourboard", markup)
    assert found is None or found[0] == "Senior Lamp Engineer"


@pytest.mark.parametrize("heading", ["h2", "h3"])
def test_a_heading_like_a_title_beats_the_boards_slogan_above_it(heading: str) -> None:
    markup = f"<h1>Light and Boats</h1><{heading}>Lamp Engineer</{heading}>"
    assert title("Harbourboard | Light and Boats", markup, text_at=3) == ("Lamp Engineer", AT_TEXT)


def test_what_stands_beside_its_number_is_the_title() -> None:
    row = "<table><tr><td>Lamp Engineer - Night</td><td>JobID: 4711</td></tr></table>"
    labelled = ["Engineer II"]
    assert title("Harbour Lights", row, labelled=labelled) == ("Lamp Engineer - Night", NUMBERED)
    two = row + row.replace("Engineer", "Keeper").replace("4711", "4712")
    assert title("Harbour Lights", two, labelled=labelled) == ("Engineer II", LABEL)
    other = row.replace("JobID", "Phone")
    assert title("Harbour Lights", other, labelled=labelled) == ("Engineer II", LABEL)


@pytest.mark.parametrize("end", ["Best wishes", "Mit freundlichen Grüßen", "Cordialement,"])
def test_who_signs_a_letter_is_no_title(end: str) -> None:
    letter = f"<p>We have one place for you by the sea.</p><p>{end}</p><p>Ada Reed</p>"
    markup = f"{letter}<p>Professor of Lamps</p>"
    html = f"<html><head></head><body>{markup}{BODY}</body></html>"
    assert find_title(frame_of(Page.from_bytes(html.encode()))) is None
    unsigned = html.replace(end, "Here is more")
    found = find_title(frame_of(Page.from_bytes(unsigned.encode())))
    assert found is not None
    assert found.words == "Professor of Lamps"


def test_the_value_of_a_label_stands_behind_what_the_head_repeats() -> None:
    markup = "<h1>Lamp Engineer, Piers</h1>"
    assert title("Lamp Engineer, Piers", markup, labelled=["Lamp Engineer"]) == (
        "Lamp Engineer, Piers",
        REPEATED,
    )
    assert title("Vacancies", "<h1>Our engineer</h1>", labelled=["Lamp Keeper"]) == (
        "Lamp Keeper",
        LABEL,
    )


@pytest.mark.parametrize(
    ("url", "markup", "want"),
    [
        (
            "https://lights.example/jobs/44-the-keeper-of-piers",
            "<h1>Our work</h1><h2>Keeper of the Piers</h2>",
            ("Keeper of the Piers", ADDRESS),
        ),
        (
            "https://lights.example/jobs/programme-design-and-learning-oban/",
            "<h1>Working for light</h1><p>Programme Design and Learning, Oban</p>",
            ("Programme Design and Learning, Oban", SPELLED),
        ),
        ("https://lights.example/jobb/faergeloeje", "<h2>Færgeløje</h2>", ("Færgeløje", SPELLED)),
        (
            "https://lights.example/jobb/yrkesfiske-1.html",
            "<h3>Yrkesfiske</h3>",
            ("Yrkesfiske", SPELLED),
        ),
        ("https://lights.example/jobs/44", "<h2>Keeping and Care</h2>", None),
    ],
)
def test_a_line_whose_words_the_address_has(
    url: str, markup: str, want: tuple[str, str] | None
) -> None:
    assert title("Harbour Lights", markup, url) == want


def test_a_main_heading_of_another_post_above_is_not_this_one() -> None:
    markup = "<h1>Boat Engineer</h1><p>Leith</p><h1>Lamp Engineer</h1><p>Oban</p>"
    assert title("Harbour Lights", markup, text_at=5) == ("Lamp Engineer", MAIN)


def test_a_heading_far_below_the_beginning_of_the_text_is_another_post() -> None:
    more = "<p>You keep them.</p>" * 6 + "<h3>Boat Engineer</h3>"
    assert title("Harbour Lights", more, text_at=1) is None


def test_the_site_a_link_and_a_button_are_no_titles() -> None:
    markup = "<a href=/1>Lamp Engineer</a><h2>Harbour Lights</h2><button>Apply now</button>"
    html = (
        "<html><head><title>Harbour Lights</title>"
        '<meta property="og:site_name" content="Harbour Lights"></head>'
        f"<body>{markup}</body></html>"
    )
    assert find_title(frame_of(Page.from_bytes(html.encode()))) is None


def test_each_rule_has_its_own_name() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)


@pytest.mark.parametrize(
    ("head", "markup", "want"),
    [
        ("Jobs", "<h1>Harbour Lights</h1><p>Lamp Engineer</p>", ("Lamp Engineer", LINE_AT_TEXT)),
        ("Jobs", "<h4>Care of Piers (evenings)</h4>", ("Care of Piers (evenings)", ONLY_HEADING)),
        (
            "Jobs",
            "<h2>Care of Piers (evenings)</h2><h5>The yard at night</h5>",
            ("Care of Piers (evenings)", ONLY_HEADING),
        ),
        ("Care of Piers - Careers", "", ("Care of Piers", ONLY_PART)),
        ("notice_2.docx", "<p>Piers: care and repair</p>", ("Piers: care and repair", FIRST_LINE)),
        (
            "Notices",
            "<table><tr><td>4 May</td><td>Harbour Lights</td><td>Lamp Engineer</td></tr></table>",
            ("Lamp Engineer", CELL_AT_TEXT),
        ),
    ],
)
def test_a_posting_that_would_have_no_title_has_an_unsure_one(
    head: str, markup: str, want: tuple[str, str]
) -> None:
    html = f"<title>{head}</title><body>{markup}{BODY}</body>"
    found = find_title(frame_of(Page.from_bytes(html.encode())), (), 9)
    assert found and not found.is_sure
    assert (found.words, found.rule) == want


@pytest.mark.parametrize(
    ("line", "post"),
    [
        ("We’re looking for another Lamp Engineer!", "Lamp Engineer"),
        ("CERCHIAMO INFERMIERE (pubblicato il 3/02/2016)", "INFERMIERE"),
        ("VACANCY: LAMP ENGINEER (NORTH PIER)", "LAMP ENGINEER (NORTH PIER)"),
        ("Koch gesucht!", "Koch"),
        ("We are hiring people", None),
        ("Vacancy advertisement: engineer", None),
    ],
)
def test_a_line_calls_for_a_post(line: str, post: str | None) -> None:
    page = Page.from_bytes(f"<title>Jobs</title><body><p>{line}</p>{BODY}</body>".encode())
    found = find_title(frame_of(page), (), 2, unsure=False)
    assert (found.words if found else None) == post


def test_the_name_of_the_site_in_its_header_is_no_title() -> None:
    markup = "<header><h1>The Two-Bay Lantern</h1></header><p>Care of Piers</p>"
    assert (
        title("Join the paper - The Two-Bay Lantern", markup, "https://tblantern.example/w") is None
    )


def test_a_number_is_no_title() -> None:
    markup = "<h1>Lamp Engineer</h1><h3>Recruitment #190-6421AB</h3>"
    url = "https://harbour.example/jobs/recruitment-190-6421ab"
    assert title("Job Bulletin", markup, url) == ("Lamp Engineer", MAIN)


def test_what_a_named_employer_seeks_is_the_title_of_its_heading() -> None:
    heading = "<h2>The Harbour Trust is hiring a Lamp Engineer</h2>"
    assert (title("Careers", heading) or ("",))[0] == "Lamp Engineer"
    french = "<h2>La Ville du Port recrute un agent de phare (h/f)</h2>"
    assert (title("Emplois", french) or ("",))[0] == "agent de phare (h/f)"
    polish = "<h1>Wójt Gminy Latarnia ogłasza nabór na stanowisko: Referent ds. latarni</h1>"
    assert (title("Nabór", polish) or ("",))[0] == "Referent ds. latarni"


def test_the_whole_head_is_no_title_where_a_part_of_it_is_none() -> None:
    head = "Harbour Lights: We need a Lamp Engineer"
    assert (title(head, "<h3>We need a Lamp Engineer</h3>") or ("",))[0] == "Lamp Engineer"


def test_a_label_with_a_post_says_more_than_a_page_called_as_its_address() -> None:
    found = title(
        "Come aboard",
        "<p>Come aboard</p>",
        "https://x.example/come-aboard",
        ["Lamp Engineer"],
    )
    assert found == ("Lamp Engineer", LABEL)


@pytest.mark.parametrize("heading", ["About Harbour Lights", "About Driver Harbour Services"])
def test_a_heading_on_the_employer_is_no_title(heading: str) -> None:
    page = frame_of(Page.from_bytes(f"<h2>{heading}</h2>{BODY}".encode()))
    assert find_title(page) is None


def test_the_only_heading_is_no_title_where_it_leads_elsewhere() -> None:
    link = f"<h2><a href=/h>Care of Piers</a></h2>{BODY}"
    assert find_title(frame_of(Page.from_bytes(link.encode()))) is None
    head = "<title>Care of Piers | Harbour Lights</title>"
    found = find_title(frame_of(Page.from_bytes(f"{head}{link}".encode())))
    assert found and (found.words, found.rule) == ("Care of Piers", ONLY_HEADING)


def test_the_one_heading_like_a_title_may_stand_below_a_text_on_the_employer() -> None:
    about = "<p>Harbour Lights keeps the lamps of nine piers burning in every weather.</p>" * 6
    html = f"{about}<h4>Lamp Engineer</h4>{BODY}".encode()
    found = find_title(frame_of(Page.from_bytes(html)), text_at=1)
    assert found and (found.words, found.rule) == ("Lamp Engineer", ONLY_ALIKE)
    two = find_title(frame_of(Page.from_bytes(html + b"<h4>Night Nurse</h4>")), text_at=1)
    assert two is None


def test_a_label_with_its_value_is_no_title() -> None:
    body = f"<p>Recruiter: Oban Crew</p><p>We are hiring a Lamp Engineer.</p>{BODY}"
    found = find_title(frame_of(Page.from_bytes(body.encode())))
    assert found and found.words == "Lamp Engineer"
    chip = "<p>Reposted: 3 weeks ago • Recruiter active</p><p>Full time</p>"
    body = f"<h1>Wickman</h1><p>Bergen, Norway</p>{chip}"
    assert title("", body) == ("Wickman", ONLY_MAIN)


def test_a_country_in_capitals_is_no_us() -> None:
    markup = "<h1>Payroll and Benefits, US</h1><p>Bergen, Norway</p>"
    assert title("", markup) == ("Payroll and Benefits, US", ONLY_MAIN)
    assert title("", markup.replace("US", "us")) is None


def test_two_signs_are_a_title_where_the_head_has_them() -> None:
    assert title("灯番 | Harbour Lights", "<h1>灯番</h1>") == ("灯番", PART)
    assert title("Harbour Lights", "<h1>灯番</h1>") is None


def test_headings_that_are_links_are_of_other_posts() -> None:
    cards = "".join(f"<h1><a href=/{i}>Lamp Engineer {i}</a></h1><p>Oban</p>" for i in "ABC")
    markup = f"{cards}<h1>Wickman</h1><p>Bergen, Norway</p>"
    assert title("", markup) == ("Wickman", ONLY_MAIN)
    assert (title("", "<h1><a href=/>Lamp Engineer</a></h1>") or ("",))[0] == "Lamp Engineer"


def test_the_heading_has_in_brackets_what_head_and_breadcrumb_leave_out() -> None:
    head, crumb = "Lamp Engineer - Harbour Lights", "<ol><li>Jobs</li><li>Lamp Engineer</li></ol>"
    found = title(head, f"{crumb}<h1>Lamp Engineer (Fog Signals)</h1>")
    assert found == ("Lamp Engineer (Fog Signals)", REPEATED)
    # an element of its own beside the title is a badge
    found = title(head, f"{crumb}<h1>Lamp Engineer <small>(new)</small></h1>")
    assert found == ("Lamp Engineer", REPEATED)
