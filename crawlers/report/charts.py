"""Charts as inline SVG without text: words and figures stand in HTML around them, so they are sharp
at any width."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from markupsafe import Markup, escape

from crawlers.feed.format.clock import FORMAT

WIDTH, HEIGHT = 1000, 100
"""Units of a drawing; it is stretched to its box, and lines keep their width."""

Point = tuple[str, int]
"""An instant and a count."""


_FLAT = 0.5
"""The share of the largest count from which on the smallest one does not begin at the floor: a
change of three in four hundred would not be seen. Set by hand."""


def bounds(points: Sequence[Point]) -> tuple[int, int]:
    """Return the counts at the floor and at the top of a chart of steps: from zero, or, where all
    counts are alike, from a little below the smallest."""
    counts = [count for _, count in points]
    least, most = min(counts), max(counts)
    if least <= _FLAT * most or least == most:
        return 0, max(1, most)
    return max(0, least - max(1, (most - least) // 2)), most


def steps(points: Sequence[Point], says: str, marks: Sequence[str] = (), end: str = "") -> Markup:
    """Return a count that holds until it changes, between its `bounds`; the area below is filled
    where it begins at zero. marks: instants to strike through, such as withheld runs. end: the
    instant at the right edge, where that is later."""
    if not points:
        return Markup("")
    across = _scale([*(instant for instant, _ in points), *marks, *filter(None, [end])])
    floor, top = bounds(points)
    corners: list[str] = []
    height = 0.0
    for instant, count in points:
        if corners:
            corners.append(f"{across(instant):.1f} {height:.1f}")
        height = HEIGHT - (count - floor) / (top - floor) * (HEIGHT - 6) - 2
        corners.append(f"{across(instant):.1f} {height:.1f}")
    corners.append(f"{WIDTH} {height:.1f}")
    line = "L".join(corners)
    first = corners[0].partition(" ")[0]
    area = (
        f'<path class="area" d="M{first} {HEIGHT}L{line}L{WIDTH} {HEIGHT}Z"/>' if not floor else ""
    )
    strikes = "".join(f'<path class="mark" d="M{across(mark):.1f} 0V{HEIGHT}"/>' for mark in marks)
    return _drawing(f'{area}{strikes}<path class="line" d="M{line}"/>', says, "steps")


def bars(runs: Sequence[tuple[str, int, int, int]], says: str) -> Markup:
    """Return one bar a run: added and updated above the middle, closed below. runs: label, added,
    updated, closed."""
    top = (
        max(1, *(max(added + updated, closed) for _, added, updated, closed in runs)) if runs else 1
    )
    slot = WIDTH / max(len(runs), 1)
    width = min(slot * 0.7, 50)
    middle = HEIGHT / 2
    scale = (middle - 2) / top
    drawn = []
    for place, (label, added, updated, closed) in enumerate(runs):
        left = (place + 0.5) * slot - width / 2
        heights = (("added", -added, 0), ("updated", -updated, -added), ("closed", closed, 0))
        rects = "".join(
            _rect(kind, left, width, middle, size * scale, start * scale)
            for kind, size, start in heights
            if size
        )
        drawn.append(
            f"<g><title>{escape(label)}: {added} added, {updated} updated, {closed} "
            f"closed</title>{rects}</g>"
        )
    axis = f'<path class="axis" d="M0 {middle}H{WIDTH}"/>'
    return _drawing(axis + "".join(drawn), says, "bars")


def share(now: float, before: float | None) -> Markup:
    """Return a share of one as a bar; before: what it was, as a tick."""
    tick = (
        f'<path class="tick" d="M{before * WIDTH:.1f} 0V{HEIGHT}"/>' if before is not None else ""
    )
    ground = f'<rect class="ground" width="{WIDTH}" height="{HEIGHT}"/>'
    fill = f'<rect class="fill" width="{now * WIDTH:.1f}" height="{HEIGHT}"/>'
    return _drawing(ground + fill + tick, "", "share")


def _rect(kind: str, left: float, width: float, middle: float, size: float, start: float) -> str:
    top = middle + start + min(size, 0)
    return (
        f'<rect class="{kind}" x="{left:.1f}" y="{top:.1f}" width="{width:.1f}" '
        f'height="{abs(size):.1f}"/>'
    )


def _scale(instants: Sequence[str]) -> Callable[[str], float]:
    seconds = {
        each: datetime.strptime(each, FORMAT).replace(tzinfo=UTC).timestamp() for each in instants
    }
    first, last = min(seconds.values()), max(seconds.values())
    return lambda instant: (
        (seconds[instant] - first) / (last - first) * WIDTH if last > first else 0.0
    )


def _drawing(inside: str, says: str, kind: str) -> Markup:
    """says: what the drawing shows, for those who do not see it; "" where the words beside it say
    so."""
    heard = f'role="img" aria-label="{escape(says)}"' if says else 'aria-hidden="true"'
    return Markup(
        f'<svg class="{kind}" viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="none" '
        f"{heard}>{inside}</svg>"
    )
