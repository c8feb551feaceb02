"""Who are you? A visitor's own answer, kept in a signed cookie and recorded as declared."""

from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.responses import PlainTextResponse, RedirectResponse, Response

from adapters.http_api.asgi import App, Receive, Scope, Send
from adapters.http_api.body import small_form
from adapters.http_api.gate.cookies import cookie, own_path, set_cookie
from adapters.http_api.gate.signing import Signer
from domain.community.log.admission import AdmissionRules, clean_name
from domain.kernel.actors import Actor
from domain.kernel.errors import Invalid
from domain.kernel.ids import snowflake

COOKIE: Final = "community_os_who"
LASTS_DAYS: Final = 365


class Visitors:
    """Writes and reads the cookie."""

    def __init__(self, secret: bytes) -> None:
        self._signer = Signer(secret, "who", lasts_days=LASTS_DAYS)

    def actor(self, value: str | None) -> Actor | None:
        """The staff member that a cookie's value declares, if we signed it."""
        found = self._signer.read(value)
        if not isinstance(found, dict) or not isinstance(found.get("name"), str):
            return None
        return Actor(
            kind="staff",
            name=found["name"],
            assurance="declared",
            guild=found.get("guild"),
            member_no=found.get("member_no"),
        )

    def header(self, scope: Scope, form: dict[str, Any]) -> tuple[bytes, bytes]:
        """The header that keeps what a visitor declared; without a name it forgets them."""
        name = form.get("name")
        if not isinstance(name, str) or not name.strip():
            return set_cookie(scope, COOKIE, "", max_age=0)
        kept = clean_name(name, AdmissionRules())
        if kept is None:
            raise Invalid("name: there is no letter in it that can be shown")
        declared = {
            "name": kept,
            "guild": snowflake(form["guild"], where="guild") if form.get("guild") else None,
            "member_no": _number(form.get("member_no")),
        }
        return set_cookie(scope, COOKIE, self._signer.sign(declared), max_age=self._signer.max_age)


class Recognise:
    """Puts the declared actor, or None, where pages and callbacks find it: `request.state.actor`."""

    def __init__(self, app: App, visitors: Visitors) -> None:
        self._app = app
        self._visitors = visitors

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in ("http", "websocket"):
            scope.setdefault("state", {})["actor"] = self._visitors.actor(cookie(scope, COOKIE))
        await self._app(scope, receive, send)


def mount_visitors(app: FastAPI, visitors: Visitors) -> None:
    """`POST /who`: name, and guild and member_no where they are known; then back to `next`."""

    @app.post("/who")
    async def who(request: Request) -> Response:
        try:
            form = await small_form(request)
            kept = visitors.header(request.scope, form)
        except Invalid as problem:
            return PlainTextResponse(f"{problem}\n", status_code=400)
        target = form.get("next")
        response: Response = Response(status_code=204)
        if isinstance(target, str):
            response = RedirectResponse(own_path(target), status_code=303)
        response.raw_headers.append(kept)
        return response


def _number(value: object) -> int | None:
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise Invalid("member_no: a whole number is needed here")
    text = str(value)
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise Invalid("member_no: a whole number is needed here")
    return int(text)
