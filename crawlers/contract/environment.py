"""Settings of jobwire that stand in the environment of a command: JOBWIRE_JOBS=2."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

PREFIX = "JOBWIRE_"
_NO = ("", "0", "false", "no")


def from_environment(
    defaults: Mapping[str, object], environment: Mapping[str, str]
) -> dict[str, object]:
    """Return the settings that the environment names, each of the kind of its default: a number, a
    tuple of words between commas, a yes or no (1 or 0), or text. What should be a number and is
    none stays as it is: the command says so.

    defaults: by name; names without PREFIX are left out.
    """
    return {
        name: _as(default, environment[name])
        for name, default in defaults.items()
        if name.startswith(PREFIX) and name in environment
    }


def _as(default: object, text: str) -> object:
    if isinstance(default, bool):
        return text.strip().casefold() not in _NO
    if isinstance(default, tuple):
        return tuple(filter(None, map(str.strip, text.split(","))))
    if isinstance(default, int | float):
        with suppress(ValueError):
            return type(default)(text)
    return text
