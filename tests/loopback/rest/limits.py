"""How often a route may be asked, as Discord tells it in headers; and answers that a scenario ordered."""

import time
from collections.abc import Mapping

import attrs
from aiohttp import web

OF_INTERACTIONS = "/interactions/"
"""Discord reference, "Global Rate Limit": the endpoints of interactions are not bound to it."""


@attrs.define(kw_only=True)
class Bucket:
    """So many requests of one route and one channel, guild or webhook in a window."""

    limit: int
    seconds: float
    left: int = attrs.field(init=False)
    ends: float = attrs.field(init=False, default=0.0)

    def __attrs_post_init__(self) -> None:
        self.left = self.limit

    def take(self) -> bool:
        now = time.monotonic()
        if now >= self.ends:
            self.left, self.ends = self.limit, now + self.seconds
        self.left -= 1
        return self.left >= 0

    def headers(self, name: str) -> dict[str, str]:
        after = max(self.ends - time.monotonic(), 0.0)
        return {
            "X-RateLimit-Limit": str(self.limit),
            "X-RateLimit-Remaining": str(max(self.left, 0)),
            "X-RateLimit-Reset": f"{time.time() + after:.3f}",
            "X-RateLimit-Reset-After": f"{after:.3f}",
            "X-RateLimit-Bucket": name,
        }


@attrs.define
class Limits:
    """Buckets by route; `off` answers as fast as it can."""

    off: bool = False
    of_all: Bucket = attrs.field(factory=lambda: Bucket(limit=50, seconds=1.0))
    default: tuple[int, float] = (50, 1.0)
    of_route: dict[str, tuple[int, float]] = attrs.field(factory=dict)
    buckets: dict[tuple[str, str], Bucket] = attrs.field(factory=dict)

    def set(self, route: str, limit: int, seconds: float) -> None:
        """From now on this route (such as `/channels/{channel}/messages`) may be asked so often."""
        self.of_route[route] = (limit, seconds)
        for key in [key for key in self.buckets if key[0].endswith(route)]:
            del self.buckets[key]

    def take(self, route: str, major: str) -> tuple[Mapping[str, str], web.Response | None]:
        """The headers that tell what is left, and the refusal if nothing is."""
        if self.off:
            return {}, None
        if not route.partition(" ")[2].startswith(OF_INTERACTIONS) and not self.of_all.take():
            return {}, too_many(self.of_all.ends - time.monotonic(), of_all=True)
        key = (route, major)
        if key not in self.buckets:
            limit, seconds = self.of_route.get(route.partition(" ")[2], self.default)
            self.buckets[key] = Bucket(limit=limit, seconds=seconds)
        bucket = self.buckets[key]
        free = bucket.take()
        headers = bucket.headers(f"{hash(route) & 0xFFFFFFFF:08x}")
        return headers, None if free else too_many(bucket.ends - time.monotonic(), headers=headers)


def too_many(
    seconds: float, *, of_all: bool = False, headers: Mapping[str, str] | None = None
) -> web.Response:
    """A 429 of Discord itself, which says how long to wait; it came `Via` Discord's own proxy."""
    seconds = max(round(seconds, 3), 0.001)
    body = {"message": "You are being rate limited.", "retry_after": seconds, "global": of_all}
    told = {**(headers or {}), "Via": "1.1 loopback", "Retry-After": f"{seconds:.3f}"}
    told |= {"X-RateLimit-Global": "true"} if of_all else {}
    told |= {"X-RateLimit-Scope": "global" if of_all else "user"}
    return json_answer(body, 429, told)


def banned_by_cloudflare(seconds: float = 3600) -> web.Response:
    """A 429 of the firewall in front of Discord: no `Via`, no JSON; asking on makes it longer."""
    headers = {"Retry-After": str(int(seconds)), "Content-Type": "text/html"}
    return web.Response(status=429, headers=headers, body=b"error code: 1015")


def json_answer(body: object, status: int = 200, headers: Mapping[str, str] | None = None) -> web.Response:
    """Discord's content type has no charset, and the library insists on that."""
    import msgspec

    told = {**(headers or {}), "Content-Type": "application/json"}
    return web.Response(status=status, body=msgspec.json.encode(body), headers=told)
