"""The file sites.yaml: what it says, and what is wrong with it by its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawlers.contract.sites_file import ListedSite, boards_of, contact_of, read_sites

GOOD = """\
contact: jobs@acme.example
interval: 1d
boards: lists/boards.yaml
sites:
  northlake:
  acme: {interval: 4h, recheck: 3, standard: [One., Two.], settings: {DOWNLOAD_DELAY: 2}}
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "sites.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_what_it_says(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD)
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists/boards.yaml").touch()
    found = read_sites(path)
    assert found and found.contact == "jobs@acme.example" == contact_of(path)
    assert found.of("northlake") == found.of("not listed") == ListedSite(86_400)
    assert found.of("acme") == ListedSite(
        4 * 3600, {"recheck": "3", "standard": "One.\nTwo."}, {"DOWNLOAD_DELAY": "2"}
    )
    assert boards_of(path) == str(tmp_path / "lists" / "boards.yaml")


def test_no_file_and_an_empty_file(tmp_path: Path) -> None:
    assert read_sites(tmp_path / "none.yaml") is None
    found = read_sites(written(tmp_path, "sites:\nboards:\n"))
    assert found and not found.sites and not found.boards


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("site:\n", "line 1: there is no 'site' here; known are contact, interval, boards, sites"),
        ("sites:\n  acme: {intervall: 4h}\n", "line 2: acme: there is no option 'intervall'"),
        ("sites:\n  acme: {name: other}\n", "line 2: acme: there is no option 'name'"),
        ("sites:\n  acme: {interval: often}\n", "line 2: interval: 'often': write hours or days"),
        ("sites:\n  acme: {recheck: 0}\n", "line 2: acme: recheck is a number from 1 on"),
        ("sites:\n  acme:\n  acme:\n", "lines 2 and 3: 'acme' is named twice"),
        ("sites: [acme]\n", "line 1: write each site on a line of its own"),
        ("contact: [a, b]\n", "line 1: write one value"),
        ("- acme\n", "line 1: write `sites:`"),
        ("sites: {a: {settings: 3}}\n", "sites.yaml: line 1: write settings as"),
        ("a: b: c\n", "mapping values are not allowed"),
        ("[" * 5000, "nested too deeply"),
    ],
)
def test_what_is_wrong_is_named_by_its_line(tmp_path: Path, text: str, words: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(ValueError) as wrong:
        read_sites(path)
    assert words in str(wrong.value) and str(path) in str(wrong.value)
    assert contact_of(path) == "" and boards_of(path) == str(tmp_path / "boards.yaml")
