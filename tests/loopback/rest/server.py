"""`/api/v10`: finds the route, counts the request, and answers, or refuses, as Discord does."""

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import unquote

import attrs
import msgspec
from aiohttp import BodyPartReader, web

from tests.loopback.rest import application, channels, guilds
from tests.loopback.rest.asked import Asked
from tests.loopback.rest.interactions import Interactions
from tests.loopback.rest.limits import Limits, json_answer
from tests.loopback.rest.refusals import Refusal, unauthorized
from tests.loopback.rest.writing import events, messages
from tests.loopback.world.portal import Portal
from tests.loopback.world.things import Guild
from tests.loopback.world.world import World

BASE = "/api/v10"
INVALID = frozenset({401, 403, 429})
WITHOUT_TOKEN = ("/interactions/", "/webhooks/")

Answer = Callable[[Asked], Any]


@attrs.define(kw_only=True)
class Fault:
    """An answer that a scenario ordered, for requests whose `METHOD /path` holds `matching`."""

    make: Callable[[], web.Response | None]
    times: float
    matching: str


class Api:
    """The routes that the bot uses; one that it does not use yet is a complaint, and fails the test."""

    def __init__(
        self, world: World, portal: Portal, gateway_url: Callable[[], str], complaints: list[str]
    ) -> None:
        self.world, self.portal, self.complaints = world, portal, complaints
        self.shards = 1
        self.requests: Counter[tuple[str, int]] = Counter()
        self.log: list[tuple[str, str, int]] = []
        self.limits = Limits()
        self.faults: list[Fault] = []
        self.lost: list[Fault] = []
        """Requests that are done, and whose connection breaks before their answer."""

        self.held: list[Fault] = []
        """Requests that are done, and that are answered when nobody waits any more."""

        self.interactions = Interactions()
        self.tell: Callable[[str, Guild, Any, Any], None] = lambda *_: None
        """What the bot does is told to the connections too."""

        self._gateway_url = gateway_url
        self._routes = _by_length(self._all_routes())

    def _all_routes(self) -> dict[str, Answer]:
        answers = self.interactions
        original = "/webhooks/{application}/{token}/messages/@original"
        return {
            "GET /users/@me": application.me,
            "GET /users/@me/guilds": guilds.joined,
            "GET /oauth2/applications/@me": application.application,
            "GET /applications/@me": application.application,
            "GET /gateway": lambda _: {"url": self._gateway_url()},
            "GET /gateway/bot": self._gateway,
            "GET /guilds/{guild}/channels": guilds.channels,
            "GET /guilds/{guild}/threads/active": guilds.active,
            "GET /guilds/{guild}/members": guilds.members,
            "GET /guilds/{guild}/roles": guilds.roles,
            "GET /guilds/{guild}/invites": guilds.invites,
            "GET /guilds/{guild}/scheduled-events": guilds.scheduled_events,
            "POST /guilds/{guild}/scheduled-events": events.create,
            "GET /guilds/{guild}/scheduled-events/{event}": events.one,
            "PATCH /guilds/{guild}/scheduled-events/{event}": events.edit,
            "DELETE /guilds/{guild}/scheduled-events/{event}": events.delete,
            "GET /guilds/{guild}/scheduled-events/{event}/users": guilds.subscribers,
            "GET /channels/{channel}": channels.one,
            "GET /channels/{channel}/messages": channels.messages,
            "GET /channels/{channel}/messages/{message}": channels.message,
            "POST /channels/{channel}/messages": messages.create,
            "PATCH /channels/{channel}/messages/{message}": messages.edit,
            "DELETE /channels/{channel}/messages/{message}": messages.delete,
            "GET /channels/{channel}/messages/{message}/reactions/{emoji}": channels.reactors,
            "GET /channels/{channel}/threads/archived/public": channels.archived_public,
            "GET /channels/{channel}/threads/archived/private": channels.archived_private,
            "PUT /applications/{application}/commands": application.commands,
            "PUT /applications/{application}/guilds/{guild}/commands": application.commands,
            "POST /interactions/{interaction}/{token}/callback": answers.callback,
            "POST /webhooks/{application}/{token}": answers.follow_up,
            f"GET {original}": answers.original,
            f"PATCH {original}": answers.edit,
            f"DELETE {original}": answers.delete,
        }

    def _gateway(self, _: Asked) -> dict[str, Any]:
        starts = {"total": 1000, "remaining": 999, "reset_after": 86_400_000, "max_concurrency": 1}
        return {"url": self._gateway_url(), "shards": self.shards, "session_start_limit": starts}

    async def serve(self, request: web.Request) -> web.Response:
        path = request.raw_path.partition("?")[0].removeprefix(BASE)
        route, answer, ids = self._find(request.method, path)
        response = await self._answer(request, path, route, answer, ids)
        if self._taken(self.lost, f"{request.method} {path}") and request.transport is not None:
            request.transport.abort()
        if self._taken(self.held, f"{request.method} {path}"):
            await _hung_up(request)
        self.requests[route, response.status] += 1
        self.log.append((request.method, path, response.status))
        return response

    async def _answer(
        self, request: web.Request, path: str, route: str, answer: Answer | None, ids: Mapping[str, str]
    ) -> web.Response:
        if ordered := self._ordered(f"{request.method} {path}"):
            return ordered
        if answer is None:
            self.complaints.append(f"no such route: {request.method} {request.path_qs}")
            return json_answer({"message": "404: Not Found", "code": 0}, 404)
        major = ids.get("channel") or ids.get("guild") or ids.get("token") or ""
        headers, refused = self.limits.take(route, major)
        if refused is not None:
            return refused
        try:
            if not path.startswith(WITHOUT_TOKEN):
                self._knows(request)
            told = answer(await self._asked(request, ids))
        except Refusal as refusal:
            body = {"message": refusal.message, "code": refusal.code}
            return json_answer(body, refusal.status, headers)
        return web.Response(status=204, headers=headers) if told is None else json_answer(told, 200, headers)

    def _knows(self, request: web.Request) -> None:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme != "Bot" or not self.portal.knows(token):
            raise unauthorized()

    async def _asked(self, request: web.Request, ids: Mapping[str, str]) -> Asked:
        body, files = await _body(request)
        return Asked(
            world=self.world,
            method=request.method,
            tell=self.tell,
            path=ids,
            query=request.query,
            body=msgspec.json.decode(body) if body[:1] in (b"{", b"[") else None,
            files=files,
            text_is_open="message_content" not in self.portal.denied,
            members_are_open="members" not in self.portal.denied,
        )

    def _ordered(self, asked: str) -> web.Response | None:
        fault = self._taken(self.faults, asked)
        return fault.make() if fault else None

    def _taken(self, ordered: list[Fault], asked: str) -> Fault | None:
        """The first that is about this request; it holds once less."""
        for fault in ordered:
            if fault.matching in asked:
                fault.times -= 1
                if fault.times <= 0:
                    ordered.remove(fault)
                return fault
        return None

    def _find(self, method: str, path: str) -> tuple[str, Answer | None, dict[str, str]]:
        parts = [unquote(part) for part in path.split("/")[1:]]
        for route, template, answer in self._routes.get((method, len(parts)), ()):
            if all(wanted in ("{}", part) for (wanted, _), part in zip(template, parts, strict=True)):
                ids = {name: part for (_, name), part in zip(template, parts, strict=True) if name}
                return route, answer, ids
        return f"{method} (unknown)", None, {}

    # ── what a test asks ─────────────────────────────────────────────────────
    def asked(self, route: str, status: int | None = None) -> int:
        """How often a route (`GET /channels/{channel}/messages`) was asked, and answered with that status."""
        return sum(n for (one, got), n in self.requests.items() if one == route and status in (None, got))

    @property
    def invalid_requests(self) -> int:
        """What Discord counts towards its ban of ten thousand in ten minutes: 401, 403 and 429."""
        return sum(count for (_, status), count in self.requests.items() if status in INVALID)


async def _hung_up(request: web.Request) -> None:
    while request.transport is not None and not request.transport.is_closing():
        await asyncio.sleep(0.02)


async def _body(request: web.Request) -> tuple[bytes, dict[str, bytes]]:
    """The JSON of a request, and the files that came with it."""
    if not request.content_type.startswith("multipart/"):
        return await request.read(), {}
    body, files = b"", dict[str, bytes]()
    async for part in await request.multipart():
        assert isinstance(part, BodyPartReader)
        if part.name == "payload_json":
            body = await part.read(decode=True)
        else:
            files[part.filename or part.name or ""] = bytes(await part.read(decode=True))
    return body, files


Template = tuple[tuple[str, str], ...]


def _by_length(routes: Mapping[str, Answer]) -> dict[tuple[str, int], list[tuple[str, Template, Answer]]]:
    found: dict[tuple[str, int], list[tuple[str, Template, Answer]]] = {}
    for route, answer in routes.items():
        method, _, path = route.partition(" ")
        template = tuple(
            ("{}", part[1:-1]) if part.startswith("{") else (part, "") for part in path.split("/")[1:]
        )
        found.setdefault((method, len(template)), []).append((route, template, answer))
    return found
