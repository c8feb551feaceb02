"""Recognises whose key a question comes with, as the key stands at that moment."""

import asyncio
import hmac
from datetime import datetime, timedelta
from typing import Final

import attrs

from application.clock import Clock
from application.operations.keys.commands import secret_hash
from application.operations.keys.ports import ApiKeys
from domain.community.log.keys import Keyring
from domain.operations.keys import ApiKey, UnknownKey, must_work, read_token

NOTED_EVERY: Final = timedelta(minutes=1)
"""So exactly it is known when a key was used last."""

MOST_NOTED: Final = 10_000
"""Keys whose last use is remembered: of more it is only written down oftener."""


@attrs.define
class _Looks:
    """Of questions that come while a look is under way, the next look answers all."""

    api_keys: ApiKeys
    _wanted: "dict[str, asyncio.Future[ApiKey | None]]" = attrs.field(factory=dict)
    _looking: "asyncio.Task[None] | None" = None

    async def find(self, key_id: str) -> ApiKey | None:
        """The key as it stands after this question was asked."""
        found = self._wanted.get(key_id)
        if found is None:
            found = self._wanted[key_id] = asyncio.get_running_loop().create_future()
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look(), name="looking up keys")
        return await asyncio.shield(found)

    async def _look(self) -> None:
        while self._wanted:
            wanted, self._wanted = self._wanted, {}
            try:
                known = await self.api_keys.of(list(wanted))
            except BaseException as problem:
                for waiting in wanted.values():
                    waiting.set_exception(problem)
                    waiting.exception()  # whoever asked may have gone meanwhile
                if not isinstance(problem, Exception):
                    raise
            else:
                for key_id, waiting in wanted.items():
                    waiting.set_result(known.get(key_id))


@attrs.define(kw_only=True)
class RecogniseKey:
    """Recognise the key that a program shows."""

    api_keys: ApiKeys
    keys: Keyring
    clock: Clock
    most_noted: int = MOST_NOTED
    _looks: _Looks = attrs.field(init=False)
    _noted: dict[str, datetime] = attrs.field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        self._looks = _Looks(self.api_keys)

    @property
    def noted(self) -> int:
        """Of how many keys the last use is remembered."""
        return len(self._noted)

    async def __call__(self, shown: str) -> ApiKey:
        """Raises UnknownKey for a key that is unknown, revoked or over, Unavailable without a store."""
        key_id, secret = read_token(shown)
        key = await self._looks.find(key_id)
        told = secret_hash(self.keys, key_id, secret)
        if key is None or not hmac.compare_digest(key.hash, told):
            raise UnknownKey("this key is unknown here: ask for another one")
        now = self.clock.now()
        must_work(key, now)
        before = max((at for at in (key.used_at, self._noted.get(key_id)) if at), default=None)
        if before is None or now - before >= NOTED_EVERY:
            if len(self._noted) >= self.most_noted:
                self._noted.clear()
            self._noted[key_id] = now
            await self.api_keys.used(key_id, now)
        return key
