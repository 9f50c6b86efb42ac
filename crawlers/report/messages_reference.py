"""docs/messages.md, made from the tables of gates and of mistakes: what each message means and what
to do.
`python -m crawlers.report.messages_reference > docs/messages.md`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawlers.feed.judge.gates import GATES, GateRow
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
    lines += [f"| {message} | {advice} |" for gate in GATES for message, advice in _rows(gate)]
    lines += [MISTYPED, "| mistake | typed | says | code |", "| --- | --- | --- | --- |"]
    lines += [
        f"| {each.what} | <code>{each.typed}</code> | {each.says} | {each.code} |"
        for each in MISTAKES
    ]
    return "\n".join(lines) + "\n"


def _rows(gate: GateRow) -> Iterator[tuple[str, str]]:
    """Yield each message of a gate with what to do about it: the usual one, then of the causes
    with other advice, last of those with a message of their own."""
    yield _shown(gate.reason), _shown(gate.advice)
    together: dict[tuple[str, str], list[str]] = {}
    for cause in {**gate.reason_by_cause, **gate.advice_by_cause}:
        words = gate.reason_by_cause.get(cause, ""), gate.advice_by_cause.get(cause, gate.advice)
        together.setdefault(words, []).append(f"`{cause}`")
    for (reason, advice), causes in sorted(together.items(), key=lambda row: bool(row[0][0])):
        same = f"the same, because of {', '.join(causes)}"
        yield _shown(reason) or same, _shown(advice)


def _shown(template: str) -> str:
    """Return a sentence with a word in capitals for each part that is filled in."""
    return re.sub(r"\{(?:run\.)?(\w+)[^}]*\}", lambda part: part[1].upper(), template)


if __name__ == "__main__":
    print(page(), end="")
