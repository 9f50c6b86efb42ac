"""Commands that read a hostile feed: one sentence, the exit code, little memory, and the copy that
they keep as it was."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import repeat
from pathlib import Path

import pytest

from crawlers.exit_codes import CODES
from crawlers.feed.__main__ import main
from crawlers.feed.consume import consume, postings
from crawlers.feed.consume.consume import Unsound
from crawlers.feed.format.manifest import Manifest
from tests import ROOT
from tests.feed.board import Walk, play, posting
from tests.hostile.crawling import MOST_MEMORY
from tests.hostile.feeds import ATTACKS, FeedAttack, lines, run_of, write
from tests.hostile.pages import OBEYED
from tests.hostile.server import Wire, not_found, served
from tests.hostile.wrong_types import FILES, wrong_texts

CASES = [
    pytest.param(
        attack,
        command,
        id=f"{attack.name}-{command}",
        # the second command reads the same way
        marks=[pytest.mark.slow] if command != attack.commands[0] else [],
    )
    for attack in ATTACKS
    for command in attack.commands
]
KEYS = [str(key) for key in range(20)]
_MEASURED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
from crawlers.feed.__main__ import main
code = main(sys.argv[1:])
sys.stderr.flush(); sys.stdout.flush()
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(f"MB {int(peak.split()[1]) >> 10}", file=sys.stderr)
sys.exit(code)
"""


@dataclass(frozen=True, slots=True)
class Told:
    """What a command did. memory: in MB."""

    code: int
    printed: str
    memory: int
    seconds: float


@pytest.fixture(scope="session")
def good_feed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("good")
    play(root, "2031-01-01", Walk([posting(key) for key in range(20)]))
    play(root, "2031-01-02", Walk([posting(20)], unchanged=KEYS[1:], gone={"0": "http_410"}))
    return root / "demo"


def told(command: str, where: str, target: Path, seconds: float, root: Path = ROOT) -> Told:
    """Type a command at a feed."""
    name, _, ending = command.partition(" ")
    files = {"pull": [str(target)], "export": [str(target / f"postings{ending}")]}.get(name, [])
    limit = [] if seconds is None else [f"--seconds={seconds:g}"]
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", _MEASURED, name, where, *files, *limit],
        cwd=root,
        capture_output=True,
        timeout=60,
        check=False,
    )
    printed = (done.stdout + done.stderr).decode("utf-8", "surrogateescape")
    said, _, memory = printed.rpartition("MB ")
    return Told(done.returncode, said, int(memory or 0), time.monotonic() - began)


@contextmanager
def placed(attack: FeedAttack, good: Path, folder: Path) -> Iterator[str]:
    """Yield where the spoiled feed is: its folder, or the address that serves it."""
    feed = Path(shutil.copytree(good.parent, folder / "feeds")) / "demo"
    if attack.spoil:
        attack.spoil(feed)
    if not attack.answers:
        yield str(feed)
        return

    def answer(wire: Wire) -> None:
        path = wire.asked.path
        for end, spoiled in attack.answers.items():
            if path.endswith(end):
                spoiled(wire)
                return
        file = feed.parent / path.lstrip("/")
        wire.page(file.read_bytes()) if file.is_file() else not_found(wire)

    with served(answer) as server:
        yield f"{server.origin}/demo"


@pytest.mark.parametrize(("attack", "command"), CASES)
def test_a_hostile_feed_is_refused_in_a_sentence(
    attack: FeedAttack, command: str, good_feed: Path, tmp_path: Path
) -> None:
    target = tmp_path / "copy"
    target.mkdir()
    kept = target / "postings.jsonl"
    kept.write_bytes(b"yesterday's\n")
    with placed(attack, good_feed, tmp_path) as where:
        found = told(command, where, target, attack.seconds)
    assert "Traceback" not in found.printed, found.printed
    assert found.code == CODES["unsound"], found.printed
    assert attack.says in " ".join(found.printed.split()), found.printed
    assert OBEYED.search(found.printed) is None, repr(found.printed)
    assert len(found.printed) < 5_000
    assert found.memory < MOST_MEMORY, found.memory
    assert [each.name for each in target.iterdir()] == [kept.name]
    assert kept.read_bytes() == b"yesterday's\n"


