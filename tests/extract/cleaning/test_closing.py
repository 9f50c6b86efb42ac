"""Sentences that say that a posting is over, and those that only sound so."""

from __future__ import annotations

import pytest

from crawlers.extract.cleaning.closing import (
    is_marked_closed,
    is_only_closing,
    says_closed,
    says_how_long_ago,
)
from crawlers.text.lines import Line


@pytest.mark.parametrize(
    "line",
    [
        "Sorry, we are no longer accepting applications",
        "Leider, nicht mehr verfügbar",
        "This job has been filled",
        "The role has already been filled",
        "Applications for this role are now closed.",
        "Applications have closed for this job",
        "The application deadline has passed",
        "This listing has been removed",
        "No longer accepting applications",
        "This position has been filled. Welcome to the crew, Runa!",
        "Unfortunately this opening is now closed, but please see our others on the list",
        "We are sorry, the vacancy you are looking for is no longer open",
        "Recruitment for this post has ended.",
        "Cette offre n'est plus disponible",
        "Ce poste est pourvu",
        "Die Bewerbungsfrist ist abgelaufen.",
        "Diese Stelle ist bereits besetzt",
        "Thank you all! We have found the right person for the pier.",
        "NOW FILLED - thank you to everybody who wrote",
        "Wir sind fündig geworden, danke!",
        "Merci à tous : nous avons trouvé notre nouveau gardien.",
        "Nous avons trouvé notre nouvelle gardienne.",
        "Vi har hittat vår nya fyrvaktare.",
        "Deze vacature is vervuld",
        "La vacante ha sido cubierta",
        "A vaga foi preenchida",
        "Questa posizione è stata chiusa",
        "Oferta wygasła",
        "Nabídka vypršela",
        "Stillingen er besat",
        "Tjänsten är tillsatt",
        "Ansökningstiden har gått ut",
        "Hakuaika on päättynyt",
        "Вакансия закрыта",
        "この求人の募集は終了しました",
        "This requisition has been closed",
        "Annonsen är tyvärr inte längre aktuell",
        "Opslaget er ikke længere aktivt",
        "Deze vacature is niet meer actueel",
        "L'offre n'est plus d'actualité",
        "Ezt az állást betöltöttük",
        "Natječaj je završen",
        "Η θέση έχει ήδη καλυφθεί",
        "Обявата вече е изтекла",
        "Lowongan penjaga mercusuar ini sudah ditutup",
        "انتهى التقديم على الوظائف",
        "המשרה אוישה",
        "Konkurss on lõppenud",
        "掲載期間が終了しました",
        "次回の募集は未定です。今回の募集は終了しました。",
        "조기 마감되었습니다",
    ],
)
def test_sentences_that_say_so(line: str) -> None:
    assert says_closed(Line(line))


@pytest.mark.parametrize(
    "line",
    [
        "If this job is no longer available, look at our other jobs.",
        "Should the position have been filled already, we write to you",
        "Applications are read until the post is filled",
        "Once the deadline has passed, we will write to you",
        "Applications received after the deadline has passed are not read",
        "The position will be closed when filled",
        "The role is not yet filled",
        "This position is not available to contractors",
        "Αν η θέση έχει καλυφθεί, δείτε τις άλλες",
        "Jika lowongan sudah ditutup, lihat yang lain",
        "Lowongan ini belum ditutup",
        "Обявата не е изтекла",
        "The position is to be filled by May",
        "You tell clients when a position has been filled",
        "Our offices are closed on Sundays",
        "The job is over 40 hours a week",
        "La oferta está disponible",
        "Diese Position ist ab sofort zu besetzen",
        "Paikka on avoinna",
        "We have found that lamps last longer at sea",
        "Expired air is what a diver breathes out",
        "掲載終了予定日：2031年6月18日",
        "採用決定次第、募集終了となります",
        "予告なく掲載を終了することがあります。",
        "채용 마감일: 2031-06-18",
        "채용이 마감되면 공고가 내려갑니다",
        "如果该职位已下线，请联系我们",
    ],
)
def test_sentences_that_only_sound_so(line: str) -> None:
    assert not says_closed(Line(line))


@pytest.mark.parametrize(
    "title", ["[CLOSED] Cook", "Cook (filled)", "Closed: Cook", "Koch - besetzt"]
)
def test_a_mark_at_a_title(title: str) -> None:
    assert is_marked_closed(title)


@pytest.mark.parametrize("title", ["Cook - Harbour", "Cook (m/f)", "Closed Circuit Technician"])
def test_no_mark_at_a_title(title: str) -> None:
    assert not is_marked_closed(title)


def test_a_line_with_more_behind_it_is_not_only_a_notice() -> None:
    assert is_only_closing(Line("This vacancy is now closed."))
    assert not is_only_closing(Line("The post is closed to applicants under 18"))


def test_an_archive_says_how_long_ago() -> None:
    assert says_how_long_ago(Line("This opening expired 2 years ago"))
    assert not says_how_long_ago(Line("This opening has expired"))
    assert not says_how_long_ago(Line("Stillingen er besat. Tak for henvendelserne."))
    # the span is another sentence's: "for" is Danish for "ago", too
    assert not says_how_long_ago(Line("Thanks for 18 months of help. The post has been filled."))
