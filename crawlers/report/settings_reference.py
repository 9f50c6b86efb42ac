"""docs/settings.md, made from crawlers/settings.py: each setting with its default and the comment
above it. `python -m crawlers.report.settings_reference > docs/settings.md`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).parents[1] / "settings.py"
HEAD = """# Settings

Made from `crawlers/settings.py` (`make schema`). Those that begin with `JOBWIRE_` are jobwire's
own; each may stand in the environment, behind `-s` on the command line, or for one site under
`settings` in `sites.yaml` (but for those of all sites, like `JOBWIRE_FEEDS`). The others are
Scrapy's, with the values that jobwire gives them. An unknown name ends the command with exit code
64.
"""
_TITLE = re.compile(r"# --- (.+?) -+$")
_LONGEST = 60
"""Characters of a default that is shown; a table of parts is in the source."""


@dataclass(frozen=True, slots=True)
class Group:
    """Settings that stand below one comment. title: of the section that begins here, or ""."""

    title: str
    words: str
    defaults: dict[str, str]


def groups(source: str) -> Iterator[Group]:
    """Yield the settings of a module in its order."""
    lines = source.splitlines()
    title, words, defaults, end = "", "", dict[str, str](), 0
    for node in ast.parse(source).body:
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        if not (isinstance(target, ast.Name) and target.id.isupper()):
            continue
        value = getattr(node, "value", None)
        above = [line for line in lines[end : node.lineno - 1] if line.startswith("#")]
        end = node.end_lineno or node.lineno
        found = [match[1] for line in above if (match := _TITLE.match(line))]
        said = " ".join(line[2:] for line in above if not _TITLE.match(line))
        if (said or found) and defaults:
            yield Group(title, words, defaults)
            title, defaults = "", {}
        if said or found:
            title, words = (found[-1] if found else ""), said
        defaults[target.id] = _shown(value)
    yield Group(title, words, defaults)


def _shown(value: ast.expr | None) -> str:
    """Return a default as it is written; "" for one that is worked out, or too long to show."""
    if value is None or any(isinstance(part, ast.Call) for part in ast.walk(value)):
        return ""
    written = ast.unparse(value)
    return written if len(written) <= _LONGEST else ""


def page() -> str:
    """Return the page as Markdown."""
    parts = [HEAD]
    for group in groups(SOURCE.read_text(encoding="utf-8")):
        if group.title:
            parts.append(f"\n## {group.title}\n")
        names = ", ".join(
            f"`{name} = {default}`" if default else f"`{name}`"
            for name, default in group.defaults.items()
        )
        parts.append(f"- {names}" + (f": {group.words}" if group.words else ""))
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    print(page(), end="")
