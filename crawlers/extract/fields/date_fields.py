"""Read the day of posting, the deadline and the start of the post."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from typing import cast

from crawlers.extract.dates import printed_date
from crawlers.extract.dates.in_sentences import DateSlot, find_date, is_of_the_page, may_state_date
from crawlers.extract.dates.parts import YEARS
from crawlers.extract.fields.around_text import (
    is_of_a_forum,
    land_of_addresses,
    lines_around,
    lines_of_text,
    once_an_item,
)
from crawlers.extract.fields.days_of_posting import day_near_title
from crawlers.extract.fields.statements import (
    BESIDE_OTHERS,
    IN_TIME,
    TRUST,
    WITHOUT_LABEL,
    employer_names,
    fetched_day,
    set_field,
    statements,
)
from crawlers.extract.header.posted_dates import begins_with_posted
from crawlers.extract.job.grades import system_of
from crawlers.posting.parts.when import When
from crawlers.posting.raw import RawPosting, Said, Slot
from crawlers.posting.schema import Inferred
from crawlers.text.lines import Line
from crawlers.text.patterns import DIGIT
from crawlers.text.word_lists import load, phrases_in
from crawlers.text.words import fold

_STAMP = re.compile(r"\d:[0-5]\d:(?!00|59)[0-5]\d\b")
"""A clock with its second: a program's, of what was sent then. The last of a day is a deadline."""
_NOON = "12:00:00"
_LAST_MINUTE = "23:59"
_SEVERAL = 2
"""Days of posting under one label that are of several postings."""
_MAX_SIGN = 80
"""Characters of a line that can be a sign of a blog."""
_LEAST_FULL, _MAX_REST = 30, 300
"""Characters of a line that is broken at its end, and of what is read of it and of the next."""
_GOES_ON, _LENGTH_OF_END = re.compile(r"[^\W_],?$"), 3
"""How a line ends that its sentence goes on behind, and characters of that."""
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_MAX_SENTENCE = 500
"""Characters of a sentence that are kept as its words."""
_DATES: tuple[Slot, ...] = ("date_posted", "valid_through", "start_date", "date_updated")


def read_dates(item: RawPosting) -> None:
    """Read all dates; the order of day and month is that of the page's own dates, else of the
    plugin, else of the language or country."""
    evidence = printed_date.order_evidence(s.raw for slot in _DATES for s in statements(item, slot))
    order = evidence or item.declared.date_order or None
    posted = _read(item, "date_posted", order, None) or _read_prose(item, "date_posted", order)
    known = date.fromisoformat(posted.date or "") if posted and _is_usual(posted) else None
    if _read(item, "valid_through", order, known) is None:
        _read_prose(item, "valid_through", order, known)
    if posted is None and "date_posted" not in item.provenance:
        _read_day_near_title(item, order)
    _read(item, "start_date", order, known)
    _warn_of_unusual_years(item)
    _drop_less_trusted_date(item)
    _infer_by_convention(item)


def _read_day_near_title(item: RawPosting, order: printed_date.Order | None) -> None:
    """Read the day of posting by the title, then the deadline for which it gives the year."""
    deadline = item.facts.get("valid_through")
    found = day_near_title(
        item, lambda: order or _usual_order(item), deadline.date if deadline else None
    )
    if found is None:
        return
    order = order or _usual_order(item)
    reading, said = found
    set_field(item, "date_posted", reading.when, said)
    if deadline is None and _is_usual(reading.when):
        known = date.fromisoformat(reading.when.date or "")
        if _read(item, "valid_through", order, known) is None:
            _read_prose(item, "valid_through", order, known)


def _usual_order(item: RawPosting) -> printed_date.Order | None:
    """Return the order that CLDR gives for the text's language; for English, which has both, that
    of the country of the workplace, else of the addresses on the page."""
    countries = {p.country for p in item.facts.get("locations", ())}
    if countries <= {None} and (land := land_of_addresses(item)):
        countries = {land}
    language = item.language if item.language != "en" else None
    if language is None and (len(countries) != 1 or None in countries):
        return None
    return order_of_locale(language or f"und_{countries.pop()}")


@lru_cache(maxsize=64)
def order_of_locale(tag: str) -> printed_date.Order | None:
    """Return the order of day, month and year in a locale's short dates (CLDR); None where the year
    leads or for an unknown locale."""
    from babel import Locale, UnknownLocaleError

    try:
        pattern = Locale.parse(tag).date_formats["short"].pattern
    except (UnknownLocaleError, ValueError):
        return None
    order = "".join(sorted("dMy", key=pattern.find)).upper()
    return cast(printed_date.Order, order) if order in ("DMY", "MDY") else None


