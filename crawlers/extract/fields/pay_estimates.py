"""Say whether pay is the site's own guess, and not what the employer states."""

from __future__ import annotations

from functools import lru_cache

from crawlers.extract.fields.currency_of_place import currencies_here
from crawlers.extract.fields.statements import WITHOUT_LABEL, employer_names
from crawlers.extract.header.thread_line import line_of_thread
from crawlers.extract.pay import pay_lines
from crawlers.extract.pay.amounts import shared_currencies
from crawlers.posting.parts.terms import Pay
from crawlers.posting.raw import RawPosting, Said
from crawlers.text.word_lists import load_merged
from crawlers.text.words import fold

_LONGEST_LABEL = 40
"""Characters of the label of an estimate at most."""
_LEAST_NAME = 3
"""Letters of the shortest domain that is taken for a name."""
_ROUND, _LARGE = 5_000, 10_000
"""A range of which both ends are multiples of the one and at least the other is round. Set by
hand."""


def is_estimate(item: RawPosting, pay: Pay, said: Said) -> bool:
    """Return whether pay is the site's own guess: an aggregator's round range in a currency that is
    not the workplace's, or without label and period."""
    if said in item.said.get("salary_estimate", ()) or calls_itself_estimate(pay.raw):
        return True
    if item.source_kind != "origin" and pay_lines.is_estimated(said.raw):
        return True
    if (
        item.source_kind == "origin"
        or said.method == "jsonld"
        or not pay.min
        or not pay.max
        or pay.min == pay.max
    ):
        return False
    if not all(float(v) >= _LARGE and float(v) % _ROUND == 0 for v in (pay.min, pay.max)):
        return False
    own = {pay.currency} if pay.currency else shared_currencies(pay.raw)
    here = currencies_here(item)
    is_foreign = bool(here and own and not own & here)
    is_bare = said.locator.startswith(WITHOUT_LABEL) and not pay.period
    is_own = _is_employers_site(item) or _is_of_a_thread(item, said.raw)
    return is_foreign or (is_bare and not is_own)


def _is_of_a_thread(item: RawPosting, raw: str) -> bool:
    """Return whether pay stands in the line of a hiring thread that its employer wrote: "Acme |
    Cook | Oban | $90k - $110k"."""
    lines = (block for block in item.frame.blocks or item.blocks if raw in block.text)
    return any(line_of_thread([line]) for line in lines)


def calls_itself_estimate(raw: str) -> bool:
    """Return whether pay is printed behind a label of an estimate: "Estimated salary €52,000"."""
    return fold(raw[:_LONGEST_LABEL]).startswith(_labels_of_estimates())


@lru_cache(maxsize=1)
def _labels_of_estimates() -> tuple[str, ...]:
    return tuple(map(fold, load_merged("labels")["salary_estimate"]))


def _is_employers_site(item: RawPosting) -> bool:
    """Return whether the source's domain is the employer's name ("Acme GmbH" on acme.example)."""
    own = item.source.partition(".")[0].replace("-", "").casefold()
    words = fold(employer_names(item)).split()
    return len(own) >= _LEAST_NAME and own in (words[0] if words else "", "".join(words))


def is_said_estimate(item: RawPosting, pay: Pay) -> bool:
    """Return whether pay is the estimate that the page calls so."""
    guess, said = item.facts.get("salary_estimate"), item.provenance.get("salary_estimate")
    if not guess or not said or (guess.min, guess.max) != (pay.min, pay.max):
        return False
    return said in item.said.get("salary_estimate", ()) or pay_lines.is_estimated(said.raw)
