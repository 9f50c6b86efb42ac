"""What Taleo's two lists are asked with. Of the classic one: the form of its page, the request for
a page of the pager, and the answer of that.

    ftlPager_processResponse!$!meta!$!v1!|!v2!|!...
        !$!rlPager.currentPage!|!2!|!listRequisition.nbElements!|!32!|!...
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Self
from urllib.parse import quote, urlencode

from crawlers.net.reasons import BadAnswer
from crawlers.platforms.taleo_pages.island import Island, read_island, rows_of, split_history

SIZE = 100
"""Rows to a page. With the usual 25 a page has an order of its own: ids repeat, and others never
come."""
SEARCH: dict[str, Any] = {
    "multilineEnabled": False,
    "sortingSelection": {"sortBySelectionParam": "3", "ascendingSortingOrder": "false"},
    "fieldData": {"fields": {"KEYWORD": "", "JOB_TITLE": "", "JOB_NUMBER": ""}, "valid": True},
    "filterSelectionParam": {"searchFilterSelections": []},
    "advancedSearchFiltersSelectionParam": {"searchFilterSelections": []},
}
"""What the modern list is asked with, besides the number of the page."""
_ACTION = re.compile(r"(?:[^?#]*/)?(\w+)\.ftl")
_PAGER = {
    "ftlpageid": "reqListBasicPage",
    "ftlinterfaceid": "requisitionListInterface",
    "ftlcompid": "rlPager",
    "jsfCmdId": "rlPager",
    "ftlcompclass": "PagerComponent",
    "ftlcallback": "ftlPager_processResponse",
    "ftlajaxid": "ftlx1",
}


@dataclass(frozen=True, slots=True)
class Form:
    """action: the name of the pager's address. fields: hidden inputs of the page. island: its own
    rows. total: as stated, None where it is not."""

    action: str
    fields: Mapping[str, str]
    island: Island
    total: int | None

    @classmethod
    def read(cls, html: str, url: str = "") -> Self | None:
        """Return the form of a section's page; None where the page is no classic list."""
        from crawlers.page.page import Page

        if "_hlid" not in html:
            return None
        page = Page.from_bytes(
            html.encode("utf-8", "replace"), url=url, content_type="text/html; charset=utf-8"
        )
        inputs = page.selector.css("form#ftlform input, input[name=initialHistory]")
        fields = {
            each.attrib["name"]: each.attrib.get("value", "")
            for each in inputs
            if "name" in each.attrib
        }
        island = read_island([html], "listRequisition", fields.get("initialHistory", ""))
        action = _ACTION.match(page.selector.css("form#ftlform").attrib.get("action", ""))
        if island is None or action is None:
            return None
        return cls(
            f"{action[1]}.ajax",
            fields,
            island,
            _number(fields.get("listRequisition.nbElements", "")),
        )

    def body(self, page: int, lang: str) -> str:
        """Return what is posted for a page. A blank must be %20: a plus is an error of the
        server."""
        kept = {
            name: self.fields[name] for name in ("ftlhistory", "csrfToken") if name in self.fields
        }
        sizes = {"dropListSize": SIZE, "listRequisition.size": SIZE}
        return urlencode(
            {**_PAGER, **kept, **sizes, "lang": lang, "rlPager.currentPage": page}, quote_via=quote
        )

    def answered(self, text: str) -> tuple[Form, list[list[str]], int]:
        """Return the form for the next page, the rows of this one, and how many rows the server
        gives to a page. Raise BadAnswer."""
        parts = text.split("!$!")
        if len(parts) < 4 or not parts[0].strip().endswith("ftlPager_processResponse"):
            raise BadAnswer("maintenance" if text.lstrip().startswith("<") else "changed_payload")
        pairs = parts[3].split("!|!")
        said = dict(zip(pairs[::2], pairs[1::2], strict=False))
        values, width = split_history(text), len(self.island.slots)
        if len(values) % width or "listRequisition.nbElements" not in said:
            raise BadAnswer("changed_payload")
        fields = {
            **self.fields,
            **({"csrfToken": said["csrfToken"]} if said.get("csrfToken") else {}),
        }
        form = replace(self, fields=fields, total=_number(said["listRequisition.nbElements"]))
        return form, rows_of(values, width), _number(said.get("listRequisition.size", "")) or SIZE


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
