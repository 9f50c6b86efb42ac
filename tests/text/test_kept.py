"""A property that is kept is read once for each object."""

from __future__ import annotations

from crawlers.text.kept import kept


class Lamp:
    def __init__(self, oil: int) -> None:
        self.oil, self.looks = oil, 0

    @kept
    def hours(self) -> int:
        """How long it burns."""
        self.looks += 1
        return self.oil * 2


def test_a_kept_property_is_read_once_for_each_object() -> None:
    small, large = Lamp(1), Lamp(4)
    assert (small.hours, large.hours, small.hours) == (2, 8, 2)
    assert (small.looks, large.looks) == (1, 1)


def test_a_kept_property_of_a_class_is_the_property() -> None:
    assert isinstance(Lamp.hours, kept) and Lamp.hours.__doc__ == "How long it burns."
