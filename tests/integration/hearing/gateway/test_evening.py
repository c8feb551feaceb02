"""An evening in which everything happens once: what is heard is what truly happened, and no text of it."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import attrs

from application.community.hearing.told import HasRoles, Named
from domain.community.log.activity import Activity
from tests.integration.hearing.gateway.bots import until
from tests.integration.hearing.gateway.overheard import Overheard, overhearing
from tests.loopback import Discord, Guild, Kind, loopback, made_at

SAID = "ottoverrano"
"""Stands in everything that somebody wrote."""


@attrs.define
class Evening:
    """A guild of the loopback, and what was heard of it."""

    discord: Discord
    inn: Guild
    heard: Overheard

    def told(self, *kinds: str) -> list[Activity]:
        return [one for one in self.heard.told() if isinstance(one, Activity) and one.kind in kinds]

    async def until(self, count: int, *kinds: str) -> list[Activity]:
        """Wait until so many of these kinds were told."""
        await until(lambda: len(self.told(*kinds)) >= count)
        found = self.told(*kinds)
        assert len(found) == count
        return found

    async def named(self, true: Callable[[Named], object]) -> None:
        await until(lambda: any(true(one) for one in self.heard.told() if isinstance(one, Named)))


@asynccontextmanager
async def an_evening(
    home: Path, *, before: Callable[[Discord, Guild], object] | None = None
) -> AsyncIterator[Evening]:
    async with loopback() as discord:
        inn = discord.guild("Amber Inn")
        if before is not None:
            before(discord, inn)
        async with overhearing(discord, home) as heard:
            await discord.connected()
            await until(lambda: any(isinstance(one, Named) for one in heard.told()))
            yield Evening(discord, inn, heard)
            assert SAID.encode() not in b"".join(one.payload for one in heard.records)


def _people(activities: Sequence[Activity]) -> list[int | None]:
    return [int(one.person.id) if one.person else None for one in activities]


async def test_messages_edits_deletions_and_reactions_are_told_as_they_were(tmp_path: Path) -> None:
    async with an_evening(tmp_path) as evening:
        discord, inn = evening.discord, evening.inn
        general, mira, otto = discord.channel(inn), discord.member(inn, "mira"), discord.member(inn, "otto")
        first = await discord.member_writes(general, mira, f"{SAID} caffè \N{DUCK}")
        await discord.member_writes(
            general, otto, SAID, reply_to=first, mentions=[mira], attachments=2, embeds=1
        )
        thread = await discord.thread_created(general, otto, "plans")
        await discord.member_writes(thread, mira, SAID * 90)
        await discord.webhook_writes(general, SAID)
        written = await evening.until(sum(1 for _ in discord.truth.seen()), "message")
        for one in written:
            true = discord.truth.messages[one.subject or 0]
            answered = discord.truth.messages.get(true.answers or 0)
            assert (one.channel, one.parent, one.occurred_at) == (true.channel, true.parent, made_at(true.id))
            assert (one.details["length"], one.details["type"]) == (true.length, true.type)
            assert one.person is not None
            assert (int(one.person.id), one.person.bot) == (true.member, true.bot)
            assert (int(one.toward.id) if one.toward else None) == (answered.member if answered else None)
        reply = next(one for one in written if one.details["type"] == 19)
        assert (reply.details["mentions"], reply.details["attachments"]) == (1, 2)

        await discord.unfurls(first)
        await discord.edits(first, f"{SAID}, better said")
        await discord.reacts(otto, first, "🎉")
        await discord.unreacts(otto, first, "🎉")
        await discord.reacts(otto, first, "🎉")
        await discord.clears_reactions(first)
        await discord.deletes(first)
        (edit,) = await evening.until(1, "message_edited")
        assert (edit.subject, _people([edit])) == (first.id, [mira.id])
        given = await evening.until(2, "reaction")
        assert {(one.natural_id, _people([one])[0]) for one in given} == {
            (f"{first.id}:{otto.id}:🎉", otto.id)
        }
        assert all(one.toward and int(one.toward.id) == mira.id for one in given)
        assert _people(await evening.until(2, "reaction_removed")) == [otto.id, None]
        (gone,) = await evening.until(1, "message_deleted")
        assert (gone.subject, gone.person) == (first.id, None)


async def test_who_comes_goes_is_kicked_and_is_banned_is_told_once_each_with_how(tmp_path: Path) -> None:
    async with an_evening(tmp_path) as evening:
        discord, inn = evening.discord, evening.inn
        for name in ("left", "kicked", "banned"):
            member = await discord.member_joins(inn, name)
            end = {
                "left": discord.member_leaves,
                "kicked": discord.member_is_kicked,
                "banned": discord.member_is_banned,
            }[name]
            await end(member)
        last = await discord.member_joins(inn, "last")
        true = [one for one in discord.truth.membership if one.guild == inn.id and one.end]
        await until(lambda: last.id in _people(evening.told("member_joined")))
        await until(
            lambda: {one.details.get("how") for one in evening.told("member_left")} >= {"kicked", "banned"}
        )
        ends: dict[tuple[int | None, str], str | None] = {}
        for one in evening.told("member_left"):
            who = _people([one])[0], one.natural_id
            ends[who] = str(one.details.get("how") or ends.get(who) or "left")
        assert {who: how for (who, _), how in ends.items()} == {one.member: one.how for one in true}
        assert len(ends) == len(true) == 3


async def test_roles_and_names_are_told_as_they_change(tmp_path: Path) -> None:
    async with an_evening(tmp_path) as evening:
        discord, inn = evening.discord, evening.inn
        regular, host = discord.role(inn), discord.role(inn, "host")
        mira, general = discord.member(inn, "mira"), discord.channel(inn)
        await discord.member_changes_roles(mira, [regular, host])
        await discord.member_changes_roles(mira, [host])
        await discord.member_changes_nick(mira, "Mira the Brave")
        await discord.channel_renamed(general, "the hall")
        await discord.role_changed(inn, host, name="Hosts of the inn")
        await discord.guild_renamed(inn, "Golden Inn")
        await evening.named(lambda one: one.name == "Golden Inn")
        await evening.named(lambda one: [each.name for each in one.channels] == ["the hall"])
        await evening.named(lambda one: [each.name for each in one.roles] == ["Hosts of the inn"])
        await evening.named(lambda one: [each.name for each in one.people] == ["Mira the Brave"])
        seen = [
            one.roles
            for one in evening.heard.told()
            if isinstance(one, HasRoles) and one.exact and one.person.id == str(mira.id)
        ]
        assert seen == [frozenset({regular.id, host.id}), frozenset({host.id}), frozenset({host.id})]


async def test_stays_in_voice_begin_and_end_as_they_did_whoever_mutes(tmp_path: Path) -> None:
    def rooms(discord: Discord, inn: Guild) -> None:
        for name in ("lounge", "stage"):
            discord.channel(inn, name, kind=Kind.VOICE)

    async with an_evening(tmp_path, before=rooms) as evening:
        discord, inn = evening.discord, evening.inn
        lounge, stage = (one for one in inn.channels.values() if one.kind == Kind.VOICE)
        mira = discord.member(inn, "mira")
        await discord.voice_joins(lounge, mira)
        await discord.voice_mutes(mira)
        await discord.voice_moves(mira, stage)
        await discord.voice_mutes(mira, self_deaf=True)
        await discord.voice_leaves(mira)
        told = await evening.until(3, "voice_joined", "voice_left")
        assert [(one.kind, one.channel) for one in told] == [
            ("voice_joined", lounge.id),
            ("voice_joined", stage.id),
            ("voice_left", stage.id),
        ]
        assert [one.channel for one in discord.truth.voice] == [lounge.id, stage.id]
        assert not evening.told("voice_state")
        assert b"deaf" not in b"".join(one.payload for one in evening.heard.records)

        evening.heard.hearing.voice_details = frozenset({inn.id})
        await discord.voice_joins(lounge, mira)
        await discord.voice_mutes(mira, self_deaf=True)
        states = [one.details for one in await evening.until(2, "voice_state")]
        assert [(one["deaf"], one["alone"]) for one in states] == [(False, True), (True, True)]


async def test_events_and_who_will_come_are_told_even_of_people_nobody_knows(tmp_path: Path) -> None:
    async with an_evening(tmp_path) as evening:
        discord, inn = evening.discord, evening.inn
        mira, stranger = discord.member(inn, "mira"), discord.user("stranger")
        trivia = await discord.event_created(inn, "Trivia night")
        await discord.rsvp(trivia, mira)
        await discord.rsvp(trivia, stranger)
        await discord.un_rsvp(trivia, mira)
        await discord.event_updated(trivia, start=trivia.start + timedelta(hours=1))
        await discord.event_started(trivia)
        await discord.event_ended(trivia)
        off = await discord.event_created(inn, "Trivia night")
        await discord.event_cancelled(off)
        deleted = await discord.event_created(inn, "Trivia night")
        await discord.event_deleted(deleted)
        events = ("event_scheduled", "event_updated", "event_started", "event_completed", "event_cancelled")
        told = await evening.until(8, *events)
        assert [(one.kind.removeprefix("event_"), one.subject) for one in told] == [
            ("scheduled", trivia.id),
            ("updated", trivia.id),
            ("started", trivia.id),
            ("completed", trivia.id),
            ("scheduled", off.id),
            ("cancelled", off.id),
            ("scheduled", deleted.id),
            ("cancelled", deleted.id),
        ]
        promises = await evening.until(3, "rsvp_added", "rsvp_removed")
        assert _people(promises) == [mira.id, stranger.id, mira.id]
        assert {one.subject for one in promises} == {trivia.id}


async def test_threads_invites_and_commands_are_told(tmp_path: Path) -> None:
    async with an_evening(tmp_path) as evening:
        discord, inn = evening.discord, evening.inn
        general, mira = discord.channel(inn), discord.member(inn, "mira")
        thread = await discord.thread_created(general, mira, "plans")
        invite = await discord.invite_created(general, mira)
        asked = await discord.interaction(general, mira, "rank")
        (begun,) = await evening.until(1, "thread_created")
        assert (begun.channel, begun.parent, _people([begun])) == (thread.id, general.id, [mira.id])
        (made,) = await evening.until(1, "invite_created")
        assert (made.details, _people([made])) == ({"invite": invite.code}, [mira.id])
        (ran,) = await evening.until(1, "command_run")
        assert (ran.natural_id, ran.details["command"]) == (str(asked.id), "rank")
        assert (ran.details["outcome"], ran.details["error"]) == ("failed", "Interrupted")
