"""A guild counted slowly, one thing at a time, straight from the definitions and without the fold."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import attrs

from application.community.ports import Store
from domain.community.log.activity import KINDS, Activity
from domain.community.log.admission import DETAILS, canonical
from domain.community.log.commands import LATENCY_BOUNDS, code_of
from domain.community.log.keys import Keyring
from domain.community.log.words import OUTCOMES
from domain.kernel.ids import snowflake_instant
from domain.kernel.instants import day_number
from tests.contracts.front_door.recounted_spans import in_order, marks_of, memberships, roles
from tests.contracts.strategies import label


@attrs.define(kw_only=True)
class Counted:
    """What a guild's history comes to, by outside id."""

    member_day: dict[tuple[str, int], tuple[int, ...]]
    channel_day: dict[tuple[int, int], tuple[int, ...]]
    guild_hour: dict[tuple[int, int], tuple[int, ...]]
    replies: dict[tuple[str, str, int], int]
    channel_hour: dict[tuple[int, int, int], int]
    member_channel_day: dict[tuple[str, int, int, int], int]
    command_day: dict[tuple[str, int, int], int]
    run_day: dict[tuple[int, str, str, str, int], int]
    spans: dict[tuple[str, str], list[tuple[Any, ...]]]
    said: set[tuple[str, int | None, datetime, str]]
    people: dict[str, tuple[str | None, bool]]
    last_activity: datetime | None


async def observed(store: Store, guild: int) -> Counted:
    """What the store holds, with numbers turned back into outside ids."""
    async with store.reading(guild) as work:
        snapshot, profile = await work.counters.snapshot(), await work.guild.profile()
        who = {
            number: f"{source}:{external}"
            for source in ("discord", "webhook")
            for number, external in (await work.members.outside_ids(source=source)).items()
        }
        members = await work.members.of(who)
    return Counted(
        member_day={(who[n], day): row for (n, day), row in snapshot.member_day.items()},
        channel_day=snapshot.channel_day,
        guild_hour=snapshot.guild_hour,
        replies={(who[a], who[b], day): count for (a, b, day), count in snapshot.reply_day.items()},
        channel_hour=snapshot.channel_hour,
        member_channel_day={(who[n], *where): m for (n, *where), m in snapshot.member_channel_day.items()},
        run_day={
            (day, name, OUTCOMES[outcome], error, bucket): runs
            for (day, name, outcome, error, bucket), runs in snapshot.run_day.items()
        },
        command_day={(who[n], *ran): runs for (n, *ran), runs in snapshot.command_day.items()},
        spans={
            (who[n], family): in_order(family, [tuple(s) for s in spans])
            for (n, family), spans in snapshot.spans.items()
        },
        said={(who[m.member_no], m.channel, m.at, m.kind) for m in snapshot.marks if m.family == "answer"},
        people={who[number]: (member.name, member.bot) for number, member in members.items()},
        last_activity=profile.last_activity if profile else None,
    )


def recounted(history: Iterable[Activity], zone: str, keys: Keyring) -> Counted:
    """What the store should hold once all of it was sent, in whatever order."""
    admitted = [activity for activity in history if activity.kind in KINDS]
    winners = _winners(admitted, keys)
    count = _Count(ZoneInfo(zone), keys)
    for one in winners:
        count.one(one)
    count.received(winners)
    count.voice(winners)
    return Counted(
        member_day=_rows(count.members, 4),
        channel_day=_rows(count.channels, 3),
        guild_hour=_rows(count.hours, 2),
        replies=dict(count.replies),
        channel_hour=dict(count.channel_hours),
        member_channel_day=dict(count.places),
        command_day=dict(count.commands),
        run_day=dict(count.runs),
        spans=count.spans | memberships(winners, keys) | roles(winners, keys),
        said={_said(one) for one in winners if one.kind.startswith("rsvp_") and not _is_bot(one)},
        people=_people(admitted),
        last_activity=max(map(_time, admitted), default=None),
    )


def _time(one: Activity) -> datetime:
    """A message of Discord happened when its id says."""
    by_id = one.kind == "message" and one.namespace == "discord" and one.subject is not None
    return snowflake_instant(one.subject or 0) if by_id else one.occurred_at


def _guessed(one: Activity) -> bool:
    return one.inferred and not (one.kind == "message" and one.namespace == "discord")


def _winners(admitted: list[Activity], keys: Keyring) -> list[Activity]:
    """Of all that is told of one thing, the copy that counts."""
    told: dict[bytes, list[Activity]] = defaultdict(list)
    for one in admitted:
        told[keys.key(one)].append(one)

    def rank(one: Activity) -> tuple[Any, ...]:
        saw = one.details.get("count") if one.kind == "reactions_seen" else 0
        said = keys.digest(one, _time(one), _guessed(one), canonical(one.details))
        known = sum(one.details.get(name) is not None for name in DETAILS)
        return -int(saw or 0), _guessed(one), one.toward is None, _time(one), -known, said

    return [min(copies, key=rank) for copies in told.values()]


def _people(admitted: list[Activity]) -> dict[str, tuple[str | None, bool]]:
    """Everybody who did something or was answered: the newest name, and whether it is a bot."""
    found: dict[str, tuple[str | None, bool]] = {}
    named: dict[str, tuple[datetime, str]] = {}
    for one in admitted:
        for person in filter(None, (one.person, one.toward)):
            who = label(person)
            if person.name is not None:
                said = (person.named_at or one.occurred_at, person.name)
                named[who] = max(said, named.get(who, said))
            bot = person.bot or found.get(who, (None, False))[1]
            found[who] = (named[who][1] if who in named else None, bot)
    return found


