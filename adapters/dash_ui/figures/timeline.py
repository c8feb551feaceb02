"""Somebody's time: what they wrote and reacted to by day, below it their minutes in voice; marks on top."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any, Final

from adapters.dash_ui.figures.activity import MOST_DAYS, edges, given, hatched
from adapters.dash_ui.theme.plotly import template
from domain.insights.profile.parts import Moment, ProfileDay

Figure = dict[str, Any]

_PIN: Final = "#62584C"
"""A ground that white figures are read on, by day and by night."""

_HIGH, _LOW = 0.8, 0.2
_NEAR: Final = 0.06
"""Share of the width that a pin takes on a telephone."""


def timeline_figure(
    days: Sequence[ProfileDay], moments: Sequence[Moment], *, last_open: bool = False
) -> Figure:
    """Bars over one time axis, days that were not heard hatched; `moments` are numbered pins from 1 on.

    `last_open` says that the last day is not over: it is drawn paler, as it will grow. Where nobody
    talked there is no panel for voice.
    """
    points = days if len(days) <= MOST_DAYS else _weeks(days)
    at = [point.day.isoformat() for point in points]
    traces = [given("Messages", "messages", at, [point.messages for point in points])]
    if any(point.reactions for point in points):
        traces.append(given("Reactions given", "reactions", at, [point.reactions for point in points]))
    talked = any(point.voice_seconds for point in points)
    if talked:
        minutes = [round(point.voice_seconds / 60) for point in points]
        traces.append({**given("Minutes in voice", "active", at, minutes), "yaxis": "y2"})
    for trace in traces:
        if last_open and trace["type"] == "bar":
            trace["marker"]["opacity"] = [1.0] * (len(at) - 1) + [0.5]
    return {
        "data": [*traces, *hatched(days), *_pins(days, moments)],
        "layout": _layout(days, moments, talked=talked),
    }


def _weeks(days: Sequence[ProfileDay]) -> list[ProfileDay]:
    """The sums of each week, at its first day."""
    weeks = groupby(days, key=lambda point: point.day - timedelta(days=point.day.weekday()))
    return [_sum(list(points)) for _, points in weeks]


def _sum(week: list[ProfileDay]) -> ProfileDay:
    return ProfileDay(
        day=week[0].day,
        messages=sum(point.messages for point in week),
        reactions=sum(point.reactions for point in week),
        voice_seconds=sum(point.voice_seconds for point in week),
        covered=sum(point.covered for point in week) / len(week),
    )


def _pins(days: Sequence[ProfileDay], moments: Sequence[Moment]) -> list[Figure]:
    """One pin for each time that stands out, in two rows, so that neighbours do not hide each other."""
    times = list(dict.fromkeys(_middle(one) for one in moments))
    near = timedelta(days=len(days) * _NEAR)
    rows: list[float] = []
    for before, at in zip([None, *times], times, strict=False):
        beside = before is not None and abs(at - before) < near
        rows.append(_LOW if beside and rows[-1] == _HIGH else _HIGH)
    return [
        {
            "type": "scatter",
            "mode": "markers+text",
            "x": [at.isoformat() for at in times],
            "y": rows,
            "yaxis": "y4",
            "text": [str(number) for number in range(1, len(times) + 1)],
            "textfont": {"color": "#FFFFFF", "size": 11},
            "marker": {"size": 18, "color": _PIN},
            "hoverinfo": "skip",
            "cliponaxis": False,
        }
    ] * bool(times)


def _middle(one: Moment) -> datetime:
    return _midnight(one.first) + (_midnight(one.last) - _midnight(one.first)) / 2


def _midnight(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time())


def _layout(days: Sequence[ProfileDay], moments: Sequence[Moment], *, talked: bool) -> dict[str, Any]:
    top = 0.82 if moments else 1.0
    weekly = len(days) > MOST_DAYS
    axis = template()["layout"]["yaxis"]
    return {
        "template": template(),
        "barmode": "stack",
        "hovermode": "x unified",
        "hoversubplots": "axis",
        "shapes": [_band(one) for one in moments if one.kind == "silence"],
        "xaxis": {
            "type": "date",
            "range": edges(days),
            "anchor": "y2" if talked else "y",
            "hoverformat": "week of %-d %b %Y" if weekly else "%a %-d %b %Y",
            "tickformat": "%-d %b" if len(days) <= 200 else "%b %Y",
            "nticks": 8,
            **({"tickvals": [point.day.isoformat() for point in days]} if len(days) <= 7 else {}),
        },
        "yaxis": {
            "domain": [0.36 if talked else 0.0, top],
            "tickformat": "~s",
            "anchor": "x",
            **_whole(days),
        },
        "yaxis2": {**axis, "domain": [0.0, 0.26], "tickformat": "~s", "nticks": 3, "anchor": "x"},
        "yaxis3": {"domain": [0.0, top], "range": [0, 1], "visible": False, "fixedrange": True},
        "yaxis4": {"domain": [top, 1.0], "range": [0, 1], "visible": False, "fixedrange": True},
    }


def _whole(days: Sequence[ProfileDay]) -> dict[str, int]:
    """Few are counted one by one: there is no half message."""
    return {"dtick": 1} if max((day.messages + day.reactions for day in days), default=0) <= 4 else {}


def _band(one: Moment) -> dict[str, Any]:
    """The days of a silence, behind everything."""
    noon = timedelta(hours=12)
    return {
        "type": "rect",
        "xref": "x",
        "yref": "paper",
        "x0": (_midnight(one.first) - noon).isoformat(),
        "x1": (_midnight(one.last) + noon).isoformat(),
        "y0": 0,
        "y1": 1,
        "layer": "below",
        "line": {"width": 0},
        "fillcolor": "rgba(140,128,114,0.14)",
    }
