"""The reader of the journal: what each record tells, in the words of the front door."""

from collections.abc import Iterable

import msgspec

from adapters.discord.frames import packing
from adapters.discord.frames.packing import Frame, Payload, unpack
from application.community.hearing.ports import Written
from application.community.hearing.told import Listened, Missed, Told
from domain.community.coverage import GATEWAY
from domain.community.log.letters import Unreadable


class FrameReader:
    """Reads records of the gateway's frames and of the listener's own notes."""

    def read(self, record: Written) -> Iterable[Told]:
        """What a record tells; one that cannot be read tells one Unreadable."""
        try:
            return self._told(unpack(record.payload), record)
        except (msgspec.MsgspecError, ValueError, OverflowError, RecursionError):
            detail = "a record of the journal cannot be read"
            return [_unreadable(detail, len(record.payload), "")]

    def remember(self, guild: int, parents: dict[int, int]) -> None:
        """What was known before this run: the channel that each thread belongs to."""

    def _told(self, payload: Payload, record: Written) -> list[Told]:
        if isinstance(payload, Frame):
            return []
        if isinstance(payload, packing.Quarantined):
            detail = "a frame of the gateway cannot be read"
            return [_unreadable(detail, payload.length, payload.fingerprint)]
        families, start, end = tuple(payload.families), payload.start, payload.end
        if isinstance(payload, packing.Listened):
            return [
                Listened(guild=guild, families=families, start=start, end=end) for guild in payload.guilds
            ]
        return [
            Missed(guild=guild, families=families, start=start, end=end, reason=payload.reason)
            for guild in payload.guilds
        ]


def _unreadable(detail: str, length: int, fingerprint: str) -> Unreadable:
    return Unreadable(
        source=GATEWAY, reason="unreadable", detail=detail, length=length, fingerprint=fingerprint
    )
