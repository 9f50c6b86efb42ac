"""Find a guard in the source by its marker, and take it away.

A marker is a comment that names one or more guards:

    if len(body) > MAX_BYTES:  # guard: largest page
    TIMEOUT = 30  # guard: slow servers; servers that hang

It stands behind the code it marks, or on a line of its own above it. It marks the statement on its
line, or the keyword argument or dictionary entry that has the line for itself. So the source may be
formatted, renamed and moved as long as the marker goes along.
"""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Iterator, Sequence
from pathlib import Path

MARKER = "# guard:"
ORIGINAL = "guarded"
"""In the expression that stands instead of a guard: the expression that stood there before."""

_NO_CODE = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENDMARKER,
}
_CONDITIONS = (ast.If, ast.While)
_VALUES = (ast.Return, ast.Assign, ast.AnnAssign, ast.AugAssign, ast.keyword, ast.Expr)


class CannotWeaken(ValueError):
    """The marker stands at nothing that can be weakened, or the replacement does not fit it."""


def markers(source: str) -> dict[str, int]:
    """Return each guard's name in a module's source, with the line of code that it marks.

    Raises CannotWeaken where one name is marked twice.
    """
    tokens = list(tokenize.generate_tokens(io.StringIO(source).readline))
    ends = ((token.start[0], token.end[0]) for token in tokens if token.type not in _NO_CODE)
    code = sorted({line for both in ends for line in both})
    found: dict[str, int] = {}
    for token in tokens:
        if token.type != tokenize.COMMENT or not token.string.startswith(MARKER):
            continue
        line = next((line for line in code if line >= token.start[0]), 0)
        for name in token.string.removeprefix(MARKER).split(";"):
            if name.strip() in found:
                raise CannotWeaken(f"{name.strip()!r} is marked twice")
            found[name.strip()] = line
    return found


def find_guards(root: Path, folders: Sequence[str]) -> dict[str, Path]:
    """Return the file of every guard that is marked in the folders' modules.

    Raises CannotWeaken where one name is marked twice.
    """
    found: dict[str, Path] = {}
    for folder in folders:
        for file in sorted((root / folder).rglob("*.py")):
            source = file.read_text()
            for name in markers(source) if MARKER in source else ():
                if name in found:
                    raise CannotWeaken(f"{name!r} is marked in {found[name]} and in {file}")
                found[name] = file
    return found


def weaken(source: str, name: str, without: str = "") -> str:
    """Return the module's source without the guard.

    without: the expression that stands instead of a condition (default: False), of a value (no
    default) or of a call that is a statement (default: `pass`); `guarded` in it is the expression
    that stood there. A `raise` becomes `pass`.

    Raises CannotWeaken where the guard is not marked, where nothing would change, and where
    `without` has a name that the guard does not have: after a renaming, a test would fail for that
    name and not for the missing guard.
    """
    tree = ast.parse(source)
    line = markers(source).get(name)
    if line is None:
        raise CannotWeaken(f"{name!r} is not marked")
    marked = _marked(tree, line, name)
    before = ast.dump(tree)
    if isinstance(marked, ast.Raise | ast.Expr) and not without:
        _Replace(marked, ast.Pass()).visit(tree)
    elif isinstance(marked, _CONDITIONS):
        marked.test = _instead(marked.test, without or "False", name)
    elif isinstance(marked, _VALUES) and marked.value is not None:
        marked.value = _instead(marked.value, without, name)
    elif isinstance(marked, ast.expr):
        _Replace(marked, _instead(marked, without, name)).visit(tree)
    else:
        raise CannotWeaken(f"{name!r} marks a {type(marked).__name__}")
    if ast.dump(tree) == before:
        raise CannotWeaken(f"{name!r} is the same without the guard")
    return ast.unparse(ast.fix_missing_locations(tree)) + "\n"


def _marked(tree: ast.Module, line: int, name: str) -> ast.AST:
    """Return the smallest statement, keyword argument or dictionary value on the line."""
    spans = [
        (last - first, node) for node, first, last in _candidates(tree) if first <= line <= last
    ]
    least = min((length for length, _ in spans), default=0)
    smallest = [node for length, node in spans if length == least]
    # of a statement on one line, the statement: its keyword arguments have no line for themselves
    statements = [node for node in smallest if isinstance(node, ast.stmt)]
    if len(chosen := statements or smallest) != 1:
        raise CannotWeaken(f"{name!r} marks {len(chosen)} things on line {line}")
    return chosen[0]


def _candidates(tree: ast.Module) -> Iterator[tuple[ast.AST, int, int]]:
    """Yield what a marker can stand at, with its first and last line; of a compound statement only
    its head."""
    for node in ast.walk(tree):
        if isinstance(node, ast.stmt):
            body = getattr(node, "body", None)
            yield node, node.lineno, body[0].lineno - 1 if body else node.end_lineno or node.lineno
        elif isinstance(node, ast.keyword):
            yield node, node.lineno, node.end_lineno or node.lineno
        elif isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values, strict=True):
                yield value, (key or value).lineno, value.end_lineno or value.lineno


def _instead(guarded: ast.expr, without: str, name: str) -> ast.expr:
    """Parse what stands instead of the expression."""
    if not without:
        raise CannotWeaken(f"{name!r} guards by a value: say what stands instead of it")
    instead = ast.parse(without, mode="eval").body
    unknown = _names(instead) - _names(guarded) - {ORIGINAL}
    if unknown:
        raise CannotWeaken(f"{name!r} does not have {', '.join(sorted(unknown))}")
    if isinstance(instead, ast.Name) and instead.id == ORIGINAL:
        return guarded
    for node in list(ast.walk(instead)):
        if isinstance(node, ast.Name) and node.id == ORIGINAL:
            _Replace(node, guarded).visit(instead)
    return instead


def _names(tree: ast.AST) -> set[str]:
    """Return the names and attributes in the expression."""
    return {
        node.id if isinstance(node, ast.Name) else node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Name | ast.Attribute)
    }


class _Replace(ast.NodeTransformer):
    """Put one node in the place of another."""

    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        return self.new if node is self.old else self.generic_visit(node)
