"""The Top 10: who gave most, ties stated, and for each score the receipt that adds up to it."""

from collections.abc import Mapping
from typing import Final

from dash import html

from adapters.dash_ui.components.attributes import spelled
from adapters.dash_ui.components.cards import card, nothing
from adapters.dash_ui.components.drawing import counting
from adapters.dash_ui.components.people import avatar, member_link
from adapters.dash_ui.names import legible
from adapters.dash_ui.place import Place
from adapters.dash_ui.words import brief, counted, number
from domain.insights.leaderboard import Leaderboard, Standing
from domain.insights.overview import Person
from domain.insights.scoring import REACTIONS_GIVEN, ScorePart

_MESSAGES_ALONE: Final = "Who reacted is not known here, so messages alone make the score."
_OPEN: Final = " Open a row to see how it adds up."


def top(board: Leaderboard, people: Mapping[int, Person], place: Place | None = None) -> html.Section:
    """The first places of a window; where nobody knows who reacted, reactions are left out, not zero."""
    here = place or Place()
    places = len(board.standings)
    title = f"Top {places}" if places > 1 else "Top members"
    if not board.standings:
        return card("top", title, nothing("Nobody has a score in this time yet."))
    best = board.standings[0].score
    unknown = not board.reactors_known
    rows = [
        html.Li(
            _row(one, people, best, here, unknown=unknown),
            key=f"member-{one.member_no}",
            **spelled(data_flip=str(one.member_no)),
        )
        for one in board.standings
    ]
    return card(
        "top",
        title,
        [html.Ol(rows, className="top"), html.P(_rest(board), className="card-foot")],
        under=(_MESSAGES_ALONE if unknown else f"Score = {_formula(board.standings[0].parts)}.") + _OPEN,
    )


def ranked(standing: Standing) -> str:
    """The rank, with a tie stated: "=2"."""
    return f"={standing.rank}" if standing.tied else str(standing.rank)


def _row(
    standing: Standing, people: Mapping[int, Person], best: float, place: Place, *, unknown: bool
) -> html.Details:
    person = people.get(standing.member_no) or Person(
        member_no=standing.member_no, name=f"Member {standing.member_no}", initials="?"
    )
    share = standing.score / best if best else 0.0
    gave = brief(standing.messages, "message")
    if not unknown:
        gave += f" \u00b7 {brief(standing.reactions, 'reaction')}"
    summary = html.Summary(
        [
            html.Span(
                ranked(standing),
                className="rank",
                title=f"shares rank {standing.rank}" if standing.tied else "",
            ),
            avatar(person),
            html.Span(
                [
                    member_link(person, place),
                    html.Span(gave, className="gave"),
                ],
                className="who",
            ),
            html.Span(counting(number(standing.score)), className="score"),
            html.Span(className="chevron", **spelled(aria_hidden="true")),
            html.Span(
                html.Span(style={"width": f"{share * 100:.1f}%"}),
                className="share",
                **spelled(aria_hidden="true"),
            ),
        ],
        **spelled(aria_label=_spoken(standing, person, unknown=unknown)),
    )
    return html.Details(
        [summary, receipt(standing, unknown=unknown)],
        className="place",
        **spelled(data_member=str(standing.member_no)),
    )


def receipt(standing: Standing, *, unknown: bool = False) -> html.Table:
    """Each count times its weight, and their sum; what nobody told (`unknown`) has no count and no points."""
    lines = [
        html.Tr(
            [html.Th(part.what.capitalize(), scope="row"), *_counted(part)]
            if not (unknown and part.what == REACTIONS_GIVEN)
            else [html.Th(part.what.capitalize(), scope="row"), html.Td("not known", colSpan=3)]
        )
        for part in standing.parts
    ]
    total = html.Tr([html.Th("Score", scope="row"), html.Td(), html.Td(), html.Td(number(standing.score))])
    heads = html.Thead(
        html.Tr([html.Th(word, scope="col") for word in ("What", "Count", "Weight", "Points")]),
        className="spoken",
    )
    return html.Table([heads, html.Tbody(lines), html.Tfoot(total)], className="receipt")


def _counted(part: ScorePart) -> list[html.Td]:
    return [html.Td(number(part.count)), html.Td(f"\u00d7 {part.weight:g}"), html.Td(number(part.points))]


def _formula(parts: tuple[ScorePart, ...]) -> str:
    return " + ".join(f"{part.what} \u00d7 {part.weight:g}" for part in parts)


def _spoken(standing: Standing, person: Person, *, unknown: bool) -> str:
    shared = "shared rank" if standing.tied else "rank"
    told = (
        f"{legible(person.name)}, {shared} {standing.rank}, score {number(standing.score)}, "
        f"{counted(standing.messages, 'message')}"
    )
    return told if unknown else f"{told}, {counted(standing.reactions, 'reaction')}"


def _rest(board: Leaderboard) -> str:
    scored = f"{counted(board.scored, 'member has', 'members have')} a score in this time."
    if board.also_tied:
        return f"And {number(board.also_tied)} more with the same score as the last one. {scored}"
    return scored
