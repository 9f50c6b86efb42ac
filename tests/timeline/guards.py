"""What a short timeline of trouble must find once a guard is taken away.

A guard is marked in the source with its name (`# guard: NAME`); `tests.hostile.weakening` says what
stands instead of it. Here it is taken away inside this process: the functions of its module get the
code of the weakened source. Where one guard stands behind another, both are taken away.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from types import CodeType, FunctionType, ModuleType
from typing import Any

from tests import ROOT
from tests.hostile.guards import GUARDS as MARKED
from tests.hostile.mutations import FOLDERS
from tests.hostile.weakening import find_guards, weaken
from tests.timeline.world import FIRST_POSTINGS, Job, Night, Version, World

FIVE, SIX, SEVEN = 5, 6, 7


@dataclass(frozen=True)
class Trouble:
    """The guards that are taken away, and the site's life that then goes wrong.

    without: by guard, what stands instead, where that is not what `make hostile` puts there. seed:
    of the site; its kind is that of `World.made`. nights: by day. finds: the kind of findings.
    prepare: changes the site before it lives.
    """

    guards: tuple[str, ...]
    seed: int
    nights: Mapping[int, Night]
    days: int = 9
    finds: str = "false closing"
    without: Mapping[str, str] = field(default_factory=dict)
    postings: int = FIRST_POSTINGS
    prepare: Callable[[World], None] = lambda world: None

    def world(self) -> World:
        """Return the site."""
        world = World.made(self.seed, self.days, self.postings)
        world.nights, world.is_shuffled = dict(self.nights), False
        self.prepare(world)
        return world


def _for_a_week(night: Night, first: int = FIVE) -> dict[int, Night]:
    return dict.fromkeys(range(first, first + 7), night)


def _twice(night: Night) -> dict[int, Night]:
    return dict.fromkeys((FIVE, SIX), night)


def _steady(world: World) -> None:
    """Let the first ten postings stay, without a deadline and an edit."""
    for job in world.jobs[:10]:
        job.ends, job.versions = None, [Version(0, 0, None)]
    world.jobs = [*world.jobs[:10], *(j for j in world.jobs[10:] if j.key > world.jobs[9].key)]


def _nothing_happens(world: World) -> None:
    """Let the postings of the first day stay as they are."""
    world.jobs = [job for job in world.jobs if not job.born]
    for job in world.jobs:
        job.ends, job.versions = None, [Version(0, 0, None)]


def _all_over_on_day(day: int) -> Callable[[World], None]:
    def prepare(world: World) -> None:
        _nothing_happens(world)
        for job in world.jobs[:12]:
            job.versions = [Version(0, 0, day)]

    return prepare


def _given_to_another(world: World) -> None:
    """Give the number of the first posting to another job on day 4."""
    _nothing_happens(world)
    old = world.jobs[0]
    old.ends = 4
    trade, place, house, employer = "Weaver", "Turin, Italy", "the new hall", "Tarn and Daughters"
    new = Job(old.key, 4, trade, place, house, employer, 31000, [Version(4, 0, None)])
    world.jobs.append(new)


def _extended_and_passed_over(world: World) -> None:
    """Let the last deadline, of day 4, be extended on day 6 before the crawl."""
    _nothing_happens(world)
    job = world.jobs[-1]
    job.versions = [Version(0, 0, 4), Version(SIX, 0, 60)]


def _new_on_top(world: World) -> None:
    """Let fifteen postings come on day 5, at the top of a list that prints "Page 1 of 4"."""
    _nothing_happens(world)
    last = world.jobs[-1]
    new = [replace(last, key=last.key + n, born=FIVE) for n in range(1, 16)]
    for job in new:
        job.versions = [Version(FIVE, 0, None)]
    world.jobs = [*new, *world.jobs]
    world.prints_pages = True


def _undated(world: World) -> None:
    """Let the answers of the site have no date: nothing says that the clock is wrong."""
    _nothing_happens(world)
    world.sends_dates = False


TROUBLES = (
    Trouble(
        ("deadlines that were extended",),
        3,
        {SIX: Night(share=98)},
        prepare=_extended_and_passed_over,
    ),
    Trouble(
        ("walls instead of lists",),
        1,
        _twice(Night(notice="teaser")),
        postings=70,
        prepare=_nothing_happens,
    ),
    Trouble(
        ("lists that end too early",),
        1,
        _twice(Night(notice="unlinked")),
        prepare=_new_on_top,
    ),
    Trouble(
        ("list pages that are not full",),
        1,
        _twice(Night(notice="thin")),
        postings=130,
        prepare=_nothing_happens,
    ),
    Trouble(
        ("clocks that were ahead",),
        1,
        {4: Night(ahead=365)},
        finds="not asked again",
        prepare=_undated,
    ),
    Trouble(("absence on two nights",), 2, {FIVE: Night(share=90)}, days=7),
    Trouble(("the gate: fewer",), 2, _twice(Night(share=70)), days=8),
    Trouble(("one night of broken pages",), 3, {FIVE: Night(broken=frozenset(range(1000, 1012)))}),
    Trouble(("list pages cut short",), 1, _twice(Night(notice="cut")), postings=70),
    Trouble(("lists that were redirected",), 1, _twice(Night(notice="first")), postings=70),
    Trouble(("lists that were refuted",), 1, _for_a_week(Night(notice="unknown")), postings=70),
    Trouble(("lists without their end",), 1, _twice(Night(notice="unlinked")), postings=70),
    Trouble(("sitemaps without entries",), 2, _twice(Night(damage="index"))),
    Trouble(
        ("entries that a sitemap lost",),
        2,
        _twice(Night(damage="letters")),
        prepare=_nothing_happens,
    ),
    Trouble(("text sitemaps cut short",), 2, _twice(Night(damage="text"))),
    Trouble(
        ("empty on two nights",),
        2,
        {FIVE: Night(empty=True)},
        postings=30,
        prepare=_nothing_happens,
    ),
    Trouble(
        ("what was dropped was seen",),
        3,
        _twice(Night(failing=frozenset((1000,)))),
        without={"what was dropped was seen": "()"},
        prepare=_steady,
    ),
    Trouble(("the clock of the answers",), 2, {4: Night(ahead=365)}, prepare=_all_over_on_day(30)),
    Trouble(("ids used again",), 1, {}, finds="another job", prepare=_given_to_another),
    Trouble(
        ("an older job under its id",), 1, {FIVE: Night(stale=True)}, prepare=_given_to_another
    ),
    Trouble(
        ("the gate: one title", "the gate: one text", "the gate: a field lost"),
        1,
        _for_a_week(Night(landing=True)),
        days=12,
        finds="unknown posting",
        prepare=_nothing_happens,
    ),
)


@contextmanager
def taken_away(trouble: Trouble) -> Iterator[None]:
    """Take the guards of a trouble away for a while."""
    by_default = {guard.name: guard.without for guard in MARKED}
    files = find_guards(ROOT, FOLDERS)
    replaced: list[tuple[FunctionType, CodeType]] = []
    for name in trouble.guards:
        source = files[name].read_text(encoding="utf-8")
        weaker = weaken(source, name, trouble.without.get(name, by_default[name]))
        module = sys.modules[".".join(files[name].relative_to(ROOT).with_suffix("").parts)]
        whole = _run(ast.unparse(ast.parse(source)), module)
        for now, before, after in _functions(vars(module), whole, _run(weaker, module)):
            if _does(before.__code__) != _does(after.__code__):
                replaced.append((now, now.__code__))
                now.__code__ = after.__code__
    assert len(replaced) >= len(trouble.guards), "nothing was taken away"
    try:
        yield
    finally:
        for function, code in replaced:
            function.__code__ = code


def _run(source: str, module: ModuleType) -> dict[str, Any]:
    """Return the names of another module with this source."""
    names = {"__name__": module.__name__, "__file__": module.__file__}
    exec(compile(source, str(module.__file__), "exec"), names)
    return names


def _functions(*places: Mapping[str, Any]) -> Iterator[tuple[FunctionType, ...]]:
    """Yield the functions that have one name in each of several modules or classes."""
    for name in list(places[0]):
        values = [place.get(name) for place in places]
        values = [value.fget if isinstance(value, property) else value for value in values]
        if all(isinstance(value, FunctionType) for value in values):
            yield tuple(values)
        elif all(isinstance(value, type) for value in values) and len({*values}) == len(values):
            yield from _functions(*map(vars, values))


def _does(code: CodeType) -> tuple[Any, ...]:
    """Return what a code does, wherever it stands."""
    inner = [_does(each) if isinstance(each, CodeType) else each for each in code.co_consts]
    return code.co_code, code.co_names, *inner
