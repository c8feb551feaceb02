"""The course of numbers over days, weeks or months: lines, areas or bars, and what was not heard hatched."""

from collections.abc import Sequence
from typing import Any, Final, Literal

import attrs

from adapters.dash_ui.theme.plotly import template
from adapters.dash_ui.theme.tokens import LIGHT, SERIES
from adapters.dash_ui.words import days
from domain.community.coverage import THROUGHOUT
from domain.insights.kpis.board import Told
from domain.insights.kpis.kpi import Grain, Unit
from domain.insights.kpis.receipt.amounts import in_words
from domain.kernel.windows import Window

Figure = dict[str, Any]
Kind = Literal["lines", "areas", "bars"]

_MOST_TICKS: Final = 7
_HOVER: Final[dict[Unit, str]] = {
    "share": "%{y:.1%}",
    "hours": "%{y:,.1f} h",
    "minutes": "%{y:,.1f} min",
    "seconds": "%{y:,.2f} s",
    "days": "%{y:,.1f} days",
    "points": "%{y:.0f}",
    "people": "%{y:,}",
    "count": "%{y:,}",
}
_AXIS: Final[dict[Unit, str]] = {"share": ".0%"}
_AFTER: Final[dict[Unit, str]] = {"hours": " h", "minutes": " min", "seconds": " s", "days": " days"}
"""Units that an axis has to say; what is counted is said by the title."""

_ROOM: Final = 76
"""Pixels for a number with such a unit, as in "1,200 min"."""

_FEW: Final = 4
"""Up to so many, an axis counts one by one: there is no half of a person."""

_POINT: Final = 7
"""Pixels of a point that stands by itself."""

_LITTLE: Final = 0.04
"""An axis of shares reaches at least so far: its numbers are whole percents, and would all be 0%."""

_MANY: Final = 10_000
"""From here on an axis says thousands as k."""


@attrs.frozen(kw_only=True)
class Span:
    """A period of the axis."""

    name: str
    tick: str
    covered: float
    open: bool


@attrs.frozen(kw_only=True)
class Series:
    """One line, area or row of bars; `faded` is by what held before."""

    name: str
    colour: str
    """A name of SERIES."""

    values: Sequence[float | None]
    unit: Unit
    faded: bool = False
    below: bool = False
    """Bars hang down from zero; their figures are told as they are."""


def spans_of(course: Sequence[Told], grain: Grain) -> list[Span]:
    """The axis of a course."""
    return [
        Span(
            name=_named(told, grain) + (", so far" if told.open else ""),
            tick=f"{told.first:%b %Y}" if grain == "month" else f"{told.first.day} {told.first:%b}",
            covered=told.covered,
            open=told.open,
        )
        for told in course
    ]


def _named(told: Told, grain: Grain) -> str:
    if grain == "month":
        return f"{told.first:%B %Y}"
    return days(Window(first=told.first, last=told.last))


def course_figure(spans: Sequence[Span], series: Sequence[Series], kind: Kind = "lines") -> Figure:
    """Lines beside each other, areas on each other, or bars on each other (negative ones below zero)."""
    series = _readable(series)
    at = [span.name for span in spans]
    still = bool(spans) and spans[-1].open
    if kind == "areas":
        traces = _areas(series, at, still)
    else:
        drawn = {"lines": _line, "bars": _bars}[kind]
        traces = [trace for one in series for trace in drawn(one, at, still)]
    unit = series[0].unit if series else "count"
    values = [abs(value) for one in series for value in one.values if value is not None]
    return {"data": [*traces, *_hatched(spans)], "layout": _layout(spans, unit, max(values, default=0))}


def _readable(series: Sequence[Series]) -> list[Series]:
    """Seconds of all lines in the unit of the longest: nobody reads 30k seconds."""
    most = max(
        (abs(value or 0) for one in series for value in one.values if one.unit == "seconds"), default=0
    )
    size, unit = in_words(most)
    return [
        attrs.evolve(one, unit=unit, values=[None if value is None else value / size for value in one.values])
        if one.unit == "seconds"
        else one
        for one in series
    ]


def _line(one: Series, at: list[str], still: bool) -> list[Figure]:
    """What is not over yet is reached by a dotted way, and its point is hollow."""
    dotted = still and not one.faded
    solid = [*one.values[:-1], None] if dotted else list(one.values)
    line: Figure = {
        "type": "scatter",
        "mode": "lines+markers",
        "name": one.name,
        "x": at,
        "y": solid,
        "line": {"color": SERIES[one.colour], "width": 1.5 if one.faded else 2.2},
        "marker": {"size": _lone(solid), "opacity": 1},
        "hovertemplate": _HOVER[one.unit],
        "opacity": 0.75 if one.faded else 1.0,
        "connectgaps": False,
    }
    if one.faded:
        line["line"]["dash"] = "dash"
    if not dotted:
        return [line]
    last = list(one.values[-2:])
    way = {
        **line,
        "x": at[-2:],
        "y": last,
        "line": {**line["line"], "dash": "dot"},
        "marker": {"size": [*([0] * (len(last) - 1)), _POINT], "symbol": "circle-open", "opacity": 1},
        "hovertemplate": [*([""] * (len(last) - 1)), _HOVER[one.unit]],
        "hoverinfo": [*(["skip"] * (len(last) - 1)), "all"],
        "showlegend": False,
    }
    return [line, way]


