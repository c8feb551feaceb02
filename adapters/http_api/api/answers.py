"""Answers: worked out once for whoever asks the same at the same time, and told only where they are new."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

import attrs
from fastapi import Request, Response
from pydantic import BaseModel

from domain.operations.keys import ApiKey, Scope

if TYPE_CHECKING:
    from application.use_cases import UseCases

FRESH_FOR: Final = 60.0
"""Seconds: names, and what could not be kept, change without a new revision of what was recorded."""

STAMPED_FOR: Final = 1.0
"""Seconds: so fresh is what was recorded, and the settings."""

MOST_GUILDS: Final = 1_000
LARGEST: Final = 16 * 1024 * 1024
"""Bytes of answers that are kept, with what was asked."""

AROUND: Final = 1_024
"""Bytes that keeping an answer takes beside it: of many small ones that is most."""

AT_ONCE: Final = 4
"""Answers that are worked out at the same time: more would only take the pages' share of the machine."""

Make = Callable[[], Awaitable[BaseModel]]


@attrs.frozen(kw_only=True)
class Whole:
    """An answer as it is sent; the tag is made of its bytes, so that equal answers are equal whenever they
    were made."""

    body: bytes
    tag: str
    made_at: float

    @property
    def nbytes(self) -> int:
        """Memory that keeping it takes."""
        return len(self.body) + AROUND

    @classmethod
    def of(cls, told: BaseModel, made_at: float) -> "Whole":
        """Written as JSON."""
        body = told.model_dump_json(by_alias=True).encode()
        return cls(body=body, tag=f'W/"{blake2b(body, digest_size=12).hexdigest()}"', made_at=made_at)


@attrs.define
class Kept:
    """The last answers, by what was asked and the state of the guild that they were read from.

    Whoever asks the same while an answer is being worked out waits for that one.
    """

    monotonic: Callable[[], float]
    fresh_for: float = FRESH_FOR
    largest: int = LARGEST
    _whole: OrderedDict[Hashable, Whole] = attrs.field(factory=OrderedDict)
    _made: "dict[Hashable, asyncio.Task[Whole]]" = attrs.field(factory=dict)
    _bytes: int = 0
    _places: asyncio.Semaphore = attrs.field(factory=lambda: asyncio.Semaphore(AT_ONCE))

    async def answer(self, asked: Hashable, make: Make) -> Whole:
        """What was answered just now, else what is made."""
        found = self._whole.get(asked)
        if found is not None and self.monotonic() - found.made_at < self.fresh_for:
            return found
        making = self._made.get(asked)
        if making is None:
            making = self._made[asked] = asyncio.create_task(self._make(asked, make), name="answering")
            making.add_done_callback(lambda _: self._made.pop(asked, None))
        return await asyncio.shield(making)

    async def _make(self, asked: Hashable, make: Make) -> Whole:
        async with self._places:
            began = self.monotonic()
            whole = Whole.of(await make(), began)
        before = self._whole.pop(asked, None)
        self._whole[asked] = whole
        self._bytes += whole.nbytes - (before.nbytes if before else 0)
        while self._bytes > self.largest and self._whole:
            _, gone = self._whole.popitem(last=False)
            self._bytes -= gone.nbytes
        return whole


@attrs.define
class Stamps:
    """What an answer depends on besides the question: what was recorded, the settings, and the quarter of an
    hour, for with each of them some zone's day ends."""

    use_cases: "UseCases"
    monotonic: Callable[[], float]
    _settings: dict[int, tuple[float, int]] = attrs.field(factory=dict)

    def __len__(self) -> int:
        return len(self._settings)

    async def of(self, guild: int) -> Hashable:
        """As it stands, as fresh as a second."""
        seen = await self.use_cases.sheets.news_since(guild, 0)
        quarter = int(self.use_cases.clock.now().timestamp() // 900)
        return seen.latest, await self._version(guild), quarter

    async def _version(self, guild: int) -> int:
        """The last version of the settings, 0 before there is any; one reads it for all who ask meanwhile."""
        now = self.monotonic()
        if len(self._settings) >= MOST_GUILDS:
            self._settings.clear()
        at, version = self._settings.get(guild, (float("-inf"), 0))
        if now - at >= STAMPED_FOR:
            self._settings[guild] = (now, version)
            async with self.use_cases.store.reading(guild) as work:
                version = max((one.version for one in await work.guild.settings()), default=0)
            self._settings[guild] = (now, version)
        return version


@attrs.frozen(kw_only=True)
class Answering:
    """Answers a question of a guild to whose key allows it."""

    use_cases: "UseCases"
    kept: Kept
    stamps: "Stamps"

    async def __call__(self, request: Request, guild: int, scope: Scope, make: Make) -> Response:
        """Raises Refused for what the key was not made for, NotFound for a guild that it does not open."""
        key = key_of(request)
        key.must_open(scope)
        key.must_reach(guild)
        query = tuple(sorted(request.query_params.multi_items()))
        stamp = await self.stamps.of(guild)
        # Not the path of `request.url`, which a line break or `?` in the address makes that of another one.
        asked = (guild, stamp, request.scope["path"], query, "read:members" in key.scopes)
        return told(request, await self.kept.answer(asked, make))


def told(request: Request, whole: Whole) -> Response:
    """The answer, or 304 to whoever has it already."""
    headers = {"etag": whole.tag, "cache-control": "private, no-cache", "vary": "authorization"}
    if _has(request.headers.get("if-none-match"), whole.tag):
        return Response(status_code=304, headers=headers)
    return Response(whole.body, media_type="application/json", headers=headers)


def key_of(request: Request) -> ApiKey:
    """The key that the gate recognised."""
    key = request.state.key
    assert isinstance(key, ApiKey)  # noqa: S101 - nobody comes here without one
    return key


def _has(known: str | None, tag: str) -> bool:
    """Compared weakly, as RFC 9110 has it for GET."""
    if known is None:
        return False
    tags = [one.strip().removeprefix("W/") for one in known.split(",")]
    return known.strip() == "*" or tag.removeprefix("W/") in tags
