"""Until when one connection heard everything of each guild, and what it missed between two sessions."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

import attrs

from application.community.hearing.told import Listened, Missed
from domain.community.coverage import FAMILIES, Family
from domain.community.deafness import Bustle
from domain.community.missed import DEAF, NO_INTENT, OUTAGE, RESTARTED, SESSION_LOST

Note = Listened | Missed

_ROOMS: Final = 1_000
"""Channels of a guild that are remembered for what was last heard in them: those that talk most lately."""

_PAUSED: Final = timedelta(seconds=90)
"""A connection is acknowledged every 41 seconds: after such a silence we slept, or the clock was set."""

_SET_BACK: Final = timedelta(minutes=1)
"""What was noted so far ahead of now was noted before the clock was set back."""


@attrs.define(kw_only=True)
class _Guild:
    """`told` is the end of its last note while we hear it; else `dark` is since when we do not, and why."""

    told: datetime | None = None
    dark: tuple[datetime, str] | None = None
    newest: int = 0
    """The last message that was heard."""

    since: datetime | None = None
    """Since when this session hears it."""

    rooms: dict[int, int] = attrs.field(factory=dict)
    """Channel -> the last message that was heard in it."""

    proved: bool = False
    """It is known that something was missed before this session."""


class ShardHearing:
    """Everything that arrives on a connection before its last sign of life was heard.

    What a RESUME sends again counts as heard when it is complete; a new session begins after a gap.
    """

    def __init__(self, shard: int, families: tuple[Family, ...], since: datetime) -> None:
        self.shard = shard
        self.families = families
        self.session = ""
        self.live = False
        self.since = since
        self.heard: datetime | None = None
        self.event: datetime | None = None
        self.events = 0
        self.paused = False
        """What arrives now may be left over from before a pause: only taking up the session tells."""

        self.bustle = Bustle()
        self._until: datetime | None = None
        self._deaf_since: datetime | None = None
        self._suspect: datetime | None = None
        self._proved = False
        self._counted: tuple[datetime, int] | None = None
        self._why = RESTARTED
        self._guilds: dict[int, _Guild] = {}

    @property
    def guilds(self) -> tuple[int, ...]:
        """The guilds that are heard."""
        return tuple(guild for guild, known in self._guilds.items() if known.told is not None)

    def remember(self, heard: dict[int, datetime]) -> None:
        """What an earlier run heard last: since then nobody listened."""
        for guild, until in heard.items():
            self._guilds.setdefault(guild, _Guild(dark=(until, RESTARTED)))

    def lost(self, at: datetime) -> None:
        """The connection is away: what arrives now is being sent again, until RESUMED."""
        self.paused = False
        if self.live:
            self.live, self.since = False, at

    def alive(self, at: datetime, *, told: bool) -> None:
        """A frame or an acknowledgement arrived; `told` when it was something that happened."""
        self.events += told
        if self.live and self.heard is not None and at - self.heard > _PAUSED:
            self.lost(at)
            self.paused = True
        if self.live:
            self.heard = at
            self.event = at if told else self.event

    def resumed(self, at: datetime) -> list[Note]:
        """All that was missed was sent again; where it was suspected deaf, perhaps not the messages."""
        self.live, self.since, self.heard, self.event = True, at, at, at
        self._counted = at, self.events
        since, self._suspect = self._suspect, None
        if since is None or "messages" not in self.families:
            return []
        return [
            Missed(guild=guild, families=("messages",), start=since, end=at, reason=DEAF)
            for guild in self.guilds
        ]

    def suspect(self, since: datetime) -> None:
        """It told nothing after that moment, and is taken up again: its messages are asked for once more."""
        self._suspect = since

    def distrust(self, since: datetime, *, proved: bool = False) -> None:
        """It told nothing after that moment, though it was acknowledged: the next gap begins there."""
        self._why, self._deaf_since, self._proved = DEAF, since, proved

    def wrote(self, guild: int, channel: int, message: int) -> None:
        """A message was heard."""
        if known := self._guilds.get(guild):
            known.newest = message
            known.rooms.pop(channel, None)
            known.rooms[channel] = message
            if len(known.rooms) > _ROOMS:
                del known.rooms[next(iter(known.rooms))]

    def heard_in(self) -> dict[int, dict[int, int]]:
        """Guild -> channel -> the last message that was heard in it, of guilds in which there was any."""
        return {guild: dict(known.rooms) for guild, known in self._guilds.items() if known.rooms}

    def ready(self, session: str, guilds: Iterable[int], at: datetime) -> list[Note]:
        """A new session: until each of its guilds is there, nothing of it is heard."""
        notes = self.notes()
        until = self.heard
        for known in self._guilds.values():
            if known.told is not None:
                heard = max(known.told, until or known.told)
                since = self._deaf_since if self._why == DEAF else None
                known.dark, known.told, known.proved = (since or heard, self._why), None, self._proved
        for guild in guilds:
            self._guilds.setdefault(guild, _Guild())
        self.session, self.live, self.since, self.heard, self.event = session, True, at, at, at
        self._counted = at, self.events
        self._why, self._suspect, self._proved = SESSION_LOST, None, False
        self._until = until
        return notes

    def there(self, guild: int, at: datetime, *, newest: int = 0) -> list[Note]:
        """A guild is complete: from now on it is heard; `newest` is the last message that it has.

        Where a silent connection turns out to have missed none, it was just a quiet time.
        """
        known = self._guilds.setdefault(guild, _Guild())
        if known.told is not None:
            return []
        if known.dark and known.dark[1] == DEAF and 0 < newest <= known.newest and not known.proved:
            known.dark = (self._until or known.dark[0], SESSION_LOST)
        known.newest = max(known.newest, newest)
        missed = self._missed(guild, known, at)
        known.told, known.dark, known.since = at, None, at
        return missed

    def away(self, guild: int, at: datetime, *, outage: bool) -> list[Note]:
        """A guild is not reachable for Discord itself, or the bot is no longer in it."""
        known = self._guilds.get(guild)
        if known is None:
            return []
        notes = self._listened(guild, known, at)
        if outage:
            known.dark, known.told = known.dark or (known.told or at, OUTAGE), None
        else:
            del self._guilds[guild]
        return notes

    def count(self, at: datetime) -> None:
        """Remember how much was told since the last call: a silence is judged by it."""
        if self.live and self.heard is not None and self.heard - at > _SET_BACK:
            self.heard = self.event = at
        for known in self._guilds.values():
            if known.told is not None and known.told - at > _SET_BACK:
                known.told = at  # a later absence is noted from here, and takes the hours ahead out again
        if self.live and self._counted is not None:
            since, events = self._counted
            self.bustle = self.bustle.with_told(at, self.events - events).with_listened(since, at)
        self._counted = (at, self.events) if self.live else None

    def hears_since(self, guild: int) -> datetime | None:
        """Since when it hears a guild without a gap; None where it does not."""
        known = self._guilds.get(guild)
        return known.since if known is not None and known.told is not None else None

    def notes(self) -> list[Note]:
        """What was heard since the last notes."""
        if self.heard is None:
            return []
        return [
            note for guild, known in self._guilds.items() for note in self._listened(guild, known, self.heard)
        ]

    def last_heard(self) -> dict[int, datetime]:
        """Until when each guild was heard: what the next run has to know."""
        return {
            guild: known.told or known.dark[0]  # type: ignore[index] # one of both is there
            for guild, known in self._guilds.items()
            if known.told or known.dark
        }

    def _listened(self, guild: int, known: _Guild, until: datetime) -> list[Note]:
        if known.told is None or known.told >= until:
            return []
        start, known.told = known.told, until
        heard: list[Note] = [Listened(guild=guild, families=self.families, start=start, end=until)]
        if deaf_to := tuple(family for family in FAMILIES if family not in self.families):
            heard.append(Missed(guild=guild, families=deaf_to, start=start, end=until, reason=NO_INTENT))
        return heard

    def _missed(self, guild: int, known: _Guild, until: datetime) -> list[Note]:
        if known.dark is None or known.dark[0] >= until:
            return []
        since, why = known.dark
        return [Missed(guild=guild, families=self.families, start=since, end=until, reason=why)]
