"""The employer by what agrees: two hints of a page that give one name."""

from __future__ import annotations

import pytest

from crawlers.extract.job.boards import agency_of, is_board
from crawlers.extract.job.employer_agreement import Employer, Hints, Shown, is_sure
from crawlers.extract.job.spellings import fits, fits_host
from crawlers.posting.raw import Frame
from crawlers.text.blocks import Block
from crawlers.text.words import fold

TEXT = ["You keep the lamps of nine piers burning.", "About Harbour Lights", "We like the sea."]


def employers(
    text: list[str] | None = None, board: bool = False, **frame: object
) -> list[Employer]:
    folded = [fold(each) for each in text or []]
    return Hints(Frame(**frame), Shown("Lamp Keeper", folded), board=board).employers()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("frame", "kinds"),
    [
        (
            {"head_title": "Lamp Keeper | Harbour Lights", "logos": ("Harbour Lights",)},
            ("head", "logo"),
        ),
        (
            {"head_title": "Harbour Lights - Lamp Keeper", "holders": ("Harbour Lights Ltd",)},
            ("head", "holder"),
        ),
        (
            {"head_title": "Lamp Keeper - Harbour Lights", "hosts": ("harbourlights",)},
            ("head", "host"),
        ),
        ({"site_names": ("Harbour Lights",), "mail_hosts": ("harbourlights",)}, ("site", "mail")),
        (
            {"head_title": "Careers at Harbour Lights", "logos": ("Harbour Lights",)},
            ("head", "logo", "behind at"),
        ),
    ],
)
def test_two_hints_that_agree(frame: dict[str, object], kinds: tuple[str, ...]) -> None:
    found = employers(**frame)
    assert fits(found[0].name, "Harbour Lights")
    assert found[0].kinds == kinds
    assert is_sure(found[0])


def test_one_hint_alone_is_a_guess() -> None:
    found = employers(head_title="Lamp Keeper | Harbour Lights")
    assert [(e.name, is_sure(e)) for e in found] == [("Harbour Lights", False)]


def test_the_text_is_a_hint() -> None:
    found = employers(TEXT, head_title="Lamp Keeper | Harbour Lights")
    assert found[0].kinds == ("head", "text")


def test_on_a_board_its_own_name_is_not_the_employer() -> None:
    frame = {
        "head_title": "Lamp Keeper - Harbour Lights | Pier Jobs",
        "site_names": ("Pier Jobs",),
        "logos": ("Pier Jobs",),
        "hosts": ("pierjobs",),
    }
    assert [e.name for e in employers(TEXT, board=True, **frame)] == ["Harbour Lights"]
    assert employers(board=True, **frame) == []


def test_a_part_of_what_a_board_calls_itself_is_not_the_employer() -> None:
    name = "Jobs in Harbours | Harbour Lights"
    frame = {"head_title": f"Lamp Keeper - {name}", "logos": ("Harbour Lights",)}
    assert employers(TEXT, board=True, site_names=(name,), **frame) == []
    assert [e.name for e in employers(TEXT, board=True, **frame)] == ["Harbour Lights"]


@pytest.mark.parametrize(
    "head",
    [
        "Jobs in Oban | Lamp Keeper",
        "Open Positions | Jobs",
        "Find Jobs - Lamp Keeper",
        "Lamp Keeper",
        "Lamp Keeper | Engineer",
    ],
)
def test_no_list_no_button_and_no_title_is_an_employer(head: str) -> None:
    assert employers(head_title=head) == []


@pytest.mark.parametrize(
    ("frame", "want"),
    [
        ({"hosts": ("masoncook",), "logos": ("Mason & Cook",)}, ["Mason & Cook"]),
        ({"logos": ("Chef Works",), "holders": ("Chef Works Ltd",)}, ["Chef Works"]),
        ({"head_title": "Lamp Keeper | Chef Works", "site_names": ("Chef Works",)}, ["Chef Works"]),
        ({"logos": ("Chef Works",)}, []),
        ({"holders": ("Home Harbour Care",), "hosts": ("homeharbour",)}, ["Home Harbour Care"]),
        ({"hosts": ("nursejobs",), "head_title": "Lamp Keeper | Nurse"}, []),
        ({"hosts": ("nurse",), "head_title": "Lamp Keeper Nurse | Nurse"}, ["Nurse"]),
    ],
)
def test_a_name_with_a_trade_in_it_is_the_sites_own_where_two_signs_have_it(
    frame: dict[str, object], want: list[str]
) -> None:
    assert [found.name for found in employers(**frame)][:1] == want


