"""The post in the subject of a message."""

from __future__ import annotations

import pytest

from crawlers.extract.header.mail_subject import post_of_mail
from crawlers.text.blocks import Block

HEAD = ("From: Mary Reed <mreed@harbour.example>", "Date: Mon, 3 May 2031 09:41:22 +0100")


def post(*lines: str) -> str:
    return post_of_mail([Block("paragraph", line) for line in lines])


@pytest.mark.parametrize(
    ("subject", "found"),
    [
        ("Subject: [lamps] Night Keeper, Harbour Lights, Oban", "Night Keeper"),
        ("Subject: JOB: Night Keeper at sea", "Night Keeper at sea"),
        ("Betreff: [stellen] [rar] Leuchtturmwart (m/w/d) - Insel", "Leuchtturmwart (m/w/d)"),
        ("Subject: lamps of the week", ""),
    ],
)
def test_the_post_in_a_subject(subject: str, found: str) -> None:
    assert post(HEAD[0], subject, HEAD[1], "Hi all,") == found


@pytest.mark.parametrize(
    ("heading", "found"),
    [
        ("[Lamps-L] Night Keeper, Harbour Lights, Oban", "Night Keeper"),
        ("[Lamps-L] [jobs] Postdoc: lamps and their light, Oban", "Postdoc: lamps and their light"),
        ("[Lamps-L] lamps of the week", ""),
        ("Night Keeper, Harbour Lights", ""),
    ],
)
def test_the_post_in_the_heading_of_an_archived_message(heading: str, found: str) -> None:
    writer = "Mary Reed mreed at harbour.example"
    assert post(heading, writer, "Mon May  3 09:41:22 BST 2031", "Hi all,") == found
    assert post(heading, writer, "Hi all,") == ""


def test_a_subject_that_comes_first() -> None:
    text = "We have one place for somebody who likes lamps."
    subject = "Subject: Graduate position: Lamps of the north"
    assert post(subject, text) == "Graduate position: Lamps of the north"
    assert post("Subject: Night Keeper, Oban", text) == "Night Keeper"
    assert post("Subject: Drama Teacher", "Location: Oban", "Salary: £30,000") == ""


def test_a_subject_that_is_taught_is_none() -> None:
    assert post("School: Harbour Academy", "Subject: Drama Teacher", "Date: 3 May 2031") == ""
