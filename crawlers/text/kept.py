"""A property that is read once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

Value = TypeVar("Value")


class kept(Generic[Value]):  # a decorator, as functools.cached_property
    """Make a property of a method that is called once: functools.cached_property without its lock,
    which takes as long as most of what a page is asked."""

    def __init__(self, read: Callable[[Any], Value]) -> None:
        self._read, self.__doc__ = read, read.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, of: None, owner: type) -> kept[Value]: ...
    @overload
    def __get__(self, of: object, owner: type) -> Value: ...
    def __get__(self, of: Any, owner: type) -> kept[Value] | Value:
        if of is None:
            return self
        value = of.__dict__[self._name] = self._read(of)
        return value
