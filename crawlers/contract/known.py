"""What the feed knows of a posting, for the spider that walks its site."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Known:
    """A posting of an earlier run; a spider finds it as `self.known[key]`.

    url: its canonical address. etag, last_modified: as its page was last answered. lastmod: what
    the list last gave for it (`Ledger.lastmod`: a date, or a fingerprint of its card). recheck: its
    turn to be asked for again although the list shows no change (a card may hide a changed text).
    answer: the fingerprint of the answer that gives its line if it is read once more; None where
    reading it may give another.
    is_open: open in the last good run. done: already read in this run, before the run was
    interrupted: not asked for again, and not counted as not modified.
    """

    url: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    lastmod: str | None = None
    recheck: bool = False
    is_open: bool = True
    done: bool = False
    answer: str | None = None

    def unchanged(self, lastmod: str | None) -> bool:
        """Return whether what the list gives now shows that there is nothing to fetch."""
        return self.done or (lastmod is not None and lastmod == self.lastmod and not self.recheck)

    def headers(self) -> dict[str, str]:
        """Return the headers that make a request for its page conditional; a 304 answer then means
        not modified."""
        asked = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in asked.items() if value}
