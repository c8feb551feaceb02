"""The fold: what one change of a winner adds to the counters, and takes from them."""

from collections.abc import Iterable, Iterator

import attrs

from domain.community.coverage import GATEWAY
from domain.community.events.answers import mark_kind
from domain.community.invites import invite_number
from domain.community.log.activity import (
    COMMAND_RUN,
    MEMBER_JOINED,
    MEMBER_LEFT,
    MESSAGE,
    REACTION,
    REACTIONS_SEEN,
    ROLE_GIVEN,
    ROLE_TAKEN,
    ROLES,
    RSVP_ADDED,
    RSVP_REMOVED,
    RSVPS,
    VOICE_JOINED,
    VOICE_LEFT,
)
from domain.community.log.commands import Ran, code_of, ran
from domain.community.log.entry import Change, Entry, details_of, seen_count
from domain.community.spans import ANSWER, MEMBERSHIP, ROLE, VOICE, Mark
from domain.kernel.ids import snowflake_instant
from domain.kernel.instants import LocalCalendar

COUNTED_MESSAGES = frozenset({0, 19, None})
"""Discord's default message and reply; a message of another world has no type and counts too."""

MESSAGES, REACTIONS, RECEIVED, VOICE_SECONDS = range(4)
"""Columns of a member's day."""

CHANNEL_MESSAGES, CHANNEL_REACTIONS, CHANNEL_UNCOUNTED = range(3)
"""Columns of a channel's day; uncounted are the messages of bots, webhooks and Discord itself."""

HOURS_OF_EIGHTH = 3
"""A member's day in a channel is counted by eighths: enough for a weekly rhythm, and fewer rows."""

FOLD = 5
"""The version of this fold: raised when it counts something that older logs were not counted for."""

DETAILED = 2
"""The version that first counted hours and people of channels; the third first marked answers to events."""

COMMANDED = 4
"""The version that first counted commands."""

INVITED = 5
"""The version that first kept by which invite a membership began."""

ENDED = 5
"""The version that first counted how commands ended."""

_FAMILIES = {
    MEMBER_JOINED: (MEMBERSHIP,),
    MEMBER_LEFT: (MEMBERSHIP, ROLE),  # who leaves loses every role, and Discord does not say so
    VOICE_JOINED: (VOICE,),
    VOICE_LEFT: (VOICE,),
    ROLE_GIVEN: (ROLE,),
    ROLE_TAKEN: (ROLE,),
    RSVP_ADDED: (ANSWER,),
    RSVP_REMOVED: (ANSWER,),
}

TallyKey = tuple[int, str, int]
"""(message, emoji, member number of the message's author)."""


@attrs.define(kw_only=True)
class Deltas:
    """What a batch adds to each counter; sums of deltas do not depend on their order.

    Days are day numbers of the guild's zone. A row of zeros means the same as no row.
    """

    member_day: dict[tuple[int, int], list[int]] = attrs.field(factory=dict)
    """(member, day) -> messages, reactions given, reactions received, voice seconds."""

    channel_day: dict[tuple[int, int], list[int]] = attrs.field(factory=dict)
    """(channel, day) -> messages, reactions, uncounted messages; a thread counts in its parent."""

    guild_hour: dict[tuple[int, int], list[int]] = attrs.field(factory=dict)
    """(day, hour) -> messages, reactions."""

    reply_day: dict[tuple[int, int, int], int] = attrs.field(factory=dict)
    """(who answered, whom, day) -> answers."""

    channel_hour: dict[tuple[int, int, int], int] = attrs.field(factory=dict)
    """(channel, day, hour) -> messages: those of the channel's day."""

    member_channel_day: dict[tuple[int, int, int, int], int] = attrs.field(factory=dict)
    """(member, day, channel, eighth of the day 0-7) -> messages; a thread counts in its parent."""

    command_day: dict[tuple[int, int, int], int] = attrs.field(factory=dict)
    """(member, day, number of the command) -> how often they ran it, whatever came of it."""

    run_day: dict[Ran, int] = attrs.field(factory=dict)
    """How runs of a command ended and how long they took, by day -> how many did: those of `command_day`."""

    tallies: dict[TallyKey, list[int]] = attrs.field(factory=dict)
    """(message, emoji, author) -> largest count seen in a file, distinct members known to react."""

    marks_added: list[Mark] = attrs.field(factory=list)
    marks_removed: list[Mark] = attrs.field(factory=list)

    def of_member(self, member_no: int, day: int) -> list[int]:
        """The row of a member's day, made when it is not there."""
        row = self.member_day.get((member_no, day))
        if row is None:
            row = self.member_day[member_no, day] = [0, 0, 0, 0]
        return row

    @property
    def days(self) -> set[int]:
        """Every day that changes."""
        return (
            {day for _, day in self.member_day}
            | {day for _, day in self.channel_day}
            | {day for day, _ in self.guild_hour}
            | {day for _, day, _ in self.channel_hour}
            | {day for _, day, _ in self.command_day}
            | {one.day for one in self.run_day}
        )


