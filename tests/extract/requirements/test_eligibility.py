from __future__ import annotations

import pytest

from crawlers.extract.requirements.eligibility import eligibility_of_label, read_eligibility
from tests.extract.facts import section


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("OPEN TO NATIONALS OF NATO MEMBER STATES ONLY", ("nato-members", [])),
        ("We only accept candidates who are citizens of NATO nations.", ("nato-members", [])),
        ("Candidates must be a national of one of the EU Member States", ("eu-members", [])),
        ("Must be a national of an OSCE participating State", ("osce-members", [])),
        ("You must be a national of one of the EU Member States, Norway or Iceland", (None, [])),
        (
            "Applicants must be nationals of Belgium, France or the Netherlands",
            (None, ["BE", "FR", "NL"]),
        ),
        (
            "Only nationals of the following countries: Estonia, Latvia and Lithuania",
            (None, ["EE", "LV", "LT"]),
        ),
        ("Only nationals of Atlantis and Belgium may apply", (None, [])),
        ("You must be a US citizen", (None, ["US"])),
        ("Sie müssen die deutsche Staatsangehörigkeit besitzen", (None, ["DE"])),
    ],
)
def test_limits(text: str, want: tuple[str | None, list[str]]) -> None:
    read = read_eligibility(section(text, kind="application_process"))
    assert read is not None and (read.group, read.nationalities) == want


@pytest.mark.parametrize(
    "text",
    [
        "The Board welcomes candidates who are nationals of all member Nations",
        "Regardless of nationality, all must apply in writing",
        "Nationals of countries with few staff are particularly encouraged",
        "Must be an EU citizen or have the right to work in the EU",
        "You must liaise with national authorities",
        "Only national experts may speak",
    ],
)
def test_no_limits(text: str) -> None:
    assert read_eligibility(section(text, kind="additional_information")) is None


def test_labels() -> None:
    wanted = {
        "NATO member nations": ("nato-members", []),
        "Belgium, France": (None, ["BE", "FR"]),
        "EU": ("eu-members", []),
        "Belgian": (None, ["BE"]),
    }
    for value, want in wanted.items():
        read = eligibility_of_label(value)
        assert read is not None and (read.group, read.nationalities) == want
    assert eligibility_of_label("All nationalities") is None
