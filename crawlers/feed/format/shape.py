"""Values of JSON that another program wrote, as the typed objects that they should be."""

from __future__ import annotations

from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

Kind = TypeVar("Kind")

WRONG_SHAPE = (ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError)
"""What reading a value of another shape than the declared one raises."""


_NO_MAPPING = ("model_type", "model_attributes_type", "dataclass_type", "dict_type")
_MAPPING_WANTED = "it has members of its own (docs/schema.md): write {raw: ..., ...}, or its path"


def describe(error: BaseException) -> str:
    """Return in words what is wrong with a value whose reading raised an error."""
    if isinstance(error, RecursionError):
        return "nested too deep"
    if isinstance(error, KeyError):
        return f"{error.args[0] if error.args else 'a member'} is missing"
    if isinstance(error, ValueError):
        return _first_problem(error)
    return f"not of the form that it should have ({error})"


def _first_problem(error: ValueError) -> str:
    """Return the words of an error; of pydantic's, which has many lines, path and words of the
    first problem."""
    problems = getattr(error, "errors", None)
    if not callable(problems):
        return str(error)
    first = problems(include_url=False, include_context=False, include_input=False)[0]
    words = _MAPPING_WANTED if first["type"] in _NO_MAPPING else first["msg"]
    return f"{'.'.join(map(str, first['loc']))}: {words}"


def read_as(kind: type[Kind], raw: Any) -> Kind:
    """Return an object of a dataclass; members that the class does not know are left out. Raise
    ValueError, with the path of the member, where one is missing or of another type."""
    if not isinstance(raw, dict):
        raise ValueError("is not an object")
    key: Any = kind
    found = {}
    for name, declared, is_required in _members(key):
        if name not in raw:
            if is_required:
                raise ValueError(f"{name} is missing")
        elif type(raw[name]) is declared:  # a text or a number: most of what there is
            found[name] = raw[name]
        else:
            found[name] = _member(name, declared, raw[name])
    return kind(**found)


@cache
def _members(kind: Any) -> tuple[tuple[str, Any, bool], ...]:
    """Return name and type of each member, and whether it must be there."""
    hints = get_type_hints(kind)
    return tuple(
        (each.name, hints[each.name], each.default is MISSING and each.default_factory is MISSING)
        for each in fields(kind)
    )


def _member(name: str, kind: Any, value: Any) -> Any:
    """Return `_value` of a member; its name is put in front of what is wrong."""
    try:
        return _value(kind, value)
    except ValueError as error:
        between = " " if str(error).startswith("is not ") else "."
        raise ValueError(f"{name}{between}{error}") from None


def _value(kind: Any, value: Any) -> Any:
    """Return a value as one of a declared type. Raise ValueError where it is none."""
    origin, inner = get_origin(kind), get_args(kind)
    if kind is Any:
        return value
    if origin is UnionType:
        if value is None and NoneType in inner:
            return None
        return _value(next(each for each in inner if each is not NoneType), value)
    if origin is Literal:
        if value in inner:
            return value
    elif origin is list and isinstance(value, list):
        return [_value(inner[0], each) for each in value]
    elif origin is dict and isinstance(value, dict):
        return {key: _member(key, inner[1], each) for key, each in value.items()}
    elif is_dataclass(kind) and isinstance(kind, type):
        return read_as(kind, value)
    elif type(value) is kind or (kind is float and type(value) is int):
        return value
    raise ValueError(f"is not {_words(kind)}")


def _words(kind: Any) -> str:
    known = {str: "a text", int: "a whole number", float: "a number", bool: "true or false"}
    if get_origin(kind) is Literal:
        return f"one of {', '.join(map(str, get_args(kind)))}"
    return known.get(kind, "a list" if get_origin(kind) is list else "an object")
