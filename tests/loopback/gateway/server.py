"""The gateway: HELLO, heartbeats, IDENTIFY, RESUME, and frames to whom they concern."""

import asyncio
import contextlib
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
from aiohttp import WSMsgType, web

from tests.loopback.gateway.intents import PRIVILEGED, Intent, wanted
from tests.loopback.gateway.session import Session
from tests.loopback.gateway.socket import Socket
from tests.loopback.payloads import people, places
from tests.loopback.world.portal import Portal
from tests.loopback.world.things import Guild
from tests.loopback.world.world import World

CHUNK = 1000


class Gateway:
    """Everybody who is connected, and everybody who could resume."""

    def __init__(self, world: World, portal: Portal, complaints: list[str]) -> None:
        self.world, self.portal, self.complaints = world, portal, complaints
        self.url = ""
        self.heartbeat_seconds = 41.25
        self.resume_overlap = 0
        self.unanswered = 0
        """So many of the next IDENTIFY and RESUME are acknowledged by nothing but heartbeats."""

        self.silent = 0
        """So many of the next connections are accepted, and never told HELLO."""

        self.sessions: dict[str, Session] = {}
        self.sockets: list[Socket] = []
        self.counts: Counter[str] = Counter()
        self.told: Counter[str] = Counter()
        self.heard: list[dict[str, Any]] = []

    # ── what the world tells ─────────────────────────────────────────────────
    def tell(self, name: str, guild: Guild, data: Any, *, without_text: Any = None) -> None:
        """A frame of a guild, to the sessions of its shard that asked for such frames."""
        self.told[name] += 1
        for session in self._of(guild):
            if wanted(name, session.intents):
                readable = without_text is None or session.intents & Intent.MESSAGE_CONTENT
                self._add(session, name, data if readable else without_text)

    def tell_each(self, name: str, guild: Guild, make: Callable[[Session], Any]) -> None:
        """A frame that each session gets with what its own intents allow."""
        self.told[name] += 1
        for session in self._of(guild):
            if wanted(name, session.intents):
                self._add(session, name, make(session))

    def _of(self, guild: Guild) -> Iterator[Session]:
        for session in self.sessions.values():
            if session.valid and guild.shard_of(session.count) == session.shard:
                yield session

    def _add(self, session: Session, name: str, data: Any) -> None:
        carriers = [socket for socket in self.sockets if socket.session is session]
        if any(socket.deaf for socket in carriers):
            return  # nobody will ever send it: only REST knows
        session.add(name, data)
        for socket in carriers:
            socket.more()

    # ── what a client says ───────────────────────────────────────────────────
    async def serve(self, request: web.Request) -> web.StreamResponse:
        ws = web.WebSocketResponse(compress=False, max_msg_size=4096 * 4, timeout=1.0)
        await ws.prepare(request)
        compress = request.query.get("compress")
        if request.query.get("v") != "10" or request.query.get("encoding") != "json":
            self.complaints.append(f"gateway opened with {request.query_string!r}: wants v=10&encoding=json")
        socket = Socket(request, ws, zipped=compress == "zlib-stream")
        self.sockets.append(socket)
        self.counts["connections"] += 1
        writing = asyncio.create_task(socket.write())
        if self.silent:
            self.silent -= 1
        else:
            socket.tell(10, {"heartbeat_interval": int(self.heartbeat_seconds * 1000), "_trace": []})
        try:
            async for message in ws:
                if message.type is WSMsgType.TEXT:
                    await self._take(socket, message.data)
        finally:
            socket.open = False
            self.sockets.remove(socket)
            writing.cancel()
            with contextlib.suppress(asyncio.CancelledError, ConnectionError):
                await writing
        return ws

    async def _take(self, socket: Socket, text: str) -> None:
        try:
            frame = msgspec.json.decode(text)
            op, data = frame["op"], frame["d"]
        except (msgspec.DecodeError, KeyError, TypeError):
            return await socket.close(4002)
        self.counts[f"op {op}"] += 1
        if op == 1:
            if not socket.mute:
                socket.tell(11)
        elif op in (2, 6) and self.unanswered:
            self.unanswered -= 1
        elif op == 2:
            await self._identify(socket, data)
        elif op == 6:
            await self._resume(socket, data)
        elif socket.session is None:
            await socket.close(4003)
        elif op == 8:
            await self._members(socket, data)
        elif op in (3, 4):
            self.heard.append(frame)
        else:
            await socket.close(4001)

    async def _identify(self, socket: Socket, data: dict[str, Any]) -> None:
        if socket.session is not None:
            return await socket.close(4005)
        if not self.portal.knows(data["token"]):
            return await socket.close(4004)
        shard, count = data.get("shard", (0, 1))
        if not 0 <= shard < count:
            return await socket.close(4010)
        intents = data["intents"]
        if any(intents & PRIVILEGED[name] for name in self.portal.denied):
            self.counts["denied intents"] += 1
            return await socket.close(4014)
        session = Session(shard, count, intents)
        self._forget_sessions_without_a_socket(shard, count)
        self.sessions[session.id] = session
        socket.take_over(session, 0)
        self._ready(session)
        socket.more()

    def _forget_sessions_without_a_socket(self, shard: int, count: int) -> None:
        carried = {socket.session.id for socket in self.sockets if socket.session}
        for old in [one for one in self.sessions.values() if (one.shard, one.count) == (shard, count)]:
            if old.id not in carried:
                del self.sessions[old.id]

    def _ready(self, session: Session) -> None:
        guilds = [
            one
            for one in self.world.guilds.values()
            if one.shard_of(session.count) == session.shard and self.world.bot_in(one)
        ]
        session.add(
            "READY",
            {
                "v": 10,
                "user": people.user(self.world.bot) | {"mfa_enabled": False, "verified": True},
                "guilds": [{"id": str(one.id), "unavailable": True} for one in guilds],
                "session_id": session.id,
                "session_type": "normal",
                "resume_gateway_url": self.url,
                "shard": [session.shard, session.count],
                "application": {"id": str(self.world.application), "flags": 0},
                "private_channels": [],
                "relationships": [],
                "presences": [],
                "user_settings": {},
                "_trace": [],
            },
        )
        for one in guilds:
            if not one.unavailable and wanted("GUILD_CREATE", session.intents):
                session.add("GUILD_CREATE", self.snapshot(one, session))

    def snapshot(self, guild: Guild, session: Session) -> dict[str, Any]:
        voice = bool(session.intents & Intent.VOICE_STATES)
        events = bool(session.intents & Intent.SCHEDULED_EVENTS)
        return places.guild_create(guild, self.world, voice=voice, events=events)

    async def _resume(self, socket: Socket, data: dict[str, Any]) -> None:
        if not self.portal.knows(data["token"]):
            return await socket.close(4004)
        session = self.sessions.get(data["session_id"])
        if session is None or not session.can_resume(data["seq"]):
            self.counts["resumes refused"] += 1
            return socket.tell(9, False)
        for other in [one for one in self.sockets if one.session is session]:
            other.reset()
        self.counts["resumed"] += 1
        missed_from = max(session.oldest - 1, data["seq"] - self.resume_overlap)
        session.add("RESUMED", {"_trace": []})
        socket.take_over(session, missed_from)
        return None

    async def _members(self, socket: Socket, data: dict[str, Any]) -> None:
        session = socket.session
        assert session is not None
        guild = self.world.guilds.get(int(data["guild_id"]))
        everybody = not data.get("query") and not data.get("user_ids") and not data.get("limit")
        if everybody and not session.intents & Intent.MEMBERS:
            self.complaints.append("op 8 asked for all members of a guild without the members intent")
        if guild is None or guild.shard_of(session.count) != session.shard:
            self.complaints.append("op 8 asked a shard for members of a guild that is not its own")
            return
        found, lost = _asked_for(guild, data)
        pieces = [found[start : start + CHUNK] for start in range(0, len(found), CHUNK)] or [[]]
        for index, piece in enumerate(pieces):
            chunk = {
                "guild_id": str(guild.id),
                "members": [people.member(one) for one in piece],
                "chunk_index": index,
                "chunk_count": len(pieces),
            }
            chunk |= {"not_found": lost} if lost else {}
            chunk |= {"nonce": data["nonce"]} if data.get("nonce") else {}
            session.add("GUILD_MEMBERS_CHUNK", chunk)
        socket.more()


def _asked_for(guild: Guild, data: dict[str, Any]) -> tuple[list[Any], list[str]]:
    if asked := data.get("user_ids"):
        ids = [int(one) for one in (asked if isinstance(asked, list) else [asked])]
        found = [guild.members[one] for one in ids if one in guild.members]
        return found, [str(one) for one in ids if one not in guild.members]
    query, limit = (data.get("query") or "").lower(), data.get("limit") or None
    named = [one for one in guild.members.values() if one.user.name.lower().startswith(query)]
    return named[:limit], []
