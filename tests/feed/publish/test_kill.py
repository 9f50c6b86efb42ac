"""kill -9: what consumers see is always a whole run, and never an older one than before. `make
kill` does 500."""

from __future__ import annotations

import os
import signal
import threading
from pathlib import Path

import pytest

from tests.feed.publish.kill import Torn, kill, look, refresh


def test_sixty_kills(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    score = kill(tmp_path, 60)
    with capsys.disabled():
        print(f"\n{score}")
    assert score.bad == 0, score
    assert (
        score.kills >= 50
        and score.aimed >= score.kills / 4
        and score.runs > 0
        and score.resumed > 5
    )


def test_a_reader_that_looks_all_the_time_sees_whole_runs_in_order(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    refresh(tmp_path)
    publisher = os.fork()
    if publisher == 0:
        for _ in range(15):
            refresh(tmp_path)
        os._exit(0)
    looks, runs, torn = 0, [""], []
    done = threading.Event()

    def wait() -> None:
        os.waitpid(publisher, 0)
        done.set()

    threading.Thread(target=wait, daemon=True).start()
    try:
        while not done.is_set():
            looks += 1
            try:
                seen = look(tmp_path / "demo").run_id
            except (Torn, OSError) as error:
                torn.append(str(error))
                continue
            if seen != runs[-1]:
                runs.append(seen)
    finally:
        if not done.is_set():
            os.kill(publisher, signal.SIGKILL)
    with capsys.disabled():
        print(f"\n{looks} looks while {len(runs) - 1} runs were seen: {len(torn)} torn")
    assert torn == [] and runs == sorted(runs) and len(runs) > 5
