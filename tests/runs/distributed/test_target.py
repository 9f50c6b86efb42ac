"""Feeds on a shared folder and on object stores: the order of publication, and what is left of it
by a kill at any step."""

from __future__ import annotations

import hashlib
import itertools
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import fsspec
import pytest
from moto.server import ThreadedMotoServer

from crawlers.feed.consume.verify import verify
from crawlers.feed.format.clock import Clock
from crawlers.feed.format.folder import Folder
from crawlers.feed.publish.target import Target
from crawlers.feed.run.finish import finish
from crawlers.feed.run.outcome import Outcome
from crawlers.feed.run.run import CannotBegin, Run, RunOptions
from crawlers.spider import Healthy
from tests.feed.board import Walk, feed_in, posting
from tests.runs.distributed.machines import digests


@pytest.fixture(scope="module")
def s3() -> Iterator[str]:
    """An S3-compatible server on loopback, with one bucket."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    running = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    running.start()
    host, port = running.get_host_and_port()
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {
            "AWS_ENDPOINT_URL": f"http://{host}:{port}",
            "AWS_ACCESS_KEY_ID": "none",
            "AWS_SECRET_ACCESS_KEY": "none",
            "AWS_DEFAULT_REGION": "us-east-1",
        }.items():
            patch.setenv(name, value)
        boto3.client("s3").create_bucket(Bucket="postings")
        yield "s3://postings"
    running.stop()


_NUMBERS = itertools.count()


@pytest.fixture(params=["shared folder", "memory", "s3"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Targets of three kinds, empty."""
    number = next(_NUMBERS)
    if request.param == "shared folder":
        return f"local://{tmp_path}/shared"
    if request.param == "memory":
        return f"memory://feeds{number}"
    return f"{request.getfixturevalue('s3')}/feeds{number}"


def play(
    root: Path, day: int, url: str = "", walk: Walk | None = None, target: Any = None
) -> Outcome:
    """A run of a machine whose own folder is `root`."""
    run = begin(root, day, url, target)
    return end(run, day, walk)


def begin(root: Path, day: int, url: str, target: Any = None) -> Run:
    return Run.begin(
        Folder(root, "demo"),
        Clock.at(f"2031-01-{day:02}"),
        RunOptions("test", target=target or (Target(url) if url else None)),
    )


def end(run: Run, day: int, walk: Walk | None = None) -> Outcome:
    walk = walk or Walk([posting(key, f"Text {(key + day) // 3}") for key in range(day, day + 12)])
    return finish(run, walk.ending, feed_in(run, walk), Healthy())


def published(url: str) -> dict[str, str]:
    """By path, the sha256 of all that is at a target."""
    fs, root = fsspec.core.url_to_fs(url, use_listings_cache=False)
    found = fs.find(root)
    return {
        path.partition(root.strip("/") + "/")[2]: hashlib.sha256(fs.cat_file(path)).hexdigest()
        for path in sorted(found)
    }


def test_two_machines_in_turn_publish_what_one_would(tmp_path: Path, url: str) -> None:
    for day in range(1, 8):
        assert play(tmp_path / ("one", "two")[day % 2], day, url).verdict == "published"
        assert play(tmp_path / "alone", day).verdict == "published"
    found = verify(f"{url}/demo", every_run=True)
    assert found.sound and len(found.held) > 15, found.problems
    assert published(url) == digests(tmp_path / "alone")


def test_what_has_not_changed_is_copied_where_it_is(tmp_path: Path, url: str) -> None:
    same = [posting(key) for key in range(12)]
    for day in (1, 2, 3):
        assert play(tmp_path / "one", day, url, Walk(same)).verdict == "published"
        play(tmp_path / "alone", day, "", Walk(same))
    assert (
        published(url) == digests(tmp_path / "alone")
        and verify(f"{url}/demo", every_run=True).sound
    )


def test_a_withheld_run_stays_on_its_machine(tmp_path: Path, url: str) -> None:
    play(tmp_path / "one", 1, url)
    before = published(url)
    assert (
        play(
            tmp_path / "one",
            2,
            url,
            Walk([], list_failures=[("http://demo.example/list", "http_500")]),
        ).verdict
        == "failed"
    )
    assert published(url) == before


