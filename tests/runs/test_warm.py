"""Sites that start warm: the same bytes as from a cold start, each with an end of its own."""

from __future__ import annotations

import os
import signal
import time
from contextlib import suppress
from pathlib import Path

from tests.runs.distributed.machines import digests, machines
from tests.runs.distributed.servers import until
from tests.runs.distributed.world import World, serve

REDIS = "redis://127.0.0.1:1/0"
"""Nobody asks for it."""


def _forking(root: Path) -> list[int]:
    """The processes that fork, of those that have the folder in their environment."""
    found = []
    for entry in Path("/proc").iterdir():
        with suppress(OSError):
            if (
                entry.name.isdigit()
                and b"crawlers.runs.forking" in (entry / "cmdline").read_bytes()
                and str(root).encode() in (entry / "environ").read_bytes()
            ):
                found.append(int(entry.name))
    return found


def _refreshed_in_turn(root: Path, world: World) -> dict[str, str]:
    """What is published where each site is started by itself."""
    with machines(root, world, REDIS) as made:
        for site in world.sites:
            code, said = made.run("crawl", site, "-a", f"origin={world.origin}", timeout=120)
            assert code == 0, said
        return digests(made.feeds)


def _of_sites(found: dict[str, str]) -> dict[str, str]:
    return {path: each for path, each in found.items() if not path.startswith("all")}


def test_sites_that_start_warm_have_the_same_bytes_and_logs_of_their_own(tmp_path: Path) -> None:
    with serve(World(3, 5)) as world:
        wanted = _refreshed_in_turn(tmp_path / "cold", world)
        with machines(tmp_path / "warm", world, REDIS) as made:
            code, said = made.run("refresh", "--all", timeout=200)
            assert (code, made.problems()) == (0, []), said
            assert _of_sites(digests(made.feeds)) == wanted
            for site in world.sites:
                log = (made.feeds / site / "state" / "crawl.log").read_text()
                assert log.count("Spider closed (finished)") == 1
                assert log.count("'jobwire/listed': 5,") == 1


def test_a_site_that_ends_its_process_costs_itself(tmp_path: Path) -> None:
    with serve(World(4, 3)) as world, machines(tmp_path, world, REDIS) as made:
        for site, end in (("site2", "os._exit(0)"), ("site3", "os.kill(os.getpid(), 9)")):
            text = f"import os\n\nprint('so far')\n{end}\n"
            (tmp_path / "yards" / f"{site}.py").write_text(text)
        code, said = made.run("refresh", "--all", timeout=200)
        assert code == 3 and "site1  published" in said and "site4  published" in said, said
        assert "site2  failed" in said and "site3  failed" in said, said


def test_where_the_process_that_forks_is_killed_its_sites_are_tried_again(tmp_path: Path) -> None:
    with serve(World(3, 20)) as world, machines(tmp_path, world, REDIS) as made:
        world.wait = 0.1
        refresh = made.start("refresh", "--all", "--jobs", "2")
        until(lambda: world.pages > 5, 120, "for pages")
        os.kill(min(_forking(tmp_path)), signal.SIGKILL)
        said, _ = refresh.communicate(timeout=200)
        assert (refresh.returncode, made.problems()) == (0, []), said


def test_a_refresh_that_is_stopped_leaves_no_process(tmp_path: Path) -> None:
    with serve(World(3, 50)) as world, machines(tmp_path, world, REDIS) as made:
        world.wait = 0.1
        refresh = made.start("refresh", "--all", "--jobs", "2")
        until(lambda: world.pages > 5, 120, "for pages")
        refresh.send_signal(signal.SIGTERM)
        said, _ = refresh.communicate(timeout=100)
        assert refresh.returncode == 3 and "Stopped." in said, said
        until(lambda: not _forking(tmp_path), 30, "for the end of all processes")


def test_a_refresh_that_is_stopped_before_its_sites_began_says_so(tmp_path: Path) -> None:
    with serve(World(3, 5)) as world, machines(tmp_path, world, REDIS) as made:
        refresh = made.start("refresh", "--all", "--jobs", "3")
        until(lambda: bool(_forking(tmp_path)), 120, "for the process that forks")
        time.sleep(0.5)  # it loads for a second or two; by then the sites are asked for
        refresh.send_signal(signal.SIGINT)
        said, _ = refresh.communicate(timeout=100)
        assert refresh.returncode == 3 and "Stopped." in said, said
        assert "invalid" not in said and "Traceback" not in said, said
        until(lambda: not _forking(tmp_path), 30, "for the end of all processes")
