"""Say the employer of an HTML page by what agrees; what is only a guess goes to `inferred`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from crawlers.extract.header.frame import HEAD_MARKS
from crawlers.extract.header.line_parts import parts_of_line
from crawlers.extract.header.signature import employer_of_writer
from crawlers.extract.header.unlabelled import Header
from crawlers.extract.job.boards import agency_of, is_board, is_forum
from crawlers.extract.job.employer_agreement import Employer, Hints, Shown, is_sure
from crawlers.extract.job.employers import (
    find_presented_employer,
    has_legal_form,
    has_organization_word,
    presentations,
    presented_names,
)
from crawlers.extract.job.named_by_text import named_by_text
from crawlers.extract.job.spellings import fits, fits_host
from crawlers.posting.raw import Frame, RawPosting
from crawlers.posting.schema import Inferred
from crawlers.text.blocks import Block
from crawlers.text.lines import Line
from crawlers.text.words import fold, squeeze

_OPENING = 40
"""Blocks in which a text presents its employer."""
_BEFORE_TITLE, _BEHIND_TITLE = 2, 4
"""Blocks around the title in which a line has the employer."""
_SENTENCE = 60
"""Characters from which a block of the posting is a sentence."""
_LINE = 100
"""Characters of such a line."""
_PARTS_WITH_CLIENT = 2
"""Parts of a host that has its client before it: "acme" and "system"."""
_MENUS = ("nav", "footer")
_OF_SITE = frozenset(("host", "site", "holder", "mail"))
"""The kinds of hints that name the site."""
_OF_FRAME = _OF_SITE - {"mail"}
"""Those of them that a board has none of for an employer: it prints where to apply."""
_OF_FRAME_ALONE = frozenset(("head", "logo", "holder", "site", "banner", "footer"))
"""The kinds that a board gives for itself, but for its host, which an employer has, too."""
_OF_LINE = 4
"""What weighs as much as a line beside the title that the text names (the weights of the kinds of
hints). Set by hand."""
_IN_TEXT = frozenset(("text", "said"))
"""The kinds of hints by which the posting's text names somebody."""
FIELD = "organization.name"
"""Where the guess stands in `inferred`."""


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What a page shows of its employer.

    title: the posting's, "" for none. hints: the names of the frame. line: the one beside the
    title, "" for none. employer_links: the names that lead to pages of single employers. own: the
    name on which two signs of the posting itself agree. likeliest: the first name of the frame,
    None for none. presented: whom the text presents. blocks: those that are no
    menu. agency: what the frame calls an agency.
    """

    title: str
    hints: Hints
    line: str
    employer_links: Sequence[str]
    own: Employer | None
    likeliest: Employer | None
    presented: str | None
    blocks: Sequence[Block]
    agency: Sequence[str] = ()

    @property
    def links(self) -> frozenset[str]:
        """The folded names that lead to pages of single employers."""
        return frozenset(map(fold, self.employer_links))

    @property
    def agreed(self) -> Employer | None:
        """The name on which two sources of hints agree."""
        found = self.likeliest
        return found if found and is_sure(found) else None

    def is_of_site(self, name: str) -> bool:
        """Return whether a name is the one of the site that the page stands on."""
        return not _OF_SITE.isdisjoint(self.hints.kinds_of(name))

    def is_of_frame(self, name: str) -> bool:
        """Return whether the frame of the page calls its site so, not only a mail address."""
        return not _OF_FRAME.isdisjoint(self.hints.kinds_of(name))


@dataclass(frozen=True, slots=True)
class _Way:
    """A way to the employer. find: returns the name and what speaks for it, None for none."""

    name: str
    find: Callable[[_Evidence], tuple[str, str] | None]


def _linked(page: _Evidence) -> tuple[str, str] | None:
    line = page.line
    if not line or fold(line) not in page.links or page.is_of_frame(line):
        return None
    return line, "link to the employer's page"


def _linked_and_in_head(page: _Evidence) -> tuple[str, str] | None:
    """Return the one employer to whose page the page links, and whom the head names."""
    if page.line or not page.employer_links:
        return None
    head = page.hints.folded_head()
    names = {key: name for name in page.employer_links if f" {(key := fold(name))} " in head}
    name = next(iter(names.values())) if len(names) == 1 else ""
    if not name or page.is_of_frame(name):
        return None
    return name, "link to the employer's page, and named by the head"


def _of_posting(page: _Evidence) -> tuple[str, str] | None:
    own, agreed = page.own, page.agreed
    if own is None or (page.line and not fits(own.name, page.line)):
        return None
    if agreed and ("text" in agreed.kinds or _is_name_and_more(own.name, agreed)):
        return None
    return own.name, f"names that agree: {', '.join(own.kinds)}"


def _is_name_and_more(name: str, agreed: Employer) -> bool:
    """Return whether a name is another one, which is a line of its own, with something behind it,
    as heads have a title behind the employer."""
    return agreed.printed == "line" and fold(name).startswith(f"{fold(agreed.name)} ")


def _line_that_the_text_names(page: _Evidence) -> tuple[str, str] | None:
    """Return the line beside the title where the sentences of the posting or a part of the head
    call somebody so, and do not name whom the frame does: "Harbour Lights, Engine Room" over
    "Harbour Lights is ..."."""
    agreed, first = page.agreed, Line(page.line.partition(", ")[0])
    if not first.text or page.is_of_site(first.text) or not has_organization_word(first):
        return None
    if not page.hints.says(first.folded) and first.folded not in page.hints.head_parts():
        return None
    if agreed and (agreed.weight >= _OF_LINE or not _IN_TEXT.isdisjoint(agreed.kinds)):
        return None
    return first.text, "line beside the title, which the text names"


def _agreed(page: _Evidence) -> tuple[str, str] | None:
    agreed = page.agreed
    if agreed is None:
        return None
    is_line = has_legal_form(Line(page.line)) or _names_other_than_site(page)
    named = page.line if is_line else page.presented
    # another name of the site itself is no other employer: "Town of Oban", "Oban Town Council"
    if _is_disputed(agreed, named) and not page.is_of_frame(named or ""):
        return None
    fuller = page.hints.fuller(agreed)
    return fuller.name, f"names that agree: {', '.join(agreed.kinds)}"


def _names_other_than_site(page: _Evidence) -> bool:
    """Return whether the line beside the title is named like an organisation, and the text nowhere
    calls anybody as the frame calls its site: then that is a board."""
    if not has_organization_word(Line(page.line)) or not (agreed := page.agreed):
        return False
    return agreed.printed != "line" and _OF_FRAME_ALONE.issuperset(agreed.kinds)


def _named_by_text(page: _Evidence) -> tuple[str, str] | None:
    if page.agreed or page.line:
        return None
    hints = page.hints
    found = named_by_text(page.blocks, page.title, hints.places, head_parts=hints.head_parts())
    if found is None or (page.hints.board and page.is_of_site(found.name)):
        return None
    full = page.hints.fuller(Employer(found.name, page.hints.kinds_of(found.name)))
    return full.name, found.how


def _spelled_by_host(page: _Evidence) -> tuple[str, str] | None:
    if page.line or page.agreed:
        return None
    found = next(page.hints.spelled_by_host(), None)
    return (found.name, f"names that agree: {', '.join(found.kinds)}") if found else None


def _line(page: _Evidence) -> tuple[str, str] | None:
    line, hints = page.line, page.hints
    if not line or hints.is_word(line) or hints.is_place(line):
        return None
    is_backed = hints.board or hints.kinds_of(line) or has_legal_form(Line(line))
    is_backed = is_backed or _names_other_than_site(page)
    return (line, "line beside the title") if is_backed else None


def _presented(page: _Evidence) -> tuple[str, str] | None:
    if not page.presented or page.agreed:
        return None
    return page.presented, "employer that the text presents"


def _of_writer(page: _Evidence) -> tuple[str, str] | None:
    name = employer_of_writer(page.blocks)
    return (name, "employer that the text names, and the signature") if name else None


def _agency(page: _Evidence) -> tuple[str, str] | None:
    """Return an agency whose pages have the words of a board, and name nobody else."""
    if not page.hints.board or page.line or page.presented:
        return None
    for name in page.agency:
        kinds = page.hints.kinds_of(name)
        if is_sure(Employer(name, kinds)):
            return name, f"agency that names its site: {', '.join(kinds)}"
    return None


WAYS = (
    _Way("linked line", _linked),
    _Way("linked name in the head", _linked_and_in_head),
    _Way("signs of the posting", _of_posting),
    _Way("line that the text names", _line_that_the_text_names),
    _Way("signs of the frame", _agreed),
    _Way("signs of the text", _named_by_text),
    _Way("name that the host spells", _spelled_by_host),
    _Way("line beside the title", _line),
    _Way("presented by the text", _presented),
    _Way("signature", _of_writer),
    _Way("agency", _agency),
)
"""The ways to the employer, the surest first."""


def say_agreed_employer(item: RawPosting, header: Header) -> bool:
    """Say the employer on which two hints of the page agree, and return whether that settles it.

    It does not where the page, its data or the plugin name the employer outright, and where the
    page has no frame to agree with: a fragment without a title, a logo, an address. A board whose
    data name the board itself does not name the employer.
    """
    stated = item.said.get("organization", [])
    if item.declared.constants.get("organization") or any(s.method != "jsonld" for s in stated):
        return False
    if stated and not _may_be_site(stated[0].raw, item.frame, header):
        return False
    page = _evidence_of(item, header)
    if stated:
        is_client = _is_client(page.line, stated[0].raw, item.frame.hosts)
        named = page.line if is_client else _named_beside(page, stated[0].raw)
        if named:
            stated.clear()
            item.say(
                "organization", named, "section_rule", "the page names it, the data name the site"
            )
        return bool(named)
    for way in WAYS:
        if found := way.find(page):
            item.say("organization", found[0], "section_rule", found[1])
            return True
    if not page.hints.has_any:
        return False
    guess_employer(item, page.line, None if page.hints.board else page.likeliest)
    return True


def _may_be_site(stated: str, frame: Frame, header: Header) -> bool:
    """Return whether the employer that data state may be nothing but the site: its host spells the
    name, and the line beside the title is another name or the page is a board's. A cheap check
    first."""
    name, line = fold(stated), header.organization or ""
    if not any(fits_host(name, host) for host in frame.hosts):
        return False
    return not fits(line, stated) if line else is_board(frame)


def _is_client(line: str, stated: str, hosts: Sequence[str]) -> bool:
    """Return whether the line beside the title is the client of a system that data name as the
    employer: "Harbour Lights" on harbourlights.system.example."""
    if not line or len(hosts) < _PARTS_WITH_CLIENT:
        return False
    return fits_host(fold(line), hosts[0]) and not fits_host(fold(stated), hosts[0])


def _named_beside(page: _Evidence, stated: str) -> str:
    """Return the employer that a page names where its data state only the name of the site; ""
    where it names none. On a board signs of the posting name it; elsewhere the line beside the
    title does, where the head or a logo has it, too, and the text."""
    name = (page.own.name if page.own else "") if page.hints.board else page.line
    if not name or not page.is_of_site(stated) or page.is_of_site(name) or fits(name, stated):
        return ""
    is_repeated = not {"head", "logo"}.isdisjoint(page.hints.kinds_of(name))
    return name if page.hints.board or (is_repeated and page.hints.says(fold(name))) else ""


def _evidence_of(item: RawPosting, header: Header) -> _Evidence:
    frame = item.frame
    title = title_of(item, header)
    blocks = [block for block in frame.blocks if block.region not in _MENUS]
    opening = [block.said for block in blocks[:_OPENING]]
    presented = presentations(opening)
    shown = Shown(
        title,
        text=[block.folded for block in blocks],
        said=[block for block in (*item.header, *item.blocks) if len(block.text) >= _SENTENCE],
        presented=presented_names(presented),
        beside=_parts_beside(blocks, title),
        places=places_of(item, header),
    )
    hints = Hints(frame, shown, board=is_on_board(item))
    line = _line_beside(header, frame.employer_links) or _linked_beside(
        frame.employer_links, blocks, title
    )
    if is_forum(frame):
        line = ""  # who wrote the post
    names = (each for each in hints.employers() if not _has_title(each.name, title))
    own = hints.of_posting()
    return _Evidence(
        title,
        hints,
        line,
        frame.employer_links,
        None if own and _has_title(own.name, title) else own,
        next(names, None),
        find_presented_employer(opening, found=presented),
        blocks,
        agency_of(frame) if hints.board else (),
    )


def guess_employer(item: RawPosting, line: str, likeliest: Employer | None = None) -> None:
    """Leave what one hint alone gives, else the line beside the title, to `inferred`."""
    guess, rule = (line, "line_beside_title") if line else ("", "")
    if likeliest and likeliest.kinds != ("banner",):  # a page may begin with anything
        guess, rule = likeliest.name, f"one_hint_{likeliest.kinds[0]}".replace(" ", "_")
    if guess:
        item.inferred[FIELD] = Inferred(value=guess, rule=rule)


def title_of(item: RawPosting, header: Header) -> str:
    """Return the title that the posting's statements or its header say, "" for none."""
    titles = item.said.get("title") or ()
    return titles[0].raw if titles else header.title or ""


