"""Write docs/quality.md from the figures: every number on the page is one that was measured."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import fill

from bench.measure import ROOT
from bench.quality.card import Card, Corpus, Score, TextScore

PAGE = ROOT / "docs" / "quality.md"
LEAST_SITES = 15
"""Sites that must have a field before the mean over sites says something."""

_HEAD = """\
# What you can expect to be right

`make eval` measures this on saved pages whose right values people wrote down, and writes this page;
no figure is typed by hand. The rule behind every row is *right or null*: a value that the page does
not say is left out, so "missing" costs you a value and "wrong" or "invented" costs you trust.

- **right**: the page says it, and so does the line in the feed.
- **wrong**: the page says something else. **missing**: the page says it, the line has null.
- **invented**: the page says nothing of it, the line has a value.
- **by site**: the mean over sites of the share that is right, where {least} sites or more have the
  field. A site with many pages counts once.
"""
_NAMES = {
    "project": "jobwire",
    "trafilatura": "trafilatura",
    "trafilatura recall": "trafilatura, favouring recall",
    "readability-lxml": "readability-lxml",
    "list": "lists of postings",
    "other": "other pages",
    "expired": "closed postings",
}


def write(card: Card) -> str:
    """Return the page."""
    parts = [_HEAD.format(least=LEAST_SITES), "## A page without a plugin\n"]
    parts += _without_plugin(card)
    parts += ["## A page with a plugin\n", *_with_plugin(card)]
    return "\n".join(map(_wrapped, parts))


def _wrapped(part: str) -> str:
    """Return a paragraph in lines of at most 100 columns; headings, lists and tables as they
    are."""
    return part if part[0] in "#|" else fill(part, 100, break_on_hyphens=False) + "\n"


def _without_plugin(card: Card) -> Iterator[str]:
    for corpus in _named(card, "sites"):
        yield (
            f"Pages of sites that nobody wrote a plugin for (`scrapy extract PAGE.html`), half "
            f"{corpus.half} of them, without their structured data: {corpus.pages} pages. Where a "
            "page has JSON-LD, microdata or RDFa, that is read first and is right far more often.\n"
        )
        yield _fields(corpus)
        yield from _texts(corpus)
        yield from _kept(corpus)
    for corpus in _named(card, "html"):
        yield f"Another {corpus.pages} saved pages, as they are:\n"
        yield _fields(corpus)
        yield from _texts(corpus)
    for corpus in _named(card, "text"):
        yield f"Postings copied as plain text, {corpus.pages} of them:\n"
        yield _fields(corpus)
    for held, of in _counted(card, "cases"):
        yield (
            f"Of {of} small inputs made after bug reports against programs of this kind, {held} "
            "give the right values.\n"
        )


def _with_plugin(card: Card) -> Iterator[str]:
    for held, of in _counted(card, "seeds"):
        yield (
            f"A plugin of thirty lines says what its site's own words mean. On the pages that the "
            f"plugins of this project were written for, {held} of {of} values are right.\n"
        )
    for corpus in _named(card, "boards"):
        yield (
            f"On {corpus.pages} further pages, most of them of the same boards, as plain text "
            "and without any plugin:\n"
        )
        yield _fields(corpus)
    for held, of in _counted(card, "platforms"):
        yield (
            f"A board of a known platform is one line of YAML, and its values come typed: of {of} "
            f"values in recorded answers, {held} are right.\n"
        )
    for held, of in _counted(card, "postings of platforms"):
        yield f"In recorded postings of further platforms {held} of {of} values are right.\n"


def _named(card: Card, name: str) -> list[Corpus]:
    return [corpus for corpus in card.corpora if corpus.name == name]


def _counted(card: Card, name: str) -> list[tuple[int, int]]:
    return [(held, of) for each, held, of in card.counts if each == name]


def _fields(corpus: Corpus) -> str:
    has_sites = any(score.by_site is not None for score in corpus.fields)
    head = ["field", "right", "wrong", "missing", "invented", "share right"]
    rows = [_cells(score, has_sites) for score in corpus.fields if score.share is not None]
    return _table([*head, "by site"] if has_sites else head, rows)


def _cells(score: Score, has_sites: bool) -> list[str]:
    counts = (score.right, score.wrong, score.missing, score.invented)
    cells = [score.name.replace("_", " "), *map(str, counts), _percent(score.share)]
    by_site = score.by_site if score.sites >= LEAST_SITES else None
    return [*cells, _percent(by_site)] if has_sites else cells


def _texts(corpus: Corpus) -> Iterator[str]:
    if not corpus.texts:
        return
    yield "The words of the posting's text, beside programs that find the text of any page:\n"
    has_sites = any(text.by_site is not None for text in corpus.texts)
    head = ["program", "F1", "pages under 0.80"]
    rows = [_text_cells(text, has_sites) for text in corpus.texts]
    yield _table([*head, "F1 by site"] if has_sites else head, rows)


def _text_cells(text: TextScore, has_sites: bool) -> list[str]:
    cells = [_NAMES.get(text.name, text.name), f"{text.f1:.3f}", str(text.low)]
    return [*cells, "" if text.by_site is None else f"{text.by_site:.3f}"] if has_sites else cells


def _kept(corpus: Corpus) -> Iterator[str]:
    if corpus.kept:
        yield "Pages that are no open posting, and how many were read as one all the same:\n"
        rows = [[_NAMES[kind], str(of), str(gave)] for kind, of, gave in corpus.kept]
        yield _table(["what", "pages", "read as a posting"], rows)


def _percent(share: float | None) -> str:
    return "" if share is None else f"{100 * share:.0f} %"


def _table(head: list[str], rows: Iterable[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines) + "\n"
