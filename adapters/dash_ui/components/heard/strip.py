"""The strip under a chart: which of its days were heard wholly, in part or not at all."""

from datetime import timedelta
from typing import Any, Final

from dash import html

from adapters.dash_ui.components.attributes import spelled
from adapters.dash_ui.components.heard.words import data_link, gap_words, heard_words
from adapters.dash_ui.place import Place
from adapters.dash_ui.words import counted, day, percent
from domain.insights.data_quality import Gap, HeardDays, Stretch
from domain.insights.data_quality.words import FAMILY_NAMES

MOST_GAPS: Final = 8
"""The longest gaps under a strip; the Data page lists them all."""

FEWEST_DAYS: Final = 5
"""A chart of fewer days keeps room for so many, its own in the middle."""


def heard_strip(
    heard: HeardDays, zone_name: str, place: Place | None = None, *, under_chart: bool = False
) -> html.Div:
    """A thin line where everything was heard, else the days with their shares and the gaps behind a click.

    `place` leads on to the Data page. With `under_chart` it lies under the days of a chart that is drawn
    with our margins (theme/plotly.py).
    """
    words = heard_words(heard)
    track = html.Div(
        [
            *_room(heard, under_chart),
            *(_piece(one, heard) for one in heard.stretches()),
            *_room(heard, under_chart),
        ],
        className="track",
        role="img",
        **spelled(aria_label=f"{words}."),
    )
    names = ["heard", "all" if heard.full else "not-all", *(["under-chart"] if under_chart else [])]
    return html.Div([track, _told(heard, words, zone_name, place)], className=" ".join(names))


def heard_track(heard: HeardDays, words: str) -> html.Div:
    """The strip by itself, among others of the same days; `words` say it to whoever cannot see it."""
    pieces = [_piece(one, heard) for one in heard.stretches()]
    return html.Div(pieces, className="track", role="img", **spelled(aria_label=words))


def _room(heard: HeardDays, under_chart: bool) -> list[html.Span]:
    missing = FEWEST_DAYS - len(heard.shares)
    if not under_chart or missing <= 0:
        return []
    return [html.Span(className="piece later", style={"flexGrow": missing / 2})]


def _piece(stretch: Stretch, heard: HeardDays) -> html.Span:
    first = heard.first + timedelta(days=stretch.first)
    last = first + timedelta(days=stretch.days - 1)
    kind = {None: "later", 0.0: "none", 1.0: "whole"}.get(stretch.share, "part")
    style: dict[str, Any] = {"flexGrow": stretch.days}
    more: dict[str, Any] = {}
    if kind in {"part", "none"}:
        style["--heard"] = f"{(stretch.share or 0) * 100:.0f}%"
        when = day(first) if first == last else f"{day(first)} \u2013 {day(last)}"
        told = "not heard" if kind == "none" else f"heard {percent(stretch.share or 0)}"
        more = {"data_tip": f"{when}: {told}", "data_at": _side(stretch, heard)}
    return html.Span(className=f"piece {kind}", style=style, **spelled(**more))


def _side(stretch: Stretch, heard: HeardDays) -> str:
    """Where the tip of a piece may stand without leaving the card."""
    middle = (stretch.first + stretch.days / 2) / len(heard.shares)
    return "left" if middle < 1 / 3 else "right" if middle > 2 / 3 else "middle"


def _told(heard: HeardDays, words: str, zone_name: str, place: Place | None) -> html.P | html.Details:
    if heard.full or not heard.gaps:
        return html.P(words, className="heard-words")
    longest = sorted(heard.gaps, key=lambda gap: (-gap.seconds, gap.start))[:MOST_GAPS]
    lines = [html.Li(_line(gap, heard, zone_name)) for gap in sorted(longest, key=lambda gap: gap.start)]
    more = len(heard.gaps) - len(longest)
    if more:
        lines.append(html.Li(f"and {counted(more, 'shorter gap')}"))
    if place is not None:
        lines.append(html.Li(data_link(place)))
    return html.Details(
        [html.Summary(words, className="heard-words"), html.Ul(lines, className="heard-gaps")]
    )


def _line(gap: Gap, heard: HeardDays, zone_name: str) -> str:
    told = gap_words(gap, zone_name)
    if len(heard.families) == 1 or set(gap.families) == set(heard.families):
        return told
    return f"{told} ({' and '.join(FAMILY_NAMES[family] for family in gap.families)})"
