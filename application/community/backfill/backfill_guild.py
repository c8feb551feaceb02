"""Catch up with what was written while nobody listened."""

from datetime import datetime

import attrs

from application.clock import Clock
from application.community.backfill.account import Account, Watch
from application.community.backfill.interest import AskInterest
from application.community.backfill.ports import Archive
from application.community.backfill.reactors import AskReactors
from application.community.backfill.reading import Reading
from application.community.backfill.survey import survey
from application.community.backfill.threads import list_threads
from application.community.history.conveyor import Record
from application.community.ports import Store
from application.community.published.asking import publish_brought
from domain.community.backfill.channels import BackfillRules
from domain.community.backfill.progress import BackfillProgress, Doing
from domain.community.log.keys import Keyring
from domain.community.settings import settings_at
from domain.kernel.errors import NotFound, OverLimit, Refused, Unavailable

IN_HAND = 10
"""Pages asked for at the same time: a tenth of a second each, and no more than ten are asked a second."""


@attrs.frozen(kw_only=True)
class BackfillGuild:
    """Read what is missing of a guild: gaps first, then history, the newest first, and at last who reacted.

    It may be interrupted at any time and goes on where it was. What it reads counts once, however often
    and by whomever it was told.
    """

    archive: Archive
    store: Store
    record: Record
    clock: Clock
    keys: Keyring
    rules: BackfillRules = attrs.field(factory=BackfillRules)
    at_once: int = IN_HAND

    async def __call__(
        self, guild: int, *, listening_since: datetime | None = None, watch: Watch = lambda _: None
    ) -> BackfillProgress:
        """Catch up; `listening_since` is when this connection began to hear the guild, if there is one.

        When Discord or the store is away it stops, says why in the progress, and may be asked again.
        """
        account = Account(
            guild=guild,
            store=self.store,
            archive=self.archive,
            clock=self.clock,
            rules=self.rules,
            watch=watch,
            began=self.clock.now(),
        )
        try:
            async with self.store.reading(guild) as work:
                account.went_on_from(await work.backfills.progress())
                wanted = settings_at(await work.guild.settings(), account.began).backfill_days
            account.rules = self.rules.reaching(wanted)
            return await self._catch_up(account, listening_since)
        except (Refused, NotFound, OverLimit, Unavailable) as problem:
            return await self._stopped(account, str(problem))

    async def _catch_up(self, account: Account, listening_since: datetime | None) -> BackfillProgress:
        read = Reading(account=account, record=self.record, at_once=self.at_once)
        if account.before is None:  # later a look that finds nothing is not worth telling
            await account.tell(Doing.LISTING)
        await survey(account, self.keys, listening_since=listening_since)
        gaps = account.plan(gaps_only=True)
        await account.tell(Doing.GAPS)
        await read(gaps)
        await account.join(listening_since)
        await AskInterest(account=account, record=self.record, keys=self.keys)()
        await account.tell(Doing.THREADS)
        await list_threads(account)
        rest = account.plan(gaps_only=False)
        await account.tell(Doing.HISTORY)
        await read(rest)
        await account.join(listening_since)
        await account.tell(Doing.REACTORS)
        await AskReactors(account=account, record=self.record, keys=self.keys, at_once=self.at_once)()
        done = await account.tell(Doing.DONE)
        if account.messages:
            await publish_brought(self.store, [account.guild])
        return done

    async def _stopped(self, account: Account, why: str) -> BackfillProgress:
        try:
            return await account.tell(Doing.STOPPED, why)
        except Unavailable:  # the store is what is away
            progress = account.progress()
            account.watch(progress)
            return progress
