"""The journal gives back every record that was written whole, and nothing else, wherever a kill or
the disk cut it."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from crawlers.feed.store.journal import PARTS, Journal
from crawlers.posting.line import line_of

HEAD = {"t": "run", "run_id": "20310101T000000Z-000000"}
PARTS_OF_A = (line_of({"fields": {"title": "a\tb"}}), b'{"removed":[]}\n', b'{"id":"demo:a"}\n')


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal"


def written(path: Path) -> bytes:
    journal = Journal(path)
    journal.append(HEAD)
    journal.append({"t": "posting", "key": "a", "state": {}, "text": "x\ty"}, *PARTS_OF_A)
    journal.append({"t": "posting", "key": "b", "state": {}})
    journal.append({"t": "reject", "key": "c", "url": None, "kind": "lost", "reason": "error: x"})
    journal.close()
    return path.read_bytes()


def test_records_come_back(path: Path) -> None:
    written(path)
    journal = Journal(path)
    assert journal.head == HEAD
    assert journal.posting("a") == {"t": "posting", "key": "a", "state": {}, "text": "x\ty"}
    assert tuple(journal.part("a", name) for name in PARTS) == PARTS_OF_A
    assert [journal.part("b", name) for name in PARTS] == [b"", b"", b""]
    assert (
        journal.holds_line("a") and not journal.holds_line("b") and list(journal.rejects) == ["c"]
    )


def test_a_torn_tail_is_cut_off_and_the_journal_goes_on(path: Path) -> None:
    whole = written(path)
    ends = [0, *(end + 1 for end, byte in enumerate(whole) if byte == 10)]
    for cut in range(len(whole)):
        path.write_bytes(whole[:cut])
        journal = Journal(path)
        kept = max(end for end in ends if end <= cut)
        assert path.read_bytes() == whole[:kept]
        record = HEAD if kept == 0 else {"t": "posting", "key": "z", "state": {}}
        journal.append(record)
        journal.close()
        again = Journal(path)
        assert again.head == HEAD and ("z" in again.index) == (kept > 0)
        again.close()


def test_a_flipped_bit_is_not_believed(path: Path) -> None:
    whole = bytearray(written(path))
    for place in range(len(whole)):
        damaged = bytearray(whole)
        damaged[place] ^= 0x04
        path.write_bytes(damaged)
        journal = Journal(path)
        assert len(path.read_bytes()) <= place  # all before the damaged record, nothing behind it
        journal.close()


def test_a_full_disk_leaves_what_was_written(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = written(path)
    journal = Journal(path)

    def half(handle: int, data: bytes, offset: int) -> int:
        return real(handle, data[: len(data) // 2], offset)

    real = os.pwrite
    monkeypatch.setattr(os, "pwrite", half)
    with pytest.raises(OSError) as caught:
        journal.append({"t": "posting", "key": "z", "state": {}}, b'{"id":"demo:z"}\n' * 100)
    assert caught.value.errno == errno.ENOSPC
    monkeypatch.undo()
    assert path.read_bytes() == whole and "z" not in journal.index
    journal.append({"t": "posting", "key": "y", "state": {}})
    assert "y" in Journal(path).index


def test_a_long_record_is_read_back(path: Path) -> None:
    journal = Journal(path)
    journal.append(HEAD)
    line = b'{"id":"demo:a","text":"' + b"x" * 300_000 + b'"}\n'
    journal.append({"t": "posting", "key": "a", "state": {}}, b"{}\n", b"{}\n", line)
    assert journal.part("a", "line") == line