def _read(
    item: RawPosting, field: Slot, order: printed_date.Order | None, after: date | None
) -> When | None:
    """Read the date of the first statement that has one. Relative words that name no day ("2 weeks
    ago") change from day to day, so they stand in the provenance alone. after: a day that it cannot
    lie before."""
    words: Said | None = None
    said = list(statements(item, field))
    if field == "date_posted":
        said = _without_several(item, said, order)
    # a machine's deadline is trusted last: sites fill it with a default
    if field == "valid_through":
        said.sort(key=lambda s: s.method == "jsonld")
    for one in said:
        if one.locator.startswith(WITHOUT_LABEL) and not _is_day_of_posting(item, one, order):
            continue
        reading = printed_date.read_date(one.raw, order=order, today=fetched_day(item), after=after)
        if reading and "ambiguous_date" in reading.warnings and (usual := _usual_order(item)):
            reading = printed_date.read_date(
                one.raw, order=usual, today=fetched_day(item), after=after
            )
        if reading is None:
            continue
        if reading.relative and not reading.when.date:
            words = words or one
            continue
        reading = _in_zone(reading, item.declared.zone)
        set_field(item, field, reading.when, one)
        item.warnings.extend(w for w in reading.warnings if w not in item.warnings)
        return reading.when
    if words:
        item.provenance.setdefault(field, words)
    return None


def _without_several(
    item: RawPosting, said: list[Said], order: printed_date.Order | None
) -> list[Said]:
    """Leave out the days of posting that one label prints several of: they are of a list of
    postings, and nothing says which is this one's."""
    days: dict[str, set[str]] = {}
    for one in said:
        if one.method == "label":
            read = printed_date.read_date(one.raw, order=order, today=fetched_day(item))
            days.setdefault(one.locator, set()).add(str(read.when.date) if read else one.raw)
    labelled = [one for one in said if one.method == "label"]
    if len(labelled) >= _SEVERAL and is_of_a_forum(item):  # days of answers
        return [one for one in said if one.method != "label"]
    several = {label for label, found in days.items() if len(found) >= _SEVERAL}
    return [one for one in said if one.locator not in several]


def _in_zone(reading: printed_date.DateReading, zone: str) -> printed_date.DateReading:
    """Read a printed clock in the zone that the plugin has the site print (`zone`), where
    it names none itself."""
    when = reading.when
    if not (zone and when.date and when.time) or when.zone:
        return reading
    zoned = printed_date.read_date(f"{when.date} {when.time} {zone}")
    return (
        replace(zoned, when=zoned.when.model_copy(update={"raw": when.raw})) if zoned else reading
    )


@once_an_item
def _lines_with_digits(item: RawPosting) -> list[tuple[Line, bool]]:
    """Return the lines of the text, then those around it, that have a digit, each with whether it
    is of the text or stands next to the title."""
    said = lines_of_text(item)
    own, broken = list[tuple[Line, bool]](), list[tuple[Line, bool]]()
    for section in item.sections:
        above = ""
        for block in section.blocks:
            if DIGIT.search(block.text):
                own.append((said[block.text], True))
                if block.kind == "paragraph" and (words := _broken(above, block.text)):
                    broken.append((Line(words), True))
            above = f"{above} {block.text}"[-_MAX_REST:] if _goes_on(above) else block.text
    around = [
        (block.said, is_next)
        for block, is_next in lines_around(item)
        if block.kind != "pair" and DIGIT.search(block.text)
    ]
    return [*own, *around, *broken]


def _goes_on(line: str) -> bool:
    """Return whether a line is as long as a printed one and has no end."""
    return len(line) >= _LEAST_FULL and _GOES_ON.search(line[-_LENGTH_OF_END:]) is not None


def _broken(first: str, second: str) -> str:
    """Return lines as one where a sentence is broken over them and the last has a year: "... is"
    and "18 March 2031. Write to", lines of a text that was printed; else "". first: all but the
    last."""
    if not _goes_on(first):
        return ""
    begin = second[:_MAX_REST]
    return f"{first[-_MAX_REST:]} {begin}" if _YEAR.search(begin) else ""


def _read_prose(
    item: RawPosting,
    field: DateSlot,
    order: printed_date.Order | None,
    after: date | None = None,
) -> When | None:
    """Read a date that only the text states, or a line around it. after: the day of posting, for a
    deadline without a year."""
    today = fetched_day(item)
    for line, is_own in _lines_with_digits(item):
        found = None
        if may_state_date(line, field, after=after):
            found = find_date(line.text, field, order=order, today=today, after=after)
            if found is None and order is None and (usual := _usual_order(item)):
                found = find_date(line.text, field, order=usual, today=today, after=after)
        if found or (found := _last_minute(line.text, field, order)):
            sentence, reading = found
            if not (is_own or sentence == line.text or is_of_the_page(sentence, field)):
                continue
            set_field(
                item,
                field,
                reading.when,
                Said(sentence[:_MAX_SENTENCE], "section_rule", "date in a sentence"),
            )
            return reading.when
    return None


