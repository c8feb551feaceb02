"""Cookies in and out."""

from http.cookies import CookieError, SimpleCookie

from adapters.http_api.asgi import Scope


def cookie(scope: Scope, name: str) -> str | None:
    """The value of a cookie that the browser sent."""
    for key, value in scope["headers"]:
        if key == b"cookie":
            try:
                found = SimpleCookie(value.decode("latin-1")).get(name)
            except CookieError:
                continue
            if found is not None:
                return found.value
    return None


def set_cookie(scope: Scope, name: str, value: str, *, max_age: int) -> tuple[bytes, bytes]:
    """The header that sets it: no script reads it, and no page of somebody else sends it along."""
    made: SimpleCookie = SimpleCookie({name: value})
    made[name].update({"path": "/", "max-age": str(max_age), "samesite": "Lax"})
    made[name]["httponly"] = True
    if scope.get("scheme") == "https":
        made[name]["secure"] = True
    return (b"set-cookie", made[name].OutputString().encode("latin-1"))


def own_path(text: str | None) -> str:
    """Where to go afterwards: a path of ours, whatever the address of the page said."""
    if not text or not text.startswith("/") or text.startswith(("//", "/\\")) or not text.isprintable():
        return "/"
    return text if text.isascii() and len(text) <= 2000 else "/"
