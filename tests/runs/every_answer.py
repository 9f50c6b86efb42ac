"""Read every recorded page, demo page and replica's record in a process of its own:

    python -m tests.runs.every_answer SEED PART OF DAY [LIST.jsonl]

Prints by name a digest of what was read. SEED shuffles them; PART OF are for several processes.
LIST.jsonl names further saved pages, as `scrapy extract --pages` takes them.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import random
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from scrapy.utils.project import get_project_settings

from crawlers.demo.platforms.ashby import Ashby
from crawlers.demo.platforms.greenhouse import Greenhouse
from crawlers.demo.platforms.oracle_recruiting import OracleRecruiting
from crawlers.demo.platforms.workable import Workable
from crawlers.demo.sites import replicas
from crawlers.demo.truth.vacancies import monday, script
from crawlers.extract.answer import Answer, NotRead, Site
from crawlers.extract.read import page_of, read
from crawlers.plugins.discovery import find_by_name, find_by_url
from crawlers.posting.line import canonical_line
from crawlers.runs.read_page import PageReader
from crawlers.spider.generic import GenericSpider
from crawlers.spider.saved_pages import is_page, saved_answer, saved_pages

SITES = Path(__file__).parents[1] / "sites"
EPOCH = monday(dt.date(2026, 3, 2))
Named = tuple[str, Answer, Any]
"""A name for an answer, the answer, and the plugin that reads it."""


def every_answer(more: str = "") -> Iterator[Named]:
    """Yield all answers, in their own order."""
    yield from _recorded()
    yield from _of_the_demo()
    yield from _records()
    for saved in saved_pages(more) if more else ():
        answer = saved_answer(saved.path, saved.url)
        address = saved.url or page_of(answer).canonical
        yield str(saved.path), answer, (find_by_url(address) if address else None) or GenericSpider


def digest(answer: Answer, site: Site) -> str:
    """Return a digest of the line of an answer with its side lines, or why there is none."""
    try:
        found = read(answer, site)
    except NotRead as refused:
        return refused.reason
    said = sorted((name, repr(one)) for name, one in found.provenance.items())
    whole = canonical_line(found.posting) + repr((said, found.removed, found.unread)).encode()
    return hashlib.sha256(whole).hexdigest()


def _recorded() -> Iterator[Named]:
    for path in sorted(filter(is_page, SITES.glob("*/*/*"))):
        (saved,) = saved_pages(path)
        name = path.parts[-3]
        plugin = GenericSpider if name == "generic" else find_by_name(name)
        yield "/".join(path.parts[-3:]), saved_answer(path, saved.url), plugin


def _of_the_demo() -> Iterator[Named]:
    for name, replica in replicas().items():
        plugin = find_by_name(name)
        listed = script(name).vacancies(0, EPOCH)
        for vacancy in (each for each in listed if each.state == "listed"):
            body = replica.page(vacancy, listed, plugin.home).encode()
            address = plugin.home + replica.address(vacancy)
            yield address, Answer(body, content_type="text/html", address=address), plugin


def _records() -> Iterator[Named]:
    for board in (Greenhouse(), Ashby(), OracleRecruiting(), Workable()):
        plugin = find_by_name(board.name)
        for opening in board.listed:
            record = json.loads(json.dumps(board._job(opening)))
            name = f"{board.name} {opening.id}"
            address = f"https://{board.name}.example/{opening.id}"
            yield name, Answer(record=record, address=address, key=opening.id), plugin


def main(seed: str, part: str, of: str, day: str, more: str = "") -> None:
    """Print the digests of one part of all answers."""
    reader = PageReader(get_project_settings().getdict("ITEM_PIPELINES"))
    answers = list(every_answer(more))[int(part) :: int(of)]
    random.Random(seed).shuffle(answers)
    answered = dt.date.fromisoformat(day)
    found = {
        name: digest(replace(answer, day=answered), reader.site(plugin))
        for name, answer, plugin in answers
    }
    print(json.dumps(found, sort_keys=True))


if __name__ == "__main__":
    main(*sys.argv[1:])
