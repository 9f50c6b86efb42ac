"""Pages that were cut short on their way. A wrong Content-Length, or a connection that is closed
early without one, is no error to HTTP: only the end of the page is missing.

Some sites print no end at all. So a page without one is asked for again, and decided on only when
another page of the site has shown an end, or all pages came and none had one.
"""

from __future__ import annotations

from scrapy.http import Response

DOUBTED = 3
"""Pages without an end that are asked for again before any page has shown one. Set by hand."""
_EDGE = 4096
"""Bytes at the beginning and at the end of a page in which its tags are looked for."""


class CutPages:
    """Knows which pages had an end, and holds those that came without one twice."""

    def __init__(self) -> None:
        self._unanswered = 0  # postings whose page neither came nor failed
        self._held: list[tuple[str, Response]] = []
        self._with_end = 0
        self._without_end = 0

    def expect_ends(self) -> None:
        """Count the pages of the site as having an end before any has come."""
        self._with_end += 1

    def note_asked(self) -> None:
        """Count a posting whose page is asked for, the first time."""
        self._unanswered += 1

    def note_answered(self) -> None:
        """Count a posting whose page came or failed, the first time."""
        self._unanswered -= 1

    @property
    def end_was_seen(self) -> bool:
        """Whether a page of the site had an end."""
        return self._with_end > 0

    def is_cut(self, response: Response) -> bool:
        """Return whether a page that begins as HTML is to be asked for again: its end is missing,
        and the site's pages may have one."""
        if b"<html" not in response.body[:_EDGE].lower():
            return False
        if b"</html" in response.body[-_EDGE:].lower():
            self._with_end += 1
            return False
        self._without_end += 1
        # guard: pages cut short
        return self.end_was_seen or self._without_end <= DOUBTED

    def hold(self, key: str, response: Response) -> None:
        """Keep a page whose end was missing twice until it can be decided on."""
        self._held.append((key, response))

    def release(self, more_to_come: bool) -> list[tuple[str, Response]]:
        """Return the held pages once they can be decided on; [] before. more_to_come: whether
        postings wait that were not asked for yet."""
        if not self.end_was_seen and (self._unanswered > 0 or more_to_come):
            return []
        held, self._held = self._held, []
        return held
