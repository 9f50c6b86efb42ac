"""What jobwire reads from single pages, one JSON line a page: what `scrapy extract` prints."""

from __future__ import annotations

import json
import traceback
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from crawlers.extract.answer import Answer
from crawlers.extract.cleaning.cutting_rules import rule_of
from crawlers.extract.kind_of_page.signals import explained as explained_signal
from crawlers.extract.read import page_of
from crawlers.plugins.discovery import PluginError, find_by_name, find_by_url
from crawlers.plugins.fetching import FetchedPages
from crawlers.posting.raw import Decision, RawPosting, Reading
from crawlers.runs.page_entries import Entry
from crawlers.runs.read_page import PageReader, PageResult
from crawlers.spider.generic import GenericSpider
from crawlers.spider.posting_spider import PostingSpider
from crawlers.spider.saved_pages import saved_answer


class Line(NamedTuple):
    """The line of one page. has_defect: whether a plugin or a rule broke on it."""

    text: str
    has_defect: bool


def line_reader(
    stages: Mapping[Any, int],
    site: str | None,
    explained: bool,
    fetched: FetchedPages | None = None,
) -> Callable[[Entry], Line]:
    """Return what reads an entry of a list of pages and gives its line. stages: the setting
    ITEM_PIPELINES. site: of entries that name none. fetched: the pages of entries that are
    addresses."""
    reader = PageReader(stages)

    def line(entry: Entry) -> Line:
        try:
            result = _read(reader, entry, fetched or FetchedPages(), site)
        except MemoryError:
            raise
        except Exception as error:  # of the plugin, or a defect of a rule
            return line_of(entry, None, [_words_of_defect(error)], has_defect=True)
        found = explain(result.item) if explained and result.item is not None else {}
        why = {**explain_decision(result.decision), **found} if explained else None
        return line_of(entry, result.posting, result.problems, why)

    return line


def _words_of_defect(error: Exception) -> str:
    """Return what broke on a page, and the line of code: of a plugin, where one is on the way."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [each for each in frames if Path(each.filename).parent.name == "spiders"]
    at = (own or frames)[-1]
    place = f"{Path(at.filename).parent.name}/{Path(at.filename).name}, line {at.lineno}"
    return f"error_{type(error).__name__}: {error} ({place})"


def line_of(
    entry: Entry,
    posting: dict[str, Any] | None,
    problems: list[str],
    explained: dict[str, Any] | None = None,
    has_defect: bool = False,
) -> Line:
    """Return the line of a page. explained: what `explain` found, None where that was not asked."""
    line: dict[str, Any] = {"page": entry.where, "posting": posting, "problems": problems}
    if explained is not None:
        line["explain"] = explained
    return Line(json.dumps(line, ensure_ascii=False, allow_nan=False), has_defect)


def _read(reader: PageReader, entry: Entry, fetched: FetchedPages, site: str | None) -> PageResult:
    where, url = entry.where, entry.url
    if entry.is_address:
        answer = fetched.answers.get(where)
        if answer is None:
            return PageResult(None, [f"not_fetched: {fetched.failures.get(where, 'no answer')}"])
        answer = replace(answer, address=url) if url else answer
    else:
        try:
            answer = saved_answer(where, url, entry.fetched_on, entry.content_type)
        except OSError as error:
            return PageResult(None, [f"unreadable: {error.strerror or error}"])
    try:
        plugin = _plugin(entry.site or site, answer)
    except (KeyError, PluginError) as error:
        return PageResult(None, [f"no_such_site: {error.args[0]}"])
    return reader.read(answer, plugin)


def _plugin(site: str | None, answer: Answer) -> type[PostingSpider]:
    """Return the plugin of a site by its name, else by the address of a page or the one that the
    page calls its own."""
    if site:
        return _by_name(site)
    if not (url := answer.address):
        url = page_of(answer).canonical
    return (find_by_url(url) if url else None) or GenericSpider


_by_name = cache(find_by_name)


def explain_decision(decision: Decision | None) -> dict[str, Any]:
    """Return what the page was decided to be, with each signal, its points and what it is."""
    if decision is None:
        return {}
    return {
        "page": {
            "kind": decision.kind,
            "reason": decision.reason,
            "points": {"about_a_job": decision.job, "about_one": decision.one},
            "signals": [explained_signal(name) for name in decision.signals],
        }
    }


def explain(item: RawPosting | Reading) -> dict[str, Any]:
    """Return by field where its value came from, the text that was cut with its rule, what those
    rules say, and the labels that no word list knows."""
    fields = {
        name: {"method": s.method, "locator": s.locator, "raw": s.raw}
        for name, s in sorted(item.provenance.items())
    }
    return {
        "fields": fields,
        "removed": [asdict(r) for r in item.removed],
        "rules": {rule.name: rule.sentence for rule in map(rule_of, item.removed)},
        "unread": [list(pair) for pair in item.unread],
    }
