"""What identity needs of a store and of the outside."""

from collections.abc import AsyncIterator, Collection, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from domain.community.identity.accounts import Account
from domain.community.identity.aliases import Aliases
from domain.community.identity.codes import Code
from domain.community.identity.coverage import IdCoverage, LinkedAccounts
from domain.community.identity.links import Link


class Links(Protocol):
    """Which accounts of one guild are whose; nothing that was recorded changes by a link."""

    async def accounts(self, numbers: Collection[int]) -> list[Account]:
        """The outside accounts of these numbers; of the erased without their ids."""
        ...

    async def known(self, hashes: Collection[bytes]) -> dict[bytes, int]:
        """The numbers of those whom these hashes find; strangers are left out."""
        ...

    async def of(self, numbers: Collection[int]) -> list[Link]:
        """Every link that one of these numbers is on either side of, by the account's number."""
        ...

    async def add(self, links: Sequence[Link]) -> None:
        """Keep links; Conflict where one would not be 1:1."""
        ...

    async def remove(self, member_no: int) -> Link | None:
        """Take the link of this account away; None where it had none."""
        ...

    async def days(self, numbers: Collection[int]) -> set[int]:
        """Days that hold a fact of one of these numbers, and read differently once they are linked."""
        ...

    async def aliases(self) -> Aliases:
        """Every link as numbers."""
        ...

    async def linked(self) -> LinkedAccounts:
        """Every link, by the person whose account it is."""
        ...

    async def coverage(self) -> IdCoverage:
        """How many people are known elsewhere."""
        ...


class LinkCodes(Protocol):
    """One-time codes of one guild, by their keyed hash alone."""

    async def keep(self, code: Code) -> None:
        """Keep a code; the ones before it of the same account are void."""
        ...

    async def take(self, hash: bytes, now: datetime) -> int | None:
        """The number of the account that this code proves, once, until it expires; expired ones go."""
        ...

    async def forget(self, numbers: Collection[int]) -> None:
        """No code proves these accounts any more."""
        ...


class Traces(Protocol):
    """What can name somebody of one guild outside of the member list and the dead letters."""

    async def empty(self, *, names: Collection[str], outside_ids: Collection[str]) -> None:
        """Nothing there names them any more: neither the history of settings, nor a reading that waits behind
        their id, nor what was written of events."""
        ...


class DiscordProfile(NamedTuple):
    """A profile of the connected Supabase project and the Discord account that its owner signed in with."""

    profile_id: str
    discord_id: str


class Profiles(Protocol):
    """The profiles of another system whose owners proved their Discord account there."""

    def pages(self, *, size: int = 1_000) -> AsyncIterator[list[DiscordProfile]]:
        """All of them; NotFound where there is no such system. No address and no name is read."""
        ...
