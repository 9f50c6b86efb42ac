"""A folder of feeds with everything that a report shows: good runs, a withheld run, a site that was
never published, a posting that tries to break out of the page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from crawlers.extensions import tally
from crawlers.feed.format.folder import Folder
from crawlers.feed.run.last_outcome import save_outcome
from crawlers.posting import JobPosting
from crawlers.posting.parts.places import Location
from crawlers.posting.parts.terms import Contract, Grade, Pay
from crawlers.posting.parts.text import Section, SectionBlock
from crawlers.posting.parts.when import When
from crawlers.posting.schema import Organization
from tests.feed.board import Walk, play, posting

NOW = "2026-03-05T08:00:00Z"

EVIL = (
    "<img src=x onerror=\"window.pwned='image'\"></script><script>"
    "window.pwned='text'</script>\u2028<!-- "
)


def sample(root: Path) -> Path:
    """Make `orchard`: three good runs, the last two with changes, then a withheld one. `quarry`:
    one run with a hostile posting. `mill`: never published."""
    first = [_orchard(key) for key in range(1, 13)]
    _play(root, "orchard", "2026-03-02", Walk(first))
    moved = {
        3: _orchard(3, deadline="2026-04-09", text="Pick the late pears, number 3."),
        4: _orchard(4, salary=_pay("2900")),
    }
    second = [moved.get(key) or _orchard(key) for key in range(1, 15)]
    _play(root, "orchard", "2026-03-03", Walk(second))
    third = [moved.get(key) or _orchard(key) for key in range(1, 15) if key != 5]
    _play(root, "orchard", "2026-03-04", Walk(third, gone={"5": "http_404"}))
    _play(
        root,
        "orchard",
        "2026-03-05",
        Walk(second[:4], list_failures=[("http://orchard.example/list?page=2", "http_500")]),
    )
    _play(
        root,
        "quarry",
        "2026-03-05",
        Walk([_quarry(), _plain()]),
    )
    _play(
        root,
        "mill",
        "2026-03-05",
        Walk(
            [],
            list_failures=[("http://mill.example/list", "timeout")],
            dropped={"9": f"rejected: {EVIL}"},
        ),
    )
    return root


def _play(root: Path, name: str, day: str, walk: Walk) -> None:
    outcome = play(root, f"{day}T06:00:00Z", walk, name)
    folder = Folder(root, name)
    save_outcome(folder, outcome)
    stats = {
        "downloader/request_count": 17,
        "downloader/response_status_count/200": 15,
        "downloader/response_status_count/404": 2,
    }
    tally.add(
        folder.work,
        tally.tally_of(str(outcome.source.run_id), {**stats, "jobwire/robots/settled": 1}),
    )


def _orchard(key: int, deadline: str = "2026-04-02", text: str = "", **fields: Any) -> JobPosting:
    paragraphs = [
        SectionBlock(
            kind="paragraph", text=text or f"Prune the trees of row {key} before the frost ends."
        )
    ]
    standard = [SectionBlock(kind="paragraph", text="The orchard pays on Fridays.", standard=True)]
    return posting(
        key,
        deadline=deadline,
        **{
            "id": f"orchard:{key}",
            "source": "orchard",
            "url": f"https://orchard.example/jobs/{key}",
            "organization": Organization(name="Hillside Orchard" if key % 2 else "Łąka Orchards"),
            "locations": [
                Location(raw="Ghent (BE)", city="Ghent", country="BE")
                if key % 2
                else Location(raw="Łódź", city="Łódź", country="PL")
            ],
            "grades": [Grade(raw=f"O{key}", system="Orchard", code=f"O{key}")],
            "salary": _pay("2500"),
            "contract": Contract(type="definite", duration="P2Y", raw="for two years"),
            "sections": [
                Section(kind="responsibilities", heading="What you do", blocks=paragraphs),
                Section(kind="about_employer", blocks=standard),
            ],
            "description": f"What you do\n{paragraphs[0].text}\n{standard[0].text}",
            **fields,
        },
    )


def _pay(figure: str) -> Pay:
    return Pay(raw=f"{figure} a month", min=figure, max=figure, period="month")


def _quarry() -> JobPosting:
    return posting(
        "evil",
        id="quarry:evil",
        source="quarry",
        title=f"Blaster {EVIL}",
        url="javascript:window.pwned='url'",
        apply_url="data:text/html,<script>window.pwned=1</script>",
        documents=[
            "https://quarry.example/a.pdf",
            "vbscript:x",
            "//quarry.example/b.pdf",
            f"https://quarry.example/{EVIL}",
        ],
        organization=Organization(name=f"\"'><svg onload=window.pwned='svg'> {EVIL}"),
        locations=[Location(raw=EVIL)],
        grades=[Grade(raw=EVIL)],
        skills=[EVIL],
        valid_through=When(raw=EVIL, kind="ongoing"),
        sections=[
            Section(kind="other", heading=EVIL, blocks=[SectionBlock(kind="item", text=EVIL)])
        ],
        description=EVIL,
    )


def _plain() -> JobPosting:
    return posting("2", id="quarry:2", source="quarry")
