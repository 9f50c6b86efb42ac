"""What reads the answers of a site, made of its plugin and the stages of ITEM_PIPELINES.

A crawl reads with `crawlers.extract.read.read` as every command does, so Scrapy is not to run the
stages once more: `AlreadyRead` is its setting ITEM_PROCESSOR.
"""

from __future__ import annotations

import gc
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from scrapy.exceptions import DropItem
from scrapy.pipelines import ItemPipelineManager
from scrapy.settings import Settings
from scrapy.utils.misc import load_object

from crawlers.contract.stages import STAGES
from crawlers.extract.answer import Hook, NotRead, Site, Step

if TYPE_CHECKING:
    from crawlers.page.page import Page
    from crawlers.posting.raw import RawPosting

_OBJECTS = 10_000
"""New objects after which Python's collector looks for circles among them. A page makes some
thousands, hardly any of them in a circle. Set by measuring."""


def reader_of(plugin: Any, stages: Mapping[Any, int]) -> Site:
    """Return what reads the answers of a plugin's site.

    The plugin's hooks are called on an object that was never started: it has what the class
    declares, and no ledger, settings, store or clock. plugin: a class of PostingSpider.
    stages: the setting ITEM_PIPELINES, places by class or import path; a stage is made without
    arguments.
    """
    _collect_seldom()
    hooks = plugin.__new__(plugin)
    ordered = sorted(stages.items(), key=lambda entry: entry[1])
    return Site(
        declared=plugin.declared,
        posting=_hook(hooks),
        unpack=hooks.unpack,
        is_posting=lambda address: bool(
            plugin.posting_url and (not address or plugin.match(address))
        ),
        steps=tuple(_step(load_object(path)()) for path, _ in ordered),
    )


@cache
def _collect_seldom() -> None:
    """Keep Python's garbage collector from looking at the modules, which stay, and from looking ten
    times in each page: either takes a twentieth of the time of a page."""
    gc.freeze()
    gc.set_threshold(_OBJECTS)


class AlreadyRead(ItemPipelineManager):
    """Opens and closes the stages that others bring. What a spider yields has been through all of
    them."""

    @classmethod
    def _get_mwlist_from_settings(cls, settings: Settings) -> list[Any]:
        stages = settings.getdict("ITEM_PIPELINES")
        others = {each: place for each, place in stages.items() if each not in STAGES}
        # Scrapy loads every stage that it is told of; those of jobwire are the reader's to load.
        return super()._get_mwlist_from_settings(Settings({"ITEM_PIPELINES": others}))

    async def process_item_async(self, item: Any) -> Any:
        return item


def _hook(hooks: Any) -> Hook:
    from crawlers.net.reasons import BadAnswer

    def posting(page: Page) -> RawPosting | None:
        try:
            return hooks.posting(page)  # type: ignore[no-any-return]
        except BadAnswer as error:
            raise NotRead(str(error)) from error

    return posting


def _step(stage: Any) -> Step:
    def step(item: Any) -> Any:
        try:
            return stage.process_item(item)
        except DropItem as dropped:
            raise NotRead(str(dropped), "dropped") from dropped

    return step
