"""Which plugins there are: the modules of `spiders/`, the platforms (`crawlers/platforms/NAME.py`,
NAME as in text/data/platforms.yaml), and those that installed packages offer (entry point group
jobwire.spiders).

Scrapy's own loader imports every plugin before it runs one, stops at the first ImportError, and
lets a ZeroDivisionError or a sys.exit through. Here a crawl imports the one plugin it runs, and a
list imports each by itself.
"""

from __future__ import annotations

import os
import pkgutil
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Self, cast

from scrapy.utils.spider import iter_spider_classes

from crawlers.contract import boards, sites_file
from crawlers.contract.board_options import declarations_of
from crawlers.contract.project import in_project
from crawlers.contract.slots import WrongDeclaration
from crawlers.output.near_misses import did_you_mean
from crawlers.output.printable import printable
from crawlers.output.terminal import say
from crawlers.text.word_lists import load

if TYPE_CHECKING:
    from scrapy import Request, Spider
    from scrapy.settings import BaseSettings

    from crawlers.spider.posting_spider import PostingSpider

PACKAGE = "spiders"
PLATFORMS = "crawlers.platforms"
GROUP = "jobwire.spiders"
STAGES = "jobwire.stages"
DEMO = "crawlers.demo.spiders"


class PluginError(Exception):
    """A plugin that cannot be imported, or a name that two plugins have."""


class PluginMistake(PluginError):
    """A plugin whose declarations cannot work; the message says which and why."""


def spider_modules(package: str = "") -> list[str]:
    """Return the names of all plugin modules; none of them is imported.

    package: where the sites are; "" for ours and the platforms.
    An entry point names a module or a package of modules. The plugins of the demo's invented
    employers count only where the environment has JOBWIRE_DEMO=1.
    """
    ours = (package,) if package else (PACKAGE, *platform_modules())
    offered = [point.module for point in entry_points(group=GROUP)]
    if os.environ.get("JOBWIRE_DEMO") == "1":
        offered.append(DEMO)
    return list(dict.fromkeys(module for root in (*ours, *offered) for module in _leaves(root)))


def platform_modules() -> list[str]:
    """Return the names of the modules of our platforms; none of them is imported."""
    return [f"{PLATFORMS}.{name}" for name in load("platforms")]


def offered_stages() -> dict[str, int]:
    """Return the stages that installed packages bring, with their places among ITEM_PIPELINES: the
    name of an entry point begins with its place ("450_read_pensions"). Raise PluginError for one
    that does not."""
    stages = {}
    for point in entry_points(group=STAGES):
        place = point.name.partition("_")[0]
        if not place.isdigit():
            raise PluginError(
                f"stage {point.name!r}: its name begins with its place among the stages, "
                f"like 450_{point.name}"
            )
        stages[point.value.replace(":", ".")] = int(place)
    return stages


def _leaves(root: str) -> Iterator[str]:
    """Yield a module, or the modules of a package."""
    try:
        spec = find_spec(root)
    # a parent package that cannot be imported: the module says so itself when its turn comes
    except Exception:
        spec = None
    folders = spec.submodule_search_locations if spec else None
    if folders is None:
        yield root
        return
    for found in pkgutil.iter_modules(folders, f"{root}."):
        yield from _leaves(found.name) if found.ispkg else (found.name,)


