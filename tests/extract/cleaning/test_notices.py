"""What a page says instead of a posting, and the evidence that such words do not hold against."""

from __future__ import annotations

import pytest

from crawlers.extract.cleaning.furniture import cut_known
from crawlers.extract.cleaning.line_notices import flags_of
from crawlers.extract.cleaning.measured import Measured
from crawlers.extract.cleaning.notices import notice_in
from crawlers.extract.cleaning.posting_evidence import evidence
from crawlers.page import Page
from crawlers.spider.page_problems import notice_on
from crawlers.text.blocks import Block

DUTIES = "<h2>Duties</h2><p>You cook for the forty people of a lightship and bake their bread.</p>"
SHORT = "<p>You cook for the crew of a lightship. The pay is good and the team is small.</p>"
OBJECT = (
    '<script type="application/ld+json">{"@type": "JobPosting", "title": "Cook", '
    '"description": "<p>You cook for the forty people of a lightship.</p>"}</script>'
)


def page_of(markup: str, title: str = "") -> Page:
    html = f"<html><head><title>{title}</title></head><body><main>{markup}</main></body></html>"
    return Page.from_bytes(html.encode(), content_type="text/html; charset=utf-8")


def notice(markup: str, title: str = "") -> str | None:
    return notice_on(page_of(markup, title))


SENTENCES = (
    "Please log in to apply.",
    "You must be logged in to apply for this job.",
    "Please verify that you are human before you apply.",
    "Access denied doors are repaired by you.",
    'You follow up on "page not found" reports of our shop.',
    "You clean the rooms that guests find temporarily unavailable on the day.",
    "If this job is no longer available, look at our other jobs.",
    "When the page cannot be found, ring us.",
    "Veuillez vous connecter pour postuler.",
    "Bitte melden Sie sich an, um sich zu bewerben.",
    "Log in om te solliciteren.",
    "Inicia sesión para postular.",
    "Accedi per candidarti.",
    "Zaloguj się, aby aplikować.",
    "Log ind for at ansøge.",
)


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize("posting", [DUTIES, SHORT], ids=["section", "sentences"])
def test_an_ordinary_sentence_of_a_short_posting_is_no_notice(posting: str, sentence: str) -> None:
    assert notice(f"<h1>Ship Cook</h1>{posting}<p>{sentence}</p>", "Ship Cook") is None


@pytest.mark.parametrize(
    "sentence", [s for s in SENTENCES if s.startswith(("If", "When", "Access", "You f", "You c"))]
)
def test_words_inside_a_sentence_are_no_notice_whatever_the_page_has(sentence: str) -> None:
    assert notice(f"<h1>Ship Cook</h1><p>{sentence}</p>") is None


@pytest.mark.parametrize(
    ("markup", "kind"),
    [
        ("<h1>Access denied</h1><p>You have no permission to open this page.</p>", "captcha"),
        ("<h1>Sorry, page not found</h1><p>Try the search or go home.</p>", "soft_404"),
        ("<p>Please log in to see our vacancies.</p><p>Password</p>", "login_wall"),
        ("<p>Please sign in to view this job.</p><a href=/>Apply now</a>", "login_wall"),
        ("<h1>Ship Cook</h1><p>Please log in to apply.</p>", "login_wall"),
        ("<h1>Baker</h1><p>This position has been filled.</p>", "closed_notice"),
        ("<h1>Baker</h1><p>This job posting has expired.</p>", "closed_notice"),
        ("<h1>Bäcker</h1><p>Das Stellenangebot ist abgelaufen.</p>", "closed_notice"),
        (
            "<p>We are sorry, but this job is no longer available. See our others.</p>",
            "closed_notice",
        ),
        (
            "<h1>Bald zurück</h1><p>Wegen Wartungsarbeiten: vorübergehend nicht erreichbar.</p>",
            "maintenance",
        ),
        ("<p>We are currently under maintenance.</p>", "maintenance"),
        ("<p>Vérifiez que vous êtes humain en cliquant ici.</p>", "captcha"),
        ("<p>Nie znaleziono strony.</p>", "soft_404"),
        ("<p>Faça login para ver as vagas.</p>", "login_wall"),
        ("<p>Pro zobrazení se přihlaste.</p>", "login_wall"),
    ],
)
def test_a_page_with_no_more_than_a_notice(markup: str, kind: str) -> None:
    assert notice(markup) == kind
    assert notice(f"<h1>Ship Cook</h1>{DUTIES}{markup}") is None


def test_a_long_explanation_of_a_wall_is_no_evidence() -> None:
    why = (
        "<p>This website uses a service to protect itself from attacks on the network.</p>"
        "<p>The action that you just performed looked like one of these to the service.</p>"
    )
    assert notice(f"<h1>Attention required!</h1><p>You have been blocked</p>{why * 3}") == "captcha"


