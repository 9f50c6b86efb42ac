"""Recognise header labels, split runs of labels glued together, and check values against labels.

The labels are `data/labels.yaml`, the names of icons before them `data/header.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache

from crawlers.extract.sections.headings import heading_of
from crawlers.posting.raw import Slot
from crawlers.text.lines import Line, once
from crawlers.text.patterns import LOWER, UPPER, any_of
from crawlers.text.phrases import ByBeginning
from crawlers.text.word_lists import load, phrases_in
from crawlers.text.words import fold, folded_words

MAX_VALUE = 200
"""Characters of a value; a longer one is prose."""
_MAX_LABEL = 90
"""Characters of a label with its brackets and icons."""
_BEGIN = 4
"""Characters of the shortest label in a run."""
_PROSE_WORDS = 15
"""Words of a value that any text can be; with more and a full stop it is prose."""

_MAX_WORDS_OF_PAY = 5
"""Words of a label of pay that no list has whole."""
_BRACKETS = re.compile(r"\([^()]{0,40}\)|\[[^\[\]]{0,40}\]")
_BRACKET_BEFORE_COLON = re.compile(r"\s?\([^()]{0,40}\)(?=:)")
_COLON = re.compile(r"\s*[:：]\s*")
_NUMBER = re.compile(r"^\(?(?:\d{1,2}|[a-z])[.)]\s+(?=[^\W\d])")
"""What numbers a label: "2. Location", "b) Salary"."""
_HOURS = re.compile(
    r"\d{1,2}(?:[.,]\d+)?(?:\s*[-–]\s*\d{1,2}(?:[.,]\d+)?)?(?:\s*[^\W\d]+(?: [^\W\d]+){0,3})?$"
)
_CAPITAL = re.compile(f"[{UPPER}]")
_TWO_WORDS = re.compile(f"(?<=\\w)/(?=[{UPPER}])")
_TWO_DECIMALS = re.compile(r"\d{1,3}[.,]\d\d")
"""A figure of pay whose currency and period stand apart: "16.50"."""
_REFERENCE = re.compile(r"[A-Za-z0-9][\w./\-–]*\d[\w./\-–()]*")


@once
def slot_of(line: Line) -> Slot | None:
    """Return the slot a label is for, by its words; brackets, icons and marks around it do not
    count."""
    text = line.text
    if len(text) > _MAX_LABEL:
        return None
    known, bare = _known(), text.strip()
    named = bare
    if not bare[:1].isalpha() or bare[0] in _icon_letters():
        named = _NUMBER.sub("", _icon().sub("", bare))
    # the marks at its ends are no words
    slot = known.get(line.folded if named == bare else fold(named.strip("*_: ")))
    if slot is None and ("(" in named or "[" in named):
        folded = fold(_BRACKETS.sub("", named.strip("*_: ")))
        slot = known.get(folded)
        if slot == "workplace" and is_everyday(folded):  # "Remote (Ireland)" is a value
            return None
    # in two languages, or words: "Campus/Location", and no value: "Temps plein/temps partiel"
    if slot is None and "/" in named and (" / " in named or _TWO_WORDS.search(named)):
        # an everyday word is none beside another that is none: "HBO / WO"
        parts = list(map(fold, named.split("/", 1)))
        first, second = map(known.get, parts)
        if first is None or second is None:
            first, second = (None if is_everyday(part) else known.get(part) for part in parts)
        slot = first if second in (None, first) else None if first else second
        if slot == "contract_type" and _is_type(line):  # "Contract/Temp"
            return None
    return "salary" if slot is None and _is_label_of_pay(line) else slot


def _is_label_of_pay(line: Line) -> bool:
    """Return whether a line is made of words of the labels of pay of one language, a word for pay
    among them: "Sueldo mensual bruto"."""
    words = line.words
    if len(words) > _MAX_WORDS_OF_PAY or _nouns_of_pay().isdisjoint(words):
        return False
    return any(
        known.issuperset(words) and not nouns.isdisjoint(words) for nouns, known in _words_of_pay()
    )


@cache
def _nouns_of_pay() -> frozenset[str]:
    return frozenset().union(*(nouns for nouns, _ in _words_of_pay()))


@cache
def _words_of_pay() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """Return, for each language, the labels of pay of one word that sentences have for it, too
    ("budget" they have for other money), and the words of all its labels of pay but for those of
    estimates."""
    labels, estimates = load("labels")["salary"], load("labels")["salary_estimate"]
    in_sentences = frozenset(map(fold, phrases_in(load("money")["pay_words"])))
    found = []
    for language, phrases in labels.items():
        guessed = {word for label in estimates.get(language, ()) for word in folded_words(label)}
        own = [folded_words(label) for label in phrases]
        nouns = {words[0] for words in own if len(words) == 1 and words[0] in in_sentences}
        known = {word for words in own for word in words} - (guessed - nouns)
        found.append((frozenset(nouns), frozenset(known)))
    return tuple(found)


def _is_type(line: Line) -> bool:
    from crawlers.extract.terms.employment import looks_like_employment

    return looks_like_employment(line)


@lru_cache(4096)
def slot_of_label(label: str) -> Slot | None:
    """Return the slot of the label of a pair, which several readers ask for: looked up once a
    text."""
    return slot_of(label)


def may_begin_with_label(line: Line) -> bool:
    """Return whether a label may stand at the beginning of a line, by its words; in doubt,
    True."""
    text = line.text
    if not text[:1].isalpha() or text[0] in _icon_letters() or "(" in text or "[" in text:
        return True
    words, known = line.words, _known()
    sizes = _sizes_by_first_word().get(words[0], ()) if words else ()
    return any(" ".join(words[:size]) in known for size in sizes)


def may_end_in_label(line: Line) -> bool:
    """Return whether a label may stand at the end of a line, by its words; in doubt, True."""
    end = line.text.rpartition(" ")[2]
    # a label may be glued to its value: "37.5 hoursWorking Time"
    if not end[1:].islower():
        return True
    words, known = line.words, _known()
    sizes = _sizes_by_last_word().get(words[-1], ()) if words else ()
    return any(" ".join(words[-size:]) in known for size in sizes)


def split_colon(text: str) -> list[str]:
    """Return what stands before the first colon and behind it, without blanks around it; the whole
    text alone where there is none."""
    return _COLON.split(text, maxsplit=1) if ":" in text or "：" in text else [text]


def label_of(text: str) -> str:
    """Return what stands before the first colon, or the whole text."""
    return split_colon(text)[0]


def is_plain(line: Line) -> bool:
    """Return whether a text holds no heading, no label and no run of labels, as its letters show:
    all small but for the first."""
    text = line.text
    return (
        text[1:].islower()
        and text[:1].isalpha()
        and ":" not in text
        and not printed_labels().begins(text)
        and heading_of(line) is None
    )


def split_run(line: Line, least: int = 2) -> tuple[str, list[tuple[str, str]]]:
    """Return the text before the first label of a glued run, and its (label, value) pairs; none for
    fewer than `least` labels."""
    text, found = line.text, list(_labels_of_run(line))
    if len(found) < least:
        return text, []
    pairs = []
    for match, following in zip(found, [*found[1:], None], strict=True):
        value = text[match.end() : following.start() if following else len(text)]
        label = match.group(1)
        if bracket := _BRACKET_BEFORE_COLON.match(value):
            label, value = label + bracket.group(), value[bracket.end() :]
        pairs.append((label, value.strip(" :")))
    return text[: found[0].start()].strip(), _merge_labels(pairs)


def is_everyday(folded: str) -> bool:
    """Return whether a folded label is an everyday word, too ("office", "date")."""
    return folded in _doubtful()


def is_of_letters(folded: str) -> bool:
    """Return whether a folded word stands in front of the number of a letter ("no")."""
    return folded in _of_letters()


def is_doubtful(slot: Slot, folded: str, value: str) -> bool:
    """Return whether a folded label is an everyday word, too, and its value does not show that it
    is a label here: "Office" before "Bergen, Norway" is one, before "Harbour Hall" is none."""
    if not is_everyday(folded):
        return False
    sure = _sure().get(slot)
    return sure is not None and not sure(value)


def is_sure(slot: Slot, value: str) -> bool:
    """Return whether a value is beyond doubt one of its slot; of a slot that nothing is known of,
    True."""
    sure = _sure().get(slot)
    return sure is None or bool(sure(value))


def has_check(slot: Slot) -> bool:
    """Return whether reading a text shows if it is a value of the slot."""
    return slot in _checks()


def fits(slot: Slot, line: Line | str, *, marked: bool = False) -> bool:
    """Return whether a value can be what its label asks for.

    marked: whether the markup says that it is the value; then it may be a word that is a label
    elsewhere ("Remote", "Contract")."""
    value = line if isinstance(line, str) else line.text
    if not value or len(value) > MAX_VALUE or not any(map(str.isalnum, value)):
        return False
    check = _checks().get(slot)
    if not (marked and check is not None) and slot_of(line):
        return False
    if check is not None:
        return bool(check(value)) if isinstance(line, str) else _is_readable(line, slot)
    return not (len(value.split()) > _PROSE_WORDS and value.rstrip()[-1:] in ".!?")


@once
def _is_readable(line: Line, slot: Slot) -> bool:
    """Return whether a line can be read as a value of a slot."""
    return bool(_checks()[slot](line.text))


def is_reference(text: str) -> bool:
    """Return whether a text is nothing but a reference: a code with a digit."""
    return _REFERENCE.fullmatch(text) is not None


# --- Words ----------------------------------------------------------------------------------------


@cache
def _known() -> dict[str, Slot]:
    known: dict[str, Slot] = {}
    for slot, spellings in load("labels").items():
        for spelling in phrases_in(spellings):
            known.setdefault(fold(spelling), slot)
    return known


@cache
def _doubtful() -> frozenset[str]:
    return frozenset(map(fold, phrases_in(load("label_words")["doubtful"])))


@cache
def _of_letters() -> frozenset[str]:
    return frozenset(map(fold, phrases_in(load("label_words")["of_letters"])))


@cache
def _sizes_by_first_word() -> dict[str, set[int]]:
    """Return the sizes in words of the known labels, by the first word."""
    return _sizes_by_word(0)


@cache
def _sizes_by_last_word() -> dict[str, set[int]]:
    return _sizes_by_word(-1)


def _sizes_by_word(at: int) -> dict[str, set[int]]:
    sizes: dict[str, set[int]] = {}
    for words in map(str.split, _known()):
        sizes.setdefault(words[at], set()).add(len(words))
    return sizes


@cache
def first_words_of_labels() -> frozenset[str]:
    """Return the folded words that known labels begin with."""
    return frozenset(_sizes_by_first_word())


@cache
def _icon() -> re.Pattern[str]:
    """Return a pattern of an icon before a label: its name, or a mark."""
    names = any_of(phrases_in(load("header")["icons"]))
    return re.compile(rf"^(?:{names}|[^\w\s(\[“\"']+)\s+(?=\w)", re.IGNORECASE)


@cache
def _icon_letters() -> frozenset[str]:
    """Return the letters that the names of icons begin with."""
    firsts = {name[0] for name in phrases_in(load("header")["icons"])}
    return frozenset((*firsts, *map(str.upper, firsts)))


# --- Runs of labels -------------------------------------------------------------------------------


@cache
def _currency_signs() -> str:
    from crawlers.extract.pay.currencies import SIGNS

    return re.escape(SIGNS)


@cache
def _seam() -> re.Pattern[str]:
    """Return a pattern of a capital at which a label can begin: at the start, behind a small
    letter, a digit, a closing mark, a colon or two capitals."""
    before = rf"(?<=[{LOWER}\d)\]%.,:{_currency_signs()}].)|(?<=: .)|(?<=[A-Z]{{2}}.)|(?<=^.)"
    return re.compile(rf"[{UPPER}](?:{before})")


@cache
def _seam_or_blank() -> re.Pattern[str]:
    """Return the same with a capital behind a blank: where the first label of a line has a colon,
    the next ones may follow in the same line ("Company: Acme Location: Leeds")."""
    return re.compile(rf"{_seam().pattern}|(?<= )[{UPPER}]")


@cache
def printed_labels() -> ByBeginning:
    """Return printed labels with what can stand behind one in a run: a colon, a bracket, its value
    glued or with a blank before it."""
    return ByBeginning(
        _printed(), _BEGIN, lambda labels: re.compile(rf"((?i:{labels})){_behind_label()}")
    )


@cache
def _printed() -> tuple[str, ...]:
    return tuple(
        s
        for s in phrases_in(load("labels"))
        if len(s) >= _BEGIN and s[:1].isupper() and fold(s) not in _doubtful()
    )


@cache
def _behind_label() -> str:
    return rf"(?=\s?[:(]|[^{LOWER}\s,.;]|\s+[A-Z\d{_currency_signs()}])"


@cache
def _beginning() -> re.Pattern[str]:
    """Return a pattern of the capitals of Latin script that begin as a printed label does: it
    passes over a text in half the time that looking at each capital by itself takes."""
    by_capital: dict[str, list[str]] = {}
    for label in _printed():
        if _CAPITAL.match(label):
            by_capital.setdefault(label[0], []).append(label[1:_BEGIN])
    begins = (f"{first}(?=(?i:{any_of(rest)}))" for first, rest in by_capital.items())
    return re.compile("|".join(begins))


@once
def capitalised_labels(line: Line) -> tuple[re.Match[str], ...]:
    """Return the printed labels in a line that may be of a run, also one inside another."""
    text, label = line.text, printed_labels()
    found = (label.match(text, begin.start()) for begin in _beginning().finditer(text))
    return tuple(filter(None, found))


def _labels_of_run(line: Line) -> Iterator[re.Match[str]]:
    """Yield printed labels at the places where a run can have them."""
    found, text, end = capitalised_labels(line), line.text, 0
    if not found:
        return
    first = printed_labels().match(text, 0)
    seam = (_seam_or_blank if first and _has_colon(first) else _seam)()
    for match in found:
        start = match.start()
        if start < end or not seam.match(text, start):
            continue
        around = text[:start][-1:] + text[match.end() : match.end() + 1]
        if match[1].isupper() and any(map(str.isupper, around)):
            continue  # letters of a word in capitals: "AFFIRMATIVE" has "FIRMA"
        if _has_colon(match) or _seam().match(text, start):
            end = match.end()
            yield match


def _has_colon(match: re.Match[str]) -> bool:
    return match.string[match.end() : match.end() + 2].lstrip()[:1] == ":"


_GRADED_PAY = {("salary", "grade"), ("salary", "seniority")}


def _merge_labels(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Join a label without a value and a longer one of the same slot behind it: the longer one is
    the beginning of the value; so is a grade with its pay behind a label of pay ("Salary: Grade 6:
    $90,000")."""
    out: list[tuple[str, str]] = []
    for label, value in pairs:
        slots = (slot_of(out[-1][0]), slot_of(label)) if out and not out[-1][1] else (None, None)
        is_graded = slots in _GRADED_PAY and _checks()["salary"](value)
        if is_graded or (slots[0] and slots[0] == slots[1]):
            out[-1] = (out[-1][0], f"{label} {value}".strip())
        else:
            out.append((label, value))
    return out


