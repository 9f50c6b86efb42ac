"""The postings of all sites for the page: columns for the list, and boxes of full postings that the
page unpacks one by one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from crawlers.posting.line import id_of
from crawlers.report.changes import SiteChanges
from crawlers.report.embedding import pack
from crawlers.report.gather import SiteFeed, raw_lines
from crawlers.report.vacancies import Vacancies

BOX = 32
"""Postings in one box: few enough to be unpacked in a blink, enough for their common text to pack
well."""

LEFT_OUT = frozenset({"schema_version", "source", "description", "description_html"})
"""Fields that the page does without: the sections hold the text."""

LONGEST_CUT = 300

SIDES = ("provenance.jsonl", "removed.jsonl", "sightings.jsonl")


@dataclass(slots=True)
class Words:
    """Numbers for words that many postings share."""

    known: dict[str, int] = field(default_factory=dict)

    def number(self, word: str) -> int:
        return self.known.setdefault(word, len(self.known))


@dataclass(slots=True)
class PostingIndex:
    """columns: by name, one value a posting; those named in `words` are numbers of its words.
    boxes: packed lists of BOX postings in the same order, each [record, how, unread, cut, sighting,
    history, vacancy]. troubles: by site, why not all of it is here.
    no_vacancies: why there are no vacancies, in a sentence, or ""."""

    columns: dict[str, list[Any]]
    words: dict[str, Words]
    boxes: list[str]
    troubles: dict[str, str]
    no_vacancies: str = ""

    def index(self) -> dict[str, Any]:
        """Return what the page's list is made from."""
        return {
            "columns": self.columns,
            "words": {name: list(each.known) for name, each in self.words.items()},
            "box": BOX,
        }


COLUMNS = (
    "id",
    "site",
    "title",
    "employer",
    "place",
    "grade",
    "deadline",
    "over",
    "seen",
    "open",
    "numbers",
    "vacancy",
    "sources",
    "rank",
)
SHARED = ("employer", "place", "grade")


def index_postings(
    sites: Iterable[tuple[SiteFeed, SiteChanges]], vacancies: Vacancies
) -> PostingIndex:
    """Return the current postings of the sites that have a good run, with their side files and the
    vacancies that they are of."""
    postings = PostingIndex(
        {name: [] for name in COLUMNS},
        {name: Words() for name in SHARED},
        [],
        {},
        vacancies.trouble,
    )
    box: list[Any] = []
    for number, (site, changed) in enumerate(sites):
        try:
            for record, beside in _postings(site):
                row = {**_row(record), "site": number}
                row["vacancy"], row["sources"], row["rank"] = vacancies.row(record["id"])
                for name in COLUMNS:
                    postings.columns[name].append(
                        postings.words[name].number(row[name]) if name in SHARED else row[name]
                    )
                history = changed.history.get(record["id"], [])
                vacancy = vacancies.of_posting(record["id"])
                box.append([_slim(record), *beside, history, vacancy])
                if len(box) == BOX:
                    postings.boxes.append(pack(box))
                    box.clear()
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            postings.troubles[site.name] = f"Its postings are damaged: {error!r}"
    if box:
        postings.boxes.append(pack(box))
    return postings


def _row(record: dict[str, Any]) -> dict[str, Any]:
    """Return the columns of a posting, but for its site and vacancy. deadline: the day, or
    `ongoing` and the like, or "". over: the last instant it can mean. seen: the day it came.
    numbers: what the employer and the source call it."""
    through = record["valid_through"] or {}
    kind = through.get("kind", "fixed")
    organization = record["organization"] or {"name": "", "units": []}
    return {
        "id": record["id"],
        "title": record["title"],
        "employer": organization["name"],
        "place": "; ".join(dict.fromkeys(_place(each) for each in record["locations"])),
        "grade": ", ".join(each["raw"] for each in record["grades"]),
        "deadline": through.get("date") or (kind if kind != "fixed" else ""),
        "over": through.get("latest") or "",
        "seen": (record["lifecycle"]["first_seen"] or "")[:10],
        "open": int(record["status"] == "open"),
        "numbers": " ".join(each["value"] for each in record["identifiers"]),
    }


def _place(location: dict[str, Any]) -> str:
    """`Brussels, Belgium`; as printed where neither is known."""
    parts = (location["city"], location["region"], _country(location["country"]))
    return ", ".join(filter(None, parts)) or str(location["raw"])


_COUNTRIES: dict[str, str] = {}


def _country(code: str | None) -> str:
    if not code:
        return ""
    if not _COUNTRIES:
        from babel import Locale

        _COUNTRIES.update({str(key): str(name) for key, name in Locale("en").territories.items()})
    return _COUNTRIES.get(code, code)


def _slim(record: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value
        for name, value in record.items()
        if name not in LEFT_OUT and value not in (None, "", [], {})
    }


def _postings(site: SiteFeed) -> Iterator[tuple[dict[str, Any], list[Any]]]:
    """Yield the records of a site's last good run, each with its lines of the side files: how each
    field was found, the labels that no word list knows, what was cut, the sighting. The files are
    sorted by id; a line that is missing is left out."""
    if not site.last:
        return
    folder = site.folder.run(site.last.run_id)
    sides = [_Side(raw_lines(folder / name)) for name in SIDES]
    for line in raw_lines(folder / "postings.jsonl"):
        found, removed, sighting = (side.at(id_of(line)) for side in sides)
        cut = [[each["text"][:LONGEST_CUT], each["rule"]] for each in removed.get("removed", [])]
        yield json.loads(line), [found.get("fields", {}), found.get("unread", []), cut, sighting]


class _Side:
    """A side file read along with the postings."""

    def __init__(self, lines: Iterator[bytes]) -> None:
        self._lines = lines
        self._line = next(lines, b"")

    def at(self, posting: str) -> dict[str, Any]:
        """Return the line of a posting; an empty one where there is none."""
        while self._line and id_of(self._line) < posting:
            self._line = next(self._lines, b"")
        found: dict[str, Any] = (
            json.loads(self._line) if self._line and id_of(self._line) == posting else {}
        )
        return {name: value for name, value in found.items() if name != "id"}