def test_the_title_of_the_head_counts_and_does_not_beat_a_section() -> None:
    assert notice("<p>One moment.</p>", "Just a moment...") == "captcha"
    assert notice(DUTIES, "Just a moment...") is None


def test_a_whole_notice_holds_against_labels_and_one_in_a_sentence_does_not() -> None:
    labels = "<dl><dt>Location<dd>Oban<dt>Closing date<dd>1 May 2026</dl>"
    assert notice(f"<h1>Cook</h1>{labels}<p>This job is no longer available</p>") == "closed_notice"
    inside = "<p>The old advert is gone. This job is no longer available at the pier.</p>"
    assert notice(f"<h1>Cook</h1>{labels}{inside}") is None


def test_an_object_that_states_the_posting_is_evidence() -> None:
    wall = "<h1>Cook</h1><p>Please sign in to continue.</p>"
    assert notice(wall) == "login_wall"
    assert notice(OBJECT + wall) is None
    assert notice(OBJECT + "<h1>Cook</h1><p>This position has been filled.</p>") == "closed_notice"


@pytest.mark.parametrize(
    ("markup", "name"),
    [
        (DUTIES, "section"),
        (SHORT, "sentences"),
        ("<p>You live on a ship all the year.</p><a href=/>Apply now</a>", "apply"),
        ("<dl><dt>Location<dd>Oban<dt>Salary<dd>20</dl>", "labels"),
        (SHORT * 5, "prose"),
        ("<p>You live on a ship all the year.</p>", "text"),
    ],
)
def test_each_evidence_has_a_name(markup: str, name: str) -> None:
    assert name in evidence(Measured(page_of(f"<h1>Cook</h1>{markup}").blocks), set())


def test_only_the_kinds_that_are_asked_for() -> None:
    page = Measured(page_of("<p>We use cookies on this site.</p>").blocks)
    assert notice_in(page) is None
    assert notice_in(page, kinds=("consent_wall",)) == "consent_wall"


@pytest.mark.parametrize(
    "line",
    [
        "This job has expired",
        "Expired",
        "Diese Stelle ist leider nicht mehr verfügbar, schauen Sie wieder vorbei",
        "4 May 2025 Expired",
    ],
)
def test_a_line_that_says_the_posting_is_over_is_cut_and_gives_the_flag(line: str) -> None:
    blocks = [Block("paragraph", "You cook for forty people."), Block("paragraph", line)]
    assert flags_of(blocks) == ["expired"]
    cut = cut_known(blocks)
    assert [b.text for b in cut.blocks] == ["You cook for forty people."]
    assert [r.rule for r in cut.removed] == ["closed_notice"]


@pytest.mark.parametrize(
    "line",
    [
        "Expired air is what a diver breathes out",
        "If this job has expired, ring us",
        "4 tins of paint are kept until they have expired",
        "You tell clients when a position has been filled",
    ],
)
def test_a_line_with_such_words_inside_is_kept(line: str) -> None:
    blocks = [Block("paragraph", line)]
    assert flags_of(blocks) == []
    assert cut_known(blocks).blocks == blocks


@pytest.mark.parametrize(
    "line", ["Page 1 of 2", "Seite 1 von 2 https://jobs.example/4 30/11/2031, 09:14", "27 views"]
)
def test_what_a_site_or_a_printer_counts_is_cut(line: str) -> None:
    blocks = [Block("paragraph", "You cook for forty people."), Block("paragraph", line)]
    assert [b.text for b in cut_known(blocks).blocks] == ["You cook for forty people."]


def test_a_data_box_right_above_other_postings_is_read() -> None:
    lines = ["You cook for forty people.", "Key Skills", "knots", "tides", "Similar jobs", "Baker"]
    cut = cut_known([Block("paragraph", line) for line in lines])
    assert [(slot, [b.text for b in box]) for slot, box in cut.boxes] == [
        ("skill", ["knots", "tides"])
    ]
    assert [b.text for b in cut.blocks] == ["You cook for forty people."]


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (["404", "Page not found"], "soft_404"),
        (["Jobs", "Désolé, cette page n’existe pas !"], "soft_404"),
        (["Just a moment..."], "captcha"),
        (["Landing page not founded on sand"], None),
        (["Page not found", *["A sentence about the work to be done here."] * 50], None),
        ([], None),
    ],
)
def test_notices_are_whole_words_on_short_pages(lines: list[str], kind: str | None) -> None:
    assert notice("".join(f"<p>{line}</p>" for line in lines)) == kind


def test_a_notice_that_is_repeated_thousands_of_times_is_cut() -> None:
    blocks = [Block("paragraph", "Get the latest news from the job market" * 1_500)]
    assert cut_known(blocks).blocks == []
