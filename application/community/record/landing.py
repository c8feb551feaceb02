"""Landing: entries go into the log, the projections and the counts of intake, all in one transaction."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from typing import Final

import attrs

from application.community.folding import fold_in, folded
from application.community.ports import GuildWork
from application.community.record.preparing import entries, prepare
from domain.community.log.activity import Activity, Person
from domain.community.log.admission import AdmissionRules, Door, refusal
from domain.community.log.entry import Entry, Sorted, sort_in
from domain.community.log.intake import intake_of
from domain.community.log.keys import Keyring
from domain.community.settings import time_zone_of
from domain.kernel.errors import Invalid
from domain.kernel.instants import LocalCalendar


@attrs.frozen(kw_only=True)
class Grounds:
    """What a batch is counted on: the guild's calendar, and the last day that is sealed."""

    calendar: LocalCalendar
    sealed: int | None

    @classmethod
    async def of(cls, work: GuildWork) -> "Grounds":
        """As they stand."""
        calendar = LocalCalendar(time_zone_of(await work.guild.settings()))
        profile = await work.guild.profile()
        return cls(calendar=calendar, sealed=profile.sealed_through if profile else None)


async def land(work: GuildWork, batch: Sequence[Entry], grounds: Grounds, now: datetime) -> Sorted:
    """Land entries of days that are not sealed; says which were new."""
    news = sort_in(batch, await work.log.known(list({entry.key for entry in batch})))
    appending = asyncio.ensure_future(work.log.append(news.fresh))
    try:  # while the database is busy with the rows, what they add is worked out
        deltas = await folded(news.changes, grounds.calendar, sealed_through=grounds.sealed)
    finally:
        await appending
    await fold_in(work, news, deltas, grounds.calendar)
    await work.intake.add(intake_of(batch, news, grounds.calendar.day_hour(now)[0], now))
    return news


@attrs.frozen(kw_only=True)
class Done:
    """What the product itself lets somebody do, who is a member number already, or nobody of the guild."""

    activity: Activity
    member_no: int | None


_A_MEMBER: Final = Person(id="a member", source="community-os")


async def record_within(
    work: GuildWork, guild: int, done: Sequence[Done], keys: Keyring, now: datetime
) -> None:
    """Tell the log what a use case just did, in the same transaction: both land, or neither.

    Raises Invalid for what the front door would refuse, since that would be our own mistake.
    """
    door = Door.at(now, AdmissionRules())
    batch: list[Entry] = []
    for position, one in enumerate(done):
        activity = attrs.evolve(one.activity, guild=guild)
        if reason := refusal(
            activity if one.member_no is None else attrs.evolve(activity, person=_A_MEMBER), door
        ):
            raise Invalid(f"{activity.kind} cannot be recorded: {reason}")
        [entry] = entries([prepare(position, activity, keys)], (), {}, now)
        batch.append(entry._replace(member_no=one.member_no))
    await land(work, batch, await Grounds.of(work), now)
