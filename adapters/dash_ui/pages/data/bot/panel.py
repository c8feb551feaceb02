"""The card of the bot: one sentence with a dot, and the few facts behind it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from dash import html

from adapters.dash_ui.components.attributes import spelled
from adapters.dash_ui.components.cards import card
from adapters.dash_ui.components.drawing import ago
from adapters.dash_ui.names import legible
from adapters.dash_ui.pages.data.bot.conditions import PHASES, said
from adapters.dash_ui.words import counted, moment, short_number
from domain.operations.bot import ShardState
from domain.operations.sight import BotSight, Condition

_GUIDE: Final = "docs/DISCORD_SETUP.md"
_MOST_SHARDS: Final = 8
_MEGABYTE: Final = 1_000_000
_MANY_REFUSED: Final = 10
"""A few are everyday: each closed channel is asked for once a day."""

_SILENT: Final = (Condition.SIMULATED, Condition.OFF)


def panel(sight: BotSight, zone: str) -> html.Section:
    """How the bot is, and what it lacks."""
    told = said(sight)
    line = html.P(
        [_dot(told.tone), html.Span(told.sentence, className="bot-sentence")],
        className=f"bot-line {told.tone}",
        **spelled(data_bot=str(sight.condition)),
    )
    body: list[Any] = [line]
    if told.meaning:
        body.append(html.P(legible(told.meaning), className="card-under"))
    if sight.condition is Condition.OFF:
        body.append(_how_to_turn_on())
    if sight.condition not in _SILENT:
        body += [*_lacks(sight), _facts(sight, zone)]
    return card("bot", "The bot", body)


def _dot(tone: str) -> html.Span:
    return html.Span(className=f"bot-dot {tone}", **spelled(aria_hidden="true"))


def _how_to_turn_on() -> html.Ol:
    steps: tuple[list[Any], ...] = (
        ["Make a bot and invite it: ", html.Code(_GUIDE), " leads through it in about ten minutes."],
        ["Put its token into the settings, as ", html.Code("DISCORD_TOKEN"), "."],
        ["Start Community OS again. This card says when the bot listens; you need not reload."],
    )
    return html.Ol([html.Li(step) for step in steps], className="bot-steps")


def _lacks(sight: BotSight) -> Iterator[html.P]:
    """What is unavailable, lost or late, each with what to do."""
    missing = {each.switch: each.unavailable for one in sight.processes for each in one.state.missing}
    for switch, unavailable in missing.items():
        yield _lack(
            f"{switch} is off",
            f"These read unavailable: {unavailable}. Turn the switch on at the page Bot of Discord\u2019s "
            "Developer Portal, and start the bot again.",
        )
    if sight.dropped:
        yield _lack(
            f"{counted(sight.dropped, 'record')} lost",
            "The database was away for so long that there was no room left for what was heard. Messages of "
            "that time are caught up with; a larger COMMUNITY_OS_JOURNAL_MB keeps more.",
        )
    if sight.damaged_bytes:
        yield _lack(
            "The disk of the bot lost something",
            f"{counted(sight.damaged_bytes, 'byte')} of what was heard could not be read again. Messages of "
            "that time are caught up with; have the disk looked at.",
        )
    if sight.is_late:
        yield _lack(
            "Waiting for the database",
            "What was heard is safe on the disk of the bot, and counts as soon as the database takes it in.",
        )


def _lack(title: str, words: str) -> html.P:
    return html.P([html.Strong(f"{legible(title)}. "), legible(words)], className="bot-lack")


def _facts(sight: BotSight, zone: str) -> html.Dl:
    rows = [html.Div([html.Dt(name), html.Dd(value)]) for name, value in _rows(sight, zone)]
    return html.Dl(rows, className="bot-facts")


def _rows(sight: BotSight, zone: str) -> Iterator[tuple[str, Any]]:
    if sight.condition is Condition.SILENT:
        yield "Last seen", _when(max(one.told_at for one in sight.processes), zone)
    else:
        shard = sight.shard
        if shard is not None and shard.last_event is not None:
            yield "Last heard", _when(shard.last_event, zone)
        if shard is not None and shard.last_heard is not None:
            yield "Last sign of life", _when(shard.last_heard, zone)
    over = sight.condition is Condition.SILENT
    since = [f", since {moment(one.state.since, zone)}" * (not over) for one in sight.processes]
    runs = [f"{one.holder}{when}" for one, when in zip(sight.processes, since, strict=True)]
    yield (
        "Ran as" if over else "Runs as",
        [html.Span(legible(each), className="bot-run") for each in runs],
    )
    shards = [shard for one in sight.processes for shard in one.state.shards]
    if len(shards) > 1 and sight.condition is not Condition.SILENT:
        yield "Connections", _connections(shards, sight.shard)
    yield "Not yet counted", _waiting(sight, zone)
    if sight.quarantined:
        yield "Set aside", f"{counted(sight.quarantined, 'notice')} of Discord that could not be read"
    refused = sum(one.state.invalid_requests for one in sight.processes)
    if refused >= _MANY_REFUSED:
        yield "Refused by Discord", f"{counted(refused, 'request')} in the last ten minutes"


def _when(at: datetime, zone: str) -> Any:  # noqa: ANN401 — Dash has no common type of children
    return ago(at, moment(at, zone))


def _waiting(sight: BotSight, zone: str) -> Any:  # noqa: ANN401
    waiting = [one.backlog for one in sight.processes if one.backlog.records]
    if not waiting:
        return "Nothing waits"
    told = counted(sum(each.records for each in waiting), "record")
    oldest = min((each.oldest for each in waiting if each.oldest is not None), default=None)
    if not sight.is_late or oldest is None:
        return told  # and of the disk a file is freed as a whole, so that its size says nothing of a few
    size = sum(each.bytes for each in waiting) / _MEGABYTE
    return [f"{told}, {short_number(size)} MB, the oldest from ", _when(oldest, zone)]


def _connections(shards: list[ShardState], mine: ShardState | None) -> Any:  # noqa: ANN401
    """Each by itself where they are few; else those that do not listen, and the one of this guild."""
    few = len(shards) <= _MOST_SHARDS
    shown = [one for one in shards if few or one.phase != "listening" or one == mine][:_MOST_SHARDS]
    lines = [
        html.Li(
            [
                _dot(PHASES[one.phase][0]),
                f"{one.shard + 1} of {one.count}: {PHASES[one.phase][1]}, ",
                counted(len(one.guilds), "server"),
                *([html.Span(" (this one)", className="bot-mine")] if one == mine else []),
            ],
            key=f"shard-{one.shard}",
        )
        for one in shown
    ]
    more = len(shards) - len(shown)
    rest = [html.Li(f"and {_others(more)}", key="shards-more")] if more else []
    return html.Ul([*lines, *rest], className="bot-shards")


def _others(more: int) -> str:
    """Connections that are not shown one by one."""
    return counted(more, "more that listens", "more that listen")
