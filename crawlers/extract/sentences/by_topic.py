"""The text of a posting's sections as sentences, by the topic that their words are about: what the
readers of facts work on.

Most sentences hold no fact. So each reader's data file names the phrases that a fact of its topic
cannot do without (`cues`), the words of the posting are looked up once for all readers, and only
sentences with the key word of such a phrase come to a reader."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache, lru_cache, reduce
from itertools import compress, islice
from operator import or_
from typing import Literal, get_args

from crawlers.extract.sentences.durations import Span, find_spans, unit_words
from crawlers.extract.sentences.language_names import language_names
from crawlers.posting.parts.requirements import Necessity
from crawlers.posting.parts.text import Section, SectionKind
from crawlers.text import patterns
from crawlers.text.language import language_of, language_of_block
from crawlers.text.lines import Line
from crawlers.text.word_lists import load, load_merged, own_words, phrases_in
from crawlers.text.words import fold, folded_words, folded_words_of

Topic = Literal[
    "languages",
    "experience",
    "education",
    "certifications",
    "contracts",
    "eligibility",
    "clearance",
    "reports",
    "conditions",
    "workplaces",
    "offers",
    "time_zones",
    "work_hours",
]
_TOPICS: tuple[Topic, ...] = get_args(Topic)
_LISTED: tuple[Topic, ...] = ("workplaces",)
"""Topics of which a sentence says, too, which of their lists it has a cue of (`Sentence.lists`)."""
MAX_RAW, MAX_PHRASE, MAX_SENTENCE = 500, 200, 1500
"""The longest evidence, value and sentence, in characters."""
_MAX_LABELLED = 2_000
"""Characters of the value of a label that are read."""
MAX_ROWS = 30
"""No posting asks for more rows of one kind, and no sentence names more."""

OF_APPLICANTS: frozenset[SectionKind] = frozenset(
    ("qualifications", "qualifications_essential", "qualifications_desirable", "eligibility")
)
"""The sections that say what is asked of applicants."""

_RANKED: dict[str, Necessity] = {
    "qualifications_essential": "essential",
    "qualifications_desirable": "desirable",
    "eligibility": "essential",
}
_ABBREVIATION = 12
"""Characters of an abbreviation at most."""
_END = re.compile(r"[.!?\n][\"'”’»)\]]*(?:(?<=\n)|\s+(?=[\"'“‘«(\[]?[^\W_a-zß-öø-ÿ]))")
_LAST_WORD = re.compile(r"\s+\S*$")
_ITEM_END = re.compile(r"[,;/|·()]")


class Phrases:
    """Phrases that are looked for as whole words.

    Their pattern runs only over sentences that hold the key word of one of them, and few do. A
    phrase is written in any case, and " … " in it stands for up to four words. not_behind: texts,
    not_before: a pattern; a phrase beside one of them is none. only: phrases that count in texts of
    some languages alone (`own_words`). keys: the key words; a sentence without one of them has no
    phrase.
    """

    def __init__(
        self,
        phrases: Iterable[str],
        *,
        not_behind: Iterable[str] = (),
        not_before: str = r"\w",
        only: Mapping[str, frozenset[str]] | None = None,
    ) -> None:
        listed = list(phrases)
        self._only = only or {}
        behind = "".join(f"(?<!{re.escape(text)})" for text in not_behind)
        self.pattern = patterns.compiled_late(rf"(?<!\w){behind}{any_of(listed)}(?!{not_before})")
        self.keys = frozenset(map(_key, listed))

    def search(
        self, sentence: Sentence, start: int = 0, end: int | None = None
    ) -> re.Match[str] | None:
        """Return the first of the phrases in a sentence, or between two offsets of it."""
        if self.keys.isdisjoint(sentence.words):
            return None
        span = max(0, start), len(sentence.low) if end is None else end
        if not self._only:
            return self.pattern.search(sentence.low, *span)
        found = self.pattern.finditer(sentence.low, *span)
        return next((match for match in found if sentence.speaks(match[0], self._only)), None)

    def finditer(self, sentence: Sentence) -> Iterator[re.Match[str]]:
        """Return all of the phrases in a sentence."""
        if self.keys.isdisjoint(sentence.words):
            return iter(())
        found = self.pattern.finditer(sentence.low)
        return (
            (match for match in found if sentence.speaks(match[0], self._only))
            if self._only
            else found
        )


class Sentence:
    """A sentence, or a list item of one.

    text: as printed. low: in lower case, apostrophes straight and blanks plain, at the same
    offsets. section: its section's kind. above: what stands over it, the nearest first: the lead-in
    of its list, its subheading, the heading of its section. words: its words, folded. around: the
    block that it is of and the posting, which tell its language; None of the value of a label.
    lists: those of the lists of cues of which it has one, for some topics.
    """

    __slots__ = ("_around", "_low", "_spans", "above", "lists", "section", "text", "words")

    def __init__(
        self,
        text: str,
        section: SectionKind = "other",
        above: tuple[str, ...] = (),
        words: frozenset[str] | None = None,
        around: _Around | None = None,
        lists: AbstractSet[str] = frozenset(),
    ) -> None:
        self.text, self.section, self.above = text.strip(), section, above
        self.lists = lists
        self._around = around
        self.words = frozenset(folded_words(text)) if words is None else words
        self._low: str | None = None
        self._spans: list[Span] | None = None

    @classmethod
    def of_label(cls, value: str) -> Sentence:
        """Return the value of a label as a sentence."""
        return cls(value[:_MAX_LABELLED])

    @property
    def low(self) -> str:
        if self._low is None:
            self._low = plain(self.text)
        return self._low

    @property
    def language(self) -> str | None:
        """Its language: of its block, else of the posting; None where neither tells."""
        return language_of(self.text) if self._around is None else self._around.language

    def speaks(self, word: str, only: Mapping[str, frozenset[str]]) -> bool:
        """Return whether a word of it counts: it is not of other languages alone. A whole item of
        the value of a label counts in any: "CDI, temps plein"."""
        languages = only.get(word)
        if languages is None:
            return True
        items = _ITEM_END.split(self.low) if self._around is None else ()
        return any(item.strip(" .") == word for item in items) or self.language in languages

    @property
    def spans(self) -> list[Span]:
        """The spans of time in it, from left to right."""
        if self._spans is None:
            self._spans = (
                []
                if _units().isdisjoint(self.words)
                else list(islice(find_spans(self.low), MAX_ROWS))
            )
        return self._spans

    @property
    def raw(self) -> str:
        """The text as evidence, at most 500 characters, cut at a word."""
        return excerpt(self.text)

    def rank(self, start: int = 0, end: int | None = None) -> Necessity | None:
        """Return how its words, or those between two offsets, rank what they say: "desirable" where
        there are words for both."""
        desirable, essential = _ranks()
        return (
            "desirable"
            if desirable.search(self, start, end)
            else "essential"
            if essential.search(self, start, end)
            else None
        )

    @property
    def standing(self) -> Necessity | None:
        """How its place ranks it: its lead-in or subheading, else the kind of section."""
        return next((rank for line in self.above if (rank := _rank_of(line))), None) or _RANKED.get(
            self.section
        )

    def necessity(self, own: Necessity | None) -> Necessity | None:
        """Return the rank of what it says, given that of the words beside it: their "desirable"
        beats its place, its place the rest."""
        return own if own == "desirable" else self.standing or own


class _Around:
    """What stands around a sentence, asked for its language only where a word needs it."""

    __slots__ = ("_block", "_posting", "_told")

    def __init__(self, block: str, posting: list[str]) -> None:
        self._block, self._posting = block, posting
        self._told: tuple[str | None] | None = None

    @property
    def language(self) -> str | None:
        if self._told is None:
            self._told = (language_of_block(self._block) or language_of("\n".join(self._posting)),)
        return self._told[0]


class Prepared:
    """A posting's sentences by topic."""

    def __init__(self, by_topic: dict[Topic, list[Sentence]]) -> None:
        self._by_topic = by_topic

    def about(self, topic: Topic) -> list[Sentence]:
        """Return the sentences that hold a cue word of the topic, in order, but for the kinds of
        section that the topic skips."""
        return self._by_topic.get(topic, [])


