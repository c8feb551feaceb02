"""The events of a time in six numbers, each beside the time before."""

from typing import Any, NamedTuple

from dash import html

from adapters.dash_ui.components.attributes import spelled
from adapters.dash_ui.components.drawing import counting
from adapters.dash_ui.components.sparkline import sparkline
from adapters.dash_ui.words import change, counted, number
from domain.insights.events.calendar import Events
from domain.insights.events.course import Sums
from domain.insights.overview import relative_change


class Tile(NamedTuple):
    """A number, what it answers, and the same of the time before; `share` says that it is one."""

    key: str
    title: str
    question: str
    value: float | None
    previous: float | None
    share: bool = False
    note: str = ""
    alone: bool = False
    """There is no time before that it could be compared with."""


def tiles_of(now: Sums, before: Sums | None) -> list[Tile]:
    """What a manager reads first."""

    def tile(
        key: str,
        title: str,
        question: str,
        of: str,
        *,
        share: bool = False,
        note: str = "",
        alone: bool = False,
    ) -> Tile:
        previous = None if before is None else getattr(before, of)
        return Tile(key, title, question, getattr(now, of), previous, share, note, alone)

    off = f"{counted(now.called_off, 'event')} called off" if now.called_off else ""
    return [
        tile("held", "Events", "How many took place?", "held", note=off),
        tile("people", "People who came", "How many different people came?", "people"),
        tile("average", "At an event", "How many come on average?", "average"),
        tile(
            "kept",
            "Kept their word",
            "Who said so, and came?",
            "kept_share",
            share=True,
            note=_of(now.kept, now.said, "who said so"),
        ),
        tile(
            "again",
            "Came again",
            "Who came before, and again?",
            "again_share",
            share=True,
            note=_of(now.again, now.before, "of the time before"),
            alone=True,
        ),
        tile("newcomers", "First time", "Who came for the very first time?", "newcomers"),
    ]


def _of(part: int | None, whole: int | None, who: str) -> str:
    return f"{number(part)} of {number(whole)} {who}" if part is not None and whole else ""


def event_tiles(read: Events) -> html.Section:
    """All six; the course of people at events under their average."""
    shown = tiles_of(read.sums, read.before)
    return html.Section(
        [drawn(one, read.series if one.key == "average" else ()) for one in shown],
        className="tiles of-events",
        id="numbers",
        **spelled(aria_label="In numbers"),
    )


def drawn(one: Tile, series: tuple[float | None, ...] = ()) -> html.Article:
    """A tile; what cannot be said is said to be so."""
    head: list[Any] = [
        html.H3(one.title, className="tile-title"),
        html.P(one.question, className="tile-question"),
    ]
    marks = spelled(data_tile=one.key)
    if one.value is None:
        return html.Article(
            [*head, html.P("\u2013", className="tile-none")], className="tile silent", **marks
        )
    value = number(round(one.value * 100)) if one.share else number(one.value)
    unit = [html.Span("%", className="tile-unit")] if one.share else []
    than = [] if one.alone else [html.P(_compared(one), className="tile-change")]
    count = html.Div(
        [html.P([counting(value), *unit], className="tile-value"), *than], className="tile-count"
    )
    course = [sparkline(series)] if len(series) > 1 else []
    note = [html.P(one.note, className="tile-note")] if one.note else []
    return html.Article([*head, count, *course, *note], className="tile", **marks)


def _compared(one: Tile) -> list[Any]:
    value = one.value or 0.0
    if one.previous is None:
        return [html.Span("Nothing to compare with", className="than")]
    was = _shown(one, one.previous)
    if _shown(one, value) == was:
        return [html.Span("= the same as before", className="than")]
    grew = value > one.previous
    if one.share:
        much = f" {number(abs(round(value * 100) - round(one.previous * 100)))} points"
    else:
        relative = relative_change(value, one.previous)
        much = "" if relative is None else f" {change(relative)}"
    spoken = html.Span("up " if grew else "down ", className="spoken")
    arrow = html.Span("\u25b2" if grew else "\u25bc", className="arrow", **spelled(aria_hidden="true"))
    return [
        html.Span([spoken, arrow, much], className="better" if grew else "worse"),
        html.Span(f" from {was}", className="than"),
    ]


def _shown(one: Tile, value: float) -> str:
    return f"{number(round(value * 100))}%" if one.share else number(value)
