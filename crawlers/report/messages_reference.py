"""docs/messages.md, made from the tables of gates and of mistakes: what each message means and what
to do.
`python -m crawlers.report.messages_reference > docs/messages.md`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from crawlers.feed.judge.gates import GATES
from crawlers.report.mistakes import MISTAKES

HEAD = """# Messages, and what to do

Made by `make schema`; the second table is the one that judges runs. Each command ends with one
sentence and an exit code ([operations.md](operations.md#exit-codes)).

## Nothing was crawled

| message | what to do |
| --- | --- |
| `nothing is crawled`, `lists no site` | List your sites ([operations.md](operations.md)), \
name one, or give `--all`. |
| `JOBWIRE_CONTACT is not set` | Write `contact:` in `sites.yaml`, so that sites see who asks. |
| `there is no site` | `scrapy list` names them. |
| `there is no argument`, `there is no setting` | A slip; the name that was meant is offered. \
[settings.md](settings.md) has all settings. |
| `is already using` | Another run is at work: wait. The exit code is 75. |
| `names a proxy` | Unset it, or `JOBWIRE_PROXY=1`: README says what then no longer holds. |
| `may be open here` | Raise the limit of open files (`ulimit -n`). |
| `which is private` | The host is in a private network; if it is yours, name it in \
`JOBWIRE_PRIVATE_HOSTS`. |

## A run was withheld

Readers go on to see the last good feed. The parts in capitals differ from run to run.
"""


MISTYPED = f"""
## {len(MISTAKES)} mistakes, and the sentence each gets

Typed by a test, each of them: one sentence, no traceback, and with 64 no request was sent. A reader
of the output that goes away (`| head`) ends `extract`, `changes`, `diff` and `history` with 141 and
without a word.
"""


def page() -> str:
    """Return the page as Markdown."""
    lines = [HEAD, "| message | what to do |", "| --- | --- |"]
    for gate in GATES:
        for reason in (gate.reason, *gate.reason_at.values(), *gate.reason_by_cause.values()):
            lines.append(f"| {_shown(reason)} | {_shown(gate.advice)} |")
        for causes, words in _by_words(gate.advice_by_cause):
            lines.append(f"| the same, with {causes} | {_shown(words)} |")
    lines += [MISTYPED, "| mistake | typed | says | code |", "| --- | --- | --- | --- |"]
    lines += [f"| {each.what} | `{each.typed}` | {each.says} | {each.code} |" for each in MISTAKES]
    return "\n".join(lines) + "\n"


def _by_words(advice: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield causes that have one advice together, and the advice."""
    together: dict[str, list[str]] = {}
    for cause, words in advice.items():
        together.setdefault(words, []).append(f"`{cause}`")
    yield from ((", ".join(causes), words) for words, causes in together.items())


def _shown(template: str) -> str:
    """Return a sentence with a word in capitals for each part that is filled in."""
    return re.sub(r"\{(?:run\.)?(\w+)[^}]*\}", lambda part: part[1].upper(), template)


if __name__ == "__main__":
    print(page(), end="")
