"""One site in several tasks: one run of all of them, the bytes of one process, and complete only if
every shard was."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from crawlers.contract.ledger import Ledger
from crawlers.contract.shard import Shard
from crawlers.feed.judge.next_feed import Ending
from crawlers.feed.run.shards import merge_endings, merge_ledgers
from tests.runs.distributed.kill import one_machine
from tests.runs.distributed.machines import digests, machines
from tests.runs.distributed.servers import Redis
from tests.runs.distributed.world import World, serve

NO_REDIS = "redis://127.0.0.1:1/0"


def test_every_posting_belongs_to_one_shard() -> None:
    for of in (1, 2, 5):
        shards = [Shard(number, of) for number in range(1, of + 1)]
        assert all(sum(shard.has(str(key)) for shard in shards) == 1 for key in range(500))
    assert [Shard(n, 2).of_lists(("a", "b", "c")) for n in (1, 2)] == [("a", "c"), ("b",)]
    assert Shard(1, 4).of_lists(("a", "b", "c")) == ()


@pytest.mark.parametrize("text", ["", "3", "0/2", "3/2", "a/b", "1/0"])
def test_what_is_no_shard(text: str) -> None:
    with pytest.raises(ValueError, match="is no shard"):
        Shard.read(text)


def test_claims_are_complete_together_or_not_at_all() -> None:
    one = Ledger(listed={"a": "x"}, proof="last_page", stated_total=1)
    two = Ledger(listed={"b": "y"}, proof="last_page", stated_total=2)
    both = merge_ledgers([one, two])
    assert both.complete and both.stated_total == 3 and set(both.listed) == {"a", "b"}
    assert (
        merge_ledgers(
            [one, Ledger(listed={"a": "x"}, proof="last_page", stated_total=1)]
        ).stated_total
        == 1
    )
    assert not merge_ledgers([one, Ledger(listed={"b": "y"})]).complete
    assert not merge_ledgers(
        [one, Ledger(proof="last_page", list_failures=[("y", "http_500")])]
    ).complete
    assert not merge_ledgers([one, Ledger(proof="last_page", robots_unsettled=True)]).complete
    assert merge_endings(
        [Ending(), Ending("page_budget", 1, ("x",)), Ending("other", 2)]
    ) == Ending("page_budget", 3, ("x",))


@pytest.mark.slow
@pytest.mark.parametrize("lists", [1, 2])
def test_shards_give_the_bytes_of_one_process(tmp_path: Path, lists: int) -> None:
    """By address where there is one list, by list where there are two."""
    with serve(World(1, 60, lists)) as world:
        wanted = one_machine(tmp_path / "one", world)
        world.forget()
        with machines(tmp_path / "many", world, NO_REDIS) as made:
            for shard in ("1/2", "2/2"):
                code, said = made.run("crawl", "site1", "-a", f"shard={shard}")
                assert code == 0 and f"shard {shard}: " in said, said
            assert not (made.feeds / "site1.jsonl").exists() and world.pages == 60
            code, said = made.run("crawl", "site1", "--join", "2")
            assert code == 0 and "60 open; 60 added" in said, said
            found = digests(made.feeds)
            assert found and all(wanted[name] == digest for name, digest in found.items())
            assert list((made.feeds / "site1" / "state").glob("shards/*")) == []


@pytest.mark.slow
def test_a_shard_that_is_missing_holds_the_run_back(tmp_path: Path) -> None:
    with serve(World(1, 40)) as world, machines(tmp_path, world, NO_REDIS) as made:
        made.run("crawl", "site1", "-a", "shard=1/2")
        made.run("crawl", "site1", "-a", "shard=2/2", "--as-of", "2031-01-02")  # of another run
        code, said = made.run("crawl", "site1", "--join", "2")
        assert code == 3 and not (made.feeds / "site1.jsonl").exists(), said
        withheld = json.loads(
            next((made.feeds / "site1" / "failed").glob("*/manifest.json")).read_bytes()
        )
        assert "list" in withheld["sources"][0]["reasons"]


@pytest.mark.slow
def test_workers_read_the_shards_of_a_site_and_publish_once(tmp_path: Path, redis: Redis) -> None:
    with serve(World(1, 60)) as world:
        wanted = one_machine(tmp_path / "one", world)
        with machines(tmp_path / "many", world, redis.url) as made:
            made.add_worker()
            made.add_worker()
            shards = {"JOBWIRE_SHARDS": "site1=3"}
            code, said = made.run(
                "refresh", "--all", "--workers", "celery", settings=shards, timeout=120
            )
            assert (code, made.problems()) == (0, []), said
            assert digests(made.feeds) == wanted
