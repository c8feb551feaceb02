"""Who may ask: the name in Host and the page in Origin, checked before anything else is looked at.

A page of somebody else can point its own host name at 127.0.0.1 (DNS rebinding) and then reads what we
answer: so only names that we were told are answered. And it can send requests to our real name: so
whatever changes something, and every socket, has to come from a page of ours.
"""

import ipaddress
from urllib.parse import urlsplit

import attrs

from adapters.http_api.asgi import App, Receive, Scope, Send, header, is_api, refuse

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


@attrs.frozen(kw_only=True)
class Names:
    """The names under which browsers may reach us, without ports: a tunnel may lead from any port.

    `before_proxy` are those that visitors may see while a proxy asks us under another one.
    """

    allowed: frozenset[str]
    before_proxy: frozenset[str] = frozenset()

    @classmethod
    def of(cls, bound: str, further: tuple[str, ...] = ()) -> "Names":
        """Loopback, the address that we listen on, and what the administrator allowed."""
        own = () if _everywhere(bound) else (bound.lower(),)
        told = frozenset(name.lower() for name in further)
        return cls(allowed=LOOPBACK | told | {*own}, before_proxy=told - LOOPBACK)

    def knows(self, authority: str | None) -> bool:
        """Whether `name` or `name:port` is one of them."""
        return _name(authority) in self.allowed

    def ours(self, origin: str | None, host: str) -> bool:
        """Whether a page of that origin is ours: the very host that is asked, or a name behind a proxy."""
        if not origin:
            return False
        try:
            parts = urlsplit(origin)
        except ValueError:
            return False
        if parts.scheme not in ("http", "https") or not parts.netloc:
            return False
        if parts.netloc.lower() == host.lower():
            return True
        return _name(parts.netloc) in self.before_proxy


class Guard:
    """Refuses every request and every socket whose Host or Origin is not ours."""

    def __init__(self, app: App, names: Names) -> None:
        self._app = app
        self._names = names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        host = header(scope, b"host") or ""
        if not self._names.knows(host):
            await refuse(scope, send, 421, _unknown_host(host))
        elif not self._may(scope, host):
            await refuse(scope, send, 403, _foreign_page(header(scope, b"origin")))
        else:
            await self._app(scope, receive, send)

    def _may(self, scope: Scope, host: str) -> bool:
        origin = header(scope, b"origin")
        if scope["type"] == "http" and (scope["method"] in SAFE_METHODS or is_api(scope)):
            return True  # no browser sends a key by itself, as it does a cookie
        if origin is None and scope["type"] == "http":
            return header(scope, b"sec-fetch-site") == "same-origin"
        return self._names.ours(origin, host)


def _everywhere(bound: str) -> bool:
    try:
        return ipaddress.ip_address(bound).is_unspecified
    except ValueError:
        return False


def _name(authority: str | None) -> str:
    """The host in `name:port`, in small letters; '' where it cannot be read."""
    try:
        parts = urlsplit(f"//{authority or ''}")
        _ = parts.port
    except ValueError:
        return ""
    # All of it: what would end an authority, or is thrown away in reading one, is in no name.
    if "@" in parts.netloc or parts.netloc != authority:
        return ""
    return parts.hostname or ""


def _unknown_host(host: str) -> str:
    shown = "".join(char for char in host if char.isprintable())[:200]
    return (
        f"This dashboard is not known under the name {shown!r}.\n"
        "Open it as http://127.0.0.1 with its port, or let its administrator add that name to "
        "COMMUNITY_OS_ALLOWED_HOSTS and restart.\n"
    )


def _foreign_page(origin: str | None) -> str:
    shown = "".join(char for char in origin or "" if char.isprintable())[:200]
    said = f"from a page of {shown!r}" if shown else "without saying from which page (no Origin header)"
    return (
        f"This request came {said}, and only pages of this dashboard may send it.\n"
        "Behind a reverse proxy, add the name that visitors see to COMMUNITY_OS_ALLOWED_HOSTS and restart.\n"
    )
