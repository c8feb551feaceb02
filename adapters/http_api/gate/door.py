"""The staff password: one word for the whole team, asked before any page. Off unless it is set."""

import hmac
import html
import ipaddress
from collections import OrderedDict
from collections.abc import Callable
from hashlib import sha256
from typing import Final
from urllib.parse import quote

import attrs
from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from adapters.http_api.asgi import App, Receive, Scope, Send, answer, header, is_api, refuse
from adapters.http_api.body import small_form
from adapters.http_api.gate.cookies import cookie, own_path, set_cookie
from adapters.http_api.gate.signing import Signer
from domain.kernel.errors import Invalid
from domain.kernel.words import counted

COOKIE: Final = "community_os_staff"
OPEN_PATHS: Final = frozenset({"/login", "/healthz", "/readyz"})
LASTS_DAYS: Final = 30


@attrs.define
class Attempts:
    """How many wrong passwords are heard: a few of each address, some more of all together.

    `monotonic` tells seconds; at most so many addresses are remembered, the oldest go first. Of IPv6 the
    network (/64) counts as the address: each of its machines has billions of them.
    """

    monotonic: Callable[[], float]
    each: int = 5
    together: int = 100
    seconds: float = 300.0
    remembered: int = 1000
    _failures: OrderedDict[str, list[float]] = attrs.field(factory=OrderedDict)
    _all: list[float] = attrs.field(factory=list)

    def wait(self, address: str) -> int:
        """Seconds until this address may try again; 0 when it may now."""
        now = self.monotonic()
        self._all = self._recent(self._all, now)
        mine = self._recent(self._failures.get(_counted(address), []), now)
        for failures, most in ((mine, self.each), (self._all, self.together)):
            if len(failures) >= most:
                return 1 + int(failures[-most] + self.seconds - now)
        return 0

    def failed(self, address: str) -> None:
        """A wrong password came from there."""
        now = self.monotonic()
        counted = _counted(address)
        self._failures[counted] = [*self._recent(self._failures.pop(counted, []), now), now]
        self._all.append(now)
        while len(self._failures) > self.remembered:
            self._failures.popitem(last=False)

    def _recent(self, times: list[float], now: float) -> list[float]:
        return [at for at in times if now - at < self.seconds]


class Door:
    """Knows the password, and who has told it."""

    def __init__(self, password: str, secret: bytes, attempts: Attempts) -> None:
        self._digest = _digest(password)
        # A new password ends every visit that an old one began.
        self.signer = Signer(secret, "staff", lasts_days=LASTS_DAYS, seal=self._digest.hex())
        self.attempts = attempts

    def fits(self, password: object) -> bool:
        """Whether that is the password; takes as long when it is almost right."""
        return isinstance(password, str) and hmac.compare_digest(_digest(password), self._digest)

    def knows(self, scope: Scope) -> bool:
        """Whether this browser has told it."""
        return self.signer.read(cookie(scope, COOKIE)) == "staff"


class StaffOnly:
    """Lets through who has told the password; shows the others the way to the door."""

    def __init__(self, app: App, door: Door) -> None:
        self._app = app
        self._door = door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        anybody = scope["type"] not in ("http", "websocket") or scope["path"] in OPEN_PATHS or is_api(scope)
        if anybody or self._door.knows(scope):
            await self._app(scope, receive, send)
        elif scope["type"] == "http" and scope["method"] in ("GET", "HEAD") and _is_page(scope):
            query = scope["query_string"].decode("latin-1")
            wanted = scope["path"] + (f"?{query}" if query else "")
            way = f"/login?next={quote(wanted, safe='/')}"
            await answer(send, 303, "", headers=[(b"location", way.encode("latin-1", "replace"))])
        else:
            await refuse(scope, send, 401, "The staff password is needed: open the dashboard and log in.\n")


def mount_door(app: FastAPI, door: Door) -> None:
    """`/login`: the page that asks, and what it sends."""

    @app.get("/login")
    async def ask(request: Request) -> HTMLResponse:
        return _page(own_path(request.query_params.get("next")))

    @app.post("/login")
    async def tell(request: Request) -> Response:
        address = request.client.host if request.client else "?"
        try:
            form = await small_form(request)
        except Invalid as problem:
            return _page("/", str(problem), status=400)
        target = own_path(str(form.get("next", "")))
        # Asked with the whole form in hand: from here to `failed` nobody else gets a turn, however many
        # forms end in the same moment.
        if wait := door.attempts.wait(address):
            minutes = -(-wait // 60)
            refused = _page(
                target, f"Too many wrong passwords. Try again in {counted(minutes, 'minute')}.", status=429
            )
            refused.headers["retry-after"] = str(wait)
            return refused
        if not door.fits(form.get("password")):
            door.attempts.failed(address)
            return _page(target, "That is not the staff password.", status=403)
        response = RedirectResponse(target, status_code=303)
        name, value = set_cookie(
            request.scope, COOKIE, door.signer.sign("staff"), max_age=door.signer.max_age
        )
        response.raw_headers.append((name, value))
        return response


def _digest(password: str) -> bytes:
    return sha256(password.encode(errors="surrogatepass")).digest()


def _counted(address: str) -> str:
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(known, ipaddress.IPv6Address):
        if known.ipv4_mapped is not None:
            return str(known.ipv4_mapped)
        return str(ipaddress.ip_network((int(known) >> 64 << 64, 64)))
    return address


def _is_page(scope: Scope) -> bool:
    return "text/html" in (header(scope, b"accept") or "")


def _page(target: str, problem: str = "", *, status: int = 200) -> HTMLResponse:
    said = f'<p role="alert">{html.escape(problem)}</p>' if problem else ""
    text = _PAGE.replace("{target}", html.escape(target, quote=True)).replace("{problem}", said)
    return HTMLResponse(text, status_code=status, headers={"cache-control": "no-store"})


_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Community OS</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<style>
  body { font-family: system-ui, sans-serif; display: grid; place-items: center; min-height: 90vh; margin: 0 }
  main { width: min(22rem, 90vw) }
  h1 { font-family: Georgia, "Times New Roman", serif; letter-spacing: .08em; text-transform: uppercase }
  label { display: block; margin: 1rem 0 .3rem }
  input, button { font: inherit; padding: .6rem; width: 100%; box-sizing: border-box; border-radius: .4rem }
  input { border: 1px solid #8888 } button { margin-top: 1rem; border: 0; background: #b3470c; color: #fff }
  [role=alert] { color: #c92a2a; font-weight: 600 }
</style></head><body><main>
<h1>Community OS</h1>
<form method="post" action="/login">
  {problem}
  <input type="hidden" name="next" value="{target}">
  <label for="password">Staff password</label>
  <input id="password" name="password" type="password" autocomplete="current-password" required autofocus>
  <button type="submit">Open the dashboard</button>
</form></main></body></html>
"""
