"""One line of text, looked at once: what its words say is kept beside it, and goes when it goes.

A block has its line from when it is made (`Block.said`). A reader of lines (is it a heading, a
label, a title?) is marked with `once` and takes a line or a plain text; of a line it reads only
the first time, and hands out what it found from then on.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, TypeVarTuple

from crawlers.text.words import folded_words

Finding = TypeVar("Finding")
More = TypeVarTuple("More")


class Line:
    """A text with what is known of it.

    text: as printed. folded: its words only, in lower case (crawlers.text.words.fold). words: these
    one by one. A reader that looks for phrases asks first whether one of the words that wake it is
    among them: `wakes.isdisjoint(line.words)`. found: what each reader found, by the reader.
    """

    __slots__ = ("folded", "found", "text", "words")

    def __init__(self, text: str, words: list[str] | None = None) -> None:
        """words: where they are known: many texts are folded in one go."""
        self.text = text
        self.words = words = folded_words(text) if words is None else words
        self.folded = " ".join(words)
        self.found: dict[Any, Any] = {}


def once(
    read: Callable[[Line, *More], Finding],
) -> Callable[[Line | str, *More], Finding]:
    """Make a reader of lines one that reads each line once.

    The reader may not depend on anything but the line and what else it is given: values that can be
    keys of a dict. A plain text is read each time.
    """

    @wraps(read)
    def read_once(line: Line | str, *more: *More) -> Finding:
        if line.__class__ is not Line:  # isinstance takes twice as long, a thousand times a page
            return read(Line(line), *more)  # type: ignore[arg-type]  # a plain text
        found, key = line.found, (read, *more) if more else read
        if key in found:
            return found[key]  # type: ignore[no-any-return]
        finding = found[key] = read(line, *more)
        return finding

    return read_once
