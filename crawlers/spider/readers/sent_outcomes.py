"""What came of an answer, as it crosses from the process that read it.

Pickle takes a hundred small objects of a reading one at a time, which costs a twentieth of what
reading them cost: plain values cross instead, and the schema check makes a posting of them again.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import dataclass
from traceback import format_exception
from typing import Any, Self

from pydantic import ValidationError

from crawlers.extract.answer import Answer, NotRead, ReadingFailed, Site
from crawlers.posting.raw import Decision, Reading, Removed, Said
from crawlers.posting.schema import JobPosting
from crawlers.spider.readers.pool import ReaderLost

Outcome = Reading | NotRead | ReadingFailed | ReaderLost
"""What came of an answer."""


def outcome_of(answer: Answer, reader: Site) -> Outcome:
    """Read an answer here; return also what `read` raises."""
    from crawlers.extract.read import read  # not needed where others read

    try:
        return read(answer, reader)
    except (NotRead, ReadingFailed) as error:
        return error


@dataclass(frozen=True, slots=True)
class SentReading:
    """A reading as plain values. posting: its fields. provenance: by field, the raw words, method,
    locator and value. removed: text, rule and line of each. Its page stays where it was read."""

    posting: dict[str, Any]
    provenance: list[tuple[str, Any]]
    removed: list[tuple[str, str, int]]
    unread: list[tuple[str, str]]
    problems: list[str]
    decision: Decision | None

    @classmethod
    def of(cls, reading: Reading) -> Self:
        said = reading.provenance.items()
        return cls(
            reading.posting.model_dump(),
            [(name, (each.raw, each.method, each.locator, each.value)) for name, each in said],
            [(each.text, each.rule, each.line) for each in reading.removed],
            reading.unread,
            reading.problems,
            reading.decision,
        )

    def reading(self) -> Reading:
        """Return the reading. Raise ValidationError where its posting fails the schema: a stage
        may have changed it since the check."""
        return Reading(
            JobPosting.model_validate(self.posting),
            {name: Said(*said) for name, said in self.provenance},
            [Removed(*each) for each in self.removed],
            self.unread,
            self.problems,
            decision=self.decision,
            is_checked=True,
        )


@dataclass(frozen=True, slots=True)
class SentFailure:
    """An error in the plugin or in a stage. error: itself, or its class's name and its words where
    it cannot be sent."""

    problems: list[str]
    item: Any
    error: BaseException | tuple[str, str]

    @classmethod
    def of(cls, failed: ReadingFailed) -> Self:
        """Raise MemoryError where the reader has no memory left."""
        error = failed.__cause__
        assert error
        if isinstance(error, MemoryError):
            raise error
        error.add_note(f"In a reader:\n{''.join(format_exception(error))}")
        try:
            pickle.loads(pickle.dumps(error))
        except Exception:
            return cls(failed.problems, failed.item, (type(error).__name__, str(error)))
        return cls(failed.problems, failed.item, error)

    def failure(self) -> ReadingFailed:
        """Return the failure, its error as its cause."""
        error = self.error
        if isinstance(error, tuple):
            name, words = error
            error = type(name, (Exception,), {})(words)
        failed = ReadingFailed(self.problems, self.item)
        failed.__cause__ = error
        return failed


Sent = SentReading | SentFailure | NotRead


def packed(outcome: Outcome) -> Sent:
    """Return what came of an answer as it can be sent."""
    if isinstance(outcome, Reading):
        return SentReading.of(outcome)
    if isinstance(outcome, ReadingFailed):
        return SentFailure.of(outcome)
    assert isinstance(outcome, NotRead)
    return outcome


def unpacked(sent: Sent, answer: Answer, here: Callable[[], Site]) -> Outcome:
    """Return what came of an answer that another process has read. here: gives what reads the
    site's answers in this process: for the words of a page that somebody asks for, and for a
    posting that fails the schema, which cannot be sent."""
    if isinstance(sent, SentFailure):
        return sent.failure()
    if isinstance(sent, NotRead):
        return sent
    try:
        reading = sent.reading()
    except ValidationError:
        return outcome_of(answer, here())
    reading.page_words = lambda: _words_of(answer, here())
    return reading


def _words_of(answer: Answer, reader: Site) -> str:
    from crawlers.extract.read import page_of
    from crawlers.page.page_words import words_of

    return words_of(reader.unpack(page_of(answer)))