def test_a_platform_whose_host_the_page_stands_on_is_not_the_employer() -> None:
    frame = {
        "head_title": "Harbour Lights - Lamp Keeper",
        "logos": ("Harbour Lights", "Lever"),
        "hosts": ("lever",),
    }
    assert [e.name for e in employers(**frame)] == ["Harbour Lights"]


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("Harbour Lights Ltd", "harbourlights", True),
        ("Société des Phares", "societe des phares", True),
        ("North Sea Lights", "nsl", True),
        ("The Pier", "Pier", True),
        ("Harbour Lights", "Harbour", True),
        ("Harbour Lights", "Pier Lights", False),
        ("Sea", "Seaside Hotels", False),
        ("株式会社みなとあかり", "みなとあかり", True),
        ("みなとあかり株式会社", "みなとあかり", True),
        ("株式会社みなとあかり", "株式会社やまびこ", False),
        ("ООО «Маяк Свет»", "Маяк Свет", True),
        ("ООО «Маяк»", "ООО «Порт»", False),
    ],
)
def test_two_spellings_of_one_name(one: str, two: str, same: bool) -> None:
    assert fits(one, two) is fits(two, one) is same


def test_two_words_of_boards_or_its_host_make_a_board() -> None:
    lines = tuple(Block("paragraph", text) for text in ("Post a job", "Job alerts", "Lamp Keeper"))
    assert is_board(Frame(blocks=lines))
    assert not is_board(Frame(blocks=lines[1:]))
    assert is_board(Frame(hosts=("pierjobs",)))


@pytest.mark.parametrize(
    ("name", "label", "fit"),
    [
        ("North Sea Lights", "nslights", True),
        ("The Two-Bay Lantern", "tblantern", True),
        ("University of Oban", "uoban", True),
        ("University of Oban", "oban-university", True),
        ("Hotel Lampenhof", "lampenhof", True),
        ("Baths of Mid Bay", "midbay", True),
        ("North Pier Public Lamp Office", "northpierlamp", True),
        ("Acme Lampenhof", "lampenhof", False),
        ("Harbour Lights", "pierboard", False),
        ("North Sea Lights", "nsl-jobs", False),
    ],
)
def test_a_host_may_spell_a_name_in_parts_of_its_words(name: str, label: str, fit: bool) -> None:
    assert fits_host(fold(name), label) is fit


def test_what_the_text_says_of_a_name_weighs_more_than_the_head_and_its_owner() -> None:
    found = employers(
        ["Harbour Lights is a harbour company."],
        head_title="Pier Careers | Lamp Keeper",
        holders=("Pier Holdings Ltd",),
        logos=("Harbour Lights",),
        hosts=("harbourlights",),
    )
    assert found[0].name == "Harbour Lights"


def test_a_copyright_line_and_a_last_line_are_one_hint() -> None:
    found = employers(holders=("Harbour Lights Ltd",), footer=("Harbour Lights Ltd",))
    assert not is_sure(found[0])
    found = employers(holders=("Harbour Lights Ltd",), banner=("Harbour Lights",))
    assert is_sure(found[0])


def test_a_word_of_the_text_a_place_and_a_kind_alone_are_no_names() -> None:
    sentence = Block("paragraph", "Each internship is paid, and the lamps of nine piers are yours.")
    frame = Frame(logos=("INTERNSHIP", "Lampton", "The University"))
    hints = Hints(frame, Shown("", [sentence.folded], [sentence], places=["lampton"]), board=False)
    assert hints.employers() == []


def test_the_frame_prints_a_name_in_full() -> None:
    frame = Frame(
        head_title="Lamp Keeper - Lampton District Council", logos=("Lampton District Council",)
    )
    hints = Hints(frame, Shown("Lamp Keeper"), board=False)
    assert hints.fuller(Employer("Lampton", ("text",), "text")).name == "Lampton District Council"


