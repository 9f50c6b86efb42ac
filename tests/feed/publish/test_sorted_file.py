"""Lines taken out of a sorted file while the rest is copied in blocks."""

from __future__ import annotations

import hashlib
import json
import random
from pathlib import Path

import pytest

from crawlers.feed.format.check import Unsound
from crawlers.feed.format.manifest import FileFacts
from crawlers.feed.publish import sorted_file
from crawlers.feed.publish.sorted_file import SortedFile, whole_lines


def _file(path: Path, ids: list[str], dice: random.Random) -> tuple[SortedFile, list[bytes]]:
    lines = [
        json.dumps(
            {"id": each, "x": "y" * dice.choice((1, 50, 3_000, 20_000))}, separators=(",", ":")
        )
        for each in ids
    ]
    encoded = [line.encode() + b"\n" for line in lines]
    path.write_bytes(b"".join(encoded))
    facts = FileFacts(
        path.stat().st_size, hashlib.sha256(path.read_bytes()).hexdigest(), len(lines)
    )
    return SortedFile(path, path.name, facts), encoded


@pytest.mark.parametrize("seed", range(40))
def test_what_is_taken_and_what_is_copied_is_the_file(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dice = random.Random(seed)
    monkeypatch.setattr(sorted_file, "BLOCK", dice.choice((100, 1 << 20)))
    names = ('s:{:03d}"', "s:{:03d}", "s:{:d}", "s:é{:d}")  # a quotation mark is escaped in a line
    pool = sorted({dice.choice(names).format(dice.randrange(400)) for _ in range(500)})
    ids = [each for each in pool if dice.random() < dice.choice((0.1, 0.9))]
    old, lines = _file(tmp_path / "x.jsonl", ids, dice)
    copied, taken = [], {}
    with old:
        for posting_id in (each for each in pool if dice.random() < 0.3):
            copied += old.before(posting_id)
            taken[posting_id] = old.take(posting_id)
            copied.append(taken[posting_id])
        copied += old.rest()
    assert b"".join(copied) == b"".join(lines)
    assert all(
        line == (lines[ids.index(posting_id)] if posting_id in ids else b"")
        for posting_id, line in taken.items()
    )


def test_a_damaged_file_is_refused_behind_its_last_line(tmp_path: Path) -> None:
    old, _ = _file(tmp_path / "x.jsonl", ["s:1", "s:2", "s:3"], random.Random(1))
    text = (tmp_path / "x.jsonl").read_bytes()
    for damaged in (
        text[:-5],
        text.replace(b"yy", b"yz", 1) if b"yy" in text else text + b"z",
        text + b"\n",
    ):
        (tmp_path / "x.jsonl").write_bytes(damaged)
        with (
            SortedFile(tmp_path / "x.jsonl", "x.jsonl", old._facts) as file,
            pytest.raises(Unsound, match="not what the manifest"),
        ):
            list(file.rest())


def test_blocks_are_cut_at_the_ends_of_lines() -> None:
    assert list(whole_lines([b"a\nb", b"b\n", b"c", b"c\nd\ne", b"f"])) == [
        b"a\n",
        b"bb\n",
        b"cc\nd\n",
        b"ef",
    ]
