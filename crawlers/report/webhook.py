"""The verdict of a refresh, posted as JSON to a web address. Off unless JOBWIRE_WEBHOOK names one.

    {"text": "...", "at": "2026-03-02T06:00:00Z", "exit_code": 3, "feeds": [{"feed", "verdict",
    "open", "updated", "read_differently", "changes", "run_id", "reasons"}]}

`text` says it all in words, under the name that chat services look for. `changes` has the counts of
a run that was published, by cause; which postings they are says `python -m crawlers.feed changes`:

    {"added": 3, "updated": {"source": 1, "rules": 0, "correction": 0}, "closed": {"absent": 2},
     "reopened": 0}
"""

from __future__ import annotations

import json
from collections import Counter
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from crawlers.feed.format.delta import read_op
from crawlers.output.printable import printable
from crawlers.output.secrets import host_of, without_secrets
from crawlers.report import views
from crawlers.report.gather import Feeds, SiteFeed, raw_lines

TIMEOUT = 10.0
LONGEST_TEXT = 20_000
"""Characters of the words in a message."""


class NotSent(Exception):
    """The verdict could not be posted. The message names the host and the reason, and not the
    address: that may be a secret."""


def verdict(feeds: Feeds, now: str, code: int) -> dict[str, Any]:
    """Return what is posted."""
    entries = [_entry(site) for site in feeds.sites]
    bad = [each for each in entries if each["verdict"] != "published"]
    words = [
        f"{each['feed']} {views.SAYS[each['verdict']][1]}: {' '.join(each['reasons'])}"
        for each in bad
    ]
    said = f"{len(entries) - len(bad)} of {len(entries)} sites published"
    return {
        "text": without_secrets(printable(". ".join([f"jobwire: {said}", *words]), LONGEST_TEXT)),
        "at": now,
        "exit_code": code,
        "feeds": entries,
    }


def post(address: str, body: dict[str, Any]) -> None:
    """Post a body to an address once, as JSON. Raise NotSent."""
    if not address.startswith(("https://", "http://")):
        raise NotSent("give an address that begins with https:// or http://")
    headers = {"Content-Type": "application/json", "User-Agent": "jobwire"}
    try:
        with urlopen(Request(address, json.dumps(body).encode(), headers), timeout=TIMEOUT):
            pass
    except (OSError, ValueError, HTTPException) as error:
        raise NotSent(f"{host_of(address)}: {_why(error)}") from None


def _why(error: Exception) -> str:
    """Return the reason in fixed words: those of a server may repeat the address, a secret."""
    if isinstance(error, HTTPError):
        return f"it answered {error.code}"
    reason = getattr(error, "reason", None)
    return (getattr(reason, "strerror", None) or type(reason or error).__name__)[:200]


def _changes(site: SiteFeed) -> dict[str, Any] | None:
    """Return the counts of the last run by cause; of what it closed, by reason."""
    if site.last is None:
        return None
    counts = site.last.counts
    closed: Counter[str] = Counter()
    for line in raw_lines(site.folder.run(site.last.run_id) / "changes.jsonl"):
        if read_op(line) == "close":
            closed[str(json.loads(line)["reason"])] += 1
    return {
        "added": counts.added,
        "updated": {
            "source": counts.updated,
            "rules": counts.read_differently,
            "correction": counts.corrected,
        },
        "closed": dict(sorted(closed.items())),
        "reopened": counts.reopened,
    }


def _entry(site: SiteFeed) -> dict[str, Any]:
    """Return what is posted of one feed."""
    return {
        "feed": site.name,
        "verdict": site.verdict,
        "open": site.last.counts.open if site.last else 0,
        "updated": site.last.counts.updated if site.last else 0,
        "read_differently": site.last.counts.read_differently if site.last else 0,
        "changes": _changes(site) if site.verdict == "published" else None,
        "run_id": site.last.run_id if site.last else None,
        "reasons": [without_secrets(printable(reason)) for reason in views.reasons(site)],
    }
