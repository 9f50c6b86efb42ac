from __future__ import annotations

import pytest

from crawlers.extract.terms.reporting_lines import read_reports, reports_of_labels
from tests.extract.facts import section


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("Direct reports: N/A", (0, None)),
        ("Direct reports: Up to 5Indirect reports: 2", (5, 2)),
        ("Direct reports: N/a Indirect reports: N/a.", (0, 0)),
        ("Direct reports: 3-5; Indirect reports: twelve", (5, 12)),
        ("The role has 4 direct reports and no indirect reports", (4, 0)),
        ("Subordonnés directs : 3", (3, None)),
        ("Direct reports: to be decided", None),
        ("Direct reports are treated fairly", None),
    ],
)
def test_numbers(text: str, want: tuple[int | None, int | None] | None) -> None:
    read = read_reports(section(text, kind="interrelationships"))
    assert (read and (read.direct, read.indirect)) == want


@pytest.mark.parametrize(
    ("text", "want"),
    [
        (
            "The incumbent reports to the Head of Procurement and must work with others.",
            "Head of Procurement",
        ),
        (
            "The post holder reports to the Director, Policy and Planning, and liaises with many.",
            "Director, Policy and Planning",
        ),
        (
            "The Officer reports to the Branch Head through the Deputy Branch Head.",
            "Branch Head through the Deputy Branch Head",
        ),
        (
            "The Officer will directly report to the Head of Files and interacts with all.",
            "Head of Files",
        ),
        (
            "The incumbent reports to the policy and planning section head",
            "policy and planning section head",
        ),
        ("You will report to the Team Leader of the Data Unit.", "Team Leader of the Data Unit"),
        ("Reporting to the Head of Finance, you will keep the books", "Head of Finance"),
        (
            "Under the supervision of the Head of Unit, the incumbent will draft papers.",
            "Head of Unit",
        ),
        ("Reports to: Chief of Staff", "Chief of Staff"),
        ("He reports to the Programme Manager who sits in Rome", "Programme Manager"),
        ("Sie berichten an die Leitung der Abteilung Technik.", "Leitung der Abteilung Technik"),
        ("Vous rapportez au Directeur financier et travaillez avec tous", "Directeur financier"),
    ],
)
def test_superior(text: str, want: str) -> None:
    read = read_reports(section(text, kind="interrelationships"))
    assert read is not None and read.to == want


@pytest.mark.parametrize(
    "text",
    [
        "Prepare and hand annual reports to the Board",
        "The incumbent writes reports to the Committee",
        "The incumbent watches projects and reports to the Committee on progress.",
        "You report to him",
        "Staff report to work in time",
    ],
)
def test_papers_are_no_superiors(text: str) -> None:
    assert read_reports(section(text, kind="interrelationships")) is None


def test_among_duties_the_subject_stands_right_before() -> None:
    assert (
        read_reports(
            section(
                "The officer counts lorries and reports to the Harbour Master",
                kind="responsibilities",
            )
        )
        is None
    )
    assert (
        read_reports(section("The officer reports to the Harbour Master", kind="responsibilities"))
        is not None
    )


def test_labels() -> None:
    read = reports_of_labels("Head of Unit", "Up to 5", "N/A")
    assert read is not None and (read.to, read.direct, read.indirect) == ("Head of Unit", 5, 0)
    assert reports_of_labels(None, "several", None) is None
