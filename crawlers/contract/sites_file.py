"""The file `sites.yaml` (setting JOBWIRE_SITES): what `scrapy refresh` crawls, how often, and in
whose name.

    contact: jobs@acme.example        # in the user agent: your e-mail address or a page of yours
    interval: 20h                     # of every site that names none; without it: at each refresh
    boards: boards.yaml               # boards of platforms, all of them crawled (docs/platforms.md)
    sites:
      northlake:                      # a plugin of spiders/
      acme: {interval: 4h, recheck: 3, settings: {DOWNLOAD_DELAY: 2}}
      greenhouse.kestrel: {interval: 4h}     # a board of the file above, by its feed

The options of a site are those of a board (organization, min_postings, date_order, standard,
recheck, labels, selectors): they count before what its plugin declares.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from crawlers.contract.board_options import OPTIONS, check_options
from crawlers.contract.boards import FILE as BOARDS
from crawlers.contract.operators_file import bytes_of

FILE = "sites.yaml"
MAX_BYTES = 16_000_000
"""Of the file."""
KEYS = ("contact", "interval", "boards", "sites")
CONTACT_MARKS = ("@", ".")
"""What an e-mail address or the address of a page has."""
_HOURS = {"h": 1, "d": 24}
_SECONDS_PER_HOUR = 3600


@dataclass(frozen=True, slots=True)
class ListedSite:
    """What the file says of one site. interval: seconds from one run to the next, 0 for every
    refresh. declared: options by name, as text. settings: of Scrapy or jobwire, for this site."""

    interval: int = 0
    declared: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SitesFile:
    """The whole file. boards: the path of the file of boards. interval: in seconds, of sites that
    `sites` does not name."""

    contact: str = ""
    interval: int = 0
    boards: str = ""
    sites: Mapping[str, ListedSite] = field(default_factory=dict)

    def of(self, site: str) -> ListedSite:
        """Return what counts for a site, also for one that is not listed."""
        return self.sites.get(site, ListedSite(self.interval))


def read_sites(path: str | Path) -> SitesFile | None:
    """Return what a file says; None where there is no file. Raise ValueError with a sentence that
    names the line."""
    try:
        text = bytes_of(path, MAX_BYTES)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ValueError(f"{path}: {error.strerror or error}") from None
    import yaml

    from crawlers.contract.yaml_lines import words_of

    try:
        return _read(text, Path(path).parent)
    except RecursionError:
        raise ValueError(f"{path}: it is nested too deeply") from None
    except (ValueError, yaml.YAMLError) as error:
        raise ValueError(f"{path}: {words_of(error)}") from None


def _read(text: bytes, folder: Path) -> SitesFile:
    import yaml

    from crawlers.contract.yaml_lines import is_empty, pairs, text_of

    root = yaml.compose(text, yaml.BaseLoader)
    if root is None or is_empty(root):
        return SitesFile()
    found: dict[str, Any] = {}
    for name, line, node in pairs(root, "write `sites:` and under it one site on each line"):
        if name not in KEYS:
            raise ValueError(f"line {line}: there is no {name!r} here; known are {', '.join(KEYS)}")
        if name == "sites":
            found[name] = None if is_empty(node) else node
        else:
            found[name] = text_of(node, f"write one value: `{name}: VALUE`")
        if (
            name == "boards"
            and found[name] not in ("", BOARDS)
            and not (folder / found[name]).exists()
        ):
            raise ValueError(f"line {line}: boards: there is no {folder / found[name]}")
    contact = found.get("contact", "")
    if contact.strip() and not any(mark in contact for mark in CONTACT_MARKS):
        raise ValueError(f"contact: {contact!r}: write your e-mail address or a page of yours")
    interval = _seconds(found.get("interval", "0h"))
    boards = found.get("boards", "")
    return SitesFile(
        contact,
        interval,
        str(folder / boards) if boards else "",
        _sites(found["sites"], interval) if found.get("sites") else {},
    )


def _sites(node: Any, interval: int) -> dict[str, ListedSite]:
    from crawlers.contract.yaml_lines import is_empty, pairs

    listed = {}
    for name, line, options in pairs(node, "write each site on a line of its own: `acme:`"):
        try:
            listed[name] = (
                ListedSite(interval) if is_empty(options) else _site(name, options, interval)
            )
        except ValueError as error:
            words = str(error)
            raise ValueError(
                words if words.startswith("line ") else f"line {line}: {words}"
            ) from None
    return listed


def _site(name: str, node: Any, interval: int) -> ListedSite:
    from crawlers.contract.boards_file import value_of
    from crawlers.contract.yaml_lines import pairs, text_of

    declared, settings = {}, {}
    for option, _, value in pairs(node, "write a site's options as `{interval: 4h}`, or nothing"):
        if option == "interval":
            interval = _seconds(text_of(value, "write one value: `interval: 4h`"))
        elif option == "settings":
            form = "write settings as `{DOWNLOAD_DELAY: 2}`"
            settings = {each: text_of(of, form) for each, _, of in pairs(value, form)}
        else:
            declared[option] = value_of(value)
    if "name" in declared or (strange := [each for each in declared if each not in OPTIONS]):
        known = ", ".join(("interval", "settings", *(each for each in OPTIONS if each != "name")))
        wrong = "name" if "name" in declared else strange[0]
        raise ValueError(f"{name}: there is no option {wrong!r}; known are {known}")
    if words := check_options(name, declared):
        raise ValueError(words)
    return ListedSite(interval, declared, settings)


def _seconds(text: str) -> int:
    """Return the seconds of "20h" or "2d". Raise ValueError for other forms."""
    found = re.fullmatch(r"([0-9]{1,4})\s*([hd])", text.strip())
    if not found:
        raise ValueError(f"interval: {text!r}: write hours or days, like 20h or 2d")
    return int(found[1]) * _HOURS[found[2]] * _SECONDS_PER_HOUR


def contact_of(path: str | Path) -> str:
    """Return the contact that a file names; "" where there is none, or where the file is wrong
    (which the command says)."""
    try:
        found = read_sites(path)
    except ValueError:
        return ""
    return found.contact if found else ""


def boards_of(path: str | Path) -> str:
    """Return the path of the file of boards: the one that sites.yaml names, else boards.yaml
    beside it."""
    try:
        found = read_sites(path)
    except ValueError:
        found = None
    return (found.boards if found else "") or str(Path(path).parent / BOARDS)