@pytest.mark.parametrize("text", ["PierLamps puts lamps on piers.", "Pier Lamps puts lamps there."])
def test_the_text_calls_somebody_as_the_host_and_its_mail_spell(text: str) -> None:
    frame = Frame(hosts=("pierlamps",), mail_hosts=("pierlamps",))
    block = Block("paragraph", f"Boats are many. {text} Write to pierlamps.example.")
    found = next(Hints(frame, Shown(said=[block]), board=False).spelled_by_host())
    assert text.startswith(found.name) and is_sure(found)
    assert not [*Hints(frame, Shown(said=[block]), board=True).spelled_by_host()]


def test_an_agency_is_named_so() -> None:
    assert agency_of(Frame(head_title="Cook | Pier Recruitment", logos=("Pier Recruitment",))) == [
        "Pier Recruitment",
        "Pier Recruitment",
    ]
    assert agency_of(Frame(head_title="Recruitment | Harbour Lights")) == []


@pytest.mark.parametrize(
    ("frame", "board"),
    [
        (Frame(hosts=("nursejobsnow",)), True),
        (Frame(hosts=("lancashire",)), False),
        (Frame(hosts=("dallas",)), False),
        (Frame(head_title="Lamp Keeper - Harbourjobs"), True),
        (Frame(head_title="Lamp Keeper - Vacancies"), False),
        (Frame(banner=("EmploiPort Se connecter",)), True),
    ],
)
def test_a_board_is_known_by_its_name(frame: Frame, board: bool) -> None:
    assert is_board(frame) is board


def test_a_last_line_that_is_a_sentence_of_the_posting_is_no_second_hint() -> None:
    line = Block(
        "paragraph", "Send your letters to the harbour office by May, with a photo of you."
    )
    frame = Frame(footer=("Send your letters",))
    found = Hints(frame, Shown("", [line.folded], [line]), board=False).employers()
    assert not any(map(is_sure, found))


def test_a_place_that_the_head_and_the_text_name_is_no_employer() -> None:
    text = ["You work in Lampford. Lampford is a port."]
    assert employers(text, head_title="Lamp Keeper | Lampford") == []


def test_whom_the_head_of_a_board_has_behind_at_and_the_text_names() -> None:
    said = [Block("paragraph", "The Driftwood stands across from the fire hall in Oban.")]
    frame = Frame(head_title="Cook at the Driftwood - Piers Board", hosts=("piersboard",))
    hints = Hints(frame, Shown("Cook at the Driftwood", said=said), board=True)
    own = hints.of_posting()
    assert own is not None
    assert own.name == "Driftwood"


def test_the_first_words_and_the_host_alone_name_an_organisation_only() -> None:
    trust = employers(banner=("Harbour Lights Trust",), hosts=("harbourlightstrust",))
    product = employers(banner=("Bright Wicks",), hosts=("brightwicks",))
    assert [is_sure(found[0]) for found in (trust, product)] == [True, False]


@pytest.mark.parametrize("name", ["The blog of Harbour Lights", "Le site de Harbour Lights"])
def test_what_stands_before_the_owner_of_a_site_is_no_part_of_its_name(name: str) -> None:
    assert employers(banner=(name,))[0].name == "Harbour Lights"


def test_a_host_may_spell_a_letter_with_two() -> None:
    assert fits_host("fyrgården", "fyrgaarden")
    assert fits_host("müller leuchten", "muellerleuchten")


def test_who_is_said_to_look_for_somebody_is_no_name() -> None:
    assert employers(head_title="Lamp Keeper | The town is hiring", hosts=("town",)) == []


def test_a_word_for_working_somewhere_is_no_board() -> None:
    assert not is_board(Frame(head_title="Leuchtturm Kinderhaus – Mitarbeiten"))
    assert is_board(Frame(head_title="Lampenputzer – Hafenarbeit"))


def test_a_town_that_is_an_employer_is_no_place() -> None:
    name = "Stadt Neustadt an der Aisch"
    assert employers(logos=(name,), holders=(name,))[0].name == name