class Spiders:
    """Finds plugins by name (setting SPIDER_LOADER_CLASS). By the rule of one word for module, name
    and class, a plugin is looked for in the module of its name first; all others are imported only
    if it is not there."""

    def __init__(
        self,
        modules: Iterable[str],
        boards_file: str = boards.FILE,
        sites_file: str = sites_file.FILE,
    ) -> None:
        self.modules = tuple(dict.fromkeys(leaf for module in modules for leaf in _leaves(module)))
        self.boards, self.sites = boards_file, sites_file
        self.broken: dict[str, str] = {}
        self.mistakes: set[str] = set()

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> Self:
        return cls(
            settings.getlist("SPIDER_MODULES"),
            settings.get("JOBWIRE_BOARDS", boards.FILE),
            settings.get("JOBWIRE_SITES", sites_file.FILE),
        )

    def load(self, spider_name: str) -> type[Spider]:
        """Return the plugin of that name, or of the board of the file whose feed has it. Raise
        KeyError where there is none, PluginError where its module cannot be imported, two have the
        name, or no board of the file has it."""
        platform, dot, _ = spider_name.partition(".")
        if dot and platform in boards.platforms():
            return self._named_board(spider_name)
        namesakes = [module for module in self.modules if module.rpartition(".")[2] == spider_name]
        found = self._named(namesakes).get(spider_name)
        for module in namesakes:
            if module in self.mistakes:
                raise PluginMistake(self.broken[module])
            if module in self.broken:
                raise PluginError(
                    f"spider {spider_name!r}: {module} cannot be imported: {self.broken[module]}"
                )
        found = found or self._named(self.modules).get(spider_name)
        if found is None:
            for module in namesakes:
                raise PluginMistake(self._misnamed(module))
            self._warn()
            offered = did_you_mean(spider_name, self._names(), "`scrapy list` names them")
            raise KeyError(f"there is no site {spider_name!r}{offered}")
        return self._as_listed(found)

    def _misnamed(self, module: str) -> str:
        """Return what is wrong with a module that has no plugin of its own name."""
        name = module.rpartition(".")[2]
        named = ", ".join(repr(plugin.name) for plugin in self._in(module))
        if named:
            return f'{module} names its plugin {named}: give it the name of the module, "{name}"'
        return f'{module} has no plugin: a class with name = "{name}"'

    def _names(self) -> set[str]:
        """Return the names of all plugins by their modules; none of these is imported."""
        return {module.rpartition(".")[2] for module in self.modules}

    def _as_listed(self, plugin: type[Spider]) -> type[Spider]:
        """Return a plugin with what sites.yaml says of its site before what it declares itself."""
        from crawlers.spider.posting_spider import PostingSpider

        if not issubclass(plugin, PostingSpider):
            return plugin
        listed = self._options_of(plugin.name)
        if not listed:
            return plugin
        made = declarations_of(plugin.declared, plugin.name, listed)
        try:
            return type(plugin.__name__, (plugin,), {"__module__": plugin.__module__, **made})
        except WrongDeclaration as error:
            raise PluginMistake(f"{self.sites}: {error}") from None

    def _options_of(self, site: str) -> Mapping[str, str]:
        try:
            found = sites_file.read_sites(self.sites)
        except ValueError as error:
            raise PluginError(str(error)) from None
        return found.of(site).declared if found else {}

    def of_board(self, board: boards.Board) -> type[Spider]:
        """Return the plugin of a board. Raise as `load` does, and ValueError where the platform has
        no board of that form."""
        platform: Any = self.load(board.platform)
        options = {**board.declared, **self._options_of(board.site)}
        made = declarations_of(platform.declared, board.site, options)
        try:
            return cast("type[Spider]", platform.of(board.board, **made))
        except WrongDeclaration as error:
            raise PluginMistake(f"{board.site}: {error}") from None

    def _named_board(self, feed: str) -> type[Spider]:
        try:
            board = boards.named_board(feed, boards.read_boards(self.boards), self.boards)
            return self.of_board(board)
        except ValueError as error:
            raise PluginError(str(error)) from None

    def classes(self) -> Mapping[str, type[Spider]]:
        """Return all plugins by name, as `list` finds them."""
        found = self._named(self.modules)
        self._warn()
        return found

    def find_by_request(self, request: Request) -> list[str]:
        """Return the names of the plugins whose domains the request is in."""
        return [
            name
            for name, spider in self._named(self.modules).items()
            if spider.handles_request(request)
        ]

    def _named(self, modules: Iterable[str]) -> dict[str, type[Spider]]:
        """Return the plugins of modules by name. Raise PluginError where two have one name."""
        found: dict[str, type[Spider]] = {}
        for module in modules:
            for spider in self._in(module):
                other = found.setdefault(spider.name, spider)
                if other is not spider:
                    raise PluginError(
                        f"two plugins are named {spider.name!r}: "
                        f"{other.__module__} and {spider.__module__}"
                    )
        return found

    def _in(self, module: str) -> list[type[Spider]]:
        """Return the plugins of a module; [] for a broken one, which is noted with its error."""
        if module in self.broken:
            return []
        try:
            return list(iter_spider_classes(import_module(module)))
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # a plugin may even call sys.exit
            self.broken[module] = f"{type(error).__name__}: {error}"
            if isinstance(error, WrongDeclaration):
                self.broken[module] = str(error)
                self.mistakes.add(module)
            return []

    def _warn(self) -> None:
        for module, error in self.broken.items():
            say(
                f"plugin {module} is left out, it cannot be imported: {printable(error)}",
                error=True,
            )

    # Last, because within the class its name hides the type.
    def list(self) -> list[str]:
        """Return the names of all plugins that can be imported, and of the boards of the file; name
        on stderr those that cannot."""
        names = [
            *self._named(self.modules),
            *(board.site for board in boards.read_boards(self.boards)),
        ]
        self._warn()
        return names


@cache
def _installed() -> Mapping[str, type[Spider]]:
    return Spiders(spider_modules()).classes()


def find_by_name(name: str, board: str = "") -> type[PostingSpider]:
    """Return the plugin of that name; no other is imported. board: as the platform of that name
    spells it. Raise KeyError where there is none, PluginError where it is broken or the platform
    has no such board."""
    from crawlers.spider.posting_spider import PostingSpider

    listed = os.environ.get("JOBWIRE_SITES", in_project(sites_file.FILE))
    file = os.environ.get("JOBWIRE_BOARDS", sites_file.boards_of(listed))
    loader = Spiders(spider_modules(), file, listed)
    try:
        if board and name not in boards.platforms():
            raise PluginError(f"{name} is no platform: it has no boards")
        found = boards.spelled_board(name, board, boards.read_boards(file)) if board else None
        plugin = loader.of_board(found) if found else loader.load(name)
    except ValueError as error:
        raise PluginError(str(error)) from None
    if not issubclass(plugin, PostingSpider):
        raise PluginError(f"{plugin.__module__}.{plugin.__name__} is not a PostingSpider")
    return plugin


def find_by_url(url: str) -> type[PostingSpider] | None:
    """Return the plugin that an address belongs to, by its domains and the form of its posting
    addresses. None where there is none, or more than one."""
    from crawlers.spider.posting_spider import PostingSpider

    ours = [plugin for plugin in _installed().values() if issubclass(plugin, PostingSpider)]
    fits = [plugin for plugin in ours if plugin.owns(url) and plugin.match(url)]
    return fits[0] if len(fits) == 1 else None
