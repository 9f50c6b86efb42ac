"""Taleo's career section in both its forms: the modern one (REST) and the classic one (values in
scripts, a pager by POST)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from html import escape
from typing import Any
from urllib.parse import quote

from crawlers.demo.platforms.server import Asked, Platform, as_json
from crawlers.demo.platforms.truth import Opening, board
from crawlers.demo.printing.replica import Answer

PORTAL = "101430233"
SIZE = 25
TYPES = {
    "full": "Full-time",
    "part": "Part-time",
    "contract": "Contractor",
    "temporary": "Temporary",
    "intern": "Internship",
}
PLACES = {"on_site": "On-site", "hybrid": "Hybrid", "remote": "Remote"}
COINS = {
    "EUR": "Euro (EUR)",
    "USD": "US Dollar (USD)",
    "GBP": "British Pound (GBP)",
    "PLN": "Polish Zloty (PLN)",
    "CHF": "Swiss Franc (CHF)",
    "CAD": "Canadian Dollar (CAD)",
}
EVERY = {"hour": "Hourly", "month": "Monthly", "year": "Yearly"}
FORMATS = {
    "named": "%d-%b-%Y",
    "short": "%d-%b-%y",
    "month_first": "%m/%d/%Y",
    "day_first": "%d/%m/%Y",
}
LIST_SLOTS = (
    "no",
    "title",
    "no",
    "title",
    "no",
    "contestnumber",
    "basiclocations",
    "hotjob",
    "",
    "",
    "postingdate",
    "actions",
)
SLOTS = (
    ("ID01", "no"),
    ("ID02", "no"),
    ("ID03", "title"),
    ("ID04", "title"),
    ("ID05", "contestnumber"),
    ("ID06", "organization"),
    ("ID07", "description"),
    ("ID08", "description"),
    ("ID09", "qualification"),
    ("ID10", "qualification"),
    ("ID11", "jobfield"),
    ("ID12", "primarylocation"),
    ("ID13", "otherlocations"),
    ("ID14", "jobschedule"),
    ("ID15", "postingdate"),
    ("ID16", "unpostingdate"),
    ("ID17", "payvalue"),
    ("ID18", "maximumsalary"),
    ("ID19", "currency"),
    ("ID20", "payfrequencybasis"),
    ("ID21", "G401"),
    ("ID22", "G402"),
    ("ID23", "referralbonus"),
)
LABELS = {
    "ID06": "Organization",
    "ID11": "Job Field",
    "ID14": "Schedule",
    "ID16": "Closing Date",
    "ID21": "Remote Type",
    "ID22": "Parking Lot",
}


class Taleo(Platform):
    """frontend: `modern`, `classic` or `both`. columns: order of the modern list's columns. dates:
    how dates are printed: `named` (27-Jul-2026, 9:59:00 PM), `month_first` (07/27/2026),
    `day_first` or `short` (27-Jul-26).

    Quirks: `long_total` (the total is nine too high), `drifts` (the total grows by one after the
    first page), `unavailable` (the REST interface says so, with 200), `login` (the section
    redirects to a login), `resorts` (each page of 25 has an order of its own), `fixed_size` (it
    knows no other size than 25), `session` (no answer without the cookie), `csrf` (each token is
    good once), `gone@N`, `no_pay_value` (only the upper bound is filled), `deaf` (dates are printed
    in the tenant's own zone, UTC+1, whatever is asked), `hidden` (one opening is public but in no
    list), `changed`.
    """

    name = "taleo"
    host = "https://kestrel.taleo.net"
    usual = "kestrel.taleo.net/2"
    frontend = "modern"
    columns: Sequence[str] = ("title", "locations", "date")
    dates = "named"

    def __init__(self, *quirks: str, frontend: str = "modern", **kwargs: Any) -> None:
        super().__init__(*quirks, **kwargs)
        self.frontend = frontend
        self._token = 0

    @property
    def board(self) -> str:
        """The section."""
        return self.board_name.partition("/")[2].partition("?")[0]

    def answer(self, asked: Asked) -> Answer:
        base = f"/careersection/{self.board}"
        if asked.path == "/careersection/rest/jobboard/searchjobs" and asked.method == "POST":
            return self._rest(asked)
        if "login.jsf" in asked.path:
            return _page(
                "Sign In", '<form action="login.jsf"><input type="password" name="p"></form>'
            )
        if (
            asked.path in (f"{base}/jobsearch.ftl", f"{base}/jobdetail.ftl")
            and "login" in self.quirks
        ):
            return Answer(
                302, b"", headers={"Location": "/careersection/iam/accessmanagement/login.jsf"}
            )
        if asked.path == f"{base}/jobsearch.ftl":
            return self._section(asked)
        if asked.path == f"{base}/jobsearch.ajax" and asked.method == "POST":
            return self._pager(asked)
        if asked.path == f"{base}/jobdetail.ftl":
            return self._detail(asked)
        return _page("Career Sections", "<ul><li>/careersection/</li></ul>")

    # --- Lists ------------------------------------------------------------------------------------

    @property
    def searched(self) -> list[Opening]:
        """What the list gives."""
        return [
            opening
            for opening in self.listed
            if not ("hidden" in self.quirks and opening.id == "70110")
        ]

    def _section(self, asked: Asked) -> Answer:
        body = ""
        if self.frontend in ("modern", "both") and "changed" not in self.quirks:
            headers = "".join(f"<th>{name.title()}</th>" for name in ("", *self.columns))
            body += (
                f"<script>var config = {{ portalNo: '{PORTAL}', tz: '' }};</script><table "
                f'id="jobs"><tr>{headers}</tr></table>'
            )
        if self.frontend in ("classic", "both") and "changed" not in self.quirks:
            rows = sorted(self.searched, key=lambda opening: opening.title)[:SIZE]
            body += self._form(self._flat(rows, asked))
        answer = _page(
            "Job Search</title><title>Kestrel Ridge Careers",
            f'<a href="/careersection/2/x">x</a>{body}',
        )
        return Answer(
            200, answer.body, headers={"Set-Cookie": "JSESSIONID=abc.1; Path=/careersection"}
        )

    def _form(self, values: list[str]) -> str:
        hidden = {
            "ftlpageid": "reqListBasicPage",
            "ftlhistory": "h 1|x",
            "csrfToken": f"t{self._token}",
            "rlPager.currentPage": "1",
            "listRequisition.nbElements": str(self._total(1)),
            "listRequisition.size": str(SIZE),
            "initialHistory": _history(values),
        }
        inputs = "".join(
            f'<input type="hidden" name="{name}" value="{escape(value)}">'
            for name, value in hidden.items()
        )
        hlid = ",".join(f"'reqlistitem.{slot}'" for slot in LIST_SLOTS)
        script = (
            f"var _ftl = {{ "
            f"listRequisition:{{_size:25,_hles:['reqTitleLinkAction','x'],_hlid:[{hlid}]}} }};"
            f"api.fillList('requisitionListInterface','listRequisition',[{_strings(values)}]);"
        )
        return f'<form id="ftlform" action="jobsearch.ftl">{inputs}</form><script>{script}</script>'

    def _total(self, page: int) -> int:
        drift = 1 if "drifts" in self.quirks and page > 1 else 0
        return len(self.searched) + 9 * ("long_total" in self.quirks) + drift

    def _rest(self, asked: Asked) -> Answer:
        if "tz" not in asked.headers or asked.json is None:
            return Answer(500, b"An Error Occurred in TEE", "text/plain")
        if (
            "unavailable" in self.quirks
            or self.frontend == "classic"
            or asked.query.get("portal") != PORTAL
        ):
            return as_json(
                {
                    "requisitionList": [],
                    "pagingData": {"totalCount": 0},
                    "careerSectionUnAvailable": True,
                }
            )
        found = self.searched
        last = max(1, -(-len(found) // SIZE))
        page = min(int(asked.json.get("pageNo", 1)), last)
        rows = [self._row(opening, asked) for opening in found[(page - 1) * SIZE : page * SIZE]]
        paging = {"currentPageNo": page, "pageSize": SIZE, "totalCount": self._total(page)}
        return as_json(
            {
                "requisitionList": rows,
                "pagingData": paging,
                "facetResults": [],
                "careerSectionUnAvailable": False,
            }
        )

    def _row(self, opening: Opening, asked: Asked) -> dict[str, Any]:
        places = ", ".join(f'"{_place(opening, number)}"' for number in range(len(opening.places)))
        cells = {
            "title": escape(opening.title),
            "locations": f"[{places}]",
            "date": self._print(opening.posted, asked, clock=False),
        }
        return {
            "jobId": str(int(opening.id) + 900_000),
            "contestNo": opening.id,
            "column": [cells[name] for name in self.columns],
            "linkedColumn": self.columns.index("title"),
            "locationsColumns": [self.columns.index("locations")],
            "hotJob": False,
            "addedToJobCart": False,
            "draft": False,
        }

    def _pager(self, asked: Asked) -> Answer:
        form = asked.form
        if b"+" in asked.body:
            return Answer(500, b"A system error has occurred", "text/plain")
        if "session" in self.quirks and "JSESSIONID=abc.1" not in asked.headers.get("cookie", ""):
            return Answer(500, b"A system error has occurred", "text/plain")
        if "csrf" in self.quirks:
            if form.get("csrfToken") != f"t{self._token}":
                return Answer(403, b"")
            self._token += 1
        size = SIZE if "fixed_size" in self.quirks else int(form.get("listRequisition.size", SIZE))
        found = self.searched
        page = min(int(form.get("rlPager.currentPage", 1)), max(1, -(-len(found) // size)))
        if "resorts" in self.quirks and size == SIZE:
            found.sort(
                key=lambda opening: (
                    (int(opening.id) * (7 if page % 2 else 11) + len(self.asked)) % 97
                )
            )
        values = self._flat(found[(page - 1) * size : page * size], asked)
        pairs = {
            "ftlerrors": "",
            "rlPager.currentPage": page,
            "listRequisition.nbElements": self._total(page),
            "listRequisition.size": size,
            "csrfToken": f"t{self._token}",
        }
        tail = "!|!".join(f"{name}!|!{value}" for name, value in pairs.items())
        return Answer(
            200,
            f"ftlPager_processResponse!$!meta!$!{'!|!'.join(values)}!$!{tail}".encode(),
            "text/plain; charset=utf-8",
        )

    def _flat(self, rows: Sequence[Opening], asked: Asked) -> list[str]:
        values: list[str] = []
        for opening in rows:
            cells = {
                "no": str(int(opening.id) + 900_000),
                "title": _escaped(opening.title),
                "contestnumber": opening.id,
                "basiclocations": _place(opening, 0),
                "hotjob": "false",
                "actions": "Apply",
                "postingdate": self._print(opening.posted, asked, clock=False),
            }
            values += [cells.get(slot, "") for slot in LIST_SLOTS]
        return values

    # --- A posting --------------------------------------------------------------------------------

    def _detail(self, asked: Asked) -> Answer:
        opening = self.find(asked.query.get("job", ""))
        slots = ",".join(f"'reqlistitem.{name}'" for _, name in SLOTS)
        ids = ",".join(f"'{id}'" for id, _ in SLOTS)
        script = f"var _ftl={{descRequisition:{{_size:1,_hles:[{ids}],_hlid:[{slots}]}}}};"
        values = self._values(opening, asked) if opening and not self.times("gone") else []
        if values:
            script += (
                "api.fillList('requisitionDescriptionInterface','descRequisition',"
                f"[{_strings(values)}]);"
            )
        panels = "".join(
            f'<div class="contentlinepanel"><h2 class="subtitle">{label}</h2>'
            f'<span id="requisitionDescriptionInterface.{id}.row1"></span></div>'
            for id, label in LABELS.items()
        )
        history = _history(values)
        zone = "GMT+01:00" if "deaf" in self.quirks else asked.headers.get("tz", "")
        inputs = (
            f'<input type="hidden" name="tz" value="{zone}"><input type="hidden" '
            f'id="initialHistory" value="{escape(history)}">'
        )
        return _page(
            "Job Description",
            f"<script>{script}</script>{panels}<form id='ftlform'>{inputs}</form><a "
            "href='/careersection/2'>x</a>",
        )

    def _values(self, opening: Opening, asked: Asked) -> list[str]:
        pay = opening.pay
        facts = {
            "no": str(int(opening.id) + 900_000),
            "title": _escaped(opening.title),
            "contestnumber": opening.id,
            "organization": board()["name"],
            "jobfield": opening.department,
            "primarylocation": _place(opening, 0),
            "otherlocations": ", ".join(
                _place(opening, number) for number in range(1, len(opening.places))
            ),
            "jobschedule": TYPES[opening.type],
            "postingdate": self._print(opening.posted, asked),
            "unpostingdate": self._print(opening.deadline, asked)
            if opening.deadline
            else "Ongoing",
            "payvalue": _figure(pay.min) if pay and "no_pay_value" not in self.quirks else "",
            "maximumsalary": _figure(pay.max) if pay else "",
            "currency": COINS[pay.currency or ""] if pay else "Euro (EUR)",
            "payfrequencybasis": EVERY[pay.period] if pay else "",
            "G401": PLACES[opening.workplace],
            "G402": "North",
            **_texts(opening),
        }
        seen: set[str] = set()
        values = []
        for _, name in SLOTS:
            values.append(
                "" if name in ("title", "description") and name not in seen else facts.get(name, "")
            )
            seen.add(name)
        return values

    def _print(self, when: dt.datetime, asked: Asked, clock: bool = True) -> str:
        """Return an instant as the tenant prints it, in the zone that the request names."""
        named = re.fullmatch(
            r"GMT([+-])(\d\d):(\d\d)", asked.headers.get("tz", "") or asked.query.get("tz", "")
        )
        offset = dt.timedelta(hours=1)
        if named and "deaf" not in self.quirks:
            offset = dt.timedelta(hours=int(named[2]), minutes=int(named[3])) * (
                1 if named[1] == "+" else -1
            )
        local = when + offset
        day = local.strftime(FORMATS[self.dates])
        return (
            f"{day}, {local.hour % 12 or 12}:{local:%M:%S %p}"
            if clock
            else f"{local:%b} {local.day}, {local.year}"
        )

    def states(self, opening: Opening) -> dict[str, Any]:
        truth = opening.truth()
        return {**truth, "identifiers": [opening.id]}


def _place(opening: Opening, number: int) -> str:
    place = opening.places[number]
    return f"{place.country()}-{place.city}"


def _figure(figure: str) -> str:
    return f"{float(figure):,.2f}"


def _escaped(text: str) -> str:
    """As Taleo escapes a plain value."""
    return text.replace("%", "%25").replace("&", "%26").replace("’", "%u2019").replace(":", "\\:")


def _strings(values: Sequence[str]) -> str:
    return ",".join("'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'" for value in values)


def _history(values: Sequence[str]) -> str:
    flat = "!|!".join(values).replace("\\", "%5C").replace("$", "%24")
    return f"1!%24!head!%24!{flat}!%24!a!|!b"


def _page(title: str, body: str) -> Answer:
    return Answer(
        200,
        (
            f"<!DOCTYPE html><html><head><title>{title}</title></head><body>{body}</body></html>"
        ).encode(),
    )


def _texts(opening: Opening) -> dict[str, str]:
    """Return the two texts of a posting, quoted as Taleo quotes HTML."""
    asked_for = [part for part in opening.parts if part.kind.startswith("qualif")]
    described = [part for part in opening.parts if part not in asked_for]
    return {
        name: "!*!"
        + quote("".join(f"<h3>{escape(part.heading)}</h3>{part.html()}" for part in parts), safe="")
        for name, parts in (("description", described), ("qualification", asked_for))
    }
