"""How well the demo's pages are read: every field against the truth.

`python -m crawlers.demo.scoring [SITE...]` prints the table, and with `--show` each value that is
not right.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, Literal

from crawlers.demo.sites import replicas
from crawlers.demo.truth.vacancies import SITES, monday, script
from crawlers.extract.answer import Answer
from crawlers.text.words import fold

Verdict = Literal["right", "wrong", "missing", "invented"]
FIELDS = (
    "title",
    "organization",
    "locations",
    "valid_through",
    "date_posted",
    "salary",
    "grade",
    "employment_types",
    "language",
    "sections",
    "items",
)
_GENDERS = re.compile(r"\s*\(m/w/d\)")


def verdicts(
    posting: dict[str, Any], truth: dict[str, Any]
) -> Iterator[tuple[str, Verdict, Any, Any]]:
    """Field, verdict, expected value, found value. A field that neither the page nor the reader has
    gives none; each section gives its own."""
    found = _found(posting)
    for field in FIELDS[:-2]:
        want, have = truth[field], found[field]
        if field == "locations":
            want, have = _places(want, have)
        if isinstance(want, tuple):
            want = next((name for name in want if _comparable(name) == _comparable(have)), want[0])
        verdict = _verdict(_comparable(want), _comparable(have))
        if verdict:
            yield field, verdict, want, have
    want, have = truth["sections"], found["sections"]
    for kind in dict.fromkeys((*want, *have)):
        if kind not in want and truth.get("more_sections"):
            continue
        both = kind in want and kind in have
        yield (
            "sections",
            "right" if both else "missing" if kind in want else "invented",
            sorted(want),
            kind,
        )
        if both and want[kind] is not None:
            yield (
                "items",
                "right" if want[kind] == have[kind] else "wrong",
                (kind, want[kind]),
                have[kind],
            )


def _found(posting: dict[str, Any]) -> dict[str, Any]:
    salary = posting["salary"]
    items: Counter[str] = Counter()
    for section in posting["sections"]:
        items[section["kind"]] += sum(block["kind"] == "item" for block in section["blocks"])
    return {
        "title": posting["title"],
        "organization": (posting["organization"] or {}).get("name"),
        "locations": [
            {"city": place["city"], "country": place["country"]} for place in posting["locations"]
        ],
        "valid_through": (posting["valid_through"] or {}).get("date"),
        "date_posted": (posting["date_posted"] or {}).get("date"),
        "salary": salary and {key: salary[key] for key in ("min", "max", "currency", "period")},
        "grade": " ".join(grade["raw"] for grade in posting["grades"]) or None,
        "employment_types": posting["employment_types"],
        "language": posting["language"],
        "sections": dict(items),
    }


def _places(want: list[dict[str, Any]], have: list[dict[str, Any]]) -> tuple[Any, Any]:
    """Order does not count; where the page does not name the country, neither does it."""
    named = all(place["country"] for place in want)

    def as_set(places: list[dict[str, Any]]) -> list[tuple[str, str]]:
        return sorted(
            (fold(place["city"] or ""), place["country"] if named else "") for place in places
        )

    return as_set(want), as_set(have)


def _comparable(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            key: _number(part) if key in ("min", "max") else part for key, part in value.items()
        }
    return fold(_GENDERS.sub("", value)) if isinstance(value, str) else value


def _number(figure: str | None) -> float | None:
    return None if figure is None else float(figure)


def _verdict(want: Any, have: Any) -> Verdict | None:
    if not want and not have:
        return None
    if not want or not have:
        return "missing" if want else "invented"
    return "right" if want == have else "wrong"


def score(sites: Sequence[str] = SITES, show: bool = False) -> dict[str, Counter[str]]:
    """By field, and by `site: field`, how often which verdict. Reads the page of every posting of
    day 0 as a crawl would."""
    from scrapy.utils.project import get_project_settings

    from crawlers.plugins.discovery import find_by_name
    from crawlers.runs.read_page import PageReader

    reader = PageReader(get_project_settings().getdict("ITEM_PIPELINES"))
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    epoch = monday(dt.date.today())
    for name in sites:
        replica, spider = replicas()[name], find_by_name(name)
        listed = script(name).vacancies(0, epoch)
        for vacancy in (vacancy for vacancy in listed if vacancy.state == "listed"):
            html = replica.page(vacancy, listed, spider.home)
            address = spider.home + replica.address(vacancy)
            answer = Answer(html.encode(), content_type="text/html", address=address, day=epoch)
            result = reader.read(answer, spider)
            if result.posting is None:
                counts["posting"]["missing"] += 1
                print(f"{name} {vacancy.id}: {result.problems}")
                continue
            for field, verdict, want, have in verdicts(result.posting, replica.truth(vacancy)):
                counts[field][verdict] += 1
                counts[f"{name}: {field}"][verdict] += 1
                if show and verdict != "right":
                    print(
                        f"{name} {vacancy.id} {field} {verdict}: expected {want!r}, found {have!r}"
                    )
    return dict(counts)


def accuracy(counts: Counter[str]) -> float:
    """Return the share of right ones."""
    return counts["right"] / max(1, counts.total())


def table(counts: dict[str, Counter[str]]) -> str:
    """Return one line a field."""
    lines = [f"{'field':<30}{'right':>7}{'wrong':>7}{'missing':>9}{'invented':>10}{'share':>8}"]
    for field, found in counts.items():
        cells = (
            f"{found['right']:>7}{found['wrong']:>7}{found['missing']:>9}{found['invented']:>10}"
        )
        lines.append(f"{field:<30}{cells}{accuracy(found):>8.0%}")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m crawlers.demo.scoring")
    parser.add_argument("sites", nargs="*", default=SITES, metavar="SITE")
    parser.add_argument("--show", action="store_true", help="print each value that is not right")
    options = parser.parse_args()
    os.environ["JOBWIRE_DEMO"] = "1"
    print(table(score(options.sites, options.show)))


if __name__ == "__main__":
    main()
