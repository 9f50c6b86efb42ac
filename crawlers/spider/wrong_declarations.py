"""What is wrong with the declarations of a plugin, in a sentence for its author.

A declaration that is misspelled, or of another shape than it should have, would be passed over or
read as something else: `chrome = Chrome(before="Save")` would cut each line that begins with an S.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, ClassVar, Protocol, get_args

from crawlers.contract.declarations import Chrome, DateOrder, Healthy, SourceKind
from crawlers.contract.slots import WrongDeclaration, unknown_slot
from crawlers.output.near_misses import did_you_mean
from crawlers.spider.site_addresses import is_origin

_TUPLES = ("allowed_domains", "sitemap_urls", "list_urls", "employers", "standard")
_ADDRESSES = ("sitemap_urls", "list_urls")
_MAPPINGS = ("labels", "selectors", "constants")
_PATTERNS = ("posting_url", "next_page")
_NUMBERS = ("recheck", "page_budget")
_CHOICES = {"date_order": DateOrder, "source_kind": SourceKind}
_BASE_KEY = "PostingSpider.key"
"""The method that needs the group `id`; its class imports this module."""
_SELECTOR = re.compile(
    r"\s|::|\[@|\[[\w-]+[~|^$*]?=[\"']?[\w-]+[\"']?\]|^(?:a|div|li|nav|span)?[.#][a-z][\w-]*$",
    re.IGNORECASE,
)
"""What stands in CSS or XPath and in no pattern of addresses, which has no blank. As a pattern,
`a.next` would find no address, in silence."""
_LIKE = r"/jobs\?page=\d+"
_WEB = re.compile(r"https?://[^/\s]+", re.IGNORECASE)
_OFTEN = ("title", "description", "organization", "locations", "valid_through", "date_posted")
"""Fields of `expect` for which the schema need not be loaded."""


class _Plugin(Protocol):
    """The declarations of crawlers.spider.posting_spider.PostingSpider that are looked at here."""

    home: ClassVar[str]
    chrome: ClassVar[Chrome | None]
    labels: ClassVar[Mapping[str, Any]]
    selectors: ClassVar[Mapping[Any, str]]
    constants: ClassVar[Mapping[str, str]]
    posting_url: ClassVar[str]
    zone: ClassVar[str]

    def key(self, url: str) -> str: ...


def check(plugin: type[_Plugin]) -> None:
    """Raise WrongDeclaration where the declarations of a site cannot work."""
    for rule in _RULES:
        for words in rule(plugin):
            raise WrongDeclaration(f"{plugin.__module__}.{plugin.__qualname__}: {words}")


def _misspelled(plugin: type[_Plugin]) -> Iterator[str]:
    """Yield a name of the plugin's own class that nothing knows and that is like a declaration."""
    known = _declarations(plugin.__mro__[1])
    for name, value in vars(plugin).items():
        if name.startswith("_") or callable(value) or hasattr(plugin.__mro__[1], name):
            continue
        if name not in known and (meant := did_you_mean(name, known)):
            yield f"there is no declaration {name}{meant}"


@cache
def _declarations(base: type) -> frozenset[str]:
    return frozenset(
        name
        for each in base.__mro__
        for name in vars(each).get("__annotations__", ())
        if not name.startswith("_")
    )


def _shapes(plugin: type[_Plugin]) -> Iterator[str]:
    for name in _TUPLES:
        if isinstance(value := getattr(plugin, name), str):
            yield f"{name} is a string; write a tuple: ({value!r},)"
    for name in _MAPPINGS:
        if not isinstance(value := getattr(plugin, name), Mapping):
            yield f'{name} is a {type(value).__name__}; write a mapping: {{"...": "..."}}'
    for name in _NUMBERS:
        value = getattr(plugin, name)
        if value is not None and not (isinstance(value, int) and value >= 1):
            of_what = "a number of days" if name == "recheck" else "a number"
            yield f"{name} is {of_what}, 1 or more, not {value!r}"
    for name, choice in _CHOICES.items():
        if (value := getattr(plugin, name)) not in get_args(choice):
            known = ", ".join(filter(None, get_args(choice)))
            yield f"{name} is one of {known}, not {value!r}"


