"""Read the title, the employer and the numbers of a posting."""

from __future__ import annotations

import re
from functools import cache

from crawlers.extract.fields.around_text import title_at
from crawlers.extract.fields.statements import set_field, statements
from crawlers.extract.header import title_values
from crawlers.extract.job import grades, title_lines, titles
from crawlers.extract.places import gazetteer
from crawlers.extract.places.place_lines import looks_like_place
from crawlers.extract.places.title_places import place_in_title
from crawlers.posting.raw import Method, RawPosting, Said, Slot
from crawlers.posting.schema import Identifier, Organization
from crawlers.text.patterns import UPPER, any_of
from crawlers.text.unaccented import plain
from crawlers.text.word_lists import load, phrases_in
from crawlers.text.words import fold, squeeze

_OF_HEAD: tuple[Method, str] = ("computed", "title in the HTML head")
_TITLE_TRUST = ("declared", "jsonld", "selector", "section_rule", "label", "address")
"""Methods for titles, the most trusted first: a title line of the page is more exact than a label's
value, which sites shorten."""
_SCHEMES: dict[Slot, str] = {
    "reference": "reference",
    "requisition": "requisition",
    "vacancy": "vacancy",
    "post": "post",
}
_MAX_CODE, _MAX_FIRST_WORD = 40, 60
"""Characters of a value that is a code as a whole, and of a code that begins a longer value."""
_MAX_NAME, _MAX_UNIT = 300, 120
_REMARK = re.compile(
    r"(?<=\w)[.,]?\s*[(（](?:[^()（）]*[:：][^()（）]*|[^()（）]{40,})"
    r"(?:[(（][^()（）]*[)）][^()（）]*)*[)）]?\Z"
)
_POSTCODE = re.compile(
    rf", ?(?:[A-Z]{{1,2}}-)?(?:\d{{2}}-\d{{3}}|\d{{3}} \d{{2}}|\d{{4,5}}) [{UPPER}]"
)
"""A postcode and its town behind a comma."""
_ADDRESS = re.compile(r", ?[^,]*\d.*")
"""What stands behind a comma from the first number on."""
_BRACKET = re.compile(r"\(([^()]{1,40})\)")
_HEAD_MARKS = re.compile(r" [-–—|·:] ")
_CODE = re.compile(r"[A-Za-z0-9][\w./\-–()]*")


_WORDS_OF_TEAM = 3
"""Words before the employer at the end of a title that are the name of a team, "at" among them."""


def _rank_of_title(said: Said) -> int:
    method = said.method
    return _TITLE_TRUST.index(method) if method in _TITLE_TRUST else len(_TITLE_TRUST)


def read_title(item: RawPosting) -> None:
    """Read the clean title. What its raw form says besides (openings, number, grade, place) becomes
    statements of its own."""
    organization = next((s.raw for s in statements(item, "organization")), None)
    label = _shown_label(item)
    for said in sorted(item.said.get("title", ()), key=_rank_of_title):
        if said.method == "label" and not title_values.is_title_value(said.raw):
            continue  # "Position: full time", "Title: Mrs"
        cut = (
            None if organization and _is_said_whole(item, said.raw, organization) else organization
        )
        words = title_values.without_weekly_hours(title_values.without_deadline(said.raw))
        words, pay = title_values.without_pay(words)
        reading = titles.read_title(words, organization=cut, site=item.declared.domain, label=label)
        if not reading.title:
            continue
        title = reading.title
        if said.method == "address":
            title = _printed_in_head(item.head_title or "", title) or title
            item.warnings.extend(["title_from_address"] if title == reading.title else [])
        set_field(item, "title", title, said)
        if reading.openings:
            item.say("openings", str(reading.openings), "computed", "title", reading.openings)
        for code in reading.references:
            item.say("requisition", code, "computed", "title")
        item.say("grade", reading.grade or bracketed_grade(reading.title), "computed", "title")
        item.say("location", reading.place or _behind_in_heading(item, title), "computed", "title")
        item.say("salary", pay, "computed", "title")
        for slot, words in title_values.values_of_title(said.raw):
            item.say(slot, words, "computed", "title")
        place = title_values.place_of_head(item.head_title or "")
        if not (gazetteer.country(place) and f" {fold(place)} " in f" {fold(said.raw)} "):
            # a country that the title names may be what the work is about
            item.say("location", place, *_OF_HEAD)
        return


def _behind_in_heading(item: RawPosting, title: str) -> str:
    """Return the place that stands behind the title in its heading on the page, and not in the
    title itself: "Tiler (Bend, OR)"; "" where there is none."""
    at = title_at(item)
    shown = item.frame.blocks[at].text if at is not None else ""
    if len(shown) <= len(title) or not shown.startswith(title):
        return ""
    before, place = place_in_title(shown)
    return place.raw if place and before == title else ""


def _is_said_whole(item: RawPosting, title: str, organization: str) -> bool:
    """Return whether the text has the end of a title with the employer in it, as the name of a
    team: "Pier Lamps at Acme" of "Lamp Keeper, Pier Lamps at Acme"."""
    folded, name = fold(title), fold(organization)
    if not folded.endswith(f" {name}"):
        return False
    end = " ".join(folded.split()[-_WORDS_OF_TEAM - len(name.split()) :])
    return any(end in block.folded for block in item.frame.blocks if len(block.text) > len(title))


def _shown_label(item: RawPosting) -> str | None:
    """Return what the site calls itself, as a part of the HTML head's title spells the name of its
    host: "Harbour Jobs" of harbourjobs.example ("Crane Driver | Harbour Jobs"). A host alone is no
    proof: "Head of Research" on research.example is a title, and so is "Nurse" on nurse.example."""
    label = fold(item.declared.label).replace(" ", "")
    parts = map(fold, _HEAD_MARKS.split(item.head_title or ""))
    shown = next((part for part in parts if label and part.replace(" ", "") == label), None)
    return None if shown is None or title_lines.title_score(shown) else shown


