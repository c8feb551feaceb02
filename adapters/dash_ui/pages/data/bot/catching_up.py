"""The card of the past: how far the bot is with what was written before it came, or while it was away."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from dash import html

from adapters.dash_ui.components.attributes import spelled
from adapters.dash_ui.components.cards import card
from adapters.dash_ui.components.people import called
from adapters.dash_ui.names import legible
from adapters.dash_ui.words import counted, day, lasting, moment, number
from domain.community.backfill.progress import BackfillProgress, Doing
from domain.kernel.instants import zone as zone_of
from domain.operations.sight import BotSight, Condition

_SENTENCES: Final[Mapping[Doing, str]] = {
    Doing.LISTING: "Looking where something was written meanwhile",
    Doing.GAPS: "Closing gaps: what was written while the bot was away",
    Doing.THREADS: "Looking through archived threads",
    Doing.HISTORY: "Reading the past, the newest first",
    Doing.REACTORS: "Every message is read; asking who reacted",
    Doing.DONE: "Everything is caught up with",
    Doing.STOPPED: "Catching up was interrupted",
}
_MOST: Final = 6


def catching_up(sight: BotSight, zone: str) -> html.Section | html.Div:
    """A bar of channels, and the figures under it; nothing where nothing was ever caught up with."""
    told = sight.progress
    if told is None or sight.simulated:
        return html.Div(className="absent")
    halted = told.doing is not Doing.DONE and sight.condition in (Condition.SILENT, Condition.OFF)
    sentence = "It goes on when the bot is back" if halted else _SENTENCES[told.doing]
    body: list[Any] = [html.P(sentence, className="bot-sentence"), *_bar(told)]
    if told.problem and not halted:
        body.append(html.P(legible(told.problem), className="card-under"))
    rows = [html.Div([html.Dt(name), html.Dd(value)]) for name, value in _rows(told, zone, halted)]
    body.append(html.Dl(rows, className="bot-facts"))
    if sight.unreadable:
        body.append(_unreadable(sight.unreadable))
    return card(
        "catching-up",
        "Catching up",
        body,
        under="What Discord still has of the time before the bot, and of its absences. It keeps no voice.",
    )


def _bar(told: BackfillProgress) -> list[html.Div]:
    if not told.channels:
        return []
    share = told.channels_done / told.channels
    words = f"{number(told.channels_done)} of {counted(told.channels, 'channel')} done"
    track = html.Div(
        html.Span(style={"width": f"{share * 100:.1f}%"}),
        className="progress",
        role="progressbar",
        **spelled(
            aria_label=words,
            aria_valuenow=str(told.channels_done),
            aria_valuemin="0",
            aria_valuemax=str(told.channels),
        ),
    )
    return [track, html.Div(words, className="progress-words")]


def _rows(told: BackfillProgress, zone: str, halted: bool) -> Iterator[tuple[str, str]]:
    yield "Messages read", number(told.messages)
    if told.reached is not None:
        yield "Whole back to", day(told.reached.astimezone(zone_of(zone)).date())
    running = told.doing not in (Doing.DONE, Doing.STOPPED) and not halted
    if running and told.remaining:
        yield "Still to go", f"about {lasting(told.remaining)}"
    if told.reactors_left:
        yield "Reactions to ask about", number(told.reactors_left)
    yield ("Since" if running else "Last worked on"), moment(told.began_at if running else told.told_at, zone)


def _unreadable(channels: Sequence[tuple[int, str | None]]) -> html.Details:
    """Folded where they are many; the bot tries them again each day."""
    shown = [
        html.Li([html.Span("#", className="hash"), called(name or f"channel {channel}")], key=f"no-{channel}")
        for channel, name in channels[:_MOST]
    ]
    more = len(channels) - len(shown)
    rest = [html.Li(f"and {number(more)} more", key="no-more")] if more else []
    return html.Details(
        [
            html.Summary(f"{counted(len(channels), 'channel')} that the bot may not read"),
            html.Ul([*shown, *rest], className="bot-closed"),
            html.P(
                "Give its role View Channel and Read Message History there, or leave them as they are: they "
                "are tried again each day, and counted from then on.",
                className="card-under",
            ),
        ],
        className="as-table",
    )
