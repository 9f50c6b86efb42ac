"""Stage 4: fill gaps with what is true of the whole site; what the page says wins."""

from __future__ import annotations

from typing import cast

from crawlers.posting import RawPosting, Slot


class FillConstants:
    """Add the plugin's constants for slots of which the page says nothing."""

    def process_item(self, item: RawPosting) -> RawPosting:
        for slot, value in item.declared.constants.items():
            if not item.said.get(cast(Slot, slot)):
                item.say(cast(Slot, slot), value, "constant", f"constants: {slot}")
        return item
