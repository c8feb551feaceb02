"""The callbacks: each reads what the browser says, asks, and hands back components."""

from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State, ctx, no_update, set_props

from adapters.dash_ui.arrival import Arrival, arrive
from adapters.dash_ui.components.living import outline, refresh
from adapters.dash_ui.components.notice import still_away
from adapters.dash_ui.desk import Desk
from adapters.dash_ui.pages import PAGES
from adapters.dash_ui.place import Place, custom_window
from adapters.dash_ui.shell.bar import freshness, guild_switcher, visitor
from adapters.dash_ui.shell.head import page_head
from adapters.dash_ui.shell.navigation import navigation
from adapters.dash_ui.shell.who import who_form
from adapters.dash_ui.words import days

Seen = dict[str, Any]

_PLACES = {
    "page": Output("page", "children"),
    "seen": Output("seen", "data"),
    "still": Output("still", "children"),
    "fresh": Output("bar-fresh", "children"),
    "head": Output("page-head", "children"),
    "guild": Output("bar-guild", "children"),
    "visitor": Output("bar-who", "children"),
    "form": Output("who", "children"),
    "form_class": Output("who", "className"),
    "nav": Output("nav", "children"),
    "said": Output("said", "children"),
}


def connect(app: Dash, desk: Desk) -> None:
    """Wire the frame to the desk."""

    @app.callback(
        output=_PLACES,
        inputs={
            "path": Input("url", "pathname"),
            "search": Input("url", "search"),
            "pulse": Input("pulse", "data"),
            "said": Input("who-said", "data"),
            "seen": State("seen", "data"),
        },
        prevent_initial_call=True,
    )
    async def show(path: str, search: str, seen: Seen | None, **_: object) -> dict[str, Any]:
        name = desk.who(ctx.cookies or {})
        arrival = await arrive(desk, Place.of(path, search), asks_who=True)
        looked_again = ctx.triggered_id == "pulse"
        answers = answer(arrival, name, seen or {}, looked_again=looked_again)
        if changed_in_place(arrival, seen or {}, answers):
            for part, properties in refresh(arrival.content).items():
                set_props(part, dict(properties))
        return answers

    @app.callback(
        Output("url", "search"),
        Input("custom-days", "value"),
        Input("custom-as-of", "value"),
        State("url", "pathname"),
        State("url", "search"),
        prevent_initial_call=True,
    )
    async def pick(picked: list[str | None] | None, as_of: str | None, path: str, search: str) -> Any:  # noqa: ANN401
        before = Place.of(path, search)
        after = before.at(as_of=as_of or None)
        if ctx.triggered_id == "custom-days":
            after = before.at(window=custom_window(picked) or before.window)
        return no_update if after == before else after.href.removeprefix(after.path)

    app.clientside_callback(
        ClientsideFunction("shell", "settle"), Output("shell-done", "data"), Input("seen", "data")
    )
    app.clientside_callback(
        ClientsideFunction("shell", "sayWho"),
        Output("who-said", "data"),
        Output("who-problem", "children"),
        Input("who-say", "n_clicks"),
        Input("who-name", "n_submit"),
        State("who-name", "value"),
        State("seen", "data"),
        prevent_initial_call=True,
    )


def answer(arrival: Arrival, name: str | None, seen: Seen, *, looked_again: bool) -> dict[str, Any]:
    """What changes in the frame; a second look at the same place leaves alone what is the same."""
    answers: dict[str, Any] = dict.fromkeys(_PLACES, no_update)
    same_place = looked_again and seen.get("href") == arrival.place.href
    keeps = same_place and arrival.away is not None and seen.get("good", False)
    answers["seen"] = {
        "href": arrival.place.href,
        "mark": seen.get("mark") if keeps else arrival.mark,
        "good": keeps or arrival.heading is not None,
        "next": arrival.next_look,
        "title": _title(arrival),
        "guild": None if arrival.guild is None else str(arrival.guild),
        "looks": seen.get("looks", 0) + 1,
        "outline": seen.get("outline") if keeps else outline(arrival.content),
    }
    answers["still"] = still_away(arrival.away) if keeps and arrival.away else []
    if keeps:
        return answers
    answers["fresh"] = freshness(arrival.heading)
    if same_place and seen.get("mark") == arrival.mark:
        return answers
    if same_place and seen.get("good") and arrival.heading is not None:
        if seen.get("outline") != answers["seen"]["outline"]:
            answers["page"] = arrival.content
        return answers
    return answers | {"page": arrival.content} | _around(arrival, name)


def changed_in_place(arrival: Arrival, seen: Seen, answers: dict[str, Any]) -> bool:
    """Whether the page that is shown keeps its outline, and only its numbers are new."""
    now = answers["seen"]
    stays = answers["page"] is no_update and arrival.heading is not None
    return stays and seen.get("outline") == now["outline"] and seen.get("mark") != now["mark"]


def _around(arrival: Arrival, name: str | None) -> dict[str, Any]:
    place = arrival.place
    # Without any community there is no time to choose, and nobody to be.
    pickable = arrival.guild is not None or arrival.away is not None
    return {
        "head": page_head(arrival.title, arrival.heading, place, pickable=pickable),
        "guild": guild_switcher(arrival.guilds, arrival.guild, place),
        "visitor": visitor(name) if pickable else [],
        "form": who_form(arrival.staff, name) if arrival.guild is not None else [],
        "form_class": "who-ask known" if name else "who-ask",
        "nav": navigation(PAGES, place),
        "said": _title(arrival),
    }


def _title(arrival: Arrival) -> str:
    about = arrival.heading
    return arrival.title if about is None else f"{arrival.title}, {about.guild_name}, {days(about.window)}"
