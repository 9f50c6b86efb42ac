"""Foreign text is shown and not obeyed, wherever it leaves the program."""

from __future__ import annotations

import ast
import json
import logging
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest

from crawlers.output.log_lines import SafeRecord
from crawlers.output.printable import printable, printable_json
from crawlers.output.terminal import say
from tests import ROOT
from tests.hostile.pages import ESCAPES, OBEYED


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Baker, Oban", "Baker, Oban"),
        ("Bäcker in Łódź, 東京", "Bäcker in Łódź, 東京"),
        ("a\x1b[2Jb", "a\\x1b[2Jb"),
        ("two\nlines\t\r", "two\\nlines\\t\\r"),
        ("\x9b31m", "\\x9b31m"),
        ("cod\u202eexe.", "cod\\u202eexe."),
        ("half \ud800", "half \\ud800"),
        ("tag\U000e0041", "tag\\U000e0041"),
        ("no\u00a0break, می\u200cخواهم, 👩\u200d🌾", "no\u00a0break, می\u200cخواهم, 👩\u200d🌾"),
    ],
)
def test_what_a_terminal_would_obey_stands_as_its_escape(text: str, shown: str) -> None:
    assert printable(text) == shown
    assert printable(shown) == shown


def test_a_long_text_is_cut() -> None:
    assert printable("a" * 5_000_000, 20) == "a" * 20 + "..."


def test_json_keeps_its_meaning() -> None:
    value = {"a": f"{ESCAPES}\x9b\x7f\u2066\U000e0041 Łódź", "half": "\ud800"}
    text = printable_json(json.dumps(value, ensure_ascii=False))
    assert json.loads(text) == value
    assert OBEYED.search(text) is None and "Łódź" in text


def test_a_message_keeps_its_own_lines(capsys: pytest.CaptureFixture[str]) -> None:
    say(f"acme: published.\n  {ESCAPES}")
    say("wrong", error=True)
    printed = capsys.readouterr()
    assert OBEYED.search(printed.out) is None
    assert printed.out.count("\n") == 2 and printed.err == "wrong\n"


def test_a_terminal_of_few_letters_gets_escapes() -> None:
    code = "from crawlers.output.terminal import say; say('Łódź 東京')"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={"PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=True,
    )
    assert done.stdout == rb"\u0141\xf3d\u017a \u6771\u4eac" + b"\n"


def _logged(
    message: str, *args: object, error: Exception | None = None, stack: str | None = None
) -> str:
    out = StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(logging.Formatter("2031-03-04 %(levelname)s: %(message)s"))
    told = (type(error), error, error.__traceback__) if error else None
    record = SafeRecord("x", logging.ERROR, __file__, 1, message, args, told, sinfo=stack)
    handler.handle(record)
    return out.getvalue()


def test_a_page_cannot_write_a_line_of_the_log() -> None:
    text = _logged("Posting given up: %s", f"7\n2031-03-04 INFO: Published{ESCAPES}")
    assert OBEYED.search(text) is None
    assert [line[:4] for line in text.splitlines()] == ["2031", "    "]


def test_nor_can_the_words_of_an_exception() -> None:
    text = _logged("Error", error=ValueError(f"no\n2031-03-04 INFO: Published{ESCAPES}"))
    assert OBEYED.search(text) is None
    assert [line for line in text.splitlines()[1:] if not line.startswith("    ")] == []


def test_a_traceback_shows_no_secret() -> None:
    text = _logged("Error", error=ValueError("postgresql://jobs:hunter2@db/x: no such host"))
    assert "postgresql://***@db/x" in text and "hunter2" not in text
    text = _logged("Error", stack="Stack (most recent call last):\n  connect('s3://K:hunter2@b')")
    assert "s3://***@b" in text and "hunter2" not in text


def test_every_log_record_of_a_command_is_a_safe_one() -> None:
    code = (
        "import crawlers.settings, logging; logging.basicConfig(); "
        "logging.getLogger('x').warning('%s', 'a\\x1b[2J')"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True)
    assert done.stderr == rb"WARNING:x:a\x1b[2J" + b"\n"


ALLOWED = (
    "crawlers/demo",
    "crawlers/page/pdf.py",  # a process that hands the text of a PDF to its parent
    "crawlers/posting/json_schema.py",
    "crawlers/report/schema_reference.py",
    "crawlers/report/settings_reference.py",
    "crawlers/report/messages_reference.py",
    "crawlers/report/removed_text_reference.py",
    "crawlers/feed/consume/json_schema.py",
    "crawlers/vacancies/model.py",
    "crawlers/extract/places/build_gazetteer.py",
)
"""Where nothing foreign is printed."""


def test_messages_are_printed_by_one_function() -> None:
    found = [
        f"{file.relative_to(ROOT)}:{node.lineno}"
        for file in sorted(Path(ROOT, "crawlers").rglob("*.py"))
        if not str(file.relative_to(ROOT)).startswith(ALLOWED)
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "print"
    ]
    assert found == [], "use crawlers.output.terminal.say"
