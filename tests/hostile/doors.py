"""What each attack did before its guard stood, and what it does now: a row is a guard, and the test
that fails without it (`tests.hostile.mutations`).

`before` was measured with the commands of the first version, on a machine with two processors.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from tests.hostile.guards import GUARDS, Guard, test_of

REFUSED = "tests/hostile/test_feeds.py::test_a_hostile_feed_is_refused_in_a_sentence"
SITE = "tests/hostile/test_hostile.py::test_a_whole_site_gets_its_verdict"
TASK = "tests/runs/distributed/test_tasks.py::test_another_task_is_refused"

_GUARDS = {guard.name: guard for guard in GUARDS}


@dataclass(frozen=True, slots=True)
class Door:
    """attack: what is done. before, now: what came of it. guard: its name. by: the test of this
    very attack, where the guard's own test is of another one."""

    attack: str
    before: str
    now: str
    guard: str
    by: str = ""

    @property
    def test(self) -> str:
        """The test that fails without the guard, as pytest takes it."""
        return self.by or test_of(_GUARDS[self.guard])

    def alone(self) -> list[Guard]:
        """Return the guard with this attack's own test, where it has one."""
        return [replace(_GUARDS[self.guard], test=self.by)] if self.by else []


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
            "Crawl-delay of an hour",
            "asked every 60 s",
            "asked every hour",
            "Crawl-delay of an hour",
        ),
        Door(
            "Crawl-delay of two hours",
            "asked every 60 s",
            "left for this run",
            "Crawl-delay over an hour",
        ),
        Door(
            "Crawl-delay of 400 digits",
            "asked as if there were none",
            "left for this run",
            "Crawl-delay beyond any number",
        ),
        Door(
            "robots.txt that forbids all to `jobwire/2.1`",
            "4 pages requested",
            "none",
            "versions in a robots.txt",
        ),
        Door(
            "Crawl-delay 1, two sites of one host in one refresh",
            "requests 0.3 s apart",
            "1.0 s apart",
            "sites of one host in turn",
        ),
        Door(
            "two workers, two sites of one host",
            "each takes a lease",
            "the second waits",
            "a host of one task",
        ),
        Door(
            "robots.txt that begins with `<` and forbids all",
            "4 pages requested",
            "none",
            "robots.txt that looks like a page",
        ),
        Door(
            "robots.txt redirects to another host",
            "asked there; the README said that no request leaves the site",
            "asked there, if it is public, and the README says so",
            "robots.txt of another host",
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
        Door(
            "postings longer than the manifest says",
            "2.9 GB in 25 s, no end",
            "refused",
            "length of a file",
            f"{REFUSED}[F16 postings longer than the manifest says-verify]",
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
            f"{REFUSED}[F08 another manifest than was published-pull]",
        ),
        Door(
            "pull: a pointer of another feed",
            "copied",
            "refused",
            "name of a feed",
            f"{REFUSED}[F07 latest.json is of another feed-pull]",
        ),
        Door(
            "pull: the manifest of another run",
            "copied",
            "refused",
            "name of a run",
            f"{REFUSED}[F09 the manifest of another run-pull]",
        ),
        Door(
            "pull: runs in a circle",
            "copied",
            "refused",
            "order of runs",
            f"{REFUSED}[F15 runs in a circle-pull]",
        ),
        Door(
            "the last of 20 lines is damaged",
            "19 postings given out",
            "none",
            "no line before the hash",
        ),
        Door("a posting nested 100,000 deep", "RecursionError", "refused", "nested JSON"),
        Door(
            "export: a posting of other types",
            "a traceback",
            "refused",
            "values of another shape",
            f"{REFUSED}[F19 a posting of other types-export .jsonld]",
        ),
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
            f"{SITE}[S24c an id of 100,000 characters]",
        ),
        Door(
            "one id of half a character on a board of nine",
            "the board is withheld",
            "8 published, 1 rejected",
            "one bad id costs one posting",
            f"{SITE}[S24b an id of half a character]",
        ),
        Door(
            "an id `../../../x`, `export` as pages",
            "no file is named by an id",
            "a file of its own in the folder",
            "ids in file names",
        ),
        Door(
            "a body of `Requirements: ` 6,000 times",
            "RecursionError; the board is withheld",
            "published",
            "headings in one block",
        ),
    ],
    "Secrets": [
        Door(
            "s3://KEY:SECRET@bucket in a log",
            "said",
            "masked",
            "secrets in addresses",
        ),
        Door("`password=SECRET` of libpq in a log", "said", "masked", "secrets by their names"),
        Door(
            "the address of a webhook in a log",
            "said",
            "masked but for the host",
            "webhooks are masked",
        ),
        Door(
            "a driver that takes KEY:SECRET@bucket for a bucket",
            "said in four lines",
            "masked",
            "secrets that are known",
        ),
    ],
    "Names": [
        Door(
            "boards `acme` and `ACME`",
            "two sites, one feed",
            "both lines named",
            "boards of one feed",
        ),
        Door(
            "boards `Müller` and `Möller`",
            "two sites, one feed",
            "both lines named",
            "boards of one feed",
        ),
        Door(
            "boards `a/b` and `a-b`",
            "two sites, one feed",
            "both lines named",
            "boards of one feed",
        ),
        Door(
            "a platform named twice",
            "the boards of the first are lost",
            "both lines named",
            "a name that stands twice",
        ),
        Door(
            "a board `no:`",
            "its feed is greenhouse.false",
            "greenhouse.no",
            "names as they are written",
        ),
        Door(
            "a board `0123:`",
            "its feed is greenhouse.83",
            "greenhouse.0123",
            "names as they are written",
        ),
        Door(
            "`-a board=../../x`",
            "requested; a traceback, exit code 4",
            "exit code 64",
            "boards that lead elsewhere",
        ),
    ],
    "Tasks": [
        Door(
            'shard "x/../../.." in a queued task',
            "accepted",
            "dropped",
            "fields of a task",
        ),
        Door(
            'site "--logfile=x" in a queued task',
            "accepted",
            "dropped",
            "fields of a task",
            f"{TASK}[{{'site': '--logfile=x'}}]",
        ),
        Door("a billion shards in a queued task", "accepted", "dropped", "at most 64 shards"),
        Door(
            "`--join 1000000000`",
            "no end in 40 s",
            "exit code 64",
            "at most 64 shards",
            "tests/commands/test_ends.py::test_misuse_has_its_code_and_one_sentence"
            "[a billion shards to join]",
        ),
    ],
    "Exit codes": [
        Door(
            "a file of boards that is a list",
            "a traceback, exit code 1",
            "exit code 64, the line named",
            "a file is a mapping",
        ),
        Door(
            "`-a origin=http://[::1`",
            "a traceback, exit code 1",
            "exit code 64",
            "an origin is an address",
        ),
        Door(
            "`-s JOBWIRE_PATIENCE=x`",
            "a traceback, exit code 4",
            "exit code 64",
            "settings that nothing reads",
        ),
        Door(
            "`-s MEMUSAGE_LIMIT_MB=x`",
            "a traceback",
            "one sentence",
            "a crawl that breaks off",
        ),
        Door(
            "`-a origin=http://a..b`",
            "crawls; exit code 4",
            "exit code 64",
            "an origin is an address",
            "tests/commands/test_ends.py::test_misuse_has_its_code_and_one_sentence"
            "[an origin with two dots]",
        ),
        Door(
            "`-a =x`",
            "crawls the live site",
            "exit code 64",
            "arguments that nothing takes",
        ),
        Door(
            "`record --case ../../../x`",
            "writes outside the folder of the site",
            "exit code 64",
            "the name of a case",
        ),
        Door(
            "`JOBWIRE_BOARDS=/dev/zero`",
            "4 GB; MemoryError",
            "exit code 64",
            "length of an operator's file",
        ),
        Door("`ulimit -n 16`", "a traceback, exit code 1", "exit code 3", "too few open files"),
        Door("`--as-of 9999-12-31`", "crawls", "exit code 64", "a run of the far future"),
        Door(
            "SIGTERM while commands are loaded",
            "killed by the signal",
            "exit code 3",
            "SIGTERM while commands are loaded",
        ),
        Door(
            "SIGTERM while plugins are imported",
            "killed by the signal",
            "exit code 3",
            "SIGTERM from the first line on",
        ),
    ],
    "Loop": [
        Door(
            "a list page of 40,000 links",
            "held for 1.4 s of processor time",
            "0.7 s",
            "turns of the loop",
        ),
        Door(
            "forty list pages with 19,000 next pages each",
            "held for 3.8 s of processor time",
            "0.6 s",
            "one turn for all readers",
        ),
        Door(
            "a link of 7 MB",
            "832 MB",
            "190 MB; no link",
            "length of an address",
        ),
        Door(
            "an answer of 64 MB, nested 30 million deep",
            "248 MB; an error of its own",
            "199 MB; `too_large`",
            "few members of JSON",
        ),
    ],
    "Growth": [
        Door(
            "fifty runs of a board",
            "0.3 MB after ten, 1.3 MB after fifty",
            "keeps its size",
            "the store forgets what left",
        ),
        Door(
            "nearly all postings are gone",
            "2.3 MB, before and after",
            "the store shrinks",
            "the store shrinks",
        ),
    ],
}
