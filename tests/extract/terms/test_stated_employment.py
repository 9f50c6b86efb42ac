"""The type of employment that sentences of a posting's text state of the post."""

from __future__ import annotations

import pytest

from crawlers.extract.terms.employment import (
    hours_in_title,
    kind_of_title,
    read_employment,
    training_in_title,
)
from crawlers.extract.terms.stated_employment import employment_called, employment_of_text
from crawlers.text.lines import Line


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Quay House is seeking a part time bookkeeper, 18 hours per week", "PART_TIME"),
        ("We're hiring a full time lamp keeper to work from May", "FULL_TIME"),
        ("The lighthouse needs a full-time keeper who can row", "FULL_TIME"),
        ("Posted 3 May 2031 | Harbour staff | Part-time", "PART_TIME"),
        ("Publié le 3 mai 2031 · Port · Temps plein", "FULL_TIME"),
        ("The position is non-exempt and full time, with a boat.", "FULL_TIME"),
        ("The position is not full-time, and it is not by the sea.", None),
        ("This is a part-time role with a not-for-profit harbour.", "PART_TIME"),
        ("Teljes munkaidős lámpást keresünk a kikötőbe", "FULL_TIME"),
        ("- Jornada completa de lunes a viernes en el faro.", "FULL_TIME"),
        ("Tempo pieno dal lunedì al venerdì, al faro", "FULL_TIME"),
        ("Halbtags oder Vollzeit von Montag bis Freitag", None),
        ("Full-time students row on Monday", None),
        ("Für den Hafen wird in Teilzeit eine Lampenputzerin gesucht.", "PART_TIME"),
        ("Für unsere Werft suchen wir ab sofort in Vollzeit einen Segelmacher", "FULL_TIME"),
        ("im Hafenamt unbefristet in Vollzeit (39 Stunden) zu besetzen.", "FULL_TIME"),
        ("The position is part-time (19 h/week), and is funded for a year.", "PART_TIME"),
        ("The base pay for this full-time role is set each spring.", "FULL_TIME"),
        ("CDD de 9 mois à temps partiel (24 h par semaine), à pourvoir en mai", "PART_TIME"),
        ("un CDI à temps plein (37 h), à pourvoir dès que possible au port", "FULL_TIME"),
        ("un CDI à temps plein (37 h), avec treizième mois", "FULL_TIME"),
        ("Ofrecemos: contrato indefinido a jornada parcial de 20 horas", "PART_TIME"),
        ("em regime de contrato de trabalho a termo, a tempo inteiro, no porto", "FULL_TIME"),
        ("Si offre: contratto part-time 20 ore settimanali", "PART_TIME"),
        ("Een parttime contract voor een jaar", "PART_TIME"),
        ("umowę o pracę na pełny etat,", "FULL_TIME"),
        ("Период: полный рабочий день, оформление с мая", "FULL_TIME"),
        ("Повна зайнятість. Потрібне посвідчення.", "FULL_TIME"),
        ("Full time, 5 nights over 9", "FULL_TIME"),
        ("✔ Full time, home each weekend", "FULL_TIME"),
        ("The job is 24 hours a week, with evenings in summer", "PART_TIME"),
        ("This is a 38 hour position and includes two evenings", "FULL_TIME"),
        ("Tehtävä on toistaiseksi voimassa oleva ja kokoaikainen.", "FULL_TIME"),
        ("Die Arbeitszeit beträgt 39 Stunden pro Woche.", "FULL_TIME"),
        ("Het betreft een functie voor 32 uur per week.", "PART_TIME"),
        ("35 hours per week, Monday to Friday", "FULL_TIME"),
        ("This is a 0.8 FTE position.", "PART_TIME"),
        ("Tjänsten omfattar 100 %.", "FULL_TIME"),
        ("You will work 32 to 40 hours per week.", None),
        ("Employees who work 30 hours a week get health insurance.", None),
        ("Open 40 hours a week to visitors", None),
        ("Praca na pełny etat w Krakowie.", "FULL_TIME"),
        (
            "Wir suchen ab sofort einen Seiler für Netze und Taue aller Art in Teilzeit.",
            "PART_TIME",
        ),
        ("Lavoro part-time di 20 ore, su turni.", "PART_TIME"),
        ("Vi søger en smed til en 80 % stilling.", "PART_TIME"),
        ("This is not a part-time job.", None),
        ("Stillingen er 100 % og fast.", "FULL_TIME"),
        ("This position is 100% on-site in Leeds.", None),
        ("We give 100% in this position.", None),
        ("This is a full-time position; part-time would do as well.", None),
        ("Part-time (4 days) is possible too.", None),
        ("Full-time students can apply", None),
        ("We are looking for a full-time student", None),
        ("You have 3 years of full-time experience", None),
        ("We have 20 full-time employees on two quays", None),
        ("Full-time employees receive health insurance", None),
        ("You will manage a team of 5 full-time staff", None),
        ("We are seeking a full-time or part-time clerk", None),
        ("Interns work 30 hours per week", None),
        ("Full time", None),
        ("", None),
    ],
)
def test_full_or_part_time_that_a_text_states(text: str, kind: str | None) -> None:
    assert employment_of_text([Line(text)])[0] == ([kind] if kind else [])