def _lone(values: Sequence[float | None]) -> list[int]:
    """The size of each point: no line leads to or from one whose neighbours are unknown, so it is a dot."""
    beside = [None, *values, None]
    return [
        _POINT if value is not None and beside[at] is None and beside[at + 2] is None else 0
        for at, value in enumerate(values)
    ]


def _areas(series: Sequence[Series], at: list[str], still: bool) -> list[Figure]:
    """Areas over what is known, broken where it is not; paler where it is not over yet."""
    known = [all(one.values[spot] is not None for one in series) for spot in range(len(at))]
    open_from = len(at) - 1 if still else len(at)
    traces: list[Figure] = []
    for run in _runs(known[:open_from]):
        traces += [_area(one, at, run, pale=False) for one in series]
    if still and known and known[-1]:
        before = open_from - 1 if open_from and known[open_from - 1] else open_from
        traces += [_area(one, at, range(before, len(at)), pale=True) for one in series]
    return traces


def _runs(known: Sequence[bool]) -> list[range]:
    """The stretches without a gap."""
    found: list[range] = []
    for spot, is_known in enumerate(known):
        if is_known and found and found[-1].stop == spot:
            found[-1] = range(found[-1].start, spot + 1)
        elif is_known:
            found.append(range(spot, spot + 1))
    return found


def _area(one: Series, at: list[str], run: range, *, pale: bool) -> Figure:
    colour = SERIES[one.colour]
    told_before = len(run) - 1 if pale else 0
    return {
        "type": "scatter",
        "mode": "lines" if len(run) > 1 else "lines+markers",
        "stackgroup": f"{'open' if pale else 'closed'}-{run.start}",
        "name": one.name,
        "x": [at[spot] for spot in run],
        "y": [one.values[spot] for spot in run],
        "line": {"color": colour, "width": 1, **({"dash": "dot"} if pale else {})},
        "fillcolor": colour + ("58" if pale else "B0"),
        "hovertemplate": [*([""] * told_before), *([_HOVER[one.unit]] * (len(run) - told_before))],
        "hoverinfo": [*(["skip"] * told_before), *(["all"] * (len(run) - told_before))],
    }


def _bars(one: Series, at: list[str], still: bool) -> list[Figure]:
    opacity = [1.0] * len(at)
    if still:
        opacity[-1] = 0.5
    return [
        {
            "type": "bar",
            "name": one.name,
            "x": at,
            "y": [None if value is None else -value for value in one.values] if one.below else [*one.values],
            "customdata": [*one.values],
            "width": min(0.72, 0.12 * max(1, len(at))),
            "marker": {"color": SERIES[one.colour], "cornerradius": 2, "opacity": opacity},
            "hovertemplate": _HOVER[one.unit].replace("{y", "{customdata"),
        }
    ]


def _hatched(spans: Sequence[Span]) -> list[Figure]:
    """Periods that were not heard throughout."""
    unheard = [span for span in spans if span.covered < THROUGHOUT and not span.open]
    if not unheard:
        return []
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
            "name": "Not heard throughout",
            "x": [span.name for span in unheard],
            "y": [1] * len(unheard),
            "width": 1,
            "yaxis": "y2",
            "hoverinfo": "skip",
            "marker": {"color": "rgba(0,0,0,0)", "line": {"width": 0}, "pattern": pattern},
        }
    ]


def _layout(spans: Sequence[Span], unit: Unit, top: float) -> dict[str, Any]:
    whole = unit in ("people", "count") and top <= _FEW
    every = max(1, -(-len(spans) // _MOST_TICKS))
    ticks = list(range(len(spans) - 1, -1, -every))[::-1]
    return {
        "template": template(),
        **({"margin": {"l": _ROOM}} if unit in _AFTER else {}),
        "barmode": "relative",
        "hovermode": "x unified",
        "xaxis": {
            "type": "category",
            "categoryorder": "array",
            "categoryarray": [span.name for span in spans],
            "range": [-0.5, max(len(spans), 1) - 0.5],
            "tickmode": "array",
            "tickvals": [spans[at].name for at in ticks],
            "ticktext": [spans[at].tick for at in ticks],
            "tickangle": 0,
        },
        "yaxis": {
            "tickformat": _AXIS.get(unit, "~s" if top >= _MANY else ",.2~f"),
            "ticksuffix": _AFTER.get(unit, ""),
            "zeroline": True,
            "zerolinecolor": LIGHT.hairline,
            **({"dtick": 1} if whole else {}),
            **({"range": [0, _LITTLE]} if unit == "share" and 0 < top < _LITTLE else {}),
        },
        "yaxis2": {"overlaying": "y", "range": [0, 1], "visible": False, "fixedrange": True},
    }
