"""Names of units in the opening of a posting."""

from __future__ import annotations

import pytest

from crawlers.extract.job.units import read_units


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("Within the Lamp Division, you trim the wicks.", ["Lamp Division"]),
        ("The Office of the Harbour Master keeps the charts.", ["Office of the Harbour Master"]),
        (
            "Within the Lamp Division, the Oil Supply Section fills the tanks.",
            ["Lamp Division", "Oil Supply Section"],
        ),
        (
            "Located within the Buoy Management (BM) team, you paint buoys.",
            ["Buoy Management team"],
        ),
        (
            "In der Abteilung Hafenbau und Baggerei suchen wir Verstärkung.",
            ["Abteilung Hafenbau und Baggerei"],
        ),
        ("Im Referat für Seezeichen sind zwei Stellen frei.", ["Referat für Seezeichen"]),
        ("Für die Stabsstelle Lotsenwesen suchen wir Sie.", ["Stabsstelle Lotsenwesen"]),
        (
            "Au sein de la Direction des phares et balises, vous entretenez les lampes.",
            ["Direction des phares et balises"],
        ),
        (
            "Au sein de la Direction générale des ports, vous tenez le registre.",
            ["Direction générale des ports"],
        ),
        (
            "Au sein du Service de l'entretien des bouées, vous peignez.",
            ["Service de l'entretien des bouées"],
        ),
    ],
)
def test_units_of_an_opening(text: str, units: list[str]) -> None:
    assert read_units([text]) == units


@pytest.mark.parametrize(
    "text",
    [
        "You work with the Lamp Division and with others.",
        "In der Abteilung arbeiten zwölf Menschen.",
        "Innerhalb des Fachbereichs Hafenbau arbeiten zwölf Menschen.",
        "Au sein du Service des phares vous entretenez les lampes et nous les payons, toujours.",
        "Au sein de la direction, vous tenez le registre.",
    ],
)
def test_no_unit(text: str) -> None:
    assert read_units([text]) == []
