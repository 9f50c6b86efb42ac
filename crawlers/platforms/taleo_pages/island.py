"""The values that Taleo's pages keep in a script, read without running it.

    descRequisition:{_hles:['ID1702',...],_hlid:['reqlistitem.title',...]}
        the names of the slots of a row
    api.fillList('requisitionDescriptionInterface','descRequisition',['...'])
        their values, row behind row
    <input id="initialHistory" value="info!%24!header!%24!v1!|!v2!%24!...">
        the same values once more

A reader of string arrays with bounds: an island is a page's word, and may be anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

MAX_SCRIPT = 2_000_000
"""Characters of a script or history that is looked at."""
MAX_VALUE = 1_000_000
"""Characters of one value."""
MAX_VALUES = 20_000
"""A hundred rows of a list have under 5,000."""
MAX_SLOTS = 256
"""Names in an array of slots."""

_STRING = re.compile(r"\s*+'((?:[^'\\]|\\.)*+)'\s*+,?", re.DOTALL)
_JS_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))", re.DOTALL)
_JS_CHARS = {"n": "\n", "r": "\r", "t": "\t", "b": "", "f": "", "v": "", "0": ""}
_OWN_SLOT = re.compile(r"G\d+")
_SHOWN = re.compile(r"requisitionDescriptionInterface\.(\w+)\.row1")
_SURROGATE = re.compile("[\ud800-\udfff]")
_PERCENT = re.compile(r"%u([0-9a-fA-F]{4})|((?:%[0-9a-fA-F]{2})+)")


class Island(NamedTuple):
    """slots: the names of a row's values, without `reqlistitem.`. ids: of the elements that show
    them. rows: the values."""

    slots: list[str]
    ids: list[str]
    rows: list[list[str]]


def read_island(scripts: Sequence[str], name: str, history: str = "") -> Island | None:
    """Return the list `name` of a page; None where the page has no such list. rows is empty where
    it has no values."""
    for script in scripts:
        script = script[:MAX_SCRIPT]
        head = re.search(rf"\b{name}\s*:\s*\{{", script)
        slots = (
            [slot.removeprefix("reqlistitem.") for slot in _member(script, "_hlid", head.end())]
            if head
            else []
        )
        if head and slots:
            values = list(_filled(script, name)) or split_history(history)
            return Island(slots, _member(script, "_hles", head.end()), rows_of(values, len(slots)))
    return None


def record_of(root: Any) -> dict[str, Any] | None:
    """Return the posting of a page (its root element) by slot; {} where the page has the slots but
    no values, None where it has none.

    `fields`: the tenant's own slots, as label, value and slot. `zone`: the zone that the page says
    it prints dates in.
    """
    scripts = [element.text or "" for element in root.iter("script")]
    inputs = {
        element.get("name") or element.get("id"): element.get("value") or ""
        for element in root.iter("input")
    }
    island = read_island(scripts, "descRequisition", inputs.get("initialHistory", ""))
    if island is None:
        return None
    if not island.rows:
        return {}
    values, ids = (
        row(island.slots, island.rows[0]),
        dict(zip(island.slots, island.ids, strict=False)),
    )
    own = {slot: value for slot, value in values.items() if _OWN_SLOT.fullmatch(slot)}
    labels = _labels(root) if any(own.values()) else {}
    fields = [
        {"slot": slot, "label": labels.get(ids.get(slot, ""), ""), "value": value}
        for slot, value in own.items()
        if value
    ]
    return {
        **{slot: value for slot, value in values.items() if slot not in own},
        "fields": fields,
        "zone": inputs.get("tz", ""),
    }


def _labels(root: Any) -> dict[str, str]:
    """Return by element id the words that stand before the element in its panel."""
    found: dict[str, str] = {}
    for element in root.iter("span", "div"):
        shown = _SHOWN.fullmatch(element.get("id") or "")
        panel = element
        while shown and panel is not None and "contentlinepanel" not in (panel.get("class") or ""):
            panel = panel.getparent()
        if shown and panel is not None:
            found[shown[1]] = " ".join("".join(panel.itertext()).split())[:100].strip(" :")
    return found


def rows_of(values: list[str], width: int) -> list[list[str]]:
    """Return flat values as rows; what is left over is no row."""
    return (
        [values[at : at + width] for at in range(0, len(values) - width + 1, width)]
        if width
        else []
    )


def split_history(history: str) -> list[str]:
    """Return the flat values of an `initialHistory`: its third section."""
    sections = history[:MAX_SCRIPT].replace("!%24!", "!$!").split("!$!")
    if len(sections) < 3 or not sections[2]:
        return []
    return sections[2].split("!|!")[:MAX_VALUES]


def row(island_slots: Sequence[str], values: Sequence[str]) -> dict[str, str]:
    """Return a row by slot, escapes undone; of slots that repeat, the first that says something."""
    found: dict[str, str] = {}
    for slot, value in zip(island_slots, values, strict=False):
        if slot and not found.get(slot):
            found[slot] = unescaped(value)
    return found


def unescaped(value: str) -> str:
    """Return a value without its escapes: `%u2019`, `%26`, `\\:`. Markup (marked `!*!`) is
    percent-encoded, in a history perhaps twice; a plus is a plus."""
    text = unescape(value[:MAX_VALUE].removeprefix("!*!"))
    if value.startswith("!*!") and "<" not in text and "%3C" in text:
        text = unescape(text)
    text = text.replace("\\:", ":").strip()
    return (
        text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        if _SURROGATE.search(text)
        else text
    )


def unescape(text: str) -> str:
    """Return a text without the escapes of JavaScript's `escape` and `encodeURIComponent`. A
    percent sign that escapes nothing stays."""
    return _PERCENT.sub(
        lambda found: chr(int(found[1], 16)) if found[1] else _bytes(found[2]), text
    )


def _bytes(run: str) -> str:
    raw = bytes.fromhex(run.replace("%", ""))
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _member(script: str, name: str, start: int) -> list[str]:
    """Return the array of strings that is the member `name` of the object open at `start`."""
    end = script.find("}", start)
    found = re.compile(rf"\b{name}\s*:\s*\[").search(
        script, start, end if end >= 0 else len(script)
    )
    return (
        [value for value, _ in zip(_strings(script, found.end()), range(MAX_SLOTS), strict=False)]
        if found
        else []
    )


def _filled(script: str, name: str) -> Iterator[str]:
    found = re.search(rf"fillList\(\s*'[^']*'\s*,\s*'{name}'\s*,\s*\[", script)
    for value, _ in zip(
        _strings(script, found.end()) if found else (), range(MAX_VALUES), strict=False
    ):
        yield value


def _strings(script: str, at: int) -> Iterator[str]:
    """Yield the string literals of an array, from behind its bracket to whatever else comes."""
    while found := _STRING.match(script, at):
        yield _JS_ESCAPE.sub(_char, found[1])
        at = found.end()


def _char(found: re.Match[str]) -> Any:
    code = found[1] or found[2]
    return chr(int(code, 16)) if code else _JS_CHARS.get(found[3], found[3])
