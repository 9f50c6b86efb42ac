"""What a night compares again, and that it comes to what linking everything comes to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from crawlers.vacancies import link as linking
from crawlers.vacancies.pair import Pair
from crawlers.vacancies.state import State
from tests.vacancies import hand_one, world
from tests.vacancies.linking import Links, link
from tests.vacancies.test_markets import said
from tests.vacancies.world import line


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[set[str]]:
    """The ids of every pair that is compared."""
    pairs: list[set[str]] = []
    judge = linking.judge

    def noting(pair: Pair, one: int, two: int) -> Any:
        pairs.append({pair.one.id, pair.two.id})
        return judge(pair, one, two)

    monkeypatch.setattr(linking, "judge", noting)
    return pairs


def parts(links: Links) -> set[frozenset[str]]:
    return {frozenset(m["posting"] for m in each["members"]) for each in links.vacancies}


def test_a_night_compares_only_pairs_of_postings_whose_facts_changed(
    tmp_path: Path, compared: list[set[str]]
) -> None:
    records = {each["id"]: each for each in hand_one.market(100, 3).postings}
    before = [line(records[name]) for name in sorted(records)]
    first = link(tmp_path, before)
    member = next(each for each in first.vacancies if len(each["members"]) > 2)["members"][0]
    name = member["posting"]
    assert len(compared) > 100

    compared.clear()
    records[name] |= {"openings": 3}  # is shown, and not compared
    after = [line(records[name]) for name in sorted(records)]
    second = link(tmp_path, after, "2", "1", before, first.lines)
    assert not compared and parts(second) == parts(first)
    assert [each["op"] for each in second.changes] == ["update"]

    records[name] |= {"title": "Keeper of the Lighthouse"}
    last = [line(records[name]) for name in sorted(records)]
    link(tmp_path, last, "3", "2", after, second.lines)
    assert 0 < len(compared) < 20 and all(name in each for each in compared)


@pytest.mark.parametrize("title", ["Keeper of Maps", "Keeper of Maps and Rivers"])
def test_a_sentence_that_becomes_standard_text_is_compared_again(
    title: str, tmp_path: Path
) -> None:
    """Four sentences tie two copies, or make them possible; once other posts have them too, they
    do neither."""
    kept = ("old maps of rivers", "radio masts", "cable drums of steel", "spare pumps")
    shared = [f"The depot keeps {what} under the new law." for what in kept]

    def posting(number: int, title: str, source: str) -> dict[str, Any]:
        return world.blank() | {
            "id": f"{source}:{number}", "source": source, "source_kind": "aggregator",
            "title": title, "lifecycle": world.lifecycle(world.DAY_ZERO), **world.texts(shared),
        }  # fmt: skip

    two = [posting(1, "Keeper of Maps", "north"), posting(2, title, "south")]
    before = [line(each) for each in two]
    first = link(tmp_path, before)
    assert len(first.vacancies) == 1 or first.vacancies[0]["possible"]
    more = [posting(3 + at, title, f"west{at}") for at, title in
            enumerate(("Welder", "Night Nurse", "Tram Driver", "Harbour Pilot"))]  # fmt: skip
    after = sorted(line(each) for each in (*two, *more))
    second = link(tmp_path, after, "2", "1", before, first.lines)
    assert len(second.vacancies) == 6 and not any(e["possible"] for e in second.vacancies)
    (tmp_path / "anew").mkdir()
    assert said(second) == said(link(tmp_path / "anew", after))


def test_a_state_that_a_night_left_half_written_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = {each["id"]: each for each in hand_one.market(60, 3).postings}
    before = [line(records[name]) for name in sorted(records)]
    first = link(tmp_path, before)
    name = next(e for e in first.vacancies if len(e["members"]) > 1)["members"][0]["posting"]
    changed = [line(records[each] | {"title": "Keeper"} if each == name else records[each])
               for each in sorted(records)]  # fmt: skip
    with monkeypatch.context() as patch:
        patch.setattr(State, "find_candidates", lambda self: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            link(tmp_path, changed, "2", "1", before, first.lines)
    again = link(tmp_path, before, "2", "1", before, first.lines)  # the change was taken back
    assert again.lines == first.lines


def test_the_facts_are_kept_of_the_postings_that_are_there_alone(tmp_path: Path) -> None:
    import sqlite3

    records = {each["id"]: each for each in hand_one.market(40, 3).postings}
    before = [line(records[name]) for name in sorted(records)]
    first = link(tmp_path, before)
    changed = [line(records[name] | {"title": "Keeper"}) for name in sorted(records)]
    link(tmp_path, changed, "2", "1", before, first.lines)
    with sqlite3.connect(tmp_path / "vacancies.facts") as facts:
        assert facts.execute("SELECT count(*) FROM facts").fetchone() == (len(before),)
