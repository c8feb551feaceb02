"""Notices: what to know about a page before believing its numbers, in plain words."""

from typing import Any

import dash_mantine_components as dmc
from dash import html

from adapters.dash_ui.components.heard import DATA_PATH, SENT_ONLY
from adapters.dash_ui.components.notice import nobody_listens, notice
from adapters.dash_ui.place import Place
from adapters.dash_ui.words import day, percent, sentence, spans
from domain.insights.overview import Overview


def notices(read: Overview, place: Place) -> html.Div:
    """Everything to know about this reading; often nothing."""
    found = []
    if read.opened_at_last_day and read.last_day is not None:
        found.append(nobody_listens(read.last_day))
    if _quiet(read):
        found.append(notice(_nothing_here(read, place), name="quiet"))
    elif read.covered < 1:
        found.append(notice(_unheard(read, place), name="gaps"))
    return html.Div(found, className="notices")


def _quiet(read: Overview) -> bool:
    return not any(point.messages or point.reactions or point.active for point in read.days)


def _nothing_here(read: Overview, place: Place) -> list[Any]:
    recorded = ""
    if read.first_day is not None and read.last_day is not None:
        recorded = f" Activity is on record from {day(read.first_day)} to {day(read.last_day)}."
    heard = "Nobody was listening in this time." if read.covered <= 0 else "Nothing happened in this time."
    everything = place.at(window="all", as_of=None).href
    return [f"{heard}{recorded} ", dmc.Anchor("Show all of it", href=everything, refresh=False)]


def _unheard(read: Overview, place: Place) -> list[Any]:
    more = dmc.Anchor("See what was heard", href=place.at(path=DATA_PATH).href, refresh=False)
    if read.covered <= 0:
        return [SENT_ONLY, more]
    heard = sentence(percent(read.covered))
    told: list[Any] = [
        f"{heard} of this time was heard. What is missing is unknown, not zero; the chart shows it hatched."
    ]
    if read.gaps:
        told.append(f" Not heard: {spans(read.gaps, read.time_zone)}.")
    return [*told, " ", more]