def prepare(
    sections: Sequence[Section] | Prepared, lines: Mapping[str, Line] | None = None
) -> Prepared:
    """Look up the words of the sections. What is prepared already is returned as it is, so a reader
    takes either. lines: the lines of their blocks by text, as far as they are at hand."""
    if isinstance(sections, Prepared):
        return sections
    at_hand = lines or {}
    by_topic: dict[Topic, list[Sentence]] = {}
    blocks = [block.text.replace("\n", " ") for section in sections for block in section.blocks]
    for section in sections:
        cues = _cues_in(section.kind)
        for text, above in _placed(section):
            line = at_hand.get(text) or Line(text)
            if not (topics := cues.topics_of(line.folded, line.words)):
                continue
            around = _Around(text, blocks)
            parts = _parts_of(line)
            for part, words in parts:
                of_part = topics
                if len(parts) > 1:
                    of_part = cues.topics_of(" ".join(words), words, among=topics)
                if of_part:
                    about, lists = _topics_and_lists(of_part)
                    said = frozenset(words)
                    sentence = Sentence(part, section.kind, above, said, around, lists)
                    for topic in about:
                        by_topic.setdefault(topic, []).append(sentence)
    return Prepared(by_topic)


def _parts_of(line: Line) -> list[tuple[str, list[str]]]:
    """Return the sentences of a line, each with its words."""
    parts = [line.text[start:end] for start, end in _parts(line.text)]
    if len(parts) == 1:
        return [(line.text, line.words)]
    return list(zip(parts, folded_words_of(parts), strict=True))


