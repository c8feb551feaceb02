"""The Dash application, mounted on the FastAPI app that also serves everything else."""

import base64
import hashlib
from typing import Any, Final, cast

from dash import Dash
from dash.backends._fastapi import reset_current_request, set_current_request
from fastapi import FastAPI, Request, Response

from adapters.dash_ui.arrival import stands
from adapters.dash_ui.callbacks import connect
from adapters.dash_ui.desk import Desk
from adapters.dash_ui.live import LiveRules, mount_live
from adapters.dash_ui.pages import OF_ONE, PAGES
from adapters.dash_ui.place import Place
from adapters.dash_ui.shell.frame import frame
from adapters.dash_ui.web.acting import mount_acts
from adapters.dash_ui.web.bundles import ASSETS, mount_bundles
from adapters.dash_ui.web.calls import Calls
from adapters.dash_ui.web.document import FIRST_SCRIPT, document
from adapters.dash_ui.web.downloads import mount_downloads

TITLE: Final = "Community OS"


def mount(app: FastAPI, desk: Desk, *, live: LiveRules | None = None) -> Dash:
    """Put the dashboard on the app, after every other route: it answers whatever path is left."""
    # Before Dash adds its own routes for the same files, which neither compress nor keep them.
    bundles = mount_bundles(app)
    mount_downloads(app, desk)
    mount_acts(app, desk, (act for page in (*PAGES, *OF_ONE) for act in page.acts))
    if desk.news is not None:
        mount_live(app, desk, desk.news, live)
    # Before Dash adds its layer too: the one added last is the outermost, and reads the body for this one.
    known: dict[str, Any] = {}
    app.add_middleware(Calls, known=lambda: known)
    dash = Dash(
        __name__,
        server=cast("Any", app),
        backend="fastapi",
        serve_locally=True,
        suppress_callback_exceptions=True,
        use_pages=False,
        pages_folder="",
        assets_folder=str(ASSETS),
        index_string=document(),
        title=TITLE,
        update_title="",
        compress=False,
        add_log_handler=False,
    )
    bundles.of(dash)
    dash.layout = frame(demo=desk.demo, live=desk.news is not None)
    connect(dash, desk)
    known |= dash.callback_map
    # Dash does this at the first visit of "/" alone: whoever came first by another page got no scripts.
    dash._setup_server()
    _mount_pages(app, dash, desk)
    return dash


def _mount_pages(app: FastAPI, dash: Dash, desk: Desk) -> None:
    """Every path answers with the frame; a path without a page says so in its status too."""

    @app.get("/{path:path}", include_in_schema=False)
    async def page(request: Request, path: str) -> Response:
        found = await stands(desk, Place.of(f"/{path}", str(request.url.query)))
        token = set_current_request(request)
        try:
            html = dash.index()
        finally:
            reset_current_request(token)
        return Response(
            html,
            status_code=200 if found else 404,
            media_type="text/html",
            headers={"Cache-Control": "no-cache"},
        )


def script_hashes(dash: Dash) -> tuple[str, ...]:
    """The inline scripts of every page, as a content security policy names them ('sha256-...')."""
    scripts = (FIRST_SCRIPT, dash.renderer)
    return tuple(
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
        for script in scripts
    )
