"""The language of a text: told by its small words where they leave no doubt, else by a detector."""

from __future__ import annotations

import sys

import pytest

from crawlers.text.language import language_of

TEXTS = {
    "en": "You will look after the boats of the club and of its members, and you are the one who "
    "is asked when the "
    "weather turns. We offer a room with a view of the harbour for this season.",
    "fr": "Vous êtes responsable des bateaux du club et de ceux des membres, et vous êtes la "
    "personne à qui les visiteurs "
    "parlent. Nous offrons une chambre avec vue sur le port pour la saison.",
    "de": "Sie sind für die Boote des Vereins und der Mitglieder zuständig, und wir fragen Sie, "
    "wenn sich das Wetter ändert. Wir "
    "bieten ein Zimmer mit Blick auf den Hafen, das von der Gemeinde ist.",
    "da": "Du passer klubbens både og medlemmernes, og det er dig, vi spørger, når vejret "
    "skifter. Vi tilbyder et værelse med "
    "udsigt til havnen i hele sæsonen, og du er med på holdet.",
}


@pytest.mark.parametrize("language", TEXTS)
def test_the_language_of_a_text(language: str) -> None:
    assert language_of(TEXTS[language]) == language


def test_too_short_a_text_has_none() -> None:
    assert language_of("Harbour master") is None


def test_plain_cases_need_no_detector(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "py3langid", None)
    assert language_of(TEXTS["en"] * 2) == "en"
    with pytest.raises(ImportError):
        language_of(TEXTS["da"] * 2)
