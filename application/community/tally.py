"""The tally: what anyone needs to reconcile us with another source, counted from the log itself."""

from collections import Counter

import attrs

from application.community.ports import GuildWork, Store
from domain.community.fold import counts
from domain.community.log.activity import MESSAGE, REACTION
from domain.community.log.entry import Entry, winner
from domain.community.settings import GuildSettings, settings_at
from domain.insights.scoring import score
from domain.kernel.errors import NotFound


@attrs.define(kw_only=True)
class Given:
    """What one person gave: messages, reactions, and the score that they make."""

    messages: int = 0
    reactions: int = 0
    score: float = 0.0


@attrs.define(kw_only=True)
class Tally:
    """Sums over a log; days are UTC days, and every activity counts once.

    `users` are people with a Discord id who gave something; the erased have none.
    """

    users: dict[str, Given] = attrs.field(factory=dict)
    total_events: int = 0
    dead_letters: int = 0
    by_day: Counter[str] = attrs.field(factory=Counter)
    by_kind: Counter[str] = attrs.field(factory=Counter)


@attrs.frozen(kw_only=True)
class TallyActivities:
    """Count a guild, or everything, from the log and not from what was folded from it."""

    store: Store

    async def __call__(self, guild: int | None = None) -> Tally:
        """Raises NotFound for a guild that nothing was recorded for."""
        tally = Tally()
        known = await self.store.guilds()
        if guild is not None and guild not in known:
            raise NotFound(f"nothing was ever recorded for guild {guild}")
        for each in known if guild is None else [guild]:
            async with self.store.reading(each) as work:
                await _add(tally, work)
        if guild is None:
            async with self.store.unaddressed() as nowhere:
                tally.dead_letters += sum((await nowhere.counts()).values())
        return tally


async def _add(tally: Tally, work: GuildWork) -> None:
    messages: Counter[int] = Counter()
    reactions: Counter[int] = Counter()
    async for page in work.log.pages():
        for entry in _counted_once(page):
            tally.total_events += 1
            tally.by_kind[entry.kind] += 1
            tally.by_day[entry.occurred_at.date().isoformat()] += 1
            if entry.member_no is not None and counts(entry):
                if entry.kind == MESSAGE:
                    messages[entry.member_no] += 1
                elif entry.kind == REACTION:
                    reactions[entry.member_no] += 1
    settings = await _weights(work)
    for member_no, outside in (await work.members.outside_ids()).items():
        if messages[member_no] or reactions[member_no]:
            given = tally.users.setdefault(outside, Given())
            given.messages += messages[member_no]
            given.reactions += reactions[member_no]
            given.score += score(messages[member_no], reactions[member_no], settings)
    tally.dead_letters += sum((await work.letters.counts()).values())


async def _weights(work: GuildWork) -> GuildSettings:
    """The settings that held when something last happened: an activity, or a change of the settings."""
    versions, profile = await work.guild.settings(), await work.guild.profile()
    happened = [version.changed_at for version in versions]
    if profile and profile.last_activity:
        happened.append(profile.last_activity)
    return settings_at(versions, max(happened)) if happened else GuildSettings()


def _counted_once(page: list[Entry]) -> list[Entry]:
    copies: dict[bytes, list[Entry]] = {}
    for entry in page:
        copies.setdefault(entry.key, []).append(entry)
    return [winner(found) for found in copies.values()]