def plain(text: str) -> str:
    """Return a text in lower case, apostrophes straight, blanks plain, at the same offsets; where
    that cannot be, the text as it is."""
    low = text.lower()
    if len(low) != len(text):
        low = text
    return low if low.isascii() else low.replace("’", "'").replace("\u00a0", " ")


def excerpt(text: str) -> str:
    """Return at most 500 characters of a text, cut at a word with "…"."""
    text = text.strip()
    return text if len(text) <= MAX_RAW else _LAST_WORD.sub("", text[: MAX_RAW - 1]) + "…"


def phrase(text: str) -> str | None:
    """Return a part of a sentence as a value of at most 200 characters: no marks at its ends, no
    bracket open. None without a word."""
    text = text.strip(" ,.;:–-")
    if text.count("(") != text.count(")"):
        head, bracket, _ = text.rpartition("(")
        text = (head if bracket and not text.endswith("(") else text).strip("() ,")
    if not any(char.isalpha() for char in text):
        return None
    return text if len(text) <= MAX_PHRASE else text[: MAX_PHRASE - 1].rpartition(" ")[0] + "…"


def shared(name: str, *more: str) -> list[str]:
    """Return the phrases of a list that several readers share (`and`, `or`, `none`, `no`, `yes` of
    data/sentences.yaml), each once, and after them a reader's own."""
    return list(dict.fromkeys([*phrases_in(load("sentences")[name]), *more]))


def any_of(phrases: Iterable[str]) -> str:
    """Return a pattern for any of the phrases, the longest first, by their first letters, which
    makes it several times faster."""
    by_letter: dict[str, list[str]] = {}
    for phrase in sorted(
        {plain(phrase) for phrase in phrases}, key=lambda each: (-len(each), each)
    ):
        by_letter.setdefault(phrase[0], []).append(phrase[1:])
    parts = (f"{re.escape(letter)}(?:{_any_rest(rests)})" for letter, rests in by_letter.items())
    return f"(?:{'|'.join(parts)})"


def _any_rest(rests: Sequence[str]) -> str:
    """Return a pattern for any of some ends of phrases, the longest first as they come."""
    if not any("…" in rest for rest in rests):
        return patterns.any_of(rests)
    return "|".join(re.escape(r).replace(r"\ …\ ", r"\ (?:[^\s.;]+ ){0,4}?") for r in rests)


def _placed(section: Section) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each block's text with what stands above it."""
    heading = (section.heading,) if section.heading else ()
    above = under = heading
    for block in section.blocks:
        if block.kind == "subheading":
            above = under = (block.text, *heading)
            yield block.text, heading
        elif block.kind == "paragraph":
            yield block.text, under
            above = (block.text[-MAX_RAW:], *under) if block.text.endswith(":") else under
        else:
            yield block.text, above


