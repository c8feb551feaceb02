"""Linking many accounts: what fits is linked, what does not is told with its reason."""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Final, NamedTuple

import attrs

from application.clock import Clock
from application.community.identity.sides import joined, read_anew, sides, told_of
from application.community.ports import GuildWork, Store
from domain.community.identity.accounts import DISCORD, Account, checked
from domain.community.identity.links import Link, Proof, Side, link
from domain.community.log.keys import Keyring
from domain.community.members import Member, Sighting
from domain.community.policy import check
from domain.community.settings import settings_at
from domain.kernel.actors import Actor
from domain.kernel.errors import Conflict, Invalid

_AT_ONCE: Final = 500
"""Links of one transaction: nobody who writes waits long for it."""

_TURN: Final = 50
"""Links after which others have their turn."""

MOST_TOLD: Final = 1_000
"""Refusals that are told one by one; the others are counted."""


class Wanted(NamedTuple):
    """An account that is said to be a member's; `where` is where that stands."""

    discord_id: str
    source: str
    external_id: str
    where: str


class _Fit(NamedTuple):
    where: str
    person: bytes
    account: Sighting


class Unfit(NamedTuple):
    """What was not linked, and why."""

    where: str
    reason: str


@attrs.define(kw_only=True)
class LinkReport:
    """What became of the accounts: newly linked, linked before, of nobody here, or refused."""

    dry_run: bool
    linked: int = 0
    before: int = 0
    strangers: int = 0
    refused: int = 0
    unfit: list[Unfit] = attrs.field(factory=list)

    @property
    def asked(self) -> int:
        """How many there were."""
        return self.linked + self.before + self.strangers + self.refused

    def refuse(self, where: str, reason: str) -> None:
        """Tell one that was not linked."""
        self.refused += 1
        if len(self.unfit) < MOST_TOLD:
            self.unfit.append(Unfit(where, reason))


@attrs.frozen(kw_only=True)
class LinkMany:
    """Link many accounts to members by their Discord ids; whoever is no member here is passed over.

    Doing it again links nothing twice. A dry run says what would be done, and does nothing.
    """

    store: Store
    clock: Clock
    keys: Keyring

    async def __call__(
        self,
        guild: int,
        wanted: Sequence[Wanted],
        actor: Actor,
        *,
        proved_by: Proof,
        dry_run: bool = False,
        report: LinkReport | None = None,
    ) -> LinkReport:
        """Raises Refused where the actor may not; `report` is added to, where one is given."""
        actor = actor.within(guild)
        report = report or LinkReport(dry_run=dry_run)
        # A dry run is one transaction that is taken back: what is asked first may refuse what is asked last.
        size = max(1, len(wanted)) if dry_run else _AT_ONCE
        for start in range(0, len(wanted), size):
            with suppress(_TakenBack):
                async with self.store.writing(guild) as work:
                    settings = settings_at(await work.guild.settings(), self.clock.now())
                    check("link_others", actor, settings)
                    await self._link(work, guild, wanted[start : start + size], actor, proved_by, report)
                    if dry_run:
                        raise _TakenBack
        return report

    async def _link(
        self,
        work: GuildWork,
        guild: int,
        wanted: Sequence[Wanted],
        actor: Actor,
        proved_by: Proof,
        report: LinkReport,
    ) -> None:
        now = self.clock.now()
        fit = self._fit(wanted, now, report)
        known = await work.links.known({one for each in fit for one in (each.person, each.account.hash)})
        here = [each for each in fit if each.person in known]
        report.strangers += len(fit) - len(here)
        found = await sides(work, set(known.values()))
        numbers = known | _unmet(here, known, found)
        made: list[tuple[Link, Sighting]] = []
        for position, each in enumerate(here):
            if position % _TURN == 0:
                await asyncio.sleep(0)
            both = found[numbers[each.person]], found[numbers[each.account.hash]]
            try:
                new = link(*both, proved_by=proved_by, at=now, linked_by=actor.member_no)
            except (Conflict, Invalid) as problem:
                report.refuse(each.where, str(problem))
                continue
            if new is None:
                report.before += 1
                continue
            report.linked += 1
            made.append((new, each.account))
            joined(found, new)
        await _keep(work, guild, made)

    def _fit(self, wanted: Sequence[Wanted], now: datetime, report: LinkReport) -> list[_Fit]:
        """Those that can be accounts at all."""
        fit: list[_Fit] = []
        for one in wanted:
            try:
                _, discord_id = checked(DISCORD, one.discord_id)
                source, external_id = checked(one.source, one.external_id)
            except Invalid as problem:
                report.refuse(one.where, str(problem))
            else:
                account = told_of(self.keys, source, external_id, now)
                fit.append(_Fit(one.where, self.keys.person(DISCORD, discord_id), account))
        return fit


def _unmet(here: Sequence[_Fit], known: Mapping[bytes, int], found: dict[int, Side]) -> dict[bytes, int]:
    """Accounts that nobody told of before, under numbers below zero: they get one when their link holds."""
    unmet: dict[bytes, int] = {}
    for each in here:
        if each.account.hash in known or each.account.hash in unmet:
            continue
        number = unmet[each.account.hash] = -1 - len(unmet)
        person = each.account.person
        found[number] = Side(
            member=Member(member_no=number, name=None, bot=False, erased=False),
            account=Account(member_no=number, source=person.source, external_id=person.id),
        )
    return unmet


async def _keep(work: GuildWork, guild: int, made: Sequence[tuple[Link, Sighting]]) -> None:
    if not made:
        return
    numbers = await work.members.numbers([account for _, account in made])
    links = [attrs.evolve(new, member_no=numbers[account.hash]) for new, account in made]
    await work.links.add(links)
    await read_anew(work, guild, links)


class _TakenBack(Exception):
    """Nothing of a dry run is to stay."""
