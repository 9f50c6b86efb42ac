"""The feed of all sites: the last good run of each, and the entries of those that failed."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawlers.feed.consume import changes, pull
from crawlers.feed.consume.verify import verify
from crawlers.feed.format.check import Unsound
from crawlers.feed.format.clock import Clock
from crawlers.feed.format.folder import Folder
from crawlers.feed.format.manifest import Manifest, Source
from crawlers.feed.run.combine import combine, part_of_site
from crawlers.posting import JobPosting
from tests.feed.board import Walk, play, posting


def of(site: str, *keys: int, text: str = "") -> list[JobPosting]:
    return [posting(key, text or f"{site} {key}", id=f"{site}:{key}", source=site) for key in keys]


def publish(root: Path, site: str, day: str, *keys: int, text: str = "", **walk: object) -> None:
    assert (
        play(root, day, Walk(of(site, *keys, text=text), **walk), name=site).verdict == "published"
    )  # type: ignore[arg-type]


def together(root: Path, day: str, *sites: str, tried: dict[str, Source] | None = None) -> Manifest:
    target = Folder(root, "all")
    target.make()
    manifest = combine(
        target,
        [part_of_site(Folder(root, site), (tried or {}).get(site)) for site in sites],
        Clock.at(day),
    )
    assert manifest and verify(target.path, every_run=True).problems == []
    return manifest


def test_sites_are_merged_by_id_and_followed_by_changes(tmp_path: Path) -> None:
    publish(tmp_path, "b", "2031-01-01", 1, 2)
    publish(tmp_path, "a-b", "2031-01-01", 3)
    publish(tmp_path, "a", "2031-01-01", 1, 10)
    together(tmp_path, "2031-01-01T01:00:00Z", "a", "a-b", "b")
    pull(tmp_path / "all", tmp_path / "copy")
    publish(tmp_path, "a", "2031-01-02", 1, 10, 11, text="new")
    # two runs of one site between two of all
    publish(tmp_path, "a", "2031-01-03", 1, 10, 11, 12, text="newer")
    publish(tmp_path, "b", "2031-01-03", 1, gone={"2": "http_404"})
    manifest = together(tmp_path, "2031-01-03T01:00:00Z", "a", "a-b", "b")
    assert (
        manifest.counts.added,
        manifest.counts.updated,
        manifest.counts.closed,
        manifest.counts.open,
    ) == (2, 2, 1, 6)
    assert [
        (change.id, change.reason, change.evidence["answer"])
        for change in changes(tmp_path / "all")
        if change.op == "close"
    ] == [("b:2", "gone", "http_404")]
    assert pull(tmp_path / "all", tmp_path / "copy").how == "changes"
    assert (tmp_path / "copy" / "postings.jsonl").read_bytes() == (
        tmp_path / "all.jsonl"
    ).read_bytes()


def test_a_failed_site_keeps_its_records_and_is_named(tmp_path: Path) -> None:
    publish(tmp_path, "a", "2031-01-01", 1)
    publish(tmp_path, "b", "2031-01-01", 1, 2)
    failed = Source("b", "failed", published=False, reasons=["list"], listed=0)
    manifest = together(tmp_path, "2031-01-02", "a", "b", tried={"b": failed})
    kept = next(source for source in manifest.sources if source.source == "b")
    assert (kept.published, kept.carried_over, kept.stale_since, kept.reasons) == (
        False,
        2,
        "2031-01-01T00:00:00Z",
        ["list"],
    )
    assert manifest.counts.open == 3 and manifest.counts.carried_over == 2


def test_a_site_without_a_good_run_is_named_and_adds_nothing(tmp_path: Path) -> None:
    publish(tmp_path, "a", "2031-01-01", 1)
    manifest = together(
        tmp_path,
        "2031-01-02",
        "a",
        "b",
        tried={"b": Source("b", "failed", published=False, reasons=["plugin"])},
    )
    assert [(source.source, source.published) for source in manifest.sources] == [
        ("a", True),
        ("b", False),
    ]


def test_nothing_is_published_where_no_site_has_a_good_run(tmp_path: Path) -> None:
    target = Folder(tmp_path, "all")
    target.make()
    assert (
        combine(target, [part_of_site(Folder(tmp_path, "a"), None)], Clock.at("2031-01-01")) is None
    )
    assert not target.latest.exists()


def test_a_site_that_is_no_more_leaves_by_name(tmp_path: Path) -> None:
    publish(tmp_path, "a", "2031-01-01", 1)
    publish(tmp_path, "b", "2031-01-01", 1, 2)
    together(tmp_path, "2031-01-01T01:00:00Z", "a", "b")
    pull(tmp_path / "all", tmp_path / "copy")
    manifest = together(tmp_path, "2031-01-02", "a")
    assert manifest.dropped.sources == ["b"] and manifest.files["postings.jsonl"].records == 1
    assert pull(tmp_path / "all", tmp_path / "copy").how == "changes"


def test_a_site_that_began_anew_makes_the_feed_begin_anew(tmp_path: Path) -> None:
    import shutil

    publish(tmp_path, "a", "2031-01-01", 1)
    publish(tmp_path, "b", "2031-01-01", 1, 2)
    together(tmp_path, "2031-01-01T01:00:00Z", "a", "b")
    pull(tmp_path / "all", tmp_path / "copy")
    shutil.rmtree(tmp_path / "b")
    publish(tmp_path, "b", "2031-01-02", 7)
    manifest = together(tmp_path, "2031-01-02T01:00:00Z", "a", "b")
    assert manifest.previous is None and manifest.sequence == 2
    assert pull(tmp_path / "all", tmp_path / "copy").how == "whole"


def test_a_closed_posting_leaves_a_stale_site_after_ninety_days(tmp_path: Path) -> None:
    publish(tmp_path, "a", "2031-01-01", 1, 2)
    publish(tmp_path, "a", "2031-01-02", 1, gone={"2": "http_404"})
    assert together(tmp_path, "2031-01-02", "a").files["postings.jsonl"].records == 2
    assert together(tmp_path, "2031-06-01", "a").files["postings.jsonl"].records == 1


def test_a_damaged_site_leaves_the_feed_of_all_as_it_was(tmp_path: Path) -> None:
    publish(tmp_path, "a", "2031-01-01", 1)
    publish(tmp_path, "b", "2031-01-01", 1, 2)
    together(tmp_path, "2031-01-01T01:00:00Z", "a", "b")
    before = (tmp_path / "all" / "latest.json").read_bytes()
    postings = next((tmp_path / "b" / "runs").iterdir()) / "postings.jsonl"
    data = postings.read_bytes()
    postings.unlink()
    postings.write_bytes(data.replace(b"b 1", b"b 9"))
    with pytest.raises(Unsound, match=f"{postings} is not what .*Restore {tmp_path / 'b'}/runs"):
        together(tmp_path, "2031-01-02", "a", "b")
    assert (tmp_path / "all" / "latest.json").read_bytes() == before
    assert not [path for path in (tmp_path / "all" / "runs").iterdir() if path.name.startswith(".")]


def test_the_same_sites_and_clock_give_the_same_bytes(tmp_path: Path) -> None:
    for root in (tmp_path / "one", tmp_path / "two"):
        publish(root, "a", "2031-01-01", 1)
        publish(root, "b", "2031-01-01", 1, 2)
        together(root, "2031-01-01T01:00:00Z", "a", "b")
        publish(root, "a", "2031-01-02", 1, 2)
        together(root, "2031-01-02T01:00:00Z", "a", "b")
    trees = [
        {
            path.relative_to(root): path.read_bytes()
            for path in root.rglob("*")
            if path.is_file() and "state" not in path.parts
        }
        for root in (tmp_path / "one", tmp_path / "two")
    ]
    assert trees[0] == trees[1]