def _is_day_of_posting(item: RawPosting, said: Said, order: printed_date.Order | None) -> bool:
    """Return whether a date without a label is the day of posting: it is relative ("3 days ago"),
    or says so, or stands beside other values or in a time element, or before a labelled deadline;
    or, with the clock, it is when the first post of a forum was written. Whether it is past does
    not count: the same page would read differently once the day has come."""
    own = printed_date.read_date(said.raw, order=order, today=fetched_day(item))
    if own is None or own.when.date is None or not re.search(r"\d{4}", said.raw):
        return own is not None
    if begins_with_posted(said.raw) or _is_in_address(own.when.date, item.frame.address):
        return True
    if _STAMP.search(said.raw):
        return True
    if said.locator.startswith((BESIDE_OTHERS, IN_TIME)):
        return True
    if _is_of_a_blog(item) or (own.when.time and is_of_a_forum(item)):
        return True
    for deadline in statements(item, "valid_through"):
        read = printed_date.read_date(deadline.raw, order=order, today=fetched_day(item))
        if read and read.when.date:
            return own.when.date < read.when.date
    return False


def _is_of_a_blog(item: RawPosting) -> bool:
    """Return whether a blog's software made the page, as a line of it says: "Filed under: jobs"."""
    signs = _signs_of_a_blog()
    lines = (b.said for b in item.frame.blocks if len(b.text) <= _MAX_SIGN)
    return any(line.folded.startswith(signs) for line in lines)


@lru_cache(maxsize=1)
def _signs_of_a_blog() -> tuple[str, ...]:
    return tuple(map(fold, phrases_in(load("header")["signs_of_a_blog"])))


def _last_minute(
    text: str, field: DateSlot, order: printed_date.Order | None
) -> tuple[str, printed_date.DateReading] | None:
    """Return the day of a line that is nothing else and ends with the last minute of a day, which
    only deadlines do: "11:59pm, Sunday 9 March 2031"."""
    may_be = field == "valid_through" and ("59" in text or not text.isascii())
    if not may_be or not printed_date.looks_like_date(text):
        return None
    reading = printed_date.read_date(text, order=order)
    is_last = reading and reading.when.date and (reading.when.time or "")[:5] == _LAST_MINUTE
    return (text, reading) if reading and is_last else None


def _is_in_address(day: str, address: str) -> bool:
    """Return whether a page's address is dated with the year and month of a day: /2031/05/clerk."""
    year, month, _ = day.split("-")
    return f"/{year}/{month}/" in address or f"/{year}/{int(month)}/" in address


def _warn_of_unusual_years(item: RawPosting) -> None:
    """Warn of a date that a program wrote and that no posting has: a default or a mistake."""
    dates = (item.facts.get(field) for field in ("date_posted", "valid_through", "start_date"))
    if any(when and when.date and not _is_usual(when) for when in dates):
        item.warnings.append("date_out_of_window")


def _is_usual(when: When) -> bool:
    """Return whether a date has a day, in a year that a posting can be of."""
    return when.date is not None and int(when.date[:4]) in YEARS


def _drop_less_trusted_date(item: RawPosting) -> None:
    """Drop the less trusted of a day of posting and a deadline before it, unless a label printed
    it."""
    posted, deadline = item.facts.get("date_posted"), item.facts.get("valid_through")
    if not (posted and deadline and _is_usual(posted) and _is_usual(deadline)):
        return  # a default proves nothing against the other
    if posted.date <= deadline.date:
        return
    item.warnings.append("dates_disagree")
    less_trusted = max(
        ("date_posted", "valid_through"), key=lambda f: TRUST.index(item.provenance[f].method)
    )
    if item.provenance[less_trusted].method not in ("declared", "label"):
        del item.facts[less_trusted], item.provenance[less_trusted]


def _infer_by_convention(item: RawPosting) -> None:
    """Infer the instant of a deadline where it is known at which time the employer's deadlines end
    (`conventions` in data/organizations.yaml).

    Another clock with the same minutes is that instant in the zone of whoever fetched the page; in
    the morning it is that of the evening before."""
    deadline = item.facts.get("valid_through")
    if not deadline or not deadline.date or not deadline.time or deadline.zone:
        return
    row = load("organizations")["conventions"]["deadline"].get(system_of(employer_names(item)))
    if not row or deadline.time[3:5] != row["time"][3:5]:
        return
    day = date.fromisoformat(deadline.date)
    if deadline.time < _NOON:
        day -= timedelta(1)
    value = {"date": day.isoformat(), "time": row["time"], "zone": row["zone"]}
    item.inferred["valid_through"] = Inferred(value=value, rule=row["rule"])
