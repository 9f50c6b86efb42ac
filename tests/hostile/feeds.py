"""F: what a feed can do to the programs that read it, in a folder and on a web server."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.hostile.pages import ESCAPES
from tests.hostile.server import Answer, Wire

BOTH = ("verify", "pull")


@dataclass(frozen=True, slots=True)
class FeedAttack:
    """One hostile thing, and what the commands answer.

    name: its number and words, as in docs/hostile.md. says: part of the sentence that is printed.
    spoil: what is done to a good feed's folder. answers: by the end of a path, what the web server
    does instead of sending that file; a feed with answers is read over HTTP. commands: which must
    refuse it. seconds: the time limit that they are given.
    """

    name: str
    says: str
    spoil: Callable[[Path], object] | None = None
    answers: Mapping[str, Answer] = field(default_factory=dict)
    commands: tuple[str, ...] = BOTH
    seconds: float = 30


# --- Folders --------------------------------------------------------------------------------------


def run_of(feed: Path) -> Path:
    """Return the folder of the current run."""
    return max((feed / "runs").iterdir())


def write(file: Path, data: bytes) -> None:
    """Replace a file, and no other that it shares its bytes with."""
    file.unlink(missing_ok=True)
    file.write_bytes(data)


def huge(file: Path, size: int, head: bytes = b"") -> None:
    """Replace a file by one of a size that takes no room on the disk."""
    write(file, head)
    os.truncate(file, size)


def pointer(feed: Path, /, **members: Any) -> None:
    """Change members of latest.json."""
    file = feed / "latest.json"
    write(file, json.dumps(json.loads(file.read_bytes()) | members).encode())


def point_at(feed: Path, text: bytes) -> None:
    """Replace the manifest, and its hash in latest.json."""
    write(run_of(feed) / "manifest.json", text)
    pointer(feed, manifest_sha256=hashlib.sha256(text).hexdigest())


def manifest(feed: Path, /, **members: Any) -> None:
    """Change members of the manifest; latest.json agrees with it."""
    raw = json.loads((run_of(feed) / "manifest.json").read_bytes())
    # as it was published, where nothing changed: the history names its hash
    point_at(feed, json.dumps(raw | members, indent=1).encode() + b"\n")


def lines(feed: Path, name: str, change: Callable[[list[bytes]], list[bytes]]) -> None:
    """Change the lines of a file; manifest and latest.json agree with it."""
    file = run_of(feed) / name
    data = b"".join(change(file.read_bytes().splitlines(keepends=True)))
    write(file, data)
    raw = json.loads((run_of(feed) / "manifest.json").read_bytes())
    facts = {
        "bytes": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
        "records": data.count(b"\n"),
    }
    manifest(feed, files=raw["files"] | {name: facts})


def first(feed: Path, name: str, change: Callable[[bytes], bytes]) -> None:
    """Change the first line of a file; manifest and latest.json agree with it."""
    lines(feed, name, lambda all_lines: [change(all_lines[0]), *all_lines[1:]])


def _with(**members: Any) -> Callable[[bytes], bytes]:
    """Return what gives members of a line's object other values."""
    return lambda line: (
        json.dumps(json.loads(line) | members, separators=(",", ":")).encode() + (b"\n")
    )


def _nested(line: bytes) -> bytes:
    return line[:-2] + b',"ext":' + b"[" * 100_000 + b"]" * 100_000 + b"}\n"


def _of_no_end(feed: Path) -> None:
    """Make the postings a line of 3 GB, as the manifest says."""
    size = 3 << 30
    huge(run_of(feed) / "postings.jsonl", size, b'{"id":"')
    raw = json.loads((run_of(feed) / "manifest.json").read_bytes())
    facts = {"bytes": size, "sha256": "0" * 64, "records": 1}
    manifest(feed, files=raw["files"] | {"postings.jsonl": facts})


def _longer(feed: Path) -> None:
    file = run_of(feed) / "postings.jsonl"
    write(file, file.read_bytes())
    os.truncate(file, 3 << 30)


def _as_pipe(feed: Path) -> None:
    (feed / "latest.json").unlink()
    os.mkfifo(feed / "latest.json")


def _without(name: str) -> Callable[[Path], None]:
    def spoil(feed: Path) -> None:
        raw = json.loads((run_of(feed) / "manifest.json").read_bytes())
        del raw[name]
        point_at(feed, json.dumps(raw).encode())

    return spoil


def _older_manifest(feed: Path) -> None:
    point_at(feed, (min((feed / "runs").iterdir()) / "manifest.json").read_bytes())


