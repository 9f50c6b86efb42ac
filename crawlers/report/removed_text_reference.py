"""docs/removed-text.md, made from the table of cutting rules: why a text was cut.
`python -m crawlers.report.removed_text_reference > docs/removed-text.md`."""

from __future__ import annotations

from crawlers.extract.cleaning.cutting_rules import RULES

HEAD = """# Why a text was cut

Made by `make schema`. Each text in `removed.jsonl` has its line on the page and the rule that cut
it, as `name` or `name: detail`. `scrapy extract --explain PAGE` shows the same for one page.

| rule | what it cuts |
| --- | --- |
"""


def page() -> str:
    """Return the page as Markdown."""
    return HEAD + "".join(f"| `{rule.name}` | {rule.sentence} |\n" for rule in RULES.values())


if __name__ == "__main__":
    print(page(), end="")
