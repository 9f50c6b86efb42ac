"""What may be declared of a board, or of a site, in the operator's files and on the command line:
each option as text, checked, and as the declaration of a plugin that it stands for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, get_args

from crawlers.contract.declarations import DateOrder, Declared, Healthy
from crawlers.contract.slots import unknown_slot

OPTIONS = (
    "name",
    "organization",
    "min_postings",
    "date_order",
    "standard",
    "recheck",
    "labels",
    "selectors",
)
OF_LINES = ("standard", "labels", "selectors")
"""Options that hold one thing on each line."""
MAX_OPTION = 10_000
"""The most characters of an option's value."""


def check_options(site: str, declared: Mapping[str, str]) -> str:
    """Return what is wrong with the options of a board or site, in words; "" where nothing is."""
    if strange := [name for name in declared if name not in OPTIONS]:
        return f"{site}: there is no option {strange[0]!r}; known are {', '.join(OPTIONS)}"
    for name, value in declared.items():
        if len(value) > MAX_OPTION or (name not in OF_LINES and not value.isprintable()):
            return f"{site}: {name}: give one line of at most {MAX_OPTION:,} characters"
    for name, least in (("min_postings", 0), ("recheck", 1)):
        number = declared.get(name, "1")
        if not (re.fullmatch("[0-9]{1,9}", number) and int(number) >= least):
            return f"{site}: {name} is a number from {least} on, and {number!r} is none"
    if declared.get("date_order", "") not in get_args(DateOrder):
        return f"{site}: date_order is one of {', '.join(get_args(DateOrder)[1:])}"
    for name, slots in (
        ("labels", labels_of(declared).values()),
        ("selectors", selectors_of(declared)),
    ):
        if words := unknown_slot(slots):
            return f"{site}: {name}: {words}"
    return ""


def labels_of(options: Mapping[str, str]) -> dict[str, str]:
    """Return slot by label: of the lines "Where: location"."""
    lines = (line.rpartition(":") for line in options.get("labels", "").splitlines())
    return {label.strip(): slot.strip() for label, _, slot in lines}


def selectors_of(options: Mapping[str, str]) -> dict[str, str]:
    """Return selector by slot: of the lines "title: h2.name"."""
    lines = (line.partition(":") for line in options.get("selectors", "").splitlines())
    return {slot.strip(): selector.strip() for slot, _, selector in lines}


def declarations_of(declared: Declared, site: str, options: Mapping[str, str]) -> dict[str, Any]:
    """Return the class attributes that options stand for. declared: what the plugin declares
    itself. site: the name of the feed."""
    made = dict[str, Any](name=site)
    if "organization" in options:
        made["constants"] = {**declared.constants, "organization": options["organization"]}
    if "min_postings" in options:
        made["expect"] = Healthy(
            int(options["min_postings"]), declared.expect.filled, declared.expect.may_be_empty
        )
    if "recheck" in options:
        made["recheck"] = int(options["recheck"])
    if "date_order" in options:
        made["date_order"] = options["date_order"]
    if "labels" in options:
        made["labels"] = {**declared.labels, **labels_of(options)}
    if "selectors" in options:
        made["selectors"] = {**declared.selectors, **selectors_of(options)}
    if "standard" in options:
        made["standard"] = tuple(filter(None, map(str.strip, options["standard"].splitlines())))
    return made
