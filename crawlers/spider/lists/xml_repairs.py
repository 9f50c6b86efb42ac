"""Repairs of XML files that sites print with faults that leave no doubt about what is meant.

`REPAIRS` has a row for each fault. What they do not repair is for a strict parser to refuse: a
stray `<` or a missing end must never make a shorter list. Rules: XML 1.0 (w3.org/TR/xml), 2.2 for
characters, 4.1 for references, and Namespaces in XML.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html.entities import html5

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WITHOUT_BOM = ((b"<\x00", "utf-16-le"), (b"\x00<", "utf-16-be"))
_FALLBACKS = ("utf-8", "cp1252")
_DECLARED = re.compile(rb"""^\s*<\?xml\b[^>]{0,200}?\bencoding\s*=\s*["']([\w.:-]{1,40})["']""")
_DECLARATION = re.compile(r"^<\?xml\b[^>]{0,500}\?>\s*")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_REFERENCE = re.compile(r"&(?:#(\d{1,8}|[xX][0-9a-fA-F]{1,7});|([A-Za-z]\w{1,31});)?")
_OF_XML = frozenset(("amp", "lt", "gt", "quot", "apos"))
_ROOT = re.compile(r"<[A-Za-z_][^<>]*>")
_TAG = re.compile(r"<[^<>]*>")
_PREFIX = re.compile(r"(?:</?|\s)([A-Za-z_][\w.-]*):[A-Za-z_][\w.-]*")
_VALUE = re.compile(r"\"[^\"]*\"|'[^']*'")
_VERBATIM = {"<![CDATA[": "]]>", "<!--": "-->", "<?": "?>"}
"""How the parts of a file begin and end that no reference and no tag stands in."""
_BEGINS = re.compile("|".join(map(re.escape, _VERBATIM)))


@dataclass(frozen=True, slots=True)
class Repair:
    """One row of the table. fault: what a file has. repair: gives the text without it."""

    fault: str
    repair: Callable[[str], str]


def decode_xml(body: bytes) -> str:
    """Return the text of an XML file: by its byte order mark, by what it declares, or else, where
    its bytes are none of that, as UTF-8 or Windows-1252."""
    for mark, charset in (*_BOMS, *_WITHOUT_BOM):
        if body.startswith(mark):
            text = body.decode(charset, "replace")
            return text.removeprefix("\ufeff")
    declared = _DECLARED.search(body[:400])
    for charset in (*((declared[1].decode("ascii"),) if declared else ()), *_FALLBACKS):
        try:
            if not charset.casefold().startswith(("utf-16", "utf16", "ucs")):  # it has no BOM
                return body.decode(charset)
        except (LookupError, UnicodeDecodeError):
            continue
    return body.decode("utf-8", "replace")


def repaired(text: str) -> str:
    """Return an XML file without the faults of REPAIRS, and without its declaration."""
    for row in REPAIRS:
        text = row.repair(text)
    return text


def without_verbatim(text: str) -> str:
    """Return an XML file without comments, CDATA sections and instructions."""
    return "".join(part for part, is_verbatim in _parts(text) if not is_verbatim)


def _parts(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the parts of a file, and of each whether it is one of _VERBATIM. Linear in the length
    of the text: one that does not end is no such part."""
    begun = 0
    while begins := _BEGINS.search(text, begun):
        closes = _VERBATIM[begins[0]]
        end = text.find(closes, begins.end())
        if end < 0:
            break
        yield text[begun : begins.start()], False
        begun = end + len(closes)
        yield text[begins.start() : begun], True
    yield text[begun:], False


def _without_edges(text: str) -> str:
    return _DECLARATION.sub("", text.strip("\ufeff\x00 \t\r\n"))


def _without_controls(text: str) -> str:
    return _NOT_XML.sub("", text)


def _with_references(text: str) -> str:
    """Write `&` that begins no reference as `&amp;`, and references of HTML as their character."""
    if "&" not in text:
        return text
    return "".join(
        part if is_verbatim else _REFERENCE.sub(_reference, part)
        for part, is_verbatim in _parts(text)
    )


def _reference(found: re.Match[str]) -> str:
    number, name = found.groups()
    if number:
        code = int(number[1:], 16) if number[0] in "xX" else int(number)
        is_character = code <= 0x10FFFF and not _NOT_XML.match(chr(code))
        return f"&#{code};" if is_character else ""
    if name in _OF_XML:
        return found[0]
    if name and (character := html5.get(f"{name};")):
        return character.replace("&", "&amp;").replace("<", "&lt;")
    return f"&amp;{found[0][1:]}"


def _with_prefixes(text: str) -> str:
    """Declare on the root the prefixes that nothing declares."""
    root = _ROOT.search(text)
    if root is None:
        return text
    tags = (_VALUE.sub("", tag) for tag in set(_TAG.findall(without_verbatim(text))))
    used = {prefix for tag in tags for prefix in _PREFIX.findall(tag)}
    unknown = sorted(
        prefix
        for prefix in used - {"xml", "xmlns"}
        if not re.search(rf"\sxmlns:{re.escape(prefix)}\s*=", text)
    )
    declared = "".join(f' xmlns:{prefix}="urn:undeclared:{prefix}"' for prefix in unknown)
    end = root.end() - (2 if root[0].endswith("/>") else 1)
    return text[:end] + declared + text[end:]


REPAIRS = (
    Repair("blanks, byte order marks and NUL before or behind the file", _without_edges),
    Repair("characters that XML does not allow", _without_controls),
    Repair("a raw & in an address, and entities of HTML", _with_references),
    Repair("prefixes that are not declared", _with_prefixes),
)
"""In the order in which they are made."""
