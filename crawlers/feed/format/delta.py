"""The difference of two runs, and the law that ties them: previous postings + changes = these
postings, byte for byte.

A line of `changes.jsonl` has `op` (add, update, close, reopen), `id`, `cause` (`source` where the
page changed, `rules` where newer code or a changed plugin reads the same page otherwise,
`correction` where a person's correction began or ended; missing in older files), `before` and
`after` (content hashes; `before` is null for an add), `changed` (paths of the fields that differ; a
list counts as one), `reason` and `evidence` of a close, and last `record`: the posting's line as it
stands in `postings.jsonl`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from typing import Any

from crawlers.feed.format.manifest import Correction, Dropped
from crawlers.posting.line import id_of, line_of, read_line

REREAD, CORRECT = "reread", "correct"
"""What counts name an update whose cause is `rules`, or `correction`."""
ADD_CLOSED = "add_closed"
"""What counts name those adds, besides, whose posting is closed."""
_KINDS = {"rules": REREAD, "correction": CORRECT}
OPS = ("add", "update", "close", "reopen")
_RECORD = b',"record":'
_CLOSED = b'"status":"closed"'


def changes(
    before: Iterable[bytes],
    after: Iterable[bytes],
    evidence: Callable[[str], Any] = lambda posting: None,
    corrected: Set[str] = frozenset(),
) -> Iterator[tuple[str, bytes]]:
    """Yield kind (`kind_of`) and line of each difference between two sorted feeds.

    before: without the lines that have left (`remaining`). evidence: gives by id what a closed
    posting was closed on. corrected: the ids of postings whose corrections are others than before.
    Raise ValueError where a line of `before` is missing in `after`.
    """
    for old, new in paired(before, after):
        if old != new:
            yield change(old, new or b"", evidence, corrected)


def change(
    old: bytes | None,
    new: bytes,
    evidence: Callable[[str], Any],
    corrected: Set[str] = frozenset(),
) -> tuple[str, bytes]:
    """Return kind (`kind_of`) and line of one difference. old: empty or None for a posting that is
    new. corrected: see `changes`. Raise ValueError where `new` is empty."""
    if not new:
        raise ValueError(f"{id_of(old or b'')} is missing without having been closed")
    found = _change(old, new, evidence, corrected)
    return kind_of(found), _with_record(found, new)


def dropped(old: bytes) -> bytes:
    """Return the line of a posting that left a feed without having been closed, as it is in the
    difference of two runs: op `drop`, the record as it last was."""
    record = read_line(old)
    found = {"op": "drop", "id": record["id"], "cause": "source"}
    return _with_record(found | {"before": record["content_hash"], "after": None}, old)


def is_closed(line: bytes) -> bool:
    """Return whether the line of a posting says that it is closed."""
    return _CLOSED in line and read_line(line)["status"] == "closed"


def corrected_between(before: Iterable[Correction], after: Iterable[Correction]) -> frozenset[str]:
    """Return the ids of the postings whose corrections differ between two runs. before, after: the
    `corrections` of their manifests."""
    one, two = (
        {(each.id, each.field, repr(each.value)) for each in given if each.state == "applied"}
        for given in (before, after)
    )
    return frozenset(name for name, _, _ in one ^ two)


def _with_record(change: Mapping[str, Any], record: bytes) -> bytes:
    return line_of(change)[:-2] + _RECORD + record[:-1] + b"}\n"


def kind_of(change: Mapping[str, Any]) -> str:
    """Return what a change counts as: its op; of an update by rules REREAD, by a correction
    CORRECT."""
    op = str(change["op"])
    return _KINDS.get(change.get("cause") or "", op) if op == "update" else op


def count_change(counts: Counter[str], kind: str, record: bytes) -> None:
    """Count a change of a kind (`kind_of`); an add of a closed posting also as ADD_CLOSED."""
    counts[kind] += 1
    if kind == "add" and is_closed(record):
        counts[ADD_CLOSED] += 1


def apply(before: Iterable[bytes], changed: Iterable[bytes], dropped: Dropped) -> Iterator[bytes]:
    """Yield the lines of a feed, from those of the run before and the changes. Raise ValueError
    where they do not fit together."""
    for old, change in paired(remaining(before, dropped), changed, right_id=changed_id):
        if change is None:
            yield old or b""
        else:
            if (old is None) != (read_op(change) == "add"):
                raise ValueError(
                    f"{changed_id(change)}: {read_op(change)} does not fit the run before"
                )
            yield record_of(change)


def remaining(before: Iterable[bytes], dropped: Dropped) -> Iterator[bytes]:
    """Yield the lines of the run before, without those that leave the feed by rule."""
    for line in before:
        if not leaves(line, dropped):
            yield line


def changed_id(change: bytes) -> str:
    """Return the id of the posting that a line of changes is about."""
    return id_of(record_of(change))


def record_of(change: bytes) -> bytes:
    """Return the posting's line that a line of changes carries, byte for byte. Raise ValueError
    where it carries none."""
    _, mark, record = change.partition(_RECORD)
    if not mark or not record.endswith(b"}}\n"):
        raise ValueError("a change without its record")
    return record[:-2] + b"\n"


def read_op(change: bytes) -> str:
    """Return the op of a line of changes: its first key. Raise ValueError where it is none."""
    op = change[7 : change.index(b'"', 7)].decode()
    if op not in OPS:
        raise ValueError(f"{op} is none of {', '.join(OPS)}")
    return op


def paired(
    left: Iterable[bytes],
    right: Iterable[bytes],
    right_id: Callable[[bytes], str] = id_of,
) -> Iterator[tuple[bytes | None, bytes | None]]:
    """Yield two sorted sequences of lines side by side, by id; None where one side does not have
    the id. Raise ValueError where one is not sorted.

    right_id: reads the id of a line on the right.
    """
    lefts, rights = _ascending(left, id_of), _ascending(right, right_id)
    one, two = next(lefts, None), next(rights, None)
    while one or two:
        if two is None or (one is not None and one[0] < two[0]):
            assert one is not None
            yield one[1], None
            one = next(lefts, None)
        elif one is None or two[0] < one[0]:
            yield None, two[1]
            two = next(rights, None)
        else:
            yield one[1], two[1]
            one, two = next(lefts, None), next(rights, None)


def _ascending(lines: Iterable[bytes], name: Callable[[bytes], str]) -> Iterator[tuple[str, bytes]]:
    last = ""
    for line in lines:
        found = name(line)
        if found <= last:
            raise ValueError(f"{found} stands after {last}")
        last = found
        yield found, line


def _change(
    old: bytes | None, new: bytes, evidence: Callable[[str], Any], corrected: Set[str]
) -> dict[str, Any]:
    after = json.loads(new)
    before = json.loads(old) if old else None
    change = {
        "op": _op(before, after),
        "id": after["id"],
        "cause": _cause(before, after, corrected),
        "before": before["content_hash"] if before else None,
        "after": after["content_hash"],
        "changed": sorted(_paths(before, after)) if before else [],
    }
    if change["op"] == "close":
        change |= {"reason": after["lifecycle"]["closed_reason"], "evidence": evidence(after["id"])}
    return change


def _cause(before: dict[str, Any] | None, after: dict[str, Any], corrected: Set[str]) -> str:
    """Return why a line differs. `last_changed` moves with the source alone."""
    if before is None or before["content_hash"] == after["content_hash"]:
        return "source"
    moved = before["lifecycle"]["last_changed"] != after["lifecycle"]["last_changed"]
    if moved:
        return "source"
    return "correction" if after["id"] in corrected else "rules"


def _op(before: dict[str, Any] | None, after: dict[str, Any]) -> str:
    if before is None:
        return "add"
    if before["status"] == after["status"]:
        return "update"
    return "close" if after["status"] == "closed" else "reopen"


def _paths(before: dict[str, Any], after: dict[str, Any], under: str = "") -> Iterator[str]:
    for name in before.keys() | after.keys():
        old, new = before.get(name), after.get(name)
        if old == new:
            continue
        if isinstance(old, dict) and isinstance(new, dict):
            yield from _paths(old, new, f"{under}{name}.")
        else:
            yield under + name


def leaves(line: bytes, dropped: Dropped) -> bool:
    """Return whether a line of the run before leaves the feed by rule. Raise ValueError where it is
    not the line of a posting."""
    if dropped.sources and id_of(line).partition(":")[0] in dropped.sources:
        return True
    if _CLOSED not in line:
        return False
    record = read_line(line)
    try:
        return (
            record["status"] == "closed"
            and str(record["lifecycle"]["closed_at"]) < dropped.closed_before
        )
    except (KeyError, TypeError):
        raise ValueError(f"{id_of(line)} does not say whether it is closed") from None