def _chrome(plugin: type[_Plugin]) -> Iterator[str]:
    if plugin.chrome is None:
        return
    if not isinstance(plugin.chrome, Chrome):
        yield f"chrome is a Chrome(...), not {plugin.chrome!r}"
        return
    for name in ("before", "after", "lines"):
        value = getattr(plugin.chrome, name)
        if not isinstance(value, tuple):
            phrases = (value,) if isinstance(value, str) else tuple(value)
            yield f"chrome: {name} is a {type(value).__name__}; write a tuple: {phrases!r}"
    if not isinstance(plugin.chrome.boxes, Mapping):
        yield 'chrome: boxes is no mapping; write: {"Key Skills": "skill"}'


def _healthy(plugin: type[_Plugin]) -> Iterator[str]:
    expect: Any = getattr(plugin, "expect", None)
    if not isinstance(expect, Healthy):
        yield "declare what a healthy run is: expect = Healthy(min_postings=...)"
        return
    if not (isinstance(expect.min_postings, int) and expect.min_postings >= 0):
        yield f"expect: min_postings is a number, 0 or more, not {expect.min_postings!r}"
    if not isinstance(expect.filled, Mapping):
        yield 'expect: filled is a mapping of fields and shares: {"title": 1.0}'
        return
    for name, share in expect.filled.items():
        if name not in _OFTEN and name not in (fields := _fields()):
            yield f"expect: filled: there is no field {name!r}{did_you_mean(name, fields)}"
        if not (isinstance(share, int | float) and 0 <= share <= 1):
            yield f"expect: filled: {name} is a share from 0.0 to 1.0, not {share!r}"


@cache
def _fields() -> tuple[str, ...]:
    from crawlers.posting.schema import JobPosting

    return tuple(JobPosting.model_fields)


def _addresses(plugin: type[_Plugin]) -> Iterator[str]:
    # of a platform, the name of the board has its place in braces
    home = plugin.home.translate({ord("{"): None, ord("}"): None})
    if home and not is_origin(home):
        yield f"home is scheme and host alone, like https://www.example.org, not {plugin.home!r}"
    for name in _ADDRESSES:
        for address in getattr(plugin, name):
            if not _WEB.match(address):
                whole = f"{home or 'https://www.example.org'}/{address.lstrip('/')}"
                yield f"{name}: {address!r} is no whole address; write {whole!r}"


def _patterns(plugin: type[_Plugin]) -> Iterator[str]:
    for name in _PATTERNS:
        pattern = getattr(plugin, name)
        if _SELECTOR.search(pattern):
            yield f"{name}: {pattern!r} is a selector; write a pattern of addresses, like {_LIKE!r}"
        try:
            groups = re.compile(pattern).groupindex
        except re.error as error:
            yield f"{name} is no pattern: {error}"
            continue
        has_key = "id" in groups or plugin.key.__qualname__ != _BASE_KEY
        if name == "posting_url" and plugin.posting_url and not has_key:
            yield "posting_url needs a group (?P<id>...), or define key(url)"


def _zone(plugin: type[_Plugin]) -> Iterator[str]:
    from zoneinfo import ZoneInfo

    try:
        if plugin.zone:
            ZoneInfo(plugin.zone)
    except (KeyError, ValueError, OSError, TypeError):
        yield f"zone: there is no time zone {plugin.zone!r}; write one like Europe/Oslo"


def _slots(plugin: type[_Plugin]) -> Iterator[str]:
    boxes = (plugin.chrome or Chrome()).boxes.values()
    for name, slots in (
        ("labels", plugin.labels.values()),
        ("selectors", plugin.selectors),
        ("constants", plugin.constants),
        ("chrome.boxes", [slot for slot in boxes if slot != "labels"]),
    ):
        if words := unknown_slot(slots):
            yield f"{name}: {words}"
    for slot, selector in plugin.selectors.items():
        from crawlers.extract.header.declared import wrong_selector

        if words := wrong_selector(selector):
            yield f"selectors: {slot}: {words}"


_RULES: tuple[Callable[[type[_Plugin]], Iterator[str]], ...] = (
    _misspelled,
    _healthy,
    _shapes,
    _chrome,
    _addresses,
    _patterns,
    _zone,
    _slots,
)
"""In this order: each may count on the shapes that those before it have checked."""
