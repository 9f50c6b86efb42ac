"""What a page said, before it is a posting: the item that passes through the stages, and the result
of the last one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from crawlers.contract.declarations import Declared, SourceKind
from crawlers.contract.slots import Slot as Slot
from crawlers.text.blocks import Block
from crawlers.text.hostile_text import MAX_STATEMENT, seen
from crawlers.text.measures import Measures

if TYPE_CHECKING:  # the models cost start-up time that `scrapy list` should not pay
    from crawlers.posting.parts.text import Section
    from crawlers.posting.schema import Flag, Inferred, JobPosting

Finding = TypeVar("Finding")

Method = Literal[
    "declared", "jsonld", "selector", "label", "section_rule", "address", "constant", "computed"
]
"""How a statement was found. `declared`: by `labels` or `selectors` of the plugin."""


@dataclass(slots=True)
class Said:
    """One thing that the page says of one slot.

    raw: the words as printed. method: how it was found. locator: where (`label: Closing date`,
    `$.title`, `address: title_slug`). value: the typed reading where the source gave one (a
    platform's numbers), else None and `raw` is read by normalise_values."""

    raw: str
    method: Method
    locator: str
    value: Any = None


@dataclass(slots=True)
class Removed:
    """Text that was cut, and the rule that cut it; `line` is where it stood."""

    text: str
    rule: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around a posting on its HTML page (crawlers.extract.header.frame).

    address: of the page, "" where it is unknown. head_title, og_title: as declared. site_names:
    what the page's meta elements call the site. logos: what its logo says in words. banner: its
    first words, which may be its logo. holders: who claims the copyright. footer: what its last
    lines begin with. hosts, mail_hosts: the parts of its host, and of its mail addresses, that
    may be its owner's name. employer_links: what links to pages of single employers say
    ("/company/acme"). blocks: all blocks of the page, before anything is cut.
    """

    address: str = ""
    head_title: str = ""
    og_title: str = ""
    site_names: tuple[str, ...] = ()
    logos: tuple[str, ...] = ()
    banner: tuple[str, ...] = ()
    holders: tuple[str, ...] = ()
    footer: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    mail_hosts: tuple[str, ...] = ()
    employer_links: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = field(default=(), repr=False)


PageKind = Literal["posting", "list", "closed", "other"]


@dataclass(frozen=True, slots=True)
class Decision:
    """What a page is, decided before it is read (crawlers.extract.kind_of_page).

    kind: one posting, a list of several, a posting that is over, something else. reason: the code
    of what decided (`points`, `one_jobposting`, `list_of_jobs`, `in_doubt`, a kind of notice).
    job, one: the points for being about a job, and about one. signals: the names of what speaks for
    and against. is_wall: whether a short page says a notice and nothing else, so that what is
    behind it is unknown.
    """

    kind: PageKind
    reason: str
    job: int = 0
    one: int = 0
    signals: tuple[str, ...] = ()
    is_wall: bool = False


@dataclass(slots=True)
class RawPosting:
    """What one page said, on its way through the stages. Each stage owns it while it has it.

    source, source_kind, url, key: who published it where; `key` is the source's own stable id.
    kind, head_title: what the page was, and the title in its HTML head.
    blocks: the body, in order; stages cut, repair and consume blocks. header: blocks of an HTML
        page that may hold title, labels and values but no text of the posting; of a plain text it
        is the beginning of `blocks`. described: the description of the page's JSON-LD.
    is_described: whether `blocks` were replaced by that, since it is fuller.
    said: by slot, the statements found, the most trusted first.
    facts: by JobPosting field, typed values ready for the schema.
    inferred, warnings, flags: as in JobPosting. provenance: by field, how it was found.
    unread: labels that look like header labels and that no vocabulary knows, and members of JSON-LD
        of no known shape, with their values.
    removed: text that was cut. sections: once split.
    declared: what the plugin declares of the site. problems: of the page (crawlers.page.page).
    decision: what the page is, None where that was not asked. frame: what stands around the
    posting. measures: of the blocks, as the decision took them.
    """

    source: str
    source_kind: SourceKind = "aggregator"
    url: str | None = None
    key: str = ""
    language: str | None = None
    fetched_on: str | None = None
    kind: Literal["html", "text", "json"] = "text"
    head_title: str | None = None
    header: list[Block] = field(default_factory=list)
    described: list[Block] = field(default_factory=list)
    is_described: bool = False
    blocks: list[Block] = field(default_factory=list)
    said: dict[Slot, list[Said]] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)
    inferred: dict[str, Inferred] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    flags: list[Flag] = field(default_factory=list)
    provenance: dict[str, Said] = field(default_factory=dict)
    unread: list[tuple[str, str]] = field(default_factory=list)
    removed: list[Removed] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    declared: Declared = field(default_factory=Declared)
    problems: list[str] = field(default_factory=list)
    decision: Decision | None = None
    frame: Frame = field(default_factory=Frame, repr=False)
    measures: Measures | None = field(default=None, repr=False)
    _found: dict[Callable[[RawPosting], Any], Any] = field(default_factory=dict, repr=False)

    def __repr__(self) -> str:
        """Short: Scrapy logs whole items when a stage fails."""
        return f"<RawPosting {self.source}:{self.key} {self.url}>"

    def say(self, slot: Slot, raw: str, method: Method, locator: str, value: Any = None) -> None:
        """Add a statement, unless its words are empty. One that is longer than any value goes to
        `unread`."""
        raw = seen(raw).strip()
        if len(raw) > MAX_STATEMENT:
            self.unread.append((locator, raw[:200]))
        elif raw or value is not None:
            self.said.setdefault(slot, []).append(Said(raw, method, locator, value))

    def read_once(self, read: Callable[[RawPosting], Finding]) -> Finding:
        """Return what a reader finds in the posting; for all who ask, it reads once. It may depend
        only on what stays the same from the first to the last of them."""
        if read not in self._found:
            self._found[read] = read(self)
        return self._found[read]  # type: ignore[no-any-return]  # by the reader

    def prove(self, field: str, raw: str, method: Method, locator: str) -> None:
        """Note how a field was found; the first note stays."""
        self.provenance.setdefault(field, Said(raw[:500], method, locator))


@dataclass(slots=True)
class Reading:
    """A finished posting with its side lines: what the last stage hands to the feed. problems: of
    its page. page_words: gives all words of its page (crawlers.page.page_words), "" where they are
    not known. decision: what its page is. is_checked: whether no stage has had the posting since
    the schema check."""

    posting: JobPosting
    provenance: dict[str, Said]
    removed: list[Removed]
    unread: list[tuple[str, str]]
    problems: list[str] = field(default_factory=list)
    page_words: Callable[[], str] = field(default=str, repr=False, compare=False)
    decision: Decision | None = None
    is_checked: bool = field(default=False, compare=False)
