"""The keys of other programs, in memory."""

from collections.abc import Collection
from datetime import datetime

import attrs

from domain.kernel.errors import Conflict
from domain.operations.keys import ApiKey


class MemoryApiKeys:
    """By id, in the order in which they were made."""

    def __init__(self) -> None:
        self._keys: dict[str, ApiKey] = {}

    async def add(self, key: ApiKey) -> None:
        """Keep a new one; Conflict where its id is taken."""
        if key.id in self._keys:
            raise Conflict(f"there is a key {key.id} already: try again")
        self._keys[key.id] = key

    async def of(self, ids: Collection[str]) -> dict[str, ApiKey]:
        """Those with these ids."""
        return {key_id: self._keys[key_id] for key_id in ids if key_id in self._keys}

    async def all(self) -> list[ApiKey]:
        """Every one that was ever made, oldest first."""
        return sorted(self._keys.values(), key=lambda key: (key.created_at, key.id))

    async def revoke(self, key_id: str, at: datetime) -> ApiKey | None:
        """It opens nothing from now on."""
        if key_id not in self._keys:
            return None
        self._keys[key_id] = self._keys[key_id].revoked(at)
        return self._keys[key_id]

    async def used(self, key_id: str, at: datetime) -> None:
        """It was shown at that moment."""
        key = self._keys.get(key_id)
        if key is not None and (key.used_at is None or key.used_at < at):
            self._keys[key_id] = attrs.evolve(key, used_at=at)
