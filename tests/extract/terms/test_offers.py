"""Visa sponsorship and relocation, only as a sentence states it."""

from __future__ import annotations

import pytest

from crawlers.extract.terms.offers import NAMES, offer_of_label, read_offers
from crawlers.posting.parts.text import Section


@pytest.mark.parametrize(
    ("text", "name", "offered"),
    [
        ("Visa sponsorship is available.", "visa_sponsorship", True),
        ("We are not able to sponsor visas.", "visa_sponsorship", False),
        ("Unfortunately we cannot offer visa sponsorship.", "visa_sponsorship", False),
        ("This post and visa sponsorship go by the rules of the port.", "visa_sponsorship", None),
        ("We offer a relocation package.", "relocation", True),
        ("Relocation assistance is not provided.", "relocation", False),
        ("Wir übernehmen die Umzugskosten.", "relocation", True),
    ],
)
def test_an_offer_and_its_sentence(text: str, name: str, offered: bool | None) -> None:
    found = read_offers(_sections(text))
    assert list(found) == [name]
    assert (found[name].offered, found[name].raw) == (offered, text)


@pytest.mark.parametrize(
    "text", ["Will you now or later require visa sponsorship?", "You sponsor no lamps.", ""]
)
def test_no_offer(text: str) -> None:
    assert all(offer.offered is not True for offer in read_offers(_sections(text)).values())


def test_a_sentence_that_decides_beats_one_that_does_not() -> None:
    found = read_offers(_sections("Ask about visa sponsorship.", "No visa sponsorship."))
    assert found["visa_sponsorship"].offered is False


def _sections(*texts: str) -> list[Section]:
    blocks = [{"kind": "paragraph", "text": text} for text in texts if text]
    return [Section.model_validate({"kind": "conditions", "blocks": blocks})] if blocks else []


@pytest.mark.parametrize(
    ("value", "offered"),
    [
        ("Yes", True),
        ("Available", True),
        ("No", False),
        ("Not available", False),
        ("None", False),
        ("Unavailable at this time", False),
        ("See the text", None),
    ],
)
def test_labels(value: str, offered: bool | None) -> None:
    for name in NAMES:
        offer = offer_of_label(name, value)
        assert (offer.offered if offer else None) is offered