def counts(entry: Entry) -> bool:
    """Whether people count it: by a human, and if a message, one that somebody wrote."""
    if entry.bot:
        return False
    return entry.kind != MESSAGE or entry.message_type in COUNTED_MESSAGES


def fold(
    changes: Iterable[Change],
    calendar: LocalCalendar,
    *,
    sealed_through: int | None = None,
    into: Deltas | None = None,
) -> Deltas:
    """Fold changes of winners into deltas: the old copy is taken away, the new one added.

    With `into` they are added to what was folded before. A message on a sealed day receives no more
    reactions, since its day can no longer be recounted.
    """
    deltas = Deltas() if into is None else into
    for old, new in changes:
        if old is not None:
            _apply(deltas, old, -1, calendar, sealed_through)
        _apply(deltas, new, 1, calendar, sealed_through)
    return deltas


def _apply(deltas: Deltas, entry: Entry, sign: int, calendar: LocalCalendar, sealed: int | None) -> None:
    kind = entry.kind
    if kind == MESSAGE:
        _message(deltas, entry, sign, calendar)
    elif kind == REACTION:
        _reaction(deltas, entry, sign, calendar, sealed)
    elif kind == REACTIONS_SEEN:
        _seen(deltas, entry, sign, calendar, sealed)
    elif kind == COMMAND_RUN and entry.member_no is not None and not entry.bot:
        _run(deltas, ran(entry, calendar.day_hour(entry.occurred_at)[0]), entry.member_no, sign)
    elif kind in _FAMILIES and entry.member_no is not None and not entry.bot:
        (deltas.marks_added if sign > 0 else deltas.marks_removed).extend(_marks(entry, entry.member_no))


def _run(deltas: Deltas, ended: Ran, member_no: int, sign: int) -> None:
    where = (member_no, ended.day, code_of(ended.command))
    deltas.command_day[where] = deltas.command_day.get(where, 0) + sign
    deltas.run_day[ended] = deltas.run_day.get(ended, 0) + sign


def _marks(entry: Entry, member_no: int) -> Iterator[Mark]:
    """What an entry begins or ends: where, or by which invite, or which role, or an answer to which event."""
    kind, place = entry.kind, entry.channel
    if kind == MEMBER_JOINED:
        code = details_of(entry).get("invite")
        place = invite_number(code) if isinstance(code, str) else None
    elif kind in ROLES:
        place = int(details_of(entry)["role"])
    elif kind in RSVPS:
        kind, place = mark_kind(kind, details_of(entry).get("answer")), entry.subject
    for family in _families(entry):
        yield Mark(member_no, family, entry.occurred_at, entry.key, kind, place, entry.inferred)


def _families(entry: Entry) -> tuple[str, ...]:
    """Whom the bot finds to have stayed after all has kept their roles too."""
    if entry.kind == MEMBER_JOINED and entry.inferred and entry.source == GATEWAY:
        return MEMBERSHIP, ROLE
    return _FAMILIES[entry.kind]


