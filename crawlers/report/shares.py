"""The share of postings that have each field, beside that of the runs before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from markupsafe import Markup

from crawlers.feed.judge.measures import DEEPEST_DROP, GOOD_RUNS
from crawlers.posting.schema import JobPosting
from crawlers.report import charts
from crawlers.report.gather import SiteFeed

TECHNICAL = frozenset(
    {
        "id",
        "schema_version",
        "source",
        "source_kind",
        "description_html",
        "inferred",
        "warnings",
        "flags",
        "status",
        "lifecycle",
        "content_hash",
    }
)
"""Fields that are left out of the table of shares: the feed itself fills them."""

NOT_OF_PAGES = TECHNICAL | {"licence", "url", "description", "sections", "salary_estimate"}
"""Fields that no page is at fault for: the feed or the plugin fills them, or only some sites do."""

FIELDS = tuple(name for name in JobPosting.model_fields if name not in TECHNICAL)


@dataclass(frozen=True, slots=True)
class Share:
    """A row: the field, its share now and before, whether it fell by too much, and its bar."""

    name: str
    now: str
    before: str
    fell: bool
    bar: Markup

    @property
    def is_empty(self) -> bool:
        """Whether no posting has the field, now or before."""
        return self.now == "0 %" and not self.fell


@dataclass(frozen=True, slots=True)
class Shares:
    """The table. of: which postings they are of. never: the fields that none of them has."""

    rows: list[Share]
    of: str
    never: list[str]


def shares_of(site: SiteFeed) -> Shares:
    """Return the table of one site."""
    found = list(_rows(site))
    never = [each.name for each in found if each.is_empty]
    return Shares([each for each in found if not each.is_empty], _fields_of(site), never)


def _rows(site: SiteFeed) -> Iterator[Share]:
    """Yield for each field its share in the judged attempt, beside the median of the good runs
    before it."""
    if not site.judged or not site.judged.count:
        return
    earlier = site.before[:GOOD_RUNS]
    for name in FIELDS:
        now = site.judged.filled.get(name, 0.0)
        before = median(each.filled.get(name, 0.0) for each in earlier) if earlier else None
        yield Share(
            name.replace("_", " "),
            _percent(now),
            _percent(before) if before is not None else "–",
            before is not None and before - now > DEEPEST_DROP,
            charts.share(now, before),
        )


def _fields_of(site: SiteFeed) -> str:
    """Return the sentence that says of which runs the shares are."""
    if not site.judged:
        return ""
    which = "the last good run" if site.judged.published else "the run that was withheld"
    earlier = len(site.before[:GOOD_RUNS])
    behind = (
        f"the median of {earlier} good runs before it" if earlier > 1 else "the good run before it"
    )
    return f"{site.judged.count:,} postings of {which}" + (
        f", against {behind}." if earlier else "; there is no good run before it."
    )


def _percent(share: float) -> str:
    return f"{share * 100:.0f} %"
