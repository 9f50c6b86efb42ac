"""No password reaches a person or a log."""

from __future__ import annotations

import time

import pytest

from crawlers.output import secrets
from crawlers.output.secrets import host_of, without_secrets

SECRETS = [
    "s3://KEY:geheim@bucket/feeds: no such host",
    "simplecache::s3://KEY:geheim@bucket/feeds",
    "ftp://user:ge@geheim@host:1/x: refused",
    "postgresql://user:ge/geheim?x@db:5432/jobs",
    "redis://:geheim@queue.example:6379/0",
    "amqp://geheim@host//vhost",
    "invalid connection option in host=db password=geheim user=u",
    "host=db password='two words geheim' user=u",
    "https://host.example/x?api_key=geheim&y=1",
    "AWS_SECRET_ACCESS_KEY=geheim",
    "{'key': 'geheim', 'secret': 'geheim'}",
    "{'aws_secret_access_key': b'geheim', 'x-api-key': 'geheim'}",
    "GET https://chat.example/v1/messages?key=geheim&thread=1",
    "AccountName=a;AccountKey=geheim==;EndpointSuffix=x",
    "X-Api-Key: geheim",
    "private_key: geheim",
    "secret_key='geheim'",
    "https://hooks.chat.example:443/services/T/B/geheim",
    "Cookie: geheim; path=/",
    "{'Authorization': 'Bearer geheim'}",
    "authorization=Basic geheim",
    "run redis-cli --password geheim",
]
PLAIN = [
    'password authentication failed for user "u"',
    "write to jobs@acme.example or https://acme.example/@jobs",
    "s3://bucket/feeds: no such bucket",
    "the key: none, a keyboard=1, the authorization of the site",
]


@pytest.mark.parametrize("text", SECRETS)
def test_a_secret_is_hidden(text: str) -> None:
    assert "geheim" not in without_secrets(text) and "***" in without_secrets(text)


@pytest.mark.parametrize("text", PLAIN)
def test_other_words_stay(text: str) -> None:
    assert without_secrets(text) == text


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("geheim", 'missing "=" after "geheim" in connection info string'),
        ("postgresql://u:p@geheim@db/x", "failed to resolve host 'geheim@db'"),
        ("host=db geheim", 'missing "=" after "geheim"'),
    ],
)
def test_what_a_driver_quotes_of_an_address_is_hidden(address: str, words: str) -> None:
    assert "geheim" not in without_secrets(words, address)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("s3://KEY:geheim@bucket/x", 'Invalid bucket name "KEY:geheim@bucket"'),
        ("ftp://user:ge%23heim@host/x", "530 user: ge#heim"),
        ("simplecache::sftp://user:geheim@host", "no key for geheim"),
        ("host=db password='two words geheim'", "[two words geheim]"),
        ("https://host.example/x?sig=geheim", "GET /x, geheim"),
    ],
)
def test_the_secret_of_an_address_is_hidden_wherever_it_stands(
    address: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(secrets, "_known", [])
    secrets.remember(address, "s3://bucket/feeds", "redis://:ab@host", "")
    hidden = without_secrets(words)
    assert "heim" not in hidden and "***" in hidden
    assert without_secrets("a cab at https://user@host") == "a cab at https://***@host"


LONG = (
    "a", "-", "x-", "x.", "key ", "password ", "password=", "authorization", "https://", "'", "'x",
    "secret", "://", ":@", "a:", "=", " --password",
)  # fmt: skip


@pytest.mark.parametrize("unit", LONG)
def test_a_long_text_takes_no_long_time(unit: str) -> None:
    """What a page says may be logged: time grows with the length of a text, not with its square."""

    def seconds(length: int) -> float:
        text = "@ hook " + unit * (length // len(unit))
        begin = time.thread_time()
        without_secrets(text)
        return time.thread_time() - begin

    assert seconds(160_000) < 40 * seconds(10_000) + 0.2


def test_host_and_database_are_said() -> None:
    words = 'connection to "db.example" failed: database "jobs" does not exist'
    assert without_secrets(words, "postgresql://u:geheim@db.example/jobs") == words


@pytest.mark.parametrize(
    "address",
    [
        "https://chat.example/bot123:geheim/sendMessage",
        "https://pager.example:8443/integration/geheim/enqueue?x=1",
    ],
)
def test_the_address_of_a_webhook_is_hidden_wherever_it_stands(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(secrets, "_known", [])
    secrets.remember_hook(address)
    said = without_secrets(f"POST {address} failed; see /{address.partition('.example')[2]}")
    assert "geheim" not in said and ".example" in said


def test_of_a_webhook_only_the_host_is_said() -> None:
    assert host_of("https://hooks.example/services/geheim") == "hooks.example"
    assert host_of("http://[::1") == "no host"
