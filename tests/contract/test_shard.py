"""Shards as they are typed: in bounds, and never the name of a folder elsewhere."""

from __future__ import annotations

from typing import Any

import pytest

from crawlers.contract.shard import MAX_SHARDS, Shard, shards_of


def test_a_shard_is_read_as_it_is_written() -> None:
    assert Shard.read("2/4") == Shard(2, 4) and str(Shard(2, 4)) == "2/4"
    assert Shard.read(f"{MAX_SHARDS}/{MAX_SHARDS}").of == MAX_SHARDS


@pytest.mark.parametrize(
    "text", ["", "1", "0/4", "5/4", "1/65", "1/1000000000", "\u0661/4", "\u00b2/4", "1/4\n", "-1/4"]
)
def test_no_other_text_is_a_shard(text: str) -> None:
    with pytest.raises(ValueError, match="no shard"):
        Shard.read(text)


@pytest.mark.parametrize("number", ["x/../../..", 1.0, True, None, 0, -1])
def test_no_other_value_is_a_shard(number: Any) -> None:
    with pytest.raises(ValueError, match="no shard"):
        Shard(number, 4)


def test_how_many_shards_each_site_has() -> None:
    assert shards_of("acme=4, other=2,single=1") == {"acme": 4, "other": 2}


@pytest.mark.parametrize(
    "text",
    ["acme", "acme=", "acme=x", "acme=-1", "acme=0", "acme=65", "acme=2,acme=3", "acme=9" * 99],
)
def test_another_number_of_shards_is_an_error(text: str) -> None:
    with pytest.raises(ValueError, match="JOBWIRE_SHARDS"):
        shards_of(text)
