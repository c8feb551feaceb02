"""Who came against who said so: six numbers, the course of the evening, and four groups with their names."""

from collections.abc import Sequence
from typing import Any, Final, Literal

from dash import dcc, html

from adapters.dash_ui.components.attributes import spelled
from adapters.dash_ui.components.cards import card, nothing
from adapters.dash_ui.components.living import living
from adapters.dash_ui.components.people import avatar, member_link
from adapters.dash_ui.figures.evening import evening_figure, evening_words
from adapters.dash_ui.pages.events.tiles import Tile, drawn
from adapters.dash_ui.place import Place
from adapters.dash_ui.theme.plotly import CONFIG
from adapters.dash_ui.words import counted, number, percent
from domain.insights.events.evening.parts import Evening, Group, Guest

Square = Group | Literal["early"]

GROUPS: Final[Sequence[tuple[Square, str, str, str]]] = (
    ("kept", "Came and said so", "They said that they would come, and did.", "Nobody who said so came."),
    ("walk_in", "Walked in", "They came without having said so.", "Everybody who came had said so."),
    ("no_show", "Stayed away", "They said that they would come, and did not.", "Everybody who said so came."),
    (
        "early",
        "Left early",
        "They came, and were gone before its last quarter.",
        "Everybody who came stayed on.",
    ),
)

_MEANWHILE: Final[tuple[Square, str, str, str]] = (
    "awaited",
    "Not here yet",
    "They said that they would come, and were not here so far.",
    "Everybody who said so is here, or was.",
)
"""What stands in place of those who stayed away while it runs."""

MOST: Final = 12
"""Names of a group that are seen at once."""


def tiles(read: Evening) -> html.Section:
    """Against what is usual for its series or type, where something is."""
    went = read.line.turnout
    if went is None:
        return html.Section([], className="tiles", id="numbers")
    minutes, over = read.minutes, read.line.phase == "over"
    kept, again = (went.kept_share, went.again_share) if over else (None, None)
    shown = [
        Tile("came", "Came", "For long enough to count", went.came, read.usual and round(read.usual, 1)),
        Tile("said", "Said so", "Said that they would come", went.said, None),
        Tile("kept", "Kept their word", "Of those who said so", kept, None, True),
        Tile("minutes", "Minutes", "Of one who came, on average", minutes and round(minutes), None),
        Tile("first", "First time", "Had come to no event before", went.first_timers, None),
        Tile("again", "Came again", "Of those at the one before", again, None, True),
    ]
    return html.Section(
        [drawn(one._replace(alone=one.previous is None)) for one in shown if one.value is not None],
        className="tiles of-event",
        id="numbers",
        **spelled(aria_label="In numbers"),
    )


def timeline(read: Evening) -> html.Section:
    """People over time."""
    title = "Who was there when"
    if read.course is None or read.course.peak_at is None:
        return card("timeline", title, nothing("Nobody was in its channels."))
    words = living("event-course-words", html.P(evening_words(read), className="card-under"))
    chart = html.Div(
        dcc.Graph(
            id="event-chart", figure=evening_figure(read), config=CONFIG, className="chart", responsive=True
        ),
        className="chart-place event-chart",
        role="img",
        **spelled(aria_label="How many people were there over time"),
    )
    return card("timeline", title, [words, chart])


def groups(read: Evening, place: Place) -> html.Section:
    """Four squares: came or not, said so or not, and who left early."""
    runs = read.line.phase == "now"
    shown = [_MEANWHILE if runs and each[0] == "no_show" else each for each in GROUPS]
    squares = [_square(group, title, words, empty, read, place) for group, title, words, empty in shown]
    glanced = read.of("glanced")
    foot = []
    if glanced:
        who = counted(len(glanced), "person", "people")
        least = counted(read.minimum_minutes, "minute")
        words = (
            f"{who} looked in for less than {least}, and {'does' if len(glanced) == 1 else 'do'} not count."
        )
        foot = [html.P(words, className="card-foot")]
    return card("groups", "Who came, and who said so", [html.Div(squares, className="squares"), *foot])


def _square(group: Square, title: str, words: str, empty: str, read: Evening, place: Place) -> html.Div:
    guests = _guests(group, read)
    part = read.share(guests)
    share = [] if part is None else [html.Span(percent(part), className="than")]
    head = html.Div(
        [html.H3(title), html.P([html.Span(number(len(guests)), className="square-count"), *share])],
        className="square-head",
    )
    body: list[Any] = [html.P(words if guests else empty, className="than")]
    if guests:
        body.append(html.Ol([face(guest, place) for guest in guests[:MOST]], className="faces"))
    if rest := guests[MOST:]:
        summary = html.Summary(f"and {counted(len(rest), 'other')}")
        more = html.Ol([face(guest, place) for guest in rest], className="faces")
        body.append(html.Details([summary, more], className="more"))
    return html.Div([head, *body], className=f"square {group}", **spelled(data_group=group))


def _guests(group: Square, read: Evening) -> tuple[Guest, ...]:
    """Who left early is among those who came as well."""
    return tuple(guest for guest in read.came if guest.early) if group == "early" else read.of(group)


def face(guest: Guest, place: Place) -> html.Li:
    """Somebody, with their minutes where they were there."""
    minutes = (
        [html.Span(f"{number(round(guest.seconds / 60))} min", className="than")] if guest.seconds else []
    )
    return html.Li(
        [avatar(guest.person), member_link(guest.person, place), *minutes],
        key=f"face-{guest.person.member_no}",
    )
