"""A person's word: which postings are of one vacancy, and which are not, whatever the rules say.

`corrections.yaml` beside the feeds:

    same:
      - {ids: [northlake:1041, hubmub:412079], who: eva, why: asked the employer}
    not_same:
      - {ids: [hubmub:412029, hubmub:412131], who: eva, why: two posts of one team}
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import yaml

FILE = "corrections.yaml"


@dataclass(frozen=True, slots=True)
class Words:
    """By two ids in order, who said so and why."""

    same: dict[tuple[str, str], str]
    not_same: dict[tuple[str, str], str]

    def packed(self) -> str:
        """Return all of them as one text, to see whether any changed."""
        return repr((sorted(self.same.items()), sorted(self.not_same.items())))

    def ids(self) -> set[str]:
        """Return the postings that they name."""
        return {each for pair in (*self.same, *self.not_same) for each in pair}


NO_WORDS = Words({}, {})


def read_words(path: Path) -> Words:
    """Return a person's words; none where there is no file. Raise ValueError, in words, where the
    file has another form."""
    try:
        found = yaml.safe_load(path.read_bytes()) or {}
    except FileNotFoundError:
        return NO_WORDS
    except yaml.YAMLError as error:
        raise ValueError(f"{path.name} cannot be read: {str(error).splitlines()[0]}") from None
    if not isinstance(found, dict):
        raise ValueError(f"{path.name}: give lists under `same` and `not_same`")
    words = Words(*(dict(_pairs(found, name, path.name)) for name in ("same", "not_same")))
    if both := words.same.keys() & words.not_same.keys():
        raise ValueError(f"{path.name}: {' and '.join(min(both))} stand under same and not_same")
    return words


def _pairs(found: dict[str, Any], name: str, file: str) -> Iterator[tuple[tuple[str, str], str]]:
    entries = found.get(name) or []
    if not isinstance(entries, list):
        raise ValueError(f"{file}: {name} is no list")
    for entry in entries:
        ids = entry.get("ids") if isinstance(entry, dict) else None
        if not isinstance(ids, list) or len(set(map(str, ids))) < 2:
            raise ValueError(f"{file}: an entry of {name} needs two or more ids: {entry}")
        said = f"{entry.get('who', '?')}: {entry.get('why', '')}".rstrip(": ")
        for one, two in combinations(sorted(set(map(str, ids))), 2):
            yield (one, two), said
