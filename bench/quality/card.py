"""The score card: what was right, wrong, missing and invented, corpus by corpus."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from bench.measure import ROOT

FIGURES = ROOT / "docs" / "quality.json"
"""The figures of the page, as the command measured them."""


@dataclass(frozen=True, slots=True)
class Score:
    """How often a field was read. right, wrong, missing: of values that stand on the page.
    invented: values of pages that say nothing of the field. by_site: the mean over sites of the
    share that is right, 0.0 to 1.0; None where the corpus knows no sites. sites: that have the
    field."""

    name: str
    right: int
    wrong: int
    missing: int
    invented: int
    by_site: float | None = None
    sites: int = 0

    @property
    def share(self) -> float | None:
        """Return the share of the values on the pages that is right; None where there is none."""
        there = self.right + self.wrong + self.missing
        return self.right / there if there else None


@dataclass(frozen=True, slots=True)
class TextScore:
    """How well a program finds the text of a posting, in words, 0.0 to 1.0. f1: the mean over
    pages. by_site: the mean over sites, None where the corpus knows none. low: pages under 0.80."""

    name: str
    f1: float
    low: int
    by_site: float | None = None


@dataclass(frozen=True, slots=True)
class Corpus:
    """The scores on one corpus. half: of the sites, "" where it is not parted. kept: by kind of
    page that is no posting, how many there are and how many were published all the same."""

    name: str
    pages: int
    half: str = ""
    fields: tuple[Score, ...] = ()
    texts: tuple[TextScore, ...] = ()
    kept: tuple[tuple[str, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """All corpora, and the counts of what either holds or not: (name, held, of)."""

    corpora: tuple[Corpus, ...] = field(default=())
    counts: tuple[tuple[str, int, int], ...] = field(default=())


def save(card: Card, path: Path = FIGURES) -> None:
    """Write the figures."""
    path.write_text(json.dumps(asdict(card), indent=1) + "\n", encoding="utf-8")


def load(path: Path = FIGURES) -> Card:
    """Return the figures that the command wrote."""
    data = json.loads(path.read_text(encoding="utf-8"))
    corpora = (
        Corpus(
            **{
                **each,
                "fields": tuple(Score(**one) for one in each["fields"]),
                "texts": tuple(TextScore(**one) for one in each["texts"]),
                "kept": tuple((kind, of, gave) for kind, of, gave in each["kept"]),
            }
        )
        for each in data["corpora"]
    )
    counts = tuple((name, held, of) for name, held, of in data["counts"])
    return Card(tuple(corpora), counts)
