"""A change that holds once the past is counted again: how far that is."""

from typing import Any

from dash import html

from adapters.dash_ui.components.notice import notice
from adapters.dash_ui.names import legible
from adapters.dash_ui.pages.settings.words import said
from adapters.dash_ui.words import percent
from application.insights.settings import SettingsRead
from domain.community.settings import setting
from domain.operations.jobs import Job


def counting(read: SettingsRead) -> html.Div:
    """Nothing where nothing is being counted."""
    job = read.shown.recounting
    return html.Div([] if job is None else [_notice(job, read)], className="notices")


def _notice(job: Job, read: SettingsRead) -> html.Div:
    changes = job.told.get("changes", {})
    wanted = "; ".join(
        f"{setting(key).title} {said(setting(key), value, read)}" for key, value in changes.items()
    )
    held = read.time_zone.replace("_", " ")
    words: list[Any] = [html.Strong(f"{wanted}: "), _how_far(job)]
    if job.state != "failed":
        words.append(f" It holds as soon as that is done; until then days are those of {held}.")
    symbol = "away" if job.state == "failed" else "calendar"
    return notice(words, name="counting", symbol=symbol)


def _how_far(job: Job) -> str:
    if job.state == "failed":
        why = legible(job.problem) if job.problem else "no reason is known"
        return f"the past could not be counted again ({why}). Nothing was changed; try it once more."
    if job.state == "waiting":
        return "the past is counted again in a moment."
    done = "" if job.share is None else f" {percent(job.share)} is done."
    return f"the past is being counted again.{done}"