def _message(deltas: Deltas, entry: Entry, sign: int, calendar: LocalCalendar) -> None:
    day, hour = calendar.day_hour(entry.occurred_at)
    counted = counts(entry)
    home = entry.parent or entry.channel
    if home is not None:
        row = deltas.channel_day.get((home, day))
        if row is None:
            row = deltas.channel_day[home, day] = [0, 0, 0]
        row[CHANNEL_MESSAGES if counted else CHANNEL_UNCOUNTED] += sign
        if counted:
            _in_channel(deltas, entry.member_no, home, day, hour, sign)
    if not counted or entry.member_no is None:
        return
    deltas.of_member(entry.member_no, day)[MESSAGES] += sign
    _hour(deltas, day, hour)[0] += sign
    if entry.toward_no is not None and entry.toward_no != entry.member_no:
        edge = (entry.member_no, entry.toward_no, day)
        deltas.reply_day[edge] = deltas.reply_day.get(edge, 0) + sign


def _in_channel(deltas: Deltas, member_no: int | None, home: int, day: int, hour: int, sign: int) -> None:
    at = (home, day, hour)
    deltas.channel_hour[at] = deltas.channel_hour.get(at, 0) + sign
    if member_no is not None:
        where = (member_no, day, home, hour // HOURS_OF_EIGHTH)
        deltas.member_channel_day[where] = deltas.member_channel_day.get(where, 0) + sign


def _reaction(deltas: Deltas, entry: Entry, sign: int, calendar: LocalCalendar, sealed: int | None) -> None:
    if not counts(entry) or entry.member_no is None:
        return
    day, hour = calendar.day_hour(entry.occurred_at)
    deltas.of_member(entry.member_no, day)[REACTIONS] += sign
    _hour(deltas, day, hour)[1] += sign
    home = entry.parent or entry.channel
    if home is not None:
        row = deltas.channel_day.get((home, day))
        if row is None:
            row = deltas.channel_day[home, day] = [0, 0, 0]
        row[CHANNEL_REACTIONS] += sign
    if tally := _tally_row(deltas, entry, calendar, sealed):
        tally[1] += sign


def _seen(deltas: Deltas, entry: Entry, sign: int, calendar: LocalCalendar, sealed: int | None) -> None:
    if tally := _tally_row(deltas, entry, calendar, sealed):
        tally[0] += sign * seen_count(entry)


def _hour(deltas: Deltas, day: int, hour: int) -> list[int]:
    row = deltas.guild_hour.get((day, hour))
    if row is None:
        row = deltas.guild_hour[day, hour] = [0, 0]
    return row


def _tally_row(deltas: Deltas, entry: Entry, calendar: LocalCalendar, sealed: int | None) -> list[int] | None:
    if entry.subject is None or entry.toward_no is None:
        return None
    if sealed is not None and message_day(entry.subject, calendar) <= sealed:
        return None
    where = (entry.subject, str(details_of(entry).get("emoji")), entry.toward_no)
    return deltas.tallies.setdefault(where, [0, 0])


def message_day(subject: int, calendar: LocalCalendar) -> int:
    """The day of a message, from its id: reactions received are dated at the message."""
    return calendar.day_hour(snowflake_instant(subject))[0]


def received(seen: int, known: int) -> int:
    """Reactions a message received of one emoji (DEFINITIONS: reactions received)."""
    return max(seen, known)


def add_received(deltas: Deltas, after: dict[TallyKey, tuple[int, int]], calendar: LocalCalendar) -> None:
    """Credit the authors with what the tallies moved: `after` is (seen, known) once the deltas are in."""
    for where, (seen, known) in after.items():
        seen_delta, known_delta = deltas.tallies[where]
        moved = received(seen, known) - received(seen - seen_delta, known - known_delta)
        if moved:
            subject, _, author = where
            deltas.of_member(author, message_day(subject, calendar))[RECEIVED] += moved
