"""Two invented markets and the demo: precision and recall by pairs; and ids over thirty days."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from crawlers.vacancies.decided_pairs import DecidedPairs, decided_pairs
from tests.vacancies import hand_one, hand_two
from tests.vacancies.linking import Links, link, score
from tests.vacancies.world import Market, line

HANDS = {"one": hand_one.market, "two": hand_two.market}


def check(market: Market, links: Links) -> None:
    found = score(links.of(), market.of, links)
    assert found.precision >= 0.995, found.wrong[:10]
    assert found.recall >= 0.95, found.missed[:10]
    assert found.possible <= 0.05


@pytest.mark.parametrize("hand", HANDS)
def test_a_small_market_is_linked_as_its_truth_says(hand: str, tmp_path: Path) -> None:
    market = HANDS[hand](400, 5)
    links = link(tmp_path, market.lines())
    check(market, links)
    again = {each.number for each in market.vacancies if each.again is not None}
    superseding = [each for each in links.vacancies if each["supersedes"]]
    assert len(superseding) >= 0.9 * len(again) > 0


@pytest.mark.slow
@pytest.mark.parametrize("hand", HANDS)
def test_a_market_of_five_thousand_vacancies(hand: str, tmp_path: Path) -> None:
    market = HANDS[hand](5_000)
    check(market, link(tmp_path, market.lines()))


def test_the_demo_shows_one_vacancy_on_several_sites(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.vacancies import replicas

    monkeypatch.setenv("JOBWIRE_DEMO", "1")
    market = replicas.market(3)
    links = link(tmp_path, market.lines())
    check(market, links)
    assert max(len(each["members"]) for each in links.vacancies) == 3


KEPT = 2
"""Nights that a closed posting stays in the feed."""


def closed_at(night: int) -> str:
    return f"2032-01-{night + KEPT + 1:02}T00:00:00Z"


def _nights(market: Market, nights: int, seed: int) -> list[list[bytes]]:
    """Return the postings of several nights: some come, some go, some change."""
    random = Random(seed)
    records = {each["id"]: each for each in market.postings}
    there = {name for name in records if random.random() < 0.7}
    found = []
    for night in range(nights):
        there |= {
            name
            for name, each in records.items()
            if each["status"] == "open" and random.random() < 0.02
        }
        closed = closed_at(night)
        for name in sorted(there):
            if random.random() < 0.02 and records[name]["status"] == "open":
                life = records[name]["lifecycle"] | {"closed_at": closed, "closed_reason": "gone"}
                records[name] = records[name] | {"status": "closed", "lifecycle": life}
        there -= {
            name
            for name in there
            if (records[name]["lifecycle"]["closed_at"] or "~") < closed_at(night - KEPT)
        }
        for name in sorted(there):
            if random.random() < 0.02:
                records[name] = records[name] | {"openings": random.randrange(2, 5)}
        found.append([line(records[name]) for name in sorted(there)])
    return found


def _run(tmp_path: Path, nights: list[list[bytes]]) -> list[Links]:
    found: list[Links] = []
    for number, lines in enumerate(nights):
        before = nights[number - 1] if number else []
        former = found[-1].lines if found else []
        previous = str(number - 1) if number else None
        left = closed_at(number - KEPT)
        found.append(
            link(tmp_path, lines, str(number), previous, before, former, closed_before=left)
        )
    return found


@pytest.mark.parametrize("nights", [6, pytest.param(30, marks=pytest.mark.slow)])
def test_ids_last_while_members_come_and_go(nights: int, tmp_path: Path) -> None:
    market = hand_one.market(150, 7)
    found = _run(tmp_path, _nights(market, nights, 1))
    kept = moved = 0
    for before, after in pairwise(found):
        was, now = before.of(), after.of()
        named = {each["id"]: each for each in after.changes}
        for posting in was.keys() & now.keys():
            if was[posting] == now[posting]:
                kept += 1
            else:  # only where a merge or a split says so
                moved += 1
                ops = {named[each]["op"] for each in (was[posting], now[posting]) if each in named}
                assert ops & {"merge", "split", "remove", "add"}
    assert kept > 0 and moved <= 0.005 * (kept + moved)


@pytest.mark.parametrize("hand", HANDS)
def test_linking_what_changed_gives_what_linking_everything_gives(
    hand: str, tmp_path: Path
) -> None:
    nights = _nights(HANDS[hand](150, 9), 5, 2)
    step = _run(tmp_path, nights)[-1]
    (tmp_path / "anew").mkdir()
    assert said(step) == said(link(tmp_path / "anew", nights[-1]))


def said(links: Links) -> dict[str, tuple[list[str], list[str], set[str]]]:
    """Return what is said of each vacancy, by its first member: its members, the possible ones, and
    the members of what it supersedes."""
    by_id = {each["id"]: each for each in links.vacancies}
    found = {}
    for each in links.vacancies:
        members = sorted(member["posting"] for member in each["members"])
        possible = sorted(other["posting"] for other in each["possible"])
        former = {m["posting"] for name in each["supersedes"] for m in by_id[name]["members"]}
        found[members[0]] = (members, possible, former)
    return found


def test_the_order_of_work_changes_no_byte(tmp_path: Path) -> None:
    lines = hand_one.market(120, 3).lines()
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert link(tmp_path / "a", lines).lines == link(tmp_path / "b", lines).lines


def test_a_persons_word_goes_before_all_rules(tmp_path: Path) -> None:
    market = hand_one.market(60, 3)
    lines = market.lines()
    first = link(tmp_path, lines, "0")
    together = next(each for each in first.vacancies if len(each["members"]) > 2)
    alone = next(each for each in first.vacancies if len(each["members"]) == 1)
    one, two, three = (member["posting"] for member in together["members"][:3])
    stranger = alone["members"][0]["posting"]
    decided = DecidedPairs(
        same={tuple(sorted((one, stranger))): "eva: asked"},  # type: ignore[dict-item]
        not_same={(min(one, each), max(one, each)): "eva: two jobs" for each in (two, three)},
    )
    second = link(tmp_path, lines, "1", "0", lines, first.lines, decided)
    of = second.of()
    assert of[one] == of[stranger] and of[one] not in (of[two], of[three])
    member = next(
        m for each in second.vacancies for m in each["members"] if m["posting"] == stranger
    )
    assert (member["rule"], member["evidence"]) == ("person", ["eva: asked"])
    third = link(tmp_path, lines, "2", "1", lines, second.lines)
    assert third.of() == first.of()  # the word was taken back


def test_what_a_person_decided_is_of_pairs_in_order() -> None:
    decided = decided_pairs([(("b:2", "a:1", "c:3"), "eva: asked")], [])
    assert decided.same == dict.fromkeys(
        [("a:1", "b:2"), ("a:1", "c:3"), ("b:2", "c:3")], "eva: asked"
    )


def test_every_line_is_one_of_the_schema(tmp_path: Path) -> None:
    import jsonschema

    from crawlers.vacancies.model import schema

    links = link(tmp_path, hand_one.market(40, 3).lines())
    validator = jsonschema.Draft202012Validator(schema())
    for each in (*links.vacancies, *links.changes):
        validator.validate(each)
    root = Path(__file__).parents[2]
    committed = json.loads((root / "docs" / "vacancies.schema.json").read_text())
    assert committed == schema(), "run `make schema`"
