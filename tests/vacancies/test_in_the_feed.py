"""Vacancies of the feed of all sites: published beside the postings, verified, read, and never in
the way of the postings."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from crawlers.feed.consume.consume import vacancies, vacancy_changes
from crawlers.feed.consume.verify import verify
from crawlers.feed.format.clock import Clock
from crawlers.feed.format.folder import Folder
from crawlers.feed.format.manifest import Manifest
from crawlers.feed.run.combine import combine, part_of_site
from crawlers.posting import JobPosting
from crawlers.posting.line import id_of, line_of
from crawlers.posting.parts.places import Location
from crawlers.posting.schema import Identifier, Organization
from tests import ROOT
from tests.feed.board import Walk, play, posting
from tests.hostile import feeds as hostile


def job(site: str, key: str, **fields: object) -> JobPosting:
    kept = {
        "organization": Organization(name="Alder Harbour Board"),
        "locations": [Location(raw="Galway, Ireland", city="Galway", country="IE")],
        "title": "Harbour Pilot",
        "identifiers": [Identifier(scheme="reference", value="HP-4711")],
    }
    return posting(key, id=f"{site}:{key}", source=site, **(kept | fields))


def publish(root: Path, day: str, **sites: list[JobPosting]) -> Manifest:
    for name, postings in sites.items():
        assert play(root, day, Walk(postings), name=name).verdict == "published"
    target = Folder(root, "all")
    target.make()
    parts = [part_of_site(Folder(root, name), None) for name in ("north", "south")]
    manifest = combine(target, parts, Clock.at(f"{day}T01:00:00Z"))
    assert manifest and verify(target.path, every_run=True).problems == []
    return manifest


def test_one_job_of_two_sites_is_one_vacancy(tmp_path: Path) -> None:
    publish(tmp_path, "2031-01-01", north=[job("north", "1")],
            south=[job("south", "9", source_kind="aggregator"),
                   job("south", "8", title="Crane Driver", identifiers=[])])  # fmt: skip
    pilot, crane = sorted(vacancies(tmp_path / "all"), key=lambda each: -len(each.members))
    assert [each.posting for each in pilot.members] == ["north:1", "south:9"]
    assert pilot.members[0].rule == "number" and pilot.members[0].tied_to == "south:9"
    assert pilot.best["title"] == {"value": "Harbour Pilot", "from": "north:1"}
    assert [each.posting for each in crane.members] == ["south:8"] and crane.open
    assert {each.op for each in vacancy_changes(tmp_path / "all")} == {"add"}


def test_ids_stay_and_a_merge_is_named_with_its_reason(tmp_path: Path) -> None:
    publish(tmp_path, "2031-01-01", north=[job("north", "1")],
            south=[job("south", "9", source_kind="aggregator", identifiers=[])])  # fmt: skip
    before = {each.members[0].posting: each.id for each in vacancies(tmp_path / "all")}
    assert len(before) == 2
    publish(tmp_path, "2031-01-02", south=[job("south", "9", source_kind="aggregator")])
    (now,) = vacancies(tmp_path / "all")
    changes = {each.id: each for each in vacancy_changes(tmp_path / "all")}
    assert now.id in before.values() and changes[now.id].op == "merge"
    assert changes[now.id].reason.startswith("number")
    (gone,) = set(before.values()) - {now.id}
    assert changes[gone].op == "remove" and changes[gone].others == [now.id]
    publish(tmp_path, "2031-01-03", south=[
        job("south", "9", source_kind="aggregator",
            identifiers=[Identifier(scheme="reference", value="HP-9999")])])  # fmt: skip
    changes = {each.id: each for each in vacancy_changes(tmp_path / "all")}
    assert changes[now.id].op == "split" and changes[now.id].reason == "forbidden by number"


def test_a_night_without_news_changes_no_vacancy(tmp_path: Path) -> None:
    publish(tmp_path, "2031-01-01", north=[job("north", "1")], south=[job("south", "9")])
    first = (tmp_path / "all" / "latest.json").read_text()
    publish(tmp_path, "2031-01-02")
    assert list(vacancy_changes(tmp_path / "all")) == []
    assert first != (tmp_path / "all" / "latest.json").read_text()


def test_without_duckdb_the_postings_are_published_and_the_manifest_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    manifest = publish(tmp_path, "2031-01-01", north=[job("north", "1")], south=[job("south", "9")])
    assert manifest.no_vacancies.startswith("No vacancies: duckdb is not installed")
    assert manifest.files["postings.jsonl"].records == 2
    assert "vacancies.jsonl" not in manifest.files
    with pytest.raises(Exception, match="duckdb is not installed"):
        list(vacancies(tmp_path / "all"))
    monkeypatch.undo()
    assert publish(tmp_path, "2031-01-02").no_vacancies == ""


def test_ids_outlive_a_night_without_linking(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tmp_path, "2031-01-01", north=[job("north", "1")], south=[job("south", "9")])
    before = [each.id for each in vacancies(tmp_path / "all")]
    monkeypatch.setitem(sys.modules, "duckdb", None)
    assert publish(tmp_path, "2031-01-02").no_vacancies
    monkeypatch.undo()
    publish(tmp_path, "2031-01-03")
    assert [each.id for each in vacancies(tmp_path / "all")] == before


@pytest.mark.parametrize("name", ["vacancies.duckdb", "vacancies.facts"])
@pytest.mark.parametrize("damage", ["nonsense", "missing"])
def test_a_damaged_state_is_made_anew(name: str, damage: str, tmp_path: Path) -> None:
    publish(tmp_path, "2031-01-01", north=[job("north", "1")], south=[job("south", "9")])
    before = [each.id for each in vacancies(tmp_path / "all")]
    file = tmp_path / "all" / "state" / name
    file.write_bytes(b"nonsense" * 1000) if damage == "nonsense" else file.unlink()
    assert not publish(tmp_path, "2031-01-02", south=[job("south", "9", openings=2)]).no_vacancies
    assert [each.id for each in vacancies(tmp_path / "all")] == before


def test_an_export_has_each_vacancy_once(tmp_path: Path) -> None:
    copies = [
        job("south", "9", source_kind="aggregator"),
        job("south", "8", title="Crane Driver", identifiers=[]),
    ]
    baker = job("north", "2", title="Baker", identifiers=[])
    publish(tmp_path, "2031-01-01", north=[job("north", "1"), baker], south=copies)

    def exported() -> list[str]:
        file = tmp_path / "out.jsonl"
        command = [
            sys.executable,
            "-m",
            "crawlers.feed",
            "export",
            str(tmp_path / "all"),
            str(file),
        ]
        subprocess.run([*command, "--each-vacancy"], check=True, cwd=ROOT)
        return [id_of(line) for line in file.read_bytes().splitlines(keepends=True)]

    assert exported() == ["north:1", "north:2", "south:8"]
    walk = Walk([baker], gone={"1": "http_404"})
    assert play(tmp_path, "2031-01-02", walk, name="north").verdict == "published"
    publish(tmp_path, "2031-01-02")
    assert exported() == ["north:2", "south:8", "south:9"]


def test_verify_finds_what_is_wrong_with_the_vacancies(tmp_path: Path) -> None:
    publish(tmp_path, "2031-01-01", north=[job("north", "1")],
            south=[job("south", "9", source_kind="aggregator")])  # fmt: skip
    feed = tmp_path / "all"

    def without_a_member(lines: list[bytes]) -> list[bytes]:
        vacancy = json.loads(lines[0])
        return [line_of(vacancy | {"members": vacancy["members"][:1]})]

    hostile.lines(feed, "vacancies.jsonl", without_a_member)
    problems = " ".join(verify(feed).problems)
    assert "do not have each posting once (-1 members)" in problems
    assert "+ changes do not give v-" in problems
