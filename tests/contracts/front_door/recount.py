"""A guild counted slowly, one thing at a time, straight from the definitions and without the fold."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import attrs

from application.community.ports import Store
from domain.community.invites import invite_number
from domain.community.log.activity import KINDS, Activity
from domain.community.log.admission import DETAILS, canonical
from domain.community.log.commands import code_of
from domain.community.log.keys import Keyring
from domain.kernel.ids import snowflake_instant
from domain.kernel.instants import day_number
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
        command_day={(who[n], *ran): runs for (n, *ran), runs in snapshot.command_day.items()},
        spans={
            (who[n], family): _in_order(family, [tuple(s) for s in spans])
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
        spans=count.spans | _memberships(winners, keys) | _roles(winners, keys),
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
        self.spans: dict[tuple[str, str], list[tuple[Any, ...]]] = {}

    def day(self, at: datetime) -> int:
        return day_number(at.astimezone(self.zone).date())

    def one(self, one: Activity) -> None:
        """Messages, reactions given, answers, commands."""
        if one.kind == "command_run" and not _is_bot(one) and one.person:
            ran = code_of(str(one.details.get("command") or ""))
            self.commands[label(one.person), self.day(one.occurred_at), ran] += 1
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
        for who, marks in _marks(winners, "voice", self.keys).items():
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


def _memberships(winners: list[Activity], keys: Keyring) -> dict[tuple[str, str], list[tuple[Any, ...]]]:
    """From each join to the next leave; a leave alone says only when it ended."""
    spans: dict[tuple[str, str], list[tuple[Any, ...]]] = {}
    for who, marks in _marks(winners, "member", keys).items():
        found, start = [], None
        for mark in marks:
            if mark.kind == "member_joined":
                start = start or mark
            else:
                begin = (start.occurred_at, start.inferred) if start else (None, True)
                found.append((begin[0], mark.occurred_at, begin[1], mark.inferred, _invite(start)))
                start = None
        if start:
            found.append((start.occurred_at, None, start.inferred, False, _invite(start)))
        spans[who, "membership"] = found
    return spans


def _invite(join: Activity | None) -> int | None:
    code = join.details.get("invite") if join else None
    return invite_number(str(code)) if code else None


def _roles(winners: list[Activity], keys: Keyring) -> dict[tuple[str, str], list[tuple[Any, ...]]]:
    """Role by role: given until taken or gone; taken alone tells of the end, where nothing else was told."""
    spans: dict[tuple[str, str], list[tuple[Any, ...]]] = {}
    ends = ("role_taken", "member_left", "role_given")
    people: dict[str, list[Activity]] = defaultdict(list)
    for one in winners:
        if one.kind in ends and one.person and not one.person.bot:
            people[label(one.person)].append(one)
    for who, mine in people.items():
        mine.sort(key=lambda one: (one.occurred_at, ends.index(one.kind), keys.key(one)))
        held: list[tuple[Any, ...]] = []
        for role in {str(one.details["role"]) for one in mine if "role" in one.details}:
            start: Activity | None = None
            for place, one in enumerate(mine):
                if one.kind == "role_given" and one.details["role"] == role:
                    start = start or one
                elif one.kind == "member_left" or one.details["role"] == role:
                    first = not any(
                        each.kind == "member_left" or each.details["role"] == role for each in mine[:place]
                    )
                    if start or (first and one.kind == "role_taken"):
                        begin = (start.occurred_at, start.inferred) if start else (None, True)
                        held.append((begin[0], one.occurred_at, begin[1], one.inferred, int(role)))
                    start = None
            if start:
                held.append((start.occurred_at, None, start.inferred, False, int(role)))
        if held:
            spans[who, "role"] = _in_order("role", held)
    return spans


def _in_order(family: str, spans: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Roles are held at once, so that only those of one role have an order."""
    return sorted(spans, key=lambda span: span[4]) if family == "role" else spans


def _marks(winners: list[Activity], family: str, keys: Keyring) -> dict[str, list[Activity]]:
    marks: dict[str, list[Activity]] = defaultdict(list)
    for one in winners:
        if one.kind.startswith(f"{family}_") and one.person and not one.person.bot:
            marks[label(one.person)].append(one)
    for found in marks.values():
        found.sort(key=lambda one: (one.occurred_at, one.kind.endswith("_joined"), keys.key(one)))
    return marks


def _rows(counted: Counter[Any], width: int) -> dict[Any, tuple[int, ...]]:
    keys = {key[:2] for key, count in counted.items() if count}
    return {key: tuple(counted[(*key, column)] for column in range(width)) for key in keys}
