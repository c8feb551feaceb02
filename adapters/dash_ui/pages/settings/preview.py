"""Who would move: what a change would do to the segments, before it is saved."""

from dash import html

from adapters.dash_ui.components.attributes import spelled
from adapters.dash_ui.components.drawing import Drawing
from adapters.dash_ui.components.living import as_tree
from adapters.dash_ui.components.people import avatar, member_link
from adapters.dash_ui.place import Place
from adapters.dash_ui.words import counted, number
from application.insights.segments import SettingsPreview
from domain.insights.overview import Person
from domain.insights.segments import TITLES, TOLD, Move, Segment


def preview(read: SettingsPreview) -> Drawing:
    """How many would move, from where to where, with the first of them by name; and every segment's size."""
    moved = f"{counted(read.moved, 'member')} would move" if read.moved else "Nobody would move"
    moves = [_move(move, read) for move in read.moves]
    body = [html.Ol(moves, className="moves")] if moves else []
    return Drawing(
        as_tree(
            html.Section(
                [
                    html.H3(f"{moved} if you save this", className="part-title"),
                    *body,
                    html.Dl([_size(segment, read) for segment in TOLD], className="sizes"),
                ],
                className="card preview",
                role="status",
            )
        )
    )


def _move(move: Move, read: SettingsPreview) -> html.Li:
    place = Place(path="/settings", guild=str(read.guild))
    people = [_who(one, read, place) for one in move.members]
    more = move.count - len(move.members)
    rest = [html.Li(f"and {number(more)} more", className="than")] if more else []
    return html.Li(
        [
            html.P(
                [
                    html.Strong(number(move.count), className="count-of"),
                    html.Span(TITLES[move.before], className="was"),
                    html.Span(" \u2192 ", className="to"),
                    html.Strong(TITLES[move.after]),
                ]
            ),
            html.Ul([*people, *rest], className="movers"),
        ],
        key=f"{move.before}-{move.after}",
    )


def _who(member_no: int, read: SettingsPreview, place: Place) -> html.Li:
    person = read.people.get(member_no) or Person(
        member_no=member_no, name=f"Member {member_no}", initials="?"
    )
    return html.Li([avatar(person), member_link(person, place)])


def _size(segment: Segment, read: SettingsPreview) -> html.Div:
    before, after = read.before.get(segment, 0), read.after.get(segment, 0)
    change = after - before
    sign = [html.Span(f"{change:+,}", className="than")] if change else []
    return html.Div(
        [html.Dt(TITLES[segment]), html.Dd([number(after), *sign])],
        className="size",
        **spelled(data_changed="" if change else None),
    )
