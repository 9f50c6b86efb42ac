"""Stage 4: fill gaps with what is true of the whole site; what the page says wins."""

from __future__ import annotations

from crawlers.posting import RawPosting


class FillConstants:
    """Add the plugin's constants for slots of which the page says nothing."""

    def process_item(self, item: RawPosting) -> RawPosting:
        for slot, value in item.settings.get("constants", {}).items():
            if not item.said.get(slot):
                item.say(slot, value, "constant", f"constants: {slot}")
        return item
