"""What a cut of furniture leaves of a page."""

from __future__ import annotations

from dataclasses import dataclass, field

from crawlers.posting.raw import Removed
from crawlers.text.blocks import Block


@dataclass(slots=True)
class Cut:
    """What a cut leaves: the blocks that stay, what was removed, the data boxes (slot, lines)."""

    blocks: list[Block]
    removed: list[Removed] = field(default_factory=list)
    boxes: list[tuple[str, list[Block]]] = field(default_factory=list)

    def add_box(self, slot: str, lines: list[Block]) -> None:
        """Keep the lines of a data box; a box without a slot or without lines is none."""
        if slot and lines:
            self.boxes.append((slot, lines))
