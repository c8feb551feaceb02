"""Erasure: what names a person goes, what they did stays as a number's."""

import attrs

from application.clock import Clock
from application.community.events.answer_event import give_up_places
from application.community.finding import number_of
from application.community.identity.sides import person_of
from application.community.ports import Store
from application.community.published.asking import publish_again
from domain.community.identity.accounts import DISCORD
from domain.community.log.keys import Keyring
from domain.community.members import Member
from domain.community.policy import Action, check
from domain.community.settings import settings_at
from domain.kernel.actors import Actor


@attrs.frozen(kw_only=True)
class Forgotten:
    """What an erasure emptied."""

    member_no: int
    outside_ids: int
    letters: int


@attrs.frozen(kw_only=True)
class ForgetMember:
    """Empty a person's names and the outside ids of all their accounts; totals stay, and no import brings
    the person back.

    The keyed hash of each outside id stays, so that later activity of the same account goes to the same
    nameless number.
    """

    store: Store
    clock: Clock
    keys: Keyring

    async def __call__(self, guild: int, member: str, actor: Actor, *, source: str = DISCORD) -> Forgotten:
        """`member` is an outside id, or `#` and a member number. Raises NotFound for a stranger, Refused
        where the actor may not: everybody may have themselves forgotten, staff others too.
        """
        now = self.clock.now()
        async with self.store.writing(guild) as work:
            member_no = await number_of(work, self.keys, guild, member, source)
            everyone = await person_of(work, member_no)
            action: Action = "erase_self" if actor.within(guild).member_no in everyone else "erase_others"
            check(action, actor, settings_at(await work.guild.settings(), now))
            members = await work.members.of(everyone)
            gone = [outside for number in everyone for outside in await work.members.erase(number, now)]
            await work.link_codes.forget(everyone)
            await give_up_places(work, guild, everyone, self.keys, now)
            names = [one.name for one in members.values() if one.name]
            named = [*gone, *([] if member.startswith("#") else [member])]
            await work.traces.empty(names=names, outside_ids=named)
            letters = await work.letters.forget(named)
            await publish_again(work, guild)
        async with self.store.unaddressed() as nowhere:
            letters += await nowhere.forget(named)
        return Forgotten(member_no=everyone[0], outside_ids=len(gone), letters=letters)


@attrs.frozen(kw_only=True)
class FindMember:
    """Who somebody means, before anything is done to them that cannot be undone."""

    store: Store
    keys: Keyring

    async def __call__(self, guild: int, member: str, *, source: str = "discord") -> Member:
        """`member` is an outside id, or `#` and a member number; raises NotFound for a stranger."""
        async with self.store.reading(guild) as work:
            member_no = await number_of(work, self.keys, guild, member, source)
            return (await work.members.of([member_no]))[member_no]