def test_a_text_that_states_both_says_nothing() -> None:
    texts = ["This full-time role is on deck.", "The position is part-time from May."]
    assert employment_of_text(map(Line, texts)) == ([], "")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("This is a paid internship of six months.", "INTERN"),
        ("This is a seasonal position from May on.", "TEMPORARY"),
        ("You will work as an independent contractor.", "CONTRACTOR"),
        ("This is an unpaid volunteer role.", "VOLUNTEER"),
        ("This is not a seasonal position.", None),
        ("You will look after our interns and volunteers.", None),
        ("Internship experience is a plus.", None),
    ],
)
def test_what_a_sentence_calls_the_post(text: str, kind: str | None) -> None:
    assert employment_called([Line(text)])[0] == ([kind] if kind else [])


@pytest.mark.parametrize(
    ("title", "is_unpaid"),
    [("Front of House Volunteer", True), ("Bénévole", True), ("Volunteer Coordinator", False)],
)
def test_a_title_of_unpaid_work(title: str, is_unpaid: bool) -> None:
    assert (kind_of_title(title) == "VOLUNTEER") is is_unpaid


@pytest.mark.parametrize(
    ("value", "kinds"),
    [
        ("Part-time possible", []),
        ("Teilzeit möglich", []),
        ("Vollzeit, Teilzeit möglich", ["FULL_TIME", "PART_TIME"]),
    ],
)
def test_a_possible_part_time(value: str, kinds: list[str]) -> None:
    assert read_employment(value) == kinds


@pytest.mark.parametrize(
    ("title", "word"),
    [
        ("Summer Internship, Rope Archives", True),
        ("Harbour Museum Intern", True),
        ("Praktikum Hafenlogistik (m/w/d)", True),
        ("Stagiaire voilerie", True),
        ("Internal Auditor", False),
        ("Intern Coordinator", False),
        ("Stage Manager", False),
        ("Deckhand", False),
    ],
)
def test_a_title_of_a_post_to_learn_in(title: str, word: bool) -> None:
    assert bool(training_in_title(title)) is word


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Lampenputzer 80 %", "80 %"),
        ("Lampenputzerin 60–80 % (m/w/d)", ""),
        ("Lampenputzerin (60–80 %)", "60–80 %"),
        ("Lamp Keeper, 0.6 FTE", "0.6 FTE"),
        ("Lamp Keeper (20 hours per week)", "20 hours per week"),
        ("Lampenputzer 80-100 %", ""),
        ("Lamp Keeper, 100% remote", ""),
    ],
)
def test_a_share_or_hours_at_the_end_of_a_title(title: str, words: str) -> None:
    assert hours_in_title(title) == words


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Volunteer Boat Painter", "VOLUNTEER"),
        ("Vrijwillige gids", "VOLUNTEER"),
        ("Boat Painter (voluntary)", "VOLUNTEER"),
        ("FREELANCE STAGE MANAGER, MAY", "CONTRACTOR"),
        ("Freelance Manager", ""),
        ("Volunteer Services Officer", ""),
        ("Voluntary Sector Lead", ""),
        ("Boat Painter", ""),
    ],
)
def test_the_first_word_of_a_title_of_unpaid_or_own_work(title: str, kind: str) -> None:
    assert kind_of_title(title) == kind


