"""What keys need of a store."""

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from domain.operations.keys import ApiKey


class ApiKeys(Protocol):
    """The keys of the installation."""

    async def add(self, key: ApiKey) -> None:
        """Keep a new one; Conflict where its id is taken."""
        ...

    async def of(self, ids: Collection[str]) -> dict[str, ApiKey]:
        """Those with these ids, as they are at this moment."""
        ...

    async def all(self) -> list[ApiKey]:
        """Every one that was ever made, oldest first."""
        ...

    async def revoke(self, key_id: str, at: datetime) -> ApiKey | None:
        """It opens nothing from now on; as it is then, None where there is none. The first time is kept."""
        ...

    async def used(self, key_id: str, at: datetime) -> None:
        """It was shown at that moment; an earlier one than is known changes nothing."""
        ...
