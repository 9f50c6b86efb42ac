"""Which addresses belong to a site."""

from __future__ import annotations

from crawlers.spider.site_addresses import SiteAddresses
from tests.spider.board import HOME, Board


def test_addresses_of_the_site() -> None:
    assert Board.owns("https://www.board.example/x")
    bare = SiteAddresses.declared("https://www.quay.example", (), "", "")
    assert bare.owns("http://quay.example/x") and bare.owns("https://www.quay.example/x")
    assert not bare.owns("https://shop.quay.example/x") and not bare.owns("https://example/x")
    assert not Board.owns("https://notboard.example/x")
    assert not Board.owns("https://board.example.evil.example/x")
    assert not Board.owns("ftp://board.example/x")
    assert Board().key(f"{HOME}/jobs/4001/caf%C3%A9-manager/?utm_source=x") == "4001"
    mirror = Board(origin="http://127.0.0.1:8000/")
    assert mirror.reach(f"{HOME}/jobs?page=2") == "http://127.0.0.1:8000/jobs?page=2"
    assert mirror.live("http://127.0.0.1:8000/jobs/1") == f"{HOME}/jobs/1"
    assert mirror.live("http://127.0.0.1:80001/jobs/1") == "http://127.0.0.1:80001/jobs/1"
