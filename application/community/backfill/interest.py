"""Who is interested in an event by Discord's own list, as far as nobody was there to hear it said."""

from datetime import datetime

import attrs

from application.community.backfill.account import Account
from application.community.history.conveyor import Record
from domain.community.coverage import BACKFILL
from domain.community.events.answers import interested
from domain.community.log.activity import RSVP_ADDED, RSVP_REMOVED, Activity, Person
from domain.community.log.keys import Keyring
from domain.community.spans import ANSWER
from domain.kernel.errors import NotFound, Refused
from domain.kernel.instants import milliseconds


@attrs.frozen(kw_only=True)
class AskInterest:
    """Ask of every event to come who is interested, and tell what differs from what is known.

    Nobody knows when they said so: it is inferred for the moment of asking, which is before whatever is
    heard meanwhile.
    """

    account: Account
    record: Record
    keys: Keyring

    async def __call__(self) -> None:
        """Ask; an event that is gone meanwhile, or that the bot may not see, is passed over."""
        account = self.account
        try:
            events = await account.archive.events(account.guild)
        except (Refused, NotFound):
            return
        for event in events:
            at = account.clock.now()
            try:
                people = await self._people(event)
            except (Refused, NotFound):
                continue
            if told := await self._news(event, people, at):
                await self.record(told)

    async def _people(self, event: int) -> list[Person]:
        people: list[Person] = []
        after: int | None = 0
        while after is not None:
            page = await self.account.archive.interested(self.account.guild, event, after=after)
            people += page.people
            after = page.after
        return people

    async def _news(self, event: int, people: list[Person], at: datetime) -> list[Activity]:
        async with self.account.store.reading(self.account.guild) as work:
            known = interested(await work.spans.about(ANSWER, [event]))
            members = await work.members.of(known)
            said = {member.discord_id for member in members.values() if member.discord_id is not None}
            says = {person.id: person for person in people if not person.bot}
            strangers = [
                person
                for person in says.values()
                if person.id not in said
                and await work.members.by_hash(self.keys.person(person.source, person.id)) not in known
            ]
        new = [self._found(RSVP_ADDED, event, person, at) for person in strangers]
        gone = [self._found(RSVP_REMOVED, event, Person(id=one), at) for one in sorted(said - set(says))]
        return new + gone

    def _found(self, kind: str, event: int, person: Person, at: datetime) -> Activity:
        return Activity(
            guild=self.account.guild,
            kind=kind,
            natural_id=f"{event}:{person.id}:{milliseconds(at)}:found",
            occurred_at=at,
            source=BACKFILL,
            person=person,
            inferred=True,
            subject=event,
        )
