"""Small drawings of a channel: its hours as a strip of heat, its days as bars."""

from collections.abc import Sequence

from dash import html

from adapters.dash_ui.components.attributes import spelled
from adapters.dash_ui.components.drawing import Drawing, Element, element, svg
from adapters.dash_ui.components.sparkline import thinned
from adapters.dash_ui.words import number, runs

_STEPS = 5
"""Shades of the strip beside the empty one: more are not told apart at its size."""

_WIDTH, _HEIGHT, _MOST_BARS = 360.0, 90.0, 120


def hour_strip(hours: Sequence[int]) -> Drawing:
    """Twenty-four cells from midnight to midnight, darker where more was written."""
    most = max(hours) or 1
    parts: list[Element] = [element("path", className="h0", d="M0 0h24v10H0z")]
    for step in range(1, _STEPS + 1):
        cells = [hour for hour, count in enumerate(hours) if count and _step(count, most) == step]
        if cells:
            path = "".join(f"M{hour + 0.06:.2f} 0h.88v10h-.88z" for hour in cells)
            parts.append(element("path", className=f"h{step}", d=path))
    return Drawing(svg(*parts, box=(24, 10), name="hour-strip", stretch=True))


def _step(count: int, most: int) -> int:
    return max(1, -(-count * _STEPS // most))


def hour_cells(hours: Sequence[int]) -> html.Div:
    """The same, larger, each hour saying its count, with the hours below."""
    most = max(hours) or 1
    cells = [
        html.Span(
            className="cell" if count else "cell none",
            style={"--heat-share": f"{count / most * 100:.0f}%"},
            **spelled(data_tip=f"{hour:02d}:00\u2013{(hour + 1) % 24:02d}:00: {number(count)}"),
        )
        for hour, count in enumerate(hours)
    ]
    marks = [html.Span(f"{hour:02d}") for hour in range(0, 24, 3)]
    return html.Div(
        [html.Div(cells, className="cells"), html.Div(marks, className="cell-hours")],
        className="hour-cells",
        **spelled(aria_hidden="true"),
    )


def day_bars(series: Sequence[float | None]) -> Drawing:
    """A bar for each day; days that were not heard are hatched, and not zero."""
    points = thinned(series, _MOST_BARS)
    most = max([value for value in points if value] or [1.0])
    step = _WIDTH / len(points)
    gap = min(1.5, step / 5)
    bars = "".join(
        f"M{at * step + gap / 2:.1f} {_HEIGHT:g}v{-max(1.5, value / most * (_HEIGHT - 4)):.1f}"
        f"h{step - gap:.1f}V{_HEIGHT:g}z"
        for at, value in enumerate(points)
        if value
    )
    unheard = "".join(
        f"M{first * step:.1f} 0H{end * step:.1f}V{_HEIGHT:g}H{first * step:.1f}z"
        for first, end in runs([value is None for value in points])
    )
    parts = [
        element("path", className="ground", d=f"M0 {_HEIGHT:g}H{_WIDTH:g}"),
        *([element("path", className="unheard", d=unheard)] if unheard else []),
        *([element("path", className="bar", d=bars)] if bars else []),
    ]
    return Drawing(svg(*parts, box=(_WIDTH, _HEIGHT), name="day-bars", stretch=True))
