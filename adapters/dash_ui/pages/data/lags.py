"""How late things are told: for each source the time that half, and 19 of 20, of them took at most."""

from collections.abc import Sequence
from datetime import timedelta

from dash import html

from adapters.dash_ui.components.attributes import spelled
from adapters.dash_ui.components.cards import card, nothing
from adapters.dash_ui.names import legible
from adapters.dash_ui.pages.data.sources import source_title
from adapters.dash_ui.words import counted, lasting, number, percent
from domain.community.log.intake import LAG_BOUNDS
from domain.insights.data_quality.lag import AFTERWARDS, Lag


def lags(sources: Sequence[Lag]) -> html.Section:
    """A small distribution for each source; history files have none."""
    title = "How late it was told"
    if not sources:
        words = "Nothing was told live in this time. A history that is brought in is always late."
        return card("lags", title, nothing(words))
    return card(
        "lags",
        title,
        html.Ul([_line(one) for one in sources], className="lags"),
        under="From the moment it happened to the moment it was on record.",
    )


def lag_words(seconds: float) -> str:
    """ "under 1 second", "1.4 seconds", "3 minutes 20 seconds"."""
    if seconds < 0.1:
        return "under 0.1 seconds"
    if seconds < 10:
        return f"{number(seconds)} {'second' if round(seconds, 1) == 1 else 'seconds'}"
    return lasting(timedelta(seconds=seconds))


def _line(one: Lag) -> html.Li:
    shown = [_distribution(one), _quantiles(one)] if one.count else []
    return html.Li(
        [
            html.Span(legible(source_title(one.source)), className="bar-name"),
            html.Span(f"{counted(one.count, 'record')} live", className="than"),
            *shown,
            *([html.Span(_afterwards(one), className="bar-note")] if one.afterwards else []),
        ],
        key=f"lag-{one.source}",
    )


def _quantiles(one: Lag) -> html.Span:
    return html.Span(
        [
            html.Span(["Half within ", html.Span(lag_words(one.p50), className="lag-value")]),
            html.Span(["19 of 20 within ", html.Span(lag_words(one.p95), className="lag-value")]),
        ],
        className="lag-words",
    )


def _afterwards(one: Lag) -> str:
    told = "was" if one.afterwards == 1 else "were"
    return (
        f"{counted(one.afterwards, 'more record')} {told} told afterwards, more than "
        f"{lag_words(AFTERWARDS)} late: a past that was brought in."
    )


def _distribution(one: Lag) -> html.Span:
    """Bars from the first bucket with anything in it to the last, at least a few."""
    filled = [bucket for bucket, count in enumerate(one.live) if count]
    first, last = filled[0], max(filled[-1], filled[0] + 7)
    most = max(one.live)
    bars = [
        html.Span(
            className="lag-bar",
            style={"height": f"{count / most * 100:.0f}%"},
            **spelled(data_tip=f"{_bucket(bucket)}: {percent(count / one.count)}"),
        )
        for bucket, count in enumerate(one.live[: last + 1])
        if bucket >= first
    ]
    return html.Span(bars, className="lag-bars", **spelled(aria_hidden="true"))


def _bucket(bucket: int) -> str:
    if bucket == 0:
        return f"up to {lag_words(LAG_BOUNDS[0])}"
    if bucket >= len(LAG_BOUNDS):
        return f"more than {lag_words(LAG_BOUNDS[-1])}"
    return f"{lag_words(LAG_BOUNDS[bucket - 1])} to {lag_words(LAG_BOUNDS[bucket])}"
