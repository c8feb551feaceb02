"""The callbacks: each reads what the browser says, asks, and hands back components."""

from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State, ctx, no_update, set_props

from adapters.dash_ui.answers import PLACES, Seen, answer
from adapters.dash_ui.arrival import arrive
from adapters.dash_ui.components.living import refresh
from adapters.dash_ui.desk import Desk
from adapters.dash_ui.place import Place, custom_window

_OUTPUTS = {
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
        output={place: _OUTPUTS[place] for place in PLACES},
        inputs={
            "path": Input("url", "pathname"),
            "search": Input("url", "search"),
            "pulse": Input("pulse", "data"),
            "said": Input("who-said", "data"),
            "seen": State("seen", "data"),
        },
        prevent_initial_call=True,
    )
    async def show(path: object, search: object, seen: object, **_: object) -> dict[str, Any]:
        name = desk.who(ctx.cookies or {})
        again = ctx.triggered_id == "pulse"
        arrival = await arrive(desk, Place.of(path, search), again=again)
        answered = answer(arrival, name, Seen.of(seen), looked_again=again)
        if answered.in_place:
            for part, properties in refresh(arrival.content).items():
                set_props(part, dict(properties))
        return answered.places

    @app.callback(
        Output("url", "search"),
        Input("custom-days", "value"),
        Input("custom-as-of", "value"),
        State("url", "pathname"),
        State("url", "search"),
        prevent_initial_call=True,
    )
    async def pick(picked: object, as_of: object, path: object, search: object) -> Any:  # noqa: ANN401
        before = Place.of(path, search)
        after = before.at(as_of=as_of if isinstance(as_of, str) and as_of else None)
        if ctx.triggered_id == "custom-days":
            after = before.at(window=custom_window(picked) or before.window)
        same = (after.window, after.as_of) == (before.window, before.as_of)
        return no_update if same else after.href.removeprefix(after.path)

    @app.callback(
        Output("url", "search", allow_duplicate=True),
        Input("members-search", "value"),
        State("url", "pathname"),
        State("url", "search"),
        prevent_initial_call=True,
    )
    async def look_for(text: object, path: object, search: object) -> Any:  # noqa: ANN401
        before = Place.of(path, search)
        after = before.at(search=(text.strip() or None) if isinstance(text, str) else None)
        return no_update if after.search == before.search else after.href.removeprefix(after.path)

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
