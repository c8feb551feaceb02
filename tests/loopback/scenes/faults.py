"""What goes wrong: broken sockets, silence, refusals, a firewall, malformed frames."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from tests.loopback.gateway.intents import PRIVILEGED
from tests.loopback.gateway.socket import Socket
from tests.loopback.rest.limits import banned_by_cloudflare, json_answer, too_many
from tests.loopback.rest.server import Fault
from tests.loopback.scenes.stage import Stage
from tests.loopback.world.things import Guild

FOR_EVER = float("inf")


class Faults(Stage):
    """Each fault holds for the sockets that are open now, of one shard or of all."""

    def _open(self, shard: int | None) -> list[Socket]:
        return [
            one
            for one in self.sockets.sockets
            if one.open and one.session and shard in (None, one.session.shard)
        ]

    async def drop_connection(self, shard: int | None = None) -> None:
        """A TCP reset; what was not yet sent stays in the session, to be resumed."""
        for one in self._open(shard):
            one.reset()

    async def close(self, code: int = 1001, shard: int | None = None) -> None:
        for one in self._open(shard):
            await one.close(code)

    async def go_deaf(self, shard: int | None = None) -> None:
        """Heartbeats are acknowledged, but nothing that happens is told, now or on a RESUME."""
        for one in self._open(shard):
            one.deaf = True

    async def hear_again(self, shard: int | None = None) -> None:
        for one in self._open(shard):
            one.deaf = False

    async def zombie(self, shard: int | None = None) -> None:
        """The socket is open and dead: no ACK, no frame; a RESUME brings what was missed."""
        for one in self._open(shard):
            one.mute = True

    async def reconnect_please(self, shard: int | None = None) -> None:
        """Op 7."""
        for one in self._open(shard):
            one.tell(7)

    async def invalidate_session(self, *, resumable: bool = False, shard: int | None = None) -> None:
        """Op 9: the client must RESUME, or (not resumable) begin a new session."""
        for one in self._open(shard):
            assert one.session is not None
            one.session.valid = resumable
            one.tell(9, resumable)

    async def forget_sessions(self) -> None:
        """Whoever wants to RESUME hears op 9 and must IDENTIFY; open sockets go on."""
        for session in self.sockets.sessions.values():
            session.valid = False

    def repeat_on_resume(self, frames: int) -> None:
        """A RESUME sends so many frames again that the client already has."""
        self.sockets.resume_overlap = frames

    async def send_raw(self, frame: str | bytes | Mapping[str, Any], shard: int | None = None) -> None:
        """Any frame at all, malformed ones too, as it is."""
        if isinstance(frame, str):
            frame = frame.encode()
        if not isinstance(frame, bytes):
            frame = msgspec.json.encode(frame)
        for one in self._open(shard):
            one.tell_raw(frame)

    async def dispatches(self, name: str, guild: Guild, data: Any) -> None:
        """A numbered frame with any content, such as one whose fields are missing."""
        self._tell(name, guild, data)

    def deny_intents(self, names: Iterable[str] = ("members", "message_content")) -> None:
        """Switches of the portal that are off: members, presences, message_content."""
        unknown = set(names) - set(PRIVILEGED)
        assert not unknown, f"no privileged intents: {unknown}"
        self.portal.denied = set(names)

    async def revoke_token(self) -> None:
        """Somebody resets the token: every request is 401, every socket closes with 4004."""
        self.portal.token_is_valid = False
        await self.close(4004)

    # ── REST ─────────────────────────────────────────────────────────────────
    def rest_answers(
        self,
        status: int,
        *,
        times: float = 1,
        matching: str = "",
        retry_after: float = 0.05,
        of_all: bool = False,
        cloudflare: bool = False,
        headers: Mapping[str, str] | None = None,
        code: int = 0,
    ) -> None:
        """The next requests whose `METHOD /path` holds `matching` are answered so.

        429 is Discord's own (with `Via`), unless `cloudflare` makes it the firewall's (without).
        """

        def make() -> Any:
            if status == 429 and cloudflare:
                return banned_by_cloudflare(retry_after)
            if status == 429:
                return too_many(retry_after, of_all=of_all, headers=headers)
            return json_answer({"message": f"{status}: ordered", "code": code}, status, headers)

        self.rest.faults.append(Fault(make=make, times=times, matching=matching))

    def loses_answers(self, matching: str, *, times: float = 1) -> None:
        """The next requests whose `METHOD /path` holds `matching` are done, but the connection breaks before
        their answer."""
        self.rest.lost.append(Fault(make=lambda: None, times=times, matching=matching))

    def holds_answers(self, matching: str, *, times: float = 1) -> None:
        """The next requests whose `METHOD /path` holds `matching` are done, and answered only when whoever
        asked has given up."""
        self.rest.held.append(Fault(make=lambda: None, times=times, matching=matching))

    def rest_recovers(self) -> None:
        """No ordered answers any more."""
        self.rest.faults.clear()
