"""The reader of the journal: what each record tells, in the words of the front door."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

import msgspec

from adapters.discord.frames import packing
from adapters.discord.frames.format.guilds import Known, Place, Places
from adapters.discord.frames.format.table import SHAPES
from adapters.discord.frames.packing import Frame, Payload, unpack
from adapters.discord.frames.reading import calendar, guilds, messages
from adapters.discord.frames.reading.calendar import Calendar
from adapters.discord.frames.reading.members import Members
from adapters.discord.frames.reading.moment import Moment
from adapters.discord.frames.reading.voice import Voices
from application.community.hearing.ports import Written
from application.community.hearing.told import Listened, Missed, Told
from domain.community.coverage import GATEWAY
from domain.community.log.letters import Unreadable

_MOST_THREADS: Final = 200_000

Reading = Callable[[Any, Moment], Iterable[Told]]


class FrameReader:
    """Reads records of the gateway's frames and of the listener's own notes.

    What it remembers between records is little and bounded. Records that are read again, from an earlier
    one on, tell the same again.
    """

    def __init__(self) -> None:
        self._parents: dict[int, int] = {}
        self._position = -1
        self._readings = self._afresh()

    def read(self, record: Written) -> Iterable[Told]:
        """What a record tells; one that cannot be read tells one Unreadable."""
        if record.position <= self._position:
            self._readings = self._afresh()
        self._position = record.position
        try:
            return list(self._told(unpack(record.payload), record))
        except (msgspec.MsgspecError, ValueError, OverflowError, RecursionError):
            detail = "a record of the journal cannot be read"
            return [_unreadable(detail, len(record.payload))]

    def remember(self, guild: int, parents: dict[int, int]) -> None:
        """What was known before this run: the channel that each thread belongs to."""
        for thread, parent in parents.items():
            self._parents[thread] = parent
        self._bound()

    def _told(self, payload: Payload, record: Written) -> Iterable[Told]:
        if isinstance(payload, Frame):
            return self._frame(payload, record)
        if isinstance(payload, packing.Quarantined):
            detail = "a frame of the gateway cannot be read"
            return [_unreadable(detail, payload.length, payload.fingerprint)]
        if isinstance(payload, packing.Ended):
            return [messages.ended(payload, self._parents)]
        return _note(payload)

    def _frame(self, frame: Frame, record: Written) -> Iterable[Told]:
        reading = self._readings.get(frame.name)
        if reading is None or frame.guild is None:
            return ()
        data = SHAPES[frame.name].kept.decode(frame.data)
        if isinstance(data, Place):
            self._see((data,))
        elif isinstance(data, Known | Places):
            self._see(data.places)
        called = f"{frame.session}:{frame.seq}"
        return reading(data, Moment(frame.guild, record.at, called, self._parents, frame.late))

    def _see(self, places: Iterable[Place]) -> None:
        for place in places:
            if place.parent is not None:
                self._parents[place.id] = place.parent
        self._bound()

    def _bound(self) -> None:
        while len(self._parents) > _MOST_THREADS:
            del self._parents[next(iter(self._parents))]

    def _afresh(self) -> Mapping[str, Reading]:
        """What reads each kind of frame, with nothing remembered but the threads."""
        members, voices, events = Members(), Voices(), Calendar()

        def arrived(guild: Known, now: Moment) -> Iterable[Told]:
            if guild.unavailable:
                return
            members.rolls.counted(now.guild, guild.members)
            yield from guilds.arrived(guild, now)
            yield from voices.present(guild.voices, guild.afk, now)
            yield from events.present(guild.events, now)

        def changed(guild: Known, now: Moment) -> Iterable[Told]:
            voices.afk_is(guild.afk, now)
            return guilds.renamed(guild, now)

        return {
            "MESSAGE_CREATE": messages.created,
            "MESSAGE_UPDATE": messages.edited,
            "MESSAGE_DELETE": messages.deleted,
            "MESSAGE_DELETE_BULK": messages.deleted,
            "MESSAGE_REACTION_ADD": messages.reacted,
            "MESSAGE_REACTION_REMOVE": messages.unreacted,
            "MESSAGE_REACTION_REMOVE_ALL": messages.unreacted,
            "MESSAGE_REACTION_REMOVE_EMOJI": messages.unreacted,
            "INTERACTION_CREATE": messages.called,
            "GUILD_MEMBER_ADD": members.joined,
            "GUILD_MEMBER_UPDATE": members.changed,
            "GUILD_MEMBER_REMOVE": members.left,
            "GUILD_BAN_ADD": members.sent_away,
            "GUILD_AUDIT_LOG_ENTRY_CREATE": members.sent_away,
            "GUILD_MEMBERS_CHUNK": members.listed,
            "VOICE_STATE_UPDATE": voices.changed,
            "GUILD_CREATE": arrived,
            "GUILD_UPDATE": changed,
            "GUILD_ROLE_CREATE": guilds.titled,
            "GUILD_ROLE_UPDATE": guilds.titled,
            "CHANNEL_CREATE": guilds.seen,
            "CHANNEL_UPDATE": guilds.seen,
            "THREAD_CREATE": guilds.begun,
            "THREAD_UPDATE": guilds.seen,
            "THREAD_LIST_SYNC": guilds.synchronised,
            "INVITE_CREATE": guilds.invited,
            "GUILD_SCHEDULED_EVENT_CREATE": events.planned,
            "GUILD_SCHEDULED_EVENT_UPDATE": events.changed,
            "GUILD_SCHEDULED_EVENT_DELETE": events.deleted,
            "GUILD_SCHEDULED_EVENT_USER_ADD": calendar.promised,
            "GUILD_SCHEDULED_EVENT_USER_REMOVE": calendar.withdrawn,
        }


def _note(note: packing.Listened | packing.Missed) -> Iterable[Told]:
    for guild in note.guilds:
        families, start, end = tuple(note.families), note.start, note.end
        if isinstance(note, packing.Missed):
            yield Missed(guild=guild, families=families, start=start, end=end, reason=note.reason)
        else:
            yield Listened(guild=guild, families=families, start=start, end=end)


def _unreadable(detail: str, length: int, fingerprint: str = "") -> Unreadable:
    return Unreadable(
        source=GATEWAY, reason="unreadable", detail=detail, length=length, fingerprint=fingerprint
    )