def test_one_that_was_overtaken_publishes_nothing_and_goes_on_from_what_is_there(
    tmp_path: Path, url: str
) -> None:
    play(tmp_path / "one", 1, url)
    slow = begin(tmp_path / "two", 2, url)
    assert play(tmp_path / "one", 3, url).verdict == "published"
    before = published(url)
    outcome = end(slow, 2)
    assert outcome.verdict == "interrupted" and "another machine published first" in outcome.why
    after = published(url)
    assert {name: after[name] for name in before} == before and verify(f"{url}/demo").sound
    assert play(tmp_path / "two", 4, url).verdict == "published"
    found = verify(f"{url}/demo")
    assert found.sound and found.manifest and found.manifest.sequence == 3, found.problems


class Killed(BaseException):
    """What a kill -9 is to the process."""


class Breaks:
    """A file system that ends the process at its so many-th write."""

    def __init__(self, fs: Any, writes: int) -> None:
        self._fs, self._left = fs, writes

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._fs, name)
        if name not in ("put_file", "pipe_file", "cp_file", "rm_file", "rm"):
            return found

        def counted(*args: Any, **kwargs: Any) -> Any:
            self._left -= 1
            if self._left < 0:
                if name == "put_file":  # half of it is there, under its last name
                    self._fs.pipe_file(args[1], Path(args[0]).read_bytes()[:100])
                raise Killed
            return found(*args, **kwargs)

        return counted


@pytest.mark.parametrize("next_machine", ["one", "two"])
@pytest.mark.parametrize(
    "url", ["shared folder", "memory", pytest.param("s3", marks=pytest.mark.slow)], indirect=True
)
def test_a_kill_at_any_write_leaves_a_whole_run_and_the_next_goes_on(
    tmp_path: Path, url: str, next_machine: str
) -> None:
    for writes in range(12):
        where, root = f"{url}/{writes}", tmp_path / str(writes)
        play(root / "one", 1, where)
        target = Target(where)
        target._fs = Breaks(target._fs, writes)
        try:
            play(root / "one", 2, "", target=target)
            survived = True
        except Killed:
            survived = False
        seen = verify(f"{where}/demo")
        fixed_name_only = all("the next run repairs it" in problem for problem in seen.problems)
        assert seen.manifest and seen.manifest.sequence in (1, 2) and fixed_name_only, (
            writes,
            seen.problems,
        )
        assert play(root / next_machine, 3, where).verdict == "published"
        after = verify(f"{where}/demo", every_run=True)
        assert after.sound and after.manifest and after.manifest.sequence in (2, 3), (
            writes,
            after.problems,
        )
        if survived:
            break
    assert survived and writes >= 7


def test_what_was_written_wrongly_is_not_published(tmp_path: Path, url: str) -> None:
    play(tmp_path / "one", 1, url)
    before = Target(url).latest_id("demo")

    class Garbles(Breaks):
        def __getattr__(self, name: str) -> Any:
            if name == "put_file":
                return lambda source, path: self._fs.pipe_file(
                    path, Path(source).read_bytes()[:-2] + b"x\n"
                )
            return getattr(self._fs, name)

    target = Target(url)
    target._fs = Garbles(target._fs, 0)
    outcome = play(tmp_path / "one", 2, "", target=target)
    assert outcome.verdict == "interrupted" and "not what was written" in outcome.why
    assert Target(url).latest_id("demo") == before and verify(f"{url}/demo").sound
    assert play(tmp_path / "one", 3, url).verdict == "published" and verify(f"{url}/demo").sound


def test_a_damaged_pointer_is_no_first_run(tmp_path: Path, url: str) -> None:
    play(tmp_path / "one", 1, url)
    fs, root = fsspec.core.url_to_fs(url)
    fs.pipe_file(f"{root}/demo/latest.json", b"{}")
    with pytest.raises(CannotBegin, match=r"latest\.json is damaged"):
        begin(tmp_path / "one", 2, url)


def test_old_runs_are_removed(tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawlers.feed.publish.target.KEPT_RUNS", 3)
    for day in range(1, 7):
        play(tmp_path / "one", day, url)
    assert (
        len({name.split("/")[2] for name in published(url) if name.startswith("demo/runs/")}) == 3
    )
    assert verify(f"{url}/demo", every_run=True).sound
