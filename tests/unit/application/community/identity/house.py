"""A house in which accounts are linked."""

from collections.abc import AsyncIterator, Sequence

import attrs

from application.community.identity.accounts import LinkAccount, ShowAccounts, ShowIdCoverage, UnlinkAccount
from application.community.identity.linking import LinkMany
from application.community.identity.ports import DiscordProfile
from application.community.identity.proving import IssueCode, RedeemCode
from application.community.identity.syncing import SyncProfiles
from tests.builders.house import KEYS, House

PROFILES = [f"8b1f1a0e-7c55-4a4e-9f57-2f6f3f0b9d{number:02d}" for number in range(20)]


@attrs.frozen
class Pages:
    """Profiles of another system, so many at a time."""

    profiles: Sequence[DiscordProfile]

    async def pages(self, *, size: int = 2) -> AsyncIterator[list[DiscordProfile]]:
        for start in range(0, len(self.profiles), 2):
            yield list(self.profiles[start : start + 2])


@attrs.frozen
class Registry:
    """Everything that can be done with the accounts of a house."""

    house: House

    @property
    def link(self) -> LinkAccount:
        return LinkAccount(store=self.house.store, clock=self.house.clock, keys=KEYS)

    @property
    def unlink(self) -> UnlinkAccount:
        return UnlinkAccount(store=self.house.store, clock=self.house.clock)

    @property
    def show(self) -> ShowAccounts:
        return ShowAccounts(store=self.house.store)

    @property
    def coverage(self) -> ShowIdCoverage:
        return ShowIdCoverage(store=self.house.store)

    @property
    def many(self) -> LinkMany:
        return LinkMany(store=self.house.store, clock=self.house.clock, keys=KEYS)

    @property
    def issue(self) -> IssueCode:
        return IssueCode(store=self.house.store, clock=self.house.clock, keys=KEYS)

    @property
    def redeem(self) -> RedeemCode:
        return RedeemCode(store=self.house.store, clock=self.house.clock, keys=KEYS)

    def sync(self, *profiles: DiscordProfile) -> SyncProfiles:
        return SyncProfiles(profiles=Pages(profiles), link_many=self.many)
