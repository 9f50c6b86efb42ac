"""Settings of jobwire that stand in the environment of a command: JOBWIRE_JOBS=2."""

from __future__ import annotations

import sys
from collections.abc import Mapping

PREFIX = "JOBWIRE_"
_NO = ("", "0", "false", "no")


def from_environment(
    defaults: Mapping[str, object], environment: Mapping[str, str]
) -> dict[str, object]:
    """Return the settings that the environment names, each of the kind of its default: a number, a
    tuple of words between commas, a yes or no (1 or 0), or text. End the program with a sentence
    where a number is none: settings are read before any command could say so.

    defaults: by name; names without PREFIX are left out.
    """
    return {
        name: _as(default, name, environment[name])
        for name, default in defaults.items()
        if name.startswith(PREFIX) and name in environment
    }


def _as(default: object, name: str, text: str) -> object:
    if isinstance(default, bool):
        return text.strip().casefold() not in _NO
    if isinstance(default, tuple):
        return tuple(filter(None, map(str.strip, text.split(","))))
    if isinstance(default, int | float):
        try:
            return type(default)(text)
        except ValueError:
            print(f"{name}={text} in the environment: give a number", file=sys.stderr)
            sys.exit(64)
    return text
