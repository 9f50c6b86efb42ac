"""The rules by which text is cut from a page: one table.

`removed.jsonl`, `scrapy extract --explain` and the report name the rule of each text that was cut
as `name` or `name: detail` (`site_line: share this job`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from crawlers.posting.raw import Removed
from crawlers.text.blocks import Block


@dataclass(frozen=True, slots=True)
class CuttingRule:
    """A reason to cut text. sentence: what the rule cuts, for someone who asks why."""

    name: str
    sentence: str

    def cut(self, block: Block, detail: str = "") -> Removed:
        """Return the side line for a block that this rule cuts; a pair with its label."""
        return self.cut_all((block,), detail)[0]

    def cut_all(self, blocks: Iterable[Block], detail: str = "") -> list[Removed]:
        """Return the side lines for several blocks: most of a page is cut."""
        rule = self._with(detail)
        return [
            Removed(f"{b.label}: {b.text}" if b.label else b.text, rule, b.line) for b in blocks
        ]

    def cut_text(self, text: str, line: int, detail: str = "") -> Removed:
        """Return the side line for a text that is no block of its own."""
        return Removed(text, self._with(detail), line)

    def _with(self, detail: str) -> str:
        return f"{self.name}: {detail}" if detail else self.name


SITE_LINE = CuttingRule(
    "site_line", "A line that the plugin declares as its site's own (`Chrome.lines`)."
)
SITE_BOX_ABOVE = CuttingRule(
    "site_box_above",
    "Stands above the posting, up to the last line that the plugin declares (`Chrome.before`).",
)
SITE_BOX_BELOW = CuttingRule(
    "site_box_below",
    "Stands below the posting, from the first line that the plugin declares (`Chrome.after`, "
    "`Chrome.boxes`); the detail is the slot that a data box is read for.",
)
OUTSIDE_POSTING = CuttingRule(
    "outside_posting",
    "Stands outside the part of the page that was chosen as the posting; the detail is the "
    "evidence that chose it: box, boxes, text, jsonld, no text.",
)
JSONLD_FULLER = CuttingRule(
    "jsonld_fuller", "The description of the JobPosting object is fuller and was read instead."
)
SECOND_COPY = CuttingRule("second_copy", "Repeats what a fuller copy on the same page says.")
OTHER_POSTINGS = CuttingRule(
    "other_postings", "The heading of a box about other postings (furniture.yaml, `ends`)."
)
BELOW_OTHER_POSTINGS = CuttingRule(
    "below_other_postings", "Stands below the heading of a box about other postings."
)
DATA_BOX = CuttingRule(
    "data_box",
    "A box of data beside the posting (furniture.yaml, `boxes`); the detail is the slot that its "
    "lines are read for.",
)
CLOSED_NOTICE = CuttingRule(
    "closed_notice", "Says that the posting is over (notices.yaml); the posting gets `expired`."
)
FURNITURE_LINE = CuttingRule(
    "furniture_line",
    "A whole line of furniture (furniture.yaml), a site's counter, a trail of links, or no words.",
)
GLUED_FURNITURE = CuttingRule(
    "glued_furniture", "Furniture that the site glued to the front of a sentence (furniture.yaml)."
)
FURNITURE_NOTICE = CuttingRule(
    "furniture_notice",
    "A short notice of the site with a known phrase (furniture.yaml, `starts` and `contains`); the "
    "detail is the phrase.",
)
HIDDEN_TEXT = CuttingRule(
    "hidden_text",
    "The markup hides it from the reader; the detail says how: within the posting, furtive, "
    "characters.",
)
NO_WORDS = CuttingRule("no_words", "Has no letter and no digit.")
HEADER = CuttingRule("header", "Was read as title, employer, label or value of the header.")
EMPTY_HEADING = CuttingRule(
    "empty_heading", "A heading that only frames the posting, or that has no text of its own."
)

RULES: dict[str, CuttingRule] = {
    rule.name: rule
    for rule in (
        SITE_LINE,
        SITE_BOX_ABOVE,
        SITE_BOX_BELOW,
        OUTSIDE_POSTING,
        JSONLD_FULLER,
        SECOND_COPY,
        OTHER_POSTINGS,
        BELOW_OTHER_POSTINGS,
        DATA_BOX,
        CLOSED_NOTICE,
        FURNITURE_LINE,
        GLUED_FURNITURE,
        FURNITURE_NOTICE,
        HIDDEN_TEXT,
        NO_WORDS,
        HEADER,
        EMPTY_HEADING,
    )
}
"""All rules, by name."""


def rule_of(removed: Removed) -> CuttingRule:
    """Return the rule that cut a text. Raises KeyError for a rule that stands in no table."""
    return RULES[removed.rule.partition(":")[0]]
