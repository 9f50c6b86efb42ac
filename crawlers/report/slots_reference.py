"""The list of slots in docs/plugins.md, made from the table of slots.
`python -m crawlers.report.slots_reference` writes it into the page."""

from __future__ import annotations

from pathlib import Path

from crawlers.contract.slots import SLOTS

PAGE = Path(__file__).parents[2] / "docs" / "plugins.md"
BEGIN, END = "<!-- slots: made by `make schema` -->\n", "<!-- slots: end -->\n"


def with_slots(text: str) -> str:
    """Return the page with the list as the table has it."""
    before, _, rest = text.partition(BEGIN)
    rows = "".join(f"| `{slot}` | {sentence} |\n" for slot, sentence in SLOTS.items())
    return (
        f"{before}{BEGIN}\n| slot | what it is |\n| --- | --- |\n{rows}\n{END}"
        + (rest.partition(END)[2])
    )


if __name__ == "__main__":
    PAGE.write_text(with_slots(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
