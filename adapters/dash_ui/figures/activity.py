"""Activity over time: what was written and reacted to, day by day, and below it how many took part."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any, Final, NamedTuple, Protocol

from adapters.dash_ui.theme.plotly import template
from adapters.dash_ui.theme.tokens import LIGHT, SERIES
from adapters.dash_ui.words import day as day_words
from adapters.dash_ui.words import number, percent, runs
from domain.community.coverage import THROUGHOUT
from domain.insights.overview import DayPoint, Together
from domain.kernel.words import counted, was_or_were

Figure = dict[str, Any]

MOST_BARS: Final = 92
"""Up to a quarter each day is a bar; beyond, bars would stand too close, and areas read better."""

MOST_DAYS: Final = 400
"""Beyond, single days are noise: each point is the average day of a week."""

_DAY_MS: Final = 86_400_000


class Plotted(NamedTuple):
    """A point of the chart: a day, or the average day of a week; who was `active` is None where unknown."""

    day: date
    messages: float
    reactions: float
    active: float | None
    covered: float


def activity_figure(days: Sequence[DayPoint], *, last_open: bool = False) -> Figure:
    """Two panels over one time axis; days that were not heard are hatched, not zero.

    `last_open` says that the last day is not over: it is drawn paler, as it will grow.
    """
    points = plotted(days)
    at = [point.day.isoformat() for point in points]
    messages = given("Messages", "messages", at, [point.messages for point in points])
    messages |= {"customdata": _heard(points), "hovertemplate": "%{y:,}%{customdata}"}
    reactions = given("Reactions", "reactions", at, [point.reactions for point in points])
    bars = [messages, reactions] if any(point.reactions for point in points) else [messages]
    if last_open:
        for trace in bars:
            if trace["type"] == "bar":
                trace["marker"]["opacity"] = [1.0] * (len(at) - 1) + [0.5]
    return {
        "data": [*bars, *_taking_part(points, at, last_open=last_open), *hatched(days)],
        "layout": _layout(days),
    }


def _taking_part(points: Sequence[Plotted], at: list[str], *, last_open: bool) -> list[Figure]:
    counts = [point.active for point in points]
    line: Figure = {
        "type": "scatter",
        "mode": "lines+markers" if len(points) == 1 else "lines",
        "name": "Active members",
        "x": at,
        "y": counts,
        "yaxis": "y2",
        "line": {"color": SERIES["active"], "width": 2},
        "hovertemplate": "%{y:,}",
    }
    if not last_open or len(points) < 2 or len(points) > MOST_BARS:
        return [line]
    dotted = {
        **line,
        "x": at[-2:],
        "y": counts[-2:],
        "line": {**line["line"], "dash": "dot"},
        "hovertemplate": None,
        "hoverinfo": ["skip", "all"],
    }
    return [{**line, "y": [*counts[:-1], None]}, dotted]


def plotted(days: Sequence[DayPoint]) -> list[Plotted]:
    """The days as they are, or the average day of each week where there are too many."""
    if len(days) <= MOST_DAYS:
        return [
            Plotted(p.day, p.messages, p.reactions, None if p.silent else p.active, p.covered) for p in days
        ]
    weeks = groupby(days, key=lambda point: point.day - timedelta(days=point.day.weekday()))
    return [_average(list(points)) for _, points in weeks]


def _average(week: list[DayPoint]) -> Plotted:
    days = Together(days=tuple(week))
    active = days.usual(lambda day: day.active)
    return Plotted(
        day=week[0].day,
        messages=round(days.usual(lambda day: day.messages) or 0, 1),
        reactions=round(days.usual(lambda day: day.reactions) or 0, 1),
        active=None if active is None else round(active, 1),
        covered=days.covered,
    )


def _heard(points: Sequence[Plotted]) -> list[str]:
    return ["" if p.covered >= THROUGHOUT else f"<br>heard {percent(p.covered)} of that time" for p in points]


def given(name: str, key: str, at: list[str], counts: Sequence[float]) -> Figure:
    """Stacked bars of a series, or areas where bars would stand too close."""
    if len(at) > MOST_BARS:
        kind: Figure = {
            "type": "scatter",
            "mode": "lines",
            "stackgroup": "given",
            "line": {"color": SERIES[key], "width": 1.5},
            "fillcolor": SERIES[key] + "66",
        }
    else:
        width = _DAY_MS * min(0.72, 0.12 * len(at))
        kind = {"type": "bar", "width": width, "marker": {"color": SERIES[key], "cornerradius": 2}}
    return {
        **kind,
        "name": name,
        "x": at,
        "y": counts,
        "hovertemplate": "%{y:,}",
    }


class Heard(Protocol):
    """A day of a chart, and the share of it that was heard."""

    @property
    def day(self) -> date: ...
    @property
    def covered(self) -> float: ...


def hatched(days: Sequence[Heard]) -> list[dict[str, Any]]:
    """One hatched column over both panels for each run of days that were not heard throughout."""
    unheard = runs([point.covered < THROUGHOUT for point in days])
    if not unheard:
        return []
    noon = timedelta(hours=12)
    middles = []
    for first, end in unheard:
        start = datetime.combine(days[first].day, datetime.min.time()) - noon
        middles.append((start + timedelta(days=end - first) / 2).isoformat())
    pattern = {
        "shape": "/",
        "size": 7,
        "solidity": 0.18,
        "fgcolor": LIGHT.edge,
        "bgcolor": "rgba(140,128,114,0.10)",
    }
    return [
        {
            "type": "bar",
            "name": "Not heard",
            "x": middles,
            "y": [1] * len(unheard),
            "width": [(end - first) * _DAY_MS for first, end in unheard],
            "yaxis": "y3",
            "hoverinfo": "skip",
            "marker": {"color": "rgba(0,0,0,0)", "line": {"width": 0}, "pattern": pattern},
        }
    ]


def _layout(days: Sequence[DayPoint]) -> dict[str, Any]:
    weekly = len(days) > MOST_DAYS
    return {
        "template": template(),
        "barmode": "stack",
        "hovermode": "x unified",
        "hoversubplots": "axis",
        "xaxis": {
            "type": "date",
            "range": edges(days),
            "anchor": "y2",
            "hoverformat": "average day of the week of %-d %b %Y" if weekly else "%a %-d %b %Y",
            "tickformat": "%-d %b" if len(days) <= 200 else "%b %Y",
            "nticks": 8,
            **({"tickvals": [point.day.isoformat() for point in days]} if len(days) <= 7 else {}),
        },
        "yaxis": {"domain": [0.36, 1.0], "tickformat": "~s", "anchor": "x"},
        "yaxis2": {
            **template()["layout"]["yaxis"],
            "domain": [0.0, 0.26],
            "tickformat": "~s",
            "nticks": 3,
            "anchor": "x",
        },
        "yaxis3": {"domain": [0.0, 1.0], "range": [0, 1], "visible": False, "fixedrange": True},
    }


def edges(days: Sequence[Heard]) -> list[str] | None:
    """Half a day around the first and the last; a few days alone keep a decent distance."""
    if not days:
        return None
    margin = timedelta(days=max(0.0, (5 - len(days)) / 2), hours=12)
    first, last = (datetime.combine(days[end].day, datetime.min.time()) for end in (0, -1))
    return [(first - margin).isoformat(), (last + margin).isoformat()]


def activity_words(days: Sequence[DayPoint]) -> str:
    """The chart in a sentence or two, for whoever cannot see it."""
    if not any(point.messages or point.reactions for point in days):
        return "No activity was recorded in this time."
    best = max(days, key=lambda point: point.messages)
    lively = max(days, key=lambda point: point.active)
    unheard = sum(point.covered < THROUGHOUT for point in days)
    told = [
        f"Most was written on {day_words(best.day, weekday=True)}: {counted(best.messages, 'message')}.",
        f"Most people took part on {day_words(lively.day, weekday=True)}: {number(lively.active)}.",
    ]
    if len(days) > MOST_DAYS:
        told.append("Each point of the chart is the average day of a week.")
    if unheard:
        told.append(
            f"{number(unheard)} of {counted(len(days), 'day')} {was_or_were(unheard)} not heard throughout."
        )
    return " ".join(told)
