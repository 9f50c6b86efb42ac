"""Say the employer of an HTML page by what agrees; what is only a guess goes to `inferred`."""

from __future__ import annotations

from crawlers.extract.header.unlabelled import Header
from crawlers.extract.job.employer_agreement import Employer, Hints, fits, is_board, is_sure
from crawlers.extract.job.employers import ends_in_legal_form, find_presented_employer
from crawlers.posting.raw import RawPosting
from crawlers.posting.schema import Inferred
from crawlers.text.lines import Line
from crawlers.text.words import fold, squeeze

_OPENING = 40
"""Blocks in which a text presents its employer."""
_MENUS = ("nav", "footer")
FIELD = "organization.name"
"""Where the guess stands in `inferred`."""


def say_agreed_employer(item: RawPosting, header: Header) -> bool:
    """Say the employer on which two hints of the page agree, and return whether that settles it.

    It does not where the page, its data or the plugin name the employer outright, and where the
    page has no frame to agree with: a fragment without a title, a logo, an address.
    """
    frame = item.frame
    if item.said.get("organization") or item.declared.constants.get("organization"):
        return False
    titles = item.said.get("title") or ()
    title = titles[0].raw if titles else header.title or ""
    blocks = [block for block in frame.blocks if block.region not in _MENUS]
    hints = Hints(frame, title, [block.folded for block in blocks], board=_is_board(item))
    line = squeeze(header.organization or "")
    if line and not hints.kinds_of(line) and fold(line) in map(fold, frame.employer_links):
        item.say("organization", line, "section_rule", "link to the employer's page")
        return True
    found = hints.employers()
    presented = find_presented_employer([block.text for block in blocks[:_OPENING]])
    named = line if ends_in_legal_form(Line(line)) else presented
    if found and is_sure(found[0]) and not _is_disputed(found[0], named):
        how = f"names that agree: {', '.join(found[0].kinds)}"
        item.say("organization", found[0].name, "section_rule", how)
        return True
    if line and (hints.board or hints.kinds_of(line)):
        item.say("organization", line, "section_rule", "line beside the title")
        return True
    if presented and not (found and is_sure(found[0])):
        item.say("organization", presented, "section_rule", "employer that the text presents")
        return True
    if not hints.has_any:
        return False
    guess, rule = (line, "line_beside_title") if line else ("", "")
    if found and not hints.board:
        guess, rule = found[0].name, f"one_hint_{found[0].kinds[0]}".replace(" ", "_")
    if guess:
        item.inferred[FIELD] = Inferred(value=guess, rule=rule)
    return True


def _is_disputed(agreed: Employer, presented: str | None) -> bool:
    """Whether the text presents somebody else than the frame: a board that is not known as one, or
    a site of several employers. A single word, or a shorter form of the name, disputes nothing."""
    words = fold(presented or "").split()
    return (
        len(words) > 1
        and "text" not in agreed.kinds
        and words[0] not in fold(agreed.name).split()
        and not fits(presented or "", agreed.name)
    )


def _is_board(item: RawPosting) -> bool:
    """Whether the site is a job board: by what its plugin declares, else by its words."""
    decision = item.decision
    if decision is not None and "known_address" in decision.signals:
        return item.declared.source_kind == "aggregator"
    return is_board(item.frame)
