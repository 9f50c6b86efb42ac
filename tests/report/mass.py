"""Write a feed of any size as files, to measure the page and not the publisher."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

from crawlers.feed.format.folder import Folder
from crawlers.feed.format.manifest import Counts, FileFacts, Manifest, Source
from crawlers.posting import JobPosting
from crawlers.posting.line import canonical_line, line_of
from crawlers.posting.parts.places import Location
from crawlers.posting.parts.terms import Grade
from crawlers.posting.parts.text import Section, SectionBlock
from crawlers.posting.parts.when import When
from crawlers.posting.schema import Lifecycle, Organization
from tests.trades import TRADES

NOW = "2026-03-02T06:00:00Z"
RUN = "20260302T060000Z-abcdef"

TOWNS = (
    ("Ghent", "BE"),
    ("Łódź", "PL"),
    ("Porto", "PT"),
    ("Århus", "DK"),
    ("Brno", "CZ"),
    ("Graz", "AT"),
)
WORDS = (
    "ledger",
    "harbour",
    "signal",
    "gravel",
    "ribbon",
    "lantern",
    "orchard",
    "kettle",
    "mortar",
    "compass",
    "thistle",
    "granary",
    "bellows",
    "quarry",
)
STANDARD = (
    "The guild welcomes every hand that knows its craft, and pays what the table of the guild says."
)


def _lines_by_file(name: str, postings: int) -> dict[str, list[bytes]]:
    """Return the lines of each file of the run."""
    chance = Random(7)
    files: dict[str, list[bytes]] = {
        each: []
        for each in ("postings", "provenance", "removed", "sightings", "changes", "rejects")
    }
    for number in range(postings):
        posting = _posting(name, number, chance)
        files["postings"].append(canonical_line(posting))
        found = {"title": {"method": "selector", "locator": "h1", "raw": posting.title}}
        files["provenance"].append(line_of({"id": posting.id, "fields": found, "unread": []}))
        cut = {"text": "Share this", "rule": "site_line", "line": 1}
        files["removed"].append(line_of({"id": posting.id, "removed": [cut]}))
        files["sightings"].append(line_of({"id": posting.id, "fetched_at": NOW, "last_seen": NOW}))
    return files


def mass(root: Path, postings: int, name: str = "mass") -> Folder:
    """Write one published run with this many postings of about 4 kB."""
    folder = Folder(root, name)
    run = folder.run(RUN)
    run.mkdir(parents=True)
    folder.work.mkdir()
    files = _lines_by_file(name, postings)
    for each, lines in files.items():
        (run / f"{each}.jsonl").write_bytes(b"".join(lines))
    source = Source(
        name,
        "success",
        published=True,
        run_id=RUN,
        listed=postings,
        fetched=postings,
        count=postings,
        complete=True,
    )
    facts = {f"{each}.jsonl": FileFacts(0, "", len(lines)) for each, lines in files.items()}
    manifest = Manifest(
        name, RUN, None, NOW, NOW, files=facts, counts=Counts(open=postings), sources=[source]
    )
    (run / "manifest.json").write_bytes(manifest.text())
    folder.latest.write_text(json.dumps({"run_id": RUN}))
    return folder


def _posting(source: str, number: int, chance: Random) -> JobPosting:
    town, country = TOWNS[number % len(TOWNS)]
    trade = TRADES[number % len(TRADES)]
    day = f"2026-{3 + number % 9:02}-{1 + number % 28:02}"
    blocks = [SectionBlock(kind="item", text=_sentence(chance)) for _ in range(30)]
    about = [SectionBlock(kind="paragraph", text=STANDARD, standard=True)]
    fields: dict[str, Any] = {
        "organization": Organization(
            name=f"{WORDS[number % 14].capitalize()} & {WORDS[number // 14 % 14]} works"
        ),
        "locations": [Location(raw=f"{town} ({country})", city=town, country=country)],
        "grades": [Grade(raw=f"G{number % 9}")],
        "valid_through": When(raw=day, date=day, precision="day", latest=f"{day}T23:59:59Z"),
        "sections": [
            Section(kind="responsibilities", heading="Duties", blocks=blocks),
            Section(kind="about_employer", blocks=about),
        ],
        "lifecycle": Lifecycle(first_seen=f"2026-02-{1 + number % 28:02}T06:00:00Z"),
        "url": f"https://{source}.example/jobs/{number}",
    }
    return JobPosting(
        id=f"{source}:{number:06}",
        source=source,
        source_kind="origin",
        title=f"{trade} {number}",
        **fields,
    )


def _sentence(chance: Random) -> str:
    return " ".join(chance.choices(WORDS, k=16)) + f" {chance.randrange(10**6)}."
