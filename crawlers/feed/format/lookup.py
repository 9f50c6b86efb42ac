"""Find one line of a file that is sorted by id, without reading the rest."""

from __future__ import annotations

import os
from pathlib import Path

from crawlers.posting.line import id_of


def find_line(path: Path, posting_id: str) -> bytes:
    """Return the line of an id, its LF included; empty where there is none. Raise OSError where the
    file cannot be read."""
    with path.open("rb") as file:
        low, high = 0, os.fstat(file.fileno()).st_size
        while low < high:  # a line that begins before `low` has a smaller id
            middle = (low + high) // 2
            file.seek(middle)
            file.readline()
            start = file.tell()
            line = file.readline() if start < high else b""
            if line and id_of(line) < posting_id:
                low = start
            else:
                high = middle
        file.seek(low)
        while (line := file.readline()) and id_of(line) < posting_id:
            pass
        return line if line and id_of(line) == posting_id else b""
