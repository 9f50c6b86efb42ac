"""What is wrong with a file of boards is said in one sentence, with its lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawlers.contract import boards
from crawlers.contract.boards import read_boards

WRONG = {
    "greenhouse:\n  acme:\n  ACME:": "lines 2 and 3: the boards 'acme' and 'ACME'",
    "greenhouse:\n  Mühle:\n\n  Muhle:": "lines 2 and 4: the boards",
    "greenhouse:\n  a/b:\n  a-b:": "lines 2 and 3: the boards 'a/b' and 'a-b'",
    "lever:\n  a:\nashby:\n  b:\nlever:\n  c:": "lines 1 and 5: 'lever' is named twice",
    "greenhouse:\n  acme:\n  acme:": "lines 2 and 3: 'acme' is named twice",
    "greenhouse:\n  acme: {name: a, name: b}": "lines 2 and 2: 'name' is named twice",
    "- greenhouse: {acme: }": "line 1: write each platform with its boards",
    "greenhouse:\n  - {acme: 1}": "line 2: write each platform with its boards",
    "lever: {acme: }\nnowhere:\n  acme:": "line 3: .*there is no platform 'nowhere'",
    "greenhouse:\n  acme: text": "line 2: write a board's options",
    "ashby:\n  ..:": "line 2: .*lead to another folder",
    "ashby:\n  '%252e%252e%252fx':": "line 2: .*lead to another folder",
    "taleo:\n  jobs.acme.example/..:": "line 2: .*lead to another folder",
    "ashby:\n  '':": "line 2: .*give one line",
    'ashby:\n  "a\\u202eb":': "line 2: .*give one line",
    f"ashby:\n  {'a' * 201}:": "line 2: .*at most 200",
    "ashby:\n  \u0436\u0437:": "line 2: .*no name of a feed",
    "lever: [Uni, \u00dcn\u00ef]": "'Uni' and '\u00dcn\u00ef' of lever have one feed",
    "ashby:\n  acme: {min_postings: 9999999999}": "line 2: .*min_postings",
    "ashby:\n  acme: {date_order: DYM}": "line 2: .*date_order is one of",
    "&a [*a]": "line 1",
    "[" * 5000: "nested too deeply",
    "greenhouse: {? [a, b] : c}": "line 1",
    "a: {b": "line 1",
}


@pytest.mark.parametrize("text", WRONG)
def test_a_wrong_file_is_named_by_its_lines(text: str, tmp_path: Path) -> None:
    file = tmp_path / "boards.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=WRONG[text]) as said:
        read_boards(file)
    assert "\n" not in str(said.value) and str(file) in str(said.value)


def test_the_packages_are_asked_once_for_all_boards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To ask them takes a hundredth of a second, and a file may have 100,000 boards."""
    asked: list[str] = []
    monkeypatch.setattr(boards, "entry_points", lambda group: asked.append(group) or ())
    boards._platforms.cache_clear()
    file = tmp_path / "boards.yaml"
    file.write_text("greenhouse:\n" + "".join(f"  a{each}:\n" for each in range(300)))
    assert len(read_boards(file)) == 300
    assert asked == [boards.GROUP]
    boards._platforms.cache_clear()


def test_a_file_without_an_end_is_not_read_to_it() -> None:
    with pytest.raises(ValueError, match="/dev/zero: it has more than 16,000,000 bytes"):
        read_boards("/dev/zero")


@pytest.mark.parametrize(
    ("board", "feed"),
    {
        "\u00dcn\u00ef": "uni",
        "U\u0308ni\u0308": "uni",
        "Stra\u00dfe \u0141\u00f3d\u017a": "strasse-lodz",
        "\u0130stanbul & S\u00f8n": "istanbul-son",
        "acme.wd3/Careers": "acme.wd3-careers",
    }.items(),
)
def test_the_name_of_a_feed_has_no_accents(board: str, feed: str) -> None:
    assert boards.Board("workday", board).site == f"workday.{feed}"


def test_names_stay_as_they_are_written(tmp_path: Path) -> None:
    file = tmp_path / "boards.yaml"
    file.write_text("greenhouse:\n  no:\n  0123: {name: on}\nlever: [off, 1e3]", encoding="utf-8")
    found = read_boards(file)
    assert [each.board for each in found] == ["no", "0123", "off", "1e3"]
    assert found[1].site == "greenhouse.on"
