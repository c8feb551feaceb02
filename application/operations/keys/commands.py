"""Makes and revokes keys of other programs."""

import secrets
from collections.abc import Callable, Collection

import attrs

from application.clock import Clock
from application.community.ports import Store
from application.operations.keys.ports import ApiKeys
from domain.community.log.keys import Keyring
from domain.kernel.actors import Actor
from domain.kernel.errors import NotFound
from domain.operations.keys import (
    ID_LENGTH,
    PER_MINUTE,
    ApiKey,
    checked_name,
    checked_pace,
    checked_scopes,
    expiry,
    token,
)
from domain.operations.policy import check

_SECRET_BYTES = 32
_WORLD = "api key"


@attrs.frozen(kw_only=True)
class Made:
    """A key as it is given away: `token` is shown this once, and kept nowhere."""

    key: ApiKey
    token: str = attrs.field(repr=False)


@attrs.frozen(kw_only=True)
class CreateKey:
    """Make a key for another program."""

    api_keys: ApiKeys
    store: Store
    keys: Keyring
    clock: Clock
    draw: Callable[[int], str] = secrets.token_urlsafe
    draw_id: Callable[[int], str] = secrets.token_hex

    async def __call__(
        self,
        name: str,
        scopes: Collection[str],
        actor: Actor,
        *,
        guild: int | None = None,
        expires: str = "365d",
        per_minute: int = PER_MINUTE,
    ) -> Made:
        """Raises Refused for who may not, Invalid for a wrong wish, NotFound for an unknown guild."""
        check("manage_keys", actor)
        now = self.clock.now()
        if guild is not None and guild not in await self.store.guilds():
            raise NotFound(f"nothing was ever recorded for guild {guild}")
        key_id, secret = self.draw_id(ID_LENGTH // 2), self.draw(_SECRET_BYTES)
        key = ApiKey(
            id=key_id,
            name=checked_name(name),
            hash=secret_hash(self.keys, key_id, secret),
            scopes=checked_scopes(scopes),
            guild=guild,
            per_minute=checked_pace(per_minute),
            created_at=now,
            created_by=actor.name,
            expires_at=expiry(expires, now),
        )
        await self.api_keys.add(key)
        return Made(key=key, token=token(key_id, secret))


@attrs.frozen(kw_only=True)
class RevokeKey:
    """Let a key open nothing any more, from its holder's next question on."""

    api_keys: ApiKeys
    clock: Clock

    async def __call__(self, key_id: str, actor: Actor) -> ApiKey:
        """Twice is once. Raises Refused for who may not, NotFound for a key that there is not."""
        check("manage_keys", actor)
        found = await self.api_keys.revoke(key_id, self.clock.now())
        if found is None:
            raise NotFound(f"there is no key {key_id!r}: `community-os keys list` shows them")
        return found


def secret_hash(keys: Keyring, key_id: str, secret: str) -> bytes:
    """What is kept of a secret: nobody who reads the database can use it."""
    return keys.person(_WORLD, f"{key_id}\x1f{secret}")