@pytest.mark.parametrize(
    ("title", "word"),
    [
        ("Summer intern, tide models", "intern"),
        ("Legal trainee – harbour law", "trainee"),
        ("Head of Programmes, Lamps", ""),
    ],
)
def test_a_trainee_in_the_first_part_of_a_title(title: str, word: str) -> None:
    assert training_in_title(title) == word


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("im Umfang von 60 v. H. der Vollbeschäftigung, für drei Jahre", "PART_TIME"),
        ("Die Stelle umfasst 100 % der regelmäßigen Arbeitszeit.", "FULL_TIME"),
        ("Un poste à 80 % d'un temps plein.", "PART_TIME"),
        ("Mindestens 50 % der Arbeitszeit im Freien", None),
        ("On leave our crew gets 60 % of full-time pay.", None),
        ("A part-time job as a student is fine with us.", None),
        ("Ganzjährige Vollzeitstelle im Hafen. Teilzeit ist nach Absprache denkbar.", "FULL_TIME"),
        ("Een voltijdse betrekking van onbepaalde duur, met een fiets.", "FULL_TIME"),
        ("A full-time position by the sea, with a house.", "FULL_TIME"),
        ("Permanent full-time jobs are announced in autumn.", None),
        ("Full-time or part-time, as you like.", None),
        ("The harbour wishes to appoint a clerk, for sixteen hours a week.", "PART_TIME"),
        ("Havnen søger en vagt til 30 timer om ugen fra maj.", "PART_TIME"),
        ("We are looking for a guard for the quay of 40 hours a week.", "FULL_TIME"),
        ("The quay is open for sixteen hours a week.", None),
        ("Pay: £24,000, full time.", "FULL_TIME"),
        ("Bér: bruttó 410 000 Ft/hó, részmunkaidőben.", "PART_TIME"),
        ("Wir suchen eine Person, die 50 % der Arbeitszeit im Freien ist.", None),
    ],
)
def test_a_share_hours_in_words_and_a_post_that_names_its_type(text: str, kind: str | None) -> None:
    types, _ = employment_of_text([Line(text)])
    assert types == ([kind] if kind else [])


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        ("1/2 etatu", "PART_TIME"),
        ("3/4 úvazku", "PART_TIME"),
        ("0,75 etatu", "PART_TIME"),
        ("65 v. H. der Vollbeschäftigung", "PART_TIME"),
        ("4/4 etatu", None),
        ("1/2 budynku", None),
    ],
)
def test_a_part_of_a_full_post_in_a_value(raw: str, kind: str | None) -> None:
    assert read_employment(raw) == ([kind] if kind else [])


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("Applications are invited from lamp keepers for one temporary position.", ["TEMPORARY"]),
        ("The position is purely temporary and ends in May.", ["TEMPORARY"]),
        ("Applications are invited for the purely temporary post of a keeper", ["TEMPORARY"]),
        ("We are looking for two seasonal positions to be filled.", ["TEMPORARY"]),
        ("We are looking for somebody who has done an internship.", []),
        ("You once had a temporary position.", []),
    ],
)
def test_a_notice_calls_for_a_temporary_post(text: str, types: list[str]) -> None:
    assert employment_called([Line(text)])[0] == types
