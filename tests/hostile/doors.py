"""What each attack did before its guard stood, and what it does now: a row is a guard, and the test
that fails without it (`tests.hostile.mutations`).

`before` was measured with the commands of the first version, on a machine with two processors.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Door:
    """attack: what is done. before, now: what came of it. guard: its name, by which the test is
    found; or the test itself, where nothing stands that could be taken away."""

    attack: str
    before: str
    now: str
    guard: str


DOORS = {
    "Manners": [
        Door(
            "429, Retry-After: 1 January 99999",
            "asked again after 1 s",
            "left for this run",
            "Retry-After beyond any calendar",
        ),
        Door(
            "403, Retry-After: 4", "the next page after 0.3 s", "waits 4 s", "Retry-After of a 403"
        ),
        Door(
            "Crawl-delay of two hours",
            "asked every 60 s",
            "left for this run",
            "Crawl-delay over an hour",
        ),
        Door(
            "Crawl-delay 1, two sites of one host in one refresh",
            "requests 0.3 s apart",
            "1.0 s apart",
            "sites of one host in turn",
        ),
        Door(
            "two workers, two sites of one host",
            "both read at once",
            "the second waits",
            "a host of one task",
        ),
        Door(
            "robots.txt that begins with `<` and forbids all",
            "4 pages requested",
            "none",
            "tests/net/test_robots.py::test_a_forbidden_page_is_not_asked_for",
        ),
        Door(
            "HTTP_PROXY in the environment",
            "every request sent to it",
            "exit code 64",
            "no proxy of the environment",
        ),
    ],
    "Consumers": [
        Door(
            "latest.json without an end",
            "6.1 GB in 25 s, no end",
            "refused",
            "length of a file",
        ),
        Door("latest.json is a pipe", "waits for ever", "refused", "files are files"),
        Door(
            "a manifest of 20 million objects",
            "1.6 GB; sound",
            "refused",
            "values of a manifest",
        ),
        Door("a line of 3 GB", "2.1 GB; MemoryError", "refused", "length of a line"),
        Door(
            "a head, a byte now and then",
            "waits for ever",
            "refused in time",
            "time of a consumer",
        ),
        Door("a redirect to another host", "followed", "refused", "one host"),
        Door(
            "pull: another manifest than the pointer's hash",
            "copied",
            "refused",
            "hash of a manifest",
        ),
        Door("pull: a pointer of another feed", "copied", "refused", "name of a feed"),
        Door("pull: the manifest of another run", "copied", "refused", "name of a run"),
        Door("pull: runs in a circle", "copied", "refused", "order of runs"),
        Door(
            "the last of 20 lines is damaged",
            "19 postings given out",
            "none",
            "no line before the hash",
        ),
        Door("a posting nested 100,000 deep", "RecursionError", "refused", "nested JSON"),
        Door(
            "a close without its members",
            "KeyError",
            "refused",
            "values of another shape",
        ),
        Door(
            "s3://KEY:SECRET@bucket",
            "a traceback that says the secret",
            "refused, masked",
            "errors of a driver",
        ),
    ],
    "Text that travels": [
        Door(
            "escape sequences in a manifest",
            "obeyed by the terminal",
            "shown",
            "no control characters in messages",
        ),
        Door(
            "escape sequences and line ends in an address that is logged",
            "obeyed; a line of its own",
            "shown, indented",
            "log records",
        ),
        Door(
            "escape sequences in an id",
            "obeyed by the terminal",
            "refused, shown",
            "characters of an id",
        ),
        Door(
            "one id of 300 characters on a board of nine",
            "the board is withheld",
            "8 published, 1 rejected",
            "one bad id costs one posting",
        ),
        Door(
            "an id of 300 characters in a feed", "accepted as an id", "refused", "length of an id"
        ),
        Door(
            "a body of `Requirements: ` 6,000 times",
            "RecursionError; the board is withheld",
            "published",
            "headings in one block",
        ),
    ],
}