def _is_bot(one: Activity) -> bool:
    return one.person is None or one.person.bot


def _said(one: Activity) -> tuple[str, int | None, datetime, str]:
    """Who answered what to which event: a button's own word, else that Discord's interest came or went."""
    assert one.person is not None
    word = str(one.details.get("answer") or one.kind)
    if one.kind == "rsvp_removed" and word in ("going", "interested"):
        word = "taken_back"
    return label(one.person), one.subject, one.occurred_at, word


class _Count:
    """Tallies of single things."""

    def __init__(self, zone: ZoneInfo, keys: Keyring) -> None:
        self.zone, self.keys = zone, keys
        self.members: Counter[tuple[str, int, int]] = Counter()
        self.channels: Counter[tuple[int, int, int]] = Counter()
        self.hours: Counter[tuple[int, int, int]] = Counter()
        self.replies: Counter[tuple[str, str, int]] = Counter()
        self.channel_hours: Counter[tuple[int, int, int]] = Counter()
        self.places: Counter[tuple[str, int, int, int]] = Counter()
        self.commands: Counter[tuple[str, int, int]] = Counter()
        self.runs: Counter[tuple[int, str, str, str, int]] = Counter()
        self.spans: dict[tuple[str, str], list[tuple[Any, ...]]] = {}

    def day(self, at: datetime) -> int:
        return day_number(at.astimezone(self.zone).date())

    def one(self, one: Activity) -> None:
        """Messages, reactions given, answers, commands."""
        if one.kind == "command_run" and not _is_bot(one) and one.person:
            self.run(one, label(one.person), self.day(one.occurred_at))
        if one.person is None or one.kind not in ("message", "reaction"):
            return
        at, home, column = _time(one), one.parent or one.channel, ("message", "reaction").index(one.kind)
        human = not one.person.bot and (one.kind != "message" or one.details.get("type") in (0, 19, None))
        if home and (human or one.kind == "message"):
            self.channels[home, self.day(at), column if human else 2] += 1
        if not human:
            return
        who, hour = label(one.person), at.astimezone(self.zone).hour
        self.members[who, self.day(at), column] += 1
        self.hours[self.day(at), hour, column] += 1
        if home and one.kind == "message":
            self.channel_hours[home, self.day(at), hour] += 1
            self.places[who, self.day(at), home, hour // 3] += 1
        if one.kind == "message" and one.toward and label(one.toward) != who:
            self.replies[who, label(one.toward), self.day(at)] += 1

    def run(self, one: Activity, who: str, day: int) -> None:
        """A command, and how it ended: buckets end with 10, 15, 20 ... milliseconds."""
        name, error, took = (one.details.get(word) for word in ("command", "error", "latency_ms"))
        self.commands[who, day, code_of(str(name))] += 1
        bucket = -1 if took is None else sum(took > bound * 1000 for bound in LATENCY_BOUNDS)
        self.runs[day, str(name), str(one.details["outcome"]), str(error or ""), bucket] += 1

    def received(self, winners: list[Activity]) -> None:
        """For each message, emoji and author: the larger of what a file saw and whom we know."""
        seen, known = Counter[tuple[Any, ...]](), Counter[tuple[Any, ...]]()
        for one in winners:
            if one.toward is None:
                continue
            where = (one.subject, one.details.get("emoji"), label(one.toward))
            if one.kind == "reactions_seen":
                seen[where] += int(one.details["count"] or 0)
            elif one.kind == "reaction" and one.person and not one.person.bot:
                known[where] += 1
        for where in {*seen, *known}:
            day = self.day(snowflake_instant(where[0]))
            self.members[where[2], day, 2] += max(seen[where], known[where])

    def voice(self, winners: list[Activity]) -> None:
        """Sessions minute by minute: to the next mark, or for 24 hours at most."""
        for who, marks in marks_of(winners, "voice", self.keys).items():
            sessions: list[tuple[Any, ...]] = []
            start: Activity | None = None
            passed_by: datetime | None = None
            for mark in [*marks, None]:
                if mark and mark.kind == "voice_left" and not start:
                    moved = bool(sessions) and sessions[-1][1] == mark.occurred_at
                    passed_by = passed_by if moved else mark.occurred_at
                if start and mark and mark.occurred_at - start.occurred_at > timedelta(hours=24):
                    end = start.occurred_at + timedelta(hours=24)
                    sessions.append((start.occurred_at, end, start.inferred, True, start.channel))
                    start = None
                if start and mark and mark.kind == "voice_joined" and mark.channel == start.channel:
                    continue
                if start:
                    end = mark.occurred_at if mark else None
                    told = bool(mark and mark.inferred)
                    sessions.append((start.occurred_at, end, start.inferred, told, start.channel))
                begins = mark and mark.kind == "voice_joined" and mark.occurred_at != passed_by
                start = mark if begins else None
            if sessions:
                self.spans[who, "voice"] = sessions
            for begin, end, *_ in sessions:
                at = begin
                while end and at < end:
                    self.members[who, self.day(at), 3] += 60
                    at += timedelta(minutes=1)


def _rows(counted: Counter[Any], width: int) -> dict[Any, tuple[int, ...]]:
    keys = {key[:2] for key, count in counted.items() if count}
    return {key: tuple(counted[(*key, column)] for column in range(width)) for key in keys}
