"""Every guard that `make hostile` takes away is marked in the source, and can be taken away."""

from __future__ import annotations

import pytest

from tests.hostile.crawling import ROOT
from tests.hostile.guards import GUARDS, Guard
from tests.hostile.mutations import FOLDERS
from tests.hostile.weakening import CannotWeaken, find_guards, markers, weaken

FILES = find_guards(ROOT, FOLDERS)


def test_guards_and_markers_have_the_same_names() -> None:
    names = [guard.name for guard in GUARDS]
    assert len(names) == len(set(names))
    assert set(names) - set(FILES) == set(), "a guard without a marker in the source"
    assert set(FILES) - set(names) == set(), "a marker without a guard in tests/hostile/guards.py"


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.name)
def test_a_guard_can_be_taken_away(guard: Guard) -> None:
    weaker = weaken(FILES[guard.name].read_text(), guard.name, guard.without)
    compile(weaker, guard.name, "exec")


@pytest.mark.parametrize(
    ("source", "without", "weaker"),
    [
        ("if long(a):  # guard: g\n    stop()", "", "if False:\n    stop()"),
        ("if long(a) or b:  # guard: g\n    stop()", "b", "if b:\n    stop()"),
        ("if a:\n    b\nelif c:  # guard: g\n    d", "True", "if a:\n    b\nelif True:\n    d"),
        ("# guard: g\nif (\n    a\n    and b\n):\n    c", "", "if False:\n    c"),
        ("if (\n    a\n    and b\n):  # guard: g\n    c", "", "if False:\n    c"),
        ("if a:\n    # guard: g\n    raise E", "", "if a:\n    pass"),
        ("if a:\n    # guard: g\n    # says why\n    call(a)", "", "if a:\n    pass"),
        ("call(safe(a))  # guard: g", "call(a)", "call(a)"),
        ("MOST = 5  # guard: g", "50", "MOST = 50"),
        ("most: int = 5  # guard: g", "50", "most: int = 50"),
        ("found += [a]  # guard: g", "[]", "found += []"),
        ("def f(a):\n    return safe(a)  # guard: g", "a", "def f(a):\n    return a"),
        ("call(timeout=5)  # guard: g", "", "pass"),
        ("call(\n    a,\n    timeout=5,  # guard: g\n    b=1,\n)", "9", "call(a, timeout=9, b=1)"),
        ('d = {\n    "a": 1,\n    "b": f(c),  # guard: g\n}', "c", "d = {'a': 1, 'b': c}"),
        ("d = [*a, b]  # guard: g", "[*guarded, 1]", "d = [*[*a, b], 1]"),
        ("if a or b:  # guard: f; g\n    c", "a", "if a:\n    c"),
        (
            'text = "# guard: g"\nif a:  # guard: g\n    b',
            "",
            "text = '# guard: g'\nif False:\n    b",
        ),
    ],
)
def test_the_marked_code_is_weakened_by_its_kind(source: str, without: str, weaker: str) -> None:
    assert weaken(source, "g", without).strip() == weaker


@pytest.mark.parametrize(
    ("source", "without", "says"),
    [
        ("if a:\n    b", "", "not marked"),
        ("MOST = 5  # guard: g", "", "say what stands instead"),
        ("most = limit  # guard: g", "maximum", "does not have maximum"),
        ("if False:  # guard: g\n    b", "", "the same without"),
        ("a = 1  # guard: g\nb = 2  # guard: g", "3", "marked twice"),
        ("a = 1; b = 2  # guard: g", "3", "marks 2 things"),
        ("import a  # guard: g", "3", "marks a Import"),
        ("a = 1\n# guard: g", "3", "marks 0 things"),
    ],
)
def test_what_cannot_be_weakened_is_refused(source: str, without: str, says: str) -> None:
    with pytest.raises(CannotWeaken, match=says):
        weaken(source, "g", without)


def test_a_marker_names_the_line_of_its_code() -> None:
    assert markers("a = 1\n# guard: x; y\n\nb = 2\nc = 3  # guard: z\n") == {"x": 4, "y": 4, "z": 5}