def test_no_posting_is_given_out_of_a_file_that_is_not_sound(
    good_feed: Path, tmp_path: Path
) -> None:
    feed = Path(shutil.copytree(good_feed.parent, tmp_path / "feeds")) / "demo"
    file = run_of(feed) / "postings.jsonl"
    good = file.read_bytes()
    write(file, good[:-200] + good[-200:].replace(b'"', b"'", 1))
    given = []
    with pytest.raises(Unsound):
        given.extend(each.id for each in postings(feed))

    def answer(wire: Wire) -> None:
        wire.page((feed.parent / wire.asked.path.lstrip("/")).read_bytes())

    with served(answer) as server, pytest.raises(Unsound):
        given.extend(each.id for each in postings(f"{server.origin}/demo"))
    assert given == []


def test_a_copy_is_no_longer_than_the_manifest_says(good_feed: Path, tmp_path: Path) -> None:
    manifest = Manifest.read((run_of(good_feed) / "manifest.json").read_bytes())
    with pytest.raises(Unsound, match="longer than the manifest says"):
        consume._keep(
            consume.PublishedFeed(good_feed),
            tmp_path,
            repeat(b"a" * 1_000 + b"\n", 1_000),
            manifest,
        )
    assert list(tmp_path.iterdir()) == []


def test_an_error_of_a_driver_is_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """s3fs refuses the name of a bucket with an error of botocore's own; it names the secret."""
    for command in (["verify"], ["pull"], ["export"]):
        files = [str(tmp_path / "copy.jsonl")] if command != ["verify"] else []
        assert main([*command, "s3://KEY:geheim@bucket/feeds/all", *files]) == CODES["unsound"]
        printed = "".join(capsys.readouterr())
        assert "Invalid bucket name" in printed and "geheim" not in printed, printed


@pytest.mark.parametrize(
    "name",
    [
        "latest.json",
        *(
            pytest.param(name, marks=[pytest.mark.slow, pytest.mark.timeout(3600)])
            for name in FILES
            if name != "latest.json"
        ),
    ],
)
def test_values_of_every_other_type_are_refused_in_a_sentence(
    name: str, good_feed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In one process: that no exception comes out of `main` is what is tested."""
    raw, put = FILES[name](good_feed)
    for done, text in wrong_texts(raw):
        feed = Path(shutil.copytree(good_feed.parent, tmp_path / "feeds")) / "demo"
        put(feed, text)
        for command in (
            ("verify",), ("pull", "copy"), ("export", "x.csv"), ("export", "x.jsonld"),
            ("changes", "--since", "2031-01-01"),
        ):  # fmt: skip
            words = [str(tmp_path / each) if each[0] in "cx" else each for each in command[1:]]
            code = main([command[0], str(feed), *words])
            printed = "".join(capsys.readouterr())
            assert code in (CODES["sound"], CODES["unsound"], CODES["usage"]), (done, command)
            assert OBEYED.search(printed) is None, (done, command)
        shutil.rmtree(tmp_path / "feeds")
        shutil.rmtree(tmp_path / "copy", ignore_errors=True)


def test_a_good_feed_is_good(good_feed: Path, tmp_path: Path) -> None:
    feed = Path(shutil.copytree(good_feed.parent, tmp_path / "feeds")) / "demo"
    lines(feed, "postings.jsonl", lambda all_lines: all_lines)
    command = partial(told, where=str(feed), target=tmp_path / "copy", seconds=30)
    assert [command("verify").code, command("pull").code] == [CODES["sound"]] * 2
    assert len(list(postings(feed))) == 21
