"""Read the text of a PDF in a process of its own that can be killed.

A file of 16 kB can keep a PDF reader busy for minutes (a hundred pages that share one stream), so
every file has ten seconds and half a gigabyte. This module is both ends: `read_pdf` starts the file
itself as the worker and writes the PDF to it. Nothing of the project is imported by the worker, and
it can write no file.
"""

from __future__ import annotations

import subprocess
import sys
from collections import Counter

MAX_SECONDS = 10.0
"""Of processor time, and by the clock."""
MAX_MEMORY = 512 * 1024 * 1024
"""Bytes of the worker's address space."""
MAX_PAGES = 100
"""No posting is longer; it is refused, not cut."""
MAX_TEXT = 1_000_000
"""Bytes of the text in UTF-8."""

_ENCRYPTED, _BROKEN, _WITHOUT_TEXT, _TOO_LONG, _MEMORY = range(3, 8)
"""What the worker exits with."""
_OUT_OF_TIME = -24
"""What a process ends with that has used its processor time (SIGXCPU)."""
_WORDS = {
    _ENCRYPTED: "pdf_encrypted",
    _BROKEN: "pdf_broken",
    _WITHOUT_TEXT: "pdf_without_text",
    _TOO_LONG: "pdf_too_long",
    _MEMORY: "pdf_memory",
    _OUT_OF_TIME: "pdf_time",
}
_TAIL = 4096  # bytes at the end of a file among which its end mark stands
_EDGE = 2  # lines at the top and the bottom of a page that may be its running head
_LEAST_PAGES, _RUNNING = 3, 0.6
"""Pages from which a text has running heads, and the share of them that a line stands on then."""


class BadPdf(ValueError):
    """A PDF without a text that can be read; the message is a word: `pdf_encrypted`, `pdf_broken`
    (also cut short), `pdf_without_text` (scanned), `pdf_too_long`, `pdf_memory`, `pdf_time`."""


def is_pdf(body: bytes) -> bool:
    """Return whether a body is a PDF; some have a few bytes before their mark."""
    before, mark, _ = body[:1024].partition(b"%PDF-")
    return bool(mark) and b"<" not in before


def read_pdf(body: bytes, seconds: float = MAX_SECONDS) -> str:
    """Return the text, a blank line between pages. Blocks up to `seconds`. Raise BadPdf."""
    if b"%%EOF" not in body[-_TAIL:]:
        raise BadPdf("pdf_broken")  # cut short: what is left may read like a shorter posting
    try:
        done = subprocess.run(
            [sys.executable, "-I", __file__],
            input=body,
            capture_output=True,
            timeout=seconds,  # guard: time of a PDF
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise BadPdf("pdf_time") from None
    if done.returncode:
        raise BadPdf(_WORDS.get(done.returncode, "pdf_broken"))
    return done.stdout.decode("utf-8", "replace")


# --- The worker -----------------------------------------------------------------------------------


def _confine() -> None:
    """Memory, processor time and files of this process; the clock is the parent's."""
    import resource

    for name, most in (("AS", MAX_MEMORY), ("CPU", int(MAX_SECONDS)), ("FSIZE", 0), ("CORE", 0)):
        limit = getattr(resource, f"RLIMIT_{name}")
        resource.setrlimit(limit, (most, most))


def _texts(body: bytes) -> list[str]:
    """Return the text of each page. Exit where there is none."""
    import io
    import logging

    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.disable()
    try:
        reader = PdfReader(io.BytesIO(body))
        if reader.is_encrypted and not reader.decrypt(""):
            sys.exit(_ENCRYPTED)
        if len(reader.pages) > MAX_PAGES:  # guard: short PDFs
            sys.exit(_TOO_LONG)
        return [page.extract_text() for page in reader.pages]
    except MemoryError:
        sys.exit(_MEMORY)
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
        OSError,
    ):
        sys.exit(_BROKEN)


def joined(texts: list[str]) -> str:
    """Return pages as one text, without the lines at their edges that every page has (the number in
    them may differ)."""
    pages = [[line.rstrip() for line in text.splitlines() if line.strip()] for text in texts]
    edges = Counter(
        key
        for lines in pages
        for key in {_without_number(line) for line in (*lines[:_EDGE], *lines[-_EDGE:])}
    )
    least = len(pages) * _RUNNING
    running = {key for key, n in edges.items() if len(pages) >= _LEAST_PAGES and n > least}

    def kept(lines: list[str]) -> list[str]:
        while lines and _without_number(lines[0]) in running:
            lines = lines[1:]
        while lines and _without_number(lines[-1]) in running:
            lines = lines[:-1]
        return lines

    return "\n\n".join("\n".join(kept(lines)) for lines in pages)


def _without_number(line: str) -> str:
    return "".join("0" if char.isdigit() else char for char in " ".join(line.split()))


def main() -> None:
    """Read a PDF from standard input and write its text to standard output."""
    _confine()
    text = joined(_texts(sys.stdin.buffer.read())).encode("utf-8", "replace")
    if not text.strip():
        sys.exit(_WITHOUT_TEXT)
    if len(text) > MAX_TEXT:
        sys.exit(_TOO_LONG)
    sys.stdout.buffer.write(text)


if __name__ == "__main__":
    main()
