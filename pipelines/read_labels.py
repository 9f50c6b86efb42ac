"""Stage 3: the header. Labels with their values, then the title, the employer and values that stand alone."""

from __future__ import annotations

from crawlers.posting import RawPosting, Removed
from crawlers.text.employers import employer_named, employer_seeking
from crawlers.text.header import read_header
from crawlers.text.labels import body_span, read_labels


class ReadLabels:
    """Turns header blocks into statements and takes them out of the body. Unknown labels among known ones are counted."""

    def process_item(self, item: RawPosting) -> RawPosting:
        span = body_span(item.blocks)
        labels = read_labels(item.blocks, span)
        for pair in labels.pairs:
            item.say(pair.slot, pair.value, "label", f"{pair.shape}: {pair.label}")
        header = read_header(
            item.blocks,
            span[0],
            labels.used,
            url=item.url,
            head_title=item.settings.get("head_title"),
            has_title=any(s.method in ("jsonld", "selector") for s in item.said.get("title", ())),
        )
        if header.title:
            item.say("title", header.title, "section_rule", "header line")
        if header.organization:
            item.say("organization", header.organization, "section_rule", "line beside the title")
        elif name := employer_seeking(b.text for b in item.blocks[:8]):
            item.say("organization", name, "section_rule", "employer that seeks")
        if not item.said.get("organization") and (name := employer_named([b.text for b in item.blocks[span[0] :]])):
            item.say("organization", name, "section_rule", "employer named in the opening")
        for slot, text, index in header.said:
            item.say(slot, text, "section_rule", f"value without a label, line {item.blocks[index].line}")
        item.unread.extend(labels.unread)
        used = labels.used | header.used
        item.removed.extend(
            Removed(f"{b.label}: {b.text}" if b.label else b.text, "header", b.line)
            for i, b in enumerate(item.blocks)
            if i in used
        )
        item.blocks = [b for i, b in enumerate(item.blocks) if i not in used]
        return item
