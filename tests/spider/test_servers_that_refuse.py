"""Servers that refuse, delay or break off an answer: the posting is given up with the reason."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from tests.spider.board import Board, detail, details, links, walk
from tests.spider.walking import Answer, Asked, Route, crawl, crawl_apart, served

FAILED: dict[str, tuple[Route | str, str]] = {
    "500": (Answer(status=500), "http_500"),
    "403": (Answer(status=403), "http_403"),
    "close": (Answer(drop=True), "connection"),
    "silence": (Answer(detail(1), wait=1.0), "timeout"),
    "too large": (Answer(b"x" * 3_000_000), "too_large"),
    "cut short": (
        Answer(detail(1), headers={"Content-Length": "5000", "Connection": "close"}),
        "truncated",
    ),
    "gzip cut short": (
        Answer(gzip.compress(detail(1).encode())[:-9], headers={"Content-Encoding": "gzip"}),
        "damaged",
    ),
    "gzip bomb": (
        Answer(gzip.compress(b"x" * 30_000_000), headers={"Content-Encoding": "gzip"}),
        "too_large",
    ),
    "not gzip at all": (Answer(detail(1), headers={"Content-Encoding": "gzip"}), "damaged"),
    "unknown encoding": (Answer(detail(1), headers={"Content-Encoding": "rot13"}), "encoding"),
    "redirect for ever": (
        lambda asked: Answer(status=302, headers={"Location": asked.path}),
        "redirects",
    ),
    "redirect off the site": (
        Answer(status=302, headers={"Location": "https://elsewhere.example/"}),
        "offsite",
    ),
    "redirect to another port": (
        Answer(status=302, headers={"Location": "http://127.0.0.1:9/jobs/4001"}),
        "offsite",
    ),
}


@pytest.mark.parametrize("case", FAILED)
def test_what_cannot_be_fetched_is_given_up_by_name(case: str) -> None:
    route, reason = FAILED[case]
    routes = {"/jobs": links("/jobs/4001", "/jobs/4002"), "/jobs/4001": route, **details(4002)}
    done, _ = walk(routes, settings={"DOWNLOAD_TIMEOUT": 0.4, "DOWNLOAD_MAXSIZE": 1_000_000})
    assert done.ledger.given_up == {"4001": reason}
    assert [item.key for item in done.items] == ["4002"]
    assert done.stats[f"jobwire/given_up/{reason}"] == 1


def test_a_server_that_asks_for_time_gets_it() -> None:
    refused: list[float] = []

    def busy(asked: Asked) -> Answer:
        refused.append(asked.at)
        return (
            Answer(status=429, headers={"Retry-After": "1"})
            if len(refused) == 1
            else Answer(detail(1))
        )

    routes: dict[str, Route | str] = {"/jobs": links(*(f"/jobs/{n}" for n in range(4000, 4008)))}
    with served({**routes, "/jobs/4000": busy, **details(*range(4001, 4008))}) as site:
        done = crawl(Board, {"CONCURRENT_REQUESTS_PER_DOMAIN": 1}, origin=site.origin)
        later = [asked.at for asked in site.log if asked.at > refused[0]]
    assert min(later) - refused[0] >= 1.0
    assert len(done.items) == 8


def test_a_server_that_asks_for_too_much_time_is_left_alone() -> None:
    routes: dict[str, Route | str] = {"/jobs": links(*(f"/jobs/{n}" for n in range(4000, 4020)))}
    busy = {
        f"/jobs/{n}": Answer(status=429, headers={"Retry-After": "1000000000"})
        for n in range(4000, 4020)
    }
    done, paths = walk({**routes, **busy}, settings={"DOWNLOAD_DELAY": 0.05})
    assert len(paths) == 2  # what was waiting behind the first refusal does not go out either
    assert list(done.ledger.given_up.values()) == ["parked"] * 20


def test_the_reasons_are_the_same_with_the_reactor_of_a_real_run() -> None:
    routes = {f"/jobs/{4000 + n}": route for n, (route, _) in enumerate(FAILED.values())}
    with served({"/jobs": links(*routes), **routes}) as site:
        done = crawl_apart(
            Board, {"DOWNLOAD_TIMEOUT": 0.4, "DOWNLOAD_MAXSIZE": 1_000_000}, origin=site.origin
        )
    assert done["ledger"]["given_up"] == {
        str(4000 + n): reason for n, (_, reason) in enumerate(FAILED.values())
    }


def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    pem = tmp_path / "self-signed.pem"
    pem.write_bytes(self_signed("127.0.0.1"))
    with served({"/jobs": links("/jobs/4001"), **details(4001)}, certificate=str(pem)) as site:
        done = crawl_apart(Board, origin=site.origin)
        assert site.log == []
    assert done["stats"]["jobwire/robots/unsettled/tls"] == 1


def self_signed(host: str) -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
    )
    made = made.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    made = made.add_extension(
        x509.SubjectAlternativeName([x509.IPAddress(ip_address(host))]), critical=False
    )
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return private + made.sign(key, SHA256()).public_bytes(Encoding.PEM)
