"""Every platform's board is crawled from its replica; what the stages make of it is scored field by
field against the truth."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, time
from typing import Any

import pytest
from scrapy.settings import Settings

from crawlers import settings as project
from crawlers.demo.platforms.boards import REPLICAS
from crawlers.demo.platforms.server import Platform, Served
from crawlers.demo.platforms.taleo import Taleo
from crawlers.demo.platforms.truth import EPOCH, TYPES, Opening
from crawlers.plugins.discovery import find_by_name
from crawlers.spider import PostingSpider
from crawlers.text.words import fold
from tests.spider.walking import crawl

STAGES = {
    **Settings({"ITEM_PIPELINES": project.ITEM_PIPELINES}).getdict("ITEM_PIPELINES"),
}
FIELDS = (
    "title",
    "organization",
    "locations",
    "employment_types",
    "workplace",
    "date_posted",
    "valid_through",
    "salary",
    "identifiers",
    "categories",
    "language",
    "sections",
)
BARE = {
    **dict.fromkeys(FIELDS),
    "locations": [],
    "employment_types": [],
    "identifiers": [],
    "categories": [],
}
_TYPE_IN_TITLE = re.compile(r"\d ?%$|^Trainee,")
_GENDERS = re.compile(r"\s*\(m/w/d\)")
Verdict = tuple[str, str, str, Any, Any]


def read_board(replica: Platform) -> dict[str, dict[str, Any]]:
    """The board's postings as the feed would have them, by key."""
    return read_with(find_by_name(replica.name), replica, board=replica.board_name)


def read_with(
    spider: type[PostingSpider], replica: Platform, **kwargs: str
) -> dict[str, dict[str, Any]]:
    """The postings that a plugin reads from a replica, by key; the walk must be whole."""
    with Served(replica) as origin:
        noon = datetime.combine(EPOCH, time(12), UTC)
        made = {"ITEM_PIPELINES": STAGES}
        walk = crawl(
            spider,
            made,
            lambda spider: setattr(spider, "clock", lambda: noon),
            origin=origin,
            **kwargs,
        )
    assert walk.ledger.complete, walk.ledger.list_failures
    assert len(walk.ledger.listed) == len(replica.listed) and not walk.ledger.given_up
    return {
        item.posting.id.partition(":")[2]: item.posting.model_dump(mode="json")
        for item in walk.items
    }


def verdicts(replica: Platform, postings: dict[str, dict[str, Any]]) -> Iterator[Verdict]:
    """Opening, field, verdict, wanted and found, for each field that either side has."""
    by_title = {fold(_GENDERS.sub("", posting["title"])): posting for posting in postings.values()}
    for opening in replica.listed:
        posting = by_title.get(fold(_GENDERS.sub("", opening.title)))
        said, found = wanted(replica, opening), found_in(posting) if posting else BARE
        for field in FIELDS:
            want, have = said[field], found[field]
            if want or have:
                yield (
                    opening.id,
                    field,
                    "right"
                    if want == have
                    else "missing"
                    if not have
                    else "wrong"
                    if want
                    else "invented",
                    want,
                    have,
                )


def wanted(replica: Platform, opening: Opening) -> dict[str, Any]:
    """What the platform says, in the form of `found_in`."""
    said = replica.states(opening)
    return {
        **said,
        "title": fold(_GENDERS.sub("", said["title"])),
        "organization": said["organization"] and fold(said["organization"]),
        "locations": sorted((place["city"], place["country"]) for place in said["locations"]),
        "employment_types": sorted(said["employment_types"]) or type_in_title(opening),
        "salary": said["salary"]
        and {name: as_number(value) for name, value in said["salary"].items()},
        "identifiers": sorted(said["identifiers"]),
        "categories": list(dict.fromkeys(said["categories"])),
        "sections": sorted(said["sections"].items()),
    }


def type_in_title(opening: Opening) -> list[str]:
    """The type that a title says where the platform does not: "Crane Operator 50%"."""
    return [TYPES[opening.type]] if _TYPE_IN_TITLE.search(opening.title) else []


def found_in(posting: dict[str, Any]) -> dict[str, Any]:
    """A posting's header fields, comparable; an instant where a clock was printed, else the day."""
    salary, keys = posting["salary"], ("min", "max", "currency", "period")
    return {
        "title": fold(_GENDERS.sub("", posting["title"])),
        "organization": fold(posting["organization"]["name"]) if posting["organization"] else None,
        "locations": sorted((place["city"], place["country"]) for place in posting["locations"]),
        "employment_types": sorted(posting["employment_types"]),
        "workplace": posting["workplace"],
        "date_posted": moment(posting["date_posted"]),
        "valid_through": moment(posting["valid_through"]),
        "salary": salary and {key: as_number(salary[key]) for key in keys},
        "identifiers": sorted(
            each["value"] for each in posting["identifiers"] if each["scheme"] != "source"
        ),
        "categories": posting["categories"],
        "language": posting["language"],
        "sections": sorted((section["kind"], items_of(section)) for section in posting["sections"]),
    }


def items_of(section: dict[str, Any]) -> int:
    return sum(block["kind"] == "item" for block in section["blocks"])


def moment(when: dict[str, Any] | None) -> str | None:
    if when is None or when["kind"] != "fixed":
        return None
    return str(when["earliest"] if when["time"] and when["zone"] else when["date"])


def as_number(value: Any) -> Any:
    return float(value) if isinstance(value, str) and re.fullmatch(r"[\d.]+", value) else value


BOARDS = [
    *((name, kind) for name, kind in REPLICAS.items()),
    ("taleo-classic", lambda: Taleo(frontend="classic")),
    ("rippling-older-list", lambda: REPLICAS["rippling"]("retired")),
    ("gem-own-call", lambda: REPLICAS["gem"]("closed")),
]


@pytest.mark.parametrize(("name", "make"), BOARDS, ids=[name for name, _ in BOARDS])
def test_a_board_is_read_as_it_is(name: str, make: Any) -> None:
    replica = make()
    check(replica, read_board(replica))


def check(replica: Platform, postings: dict[str, dict[str, Any]]) -> None:
    """Nothing wrong, nothing made up, and at least 99.5 % of what the platform says."""
    found = list(verdicts(replica, postings))
    counts = Counter(verdict for _, _, verdict, _, _ in found)
    wrong = [each for each in found if each[2] != "right"]
    assert counts["invented"] == counts["wrong"] == 0, wrong[:5]
    assert counts["right"] / counts.total() >= 0.995, wrong[:5]
