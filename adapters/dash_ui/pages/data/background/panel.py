"""The card of the worker: whether anybody works, what was done when, and what failed and why."""

from collections.abc import Iterator
from typing import Any, Final

from dash import html

from adapters.dash_ui.acts import address
from adapters.dash_ui.components.attributes import spelled
from adapters.dash_ui.components.cards import card, nothing
from adapters.dash_ui.components.drawing import Drawing, ago, element
from adapters.dash_ui.components.forms import at_once
from adapters.dash_ui.names import legible
from adapters.dash_ui.pages.data.background.acts import RETRY
from adapters.dash_ui.words import counted, moment, percent
from domain.operations.jobs import Job
from domain.operations.jobs.background import Background

_MOST: Final = 5
"""Failed jobs that are shown one by one."""

_UNDER: Final = (
    "Beside these pages a worker puts the KPIs of each day, week and month that is over into the database, "
    "for reports, and makes the daily backup."
)
_IN_MEMORY: Final = (
    "This community is kept in memory alone: what can be done at once is, and nothing is published or backed "
    "up."
)
_NOBODY: Final = (
    "Until a worker is there nothing is published and nothing is backed up; these pages go on. Whoever runs "
    "Community OS starts one: it is a part of "
)


def background(read: Background | None, zone: str) -> html.Section:
    """How the worker is; None where there is none to be."""
    if read is None:
        return card("background", "In the background", nothing(_IN_MEMORY))
    body: list[Any] = [_line(read)]
    if not read.works:
        body.append(
            html.P([_NOBODY, html.Code("community-os up"), "."], className="bot-lack"),
        )
    if read.failed:
        body.append(_failures(read, zone))
    rows = [html.Div([html.Dt(name), html.Dd(value)]) for name, value in _rows(read, zone)]
    body.append(html.Dl(rows, className="bot-facts"))
    return card("background", "In the background", body, under=_UNDER)


def _line(read: Background) -> html.P:
    tone, words = _said(read)
    dot = html.Span(className=f"bot-dot {tone}", **spelled(aria_hidden="true"))
    return html.P(
        [dot, html.Span(words, className="bot-sentence")],
        className=f"bot-line {tone}",
        **spelled(data_background=tone),
    )


def _said(read: Background) -> tuple[str, str]:
    if not read.works:
        return "bad", "Nobody works in the background"
    if read.failed:
        return "some", f"{counted(len(read.failed), 'thing')} could not be done"
    if read.under_way:
        return "good", "Something is being done"
    return "good", "Everything is done"


def _rows(read: Background, zone: str) -> Iterator[tuple[str, Any]]:
    for job in read.under_way:
        yield "Now", _how_far(job)
    last = read.last_worker
    if not read.works and last is not None:
        yield "A worker was last there", ago(last.told_at, moment(last.told_at, zone))
    at = read.published_at
    yield "Last published", "Not yet" if at is None else ago(at, moment(at, zone))
    if read.works and read.next_at is not None:
        yield "Published next", f"{moment(read.next_at, zone)}, and whenever the past is changed"
    if read.backup_at is not None:
        yield "Last backup", ago(read.backup_at, moment(read.backup_at, zone))


def _how_far(job: Job) -> str:
    if job.state == "waiting":
        return f"{job.title}: waits for its turn"
    return job.title if job.share is None else f"{job.title}: {percent(job.share)} done"


def _failures(read: Background, zone: str) -> html.Ol:
    lines = [_failure(job, read.guild, zone) for job in read.failed[:_MOST]]
    more = len(read.failed) - len(lines)
    rest = [html.Li(f"And {counted(more, 'more', 'more')}.", key="jobs-more")] if more else []
    return html.Ol([*lines, *rest], className="versions")


def _why(job: Job) -> str:
    words = legible(job.problem) if job.problem else "no reason is known"
    return f"{words[:1].upper()}{words[1:].rstrip('.')}."


def _failure(job: Job, guild: int, zone: str) -> html.Li:
    since = moment(job.began_at or job.asked_at, zone)
    told = [
        html.P(
            [html.Strong(f"{job.title} "), html.Span(f"failed {since}", className="than")], className="by"
        ),
        html.P(_why(job), className="card-under"),
    ]
    again = at_once("Try again", address(RETRY, guild), {"job": job.id}, name=f"{job.title}, {since}")
    return html.Li(
        [html.Div(told, className="told"), Drawing(element("div", again, className="undo"))],
        key=f"job-{job.id}",
    )
