"""The small vocabularies of a posting's header: type of employment, work model, seniority, kind of
contract, number of posts.

Each reader takes a value as printed and gives nothing where the words are not known. The words are
data/employment.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Literal, cast

from crawlers.extract.sentences.durations import find_spans, number
from crawlers.extract.terms.contracts import ContractType
from crawlers.extract.terms.weekly_hours import hours_of_value
from crawlers.posting.parts.terms import EmploymentType, Seniority
from crawlers.text.lines import Line, once
from crawlers.text.patterns import DIGIT, any_of
from crawlers.text.phrases import InText
from crawlers.text.word_lists import load_merged, own_words
from crawlers.text.words import fold, squeeze

Workplace = Literal["on_site", "hybrid", "remote"]

_LONGEST = 200
_LONGEST_LINE = 60
_HOURS_OF_WORK = frozenset(("FULL_TIME", "PART_TIME"))
_OF_CHIPS = frozenset(("TEMPORARY", "VOLUNTEER", "CONTRACTOR"))
_MOST_POSTS = 999
_MOST_ITEMS = 5
_LEAST_OF_HOURS = 5  # letters of words for full or part time that no other word is

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_ITEMS = re.compile(r"[,;/|\n•()\[\]]+|\s[-–—]\s")
_CLAUSE = re.compile(r"[.:;!?(\n]")
_SLASHED = re.compile(r"(?<!\w)([FPfp])/[Tt](?!\w)")
"""Full and part time as American sites write them: "F/T", "P/T"."""
_COUNT_FIRST = re.compile(r"\d{1,4}\s+[^\W\d_]")
"""How a line begins that counts people: "40 full-time"."""
_HYPHENED = re.compile(
    r"(?<!\w)(?P<begin>[^\W\d_]{3,8})-\s*(?:/\s*|[^\W\d_]{2,6}\.?\s+)"
    r"(?P<whole>[^\W\d_]{6,14})(?!\w)"
)
"""Two compounds of which the first leaves out the end that they share: "Voll- oder Teilzeit"."""
_ONE_NUMBER = re.compile(r"\W*(?P<count>[^\W_]+)(?:\W+(?P<unit>[^\W\d_]+(?:\(\w{1,2}\))?))?\W*")


class _Phrases:
    """A vocabulary: folded phrases, each with its meaning, found as whole words, the longest
    first."""

    def __init__(self, words: dict[str, list[str]]) -> None:
        self.meaning = {
            fold(phrase): meaning for meaning, phrases in words.items() for phrase in phrases
        }
        self.words = frozenset(word for phrase in self.meaning for word in phrase.split()) | _set(
            "filler"
        )
        self.pattern = re.compile(rf"(?<!\w)(?:{any_of(self.meaning)})(?!\w)")

    def find(self, folded: str) -> list[str]:
        """Return the meanings of the phrases in a folded text, in order, each once; those that a
        negation turns around left out."""
        found = dict.fromkeys(
            self.meaning[m[0]]
            for m in self.pattern.finditer(folded)
            if not _negated(folded, m)
            and (m[0] not in own_words("employment") or self._is_all(folded))
        )
        return list(found)

    def _is_all(self, folded: str) -> bool:
        """Return whether a value is made of the vocabulary alone: "stage 6 mois" is, "early stage"
        is not."""
        return all(word in self.words or word.isdigit() for word in folded.split())


def _negated(folded: str, match: re.Match[str]) -> bool:
    before = _no_negations().sub("", folded[: match.start()]).split()[-2:]
    return has_negation(" ".join((*before, *folded[match.end() :].split()[:4])))


def has_negation(folded: str) -> bool:
    """Return whether a folded text has a word that negates: "non" of "non-exempt" does not."""
    words = folded.split()
    if _set("negations").isdisjoint(words):
        return False
    return not _set("negations").isdisjoint(_no_negations().sub("", folded).split())


@cache
def _no_negations() -> re.Pattern[str]:
    """Return a pattern of folded phrases with a word of negations that negate nothing."""
    return re.compile(rf"(?<!\w)(?:{any_of(_set('no_negations'))})(?!\w)")


@cache
def _share() -> re.Pattern[str]:
    """Return a pattern of a share of a full post: "80-100 %", "0.6 FTE"."""
    figure, units = r"(\d{1,3}(?:[.,]\d{1,2})?)", load_merged("employment")["stated"]["share_units"]
    return re.compile(
        rf"{figure}\s*%?(?:\s*[-–—]\s*{figure})?\s*(?P<unit>%|{any_of(units)})", re.IGNORECASE
    )


@cache
def _fraction() -> re.Pattern[str]:
    """Return a pattern of the share of a full post in quarters and the like: "3/4 etatu"."""
    units = any_of(load_merged("employment")["stated"]["share_units"])
    return re.compile(rf"(?i)(?P<part>\d)\s?/\s?(?P<whole>\d{{1,2}})\s+(?:{units})(?!\w)")


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(map(fold, load_merged("employment")[name]))


@cache
def _vocabulary(name: str) -> _Phrases:
    return _Phrases(load_merged("employment")[name])


@cache
def _whole(name: str) -> dict[str, str]:
    return {
        fold(phrase): kind
        for kind, phrases in load_merged("employment")[name].items()
        for phrase in phrases
    }


def _folded(raw: str) -> str:
    """Return the value as words; of a schema.org address its last part, of `FullTime` its two
    words."""
    text = squeeze(raw)
    if text.startswith(("http://", "https://")):
        text = text.rstrip("/").rpartition("/")[2]
    return fold(_CAMEL.sub(" ", text))


# --- Readers of values ----------------------------------------------------------------------------


@lru_cache(2048)
def _employment(printed: str, label: str) -> tuple[str, ...]:
    """Return the types of employment that a value names, else those that its share or its hours
    show."""
    if (part := _by_part(printed)) is not None:
        return part
    raw = printed
    raw = raw if raw.startswith("http") else "\n".join(_items_of(raw))
    found: dict[str, None] = {}
    for item in map(_folded, raw.split("\n")):
        if kind := _whole("whole_types").get(item):
            found[kind] = None
        found |= dict.fromkeys(_vocabulary("types").find(item))
    if list(found) == ["PART_TIME"] and "\n" not in raw and _says_possible(raw):
        return ()  # "Part-time possible"
    return tuple(found) or _by_share(printed) or _by_hours(printed, label)


def _says_possible(raw: str) -> bool:
    possible = load_merged("employment")["stated"]["possible"]
    return not {fold(word) for word in possible}.isdisjoint(fold(raw).split())


def _items_of(raw: str) -> list[str]:
    """Return the items of a value: "Vollzeit", "Teilzeit" of "Voll- oder Teilzeit"."""
    text = _SLASHED.sub(r"\1t", raw)
    text = _HYPHENED.sub(_expanded, text) if "-" in text else text
    return _ITEMS.sub("\n", text).split("\n")


def _expanded(match: re.Match[str]) -> str:
    """Return two words of which the first is cut short, whole and apart; else what was matched."""
    begin, whole = match["begin"], match["whole"]
    known = _vocabulary("types").meaning
    words = (begin + whole[at:] for at in range(1, len(whole)))
    found = next((word for word in words if fold(word) in known), "")
    return f"{found}, {whole}" if found and fold(whole) in known else match[0]


def share_of_whole(text: str) -> str:
    """Return the percent of a full post that a text names as a part of it, "" where it names none:
    "65" of "65 % of full time", "65 v. H. der Vollbeschäftigung"."""
    if not ("%" in text or "v." in text) or not DIGIT.search(text):
        return ""
    match = _share_of_whole().search(text)
    return match["share"] if match else ""


@cache
def _share_of_whole() -> re.Pattern[str]:
    said = load_merged("employment")["stated"]
    whole = rf"(?:{any_of(said['of_whole'])})(?!\w)(?!\s+(?:{any_of(said['paid'])}))"
    return re.compile(rf"(?i)(?<![\w.,])(?P<share>\d{{2,3}}) ?(?:%|v\. ?H\.)\s+{whole}")


def _by_part(raw: str) -> tuple[str, ...] | None:
    share = share_of_whole(raw)
    return _by_share(f"{share}%") if share else None


def _by_share(raw: str) -> tuple[str, ...]:
    """Full or part time by the share of a full post: "100 %", "80-100 %", "0.6 FTE"; nothing where
    the value says more."""
    if "/" in raw and (fraction := _fraction().match(raw.strip(" .()"))):
        return ("PART_TIME",) if int(fraction["part"]) < int(fraction["whole"]) else ()
    match = _share().fullmatch(raw.strip(" .()"))
    if match is None:
        return ()
    least, most = (float((figure or "100").replace(",", ".")) for figure in (match[1], match[2]))
    least, most = least, most if match[2] else least
    whole = 100.0 if match["unit"] == "%" else 1.0
    if not 0 < least <= most <= whole:
        return ()
    return ("FULL_TIME",) * (most == whole) + ("PART_TIME",) * (least < whole)


def _by_hours(raw: str, label: str) -> tuple[str, ...]:
    """Full or part time by the hours of a week, where the label or the value says that they are
    hours."""
    hours = hours_of_value(raw, label)
    kind = hours.employment_type if hours else None
    return (kind,) if kind else ()


def read_employment(raw: str, label: str = "") -> list[EmploymentType]:
    """Return the types of employment in a value, in order; hours of a week count where the label or
    the value says hours.

    How long a contract lasts ("permanent", "CDI") is none of them: read_contract_type.
    """
    return (
        [cast(EmploymentType, kind) for kind in _employment(raw, label)]
        if len(raw) <= _LONGEST
        else []
    )


def names_hours(types: Iterable[str]) -> bool:
    """Return whether one of some types is full or part time."""
    return not _HOURS_OF_WORK.isdisjoint(types)


@lru_cache(2048)
def _workplace(head: str) -> str | None:
    folded = fold(_CAMEL.sub(" ", head))
    found = _vocabulary("workplace").find(folded)
    if "hybrid" in found:
        return "hybrid"
    if found == ["remote"] and (limit := _limit_of(folded)):
        return "hybrid" if limit == "partly" else None
    return found[0] if len(found) == 1 else _whole("whole_workplace").get(folded)


def _limit_of(folded: str) -> str | None:
    """Return how words limit remote work: `partly` ("2 days remote"), `possibly` ("remote
    possible"); None where they do not."""
    text = f" {folded} "
    return next((limit for phrase, limit in _limits() if phrase in text), None)


@cache
def _limits() -> tuple[tuple[str, str], ...]:
    """Return the phrases that limit remote work, folded with a blank at both ends, each with how
    it does."""
    limits = load_merged("employment")["limits"]
    return tuple((f" {fold(p)} ", limit) for limit, phrases in limits.items() for p in phrases)


def read_workplace(raw: str) -> Workplace | None:
    """Return where the work is done. Of a longer value only its first clause is read ("Hybrid 1: in
    the office on ..."). Remote work that is possible, or on some days, is not remote."""
    text = raw[:_LONGEST].strip(" .:;!?(\n")
    head = _CLAUSE.split(text, maxsplit=1)[0]
    if says_anywhere(text):
        return "remote"
    found = _workplace(head) if len(head) <= _LONGEST_LINE else None
    if found is None and len(raw) <= _LONGEST_LINE:  # "Brussels (hybrid)"
        found = _workplace(raw)
    if found == "remote" and len(raw) <= _LONGEST_LINE and _limit_of(fold(raw)):
        found = _workplace(raw)
    return cast("Workplace | None", found)


def says_yes(value: str) -> bool:
    """Return whether a whole value is yes."""
    return value.strip(" .!✓✔").casefold() in _set("yes")


def workplace_of_question(label: str, value: str) -> Workplace | None:
    """Return what a yes says to a label that asks for remote work: "Remote: Yes". A no leaves open
    whether the work is on site or hybrid."""
    asks = fold(label.rpartition(": ")[2]) in _set("asks_remote")
    return "remote" if asks and says_yes(value) else None


def read_seniority(raw: str) -> Seniority | None:
    """Return how senior the post is; level null for words that fit no single step ("Mid-Senior
    level"), None for unknown ones."""
    text = squeeze(raw)
    if not 0 < len(text) <= _LONGEST_LINE:
        return None
    found = _vocabulary("seniority").find(fold(text))
    if not found:
        return None
    level = found[0] if len(found) == 1 and found[0] != "none" else None
    return Seniority.model_validate({"raw": text, "level": level})


@lru_cache(2048)
def _contract(folded: str) -> str | None:
    vocabulary = _vocabulary("contracts")
    found = vocabulary.find(folded)
    if len(found) < 2:
        return found[0] if found else None
    first = vocabulary.pattern.search(folded)
    behind = folded[first.end() :] if first else ""
    return found[0] if any(f" {phrase} " in f"{behind} " for phrase in _set("prospects")) else None


def read_contract_type(raw: str) -> ContractType | None:
    """Return the kind of contract: of "fixed term, may become permanent" the first; None where two
    are offered or none is known."""
    return cast("ContractType | None", _contract(_folded(raw))) if len(raw) <= _LONGEST else None


@cache
def _posts() -> frozenset[str]:
    return frozenset(word.casefold() for word in load_merged("employment")["posts"])


def read_openings(raw: str) -> int | None:
    """Return the number of posts: "3", "two posts", "1 Vacancy". None for ranges, "several" and the
    like, and for a share of full time: "80 %"."""
    is_count = len(raw) <= _LONGEST_LINE and "%" not in raw
    match = _ONE_NUMBER.fullmatch(raw.casefold()) if is_count else None
    if not match or (match["unit"] and match["unit"] not in _posts()):
        return None
    count = number(match["count"])
    return count if count and count <= _MOST_POSTS else None


# --- Values without a label -----------------------------------------------------------------------


@once
def _words_of(line: Line) -> str:
    text = line.text
    is_address = "://" in text and squeeze(text).startswith(("http://", "https://"))
    return _folded(text) if is_address or _CAMEL.search(text) else line.folded


def _made_of(read: Line | str, vocabulary: str) -> bool:
    """Return whether a line is made of phrases of a vocabulary, at least one of them unmistakable,
    and of fillers."""
    line = Line(read) if isinstance(read, str) else read
    folded, phrases = _words_of(line), _vocabulary(vocabulary)
    for word in folded.split():
        if word not in phrases.words and not word.isdigit():
            return False
    plain = any(phrase not in _set("only_labelled") for phrase in phrases.pattern.findall(folded))
    return plain and all(
        word.isdigit() or word in _set("filler")
        for word in phrases.pattern.sub(" ", folded).split()
    )


@cache
def _words_of_terms() -> frozenset[str]:
    """Return the words of which types, work models and kinds of contract are made."""
    phrases = {*_set("anywhere")}
    for name in ("types", "workplace", "contracts"):
        phrases.update(_vocabulary(name).meaning)
    return frozenset(word for phrase in phrases for word in phrase.split())


@once
def is_type_of_chip(line: Line) -> bool:
    """Return whether a line is a word that is a type beside other values only: "Temporary",
    "Volunteer", "Contract"."""
    if line.folded not in _set("only_labelled"):
        return False
    types = read_employment(line.text)
    return bool(types) and _OF_CHIPS.issuperset(types)


def may_be_term(line: Line) -> bool:
    """Return whether a line can be a type of employment, a work model or a kind of contract: a
    cheap check before each of them is looked for."""
    return (
        not _words_of_terms().isdisjoint(_words_of(line).split())
        or ("/" in line.text and _SLASHED.search(line.text) is not None)
        or (DIGIT.search(line.text) is not None and _share().fullmatch(line.text) is not None)
    )


@once
def looks_like_employment(line: Line) -> bool:
    """Return whether a whole short line is a type of employment: "Full-time", "Part time or full
    time", "Permanent, full time"; not "Consultant"."""
    text = line.text
    if len(text) > _LONGEST_LINE or not may_be_term(line):
        return False
    if _made_of(line, "types"):
        counts = _COUNT_FIRST.match(text) and _set("hours").isdisjoint(fold(text).split())
        return bool(read_employment(text)) and not counts
    if _share().fullmatch(text) and "%" not in text:
        return bool(_by_share(text))
    # of two words of which one is cut short, a hyphen makes items: "Voll- oder Teilzeit"
    is_list = "-" in text or _ITEMS.search(text) is not None
    items = [item for each in _items_of(text) if (item := each.strip())] if is_list else []
    if not 1 < len(items) <= _MOST_ITEMS:
        return False
    made = {item: _made_of(item, "types") for item in items}
    return any(made.values()) and all(made[i] or _is_term(i) for i in items)


def _is_term(item: str) -> bool:
    """Return whether an item may stand beside a type of employment: a kind of contract, a share of
    it, how long it lasts ("6 months")."""
    if looks_like_contract(item) or fold(item) in _set("filler") or _share().fullmatch(item):
        return True
    spans = list(find_spans(item.lower())) if DIGIT.search(item) else []
    return len(spans) == 1 and (spans[0].start, spans[0].end) == (0, len(item))


def looks_like_workplace(line: Line | str) -> bool:
    """Return whether a whole short line is a work model: "On site", "Hybrid"."""
    text = line if isinstance(line, str) else line.text
    return (
        len(text) <= _LONGEST_LINE
        and _made_of(line, "workplace")
        and read_workplace(text) is not None
    )


def looks_like_seniority(line: Line | str) -> bool:
    """Return whether a whole short line is a step of a career: "Junior", "Entry level"; not
    "Director", which can be the title."""
    text = line if isinstance(line, str) else line.text
    return (
        len(text) <= _LONGEST_LINE
        and _made_of(line, "seniority")
        and read_seniority(text) is not None
    )


def looks_like_contract(line: Line | str) -> bool:
    """Return whether a whole short line is a kind of contract: "Permanent", "CDI", "Fixed term
    contract"; not "Consultant"."""
    text = line if isinstance(line, str) else line.text
    return (
        len(text) <= _LONGEST_LINE
        and _made_of(line, "contracts")
        and read_contract_type(text) is not None
    )


def says_anywhere(line: Line | str) -> bool:
    """Return whether a whole value says that the work is done from anywhere: "Anywhere",
    "Worldwide"."""
    return (fold(line) if isinstance(line, str) else line.folded) in _set("anywhere")


@cache
def _phrases_of_hours() -> tuple[InText, tuple[tuple[str, str, str], ...]]:
    """Return the phrases for full and part time: to look whether there is one at all; and each with
    its kind, and folded with a blank at both ends."""
    words = load_merged("employment")["types"]
    phrases = tuple(
        (kind, phrase, f" {fold(phrase)} ")
        for kind in sorted(_HOURS_OF_WORK)
        for phrase in words[kind]
        if len(phrase) >= _LEAST_OF_HOURS
    )
    return InText(phrase for _, phrase, _ in phrases), phrases


def hours_in_title(title: str) -> str:
    """Return the words for full or part time in a title, or the share or the hours of a post that
    stand at its end; "" where it has none or both: "Baker (part-time)", "Baker 60-80 %"."""
    folded = f" {fold(title)} "
    any_of_them, phrases = _phrases_of_hours()
    if any_of_them.may_be_in(folded):
        found = {kind: phrase for kind, phrase, spaced in phrases if spaced in folded}
        return next(iter(found.values())) if len(found) == 1 else ""
    amount = _amount_in_title().search(title) if DIGIT.search(title) else None
    return amount[0] if amount and len(read_employment(amount[0])) == 1 else ""


@cache
def _amount_in_title() -> re.Pattern[str]:
    """Return the pattern of a share or of the hours of a week at the end of a part of a title."""
    said = load_merged("employment")["stated"]
    units = any_of((*said["share_units"], *said["percent"], *said["hours"]))
    figures = r"\d{1,3}(?:[.,]\d{1,2})?(?:\s?[-–]\s?\d{1,3})?"
    return re.compile(rf"(?i)(?<![\w.,-]){figures}\s?(?:%|{units})(?=\s*(?:[),;|]|$|[-–]\s))")


def training_in_title(title: str) -> str:
    """Return the word of a title that says that the post is one to learn in ("Summer Internship,
    Archives", "Marketing Intern", "Legal trainee, Bergen"), "" where none does."""
    folded = fold(title)
    spaced = f" {folded} "
    found = (word for word in _set("training_titles") if f" {word} " in spaced)
    ends = (folded, fold(_ITEMS.split(title, maxsplit=1)[0]))
    last = (end.rpartition(" ")[2] for end in ends)
    return next(found, next((x for x in last if x in _set("training_titles_at_end")), ""))


def kind_of_title(title: str) -> str:
    """Return VOLUNTEER or CONTRACTOR where a title says so by its last word ("Front of House
    Volunteer") or its first ("Volunteer Driver", "Freelance Editor"), "" where it does not: a
    "Volunteer Manager" is paid."""
    words = fold(title).split()
    if not words:
        return ""
    if words[-1] in _set("volunteer_titles_at_end"):
        return "VOLUNTEER"
    if not _set("who_leads").isdisjoint(words):
        return "CONTRACTOR" if words[0] in _set("freelance_titles") and len(words) > 2 else ""
    kinds = (("VOLUNTEER", "volunteer_titles_at_begin"), ("CONTRACTOR", "freelance_titles"))
    return next((kind for kind, name in kinds if words[0] in _set(name)), "")


def types_named(text: str, least: int = 1) -> list[str]:
    """Return the types of employment that a text names, in order, whatever it says of them. least:
    letters of the shortest phrase that counts: "Ft" is money, too."""
    types = _vocabulary("types")
    found = types.pattern.findall(fold(text))
    return [types.meaning[phrase] for phrase in found if len(phrase) >= least]
