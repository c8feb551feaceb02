"""Who reacted: a request for each emoji of a message, so it is asked last, and not of old messages."""

import asyncio
from collections.abc import Sequence

import attrs

from application.community.backfill.account import Account
from application.community.backfill.ports import ReactorPage, Reactors
from application.community.backfill.survey import message_keys
from application.community.history.conveyor import Record
from application.community.ports import GuildWork
from domain.community.backfill.channels import BackfilledChannel
from domain.community.identity.accounts import DISCORD
from domain.community.log.activity import Person
from domain.community.log.entry import winner
from domain.community.log.keys import Keyring
from domain.kernel.errors import NotFound, Refused

AT_A_TIME = 200
"""How many are looked up in the store at once."""

Answer = ReactorPage | Refused | NotFound


@attrs.frozen(kw_only=True)
class AskReactors:
    """Ask of every reaction that a message showed who gave it: inferred at the time of the message."""

    account: Account
    record: Record
    keys: Keyring
    at_once: int

    async def __call__(self) -> None:
        """Ask until nothing is left; it goes on where it was interrupted."""
        account = self.account
        first = account.rules.first_reactors(account.clock.now())
        async with account.store.writing(account.guild) as work:
            await work.backfills.forget_reactors(below=first)
        while True:
            closed = [one.channel for one in account.channels.values() if not account.askable(one)]
            async with account.store.reading(account.guild) as work:
                wanted = await work.backfills.to_ask(above=first, most=AT_A_TIME, besides=closed)
                authors = await self._authors(work, wanted)
                account.reactors_left = await work.backfills.count_reactors()
            if not wanted:
                return
            for start in range(0, len(wanted), self.at_once):
                some = wanted[start : start + self.at_once]
                if not await self._ask(some, authors):
                    break  # a channel closed itself to us: what is left of it is not asked

    async def _authors(self, work: GuildWork, wanted: Sequence[Reactors]) -> dict[int, Person]:
        """Who wrote these messages, of those who are not forgotten."""
        keys = message_keys(self.account.guild, {one.message for one in wanted}, self.keys)
        known = await work.log.known(list(keys.values()))
        numbers = {message: winner(known[key]).member_no for message, key in keys.items() if known.get(key)}
        people = await work.members.of({number for number in numbers.values() if number is not None})
        ids = {number: member.discord_id for number, member in people.items()}
        found = ((message, ids.get(number)) for message, number in numbers.items() if number is not None)
        return {message: Person(id=external) for message, external in found if external is not None}

    async def _ask(self, some: Sequence[Reactors], authors: dict[int, Person]) -> bool:
        """Ask these at the same time; False when a channel refused us."""
        asking = [asyncio.create_task(self._page(one, authors.get(one.message))) for one in some]
        try:
            answers = await asyncio.gather(*asking)
        finally:
            for task in asking:
                task.cancel()
            await asyncio.gather(*asking, return_exceptions=True)
        told = [one for page in answers if isinstance(page, ReactorPage) for one in page.records]
        if told:
            await self.record(told)
        closed: dict[int, BackfilledChannel] = {}
        async with self.account.store.writing(self.account.guild) as work:
            for one, answer in zip(some, answers, strict=True):
                if isinstance(answer, Refused):
                    channel = self.account.channels.get(one.channel, BackfilledChannel(channel=one.channel))
                    closed[one.channel] = channel.refused("forbidden", self.account.clock.now())
                else:
                    after = await self._behind(work, answer) if isinstance(answer, ReactorPage) else None
                    await work.backfills.asked(one, after)
        await self.account.keep(closed.values())
        return not closed

    async def _behind(self, work: GuildWork, page: ReactorPage) -> int | None:
        """Behind whom to go on: behind the last one who was not erased, since their id is kept until then.

        Those after them are asked for again, and count once.
        """
        if page.after is None:
            return None
        people = {one.person.id for one in page.records if one.person is not None}
        hashes = {self.keys.person(DISCORD, person): person for person in people}
        known = await work.links.known(hashes)
        members = await work.members.of(set(known.values()))
        here = [
            int(person)
            for hashed, person in hashes.items()
            if hashed not in known or not members[known[hashed]].erased
        ]
        return max(here, default=page.after)

    async def _page(self, one: Reactors, author: Person | None) -> Answer:
        try:
            return await self.account.archive.reactors(self.account.guild, one, author=author)
        except (Refused, NotFound) as closed:
            return closed
