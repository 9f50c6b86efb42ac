"""The report: one HTML file that requests nothing from the network. Style and script are inlined,
and the policy in its head allows no other script, so a posting's text cannot run one."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from crawlers import __version__
from crawlers.output.printable import printable_lines
from crawlers.output.secrets import without_secrets
from crawlers.posting.schema import JobPosting
from crawlers.report import views
from crawlers.report.changes import SiteChanges
from crawlers.report.embedding import data_block, pack
from crawlers.report.figures import day, moment
from crawlers.report.gather import Feeds
from crawlers.report.posting_index import PostingIndex
from crawlers.report.shares import NOT_OF_PAGES
from crawlers.report.trends import Trend, whole_trend

HERE = Path(__file__).parent
SCRIPTS = ("dom", "data", "search", "list", "values", "vacancy", "posting", "changes", "app")
"""In the order in which they use each other."""

_CHART = Markup(
    '<figure class="chart"><figcaption>{title}</figcaption>'
    '<div class="plot"><span>{top}</span><span>{bottom}</span>{drawing}</div>'
    '<div class="axis"><span>{first}</span><span>{last}</span></div></figure>'
)

_OPTION = re.compile(r"--[a-z][a-z-]*")
_WHOLE = Markup('<span class="whole">{}</span>')

_CHURN_KEY = Markup(
    '<i class="key"></i>added<i class="key updated"></i>updated<i class="key closed"></i>closed'
)


def page(feeds: Feeds, changes: list[SiteChanges], postings: PostingIndex, now: str) -> str:
    """Return the whole file. changes: of each site, in the order of `feeds.sites`."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    templates = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    templates.filters |= {"day": day, "moment": moment, "whole_options": _whole_options}
    style, script = _asset("report.css"), _script()
    sites = [views.site_view(site, now) for site in feeds.sites]
    boxes = [(f"p{number}", box) for number, box in enumerate(postings.boxes)]
    runs = _runs(feeds, changes, boxes)
    index = {"now": now, "sites": runs, "fields": _fields(), "postings": postings.index()}
    return templates.get_template("page.html").render(
        policy=_policy(style, script),
        generator=f"jobwire {__version__}",
        title="jobwire",
        recent_days=views.RECENT_DAYS,
        now=now,
        style=Markup(style),
        script=Markup(script),
        headline=views.headline(sites),
        figures=views.totals(feeds.sites, now),
        trend=whole_trend(feeds.sites, now),
        combined=feeds.combined,
        no_vacancies=postings.no_vacancies,
        sites=sites,
        worst_first=views.worst_first(sites),
        chart=_chart,
        churn_key=_CHURN_KEY,
        web=web_link,
        index=Markup(data_block(index)),
        boxes=boxes,
    )


def _shown(value: Any) -> Any:
    """Return a value as the page may show it: a text without characters that hide or reverse other
    text, and without secrets."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return without_secrets(printable_lines(value))  # guard: text in the report
    return value


def _whole_options(sentence: str) -> Markup:
    """Return a sentence as HTML in which no option of a command is broken at its hyphens."""
    shown = str(_shown(sentence))
    return Markup(_OPTION.sub(lambda found: _WHOLE.format(found[0]), str(escape(shown))))


def _runs(
    feeds: Feeds, changes: list[SiteChanges], boxes: list[tuple[str, str]]
) -> list[dict[str, Any]]:
    """Return the sites with their runs, for the list of changes. The changes themselves are added
    to boxes."""
    sites = []
    for number, (site, changed) in enumerate(zip(feeds.sites, changes, strict=True)):
        changed_in = {each.run_id: each for each in changed.runs}
        runs: list[dict[str, Any]] = []
        for manifest in site.runs:
            run: dict[str, Any] = {"id": manifest.run_id, "at": manifest.started_at}
            if manifest.run_id in changed_in:
                found = changed_in[manifest.run_id]
                run |= {
                    "box": f"c{number}-{len(runs)}",
                    "count": len(found.changes) + found.more,
                    "more": found.more,
                }
                boxes.append((run["box"], pack(found.changes)))
            runs.append(run)
        filled = site.last.sources[0].filled if site.last and site.last.sources else {}
        sites.append(
            {
                "name": site.name,
                "path": str(site.folder.path),
                "runs": runs,
                "has": [name for name, share in filled.items() if share],
            }
        )
    return sites


def _fields() -> list[dict[str, Any]]:
    """Return the fields of a posting. said: whether a page may say it, so that it can miss."""
    return [
        {
            "name": name,
            "means": field.description or "",
            "said": name not in NOT_OF_PAGES,
        }
        for name, field in JobPosting.model_fields.items()
    ]


def _asset(name: str) -> str:
    return (HERE / "assets" / name).read_text(encoding="utf-8")


def _script() -> str:
    """Return all scripts as one that defines no global name."""
    return (
        "(() => {\n'use strict';\n"
        + "\n".join(_asset(f"{name}.js") for name in SCRIPTS)
        + "})();\n"
    )


def _policy(style: str, script: str) -> str:
    """Return the content security policy: this style and this script, by their hashes, and nothing
    else; no text becomes markup."""
    return (
        f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}; img-src data:; "
        "base-uri 'none'; "
        "form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _chart(title: str, trend: Trend) -> Markup:
    return _CHART.format(
        title=title,
        top=trend.top,
        bottom=trend.bottom,
        drawing=trend.drawing,
        first=trend.first,
        last=trend.last,
    )


def web_link(address: str | None, words: str) -> Markup:
    """Return a link if the address is one of the web's, else the words alone."""
    try:
        scheme = urlsplit(address or "").scheme
    except ValueError:
        scheme = ""
    words = _shown(words)
    if scheme not in ("http", "https"):
        return Markup("<span>{}</span>").format(words)
    return Markup('<a href="{}" rel="noopener noreferrer nofollow" target="_blank">{}</a>').format(
        without_secrets(address or ""), words
    )
