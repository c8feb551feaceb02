"""An older log is counted for what this version counts anew, once, before anybody asks or writes."""

from collections.abc import Callable, Sequence

import attrs

from application.community.ports import GuildWork, Store
from application.community.replay.winners import winners
from domain.community.fold import COMMANDED, DETAILED, ENDED, FOLD, INVITED, Deltas, fold
from domain.community.guild import GuildProfile
from domain.community.log.activity import MEMBER_JOINED
from domain.community.log.entry import Change
from domain.community.settings import time_zone_of
from domain.community.spans import ANSWER, MEMBERSHIP, Mark, fold_spans
from domain.kernel.instants import LocalCalendar

Progress = Callable[[int, int], None]
"""Told the guild, and how many of its records were read so far."""


@attrs.frozen(kw_only=True)
class CompleteCounters:
    """Count every guild's log for what an older version left out; what was counted stays as it is.

    Who wrote in which channel, and who ran which command, on sealed days cannot be counted any more: the
    guild then says since when it is known.
    """

    store: Store

    async def __call__(self, progress: Progress = lambda guild, read: None) -> int:
        """How many guilds lacked something; each is completed in one transaction, or not at all."""
        completed = 0
        for guild in await self.store.guilds():
            async with self.store.reading(guild) as work:
                if _complete(await work.guild.profile()):
                    continue
            async with self.store.writing(guild) as work:
                profile = await work.guild.profile()
                if profile is None or _complete(profile):
                    continue  # another process was faster
                await _count(work, profile, progress)
                completed += 1
        return completed


def _complete(profile: GuildProfile | None) -> bool:
    return profile is None or profile.fold >= FOLD


async def _count(work: GuildWork, profile: GuildProfile, progress: Progress) -> None:
    """Page by page, so that a long log needs no more memory than a short one."""
    calendar = LocalCalendar(time_zone_of(await work.guild.settings()))
    read = 0
    days: set[int] = set()
    invited = False
    async for page in work.log.pages():
        read += len(page)
        deltas = fold((Change(None, entry) for entry in winners(page)), calendar)
        lacking = _lacking(deltas, profile.fold)
        await work.counters.add(lacking)
        days |= lacking.days
        await work.spans.mark([mark for mark in deltas.marks_added if mark.family == ANSWER], [])
        if profile.fold < INVITED:
            invited |= await _remember_invites(work, deltas.marks_added)
        progress(profile.guild, read)
    await counted(work, profile)
    await work.counters.touch(days, members=invited, last_activity=None)


async def _remember_invites(work: GuildWork, marks: Sequence[Mark]) -> bool:
    """Joins were marked by where they were told, not by their invite; whether any of these has one."""
    joins = [mark for mark in marks if mark.family == MEMBERSHIP and mark.kind == MEMBER_JOINED]
    found = await work.spans.mark(joins, [mark._replace(channel=None) for mark in joins])
    await work.spans.put({key: fold_spans(MEMBERSHIP, held) for key, held in found.items()})
    return any(mark.channel is not None for mark in joins)


def _lacking(deltas: Deltas, fold: int) -> Deltas:
    """What a version of the fold did not count."""
    lacking = Deltas()
    if fold < DETAILED:
        lacking.channel_hour, lacking.member_channel_day = deltas.channel_hour, deltas.member_channel_day
    if fold < COMMANDED:
        lacking.command_day = deltas.command_day
    if fold < ENDED:
        lacking.run_day = deltas.run_day
    return lacking


async def counted(work: GuildWork, profile: GuildProfile) -> None:
    """Say that this version has counted the log, and since when what an older count left out is known: from
    the first day on whose raw records are still there."""
    left = None if profile.sealed_through is None else profile.sealed_through + 1
    await work.guild.counted_by(
        FOLD,
        detailed_since=profile.detailed_since if profile.fold >= DETAILED else left,
        commands_since=profile.commands_since if profile.fold >= COMMANDED else left,
    )
