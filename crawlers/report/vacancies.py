"""What the report shows of vacancies: by posting, the vacancy that it is in, from the run of the
feed of all sites that consumers see."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from crawlers.feed.format.folder import VACANCY_FILES, Folder
from crawlers.feed.format.manifest import Manifest
from crawlers.report.gather import raw_lines


@dataclass(frozen=True, slots=True)
class Vacancies:
    """of: by id of a posting, the number of its vacancy; the members of one that has several, or
    that is tied to others in any way. shown: by that number, the vacancy as it is shown. trouble:
    why there are none, in a sentence, or ""."""

    of: dict[str, int] = field(default_factory=dict)
    shown: list[dict[str, Any]] = field(default_factory=list)
    trouble: str = ""

    def row(self, posting: str) -> tuple[int, int, int]:
        """Return of a posting the number of its vacancy, how many members that has, and its place
        among them; -1, 1 and 0 where it is alone."""
        number = self.of.get(posting, -1)
        if number < 0:
            return -1, 1, 0
        members = [each["posting"] for each in self.shown[number]["members"]]
        return number, len(members), members.index(posting)

    def of_posting(self, posting: str) -> dict[str, Any] | None:
        """Return the vacancy that a posting shows; None where it is alone."""
        number = self.of.get(posting, -1)
        return self.shown[number] if number >= 0 else None


def read_vacancies(root: Path, combined: Manifest | None) -> Vacancies:
    """Return the vacancies of the feed of all sites. A damaged file gives those before the damage,
    and a sentence. combined: its current run; None where there is no such feed."""
    if combined is None:
        return Vacancies()
    if VACANCY_FILES[0] not in combined.files:
        return Vacancies(trouble=combined.no_vacancies)
    found = Vacancies()
    try:
        for line in raw_lines(Folder(root, combined.feed).run(combined.run_id) / VACANCY_FILES[0]):
            _add(found, json.loads(line))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        return Vacancies(found.of, found.shown, f"The vacancies are damaged: {error!r}.")
    return found


def _add(found: Vacancies, vacancy: dict[str, Any]) -> None:
    if not (len(vacancy["members"]) > 1 or vacancy["possible"] or vacancy["supersedes"]):
        return
    for member in vacancy["members"]:
        found.of[member["posting"]] = len(found.shown)
    found.shown.append(vacancy)
