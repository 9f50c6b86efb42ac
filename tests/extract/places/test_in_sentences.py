"""Where and how the work is done, as sentences say it."""

from __future__ import annotations

import pytest

from crawlers.extract.places.in_sentences import find_applicant_places, find_place, find_way
from crawlers.posting.parts.text import Section


def sections(*texts: str) -> list[Section]:
    blocks = [{"kind": "paragraph", "text": text} for text in texts]
    return [Section.model_validate({"kind": "summary", "blocks": blocks})]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("The post is based in Bergen, Norway.", "Bergen, Norway"),
        ("We take applications for our San Diego office.", "San Diego"),
        ("You work in our office in Berlin.", "Berlin"),
        ("Sie arbeiten in unserem Büro in Hamburg.", "Hamburg"),
        ("Le poste est basé à Lyon.", "Lyon"),
        ("Je werkt in ons kantoor in Rotterdam.", "Rotterdam"),
        ("El puesto está ubicado en Madrid.", "Madrid"),
        ("Trabajas en nuestra oficina en Talavera de la Reina.", "Talavera de la Reina"),
        ("El puesto está ubicado en Madrid de Lunes a Jueves.", "Madrid"),
        ("Tjänsten är placerad i Stockholm.", "Stockholm"),
        ("This role is located in Austin, TX and reports to the mayor.", "Austin, TX"),
        ("Our headquarters in Paris, France employ ten.", "Paris, France"),
        ("Haemme Turkuun mekaanikkoa.", "Turkuun"),
        ("The mill in Bradford has its offices in Leeds or Bradford.", "Leeds or Bradford"),
        ("Vi søker mekaniker til veveriet vårt i Bergen.", "Bergen"),
        ("Le poste est à pourvoir à Rennes.", "Rennes"),
        ("Based at the Mill Lane nursery, Leeds, with Fridays at home.", "Leeds"),
        ("The lab is in Bergen, behind the fish market.", "Bergen"),
        ("The club is seeking a coach for its juniors at the Mill Lane pool, Leeds.", "Leeds"),
        ("You will run our Leeds site of 40 people.", "Leeds"),
        ("The role is at our Mill Lane location, Burlington, VT.", "Burlington, VT"),
        ("The office is located at 120 Harbour Avenue, Nakuru, Kenya.", "Nakuru, Kenya"),
        (
            "This position is at Fellside Lodge in Kelowna, British Columbia.",
            "Kelowna, British Columbia",
        ),
        ("You will work at our salon in Naas, Co. Kildare.", "Naas, Co. Kildare"),
        ("A family in Kendal needs a gardener.", "Kendal"),
        ("Cook wanted in Cardiff CF10.", "Cardiff CF10"),
        ("Your desk is under the roof in Bradford.", "Bradford"),
        ("The keeper will work in Lerwick with two apprentices.", "Lerwick"),
        ("We comb wool on a hill outside Montpelier, VT.", "Montpelier, VT"),
        ("Larkfield is a school of 90 pupils at Millgate, Leeds.", "Millgate, Leeds"),
        ("Je werkt in Utrecht, vlak bij de Dom.", "Utrecht"),
        ("Pracoviště je v Brně.", "Brně"),
        ("Szukamy kogoś do pracy w Gdańsku.", "Gdańsku"),
        ("Työpaikka sijaitsee Tampereella.", "Tampereella"),
        ("Munkavégzés helye Szegeden.", "Szegeden"),
        ("Freie Weberei im Raum Bad Tölz sucht Hilfe.", "Bad Tölz"),
    ],
)
def test_a_place_in_a_sentence(text: str, place: str) -> None:
    found = find_place(sections(text))
    assert found is not None
    assert found[0] == place


@pytest.mark.parametrize(
    "text",
    [
        "Candidates based in Berlin are welcome.",
        "We were founded in Berlin.",
        "Our offices in Berlin and our office in Oslo grow.",
        "We have offices in Berlin, Paris and Madrid.",
        "We serve customers located in Madrid.",
        "Our head office is in Zurich.",
        "The work is based in reality.",
        "We closed our Leeds office last year.",
    ],
)
def test_a_sentence_that_names_no_one_place(text: str) -> None:
    assert find_place(sections(text)) is None


@pytest.mark.parametrize(
    ("texts", "way"),
    [
        (["This is a fully remote position."], "remote"),
        (["This position is 100% on-site at our plant."], "on_site"),
        (["The role does not offer remote or hybrid work."], "on_site"),
        (["This is not a remote position."], "on_site"),
        (["This is a hybrid role."], "hybrid"),
        (["This is a hybrid role.", "This position is remote."], None),
        (["You lead remote teams."], None),
    ],
)
def test_how_the_work_is_done(texts: list[str], way: str | None) -> None:
    found = find_way(sections(*texts))
    assert (found and found[0]) == way


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("You must reside in Canada.", ["Canada"]),
        ("Open to candidates based in Germany.", ["Germany"]),
        ("Work remotely from anywhere in Norway.", ["Norway"]),
        ("You must be based in Berlin.", []),
    ],
)
def test_where_applicants_live(text: str, places: list[str]) -> None:
    assert find_applicant_places(sections(text)) == places
