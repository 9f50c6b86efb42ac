"""docs/hostile.md: the table of behaviours and verdicts, made of what the tests declare.

python -m tests.hostile.table > docs/hostile.md
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tests.hostile.addresses import LINKS, NAMED
from tests.hostile.behaviours import Behaviour
from tests.hostile.crawling import LONGEST_GAP, MOST_MEMORY
from tests.hostile.groups import GROUPS
from tests.hostile.operations import OPERATIONS
from tests.hostile.semantics import SEMANTICS

HEAD = f"""# The hostile web

What a server, a page or a site can do, and what comes of it. The table is made of what the tests declare
(`python -m tests.hostile.table`), so it says what is tested and nothing else.

`make test` crawls a server that does all of this, with `scrapy crawl` as people run it, and asks of every behaviour:

- is the verdict the declared one;
- did the server see no more requests than declared, and none too soon;
- did the process stay under {MOST_MEMORY} MB;
- did its event loop answer within {LONGEST_GAP:g} s of processor time (what is loaded once, word lists and a model of
  languages, apart);
- is the site's feed still that of the day before, and is every other site's feed as it was, byte for byte?

`make hostile` adds what takes longer: addresses of other networks (in a network namespace of its own), a million fuzzed records,
fuzzed pages, and a run without each guard, in which a test must fail.

Verdicts of a posting: **item** (read, and right), **quarantined** (in `rejects.jsonl` with the reason), **refused** (not asked
for, or not followed), **closed** (the site says that it is gone), **unseen** (the link is no address of a posting). Over one
percent of postings that could not be read withhold the run. Verdicts of a site: **source stale** (the last good feed stands) or
**published**.
"""


def rows(behaviours: Iterable[Behaviour]) -> Iterator[tuple[str, str, str]]:
    for behaviour in behaviours:
        yield behaviour.name, behaviour.verdict, behaviour.reason


def section(
    title: str,
    found: Iterable[tuple[str, str, str]],
    columns: str = "| behaviour | verdict | reason |",
) -> str:
    lines = [
        f"| {name.replace('|', chr(92) + '|')} | {verdict} | {reason and f'`{reason}`'} |"
        for name, verdict, reason in found
    ]
    return "\n".join([f"\n## {title}\n", columns, "| --- | --- | --- |", *lines, ""])


def text() -> str:
    """The whole page."""
    parts = [HEAD]
    for group in GROUPS.values():
        parts.append(section(group.words, rows(group.behaviours)))
        if group is GROUPS["R"]:
            parts.append(section("Links on a list page", [(name, "unseen", "") for name in LINKS]))
            parts.append(
                section("Names that resolve inside", [(name, "refused", "") for name in NAMED])
            )
    parts.append(section("Sites", rows(SEMANTICS)))
    tests = [(name, verdict, test) for name, (verdict, test) in OPERATIONS.items()]
    parts.append(section("Operations", tests, "| what happens | what comes of it | test |"))
    return "".join(parts)


if __name__ == "__main__":
    print(text(), end="")
