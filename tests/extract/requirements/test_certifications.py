from __future__ import annotations

import pytest

from crawlers.extract.requirements.certifications import read_certifications
from tests.extract.facts import section


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("Prince2 & ITIL certifications", ["PRINCE2", "ITIL"]),
        ("certified project manager, e.g. PMI Project Management Professional (PMP)", ["PMP"]),
        (
            "Security certificate such as CISSP, CISM or CompTIA Security+",
            ["CISSP", "CISM", "CompTIA Security+"],
        ),
        ("ACCA or CIMA qualified", ["ACCA", "CIMA"]),
        ("Zertifizierung als Scrum Master", ["Scrum Master"]),
        ("experience with methods such as Prince2", []),
        ("an accredited university, a safe place", []),
    ],
)
def test_certificates_where_the_text_speaks_of_one(text: str, want: list[str]) -> None:
    assert [row.name for row in read_certifications(section(f"- {text}"))] == want


def test_essential_once_is_essential() -> None:
    lines = ("# Desirable", "- ITIL certification", "# Essential", "- ITIL certificate")
    assert [(row.name, row.necessity) for row in read_certifications(section(*lines))] == [
        ("ITIL", "essential")
    ]
