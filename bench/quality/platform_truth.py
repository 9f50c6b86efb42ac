"""Score what crawls make of recorded answers of platforms against what the answers say.

`python -m bench.quality.platform_truth FOLDER` prints a line a platform: right / wrong / missing /
invented; -v every value that is not right. FOLDER holds `truth.jsonl` and the answers.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bench.measure import PYTHON, ROOT
from bench.quality.platform_answers import Case, Recorded, Row, cases
from bench.quality.platform_lists import list_cases
from crawlers.demo.platforms.server import Served
from crawlers.extract.places import gazetteer
from crawlers.text.unaccented import plain
from crawlers.text.words import fold

SETTINGS = {"DOWNLOAD_DELAY": "0", "RETRY_TIMES": "0", "LOG_LEVEL": "ERROR", "JOBWIRE_REPORT": ""}
DAY = "2026-10-06T12:00:00Z"
"""When the answers are read: after they were recorded."""
VERDICTS = ("right", "wrong", "missing", "invented")
Verdict = tuple[str, str, Any, Any]
"""Field, verdict, wanted, found."""
_WAYS = {"onsite": "on_site"}
_TYPES = {
    "full-time": "FULL_TIME",
    "permanent": "FULL_TIME",
    "part-time": "PART_TIME",
    "contractor": "CONTRACTOR",
    "contract": "CONTRACTOR",
    "temporary": "TEMPORARY",
    "internship": "INTERN",
    "other": "OTHER",
}
_MARKDOWN = re.compile(r"\]\((?:\\.|[^)\\])*\)|[\[\\]")
"""What Markdown has beside the words of a link."""
_OPTIONAL = ("apply_url", "language")
"""Fields that are judged only where the answer states them: a text has a language all the same."""
_BEGINNING = 500
"""Letters of a text within which the end of its first words must stand."""


def crawl(case: Case, withheld: bool = True) -> list[Row]:
    """Return the postings of a crawl by the command. withheld: those of a failed run, too."""
    with tempfile.TemporaryDirectory() as folder, Served(Recorded(case.routes)) as origin:
        settings = {**SETTINGS, "JOBWIRE_FEEDS": folder, "JOBWIRE_BOARDS": f"{folder}/boards.yaml"}
        command = [PYTHON, "-m", "scrapy", "crawl", case.platform, "--as-of", DAY]
        source = ("pages", case.page) if case.page else ("origin", origin)
        for name, value in (("board", case.board), source):
            command += ["-a", f"{name}={value}"]
        command += [word for name, value in settings.items() for word in ("-s", f"{name}={value}")]
        subprocess.run(command, cwd=ROOT, env=os.environ, capture_output=True, check=False)
        files = [*Path(folder).glob("*.jsonl")]
        if withheld:
            files += Path(folder).glob("*/failed/*/postings.jsonl")
        lines = [line for file in files[:1] for line in file.read_text("utf-8").splitlines()]
    return [json.loads(line) for line in lines]


def verdicts(row: Row, posting: Row) -> Iterator[Verdict]:
    """Yield a verdict for each field that either side has."""
    have = _values(posting)
    for field, want in _wanted(row).items():
        if want or (have[field] and field not in _OPTIONAL):
            yield field, _judged(want, have[field]), want, have[field]
    yield from _places(row["places"], posting["locations"])
    known = {posting["id"].partition(":")[2], posting["url"], posting["apply_url"]}
    known |= {each["value"] for each in posting["identifiers"]}
    for number in (row["identifiers"] or {}).values():
        is_there = any(number in each for each in filter(None, known))
        yield "identifiers", "right" if is_there else "missing", number, known
    if not row["text_cut"]:
        yield from _ends(row, _letters(posting["description"]))


def _ends(row: Row, text: str) -> Iterator[Verdict]:
    """Judge the first and the last words of a text; a label may stand before the first."""
    first, last = (
        _letters(_MARKDOWN.sub("", row[f"description_{end}"] or "")) for end in ("start", "end")
    )
    begins = first[2:-2] in text or first[-16:-2] in text[:_BEGINNING]
    for is_there, words in ((begins, first), (last[2:-2] in text, last)):
        yield "text", "right" if is_there else "missing", words, None


def _wanted(row: Row) -> Row:
    pay = row["salary"]
    return {
        "title": fold(row["title"]),
        "organization": row["organization"],
        "workplace": _WAYS.get(row["workplace"], row["workplace"]),
        "types": sorted({_TYPES[each] for each in row["employment_types"] or ()}),
        "date_posted": row["date_posted"],
        "valid_through": row["valid_through"],
        "salary": pay and (*map(_number, (pay["min"], pay["max"])), pay["currency"], pay["period"]),
        "apply_url": row["apply_url"],
        "language": (row["language"] or "")[:2],
    }


def _values(posting: Row) -> Row:
    """Return the values of a posting in the form of `_wanted`."""
    employer, pay = posting["organization"], posting["salary"]
    return {
        "title": fold(posting["title"]),
        "organization": employer and employer["name"],
        "workplace": posting["workplace"],
        "types": sorted(posting["employment_types"]),
        **{name: (posting[name] or {}).get("date") for name in ("date_posted", "valid_through")},
        "salary": pay and (*map(_number, (pay["min"], pay["max"])), pay["currency"], pay["period"]),
        "apply_url": posting["apply_url"],
        "language": (posting["language"] or "")[:2],
    }


def _judged(want: Any, have: Any) -> str:
    if not want or not have:
        return "missing" if want else "invented"
    return "right" if want == have else "wrong"


def _places(wanted: list[Row], found: list[Row]) -> Iterator[Verdict]:
    left = list(found)
    for want in wanted or ():
        hit = next((each for each in left if _is_place(want, each)), None)
        near = hit or next(iter(left), None)
        if near:
            left.remove(near)
        yield "places", "right" if hit else "wrong" if near else "missing", want, near
    yield from (("places", "invented", None, each) for each in left)


def _is_place(want: Row, place: Row) -> bool:
    """Return whether a place is the one that an answer says, which may leave the country open."""
    country = gazetteer.country(want["country"] or "") or want["country"]
    same_town = plain(fold(place["city"] or "")) == plain(fold(want["city"] or ""))
    return (
        same_town
        and country in (None, place["country"])
        and bool(not want["region"] or place["region"])
    )


def _number(figure: Any) -> float | None:
    return None if figure is None else float(figure)


def _letters(text: str | None) -> str:
    return re.sub(r"[\W_]+", "", text or "")


def score(
    payloads: Path, show: bool = False, platforms: Sequence[str] = ()
) -> dict[str, Counter[str]]:
    """Return the number of values of each verdict by platform; `lost` counts postings that no crawl
    gave. platforms: the names of those to score, none for all."""
    totals: dict[str, Counter[str]] = {}
    for case in cases(payloads):
        if platforms and case.platform not in platforms:
            continue
        counts, left = totals.setdefault(case.platform, Counter()), crawl(case)
        for row in case.rows:
            title = _letters(row["title"])
            posting = next((each for each in left if _letters(each["title"]) == title), None)
            posting = posting or (left[0] if len(left) == len(case.rows) == 1 else None)
            if posting is None:
                counts["lost"] += 1
            for field, verdict, want, have in verdicts(row, posting) if posting else ():
                counts[verdict] += 1
                if show and verdict != "right":
                    print(f"  {row['payload']} {field} {verdict}: want {want!r} have {have!r}")
    return totals


def main(arguments: list[str] | None = None) -> None:
    """Score and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.quality.platform_truth")
    parser.add_argument("payloads", type=Path, help="the folder with truth.jsonl and the answers")
    parser.add_argument("platforms", nargs="*", help="of which platforms (default: all)")
    parser.add_argument("-v", "--values", action="store_true", help="show each that is not right")
    given = parser.parse_args(arguments)
    for name, case, count in list_cases(given.payloads):
        if not given.platforms or case.platform in given.platforms:
            print(f"{name}: {len(crawl(case, withheld=False))} of {count} postings published")
    for platform, counts in score(given.payloads, given.values, given.platforms).items():
        fields = " / ".join(f"{name} {counts[name]}" for name in VERDICTS)
        print(f"{platform:16} lost {counts['lost']} fields {fields}")


if __name__ == "__main__":
    main()
