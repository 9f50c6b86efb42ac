"""Print docs/hostile.md: the table of behaviours and verdicts, made of what the tests declare.

python -m tests.hostile.table > docs/hostile.md
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tests.hostile.addresses import LINKS, NAMED
from tests.hostile.behaviours import Behaviour
from tests.hostile.crawling import LONGEST_GAP, MOST_MEMORY
from tests.hostile.doors import DOORS, Door
from tests.hostile.feeds import ATTACKS
from tests.hostile.groups import GROUPS
from tests.hostile.operations import OPERATIONS
from tests.hostile.semantics import SEMANTICS

HEAD = f"""# The hostile web

What a server, a page or a site can do, and how jobwire answers. The table is made of what the tests
declare (`python -m tests.hostile.table`), so it says what is tested and nothing else.

`make test` crawls a server that does all of this, with `scrapy crawl` as people run it, and checks
for every behaviour:

- the verdict is the declared one;
- the server saw no more requests than declared, and none too soon;
- the process stayed under {MOST_MEMORY} MB;
- its event loop answered within {LONGEST_GAP:g} s of processor time (without what is loaded once:
  word lists and a model of languages);
- the site's feed is still that of the day before, and every other site's feed is the same, byte for
  byte.

`make hostile` adds what takes longer: addresses of other networks (in a network namespace of its
own), a million fuzzed records, fuzzed pages, and a run without each guard, in which a test must
fail.

Verdicts of a posting: **item** (read, and right), **quarantined** (in `rejects.jsonl` with the
reason), **refused** (not requested, or not followed), **closed** (the site says that it is gone),
**unseen** (the link is no address of a posting). Over one percent of postings that could not be
read withhold the run. Verdicts of a site: **source stale** (the last good feed stays) or
**published**. Verdicts of a feed that is read (`python -m crawlers.feed verify`, `pull`, `export`):
**refused** in one sentence, with the exit code of a feed that is not sound; the command took less
than {MOST_MEMORY} MB, printed nothing that a terminal obeys, and left the copy as it was.
"""


DOORS_HEAD = "Before and now"


def rows(behaviours: Iterable[Behaviour]) -> Iterator[tuple[str, str, str]]:
    """Yield name, verdict and reason of each behaviour."""
    for behaviour in behaviours:
        yield behaviour.name, behaviour.verdict, behaviour.reason


def section(
    title: str,
    found: Iterable[tuple[str, str, str]],
    columns: str = "| behaviour | verdict | reason |",
) -> str:
    """Return a heading and its table as Markdown."""
    lines = [
        f"| {name.replace('|', chr(92) + '|')} | {verdict} | {reason and f'`{reason}`'} |"
        for name, verdict, reason in found
    ]
    return "\n".join([f"\n## {title}\n", columns, "| --- | --- | --- |", *lines, ""])


def before_and_now(part: tuple[str, Iterable[Door]]) -> str:
    """Return the table of one kind of doors: each with the test that fails without its guard."""
    kind, doors = part
    lines = [f"| {each.attack} | {each.before} | {each.now} | `{each.test}` |" for each in doors]
    columns = "| attack | the first version | now | test |\n| --- | --- | --- | --- |"
    return "\n".join([f"\n## {DOORS_HEAD}: {kind.lower()}\n", columns, *lines, ""])


def text() -> str:
    """Return the whole page."""
    parts = [HEAD]
    for group in GROUPS.values():
        parts.append(section(group.words, rows(group.behaviours)))
        if group is GROUPS["R"]:
            parts.append(section("Links on a list page", [(name, "unseen", "") for name in LINKS]))
            parts.append(
                section("Names that resolve inside", [(name, "refused", "") for name in NAMED])
            )
    parts.append(section("Sites", rows(SEMANTICS)))
    refused = [(attack.name, "refused", attack.says) for attack in ATTACKS]
    parts.append(section("Feeds", refused, "| what a feed does | verdict | the sentence says |"))
    parts.extend(map(before_and_now, DOORS.items()))
    tests = [(name, verdict, test) for name, (verdict, test) in OPERATIONS.items()]
    parts.append(section("Operations", tests, "| what happens | verdict | test |"))
    return "".join(parts)


if __name__ == "__main__":
    print(text(), end="")