def places_of(item: RawPosting, header: Header) -> frozenset[str]:
    """Return the places that the page's labels and header name, folded, whole and in parts: "Oban,
    Scotland"."""
    said = [statement.raw for statement in item.said.get("location", ())]
    said += [text for slot, text, _ in header.values if slot == "location"]
    return frozenset(fold(part) for raw in said for part in (raw, *raw.split(",")))


def _line_beside(header: Header, links: Sequence[str]) -> str:
    """Return the line beside the title; of one that goes on behind the link to an employer's page
    ("Acme Bakery, 10-50 people") the words of the link."""
    line = squeeze(header.organization or "")
    return next((name for name in links if name and line.startswith(f"{name} ")), line)


def _linked_beside(links: Sequence[str], blocks: Sequence[Block], title: str) -> str:
    """Return the one employer whose page a line at the title links to, as boards have it; else
    ""."""
    parts = _parts_beside(blocks, title) if links else frozenset()
    found = [name for name in links if fold(name) in parts]
    return found[0] if len(found) == 1 else ""


def _has_title(name: str, title: str) -> bool:
    """Return whether a name is a line with the title in it: "Acme Night Cook" over "Night Cook"."""
    return bool(title) and fold(title) in fold(name)


def _parts_beside(blocks: Sequence[Block], title: str) -> frozenset[str]:
    """Return the parts of the short lines around the title, folded: "Acme - Oban" is "acme",
    "oban"."""
    folded = fold(title)
    at = next((i for i, block in enumerate(blocks) if block.folded == folded), None)
    if at is None:
        return frozenset()
    near = blocks[max(0, at - _BEFORE_TITLE) : at + _BEHIND_TITLE + 1]
    lines = [block for block in near if block is not blocks[at] and len(block.text) <= _LINE]
    parts = (
        block.folded if part == block.text else fold(part)  # no block is folded again
        for block in lines
        for part in (*parts_of_line(block), *_split(block.text))
    )
    return frozenset(filter(None, parts))


def _split(text: str) -> Iterator[str]:
    for part in HEAD_MARKS.split(text):
        yield part
        yield from part.split(", ")


def _is_disputed(agreed: Employer, presented: str | None) -> bool:
    """Return whether the text presents somebody else than the frame: a board that is not known as
    one, or a site of several employers. A single word, or a shorter form of the name, disputes
    nothing."""
    words = fold(presented or "").split()
    return (
        len(words) > 1
        and "text" not in agreed.kinds
        and words[0] not in fold(agreed.name).split()
        and not fits(presented or "", agreed.name)
    )


def is_on_board(item: RawPosting) -> bool:
    """Return whether the site is a job board or a forum, where others look for somebody: by what
    its plugin declares, else by its words."""
    decision = item.decision
    if decision is not None and "known_address" in decision.signals:
        return item.declared.source_kind == "aggregator"
    return is_board(item.frame) or is_forum(item.frame)