# --- Values ---------------------------------------------------------------------------------------

Check = Callable[[str], object]


@cache
def _checks() -> dict[Slot, Check]:
    """Return, per slot, what a value must be readable as. Imported on use: the readers are heavier
    than the labels."""
    from crawlers.extract.dates.periods import ends_of_period
    from crawlers.extract.dates.printed_date import read_date
    from crawlers.extract.job.grades import read_grades
    from crawlers.extract.pay.printed_pay import read_pay
    from crawlers.extract.places.printed_places import read_places
    from crawlers.extract.terms import employment

    dates: tuple[Slot, ...] = ("date_posted", "date_updated", "valid_through", "start_date")
    pay: tuple[Slot, ...] = ("salary", "salary_estimate")
    numbers: tuple[Slot, ...] = ("reference", "requisition", "vacancy", "post")
    return {
        **dict.fromkeys(dates, read_date),
        "date_posted": _either(read_date, ends_of_period),
        "valid_through": _either(read_date, ends_of_period),
        **dict.fromkeys(pay, _either(read_pay, _TWO_DECIMALS.fullmatch)),
        **dict.fromkeys(numbers, _REFERENCE.search),
        "location": _either(read_places, employment.read_workplace),
        "workplace": _either(employment.read_workplace, employment.says_yes),
        "employment_type": _either(employment.read_employment, employment.read_contract_type),
        "hours": _either(_HOURS.match, employment.read_employment),
        "seniority": employment.read_seniority,
        "openings": employment.read_openings,
        "grade": lambda value: read_grades(value, employer=None),
    }


@cache
def _sure() -> dict[Slot, Check]:
    """Return, per slot, what a value behind a doubtful label must be beyond doubt."""
    from crawlers.extract.dates.printed_date import read_date
    from crawlers.extract.job.employers import names_employer
    from crawlers.extract.places import gazetteer
    from crawlers.extract.places.printed_places import read_places
    from crawlers.extract.sentences.durations import find_spans
    from crawlers.extract.terms import employment

    def is_day(value: str) -> bool:
        found = read_date(value)
        return bool(found and (found.when.date or found.relative))

    return {
        "location": lambda value: any(
            place.country or gazetteer.towns(place.city or "") for place in read_places(value)
        ),
        "date_posted": is_day,
        "organization": lambda value: names_employer(Line(value)),
        "contract_type": lambda value: (
            employment.read_contract_type(value)
            or employment.read_employment(value)
            or any(find_spans(value.lower()))
        ),
    }


def _either(first: Check, second: Check) -> Check:
    return lambda value: first(value) or second(value)
