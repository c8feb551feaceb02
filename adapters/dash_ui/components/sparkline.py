"""A sparkline: the course of one number, without axes, drawn as it is."""

from collections.abc import Sequence
from itertools import pairwise

from adapters.dash_ui.components.drawing import Drawing, Element, element, svg
from adapters.dash_ui.words import runs

WIDTH, HEIGHT, MOST_POINTS = 120.0, 36.0, 120
_PAD = 3.0

Course = Sequence[float | None]


def sparkline(series: Course, *, last_open: bool = False) -> Drawing:
    """A line over an area; where nothing was heard the line is broken, not zero.

    The way to a last day that is not over (`last_open`) is dotted: it will rise.
    """
    points = thinned(series, MOST_POINTS)
    known = [value for value in points if value is not None]
    low, high = min([*known, 0.0]), max([*known, 1e-9])
    ground = HEIGHT - _PAD - (0.0 - low) / (high - low) * (HEIGHT - 2 * _PAD) if low < 0 else HEIGHT
    step = WIDTH / max(1, len(points) - 1)

    def at(index: int) -> tuple[float, float]:
        value = points[index] or 0.0
        return index * step, HEIGHT - _PAD - (value - low) / (high - low) * (HEIGHT - 2 * _PAD)

    parts: list[Element] = []
    for first, end in runs([value is not None for value in points]):
        if end - first == 1:
            x, y = at(first)
            width = max(1.5, min(step, 6.0))
            left = min(max(0.0, x - width / 2), WIDTH - width)
            parts.append(element("rect", x=left, y=min(y, ground), width=width, height=abs(ground - y)))
            continue
        spots = [f"{x:.1f} {y:.1f}" for x, y in map(at, range(first, end))]
        line = " ".join(spots)
        parts.append(element("path", className="area", d=_area(line, at(first)[0], at(end - 1)[0], ground)))
        if last_open and end == len(points):
            parts.append(_line(spots[:-1], "line"))
            parts.append(_line(spots[-2:], "line so-far"))
        else:
            parts.append(_line(spots, "line"))
    return Drawing(svg(*parts, box=(WIDTH, HEIGHT), name="sparkline", stretch=True))


def _line(spots: list[str], name: str) -> Element:
    return element("path", className=name, d="M" + " ".join(spots), vectorEffect="non-scaling-stroke")


def _area(line: str, left: float, right: float, ground: float) -> str:
    return f"M{left:.1f} {ground:g} L{line} L{right:.1f} {ground:g}Z"


def thinned(series: Course, most: int) -> list[float | None]:
    """At most so many points, each the mean of its neighbours that were heard."""
    if len(series) <= most:
        return list(series)
    edges = [round(at * len(series) / most) for at in range(most + 1)]
    return [_mean(series[low:high]) for low, high in pairwise(edges)]


def _mean(part: Course) -> float | None:
    heard = [value for value in part if value is not None]
    return sum(heard) / len(heard) if heard else None
