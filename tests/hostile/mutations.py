"""Each guard taken away by itself, in a copy of the tree: a named test must fail. A guard that no
test misses is no guard.

    python -m tests.hostile.mutations [WORD ...]     # only those whose name has one of the words

Prints a line for each, and exits with 1 where a test stays green.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.hostile.crawling import ROOT, publish_a_good_day

HOSTILE = "tests/hostile/test_hostile.py"
NOT_COPIED = shutil.ignore_patterns(
    ".git", ".venv", "feeds", "__pycache__", ".*_cache", "*.egg-info"
)


@dataclass(frozen=True, slots=True)
class Guard:
    """file, guard, without: where it stands, its text, and what stands there instead. test: whose
    test must fail: the name of a behaviour, or a file, folder or name of tests as pytest takes
    it."""

    name: str
    file: str
    guard: str
    without: str
    test: str


LINKS = f"{HOSTILE}::test_links_lead_nowhere_else[R]"
SETTINGS, NET, WALK = "crawlers/settings.py", "crawlers/net", "crawlers/spider/list_walk.py"
GUARDS = [
    Guard(
        "certificates are checked",
        SETTINGS,
        "CERTIFICATES = True",
        "CERTIFICATES = False",
        "X2 expired",
    ),
    Guard(
        "no debug servers", SETTINGS, "TELNETCONSOLE_ENABLED = False", "", "tests/test_settings.py"
    ),
    Guard(
        "no files by links",
        SETTINGS,
        '("data", "file", "ftp", "s3")',
        '("data", "ftp", "s3")',
        "tests/test_settings.py",
    ),
    Guard(
        "no meta refresh", SETTINGS, "METAREFRESH_ENABLED = False", "", "R16 meta refresh inside"
    ),
    Guard(
        "few redirects",
        SETTINGS,
        "REDIRECT_MAX_TIMES = 5",
        "REDIRECT_MAX_TIMES = 50",
        "R02 twenty redirects",
    ),
    Guard(
        "largest page",
        SETTINGS,
        "DOWNLOAD_MAXSIZE = 8_000_000",
        "DOWNLOAD_MAXSIZE = 0",
        "T04 body without an end",
    ),
    Guard(
        "longest head",
        f"{NET}/heads.py",
        "MAX_BYTES = 256 * 1024",
        "MAX_BYTES = 1 << 40",
        "T28b headers without an end",
    ),
    Guard(
        "schemes",
        f"{NET}/guard.py",
        'raise Refused("scheme"',
        'pass  # ("scheme"',
        "tests/net/test_manners.py",
    ),
    Guard(
        "users in addresses",
        f"{NET}/guard.py",
        '"@" in parts.netloc',
        "False",
        "R10 with a user before the host",
    ),
    Guard(
        "the site and nowhere else",
        f"{NET}/guard.py",
        "if elsewhere and",
        "if False and",
        "R29 to another source",
    ),
    Guard(
        "ports",
        f"{NET}/guard.py",
        "if parts.port not in",
        "if False and parts.port not in",
        "R07 to another port",
    ),
    Guard(
        "private addresses",
        f"{NET}/guard.py",
        "not is_public(host):",
        "not host:",
        "tests/hostile/test_namespace.py",
    ),
    Guard(
        "IPv4 inside of IPv6",
        f"{NET}/guard.py",
        "_within(address) or address",
        "address",
        "tests/net/test_manners.py",
    ),
    Guard(
        "names that resolve inside",
        f"{NET}/guard.py",
        "not is_public(address)",
        "False",
        LINKS,
    ),
    Guard(
        "robots.txt 5xx",
        f"{NET}/robots.py",
        "response.status >= 500",
        "response.status >= 900",
        "P13 robots.txt 503",
    ),
    Guard(
        "robots.txt 429", f"{NET}/robots.py", "response.status == 429 or", "", "P15 robots.txt 429"
    ),
    Guard(
        "robots.txt not to be had",
        f"{NET}/robots.py",
        "return Rules(unsettled=why(error))",
        "return Rules()",
        "P19 robots.txt: hangs up",
    ),
    Guard(
        "robots.txt is obeyed",
        f"{NET}/robots.py",
        "not rules.parsed.can_fetch",
        "False and rules.parsed.can_fetch",
        "P27 robots.txt forbids all",
    ),
    Guard(
        "robots.txt has a cap",
        f"{NET}/robots.py",
        "raise StopDownload(fail=False)",
        "pass",
        "P22b robots.txt without an end that forbids",
    ),
    Guard(
        "robots.txt in UTF-16",
        f"{NET}/robots.py",
        "_UTF16.get(body[:2])",
        "None",
        "P25 robots.txt in UTF-16",
    ),
    Guard(
        "robots.txt with a mark",
        f"{NET}/robots.py",
        '"utf-8-sig"',
        '"utf-8"',
        "P24 robots.txt with a mark",
    ),
    Guard(
        "robots.txt that is a page",
        f"{NET}/robots.py",
        'text.lstrip().startswith("<")',
        "False",
        "P23 robots.txt is a page",
    ),
    Guard(
        "Crawl-delay",
        f"{NET}/robots.py",
        "self._slow_down(urlsplit",
        "str(urlsplit",
        "P26 Crawl-delay 5",
    ),
    Guard(
        "Retry-After",
        f"{NET}/patience.py",
        "host.until = max(host.until, now + wait)",
        "host.until = now",
        "P01 429, two seconds",
    ),
    Guard(
        "Retry-After as a date",
        f"{NET}/patience.py",
        "when = parsedate_to_datetime(text)",
        "return None",
        "P02 429, a date",
    ),
    Guard(
        "waits without a word double",
        f"{NET}/patience.py",
        "self.backoff * 2**host.refusals",
        "0",
        "P03 429 and no word",
    ),
    Guard(
        "patience ends",
        f"{NET}/patience.py",
        "host.waited > self.patience",
        "False",
        "P04 429, thirty years",
    ),
    Guard(
        "bodies unpack to a hundred times",
        f"{NET}/bodies.py",
        "max(SMALL, RATIO * len(body))",
        "1 << 40",
        "tests/net/test_manners.py",
    ),
    Guard(
        "whole streams",
        f"{NET}/bodies.py",
        'raise Damaged("ends early")\n            more',
        "pass\n            more",
        "T08 gzip cut short",
    ),
    Guard(
        "few streams", f"{NET}/bodies.py", "streams > MAX_STREAMS", "False", "T17c 300,000 streams"
    ),
    Guard(
        "few encodings",
        f"{NET}/bodies.py",
        'encodings.count(b",") >= MAX_ENCODINGS',
        "False",
        "T17b encodings upon encodings",
    ),
    Guard(
        "known encodings",
        f"{NET}/bodies.py",
        'b"Content-Encoding" in answer.headers',
        "False",
        "T12 unknown encoding",
    ),
    Guard(
        "short PDFs",
        "crawlers/page/pdf.py",
        "len(reader.pages) > MAX_PAGES",
        "False",
        "C39 PDF: 2,000 pages, one stream",
    ),
    Guard(
        "time of a PDF",
        "crawlers/page/pdf.py",
        "timeout=seconds",
        "timeout=900",
        "tests/page/test_pdf.py",
    ),
    Guard(
        "few attributes",
        "crawlers/page/decoding.py",
        "if len(body) < _SMALL or not any(",
        "if True or not any(",
        "C04 40,000 attributes",
    ),
    Guard(
        "few tags", "crawlers/page/decoding.py", "> MAX_TAGS:", "> 1 << 40:", "C06 a million links"
    ),
    Guard(
        "charset",
        "crawlers/page/page.py",
        "if lost > len(text) * _LOST_SHARE:",
        "if False:",
        "C07 invalid UTF-8",
    ),
    Guard(
        "depth",
        "crawlers/page/page.py",
        "if cut_off or self.walked.too_deep:",
        "if False:",
        "C02b 1,500 nested divs",
    ),
    Guard(
        "length of a posting",
        "pipelines/cut_chrome.py",
        "if much := too_long(item.blocks) or",
        'if much := "" and',
        "C05b text of 7 MB",
    ),
    Guard(
        "characters nobody sees",
        "crawlers/text/hidden_text.py",
        'else _INVISIBLE.sub("", text)',
        "else text",
        "tests/page/test_page.py",
    ),
    Guard(
        "letters that look alike",
        "crawlers/extract/build.py",
        "if mixed_script(looks)",
        "if False",
        "C17 letters that look alike, written backwards",
    ),
    Guard(
        "hidden text",
        "crawlers/page/attributes.py",
        "if _FURTIVE.search(style) or",
        "if False or",
        "C36b hidden: font-size:0",
    ),
    Guard(
        "text in tag characters",
        "crawlers/page/page.py",
        "for words in smuggled(text)",
        "for words in ()",
        "C36j hidden in tag characters",
    ),
    Guard(
        "text is no markup",
        "crawlers/extract/sections/split.py",
        "html.escape(block.text, quote=False)",
        "block.text",
        "C35 scripts and handlers",
    ),
    Guard(
        "days of posting",
        "crawlers/extract/fields/date_fields.py",
        "if days[1] < oldest or days[0] > latest:",
        "if False:",
        "C40d posted 2031-06-01",
    ),
    Guard(
        "pages cut short",
        "crawlers/spider/cut_pages.py",
        "return self.end_was_seen or self._without_end <= DOUBTED",
        "return False",
        "T22 no length, closed early",
    ),
    Guard(
        "page budget",
        "crawlers/spider/page_budget.py",
        "return self._asked <= limit",
        "return True",
        "S05 a list without an end",
    ),
    Guard(
        "lists in circles",
        WALK,
        "further and stale >= STALE_LISTS",
        "False",
        "S06 a list in circles",
    ),
    Guard(
        "walls instead of lists",
        WALK,
        "elif wall := notice_on(page):",
        "elif wall := None:",
        "S02 the list wants a login",
    ),
    Guard(
        "pages that are gone",
        "crawlers/extract/cleaning/notices.py",
        "return kind\n",
        "return None\n",
        "S01 pages that are gone answer 200",
    ),
    Guard(
        "a total that is stated",
        "crawlers/platforms/record_walk.py",
        "elif stated is None or len(ledger.listed) >= stated:",
        "elif True:",
        "S12 states 100, gives 20",
    ),
    Guard(
        "the gate: fewer",
        "crawlers/feed/judge/gate.py",
        '"shrink", run.count >= limit',
        '"shrink", True',
        "S21 30 % fewer",
    ),
    Guard(
        "the gate: one title",
        "crawlers/feed/judge/gate.py",
        "share <= MOST_ALIKE",
        "True",
        "S11 redesign: the employer is where the title was",
    ),
    Guard(
        "the gate: robots",
        "crawlers/feed/judge/gate.py",
        '"robots", not run.robots_unsettled',
        '"robots", True',
        "tests/feed/judge/test_gate.py",
    ),
    Guard(
        "the gate: pages given up",
        "crawlers/feed/judge/gate.py",
        "share <= MOST_GIVEN_UP",
        "True",
        f"{HOSTILE}::test_a_hostile_site_stays_as_it_was_and_harms_nobody[X]",
    ),
    Guard(
        "no second copies",
        "pipelines/drop_duplicates.py",
        "if same and same != key and",
        "if False and",
        "tests/pipelines",
    ),
    Guard(
        "line ends are escaped",
        "crawlers/posting/line.py",
        "        if end in text:",
        "        if False:",
        "tests/posting/test_line.py",
    ),
    Guard(
        "no formula in the CSV",
        "crawlers/feed/consume/exports.py",
        'return f"\'{text}" if',
        "return text if True or",
        "tests/feed/consume/test_exports.py",
    ),
]


def main() -> int:
    guards = [
        each
        for each in GUARDS
        if not sys.argv[1:] or any(word in each.name for word in sys.argv[1:])
    ]
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(shutil.copytree(ROOT, Path(folder) / "tree", ignore=NOT_COPIED))
        os.environ["HOSTILE_GOOD_DAY"] = str(publish_a_good_day(Path(folder) / "good day"))
        missed = [each.name for each in guards if not _is_missed(each, tree)]
    print(f"{len(guards) - len(missed)} of {len(guards)} guards are missed by a test")
    return bool(missed)


def _is_missed(guard: Guard, tree: Path) -> bool:
    """Whether the test fails without the guard."""
    file = tree / guard.file
    whole = file.read_text()
    if whole.count(guard.guard) != 1:
        raise ValueError(
            f"{guard.name}: {guard.file} has {guard.guard!r} {whole.count(guard.guard)} times"
        )
    file.write_text(whole.replace(guard.guard, guard.without))
    try:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-x", "-p", "no:cacheprovider", *_chosen(guard.test)],
            cwd=tree, capture_output=True, text=True, timeout=600,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        print(f"missed   {guard.name}: {guard.test} (it never ends)", flush=True)
        return True
    finally:
        file.write_text(whole)
    failed = [line for line in done.stdout.splitlines() if line.startswith("FAILED")]
    if done.returncode == 1 and failed:
        print(
            f"missed   {guard.name}: {failed[0].split(' - ')[0].removeprefix('FAILED ')}",
            flush=True,
        )
        return True
    print(f"NOT MISSED {guard.name}: {guard.test}\n{done.stdout[-2000:]}", flush=True)
    return False


def _chosen(test: str) -> Iterable[str]:
    """What pytest is told to run."""
    if test.startswith("tests/"):
        return (test,)
    of_site = test.startswith("S")
    name = "test_a_whole_site_gets_its_verdict" if of_site else "test_a_behaviour_gets_its_verdict"
    return (f"{HOSTILE}::{name}[{test}]",)


if __name__ == "__main__":
    sys.exit(main())