def _small_objects(feed: Path) -> None:
    raw = (run_of(feed) / "manifest.json").read_bytes()
    point_at(feed, raw.rstrip()[:-1] + b',"ext":[' + b"{}," * (20 << 20) + b"{}]}")


def _source(feed: Path, /, **members: Any) -> None:
    raw = json.loads((run_of(feed) / "manifest.json").read_bytes())
    manifest(feed, sources=[raw["sources"][0] | members])


# --- Web servers ----------------------------------------------------------------------------------

POINTER, MANIFEST, POSTINGS = "/latest.json", "/manifest.json", "/postings.jsonl"


def _endless(wire: Wire) -> None:
    wire.head()
    wire.for_ever(b"a" * 65536)


def _endless_line(wire: Wire) -> None:
    wire.head()
    wire.raw(b'{"id":"demo:')
    wire.for_ever(b"a" * 65536)


def _slow_head(wire: Wire) -> None:
    wire.raw(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    wire.for_ever(b"a", every=0.2)


def _slow_body(wire: Wire) -> None:
    wire.head("Content-Length: 300")
    wire.for_ever(b" ", every=0.2)


def _silent(wire: Wire) -> None:
    wire.wait(60)


def _to(address: str) -> Answer:
    def answer(wire: Wire) -> None:
        wire.page(b"", "302 Found", f"Location: {address.replace('PATH', wire.asked.path)}")

    return answer


def _redirect_of_no_end(wire: Wire) -> None:
    wire.head(f"Location: {wire.asked.path}?again", status="302 Found")
    wire.for_ever(b"a" * 65536)


def _bomb(wire: Wire) -> None:
    import gzip

    wire.page(gzip.compress(bytes(64 << 20)), 200, "Content-Encoding: gzip")


def _trailers(wire: Wire) -> None:
    wire.head("Transfer-Encoding: chunked")
    wire.raw(b"2\r\n{}\r\n0\r\n")
    wire.for_ever(b"X-More: again\r\n" * 1000)


def _heads(wire: Wire) -> None:
    wire.raw(b"HTTP/1.1 200 OK\r\n")
    wire.for_ever(b"X-More: again\r\n" * 1000)


def _garbage(wire: Wire) -> None:
    wire.raw(b"\x1b[2J\x00 what is this\r\n\r\n")


def _cut(wire: Wire) -> None:
    wire.head("Content-Length: 300")
    wire.raw(b'{"feed":')


def _says_escapes(wire: Wire) -> None:
    wire.raw(b"HTTP/1.1 500 \x1b[2J\x1b]0;owned\x07\r\nContent-Length: 0\r\n\r\n")


ATTACKS = [
    FeedAttack(
        "F01 latest.json of 2 GB", "longer than", lambda feed: huge(feed / "latest.json", 2 << 30)
    ),
    FeedAttack("F02 latest.json is a pipe", "not a file", _as_pipe),
    FeedAttack(
        "F03 latest.json, 30,000 deep",
        "nested too deep",
        lambda feed: write(feed / "latest.json", b"[" * 30_000),
    ),
    FeedAttack(
        "F04 latest.json of other types",
        "run_id is not a text",
        lambda feed: pointer(feed, run_id=["a"]),
    ),
    FeedAttack(
        "F05 latest.json names another file",
        "is not the manifest of",
        lambda feed: pointer(feed, manifest="../../../../../../etc/passwd"),
    ),
    FeedAttack(
        "F06 latest.json names a run outside",
        "are not a feed and a run of it",
        lambda feed: pointer(feed, run_id="../../elsewhere"),
    ),
    FeedAttack(
        "F07 latest.json is of another feed",
        "is of the feed other",
        lambda feed: pointer(feed, feed="other"),
    ),
    FeedAttack(
        "F08 another manifest than was published",
        "do not belong together",
        lambda feed: pointer(feed, manifest_sha256="0" * 64),
    ),
    FeedAttack("F09 the manifest of another run", "it is of the run", _older_manifest),
    FeedAttack(
        "F10 a manifest of 1 GB",
        "longer than",
        lambda feed: huge(run_of(feed) / "manifest.json", 1 << 30),
    ),
    FeedAttack(
        "F11 a manifest, 100,000 deep",
        "nested too deep",
        lambda feed: point_at(feed, b'{"contract":' + b"[" * 100_000),
    ),
    FeedAttack("F12 a manifest of 20 million objects", "values", _small_objects),
    FeedAttack("F13 a manifest without files", "files is missing", _without("files")),
    FeedAttack(
        "F14 a manifest of other types",
        "counts.open is not a whole number",
        lambda feed: manifest(feed, counts={"open": "many"}),
    ),
    FeedAttack(
        "F15 runs in a circle",
        "is not a run before it",
        lambda feed: manifest(feed, previous=run_of(feed).name),
    ),
    FeedAttack(
        "F16 postings longer than the manifest says", "postings.jsonl is longer than", _longer
    ),
    FeedAttack("F17 a line of 3 GB", "a line is longer than 8 MB", _of_no_end),
    FeedAttack(
        "F18 a posting nested 100,000 deep",
        "nested too deep",
        lambda feed: first(feed, "postings.jsonl", _nested),
    ),
    FeedAttack(
        "F19 a posting of other types",
        "title: Input should be a valid string",
        lambda feed: first(feed, "postings.jsonl", _with(title=["Baker"])),
        commands=("verify", "export .jsonld"),
    ),
    FeedAttack(
        "F20 a posting without its members",
        "is missing",
        lambda feed: first(feed, "postings.jsonl", lambda line: line[: line.index(b",")] + b"}\n"),
        commands=("verify",),
    ),
    FeedAttack(
        "F21 places that are numbers",
        "not of the form",
        lambda feed: first(feed, "postings.jsonl", _with(organization="Oban", locations=[1])),
        commands=("export .csv",),
    ),
    FeedAttack(
        "F22 a close without its members",
        "reason is missing",
        lambda feed: first(
            feed, "changes.jsonl", lambda line: line.replace(b'"reason"', b'"reasons"', 1)
        ),
        commands=("verify",),
    ),
    FeedAttack(
        "F23 a change of other types",
        "changes.jsonl, line 1",
        lambda feed: first(feed, "changes.jsonl", lambda line: b'{"op":5,"id":null}\n'),
        commands=("verify",),
    ),
    FeedAttack(
        "F24 escape sequences in an id",
        "control, invisible or direction characters",
        lambda feed: first(feed, "postings.jsonl", _with(id=f"demo:{ESCAPES}")),
        commands=("verify",),
    ),
    FeedAttack(
        "F25 an id of 300 characters",
        "more than 200",
        lambda feed: first(feed, "postings.jsonl", _with(id="demo:" + "0" * 300)),
        commands=("verify",),
    ),
    FeedAttack(
        "F26 half a character in an id",
        "postings.jsonl",
        lambda feed: first(feed, "postings.jsonl", _with(id="demo:\ud800")),
        commands=("verify",),
    ),
    FeedAttack(
        "F27 escape sequences in a manifest",
        "listed 7 postings and accounts for",
        lambda feed: _source(feed, source=ESCAPES, listed=7),
        commands=("verify",),
    ),
    FeedAttack("F40 latest.json without an end", "longer than", answers={POINTER: _endless}),
    FeedAttack("F41 a manifest without an end", "longer than", answers={MANIFEST: _endless}),
    FeedAttack("F42 postings without an end", "longer than", answers={POSTINGS: _endless_line}),
    FeedAttack(
        "F43 a head, a byte now and then",
        "not read within 2 s",
        answers={POINTER: _slow_head},
        seconds=2,
    ),
    FeedAttack(
        "F44 a body, a byte now and then",
        "not read within 2 s",
        answers={MANIFEST: _slow_body},
        seconds=2,
    ),
    FeedAttack("F45 silence", "not read within 2 s", answers={POSTINGS: _silent}, seconds=2),
    FeedAttack("F46 redirects in a circle", "latest.json", answers={POINTER: _to("PATH")}),
    FeedAttack(
        "F47 redirected to another host",
        "give that address if it is the feed's",
        answers={POINTER: _to("http://localhost:9/latest.json")},
    ),
    FeedAttack(
        "F48 redirected to a file", "latest.json", answers={POINTER: _to("file:///etc/passwd")}
    ),
    FeedAttack(
        "F49 a redirect without an end",
        "latest.json",
        answers={"/latest.json": _redirect_of_no_end, "?again": _redirect_of_no_end},
    ),
    FeedAttack("F50 a gzip bomb", "packed (gzip)", answers={POSTINGS: _bomb}),
    FeedAttack(
        "F51 trailers without an end",
        "not read within 2 s",
        answers={POINTER: _trailers},
        seconds=2,
    ),
    FeedAttack("F52 headers without an end", "headers", answers={POINTER: _heads}),
    FeedAttack("F53 garbage for a status", "latest.json", answers={POINTER: _garbage}),
    FeedAttack("F54 an answer cut short", "are missing", answers={POINTER: _cut}),
    FeedAttack("F55 escape sequences in a status", "500", answers={POINTER: _says_escapes}),
]