def _parts(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the sentences of a text start and end.

    One that is too long for a sentence is cut, so that no reader's time grows with the square of a
    hostile text.
    """
    start = 0
    ends = [found.end() for found in _END.finditer(text) if not _goes_on(text, found.start())]
    for end in (*ends, len(text)):
        while end - start > MAX_SENTENCE:
            half, last = start + MAX_SENTENCE // 2, start + MAX_SENTENCE
            cut = next((at + 1 for mark in "; " if (at := text.rfind(mark, half, last)) >= 0), last)
            yield start, cut
            start = cut
        yield start, end
        start = end


def _goes_on(text: str, at: int) -> bool:
    """Return whether the mark at `at` is the full stop of an abbreviation or an ordinal number."""
    if text[at] != ".":
        return False
    word = text[max(0, at - _ABBREVIATION) : at].rpartition(" ")[2].lstrip("(\"'“").lower()
    return (
        len(word) == 1
        or "." in word
        or word in _abbreviations()
        or (word.isdigit() and len(word) <= 2)
        or (word in _county_words() and _is_before_county(text, at - len(word)))
    )


def _is_before_county(text: str, at: int) -> bool:
    """Return whether a shortened word for a county stands behind a town or "in": "Naas, Co. Clare",
    not "Reed & Co."."""
    return text[max(0, at - len("in ")) : at].lower().endswith((", ", "in "))


class _CuesOfSection:
    """The cues that count in a section of one kind, each found by its key word and then by the
    folded words around that."""

    def __init__(self, kind: SectionKind) -> None:
        cues: dict[str, dict[str, int]] = {}
        for at, (topic, name) in enumerate(_bits()):
            if kind not in load(topic)["skip"]:
                for key, cue in _cues(topic, name):
                    of_key = cues.setdefault(key, {})
                    of_key[cue] = of_key.get(cue, 0) | 1 << at
        # by key word: the topics of the word alone, those of all cues with it, and the longer cues
        # with theirs
        self._by_key = {
            key: (of_key.pop(key, 0), reduce(or_, of_key.values(), 0), tuple(of_key.items()))
            for key, of_key in cues.items()
        }
        self._keys = frozenset(self._by_key)

    def topics_of(self, line: str, words: Iterable[str], among: int = -1) -> int:
        """Return the topics of the cues in folded words, a bit each (`_bits`). among: those of the
        text that the words are a part of."""
        found = 0
        for key in self._keys.intersection(words):
            alone, of_longer, longer = self._by_key[key]
            found |= alone
            if of_longer & among & ~found:
                for cue, topics in longer:
                    if topics & among & ~found and cue in line:
                        found |= topics
        return found


@cache
def _cues_in(kind: SectionKind) -> _CuesOfSection:
    return _CuesOfSection(kind)


@cache
def _bits() -> tuple[tuple[Topic, str], ...]:
    """Return each topic; of one that tells them apart (`_LISTED`), with each of its lists."""
    return tuple(
        (topic, name)
        for topic in _TOPICS
        for name in (load(topic)["cues"] if topic in _LISTED else ("",))
    )


@lru_cache(1024)
def _topics_and_lists(bits: int) -> tuple[tuple[Topic, ...], frozenset[str]]:
    """Return the topics of which bits are set, and the lists of these that are told apart."""
    found = list(compress(_bits(), map(int, f"{bits:b}"[::-1])))
    topics = dict.fromkeys(topic for topic, _ in found)
    return tuple(topics), frozenset(name for _, name in found if name)


@cache
def _cues(topic: Topic, name: str) -> tuple[tuple[str, str], ...]:
    """Return the cues of a list, each by its key word and the folded words around that."""
    found = []
    for phrase in (*_phrases_of(topic, name), *_more_phrases(topic)):
        key = _key(phrase)
        found.append((key, next(p for part in phrase.split("…") if key in (p := fold(part)))))
    return tuple(found)


def _phrases_of(topic: Topic, name: str) -> Iterator[str]:
    """Yield all phrases of a list that the topic's data name among its cues (`verb`,
    `travel.asked`), of all of them without a name."""
    data = load(topic)
    for path in [name] if name else data["cues"]:
        yield from phrases_in(reduce(lambda node, part: node[part], path.split("."), data))


def _key(phrase: str) -> str:
    """Return the word to look for a phrase by: its longest, but for words that stand everywhere."""
    words = folded_words(phrase)
    return max((word for word in words if word not in _common()), key=len, default="") or max(
        words, key=len, default=""
    )


@cache
def _common() -> frozenset[str]:
    return frozenset(map(fold, phrases_in(load("sentences")["common"])))


def _more_phrases(topic: Topic) -> Iterable[str]:
    """Return the cue words of a topic that other data give."""
    if topic == "languages":
        return language_names()
    return unit_words("Y", "M", "W") if topic in ("experience", "contracts") else ()


@cache
def _units() -> frozenset[str]:
    return frozenset(folded_words(word)[0] for word in unit_words("Y", "M", "W", "D"))


@lru_cache(1024)
def _rank_of(line: str) -> Necessity | None:
    """Return the rank that a heading or lead-in gives; one for both ("required and preferred
    skills") gives none."""
    sentence = Sentence(line)
    desirable, essential = (phrases.search(sentence) is not None for phrases in _ranks())
    return None if desirable == essential else "desirable" if desirable else "essential"


@cache
def _ranks() -> tuple[Phrases, Phrases]:
    data = load_merged("sentences")
    not_behind = [f"{word} " for word in data["not"]]
    return (
        Phrases(data["desirable"], only=own_words("sentences")),
        Phrases(data["essential"], not_behind=not_behind),
    )


@cache
def _county_words() -> frozenset[str]:
    return frozenset(word.rstrip(".") for word in phrases_in(load("places")["county_words"]))


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(phrases_in(load("sentences")["abbreviations"]))
