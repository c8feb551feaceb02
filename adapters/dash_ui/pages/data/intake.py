"""What came in: how much each source told, what was known already, and what disagreed."""

from collections.abc import Mapping, Sequence
from typing import Final

from dash import html

from adapters.dash_ui.components.attributes import spelled
from adapters.dash_ui.components.cards import card, nothing
from adapters.dash_ui.names import legible
from adapters.dash_ui.pages.data.sources import source_title
from adapters.dash_ui.words import counted, listed, number, short_number
from domain.insights.data_quality.intake import SourceIntake

_PARTS: Final = (
    ("accepted", "New"),
    ("duplicate", "Known already"),
    ("differing", "Differing copies"),
)
_NOTHING: Final = "Nothing was received in this time. A history counts on the day on which it is brought in."
KIND_NAMES: Final[Mapping[str, str]] = {
    "message": "messages",
    "reaction": "reactions",
    "reactions_seen": "counts of reactions",
    "member_joined": "joins",
    "member_left": "leaves",
    "voice_joined": "arrivals in voice",
    "voice_left": "departures from voice",
    "command_run": "commands",
    "event_scheduled": "events planned",
    "event_started": "events begun",
    "event_completed": "events ended",
    "event_cancelled": "events called off",
    "rsvp_added": "promises to come",
    "rsvp_removed": "promises taken back",
    "role_given": "roles given",
    "role_taken": "roles taken",
    "message_edited": "edits of messages",
    "message_deleted": "deletions of messages",
    "reaction_removed": "reactions taken back",
    "event_updated": "changes of plans of events",
    "thread_created": "threads begun",
    "invite_created": "invites made",
    "voice_state": "changes of who is deaf, muted or alone in voice",
}


def intake(sources: Sequence[SourceIntake]) -> html.Section:
    """A bar for each source, of what came of all that it told."""
    title = "What came in"
    if not sources:
        return card("intake", title, nothing(_NOTHING))
    return card(
        "intake",
        title,
        [_legend(sources), html.Ol([_line(one) for one in sources], className="bars parts")],
        under="By the day on which it was received. Whatever was told twice is counted once.",
    )


def _legend(sources: Sequence[SourceIntake]) -> html.Ul:
    shown = [(key, name) for key, name in _PARTS if any(getattr(one, key) for one in sources)]
    return html.Ul(
        [
            html.Li([html.Span(className=f"swatch {key}", **spelled(aria_hidden="true")), name])
            for key, name in shown
        ],
        className="legend",
    )


def _line(one: SourceIntake) -> html.Li:
    parts = [
        html.Span(
            className=f"part {key}",
            style={"flexGrow": getattr(one, key)},
            title=f"{name}: {number(getattr(one, key))}",
        )
        for key, name in _PARTS
        if getattr(one, key)
    ]
    told = [_part(getattr(one, key), name.lower()) for key, name in _PARTS if getattr(one, key)]
    kinds = [_kind(kind.kind, kind.accepted) for kind in one.kinds]
    return html.Li(
        [
            html.Span(legible(source_title(one.source)), className="bar-name"),
            html.Span(number(one.told), className="bar-value", title=counted(one.told, "record")),
            html.Span(parts, className="bar-track parts", **spelled(aria_hidden="true")),
            html.Span(f"{listed(told)}.", className="bar-note"),
            *([html.Span(f"Of these new: {listed(kinds)}.", className="bar-note")] if kinds else []),
        ],
        key=f"source-{one.source}",
    )


def _part(count: int, name: str) -> str:
    return f"{short_number(count)} {name.replace('copies', 'copy') if count == 1 else name}"


def _kind(kind: str, count: int) -> str:
    """ "2 events ended", "1 event ended"; a kind of other programs goes by its own name."""
    name = KIND_NAMES.get(kind)
    if name is not None and count == 1:
        things, _, more = name.partition(" ")
        name = f"{things.removesuffix('s')} {more}".rstrip()
    return f"{short_number(count)} {name or kind.replace('_', ' ')}"
