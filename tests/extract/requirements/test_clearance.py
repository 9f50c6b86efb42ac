from __future__ import annotations

import pytest

from crawlers.extract.requirements.clearance import clearance_of_label, read_clearance
from tests.extract.facts import section


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("The appointment is subject to a security clearance.", (True, None, None)),
        ("Security Clearance – NATO SECRET (NS) or higher", (True, "NATO", "NATO SECRET")),
        (
            "A clearance at SECRET UE/EU SECRET level must be held",
            (True, "EU", "SECRET UE/EU SECRET"),
        ),
        (
            "A security clearance at COSMIC TOP SECRET level is needed",
            (True, "NATO", "COSMIC TOP SECRET"),
        ),
        ("Must hold a Secret clearance", (True, "national", "Secret")),
        ("SC clearance required", (True, "national", "SC")),
        ("A national security clearance is required", (True, "national", None)),
        ("Security vetting may be required", (None, None, None)),
        ("A valid NATO SECRET clearance is an asset", (None, "NATO", "NATO SECRET")),
        ("No security clearance is required", (False, None, None)),
        ("Sicherheitsüberprüfung nach Ü2 erforderlich", (True, "national", "Ü2")),
        ("Habilitation Secret Défense requise", (True, "national", "Secret Défense")),
        ("Wymagane poświadczenie bezpieczeństwa", (True, None, None)),
    ],
)
def test_clearance_asked_for(text: str, want: tuple[bool | None, str | None, str | None]) -> None:
    read = read_clearance(section(text, kind="additional_information"))
    assert read is not None and (read.required, read.scheme, read.level) == want


@pytest.mark.parametrize(
    "text",
    [
        "You must manage security clearance requests",
        "Experience with customs clearance is required",
        "Security accreditation of systems is required",
        "The secret of success must be patience",
    ],
)
def test_other_clearances(text: str) -> None:
    assert read_clearance(section(text, kind="summary")) is None


def test_the_sentence_that_says_most_counts() -> None:
    read = read_clearance(
        section(
            "Security vetting may be required.",
            "A NATO SECRET clearance is required.",
            kind="conditions",
        )
    )
    assert read is not None and (read.required, read.level) == (True, "NATO SECRET")


def test_labels() -> None:
    for value, want in {
        "NATO SECRET": (True, "NATO SECRET"),
        "Not required": (False, None),
        "may be required": (None, None),
        "Yes": (True, None),
    }.items():
        read = clearance_of_label(value)
        assert read is not None and (read.required, read.level) == want
    assert clearance_of_label("see below") is None