def _printed_in_head(head_title: str, title: str) -> str:
    """Return the part of an HTML head's title that says what the address says, with the accents and
    marks that an address loses."""
    folded = plain(fold(title))
    parts = _HEAD_MARKS.split(head_title)
    whole = [head_title[: head_title.find(p) + len(p)] for p in parts] + parts
    return next((p.strip() for p in whole if plain(fold(p)) == folded), "")


def bracketed_grade(title: str) -> str:
    """Return a grade in brackets that is a part of the title: "Clerk (AD 5)"; "" where there is
    none."""
    inside = (match.group(1) for match in _BRACKET.finditer(title))
    return next((text for text in inside if grades.looks_like_grade(text)), "")


def read_organization(item: RawPosting) -> None:
    """Read the employer and its units. Of "Agency" and "Agency Regional Staff" the shorter is
    the employer, the longer a body of it."""
    said = _without_agents(list(statements(item, "organization")))
    declared = [s for s in said if s.method == "declared"]
    # an address shortens names
    printed = declared or [s for s in said if s.method != "address"] or said
    spelled: dict[str, str] = {}
    parts: list[str] = []
    for one in printed:
        shown, part = _town_and_part(_without_remark(one.raw).strip(" -–|,:")[:_MAX_NAME])
        if shown:
            spelled.setdefault(fold(shown), shown)  # the first spelling, with its marks
            parts += [part] if part else []
    if not spelled:
        return
    names = list(spelled.values())
    name = min((n for n in names if f" {fold(n)} " in f" {fold(names[0])} "), key=len)
    bodies = [n for n in names if n != name and f" {fold(name)} " in f" {fold(n)} "]
    named = [*parts, *(squeeze(s.raw) for s in statements(item, "unit") if len(s.raw) <= _MAX_UNIT)]
    units = {fold(u): u for u in reversed([*bodies, *named]) if fold(u) and fold(u) != fold(name)}
    set_field(
        item, "organization", Organization(name=name, units=list(reversed(units.values()))), said[0]
    )


def _without_agents(said: list[Said]) -> list[Said]:
    """Leave out who recruits for the employer, where another label names the employer itself:
    "Recruiter: Acme Talent, Employer: Harbour Mill"."""
    own = [each for each in said if not _is_of_agent(each)]
    return own if any(each.method == "label" for each in own) else said


def _is_of_agent(said: Said) -> bool:
    label = said.locator.partition(": ")[2]  # "Recruiter" of "pair: Recruiter"
    return said.method == "label" and fold(label) in _labels_of_agents()


@cache
def _labels_of_agents() -> frozenset[str]:
    return frozenset(map(fold, phrases_in(load("label_words")["of_agents"])))


def _without_remark(name: str) -> str:
    """Return a name without the remark behind it, in brackets or behind a semicolon, and without
    its address: "Acme (headquarters: Oban)", "Acme; hotels; 50 employees", "Acme, Mill Lane 4,
    4711 Oban"."""
    name = _REMARK.sub("", squeeze(name).partition(";")[0])
    return _ADDRESS.sub("", name) if _POSTCODE.search(name) else name


def _town_and_part(name: str) -> tuple[str, str]:
    """Return the town that is an employer and the part of it behind a comma, "" for none: "Oban
    Kommune, Teknik og Miljø"; where another name stands there, all of it."""
    match = _part_of_town().fullmatch(name) if ", " in name else None
    if match is None or len(match["part"]) > _MAX_UNIT:
        return name, ""
    return match["town"], "" if looks_like_place(match["part"]) else match["part"]


@cache
def _part_of_town() -> re.Pattern[str]:
    data = load("organizations")
    before, behind = (any_of(phrases_in(data[f"municipalities{end}"])) for end in ("", "_behind"))
    town = rf"(?:{before}) [{UPPER}][^,]*|[{UPPER}][^,]* (?:{behind})"
    return re.compile(rf"(?P<town>{town}), (?P<part>[^,\d]{{3,}})")


def read_identifiers(item: RawPosting) -> None:
    """Read every number that the page prints, each once."""
    found: dict[str, Identifier] = {}
    for slot, scheme in _SCHEMES.items():
        for said in statements(item, slot):
            code = code_of(said.raw)
            if code and code not in found:
                found[code] = Identifier(scheme=scheme, value=code)
                item.provenance.setdefault("identifiers", said)
    if found:
        item.facts["identifiers"] = list(found.values())


@cache
def _reference_word() -> re.Pattern[str]:
    """Return the pattern of a label that stands in the value of another: "Ref. LX/42"; but "REF-42"
    is a code as a whole."""
    words = any_of(phrases_in(load("header")["reference_words"]))
    return re.compile(rf"^(?:{words})\b(?![-–/])[.:\s]*", re.IGNORECASE)


def code_of(raw: str) -> str | None:
    """Return the identifier in a value: "LX/42/2031 - Lamp Keeper" -> "LX/42/2031";
    several words stay where all are codes."""
    raw = _reference_word().sub("", squeeze(raw).strip(" :#"))
    if (
        re.search(r"\d", raw)
        and len(raw) <= _MAX_CODE
        and (" " not in raw or all(w.isupper() or _has_digit(w) for w in raw.split()))
    ):
        return raw
    first = raw.split(" - ")[0].split(" ")[0].strip(",;")
    return (
        first
        if re.search(r"\d", first) and _CODE.fullmatch(first) and len(first) <= _MAX_FIRST_WORD
        else None
    )


def _has_digit(word: str) -> bool:
    return any(map(str.isdigit, word))
