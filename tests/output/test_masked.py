"""Secrets are masked where an address or a setting is shown."""

from __future__ import annotations

import logging

import pytest

from crawlers.output.log_lines import SafeRecord
from crawlers.output.secrets import without_secrets
from crawlers.output.terminal import say


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("s3://KEY:hunter2@bucket/feeds: refused", "s3://***@bucket/feeds: refused"),
        ("postgresql://jobs:p%40ss@db/x", "postgresql://***@db/x"),
        ("sftp://a:b@c@host/x, redis://:hunter2@h:1/0", "sftp://***@host/x, redis://***@h:1/0"),
        ("host=db password=hunter2 user=jobs", "host=db password=*** user=jobs"),
        ("host=db password='hunter 2\\' x' user=jobs", "host=db password=*** user=jobs"),
        ("https://a.example/x?api_key=hunter2&page=2", "https://a.example/x?api_key=***&page=2"),
        ("https://hooks.chat.example/services/T0/B0/hunter2", "https://hooks.chat.example/***"),
        ("https://chat.example/api/webhooks/12/hunter2", "https://chat.example/***"),
    ],
)
def test_a_secret_is_masked(text: str, shown: str) -> None:
    assert without_secrets(text) == shown
    assert without_secrets(shown) == shown


@pytest.mark.parametrize(
    "text",
    [
        "https://board.example/jobs/7?page=2",
        "Write to jobs@board.example by 5 May.",
        "The list https://board.example/a@b could not be read (http_500).",
        "20 of 25 postings; keyboard=yes",
        "https://board.example/jobs/webhook-engineer",
    ],
)
def test_other_text_stays(text: str) -> None:
    assert without_secrets(text) == text


def test_messages_and_logs_are_masked(capsys: pytest.CaptureFixture[str]) -> None:
    say("s3://KEY:hunter2@bucket/feeds: refused")
    assert capsys.readouterr().out == "s3://***@bucket/feeds: refused\n"
    record = SafeRecord("x", logging.ERROR, __file__, 1, "host=db password=%s", ("hunter2",), None)
    assert record.getMessage() == "host=db password=***"
