"""The first line of a comment in a hiring thread."""

from __future__ import annotations

import pytest

from crawlers.extract.header.thread_line import line_of_thread
from crawlers.text.blocks import Block


def found(*lines: str) -> tuple[str, str] | None:
    return line_of_thread([Block("paragraph", line) for line in lines])


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Pierwell | Night Nurse | Oslo, Norway | Full-time", ("Pierwell", "Night Nurse")),
        ("Night Nurse | Pierwell | Remote | Full-time", ("", "Night Nurse")),
        ("Home | Careers | Night Nurse | Print", None),
        ("Pierwell | Night Nurse | Oslo", None),
        ("Pierwell | lamps | Oslo, Norway | Full-time", None),
    ],
)
def test_a_line_of_a_thread(line: str, said: tuple[str, str] | None) -> None:
    assert found("on 1 May 2031", line, "We make lamps.") == said


def test_several_lines_are_a_whole_thread() -> None:
    assert found(*2 * ["Pierwell | Night Nurse | Oslo, Norway | Full-time"]) is None
