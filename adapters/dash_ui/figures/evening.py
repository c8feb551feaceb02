"""People over time at an event: how many were there at each moment, beside the planned time."""

from datetime import datetime, timedelta
from typing import Any, Final

from adapters.dash_ui.theme.plotly import template
from adapters.dash_ui.theme.tokens import LIGHT, SERIES
from adapters.dash_ui.words import counted, number
from domain.insights.events.evening.parts import Course, Evening
from domain.kernel.instants import zone

Figure = dict[str, Any]

_ROOM: Final = 0.22
"""Of the height, above the highest step, for the words of the marks."""

_NEAR: Final = 0.14
"""Share of the width that the words of a mark take."""


def evening_figure(read: Evening) -> Figure:
    """A stepped area, the planned time as a band behind it, its start, end and peak named."""
    course = read.course
    if course is None:
        return {"data": [], "layout": {"template": template()}}
    points = [*course.steps, (course.end, course.steps[-1][1] if course.steps else 0)]
    top = max(1, course.peak)
    area = {
        "type": "scatter",
        "mode": "lines",
        "name": "People there",
        "x": [_local(at, read) for at, _ in points],
        "y": [count for _, count in points],
        "line": {"shape": "hv", "color": SERIES["messages"], "width": 2},
        "fill": "tozeroy",
        "fillcolor": SERIES["messages"] + "33",
        "hovertemplate": "%{y:,} there<extra></extra>",
    }
    return {"data": [area, *_peak(read, course)], "layout": _layout(read, course, top)}


def _local(at: datetime, read: Evening) -> str:
    """Axes know no zones: the clock on the wall of the guild."""
    return at.astimezone(zone(read.time_zone)).replace(tzinfo=None).isoformat()


def _peak(read: Evening, course: Course) -> list[Figure]:
    if course.peak_at is None:
        return []
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "x": [_local(course.peak_at, read)],
            "y": [course.peak],
            "marker": {"size": 9, "color": SERIES["messages"], "line": {"color": "#FFFFFF", "width": 2}},
            "hoverinfo": "skip",
            "cliponaxis": False,
        }
    ]


def _layout(read: Evening, course: Course, top: int) -> dict[str, Any]:
    start, end = read.planned
    marks = [(start, "planned start"), (end, "planned end")]
    shown = [(at, words) for at, words in marks if course.start <= at <= course.end]
    return {
        "template": template(),
        "hovermode": "x unified",
        "shapes": [
            {
                "type": "rect",
                "xref": "x",
                "yref": "paper",
                "x0": _local(max(start, course.start), read),
                "x1": _local(min(end, course.end), read),
                "y0": 0,
                "y1": 1,
                "layer": "below",
                "line": {"width": 0},
                "fillcolor": "rgba(124,92,214,0.10)",
            },
            *(_line(at, read) for at, _ in shown),
        ],
        "annotations": [_words(at, words, course, read) for at, words in shown],
        "xaxis": {
            "type": "date",
            "range": [_local(course.start, read), _local(course.end, read)],
            "tickformat": "%H:%M",
            "hoverformat": "%H:%M",
            "nticks": 8,
        },
        "yaxis": {
            "range": [0, top * (1 + _ROOM)],
            "tickformat": "d",
            **({"dtick": 1} if top <= 5 else {}),
        },
    }


def _line(at: datetime, read: Evening) -> dict[str, Any]:
    return {
        "type": "line",
        "xref": "x",
        "yref": "paper",
        "x0": _local(at, read),
        "x1": _local(at, read),
        "y0": 0,
        "y1": 1,
        "line": {"color": SERIES["active"], "width": 1.5, "dash": "dot"},
    }


def _words(at: datetime, words: str, course: Course, read: Evening) -> dict[str, Any]:
    """Beside its line, on the side where there is room."""
    whole = max(course.end - course.start, timedelta(minutes=1))
    right = (course.end - at) / whole < _NEAR
    return {
        "x": _local(at, read),
        "y": 1,
        "xref": "x",
        "yref": "paper",
        "text": words,
        "showarrow": False,
        "xanchor": "right" if right else "left",
        "yanchor": "top",
        "xshift": -5 if right else 5,
        "font": {"size": 12, "color": LIGHT.muted},
    }


def evening_words(read: Evening) -> str:
    """The chart in a sentence, for whoever cannot see it."""
    if read.course is None or read.course.peak_at is None:
        return "Nobody was in its channels."
    at = read.course.peak_at.astimezone(zone(read.time_zone))
    all_in_all = counted(len(read.came), "person", "people")
    return f"Most people were there at {at:%H:%M}: {number(read.course.peak)}. {all_in_all} came in all."
