"""Stage 3: the header. Labels with their values, then the title, the employer and values that stand alone."""

from __future__ import annotations

from crawlers.posting import RawPosting, Removed
from crawlers.text.employers import employer_called, employer_named, employer_of_prose
from crawlers.text.header import is_header_line, read_header
from crawlers.text.labels import body_span, read_labels

_HEADER = 2
"""Labels from which what stands above the text is a header, and its short lines are no text of the posting."""


class ReadLabels:
    """Turns header blocks into statements and takes them out of the body. Unknown labels among known ones are counted."""

    def process_item(self, item: RawPosting) -> RawPosting:
        before = len(item.header)
        start, end = body_span(item.blocks)
        blocks, span = [*item.header, *item.blocks], (before + start, before + end)
        labels = read_labels(blocks, span)
        for pair in labels.pairs:
            item.say(pair.slot, pair.value, "label", f"{pair.shape}: {pair.label}")
        known = any(s.method in ("jsonld", "selector") for s in item.said.get("title", ()))
        header = read_header(blocks, span[0], labels.used, url=item.url, head_title=item.head_title, has_title=known)
        if header.title:
            item.say("title", header.title, "section_rule", "header line")
        if header.organization:
            item.say("organization", header.organization, "section_rule", "line beside the title")
        elif not item.said.get("organization") and (name := employer_of_prose([b.text for b in item.blocks[:30]])):
            item.say("organization", name, "section_rule", "employer that the text presents")
        prose = [b.text for b in blocks[span[0] :]]
        if not item.said.get("organization") and (name := employer_named(prose) or employer_called(prose)):
            item.say("organization", name, "section_rule", "employer that the text names")
        for slot, text, index in header.said:
            item.say(slot, text, "section_rule", f"value without a label, line {blocks[index].line}")
        used = labels.used | header.used | set(range(before))
        if item.kind == "text" and len(labels.pairs) >= _HEADER:
            rest = [i for i in range(before, span[0]) if i not in used and is_header_line(blocks[i])]
            labels.unread.extend(("", blocks[i].text) for i in rest)
            used.update(rest)
        item.unread.extend(labels.unread)
        item.removed.extend(
            Removed(f"{b.label}: {b.text}" if b.label else b.text, "header", b.line) for i, b in enumerate(blocks) if i in used
        )
        item.header = []
        item.blocks = [b for i, b in enumerate(blocks) if i not in used]
        return item
